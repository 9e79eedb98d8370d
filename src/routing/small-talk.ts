/**
 * What needs no ticket: greetings, thanks, notices passed on, advertisements. A real difficulty
 * called small talk is lost, so whatever is in doubt is none.
 */
import { anyOf } from './any-of.ts';
import { oncePer, oneOf, type Words, wordsInUse } from './word-rules.ts';

const ONLY_LINK = /^(?:https?:\/\/\S+|www\.\S+)$/u;

/** `wants` and `smallTalk` by other words than the county's own. */
export const talkReader = oncePer((words: Words['talk']) => {
  /** Something is wrong, wanted or missing. Any of these, and it is no small talk. */
  const need = anyOf(words.need);
  /** Longest first and never taken back, so that 哈哈哈哈… costs no more than its length. */
  const longestFirst = words.pleasantries.toSorted((x, y) => y.length - x.length);
  const pleasantry = new RegExp(
    `(?:${longestFirst.join('|')}|[\\s\\p{P}\\p{S}\\p{M}\\p{Emoji_Component}])`,
    'uy',
  );
  const acknowledged = new RegExp(`^${oneOf(words.acknowledged)}[,，.。!！、\\s]`, 'u');
  const open = anyOf(words.open);
  const thanks = oneOf(words.thanks);
  const thanksSolved = anyOf([
    `${thanks}.{0,24}${oneOf(words.solved, words.solvedAfterThanks)}了`,
    `${oneOf(words.solved)}了.{0,24}${thanks}`,
  ]);
  const but = anyOf(words.but);
  const greeting = new RegExp(`^.{0,8}${oneOf(words.greetings)}`, 'u');
  const notice = anyOf(words.notices);
  const advert = anyOf(words.adverts, 'gu');
  const ownTrouble = anyOf(words.ownTrouble);

  const isPleasantry = (text: string): boolean => {
    if (text.length > 60) return false;
    let end = 0;
    while (end < text.length) {
      pleasantry.lastIndex = end;
      // What matches without taking a character ((?=好)) would never come to the end.
      if (!pleasantry.test(text) || pleasantry.lastIndex === end) return false;
      end = pleasantry.lastIndex;
    }
    return true;
  };

  /** One such word is in many a complaint (优惠政策没兑现); an advertisement heaps them up. */
  const isAdvert = (text: string): boolean => {
    const found = new Set(text.slice(0, 400).match(advert) ?? []);
    return found.size >= 3 || (found.size === 2 && !(ownTrouble.test(text) && need.test(text)));
  };

  return {
    wants: (text: string): boolean => need.test(text),
    smallTalk(text: string, hasMatter: boolean): string | undefined {
      const plain = text.trim();
      if (ONLY_LINK.test(plain)) return '只有链接';
      const spoken = plain.replace(/@\S{1,12}\s?/gu, '').trim();
      if (spoken === '') return '只提到了人';
      if (isPleasantry(spoken)) return '是客套话，没有诉求';
      if (notice.test(plain) && !ownTrouble.test(plain)) return '是通知或转发，没有诉求';
      if (isAdvert(plain)) return '像是广告，没有诉求';
      if (spoken.length <= 40 && thanksSolved.test(spoken) && !but.test(spoken))
        return '是道谢，没有新的诉求';
      if (spoken.length <= 15 && acknowledged.test(spoken) && !open.test(spoken))
        return '是回应，没有新的诉求';
      if (need.test(spoken)) return undefined;
      if (greeting.test(spoken) && spoken.length <= 40) return '是客套话，没有诉求';
      if (!hasMatter && spoken.length <= 6) return '话太短，没有诉求';
      return undefined;
    },
  };
});

/** Whether a normalised text says that something is wanted or missing. */
export function wants(text: string): boolean {
  return talkReader(wordsInUse().words.talk).wants(text);
}

/** Why a normalised text is small talk, in short Chinese; undefined when it is or may be more. */
export function smallTalk(text: string, hasMatter: boolean): string | undefined {
  return talkReader(wordsInUse().words.talk).smallTalk(text, hasMatter);
}
