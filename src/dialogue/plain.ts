/**
 * What people type, as it is read: half width, plain spaces, simplified letters. Each character stands for the one at
 * its place, so that words can be cut out of what was typed.
 */
import { remembering } from '../domain/remembering.ts';

/** The traditional letters of commands, thanks and days, each before its simplified form. */
const SIMPLIFIED = new Map(
  '簽签號号饋馈辦办結结轉转請请業业補补復复覆复計计時时單单掛挂賬账帳账協协頂顶進进訪访開开並并併并滿满沒没決决銷销錄录簡简報报週周幫帮綁绑臨临給给崗岗謝谢領领導导師师煩烦個个點点還还來来誰谁問问題题處处現现萬万兩两幾几後后從从為为會会學学習习訓训產产親亲禮礼麼么樣样訴诉編编們们過过這这無无時时間间長长經经關关動动條条實实誠诚貴贵'
    .match(/../gu)
    ?.map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
);
const TRADITIONAL = new RegExp(`[${[...SIMPLIFIED.keys()].join('')}]`, 'gu');

/** A dozen readers ask for the same words. */
const REMEMBERED = 64;

/** The text in the form that patterns are written in, of the same length. */
export const plain: (text: string) => string = remembering(REMEMBERED, (text) =>
  text
    .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[^\S\n\t]/g, ' ')
    .replace(TRADITIONAL, (letter) => SIMPLIFIED.get(letter) ?? letter),
);

/**
 * Of what was typed the end that stands in its plain form as `read`, the last of it: what others read is as it was typed, its
 * marks full width.
 */
export function typedEnd(text: string, read = ''): string {
  const words = read.trimEnd();
  return words === '' ? '' : text.trimEnd().slice(-words.length).trim();
}

/** Nothing but a nod: 👍, ✅, 👌, 🙏, [强]. It says that it was seen, or thanks; it has no words. */
export function isGesture(text: string): boolean {
  return text.length <= 40 && GESTURE.test(text);
}

const GESTURE =
  /^(?:[\p{So}\p{Sk}\p{M}\p{Cf}❤♥‼⁉\s]|\[(?:强|赞|OK|ok|好的|抱拳|合十|握手|鼓掌|玫瑰|微笑|胜利|爱心|点赞|加油|呲牙)\])+[!！。.~～]*$/u;

/** What stands around one word: quotes, brackets, a full stop, a smile. Not what makes something else of a number. */
const AROUND =
  /^[\s\p{Ps}\p{Pe}\p{Pi}\p{Pf}"'。.!,，、:;#~\p{So}\p{M}]+|[\s\p{Ps}\p{Pe}\p{Pi}\p{Pf}"'。.!,，、:;~\p{So}\p{M}]+$/gu;
const LONGEST_WORD = 24;

/** A word without the marks around it, in the plain form: （12）！ is 12. Longer texts stay as they are. */
export function bareWord(text: string): string {
  return text.length > LONGEST_WORD ? text : plain(text).replace(AROUND, '');
}

/** What a reader of a text notices: its letters and digits, and the signs that belong to a number. */
export function essence(text: string): string {
  return plain(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/(?<=\d)[^\S\n]+(?=\d)/g, '_')
    .replace(/[\s\p{So}\p{Sk}\p{M}\p{Cf}]/gu, '')
    .replace(/\p{P}/gu, (sign, at: number, whole: string) => (ofNumber(sign, at, whole) ? sign : ''));
}

/** 12.5, 12-15, -5, 50%, 1_2: without the sign it is another number. */
function ofNumber(sign: string, at: number, whole: string): boolean {
  const [before, behind] = [DIGIT.test(whole.charAt(at - 1)), DIGIT.test(whole.charAt(at + 1))];
  if (sign === '%') return before;
  if (sign === '-') return behind;
  return before && behind;
}

const DIGIT = /\d/;
