/** 协办、督办、批示、顶格推进: each with its own deadline and its own answer, and over with the ticket at the latest. */
import { describe, expect, test } from 'vitest';
import { flowSchema } from '../../../src/domain/flow-rules.ts';
import type { Command } from '../../../src/domain/lifecycle.ts';
import { wakeAt } from '../../../src/domain/reminders.ts';
import { at, DAY, HOUR, type Instant, instantInWords } from '../../../src/domain/time.ts';
import {
  asked,
  begun,
  COMMANDS,
  flow,
  flows,
  next,
  outcomeOf,
  PEOPLE,
  reported,
  type Story,
  storyIn,
  T0,
  type Who,
  woken,
} from '../../support/builders.ts';

const working = storyIn('working');
const given = (
  who: Who,
  type: 'assist' | 'supervise' | 'instruct' | 'escalate',
  story = working,
  when = T0 + 2 * HOUR,
) => next(story, who, COMMANDS[type], when);
const assisted = given('liaison', 'assist');
const answerDuty = (over: Partial<typeof COMMANDS.answerDuty> = {}): Command => ({
  ...COMMANDS.answerDuty,
  ...over,
});
const lastDuty = (story: Story) => story.ticket.duties.at(-1)!;
/** What rings until `before`, and for whom. */
function heard(story: Story, before: Instant): readonly string[] {
  const lines: string[] = [];
  let now = story;
  for (let wakes = 0; wakes < 30; wakes++) {
    const when = wakeAt(now.ticket);
    if (when === null || when >= before) break;
    const known = now.events.length;
    now = woken(now, when);
    for (const event of now.events.slice(known)) {
      if (event.type !== 'reminded' || event.duty === undefined) continue;
      lines.push(`${instantInWords(when)} ${event.duty} ${event.step}/${event.rung} ${event.to.join('+')}`);
    }
  }
  return lines;
}

describe('协办', () => {
  test('the department in charge stays in charge; the other has three working days of its own', () => {
    expect(assisted.ticket).toMatchObject({ state: 'working', department: 'housing', liaison: 'housing-a' });
    expect(lastDuty(assisted)).toMatchObject({
      id: 1,
      kind: 'assist',
      by: 'housing-a',
      department: 'water',
      liaison: 'water-a',
      answer: null,
      endedAt: null,
    });
    expect(instantInWords(lastDuty(assisted).clock.deadline.due)).toBe('11月27日（周五）18:00');
  });

  test('its liaison is reminded on the day, its head the day after, whatever the ticket itself says', () => {
    expect(heard(assisted, at('2026-12-01', '00:00'))).toEqual([
      '11月27日（周五）09:00 1 assist/due-today liaison',
      '11月30日（周一）09:00 1 assist/overdue liaison+head',
    ]);
  });

  test('a stage answer is kept and leaves the clock running; the last word ends it', () => {
    const stage = next(assisted, 'assistant', answerDuty({ final: false, text: '已到现场' }), T0 + DAY);
    expect(lastDuty(stage)).toMatchObject({ answer: '已到现场', endedAt: null });
    expect(lastDuty(stage).clock.stoppedAt).toBeNull();
    const done = next(stage, 'assistantHead', answerDuty(), T0 + 2 * DAY);
    expect(lastDuty(done)).toMatchObject({ answer: COMMANDS.answerDuty.text, endedAt: T0 + 2 * DAY });
    expect(heard(done, at('2026-12-01', '00:00'))).toEqual([]);
    expect(outcomeOf(asked(done, 'assistant', answerDuty(), T0 + 3 * DAY))).toBe('alreadyDone');
  });

  test('not the department in charge itself, not twice at a time, none that does not exist', () => {
    const ask = (department: string, story = assisted) =>
      outcomeOf(asked(story, 'liaison', { ...COMMANDS.assist, department }, T0 + 3 * HOUR));
    expect([ask('housing'), ask('water'), ask('moon'), ask('land')]).toEqual([
      'sameDepartment',
      'sameDepartment',
      'departmentUnknown',
      'dutyGiven',
    ]);
    const done = next(assisted, 'assistant', answerDuty(), T0 + DAY);
    expect(ask('water', done), 'when it has answered it may be asked again').toBe('dutyGiven');
  });

  test('whoever takes the ticket over has nothing left to assist with', () => {
    const moved = next(assisted, 'liaison', { ...COMMANDS.transfer, department: 'water' }, T0 + 3 * HOUR);
    expect(lastDuty(moved).endedAt).toBe(T0 + 3 * HOUR);
    const elsewhere = next(assisted, 'liaison', COMMANDS.transfer, T0 + 3 * HOUR);
    expect(lastDuty(elsewhere).endedAt, 'others go on').toBeNull();
  });

  test('it goes on while the enterprise is waited for, and its deadline is its own', () => {
    const waiting = next(assisted, 'liaison', COMMANDS.ask, T0 + 3 * HOUR);
    const back = next(waiting, 'reporter', COMMANDS.supplement, T0 + 3 * DAY);
    expect(lastDuty(back).clock).toEqual(lastDuty(assisted).clock);
    expect(outcomeOf(asked(waiting, 'assistant', answerDuty(), T0 + DAY))).toBe('dutyAnswered');
  });
});

