/**
 * Prints the rows that the committed journal comes to, in today's shape: to be kept as `fixtures/rows-<shape>.jsonl`
 * when the shape of the rows is raised (src/store/upcast.ts).
 */
import { readFileSync } from 'node:fs';
import { allBlocks, snapshot } from '../../../src/store/snapshot.ts';
import { foldLines } from '../../../src/store/verify.ts';

const state = foldLines(readFileSync(new URL('../../fixtures/journal-v1.jsonl', import.meta.url), 'utf8'));
for (const { rows } of snapshot(state, allBlocks(state)).flatMap(({ bundles }) => [...bundles])) {
  for (const row of rows) console.log(JSON.stringify(row));
}
