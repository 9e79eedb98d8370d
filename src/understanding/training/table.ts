/** Figures as the model card prints them. */
import { KINDS } from '../labels.ts';
import type { Figures, Share } from './figures.ts';

export function inTable(figures: Figures): string {
  const lines: (readonly [string, string])[] = [
    ['lines judged, each by a model that has seen none of its voice', String(figures.lines)],
    ['kind right', percent(figures.kind)],
    ...at('reports found', 'of other lines taken for reports', figures.reports),
    ...at('urgent found', 'of plain matters taken for urgent', figures.urgent),
    ...at('debts found', 'of other lines taken for debts', figures.arrears),
    ...at('matters recognised', 'of talk taken for matters', figures.matters),
    ['department right, first choice', percent(figures.firstDepartment)],
    ['department right, among three', percent(figures.amongThree)],
  ];
  const table = lines.map(([what, value]) => `| ${what} | ${value} |`);
  const head = `| is \\ taken for | ${KINDS.join(' | ')} |`;
  const confusion = [...figures.confusion].map(
    ([is, taken]) => `| ${is} | ${KINDS.map((kind) => taken.get(kind) ?? 0).join(' | ')} |`,
  );
  return [
    '| figure | value |\n|---|---|',
    ...table,
    '',
    head,
    `|---|${'---|'.repeat(KINDS.length)}`,
    ...confusion,
  ].join('\n');
}

function at(what: string, wrong: string, shares: ReadonlyMap<number, Share>): (readonly [string, string])[] {
  return [...shares].map(([rate, share]) => [
    `${what}, at ${(rate * 100).toFixed(1)} % ${wrong}`,
    percent(share),
  ]);
}

function percent({ of, hit }: Share): string {
  return of === 0 ? '—' : `${((100 * hit) / of).toFixed(1)} % (${hit}/${of})`;
}