describe('督办 and 批示', () => {
  test.each([
    ['dispatcher', 'supervise'],
    ['leader', 'supervise'],
    ['leader', 'instruct'],
  ] as const)('%s: %s is answered by the department in charge, in words that are kept', (who, type) => {
    const ordered = given(who, type);
    expect(lastDuty(ordered)).toMatchObject({ kind: type, by: (PEOPLE[who] as { person: string }).person });
    expect(heard(ordered, at('2026-12-01', '00:00'))).toEqual([
      '11月27日（周五）09:00 1 order/due-today liaison+head',
      '11月30日（周一）09:00 1 order/overdue head+dispatcher',
    ]);
    const answered = next(ordered, 'head', answerDuty({ text: '明天开工' }), T0 + DAY);
    expect(answered.ticket.entries.at(-1)).toMatchObject({
      what: 'dutyAnswered',
      text: '明天开工',
      by: 'housing-head',
    });
    expect(lastDuty(answered).endedAt).toBe(T0 + DAY);
  });

  test('the answer needs words', () => {
    expect(
      outcomeOf(asked(given('leader', 'instruct'), 'liaison', answerDuty({ text: '　' }), T0 + DAY)),
    ).toBe('textMissing');
  });

  test('solved before it was answered, the result is the answer; what was said before stays', () => {
    const silent = next(given('leader', 'instruct'), 'liaison', COMMANDS.resolve, T0 + DAY);
    expect(lastDuty(silent)).toMatchObject({ answer: COMMANDS.resolve.text, endedAt: T0 + DAY });
    const stage = next(
      given('leader', 'instruct'),
      'liaison',
      answerDuty({ final: false, text: '材料已到' }),
      T0 + DAY,
    );
    const solved = next(stage, 'liaison', COMMANDS.resolve, T0 + 2 * DAY);
    expect(lastDuty(solved).answer).toBe('材料已到');
  });

  test('passed on, the next department answers for it', () => {
    const moved = next(given('leader', 'supervise'), 'liaison', COMMANDS.transfer, T0 + 3 * HOUR);
    expect(outcomeOf(asked(moved, 'liaison', answerDuty(), T0 + DAY))).toBe('notYours');
    expect(outcomeOf(asked(moved, 'otherHead', answerDuty(), T0 + DAY))).toBe('dutyAnswered');
  });
});

