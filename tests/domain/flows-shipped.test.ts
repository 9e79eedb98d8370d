/** The five flows that ship: their limits, what the law keeps a county from loosening, and their ladders. */
import { describe, expect, test } from 'vitest';
import type { Duration } from '../../src/domain/deadline.ts';
import { type FlowId, MAIN_STEPS, TRACKS } from '../../src/domain/flow.ts';
import { flowSchema } from '../../src/domain/flow-rules.ts';
import type { Rung } from '../../src/domain/ladder.ts';
import { summarise } from '../../src/domain/metrics.ts';
import { startClock, wakeAt } from '../../src/domain/reminders.ts';
import { at, DAY, HOUR, type Instant, instantInWords } from '../../src/domain/time.ts';
import { transitionsOf } from '../../src/domain/transitions.ts';
import { begun, COMMANDS, calendar, flows, next, roster, STATES, T0 } from '../support/builders.ts';

const short = (within: Duration | undefined) =>
  within ? `${within.amount} ${within.unit}${within.roll ? ' roll' : ''}` : '—';

test.each<[FlowId, readonly string[]]>([
  ['complaint', ['0.5 workhour', '1 day roll', '3 day roll', '7 day roll', '5 workday']],
  ['urgent', ['0.25 hour', '2 hour', '2 hour', '24 hour', '5 workday']],
  ['consult', ['0.5 workhour', '1 workday', '—', '2 workday', '5 workday']],
  ['arrears', ['0.5 workhour', '10 workday', '10 workday', '30 day roll', '5 workday']],
  ['report', ['—', '1 workday', '3 workday', '60 day roll', '5 workday']],
])('%s: dispatch, sign, feedback, resolve, confirm', (id, expected) => {
  expect(MAIN_STEPS.map((step) => short(flows[id].steps[step]?.within))).toEqual(expected);
});

/** The faults of a shipped flow with one setting changed (undefined: left out). */
function faults(id: FlowId, path: string, value: unknown): readonly string[] {
  const copy = structuredClone(flows[id]) as unknown as Record<string, unknown>;
  const keys = path.split('.');
  let place = copy;
  for (const key of keys.slice(0, -1)) place = place[key] as Record<string, unknown>;
  if (value === undefined) delete place[keys.at(-1)!];
  else place[keys.at(-1)!] = value;
  const issues = flowSchema.safeParse(copy).error?.issues ?? [];
  return issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}
const plain = (amount: number, unit: string) => ({ amount, unit });

