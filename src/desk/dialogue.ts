/**
 * What the desk remembers between two messages: what it asked of somebody and what may answer it, what it has offered, what
 * numbers mean, what waits to be a report. Each kind says what it holds and has an end of its own: what was asked is
 * asked no more then, and words mean what they mean without it.
 */
import type { Incoming } from '../channels/port.ts';
import type { Heard } from '../dialogue/call-back.ts';
import type { Said } from '../dialogue/pasted.ts';
import type { TicketVerb } from '../dialogue/verbs.ts';
import type { Asked } from '../domain/deadline.ts';
import type { Registration } from '../domain/lifecycle.ts';
import type { Advised, Origin, ResolvedAs, TicketFile } from '../domain/ticket-parts.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../domain/time.ts';
import type { Remembered } from '../store/port.ts';
import type { Arranging } from './arrangements/arranging.ts';
import type { Speaker } from './clerk/speakers.ts';

/** Words that a language model was asked about. */
export interface Considered {
  readonly text: string;
  readonly advised: Advised;
  /** What it said, for the reasons; null when nothing of use. */
  readonly note: string | null;
}

/** Words that may become a ticket once their speaker says so. */
export interface Earlier {
  readonly text: string;
  /** Where they were said; null: here. */
  readonly origin: Origin | null;
  readonly files: readonly TicketFile[];
  /** Said before they were known: nobody could ask them whether it is a report. */
  readonly unasked?: true;
  /** The ticket of another enterprise whose matter it is too. */
  readonly like?: number;
  /** Their own ticket, reported done or over, that the words may be about instead. */
  readonly again?: number;
  /** What a language model was asked about them. */
  readonly considered?: Considered;
}

/** A line that somebody said in a group and that is, or may be, a report; `doubt`: the key of the doubt it belongs to. */
export interface StandingLine {
  readonly channel: string;
  readonly chat: string;
  readonly message: string;
  readonly at: Instant;
  readonly doubt: string | null;
}

/** A step that was taken on one ticket and may be taken on others of the same cause. */
export type SameStep =
  | { readonly verb: 'sign' }
  | { readonly verb: 'feedback'; readonly text: string }
  | { readonly verb: 'resolve'; readonly text: string; readonly outcome: ResolvedAs };

/** What a number under a message stands for. */
export interface MenuChoice {
  readonly number: number;
  readonly label: string;
  /** The data of the button that it is instead of. */
  readonly data: string;
}

/** 代录, a line that waits to be told whose it is; `registered`: a danger, which did not wait itself. */
export interface Whose extends Said {
  readonly is: 'whose';
  readonly registered?: true;
}

/** 代录, a line of an enterprise's matter that was done: opened again, or new? */
export interface Again extends Said {
  readonly is: 'again';
  readonly speaker: Speaker;
  readonly ticket: number;
}

export type Waiting = Whose | Again;

