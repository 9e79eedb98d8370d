/**
 * One message on the desk, with what is known about it, and what the desk decides to do. Handlers take a `Case`
 * and give an `Outcome`; they change nothing. `commit.ts` turns the outcome into one transaction.
 */
import type { Incoming } from '../channels/port.ts';
import type { Buttons, View } from '../dialogue/view.ts';
import type { Registration } from '../domain/lifecycle.ts';
import type { Office, OfficeEvent } from '../domain/office.ts';
import type { Actor } from '../domain/permissions.ts';
import type { Person, Role } from '../domain/roster.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { TicketEvent } from '../domain/ticket-events.ts';
import type { PlanStep } from '../domain/ticket-parts.ts';
import type { Instant } from '../domain/time.ts';
import type { Router, Routing } from '../routing/router.ts';
import type { Outgoing, Remembered } from '../store/port.ts';
import type { Reading } from '../understanding/reading.ts';
import type { Surroundings } from '../understanding/surroundings.ts';
import type { Considered, Dialogue, DialogueOf } from './dialogue.ts';

/** What lies near a message. */
export interface Near {
  readonly around: Surroundings;
  /** Open tickets of the speaker's enterprise and those that ended within a day, the newest first; no report. */
  readonly own: readonly Ticket[];
  /** Those that ended longer ago and that the words point back to, the newest first; no report. */
  readonly past: readonly Ticket[];
  /** Open tickets of others that this group has seen within the last hours, the newest first. */
  readonly others: readonly Ticket[];
}

export interface Case {
  readonly message: Incoming;
  /** The words, cleaned, without those of ours that were copied. */
  readonly text: string;
  /** The ticket of which a message of ours was copied into the words; null where none was. */
  readonly copied: number | null;
  /** True when the text was longer than the program keeps. */
  readonly cut: boolean;
  readonly at: Instant;
  /** Who speaks; null for a stranger. */
  readonly person: Person | null;
  /** Whom a stranger calls themselves, where the channel cannot say whether it is true; no more than a name. */
  readonly claimed: Person | null;
  readonly roles: ReadonlySet<Role>;
  readonly office: Office;
  /** What the speaker is in the middle of, in this chat. */
  readonly dialogue: Dialogue | undefined;
  /** What became of the pictures of the same album that came before this one; its `ticket` is theirs. */
  readonly album: DialogueOf<'album'> | undefined;
  /** Photos and papers of the speaker's that came without a word, also when they have waited too long. */
  readonly pictures: DialogueOf<'pictures'> | undefined;
  /** The ticket that the message answers or, for an edit, opened. */
  readonly referred: Ticket | undefined;
  /** The slot of the message that is answered: what was asked there. */
  readonly answers: string | undefined;
  /** It is said in answer to some message, also to one of no ticket, which `message` then does not tell. */
  readonly quoting: boolean;
  /** What lies near the words: matters of the speaker's, and of others in this chat. */
  readonly near: Near;
  /** What the words are, read once, with what is around them. */
  readonly reading: Reading;
  /** What a language model was asked about the words, and `reading` is with what that counts for. */
  readonly considered?: Considered | undefined;
  /** The speaker has said that the words are an ordinary matter, though they touch an official. */
  readonly cleared?: true;
  /** Whether the chat is private, or a group that is served. */
  readonly served: boolean;
  readonly view: View;
}

/** Who wants to see something, and when; in a chat or on a page. */
export type Asker = Pick<Case, 'person' | 'roles' | 'at'>;

export interface Reply {
  readonly text: string;
  readonly buttons?: Buttons;
  readonly ticket?: number;
  /** Speak to the person in private although the message came from a group. */
  readonly privately?: boolean;
  /** See `Outgoing.secret`. */
  readonly secret?: boolean;
  readonly file?: NonNullable<Outgoing['file']>;
}

export interface Change {
  readonly ticket: Ticket;
  readonly events: readonly TicketEvent[];
  /** Whoever gets the ticket finds it in a list of all that they get (`handover.ts`), and gets no task of its own. */
  readonly listed?: true;
}

/** A new ticket; its number is given inside the commit. */
export interface Registering {
  readonly registration: Omit<Registration, 'number'>;
  readonly actor: Actor;
  /** 分单: the ticket that these words stood on, which learns of the new number in the same commit. */
  readonly splitFrom?: Ticket;
  /** Laid down with it: what is done step by step. */
  readonly plan?: readonly PlanStep[];
  /** What the office keeps of it under its number. */
  readonly noted?: (ticket: Ticket) => readonly OfficeEvent[];
  /** What the speaker is told or asked about it, once it is there, and others beside the ordinary notices. */
  readonly telling?: ((ticket: Ticket) => Pick<Outcome, 'replies' | 'offer' | 'outbox'>) | undefined;
}

export interface Outcome {
  readonly register?: Registering;
  /** Several at once (代录), in order. */
  readonly registers?: readonly Registering[];
  readonly changes?: readonly Change[];
  readonly office?: readonly OfficeEvent[];
  readonly replies?: readonly Reply[];
  /** The speaker's dialogue from now on; null ends it, undefined leaves it. */
  readonly dialogue?: Dialogue | null;
  /** What the speaker is offered from now on, wherever they take it up; null: nothing more. */
  readonly offer?: Dialogue | null;
  /** The `doubtKey` of words that are an ordinary matter: they are read again as such. */
  readonly reread?: string;
  /** What else is kept, or kept no longer (null), under a key of its own (`doubtKey`, `standingKey`, `picturesKey`, `clerkKey`); `was`: since when it must be there, or 0. */
  readonly doubts?: readonly {
    readonly key: string;
    readonly state: Remembered | null;
    readonly was: Instant;
  }[];
  /** The short word shown on a pressed button. */
  readonly toast?: string;
  /** Persons whose held messages are to be tried again. */
  readonly release?: readonly string[];
  /** Messages beside replies and notices (summaries, announcements). */
  readonly outbox?: readonly Outgoing[];
}

/** What `text` is: the message itself has been read already; a part of it, or earlier words, are read by themselves. */
export function readingOf(on: Case, text: string, { router }: { readonly router: Router }): Routing {
  return text === on.text ? on.reading : router.route(text);
}

export const NOTHING: Outcome = {};

/** An answer and nothing else. */
export function reply(text: string, more: Omit<Reply, 'text'> = {}): Outcome {
  return { replies: [{ text, ...more }] };
}

/** The same, said to the person alone. */
export function inPrivate(outcome: Outcome): Outcome {
  const { replies } = outcome;
  return replies ? { ...outcome, replies: replies.map((one) => ({ ...one, privately: true })) } : outcome;
}
