import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadRoster } from '../../src/county/roster-file.ts';
import { SettingsError } from '../../src/county/yaml-file.ts';
import { parseResponsibilities, type Tier } from '../../src/routing/responsibilities.ts';
import { createRouter, type Router } from '../../src/routing/router.ts';

const roster = loadRoster('data/roster.yaml');
const TEXT = readFileSync('data/responsibilities.yaml', 'utf8');

function faultsAfter(edit: (text: string) => string): readonly string[] {
  const edited = edit(TEXT);
  expect(edited, 'the edit hits nothing').not.toBe(TEXT);
  try {
    parseResponsibilities('responsibilities.yaml', edited, roster);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

const lineOf = (text: string, find: string): number => text.slice(0, text.indexOf(find)).split('\n').length;

describe('the shipped responsibilities', () => {
  it('speak of every department, each with words of its own', () => {
    const { departments } = parseResponsibilities('responsibilities.yaml', TEXT, roster);
    expect(Object.keys(departments).sort()).toEqual(roster.departments.map(({ id }) => id).sort());
    for (const [id, { exclusive }] of Object.entries(departments))
      expect(exclusive.length, id).toBeGreaterThan(10);
  });
});

describe('a wrong list is refused with line and field', () => {
  it('an unknown department', () => {
    const edit = (text: string): string => text.replace('\n  water:\n', '\n  watre:\n');
    const faults = faultsAfter(edit);
    expect(faults[0]).toMatch(
      new RegExp(`^${lineOf(edit(TEXT), '  watre:')}: departments\\.watre：花名册里没有`),
    );
    expect(faults.join()).toContain('缺少“水利局”（water）');
  });

  it('a matter exclusive to two', () => {
    const edit = (text: string): string => text.replace(/( {2}tax:\n.*\n {4}exclusive: \[)/, '$1 营业执照,');
    expect(faultsAfter(edit).join()).toMatch(/“营业执照”在第 \d+ 行已是另一个部门的专属事项/);
  });

  it('a word twice in one department', () => {
    const edit = (text: string): string =>
      text.replace(/( {2}tax:\n.*\n {4}exclusive: \[)/, '$1 ＴＡＸ, tax,');
    expect(faultsAfter(edit).join()).toContain('“tax”在本部门的 exclusive 里已有');
  });

  it('a number without quotation marks, a gap without a second part', () => {
    expect(faultsAfter((text) => text.replace("'12315'", '12315'))[0]).toContain('数字开头的要加引号');
    expect(faultsAfter((text) => text.replace('neutral: [', 'neutral: [路…, '))[0]).toContain(
      '“…”只能写在两个词之间',
    );
  });
});

describe('what a county writes into the list takes effect', () => {
  /** A router over a list in which only these departments have these words. */
  const routerWith = (
    edit: Readonly<Record<string, Partial<Record<Tier, string[]>>>>,
    neutral: string[] = [],
  ): Router => {
    const none = { exclusive: [], strong: [], weak: [], against: [] };
    const departments = Object.fromEntries(
      roster.departments.map(({ id }) => [id, { scope: '测试', ...none, ...edit[id] }]),
    );
    return createRouter({ roster, responsibilities: { neutral, departments } });
  };

  it('an exclusive term assigns, a weak one only suggests', () => {
    const first = [{ id: 'water' }, {}, {}];
    const exclusive = routerWith({ water: { exclusive: ['飞碟'] } });
    expect(exclusive.route('天上有个飞碟飞来飞去')).toMatchObject({ auto: true, departments: first });
    const weak = routerWith({ water: { weak: ['飞碟'] } });
    expect(weak.route('天上有个飞碟飞来飞去')).toMatchObject({ auto: false, departments: first });
  });

  it('a word against a department holds it back', () => {
    const { route } = routerWith({
      water: { strong: ['飞碟'], against: ['模型'] },
      culture: { weak: ['飞碟'] },
    });
    expect(route('想买一个飞碟').departments[0]?.id).toBe('water');
    expect(route('想买一个飞碟模型').departments[0]?.id).toBe('culture');
  });

  it('a neutral word keeps a short word inside it from being misread', () => {
    const edit = { transport: { strong: ['车'] } };
    expect(routerWith(edit).route('我们的车间要修').departments[0]?.id).toBe('transport');
    expect(routerWith(edit, ['车间']).route('我们的车间要修').departments[0]?.id).toBe('industry');
  });

  it('a term in two parts is found with words between', () => {
    const { route } = routerWith({ water: { strong: ['飞碟…坠'] } });
    expect(route('那个飞碟昨天坠毁').reasons.join()).toContain('飞碟…坠');
  });
});
