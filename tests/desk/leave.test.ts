/** 请假: who is on leave is left in peace, whoever stands in has the work, and nothing ever belongs to nobody. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noticesOf } from '../../src/desk/notices/notices.ts';
import { at, MINUTE } from '../../src/domain/time.ts';
import { begun, COMMANDS, next, T0, viewAt } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { type Bench, openBench } from './bench.ts';

/** A Friday; the days after are a weekend. */
const FRIDAY = at('2026-11-27', '10:00');
const MONDAY = at('2026-11-30', '08:00');
const A = 'housing-a';
const B = 'housing-b';
const HEAD = 'housing-head';
const POTHOLE = '门口道路塌陷，货车进不来，请住建局来修';

let place: ReturnType<typeof scratch>;
let bench: Bench;
beforeEach(async () => {
  place = scratch();
  bench = await openBench(join(place.dir, 'data'), FRIDAY);
});
afterEach(async () => {
  await bench.end();
  place.remove();
});

const liaisonOf = async (number: number): Promise<string | null> =>
  (await bench.store.ticket(number))?.liaison ?? null;

describe('who is told to stand in', () => {
  test('A and B away on the same days: B is told the head does, and A that B does not any more', async () => {
    expect(await bench.answers(A, '请假 11月30日-12月2日')).toContain('由吴承松代办');
    expect(await bench.answers(B, '请假 11月30日-12月2日')).toContain('由鲁学松代办');
    expect(bench.newest(A)).toBe(
      '吴承松也请了假。您休假期间（11月30日（周一）至12月2日（周三））改由鲁学松代办。',
    );
    await bench.has(FRIDAY);
    await bench.goesTo(MONDAY);
    expect(await liaisonOf(1), 'as they were told').toBe(HEAD);
  });

  test('away together for some of the days, both are named who stand in', async () => {
    await bench.answers(B, '请假 12月1日');
    expect(await bench.answers(A, '请假 11月30日-12月1日')).toContain('由吴承松、鲁学松代办');
    expect(bench.newest(B)).toContain('您休假期间（12月1日（周二））改由鲁学松代办');
  });

  test('with nothing in hand there is nothing to hand over: no 在办 0 件', async () => {
    const told = await bench.answers(A, '请假 11月30日-12月2日');
    expect(told).toContain('11月30日（周一）08:00起，新来的件由吴承松代办');
    expect(told).not.toContain('0 件');
  });

  test('我的请假 of a dispatcher names those whose leave is still to come', async () => {
    for (const one of [A, 'land-a']) await bench.answers(one, '请假 11月30日');
    expect(await bench.answers('dispatcher-1', '我的请假')).toBe(
      [
        '倪文泉已请假：11月30日（周一），届时吴承松代办。',
        '尹志苒已请假：11月30日（周一），届时马承桥代办。',
      ].join('\n'),
    );
  });
});

