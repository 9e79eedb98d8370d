/** What each figure is called, and what it means (口径): in the chat, on the pages and in a reprint alike. */
import type { View } from '../dialogue/view.ts';
import { FIGURES_NAMED } from '../dialogue/words/leaders.ts';
import type { Figure } from '../domain/metrics.ts';

type Named = keyof typeof FIGURES_NAMED;
const NAMED = Object.keys(FIGURES_NAMED) as Named[];

/** 按期办结率：未评价 of those that stand beside a rate; else as it is where a figure has no name of its own. */
export function nameOfFigure(figure: Figure, { say }: Pick<View, 'say'>): string {
  const named = namedAs(figure);
  const beside = rateBeside(figure);
  if (beside) return `${say(`figureName.${beside}`)}：${say('figureName.unrated')}`;
  return named ? say(`figureName.${named}`) : figure;
}

/** Empty where the name says all. */
export function meaningOf(figure: Figure, { say }: Pick<View, 'say'>): string {
  const named = rateBeside(figure) ? 'unrated' : namedAs(figure);
  return named ? say(`figureMeans.${named}`) : '';
}

/** The rate that closures nobody rated stand beside. */
function rateBeside(figure: Figure): Named | undefined {
  return NAMED.find((name) => figure === `unratedIn.${name}`);
}

function namedAs(figure: Figure): Named | undefined {
  return NAMED.find((name) => figure === `counts.${name}` || figure === `rates.${name}`);
}
