/** Lines of the corpus, and the county's own terms, as rows to learn from. */
import type { Responsibilities } from '../../routing/responsibilities.ts';
import { KINDS, LINE_ACTS } from '../labels.ts';
import type { CorpusLine } from './corpus.ts';

/** A row says yes or no to some heads and nothing about the others. */
export interface Example {
  readonly text: string;
  readonly cues: readonly string[];
  readonly voice: string;
  /** By head: whether it holds. */
  readonly says: ReadonlyMap<string, boolean>;
  readonly cost: number;
}

/** Of a term beside an example that somebody said. */
const TERM_COST = { exclusive: 0.3, strong: 0.15 };

export const URGENT = 'urgent';
export const kindHead = (kind: string): string => `kind:${kind}`;
export const actHead = (act: string): string => `act:${act}`;
export const departmentHead = (id: string): string => `dept:${id}`;

/** A head that no line of the corpus says yes to is left out. */
export function headsOf(departments: readonly string[], corpus: readonly CorpusLine[]): readonly string[] {
  const acts = new Set(corpus.map(({ is }) => is));
  return [
    ...KINDS.map(kindHead),
    URGENT,
    ...LINE_ACTS.filter((act) => acts.has(act)).map(actHead),
    ...departments.map(departmentHead),
  ];
}

export function exampleOf(line: CorpusLine, departments: readonly string[]): Example {
  const says = new Map<string, boolean>();
  const { kind, is, urgent, depts } = line;
  if (kind !== undefined) for (const one of KINDS) says.set(kindHead(one), one === kind);
  if (is !== undefined) for (const one of LINE_ACTS) says.set(actHead(one), one === is);
  if (urgent !== undefined && (is === undefined || is === 'new')) says.set(URGENT, urgent);
  if (depts !== undefined && depts.length > 0) {
    for (const id of departments) says.set(departmentHead(id), depts.includes(id));
  }
  return { text: line.text, cues: [], voice: line.voice, says, cost: 1 };
}

/** What the county says a department is responsible for, as if somebody had said the bare term. */
export function termExamples({ departments }: Responsibilities): readonly Example[] {
  const ids = Object.keys(departments);
  return ids.flatMap((owner) =>
    (['exclusive', 'strong'] as const).flatMap((tier) =>
      (departments[owner]?.[tier] ?? []).map((term) => {
        const text = term.replaceAll('…', '');
        return {
          text,
          cues: [],
          voice: 'terms',
          says: new Map(ids.map((id) => [departmentHead(id), id === owner])),
          cost: TERM_COST[tier],
        };
      }),
    ),
  );
}
