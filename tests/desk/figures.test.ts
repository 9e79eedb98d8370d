/** The weekly brief begins with what a reader of twenty seconds needs; 简报 口径 shows everything, each their own. */
import { describe, expect, test } from 'vitest';
import { at, DAY, HOUR, type Instant } from '../../src/domain/time.ts';
import { COMMANDS, flows, next, type Story } from '../support/builders.ts';
import { type Bench, useBench } from './bench.ts';

/** A Friday, the last working day of its week. */
const FRIDAY = at('2026-11-27', '17:30');
const MONDAY = at('2026-11-23', '10:00');

let bench: Bench;
useBench(at('2026-11-27', '09:00'), (opened) => {
  bench = opened;
});

const resolvedAt =
  (when: Instant) =>
  (story: Story): Story =>
    next(story, { person: story.ticket.liaison ?? '' }, COMMANDS.resolve, when);
const ratedAt =
  (when: Instant) =>
  (story: Story): Story =>
    next(resolvedAt(when - HOUR)(story), 'reporter', COMMANDS.confirm, when);
const suspendedAt =
  (when: Instant) =>
  (story: Story): Story =>
    next(
      next(story, { person: story.ticket.liaison ?? '' }, COMMANDS.suspend, when - HOUR),
      'leader',
      COMMANDS.grant,
      when,
    );
const endedBy =
  (who: 'reporter' | 'dispatcher', command: 'withdraw' | 'reject' | 'merge', when: Instant) =>
  (story: Story): Story =>
    next(story, who, COMMANDS[command], when);

/** Columns on a phone, a Chinese character counting two. */
function widthOf(line: string): number {
  return [...line].reduce((sum, character) => sum + (/[\x20-\x7e]/.test(character) ? 1 : 2), 0);
}

async function week(): Promise<void> {
  await bench.has(at('2026-11-12', '10:00')); // due on the 19th, still open
  await bench.has(at('2026-11-16', '10:00'), ratedAt(at('2026-11-24', '12:00'))); // due on the 23rd
  await bench.has(at('2026-11-17', '10:00'), resolvedAt(MONDAY), { department: 'water' });
  await bench.has(at('2026-11-18', '10:00'), suspendedAt(MONDAY), { department: 'power' });
  await bench.has(MONDAY, ratedAt(MONDAY + 2 * HOUR), { department: 'gas' });
  await bench.has(MONDAY, endedBy('reporter', 'withdraw', MONDAY + DAY));
  await bench.has(MONDAY, endedBy('dispatcher', 'reject', MONDAY + DAY));
  await bench.has(MONDAY, endedBy('dispatcher', 'merge', MONDAY + DAY));
}

describe('the weekly brief', () => {
  test('begins with better or worse and the worst; then counts, who is late and why, rates, and the sum', async () => {
    await week();
    await bench.goesTo(FRIDAY);
    // The week before was made up for.
    const text = bench.told('leader-1').findLast((one) => one.startsWith('【周报】')) ?? '';
    expect(text.slice(0, text.indexOf('\n台账'))).toBe(`【周报】至11月27日（周五）
11月20日 17:30 至 11月27日 17:30

按期办结率 1/3，上周 0/1（件少，不比）
超期 1 件，上周末 1 件
最急：1　超 8 天　惠民桥样例商贸有限公司
　门口道路塌陷，货车进不来
　住房和城乡建设局 倪文泉 000-00001010

在办 2（待企业评价 1）
超期 1　临期 0
新收 4　剔除 3
销号 2（未评价 0）
挂账 1（仍在各率分母里）

部门分档：A 档 2 个
C 住房和城乡建设局　在办 1　按期 0/1
　超期 1；逾期办结 2
有超期或不满意的企业
惠民桥样例商贸有限公司　在办 2　超期 1　不满意 0

到期办结率　1/3
今年办结率　40%（2/5）
累计办结率　40%（2/5）
响应率　—
解决率　2/2
满意率　2/2

结转 4＋新收 4＝在办 2＋挂账 1＋销号 2＋剔除 3
剔除：撤回 1、并单 1、不予受理 1

办得快、企业满意的：5　惠民桥样例商贸有限公司
　门口道路塌陷，货车进不来
　公用事业服务中心　1 天内办结

哪几件：发“超期”“在办”；怎么算：发“口径”`);
    for (const line of text.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(48);
  });

  test('the daily one of the same day has no tiers', async () => {
    await week();
    await bench.goesTo(FRIDAY);
    const text = bench.told('dispatcher-1').findLast((one) => one.startsWith('【日报】')) ?? '';
    expect(text).toContain('到期办结率');
    expect(text).not.toMatch(/分档|部门报办结率|剔除前/);
  });
});

describe('简报 口径', () => {
  test('every figure of the month with its definition, in one message', async () => {
    await week();
    // Reminders and briefs that were waiting go out first.
    await bench.goesTo(bench.clock.now());
    const [sheet, ...more] = await bench.says('leader-1', '简报 口径');
    expect(more).toEqual([]);
    const text = sheet?.text ?? '';
    expect(text).toMatch(/^【口径表】11月\n/);
    expect(text).toContain('累计办结率　40%（2/5）\n　剔除前　25%（2/8）\n');
    expect(text).toContain('重办率　0%（0/5）\n');
    expect(text).toContain('\n剔除：撤回 1、并单 1、诉讼信访等程序 1\n');
    expect(text).toMatch(/\n举报件：不进任何数字\n/);
    expect(text).toMatch(/--head \d+:[0-9a-f]{12}$/);
    // One message of any channel: Telegram's holds 4096 characters.
    expect(text.length).toBeLessThan(2000);
    for (const line of text.split('\n').filter((one) => !one.includes('：'))) {
      expect(widthOf(line), line).toBeLessThanOrEqual(48);
    }
  });

  test.each(['口径', '简报口径', '简报　口径'])('“%s” is understood too, by a dispatcher', async (words) => {
    const [sheet] = await bench.says('dispatcher-1', words);
    expect(sheet?.text).toMatch(/^【口径表】11月\n/);
  });

  test.each([
    ['shangchao-1', '【口径表】惠民桥样例商贸有限公司 11月'],
    ['housing-a', '【口径表】住房和城乡建设局 11月'],
    ['housing-head', '【口径表】住房和城乡建设局 11月'],
    ['discipline-1', '这些数字只给双组长和调度员看'],
  ])('of one’s own alone, for %s', async (id, words) => {
    const [answer] = await bench.says(id, '简报 口径');
    expect(answer?.text).toContain(words);
  });

  test('a report about an official is in no figure of it', async () => {
    const before = (await bench.says('leader-1', '简报 口径'))[0]?.text ?? '';
    await bench.has(MONDAY, (story) => story, { confidential: true, department: null, kind: 'whistleblow' });
    const after = (await bench.says('leader-1', '简报 口径'))[0]?.text ?? '';
    const figures = (text: string) => text.slice(0, text.indexOf('台账'));
    expect(figures(after)).toBe(figures(before));
    expect(flows.report.id).toBe('report');
  });
});
