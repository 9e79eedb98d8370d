/** The life of a ticket, told as given / when / then: what each step brings, and the limits of the contract. */
import { describe, expect, test } from 'vitest';
import { isLate } from '../../src/domain/deadline.ts';
import { wakeAt } from '../../src/domain/reminders.ts';
import type { TicketEvent } from '../../src/domain/ticket-events.ts';
import { at, DAY, HOUR, type Instant, instantInWords, MINUTE } from '../../src/domain/time.ts';
import {
  asked,
  begun,
  COMMANDS,
  flow,
  LATER,
  next,
  outcomeOf,
  roster,
  type Story,
  storyIn,
  T0,
  waitingFile,
  woken,
} from '../support/builders.ts';

const types = (story: Story) => story.events.map((event) => event.type);
const last = (story: Story): TicketEvent => story.events.at(-1)!;
const due = (story: Story, step: 'sign' | 'feedback' | 'resolve' | 'confirm' | 'dispatch') =>
  instantInWords(story.ticket.clocks[step]!.deadline.due);

describe('registering', () => {
  test('a clear matter is registered and assigned to the A 岗 at once, with all its clocks running', () => {
    const story = begun();
    expect(types(story)).toEqual(['registered', 'assigned']);
    expect(story.ticket).toMatchObject({
      state: 'assigned',
      department: 'housing',
      liaison: 'housing-a',
      assignedHow: 'auto',
      cycle: 1,
    });
    // 13710: sign within 1 day, first feedback within 3, resolve within 7.
    expect([due(story, 'sign'), due(story, 'feedback'), due(story, 'resolve')]).toEqual([
      '11月25日（周三）18:00',
      '11月27日（周五）18:00',
      '12月1日（周二）18:00',
    ]);
  });

  test('an unclear matter is put before the dispatcher for 30 office minutes', () => {
    const story = begun({ department: null });
    expect(types(story)).toEqual(['registered', 'queued']);
    expect(story.ticket).toMatchObject({ state: 'queued', department: null, liaison: null });
    expect(due(story, 'dispatch')).toBe('11月24日（周二）10:30');
    expect(story.ticket.facts.needsDispatcher).toBe(true);
  });

  test('asked for on Friday at 17:50, the dispatcher has until Monday 08:20', () => {
    expect(due(begun({ department: null }, at('2026-11-27', '17:50')), 'dispatch')).toBe(
      '11月30日（周一）08:20',
    );
  });
});

describe('signing', () => {
  test.each(['feedback', 'resolve'] as const)('%s on an unsigned ticket signs it too', (type) => {
    const story = next(begun(), 'liaison', COMMANDS[type], T0 + HOUR);
    expect(types(story).slice(2)).toEqual(['signed', type === 'feedback' ? 'fedBack' : 'resolved']);
    expect(story.ticket.facts.signedAt).toBe(T0 + HOUR);
    expect(story.ticket.clocks.sign?.stoppedAt).toBe(T0 + HOUR);
  });

  test('only the first feedback is timed', () => {
    const first = next(begun(), 'liaison', COMMANDS.feedback, T0 + HOUR);
    const second = next(first, 'liaison', COMMANDS.feedback, T0 + DAY);
    expect(second.ticket.facts.fedBackAt).toBe(T0 + HOUR);
  });

  test('the B 岗 may sign what lies with the A 岗; the clocks do not change by handing over', () => {
    expect(outcomeOf(asked(begun(), 'backup', COMMANDS.sign, LATER))).toBe('signed');
    const handed = next(begun(), 'liaison', COMMANDS.delegate, T0 + HOUR);
    expect(handed.ticket.liaison).toBe('housing-b');
    expect(handed.ticket.clocks).toEqual(begun().ticket.clocks);
  });
});

