/** 停表: asking the enterprise stops the clock, and the deadline moves by what it stood, to the closing, not a day more. */
import { describe, expect, test } from 'vitest';
import { isLate } from '../../../src/domain/deadline.ts';
import type { Flow } from '../../../src/domain/flow.ts';
import { flowSchema } from '../../../src/domain/flow-rules.ts';
import { liveSteps, nextStep, wakeAt } from '../../../src/domain/reminders.ts';
import { at, DAY, HOUR, type Instant, instantInWords, MINUTE, toIso } from '../../../src/domain/time.ts';
import {
  asked,
  begun,
  COMMANDS,
  flow,
  flows,
  next,
  outcomeOf,
  reported,
  type Story,
  storyIn,
  T0,
  woken,
} from '../../support/builders.ts';

/** `11-24 10:00` of 2026. */
const on = (text: string): Instant => at(`2026-${text.slice(0, 5)}`, text.slice(6));
const dueOf = (story: Story): string =>
  toIso(story.ticket.clocks.resolve!.deadline.due).slice(5, 16).replace('T', ' ');

/** 办结 counted in office hours, as a county may set it. */
const hourly = flowSchema.parse({
  ...flows.consult,
  ask: { ...flows.consult.ask, most: 10 },
  steps: {
    ...flows.consult.steps,
    resolve: { within: { amount: 10, unit: 'workhour' } },
  },
});

/** A ticket begun at `start`, signed at once, that waited for the enterprise at these times. */
function waited(under: Flow, start: Instant, ...times: readonly (readonly [Instant, Instant])[]): Story {
  const over = { flow: under };
  let story = next(begun({}, start, 'reporter', over), 'liaison', COMMANDS.sign, start, over);
  for (const [from, to] of times) {
    story = next(story, 'liaison', COMMANDS.ask, from, over);
    story = next(story, 'reporter', COMMANDS.supplement, to, over);
  }
  return story;
}

describe('the deadline moves by what the clock stood, by its own calendar', () => {
  // Begun on Tuesday 24 November at 10:00: seven days end on 1 December, two working days on the 26th, ten office
  // hours on the 25th at 15:00.
  test.each<[string, string, string, string, string, string]>([
    // what, asked, answered, 7 days, 2 working days, 10 office hours
    ['one morning', '11-24 10:30', '11-24 12:00', '12-01 18:00', '11-26 18:00', '11-25 16:30'],
    ['over lunch', '11-24 12:00', '11-24 14:30', '12-01 18:00', '11-26 18:00', '11-25 15:00'],
    ['an evening, outside hours', '11-24 18:30', '11-24 23:00', '12-01 18:00', '11-26 18:00', '11-25 15:00'],
    ['a night', '11-24 18:30', '11-25 07:30', '12-02 18:00', '11-26 18:00', '11-25 15:00'],
    ['two whole days', '11-24 10:30', '11-26 10:30', '12-03 18:00', '11-30 18:00', '11-27 15:00'],
    ['a weekend from Thursday on', '11-24 11:00', '11-30 11:00', '12-07 18:00', '12-02 18:00', '12-01 15:00'],
    ['no time at all', '11-24 11:00', '11-24 11:00', '12-01 18:00', '11-26 18:00', '11-25 15:00'],
  ])('%s', (_, from, to, ...expected) => {
    const dues = [flow, flows.consult, hourly].map((under) => dueOf(waited(under, T0, [on(from), on(to)])));
    expect(dues).toEqual(expected);
  });

  test('over a weekend: none of its days is a working day, both are days', () => {
    const thursday = on('11-26 10:00');
    const weekend = [on('11-27 19:00'), on('11-29 20:00')] as const;
    expect(dueOf(waited(flows.consult, thursday, weekend))).toBe('11-30 18:00');
    expect(dueOf(waited(flow, thursday)), 'seven days from Thursday').toBe('12-03 18:00');
    // Two midnights, to Saturday 5 December, and so to Monday.
    expect(dueOf(waited(flow, thursday, weekend))).toBe('12-07 18:00');
  });

  test('over National Day nothing is lost of working time', () => {
    const eve = on('09-30 10:00');
    const holiday = [on('10-01 09:00'), on('10-07 20:00')] as const;
    expect(dueOf(waited(flows.consult, eve, holiday))).toBe(dueOf(waited(flows.consult, eve)));
    expect(dueOf(waited(hourly, eve, holiday))).toBe(dueOf(waited(hourly, eve)));
  });

  test('to the millisecond where hours are counted: seconds are kept, two pauses in one minute both count', () => {
    const from = on('11-24 11:00');
    const once = waited(hourly, T0, [from, from + 59_999]);
    expect(once.ticket.clocks.resolve!.deadline.due).toBe(on('11-25 15:00') + 59_999);
    const twice = waited(hourly, T0, [from, from + 1_001], [from + 2_000, from + 5_500]);
    expect(twice.ticket.clocks.resolve!.deadline.due).toBe(on('11-25 15:00') + 1_001 + 3_500);
  });

  test('two pauses move it by both, and the way it was reckoned names both', () => {
    const story = waited(
      flow,
      T0,
      [on('11-25 09:00'), on('11-26 09:00')],
      [on('11-27 09:00'), on('11-28 09:00')],
    );
    expect(dueOf(story)).toBe('12-03 18:00');
    expect(story.ticket.clocks.resolve!.deadline.explanation.pauses).toHaveLength(2);
    expect(story.ticket.pauses).toEqual([
      { from: on('11-25 09:00'), to: on('11-26 09:00') },
      { from: on('11-27 09:00'), to: on('11-28 09:00') },
    ]);
  });

  test('asked after the deadline it stays as it was: a late ticket does not become punctual', () => {
    const late = waited(flow, T0, [on('12-03 09:00'), on('12-05 09:00')]);
    expect(dueOf(late)).toBe('12-01 18:00');
    expect(isLate(late.ticket.clocks.resolve!.deadline, on('12-05 09:00'))).toBe(true);
  });

  test('asked in the last hour, the last day begins again when the answer comes', () => {
    expect(dueOf(waited(flow, T0, [on('12-01 23:00'), on('12-04 08:00')]))).toBe('12-04 18:00');
  });
});

