/**
 * The store: one atomic commit for everything a message or a wake causes. Asynchronous throughout and never
 * handing out everything, so that the embedded store (journal + lowdb) and a database can keep the same contract.
 */
import type { Button, Incoming, Mark } from '../channels/port.ts';
import type { Office, OfficeEvent } from '../domain/office.ts';
import type { Outline } from '../domain/outline.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { TicketEvent } from '../domain/ticket-events.ts';
import type { TicketState } from '../domain/ticket-parts.ts';
import type { Instant } from '../domain/time.ts';

/** Where a message is to go: to a person wherever they can be reached – on `via` before all others –, or to one chat. */
export type Recipient =
  | { readonly person: string; readonly via?: string }
  | { readonly channel: string; readonly chat: string; readonly group: boolean };

/** A message in the outbox. `id` is made from its cause, so the same cause never sends twice. */
export interface Outgoing {
  readonly id: string;
  readonly to: Recipient;
  readonly text: string;
  readonly buttons: readonly (readonly Button[])[];
  /** SHA-256 and name of a stored file to send along. */
  readonly file: { readonly sha256: string; readonly name: string; readonly mime: string } | null;
  /**
   * A place in the chat that holds one message, e.g. `card/23`: a later message for the same slot and recipient
   * edits the earlier one where the channel can; while neither is sent, the later replaces the earlier.
   */
  readonly slot: string | null;
  /** Not given out before then: what comes for its slot meanwhile takes its place, and goes at its time. */
  readonly notBefore?: Instant;
  /** Only to bring up to date what stands in the slot: where nothing does, nothing is said. */
  readonly editOnly?: true;
  /** Brings up to date what was said before; where the channel cannot edit, the summary of progress tells it later. */
  readonly canWait?: true;
  /** The ticket that a reply to this message speaks of. */
  readonly ticket: number | null;
  /** A message of that chat to answer. */
  readonly replyTo: string | null;
  /** Nothing is said: this message of somebody's is taken down there. */
  readonly takesDown?: string;
  /** Nothing is said: our sign is set on this message of somebody's there (`Channel.react`). */
  readonly marks?: { readonly message: string; readonly mark: Mark };
  /** For reminders: send only while the ticket is still in this state and cycle; else it is dropped as stale. */
  readonly guard: {
    readonly ticket: number;
    readonly states: readonly TicketState[];
    readonly cycle: number;
  } | null;
  /** Rings in quiet hours too: an emergency, or the answer to somebody who is plainly awake. */
  readonly loud?: true;
  /** An emergency: goes before whatever waits in its lane, and may use what is kept free of the pace. */
  readonly first?: true;
  /** Whose words or press brought it about; left out: the clock. In a lane one speaker's flood delays nobody else's. */
  readonly speaker?: string;
  /** About a report: where it could not be delivered, neither a log nor a group says to whom. */
  readonly secret?: true;
  /** The notice (`arrangements/notices.ts`) that this brings to the person, or several: it is put on record that it did. */
  readonly notice?: number | readonly number[];
  /** receipt · card · task · reminder · … : for counting and for `npm run replay`. */
  readonly kind: string;
  readonly createdAt: Instant;
}

/**
 * What is remembered between two messages, of a chat, a person or a channel. What else is in it is the desk's
 * (`desk/dialogue.ts`): the store keeps it as it is, and forgets it when it is over.
 */
export interface Remembered {
  readonly awaiting: string;
  readonly since: Instant;
  readonly expiresAt: Instant;
}

export interface Transaction {
  readonly at: Instant;
  /** What brought it about: `inbox:<key>`, `wake:ticket/23`, `cli:invite`, … */
  readonly cause: string;
  /** Versions the decision was made on, by stream: `ticket/23`, `office`. A stream not named is not checked. */
  readonly expect?: Readonly<Record<string, number>>;
  readonly tickets?: readonly { readonly number: number; readonly events: readonly TicketEvent[] }[];
  readonly office?: readonly OfficeEvent[];
  readonly outbox?: readonly Outgoing[];
  readonly dialogues?: readonly { readonly key: string; readonly state: Remembered | null }[];
  /** Inbox keys this transaction settles. */
  readonly done?: readonly string[];
  /** Held messages of these persons are to be tried again. */
  readonly release?: readonly string[];
}

/** See `Store.commit`. */
export type TakeNumber = (series?: 'report') => number;

