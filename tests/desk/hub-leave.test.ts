/** 请假 of a dispatcher, and 认领: what is for the hub is for those who are there, and one of them has it in hand. */
import { describe, expect, test } from 'vitest';
import { audienceOf } from '../../src/desk/notices/reminders.ts';
import { at, HOUR, MINUTE } from '../../src/domain/time.ts';
import { COMMANDS, next, roster, storyIn, T0, viewAt } from '../support/builders.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

/** A Friday. */
const FRIDAY = at('2026-11-27', '10:00');
const MONDAY = at('2026-11-30', '08:00');
const [ONE, OTHER] = ['dispatcher-1', 'dispatcher-2'];
const OWNER = 'shangchao-1';
const UNCLEAR = '我们遇到一个困难，不知道该找谁，请帮忙协调一下';

let bench: Bench;
useBench(FRIDAY, (opened) => {
  bench = opened;
});

const since = async (person: string, happens: () => Promise<unknown>): Promise<string> => {
  const before = bench.told(person).length;
  await happens();
  return bench.told(person).slice(before).join('\n');
};

describe('a dispatcher on leave', () => {
  test('the answer names who takes over; the other is told when it begins, and that they are back', async () => {
    expect(await bench.answers(ONE, '请假 11月30日-12月2日')).toBe(
      '请假已记下：11月30日（周一）至12月2日（周三）。11月30日（周一）08:00起，分办、审批和提醒由常德岚接手，12月3日（周四）08:00恢复。提前回来请发“销假”。',
    );
    expect(await since(OTHER, () => bench.goesTo(MONDAY))).toContain(
      '毕志辰休假（11月30日（周一）至12月2日（周三）），其间的分办、审批和提醒由您接手。',
    );
    expect(await bench.answers(OTHER, '我的请假')).toContain('毕志辰休假：');
    expect(await since(OTHER, () => bench.goesTo(at('2026-12-03', '08:00')))).toContain('毕志辰已回来');
  });

  test('questions, requests and alarms go to whoever is there, and the list of what waits comes on return', async () => {
    await bench.answers(ONE, '请假 11月30日-12月2日');
    await bench.goesTo(MONDAY + HOUR);
    const asked = await since(ONE, async () => {
      await bench.says(OWNER, UNCLEAR, 'group');
      await bench.says(OWNER, '登记');
      await bench.has(MONDAY);
      await bench.says('housing-a', '延期 2 3天 设备没到');
    });
    expect(asked).toBe('');
    expect(bench.told(OTHER).join('\n')).toContain('【诉求件 1】责任部门不明确');
    expect(bench.told(OTHER).join('\n')).toContain('延期 3 个工作日');
    expect(bench.newest(GROUP), 'the card names who is there').toContain('常德岚将于');
    const back = await since(ONE, () => bench.says(ONE, '销假'));
    expect(back).toContain('等调度员办的 2 件');
    expect(back).toMatch(/^1　/mu);
  });

  test('the last one there is refused, and told what to do', async () => {
    await bench.answers(ONE, '请假 11月30日-12月2日');
    expect(await bench.answers(OTHER, '请假 12月2日-12月4日')).toBe(
      '12月2日（周三）没有别的调度员在岗，这几天还不能请假。请另一位调度员先“销假”或改期，或请管理员在名册里加一位调度员。',
    );
    expect((await bench.store.office()).leaves[OTHER]).toBeUndefined();
    expect(await bench.answers(OTHER, '请假 12月3日-12月4日')).toContain('请假已记下');
  });
});

describe('认领', () => {
  const waits = async (): Promise<void> => {
    await bench.says(OWNER, UNCLEAR, 'group');
    expect((await bench.ticket()).state).toBe('queued');
  };

  test.each(['认领 1', '认领', '我来'])(
    'said as %s: the others see who has it, and a second one hears who',
    async (words) => {
      await waits();
      expect(await bench.answers(ONE, words)).toContain(
        '诉求件 1 您已认领，到 10:30。这段时间不再提醒别的调度员；定下来请点部门，或发“分办 1 部门名”。不办了请发“撤销 1”。',
      );
      expect(bench.newest(OTHER)).toContain('毕志辰已认领（到 10:30）');
      expect(await bench.answers(OTHER, '认领 1')).toBe(
        '诉求件 1 已由毕志辰认领，到 10:30；急着办可以直接分办，或先问问毕志辰。',
      );
      expect(await bench.answers(OTHER, '我的待办')).toContain('分办（毕志辰已认领）');
      expect(await bench.answers(OTHER, '进度 1')).toContain('认领');
    },
  );

  test('pressed: the button is gone once it is claimed, and settling it is as before', async () => {
    await waits();
    await bench.presses(ONE, '我来');
    expect(bench.newest(OTHER)).toContain('毕志辰已认领');
    await bench.says(OTHER, '分办 1 住建');
    expect((await bench.ticket()).department).toBe('housing');
    expect(bench.newest(ONE)).toContain('已交');
  });

  test('given back with 撤销, everybody is asked again', async () => {
    await waits();
    await bench.says(ONE, '认领 1');
    expect(await since(OTHER, () => bench.says(ONE, '撤销 1'))).toMatch(/责任部门不明确(?![\s\S]*已认领)/u);
    expect(await bench.answers(OTHER, '认领 1')).toContain('您已认领');
  });

  test('the others are not reminded of it while it stands; of a danger everybody is', () => {
    const story = next(storyIn('queued'), 'dispatcher', COMMANDS.claim, T0 + MINUTE);
    const reminded = (now: number, over: object = {}, away: readonly string[] = []) =>
      audienceOf({ to: ['dispatcher', 'liaison'] }, { ...story.ticket, ...over }, viewAt(now), new Set(away));
    const all = roster.dispatchers.map(({ id }) => id);
    const { by = '', until = 0 } = story.ticket.claim ?? {};
    expect(until, 'half an hour of office time').toBe(T0 + 31 * MINUTE);
    expect(reminded(until - 1)).toEqual([by]);
    expect(reminded(until)).toEqual(all);
    expect(reminded(until - 1, { urgent: true })).toEqual(all);
    expect(reminded(until - 1, {}, [by])).toEqual(all.filter((id) => id !== by));
  });

  test('it ends with the leave of whoever has it', async () => {
    await waits();
    await bench.says(ONE, '认领 1');
    await bench.says(ONE, '请假 今天');
    await bench.goesTo(FRIDAY + MINUTE);
    expect(await bench.answers(OTHER, '认领 1')).toContain('您已认领');
  });

  test('nobody else may, and 我来 of others is talk', async () => {
    await waits();
    expect(await bench.answers('housing-a', '认领 1')).not.toContain('已认领');
    await bench.says('housing-a', '我来', 'group');
    expect((await bench.ticket()).claim).toBeUndefined();
  });
});
