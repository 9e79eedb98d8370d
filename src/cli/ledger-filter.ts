/**
 * Which tickets go into a ledger of the command line: by the words of 查 …, a department, a firm, a kind, a light, as the page
 * has them. All that is named must hold.
 */
import { nearest } from '../county/nearest.ts';
import { holding } from '../desk/lists/search.ts';
import { type Condition, conditionsIn } from '../dialogue/search-words.ts';
import { type FlowId, LISTED_FLOWS } from '../domain/flow.ts';
import { type Tone, toneOf } from '../domain/light.ts';
import { outlined } from '../domain/outline.ts';
import type { Roster } from '../domain/roster.ts';
import { isOver, type Ticket } from '../domain/ticket.ts';
import { dayOf, type Instant } from '../domain/time.ts';
import { kindInWords } from '../papers/words.ts';

/** A command line that cannot be meant; the sentence says how it is written right. */
export class LineError extends Error {}

export interface FilterWords {
  readonly words?: string;
  readonly department?: string;
  readonly enterprise?: string;
  readonly kind?: string;
  readonly light?: string;
}

export interface LedgerFilter {
  /** What was understood, as people read it. */
  readonly labels: readonly string[];
  readonly holds: (ticket: Ticket) => boolean;
}

const LIGHTS: Readonly<Record<string, Tone>> = { 红灯: 'late', 黄灯: 'soon', 绿灯: 'fine' };

/** Throws `LineError` for a name, a kind or a light that there is not, with the nearest one. `at`: now. */
export function filterOf(asked: FilterWords, roster: Roster, at: Instant): LedgerFilter {
  const conditions = [
    ...wordsOf(asked.words, roster, at),
    ...departmentOf(asked.department, roster),
    ...enterpriseOf(asked.enterprise, roster, at),
  ];
  const kind = kindOf(asked.kind);
  const light = asked.light === undefined ? null : lightNamed(asked.light);
  const test = holding(conditions, at, roster);
  return {
    labels: [
      ...conditions.map(({ label }) => label),
      ...(kind === null ? [] : [kindInWords(kind)]),
      ...(asked.light === undefined ? [] : [asked.light]),
    ],
    holds(ticket) {
      const outline = outlined(ticket);
      if (!outline || (kind !== null && outline.flow !== kind)) return false;
      if (light !== null && toneOf(ticket, at) !== light) return false;
      return test(outline, isOver(ticket) ? null : ticket);
    },
  };
}

/** 是不是“财政局”？ Empty where nothing is near. */
export function meantBy(written: string, names: readonly string[]): string {
  const near = nearest(written, names);
  return near === null ? '' : `是不是“${near}”？`;
}

function wordsOf(words: string | undefined, roster: Roster, at: Instant): readonly Condition[] {
  if (words === undefined) return [];
  const conditions = conditionsIn(words, dayOf(at), roster, true);
  if (conditions === null || conditions.length === 0) {
    throw new LineError(`--words “${words}” 太短：每个词至少两个字，几个词用空格隔开。`);
  }
  return conditions;
}

function departmentOf(name: string | undefined, roster: Roster): readonly Condition[] {
  if (name === undefined) return [];
  const found = roster.departmentNamed(name);
  if (found) return [{ is: 'department', id: found.id, label: found.name, code: found.id }];
  const names = roster.departments.flatMap((one) => [one.name, ...one.aliases]);
  throw new LineError(`名册里没有部门“${name}”。${meantBy(name, names)}`);
}

function enterpriseOf(name: string | undefined, roster: Roster, at: Instant): readonly Condition[] {
  if (name === undefined) return [];
  const found = conditionsIn(name, dayOf(at), roster, true) ?? [];
  const [only, ...others] = found;
  if (only?.is === 'enterprise' && others.length === 0) return [only];
  const names = roster.enterprises.flatMap((one) => [one.name, ...one.aliases]);
  throw new LineError(`名册里没有企业“${name}”。${meantBy(name, names)}`);
}

function kindOf(name: string | undefined): FlowId | null {
  if (name === undefined) return null;
  const found = LISTED_FLOWS.find((kind) => kind === name || kindInWords(kind) === name);
  if (found) return found;
  const names = LISTED_FLOWS.map((kind) => kindInWords(kind));
  throw new LineError(`没有“${name}”这一类。${meantBy(name, names)}可以写：${names.join('、')}。`);
}

function lightNamed(name: string): Tone {
  const found = Object.hasOwn(LIGHTS, name) ? LIGHTS[name] : undefined;
  if (found) return found;
  throw new LineError(`--light 只能写红灯（超时）、黄灯（今天到期）、绿灯（还有时间），不能写“${name}”。`);
}