describe('顶格推进', () => {
  test('by the dispatcher’s decision: the co-leaders have ten days, and are reminded with the hub', () => {
    const story = given('dispatcher', 'escalate');
    expect(instantInWords(lastDuty(story).clock.deadline.due)).toBe('12月4日（周五）18:00');
    expect(heard(story, at('2026-12-12', '00:00'))).toEqual([
      '12月2日（周三）09:00 1 escalate/ahead leader+dispatcher',
      '12月7日（周一）09:00 1 escalate/overdue leader+dispatcher',
    ]);
    expect(outcomeOf(asked(story, 'dispatcher', COMMANDS.escalate, T0 + 3 * HOUR))).toBe('alreadyDone');
  });

  test('settled by a leader’s word, or by a 批示', () => {
    const open = given('dispatcher', 'escalate');
    const settled = next(open, 'leader', answerDuty({ text: '由住建牵头' }), T0 + DAY);
    expect(lastDuty(settled)).toMatchObject({ answer: '由住建牵头', endedAt: T0 + DAY });
    const instructed = next(open, 'leader', COMMANDS.instruct, T0 + DAY);
    expect(instructed.ticket.duties.map(({ kind, endedAt }) => [kind, endedAt])).toEqual([
      ['escalate', T0 + DAY],
      ['instruct', null],
    ]);
    expect(
      outcomeOf(asked(instructed, 'dispatcher', COMMANDS.escalate, T0 + 2 * DAY)),
      'and again later',
    ).toBe('dutyGiven');
  });

  test('by itself after too many hand-overs, once', () => {
    let story = begun();
    for (const department of ['land', 'water', 'market']) {
      story = next(story, { person: story.ticket.liaison! }, { ...COMMANDS.transfer, department }, T0 + HOUR);
    }
    expect(story.ticket).toMatchObject({ state: 'queued', queuedFor: 'transfers' });
    expect(lastDuty(story)).toMatchObject({ kind: 'escalate', endedAt: null });
    expect(outcomeOf(asked(story, 'leader', answerDuty(), T0 + DAY)), 'while it waits for the hub').toBe(
      'dutyAnswered',
    );
  });

  test('by itself after too many reworks or reopenings, unless it is under way', () => {
    let story = storyIn('resolved');
    for (let count = 1; count <= flow.rework.most!; count++) {
      story = next(story, 'reporter', COMMANDS.rework, T0 + count * DAY);
      story = next(story, 'liaison', COMMANDS.resolve, T0 + count * DAY + HOUR);
    }
    expect(story.ticket.duties).toEqual([]);
    const again = next(story, 'reporter', COMMANDS.rework, T0 + 4 * DAY);
    expect(again.ticket).toMatchObject({ state: 'queued', queuedFor: 'reworks' });
    expect(lastDuty(again)).toMatchObject({ kind: 'escalate', text: COMMANDS.rework.text });
    const closed = next(story, 'reporter', COMMANDS.confirm, T0 + 4 * DAY);
    const reopened = next(closed, 'reporter', COMMANDS.reopen, T0 + 5 * DAY);
    expect(reopened.ticket).toMatchObject({ state: 'queued', queuedFor: 'reworks' });
    expect(lastDuty(reopened)).toMatchObject({ kind: 'escalate', text: COMMANDS.reopen.text });
  });

  test('not by itself where the county wants the dispatcher to decide', () => {
    const over = {
      flow: flowSchema.parse({
        ...flow,
        rework: { ...flow.rework, most: 0 },
        escalate: { ...flow.escalate, on: [] },
      }),
    };
    const story = next(storyIn('resolved'), 'reporter', COMMANDS.rework, T0 + DAY, over);
    expect(story.ticket).toMatchObject({ state: 'queued', duties: [] });
  });
});

