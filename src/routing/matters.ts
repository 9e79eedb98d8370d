/**
 * Two difficulties in one message: sentences that are each clearly the business of another department. Only what is
 * clear counts; everything between belongs to the matter it follows.
 */
import type { Router } from './router.ts';

export interface Matter {
  readonly department: string;
  readonly text: string;
}

/** People end a sentence, begin a line, or number what they say. */
const BETWEEN =
  /(?<=[。！!？?；;\n])|(?=(?:\d{1,2}|[一二三四五])[、.．)）](?!\d))|(?=另外|还有[一个件]|再就是|再一个|对了[，,]|顺便|第[一二三四五][，,、]|[一二三四五]是)/u;
/** What a list is told by: 1、 2. 三、 一是 第二， at the beginning of its items. */
const ITEM =
  /(?<=^|[\s。！!？?；;：:，,\n])(?=(?:[(（]?(?:\d{1,2}|[一二三四五六])[、.．)）](?!\d)|[一二三四五六]是|第[一二三四五六][，,、:：]|其[一二三四五]))/u;
/** 三件事, 有两个问题: who counts what follows says so many things. */
const COUNTED =
  /(?:[两二三四五六七八九十\d]+|几)\s*(?:[件个点项条样])(?:小|大)?(?:事|问题|诉求|困难|情况|难处|请求)/u;
/** Nobody lists more, and each is read by itself: thousands of them would hold everybody up. */
const MOST_ITEMS = 12;
const MOST_SENTENCES = 60;
/** Too few words to tell a matter by. */
const SHORTEST = 6;

const ANOTHER =
  /^(?:另外|还有(?:一?[个件]|就是|[，,])|再就是|再一个|再说一?个|对了[，,]|顺便|第[二三四五][，,、个件])/u;

/** 另外, 还有件事: whoever begins so begins another matter, of the same department perhaps. */
export function beginsAnother(text: string): boolean {
  return ANOTHER.test(text);
}

/**
 * The matters of a text in order, at most one for each department; one, or none, where there is nothing to part: of a
 * single sentence none is looked for.
 */
export function mattersIn(text: string, router: Router): readonly Matter[] {
  const found: { department: string; text: string }[] = [];
  let before = '';
  const sentences = text.split(BETWEEN);
  if (sentences.length < 2) return [];
  for (const [place, sentence] of sentences.entries()) {
    const department = place < MOST_SENTENCES ? departmentOf(sentence, router) : null;
    const known = found.find((one) => one.department === department);
    const current = known ?? found.at(-1);
    if (department !== null && !known) {
      found.push({ department, text: before + sentence });
      before = '';
    } else if (current) {
      current.text += sentence;
    } else {
      before += sentence;
    }
  }
  return found.map((one) => ({ ...one, text: one.text.trim() }));
}

/**
 * The items of a list, where at least two of them are clearly the business of different departments: whoever numbers what
 * they say, says several things. What stands before the list is with the first; an item that is nobody's clearly, with the
 * one before it, unless they were counted (有三件事). Empty where there is nothing to part.
 */
export function listedMatters(text: string, router: Router): readonly string[] {
  // A list may begin with the first sign of the text, where nothing can be split off.
  const [before = '', ...items] = `\n${text}`.split(ITEM);
  if (items.length < 2 || items.length > MOST_ITEMS) return [];
  const bare = items.map((item) => withoutNumber(item).replace(/[，,；;、\s]+$/u, ''));
  if (COUNTED.test(before) && bare.every((item) => [...item].length >= SHORTEST)) return bare;
  const found: { department: string; text: string }[] = [];
  let lead = before;
  for (const item of items) {
    const department = departmentOf(withoutNumber(item), router);
    const known = found.find((one) => one.department === department);
    if (department !== null && !known) {
      found.push({ department, text: lead + withoutNumber(item) });
      lead = '';
    } else if (known ?? found.at(-1)) {
      (known ?? found.at(-1)!).text += `\n${withoutNumber(item)}`;
    } else {
      lead += item;
    }
  }
  return found.length < 2 ? [] : found.map((one) => one.text.trim());
}

/** 2、发票额度不够 is 发票额度不够, once it stands alone. */
export function withoutNumber(text: string): string {
  return text.replace(
    /^(?:[(（]?(?:\d{1,2}|[一二三四五六])[、.．)）]|第[一二三四五六][，,、:：]|[一二三四五六]是[，,]?|其[一二三四五][，,、]?|另外[，,]?)\s*/u,
    '',
  );
}

function departmentOf(sentence: string, router: Router): string | null {
  if ([...sentence.trim()].length < SHORTEST) return null;
  const { kind, auto, departments } = router.route(sentence);
  return kind !== 'chatter' && kind !== 'whistleblow' && auto ? (departments[0]?.id ?? null) : null;
}