describe('transfers', () => {
  const transfer = (story: Story, to: string, when: Instant) =>
    next(
      story,
      { person: story.ticket.liaison! },
      { type: 'transfer', department: to, text: '不属本部门' },
      when,
    );

  test('the new department gets its own time to sign and to feed back; the resolve deadline stays', () => {
    const story = transfer(storyIn('working'), 'land', T0 + DAY);
    expect(story.ticket).toMatchObject({ state: 'assigned', department: 'land', liaison: 'land-a' });
    expect([due(story, 'sign'), due(story, 'feedback'), due(story, 'resolve')]).toEqual([
      '11月26日（周四）18:00',
      '11月30日（周一）18:00',
      '12月1日（周二）18:00',
    ]);
    expect(story.ticket.facts).toMatchObject({ signedAt: null, fedBackAt: null });
  });

  test(`after ${flow.transfer!.most} transfers the dispatcher settles it`, () => {
    let story = begun();
    const departments = ['land', 'water', 'finance', 'market'];
    for (let count = 1; count <= flow.transfer!.most; count++) {
      story = transfer(story, departments[count - 1]!, T0 + count * HOUR);
      expect(story.ticket, `transfer ${count} is still direct`).toMatchObject({
        state: 'assigned',
        transfers: count,
      });
    }
    story = transfer(story, 'market', T0 + 5 * HOUR);
    expect(story.events.at(-2)).toMatchObject({ type: 'queued', why: 'transfers', text: '不属本部门' });
    expect(last(story), 'and the co-leaders hear of it').toMatchObject({
      type: 'dutyGiven',
      kind: 'escalate',
    });
    expect(story.ticket).toMatchObject({ state: 'queued', department: null, liaison: null });
    expect(story.ticket.clocks.resolve?.stoppedAt, 'the enterprise keeps its deadline').toBeNull();
    expect(story.ticket.clocks.sign?.stoppedAt).toBe(T0 + 5 * HOUR);
  });

  test('the dispatcher assigning it is no transfer', () => {
    const story = next(storyIn('queued'), 'dispatcher', COMMANDS.assign, T0 + 10 * MINUTE);
    expect(story.ticket).toMatchObject({ department: 'water', assignedHow: 'dispatcher', transfers: 0 });
    expect(story.ticket.clocks.dispatch?.stoppedAt).toBe(T0 + 10 * MINUTE);
  });
});

describe('not solved', () => {
  const overturned = (story: Story, when: Instant) => next(story, 'reporter', COMMANDS.rework, when);

  test('the same person has it again, in a new cycle, and the 办结 no longer stands', () => {
    const story = overturned(storyIn('resolved'), LATER);
    expect(story.ticket).toMatchObject({ state: 'working', liaison: 'housing-a', cycle: 2 });
    expect(story.ticket.facts).toMatchObject({ resolvedAt: null, result: null, reworks: 1 });
    expect(story.ticket.clocks.confirm?.stoppedAt).toBe(LATER);
  });

  test('overturned at once, nothing is taken from the first deadline', () => {
    const before = storyIn('resolved').ticket.clocks.resolve!;
    const after = overturned(storyIn('resolved'), LATER).ticket.clocks.resolve!;
    expect(after.deadline).toEqual(before.deadline);
    expect(after.stoppedAt).toBeNull();
  });

  test('overturned late, the department has three days again', () => {
    const resolved = next(begun(), 'liaison', COMMANDS.resolve, at('2026-12-01', '17:00'));
    expect(due(overturned(resolved, at('2026-12-02', '09:00')), 'resolve')).toBe('12月7日（周一）18:00');
  });

  test(`after ${flow.rework.most!} reworks the dispatcher takes it in hand`, () => {
    let story = storyIn('resolved');
    for (let count = 1; count <= flow.rework.most!; count++) {
      story = overturned(story, T0 + count * DAY);
      expect(story.ticket.state, `rework ${count} goes back to the department`).toBe('working');
      story = next(story, 'liaison', COMMANDS.resolve, T0 + count * DAY + HOUR);
    }
    story = overturned(story, T0 + 4 * DAY);
    expect(types(story).slice(-3)).toEqual(['reworked', 'queued', 'dutyGiven']);
    expect(story.events.at(-2)).toMatchObject({ why: 'reworks', text: COMMANDS.rework.text });
    expect(last(story), 'and the co-leaders hear of it').toMatchObject({ kind: 'escalate' });
    expect(story.ticket).toMatchObject({ state: 'queued', liaison: null, cycle: 4 });
  });
});

