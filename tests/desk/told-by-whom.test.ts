/** True sentences: whoever is told of what somebody else did is told who it was. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noticesOf } from '../../src/desk/notices/notices.ts';
import { evolveTicket } from '../../src/domain/evolve.ts';
import { type Command, decide } from '../../src/domain/lifecycle.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { TicketEvent } from '../../src/domain/ticket-events.ts';
import { type Instant, MINUTE } from '../../src/domain/time.ts';
import { PEOPLE, roster, viewAt } from '../support/builders.ts';
import { contextOn, journey } from '../support/journeys.ts';

const RUNS = process.env.LONG ? 3000 : 800;
/** What tells of an act; cards, tasks, files and copies tell how things stand. */
const TELLING = new Set(['news', 'dispatch', 'request', 'duty', 'rate', 'reminder']);
/** Whose matter it is is asked of the hub anew. */
const ASKED_ANEW = /，请指定/u;
/** 顶格推进 that came by itself with 没解决 once too often: nobody has asked for it. */
const CAME_ITSELF = /queued\+dutyGiven (?:duty|news)$/u;
/** What comes back to a liaison begins with who says that it is not solved. */
const COMES_BACK = new Set(['reworked', 'reopened']);
/** Every act that somebody else is told of. */
const ACTS = [
  ...['absorbed', 'asked', 'assigned', 'attributed', 'calledBack', 'claimed', 'confirmed', 'denied'],
  ...['dutyAnswered', 'dutyGiven', 'dutySentBack', 'fedBack', 'granted', 'merged', 'queued', 'ratedLate'],
  ...['reclassified', 'rejected', 'reopened', 'requested', 'resolved', 'resumed', 'reworked', 'signed'],
  ...['split', 'supplemented', 'surveyAnswered', 'undone', 'urged', 'withdrawn'],
];

test('every notice told of another person’s act names the actor', () => {
  const nameless = new Map<string, string>();
  const tried = new Set<string>();
  function look(before: Ticket, after: Ticket, events: readonly TicketEvent[], person: string, at: Instant) {
    const name = roster.person(person)?.name;
    if (name === undefined) return;
    for (const { to, kind, text = '' } of noticesOf(before, after, events, viewAt(at), new Set())) {
      if (!('person' in to) || to.person === person) continue;
      const acts = events.map(({ type }) => type).join('+');
      const what = `${acts} ${kind}`;
      const isBack = kind === 'task' && events.some(({ type }) => COMES_BACK.has(type));
      if (isBack && to.person === after.liaison) {
        const [head = ''] = text.split('\n');
        tried.add(`${acts} task`);
        if (!head.includes(name) && !after.confidential) nameless.set(what, head);
      }
      if (!TELLING.has(kind)) continue;
      for (const { type } of events) tried.add(type);
      if (!text.includes(name) && !ASKED_ANEW.test(text) && !CAME_ITSELF.test(what)) nameless.set(what, text);
    }
  }
  function tryOut(ticket: Ticket, command: Command, person: string, at: Instant): void {
    const decision = decide(ticket, command, contextOn(ticket, at, { person }));
    if (!decision.ok) return;
    look(ticket, decision.events.reduce<Ticket>(evolveTicket, ticket), decision.events, person, at);
  }

  fc.assert(
    fc.property(journey({ long: true }), ({ steps }) => {
      for (const { before, after, at, actor, decision } of steps) {
        if (typeof actor === 'string' || !decision.ok) continue;
        look(before, after, decision.events, actor.person, at);
        tryOut(after, { type: 'undo' }, actor.person, at + MINUTE);
        const other = { type: 'attribute', enterprise: 'zhiyuan', member: 'zhiyuan-1' } as const;
        tryOut(after, other, PEOPLE.dispatcher.person, at + MINUTE);
      }
    }),
    { numRuns: RUNS, seed: 20_261_211 },
  );
  expect(Object.fromEntries(nameless)).toEqual({});
  expect([...tried].filter((one) => !one.endsWith(' task')).sort()).toEqual([...ACTS].sort());
  for (const back of ['reworked', 'reopened']) expect(tried).toContain(`${back} task`);
});
