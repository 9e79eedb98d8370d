/** The county's list of whom to ring first. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SettingsError } from '../../src/county/yaml-file.ts';
import { loadDanger } from '../../src/routing/danger.ts';
import { danger, roster } from '../support/builders.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'lianxinqiao-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test.each([
  ['仓库起火，烧伤一个', ['119', '120']],
  ['门卫叫人打了，拿着刀', ['110']],
  ['隧道口追尾，三辆车', ['122']],
  ['院里一股煤氣味', ['119']],
])('%s', (text, calls) => {
  expect(danger.callsFor(text, null).map(({ call }) => call)).toEqual(calls);
});

test('an example that does not hold, and a department that is not there, are named', () => {
  const base = 'calls: [{ call: "119", for: 火, words: [着火] }]\notherwise: "110"\n';
  const file = join(dir, 'danger.yaml');
  const load = (text: string) => {
    writeFileSync(file, text);
    return loadDanger(file, roster);
  };
  expect(() => load(`${base}examples: [{ say: 没事, call: ["119"] }]`)).toThrow(
    '例句“没事”应为 119，现在是 110',
  );
  expect(() => load(`${base}always: [fire]`)).toThrow(SettingsError);
  expect(() => load(`${base}always: [fire]`)).toThrow('没有编号为“fire”的部门');
  expect(() => load('calls: []')).toThrow('otherwise');
});
