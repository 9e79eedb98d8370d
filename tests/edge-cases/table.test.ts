/** The table is complete: each of the fifty has its test, and only one. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { PROMISES } from './table.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const FIFTY = Array.from({ length: 50 }, (_, index) => index + 1);

test('the numbers 1 to 50 are each tested exactly once', () => {
  const used = readdirSync(HERE)
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => [...readFileSync(`${HERE}/${name}`, 'utf8').matchAll(/^edge\((\d+),/gm)])
    .map(([, number]) => Number(number));
  expect(used.toSorted((a, b) => a - b)).toEqual(FIFTY);
  expect(Object.keys(PROMISES).map(Number)).toEqual(FIFTY);
});
