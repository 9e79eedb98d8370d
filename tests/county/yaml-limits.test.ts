/** Whatever a settings file holds, it is read or refused with a line and what to do, and not in an hour. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LineCounter, Parser } from 'yaml';
import { z } from 'zod';
import { parseYaml, SettingsError } from '../../src/county/yaml-file.ts';
import { tokensOf, tooMuch } from '../../src/county/yaml-limits.ts';

const schema = z.strictObject({ name: z.string(), hours: z.array(z.string()) });

function told(text: string): string {
  try {
    parseYaml('office.yaml', text, schema);
    return 'fine';
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
}

const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

const WRONG = 'YAML 写法有误：';
test.each([
  ['{} 600 times', '{}'.repeat(600), WRONG],
  ['{} 250,000 times', '{}'.repeat(250_000), WRONG],
  ['{} on 19,000 lines', '{}\n'.repeat(19_000), WRONG],
  ['[] inside a setting', `name: ${'[]'.repeat(5000)}`, WRONG],
  ['quotation marks', '"'.repeat(100_001), WRONG],
  ['closed and never opened', ']'.repeat(100_000), WRONG],
  ['commas', ','.repeat(100_000), WRONG],
  ['colons', ': '.repeat(3000), '层次太深'],
  ['exclamation marks', '!'.repeat(100_000), '“!”开头的值请加引号'],
  ['anchors on anchors', '&a '.repeat(10_000), '“&”开头的值请加引号'],
  ['brackets in brackets', '['.repeat(100_000), '层次太深'],
  ['brackets in brackets, closed', '['.repeat(2000) + ']'.repeat(2000), '层次太深'],
  ['braces in braces', '{a: '.repeat(2000), '层次太深'],
  ['dashes behind dashes', `${'- '.repeat(2000)}a`, '层次太深'],
  ['question marks behind question marks', `${'? '.repeat(2000)}a`, '层次太深'],
  ['settings in settings', lines(1000, (at) => `${' '.repeat(at)}a:`), '层次太深'],
  ['many documents', '---\n{}\n'.repeat(5000), '有几份设置（用“---”隔开），请只留一份'],
  ['one key 5,000 times', 'a: 1\n'.repeat(5000), '2: YAML 写法有误：同一项写了两遍'],
  ['20,000 keys', lines(20_000, (at) => `k${at}: 1`), '没有这个设置项'],
  [
    '20,000 keys on one line',
    `{${lines(20_000, (at) => `k${at}: 1,`).replaceAll('\n', '')}}`,
    '没有这个设置项',
  ],
  ['an alias 5,000 times', `name: &a x\nhours: [${'*a, '.repeat(5000)}]`, '展开后太大'],
  ['an alias of nothing, 5,000 times', `hours: [${'*b, '.repeat(5000)}]`, '“*b”没有对应的“&b”'],
  ['an alias of itself', 'name: &a [*a]', 'office.yaml:1:'],
  ['wrong 5,000 times', `name: x\nhours:\n${'  - 1\n'.repeat(5000)}`, '另有 4970 处'],
  ['19,000 remarks', '#\n'.repeat(19_000), '（整个文件）'],
  ['tabs', '\t'.repeat(100_000), 'office.yaml:1:'],
  ['a megabyte', `name: ${'x'.repeat(1_000_000)}`, '文件太大（977 KB，最多 512 KB）'],
  ['a million lines', '\n'.repeat(500_000), '行数太多（最多 20000 行）'],
])('a file of %s is refused in a few lines', (_what, text, sentence) => {
  const message = told(text);
  expect(message).toContain(sentence);
  expect(message).toMatch(/^office\.yaml:\d+: /);
  expect(message.split('\n').length).toBeLessThanOrEqual(31);
  const inChinese = message.replace(/office\.yaml|YAML|KB|\bk\d+\b|name|hours/g, '');
  expect(inChinese, 'nobody reads English').not.toMatch(/[a-z]{3}/i);
});

describe('what people write is far from these limits', () => {
  const files = ['flows', 'data', 'data/demo'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => join(folder, name)),
  );
  test.each(files)('%s', (file) => {
    const text = readFileSync(file, 'utf8');
    expect(tooMuch(text)).toBeNull();
    expect([...tokensOf(text, new LineCounter())]).toEqual([...new Parser().parse(text)]);
  });

  test('a roster of 2,000 enterprises', () => {
    const member = (at: number) =>
      `  - { id: e${at}, name: 样例第${at}有限公司, members: [{ id: e${at}-1, name: 王某某, title: 总经理, accounts: { telegram: "${10_000_000 + at}" } }] }`;
    expect(tooMuch(`enterprises:\n${lines(2000, member)}\n`)).toBeNull();
  });

  test('long texts that look deep are not', () => {
    const text = `name: |\n${lines(200, (at) => `${' '.repeat(2 + (at % 30))}- ? 一段话 [${at}`)}\nhours: []\n`;
    expect(told(text)).toBe('fine');
  });
});
