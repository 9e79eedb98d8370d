/**
 * 融资 500万 一年 买设备 厂房抵押 给 农商行、城商行: what a firm needs, in any order; what is left out is asked for. What becomes of it is
 * told by its number: 融资 3 推荐, 融资 3 愿接, 融资 3 授信 400万 3.9%.
 */
import { REASONS, type Reason } from '../../domain/arrangements/finance.ts';
import type { Roster } from '../../domain/roster.ts';
import { moneyIn } from '../money-words.ts';
import { plain } from '../plain.ts';
import { ticketNumber } from '../text.ts';

export const FINANCE_STEPS = [
  'recommend',
  'coach',
  'complete',
  'choose',
  'accept',
  'decline',
  'pick',
  'grant',
  'refuse',
  'lend',
  'obstruct',
  'file',
  'leave',
  'withdraw',
] as const;
export type FinanceStep = (typeof FINANCE_STEPS)[number];

export type FinanceAsked =
  /** 融资: what the speaker has of it. */
  | { readonly what: 'list' }
  /** `plainly`: said in words of their own, and no command. */
  | { readonly what: 'tell'; readonly words: string; readonly plainly: boolean }
  | { readonly what: 'show'; readonly id: number }
  | { readonly what: 'step'; readonly step: FinanceStep; readonly id: number; readonly words: string };

const COMMAND = /^(?:我的)?融资(?:需求)?(?:[\s:]+|(?=\d)|$)/u;
const ONE = /^第?(\d{1,6})\s*(?:号|笔)?(?:[\s:,]+([\s\S]*))?$/u;
const OF_MONEY = /^(?:十|百|千)?(?:万|亿|元|[wW](?![a-zA-Z]))/u;
const STEPS: Readonly<Record<FinanceStep, RegExp>> = {
  recommend: /^推荐[\s:,]*([\s\S]*)$/u,
  coach: /^(?:先)?(?:辅导|补)(?!好|齐|全)[\s:,]*([\s\S]*)$/u,
  complete: /^(?:补好|补齐|补全)了?[\s:,]*([\s\S]*)$/u,
  choose: /^(?:给|银行|另选|加)[\s:,]*([\s\S]*)$/u,
  accept: /^(?:愿接|愿意接?|接)[。!]?()$/u,
  decline: /^不(?:愿)?接[\s:,]*([\s\S]*)$/u,
  pick: /^选定?[\s:,]*([\s\S]*)$/u,
  grant: /^(?:授信|批)(?!款)[\s:,]*([\s\S]*)$/u,
  refuse: /^(?:拒贷|不批|不贷|不予授信)[\s:,]*([\s\S]*)$/u,
  lend: /^放款[\s:,]*([\s\S]*)$/u,
  obstruct: /^(?:有)?(?:卡点|卡在了?|卡住了?)[\s:,]*([\s\S]*)$/u,
  file: /^登记(?:卡点)?[\s:,]*(\d{0,2})$/u,
  leave: /^不(?:用)?登记(?:卡点)?[\s:,]*(\d{0,2})$/u,
  withdraw: /^(?:撤回|撤销|不要了|不贷了)[。!]?()$/u,
};
/** 我们想贷款500万，一年，买设备: with an amount, and asking nothing; what is not so is a difficulty like any other. */
const WISH =
  /^(?:我们?(?:厂|公司|家)?|我司|本公司|公司|厂里)?(?:想要?|要|需要|打算|准备|申请)(?:向银行|找银行|跟银行)?(?:申请|办)?(?:一笔)?(?:贷款|融资|贷)[\s:,，]*(.*)$/su;
const ASKING = /[?？吗呢]|怎么|咋|如何|能不能|可不可以|可否|是否|能否|哪家|哪些|哪里/u;
/** 想借三百万周转半年, 缺三百万流动资金: no less a need, and no less a sum that none but a bank of their choice is to read. */
const BORROWS =
  /^(?:我们?(?:厂|公司|家)?|我司|本公司|公司|厂里)?(?:(?:还|现在|目前|急)*(?:想|要|需要?|打算|准备)(?:向银行|找银行|跟银行)?借(?:款|点|一笔)?|(?:还|现在|目前)*(?:缺|差|急需)(?=.*(?:资金|周转|银行|贷)))[\s:,，]*(.*)$/su;