describe('while it stands', () => {
  const waiting = storyIn('waiting');

  test('the enterprise has the next step, and no reminder of the department’s rings', () => {
    expect(nextStep(waiting.ticket)?.step).toBe('supply');
    expect(liveSteps(waiting.ticket)).toEqual(['supply']);
    let story = waiting;
    const heard: string[] = [];
    for (let wakes = 0; wakes < 10 && story.ticket.state === 'waiting'; wakes++) {
      const before = story.events.length;
      const when = wakeAt(story.ticket)!;
      story = woken(story, when);
      heard.push(...story.events.slice(before).map((event) => `${instantInWords(when)} ${event.type}`));
    }
    expect(heard).toEqual(['11月27日（周五）10:00 reminded', '12月2日（周三）08:00 resumed']);
    expect(story.events.at(-1)).toMatchObject({ type: 'resumed', why: 'unanswered', by: 'system' });
    // Asked on the 24th, eight midnights ago.
    expect(dueOf(story)).toBe('12-09 18:00');
  });

  test('the deadline that was promised is what is shown until the clock goes on', () => {
    expect(waiting.ticket.clocks.resolve?.deadline).toEqual(
      storyIn('working').ticket.clocks.resolve?.deadline,
    );
    expect(waiting.ticket.pausedAt).toBe(T0 + 4 * HOUR);
  });

  test('what the enterprise’s side adds sets it going; what the department adds does not', () => {
    const add = (who: 'reporter' | 'colleague' | 'liaison' | 'dispatcher') =>
      outcomeOf(asked(waiting, who, COMMANDS.supplement, T0 + DAY));
    expect([add('reporter'), add('colleague')]).toEqual(['supplemented+resumed', 'supplemented+resumed']);
    expect([add('liaison'), add('dispatcher')]).toEqual(['supplemented', 'supplemented']);
  });

  test('whatever is done to it sets it going first, and what is over stands for good', () => {
    const passedOn = next(waiting, 'liaison', COMMANDS.transfer, T0 + DAY + 4 * HOUR);
    expect(passedOn.ticket).toMatchObject({ state: 'assigned', department: 'land', pausedAt: null });
    expect(dueOf(passedOn), 'one midnight').toBe('12-02 18:00');
    const byLedger = next(waiting, 'ledger', COMMANDS.transfer, T0 + DAY + 4 * HOUR);
    expect(byLedger.ticket).toMatchObject({ state: 'assigned', department: 'land', pausedAt: null });
    const done = next(waiting, 'liaison', COMMANDS.resolve, T0 + DAY + 4 * HOUR);
    expect(done.ticket).toMatchObject({ state: 'resolved', pausedAt: null });
    expect(dueOf(done)).toBe('12-02 18:00');
    const gone = next(waiting, 'reporter', COMMANDS.withdraw, T0 + DAY);
    expect(gone.ticket.pausedAt).toBeNull();
    expect(wakeAt(gone.ticket)).toBeNull();
  });

  test('the liaison need not wait any longer', () => {
    const story = next(waiting, 'liaison', COMMANDS.resume, T0 + 5 * HOUR);
    expect(story.ticket.state).toBe('working');
    expect(story.events.at(-1)).toMatchObject({ type: 'resumed', why: 'needless' });
    expect(dueOf(story)).toBe('12-01 18:00');
  });
});

