/**
 * Which department a difficulty belongs to, by the county's own list of responsibilities. The rules
 * only suggest; `auto` says when the suggestion is clear enough to need no dispatcher.
 */
import type { Roster } from '../domain/roster.ts';
import { isUrgent, type Kind, kindOf } from './kinds.ts';
import { createMatcher, GAP_MARK, longestOnly } from './matcher.ts';
import type { Responsibilities } from './responsibilities.ts';
import { isReadable, normalise } from './text.ts';
import { createVocabulary, type Pointer } from './vocabulary.ts';

export type { Kind } from './kinds.ts';

export interface Candidate {
  readonly id: string;
  /** 0 to 1; together at most 1. What is missing is the chance that it is somebody else. */
  readonly p: number;
}

export interface Routing {
  readonly kind: Kind;
  /** Happening now and dangerous or stopping production: water, power, gas, fire, people trapped. */
  readonly urgent: boolean;
  /** Up to three, the likeliest first. Empty for chatter and for what cannot be read. */
  readonly departments: readonly Candidate[];
  /** Clear enough to be assigned without a dispatcher. */
  readonly auto: boolean;
  /** Why, in short Chinese sentences, the weightiest first. */
  readonly reasons: readonly string[];
}

export interface Router {
  /** Never throws, whatever the text. The title, if there is one, is the first line. */
  route(text: string): Routing;
}

/** What one term is worth by its tier. Fitted on one half of real messages, measured on the other. */
const WEIGHT: Readonly<Record<Pointer['tier'], number>> = {
  exclusive: 3,
  named: 2.5,
  strong: 1.5,
  weak: 0.5,
  against: -1.5,
};
/** A term again and again says a little more, up to three times. */
const REPEAT = 0.15;
/** People say what they want first: in the title or the first words a term counts in full. */
const HEAD = 45;
const NEAR = 160;
const FAR = 500;
/** Of each department's words the strongest counts in full, each further one this much less. */
const FADE = 0.8;
/** Below this score there is no evidence worth showing. */
const LEAST = 0.4;
/** Turns scores into chances; fitted so that p means what it says. */
const TEMPERATURE = 1.35;
/** The score of "somebody else", so that little evidence gives a low p. */
const NOBODY = 0.6;
/**
 * Sure enough to assign without a dispatcher. A long text names many things in passing, so it must
 * be surer, and its best candidate must stand further above the next.
 */
const SURE = { short: { p: 0.8, rival: 0.5 }, long: { p: 0.95, rival: 0.3 } };
const LONG_TEXT = 120;

const NO_EVIDENCE_P = 0.15;

