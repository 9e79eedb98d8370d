/** A county's file holds only what differs from what ships, and every fault names the file that puts it right. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { differenceOf } from '../../src/county/difference.ts';
import { lay, layered, type SettingsSource, versionOf } from '../../src/county/layers.ts';
import { readYamlFile, SettingsError } from '../../src/county/yaml-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'layers-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const shipped = join(dir, 'shipped.yaml');
const own = join(dir, 'own.yaml');

const schema = z.strictObject({
  most: z.number().max(10, '最多 10'),
  words: z.array(z.string().min(2, '至少 2 字')),
  places: z.array(z.strictObject({ name: z.string(), where: z.string().min(1, '不能为空') })),
});
const SHIPPED = `most: 3
words: [停电, 停水]
places:
  - { name: 法院, where: 去法院 }
  - { name: 邮局, where: 去邮局 }
`;

function source(text: string | null): SettingsSource {
  writeFileSync(shipped, SHIPPED);
  rmSync(own, { force: true });
  if (text !== null) writeFileSync(own, text);
  return layered(shipped, own);
}
const read = (text: string | null) => readYamlFile(source(text), schema);
function faultsOf(text: string): readonly string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.message.split('\n');
  }
}

describe('the county’s file', () => {
  test('need not be there, and may be empty: what ships is in force', () => {
    const plain = read(null).value;
    expect(plain).toMatchObject({ most: 3, words: ['停电', '停水'] });
    expect(read('# 还没有改\n').value).toEqual(plain);
    expect(read('most:\n').value, 'a heading alone says nothing').toEqual(plain);
  });

  test('replaces a value, a list as a whole, and an item of a list that has names', () => {
    expect(
      read('most: 5\nwords: [断网]\nplaces: [{ name: 邮局, where: 快递站 }, { name: 银行, where: 柜台 }]\n')
        .value,
    ).toEqual({
      most: 5,
      words: ['断网'],
      places: [
        { name: '法院', where: '去法院' },
        { name: '邮局', where: '快递站' },
        { name: '银行', where: '柜台' },
      ],
    });
  });

  test('adds to a list and takes from it, twice being no matter', () => {
    const { value } = read('words+: [断网, 停水]\nwords-: [停电, 没有的]\nplaces-: [法院]\n');
    expect(value.words).toEqual(['停水', '断网']);
    expect(value.places.map(({ name }) => name)).toEqual(['邮局']);
  });

  test('says a period whole, whatever the one that ships is made of', () => {
    const within = { amount: 7, unit: 'day', roll: true };
    expect(lay({ within }, { within: { amount: 3, unit: 'workday' } }).value).toEqual({
      within: { amount: 3, unit: 'workday' },
    });
  });

  test('and what ships make a version, each for itself', () => {
    const before = versionOf(source('most: 5\n'));
    expect(versionOf(source('most: 6\n'))).not.toBe(before);
    expect(versionOf(source(null))).not.toBe(before);
    const text = SHIPPED.replace('most: 3', 'most: 4');
    source('most: 5\n');
    writeFileSync(shipped, text);
    expect(versionOf(layered(shipped, own))).not.toBe(before);
  });
});

describe('a fault', () => {
  test('names line and field in the county’s own file', () => {
    expect(faultsOf('\nmost: 11\n')).toEqual([`${own}:2: most：最多 10`]);
    expect(faultsOf('words+:\n  - 断网\n  - 断\n')).toEqual([`${own}:3: words.3：至少 2 字`]);
    expect(faultsOf('words-: [停电]\nwords+: [断]\n')).toEqual([`${own}:2: words.1：至少 2 字`]);
    expect(faultsOf('places:\n  - name: 邮局\n    where: ""\n')).toEqual([
      `${own}:3: places.1.where：不能为空`,
    ]);
    expect(faultsOf('mots: 2\n')).toEqual([`${own}:1: mots：没有这个设置项，请核对拼写或删去`]);
    expect(faultsOf('most+: [2]\n')).toEqual([`${own}:1: most+：没有这个设置项，请核对拼写或删去`]);
  });

  test('of what ships says where that is', () => {
    const yaml = read('most: 5\n');
    expect(yaml.isOwn(['most'])).toBe(true);
    expect(yaml.isOwn(['places', 1])).toBe(false);
    expect(yaml.fault(['places', 1], '没有')).toBe(`1: places.1：没有（随程序带的在 ${shipped}:5）`);
  });

  test('a full-width comma in a list names the word that it makes; quoted it may stand', () => {
    expect(faultsOf('most: 5\nwords: [停电，跳闸, 断网]\n')).toEqual([
      `${own}:2: 列表里的逗号写成了全角“，”，“停电，跳闸”成了一个词。请改成半角“,”；本来就是一个词的，加引号`,
    ]);
    expect(read('words: ["停电，跳闸"]\n').value.words).toEqual(['停电，跳闸']);
    expect(read('words:\n  - 停电，跳闸\n').value.words, 'a sentence on a line of its own').toEqual([
      '停电，跳闸',
    ]);
  });
});

const word = fc.stringMatching(/^[a-e]{1,2}$/);
const tree = fc.dictionary(
  fc.constantFrom('words', 'most', 'examples'),
  fc.oneof(
    word,
    fc.array(word, { maxLength: 5 }).map((all) => [...new Set(all)]),
    fc.dictionary(word, fc.oneof(word, fc.nat(3))),
  ),
);
const places = fc.uniqueArray(fc.record({ name: word, where: word }), {
  selector: ({ name }) => name,
  maxLength: 4,
});

test('what a whole file changes, laid over what ships, gives the file again', () => {
  fc.assert(
    fc.property(tree, tree, places, places, (one, other, some, more) => {
      const base = { ...one, places: some };
      const whole = { ...base, ...other, places: more };
      const laid = lay(base, differenceOf(base, whole)).value;
      // Of a map inside, keys that only ship stay.
      for (const [name, value] of Object.entries(whole)) {
        const expected =
          typeof value === 'object' && !Array.isArray(value) ? expect.objectContaining(value) : value;
        expect((laid as Record<string, unknown>)[name], name).toEqual(expected);
      }
      expect(differenceOf(base, base)).toEqual({});
    }),
    { numRuns: 300, seed: 18 },
  );
});
