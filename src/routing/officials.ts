/**
 * What words make of officials, inspectors and public bodies, and so whether they may be seen by anybody. A report is
 * kept apart; where money, favours or conduct are only touched, the speaker is asked in private before anything is
 * done. Better one question too many than one word shown to the unit it is about.
 */
import { remembering } from '../domain/remembering.ts';
import { anyOf } from './any-of.ts';
import { normalise, withoutCourtesies } from './text.ts';
import { reportReader } from './whistleblow.ts';
import { oncePer, oneOf, type Words, wordsInUse } from './word-rules.ts';

/** report: about an official · doubt: perhaps one · how: how does one report? · null: nothing of the kind */
export type Delicate = 'report' | 'doubt' | 'how' | null;

/** The same words are asked about at each step of their way. */
const REMEMBERED = 32;

const NEAR = '[^。!?;\\n]{0,30}?';

/** `delicate` by other words than the county's own. */
export const delicacyReader = oncePer((words: Words['officials']) => {
  const { isNotice, whistleblow } = reportReader(words);
  const { official, body, favour, conduct } = words;
  const doubt = anyOf([
    `${oneOf(official)}${NEAR}${oneOf(favour, conduct)}`,
    `${oneOf(favour, conduct)}${NEAR}${oneOf(official)}`,
    `${oneOf(official, body)}[^，,。!?;\\n]{0,12}${oneOf(words.idling)}`,
    `${oneOf(body)}${NEAR}${oneOf(words.bodyFavour)}`,
    ...words.hints,
  ]);
  const well = anyOf(words.well);
  const but = anyOf(words.but);
  const addressed = anyOf(words.addressed, 'gu');
  const verb = oneOf(words.verbs);
  /** 我要举报县里某个局长: that it is about an official is enough. */
  const reports = new RegExp(
    `(?<!${words.notOwnReport.join('|')})${verb}(?![给到向了后过电信平渠奖])[^，,。!?;\\n隔邻]{0,10}${oneOf(official)}`,
    'u',
  );
  const how = howPattern(words, verb);
  const isDoubtful = (sentence: string): boolean =>
    doubt.test(sentence) && (!well.test(sentence) || but.test(sentence));

  return remembering(REMEMBERED, (text): Delicate => {
    // Whoever greets first says no less.
    const plain = withoutCourtesies(normalise(text));
    if (whistleblow(plain) !== undefined) return 'report';
    const short = plain.trim();
    if (short.length <= 40 && how.test(short)) return 'how';
    if (isNotice(plain)) return null;
    // Asked for help by their title, they are not spoken of.
    const spoken = plain.replace(addressed, '，');
    if (reports.test(spoken)) return 'report';
    return sentencesOf(spoken).some((sentence) => isDoubtful(sentence)) ? 'doubt' : null;
  });
});

/** 我要举报, 能不能匿名: nothing is said yet of whom, or of what. The whole text is that. */
function howPattern(words: Words['officials'], verb: string): RegExp {
  const asks = [
    `${oneOf(words.howWish)}*(?:实名|匿名|保密)?${verb}${oneOf(words.howRest)}*`,
    `${oneOf(words.howMay)}(?:给我|帮我|替我|为我)?${oneOf(words.howAnonymous)}(?:${verb}|反映|说|提|投诉|处理|一下)*`,
    `(?:怎么|如何)(?:匿名|保密|实名)(?:${verb}|反映|投诉|说)?|匿名(?:${verb}|反映)?|会不会(?:被|让).{0,10}知道(?:是我|我)?.{0,4}|(?:${verb}|反映).{0,6}(?:会不会|怕).{0,4}(?:泄露|泄密|报复|知道)`,
  ];
  return new RegExp(
    `^${oneOf(words.howOpening)}*${oneOf(asks)}(?:吗|呢|啊|吧|嘛|么|的|了|不|[\\p{P}\\s])*$`,
    'u',
  );
}

/** What `text`, as it was typed, says of officials. */
export function delicate(text: string): Delicate {
  return delicacyReader(wordsInUse().words.officials)(text);
}

/** With what ends them. */
export function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[。！!？?；;\n])/u).filter((sentence) => sentence.trim() !== '');
}
