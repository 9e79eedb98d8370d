/**
 * Whether a leader's plain words are an order: 交通局抓紧，本周拿方案 is one, 谢谢 and 修好了吗 are none, and of 拖得太久了 nobody
 * can tell. And what an order is about, where its words name it: tickets by number, or a whole list.
 */
import { anyOf } from '../routing/any-of.ts';
import { plain } from './plain.ts';
import { isTaken, isThanks } from './understand.ts';

/** What tells somebody to do something. */
const TELLS = anyOf([
  '请(?!问|教|假|客)',
  '要求',
  '责成',
  '务必',
  '必须',
  '立即',
  '立刻',
  '马上',
  '抓紧',
  '尽快',
  '尽早',
  '加快',
  '限期',
  '限时',
  '督促',
  '牵头',
  '抓好',
  '落实(?!了|得|情况|没)',
  '不得',
  '不能再',
  '要(?:在|于|把|抓|尽|认真|高度|重视|给|拿|有)',
  '拿(?:出|个)?(?:方案|办法|意见|结果)',
  '给(?:我|企业|人家)?(?:个|一个|明确)?(?:说法|答复|结果|交代|回话|回复)',
  '(?:都|全部|本周|月底)?清零',
  '(?:办|处理|解决|盯|跟进|协调)(?:好|掉|紧|一下|到位)(?!了)',
  '到位(?!了|没)',
]);
/** What is asked to be explained is an order, though it asks. */
const EXPLAIN = /请.{0,6}(?:说明|解释|报告|回复|答复|汇报)/u;
const ASKS =
  /[?？]|吗|呢[。.!]?$|怎么样|咋样|如何了|什么时候|啥时候|几时|多少|为什么|为啥|是不是|有没有|谁在|到哪一?步|进展/u;
const PRAISES = /辛苦|不错|很好|真好|点赞|表扬|祝贺|恭喜|给力|加油|大家好|早上好|新年|节日/u;
/** Shorter words say nothing that could be an order. */
const LEAST = 4;

/** `dated`: the words name a time until which something is wanted. */
export function orderIn(text: string, dated: boolean): 'order' | 'none' | 'unsure' {
  const line = plain(text);
  if (isThanks(text) || isTaken(text)) return 'none';
  const tells = TELLS.test(line) || dated;
  const asks = ASKS.test(line);
  if (tells) return asks && !EXPLAIN.test(line) ? 'unsure' : 'order';
  return asks || PRAISES.test(line) || [...line.trim()].length < LEAST ? 'none' : 'unsure';
}

const REFUSED = /^(?:这样?|这个|这么办)?(?:可)?不行(?:的|啊)?(?:$|[\s,，。.!！:：;；、]+)/u;
/** 不行 24 必须…: its number; 不行，20万 has none. */
const WITH_NUMBER = /^第?(\d{1,6})(?:号件?|件)?(?:$|[\s,，:：]+(?!\d))/u;

/** 不行，必须20万全部到位: that a reply will not do, and what is wanted; null for other words. */
export function refusedIn(text: string): { readonly number: number | null; readonly words: string } | null {
  const head = REFUSED.exec(plain(text));
  if (!head) return null;
  const rest = text.slice(head[0].length).trim();
  const numbered = WITH_NUMBER.exec(plain(rest));
  if (!numbered) return { number: null, words: rest };
  return { number: Number(numbered[1]), words: rest.slice(numbered[0].length).trim() };
}

/** 2号件, 诉求件 2, 第2件; 2号变压器 is none. */
const NUMBERED =
  /(?:诉求件|编号|工单)\s*(\d{1,6})(?!\d)|(?<![\d月.])第?(\d{1,6})(?:号?诉求件|号件|号单|件(?!事))/gu;
/** 3号和5号件 */
const TOGETHER =
  /(?<![\d月.])(\d{1,6})号?(?=(?:[、,，和及]\s*\d{1,6}号?)*[、,，和及]\s*\d{1,6}(?:号件|号诉求件|号单))/gu;

/** The tickets that words name by number, each once, in their order. */
export function numbersIn(text: string): readonly number[] {
  const line = plain(text);
  const found = [...line.matchAll(TOGETHER), ...line.matchAll(NUMBERED)];
  return [...new Set(found.map(([, one, other]) => Number(one ?? other)))];
}

/** late 超期 · soon 临期 · suspended 挂账 · signing 没签收的 · open 在办 */
export type OrderedList = 'late' | 'soon' | 'suspended' | 'signing' | 'open';

const OF = '(?:的|件|诉求|单子|事项|问题)';
const LISTS: readonly (readonly [OrderedList, RegExp])[] = [
  ['late', new RegExp(`(?:超期|逾期|超时)(?:未办结|未办|没办完|没办)?${OF}`, 'u')],
  ['soon', new RegExp(`(?:临期|(?:快|马上|即将)要?到期)${OF}`, 'u')],
  ['suspended', new RegExp(`挂账${OF}`, 'u')],
  ['signing', new RegExp(`(?:没有?|未|待)签收${OF}`, 'u')],
  ['open', new RegExp(`(?:在办|(?:没有?|未)办[结完])${OF}`, 'u')],
];
/** It is about one, though it says 超期的. */
const ONE = /[这该此本]件|[这那]个(?:件|事)/u;

/** The list that an order is about, one order for each ticket of it; null where it names none. */
export function listOrderedIn(text: string): OrderedList | null {
  const line = plain(text);
  if (ONE.test(line) || numbersIn(text).length > 0) return null;
  return LISTS.find(([, pattern]) => pattern.test(line))?.[0] ?? null;
}
