/** A merged ticket is no dead end: what is said on it reaches the one it went into, and who raised it hears the end. */
import { describe, expect, test } from 'vitest';
import { press } from '../../src/dialogue/understand.ts';
import type { Registration } from '../../src/domain/lifecycle.ts';
import { at, HOUR } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const COLLEAGUE = 'shangchao-2';
const A = 'housing-a';
const HUB = 'dispatcher-1';
const PRIVATE = (person: string): Partial<Registration> => ({
  origin: { channel: 'ledger', chat: person, chatKind: 'private', message: null },
});

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, TUESDAY);

/** 1 is the owner's, with 住建; 2 is a colleague's, with 供电, and goes into 1. */
async function merged(over: Partial<Registration> = {}): Promise<void> {
  await bench.has(TUESDAY, signed, over);
  await bench.has(TUESDAY, (story) => story, {
    department: 'power',
    member: COLLEAGUE,
    text: '门口的路又塌大了',
    ...PRIVATE(COLLEAGUE),
  });
  await bench.answers(HUB, '并单 2 并入 1');
}

describe('what is said on a merged ticket', () => {
  test.each([
    [
      COLLEAGUE,
      '补充 2 西门也塌了',
      '诉求件 2 已并入 1 号，这句话已转过去。\n已补充到诉求件 1',
      'supplemented',
    ],
    [COLLEAGUE, '催办 2 快点', '诉求件 2 已并入 1 号，这句话已转过去。\n已催', 'urged'],
    [COLLEAGUE, '进度 2', '诉求件 2 已并入 1 号。\n【诉求件 1】', null],
    [COLLEAGUE, '期限 2', '诉求件 2 已并入 1 号。\n诉求件 1 的首次反馈时限', null],
    [COLLEAGUE, '没解决 2 还是塌的', '诉求件 2 已并入 1 号。\n诉求件 1 现在是“办理中”', null],
    [A, '签收 2', '诉求件 2 已并入 1 号。\n诉求件 1 已经签收过了', null],
    [A, '反馈 2 明天进场', '诉求件 2 已并入 1 号，这句话已转过去。\n诉求件 1 的反馈已告知企业', 'fedBack'],
    [A, '办结 2 已修好', '诉求件 2 已并入 1 号，这句话已转过去。\n诉求件 1 已报办结', 'resolved'],
    ['power-a', '反馈 2 明天进场', '诉求件 2 已并入 1 号，1 号不由您办理，没有变动', null],
    [HUB, '督办 2 请说明原因', '诉求件 2 已并入 1 号，这句话已转过去。', 'dutyGiven'],
  ])('%s: %s', async (person, words, answer, happened) => {
    await merged();
    expect(await bench.answers(person, words)).toContain(answer);
    const { entries } = await bench.ticket(1);
    if (happened !== null) expect(entries.map(({ what }) => what)).toContain(happened);
    expect((await bench.ticket(2)).entries.at(-1)?.what).toBe('merged');
  });

  test.each([
    [COLLEAGUE, '撤回 2'],
    [HUB, '不予受理 2 诉讼 已在法院起诉'],
    [HUB, '同意 2'],
    [COLLEAGUE, '并单 2 并入 3'],
  ])('%s: %s settles nothing of the other ticket, and tells where it went', async (person, words) => {
    await merged();
    const before = await bench.ticket(1);
    expect(await bench.answers(person, words)).toBe(
      '诉求件 2 已并入 1 号。\n没有变动。要办这一步，请写明是 1 号。',
    );
    expect(await bench.ticket(1)).toEqual(before);
  });

  test('through a chain it reaches the end, and only there', async () => {
    await bench.has(TUESDAY, signed);
    await chained();
    expect(await bench.answers(COLLEAGUE, '补充 3 西门也塌了')).toContain('诉求件 3 已并入 1 号');
    expect((await bench.ticket(1)).entries.at(-1)).toMatchObject({
      what: 'supplemented',
      text: '西门也塌了',
    });
    expect((await bench.ticket(2)).entries.at(-1)?.what).toBe('merged');
  });

  async function chained(): Promise<void> {
    await bench.has(TUESDAY, signed, { text: '路面塌陷' });
    await bench.has(TUESDAY, signed, { member: COLLEAGUE, text: '门口的路又塌大了' });
    await bench.answers(HUB, '并单 3 并入 2');
    await bench.answers(HUB, '并单 2 并入 1');
  }

  test('what goes into a merged one goes into its end', async () => {
    await merged();
    await bench.has(TUESDAY, signed, { text: '路灯杆也歪了' });
    expect(await bench.answers(HUB, '并单 3 并入 2')).toContain('诉求件 3 已并入诉求件 1');
    expect(await bench.ticket(3)).toMatchObject({ mergedInto: 1 });
  });

  test('an old button without a choice follows; one with a choice tells where it went', async () => {
    await merged();
    expect(await bench.presented(COLLEAGUE, press('urge', 2, 1))).toMatch(/^诉求件 2 已并入 1 号。已催/);
    expect(await bench.presented(HUB, press('assign', 2, 1, 'water'))).toBe(
      '诉求件 2 已并入 1 号。没有变动。要办这一步，请写明是 1 号。',
    );
    expect((await bench.ticket(1)).department).toBe('housing');
  });

  test('an answer to its card, also by whoever only has the other', async () => {
    await bench.has(TUESDAY, signed);
    await bench.says(COLLEAGUE, '厂区电压不稳，请供电公司来看');
    await bench.answers(HUB, '并单 2 并入 1');
    await bench.replies(COLLEAGUE, '西门也塌了', '诉求件 2');
    expect((await bench.ticket(1)).entries.at(-1)).toMatchObject({
      what: 'supplemented',
      text: '西门也塌了',
    });
    expect(bench.told(COLLEAGUE).join('\n'), 'the old card').toContain('已并入诉求件 1，请看那一件');
  });
});

