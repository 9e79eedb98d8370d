/** The county's words stand in a file of their own: what is wrong in it is named, and its examples hold. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { isUrgent, urgencyReader } from '../../src/routing/urgent.ts';
import { checkedWords, tryExamples } from '../../src/routing/word-examples.ts';
import { loadWords, oncePer, wordsInUse } from '../../src/routing/word-rules.ts';
import { faultsOf } from '../support/faults.ts';
import { programOf } from '../support/programs.ts';

const SHIPPED = readFileSync('data/words.yaml', 'utf8');
let dir: string;

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'lianxinqiao-words-test-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The shipped text with one stretch changed, which must be there. */
function edited(from: string | RegExp, to: string): string {
  const text = SHIPPED.replace(from, () => to);
  expect(text, `nothing to change: ${from}`).not.toBe(SHIPPED);
  return text;
}

function load(text: string) {
  const file = join(dir, 'words.yaml');
  writeFileSync(file, text);
  return checkedWords(loadWords(file));
}

function lineOf(text: string, stretch: string): number {
  return text.slice(0, text.indexOf(stretch)).split('\n').length;
}

/** A list of the shipped file, from its name to its end. */
const list = (name: string): RegExp =>
  new RegExp(`^ {2}${name}: \\[[\\s\\S]*?\\](?=\\n(?: {2}[\\w#]|\\n))\\n`, 'mu');

describe('the shipped words', () => {
  it('hold every example, ten or more in each group, of both kinds', () => {
    const file = wordsInUse();
    expect(tryExamples(file).faults).toEqual([]);
    for (const [group, { examples }] of Object.entries(file.words)) {
      expect(examples.length, group).toBeGreaterThanOrEqual(10);
      expect(new Set(examples.map(({ is }) => is)), group).toEqual(new Set(['yes', 'no']));
    }
  });

  it('are recorded with their version', () => {
    const { versions } = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
    expect(versions.words).toMatch(/^[0-9a-f]{12}$/u);
    expect(versions.words).toBe(wordsInUse().version);
    expect(load(`${SHIPPED}\n# 改过\n`).version).not.toBe(versions.words);
  });

  it('are compiled once', () => {
    const { danger } = wordsInUse().words;
    expect(urgencyReader(danger)).toBe(urgencyReader(danger));
    let made = 0;
    const reader = oncePer((words: object) => {
      made += 1;
      return Object.keys(words).length;
    });
    expect([reader(danger), reader(danger), made]).toEqual([9, 9, 1]);
  });
});

describe('what the county changes', () => {
  it('is what is read, and only there', () => {
    const text = edited("bare: ['停电'", "bare: ['跳闸', '停电'");
    const { words } = load(text);
    expect(urgencyReader(words.danger)('跳闸了')).toBe(true);
    expect(isUrgent('跳闸了')).toBe(false);
  });

  it.each([
    ['(?:停电', '少了右括号“)”'],
    ['停电)', '多了右括号“)”'],
    ['停[电水', '少了右方括号“]”'],
    ['*停电', '“*”“+”“?”前面没有字'],
    ['停.{8,0}电', '范围写反了'],
    ['停{电', '{} 里应写次数'],
    ['停电\\', '反斜杠“\\”后面的字不对'],
    ['(?停电)', '“(?”后面应是'],
    ['(停|断)电', '请写成 (?:…)'],
    ['停电|', '会把所有的话都算进来'],
    ['(?:停电)*', '会把所有的话都算进来'],
    [' ', '不能为空'],
  ])('a wrong pattern %s is named with line and field', (source, why) => {
    const text = edited(/(?<= {2}outage: \[\n {4})'[^']+'/u, `'${source}'`);
    const faults = faultsOf(() => load(text));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`${lineOf(text, '  outage: [') + 1}: danger.outage.0：`);
    expect(faults[0]).toContain(why);
  });

  it('a missing, an empty and an unknown list are named', () => {
    const missing = edited(list('favour'), '');
    expect(faultsOf(() => load(missing))).toEqual([
      `${lineOf(missing, 'officials:\n')}: officials.favour：缺少这一项，请补上`,
    ]);
    const empty = edited(list('favour'), '  favour: []\n');
    expect(faultsOf(() => load(empty))).toEqual([
      `${lineOf(empty, '  favour:')}: officials.favour：至少写一条`,
    ]);
    const unknown = edited(list('favour'), `${list('favour').exec(SHIPPED)?.[0]}  favours: ['红包']\n`);
    expect(faultsOf(() => load(unknown))).toEqual([
      `${lineOf(unknown, '  favours:')}: officials.favours：没有这个设置项，请核对拼写或删去`,
    ]);
  });

  it('every example that does not hold is named, and what it is now', () => {
    const text = edited('{ say: 车间着火了, is: yes }', '{ say: 车间着火了, is: no }').replace(
      '{ say: 押金不给退, is: no }',
      '{ say: 押金不给退, is: yes }',
    );
    expect(faultsOf(() => load(text))).toEqual([
      `${lineOf(text, '{ say: 车间着火了')}: danger.examples.0：例句“车间着火了”应为 no，现在是 yes`,
      `${lineOf(text, '{ say: 押金不给退')}: arrears.examples.10：例句“押金不给退”应为 yes，现在是 no`,
    ]);
  });

  it('a word left out is missed by the example that needs it', () => {
    expect(faultsOf(() => load(edited(list('idling'), "  idling: ['打麻将']\n"))).join()).toContain(
      '窗口那个小姑娘一直玩手机',
    );
  });

  it('a pattern that takes no character holds nobody up', () => {
    expect(
      faultsOf(() => load(edited("pleasantries: [\n    '收到'", "pleasantries: [\n    '(?=好)', '收到'"))),
    ).toEqual([]);
  });
});

