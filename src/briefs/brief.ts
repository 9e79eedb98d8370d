/**
 * The brief as a text for a phone: what is open and late first, the flow of the period, the rates, and at the end what
 * a reader needs to check it – sums, definitions (口径), the head of the record. The weekly one, for leaders, has both
 * faces and the tiers; the whole of the figures is asked for (`sheet.ts`).
 */
import { clip } from '../dialogue/text.ts';
import { departmentName, enterpriseName, lateInWords, nameOf, type View } from '../dialogue/view.ts';
import { masked } from '../domain/masked.ts';
import { type Attention, type Counts, rateInWords, type Summary } from '../domain/metrics.ts';
import { dayInWords, dayOf, type Instant, instantInWords } from '../domain/time.ts';
import { balance, exclusions, ratesInWords, tiers } from './figures.ts';

/** Overdue tickets named; the others are counted. */
const NAMED = 5;
/** So much of what each is about. */
const MATTER = 20;

export interface Brief {
  /** `asked`: on demand, up to now; else as scheduled. */
  readonly kind: 'daily' | 'weekly';
  readonly asked: boolean;
  readonly summary: Summary;
  /** At the end of the period. */
  readonly attention: Attention;
  /** When it should have gone out, if it goes out late. */
  readonly lateSince: Instant | null;
  /** `SEQ:HASH`, as `npm run verify -- --head` takes it. */
  readonly head: string;
}

/** The text of a brief. Sections are set apart by an empty line; a line is no longer than a phone is wide. */
export function briefInWords(brief: Brief, view: View): string {
  const { summary, attention, head } = brief;
  const { say } = view;
  const body = isQuiet(brief)
    ? [quiet(summary, view)]
    : [
        figures(summary.counts, attention, view),
        overdue(attention, view),
        rates(brief, view),
        brief.kind === 'weekly' ? tiers(summary, view) : '',
        [balance(summary.counts, view), ...exclusions(summary.counts, view, true)].join('\n'),
        definitions(brief, view),
      ];
  return [title(brief, view), ...body, say('summary.head', { head })]
    .filter((section) => section !== '')
    .join('\n\n');
}

function title({ kind, asked, summary: { period }, lateSince }: Brief, { say, now }: View): string {
  const day = dayInWords(dayOf(period.before - 1), dayOf(now));
  const name = asked
    ? say(kind === 'daily' ? 'summary.askedDay' : 'summary.askedWeek')
    : say(`summary.${kind}`, { day });
  const span = say('summary.span', {
    from: instantInWords(period.from, now),
    to: instantInWords(asked ? now : period.before, now),
  });
  const late = lateSince === null ? [] : [say('summary.late', { due: instantInWords(lateSince, now) })];
  return [name, span, ...late].join('\n');
}

/** Nothing came, nothing went, nothing is pressing, and no rate of the period has a base. */
function isQuiet({ summary: { counts, rates }, attention }: Brief): boolean {
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
  if (completion.denominator > 0) lines.push(say('summary.quietRate', { rate: rateInWords(completion) }));
  return lines.join('\n');
}

function figures(counts: Counts, { dueSoon }: Attention, view: View): string {
  const { open, claimed, overdue: late, registered, closed, unrated, excluded } = counts;
  const all = view.say('summary.figures', {
    open,
    claimed,
    overdue: late,
    dueSoon: dueSoon.length,
    registered,
    closed,
    unrated,
    excluded,
  });
  return [all, ...suspended(counts, view)].join('\n');
}

/** Said only where there is any: it is the exception. */
function suspended({ suspended: count }: Counts, { say }: View): readonly string[] {
  return count === 0 ? [] : [say('summary.suspended', { suspended: count })];
}

function overdue({ overdue: all }: Attention, view: View): string {
  if (all.length === 0) return '';
  const { say } = view;
  const named = all.slice(0, NAMED).map(({ ticket, ...lateness }) => {
    const { number, department, liaison } = ticket;
    const words = {
      number,
      late: lateInWords(lateness),
      enterprise: enterpriseName(ticket, view),
      text: clip(masked(ticket.text), MATTER),
    };
    if (liaison === null) return say('summary.overdueQueued', words);
    const phone = view.roster.person(liaison)?.phone ?? '';
    return say('summary.overdueLine', {
      ...words,
      department: departmentName(department, view),
      liaison: `${nameOf(liaison, view)} ${phone}`.trim(),
    });
  });
  const more = all.length > NAMED ? [say('summary.overdueMore', { count: all.length - NAMED })] : [];
  return [say('summary.overdueTitle'), ...named, ...more].join('\n');
}

function rates({ kind, summary: { rates: all, beforeExclusions } }: Brief, view: View): string {
  if (kind === 'weekly') return view.say('summary.faces', ratesInWords(all, beforeExclusions, view));
  // Without the figures before exclusions, to stay short.
  return view.say('summary.rates', ratesInWords(all, all, view));
}

function definitions({ kind, attention }: Brief, view: View): string {
  const { say } = view;
  return [
    say('summary.definitions'),
    ...(kind === 'weekly' ? [say('summary.claimedDefinition')] : []),
    say('summary.notes', { soonBy: soonBy(attention, view) }),
  ].join('\n');
}

function soonBy({ soonBy: day, provisional }: Attention, { say, now }: View): string {
  const words = dayInWords(day, dayOf(now));
  return provisional ? say('summary.provisional', { day: words }) : words;
}
