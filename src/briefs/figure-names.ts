/** What each figure is called, and what it means (口径): in the chat, on the pages and in a reprint alike. */
import type { View } from '../dialogue/view.ts';
import { FIGURES_NAMED } from '../dialogue/words/leaders.ts';
import type { Figure } from '../domain/metrics.ts';

type Named = keyof typeof FIGURES_NAMED;
const NAMED = Object.keys(FIGURES_NAMED) as Named[];

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
