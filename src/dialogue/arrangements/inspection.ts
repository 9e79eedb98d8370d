/**
 * 报备检查 星火 12月9日 9:00 消防 日常 批准人 许学轩 人员 王一 0411、李二 0412 通知书 〔2026〕12号: firm, day, hour, item and type
 * stand in any order before the first mark; what is left out is asked for. What becomes of it is told by its number: 检查 3 到了.
 */

import type { Cause, InspectionType, Inspector } from '../../domain/arrangements/inspections.ts';
import type { Enterprise, Roster } from '../../domain/roster.ts';
import { type Day, dayOf, type Instant, type TimeOfDay } from '../../domain/time.ts';
import { HOUR_SAID, timeIn } from '../clock-words.ts';
import { readDay } from '../day-words.ts';
import { typedEnd } from '../plain.ts';
import { ownerNamed } from '../search-words.ts';

/** What is told of one that is filed. */
export const INSPECTION_STEPS = ['enter', 'result', 'cancel', 'makeUp', 'rate'] as const;
export type InspectionStep = (typeof INSPECTION_STEPS)[number];

export type InspectionAsked =
  /** `words`: what stands behind the command. */
  | { readonly what: 'file'; readonly words: string; readonly urgent: boolean }
  /** 检查: all that the speaker may see. */
  | { readonly what: 'list' }
  /** 检查 3 */
  | { readonly what: 'show'; readonly id: number }
  /** 检查 3 结果 没有发现问题 */
  | { readonly what: InspectionStep; readonly id: number; readonly words: string };

const FILE = /^(?:报备(?:入企)?检查|(?:入企)?检查报备|入企报备)(?:[\s:,]+|$)/u;
const FILE_VISIT = /^报备(?=(?:观摩|督导|走访|考察|调研)(?:[\s:,]|$))/u;
const URGENT = /^紧急(?:入企)?检查(?:[\s:,]+|$)/u;
const LIST = /^(?:我的|入企)?检查(?:清单|报备清单)?$/u;
const ONE = /^(?:入企)?检查\s*(\d{1,6})\s*号?$/u;
const STEPS: Readonly<Record<InspectionStep, RegExp>> = {
  enter: /^(?:到了|已到|进门了?|到厂了?|开始了?)[。!,\s]*(提前)?[。!]*$/u,
  result: /^结果[\s:,]*([\s\S]*)$/u,
  cancel: /^取消[\s:,]*([\s\S]*)$/u,
  makeUp: /^补报[\s:,]*([\s\S]*)$/u,
  rate: /^评价[\s:,]*([\s\S]*)$/u,
};
const ASKING = /^(?:怎么样|怎样|咋样|如何|是什么|出来|呢|吗|[?])|[?吗呢]$/u;
const OF_ONE = /^(?:入企)?检查\s*(\d{1,6})\s*号?[\s:,]*(\D[\s\S]*)$/u;

/** `line`: plain (`plain.ts`); `text`: as it was typed, of which what others read is kept. */
export function inspectionAskedIn(line: string, text = line): InspectionAsked | null {
  const bare = line.trim();
  if (LIST.test(bare)) return { what: 'list' };
  for (const [urgent, mark] of [
    [false, FILE],
    [false, FILE_VISIT],
    [true, URGENT],
  ] as const) {
    if (mark.test(bare)) return { what: 'file', words: bare.replace(mark, '').trim(), urgent };
  }
  const [, shown] = ONE.exec(bare) ?? [];
  if (shown !== undefined) return { what: 'show', id: Number(shown) };
  const [, id, rest = ''] = OF_ONE.exec(bare) ?? [];
  if (id === undefined) return null;
  for (const what of INSPECTION_STEPS) {
    const found = STEPS[what].exec(rest);
    // 检查 3 结果怎么样了: the firm would read it as the result.
    if (found && ASKING.test(found[1] ?? '')) return { what: 'show', id: Number(id) };
    if (found) return { what, id: Number(id), words: typedEnd(text, found[1]) };
  }
  return null;
}

