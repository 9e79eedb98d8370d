/** The briefs of a period that is over: the text for each who gets it, and what is kept of it. */
import { briefInWords } from '../../briefs/brief.ts';
import { cardOf } from '../../briefs/picture.ts';
import { reportLines } from '../../briefs/report.ts';
import { readAs } from '../../dialogue/period-words.ts';
import { MARKED, type Period, type Rate } from '../../domain/metrics.ts';
import type { Office } from '../../domain/office.ts';
import { awayOf } from '../../domain/register.ts';
import { type BriefKind, type DueSummary, summariesUpTo } from '../../domain/schedule.ts';
import { periodOf, spanOf } from '../../domain/spans.ts';
import { hubThere } from '../../domain/stand-in.ts';
import { dayInWords, dayOf, type Instant, MINUTE } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import { sectionsInWords } from '../arrangements/arrangements.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { addressOf } from '../people/people.ts';
import { deskOf, headOf } from './beside.ts';
import { boardButton } from './board-way.ts';
import { type FiguresRead, readFigures, readMarks, readTrend, type Scope } from './figures.ts';
import type { KeptPart, KeptSummary } from './kept.ts';
import { chargeOf, hasParts, nameOfScope } from './scope.ts';

const LATE_AFTER = 10 * MINUTE;
/** Periods in the line of the picture. */
const TREND = 6;

export interface BriefsMade {
  readonly outbox: readonly Outgoing[];
  readonly kept: KeptSummary | null;
}

type DueBrief = DueSummary & { readonly kind: BriefKind };

export async function briefsFor(
  due: DueBrief,
  at: Instant,
  office: Office,
  parts: DeskParts,
): Promise<BriefsMade> {
  const recipients = recipientsOf(due, office, parts);
  if (recipients.length === 0) return { outbox: [], kept: null };
  const { kind, period, former = period, key } = due;
  const view = viewAt(parts, at);
  const names = namesOf(due, at, parts);
  const made = new Map<string, { read: FiguresRead; part: KeptPart; more: More }>();
  const outbox: Outgoing[] = [];
  const texts: Record<string, string> = {};
  for (const id of recipients) {
    const scope = chargeOf(id, parts.roster);
    const whose = nameOfScope(scope, period, view);
    // Read once for all who have the same in their charge.
    const known = made.get(JSON.stringify(scope));
    const read =
      known?.read ?? (await readFigures(scope, { period, former, next: following(kind, period) }, at, parts));
    const more = known?.more ?? (await moreOf(due, scope, read, at, parts));
    const brief = {
      kind,
      ...names,
      tables: kind !== 'daily',
      lateSince: at - due.dueAt > LATE_AFTER ? due.dueAt : null,
      whose,
      scope: scope.of,
      head: scope.of === 'county' ? headOf(parts) : null,
      read,
      ...more,
    };
    const part = known?.part ?? {
      scope,
      to: [],
      text: briefInWords({ ...brief, desk: null }, view),
      figures: figuresKept(read),
      marks: await marksKept(scope, period, at, parts),
      card: due.picture
        ? cardOf(
            {
              title: view.say(`summary.${kind}`, { label: names.label }),
              whose,
              period,
              former: names.former,
              read,
              trend: await trendOf(due, scope, at, parts),
              tiers: hasParts(scope),
            },
            view,
          )
        : null,
    };
    made.set(JSON.stringify(scope), { read, more, part: { ...part, to: [...part.to, id] } });
    const text = briefInWords({ ...brief, desk: await deskOf(id, read, at, parts) }, view);
    texts[id] = text;
    const buttons = boardButton(key.replace(':', '_'), parts);
    outbox.push(
      outgoing({
        id: `summary/${key}/${id}`,
        to: { person: id },
        text,
        buttons,
        kind: 'summary',
        createdAt: at,
      }),
    );
  }
  const kept: KeptSummary = {
    v: 1,
    key,
    kind,
    label: names.label,
    sentAt: at,
    period,
    parts: [...made.values()].map(({ part }) => part),
    texts,
  };
  return { outbox, kept };
}

type More = Required<Pick<Parameters<typeof briefInWords>[0], 'more' | 'arranged'>>;

