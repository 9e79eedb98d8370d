/** What the enterprise said when it was called, as the hub types it: 已解决 已答复 已对接 满意 备注. */
import type { Rating } from '../domain/ticket-parts.ts';
import type { Heard } from './call-back.ts';
import { ratingOf } from './understand.ts';

const SAID: readonly (readonly [RegExp, Heard])[] = [
  [/^(?:已经?解决|解决了|全部解决|解决)$/u, { solved: true }],
  [/^(?:未解决|没有?解决|没有解决|尚未解决|部分解决|没全解决)$/u, { solved: false }],
  [/^(?:已经?答复|答复了|有答复|已回复)$/u, { answered: true }],
  [/^(?:未答复|没有?答复|无答复|没回复|未回复)$/u, { answered: false }],
  [/^(?:已经?(?:主动)?(?:对接|联系)|(?:主动)?(?:对接|联系)(?:了|过)|有对接)$/u, { contacted: true }],
  [/^(?:未|没有?|没有)(?:主动)?(?:对接|联系)(?:过)?$/u, { contacted: false }],
];
const BETWEEN = /[\s,，、;；。/]+/u;

/** The answers the words begin with; what follows is the remark, or what is still not solved. */
export function readCallBack(words: string): Heard {
  let heard: Heard = {};
  let rest = words.trim();
  while (rest !== '') {
    const [word = ''] = rest.split(BETWEEN);
    const more = answerIn(word);
    if (more === null) break;
    heard = { ...heard, ...more };
    rest = rest.slice(word.length).replace(/^[\s,，、;；。/]+/u, '');
  }
  return rest === '' ? heard : { ...heard, text: rest };
}

function answerIn(word: string): Heard | null {
  const said = SAID.find(([pattern]) => pattern.test(word));
  if (said) return said[1];
  const rated = ratingOf(word);
  return rated === null ? null : { rating: rated.rating };
}

/** The other way round: the words that are read as these answers. Null where the remark would be read as one of them. */
export function callBackWords({ solved, answered, contacted, rating, text }: Heard): string | null {
  const words = [
    solved === undefined ? '' : solved ? '已解决' : '未解决',
    answered === undefined ? '' : answered ? '已答复' : '未答复',
    contacted === undefined ? '' : contacted ? '已对接' : '未对接',
    rating === undefined ? '' : RATED[rating],
    text ?? '',
  ];
  if (text !== undefined && readCallBack(text).text !== text) return null;
  return words.filter((word) => word !== '').join(' ');
}

const RATED: Readonly<Record<Rating, string>> = {
  satisfied: '满意',
  basic: '基本满意',
  dissatisfied: '不满意',
};
