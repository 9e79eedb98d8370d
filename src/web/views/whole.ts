/** Words with what no line may end within: the name of a person with its label (专人：余文岭), a date, an hour, a telephone number. */
import type { Roster } from '../../domain/roster.ts';
import { type Html, html, joined } from './html.ts';

/** What is to be done by then: 签收 */
const STEP = '(?:\\p{Script=Han}{1,4}(?![\\p{Script=Han}“（]))?';
/** 11月24日（周二）, 11月24日（周二）内签收, 09:30 前签收 */
const TIMES = [
  `\\d{1,2}月\\d{1,2}日(?:（周[一二三四五六日]）(?:内${STEP})?)?`,
  `\\d{1,2}:\\d{2}(?: 前${STEP})?`,
];
/** 000-00001118, 0357-5612345, 138 0000 0000 */
const PHONE = '\\d{3,4}(?:[-\\u2011 ]\\d{4,8}){1,2}';
const LABEL = '(?:\\p{Script=Han}{2}：)?';
const patterns = new WeakMap<Roster, RegExp>();

/** The text as it is, in as many pieces. */
export function wholes(text: string, roster: Roster): Html {
  return joined(
    text
      .split(patternOf(roster))
      // Every other piece is what the pattern has found.
      .map((piece, turn) => (turn % 2 === 1 ? html`<span class="whole">${piece}</span>` : html`${piece}`)),
  );
}

function patternOf(roster: Roster): RegExp {
  const known = patterns.get(roster);
  if (known) return known;
  const names = [...new Set(roster.people.map(({ name }) => name))]
    .filter(Boolean)
    // The longer first: 王小明 before 王小.
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // The label once: all Chinese characters again before each name would take half a second to compile.
  const named = names.length === 0 ? [] : [`${LABEL}(?:${names.join('|')})`];
  const pattern = new RegExp(`(${[...named, ...TIMES, PHONE].join('|')})`, 'u');
  patterns.set(roster, pattern);
  return pattern;
}
