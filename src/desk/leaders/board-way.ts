/**
 * 打开看板, under a brief: a way into the pages, to the board of that very period. The link is made when the button is
 * pressed, as it is good for ten minutes, and a brief is read hours later.
 */
import type { Button } from '../../channels/port.ts';
import { press } from '../../dialogue/understand.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { issueLink, LINK_MINUTES } from '../people/links.ts';
import type { Scope } from './figures.ts';

/** Only of these is an address made of what a button says. */
const PERIOD =
  /^(?:(?:daily|weekly|monthly|yearly)_20\d{2}(?:-\d{2}){0,2}|20\d{6}-20\d{6})(?:-([de])-([\w-]+))?$/;

/** `period`: `monthly_2026-11`, `20261101-20261115`. None where the pages cannot be opened from outside. */
export function boardButton(
  period: string,
  { pages, say }: Pick<DeskParts, 'pages' | 'say'>,
  scope: Scope | null = null,
): readonly (readonly Button[])[] {
  if (pages()?.fromOutside !== true) return [];
  const whose =
    scope?.of === 'department' ? `-d-${scope.id}` : scope?.of === 'enterprise' ? `-e-${scope.id}` : '';
  const choice = `${period}${whose}`;
  // A choice holds 36 signs: of a part with a longer name the reader opens the board by itself.
  if (!PERIOD.test(choice) || choice.length > 36) return [];
  return [[{ label: say('pages.board'), data: press('board', 0, 0, choice) }]];
}

export function onBoardPress(on: Case, choice: string, parts: DeskParts): Outcome {
  const { person, view, at } = on;
  const pages = parts.pages();
  const found = PERIOD.exec(choice);
  if (person === null || !found) return { toast: view.say('refusal.badButton') };
  if (pages === null) return reply(view.say('pages.none'), { privately: true });
  const [, by, id] = found;
  const period = by === undefined ? choice : choice.slice(0, choice.indexOf(`-${by}-`));
  const query = new URLSearchParams({ p: period, ...(by !== undefined && id ? { [by]: id } : {}) });
  const { secret, event } = issueLink(person.id, at);
  const words = { url: `${pages.address}/in/${secret}?${query}`, minutes: LINK_MINUTES };
  return { office: [event], replies: [{ text: view.say('pages.boardLink', words), privately: true }] };
}