export function createRouter(setup: {
  readonly responsibilities: Responsibilities;
  readonly roster: Roster;
}): Router {
  const { roster } = setup;
  const { terms, pointers, written } = createVocabulary(setup.responsibilities, roster);
  const find = createMatcher(terms);
  const gapped = terms.map((term) => term.includes(GAP_MARK));
  const nameOf = (id: string): string => roster.department(id)?.name ?? id;

  interface Evidence {
    readonly term: number;
    readonly tier: Pointer['tier'];
    readonly worth: number;
  }

  const evidenceIn = (text: string): Map<string, Evidence[]> => {
    const places = new Map<number, number[]>();
    for (const hit of longestOnly(find(text), (term) => gapped[term] ?? false)) {
      const known = places.get(hit.term);
      if (known) known.push(hit.start);
      else places.set(hit.term, [hit.start]);
    }
    const evidence = new Map<string, Evidence[]>();
    for (const [term, starts] of places) {
      const nearness = placeFactor(Math.min(...starts));
      const repeated = 1 + REPEAT * Math.min(starts.length - 1, 2);
      for (const { department, tier } of pointers[term] ?? []) {
        const worth = WEIGHT[tier] * nearness * repeated;
        const known = evidence.get(department);
        if (known) known.push({ term, tier, worth });
        else evidence.set(department, [{ term, tier, worth }]);
      }
    }
    return evidence;
  };

  const route = (raw: string): Routing => {
    const text = normalise(raw);
    if (!isReadable(text)) {
      return { kind: 'chatter', urgent: false, departments: [], auto: false, reasons: ['没有文字内容'] };
    }
    const evidence = evidenceIn(text);
    const scored = [...evidence]
      .map(([id, found]) => ({ id, score: scoreOf(found.map(({ worth }) => worth)) }))
      .filter(({ score }) => score >= LEAST)
      .sort((a, b) => b.score - a.score);
    const { kind, reason } = kindOf(text, (scored[0]?.score ?? 0) >= WEIGHT.strong);
    const urgent = kind !== 'chatter' && isUrgent(text);
    if (kind === 'chatter') return { kind, urgent, departments: [], auto: false, reasons: [reason] };

    const departments = kind === 'arrears' ? arrearsFirst(scored) : chances(scored);
    const best = departments[0];
    const auto = kind === 'arrears' || (kind !== 'whistleblow' && isClear(scored, best?.p ?? 0, text.length));
    const reasons = [
      ...(reason === '' ? [] : [reason]),
      ...(urgent ? ['情况紧急，请先电话联系'] : []),
      ...explain(evidence, departments),
    ];
    return { kind, urgent, departments: padded(departments), auto, reasons };
  };

  /** Debts owed to an enterprise have their own track (条例), led by the default department. */
  const arrearsFirst = (scored: readonly { id: string; score: number }[]): Candidate[] => {
    const lead = roster.defaultDepartment.id;
    const others = chances(scored.filter(({ id }) => id !== lead));
    return [{ id: lead, p: 0.9 }, ...others.slice(0, 2).map(({ id, p }) => ({ id, p: round(p * 0.1) }))];
  };

  const explain = (
    evidence: ReadonlyMap<string, readonly Evidence[]>,
    departments: readonly Candidate[],
  ): string[] => {
    if (departments.length === 0) return ['没有认出归哪个部门，请专班分办'];
    const reasons = departments.slice(0, 2).flatMap(({ id }, rank) =>
      [...(evidence.get(id) ?? [])]
        .filter(({ worth }) => worth > 0)
        .sort((a, b) => b.worth - a.worth)
        .slice(0, rank === 0 ? 3 : 1)
        .map(({ term, tier }) => `提到“${written[term]}”——${nameOf(id)}${TIER_NAME[tier]}`),
    );
    const [first, second] = departments;
    if (first && second && first.p < SURE.short.p && second.p > first.p / 2) {
      reasons.push(`${nameOf(first.id)}与${nameOf(second.id)}难分，请专班定`);
    }
    return reasons;
  };

  /** An unclear text still gives the dispatcher three to choose from. */
  const padded = (departments: readonly Candidate[]): Candidate[] => {
    const known = new Set(departments.map(({ id }) => id));
    const rest = [roster.defaultDepartment, ...roster.departments].filter(({ id }) => !known.has(id));
    const missing = [...new Set(rest.map(({ id }) => id))].slice(0, 3 - departments.length);
    const left = 1 - departments.reduce((sum, { p }) => sum + p, 0);
    const each = Math.max(0, Math.min(NO_EVIDENCE_P, left / (missing.length + 1)));
    return [...departments, ...missing.map((id) => ({ id, p: round(Math.min(each, floor(departments))) }))];
  };

  return { route };
}

const TIER_NAME: Readonly<Record<Pointer['tier'], string>> = {
  exclusive: '专属事项',
  named: '被点名',
  strong: '常办事项',
  weak: '有关',
  against: '无关',
};

/** A padded candidate never overtakes one that has evidence. */
function floor(departments: readonly Candidate[]): number {
  return departments.length === 0 ? NO_EVIDENCE_P : Math.min(...departments.map(({ p }) => p)) / 2;
}

/** The third synonym of the same thing says less than the first. */
function scoreOf(worths: readonly number[]): number {
  return [...worths]
    .sort((a, b) => b - a)
    .reduce((sum, worth, rank) => sum + worth * (worth < 0 ? 1 : FADE ** rank), 0);
}

function placeFactor(start: number): number {
  if (start < HEAD) return 1;
  if (start < NEAR) return 0.5;
  return start < FAR ? 0.25 : 0.12;
}

function isClear(scored: readonly { score: number }[], p: number, length: number): boolean {
  const needed = length > LONG_TEXT ? SURE.long : SURE.short;
  const [best, rival] = scored;
  return best !== undefined && p >= needed.p && (rival?.score ?? 0) <= best.score * needed.rival;
}

function chances(scored: readonly { id: string; score: number }[]): Candidate[] {
  const top = Math.max(NOBODY, scored[0]?.score ?? 0);
  const mass = (score: number): number => Math.exp((score - top) / TEMPERATURE);
  const total = scored.reduce((sum, { score }) => sum + mass(score), 0) + mass(NOBODY);
  return scored.slice(0, 3).map(({ id, score }) => ({ id, p: round(mass(score) / total) }));
}

/** Down, so that chances never add up to more than 1. */
function round(p: number): number {
  return Math.floor(p * 1000) / 1000;
}
