/**
 * Reports about officials and inspections (举报). Better one report too many than one shown to the
 * unit it is about, so the patterns are wide.
 */
import { remembering } from '../domain/remembering.ts';
import { anyOf } from './any-of.ts';
import { oncePer, oneOf, type Words, wordsInUse } from './word-rules.ts';

/** What is said of officials is asked before routing, and again by it. */
const REMEMBERED = 32;

/** `whistleblow` and `isNotice` by other words than the county's own. */
export const reportReader = oncePer((words: Words['officials']) => {
  const byThemselves = [
    anyOf(words.misconduct, 'gu'),
    anyOf(words.freeloading, 'gu'),
    new RegExp(`${oneOf(words.mannersOf)}[^。;!?]{0,12}${oneOf(words.manners)}`, 'gu'),
  ];
  /** 局长信箱 is an address. */
  const ofOfficial = new RegExp(
    `${oneOf(words.reportOrComplain)}.{0,24}${oneOf(words.reported)}(?!.{0,3}信箱)`,
    'gu',
  );
  const reportVerb = anyOf(words.reportVerbs);
  const misdeed = anyOf(words.misdeeds);
  const slogan = new RegExp(`${oneOf(words.campaigns)}.{0,24}${oneOf(words.campaignsAgainst)}`, 'u');
  /** What is said in general is not what is done. */
  const belied = anyOf(words.belied);
  const notice = new RegExp(`^\\s*${oneOf(words.notices)}`, 'u');
  const own = anyOf(words.own);

  /** Slogans against misconduct are no reports of it: 严禁吃拿卡要. 不是说整治吃拿卡要吗？他照样…… is one. */
  const isSlogan = (sentence: string, text: string): boolean => slogan.test(sentence) && !belied.test(text);
  const isNotice = (text: string): boolean => notice.test(text) && !own.test(text) && !belied.test(text);

  return {
    isNotice,
    whistleblow: remembering(REMEMBERED, (text): string | undefined => {
      if (isNotice(text)) return undefined;
      for (const pattern of byThemselves) {
        for (const found of text.matchAll(pattern)) {
          if (!isSlogan(around(text, found.index, found[0].length), text)) return found[0].slice(0, 12);
        }
      }
      for (const { 0: official, index } of text.matchAll(ofOfficial)) {
        const near = text.slice(Math.max(0, index - 150), index + 300);
        if (reportVerb.test(official) && misdeed.test(near) && !isSlogan(around(text, index, 1), text))
          return '举报';
      }
      return undefined;
    }),
  };
});

/** The words that make a normalised text a report about an official; undefined if none do. Reads the whole text. */
export function whistleblow(text: string): string | undefined {
  return reportReader(wordsInUse().words.officials).whistleblow(text);
}

/** Notices of an office, passed on: what begins like one and tells nothing of one's own. */
export function isNotice(text: string): boolean {
  return reportReader(wordsInUse().words.officials).isNotice(text);
}

/** The sentences in which a stretch of text stands. */
function around(text: string, from: number, length: number): string {
  let [start, end] = [from, from + length];
  while (start > 0 && !ENDS.has(text.charAt(start - 1))) start -= 1;
  while (end < text.length && !ENDS.has(text.charAt(end))) end += 1;
  return text.slice(start, end + 1);
}
const ENDS: ReadonlySet<string> = new Set('。！!？?；;\n');