describe('whoever raised a merged ticket', () => {
  test('hears of feedback, the result and the end as the raiser of the other does', async () => {
    await merged();
    await bench.answers(A, '反馈 1 明天进场');
    for (const person of [OWNER, COLLEAGUE]) expect(bench.newest(person), person).toContain('反馈——明天进场');
    await bench.answers(A, '办结 1 已修好');
    for (const person of [OWNER, COLLEAGUE]) {
      expect(bench.newest(person), person).toContain('报告已办结——已修好');
      expect(bench.newest(person), person).toContain('请问解决了吗');
    }
    await bench.presses(OWNER, '满意');
    for (const person of [OWNER, COLLEAGUE])
      expect(bench.newest(person), person).toContain('已评价，诉求件 1 已销号');
  });

  test('may say 没解决, by its old number too, and both hear of it', async () => {
    await merged();
    await bench.answers(A, '办结 1 已修好');
    expect(await bench.answers(COLLEAGUE, '没解决 2 还是塌的')).toContain('诉求件 1 已退回重办');
    expect(await bench.ticket(1)).toMatchObject({ state: 'working', cycle: 2 });
    expect(bench.newest(OWNER)).toContain('诉求件 1 已退回重办');
  });

  test('may rate with the buttons it got', async () => {
    await merged();
    await bench.answers(A, '办结 1 已修好');
    await bench.presses(COLLEAGUE, '满意');
    expect((await bench.ticket(1)).facts).toMatchObject({ closedBy: 'enterprise', rating: 'satisfied' });
  });

  test('has the card of a ticket raised in private, and its words there are taken as the answer that is waited for', async () => {
    await merged(PRIVATE(OWNER));
    expect(bench.told(COLLEAGUE).join('\n')).toContain('【诉求件 1】');
    await bench.answers(A, '请补充 1 请发合同');
    expect(bench.newest(COLLEAGUE)).toContain('请发合同');
    await bench.answers(COLLEAGUE, '合同在厂里，下午送来');
    expect((await bench.ticket(1)).state).toBe('working');
  });

  test('is reminded to rate, and the hub to call back', async () => {
    await merged();
    await bench.answers(A, '办结 1 已修好');
    await bench.goesTo(TUESDAY + 6 * 24 * HOUR);
    expect(bench.told(COLLEAGUE).join('\n')).toMatch(/诉求件 1 已办结，请在.*评价/);
    expect(bench.told(COLLEAGUE).join('\n')).not.toContain('【回访】');
  });

  test('hears it once when both were raised by one person', async () => {
    await bench.has(TUESDAY, signed);
    await bench.has(TUESDAY, signed, { text: '门口的路又塌大了' });
    await bench.answers(HUB, '并单 2 并入 1');
    await bench.answers(A, '反馈 1 明天进场');
    expect(bench.told(OWNER).filter((text) => text.includes('反馈——明天进场'))).toHaveLength(1);
    expect(bench.told(GROUP).join('\n')).not.toContain('反馈——');
  });
});
