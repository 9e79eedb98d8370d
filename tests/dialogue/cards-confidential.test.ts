/** A report about an official: nothing of it in any group, nothing to anybody but reporter and discipline. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noticesOf } from '../../src/desk/notices/notices.ts';
import { task, taskButtons } from '../../src/dialogue/cards.ts';
import { HOUR } from '../../src/domain/time.ts';
import { COMMANDS, next, PEOPLE, reported, roster, T0, viewAt } from '../support/builders.ts';
import { journey } from '../support/journeys.ts';

const TRUSTED = new Set<string>([PEOPLE.reporter.person, ...roster.discipline.map(({ id }) => id)]);

test('whatever happens to it, every message goes in private to its reporter or to discipline', () => {
  let sent = 0;
  fc.assert(
    fc.property(journey({ confidential: true }), ({ story, steps }) => {
      const first = story.events.slice(0, 2);
      const begin = steps[0]?.before ?? story.ticket;
      const all = [
        ...noticesOf(undefined, begin, first, viewAt(begin.facts.registeredAt), new Set()),
        ...steps.flatMap(({ before, after, decision, at }) =>
          decision.ok ? noticesOf(before, after, decision.events, viewAt(at), new Set()) : [],
        ),
      ];
      for (const { to, kind, text } of all) {
        const whom = 'person' in to ? to.person : `the group ${to.chat}`;
        expect([...TRUSTED], `${kind} to ${whom}: ${text}`).toContain(whom);
        sent++;
      }
    }),
    { numRuns: 150 },
  );
  expect(sent, 'the journeys send messages at all').toBeGreaterThan(300);
});

describe('the task of the discipline contact', () => {
  const view = viewAt(T0 + HOUR);

  test('says that it is confidential, and names no department as responsible', () => {
    const text = task(reported().ticket, view);
    expect(text).toContain('内容保密，仅纪检联系人可见，请勿转发');
    expect(text).not.toContain('责任部门');
  });

  test('cannot be handed to anybody by a button, in any state', () => {
    const signed = next(reported(), 'discipline', COMMANDS.sign, T0 + HOUR);
    const fedBack = next(signed, 'discipline', COMMANDS.feedback, T0 + HOUR);
    for (const { ticket } of [reported(), signed, fedBack]) {
      const verbs = taskButtons(ticket, view)
        .flat()
        .map(({ data }) => data.split('|')[1]);
      expect(verbs.length).toBeGreaterThan(0);
      for (const verb of verbs) expect(['sign', 'feedback', 'resolve', 'more']).toContain(verb);
    }
  });
});