/** 能不能帮忙找家银行, 哪家银行能贷: asks for just that. */
const FINDS_BANK =
  /(?:找|对接|联系|介绍|推荐)(?:一下|个|家|几家|一家)?.{0,4}银行|(?:哪[家些个]|有没有)(?:家)?银行.{0,6}(?:贷|放|愿|办|借)/u;
/** Tells of what went wrong with one: a difficulty, which a department is to read. */
const REFUSED =
  /不给|不批|不贷|不放|不借|不行|不够|拒|到期|逾期|还不上|还贷|续贷|过桥|拖|压|欠|被|太高|太慢|(?:银行|担保公司).{0,6}(?:说|要求|让)/u;

/** `line`: plain (`plain.ts`). */
export function financeAskedIn(line: string): FinanceAsked | null {
  const bare = line.trim();
  const wish = WISH.exec(bare)?.[1];
  const need = wish ?? BORROWS.exec(bare)?.[1];
  if (need !== undefined) {
    const isPlain = wish !== undefined && !ASKING.test(bare);
    const isNeed = isPlain || (!REFUSED.test(bare) && (!ASKING.test(bare) || FINDS_BANK.test(bare)));
    return moneyIn(need) !== null && isNeed
      ? { what: 'tell', words: withoutAsking(need), plainly: true }
      : null;
  }
  if (!COMMAND.test(bare)) return null;
  const words = bare.replace(COMMAND, '').trim();
  if (words === '') return { what: 'list' };
  const [, number, rest = ''] = ONE.exec(words) ?? [];
  const tail = rest.trim();
  if (number === undefined || OF_MONEY.test(tail)) return { what: 'tell', words, plainly: false };
  const id = Number(number);
  if (tail === '') return { what: 'show', id };
  for (const step of FINANCE_STEPS) {
    const found = STEPS[step].exec(tail);
    if (found) return { what: 'step', step, id, words: (found[1] ?? '').trim() };
  }
  return { what: 'show', id };
}

/** 能不能帮忙找家银行 is not what it is for. */
function withoutAsking(need: string): string {
  const parts = need.split(/(?<=[,，。;；\s])/u);
  return parts
    .filter((part) => !(ASKING.test(part) || FINDS_BANK.test(part)))
    .join('')
    .replace(/[,，;；\s]+$/u, '');
}

/** What is told of a need so far. */
export interface NeedDraft {
  readonly yuan?: number;
  readonly months?: number;
  readonly purpose?: string;
  readonly collateral?: string;
  /** Ids of banks; none: to be chosen later. */
  readonly banks?: readonly string[];
}

export interface NeedRead {
  readonly draft: NeedDraft;
  /** Names after 给 that are no bank's. */
  readonly unknown: readonly string[];
}

const LONGEST = 200;
const MARKS = /(?<![\p{L}\p{N}])(金额|期限|用途|抵押物?|担保|质押|银行|给)[\s:]+/gu;
const SECURED = /抵押|担保|质押|保证人|信用贷|纯信用|^信用$/u;
const SPACES = /[\s,，、;；。]+/u;

/** Marked or not, in any order: what is neither amount, term, security nor bank is what it is for. */
export function readNeed(text: string, roster: Roster): NeedRead {
  const { head, marked } = partsOf(plain(text));
  const money = moneyIn(marked.get('金额') ?? head);
  const term = monthsIn(marked.get('期限') ?? head);
  let rest = head;
  if (money && !marked.has('金额')) rest = rest.replace(money.written, ' ');
  if (term && !marked.has('期限')) rest = rest.replace(term.written, ' ');
  const banks = marked.get('银行') ?? marked.get('给');
  const all = rest.split(SPACES).filter((word) => word !== '');
  // 给农商行、城商行; 给工人发工资 is what it is for.
  const isBank = (word: string): boolean => roster.bankNamed(word.replace(/^给/u, '')) !== undefined;
  const written =
    banks ??
    all
      .filter(isBank)
      .map((word) => word.replace(/^给/u, ''))
      .join('、');
  const named = written === '' ? null : banksIn(written, roster);
  const words = all.filter((word) => !isBank(word));
  const security = marked.get('抵押') ?? words.filter((word) => SECURED.test(word)).join('，');
  const purpose = marked.get('用途') ?? words.filter((word) => !SECURED.test(word)).join('，');
  return {
    draft: {
      ...(money ? { yuan: money.yuan } : {}),
      ...(term ? { months: term.months } : {}),
      ...(purpose === '' ? {} : { purpose: purpose.slice(0, LONGEST) }),
      ...(security === '' ? {} : { collateral: security.slice(0, LONGEST) }),
      ...(named && named.unknown.length === 0 ? { banks: named.banks } : {}),
    },
    unknown: named?.unknown ?? [],
  };
}