/** What each kind holds. */
export interface Kinds {
  /** A verb waits for its words, which the next text is. `choice`: what a button chose before, or which of several duties is answered. */
  readonly words: { readonly verb: TicketVerb; readonly ticket: number; readonly choice?: string };
  /** Which of several tickets is meant; `words` were said already. */
  readonly which: { readonly verb: TicketVerb; readonly words: string; readonly tickets: readonly number[] };
  /** An order whose words name no day that can be meant: until when? */
  readonly byWhen: {
    readonly verb: 'supervise' | 'instruct' | 'sendBack';
    readonly tickets: readonly number[];
    readonly words: string;
    /** 退回重报: whose reply is sent back. */
    readonly duty?: number;
  };
  /** What may be an order, or is one about many tickets: to give it, or not. */
  readonly ordering: {
    readonly verb: 'supervise' | 'instruct';
    readonly tickets: readonly number[];
    readonly words: string;
    /** Until when, or null for the time of the flow; missing: it is read when the order is given. */
    readonly asked?: Asked | null;
  };
  /** A step on a ticket, to be taken on others of the same cause as well, or not. */
  readonly together: {
    readonly ticket: number;
    readonly same: SameStep;
    readonly tickets: readonly number[];
  };
  /** A reply to an order that does not say whether it is the final one. */
  readonly replyKind: {
    readonly ticket: number;
    readonly duty: number;
    readonly words: string;
    readonly files: readonly TicketFile[];
  };
  /** Something that an arrangement of the county asked. */
  readonly arranging: Arranging;
  /** Photos and papers wait for the words, or the ticket, they belong to. */
  readonly pictures: { readonly files: readonly TicketFile[] };
  /** To register words, or not. */
  readonly raise: Earlier;
  /** The second matter of a ticket: to part it, or not. */
  readonly split: { readonly ticket: number; readonly text: string };
  /** The next words of the dispatcher answer what waits first; `former`: what waits, as older programs kept it here. */
  readonly clerk: { readonly former?: readonly Said[] };
  /** What was pasted and is not entered yet. */
  readonly pasted: { readonly items: readonly Waiting[] };
  /** Pictures that follow a result belong to it. */
  readonly evidence: { readonly ticket: number };
  /** 回访: what has been heard so far, and the message that shows it. */
  readonly callBack: { readonly ticket: number; readonly heard: Heard; readonly slot: string };
  /** 不满意 was said: words soon after explain it. */
  readonly rated: { readonly ticket: number };
  /** What somebody said before they were known. */
  readonly stranger: { readonly text: string };
  /** 我要举报 was said: the next words in private are it. */
  readonly confiding: object;
  /** What became of the first picture of an album. */
  readonly album: { readonly ticket: number | null };
  /** What numbers mean to somebody on a channel without buttons; those from `first` to `last` stand under the newest message. */
  readonly menu: { readonly choices: readonly MenuChoice[]; readonly first: number; readonly last: number };
  /** What may be a report. */
  readonly doubt: {
    readonly person: string;
    /** What it is registered as when it is a report. */
    readonly registration: Omit<Registration, 'number'>;
    /** The report that it is added to instead; null when it is one of its own. */
    readonly addTo: number | null;
    /** What was said, to be read again if it is an ordinary matter; null when that is not asked. */
    readonly message: Incoming | null;
    /** The ticket that a file was sent for whose name came too late; that is asked of it alone. */
    readonly file?: number;
  };
  /** What somebody said in groups that is a report or may be one. */
  readonly standing: { readonly lines: readonly StandingLine[] };
}

export type Awaiting = keyof Kinds;

/** How long each kind lasts. */
const LASTS: Readonly<Record<Awaiting, number>> = {
  words: 12 * HOUR,
  which: HOUR,
  byWhen: 12 * HOUR,
  replyKind: 12 * HOUR,
  ordering: DAY,
  together: DAY,
  arranging: 12 * HOUR,
  pictures: DAY,
  raise: DAY,
  split: DAY,
  // Over a weekend.
  clerk: 3 * DAY,
  pasted: 3 * DAY,
  evidence: 10 * MINUTE,
  callBack: 12 * HOUR,
  rated: HOUR,
  stranger: DAY,
  confiding: HOUR,
  album: DAY,
  menu: 30 * DAY,
  doubt: DAY,
  standing: 2 * DAY,
};

export type DialogueOf<Kind extends Awaiting> = Remembered & { readonly awaiting: Kind } & Kinds[Kind];
export type Dialogue = { [Kind in Awaiting]: DialogueOf<Kind> }[Awaiting];

/** `lasts`: milliseconds, where it is not as long as the kind lasts. */
export function awaiting<Kind extends Awaiting>(
  kind: Kind,
  holds: Kinds[Kind],
  since: Instant,
  lasts = LASTS[kind],
): DialogueOf<Kind> {
  const remembered = { ...holds, awaiting: kind, since, expiresAt: since + lasts };
  return remembered as unknown as DialogueOf<Kind>;
}

/** What is remembered, if it is of that kind. */
export function onlyIf<Kind extends Awaiting>(
  dialogue: Dialogue | null | undefined,
  kind: Kind,
): DialogueOf<Kind> | undefined {
  return dialogue?.awaiting === kind ? (dialogue as DialogueOf<Kind>) : undefined;
}

/** The choice of words that answer the questionnaire of 回访. */
export const ANSWERING = 'answering';

/** The verb whose words are waited for, with its ticket: by a question of its own, or by the questionnaire of 回访. */
export function wordsWanted(dialogue: Dialogue | undefined): Kinds['words'] | undefined {
  const asked = onlyIf(dialogue, 'callBack');
  if (asked) return { verb: 'callBack', ticket: asked.ticket, choice: ANSWERING };
  return onlyIf(dialogue, 'words');
}

/** The one ticket that is spoken of; null where it is none, or several. */
export function ticketOf(dialogue: Dialogue | undefined): number | null {
  return dialogue !== undefined && 'ticket' in dialogue ? dialogue.ticket : null;
}
