/**
 * 我要投诉余文岭, 余文岭刁难我们: the county's words for officials know titles, and the roster knows names. A name of it stands
 * for somebody who holds an office, and complained of, the person would be the first to read it.
 */
import { remembering } from '../../domain/remembering.ts';
import type { Roster } from '../../domain/roster.ts';
import { anyOf } from '../../routing/any-of.ts';
import { delicate } from '../../routing/officials.ts';
import { normalise } from '../../routing/text.ts';
import { oncePer, oneOf, type Words, wordsInUse } from '../../routing/word-rules.ts';

/** Somebody as the county's words know them. */
const OFFICIAL = '某干部';
/** Characters between a name and what is said of it, within a clause. */
const NEAR = '[^。!?;，,\\n]{0,12}';
const REMEMBERED = 32;

const blameReader = oncePer(({ blamedByName }: Words['officials']) => {
  const blame = oneOf(blamedByName);
  const near = anyOf([`${blame}${NEAR}${OFFICIAL}`, `${OFFICIAL}${NEAR}${blame}`]);
  return remembering(REMEMBERED, (text: string) => blamedByName.length > 0 && near.test(normalise(text)));
});

/** Whether words blame somebody of the roster whom they call by name, and by no title that the county's words know. */
export function isBlamedByName(text: string, roster: Roster): boolean {
  const names = namesOf(roster).filter((name) => text.includes(name));
  if (names.length === 0 || delicate(text) !== null) return false;
  const titled = names.reduce((words, name) => words.replaceAll(name, OFFICIAL), text);
  const found = delicate(titled);
  if (found === 'report' || found === 'doubt') return true;
  return blameReader(wordsInUse().words.officials)(titled);
}

/** Staff and leaders; longer names first, as one may hold another. */
function namesOf({ offices, dispatchers, leaders }: Roster): readonly string[] {
  const staff = offices.flatMap(({ primary, backup, head }) => [primary, backup, head]);
  const names = new Set([...staff, ...dispatchers, ...leaders].map(({ name }) => name));
  return [...names].filter((name) => [...name].length > 1).sort((a, b) => b.length - a.length);
}
