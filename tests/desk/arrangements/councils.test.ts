/** 调度会: what comes before it by rule, its agenda on the day before, what is decided, and how that was kept. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Rendered } from '../../../src/channels/port.ts';
import { at, DAY } from '../../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../../support/builders.ts';
import { type Bench, useBench } from '../bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const A = 'housing-a';
const OWNER = 'shangchao-1';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, TUESDAY);
/** Twice said to be not solved. */
const reworked = (story: Story): Story => {
  let now = signed(story);
  for (let time = 0; time < 2; time++) {
    now = next(now, 'liaison', COMMANDS.resolve, TUESDAY);
    now = next(now, 'reporter', COMMANDS.rework, TUESDAY);
  }
  return now;
};
const council = async () => (await bench.store.office()).arrangements?.councils?.[1];

function wordsIn(sent: readonly Rendered[]): string {
  const [file] = sent.flatMap((one) => (one.file ? [one.file] : []));
  const xml = unzipSync(readFileSync(file?.path ?? ''))['word/document.xml'] ?? new Uint8Array();
  return new TextDecoder().decode(xml).replace(/<[^>]+>/g, '');
}

describe('convening', () => {
  test('says when the agenda is fixed and what is on it as things stand', async () => {
    await bench.has(TUESDAY, reworked);
    await bench.has(TUESDAY, signed);
    const told = await bench.answers(HUB, '调度会 11月27日 15:00');
    expect(told).toContain('第 1 次调度会定在 11月27日（周五）15:00');
    expect(told).toContain('有 1 件要上会；议程 11月26日（周四）16:00');
    expect(await bench.answers(HUB, '调度会 1')).toContain('重办两次以上');
  });

  test.each([
    ['调度会 11月23日 15:00', '已经过了。请换一个时间，比如：调度会 12月4日 15:00'],
    ['调度会 周五', '几点开'],
    ['调度会 2月30日 15:00', '哪天开'],
  ])('%s is told why not', async (words, why) => {
    expect(await bench.answers(HUB, words)).toContain(why);
    expect(await council()).toBeUndefined();
  });

  test('twice for the same hour is one, and nobody but the hub and the leaders convenes', async () => {
    await bench.says(HUB, '调度会 11月27日 15:00');
    expect(await bench.answers(LEADER, '调度会 11月27日 15:00')).toContain('已经有第 1 次调度会了');
    expect(await bench.answers(A, '调度会 11月30日 15:00')).toContain('由专班和双组长召集');
    expect(Object.keys((await bench.store.office()).arrangements?.councils ?? {})).toEqual(['1']);
  });
});

describe('the agenda', () => {
  test('goes out once on the working day before, to those who decide with its paper, and to each office', async () => {
    await bench.has(TUESDAY, reworked);
    await bench.says(HUB, '调度会 11月30日 9:00');
    await bench.goesTo(at('2026-11-27', '15:59'));
    expect(bench.newest(LEADER)).not.toContain('第 1 次调度会');
    await bench.goesTo(at('2026-11-27', '17:00'));
    const toLeader = bench.sentTo(LEADER, 'ledger').filter(({ text }) => text.includes('第 1 次调度会'));
    expect(toLeader).toHaveLength(1);
    expect(wordsIn(toLeader)).toContain('重办两次以上');
    expect(bench.told(A).some((text) => text.includes('要议您的诉求件 1'))).toBe(true);
    expect(bench.told(OWNER).some((text) => text.includes('调度会'))).toBe(false);
    await bench.goesTo(at('2026-11-30', '08:00'));
    expect(bench.sentTo(LEADER, 'ledger').filter(({ text }) => text.includes('第 1 次调度会'))).toHaveLength(
      1,
    );
  });

  test('takes what the hub puts on it, and no report about an official', async () => {
    await bench.has(TUESDAY, signed);
    await bench.has(TUESDAY, (story) => story, { confidential: true, kind: 'whistleblow', department: null });
    await bench.says(HUB, '调度会 11月27日 15:00');
    expect(await bench.answers(HUB, '调度会 加 1')).toContain('已列入第 1 次调度会');
    // The hub is not told whether it is a report.
    const absent = await bench.answers(HUB, '调度会 加 99');
    expect(absent).toContain('没有');
    expect(await bench.answers(HUB, '调度会 加 2')).toBe(absent.replaceAll('99', '2'));
    expect(await bench.answers(HUB, '调度会 1')).toContain('专班提请');
  });

  test('what is overdue by five working days, and what a firm was not satisfied with, come by themselves', async () => {
    await bench.has(TUESDAY, signed);
    await bench.has(TUESDAY, (story) =>
      next(
        next(signed(story), 'liaison', COMMANDS.resolve, TUESDAY),
        'reporter',
        {
          type: 'confirm',
          rating: 'dissatisfied',
        },
        TUESDAY,
      ),
    );
    await bench.goesTo(TUESDAY + 21 * DAY);
    await bench.says(HUB, '调度会 12月18日 15:00');
    const shown = await bench.answers(HUB, '调度会 1');
    expect(shown).toContain('超期五个工作日以上');
    expect(shown).toContain('企业不满意');
  });
});