describe('npm run understand', () => {
  /** A place with the county's files, in which one may be spoilt. */
  function place(): string {
    const at = mkdtempSync(join(dir, 'place-'));
    mkdirSync(join(at, 'data'));
    for (const name of ['words', 'danger', 'responsibilities', 'roster']) {
      cpSync(`data/${name}.yaml`, join(at, 'data', `${name}.yaml`));
    }
    cpSync('flows', join(at, 'flows'), { recursive: true });
    symlinkSync(resolve('node_modules'), join(at, 'node_modules'));
    return at;
  }
  const run = (cwd: string, ...words: readonly string[]) =>
    spawnSync(process.execPath, [...programOf('src/cli/understand.ts'), ...words], { cwd, encoding: 'utf8' });

  it('check says how many examples hold, and exits 0', () => {
    const { stdout, stderr, status } = run('.', 'check');
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout.trim().split('\n')).toEqual([
      expect.stringMatching(/^data\/words\.yaml：\d{2} 个例句都对得上$/u),
      expect.stringMatching(/^data\/danger\.yaml：\d+ 个例句都对得上$/u),
      expect.stringMatching(/^data\/elsewhere\.yaml：\d+ 个例句都对得上$/u),
      'data/responsibilities.yaml：没有问题',
      'flows/understanding.yaml：没有问题',
    ]);
  });

  it('check names file and line of every example that does not hold, in all files, and exits 1', () => {
    const at = place();
    writeFileSync(
      join(at, 'data/words.yaml'),
      edited('{ say: 车间着火了, is: yes }', '{ say: 车间着火了, is: no }'),
    );
    const danger = readFileSync('data/danger.yaml', 'utf8').replace(/(?<=叫不醒, call: \[)"120"/u, '"110"');
    writeFileSync(join(at, 'data/danger.yaml'), danger);
    const { stdout, status } = run(at, 'check');
    expect(status).toBe(1);
    expect(stdout).toContain(`data/words.yaml:${lineOf(SHIPPED, '{ say: 车间着火了')}: danger.examples.0：`);
    expect(stdout).toContain('个例句对得上，1 个对不上');
    expect(stdout).toContain(`data/danger.yaml:${lineOf(danger, '{ say: 澡堂子')}: examples.1：例句“澡堂子`);
    expect(stdout).toContain('flows/understanding.yaml：没有问题');
  });

  it('check names a wrong pattern, and goes on to the other files', () => {
    const at = place();
    writeFileSync(join(at, 'data/words.yaml'), edited("bare: ['停电'", "bare: ['停[电'"));
    const { stdout, status } = run(at, 'check');
    expect(status).toBe(1);
    expect(stdout).toContain(`data/words.yaml:${lineOf(SHIPPED, '  bare: [')}: danger.bare.0：`);
    expect(stdout).toContain('data/words.yaml：有 1 处要改');
    expect(stdout).toContain('data/danger.yaml：6 个例句都对得上');
  });

  it.each([[[]], [['chek']], [['toString']], [['check', '--all']]])(
    '%j is answered with the usage, and 2',
    (words) => {
      const { stdout, stderr, status } = run('.', ...words);
      expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
      expect(stderr).toContain('用法：npm run -s understand -- 子命令');
    },
  );
});
