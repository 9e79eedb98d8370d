/** A process that commits until a write fails (its file size is limited), and tells what the store says then. */
import { writeSync } from 'node:fs';
import { openStore } from '../../../src/store/embedded.ts';
import { registering } from '../builders.ts';

const say = (line: string): void => void writeSync(1, `${line}\n`);
const store = await openStore({
  dir: process.argv[2] ?? '',
  checkpointEvery: 1_000_000,
  onFault: (fault) => say(`fault ${fault.kind}`),
});
const text = '水'.repeat(10_000);
for (let turn = 1; turn <= 1_000; turn++) {
  const results = await Promise.allSettled([1, 2, 3].map(() => store.commit(registering({ text }))));
  for (const result of results) if (result.status === 'fulfilled') say('committed');
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) {
    say(`refused ${failed.reason.message}`);
    break;
  }
}
const later = [store.commit(registering()), store.ticket(1), store.receive([], 0), store.inbox(1)];
for (const result of await Promise.allSettled(later)) say(`later ${result.status}`);
await store.close();
