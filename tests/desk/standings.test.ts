/** 在办, 超期, 临期: the figures of a brief opened down to their tickets. */
import { describe, expect, test } from 'vitest';
import { at, DAY, HOUR } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

const NOW = at('2026-11-24', '10:00');
const LEADER = 'leader-1';
const HUB = 'dispatcher-1';
const OTHER_OWNER = 'xinghuo-1';

let bench: Bench;
useBench(NOW, (opened) => {
  bench = opened;
});

const numbersIn = (text: string): number[] =>
  [...text.matchAll(/^(\d+)(?: ·|　)/gm)].map(([, number]) => Number(number));
const figure = (brief: string, name: string): number =>
  Number(new RegExp(`${name} (\\d+)`).exec(brief)?.[1] ?? -1);

/** Late by different days, due soon, not yet due, resolved, over, and a report that nobody counts. */
async function county(): Promise<void> {
  for (const days of [20, 30, 25]) await bench.has(NOW - days * DAY);
  for (const days of [6, 5]) await bench.has(NOW - days * DAY);
  await bench.has(NOW - HOUR);
  const resolved = (story: Story): Story => next(story, 'liaison', COMMANDS.resolve, NOW - DAY);
  await bench.has(NOW - 3 * DAY, resolved);
  await bench.has(NOW - 3 * DAY, (story) => next(resolved(story), 'reporter', COMMANDS.confirm, NOW - HOUR));
  await bench.has(NOW - 30 * DAY, undefined, { confidential: true, kind: 'whistleblow' });
}

describe.each([LEADER, HUB])('for %s', (person) => {
  test('every figure is as many tickets as the brief says, and these', async () => {
    await county();
    const brief = await bench.answers(person, '简报');
    const [open, late, soon] = [
      await bench.answers(person, '在办'),
      await bench.answers(person, '超期'),
      await bench.answers(person, '临期'),
    ].map(numbersIn);
    expect([open?.length, late?.length, soon?.length]).toEqual(
      ['在办', '超期', '临期'].map((name) => figure(brief, name)),
    );
    expect(open).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(late, 'the longest overdue first').toEqual([2, 3, 1]);
    expect(soon).toEqual([4, 5]);
  });

  test('each is opened with a tap, and those only', async () => {
    await county();
    await bench.says(person, '超期');
    await bench.presses(person, '看 3');
    expect(bench.told(person).at(-1)).toContain('【诉求件 3】');
    await expect(bench.presses(person, '看 4')).rejects.toThrow('no button');
  });

  test('进度 without a number is everything in hand, never “none” beside a brief that counts some', async () => {
    await county();
    await bench.says(person, '进度');
    const list = bench.told(person).find((text) => text.startsWith('在办 7 件')) ?? '';
    expect(numbersIn(list)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('nothing is said as nothing', async () => {
    expect(await bench.answers(person, '在办')).toBe('现在没有在办的诉求件。');
    expect(await bench.answers(person, '超期')).toBe('现在没有超期的诉求件。');
    expect(await bench.answers(person, '临期')).toBe('现在没有临期的诉求件。');
  });

  test('more than a page are counted and turned to, and asked in the group it is answered in private', async () => {
    for (let n = 0; n < 23; n++) await bench.has(NOW - 30 * DAY);
    expect(await bench.answers(person, '超期', 'group')).toBe('已私聊发给您。');
    const list = bench.told(person).find((text) => text.startsWith('超期 23 件')) ?? '';
    expect(numbersIn(list)).toHaveLength(10);
    await bench.presses(person, '下一页');
    await bench.presses(person, '下一页');
    expect(bench.newest(person)).toContain('（第 3 页，共 3 页）');
    expect(numbersIn(bench.newest(person))).toEqual([21, 22, 23]);
  });
});

test('another firm’s owner who says 超期 is shown nobody else’s tickets', async () => {
  await county();
  const before = bench.told(GROUP).length;
  expect(numbersIn(await bench.answers(OTHER_OWNER, '超期'))).toEqual([]);
  expect(bench.told(GROUP).length).toBe(before);
});

test('one’s own are late from the midnight after their last day, as the brief counts', async () => {
  // Due on the 24th, and signed.
  const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.feedback, NOW - 6 * DAY);
  await bench.has(at('2026-11-17', '10:00'), signed);
  const asked = async (): Promise<readonly number[]> =>
    numbersIn(await bench.answers((await bench.ticket()).liaison ?? '', '超期'));
  await bench.goesTo(at('2026-11-24', '18:30'));
  expect(await asked(), 'in the evening of the day').toEqual([]);
  expect(numbersIn(await bench.answers(LEADER, '超期'))).toEqual([]);
  expect(numbersIn(await bench.answers((await bench.ticket()).liaison ?? '', '今天到期'))).toEqual([1]);
  await bench.goesTo(at('2026-11-25', '00:00'));
  expect(await asked()).toEqual([1]);
  expect(numbersIn(await bench.answers(LEADER, '超期'))).toEqual([1]);
});
