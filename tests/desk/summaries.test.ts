/** Briefs as they arrive: each period once, late ones say so, and every figure can be checked. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, DAY, HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import type { Store } from '../../src/store/port.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { type Bench, GROUP, openBench } from './bench.ts';

/** A Tuesday, the brief of which is due at half past five. */
const MORNING = at('2026-11-24', '09:00');
const DUE = at('2026-11-24', '17:30');

let place: ReturnType<typeof scratch>;
let bench: Bench;
const data = (): string => join(place.dir, 'data');
const open = async (start: Instant, wrap?: (store: Store) => Store): Promise<void> => {
  bench = await openBench(data(), start, { wrap });
};
const restart = async (start: Instant, wrap?: (store: Store) => Store): Promise<void> => {
  await bench.end();
  await open(start, wrap);
};
beforeEach(() => {
  place = scratch();
});
afterEach(async () => {
  await bench.end();
  place.remove();
});

const briefs = (person: string, kind = '【日报】'): readonly string[] =>
  bench.told(person).filter((text) => text.startsWith(kind));
/** What was on record before the start has earlier briefs made up for, so the newest is the one looked at. */
const newest = (person: string): string => {
  const text = briefs(person).at(-1);
  if (text === undefined) throw new Error(`${person} got no brief`);
  return text;
};
const resolved =
  (when: Instant) =>
  (story: Story): Story =>
    next(story, 'liaison', COMMANDS.resolve, when);
const rated =
  (when: Instant) =>
  (story: Story): Story =>
    next(resolved(when - HOUR)(story), 'reporter', { type: 'confirm', rating: 'basic' }, when);
const withdrawn =
  (when: Instant) =>
  (story: Story): Story =>
    next(story, 'reporter', COMMANDS.withdraw, when);

/** Columns on a phone, a Chinese character counting two. */
function widthOf(line: string): number {
  return [...line].reduce((sum, character) => sum + (/[\x20-\x7e]/.test(character) ? 1 : 2), 0);
}

