/** What must hold of every ticket, whatever people do to it and whenever. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolveTicket } from '../../src/domain/evolve.ts';
import { decide } from '../../src/domain/lifecycle.ts';
import { liveSteps, longestOf, nextStep, wakeAt } from '../../src/domain/reminders.ts';
import { isOver, type Ticket } from '../../src/domain/ticket.ts';
import type { TicketEvent } from '../../src/domain/ticket-events.ts';
import { type StepClock, TICKET_STATES } from '../../src/domain/ticket-parts.ts';
import { calendar, fold, roster } from '../support/builders.ts';
import { contextOn, type Journey, type JourneyStep, journey } from '../support/journeys.ts';

const RUNS = process.env.LONG ? 1000 : 150;

function holds(check: (one: Journey) => void, options = {}): void {
  fc.assert(fc.property(journey({ long: true, ...options }), check), { numRuns: RUNS });
}

function everyStep(check: (step: JourneyStep) => void): void {
  holds(({ steps }) => steps.forEach(check));
}

/** The drawing at the head of lifecycle.ts, arrow by arrow. */
const OUT = ['withdrawn', 'rejected', 'merged'] as const;
const ARROWS: Readonly<Record<Ticket['state'], readonly Ticket['state'][]>> = {
  queued: ['assigned', ...OUT],
  assigned: ['assigned', 'working', 'waiting', 'resolved', 'queued', ...OUT],
  working: ['assigned', 'waiting', 'suspended', 'resolved', 'queued', ...OUT],
  waiting: ['assigned', 'working', 'resolved', 'queued', 'withdrawn', 'merged'],
  suspended: ['working', 'resolved', 'withdrawn', 'merged'],
  // Straight to the dispatcher after too many reworks.
  resolved: ['working', 'queued', 'closed', 'withdrawn', 'merged'],
  closed: ['working', 'queued'],
  withdrawn: [],
  rejected: ['queued'],
  merged: [],
};

const EVENTS = Object.keys({
  registered: true,
  queued: true,
  assigned: true,
  delegated: true,
  reorganised: true,
  signed: true,
  fedBack: true,
  resolved: true,
  confirmed: true,
  ratedLate: true,
  lapsed: true,
  reworked: true,
  calledBack: true,
  surveyAnswered: true,
  reopened: true,
  asked: true,
  resumed: true,
  requested: true,
  granted: true,
  denied: true,
  dutyGiven: true,
  dutyAnswered: true,
  dutySentBack: true,
  planned: true,
  stepPaused: true,
  stepResumed: true,
  attributed: true,
  reclassified: true,
  rejected: true,
  merged: true,
  absorbed: true,
  split: true,
  acknowledged: true,
  recalculated: true,
  urged: true,
  supplemented: true,
  withdrawn: true,
  noted: true,
  undone: true,
  reminded: true,
  rungsSkipped: true,
  turnedLate: true,
  claimed: true,
  fileStored: true,
  fileDeferred: true,
  fileMissing: true,
} satisfies Record<TicketEvent['type'], true>);
/**
 * The calendar never changes in these journeys, no file is put off, only old journals skip a reminder, every ticket has its
 * enterprise, no kind of theirs has plans, and a way back has properties of its own (undo.test.ts, plans.test.ts).
 */
const NEVER_HERE = new Set([
  'recalculated',
  'fileDeferred',
  'rungsSkipped',
  'undone',
  'attributed',
  'reorganised',
  'planned',
  'stepPaused',
  'stepResumed',
]);

describe('the journeys reach everything (else the properties below prove little)', () => {
  test('every state and every event type occurs', () => {
    const seen = new Set<string>();
    for (const { story, steps } of fc.sample(journey({ long: true }), { numRuns: 1000, seed: 7 })) {
      for (const event of story.events) seen.add(event.type);
      for (const { after } of steps) seen.add(after.state);
    }
    const events = EVENTS.filter((type) => !NEVER_HERE.has(type));
    expect([...seen].sort()).toEqual([...new Set([...TICKET_STATES, ...events])].sort());
  });
});

