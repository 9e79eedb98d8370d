/** Lines of the corpus, and the county's own terms, as rows to learn from. */
import type { Responsibilities } from '../../routing/responsibilities.ts';
import type { Router } from '../../routing/router.ts';
import { withoutCourtesies } from '../../routing/text.ts';
import {
  departmentHead,
  KINDS,
  kindHead,
  LINES,
  lineHead,
  lineOf,
  MORE_ACTS,
  moreHead,
  URGENT,
} from '../labels.ts';
import { ALONE, cuesOf, type Placed } from '../surroundings.ts';
import type { WordSense } from '../word-vectors.ts';
import type { CorpusLine } from './corpus.ts';
import { surroundingsIn } from './days.ts';

/** A row says yes or no to some heads and nothing about the others. */
export interface Example {
  /** The line it comes from; empty for a term. */
  readonly id: string;
  readonly text: string;
  /** Places in `CUES`. */
  readonly cues: readonly number[];
  readonly voice: string;
  /** By head: whether it holds. */
  readonly says: ReadonlyMap<string, boolean>;
  readonly cost: number;
}

/**
 * Files of days as they run have the shares that a group has, and people speak in them as they do there; those of near misses
 * and odd voices teach where the borders are.
 */
const ORDINARY = 'days-';
const LINE_COST = { ordinary: 3, hard: 0.5 };
/** Of a term beside an example that somebody said. */
const TERM_COST = { exclusive: 0.3, strong: 0.15 };

/** A head that no example says yes to is left out. */
export function headsOf(departments: readonly string[], examples: readonly Example[]): readonly string[] {
  const all = [
    ...KINDS.map(kindHead),
    URGENT,
    ...LINES.map(lineHead),
    ...MORE_ACTS.map(moreHead),
    ...departments.map(departmentHead),
  ];
  return all.filter((head) => examples.some(({ says }) => says.get(head) === true));
}

/** The words alone, without what is around them. */
export function examplesOf(
  corpus: readonly CorpusLine[],
  departments: readonly string[],
): readonly Example[] {
  return corpus.map((line) => ({
    id: line.id,
    text: withoutCourtesies(line.text),
    cues: [],
    voice: line.voice,
    says: saysOf(line, departments),
    cost: line.voice.startsWith(ORDINARY) ? LINE_COST.ordinary : LINE_COST.hard,
  }));
}

/** What is around each line of the corpus, in the order of `examples`. */
export function surrounded(
  examples: readonly Example[],
  corpus: readonly CorpusLine[],
  sense: WordSense,
  rules: Router,
  placed: Placed,
): readonly Example[] {
  const around = surroundingsIn(corpus);
  return examples.map((one) => ({
    ...one,
    cues: cuesOf(one.text, around.get(one.id) ?? ALONE, rules.route(one.text), sense, placed),
  }));
}

function saysOf(line: CorpusLine, departments: readonly string[]): ReadonlyMap<string, boolean> {
  const says = new Map<string, boolean>();
  const { kind, is, urgent, depts } = line;
  if (kind !== undefined) for (const one of KINDS) says.set(kindHead(one), one === kind);
  const act = is === undefined ? null : lineOf(is);
  if (act !== null) for (const one of LINES) says.set(lineHead(one), one === act);
  else if (kind !== undefined) sayAlone(kind, says);
  if (act === 'more') for (const one of MORE_ACTS) says.set(moreHead(one), one === is);
  // What is said of an urgent matter is labelled as that is, though the words themselves may tell of no danger.
  const isOwn = is === undefined || is === 'new' || urgent === false;
  if (urgent !== undefined && isOwn) says.set(URGENT, urgent);
  if (depts !== undefined && depts.length > 0) {
    for (const id of departments) says.set(departmentHead(id), depts.includes(id));
  }
  return says;
}

/** Lines that were written to be read alone have no `is`: a matter, a report, or what needs nobody. */
function sayAlone(kind: string, says: Map<string, boolean>): void {
  const isReport = kind === 'whistleblow';
  const isQuiet = kind === 'chatter';
  says.set(lineHead('report'), isReport);
  says.set(lineHead('new'), !isReport && !isQuiet);
  if (!isQuiet) says.set(lineHead('quiet'), false);
}

/** What the county says a department is responsible for, as if somebody had said the bare term. */
export function termExamples({ departments }: Responsibilities): readonly Example[] {
  const ids = Object.keys(departments);
  return ids.flatMap((owner) =>
    (['exclusive', 'strong'] as const).flatMap((tier) =>
      (departments[owner]?.[tier] ?? []).map((term) => ({
        id: '',
        text: term.replaceAll('…', ''),
        cues: [],
        voice: 'terms',
        says: new Map(ids.map((id) => [departmentHead(id), id === owner])),
        cost: TERM_COST[tier],
      })),
    ),
  );
}
