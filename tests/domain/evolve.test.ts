/** The fold: events that do not begin a ticket, or begin it twice, are damage; the rest never fails. */
import { describe, expect, test } from 'vitest';
import { evolveTicket } from '../../src/domain/evolve.ts';
import type { TicketEvent } from '../../src/domain/ticket-events.ts';
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import { begun, COMMANDS, fold, next, storyIn, T0, waitingFile } from '../support/builders.ts';

describe('a damaged record is named, not guessed at', () => {
  test('an event before its ticket was registered', () => {
    const [, assigned] = begun().events;
    expect(() => evolveTicket(undefined, assigned!)).toThrow(/assigned before its ticket was registered/);
  });

  test('a ticket registered twice', () => {
    const [registered] = begun().events;
    expect(() => fold([registered!, registered!])).toThrow(/ticket 23 is registered twice/);
  });
});

test('an event for a step or a file the ticket does not have changes nothing but the version', () => {
  const { ticket } = begun();
  const reminded: TicketEvent = {
    ...{ type: 'rungsSkipped', v: 1, at: T0, by: 'system' },
    step: 'confirm',
    passed: 3,
  };
  expect(evolveTicket(ticket, reminded)).toEqual({ ...ticket, version: ticket.version + 1 });
  const stored: TicketEvent = {
    ...{ type: 'fileMissing', v: 1, at: T0, by: 'system' },
    file: 'no-such-file',
    why: 'gone',
  };
  expect(evolveTicket(ticket, stored).files).toEqual(ticket.files);
});

describe('the story people read', () => {
  test('has a line for what people did, with their words', () => {
    let story = next(begun(), 'liaison', COMMANDS.feedback, T0 + HOUR);
    story = next(story, 'liaison', COMMANDS.delegate, T0 + 2 * HOUR);
    story = next(story, 'reporter', { ...COMMANDS.urge, text: '等不及了' }, T0 + 3 * HOUR);
    expect(story.ticket.entries.map(({ what, text }) => (text ? `${what}: ${text}` : what))).toEqual([
      'registered',
      'assigned',
      'signed',
      `fedBack: ${COMMANDS.feedback.text}`,
      'delegated',
      'urged: 等不及了',
    ]);
  });

  test('says who and when, in order', () => {
    const { entries } = storyIn('closed').ticket;
    expect(entries.map(({ by }) => by)).toEqual([
      'shangchao-1',
      'shangchao-1',
      'housing-a',
      'housing-a',
      'shangchao-1',
    ]);
    expect(entries.map((entry) => entry.at)).toEqual([T0, T0, T0 + HOUR, T0 + 4 * HOUR, T0 + 5 * HOUR]);
  });

  test('has none for bookkeeping: files fetched, reminders that old journals skipped', () => {
    const story = begun({ files: [waitingFile('a')] });
    const stored = { type: 'stored', sha256: 'ab'.repeat(32), mime: 'image/jpeg', size: 1 } as const;
    const fetched = next(story, 'system', { type: 'file', file: 'a', outcome: stored }, T0 + MINUTE);
    expect(fetched.ticket.entries).toEqual(story.ticket.entries);
    const skipped: TicketEvent = {
      ...{ type: 'rungsSkipped', v: 1, at: T0, by: 'system' },
      step: 'sign',
      passed: 2,
    };
    const after = evolveTicket(begun().ticket, skipped);
    expect(after.clocks.sign?.passed).toBe(2);
    expect(after.entries).toEqual(begun().ticket.entries);
  });

  test('keeps the names of the files that came with words', () => {
    const files = [waitingFile('p1'), waitingFile('p2')];
    const { ticket } = next(begun(), 'reporter', { ...COMMANDS.supplement, files }, T0 + HOUR);
    expect(ticket.entries.at(-1)?.files).toEqual(['p1', 'p2']);
    expect(ticket.files.map((file) => file.id)).toEqual(['p1', 'p2']);
  });
});

test('the words of the enterprise are kept as they were, also when its message is edited', () => {
  const edited = { ...COMMANDS.supplement, text: '改过的说法', edit: true };
  const { ticket } = next(begun(), 'reporter', edited, T0 + MINUTE);
  expect(ticket.text).toBe('门口道路塌陷，货车进不来');
  expect(ticket.entries.at(-1)).toMatchObject({ what: 'supplemented', text: '改过的说法' });
});