describe('a decision', () => {
  test('is a duty on the ticket, due when it was said, and stands in the minutes', async () => {
    await bench.has(TUESDAY, reworked);
    await bench.says(HUB, '调度会 11月25日 9:00');
    await bench.goesTo(at('2026-11-25', '09:30'));
    expect(await bench.answers(HUB, '议 1 住建 12月4日前重新铺一遍沥青')).toContain('12月4日（周五）');
    const { duties } = await bench.ticket(1);
    expect(duties.at(-1)).toMatchObject({ kind: 'supervise', text: '重新铺一遍沥青' });
    expect(bench.newest(A)).toContain('重新铺一遍沥青');
    expect(bench.newest(A)).toContain('12月4日');
    const minutes = wordsIn(await bench.says(HUB, '调度会 1 纪要'));
    expect(minutes).toContain('重新铺一遍沥青');
    expect(minutes).not.toContain('12月4日前重新铺');
    expect(minutes).not.toContain('第 1 次');
  });

  test('reaches the office in the words and marks that were typed', async () => {
    await bench.has(TUESDAY, reworked);
    await bench.says(HUB, '调度会 11月25日 9:00');
    await bench.goesTo(at('2026-11-25', '09:30'));
    await bench.says(HUB, '议 1 住建 12月4日前先铺沥青，再划线（东段）');
    expect(bench.newest(A)).toContain('先铺沥青，再划线（东段）');
  });

  test('of an office that the roster has not, the hub is told', async () => {
    await bench.has(TUESDAY, reworked);
    await bench.says(HUB, '调度会 11月25日 9:00');
    await bench.goesTo(at('2026-11-25', '09:30'));
    expect(await bench.answers(HUB, '议 1 火星局 12月4日前铺好')).toContain('没有“火星局”这个部门');
    expect((await bench.ticket(1)).duties.some(({ kind }) => kind === 'supervise')).toBe(false);
  });

  test('without a day is asked until when, and an answer that is none does not end the question', async () => {
    await bench.has(TUESDAY, reworked);
    await bench.says(HUB, '调度会 11月25日 9:00');
    await bench.goesTo(at('2026-11-25', '09:30'));
    expect(await bench.answers(HUB, '议 1 住建 重新铺一遍沥青')).toContain('什么时候前办完');
    expect(await bench.answers(HUB, '看情况')).toContain('请写一个以后的日子');
    expect(await bench.answers(HUB, '12月4日')).toContain('12月4日（周五）');
    expect((await council())?.decided).toMatchObject([{ ticket: 1, department: 'housing', duty: 1 }]);
  });

  test('by another office is 协办 with that day', async () => {
    await bench.has(TUESDAY, reworked);
    await bench.says(HUB, '调度会 11月25日 9:00');
    await bench.goesTo(at('2026-11-25', '09:30'));
    await bench.says(HUB, '议 1 水利 12月2日前查清地下管线');
    const duty = (await bench.ticket(1)).duties.at(-1);
    expect(duty).toMatchObject({ kind: 'assist', department: 'water' });
    expect(duty?.clock.deadline.explanation.lastDay).toBe('2026-12-02');
    expect(bench.newest('water-a')).toContain('查清地下管线');
  });

  test('of a leader is 批示; of others the same words are talk', async () => {
    await bench.has(TUESDAY, reworked);
    await bench.says(HUB, '调度会 11月25日 9:00');
    await bench.goesTo(at('2026-11-25', '09:30'));
    await bench.says(LEADER, '议 1 住建 12月4日前铺好');
    expect((await bench.ticket(1)).duties.at(-1)?.kind).toBe('instruct');
    await bench.says(A, '议 1 住建 12月9日前铺好');
    expect((await bench.ticket(1)).duties).toHaveLength(1);
  });

  test('before the day is not one of it', async () => {
    await bench.has(TUESDAY, reworked);
    await bench.says(HUB, '调度会 11月27日 15:00');
    expect(await bench.answers(HUB, '议 1 住建 12月4日前铺好')).toContain(
      '第 1 次调度会（11月27日（周五）15:00）还没开',
    );
    expect((await bench.ticket(1)).duties).toEqual([]);
    await bench.goesTo(at('2026-11-27', '14:40'));
    expect(await bench.answers(HUB, '议 1 住建 12月4日前铺好')).toContain('议定');
  });

  test('of a double leader may name an office beside the one in charge', async () => {
    await bench.has(TUESDAY, reworked);
    await bench.says(HUB, '调度会 11月25日 9:00');
    await bench.goesTo(at('2026-11-25', '09:30'));
    expect(await bench.answers(LEADER, '议 1 水利 12月2日前查清地下管线')).toContain('由水利局牵头');
    expect((await bench.ticket(1)).duties.at(-1)).toMatchObject({ kind: 'assist', department: 'water' });
  });

  test('on what an enterprise was not satisfied with takes it up again, and the enterprise hears of it', async () => {
    await bench.has(TUESDAY, (story) =>
      next(
        next(signed(story), 'liaison', COMMANDS.resolve, TUESDAY),
        'reporter',
        { type: 'confirm', rating: 'dissatisfied' },
        TUESDAY,
      ),
    );
    await bench.says(HUB, '调度会 11月25日 9:00');
    await bench.goesTo(at('2026-11-25', '09:30'));
    const told = await bench.answers(LEADER, '议 1 住建 12月4日前重新铺一遍沥青');
    expect(told).toContain('由住房和城乡建设局牵头');
    expect(told).toContain('重新办理，也告知了企业');
    const ticket = await bench.ticket(1);
    expect(ticket).toMatchObject({ state: 'working', facts: { reopens: 1, closedAt: null } });
    expect(ticket.duties.at(-1)).toMatchObject({ kind: 'instruct', text: '重新铺一遍沥青' });
    expect(bench.newest(OWNER)).toContain('诉求件 1 已重开');
    expect(bench.told(A).at(-1)).toContain('重新铺一遍沥青');
    const dead = await bench.answers(LEADER, '议 1 住建 12月9日前再铺一遍');
    expect(dead).not.toContain('重新办理');
  });

  test('the next council begins with what became of it, and the figure counts it by its day', async () => {
    await bench.has(TUESDAY, reworked);
    await bench.has(TUESDAY, reworked);
    await bench.says(HUB, '调度会 11月25日 9:00');
    await bench.goesTo(at('2026-11-25', '09:30'));
    await bench.says(HUB, '议 1 住建 11月27日前铺好');
    await bench.says(HUB, '议 2 住建 11月27日前补好路灯');
    await bench.goesTo(at('2026-11-26', '10:00'));
    await bench.says(A, '回复 1 最终 铺好了');
    await bench.goesTo(at('2026-11-30', '10:00'));
    expect(await bench.answers(HUB, '调度会')).toContain('议定 2 项：到期 2，按期 1');
    await bench.says(HUB, '调度会 12月1日 9:00');
    const brief = await bench.answers(LEADER, '简报 本月');
    expect(brief.split('议定事项按期完成率 1/2（本期到期 2 项）')).toHaveLength(2);
    const agenda = wordsIn(await bench.says(HUB, '调度会 2 议程'));
    expect(agenda).toContain('共2项：到期2项，按期完成1项');
  });
});