/** What the briefs of a week, a month and a year say beside the figures, and what the county's arrangements tell. */
async function moreOf(
  { kind, period }: DueBrief,
  scope: Scope,
  read: FiguresRead,
  at: Instant,
  parts: DeskParts,
): Promise<More> {
  if (kind === 'daily') return { more: [], arranged: [] };
  const isLong = kind === 'monthly' || kind === 'yearly';
  const [lastYear = null] =
    kind === 'monthly' ? await readTrend(scope, [aYearBefore(period)], at, parts) : [];
  const view = viewAt(parts, at);
  const table = isLong && hasParts(scope);
  const beside = { parts: read.report, best: read.best, read, orders: read.orders, lastYear, table };
  return {
    more: reportLines(beside, view),
    arranged: scope.of === 'county' ? await sectionsInWords(period, at, parts) : [],
  };
}

/** The day, week, month or year that follows. */
function following(kind: BriefKind, { from, before }: Period): Period {
  if (kind === 'daily' || kind === 'weekly') return { from: before, before: before + (before - from) };
  return periodOf(spanOf(kind === 'monthly' ? 'month' : 'year', dayOf(before)));
}

/** The same month of the year before. */
function aYearBefore({ from }: Period): Period {
  const [year, month] = dayOf(from).split('-').map(Number);
  return periodOf(spanOf('month', `${(year ?? 0) - 1}-${String(month).padStart(2, '0')}-01`));
}

async function marksKept(
  scope: Scope,
  period: Period,
  at: Instant,
  parts: DeskParts,
): Promise<KeptPart['marks']> {
  const marks = await readMarks(scope, period, at, parts);
  return Object.fromEntries(Object.entries(marks).map(([mark, numbers]) => [mark, [...numbers]]));
}

/** Every figure that a reprint is held against; a count as n of n. */
export function figuresKept({ whole }: Pick<FiguresRead, 'whole'>): Record<string, Rate> {
  return Object.fromEntries(
    MARKED.map((figure) => {
      const [group, name] = figure.split('.') as ['counts' | 'rates', string];
      const value = (whole[group] as unknown as Record<string, number | Rate>)[name];
      return [figure, typeof value === 'number' ? { numerator: value, denominator: value } : value];
    }),
  ) as Record<string, Rate>;
}

async function trendOf(
  due: DueBrief,
  scope: Scope,
  at: Instant,
  parts: DeskParts,
): Promise<readonly { readonly label: string; readonly rate: Rate }[]> {
  const all = summariesUpTo(due, TREND, parts.schedule, parts.calendar);
  const rates = await readTrend(
    scope,
    all.map(({ period }) => period),
    at,
    parts,
  );
  return all.map(({ period }, place) => ({
    label: shortLabel(due.kind, period),
    rate: rates[place] ?? { numerator: 0, denominator: 0 },
  }));
}

/** As short as stands under a point: 11.27, 11月, 2026. */
function shortLabel(kind: BriefKind, { from, before }: Period): string {
  const [year = '', month, day] = dayOf(kind === 'daily' || kind === 'weekly' ? before - 1 : from).split('-');
  if (kind === 'yearly') return year;
  return kind === 'monthly' ? `${Number(month)}月` : `${Number(month)}.${Number(day)}`;
}

/** What the period is called, and the one before. */
function namesOf(
  { kind, period, former = period }: DueBrief,
  at: Instant,
  { say }: DeskParts,
): { readonly label: string; readonly former: string } {
  const today = dayOf(at);
  if (kind === 'daily' || kind === 'weekly') {
    return {
      label: dayInWords(dayOf(period.before - 1), today),
      former: say(kind === 'daily' ? 'summary.formerDaily' : 'summary.formerWeekly'),
    };
  }
  const of = kind === 'monthly' ? 'month' : 'year';
  const name = ({ from }: Period): string => readAs(spanOf(of, dayOf(from)), today).label;
  return { label: name(period), former: name(former) };
}

/** Whoever can be reached now: for somebody who binds in a month, a month of briefs does not wait. */
function recipientsOf(
  { to }: DueSummary,
  office: Office,
  { roster, channels }: DeskParts,
): readonly string[] {
  const people = to.flatMap((audience) =>
    audience === 'leader' ? roster.leaders : hubThere(roster, awayOf(office)),
  );
  return [...new Set(people.map(({ id }) => id))].filter(
    (id) => addressOf(id, roster, office, channels) !== null,
  );
}
