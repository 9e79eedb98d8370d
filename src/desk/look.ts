/** Everything that is known about a message before anything is decided on it. */
import { ownWordsIn, ticketMarkedIn } from '../channels/own-mark.ts';
import { type Incoming, withoutTopic } from '../channels/port.ts';
import { clean } from '../dialogue/text.ts';
import { understand } from '../dialogue/understand.ts';
import { may } from '../domain/permissions.ts';
import type { Person } from '../domain/roster.ts';
import type { Ticket } from '../domain/ticket.ts';
import { albumKey, picturesKey } from '../store/port.ts';
import type { Reading } from '../understanding/reading.ts';
import type { Case } from './case.ts';
import { dialogueKey } from './commit.ts';
import { type DeskParts, viewWith } from './desk.ts';
import { onlyIf } from './dialogue.ts';
import { accountKey, isServed, personOf } from './people/people.ts';
import { recall, recallAt } from './recall.ts';
import { NOTHING_NEAR, nearTo } from './surroundings.ts';

/** How many tickets a person's quoted words are looked for in, and how many characters must be quoted to tell which is meant. */
const LOOKED_THROUGH = 100;
const SHORTEST_QUOTE = 6;

export async function lookAt(received: Incoming, parts: DeskParts): Promise<Case> {
  const { store, roster } = parts;
  const at = parts.clock.now();
  const office = await store.office();
  const { channel, chat, sender } = received;
  const known = (account: string | undefined): Person | null =>
    sender.anonymous || account === undefined ? null : personOf(channel, account, roster, office);
  const person = known(sender.id);
  const { text: whole, cut } = clean(received.text);
  const ours = ownWordsIn(whole);
  const text = ours?.rest ?? whole;
  // A command says itself what it is about, and so does the message of ours that is copied with it.
  const isTalk = text !== '' && understand(text).type === 'talk';
  const copied = ours?.ticket ?? null;
  const meant =
    (await ticketReferred(received, parts)) ??
    (copied === null || isTalk || text === '' ? undefined : await store.ticket(copied));
  const referred = knownTo(received, person, meant, parts);
  const message = answersNothing(received, referred) ? { ...received, replyTo: null } : received;
  const dialogue = await recallAt(store, dialogueKey(message), at);
  const roles = new Set(person === null ? [] : roster.rolesOf(person.id).map(({ role }) => role));
  const near = isTalk ? await nearTo(message, text, person, roles, referred, parts) : NOTHING_NEAR;
  let reading: Reading | undefined;
  return {
    message,
    text,
    copied,
    cut,
    at,
    office,
    person,
    claimed: person === null ? known(sender.claims) : null,
    roles,
    dialogue,
    album: message.album === undefined ? undefined : onlyIf(await recall(store, albumKey(message)), 'album'),
    pictures:
      person !== null && roles.has('member')
        ? onlyIf(await recall(store, picturesKey(person.id)), 'pictures')
        : undefined,
    answers: await slotAnswered(message, parts),
    referred,
    quoting: received.replyTo !== null || copied !== null,
    near,
    // Read when it is first asked for: most buttons and commands are not.
    get reading() {
      reading ??= parts.router.read(text, near.around);
      return reading;
    },
    served: chat.kind === 'private' || isServed(accountKey(channel, chat.id), roster, office),
    view: viewWith(office, parts, at),
  };
}

/**
 * In private everything is said to the bot: words in answer to one's own, or to words of no ticket, are words like any
 * other. (In a group people answer each other, and an edited answer to the bot has been read before.)
 */
function answersNothing({ chat, what, replyTo }: Incoming, referred: Ticket | undefined): boolean {
  if (chat.kind !== 'private' || referred !== undefined || replyTo === null) return false;
  return what === 'text' || (what === 'edit' && !replyTo.fromBot);
}

/** A confidential report is not there for those who may not see it, even when they answer the very words. */
function knownTo(
  message: Incoming,
  person: Person | null,
  ticket: Ticket | undefined,
  parts: DeskParts,
): Ticket | undefined {
  // A ledger of the past is nobody who could be told anything.
  if (!ticket?.confidential || message.what === 'recorded') return ticket;
  return person !== null && may('view', ticket, { person: person.id }, parts.roster) ? ticket : undefined;
}

async function slotAnswered({ channel, chat, replyTo }: Incoming, { store }: DeskParts) {
  const named = replyTo?.fromBot ? replyTo.message : null;
  return named === null ? undefined : await store.slotOfMessage(channel, replyTo?.chat ?? chat.id, named);
}

async function ticketReferred(message: Incoming, { store }: DeskParts): Promise<Ticket | undefined> {
  const { channel, chat, replyTo, what } = message;
  const named = { id: replyTo?.message ?? null, there: replyTo?.chat ?? chat.id };
  // An edit speaks of the ticket its message opened; so does a text whose edit came first.
  const own = { id: what === 'edit' || what === 'text' ? message.message : null, there: chat.id };
  for (const { id, there } of [named, own]) {
    if (id === null) continue;
    for (const known of new Set([id, withoutTopic(id)])) {
      const number = await store.ticketOfMessage(channel, there, known);
      if (number !== undefined) return store.ticket(number);
    }
  }
  return ticketQuoted(message, store);
}

/** What is quoted by its words, where no id that is known names it: a message of the bot is marked with its ticket, one of a person is what a ticket began with. */
async function ticketQuoted({ replyTo }: Incoming, store: DeskParts['store']): Promise<Ticket | undefined> {
  if (replyTo?.text === undefined) return undefined;
  const quoted = clean(replyTo.text).text;
  const number = ticketMarkedIn(quoted);
  if (number !== null) return store.ticket(number);
  const begun = quoted.replace(/(?:…|\.{3})$/u, '');
  if (replyTo.fromBot || [...begun].length < SHORTEST_QUOTE) return undefined;
  const recent = await store.tickets({ newest: LOOKED_THROUGH });
  return recent.find(({ text, confidential }) => !confidential && text.startsWith(begun));
}