describe('A goes on leave', () => {
  test('the answer says from when, who stands in, when it comes back; then the work changes hands and returns', async () => {
    await bench.has(FRIDAY);
    const answer = await bench.answers(A, '请假 11月30日-12月2日');
    expect(answer).toContain('11月30日（周一）至12月2日（周三）');
    expect(answer).toContain('在办 1 件');
    expect(answer).toContain('12月3日（周四）08:00交回');
    expect(await liaisonOf(1), 'not before the first morning').toBe(A);

    await bench.goesTo(MONDAY);
    expect(await liaisonOf(1)).toBe(B);
    expect(bench.newest(B), 'the hand-over list').toMatch(/由您代办，交来 1 件/);
    expect(bench.newest(B)).toContain('门口道路塌陷');
    expect(bench.newest(A)).toContain('1 件交');

    await bench.goesTo(at('2026-12-01', '10:00'));
    await bench.says('shangchao-1', POTHOLE, 'group');
    await bench.says('dispatcher-1', '分办 2 住建');
    expect(await liaisonOf(2), 'new work goes to B').toBe(B);
    expect(bench.newest(A), 'copy to A, in one line').toMatch(
      /^（抄送，不用处理）新来诉求件 2，由吴承松代办：.+$/,
    );

    await bench.goesTo(at('2026-12-03', '08:00'));
    expect([await liaisonOf(1), await liaisonOf(2)]).toEqual([A, A]);
    expect(bench.newest(A)).toContain('欢迎回来。您的 2 件已交回');
    expect(bench.newest(A)).toContain('休假期间新来的');
    expect(bench.newest(B)).toContain('不用再处理');
  });

  test('a reminder that falls due meanwhile goes to B, and in copy to A', async () => {
    await bench.has(at('2026-11-26', '10:00'), (story) =>
      next(story, 'liaison', COMMANDS.feedback, at('2026-11-26', '11:00')),
    );
    await bench.answers(A, '请假 11月30日-12月4日');
    await bench.goesTo(MONDAY);
    const before = bench.told(B).length;
    // Seven days from the 26th: due on Thursday the 3rd.
    await bench.goesTo(at('2026-12-03', '09:00'));
    expect(bench.told(B).slice(before).join('\n')).toContain('【提醒】诉求件 1');
    expect(bench.newest(A)).toMatch(/^（抄送，不用处理）【提醒】诉求件 1/);
  });

  test('leave that begins today hands over at once; 销假 brings it back at once', async () => {
    await bench.has(FRIDAY);
    expect(await bench.answers(A, '请假 今天')).toContain('现在交接');
    await bench.goesTo(FRIDAY + 1000);
    expect(await liaisonOf(1)).toBe(B);
    expect(await bench.answers(A, '销假')).toContain('欢迎回来');
    expect(await liaisonOf(1)).toBe(A);
  });

  test('until Friday and again from Monday: nothing comes back over the weekend, and nobody is told twice', async () => {
    await bench.has(FRIDAY);
    await bench.answers(A, '请假 今天');
    await bench.answers(A, '请假 11月30日');
    await bench.goesTo(FRIDAY + 1000);
    const told = [bench.told(A).length, bench.told(B).length];
    await bench.goesTo(MONDAY + 1000);
    expect(await liaisonOf(1)).toBe(B);
    expect([bench.told(A).length, bench.told(B).length]).toEqual(told);
    await bench.goesTo(at('2026-12-01', '08:00'));
    expect(await liaisonOf(1)).toBe(A);
    expect(bench.newest(A)).toContain('欢迎回来。您的 1 件已交回');
  });

  test('a leave made longer goes on, and B hears of it', async () => {
    await bench.has(FRIDAY);
    await bench.answers(A, '请假 今天');
    await bench.goesTo(FRIDAY + 1000);
    expect(await bench.answers(A, '请假 明天到12月1日')).toContain(
      '请假改为：11月27日（周五）至12月1日（周二），12月2日（周三）08:00交回',
    );
    expect(bench.newest(B)).toContain('请继续代办');
    await bench.goesTo(MONDAY + 1000);
    expect(await liaisonOf(1)).toBe(B);
    await bench.goesTo(at('2026-12-02', '08:00'));
    expect(await liaisonOf(1)).toBe(A);
  });

  test('a leave taken back before it begins never begins', async () => {
    await bench.has(FRIDAY);
    await bench.answers(A, '请假 11月30日');
    expect(await bench.answers(A, '销假')).toBe('请假已取消：11月30日（周一）。');
    await bench.goesTo(MONDAY + 1000);
    expect(await liaisonOf(1)).toBe(A);
  });

  test('what B brought to an end meanwhile is told to A, by number', async () => {
    await bench.has(FRIDAY);
    await bench.answers(A, '请假 今天');
    await bench.goesTo(FRIDAY + 1000);
    await bench.says(B, '办结 1 已修好');
    await bench.says('shangchao-1', '满意 1');
    await bench.answers(A, '销假');
    expect(bench.newest(A)).toBe('欢迎回来。现在没有您的在办件。\n休假期间已办完：1。');
  });

  test('a ticket that passes on by itself, in no list, is a task of its own and told to A in copy', () => {
    const resolved = next(begun(), 'liaison', COMMANDS.resolve, T0 + MINUTE);
    const closed = next(resolved, 'reporter', COMMANDS.confirm, T0 + 2 * MINUTE);
    const away = new Set([A]);
    const when = T0 + 3 * MINUTE;
    const reopened = next(closed, 'reporter', COMMANDS.reopen, when, { away });
    const events = reopened.events.slice(closed.events.length);
    const told = noticesOf(closed.ticket, reopened.ticket, events, viewAt(when), away);
    const to = (person: string) => told.filter((one) => 'person' in one.to && one.to.person === person);
    expect(to(B).map(({ kind }) => kind)).toEqual(['task']);
    expect(to(B)[0]?.buttons.length).toBeGreaterThan(0);
    expect(to(B)[0]?.editOnly).toBeUndefined();
    expect(
      to(A)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['copy', 'task']);
  });

  test('transferred to a department whose A is away, it goes to that B, in copy to A', async () => {
    await bench.has(FRIDAY);
    await bench.answers('land-a', '请假 今天');
    await bench.goesTo(FRIDAY + 1000);
    await bench.says(A, '转办 1 自然资源 属自然资源事项');
    expect(await liaisonOf(1)).toBe('land-b');
    expect(bench.newest('land-b')).toContain('属自然资源事项');
    expect(bench.newest('land-a')).toMatch(/^（抄送，不用处理）新来诉求件 1/);
  });

  test('while the head is away, what is overdue is told to the dispatchers', async () => {
    await bench.has(FRIDAY);
    await bench.answers(HEAD, '请假 11月30日-12月11日');
    // Due to be signed by the 30th.
    await bench.goesTo(at('2026-12-01', '09:30'));
    expect(bench.told('dispatcher-1').join('\n')).toContain('【超期】诉求件 1');
    expect(bench.told(HEAD).join('\n')).not.toContain('【超期】');
  });

  test('a confidential report is in no list and in nobody else’s hands', async () => {
    const report = await bench.has(FRIDAY, undefined, {
      confidential: true,
      kind: 'whistleblow',
      department: null,
      candidates: [],
    });
    await bench.answers(A, '请假 今天');
    await bench.goesTo(FRIDAY + 1000);
    expect(await liaisonOf(report.number)).toBe(report.liaison);
    expect(bench.told(B)).toEqual([expect.stringContaining('现在没有要交的件')]);
  });

  test('nothing is handed to somebody on leave', async () => {
    await bench.has(FRIDAY);
    await bench.answers(A, '请假 今天');
    await bench.goesTo(FRIDAY + 1000);
    expect(await bench.answers(B, '交A岗 1')).toContain('正在休假');
  });

  test('the same over a restart: what fell due while the program was down happens at its start', async () => {
    await bench.has(FRIDAY);
    await bench.answers(A, '请假 11月30日-12月2日');
    await bench.end();
    bench = await openBench(join(place.dir, 'data'), at('2026-12-01', '12:00'));
    await bench.goesTo(at('2026-12-01', '12:00'));
    expect(await liaisonOf(1)).toBe(B);
  });
});

