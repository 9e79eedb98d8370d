import { readFileSync } from 'node:fs';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { loadRoster } from '../../src/county/roster-file.ts';
import { loadResponsibilities } from '../../src/routing/responsibilities.ts';
import { createRouter, type Routing } from '../../src/routing/router.ts';
import { ownTimeOf } from '../support/own-time.ts';

const roster = loadRoster('data/roster.yaml');
const responsibilities = loadResponsibilities('data/responsibilities.yaml', roster);
const { route } = createRouter({ responsibilities, roster });

interface Sample {
  readonly text: string;
  readonly dept?: string;
  readonly kind?: Routing['kind'];
  readonly urgent?: boolean;
}

const samples = readFileSync('tests/fixtures/routing.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Sample);
const withDepartment = samples.filter(({ dept }) => dept !== undefined);

function misrouted(isRight: (routing: Routing, dept: string) => boolean): string[] {
  return withDepartment
    .filter(({ text, dept = '' }) => !isRight(route(text), dept))
    .map(({ text, dept }) => `${dept}: ${text}`);
}

describe('the sample messages', () => {
  it('cover every department', () => {
    const covered = new Set(withDepartment.map(({ dept }) => dept));
    expect(roster.departments.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  });

  it('reach their department first in 9 of 10, among three in 97 of 100', () => {
    const wrong = misrouted(({ departments }, dept) => departments[0]?.id === dept);
    expect(wrong.length / withDepartment.length, wrong.join('\n')).toBeLessThanOrEqual(0.1);
    const missed = misrouted(({ departments }, dept) => departments.some(({ id }) => id === dept));
    expect(missed.length / withDepartment.length, missed.join('\n')).toBeLessThanOrEqual(0.03);
  });

  it('are assigned without a dispatcher only when right, and mostly without one', () => {
    const auto = withDepartment.filter(({ text }) => route(text).auto);
    const wrong = misrouted(({ auto, departments }, dept) => !auto || departments[0]?.id === dept);
    expect(wrong.length / auto.length, wrong.join('\n')).toBeLessThanOrEqual(0.02);
    expect(auto.length / withDepartment.length).toBeGreaterThan(0.7);
  });

  it('are taken for the kind they are', () => {
    const wrong = samples
      .filter(({ text, kind }) => kind !== undefined && route(text).kind !== kind)
      .map(({ text, kind }) => `${kind}, not ${route(text).kind}: ${text}`);
    expect(wrong).toEqual([]);
  });

  it('are urgent when they are, and only then', () => {
    const wrong = samples
      .filter(({ text, urgent = false }) => route(text).urgent !== urgent)
      .map(({ text }) => text);
    expect(wrong).toEqual([]);
  });
});

describe('a clear matter', () => {
  it.each([
    ['营业执照变更交上去没动静', 'approval', '营业执照'],
    ['排污许可证换证', 'environment', '排污许可'],
    ['出口退税没到', 'tax', '出口退税'],
    ['申请列入专精特新', 'industry', '专精特新'],
  ])('%s is assigned by its exclusive term, and says so', (text, id, term) => {
    const { departments, auto, reasons } = route(text);
    expect(departments[0]?.id).toBe(id);
    expect(auto).toBe(true);
    expect(reasons.join()).toContain(`提到“${term}`);
    expect(reasons.join()).toContain(`${roster.department(id)?.name}专属事项`);
  });

  it('is one too when the department is called by its name', () => {
    expect(route('请交通局的同志来看看').departments[0]?.id).toBe('transport');
    expect(route('请交通局的同志来看看').reasons.join()).toContain('被点名');
  });

  it('does not depend on width, case, spaces or invisible marks', () => {
    const plain = route('VOCs治理后环评验收').departments;
    expect(plain[0]?.id).toBe('environment');
    for (const written of [
      'ＶＯＣｓ治理后环评验收',
      'vocs 治理后 环 评验收',
      '\u202eVOCs治理后环\u200b评验收',
    ]) {
      expect(route(written).departments, written).toEqual(plain);
    }
  });
});

describe('an unclear matter', () => {
  it.each([
    '锅炉改天然气以后环评怎么算',
    '有件事想请人来看看',
    '施工许可证还没下来，能不能先打地基，工地等着',
  ])('%s goes to the dispatcher with three to choose from', (text) => {
    const { auto, departments, reasons } = route(text);
    expect(auto).toBe(false);
    expect(departments).toHaveLength(3);
    expect(reasons.join()).toContain('请专班');
  });

  it('begins with the default department when nothing is recognised', () => {
    const { departments } = route('有件事想请人来看看');
    expect(departments[0]?.id).toBe(roster.defaultDepartment.id);
    expect(departments[0]?.p).toBeLessThan(0.2);
  });

  it('names both when two are close', () => {
    expect(route('锅炉改天然气以后环评怎么算').reasons.join()).toMatch(/公用事业服务中心与生态环境局难分/);
  });
});

describe('special tracks', () => {
  it('a debt goes to the department that leads the clearing of debts', () => {
    expect(route('县医院拖欠我们设备款两年了')).toMatchObject({
      kind: 'arrears',
      departments: [{ id: 'industry' }, {}, {}],
      auto: true,
    });
  });

  it('wages owed to workers are no such debt', () => {
    const { kind, departments } = route('包工头拖欠农民工工资，工人堵在我们厂门口');
    expect(kind).toBe('request');
    expect(departments[0]?.id).toBe('hr');
  });

  it('a report about an official is never assigned by itself', () => {
    const { kind, auto } = route('举报环保局某科长收红包才给办排污许可');
    expect(kind).toBe('whistleblow');
    expect(auto).toBe(false);
  });

  it('a difficulty of two words is a difficulty', () => {
    for (const text of ['招人', '停电', '修路']) expect(route(text).kind, text).toBe('request');
  });

  it('chatter has no department', () => {
    expect(route('收到，谢谢各位领导')).toMatchObject({ kind: 'chatter', departments: [], auto: false });
  });
});

describe('any text', () => {
  property.prop([fc.oneof(fc.string(), fc.string({ unit: 'binary' }))])(
    'gives chances that add up to at most 1, best first, and reasons',
    (text) => {
      const { departments, reasons } = route(text);
      const chances = departments.map(({ p }) => p);
      expect(chances.reduce((sum, p) => sum + p, 0)).toBeLessThanOrEqual(1);
      expect(chances).toEqual([...chances].sort((a, b) => b - a));
      expect(Math.min(0, ...chances)).toBe(0);
      expect(reasons.length).toBeGreaterThan(0);
    },
  );

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t\u3000'],
    ['only marks', '\u202e\u200f\u200b'],
  ])('%s is chatter', (_, text) => {
    expect(route(text)).toMatchObject({ kind: 'chatter', departments: [], auto: false });
  });

  it('with markup is read without it', () => {
    const { departments } = route('<p>变压<b></b>器</p><script>alert(1)</script>要增容');
    expect(departments[0]?.id).toBe('power');
  });

  it.each([
    ['a long text', '厂门口的路坏了，下雨全是坑。'.repeat(750)],
    ['laughter', `${'哈'.repeat(10_000)}x`],
    ['brackets', '<'.repeat(10_000)],
    ['open tags', '<a'.repeat(5_000)],
    ['blanks', `${' '.repeat(10_000)}x`],
    ['one word', '没有'.repeat(5_000)],
  ])('of 10,000 characters (%s) takes no more than a moment', (_, text) => {
    route(text);
    expect(ownTimeOf(() => void route(text))).toBeLessThan(300);
  });
});