describe('urging', () => {
  const urged = (story: Story, when: Instant) => next(story, 'reporter', COMMANDS.urge, when);
  const rings = (story: Story) => (last(story) as Extract<TicketEvent, { type: 'urged' }>).rings;

  test('twice within four office hours rings once, and both are counted', () => {
    const first = urged(storyIn('working'), at('2026-11-24', '16:00'));
    // 16:00–18:00 and 08:00–10:00 are four office hours; the night is none.
    const second = urged(first, at('2026-11-25', '09:59'));
    const third = urged(second, at('2026-11-25', '10:00'));
    expect([rings(first), rings(second), rings(third)]).toEqual([true, false, true]);
    expect(third.ticket.facts.urges).toBe(3);
  });

  test('an urge that rang nobody does not silence the next one', () => {
    const queued = urged(storyIn('queued'), T0 + MINUTE);
    expect(rings(queued), 'nobody is responsible yet').toBe(false);
    const assigned = next(queued, 'dispatcher', COMMANDS.assign, T0 + 10 * MINUTE);
    expect(rings(urged(assigned, T0 + 20 * MINUTE)), 'the liaison has not been urged yet').toBe(true);
  });

  test('a department that has just received it has not been urged yet', () => {
    const first = urged(storyIn('working'), T0 + 2 * HOUR);
    const moved = next(first, 'liaison', COMMANDS.transfer, T0 + 2 * HOUR + MINUTE);
    expect(rings(urged(moved, T0 + 2 * HOUR + 2 * MINUTE))).toBe(true);
  });
});

describe('what the clock alone brings', () => {
  test('nobody dispatches: the default department takes it at the deadline, not a moment before', () => {
    const story = storyIn('queued');
    const lapse = at('2026-11-24', '10:30');
    expect(woken(story, lapse - 1).ticket.state).toBe('queued');
    const lapsed = woken(story, lapse);
    expect(lapsed.ticket).toMatchObject({
      state: 'assigned',
      department: roster.defaultDepartment.id,
      liaison: roster.defaultDepartment.primary.id,
      assignedHow: 'default',
    });
    expect(last(lapsed).by).toBe('system');
  });

  test('nobody rates: closed as unrated after five working days, which is not satisfied', () => {
    const story = storyIn('resolved');
    const lapse = at('2026-12-02', '08:00');
    expect(due(story, 'confirm')).toBe('12月1日（周二）18:00');
    expect(woken(story, lapse - 1).ticket.state).toBe('resolved');
    const lapsed = woken(story, lapse);
    expect(lapsed.ticket.state).toBe('closed');
    expect(lapsed.ticket.facts).toMatchObject({ closedBy: 'silence', rating: null, closedAt: lapse });
  });

  test('a day-based deadline is late from the next midnight, an hour-based one right after its instant', () => {
    const { sign } = begun().ticket.clocks;
    expect(isLate(sign!.deadline, at('2026-11-25', '23:59'))).toBe(false);
    expect(isLate(sign!.deadline, at('2026-11-26', '00:00'))).toBe(true);
    const { dispatch } = storyIn('queued').ticket.clocks;
    expect(isLate(dispatch!.deadline, at('2026-11-24', '10:30'))).toBe(false);
    expect(isLate(dispatch!.deadline, at('2026-11-24', '10:30') + 1)).toBe(true);
  });
});

describe('the end', () => {
  test('the enterprise rates it: closed by the enterprise, with its rating', () => {
    const { ticket } = next(storyIn('resolved'), 'colleague', { type: 'confirm', rating: 'basic' }, LATER);
    expect(ticket.facts).toMatchObject({ closedBy: 'enterprise', rating: 'basic', closedAt: LATER });
    expect(wakeAt(ticket)).toBeNull();
  });

  test.each(['queued', 'assigned', 'working', 'waiting', 'suspended', 'resolved'] as const)(
    'withdrawn while %s: every clock stands still and nothing wakes it',
    (state) => {
      const { ticket } = next(storyIn(state), 'reporter', COMMANDS.withdraw, LATER);
      expect(ticket.facts.withdrawnAt).toBe(LATER);
      expect(Object.values(ticket.clocks).every((clock) => clock.stoppedAt !== null)).toBe(true);
      expect(wakeAt(ticket)).toBeNull();
    },
  );
});

