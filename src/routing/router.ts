/**
 * Which department a difficulty belongs to, by the county's own list of responsibilities. The rules
 * only suggest; `auto` says when the suggestion is clear enough to need no dispatcher.
 */
import type { Roster } from '../domain/roster.ts';
import { type Kind, kindOf } from './kinds.ts';
import { createMatcher, GAP_MARK, longestOnly } from './matcher.ts';
import { complains } from './question.ts';
import type { Responsibilities } from './responsibilities.ts';
import { chances, isClear, roundDown, type Scored, scoreOf, worthOf } from './scoring.ts';
import { wants } from './small-talk.ts';
import { isReadable, normalise } from './text.ts';
import { isPlainlyUrgent, isUrgent } from './urgent.ts';
import { createVocabulary, type Pointer } from './vocabulary.ts';

export type { Kind } from './kinds.ts';

export interface Candidate {
  readonly id: string;
  /** 0 to 1; together at most 1. What is missing is the chance that it is somebody else. */
  readonly p: number;
}

export interface Routing {
  readonly kind: Kind;
  /** Danger to people, or water, power or gas cut off, right now. */
  readonly urgent: boolean;
  /**
   * Three, the likeliest first; none for chatter and for what cannot be read. For a report about an
   * official they say whose business it touches and must not receive it.
   */
  readonly departments: readonly Candidate[];
  /** Of the departments those that the county's terms name; left out where none does. */
  readonly named?: readonly string[];
  /** Clear enough to be assigned without a dispatcher. */
  readonly auto: boolean;
  /**
   * True when it is no small talk, and yet neither says that anything is wrong or wanted nor is likely to be anybody's
   * business: a difficulty perhaps, or people talking to each other.
   */
  readonly doubtful: boolean;
  /** Why, in short Chinese sentences, the weightiest first. */
  readonly reasons: readonly string[];
}

export interface Router {
  /** Never throws, whatever the text. The title, if there is one, is the first line. */
  route(text: string): Routing;
  /** Whether words that no rule takes for a report may be about an official all the same. */
  suspects(text: string): boolean;
}

interface Evidence {
  readonly term: number;
  readonly tier: Pointer['tier'];
  readonly worth: number;
}

/** Below this score there is no evidence worth showing. */
const LEAST = 0.4;
/** A department shown only to fill the list of three. */
const FILLER_P = 0.15;
/** From here on a department is the likely one, and what was said its business. */
const LIKELY_P = 0.6;
/** The chance that a debt claimed is for the department that leads the clearing of debts. */
const ARREARS_P = 0.9;

const SAYS: Readonly<Record<Pointer['tier'], string>> = {
  exclusive: '专属事项',
  named: '被点名',
  strong: '常办事项',
  weak: '有关',
  against: '无关',
};