describe('the text', () => {
  test('the day, with what is worst and what waits for its reader first, the sum and the head last', async () => {
    await open(MORNING);
    await bench.has(at('2026-11-10', '10:00')); // due on the 17th
    await bench.has(at('2026-11-16', '10:00')); // due on the 23rd
    await bench.has(at('2026-11-18', '10:00')); // due on the 25th
    await bench.has(at('2026-11-19', '10:00'), resolved(at('2026-11-23', '10:00')));
    await bench.has(at('2026-11-20', '10:00'), rated(at('2026-11-24', '10:00')));
    await bench.has(at('2026-11-24', '10:00'), withdrawn(at('2026-11-24', '11:00')));
    await bench.has(at('2026-11-24', '12:00'));
    await bench.goesTo(DUE);
    const text = newest('dispatcher-1');
    const head = /台账 (\d+:[0-9a-f]+)$/.exec(text)?.[1] ?? '';
    expect(text).toBe(`【日报】11月24日（周二）
11月23日 17:30 至 11月24日 17:30

按期办结率 0/1，前一天 —（件少，不比）
超期 2 件，前一天末 1 件
最急：1　超 7 天　惠民桥样例商贸有限公司
　门口道路塌陷，货车进不来
　住房和城乡建设局 倪文泉 000-00001010
还有超期：2

在办 5（待企业评价 1）
超期 2　临期 1
新收 2　剔除 1
销号 1（未评价 0）

到期办结率　0/1
今年办结率　16.7%（1/6）
累计办结率　16.7%（1/6）
响应率　—
解决率　1/1
满意率　0.9/1

结转 5＋新收 2＝在办 5＋挂账 0＋销号 1＋剔除 1
剔除：撤回 1

哪几件：发“超期”“在办”；怎么算：发“口径”
台账 ${head}`);
    for (const line of text.split('\n')) expect(widthOf(line), line).toBeLessThanOrEqual(48);
  });

  test('the week says who is late and why, of departments by the roster and of enterprises', async () => {
    await open(at('2026-11-27', '09:00'));
    const due = at('2026-11-18', '10:00'); // due on the 25th
    await bench.has(due);
    await bench.has(due, resolved(at('2026-11-26', '10:00')));
    await bench.has(
      due,
      (story) => next(story, { person: 'power-a' }, COMMANDS.resolve, at('2026-11-23', '10:00')),
      { department: 'power' },
    );
    await bench.has(
      due,
      (story) =>
        next(
          next(story, { person: 'water-a' }, COMMANDS.resolve, at('2026-11-23', '10:00')),
          'reporter',
          { type: 'confirm', rating: 'dissatisfied' },
          at('2026-11-24', '10:00'),
        ),
      { department: 'water' },
    );
    await bench.goesTo(at('2026-11-27', '17:30'));
    const text = bench.told('leader-1').find((one) => one.startsWith('【周报】至11月27日')) ?? '';
    expect(text).toContain(`
部门分档：A 档 1 个
C 住房和城乡建设局　在办 2　按期 0/2
　超期 1；逾期办结 2
B 水利局　在办 0　按期 1/1
　企业不满意 4
有超期或不满意的企业
惠民桥样例商贸有限公司　在办 3　超期 1　不满意 1
`);
    expect(text.split('\n').length, 'half of what it was').toBeLessThanOrEqual(36);
  });

  test('what waits for a leader, how his orders stand, and emergencies', async () => {
    await open(at('2026-11-25', '09:00'));
    const when = at('2026-11-25', '10:00');
    await bench.has(when, (story) => next(story, 'liaison', COMMANDS.suspend, when + HOUR));
    await bench.has(when, (story) => next(story, 'leader', COMMANDS.instruct, when + HOUR));
    await bench.has(when, (story) =>
      next(
        next(story, 'leader', COMMANDS.supervise, when + HOUR),
        'liaison',
        COMMANDS.answerDuty,
        when + 2 * HOUR,
      ),
    );
    await bench.has(when, undefined, { urgent: true, text: '停电了' });
    await bench.goesTo(at('2026-11-27', '16:00'));
    const [text = ''] = (await bench.says('leader-1', '简报 本周')).map((one) => one.text);
    expect(text).toContain('\n紧急件在办：4\n等您：审批 1\n');
    expect(text).toContain('\n您的督办、批示，没回的：2\n');
    expect(text).toContain('\n您的督办、批示，已回的：3\n');
    const [other = ''] = (await bench.says('leader-2', '简报 本周')).map((one) => one.text);
    expect(other).toContain('\n等您：审批 1\n');
    expect(other, 'the orders of somebody else').not.toContain('督办、批示');
  });

  test('the head at its foot is one that verify accepts, and a forged one is not', async () => {
    await open(MORNING);
    await bench.has(MORNING);
    await bench.goesTo(DUE);
    const [, seq = '', hash = ''] = /台账 (\d+):([0-9a-f]{8,})$/.exec(newest('dispatcher-1')) ?? [];
    await bench.has(DUE + HOUR);
    await restart(DUE + DAY);
    await expect(verifyStore(data(), { seq: Number(seq), hash })).resolves.toMatchObject({ tickets: 2 });
    const forged = `${hash.startsWith('0') ? '1' : '0'}${hash.slice(1)}`;
    await expect(verifyStore(data(), { seq: Number(seq), hash: forged })).rejects.toThrow('不符');
  });

  test('a rate without a base is —', async () => {
    await open(MORNING);
    await bench.has(MORNING);
    await bench.goesTo(DUE);
    const text = newest('dispatcher-1');
    expect(text).toContain(
      '\n到期办结率　—\n今年办结率　0/1\n累计办结率　0/1\n响应率　—\n解决率　—\n满意率　—\n',
    );
  });

  test('of many overdue tickets the one that waits longest is told, the others by number', async () => {
    await open(MORNING);
    for (let n = 0; n < 9; n++) await bench.has(at('2026-11-02', '10:00') + n * DAY);
    await bench.goesTo(DUE);
    const text = newest('dispatcher-1');
    expect(text.match(/超 \d+ 天　/g)).toHaveLength(1);
    expect(text).toContain('\n最急：1　超 15 天　');
    expect(text).toContain('\n还有超期：2、3、4、5、6、7 等 8 件\n');
  });

  test('a day on which nothing happened is told in a sentence, with the head', async () => {
    await open(MORNING);
    await bench.goesTo(DUE);
    expect(newest('dispatcher-1')).toMatch(
      /17:30\n\n这期间没有新收、销号，也没有超期、临期。\n手上没有在办的件，有事随时报您。\n\n.*\n台账 \d+:[0-9a-f]{12}$/,
    );
  });

  test('so is a quiet day with work in hand', async () => {
    await open(MORNING);
    await bench.has(at('2026-11-23', '11:00'));
    await bench.has(at('2026-11-23', '10:00'), rated(at('2026-11-23', '16:00')));
    await bench.goesTo(DUE);
    expect(newest('dispatcher-1')).toContain('\n在办 1 件，都在办结时限内。\n累计办结率 1/2\n');
  });
});