describe('leave entered for somebody else', () => {
  test.each([
    ['dispatcher-1', '请假 倪文泉 11月30日-12月2日'],
    ['dispatcher-1', '请假 housing-a 11月30日-12月2日'],
    [HEAD, '请假 倪文泉 11月30日-12月2日'],
  ])('%s: %s', async (by, text) => {
    expect(await bench.answers(by, text)).toContain('倪文泉请假已记下：11月30日（周一）至12月2日（周三）');
    expect(bench.newest(A)).toMatch(/为您登记：倪文泉请假已记下/);
    expect(await bench.answers(by, '销假 倪文泉')).toContain('倪文泉请假已取消');
    expect(bench.newest(A)).toContain('取消了您的请假');
  });

  test('a head only for the own department', async () => {
    expect(await bench.answers(HEAD, '请假 尹志苒 11月30日')).toContain('只能给自己请假');
    expect((await bench.store.office()).leaves).toEqual({});
  });

  test('我的请假 names one’s own, and to a dispatcher who is away and who stands in', async () => {
    expect(await bench.answers(A, '我的请假')).toBe('倪文泉没有请假。');
    await bench.answers(A, '请假 今天');
    await bench.goesTo(FRIDAY + 1000);
    expect(await bench.answers(A, '我的请假')).toBe('您在休假：11月27日（周五）。提前回来请发“销假”。');
    expect(await bench.answers('dispatcher-1', '我的请假')).toBe(
      '倪文泉休假：11月27日（周五），吴承松代办。',
    );
  });
});