export function createRouter(setup: {
  readonly responsibilities: Responsibilities;
  readonly roster: Roster;
}): Router {
  const { roster } = setup;
  const { terms, pointers, written } = createVocabulary(setup.responsibilities, roster);
  const find = createMatcher(terms);
  const gapped = terms.map((term) => term.includes(GAP_MARK));
  const lead = roster.defaultDepartment.id;
  const nameOf = (id: string): string => roster.department(id)?.name ?? id;

  const route = (raw: string): Routing => {
    const text = normalise(raw);
    if (!isReadable(text)) return idle('没有文字内容');
    const evidence = evidenceIn(text);
    const scored = [...evidence]
      .map(([id, found]) => ({ id, score: scoreOf(found.map(({ worth }) => worth)) }))
      .filter(({ score }) => score >= LEAST)
      .sort((a, b) => b.score - a.score);
    const found = kindOf(text, scored.length > 0);
    const isIdle = found.kind === 'chatter';
    if (isIdle && !isPlainlyUrgent(text)) return idle(found.reason);
    const { kind, reason } = isIdle ? { kind: 'request' as const, reason: '' } : found;

    const urgent = isUrgent(text);
    const departments = kind === 'arrears' ? leadFirst(scored) : chances(scored);
    const best = departments[0];
    const exclusive = evidence.get(best?.id ?? '')?.some(({ tier }) => tier === 'exclusive') ?? false;
    const clear = kind === 'arrears' || isClear(scored, best?.p ?? 0, text.length, exclusive);
    return {
      kind,
      urgent,
      departments: filled(departments),
      ...namedBy(evidence),
      auto: clear && kind !== 'whistleblow',
      doubtful:
        kind === 'request' && (best?.p ?? 0) < LIKELY_P && !urgent && !wants(text) && !complains(text),
      reasons: [
        ...(reason === '' ? [] : [reason]),
        ...(urgent ? ['情况紧急，请先电话联系'] : []),
        ...explain(evidence, departments),
        ...(clear ? [] : [doubt(departments)]),
      ],
    };
  };

  const evidenceIn = (text: string): ReadonlyMap<string, readonly Evidence[]> => {
    const starts = new Map<number, number[]>();
    for (const { term, start } of longestOnly(find(text), (term) => gapped[term] ?? false)) {
      const known = starts.get(term);
      if (known) known.push(start);
      else starts.set(term, [start]);
    }
    const evidence = new Map<string, Evidence[]>();
    for (const [term, places] of starts) {
      const first = places.reduce((a, b) => Math.min(a, b));
      for (const { department, tier } of pointers[term] ?? []) {
        const found = { term, tier, worth: worthOf(tier, first, places.length) };
        const known = evidence.get(department);
        if (known) known.push(found);
        else evidence.set(department, [found]);
      }
    }
    return evidence;
  };

  /** Debts have a track of their own, led by the default department (工信). */
  const leadFirst = (scored: readonly Scored[]): readonly Candidate[] => {
    const others = chances(scored.filter(({ id }) => id !== lead)).slice(0, 2);
    return [{ id: lead, p: ARREARS_P }, ...others.map(({ id, p }) => ({ id, p: roundDown(p / 10) }))];
  };

  const namedBy = (evidence: ReadonlyMap<string, readonly Evidence[]>): Pick<Routing, 'named'> => {
    const named = [...evidence].filter(([, found]) => found.some(({ worth }) => worth > 0)).map(([id]) => id);
    return named.length > 0 ? { named } : {};
  };

  const explain = (
    evidence: ReadonlyMap<string, readonly Evidence[]>,
    departments: readonly Candidate[],
  ): readonly string[] => {
    return departments.slice(0, 2).flatMap(({ id }, rank) =>
      [...(evidence.get(id) ?? [])]
        .filter(({ worth }) => worth > 0)
        .sort((a, b) => b.worth - a.worth)
        .slice(0, rank === 0 ? 3 : 1)
        .map(({ term, tier }) => `提到“${written[term]}”——${nameOf(id)}${SAYS[tier]}`),
    );
  };

  const doubt = ([first, second]: readonly Candidate[]): string => {
    if (!first) return '没有认出归哪个部门，请专班分办';
    return second && second.p > first.p / 2
      ? `${nameOf(first.id)}与${nameOf(second.id)}难分，请专班定`
      : `多半归${nameOf(first.id)}，把握不大，请专班定`;
  };

  /** An unclear text still gives the dispatcher three to choose from; a filler never leads. */
  const filled = (departments: readonly Candidate[]): readonly Candidate[] => {
    const shown = new Set(departments.map(({ id }) => id));
    const others = [...new Set([lead, ...roster.departments.map(({ id }) => id)])]
      .filter((id) => !shown.has(id))
      .slice(0, Math.max(0, 3 - departments.length));
    const left = 1 - departments.reduce((sum, { p }) => sum + p, 0);
    const least = departments.at(-1)?.p ?? 2 * FILLER_P;
    const p = roundDown(Math.max(0, Math.min(FILLER_P, least / 2, left / (others.length + 1))));
    return [...departments, ...others.map((id) => ({ id, p }))];
  };

  let last: { readonly raw: string; readonly routing: Routing } | null = null;
  return {
    // The desk asks up to three times about the same words.
    route(raw) {
      if (last?.raw !== raw) last = { raw, routing: route(raw) };
      return last.routing;
    },
    suspects: () => false,
  };
}

function idle(reason: string): Routing {
  return { kind: 'chatter', urgent: false, departments: [], auto: false, doubtful: false, reasons: [reason] };
}
