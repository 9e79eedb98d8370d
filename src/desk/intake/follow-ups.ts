/**
 * People say one thing in several messages: what follows within minutes belongs to the ticket just raised, and the
 * pictures of an album belong together.
 */
import type { Ticket } from '../../domain/ticket.ts';
import { isOfTheReport } from '../../routing/parting.ts';
import { type Case, NOTHING, type Outcome } from '../case.ts';
import { isAnother } from '../closing/again.ts';
import type { DeskParts } from '../desk.ts';
import { change, filesOf } from '../steps/change.ts';
import { onEnd } from '../steps/merged.ts';
import { step } from '../steps/steps.ts';

/** Of the speaker's open tickets, so many are looked at: one message makes hardly more. */
const LOOKED_THROUGH = 6;

/** The ticket that the speaker raised in this chat within the last `withinMs`, by the channel's clock; null for none. */
export async function justRaised(
  { person, message, at, text }: Case,
  withinMs: number,
  { store }: DeskParts,
): Promise<Ticket | null> {
  if (person === null || withinMs === 0) return null;
  const [latest, ...others] = await store.tickets({ member: person.id, open: true, newest: LOOKED_THROUGH });
  if (!latest) return null;
  const { channel, chat, saidAt } = latest.origin;
  const isHere = channel === message.channel && chat === message.chat.id;
  const since = saidAt === undefined ? at - latest.facts.registeredAt : message.at - saidAt;
  if (!isHere || since < 0 || since > withinMs) return null;
  // A report and a danger were said in one breath: what follows tells more of the danger, or it would be read too late.
  if (!latest.confidential || saidAt === undefined || text === '' || isOfTheReport(text)) return latest;
  return others.find((one) => one.urgent && one.origin.saidAt === saidAt) ?? latest;
}

/**
 * A picture without words whose album has been answered already: it goes where the one before it went, and nobody is
 * told again. Null: it is the first, or waits with the others for words.
 */
export async function pictureOfAlbum(on: Case, parts: DeskParts): Promise<Outcome | null> {
  const { album, message, person, roles, text } = on;
  if (!album || text !== '' || message.what !== 'text') return null;
  if (album.ticket === null) return roles.has('member') ? null : NOTHING;
  const ticket = await parts.store.ticket(album.ticket);
  if (!ticket || person === null) return null;
  const files = filesOf(on, roles.has('member') ? 'enterprise' : 'department');
  const command = { type: 'supplement', text: '', files, edit: false } as const;
  // A question that waits for words still waits.
  const kept = await onEnd(on, ticket, '', parts, async (end) =>
    change(on, end, command, parts, () => NOTHING),
  );
  const { dialogue: _, ...outcome } = kept;
  return outcome;
}

/** Words with a later picture of an album, or put to it afterwards: they belong to its ticket, but for another matter. */
export async function wordsOfAlbum(on: Case, parts: DeskParts): Promise<Outcome | null> {
  const { album, text } = on;
  if (!album || text === '' || album.ticket === null) return null;
  const ticket = await parts.store.ticket(album.ticket);
  if (!ticket || isAnother(on, ticket, text, parts)) return null;
  return step(on, { verb: 'supplement', ticket, words: text }, parts);
}
