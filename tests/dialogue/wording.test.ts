/** Every sentence is there, says only what it may, and takes any text as it is. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SettingsError } from '../../src/county/yaml-file.ts';
import { loadWording, readWording } from '../../src/dialogue/wording.ts';
import { WORDS } from '../../src/dialogue/words.ts';
import { anyText } from '../support/any-text.ts';
import { say } from '../support/builders.ts';

const shipped = readFileSync('flows/wording.yaml', 'utf8');
const dir = mkdtempSync(join(tmpdir(), 'wording-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The faults of the shipped wording with one change, file name cut off. */
function faultsOf(from: string | RegExp, to: string): readonly string[] {
  const text = shipped.replace(from, () => to);
  if (text === shipped) throw new Error(`nothing in wording.yaml matches ${from}`);
  const file = join(dir, 'wording.yaml');
  writeFileSync(file, text);
  try {
    loadWording(file);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.faults;
  }
}
const lineOf = (part: string): number => shipped.slice(0, shipped.indexOf(part)).split('\n').length;

/** Pictures may come with it, have come, or could not be kept; in `request.ask` a paper of the firm's is an example. */
const PICTURES = [
  'ask.resolve',
  'told.photoKept',
  'confide.how',
  'file.photo',
  'file.both',
  'file.tooLarge',
  'file.badType',
  'file.noRoom',
  'about.begin',
  'clerkLeft.picture',
  'request.ask',
  'request.newsAsked',
  'request.remindSupply',
  'ending.askSolved',
  'ending.askPartly',
  'duty.askAnswer',
];
/** They say that nobody is. */
const UNRANKED = ['help.unranked', 'summary.sheetNotes', 'report.departments'];

describe('the wording that ships', () => {
  test('every sentence is there, and says what it was given', () => {
    const anySay = say as unknown as (key: string, params?: Record<string, string>) => string;
    for (const [group, names] of Object.entries(WORDS)) {
      for (const [name, slots] of Object.entries<readonly string[]>(names)) {
        const params = Object.fromEntries(slots.map((slot) => [slot, `«${slot}»`]));
        const sentence = anySay(`${group}.${name}`, params);
        expect(sentence, `${group}.${name} is empty`).not.toBe('');
        expect(sentence, `${group}.${name} has an unfilled slot`).not.toMatch(/[{}]|undefined/);
      }
    }
  });

  test('nobody reads a program’s words', () => {
    const sentences = shipped.split('\n').map((line) => line.replace(/^ *\w+:/, ''));
    expect(sentences.filter((one) => /ticket|error|null|undefined/i.test(one))).toEqual([]);
  });
});

/** Every sentence by its place, `visit.askOnTime`. */
function sentences(part: unknown = parse(shipped), place = ''): readonly (readonly [string, string])[] {
  if (typeof part !== 'object' || part === null) return [[place, String(part)]];
  return Object.entries(part).flatMap(([name, under]) =>
    sentences(under, place === '' ? name : `${place}.${name}`),
  );
}
const placesOf = (words: RegExp): readonly string[] =>
  sentences().flatMap(([place, sentence]) => (words.test(sentence) ? [place] : []));

describe('what no sentence says', () => {
  test('nobody is to prove by a picture, a place or a sign-in that they were there', () => {
    expect(placesOf(/拍照|拍一张|打卡|定位|签到|水印|人脸|留痕/u)).toEqual([]);
    expect(placesOf(/照片|图片|相片/u)).toEqual(PICTURES);
    const asked = /(?:必须|须|要|请)(?:先|再)?(?:附|上传|发|拍|交)[^，。；]{0,6}(?:照片|图片|相片)/u;
    // The first says which files are kept at all, the second is an example of a paper.
    expect(placesOf(asked)).toEqual(['file.badType', 'request.ask']);
  });

  test('nobody is ranked', () => {
    expect(placesOf(/排名|名次|排行|倒数|末位|红榜|黑榜|光荣榜|第\s*\{?\w+\}?\s*名/u)).toEqual(UNRANKED);
    for (const place of UNRANKED) {
      const [, sentence = ''] = sentences().find(([one]) => one === place) ?? [];
      expect(sentence, place).toMatch(/不(?:给部门)?排名/u);
    }
  });
});

