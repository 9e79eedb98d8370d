/** Enterprises with the same trouble: the same department, the same matter, near each other in time and place. */
import type { Registration } from '../../domain/lifecycle.ts';
import { remembering } from '../../domain/remembering.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import type { DeskParts } from '../desk.ts';

const WITHIN = 7 * DAY;
const NAMED = 3;
/** Of the department's open tickets, the newest so many are looked at. */
const LOOKED_THROUGH = 30;
/** A burst main is told by all whom it hits within hours; what seems alike after that is another one, unless they say so. */
const ONE_CAUSE_WITHIN = DAY;
/** More enterprises than the group has. */
const OF_ONE_CAUSE = 100;
/** From this share of common pairs of characters on, two texts say the same (Dice). */
const SAME_WORDS = 0.6;

/** Open tickets of other enterprises that may be the same trouble as a new one, the newest first. */
export async function alikeTo(
  { department, enterprise, confidential, text, reasons }: Omit<Registration, 'number'>,
  at: Instant,
  { store, roster }: DeskParts,
): Promise<readonly number[]> {
  const matter = matterOf(reasons);
  if (department === null || enterprise === null || confidential || matter === undefined) return [];
  const townshipOf = (id: string) => roster.enterprise(id)?.township;
  const township = townshipOf(enterprise);
  const isAlike = (one: Ticket): boolean =>
    one.enterprise !== null &&
    one.enterprise !== enterprise &&
    !one.confidential &&
    matterOf(one.reasons) === matter &&
    (townshipOf(one.enterprise) === township || areAlike(one.text, text));
  const recent = { open: true, department, registeredFrom: at - WITHIN, newest: LOOKED_THROUGH };
  const found: number[] = [];
  for (const one of await store.tickets(recent)) {
    if (isAlike(one)) found.push(one.number);
    if (found.length === NAMED) break;
  }
  return found;
}

/**
 * Open tickets of other enterprises that the same department has by the same cause as this one, the oldest first: those that
 * seemed alike when they came, within a day of each other, and those whose owner said so (+1); also through one another.
 */
export async function withSameCause(
  ticket: Ticket,
  { store }: Pick<DeskParts, 'store'>,
): Promise<readonly Ticket[]> {
  const { department, number, enterprise } = ticket;
  if (department === null || ticket.confidential) return [];
  const found = await store.tickets({ open: true, department, newest: OF_ONE_CAUSE });
  const open = new Map(
    [ticket, ...found].filter((one) => !one.confidential).map((one) => [one.number, one] as const),
  );
  const near = (one: Ticket, other: number): boolean => {
    const at = open.get(other)?.facts.registeredAt;
    return at !== undefined && Math.abs(one.facts.registeredAt - at) <= ONE_CAUSE_WITHIN;
  };
  const links = new Map<number, number[]>();
  const link = (from: number, to: number): void => void links.set(from, [...(links.get(from) ?? []), to]);
  for (const one of open.values()) {
    const { same, alike = [] } = one;
    // One that was said of a ticket that is over by now still joins those that were said of it.
    const told = same === undefined ? [] : [same];
    for (const other of [...told, ...alike.filter((other) => near(one, other))]) {
      link(one.number, other);
      link(other, one.number);
    }
  }
  const reached = new Set([number]);
  for (const from of reached) for (const to of links.get(from) ?? []) reached.add(to);
  return [...open.values()]
    .filter((one) => reached.has(one.number) && one.number !== number && one.enterprise !== enterprise)
    .sort((a, b) => a.number - b.number);
}

/** 提到“停水”——…: the weightiest word that routing went by. */
export function matterOf(reasons: readonly string[]): string | undefined {
  return reasons.find((reason) => reason.startsWith('提到'));
}

/** Whether two texts say much the same, as a text and its correction do. */
export function areAlike(one: string, other: string): boolean {
  return likeness(one, other) >= SAME_WORDS;
}

/** What tells two of a kind apart: 1 号车间 and 二号车间, 东门 and 西门, A 线 and B 线. */
const TELLING = /[A-Za-z\p{N}一二两三四五六七八九十东西南北左右前后上下]/gu;
/** From this share on two texts are the same but for a word. */
const REPEATED = 0.8;

/** Whether a text is another over again, said by somebody who did not see that it had been heard. */
export function saysItAgain(one: string, other: string): boolean {
  const told = (text: string): string => (text.normalize('NFKC').toUpperCase().match(TELLING) ?? []).join('');
  return likeness(one, other) >= REPEATED && told(one) === told(other);
}

/** 0 to 1: twice the pairs of neighbouring characters in common, over all pairs. */
export function likeness(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)];
  if (a.size + b.size === 0) return 0;
  let common = 0;
  for (const pair of a) if (b.has(pair)) common++;
  return (2 * common) / (a.size + b.size);
}

/** The newest of each department, which are looked at with each new one. */
const REMEMBERED = 512;

const pairsOf = remembering(REMEMBERED, (text): ReadonlySet<string> => {
  const points = [...text.replace(/[\s\p{P}]/gu, '')];
  return new Set(points.slice(1).map((point, index) => `${points[index]}${point}`));
});
