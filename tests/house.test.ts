/** The house can be walked through: no file of the program is so long that nobody reads it to its end. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const LONGEST = 400;

test('no file in src is above 400 lines', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const lines = (path: string): number => readFileSync(`src/${path}`, 'utf8').trimEnd().split('\n').length;
  expect(files).toContain('main.ts');
  expect(files.filter((path) => lines(path) > LONGEST)).toEqual([]);
});
