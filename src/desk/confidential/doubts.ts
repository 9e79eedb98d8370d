/**
 * What may be a report about an official waits until the speaker says what it is, or for a day: then it is one. It is
 * kept with the dialogues, so a stop of the program changes nothing.
 */
import { createHash } from 'node:crypto';
import type { Incoming } from '../../channels/port.ts';
import { decide } from '../../domain/lifecycle.ts';
import type { TicketFile } from '../../domain/ticket-parts.ts';
import type { Instant } from '../../domain/time.ts';
import { doubtKey } from '../../store/port.ts';
import type { Outcome } from '../case.ts';
import { contextOf, transactionOf } from '../commit.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { type DialogueOf, onlyIf } from '../dialogue.ts';
import { asNow } from '../dialogue-before.ts';

/** Adding to a report is tried this often when something else changes it meanwhile. */
const LOOKS = 5;

export interface Doubt extends Omit<DialogueOf<'doubt'>, 'awaiting'> {
  readonly key: string;
}

/** As it stands in a button. */
export function doubtId(message: Incoming): string {
  return createHash('sha256').update(message.key).digest('hex').slice(0, 16);
}

export function keyOfDoubt(person: string, message: Incoming): string {
  return doubtKey(person, doubtId(message));
}

/** As it is kept. */
export function stored({ key, ...doubt }: Doubt): { key: string; state: DialogueOf<'doubt'> } {
  return { key, state: { ...doubt, awaiting: 'doubt' } };
}

/** All that wait, of one person or of everybody, the oldest first. */
export async function doubtsOf(person: string | null, { store }: DeskParts): Promise<readonly Doubt[]> {
  const known = await store.doubts();
  return known
    .filter(({ key }) => person === null || key.startsWith(doubtKey(person, '')))
    .flatMap(({ key, state }): readonly Doubt[] => {
      const doubt = onlyIf(asNow(state), 'doubt');
      return doubt ? [{ ...doubt, key }] : [];
    })
    .sort((a, b) => a.since - b.since);
}

/** It is a report: what becomes of it. Null when what it was to be added to cannot be added to any more. */
export async function confirmed(doubt: Doubt, at: Instant, parts: DeskParts): Promise<Outcome> {
  const { registration, person, addTo } = doubt;
  const actor = { person };
  const doubts = [{ key: doubt.key, state: null, was: doubt.since }];
  const ticket = addTo === null ? undefined : await parts.store.ticket(addTo);
  if (ticket) {
    const { text, files } = registration;
    const context = contextOf(parts, ticket.flow, await parts.store.office(), actor, at);
    const added = decide(ticket, { type: 'supplement', text, files, edit: false }, context);
    if (added.ok) return { doubts, changes: [{ ticket, events: added.events }] };
  }
  return { doubts, register: { registration, actor } };
}

/** Registers those whose time is up. The earliest end of the others stands in the store's `nextWake`. */
export async function bringDoubts(now: Instant, parts: DeskParts): Promise<void> {
  for (const doubt of await doubtsOf(null, parts)) {
    if (doubt.expiresAt > now) continue;
    for (let look = 1; look <= LOOKS; look++) {
      const office = await parts.store.office();
      const outcome = await confirmed(doubt, now, parts);
      const result = await parts.store.commit((take) =>
        transactionOf(outcome, { name: doubt.key, office }, viewAt(parts, now), parts, take),
      );
      if (result.ok) parts.onCommit();
      // The speaker has just decided.
      if (result.ok || result.conflict === `dialogue/${doubt.key}`) break;
    }
  }
}

/** Words and files that were sent after, put to what waits. */
export function extended(doubt: Doubt, words: string, files: readonly TicketFile[], said: Incoming): Doubt {
  const { registration, message } = doubt;
  const text = [registration.text, words].filter((one) => one !== '').join('\n');
  return {
    ...doubt,
    registration: { ...registration, text, files: [...registration.files, ...files] },
    message: message && {
      ...message,
      text: [message.text, said.text].filter((one) => one !== '').join('\n'),
      files: [...message.files, ...said.files],
    },
  };
}
