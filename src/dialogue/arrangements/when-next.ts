/** 早餐会什么时候开, 下次调度会几号, 最近有什么活动吗: asks which there are; the list of those in sight answers it. */

const BEFORE = '(?:请问|问一?下|想问一?下?|打听一?下)?[\\s,]*';
const OF_A_TIME =
  '(?:最近|近期|下一?[次场期回]|这一?[次场期回]|本[次期]|[这本下]个?[月周]|[这下]个?星期|年前|今年)?的?(?:一次)?';
const WHEN = '(?:什么时候|啥时候|什么时间|几时|何时|几号|哪一?天|周几|星期几|几点钟?)';
const HELD = '(?:再|能|要)?(?:开始|召开|举行|举办|开|办|搞|有)?';
const AFTER = '[啊呢呀吗嘛么吧]?[?!。\\s]*$';

export interface AsksWhen {
  /** `line`: plain (`plain.ts`). */
  test(line: string): boolean;
}

/** `names`: what it may be called, a pattern without groups that are counted. */
export function asksWhenNext(names: string): AsksWhen {
  const when = new RegExp(
    `^${BEFORE}${OF_A_TIME}${names}(?:是|会|安排)?(?:在|要)?${WHEN}${HELD}${AFTER}`,
    'u',
  );
  const next = new RegExp(`^${BEFORE}${OF_A_TIME}${WHEN}(?:再|还)?(?:有|开|办|搞)${names}${AFTER}`, 'u');
  const which = new RegExp(
    `^${BEFORE}${OF_A_TIME}(?:还|都)?(?:会|要)?(?:有没有|有什么|有啥|有哪些|有(?=.*(?:吗|么|没有)))(?:开)?${names}(?:要开|要参加|可以参加|安排|没有)?的?${AFTER}`,
    'u',
  );
  return { test: (line) => [when, next, which].some((one) => one.test(line)) };
}