describe('the law on debts cannot be loosened', () => {
  const LAW = '《保障中小企业款项支付条例》第二十五条规定';
  test.each<[string, unknown, string]>([
    ['steps.sign.within', plain(11, 'workday'), `${LAW} 10个工作日内转办，不能放宽。请改回或改短`],
    ['steps.dispatch.within', plain(11, 'workday'), `${LAW} 10个工作日内转办，不能放宽。请改回或改短`],
    ['steps.resolve.within', plain(31, 'day'), `${LAW} 30天（自然日）内出处理结果，不能放宽。请改回或改短`],
    ['rework.longest', plain(91, 'day'), `${LAW} 90天（自然日）内全部办完，不能放宽。请改回或改短`],
    ['rework.longest', undefined, `${LAW} 90天（自然日）内全部办完，不能放宽，请写上`],
    // 30 working days are six weeks; a month may have 31 days.
    ['steps.resolve.within', plain(30, 'workday'), 'unit: day，不超过 30'],
    ['steps.resolve.within', plain(1, 'month'), 'unit: day，不超过 30'],
    ['steps.sign.within', plain(1, 'month'), 'unit: workday，不超过 10'],
    ['steps.sign.within', plain(14, 'day'), 'unit: workday，不超过 10'],
    ['steps.sign.within', plain(241, 'hour'), 'unit: workday，不超过 10'],
  ])('%s %j', (path, value, words) => {
    const found = faults('arrears', path, value);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${path}: `);
    expect(found[0]).toContain(words);
  });

  test.each<[string, unknown]>([
    ['steps.sign.within', plain(5, 'workday')],
    ['steps.sign.within', plain(10, 'day')],
    ['steps.dispatch.within', plain(8, 'workhour')],
    ['steps.dispatch.within', plain(24, 'hour')],
    ['steps.resolve.within', plain(20, 'day')],
    ['rework.longest', plain(60, 'day')],
  ])('but quicker it may be: %s %j', (path, value) => {
    expect(faults('arrears', path, value)).toEqual([]);
  });

  test('nor does a pause, an extension or a suspension reach past the ninety days: see turns/longest.test.ts', () => {
    expect(flows.arrears.rework.longest).toEqual({ amount: 90, unit: 'day', roll: true });
  });

  test('no other kind is bound by it', () => {
    expect(faults('complaint', 'steps.resolve.within', plain(60, 'day'))).toEqual([]);
  });
});

describe('a decision on acceptance within the province’s fifteen days', () => {
  const LAW = '《山西省民营经济组织诉求办理工作办法》规定 15天（自然日）内决定是否受理，不能放宽';
  test.each(TRACKS)('%s cannot loosen it', (id) => {
    expect(faults(id, 'accept.within', plain(16, 'day'))).toEqual([`accept.within: ${LAW}。请改回或改短`]);
    for (const within of [plain(1, 'month'), plain(11, 'workday'), plain(361, 'hour')]) {
      const remedy = `accept.within: ${LAW}。请用 unit: day，不超过 15`;
      expect(faults(id, 'accept.within', within), JSON.stringify(within)).toEqual([remedy]);
    }
    for (const within of [plain(15, 'day'), plain(5, 'day'), plain(360, 'hour')]) {
      expect(faults(id, 'accept.within', within), JSON.stringify(within)).toEqual([]);
    }
  });
});

describe('a report has nothing that would do nothing, or tell anybody', () => {
  const { steps, extend, suspend, assist, order, escalate } = flows.complaint;
  const { dispatch } = steps;
  test.each<[string, unknown, string]>([
    ['steps.dispatch', dispatch, '举报件只交纪检联系人'],
    ['rework.most', 2, '举报件只交纪检联系人'],
    ['transfer', { most: 2 }, '举报件只交纪检联系人'],
    ['steps.sign.ladder.0.to', ['liaison', 'head'], '举报件只能提醒纪检联系人'],
    ['steps.resolve.ladder.0.to', ['leader'], '举报件只能提醒纪检联系人'],
    ['steps.feedback', undefined, '回执里要写明何时联系'],
    ['extend', extend, '举报件只交纪检联系人'],
    ['return', flows.complaint.return, '举报件只交纪检联系人'],
    ['suspend', suspend, '举报件只交纪检联系人'],
    ['assist', assist, '举报件只交纪检联系人'],
    ['order', order, '举报件只交纪检联系人'],
    ['escalate', escalate, '举报件只交纪检联系人'],
    ['ask.supply.ladder.0.to', ['dispatcher'], '举报件只能提醒纪检联系人'],
  ])('%s', (path, value, words) => {
    const found = faults('report', path, value);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${path}: ${words}`);
  });
});