export type CommitResult =
  | { readonly ok: true; readonly seq: number }
  | { readonly ok: false; readonly conflict: string };

/** A message taken from the outbox by one sender for a while. */
export interface ClaimedOutgoing {
  readonly message: Outgoing;
  /** Fence: `settle` with another claim is refused. */
  readonly claim: number;
  /** Failed tries so far. */
  readonly tries: number;
  /** When the first of them failed. */
  readonly failingSince?: Instant;
  /** It has stepped aside already. */
  readonly aside?: true;
  /** True when an earlier sender died after the send began, or got no answer: the message may have arrived already. */
  readonly unsure: boolean;
  /** Messages already standing for this slot, newest per chat. */
  readonly standing: readonly { readonly channel: string; readonly chat: string; readonly message: string }[];
}

export type Settlement =
  | {
      readonly state: 'sent';
      readonly channel: string;
      readonly chat: string;
      readonly message: string;
      /** What numbers mean to the recipient from now on, where the channel has no buttons. */
      readonly menu?: Remembered;
    }
  /**
   * Not now: again at `retryAt`, keeping its place; `aside`: it keeps failing, and those behind it go on meanwhile; `unsure`:
   * no answer came, and it may have arrived.
   */
  | {
      readonly state: 'later';
      readonly retryAt: Instant;
      readonly why: string;
      readonly counts: boolean;
      readonly aside?: true;
      readonly unsure?: true;
    }
  /** The person cannot be reached; kept until a transaction releases them. */
  | { readonly state: 'held'; readonly why: string }
  /** Never: stale (guard), refused by the channel, … */
  | { readonly state: 'dropped'; readonly why: string };

export interface TicketQuery {
  /** True: not over; false: over; left out: all. */
  readonly open?: boolean;
  readonly states?: readonly TicketState[];
  readonly enterprise?: string;
  readonly member?: string;
  readonly department?: string;
  readonly liaison?: string;
  /** Reports about officials only. */
  readonly confidential?: true;
  readonly registeredFrom?: Instant;
  readonly registeredBefore?: Instant;
  /** Newest first, at most this many. Default: all, oldest first. */
  readonly newest?: number;
  /** Oldest first, at most this many. */
  readonly oldest?: number;
}

export interface OutlineQuery extends Omit<TicketQuery, 'newest' | 'oldest' | 'confidential'> {
  /** These tickets alone: nothing else is looked at. */
  readonly numbers?: readonly number[];
  /** Those that got this number or a later one: nothing else is looked at. */
  readonly numberFrom?: number;
}

export interface OutlinesSince {
  /** Without some of those that settled before (`Outline.settledAt`). */
  readonly outlines: AsyncIterable<readonly Outline[]>;
  /** Those left out, of the whole county whatever was asked. */
  readonly settled: readonly Alike[];
}

/** So many tickets of one department and one enterprise that add the same to figures, and one of them. */
export interface Alike {
  readonly one: Outline;
  readonly times: number;
}

export interface Head {
  readonly seq: number;
  /** SHA-256 of the last line, hex. */
  readonly hash: string;
}

