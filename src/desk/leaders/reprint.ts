/** 重印 11月月报: a brief as it was sent, and below it what has changed since, ticket by ticket. */
import { nameOfFigure } from '../../briefs/figure-names.ts';
import { periodIn } from '../../dialogue/period-words.ts';
import type { View } from '../../dialogue/view.ts';
import { changedMarks, isRate, type MARKED, markedIn, type Rate, rateInWords } from '../../domain/metrics.ts';
import { BRIEFS, type BriefKind } from '../../domain/schedule.ts';
import { mondayOf } from '../../domain/spans.ts';
import { dayOf, type Instant, instantInWords } from '../../domain/time.ts';
import { toThem } from '../arrangements/to-them.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { seesTheWhole } from '../lists/standings.ts';
import { boardButton } from './board-way.ts';
import { readFigures, readMarks } from './figures.ts';
import { type KeptPart, type KeptSummary, keptKeys, partOf, readKept } from './kept.ts';
import { figuresKept } from './scheduled.ts';
import { chargeOf } from './scope.ts';

/** Tickets beside a figure, and briefs of a list. */
const NUMBERS = 12;
const LISTED = 12;
const KINDS: readonly (readonly [RegExp, BriefKind])[] = [
  [/年报/u, 'yearly'],
  [/月报/u, 'monthly'],
  [/周报/u, 'weekly'],
  [/日报|快报/u, 'daily'],
];
const NAMES = /(?:情况)?(?:年报|月报|周报|日报|快报|通报|简报|小结|总结)|的/gu;

type Marked = (typeof MARKED)[number];

export interface Changes {
  readonly figures: readonly {
    readonly figure: Marked;
    readonly was: Rate;
    readonly now: Rate;
    readonly numbers: readonly number[];
  }[];
  /** How what was in hand then stands now, and what was closed and is in hand again. */
  readonly open: number;
  readonly stood: Readonly<Record<'closed' | 'excluded' | 'suspended' | 'reopened', readonly number[]>>;
}

export async function onReprint(on: Case, words: string, parts: DeskParts): Promise<Outcome> {
  const { view, office, person, at } = on;
  const { say } = view;
  if (!seesTheWhole(on) || person === null) return reply(say('summary.denied'), { privately: true });
  const key = keyNamed(words, Object.keys(office.kept ?? {}), office.summaries, at);
  if (key === null) {
    const none = words === '' ? [] : [say('reprint.none', { words })];
    return reply([...none, listed(keptKeys(office), view)].join('\n'), { privately: true });
  }
  const kept = await readKept(key, office, parts);
  if (kept === null) return reply(say('reprint.none', { words }), { privately: true });
  const own = ownPart(kept, person.id, parts);
  if (own === null) return reply(say('reprint.notYours'), { privately: true });
  const changes = await changesSince(kept, own.part, at, parts);
  const head = say('reprint.head', { sentAt: instantInWords(kept.sentAt, at) });
  const text = [head, own.text, changesInWords(changes, view)].join('\n\n');
  return toThem(on, text, { buttons: boardButton(key.replace(':', '_'), parts) });
}

/** What a reader got; whoever got none, what was sent of the same charge, without what waited for one reader alone. */
export function ownPart(
  kept: KeptSummary,
  person: string,
  { roster }: Pick<DeskParts, 'roster'>,
): { readonly part: KeptPart; readonly text: string } | null {
  const mine = kept.parts.find(({ to }) => to.includes(person));
  const part = mine ?? partOf(kept, chargeOf(person, roster));
  const sent = Object.hasOwn(kept.texts, person) ? kept.texts[person] : undefined;
  return part ? { part, text: sent ?? part.text } : null;
}

/** By the words, of those that are kept; null where none is meant, or it is not kept. */
function keyNamed(
  words: string,
  keys: readonly string[],
  dueAt: Readonly<Record<string, Instant>>,
  at: Instant,
): string | null {
  const kind = KINDS.find(([pattern]) => pattern.test(words))?.[1];
  const bare = words.replace(NAMES, '').trim();
  if (bare === '') {
    const ofKind = keys.filter((key) => kind !== undefined && key.startsWith(`${kind}:`));
    return ofKind.toSorted((a, b) => (dueAt[b] ?? 0) - (dueAt[a] ?? 0))[0] ?? null;
  }
  const period = periodIn(bare, dayOf(at));
  if (!period) return null;
  const { first } = period.span;
  const of: Readonly<Record<BriefKind, string>> = {
    yearly: `yearly:${first.slice(0, 4)}`,
    monthly: `monthly:${first.slice(0, 7)}`,
    weekly: `weekly:${mondayOf(first)}`,
    daily: `daily:${first}`,
  };
  const plain = { year: 'yearly', month: 'monthly', week: 'weekly', day: 'daily' } as const;
  const meant = kind ?? (plain as Readonly<Record<string, BriefKind>>)[period.span.kind];
  return meant && keys.includes(of[meant]) ? of[meant] : null;
}

