/** What a weekly, monthly or yearly brief says beside its figures; each part only where there is something to say. */
import { clip } from '../dialogue/text.ts';
import { departmentName, enterpriseName, type View } from '../dialogue/view.ts';
import { masked } from '../domain/masked.ts';
import {
  type Breakdown,
  hasPart,
  largestFirst,
  type Period,
  type Rate,
  type ReportParts,
  themesOf,
} from '../domain/metrics.ts';
import type { Order } from '../domain/on-desk.ts';
import { departmentsThen } from '../domain/on-record.ts';
import { type Roster, shortName } from '../domain/roster.ts';
import type { Ticket } from '../domain/ticket.ts';
import { DAY } from '../domain/time.ts';
import { kindInWords, originCounted, originInWords } from '../papers/words.ts';
import { rateNoted } from './figures.ts';

const NUMBERS = 8;
/** Where nothing else is said. The others are on the board, which the button under it opens. */
const ALL_NUMBERS = 30;
const MATTER = 20;

export interface Reported {
  readonly parts: ReportParts;
  /** The ticket of `parts.best`. */
  readonly best: Ticket | null;
  readonly read: Breakdown & { readonly period: Period };
  readonly orders: readonly Order[];
  /** 按期办结率 of the same period a year ago; null where nobody asks. */
  readonly lastYear: Rate | null;
  /** Each department in a line. */
  readonly table: boolean;
}

export interface PartAsked {
  /** The period, as people call it. */
  readonly label: string;
  /** Null for the whole county. */
  readonly whose: string | null;
  readonly by: 'themes' | 'kinds' | 'sources';
  readonly parts: ReportParts;
}

/** Sections, to be set apart by an empty line. */
export function reportLines(report: Reported, view: View): readonly string[] {
  const sections = [
    lastYear(report, view),
    table(report, view),
    themes(report.parts, view),
    sources(report.parts, view),
    best(report, view),
  ];
  return [...sections, next(report, view)].filter((section) => section !== '');
}

function lastYear({ lastYear: rate }: Reported, view: View): string {
  return rate && rate.denominator > 0 ? view.say('report.lastYear', { rate: rateNoted(rate, view) }) : '';
}

/** As it is called for short, where it is called so still. */
function shortOf({ id, name }: { readonly id: string; readonly name: string }, roster: Roster): string {
  const department = roster.department(id);
  return department?.name === name ? shortName(department) : name;
}

/** In the order of the roster, which is no order. */
function table({ table: wanted, read }: Reported, view: View): string {
  if (!wanted) return '';
  const { say, roster } = view;
  const lines = departmentsThen(read.departments.keys(), read.period.before, roster).flatMap((one) => {
    const summary = read.departments.get(one.id);
    if (!summary || !hasPart(summary)) return [];
    const { registered, closed, open, overdue } = summary.counts;
    const onTime = rateNoted(summary.rates.onTime, view);
    return [
      say('report.department', { name: shortOf(one, roster), registered, closed, open, overdue, onTime }),
    ];
  });
  return lines.length === 0 ? '' : [say('report.departments'), ...lines].join('\n');
}

/** No firm is named: of a matter that few have they would be known. */
function themes(parts: ReportParts, view: View): string {
  const found = themesOf(parts, (word) => view.roster.departmentNamed(word) !== undefined);
  if (found.length === 0) return '';
  const lines = found.map(({ word, tickets, enterprises }) =>
    view.say('report.theme', { word, enterprises, count: tickets.length, numbers: numbers(tickets, view) }),
  );
  return [view.say('report.themes'), ...lines].join('\n');
}

/** Said only where something came in another way than by words in a chat. */
function sources(parts: ReportParts, view: View): string {
  const found = largestFirst(parts.sources, ({ length }) => length, originInWords).map(([origin, tickets]) =>
    originCounted(origin, String(tickets.length)),
  );
  const isPlain = [...parts.sources.keys()].every((origin) => origin === 'group');
  return isPlain ? '' : view.say('report.sources', { sources: found.join(' · ') });
}

/**
 * 主题 11月, 类别 11月, 来源 11月: what was spoken of alike, what kinds of matter came, or what they grew out of, each with
 * its tickets.
 */
export function partInWords({ label, whose, by, parts }: PartAsked, view: View): string {
  const { say } = view;
  const lines =
    by === 'themes'
      ? themes(parts, view)
      : (by === 'kinds' ? named(parts.kinds, kindInWords) : named(parts.sources, originInWords))
          .map(({ name, tickets }) =>
            say('report.kind', {
              kind: name,
              count: tickets.length,
              numbers: numbers(tickets, view, ALL_NUMBERS),
            }),
          )
          .join('\n');
  const [title, none] = PARTS[by];
  const whole = lines === '' ? say(none) : lines;
  return [say(title, { label }), ...(whose === null ? [] : [whose]), whole].join('\n');
}

const PARTS = {
  themes: ['report.themesTitle', 'report.noThemes'],
  kinds: ['report.kindsTitle', 'report.noKinds'],
  sources: ['report.sourcesTitle', 'report.noKinds'],
} as const;

function named<Name>(
  parts: ReadonlyMap<Name, readonly number[]>,
  inWords: (name: Name) => string,
): readonly { readonly name: string; readonly tickets: readonly number[] }[] {
  return largestFirst(parts, ({ length }) => length, inWords).map(([name, tickets]) => ({
    name: inWords(name),
    tickets,
  }));
}

/** With the department, and no person. */
function best({ best: ticket, read }: Reported, view: View): string {
  if (!ticket) return '';
  const { registeredAt, resolvedAt } = ticket.facts;
  return view.say('report.best', {
    number: ticket.number,
    enterprise: enterpriseName(ticket, view),
    text: clip(masked(ticket.text), MATTER),
    department: departmentName(ticket.department, view, read.period.before),
    days: Math.max(1, Math.ceil(((resolvedAt ?? registeredAt) - registeredAt) / DAY)),
  });
}

function next({ parts: { dueNext }, orders }: Reported, view: View): string {
  const { say } = view;
  const open = [
    ...new Set(orders.filter(({ duty }) => duty.endedAt === null).map(({ ticket }) => ticket.number)),
  ];
  const lines = [
    ...(dueNext.length === 0
      ? []
      : [say('report.due', { count: dueNext.length, numbers: numbers(dueNext, view) })]),
    ...(open.length === 0
      ? []
      : [say('report.orders', { count: open.length, numbers: numbers(open, view) })]),
  ];
  return lines.length === 0 ? '' : [say('report.next'), ...lines].join('\n');
}

function numbers(all: readonly number[], { say }: View, most = NUMBERS): string {
  const shown = all.slice(0, most).join('、');
  return all.length <= most ? shown : say('summary.andMore', { numbers: shown, count: all.length });
}