export interface Store {
  /** Keeps a batch durably, leaving out keys seen before; resolves when it is on disk. Gives how many were new. */
  receive(batch: readonly Incoming[], at: Instant): Promise<number>;
  /** Messages not yet done, at most so many, in the order in which they are to be worked (`inbox.ts`). */
  inbox(limit: number): Promise<readonly Incoming[]>;
  ticket(number: number): Promise<Ticket | undefined>;
  tickets(query: TicketQuery): Promise<readonly Ticket[]>;
  /** The same one after the other, so that years of tickets are never in memory together. */
  each(query: TicketQuery): AsyncIterable<Ticket>;
  /** Their outlines at this moment, some hundreds at a time, in no order; reports about officials have none. */
  outlines(query: OutlineQuery): AsyncIterable<readonly Outline[]>;
  /** The same in two parts, both of one moment. */
  outlinesSince(since: Instant, query: OutlineQuery): Promise<OutlinesSince>;
  office(): Promise<Office>;
  dialogue(key: string): Promise<Remembered | undefined>;
  /** All that is kept under a `doubtKey`. Where `expect` names `dialogue/<key>`, its version is `since`, or 0. */
  doubts(): Promise<readonly { readonly key: string; readonly state: Remembered }[]>;
  /** The ticket that a message of the bot, or of the enterprise that opened it, speaks of. */
  ticketOfMessage(channel: string, chat: string, message: string): Promise<number | undefined>;
  /** The slot (`Outgoing.slot`) that a message of the bot about a ticket in memory stands in. */
  slotOfMessage(channel: string, chat: string, message: string): Promise<string | undefined>;
  /**
   * One atomic, durable change. `build` runs inside the commit and must be pure; `takeNumber` gives the next ticket
   * number – for a report about an official a free one of its own series –, used only if the commit succeeds. Resolves when it is on disk. A version other than expected, or an
   * outbox id already used, gives a conflict and nothing is changed. Whatever is read after the call sees it, also
   * before it is on disk.
   */
  commit(build: (takeNumber: TakeNumber) => Transaction): Promise<CommitResult>;
  /** Numbers of tickets whose wake is due at `now`, in order of their wakes. */
  due(now: Instant, limit: number): Promise<readonly { readonly number: number; readonly at: Instant }[]>;
  /** The earliest wake of any ticket, outbox retry, or end of a doubt; undefined when nothing is to come. */
  nextWake(): Promise<Instant | undefined>;
  /**
   * Takes messages that may be sent at `now`: per lane (recipient) one only, lanes in `busy` left out. In a lane
   * emergencies go first; among them as among the others the speakers take turns; those of one speaker, of one ticket and of one slot keep their
   * order. `first`: bounds of their own for emergencies. The claim is durable before it is given out; it lapses after `leaseMs` and the
   * message comes again as unsure.
   */
  claimOutbox(
    now: Instant,
    options: ClaimBounds & { readonly leaseMs: number; readonly first?: ClaimBounds },
  ): Promise<readonly ClaimedOutgoing[]>;
  /** Records what became of a claimed message. False when the claim has lapsed to another sender. */
  settle(id: string, claim: number, settlement: Settlement, at: Instant): Promise<boolean>;
  /** Counts for health and summaries. */
  outboxState(): Promise<OutboxState>;
  /**
   * When the oldest message was made that waits and is not held, of recipients that `counts` names, which is asked once
   * of each message that waits; undefined: none does.
   */
  oldestUnsent(counts?: (to: Recipient) => boolean): Promise<Instant | undefined>;
  head(): Head;
  /** Goes up whenever something happens to a ticket: while it is the same, all tickets are. Says nothing beyond this start. */
  changes(): number;
  /** The time of the newest line, also of one written before this start; null when there is none. */
  writtenAt(): Instant | null;
  /** Why the disk takes nothing for the time being (full, read-only); null when it does. */
  stalled(): Error | null;
  close(): Promise<void>;
}

export interface ClaimBounds {
  /** Messages at most. */
  readonly limit: number;
  /** Lanes to be left out. */
  readonly busy: ReadonlySet<string>;
}

export interface OutboxState {
  readonly waiting: number;
  readonly held: number;
  /** Of those waiting, how many keep failing and have stepped aside; left out: none. */
  readonly aside?: number;
}

/** The lane of a recipient: it is told one thing at a time. */
export function laneOf(to: Recipient): string {
  return 'person' in to ? `person/${to.person}` : `${to.channel}/${to.chat}`;
}

/** Where it is kept what a person was offered, among the dialogues. */
export function offerKey(person: string): string {
  return `offer/${person}`;
}

/** Where it is kept which ticket the pictures of an album belong to, among the dialogues. */
export function albumKey({ channel, chat, sender, album }: Incoming): string {
  return `album/${channel}/${chat.id}/${sender.id}/${album}`;
}

/**
 * Where it is kept what may be a report about an official, until the speaker or the clock has decided: among the
 * dialogues, but never forgotten.
 */
export function doubtKey(person: string, id: string): string {
  return `${DOUBT}${person}/${id}`;
}

/** What all such keys begin with. */
export const DOUBT = 'doubt/';

/** Where it is kept what a person said in groups that became a report or a doubt, among the dialogues. */
export function standingKey(person: string): string {
  return `standing/${person}`;
}

/** Where it is kept what a person sent without a word, until it is known what it belongs to, among the dialogues. */
export function picturesKey(person: string): string {
  return `pictures/${person}`;
}

/** Where it is kept what was pasted by a dispatcher and waits for an answer of theirs (代录), among the dialogues. */
export function clerkKey(person: string): string {
  return `clerk/${person}`;
}

/** Where it is kept what a bare number means to a person, among the dialogues. */
export function menuKey(person: string): string {
  return `menu/${person}`;
}