/** What the words of a filing say. Null: not said; '' and []: there is none. */
export interface FilingRead {
  readonly enterprise: Enterprise | null;
  /** What stands where the firm should, and is in no roster. */
  readonly unknown: string | null;
  readonly day: Day | 'none' | null;
  /** The word that names the day. */
  readonly dayWord: string | null;
  readonly time: TimeOfDay | null;
  readonly type: InspectionType | null;
  readonly item: string | null;
  readonly basis: string | null;
  readonly approver: string | null;
  readonly inspectors: readonly Inspector[] | null;
  readonly noticeNo: string | null;
  readonly cause: Cause | null;
  /** 突击: the firm hears of it on entry. */
  readonly surprise: boolean;
}

const PARTS =
  /(?<![\p{L}\p{N}])(企业|日期|时间|事项|类型|依据|批准人|批准|检查人员|执法人员|人员|通知书号|通知书|缘由)[\s:]+/gu;
/** The longer name of a part. */
const SAME: Readonly<Record<string, string>> = {
  批准: '批准人',
  检查人员: '人员',
  执法人员: '人员',
  通知书号: '通知书',
  日期: '时间',
};
const NONE = /^(?:没有|没|无|暂无|还没有|未批|没批|未定)[。.]?$/u;
const TYPE: readonly (readonly [InspectionType, RegExp])[] = [
  ['routine', /^日常(?:检查)?$/u],
  ['special', /^专项(?:检查)?$/u],
  ['case', /^个案(?:检查)?$/u],
  ['visit', /^(?:观摩|督导|走访|考察|调研)(?:督导)?$/u],
];
const CAUSE: readonly (readonly [Cause, RegExp])[] = [
  ['superior', /^(?:上级部署|上级安排|上级)$/u],
  ['safety', /^(?:安全隐患|隐患整改|隐患)$/u],
  ['complaint', /^(?:投诉举报|投诉|举报|转办|交办)/u],
  ['review', /^(?:法定)?(?:复查|核查|复检)$/u],
  ['tax', /^(?:税收|涉税)风险$/u],
  ['request', /^企业(?:自己)?申请$/u],
];
const SURPRISE = /^(?:突击|飞检|飞行检查|不提前告知|不打招呼|进门再告知)$/u;
const CLOCK = new RegExp(`^(?:${HOUR_SAID})$`, 'u');
/** A day or an hour that is written against another word: 星火12月9日消防. */
const AGAINST = new RegExp(
  `((?:20\\d{2}年)?\\d{1,2}月\\d{1,2}[日号]?|20\\d{2}-\\d{1,2}-\\d{1,2}|(?:大前|前|昨|今|明|大后|后)[天日]|(?:本|这|下)?(?:周|星期)[一二三四五六日天]|${HOUR_SAID})`,
  'gu',
);
/** 改成下午3点 */
const CHANGE = /^(?:时间)?(?:改[成为到]|换成)?/u;
const BETWEEN = /[\s、,，;；。]+/u;
/** 王一 04110001, 王一（证号 0411-0001） */
const INSPECTOR = /([\p{Script=Han}·]{2,8})[\s(（:]*([A-Za-z0-9][A-Za-z0-9-]{2,23})?/gu;
const CERTIFICATE = /(?:行政)?(?:执法)?证(?:件)?号?[::]?/gu;

export function readFiling(words: string, now: Instant, roster: Roster): FilingRead {
  const { head, parts } = partsOf(words);
  const tokens = tokensOf(`${parts.get('企业') ?? ''} ${parts.get('时间') ?? ''} ${head}`);
  const firm = tokens.find((one) => isFirm(one, roster));
  const when = whenIn(tokens, now);
  const type = first([parts.get('类型') ?? '', ...tokens], TYPE);
  const cause = first([parts.get('缘由') ?? '', ...tokens], CAUSE);
  const isRest = (one: string): boolean =>
    one !== firm &&
    !when.tokens.includes(one) &&
    first([one], TYPE) === null &&
    first([one], CAUSE) === null &&
    !SURPRISE.test(one);
  const rest = tokens.filter(isRest);
  const unknown = firm === undefined && rest[0] === tokens[0] ? (rest[0] ?? null) : null;
  return {
    enterprise: firm === undefined ? null : (enterpriseIn(firm, roster) ?? null),
    unknown,
    day: when.day,
    dayWord: when.word,
    time: when.time,
    type,
    item: saidOf(parts.get('事项')) ?? (rest.length === 0 ? null : rest.join(' ')),
    basis: saidOf(parts.get('依据')),
    approver: saidOf(parts.get('批准人')),
    inspectors: inspectorsIn(parts.get('人员')),
    noticeNo: saidOf(parts.get('通知书')),
    cause,
    surprise: cause === 'complaint' || tokens.some((one) => SURPRISE.test(one)),
  };
}

/** The words without one that stands before the first mark. */
export function withoutWord(words: string, word: string): string {
  const from = words.indexOf(word);
  return from < 0 ? words : `${words.slice(0, from)} ${words.slice(from + word.length)}`.trim();
}

/** What was said, put right by 人员 王一 0411, 李二 0412 or 下午3点; null: the answer names nothing that is put right. */
export function putRight(words: string, answer: string, now: Instant): string | null {
  if (partsOf(answer).head.trim() === '' && answer.trim() !== '') return `${words} ${answer}`;
  const tokens = tokensOf(answer.replace(CHANGE, ''));
  if (tokens.length === 0 || whenIn(tokens, now).tokens.length < tokens.length) return null;
  // The last day and the last hour before the first mark are the ones that count.
  const { head } = partsOf(words);
  return `${head} ${tokens.join(' ')} ${words.slice(head.length)}`.trim();
}

function partsOf(words: string): { readonly head: string; readonly parts: ReadonlyMap<string, string> } {
  const marks = [...words.matchAll(PARTS)];
  const parts = new Map<string, string>();
  for (const [place, mark] of marks.entries()) {
    const name = mark[1] ?? '';
    const until = marks[place + 1]?.index ?? words.length;
    parts.set(SAME[name] ?? name, words.slice(mark.index + mark[0].length, until).trim());
  }
  return { head: words.slice(0, marks[0]?.index ?? words.length), parts };
}

function tokensOf(text: string): readonly string[] {
  return text
    .replace(AGAINST, ' $1 ')
    .split(BETWEEN)
    .filter((one) => one !== '');
}

function isFirm(token: string, roster: Roster): boolean {
  return enterpriseIn(token, roster) !== undefined;
}

/** 星火 is 星火煤焦, as long as nobody else is called so. */
function enterpriseIn(token: string, roster: Roster): Enterprise | undefined {
  const owner = ownerNamed(token, roster);
  return owner?.of === 'enterprise' ? roster.enterprise(owner.id) : undefined;
}

function whenIn(tokens: readonly string[], now: Instant) {
  const isDay = (one: string) => readDay(one, dayOf(now), null)?.length === one.length;
  const day = tokens.findLast(isDay);
  const hour = tokens.findLast((one) => CLOCK.test(one));
  return {
    word: day ?? null,
    day: day === undefined ? null : (readDay(day, dayOf(now), null)?.day ?? null),
    time: hour === undefined ? null : timeIn(hour),
    tokens: tokens.filter((one) => isDay(one) || CLOCK.test(one)),
  };
}

function first<Kind>(words: readonly string[], table: readonly (readonly [Kind, RegExp])[]): Kind | null {
  for (const word of words) {
    const found = table.find(([, pattern]) => pattern.test(word));
    if (found) return found[0];
  }
  return null;
}

function saidOf(words: string | undefined): string | null {
  if (words === undefined) return null;
  const bare = words.replace(/[\s,，。;；、]+$/u, '').trim();
  return NONE.test(bare) ? '' : bare === '' ? null : bare;
}

function inspectorsIn(words: string | undefined): readonly Inspector[] | null {
  const said = saidOf(words);
  if (said === null) return null;
  const bare = said.replace(CERTIFICATE, ' ');
  return [...bare.matchAll(INSPECTOR)].map(([, name = '', certificate]) => ({
    name,
    certificate: certificate ?? null,
  }));
}
