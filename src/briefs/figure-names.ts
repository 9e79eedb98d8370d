/** What each figure is called, and what it means (口径): in the chat, on the pages and in a reprint alike. */
import type { View } from '../dialogue/view.ts';
import type { Figure } from '../domain/metrics.ts';

const NAMED = [
  'open',
  'overdue',
  'registered',
  'closed',
  'suspended',
  'unhappy',
  'unrated',
  'excluded',
  'dueCompletion',
  'onTime',
  'signedOnTime',
  'fedBackOnTime',
  'returned',
  'reworked',
  'yearCompletion',
  'completion',
  'claimed',
  'calledBack',
  'response',
  'resolution',
  'satisfaction',
] as const;
type Named = (typeof NAMED)[number];

/** As it is where a figure has no name of its own: those that only stand beside another. */
export function nameOfFigure(figure: Figure, { say }: Pick<View, 'say'>): string {
  const named = namedAs(figure);
  return named ? say(`figureName.${named}`) : figure;
}

/** Empty where the name says all. */
export function meaningOf(figure: Figure, { say }: Pick<View, 'say'>): string {
  const named = namedAs(figure);
  return named ? say(`figureMeans.${named}`) : '';
}

function namedAs(figure: Figure): Named | undefined {
  return NAMED.find((name) => figure === `counts.${name}` || figure === `rates.${name}`);
}