describe('files', () => {
  const stored = { type: 'stored', sha256: 'ab'.repeat(32), mime: 'image/jpeg', size: 1000 } as const;

  test('a file that is settled stays as it is, whatever is reported later', () => {
    const story = begun({ files: [waitingFile('a')] });
    const had = next(story, 'system', { type: 'file', file: 'a', outcome: stored }, T0 + MINUTE);
    expect(had.ticket.files[0]).toMatchObject({ state: 'stored', nextTryAt: null });
    const again = { type: 'file', file: 'a', outcome: { type: 'missing', why: 'gone' } } as const;
    expect(outcomeOf(asked(had, 'system', again, T0 + HOUR))).toBe('nothing');
  });

  test('each try is counted and sets when the next one is due; even a closed ticket still gets its photo', () => {
    const nextTryAt = T0 + 3 * DAY;
    let story = next(
      begun({ files: [waitingFile('a')] }),
      'system',
      { type: 'file', file: 'a', outcome: { type: 'deferred', nextTryAt } },
      T0,
    );
    expect(story.ticket.files[0]).toMatchObject({ tries: 1, nextTryAt, state: 'waiting' });
    story = next(story, 'reporter', COMMANDS.withdraw, T0 + HOUR);
    expect(wakeAt(story.ticket)).toBe(nextTryAt);
    story = next(story, 'system', { type: 'file', file: 'a', outcome: stored }, nextTryAt);
    expect(wakeAt(story.ticket)).toBeNull();
  });

  test('a photo that cannot be had leaves a line in the story; a later try does not', () => {
    const story = begun({ files: [waitingFile('a')] });
    const gone = next(
      story,
      'system',
      { type: 'file', file: 'a', outcome: { type: 'missing', why: 'tooLarge' } },
      T0,
    );
    expect(gone.ticket.files[0]).toMatchObject({ state: 'missing', missing: 'tooLarge' });
    expect(gone.ticket.entries.at(-1)?.what).toBe('fileMissing');
  });
});

describe('a ledger being replayed', () => {
  const recorded = (department: string | null) =>
    begun({ enterprise: null, member: null, department }, T0, 'ledger');

  test('signing is never invented, and nothing is timed that the ledger does not say', () => {
    const assigned = next(recorded(null), 'ledger', COMMANDS.assign, T0 + 10 * MINUTE);
    expect(assigned.ticket).toMatchObject({ assignedHow: 'ledger', department: 'water' });
    expect(Object.keys(assigned.ticket.clocks).sort(), 'no time to sign or to feed back').toEqual([
      'dispatch',
      'resolve',
    ]);
    const resolved = next(assigned, 'ledger', COMMANDS.resolve, T0 + DAY);
    expect(types(resolved)).not.toContain('signed');
    expect(resolved.ticket.facts.signedAt).toBeNull();
    expect(last(resolved).by, 'the ledger does not say who').toBeNull();
  });

  test('the default department taking over a recorded ticket is not timed either', () => {
    const { clocks } = woken(recorded(null), T0 + HOUR).ticket;
    expect([clocks.sign, clocks.feedback]).toEqual([undefined, undefined]);
  });

  test('its transfers have happened: no reason is asked, and no limit sends them to the dispatcher', () => {
    let story = recorded('housing');
    for (const department of ['land', 'water', 'finance', 'market']) {
      story = next(story, 'ledger', { type: 'transfer', department, text: '' }, T0 + HOUR);
    }
    expect(story.ticket).toMatchObject({ department: 'market', state: 'assigned', transfers: 0 });
  });
});

test('a refusal and a decision change nothing themselves', () => {
  const story = storyIn('working');
  const before = structuredClone(story.ticket);
  asked(story, 'stranger', COMMANDS.resolve, LATER);
  asked(story, 'liaison', COMMANDS.resolve, LATER);
  expect(story.ticket).toEqual(before);
});