describe('nobody is ever assigned to nobody', () => {
  test('both absent: the head; the head too: the dispatcher', async () => {
    await bench.has(FRIDAY);
    await bench.answers(A, '请假 今天');
    await bench.goesTo(FRIDAY + 1000);
    await bench.answers(B, '请假 今天');
    await bench.goesTo(FRIDAY + 2000);
    expect(await liaisonOf(1)).toBe(HEAD);
    await bench.answers(HEAD, '请假 今天');
    await bench.goesTo(FRIDAY + 3000);
    expect(await liaisonOf(1)).toBe('dispatcher-1');
    await bench.says('shangchao-1', POTHOLE, 'group');
    await bench.says('dispatcher-2', '分办 2 住建');
    expect(await liaisonOf(2), 'new work as well').toBe('dispatcher-1');
    await bench.answers(B, '销假');
    expect(await liaisonOf(1), 'the first of the post who is there').toBe(B);
  });
});

describe('what cannot be taken is said plainly, and nothing is changed', () => {
  test.each([
    [A, '请假', '没看懂是哪几天'],
    [A, '请假 上午', '请假按整天算'],
    [A, '请假 11月31日', '没有这一天'],
    [A, '请假 12月5日-12月1日', '结束的一天在开始之前'],
    [A, '请假 11月20日', '已经过去'],
    [A, '请假 11月25日-12月1日', '请发“请假 '],
    [A, '请假 12月1日-2027年3月30日', '一次最多请 60 天'],
    [A, '请假 余文岭 12月1日', '只能给自己请假'],
    [HEAD, '请假 余文岭 12月1日', '只能给自己请假'],
    [A, '请假 王不凡 12月1日', '名册里没有担任 A 岗、B 岗、负责人或调度员的王不凡'],
    ['dispatcher-1', '请假 王不凡', '名册里没有担任 A 岗、B 岗、负责人或调度员的王不凡'],
    [A, '请假 三天', '没看懂是哪几天'],
    [A, '销假', '没有请假'],
  ])('%s says %s', async (person, text, answer) => {
    expect(await bench.answers(person, text)).toContain(answer);
    expect((await bench.store.office()).leaves).toEqual({});
  });

  test('full-width and Chinese numerals are days like others', async () => {
    expect(await bench.answers(A, '请假 １２月１日－１２月２日')).toContain(
      '12月1日（周二）至12月2日（周三）',
    );
    expect(await bench.answers(B, '请假 十二月七日起三天')).toContain('12月7日（周一）至12月9日（周三）');
    expect(await bench.answers(A, '我的待办')).toContain('您已请假：12月1日（周二）至12月2日（周三）');
  });

  test('an owner who speaks of leave has a difficulty, not a leave', async () => {
    await bench.says('shangchao-1', '请假 的员工太多，请人社局帮忙招工', 'group');
    expect((await bench.store.office()).leaves).toEqual({});
  });
});