describe('a rung before its step begins', () => {
  const rung = (when: object) => [{ name: 'one', to: ['liaison'], ...when }];
  const EARLY = '这次提醒早于这一步开始，请改近一些，或放宽时限';
  const LATE = '按天、按月计时的步骤，提醒请用 workdays 和 at 写';
  const FORM = 'workdays 和 at 一起写；或者只写 before，或者只写 after';
  const ahead = (amount: number, unit: string) => ({ before: { amount, unit } });
  const day = (workdays: number) => ({ workdays, at: '09:00' });

  test.each<[FlowId, string, object, string | undefined]>([
    ['urgent', 'sign', ahead(2, 'hour'), `before: ${EARLY}`],
    ['urgent', 'sign', ahead(2, 'workhour'), `before: ${EARLY}`],
    ['urgent', 'sign', ahead(1.9, 'hour'), undefined],
    ['urgent', 'resolve', day(-2), `workdays: ${EARLY}`],
    ['urgent', 'resolve', day(-1), undefined],
    ['complaint', 'dispatch', ahead(0.5, 'workhour'), `before: ${EARLY}`],
    // A night may lie between, so it is left out only when it would come too early.
    ['complaint', 'dispatch', ahead(2, 'hour'), undefined],
    ['consult', 'resolve', day(-3), `workdays: ${EARLY}`],
    ['consult', 'resolve', day(-2), undefined],
    ['complaint', 'feedback', day(-4), `workdays: ${EARLY}`],
    ['complaint', 'resolve', ahead(3, 'hour'), `before: ${LATE}`],
    ['complaint', 'resolve', { after: { amount: 3, unit: 'hour' } }, `after: ${LATE}`],
    ['complaint', 'resolve', { workdays: 0 }, FORM],
    ['urgent', 'resolve', { ...day(0), ...ahead(1, 'hour') }, FORM],
    ['urgent', 'resolve', {}, FORM],
  ])('%s, %s, %j', (id, step, when, expected) => {
    const path = `steps.${step}.ladder`;
    const found = faults(id, path, rung(when));
    const place = expected === FORM ? `${path}.0: ` : `${path}.0.`;
    expect(found).toEqual(expected === undefined ? [] : [`${place}${expected}`]);
  });

  const rungsFrom = (start: Instant, within: Duration, ladder: readonly Rung[]) =>
    startClock(start, within, ladder, calendar).rungs.map(
      ({ name, at: when }) => `${name} ${instantInWords(when)}`,
    );

  test('is left out when it turns out so on the day, and kept when a night lies between', () => {
    const ladder: readonly Rung[] = [
      { name: 'one', before: { amount: 2, unit: 'hour' }, to: ['dispatcher'] },
    ];
    const hour: Duration = { amount: 1, unit: 'workhour', roll: false };
    expect(rungsFrom(T0, hour, ladder)).toEqual([]);
    expect(rungsFrom(at('2026-11-24', '17:30'), hour, ladder)).toEqual(['one 11月25日（周三）06:30']);
  });

  test('hours are counted from the deadline: plain ones through the night, office ones not', () => {
    const to = ['liaison'] as const;
    const ladder: readonly Rung[] = [
      { name: 'ahead', before: { amount: 4, unit: 'hour' }, to },
      { name: 'office-ahead', before: { amount: 3, unit: 'workhour' }, to },
      { name: 'late', after: { amount: 12, unit: 'hour' }, to },
      { name: 'office-late', after: { amount: 6, unit: 'workhour' }, to },
      { name: 'next-day', workdays: 1, at: '09:00', to },
    ];
    // Due on Wednesday at 10:00; the office works 8:00—12:00 and 14:30—18:00.
    expect(rungsFrom(T0, { amount: 24, unit: 'hour', roll: false }, ladder)).toEqual([
      'office-ahead 11月24日（周二）17:00',
      'ahead 11月25日（周三）06:00',
      'late 11月25日（周三）22:00',
      'office-late 11月26日（周四）08:30',
      'next-day 11月26日（周四）09:00',
    ]);
  });
});

describe('how they are lived', () => {
  test('urgent: left alone on a Saturday night, somebody hears of it at every step until it is signed, the leaders within three hours', () => {
    const over = { flow: flows.urgent };
    let story = begun({ urgent: true, department: null }, at('2026-11-28', '22:00'), 'reporter', over);
    const heard: string[] = [];
    for (let wakes = 0; wakes < 20; wakes++) {
      const when = wakeAt(story.ticket);
      if (when === null) break;
      const before = story.events.length;
      story = next(story, 'system', COMMANDS.wake, when, over);
      for (const event of story.events.slice(before)) {
        if (event.type === 'reminded') {
          heard.push(`${instantInWords(when)} ${event.step}/${event.rung} ${event.to.join('+')}`);
        } else if (event.type === 'assigned') heard.push(`${instantInWords(when)} ${event.how}`);
      }
    }
    expect(heard).toEqual([
      '11月28日（周六）22:15 default',
      '11月28日（周六）22:30 sign/soon liaison+head',
      '11月28日（周六）22:45 sign/hub liaison+head+dispatcher',
      '11月28日（周六）23:45 sign/last-call liaison+head+dispatcher',
      '11月29日（周日）00:30 sign/overdue enterprise+liaison+head+dispatcher+leader',
      '11月29日（周日）04:15 sign/again-six head+dispatcher+leader',
      '11月29日（周日）10:15 sign/again-twelve head+dispatcher+leader',
      '11月29日（周日）18:00 resolve/ahead liaison',
      '11月29日（周日）22:15 sign/again-day head+dispatcher+leader',
      '11月29日（周日）23:00 resolve/overdue enterprise+liaison+head+dispatcher',
      '11月30日（周一）09:00 resolve/supervise enterprise+head+dispatcher+leader',
      '11月30日（周一）22:15 sign/again-second head+dispatcher+leader',
      '12月1日（周二）22:15 sign/again-third head+dispatcher+leader',
    ]);
  });

  test('consult: answered at once, it counts as signed and answered in time', () => {
    const over = { flow: flows.consult };
    const asked = begun({ kind: 'consult' }, T0, 'reporter', over);
    const { ticket, events } = next(asked, 'liaison', COMMANDS.resolve, T0 + HOUR, over);
    expect(events.map(({ type }) => type)).toEqual(['registered', 'assigned', 'signed', 'resolved']);
    const { rates } = summarise([ticket], { from: T0, before: T0 + 7 * DAY }, T0 + 7 * DAY);
    expect(rates.signedOnTime).toEqual({ numerator: 1, denominator: 1 });
    expect(rates.onTime).toEqual({ numerator: 1, denominator: 1 });
    expect(rates.response, 'no first feedback was asked for').toEqual({ numerator: 0, denominator: 0 });
  });

  test('arrears: no rework makes it longer than ninety days from the registration', () => {
    const over = { flow: flows.arrears };
    const dueAfterRework = (days: number): string => {
      const resolved = next(
        begun({ kind: 'arrears' }, T0, 'reporter', over),
        'liaison',
        COMMANDS.resolve,
        T0,
        over,
      );
      const again = next(resolved, 'reporter', COMMANDS.rework, T0 + days * DAY, over);
      const clock = again.ticket.clocks.resolve!;
      expect(clock.rungs.every(({ at: when }) => when > T0 + days * DAY)).toBe(true);
      return instantInWords(clock.deadline.due, T0);
    };
    // T0 is 24 November 2026; thirty days from it are 24 December, ninety 22 February 2027.
    expect(dueAfterRework(2), 'what was left of the first deadline').toBe('12月24日（周四）18:00');
    expect(dueAfterRework(40), 'ten working days').toBe('2027年1月15日（周五）18:00');
    expect(dueAfterRework(85)).toBe('2027年2月22日（周一）18:00');
    expect(dueAfterRework(100), 'it is late at once').toBe('2027年2月22日（周一）18:00');
  });
});

