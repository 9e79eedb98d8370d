/**
 * The brief as a text for a phone, for a reader of twenty seconds: better or worse than before, the worst matter, what
 * waits for the reader; then the counts, who is late and why, the rates, the sum. What figures mean stands in the sheet
 * (`sheet.ts`), behind 口径.
 */
import { clip } from '../dialogue/text.ts';
import { departmentName, enterpriseName, lateInWords, nameOf, type View } from '../dialogue/view.ts';
import type { AskKind } from '../domain/asked-of.ts';
import { masked } from '../domain/masked.ts';
import type { Attention, Breakdown, Comparison, Counts, Period, Summary } from '../domain/metrics.ts';
import type { OnDesk } from '../domain/on-desk.ts';
import { DAY, dayInWords, dayOf, type Instant, timeInWords } from '../domain/time.ts';
import { tierLines } from './breakdown.ts';
import { balance, exclusions, rateNoted, ratesInWords } from './figures.ts';

/** Numbers of tickets in a line; the others are counted. */
const NUMBERS = 6;
/** So much of what the worst is about. */
const MATTER = 20;

export interface Brief {
  /** `asked`: on demand, up to now; else as scheduled. */
  readonly kind: 'asked' | 'daily' | 'weekly' | 'monthly' | 'yearly';
  /** The period as people call it, and the one it is held against: 11月, 10月. */
  readonly label: string;
  readonly former: string;
  /** The department or enterprise; null for the whole county. */
  readonly whose: string | null;
  readonly scope: 'county' | 'charge' | 'department' | 'enterprise';
  readonly read: Breakdown & {
    readonly period: Period;
    readonly before: Summary;
    readonly headline: Comparison;
    readonly attention: Attention;
  };
  /** Who is late, and why. */
  readonly tables: boolean;
  /** The reader's own; null where the brief is of a part alone. */
  readonly desk: OnDesk | null;
  /** What it says beside the figures (`report.ts`). */
  readonly more?: readonly string[];
  /** What the county's arrangements tell, each a part; also where no ticket moved. */
  readonly arranged?: readonly string[];
  /** When it should have gone out, if it goes out late. */
  readonly lateSince: Instant | null;
  /** `SEQ:HASH`, as `npm run verify -- --head` takes it; null where the brief is of a part alone. */
  readonly head: string | null;
}

/** The text of a brief. Sections are set apart by an empty line; a line is no longer than a phone is wide. */
export function briefInWords(brief: Brief, view: View): string {
  const { read, desk, tables, head } = brief;
  const { counts } = read.whole;
  const body = isQuiet(brief)
    ? [quiet(read.whole, view), desk ? ofDesk(desk, read.period, view) : '']
    : [
        [headline(brief, view), ...worst(brief, view), desk ? ofDesk(desk, read.period, view) : '']
          .filter((part) => part !== '')
          .join('\n'),
        figures(brief, view),
        tables ? tierLines(read, view) : '',
        view.say('summary.rates', ratesInWords(read.whole, view)),
        [balance(counts, view), ...exclusions(counts, view, true)].join('\n'),
        ...(brief.more ?? []),
      ];
  const foot = head === null ? view.say('summary.footPart') : view.say('summary.foot', { head });
  return [title(brief, view), ...body, ...(brief.arranged ?? []), foot]
    .filter((section) => section !== '')
    .join('\n\n');
}

function title(brief: Brief, { say, now }: View): string {
  const { kind, label, whose, lateSince } = brief;
  const name =
    kind === 'asked'
      ? say('summary.asked', { what: [whose ?? '', label].filter((part) => part !== '').join(' ') })
      : say(`summary.${kind}`, { label });
  const late = lateSince === null ? [] : [say('summary.late', { due: momentInWords(lateSince, now) })];
  const part = kind === 'asked' || whose === null ? [] : [whose];
  return [name, ...part, span(brief, say, now), ...late].filter((line) => line !== '').join('\n');
}

/** From when to when, where the name does not say it: a day's or a week's brief ends in the afternoon. */
function span({ kind, label, read: { period } }: Brief, say: View['say'], now: Instant): string {
  const goesOn = period.before > now;
  if (kind === 'asked' && goesOn) return say('summary.until', { to: momentInWords(now, now) });
  if (kind === 'asked') {
    // 11月 says it by itself, 上周 and 上月 do not.
    if (/\d/u.test(label)) return '';
    const [from, to] = [dayOf(period.from), dayOf(period.before - 1)].map((day) =>
      dayInWords(day, dayOf(now)),
    );
    return from === to ? (from ?? '') : say('summary.span', { from: from ?? '', to: to ?? '' });
  }
  if (kind === 'monthly' || kind === 'yearly') return '';
  return say('summary.span', {
    from: momentInWords(period.from, now),
    to: momentInWords(Math.min(period.before, now), now),
  });
}

/** 11月23日 17:30 */
export function momentInWords(at: Instant, seenFrom: Instant): string {
  return `${dayInWords(dayOf(at), dayOf(seenFrom)).replace(/（.*）/u, '')} ${timeInWords(at)}`;
}

