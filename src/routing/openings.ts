/**
 * What is said around a matter and is none of it: courtesies before it and behind it, who is called, WeChat's emoji
 * ([捂脸] in its texts), where somebody can be reached. No list of them is whole, so whoever reads a text without them
 * reads it with them as well, and keeps the graver reading.
 */
import { simplified } from '../domain/simplified.ts';
import { isReadable, LONGEST_TEXT, lastPoint } from './text.ts';
import { isNotNow } from './urgent.ts';

/** [捂脸], [Facepalm]: WeChat writes its emoji in the language of the telephone. [演练] says what the rest is. */
const EMOJI =
  /\[(?!演[练习]|测试|模拟|转|通知|新闻|视频|链接|图片|照片|位置|文件|语音)(?:\p{Script=Han}{1,4}|[A-Za-z]{2,12})\]/gu;
const SIGNS = String.raw`\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\uFE0F\u200D`;
const MARKS = String.raw`\s,，.。、!！~～…·:：;；—()（）${SIGNS}`;
const LEADING_MARKS = new RegExp(`^[${MARKS}?？]+`, 'u');
const ONE_MARK = new RegExp(`^[${MARKS}?？]$`, 'u');
/** @所有人 is written with or without a space behind it; WeChat's own space is U+2005. */
const CALLED = /^[@＠](?:所有人|全体成员|all\b|[^\s@，,。:：]{1,20}(?=[\s,，:：]))/iu;
const CALLED_AT_END = /\s?[@＠][^\s@，,。！!？?]{1,20}$/u;

const COURTESY =
  '谢谢|多谢|感谢|致谢|辛苦|打扰|打搅|叨扰|不好意思|抱歉|对不起|麻烦|劳驾|请问|请教|问一下|问下|冒昧|拜托|[您你们家]好|[早午晚]上?[好安]|早啊|祝|恭喜|恭贺|快乐|愉快|吉祥|安康|在吗|在么|在嘛|在不在|有人吗|在线吗|\\bhello\\b|\\bhi\\b|\\bthanks\\b|\\bsorry\\b';
/** A clause that is short and holds a courtesy, up to the mark behind it: 抱歉这么晚打扰，祝大家节日快乐！ */
const COURTEOUS = `(?=[^${MARKS}?？]{0,16}(?:${COURTESY}|^亲))[^${MARKS}?？]{1,24}(?=[${MARKS}?？])`;
/** 各位领导： and nothing else. 领导通知今天演练， says what is behind it. */
const ADDRESSED = `(?:各位|亲们?|亲爱的?|尊敬的?|领导|老师|大家|群主|管理员|客服|工作人员|连心桥|机器人|同志|朋友|家人|们|好)+(?=[${MARKS}?？])`;
const OPENING = new RegExp(`^(?:${COURTEOUS}|${ADDRESSED})`, 'iu');
/** 昨天各位辛苦了，: what stands behind is told of then. */
const PAST = /昨天|前天|上回|上次|那天|当时|梦/u;
/** 天冷，大家都辛苦了！ */
const LED_UP_TO = new RegExp(`^[^${MARKS}?？]{1,12}[${MARKS}]${COURTEOUS}(?=.*[\\p{L}\\p{N}])`, 'isu');
/** Said with no mark behind it: 大家辛苦了二楼有人困着. */
const RUN_ON =
  /^(?:(?:各位|大家|领导|老师|连心桥|同志|们|您|你)*(?:[好早]啊?|辛苦(?:了|啦|大家了?)|打扰(?:了|一下|下)|不好意思|抱歉|请问(?:一下|下)?|麻烦(?:问)?(?:一下|下|您|你)?|在吗))+/u;
/** What a matter is begun with behind a courtesy. */
const BESIDES = /^(?:另外|还有(?:[一个件]+事)?|再就是|再有|对了|顺便(?:[问说]一?[下句])?|那个)[,，:：\s]*/u;
const CLOSING =
  /(?:(?:谢谢|多谢|感谢|thanks?)(?:大家|各位|领导|老师|你们?|您|们|了|啦|啊|哈)*|(?:非常)?(?:麻烦|辛苦|拜托|劳驾|费心|打扰|有劳)(?:大家|各位|你们?|您|领导们?|老师们?|一下|下|了|啦)*)$/iu;

