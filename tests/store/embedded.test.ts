import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/embedded.ts';
import { storeContract } from './contract.ts';

for (const [name, checkpointEvery] of [
  ['the embedded store', 2_000],
  ['the embedded store with a checkpoint after every line', 1],
] as const) {
  storeContract(name, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'store-'));
    return {
      open: () => openStore({ dir, checkpointEvery }),
      remove: async () => rmSync(dir, { recursive: true, force: true }),
    };
  });
}