describe('the end of a duty', () => {
  test.each(['liaison resolve', 'reporter withdraw', 'dispatcher reject', 'dispatcher merge'])(
    '%s ends all that is open',
    (what) => {
      const [who, type] = what.split(' ') as [Who, 'resolve' | 'withdraw' | 'reject' | 'merge'];
      const both = given('dispatcher', 'escalate', given('leader', 'supervise', assisted));
      const { ticket } = next(both, who, COMMANDS[type], T0 + DAY);
      expect(ticket.duties.map(({ endedAt, clock }) => [endedAt, clock.stoppedAt])).toEqual(
        [1, 2, 3].map(() => [T0 + DAY, T0 + DAY]),
      );
    },
  );

  test('a rework does not raise it again; a new one has the next number', () => {
    const resolved = next(assisted, 'liaison', COMMANDS.resolve, T0 + DAY);
    const again = next(resolved, 'reporter', COMMANDS.rework, T0 + 2 * DAY);
    expect(outcomeOf(asked(again, 'assistant', answerDuty(), T0 + 2 * DAY))).toBe('alreadyDone');
    const twice = given('liaison', 'assist', again, T0 + 2 * DAY);
    expect(twice.ticket.duties.map(({ id, endedAt }) => [id, endedAt === null])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(outcomeOf(asked(twice, 'assistant', answerDuty({ duty: 2 }), T0 + 3 * DAY))).toBe('dutyAnswered');
  });

  test('a number that is none', () => {
    for (const duty of [0, 2, -1, Number.NaN]) {
      expect(outcomeOf(asked(assisted, 'assistant', answerDuty({ duty }), T0 + DAY)), String(duty)).toBe(
        'dutyUnknown',
      );
    }
  });
});

describe('知悉', () => {
  const late = woken(storyIn('assigned'), at('2026-11-26', '09:00'));
  const note = (rung = 'overdue', step: 'sign' | 'resolve' = 'sign'): Command => ({
    type: 'acknowledge',
    step,
    rung,
  });

  test('once for each notice and each person, and only of what was sent', () => {
    const noted = next(late, 'head', note(), at('2026-11-26', '10:00'));
    expect(noted.ticket.entries.at(-1)).toMatchObject({
      what: 'acknowledged',
      step: 'sign',
      rung: 'overdue',
      by: 'housing-head',
    });
    const again = (who: Who) => outcomeOf(asked(noted, who, note(), at('2026-11-26', '11:00')));
    expect([again('head'), again('liaison')]).toEqual(['alreadyDone', 'acknowledged']);
    expect(outcomeOf(asked(late, 'head', note('due-today'), at('2026-11-26', '10:00')))).toBe('wrongState');
    expect(outcomeOf(asked(late, 'head', note('overdue', 'resolve'), at('2026-11-26', '10:00')))).toBe(
      'wrongState',
    );
  });

  test('it stops no clock: the next rung rings', () => {
    const noted = next(late, 'liaison', note(), at('2026-11-26', '10:00'));
    expect(noted.ticket.clocks).toEqual(late.ticket.clocks);
    expect(wakeAt(noted.ticket)).toBe(wakeAt(late.ticket));
  });

  test('a notice of the next cycle is taken note of anew', () => {
    const over = at('2026-12-02', '09:00');
    const noticed = next(woken(storyIn('working'), over), 'head', note('overdue', 'resolve'), over + HOUR);
    const resolved = next(noticed, 'liaison', COMMANDS.resolve, over + 2 * HOUR);
    const again = next(resolved, 'reporter', COMMANDS.rework, over + 3 * HOUR);
    const late2 = woken(again, at('2026-12-08', '09:00'));
    expect(outcomeOf(asked(late2, 'head', note('overdue', 'resolve'), at('2026-12-08', '10:00')))).toBe(
      'acknowledged',
    );
  });
});

test('a report about an official has none of these', () => {
  const story = next(reported(), 'discipline', COMMANDS.sign, T0 + HOUR);
  for (const type of ['assist', 'supervise', 'instruct', 'escalate'] as const) {
    for (const who of ['reporter', 'discipline', 'dispatcher', 'leader', 'liaison'] as const) {
      expect(
        outcomeOf(asked(story, who, COMMANDS[type], T0 + DAY, { flow: flows.report })),
        `${type} by ${who}`,
      ).toBe('notYours');
    }
  }
});