/** A mobile or fixed telephone, or an ID card, whole or as it was masked. */
const NUMBER = String.raw`(?:\d{17}[\dXx]|(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?[\d*]{4}){2}|0\d{2,3}-?\d{7,8}|\d{7,12})`;
const WITHIN = String.raw`[^,，.。;；!！?？\n\d]`;
/** Whose number it is, and the number: 我电话138…, 联系人老王，电话138…. */
const CONTACT = new RegExp(
  `(?:联系人[:：是]?${WITHIN}{0,6}[,，、\\s]*)?(?:${WITHIN}{0,6}(?:电话|手机|号码|联系|身份证|致电|微信|tel)${WITHIN}{0,8})?${NUMBER}(?![\\d])[,，、;；\\s]*`,
  'giu',
);

/** More of them nobody says. */
const MOST = 12;
const LONGEST_CLOSING = 60;

export interface WaysToRead {
  /** What is left without an opening, a number, an emoji: a matter by itself, whatever those sound like beside it. */
  readonly matter: string | null;
  /** All else that the text may be read as, for what is grave. What thanks stand behind is often settled. */
  readonly others: readonly string[];
}

/** What `text` may be read as beside what it is. Nothing where no courtesies are, or where nothing else was said. */
export function waysToRead(text: string): WaysToRead {
  const plain = simplified(text.slice(0, LONGEST_TEXT).normalize('NFKC'));
  const bare = tidied(plain.replace(EMOJI, '，').replace(CONTACT, '，'));
  const behind = withoutOpening(bare);
  const isOther = (one: string): boolean => one !== text && one !== plain && isReadable(one);
  const closed = [bare, behind].map(withoutClosing).filter((one) => one !== bare && one !== behind);
  const others = new Set([...closed, ...closed.map((one) => one.replace(/[!。]$/, ''))].filter(isOther));
  return {
    matter: isOther(behind) ? behind : null,
    others: [...others].filter((one) => one !== behind),
  };
}

/** Without marks that stand alone where something was taken out. */
function tidied(text: string): string {
  return text.replace(LEADING_MARKS, '').replace(/[,，]{2,}/g, '，');
}

function withoutOpening(text: string): string {
  let rest = text;
  for (let taken = 0; taken < MOST; taken++) {
    const found =
      CALLED.exec(rest) ??
      OPENING.exec(rest) ??
      RUN_ON.exec(rest) ??
      (taken === 0 ? LED_UP_TO.exec(rest) : null);
    // What is taken off may say that the rest is a drill, or last year's.
    if (!found || isNotNow(found[0]) || PAST.test(found[0])) break;
    rest = rest.slice(found[0].length).replace(LEADING_MARKS, '');
  }
  return rest === text ? text : rest.replace(BESIDES, '');
}

function withoutClosing(text: string): string {
  let rest = text;
  for (let taken = 0; taken < MOST; taken++) {
    const [words, marks] = partedAtMarks(rest);
    const tail = words.slice(-LONGEST_CLOSING).replace(CLOSING, '').replace(CALLED_AT_END, '');
    const next = words.slice(0, -LONGEST_CLOSING) + tail;
    // One 。 or ？ behind the last word is a part of it; many of them, or a comma that nothing follows, are not.
    if (next === words) return /^[^,，、…～~—]?$/u.test(marks) ? rest : words + firstOf(marks);
    rest = next;
  }
  return rest;
}

/** What was asked stays a question, and a cry one. */
function firstOf(marks: string): string {
  return /[?？]/.test(marks) ? '？' : (/^[!。]/.exec(marks)?.[0] ?? '');
}

/** The text up to the marks and signs that it ends with, and those. */
function partedAtMarks(text: string): readonly [words: string, marks: string] {
  let end = text.length;
  // A pattern that ends in `+$` would begin anew at each mark of a long row.
  for (let last = lastPoint(text, end); ONE_MARK.test(last); last = lastPoint(text, end)) end -= last.length;
  return [text.slice(0, end), text.slice(end)];
}
