/** How well the models do on voices they have not seen: the figures of the model card. */
import { departmentHead, KINDS, kindHead, URGENT } from '../labels.ts';
import type { Curve } from './calibrate.ts';
import { chancesOf, type Judged } from './train.ts';

/** A share: how many of how many. */
export interface Share {
  readonly of: number;
  readonly hit: number;
}

export interface Figures {
  readonly lines: number;
  /** The likeliest kind is the right one. */
  readonly kind: Share;
  /** Found, when the threshold is such that this share of all others is taken for one: 0.02, 0.06. */
  readonly reports: ReadonlyMap<number, Share>;
  readonly urgent: ReadonlyMap<number, Share>;
  readonly arrears: ReadonlyMap<number, Share>;
  /** New matters recognised, when this share of talk is taken for one. */
  readonly matters: ReadonlyMap<number, Share>;
  readonly firstDepartment: Share;
  readonly amongThree: Share;
  /** By kind, what it was taken for. */
  readonly confusion: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

const FALSE_SHARES = [0.01, 0.02, 0.04, 0.06];

interface Row {
  readonly says: ReadonlyMap<string, boolean>;
  readonly chances: ReadonlyMap<string, number>;
}

export function figuresOf(
  judged: readonly Judged[],
  curves: ReadonlyMap<string, Curve>,
  departments: readonly string[],
): Figures {
  const rows = judged.map((one) => ({ says: one.example.says, chances: chancesOf(one, curves) }));
  const kinds = rows.filter(({ says }) => says.has(kindHead('request')));
  const matters = kinds.filter(
    ({ says }) => !says.get(kindHead('chatter')) && !says.get(kindHead('whistleblow')),
  );
  const placed = rows.filter(({ says }) => departments.some((id) => says.get(departmentHead(id))));
  const ranked = placed.map(({ says, chances }) => {
    const order = [...departments].sort((a, b) => chanceOf(chances, b) - chanceOf(chances, a));
    return order.map((id) => says.get(departmentHead(id)) ?? false);
  });
  const confusion = new Map<string, Map<string, number>>();
  for (const row of kinds) {
    const is = KINDS.find((kind) => row.says.get(kindHead(kind))) ?? '';
    const taken = likeliest(row);
    const counts = confusion.get(is) ?? new Map<string, number>();
    confusion.set(is, counts.set(taken, (counts.get(taken) ?? 0) + 1));
  }
  return {
    lines: rows.length,
    kind: share(kinds, (row) => row.says.get(kindHead(likeliest(row))) ?? false),
    reports: found(kinds, kindHead('whistleblow')),
    urgent: found(
      matters.filter(({ says }) => says.has(URGENT)),
      URGENT,
    ),
    arrears: found(kinds, kindHead('arrears')),
    matters: found(kinds, kindHead('chatter'), true),
    firstDepartment: share(ranked, ([first]) => first ?? false),
    amongThree: share(ranked, (order) => order.slice(0, 3).includes(true)),
    confusion,
  };
}

function chanceOf(chances: ReadonlyMap<string, number>, department: string): number {
  return chances.get(departmentHead(department)) ?? 0;
}

function likeliest({ chances }: Row): (typeof KINDS)[number] {
  return KINDS.reduce((best, kind) =>
    (chances.get(kindHead(kind)) ?? 0) > (chances.get(kindHead(best)) ?? 0) ? kind : best,
  );
}

/** `inverse`: those for whom the head says no are looked for. */
function found(rows: readonly Row[], head: string, inverse = false): ReadonlyMap<number, Share> {
  const scored = rows.map(({ says, chances }) => ({
    is: (says.get(head) ?? false) !== inverse,
    score: (chances.get(head) ?? 0) * (inverse ? -1 : 1),
  }));
  const others = scored.filter(({ is }) => !is).map(({ score }) => score);
  others.sort((a, b) => b - a);
  const looked = scored.filter(({ is }) => is);
  return new Map(
    FALSE_SHARES.map((wrong) => {
      const threshold = others[Math.floor(others.length * wrong)] ?? Number.NEGATIVE_INFINITY;
      return [wrong, share(looked, ({ score }) => score > threshold)];
    }),
  );
}

function share<T>(rows: readonly T[], hit: (row: T) => boolean): Share {
  return { of: rows.length, hit: rows.filter(hit).length };
}
