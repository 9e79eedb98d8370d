/**
 * Thanks, praise, and that it is done, in whatever order: 谢谢，办得真快！, 辛苦了，已经好了. Each clause must be one of
 * them: 谢谢，但是又坏了 is none, and neither is 谢谢，东门也一样.
 */
import { isGesture, plain } from './plain.ts';
import { isThanks } from './understand.ts';

/** Longer words say more than thanks. */
const LONGEST = 60;
/** 来电了谢谢 says two things without a mark between them. */
const CLAUSE = /[\s,，。.!！;；、~～…]+|(?<=[了啦])(?=(?:真是|非常|十分|太|多|万分)?(?:谢|感谢|辛苦))/u;
const THANKS = /谢(?!客|绝)|辛苦(?!费|钱)|感恩|麻烦(?:您|你|大家|各位|领导|你们)?了/u;
const PRAISE =
  /(?:真|很|太|挺|非常|特别|好|超|这么)(?:快|好|棒|赞|给力|及时|负责|用心|贴心|高效|专业|到位|满意|周到)|点赞|给力|效率高|办实事|靠谱|为民服务|锦旗/u;
const SOLVED =
  /(?:好|解决|修好|办好|恢复|恢复正常|通|来电|来水|来气|到账|搞定|拿到|下来|办成|办完|弄好|处理好|处理完|收到|正常|放款)了(?:哈|呀|啊|的)?$|(?:已经?|都)(?:恢复|解决|修好|办好|办结|正常|到账)$/u;
/** What asks, wishes, doubts or goes on. */
const MORE =
  /但|可是|不过|只是|就是|然而|却|又|另外|再(?!次)|还(?!真|挺)|没(?!想到|得说)|未|不(?!错|愧|胜)|坏|[?？]|吗|怎么|什么|啥|咋|何时|几时|哪|能否|能不能|请|帮(?!忙|助)|看看|尽快|快点|早点|早日|希望|盼|就好了|才好|如果|要是|一半|差点|也(?!.{0,6}[谢辛])/u;

/** Whether a text is nothing but thanks, praise, or that it is done. */
export function isGrateful(text: string): boolean {
  return everyClause(text, [THANKS, PRAISE, SOLVED]);
}

/** Whether words that are nothing else thank for it: 来电了谢谢. They tell of no matter, whatever is open. */
export function isThankful(text: string): boolean {
  return isGrateful(text) && THANKS.test(plain(text));
}

/** Whether it is nothing but thanks and praise: 机器人辛苦了; 来电了，谢谢 says besides that it is over. */
export function onlyThanks(text: string): boolean {
  return everyClause(text, [THANKS, PRAISE]);
}

function everyClause(text: string, kinds: readonly RegExp[]): boolean {
  if (text.length > LONGEST) return false;
  if (isThanks(text) || isGesture(text)) return true;
  const clauses = plain(text)
    .split(CLAUSE)
    .filter((clause) => clause !== '');
  return clauses.length > 0 && clauses.every((clause) => isOne(clause, kinds));
}

function isOne(clause: string, kinds: readonly RegExp[]): boolean {
  if (isThanks(clause) || isGesture(clause)) return true;
  const words = clause.replace(/\p{So}/gu, '');
  return !MORE.test(words) && kinds.some((kind) => kind.test(words));
}