describe('the transitions drawn of a flow are those of the code', () => {
  const drawn = (id: FlowId) =>
    transitionsOf(flows[id], roster, calendar, T0).map(({ from, to, by }) => `${from} ${by} ${to}`);

  test('an ordinary ticket meets every state; too many hand-overs and reworks lead to the dispatcher', () => {
    const found = drawn('complaint');
    for (const state of STATES)
      expect(
        found.some((one) => one.endsWith(` ${state}`)),
        state,
      ).toBe(true);
    for (const one of [
      'null register queued',
      'null register assigned',
      'queued wake assigned',
      'assigned transfer queued',
      'working transfer queued',
      'working ask waiting',
      'waiting supplement working',
      'waiting wake working',
      'working grant suspended',
      'suspended resume working',
      'suspended wake working',
      'working grant assigned',
      'resolved rework queued',
      'resolved wake closed',
      'closed reopen working',
      'closed reopen queued',
      'rejected reopen queued',
    ]) {
      expect(found).toContain(one);
    }
    expect(
      found.filter((one) => /^(withdrawn|merged) /.test(one)),
      'over is over',
    ).toEqual([]);
    expect(
      found.filter((one) => /^(closed|rejected) (?!reopen)/.test(one)),
      'but for a reopening',
    ).toEqual([]);
  });

  test('a report never comes near a dispatcher or another department', () => {
    expect(drawn('report').join()).not.toMatch(/queued|transfer|assign |suspended|merge/);
  });

  test('what a flow does not have is not drawn', () => {
    for (const [turn, words] of [
      ['ask', /waiting/],
      ['suspend', /suspended/],
      ['accept', /reject/],
      ['reopen', /reopen/],
    ] as const) {
      const { [turn]: _, ...without } = flows.complaint;
      expect(drawn('complaint').join(), turn).toMatch(words);
      const found = transitionsOf(flowSchema.parse(without), roster, calendar, T0);
      expect(found.map(({ from, to, by }) => `${from} ${by} ${to}`).join(), turn).not.toMatch(words);
    }
  });

  test('with no hand-over allowed the first goes to the dispatcher', () => {
    const strict = flowSchema.parse({ ...flows.complaint, transfer: { most: 0 } });
    const found = transitionsOf(strict, roster, calendar, T0).filter(({ by }) => by === 'transfer');
    expect(found.map(({ from, to }) => `${from} ${to}`).sort()).toEqual([
      // While 退单 waits, and once it is settled, the dispatcher alone hands it on.
      'assigned assigned',
      'assigned queued',
      'waiting queued',
      'working assigned',
      'working queued',
    ]);
  });
});
