/**
 * What people wrote, from what WeChat's web protocol makes of it: emoji as images, line ends as `<br/>`, signs as
 * entities. Only its own marks are taken away; what somebody typed between angle brackets stays.
 */
import { withoutEntities } from './xml.ts';

const EMOJI_IMAGE = /<img\b[^<>]{0,400}\b(?:qq)?emoji[^<>]{0,400}>/giu;
const EMOJI_SPAN = /<span\b[^<>]{0,200}\bemoji([\da-f]{4,16})\b[^<>]{0,200}>(?:<\/span>)?/giu;
/** Closed and unclosed; a link is shown as its words. */
const MARKS = /<\/?(?:span|a)(?:\s[^<>]{0,2000})?>/giu;
const LINE_END = /<br ?\/?>/giu;
/** In names: what has no width, and what turns the direction of writing. */
const UNSEEN = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+/gu;
const SHORTEST_POINT = 4;

/** Said words. */
export function plainText(text: string): string {
  if (!/[<&]/.test(text)) return text;
  const shown = text
    .replace(EMOJI_IMAGE, (image) => emojiOf(image))
    .replace(EMOJI_SPAN, (_all, points: string) => characters(points))
    .replace(MARKS, '')
    .replace(LINE_END, '\n');
  return withoutEntities(shown);
}

/** A name of a person or a group: one line; empty where there is nothing to see. */
export function plainName(name: string): string {
  return plainText(name).replace(/\s+/gu, ' ').replace(UNSEEN, '').trim();
}

/** WeChat's own faces have a name (`text="[微笑]_web"`), the others are characters. */
function emojiOf(image: string): string {
  const named = /\btext="(\[[^"\]]{1,20}\])/iu.exec(image)?.[1];
  const points = /\bemoji([\da-f]{4,16})\b/iu.exec(image)?.[1];
  return named ?? (points === undefined ? '' : characters(points));
}

/** `1f4aa`, and several in one: `1f1e81f1f3`. Signs of one vendor alone are no characters. */
function characters(points: string): string {
  const size =
    points.length % 5 === 0 ? 5 : points.length % SHORTEST_POINT === 0 ? SHORTEST_POINT : points.length;
  const each = points.match(new RegExp(`.{${size}}`, 'g')) ?? [];
  return each
    .map((hex) => Number.parseInt(hex, 16))
    .filter((point) => point <= 0x10ffff && !(point >= 0xd800 && point <= 0xf8ff))
    .map((point) => String.fromCodePoint(point))
    .join('');
}
