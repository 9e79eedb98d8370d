/**
 * The brief as a text for a phone: what is open and late first, the flow of the period, the five rates (五率), and at
 * the end what a reader needs to check it – sums, definitions (口径), the head of the record.
 */
import { departmentName, lateInWords, nameOf, type View } from '../dialogue/view.ts';
import { type Attention, type Counts, type Rates, rateInWords, type Summary } from '../domain/metrics.ts';
import { dayInWords, dayOf, type Instant, instantInWords } from '../domain/time.ts';

/** Overdue tickets named; the others are counted. */
const NAMED = 5;

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
        rates(summary.rates, view),
        balance(summary.counts, view),
        say('summary.definitions', { soonBy: soonBy(attention, view) }),
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
  const moved = counts.registered + counts.closed + counts.excluded;
  const judged = [rates.onTime, rates.response, rates.resolution, rates.satisfaction];
  return (
    moved + counts.overdue + attention.dueSoon.length === 0 &&
    judged.every(({ denominator }) => denominator === 0)
  );
}

function quiet({ counts: { open }, rates: { completion } }: Summary, { say }: View): string {
  const lines = [
    say('summary.quiet'),
    open === 0 ? say('summary.quietNone') : say('summary.quietOpen', { open }),
  ];
  if (completion.denominator > 0) lines.push(say('summary.quietRate', { rate: rateInWords(completion) }));
  return lines.join('\n');
}

function figures(counts: Counts, { dueSoon }: Attention, { say }: View): string {
  const { open, claimed, overdue: late, registered, closed, unrated, excluded } = counts;
  const soon = dueSoon.length;
  return say('summary.figures', {
    open,
    claimed,
    overdue: late,
    dueSoon: soon,
    registered,
    closed,
    unrated,
    excluded,
  });
}

function overdue({ overdue: all }: Attention, view: View): string {
  if (all.length === 0) return '';
  const { say } = view;
  const named = all.slice(0, NAMED).map(({ ticket: { number, department, liaison }, ...lateness }) => {
    const late = lateInWords(lateness);
    return liaison === null
      ? say('summary.overdueQueued', { number, late })
      : say('summary.overdueLine', {
          number,
          late,
          department: departmentName(department, view),
          liaison: nameOf(liaison, view),
        });
  });
  const more = all.length > NAMED ? [say('summary.overdueMore', { count: all.length - NAMED })] : [];
  return [say('summary.overdueTitle'), ...named, ...more].join('\n');
}

function rates({ completion, onTime, response, resolution, satisfaction }: Rates, { say }: View): string {
  return say('summary.rates', {
    completion: rateInWords(completion),
    onTime: rateInWords(onTime),
    response: rateInWords(response),
    resolution: rateInWords(resolution),
    satisfaction: rateInWords(satisfaction),
  });
}

/** 结转 + 新收 = 在办 + 销号 + 撤回, with the sum of each side, so that a reader can see that nothing is missing. */
function balance({ carriedOver, registered, open, closed, excluded }: Counts, { say }: View): string {
  const came = carriedOver + registered;
  const went = open + closed + excluded;
  return say('summary.balance', { carriedOver, registered, came, open, closed, excluded, went });
}

function soonBy({ soonBy: day, provisional }: Attention, { say, now }: View): string {
  const words = dayInWords(day, dayOf(now));
  return provisional ? say('summary.provisional', { day: words }) : words;
}
