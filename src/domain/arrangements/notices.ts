/**
 * Notices (告知): a text to firms that are concerned by it, in private, with what they may answer. It is kept whom it
 * reached and what was answered; whoever says nothing has done nothing wrong, and nobody counts who has read it (国办函
 * 〔2026〕12 号).
 */
import type { Arranged } from '../source.ts';
import type { Instant } from '../time.ts';

export interface Notice {
  /** 1, 2, 3 … of all notices. */
  readonly id: number;
  /** What it belongs to, and whose the answers are. */
  readonly about: { readonly kind: Arranged; readonly id: string };
  readonly sentAt: Instant;
  readonly by: string;
  /** What may be answered, by the words of whatever it belongs to; none: nothing is asked. */
  readonly choices: readonly string[];
  /** No answer counts from then on; null: for as long as it stands. */
  readonly until: Instant | null;
  readonly to: readonly Addressee[];
}

/** A firm to which a notice goes. */
export interface Addressee {
  readonly enterprise: string;
  readonly people: readonly string[];
  /** When it reached the first of them; missing: not yet. */
  readonly reachedAt?: Instant;
  /** The last answer of any of them; missing: none, or one that is not kept. */
  readonly answer?: Answer;
  /** Those that it took the place of, the oldest first. */
  readonly earlier?: readonly Answer[];
}

export interface Answer {
  readonly choice: string;
  readonly by: string;
  readonly at: Instant;
}

export type Notices = Readonly<Record<number, Notice>>;

export type NoticeEvent =
  | { readonly did: 'sent'; readonly notice: Omit<Notice, 'sentAt'> }
  | { readonly did: 'reached'; readonly notice: number; readonly person: string }
  /** `choice` null: an answer that leaves no trace, and takes back the one before it. */
  | {
      readonly did: 'answered';
      readonly notice: number;
      readonly enterprise: string;
      readonly choice: string | null;
      readonly by: string | null;
    }
  /** Answers count until then. */
  | { readonly did: 'moved'; readonly notice: number; readonly until: Instant }
  /** Nothing more is asked. */
  | { readonly did: 'ended'; readonly notice: number };

export function evolveNotices(notices: Notices, event: NoticeEvent, at: Instant): Notices {
  if (event.did === 'sent') return { ...notices, [event.notice.id]: { ...event.notice, sentAt: at } };
  const notice = notices[event.notice];
  if (!notice) return notices;
  const withTo = (change: (one: Addressee) => Addressee): Notices => ({
    ...notices,
    [notice.id]: { ...notice, to: notice.to.map(change) },
  });
  switch (event.did) {
    case 'reached':
      return withTo((one) =>
        one.reachedAt === undefined && one.people.includes(event.person) ? { ...one, reachedAt: at } : one,
      );
    case 'answered':
      return withTo((one) => (one.enterprise === event.enterprise ? answered(one, event, at) : one));
    case 'moved':
      return { ...notices, [notice.id]: { ...notice, until: event.until } };
    case 'ended':
      return { ...notices, [notice.id]: { ...notice, until: Math.min(notice.until ?? at, at) } };
    default:
      return event satisfies never;
  }
}

/** An answer without a trace leaves nothing of those before it either. */
function answered(
  { answer: last, earlier = [], ...one }: Addressee,
  { choice, by }: Extract<NoticeEvent, { did: 'answered' }>,
  at: Instant,
): Addressee {
  if (choice === null || by === null) return one;
  const answer = { choice, by, at };
  return { ...one, answer, ...(last && { earlier: [...earlier, last] }) };
}

/** What a firm had answered just before `limit`, whatever it says since. */
export function answerBefore({ answer, earlier = [] }: Addressee, limit: Instant): Answer | undefined {
  return [...earlier, ...(answer ? [answer] : [])].findLast(({ at }) => at < limit);
}

export function nextNoticeId(notices: Notices = {}): number {
  return Math.max(0, ...Object.keys(notices).map(Number)) + 1;
}

export function noticesAbout(notices: Notices = {}, kind: Arranged, id: string): readonly Notice[] {
  return Object.values(notices).filter(({ about }) => about.kind === kind && about.id === id);
}

export function isOpen({ until }: Notice, at: Instant): boolean {
  return until === null || at < until;
}

/** 触达、回应: of how many firms, how many it reached and how many answered what. */
export function tallyOf({ to }: Notice): {
  readonly of: number;
  readonly reached: number;
  readonly answers: Readonly<Record<string, number>>;
} {
  const answers: Record<string, number> = {};
  for (const { answer } of to) if (answer) answers[answer.choice] = (answers[answer.choice] ?? 0) + 1;
  return { of: to.length, reached: to.filter(({ reachedAt }) => reachedAt !== undefined).length, answers };
}
