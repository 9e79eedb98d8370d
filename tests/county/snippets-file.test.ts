/** data/snippets.yaml: what a county may write, and how a fault is named. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadRoster } from '../../src/county/roster-file.ts';
import { loadSnippets } from '../../src/county/snippets-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'snippets-'));
const file = join(dir, 'snippets.yaml');
const roster = loadRoster('data/roster.yaml');
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const read = (text: string) => {
  writeFileSync(file, text);
  return loadSnippets(file, roster);
};
const one = (over: string): string =>
  `snippets:\n  - { id: a, name: 名, step: feedback, text: 话 }\n  - ${over}\n`;

test('the file that ships is whole, and its departments are in the roster', () => {
  expect(loadSnippets('data/snippets.yaml', roster).length).toBeGreaterThan(4);
});

test('a county may have none', () => {
  expect(read('snippets: []\n')).toEqual([]);
});

test.each([
  ['{ id: a, name: 名, step: feedback, text: 话 }', /:3: .*编号 a 用了两次/],
  ['{ id: b, name: 名, step: feedback, departments: [moon], text: 话 }', /:3: .*没有编号为 moon 的部门/],
  ['{ id: B!, name: 名, step: feedback, text: 话 }', /:3: .*只能用小写字母/],
  ['{ id: b, name: 名, step: transfer, text: 话 }', /:3: .*只能写 feedback、resolve 或 ask/],
  ['{ id: b, name: 名, step: feedback, kinds: [report2], text: 话 }', /:3: .*没有这一类/],
  ['{ id: b, name: 名, step: feedback, text: "" }', /:3: .*不能为空/],
  [`{ id: b, name: 名, step: feedback, text: ${'长'.repeat(501)} }`, /:3: .*最多 500 字/],
  ['{ id: b, name: 名, step: feedback, text: 话, colour: red }', /:3: /],
])('a fault is named with its line: %s', (over, why) => {
  expect(() => read(one(over))).toThrow(why);
});