describe('when', () => {
  test('the daily one goes to the dispatchers; on the last working day the weekly one follows, to the leaders too', async () => {
    await open(at('2026-11-27', '09:00'));
    await bench.has(at('2026-11-27', '10:00'));
    await bench.goesTo(at('2026-11-27', '17:30'));
    for (const id of ['dispatcher-1', 'dispatcher-2']) {
      expect(bench.told(id).map((text) => text.split('\n')[0])).toEqual([
        '【日报】11月27日（周五）',
        '【周报】至11月27日（周五）',
      ]);
    }
    for (const id of ['leader-1', 'leader-2']) {
      expect(bench.told(id).map((text) => text.split('\n', 2).join(' '))).toEqual([
        '【周报】至11月27日（周五） 11月20日 17:30 至 11月27日 17:30',
      ]);
    }
  });

  test('however often the pulse beats and the program starts, there is one', async () => {
    await open(MORNING);
    await bench.goesTo(DUE);
    await bench.goesTo(DUE);
    expect(briefs('dispatcher-1')).toHaveLength(1);
    for (const minutes of [1, 2]) {
      await restart(DUE + minutes * MINUTE);
      await bench.goesTo(DUE + minutes * MINUTE);
      expect(briefs('dispatcher-1')).toEqual([]);
    }
  });

  test('somebody binds in the very moment: it is made at the second look, once', async () => {
    let conflicts = 0;
    const meddling = (store: Store): Store => {
      const commit: Store['commit'] = async (build) => {
        const [cause, office] = [build(() => 0).cause, await store.office()];
        if (cause.startsWith('summary:daily') && conflicts++ === 0) {
          const left = { type: 'groupLeft', v: 1, at: DUE, group: `x/${office.version}` } as const;
          await store.commit(() => ({ at: DUE, cause: 'test:meddling', office: [left] }));
        }
        const result = await store.commit(build);
        if (cause.startsWith('summary:daily')) expect(result.ok).toBe(conflicts > 1);
        return result;
      };
      return new Proxy(store, {
        get: (target, name) => (name === 'commit' ? commit : Reflect.get(target, name).bind(target)),
      });
    };
    await open(MORNING, meddling);
    await bench.goesTo(DUE);
    expect(conflicts).toBe(2);
    expect(briefs('dispatcher-1')).toHaveLength(1);
  });

  test('the program dies on the way to it: it is made after the next start, and says that it is late', async () => {
    const dying = (store: Store): Store => {
      const commit: Store['commit'] = async (build) => {
        if (build(() => 0).cause.startsWith('summary:daily')) throw new Error('power cut');
        return store.commit(build);
      };
      return new Proxy(store, {
        get: (target, name) => (name === 'commit' ? commit : Reflect.get(target, name).bind(target)),
      });
    };
    await open(MORNING, dying);
    await bench.has(MORNING);
    await expect(bench.goesTo(DUE)).rejects.toThrow('power cut');
    await restart(DUE + 11 * MINUTE);
    await bench.goesTo(DUE + 11 * MINUTE);
    expect(briefs('dispatcher-1')).toHaveLength(1);
    expect(newest('dispatcher-1')).toContain('\n（应于 11月24日 17:30 发出，现补发）\n');
  });

  test('ten minutes late is not worth a word', async () => {
    await open(MORNING);
    await bench.has(MORNING);
    await restart(DUE + 10 * MINUTE);
    await bench.goesTo(DUE + 10 * MINUTE);
    expect(newest('dispatcher-1')).not.toContain('补发');
  });

  test('a late one tells how things stood when it was due, in the figures and in the names', async () => {
    await open(MORNING);
    await bench.has(at('2026-11-10', '10:00'), resolved(DUE + HOUR));
    await bench.has(DUE + HOUR);
    await restart(DUE + 2 * HOUR);
    await bench.goesTo(DUE + 2 * HOUR);
    expect(newest('dispatcher-1')).toContain('在办 1（待企业评价 0）\n超期 1　临期 0\n');
    expect(newest('dispatcher-1')).toContain('\n最急：1　超 7 天　惠民桥样例商贸有限公司\n');
  });

  test('the month comes once, on the first working day after it, and the year, also over restarts', async () => {
    const ofMonth = () => bench.told('leader-1').filter((text) => text.startsWith('【月报】'));
    const ofYear = () => bench.told('leader-1').filter((text) => text.startsWith('【年报】'));
    await open(at('2026-11-24', '09:00'));
    await bench.has(at('2026-11-24', '10:00'), rated(at('2026-11-25', '10:00')));
    await bench.goesTo(at('2026-11-30', '18:00'));
    expect(ofMonth(), 'October was before the first ticket').toEqual([]);
    await restart(at('2026-12-01', '10:00'));
    await bench.goesTo(at('2026-12-01', '10:00'));
    expect(ofMonth()).toHaveLength(1);
    expect(ofMonth()[0]).toMatch(
      /^【月报】11月\n（应于 12月1日 09:00 发出，现补发）\n\n按期办结率 —，10月 —/,
    );
    expect(ofMonth()[0]).toContain('新收 1');
    await restart(at('2026-12-02', '10:00'));
    await bench.goesTo(at('2026-12-31', '18:00'));
    expect(ofMonth(), 'not again').toEqual([]);
    // Off over New Year, and for weeks: neither is lost.
    await restart(at('2027-01-20', '10:00'));
    await bench.goesTo(at('2027-01-20', '10:00'));
    expect(ofMonth().map((text) => text.split('\n')[0])).toEqual(['【月报】2026年12月']);
    expect(ofYear().map((text) => text.split('\n')[0])).toEqual(['【年报】2026年']);
    await restart(at('2027-01-21', '10:00'));
    await bench.goesTo(at('2027-01-21', '18:00'));
    expect([...ofMonth(), ...ofYear()]).toEqual([]);
  });

  test('a stop over a long holiday does not cost the leaders the last week before it', async () => {
    await open(at('2026-09-30', '12:00'));
    await bench.has(at('2026-09-30', '12:00'));
    await restart(at('2026-10-08', '08:00'));
    await bench.goesTo(at('2026-10-08', '08:00'));
    expect(bench.told('leader-1').map((text) => text.split('\n')[0])).toEqual(['【周报】至9月30日（周三）']);
    expect(bench.told('leader-1')[0]).toContain('（应于 9月30日 17:30 发出，现补发）');
    expect(briefs('dispatcher-1')).toHaveLength(1);
  });

  test('at the turn of the year: the years are named, and what may still move says so', async () => {
    await open(at('2026-12-31', '09:00'));
    await bench.has(at('2026-12-28', '10:00')); // due on 4 January
    await bench.goesTo(at('2026-12-31', '17:30'));
    expect(newest('dispatcher-1')).toContain('临期 1\n');
    expect(briefs('leader-1', '【周报】'), 'New Year’s Day is a Friday').toHaveLength(1);
    const before = briefs('dispatcher-1').length;
    await bench.goesTo(at('2027-01-03', '23:59'));
    expect(briefs('dispatcher-1'), 'the office is closed').toHaveLength(before);
    await bench.goesTo(at('2027-01-04', '17:30'));
    expect(newest('dispatcher-1')).toMatch(/^【日报】1月4日（周一）\n2026年12月31日 17:30 至 1月4日 17:30\n/);
  });

  test('nobody finds a month of briefs on binding: whoever cannot be reached is left out', async () => {
    await open(MORNING);
    const account = 'ledger/leader-1';
    const closed = { type: 'reached', v: 1, at: MORNING, account, open: false } as const;
    await bench.store.commit(() => ({ at: MORNING, cause: 'test:blocked', office: [closed] }));
    await bench.has(MORNING);
    for (const day of ['2026-11-27', '2026-12-04']) await bench.goesTo(at(day, '17:30'));
    expect(briefs('leader-2', '【周报】')).toHaveLength(2);
    expect((await bench.store.outboxState()).held).toBe(0);
  });
});