function listed(keys: readonly string[], view: View): string {
  const { say } = view;
  if (keys.length === 0) return say('reprint.nothing');
  const lines = keys.slice(0, LISTED).map((key) => say('reprint.line', { title: titleOf(key, view) }));
  return [say('reprint.list'), ...lines, say('reprint.more')].join('\n');
}

/** 2026年11月月报, 11月23日那周的周报 */
export function titleOf(key: string, { say }: Pick<View, 'say'>): string {
  const [kind = '', of = ''] = key.split(':');
  const [year, month, day] = of.split('-').map(Number);
  const label =
    kind === 'yearly'
      ? `${year}年`
      : kind === 'monthly'
        ? `${year}年${month}月`
        : `${year}年${month}月${day}日${kind === 'weekly' ? '那周的' : ''}`;
  const known = BRIEFS.find((one) => one === kind);
  return known ? `${label}${say(`summary.${known}`, { label: '' }).replace(/[【】至]/gu, '')}` : key;
}

/** What a brief would say now, held against what it said. */
export async function changesSince(
  { period }: KeptSummary,
  { scope, marks: before, figures }: KeptPart,
  at: Instant,
  parts: DeskParts,
): Promise<Changes> {
  const now = figuresKept(await readFigures(scope, { period, former: period }, at, parts));
  const moved = changedMarks(before, await readMarks(scope, period, at, parts));
  const none = { numerator: 0, denominator: 0 };
  const wasOpen = markedIn(before, 'counts.open');
  const wasClosed = new Set(markedIn(before, 'counts.closed'));
  const tickets = await Promise.all(wasOpen.map((number) => parts.store.ticket(number)));
  const of = (states: readonly string[]): readonly number[] =>
    tickets.flatMap((one) => (one && states.includes(one.state) ? [one.number] : []));
  const inHand = await parts.store.tickets({ open: true });
  return {
    figures: [...moved].map(([figure, numbers]) => ({
      figure,
      was: figures[figure] ?? none,
      now: now[figure] ?? none,
      numbers,
    })),
    open: wasOpen.length,
    stood: {
      closed: of(['closed']),
      excluded: of(['withdrawn', 'rejected', 'merged']),
      suspended: of(['suspended']),
      reopened: inHand.flatMap(({ number, confidential }) =>
        !confidential && wasClosed.has(number) ? [number] : [],
      ),
    },
  };
}

/** A count, or a rate with its numerator and denominator. */
export function figureValue(figure: Marked, value: Rate): string {
  return isRate(figure) ? rateInWords(value) : String(value.numerator);
}

function changesInWords({ figures, open, stood }: Changes, view: View): string {
  const { say } = view;
  const numbers = (all: readonly number[]): string => {
    const shown = all.slice(0, NUMBERS).join('、');
    return all.length > NUMBERS ? say('summary.andMore', { numbers: shown, count: all.length }) : shown;
  };
  const lines = figures.flatMap(({ figure, was, now, numbers: all }) => {
    const name = nameOfFigure(figure, view);
    const [then, today] = [figureValue(figure, was), figureValue(figure, now)];
    return [
      then === today
        ? say('reprint.figureSame', { name, now: today })
        : say('reprint.figure', { name, was: then, now: today }),
      say('reprint.tickets', { numbers: numbers(all) }),
    ];
  });
  const left = (['closed', 'excluded', 'suspended'] as const).flatMap((what) =>
    stood[what].length === 0 ? [] : [say(`reprint.${what}`, { numbers: numbers(stood[what]) })],
  );
  const again =
    stood.reopened.length === 0 ? [] : [say('reprint.reopened', { numbers: numbers(stood.reopened) })];
  const since = [...(left.length === 0 ? [] : [say('reprint.stood', { count: open }), ...left]), ...again];
  const said = lines.length === 0 ? [say('reprint.same')] : [say('reprint.changed'), ...lines];
  const isAny = lines.length + since.length > 0;
  return [...said, ...since, ...(isAny ? [say('reprint.foot')] : [])].join('\n');
}