describe('every ticket, always', () => {
  test('its version is the number of its events', () => {
    holds(({ story }) => {
      expect(story.ticket.version).toBe(story.events.length);
    });
  });

  test('moves only along the arrows of the contract', () => {
    everyStep(({ before, after, command }) => {
      if (before.state === after.state) return;
      expect(ARROWS[before.state], `${before.state} by ${command.type}`).toContain(after.state);
    });
  });

  test('while open, has exactly one next thing, with a time and somebody to do it (Promise 3)', () => {
    everyStep(({ after }) => {
      const next = nextStep(after);
      if (isOver(after)) {
        expect(next).toBeNull();
        return;
      }
      expect(next?.clock.deadline.due, `nothing is due for a ${after.state} ticket`).toBeGreaterThan(0);
      expect(next?.step).toBe(liveSteps(after).find((step) => after.clocks[step]?.stoppedAt === null));
      if (after.state === 'queued') expect(roster.dispatchers.length).toBeGreaterThan(0);
      else expect(after.liaison, `a ${after.state} ticket lies with nobody`).not.toBeNull();
    });
  });

  test('is never assigned to a person or department the roster does not know', () => {
    holds(({ story }) => {
      for (const event of story.events) {
        if (event.type === 'assigned') {
          expect(roster.department(event.department ?? '')?.primary.id).toBe(event.liaison);
        }
        if (event.type === 'delegated') expect(roster.person(event.liaison ?? '')).toBeDefined();
      }
    });
  });

  test('once over, changes no more, but for files on their way, an answer, a late rating, a note, and a reopening', () => {
    everyStep(({ before, after, decision }) => {
      if (!isOver(before) || !decision.ok) return;
      const [first] = decision.events;
      if (first?.type === 'reopened') return;
      for (const event of decision.events)
        expect(event.type).toMatch(/^(file|surveyAnswered|ratedLate|noted)/);
      expect(after.state).toBe(before.state);
      expect(after.clocks).toEqual(before.clocks);
      // What the enterprise says of it afterwards, and nothing else.
      const isTold = first?.type === 'surveyAnswered' || first?.type === 'ratedLate';
      const told = isTold ? { answers: null, rating: null, said: null } : {};
      expect({ ...after.facts, ...told }).toEqual({ ...before.facts, ...told });
    });
  });

  test('a refusal changes nothing, an acceptance records who and when', () => {
    everyStep(({ before, after, decision, at, actor }) => {
      if (!decision.ok) {
        expect(after).toBe(before);
        return;
      }
      const by = actor === 'ledger' ? null : typeof actor === 'string' ? actor : actor.person;
      for (const event of decision.events) expect(event).toMatchObject({ at, by, v: 1 });
    });
  });

  test('deciding is repeatable and leaves the ticket as it was', () => {
    everyStep(({ before, command, actor, at, decision }) => {
      const kept = structuredClone(before);
      expect(decide(before, command, contextOn(before, at, actor))).toEqual(decision);
      expect(before).toEqual(kept);
    });
  });

  test('folding the events again, even after they were written and read, gives the same ticket', () => {
    holds(({ story }) => {
      expect(fold(story.events)).toEqual(story.ticket);
      expect(fold(JSON.parse(JSON.stringify(story.events)) as TicketEvent[])).toEqual(story.ticket);
    });
  });

  test('the record is never older than what came before it, and never forgets', () => {
    everyStep(({ before, after }) => {
      expect(after.entries.slice(0, before.entries.length)).toEqual(before.entries);
      expect(after.files.slice(0, before.files.length).map((file) => file.id)).toEqual(
        before.files.map((file) => file.id),
      );
    });
  });
});

describe('clocks', () => {
  const clocksOf = (ticket: Ticket): readonly StepClock[] => Object.values(ticket.clocks);

  test('no deadline lies before its start, no reminder before it either', () => {
    everyStep(({ at, after }) => {
      const { flow } = contextOn(after, at, 'system');
      const last = longestOf(after, flow, calendar)?.due;
      for (const { startedAt, deadline, rungs } of clocksOf(after)) {
        // The last day of all may be over when work begins anew: then it is late at once.
        if (deadline.due !== last) expect(deadline.due).toBeGreaterThan(startedAt);
        expect(deadline.lateFrom).toBeGreaterThanOrEqual(deadline.due);
        for (const rung of rungs) expect(rung.at).toBeGreaterThan(startedAt);
        expect([...rungs].sort((a, b) => a.at - b.at)).toEqual(rungs);
      }
    });
  });

  test('a ticket that is over has no running clock', () => {
    everyStep(({ after }) => {
      if (!isOver(after)) return;
      expect(clocksOf(after).filter((clock) => clock.stoppedAt === null)).toEqual([]);
    });
  });

  test('a rework never leaves the department less time than it had', () => {
    everyStep(({ before, after, command, decision }) => {
      if (command.type !== 'rework' || !decision.ok) return;
      const [former, now] = [before.clocks.resolve!, after.clocks.resolve!];
      expect(now.deadline.due).toBeGreaterThanOrEqual(former.deadline.due);
      expect(now.stoppedAt).toBeNull();
    });
  });

  test('the deadline the enterprise was given moves when the record says so, and closer by 改类 alone', () => {
    everyStep(({ at, before, after, command, decision }) => {
      const moves = decision.ok && decision.events.some((event) => 'resolve' in event);
      if (decision.ok && decision.events.some(({ type }) => type === 'reclassified')) {
        const [former, now] = [before.clocks.resolve!.deadline, after.clocks.resolve!.deadline];
        // The last day of all that the law sets for the other kind may be over.
        const last = command.type === 'reclassify' && longestOf(after, command.flow, calendar);
        expect(now.due).toBeGreaterThanOrEqual(Math.min(former.due, at, last ? last.due : at));
        return;
      }
      const [former, now] = [before.clocks.resolve?.deadline, after.clocks.resolve?.deadline];
      if (moves) expect(now!.due).toBeGreaterThanOrEqual(former!.due);
      else expect(now).toEqual(former);
    });
  });

  test('it stands exactly while the enterprise is waited for, or the ticket is suspended', () => {
    everyStep(({ after: { state, pausedAt, pauses, facts } }) => {
      expect(pausedAt !== null, state).toBe(state === 'waiting' || state === 'suspended');
      expect(facts.suspendedAt !== null, state).toBe(state === 'suspended');
      expect(pauses.every(({ from, to }) => to !== null && to >= from)).toBe(true);
      expect([...pauses].sort((a, b) => a.from - b.from)).toEqual(pauses);
    });
  });

  test('a request has a clock while it waits, and none waits where nobody could settle it', () => {
    everyStep(({ after: { state, request, clocks } }) => {
      if (request === null) expect(clocks.decide?.stoppedAt, state).not.toBeNull();
      else {
        expect(['assigned', 'working']).toContain(state);
        expect(clocks.decide?.stoppedAt).toBeNull();
      }
    });
  });

  test('a duty runs as long as it is open, and no longer than the ticket is in somebody’s hands', () => {
    everyStep(({ after: { state, duties } }) => {
      for (const { endedAt, clock } of duties) expect(clock.stoppedAt).toBe(endedAt);
      if (state === 'resolved' || OUT.some((end) => end === state) || state === 'closed') {
        expect(duties.filter(({ endedAt }) => endedAt === null)).toEqual([]);
      }
    });
  });
});