function partsOf(text: string): { readonly head: string; readonly marked: ReadonlyMap<string, string> } {
  const marks = [...text.matchAll(MARKS)];
  const marked = new Map<string, string>();
  marks.forEach((mark, place) => {
    const from = mark.index + mark[0].length;
    const part = text.slice(from, marks[place + 1]?.index ?? text.length);
    const name = (mark[1] ?? '').replace(/^(?:抵押物?|担保|质押)$/u, '抵押');
    marked.set(name, part.replace(/^[\s,，、;；]+|[\s,，、;；。]+$/gu, ''));
  });
  return { head: text.slice(0, marks[0]?.index ?? text.length), marked };
}

const TERM =
  /(?<![\d年月])(半年|(\d{1,3}|[一二两三四五六七八九十]{1,3})\s*(?:个月|年(半)?(?!\d|[一二三四五六七八九十]+月)))(?:期)?/u;
const LONGEST_TERM = 360;

/** 半年, 一年, 18个月, 三年期, 一年半; null where no term is named, or none that can be meant. */
export function monthsIn(words: string): { readonly months: number; readonly written: string } | null {
  const [written, said = '', figure = '', half] = TERM.exec(words) ?? [];
  if (written === undefined) return null;
  if (said === '半年') return { months: 6, written };
  const number = ticketNumber(figure) ?? 0;
  const months = said.includes('年') ? number * 12 + (half ? 6 : 0) : number;
  return months > 0 && months <= LONGEST_TERM ? { months, written } : null;
}

const NOBODY = /^(?:先)?(?:不给|都不给|谁也不给|一家也不|没有|无|以后再说|再说|暂不)/u;
const ALL = /^(?:都(?:可以|行|给)|全部|所有银行?|各家)$/u;

/** 农商行、城商行 · 都可以 · 先不给 */
export function banksIn(
  words: string,
  roster: Roster,
): { readonly banks: readonly string[]; readonly unknown: readonly string[] } {
  const bare = words.trim().replace(/[。.!！]+$/u, '');
  if (NOBODY.test(bare)) return { banks: [], unknown: [] };
  if (ALL.test(bare)) return { banks: roster.banks.map(({ id }) => id), unknown: [] };
  const names = bare.split(/[\s,，、;；]+|和|及/u).filter((name) => name !== '');
  const found = names.map((name) => ({ name, bank: roster.bankNamed(name) }));
  return {
    banks: [...new Set(found.flatMap(({ bank }) => bank?.id ?? []))],
    unknown: found.flatMap(({ name, bank }) => (bank ? [] : [name])),
  };
}

const REASON_WORDS: readonly (readonly [Reason, RegExp])[] = [
  ['collateral', /抵押|担保|质押/u],
  ['credit', /征信|信用记录|逾期/u],
  ['industry', /行业|产业/u],
  ['accounts', /报表|财务|流水|账/u],
  ['purpose', /用途/u],
];

/** 抵押 不足, 征信：两次逾期; `other` only with words of its own; null where nothing is said. */
export function reasonIn(words: string): { readonly reason: Reason; readonly words: string } | null {
  const said = words.trim();
  if (said === '') return null;
  const reason = REASON_WORDS.find(([, pattern]) => pattern.test(said))?.[0] ?? 'other';
  return { reason, words: said.slice(0, LONGEST) };
}

export function reasonCode(code: string): Reason | undefined {
  return REASONS.find((one) => one === code);
}

/** 3.9%, 3.9个点; whatever stands before a percent sign, a minus with it, so that nothing of it is left unread. */
const RATE = /([-−负]?\s*\d+(?:\.\d+)?)\s*(?:[%％]|个点)|百分之/u;
const HIGHEST = 36;

/** Percent a year; null where none is named, `odd` where it can hardly be one. */
export function rateIn(words: string): number | null | 'odd' {
  const found = RATE.exec(plain(words));
  if (!found) return null;
  const rate = Number(found[1] ?? Number.NaN);
  return rate > 0 && rate < HIGHEST ? rate : 'odd';
}