/** Nothing came, nothing went, nothing is pressing, and no rate of the period has a base. */
function isQuiet({ read: { whole, attention } }: Brief): boolean {
  const { counts, rates } = whole;
  const moved = counts.registered + counts.reopened + counts.closed + counts.excluded;
  const judged = [rates.onTime, rates.fedBackOnTime, rates.resolution];
  return (
    moved + counts.overdue + attention.dueSoon.length === 0 &&
    judged.every(({ denominator }) => denominator === 0)
  );
}

function quiet({ counts, rates: { completion } }: Summary, view: View): string {
  const { say } = view;
  const { open } = counts;
  const lines = [
    say('summary.quiet'),
    open === 0 ? say('summary.quietNone') : say('summary.quietOpen', { open }),
    ...suspended(counts, view),
  ];
  if (completion.denominator > 0) lines.push(say('summary.quietRate', { rate: rateNoted(completion, view) }));
  return lines.join('\n');
}

/** Better or worse: by the rate; where few were due, by what is overdue beside it, and without a verdict. */
function headline({ former, read }: Brief, view: View): string {
  const { now, before, better } = read.headline;
  const { say } = view;
  const words = { now: rateNoted(now, view), before: rateNoted(before, view), former };
  if (better !== 'unknown') return say(`summary.${better}`, words);
  const counts = { overdue: read.whole.counts.overdue, overdueBefore: read.before.counts.overdue };
  return say('summary.unknown', { ...words, ...counts });
}

/** The longest overdue: whose, what, since when, and whom to call; the others by number. */
function worst({ scope, read: { attention, period } }: Brief, view: View): readonly string[] {
  const [first, ...others] = attention.overdue;
  if (!first) return [];
  const { say, roster } = view;
  const { ticket, ...lateness } = first;
  const words = {
    number: ticket.number,
    late: lateInWords(lateness),
    enterprise: enterpriseName(ticket, view),
    text: clip(masked(ticket.text), MATTER),
  };
  const isTold = scope !== 'enterprise' || roster.group.liaisonPhone !== false;
  const phone = isTold ? (roster.person(ticket.liaison ?? '')?.phone ?? '') : '';
  const line =
    ticket.liaison === null
      ? say('summary.worstQueued', words)
      : say('summary.worst', {
          ...words,
          department: departmentName(ticket.department, view, period.before),
          liaison: `${nameOf(ticket.liaison, view)} ${phone}`.trim(),
        });
  const more = others.map((one) => one.ticket.number);
  return more.length === 0 ? [line] : [line, say('summary.alsoOverdue', { numbers: numbers(more, view) })];
}

/** What is asked of the reader, the gravest kinds first; how the reader's orders stand; emergencies. */
const KINDS = [
  'escalate',
  'dispatch',
  'decide',
  'callBack',
  'order',
  'assist',
  'plan',
] as const satisfies readonly AskKind[];

function ofDesk(
  { waiting, unanswered, late, answered, emergencies }: OnDesk,
  period: Period,
  view: View,
): string {
  const { say } = view;
  const of = (some: readonly { readonly number: number }[]) =>
    numbers(
      some.map(({ number }) => number),
      view,
    );
  const orders = (some: OnDesk['late']) =>
    numbers([...new Set(some.map(({ ticket }) => ticket.number))], view);
  const asked = KINDS.flatMap((kind) => {
    const tickets = waiting.get(kind);
    return tickets ? [say('summary.ask', { what: say(`summary.${kind}`), numbers: of(tickets) })] : [];
  });
  const lines = [
    ...(emergencies.length === 0 ? [] : [say('summary.emergencies', { numbers: of(emergencies) })]),
    ...(asked.length === 0 ? [] : [say('summary.waits', { what: asked.join('；') })]),
    ...(unanswered.length === 0 ? [] : [say('summary.unanswered', { numbers: orders(unanswered) })]),
    ...(late.length === 0 ? [] : [say('summary.ordersLate', { numbers: orders(late) })]),
    ...(answered.length === 0 ? [] : [say('summary.answered', { numbers: orders(answered) })]),
  ];
  // Under the figures of last month stands what waits today.
  const isPast = view.now - period.before > DAY;
  return [...(isPast && lines.length > 0 ? [say('summary.deskNow')] : []), ...lines].join('\n');
}

/** 1、2、5 等 9 件 */
function numbers(all: readonly number[], { say }: View): string {
  const shown = all.slice(0, NUMBERS).join('、');
  return all.length <= NUMBERS ? shown : say('summary.andMore', { numbers: shown, count: all.length });
}

function figures({ read: { whole, attention } }: Brief, view: View): string {
  const { open, claimed, overdue, registered, closed, unrated, excluded } = whole.counts;
  const all = view.say('summary.figures', {
    open,
    claimed,
    overdue,
    dueSoon: attention.dueSoon.length,
    registered,
    closed,
    unrated,
    excluded,
  });
  return [all, ...suspended(whole.counts, view)].join('\n');
}

/** Said only where there is any: it is the exception. */
function suspended({ suspended: count, suspendedLate }: Counts, { say }: View): readonly string[] {
  if (count === 0) return [];
  const words = { suspended: count };
  return suspendedLate === 0
    ? [say('summary.suspended', words)]
    : [say('summary.suspendedLate', { ...words, late: suspendedLate })];
}
