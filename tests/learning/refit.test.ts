/** What lessons do to the weights that ship, and what they never do. */
import { describe, expect, test } from 'vitest';
import type { Lesson } from '../../src/learning/lessons.ts';
import { refit } from '../../src/learning/refit.ts';
import { isHeld } from '../../src/learning/trial.ts';
import { countsOf } from '../../src/understanding/grams.ts';
import { CANAL, dispatched, firstBy, judgeBy, NEXT_CANAL, shipped } from './county.ts';

const LESSONS = dispatched(CANAL, 'land');
const heads = shipped.heads.map(({ name }) => name);
const learnt = refit(
  shipped,
  LESSONS.filter((one) => !isHeld(one)),
);

/** Heads of which a weight is another than before. */
function changedHeads(weights: Int8Array): ReadonlySet<string> {
  const changed = new Set<string>();
  weights.forEach((weight, place) => {
    if (weight !== shipped.weights[place]) changed.add(heads[place % heads.length]!);
  });
  return changed;
}

/** As if somebody had said 不是诉求 to each. */
function idle(texts: readonly string[]): readonly Lesson[] {
  return texts.map((text, place) => ({
    number: place + 1,
    text,
    kind: { is: 'chatter', weight: 1 },
    isMatter: { is: false, weight: 1 },
  }));
}

describe('a peculiarity of the county', () => {
  const held = LESSONS.filter(isHeld);

  test('is learnt: words that were held back, and others like them, find the department', () => {
    const before = held.filter(({ text }) => firstBy(shipped.weights, text) === 'land').length;
    expect(before, 'or there is nothing to learn').toBeLessThan(held.length / 2);
    for (const { text } of held) expect(firstBy(learnt, text), text).toBe('land');
    expect(firstBy(learnt, NEXT_CANAL)).toBe('land');
  });

  test.each([
    '玉米地闹虫害了，请农技员来看看',
    '春耕的种子补贴没到账',
    '车间又停电了，两台炉子都停着',
    '自来水管爆了，院子淹了',
    '路灯坏了三天没人修',
    '去年的进项发票抵扣不了',
    '环评批复什么时候能下来',
    '门口天天堵车，货车出不去',
  ])('changes nobody else’s first choice: %s', (text) => {
    expect(firstBy(learnt, text)).toBe(firstBy(shipped.weights, text));
  });
});

test('what went well keeps what is right from being unlearnt', () => {
  const theirs = '我们合作社的种子补贴没到账';
  const others = ['种子', '农机', '化肥', '农药', '地膜'].map((what) => `我们合作社买${what}的补贴一直没批`);
  const keep = others.map((text, place) => ({
    number: 101 + place,
    text,
    department: { is: 'agriculture', weight: 0.3 },
  }));
  const both = refit(shipped, [...LESSONS, ...keep]);
  const sureOf = (weights: Int8Array) => judgeBy(weights).judge(theirs).departments.get('agriculture') ?? 0;
  expect(sureOf(learnt), 'or there is nothing to keep').toBeLessThan(sureOf(shipped.weights));
  expect(sureOf(both)).toBeGreaterThan(sureOf(learnt));
  expect(firstBy(both, NEXT_CANAL)).toBe('land');
});

test('the same lessons give the same bytes', () => {
  const again = refit(
    shipped,
    LESSONS.filter((one) => !isHeld(one)),
  );
  expect(Buffer.from(again.buffer).equals(Buffer.from(learnt.buffer))).toBe(true);
});

test('no lessons, no change', () => {
  expect(
    Buffer.from(refit(shipped, []).buffer).equals(Buffer.from(Int8Array.from(shipped.weights).buffer)),
  ).toBe(true);
});

test('only runs of characters that stand in lessons change; meanings, concepts and cues never', () => {
  const known = new Set(LESSONS.flatMap(({ text }) => [...countsOf(text).keys()]));
  learnt.forEach((weight, place) => {
    if (weight === shipped.weights[place]) return;
    const bucket = shipped.runs.buckets[Math.floor(place / heads.length)];
    expect(bucket !== undefined && known.has(bucket)).toBe(true);
  });
});

test('heads that no lesson speaks of stay byte for byte', () => {
  for (const head of changedHeads(learnt))
    expect(head).toMatch(/^(?:dept:.*|kind:chatter|line:new|line:quiet)$/);
  expect(changedHeads(learnt)).toContain('dept:water');
});

describe('reports and danger', () => {
  const GRAVE = [
    '畜牧站那个王站长每次来都要拿两箱牛奶走',
    '交警收了黑车的钱',
    '楼梯间全是煤气味',
    '高压线掉到厂房顶上了还带电',
    '反应釜温度压不住了',
  ];
  /** The county finds each of them idle, again and again. */
  const hushed = refit(shipped, idle(Array.from({ length: 12 }, () => GRAVE).flat()));

  test('no lesson touches their heads', () => {
    expect(changedHeads(hushed).size).toBeGreaterThan(0);
    for (const head of ['urgent', 'kind:whistleblow', 'line:report'])
      expect(changedHeads(hushed)).not.toContain(head);
  });

  test.each(GRAVE)('are seen as before whatever was called idle: %s', (text) => {
    const before = judgeBy(shipped.weights).judge(text);
    const after = judgeBy(hushed).judge(text);
    expect(after.urgent).toBe(before.urgent);
    expect(after.kinds).toEqual(before.kinds);
    expect(after.line).toEqual(before.line);
  });

  test('what has neither is learnt to be talk', () => {
    const said = '楼下那辆面包车挪一挪';
    const quiet = refit(shipped, idle([said, `${said}啊`, `门口${said}`]));
    const of = (weights: Int8Array) => judgeBy(weights).judge(said).kinds.chatter;
    expect(of(quiet)).toBeGreaterThan(Math.max(0.5, of(shipped.weights)));
  });
});

test('a department that the shipped weights do not know teaches nothing', () => {
  const unknown: readonly Lesson[] = [
    { number: 1, text: CANAL[0]!, department: { is: 'nobody', weight: 1 } },
  ];
  expect(changedHeads(refit(shipped, unknown)).size).toBe(0);
});

test('a kind is learnt from 改类', () => {
  const text = '园区那个老账户的对账单总对不上';
  const taught: readonly Lesson[] = [1, 2, 3].map((number) => ({
    number,
    text,
    kind: { is: 'consult', weight: 1 },
    isMatter: { is: true, weight: 1 },
  }));
  const before = judgeBy(shipped.weights).judge(text).kinds.consult;
  expect(judgeBy(refit(shipped, taught)).judge(text).kinds.consult).toBeGreaterThan(before);
});
