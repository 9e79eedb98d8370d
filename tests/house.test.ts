/**
 * The house can be walked through: no file of the program is so long that nobody reads it to its end. And its tests can be
 * believed: what a busy machine or a random token could fail is not asked for.
 */
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

/** Lines of the tests that fit, each with its file. */
function testsWith(wrong: RegExp, folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  return files.flatMap((path) =>
    readFileSync(`${folder}/${path}`, 'utf8')
      .split('\n')
      .flatMap((line, at) => (wrong.test(line) ? [`${folder}/${path}:${at + 1}: ${line.trim()}`] : [])),
  );
}

/** Something by the wall clock is to be short: on a busy machine it is not (`support/own-time.ts`). */
const HURRIED = /expect\((?:performance|Date)\.now\(\) - .*\.toBeLess/u;
/** A whole page has random keys and secrets, in which three digits or letters stand sooner or later. */
const SHORT =
  /\b(?:text|html|page|shown|seen|body)\)?(?:, \w+\))?\.(?:not\.)?(?:(?:toContain|includes)\('[\w.:-]{1,5}'|toMatch\(\/(?:[^/]*\|)?[\w.:-]{1,5}[|/])/u;

test('no test holds the wall clock against a number', () => {
  expect(HURRIED.test('expect(performance.now() - began).toBeLessThan(100);')).toBe(true);
  expect(testsWith(HURRIED, 'tests').filter((line) => !line.startsWith('tests/house.test.ts'))).toEqual([]);
});

test('no test looks for a few letters or digits in a whole page', () => {
  for (const wrong of [
    "expect(list.text.includes('512'), id).toBe(isOwner);",
    "expect(text).not.toContain('PNG');",
    'expect(seen).not.toMatch(/512|厂房/u);',
  ])
    expect(SHORT.test(wrong), wrong).toBe(true);
  for (const right of ["expect(list.text.includes('512 万'), id)", 'expect(html).toContain(\'name="step"\')'])
    expect(SHORT.test(right), right).toBe(false);
  expect(testsWith(SHORT, 'tests/web')).toEqual([]);
});