describe('refused at start, with its line', () => {
  test('a sentence is missing', () => {
    expect(faultsOf('  closed: 已销号\n', '')).toEqual([
      expect.stringMatching(/^\d+: state\.closed：缺少这句话，或不是文字$/),
    ]);
  });

  test('a sentence nobody says', () => {
    const line = lineOf('  closed: 已销号');
    expect(faultsOf('  closed: 已销号', '  shut: 关\n  closed: 已销号')).toEqual([
      `${line}: state.shut：没有这个设置项，请核对拼写或删去`,
    ]);
  });

  test('an empty one, and one that is a number', () => {
    const line = lineOf('  closed: 已销号');
    expect(faultsOf('  closed: 已销号', '  closed: ""')).toEqual([`${line}: state.closed：不能为空`]);
    expect(faultsOf('  closed: 已销号', '  closed: 7')).toEqual([
      `${line}: state.closed：缺少这句话，或不是文字`,
    ]);
  });

  test.each(['{nummer}', '{}', '{编号}', '{ number }', '{constructor}'])('an unknown slot: %s', (slot) => {
    const line = lineOf('  signed: "诉求件 {number}');
    expect(faultsOf('  signed: "诉求件 {number}', `  signed: "诉求件 ${slot}`)).toEqual([
      `${line}: told.signed：不认识 ${slot}，这句可以用：{number} {due}`,
    ]);
  });

  test.each(['｛number｝', '{number', 'number}', '{number｝'])('braces that are none: %s', (slot) => {
    const line = lineOf('  signed: "诉求件 {number}');
    expect(faultsOf('  signed: "诉求件 {number}', `  signed: "诉求件 ${slot}`)).toEqual([
      `${line}: told.signed：大括号要成对，并用半角 { }，这句可以用：{number} {due}`,
    ]);
  });

  test('a slot in a sentence that has none', () => {
    expect(faultsOf('  closed: 已销号', '  closed: "已销号 {number}"')).toEqual([
      expect.stringContaining('state.closed：不认识 {number}，这句可以用：（没有）'),
    ]);
  });

  test('two faults are told together', () => {
    expect(faultsOf(/ {2}closed: 已销号\n {2}unrated: .*/, '  closed: "{a}"\n  unrated: "{b}"')).toHaveLength(
      2,
    );
  });
});

describe('what people wrote is never a template', () => {
  test.each(['{number}', '{x}', '$&', '$1', "$'", '$`', '$$', '\\{', '{{text}}', '<b>', '%s'])(
    '%s',
    (text) => {
      const sentence = say('card.said', { enterprise: text, text });
      expect(sentence).toBe(`${text}：${text}`);
    },
  );

  test('any text at all comes out as it went in', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(say('card.said', { enterprise: '企业', text })).toBe(`企业：${text}`);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the county’s own sentences', () => {
  const own = join(dir, 'own.yaml');
  const reading = (text: string | Buffer) => {
    writeFileSync(own, text);
    return readWording({ shipped: 'flows/wording.yaml', own });
  };

  test('hold what differs; all others are said as they ship', () => {
    const { say: said, unused } = reading('state:\n  closed: 已办结销号\n');
    expect(unused).toEqual([]);
    expect(said('state.closed')).toBe('已办结销号');
    expect(said('state.queued')).toBe(say('state.queued'));
    expect(reading('').say('state.closed'), 'an empty file').toBe(say('state.closed'));
  });

  test('that a new version does not know are named with the nearest, and stop nothing', () => {
    const { say: said, unused } = reading(
      'stat:\n  closed: 甲\nstate:\n  closd: 乙\n  closed: "丙 {nummer}"\n  queued: ""\n  working: 办着呢\n',
    );
    expect(unused).toEqual([
      `${own}:1: stat：没有这一组话，是不是 state？没有用上`,
      `${own}:4: state.closd：没有这句话，是不是 closed？没有用上`,
      `${own}:5: state.closed：不认识 {nummer}，这句可以用：（没有）。现在说的是随程序带的那句`,
      `${own}:6: state.queued：应为文字，不能为空。现在说的是随程序带的那句`,
    ]);
    expect(said('state.closed')).toBe(say('state.closed'));
    expect(said('state.working')).toBe('办着呢');
  });

  test('that are no YAML are refused, as nobody knows what they say', () => {
    expect(() => reading('state: [\n')).toThrow(`${own}:`);
    expect(reading('- a\n').unused).toEqual([
      `${own}:1: （整个文件）：应为一组设置（每行“名称: 值”），没有用上`,
    ]);
  });
});