describe('reminders', () => {
  test('no rung of a clock speaks twice, and none after a graver one of the same clock has spoken', () => {
    holds(({ steps }) => {
      const spoken = new Set<string>();
      for (const { before, after, decision } of steps) {
        if (!decision.ok) continue;
        for (const event of decision.events) {
          if (event.type !== 'reminded' && event.type !== 'rungsSkipped') continue;
          const clockOf = (ticket: Ticket) =>
            event.duty === undefined ? ticket.clocks[event.step] : ticket.duties[event.duty - 1]?.clock;
          const clock = clockOf(before)!;
          expect(event.passed, 'passed only grows').toBeGreaterThan(clock.passed);
          expect(clockOf(after)?.passed).toBe(event.passed);
          if (event.type === 'rungsSkipped') continue;
          // Of another kind, it has another deadline from the same beginning, and that one's reminders.
          const key = `${event.step}/${event.duty}/${clock.startedAt}/${event.rung}/${before.cycle}/${before.flow}`;
          expect(spoken, `${key} was said twice`).not.toContain(key);
          spoken.add(key);
        }
      }
    });
  });

  test('one wake brings one reminder of each clock, skips none, and then none is due at that instant', () => {
    everyStep(({ command, decision, after, at }) => {
      if (command.type !== 'wake' || !decision.ok) return;
      const reminded = decision.events.filter((event) => event.type === 'reminded');
      const clocks = reminded.map(({ step, duty }) => `${step}/${duty ?? ''}`);
      expect(new Set(clocks).size).toBe(clocks.length);
      // A lapse is news of its own; the reminder, if one is due, follows it.
      if (reminded.length === 0) return;
      const beside = decision.events.filter(({ type }) => type !== 'turnedLate');
      expect(beside.every(({ type }) => type === 'reminded')).toBe(true);
      const again = decide(after, { type: 'wake' }, contextOn(after, at, 'system'));
      expect(again, 'the second wake at the same instant brings nothing').toEqual({ ok: true, events: [] });
    });
  });

  test('a wake at wakeAt gets the ticket further: it cannot ring for ever at one instant', () => {
    everyStep(({ after }) => {
      const ticket = { ...after, files: [] };
      const wake = wakeAt(ticket);
      if (wake === null) return;
      const decision = decide(ticket, { type: 'wake' }, contextOn(ticket, wake, 'system'));
      expect(decision.ok && decision.events.length).toBeGreaterThan(0);
      if (!decision.ok) return;
      const later = wakeAt(decision.events.reduce<Ticket>(evolveTicket, ticket));
      if (later !== null) expect(later).toBeGreaterThan(wake);
    });
  });

  test('left alone, every open ticket comes to rest within 40 wakes', () => {
    holds(({ story, end }) => {
      let { ticket } = story;
      let now = end;
      for (let wakes = 0; wakes <= 40; wakes++) {
        const wake = wakeAt({ ...ticket, files: [] });
        if (wake === null) return;
        now = Math.max(now, wake);
        const decision = decide(ticket, { type: 'wake' }, contextOn(ticket, now, 'system'));
        if (decision.ok) ticket = decision.events.reduce<Ticket>(evolveTicket, ticket);
      }
      throw new Error(`still wakes after 40 times: ${ticket.state}, ${JSON.stringify(ticket.clocks)}`);
    });
  });
});

test('a confidential ticket is never queued, never with a department, whatever is tried', () => {
  holds(
    ({ steps }) => {
      for (const { after } of steps) {
        expect(after.state).not.toBe('queued');
        expect(after.department).toBeNull();
        expect(roster.discipline.map((one) => one.id)).toContain(after.liaison);
      }
    },
    { confidential: true },
  );
});