describe('on demand', () => {
  beforeEach(async () => {
    await open(at('2026-11-26', '10:05'));
    await bench.has(at('2026-11-24', '10:00'));
    await bench.goesTo(at('2026-11-26', '10:05'));
  });

  test('a leader and a dispatcher get today, or the week, up to now', async () => {
    for (const id of ['leader-1', 'dispatcher-2']) {
      const [today] = await bench.says(id, '简报');
      expect(today?.text).toMatch(/^【简报】今天\n截至 11月26日 10:05\n\n[\s\S]*\n台账 \d+:[0-9a-f]{12}$/);
      const [week] = await bench.says(id, '简报 本周');
      expect(week?.text).toMatch(/^【简报】本周\n截至 11月26日 10:05\n/);
      expect(week?.text).toContain('新收 1');
      expect(week?.text).not.toContain('补发');
    }
  });

  test('asked in the group, it is answered in private', async () => {
    const said = await bench.says('leader-1', '简报', 'group');
    expect(said.map(({ chat, text }) => [chat, text.slice(0, 6)]).sort()).toEqual([
      ['leader-1', '【简报】今天'],
      [GROUP, '已私聊发给您'],
    ]);
  });

  test.each([
    ['shangchao-1', '惠民桥样例商贸有限公司'],
    ['housing-a', '住房和城乡建设局'],
    ['housing-head', '住房和城乡建设局'],
  ])(
    '%s gets what is theirs, and neither the head of the record nor what waits for leaders',
    async (id, whose) => {
      const said = await bench.says(id, '简报', 'group');
      const own = said.find(({ chat }) => chat === id)?.text ?? '';
      expect(own).toMatch(new RegExp(`^【简报】${whose} 今天\n`, 'u'));
      expect(own).not.toMatch(/台账|部门分档|等您/);
      for (const text of ['通报 11月 财政局', '财政局 本月', '通报 本月 部门', '星火 今年']) {
        expect(await bench.answers(id, text), text).not.toContain('【简报】');
      }
    },
  );

  test.each(['discipline-1', 'operator-1'])('%s is told politely that it is not for them', async (id) => {
    const said = await bench.says(id, '简报', 'group');
    expect(said.map(({ chat, text }) => `${chat}: ${text}`)).toEqual([
      `${id}: 这些数字只给双组长和调度员看；部门看本部门的，企业看本企业的。发“进度”看自己的件，发“帮助”看全部用法。`,
    ]);
  });
});
