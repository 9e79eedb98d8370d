/** A settings file that is wrong says so as `file:line: field：what is wrong`, every fault at once. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseYaml, readYamlFile, SettingsError } from '../../src/county/yaml-file.ts';
import { flowSchema } from '../../src/domain/flow-rules.ts';

const schema = z.strictObject({
  name: z.string('请填写名称'),
  hours: z.array(z.strictObject({ from: z.string(), to: z.string('应为 HH:MM') })),
  limits: z.strictObject({ most: z.int('应为整数').max(10, '最多 10') }).optional(),
});

/** The error message of a text, or `fine`. */
function told(text: string): string {
  try {
    parseYaml('office.yaml', text, schema);
    return 'fine';
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
}

describe('a fault names file, line, field and what is wrong', () => {
  const RIGHT = ['name: 甲', 'hours:', '  - from: "08:00"', '    to: "12:00"', 'limits:', '  most: 3', ''];
  const wrong = (line: number, instead: string): string =>
    told(RIGHT.map((text, index) => (index === line - 1 ? instead : text)).join('\n'));

  test('the right file is fine', () => {
    expect(told(RIGHT.join('\n'))).toBe('fine');
  });

  test.each([
    ['a wrong type', 1, 'name: 7', 'office.yaml:1: name：请填写名称'],
    ['a wrong type in a list', 4, '    to: 12', 'office.yaml:4: hours.0.to：应为 HH:MM'],
    ['a value out of bounds', 6, '  most: 30', 'office.yaml:6: limits.most：最多 10'],
    ['an unknown key', 1, 'name: 甲\ncolour: red', 'office.yaml:2: colour：没有这个设置项，请核对拼写或删去'],
    [
      'an unknown key far inside',
      4,
      '    to: "12:00"\n    lunch: yes',
      'office.yaml:5: hours.0.lunch：没有这个设置项，请核对拼写或删去',
    ],
    ['a missing field: the line of what it is missing from', 6, '  # most: 3', 'office.yaml:5: limits：'],
  ])('%s', (_what, line, instead, message) => {
    expect(wrong(line, instead)).toContain(message);
  });

  test('several faults, a line each', () => {
    const message = told('name: 7\nhours:\n  - from: "08:00"\n    to: 1\n    odd: 2\nextra: 3\n');
    expect(message.split('\n').sort()).toEqual([
      'office.yaml:1: name：请填写名称',
      'office.yaml:4: hours.0.to：应为 HH:MM',
      'office.yaml:5: hours.0.odd：没有这个设置项，请核对拼写或删去',
      'office.yaml:6: extra：没有这个设置项，请核对拼写或删去',
    ]);
  });

  test('a flow written on one line is found on its line too', () => {
    expect(
      told('name: 甲\nhours:\n  - { from: "08:00", to: "12:00" }\n  - { from: "14:30", to: 18 }\n'),
    ).toBe('office.yaml:4: hours.1.to：应为 HH:MM');
  });
});

describe('broken YAML', () => {
  test.each([
    ['a bracket left open', 'name: 甲\nhours: [\n', /:\d: YAML 写法有误：括号没有成对/],
    [
      'a brace left open',
      'name: 甲\nhours:\n  - { from: a, to: b\nlimits: { most: 3 }\n',
      /:\d: .*括号没有成对/,
    ],
    [
      'a tab for indentation',
      'name: 甲\nhours:\n\t- from: x\n',
      /:3: YAML 写法有误：缩进用了制表符（Tab），请改成空格$/,
    ],
    ['a quote left open', 'name: "甲\nhours: []\n', /:\d: YAML 写法有误：少了引号/],
    ['a key twice', 'name: 甲\nhours: []\nname: 乙\n', /:3: YAML 写法有误：同一项写了两遍，请删去一个$/],
    [
      'indentation that fits nowhere',
      'name: 甲\nhours:\n    - from: a\n  to: b\n',
      /:4: YAML 写法有误：缩进不对，请用空格与同级的行对齐$/,
    ],
    ['a colon of a Chinese keyboard', 'name：甲\nhours:\n  - from: a\n', /:1: .*冒号写成了全角“：”/],
    ['the same in a list', 'name: 甲\nhours:\n  - from：a\n    to: b\n', /:[34]: .*冒号写成了全角“：”/],
    [
      'a comma of a Chinese keyboard',
      'name: 甲\nhours:\n  - { from: a，to: b }\n',
      /:3: .*逗号写成了全角“，”/,
    ],
  ])('%s: said in Chinese, with what to do', (_what, text, message) => {
    const faults = told(text);
    expect(faults).toMatch(message);
    expect(faults.split('\n').length, 'not what comes of it, line by line').toBeLessThanOrEqual(3);
    expect(faults.replace(/office\.yaml|YAML|Tab/g, ''), 'nobody reads English').not.toMatch(/[a-z]{3}/i);
  });

  test.each([
    ['a field left out', 'hours:\n  - from: "08:00"\n', 'office.yaml:1: name：请填写名称'],
    [
      'one without words of its own',
      'name: 甲\nhours:\n  - to: "12:00"\n',
      ':3: hours.0.from：缺少这一项，请补上',
    ],
    ['words for settings', 'name: 甲\nhours: []\nlimits: 三\n', ':3: limits：应为一组设置（每行“名称: 值”）'],
    [
      'one thing for a list',
      'name: 甲\nhours: 早上\n',
      ':2: hours：应为列表（每行以“- ”开头，或写成 [甲, 乙]）',
    ],
  ])('%s: in Chinese too', (_what, text, message) => {
    expect(told(text)).toContain(message);
  });

  test.each([
    ['an empty file', ''],
    ['only a comment', '# 还没填\n'],
    ['a list instead of settings', '- name\n'],
    ['a word', '甲\n'],
  ])('%s is refused as a whole', (_what, text) => {
    expect(told(text)).toMatch(/^office\.yaml:1: （整个文件）：/);
  });

  test('an alias bomb is refused instead of filling the memory', () => {
    const levels = Array.from({ length: 12 }, (_, n) => {
      const of = n === 0 ? '"x"' : `*a${n - 1}`;
      return `l${n}: &a${n} [${Array.from({ length: 10 }, () => of).join(', ')}]`;
    });
    expect(told(`${levels.join('\n')}\n`)).toMatch(/^office\.yaml:1: YAML 写法有误：/);
  });

  test('an alias that leads nowhere', () => {
    expect(told('name: *nobody\nhours: []\n')).toMatch(/^office\.yaml:1: YAML 写法有误：.*nobody/);
  });

  test('names of things inside the program are unknown keys like any other', () => {
    for (const key of ['constructor', '__proto__', 'toString']) {
      expect(told(`name: 甲\nhours: []\n${key}: 1\n`)).toBe(
        `office.yaml:3: ${key}：没有这个设置项，请核对拼写或删去`,
      );
    }
  });
});

describe('files', () => {
  const dir = mkdtempSync(join(tmpdir(), 'yaml-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('one that is not there says which, and what to do', () => {
    const file = join(dir, 'none.yaml');
    expect(() => readYamlFile(file, schema)).toThrow(`${file}:1: 文件读不到（ENOENT）。请检查路径和权限。`);
  });

  test('a folder is no file', () => {
    expect(() => readYamlFile(dir, schema)).toThrow(/文件读不到（EISDIR）/);
  });

  test('one with a byte order mark and Windows line ends is read like any other, faults on their lines', () => {
    const file = join(dir, 'windows.yaml');
    writeFileSync(file, '\uFEFFname: 甲\r\nhours: []\r\nlimits:\r\n  most: 30\r\n');
    chmodSync(file, 0o400);
    expect(() => readYamlFile(file, schema)).toThrow(`${file}:4: limits.most：最多 10`);
  });
});

test('a rule no schema can state names line and field as well', () => {
  const yaml = parseYaml('office.yaml', 'name: 甲\nhours:\n  - from: "08:00"\n    to: "12:00"\n', schema);
  expect(yaml.fault(['hours', 0, 'to'], '太早')).toBe('4: hours.0.to：太早');
  expect(yaml.fault(['hours', 0, 'lunch'], '没有')).toBe('3: hours.0.lunch：没有');
  expect(yaml.fault([], '不行')).toBe('1: （整个文件）：不行');
  expect(yaml.lineOf(['hours', 9, 'to'])).toBe(2);
});

test('the flow that ships is fine, and a wrong unit in it is found', () => {
  const file = 'flows/complaint.yaml';
  const { value, lineOf } = readYamlFile(file, flowSchema);
  expect(value.id).toBe('complaint');
  expect(lineOf(['steps', 'sign', 'within'])).toBeGreaterThan(lineOf(['steps', 'dispatch', 'within']));
});