test('once something is decided it is not cancelled; said twice, one decision is one', async () => {
  await bench.has(TUESDAY, reworked);
  await bench.says(HUB, '调度会 11月24日 15:00');
  await bench.says(HUB, '议 1 住建 12月4日前铺好');
  expect(await bench.answers(HUB, '议 1 住建 12月4日前铺好')).toContain('已经记过了');
  expect((await bench.ticket(1)).duties).toHaveLength(1);
  expect(await bench.answers(HUB, '调度会 1 取消 没空')).toContain('已经议定 1 项，不能取消');
  expect(await council()).toMatchObject({ decided: [{ ticket: 1 }] });
});

test('one that was held is not cancelled', async () => {
  await bench.says(HUB, '调度会 11月26日 9:00');
  await bench.goesTo(at('2026-11-27', '09:00'));
  expect(await bench.answers(HUB, '调度会 1 取消 领导外出')).toContain('已经开过了，不能取消');
  expect(await council()).not.toHaveProperty('cancelled');
});

test('cancelled, it is in no agenda, and those who had one hear why', async () => {
  await bench.has(TUESDAY, reworked);
  await bench.says(HUB, '调度会 11月26日 9:00');
  await bench.goesTo(at('2026-11-25', '17:00'));
  await bench.says(HUB, '调度会 1 取消 领导外出');
  for (const one of [LEADER, 'dispatcher-2', A])
    expect(bench.newest(one), one).toContain('【取消】第 1 次调度会');
  expect(await bench.answers(HUB, '调度会 1')).toContain('（已取消）');
  expect(await bench.answers(HUB, '议 1 住建 12月4日前铺好')).toContain('没有定下的调度会');
});