describe('so often, so long, and not instead of an answer', () => {
  test(`${flow.ask!.most} times for one ticket; the next is refused, with the number`, () => {
    const twice = waited(flow, T0, [T0 + HOUR, T0 + 2 * HOUR], [T0 + 3 * HOUR, T0 + 4 * HOUR]);
    expect(asked(twice, 'liaison', COMMANDS.ask, T0 + 5 * HOUR)).toEqual({
      ok: false,
      refusal: { code: 'tooMuch', state: 'working', limit: 2 },
    });
    const overturned = next(
      next(twice, 'liaison', COMMANDS.resolve, T0 + DAY),
      'reporter',
      COMMANDS.rework,
      T0 + 2 * DAY,
    );
    expect(
      outcomeOf(asked(overturned, 'liaison', COMMANDS.ask, T0 + 3 * DAY)),
      'a rework gives no more',
    ).toBe('tooMuch');
  });

  test('asking before the first word is the first word, and is signed on the way', () => {
    const story = next(begun(), 'liaison', COMMANDS.ask, T0 + HOUR);
    expect(story.ticket.facts).toMatchObject({ signedAt: T0 + HOUR, fedBackAt: T0 + HOUR, asks: 1 });
    expect(story.ticket.clocks.feedback?.stoppedAt).toBe(T0 + HOUR);
    const back = next(story, 'reporter', COMMANDS.supplement, T0 + DAY);
    expect(liveSteps(back.ticket)).toEqual(['resolve']);
  });

  test('not while a request of the department waits to be settled', () => {
    const pending = next(storyIn('working'), 'liaison', COMMANDS.extend, T0 + 2 * HOUR);
    expect(outcomeOf(asked(pending, 'liaison', COMMANDS.ask, T0 + 3 * HOUR))).toBe('pending');
  });

  test('an urgent ticket never stands', () => {
    const urgent = { flow: flows.urgent };
    const story = begun({ urgent: true }, T0, 'reporter', urgent);
    expect(outcomeOf(asked(story, 'liaison', COMMANDS.ask, T0 + MINUTE, urgent))).toBe('notInFlow');
  });

  test('a report waits for whoever made it, and nobody else sets it going', () => {
    const over = { flow: flows.report };
    const story = next(reported(), 'discipline', COMMANDS.ask, T0 + HOUR, over);
    expect(outcomeOf(asked(story, 'colleague', COMMANDS.supplement, T0 + DAY, over))).toBe('notYours');
    expect(outcomeOf(asked(story, 'reporter', COMMANDS.supplement, T0 + DAY, over))).toBe(
      'supplemented+resumed',
    );
  });
});

describe('reminders after a pause', () => {
  const rungs = (story: Story) =>
    story.ticket.clocks.resolve!.rungs.map(({ name, at: when }) => `${name} ${instantInWords(when)}`);

  test('follow the deadline; what rang before does not ring again', () => {
    const fedBack = next(storyIn('working'), 'liaison', COMMANDS.feedback, T0 + 2 * HOUR);
    const reminded = woken(fedBack, on('11-27 09:00'));
    const waiting = next(reminded, 'liaison', COMMANDS.ask, on('11-27 10:00'));
    const back = next(waiting, 'reporter', COMMANDS.supplement, on('12-01 10:00'));
    // Four midnights: due on Saturday 5 December, so on Monday 7.
    expect(rungs(back)).toEqual([
      'ahead 11月27日（周五）09:00',
      'due-today 12月7日（周一）09:00',
      'overdue 12月8日（周二）09:00',
      'supervise 12月14日（周一）09:00',
    ]);
    expect(back.ticket.clocks.resolve?.passed).toBe(1);
    expect(wakeAt(back.ticket)).toBe(on('12-07 09:00'));
  });
});

describe('pauses and a rework', () => {
  test('the deadline a pause moved is what the rework leaves at least; a pause after it counts as well', () => {
    const paused = waited(flow, T0, [on('11-25 10:00'), on('12-01 10:00')]);
    expect(dueOf(paused), 'six midnights').toBe('12-07 18:00');
    const resolved = next(paused, 'liaison', COMMANDS.resolve, on('12-01 11:00'));
    const again = next(resolved, 'reporter', COMMANDS.rework, on('12-01 12:00'));
    expect(dueOf(again)).toBe('12-07 18:00');
    const asking = next(again, 'liaison', COMMANDS.ask, on('12-02 10:00'));
    const back = next(asking, 'reporter', COMMANDS.supplement, on('12-03 10:00'));
    expect(dueOf(back), 'one midnight more').toBe('12-08 18:00');
  });

  test('with fresh time, only a pause after it counts', () => {
    const paused = waited(flow, T0, [on('11-25 10:00'), on('11-26 10:00')]);
    const resolved = next(paused, 'liaison', COMMANDS.resolve, on('12-02 11:00'));
    const again = next(resolved, 'reporter', COMMANDS.rework, on('12-03 12:00'));
    expect(dueOf(again), 'three days from Thursday are Sunday, so Monday').toBe('12-07 18:00');
    const asking = next(again, 'liaison', COMMANDS.ask, on('12-04 10:00'));
    const back = next(asking, 'reporter', COMMANDS.supplement, on('12-05 10:00'));
    expect(dueOf(back), 'Monday it was going to be; one day more is still Monday').toBe('12-07 18:00');
  });
});
