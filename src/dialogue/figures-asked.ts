/** 简报, 通报 11月, 财政局 本月, 星火 今年: figures that are asked for. Whose, and whether at all, the desk knows. */

import { periodBeside } from './period-words.ts';
import { plain } from './plain.ts';

/** `named`: 简报 or 通报 stands there, so that figures are meant whatever else is said. */
export interface FiguresAsked {
  readonly named: boolean;
  /** 简报 without a period is of today; all else of this month. */
  readonly daily: boolean;
  readonly form: FiguresForm;
  /** 11月, 上周, as it was written; empty where none stands there. */
  readonly period: string;
  /** What else is said: whose figures, where anybody is called so. */
  readonly whose: string;
}

/**
 * The brief; all departments, or all enterprises, beside each other; what several spoke of alike, what kinds of matter came
 * and what they grew out of, each with its tickets; every figure with its definition; the tickets of a count.
 */
export type FiguresForm =
  | 'brief'
  | 'departments'
  | 'enterprises'
  | 'themes'
  | 'kinds'
  | 'sources'
  | 'sheet'
  | CountListed;
/** Counts of a period of which the tickets can be asked for, by their names. What is open or late now is in `due-lists.ts`. */
const COUNTS_LISTED = { 新收: 'registered', 销号: 'closed', 剔除: 'excluded' } as const;
export type CountListed = (typeof COUNTS_LISTED)[keyof typeof COUNTS_LISTED];

export function isCountListed(form: string): form is CountListed {
  return Object.values<string>(COUNTS_LISTED).includes(form);
}

const FORMS: readonly (readonly [RegExp, FiguresForm])[] = [
  [/^(?:按|分|各)?(?:部门|单位)$/u, 'departments'],
  [/^(?:按|分|各)?企业$/u, 'enterprises'],
  [/^(?:按|分|各)?主题$/u, 'themes'],
  [/^(?:按|分|各)?类别$/u, 'kinds'],
  [/^(?:按|分|各)?来源$/u, 'sources'],
  [/口径$/u, 'sheet'],
];
/** 主题 11月, 11月类别, 来源: of a period and nobody in particular; 改类别 is a step. */
const PART = /^(?:(.*?)的?)?(主题|类别|来源)(?:[\s:,]+(.+))?$/u;

/** 新收, 11月新收, 销号 上周, 财政局 本月剔除的有哪些; 12号销号 is a step, of which nobody is called so. */
const COUNTED =
  /^(?:(.*?)的?)?(新收|销号|剔除)(?:了|的)*(?:(?:一共|总共|都)?(?:有|是)?(?:哪[些几]|几|多少)[件个]?(?:诉求件?)?|清单|列表|(?:诉求)?件)?[吗呢]?[\s:,]*(.*)$/u;

/** Today plays no part in whether words name a period. */
const ANY_DAY = '2026-06-15';
const FILLERS =
  /^(?:请|麻烦)?(?:给我|帮我|我想|我要)?(?:看一?下|看看|发一?下|报一?下|来一?份|要)?|(?:全[县市]|县里|市里)?的?(?:总体|整体)?(?:情况|数据|数字|汇总|统计|总结)?(?:怎么样|怎样|如何|咋样)?[了呢吗啊吧]?$/gu;
const COMMAND = /^(?:简报|通报|快报)|(?:简报|通报|快报)$/u;
/** 月报 is the figures of the month. */
const NAMES: Readonly<Record<string, string>> = {
  日: '今天',
  周: '本周',
  月: '本月',
  季: '本季度',
  年: '今年',
};
const NAMED = /^([日周月季年])报$/u;
const RATE =
  /^(?:请问)?(?:现在|目前)?的?(?:按期|到期|累计)?(?:办结率|满意率|解决率|响应率)(?:现在|目前)?(?:是|有)?(?:多少|几|怎么样|如何)?[了呢?]?$/u;
/** Longer words tell of something. */
const LONGEST = 24;
const SENTENCE = /[。!?;…\n]./u;

/** Null where the words ask for no figures: no command stands there, and no period. `line`: plain (`plain.ts`). */
export function figuresAskedIn(line: string): FiguresAsked | null {
  if (line.length > LONGEST || SENTENCE.test(line.trim())) return null;
  const words = bareOf(plain(line));
  const kind = NAMES[NAMED.exec(words)?.[1] ?? ''];
  if (kind !== undefined) return { ...NOTHING_ELSE, period: kind };
  if (RATE.test(words)) return NOTHING_ELSE;
  const part = partAsked(words) ?? countAsked(words);
  if (part) return part;
  const bare = words.replace(FILLERS, '');
  const command = COMMAND.exec(bare)?.[0];
  if (command === undefined) {
    const found = periodBeside(bare, ANY_DAY);
    return found && { ...NOTHING_ELSE, named: false, ...partsOf(bare, false) };
  }
  return { ...NOTHING_ELSE, daily: command !== '通报', ...partsOf(bare.replace(COMMAND, ''), true) };
}

const PARTS: Readonly<Record<string, FiguresForm>> = { 主题: 'themes', 类别: 'kinds', 来源: 'sources' };

function partAsked(words: string): FiguresAsked | null {
  const [, before = '', name, behind = ''] = PART.exec(words) ?? [];
  if (name === undefined || (before !== '' && behind !== '')) return null;
  const { period, whose } = partsOf(`${before}${behind}`, false);
  if (whose !== '' || (period === '') !== (before + behind === '')) return null;
  return { ...NOTHING_ELSE, form: PARTS[name] ?? 'kinds', period };
}

/** Among people these are words like any other: they are no command by themselves (`named`). */
function countAsked(words: string): FiguresAsked | null {
  const [, before = '', name, behind = ''] = COUNTED.exec(words.replace(FILLERS, '')) ?? [];
  if (name === undefined) return null;
  const form = COUNTS_LISTED[name as keyof typeof COUNTS_LISTED];
  const { period, whose } = partsOf(`${before} ${behind}`, false);
  return { ...NOTHING_ELSE, named: false, form, period, whose };
}

const NOTHING_ELSE = { named: true, daily: false, form: 'brief', period: '', whose: '' } as const;

function partsOf(words: string, named: boolean): Pick<FiguresAsked, 'form' | 'period' | 'whose'> {
  const bare = bareOf(bareOf(words).replace(FILLERS, ''));
  const beside = periodBeside(bare, ANY_DAY);
  const rest = bareOf(beside?.rest ?? bare).replace(/^的|的$/gu, '');
  const form = named ? FORMS.find(([pattern]) => pattern.test(rest)) : undefined;
  return {
    form: form?.[1] ?? 'brief',
    period: beside?.words ?? '',
    whose: form ? rest.replace(form[0], '') : rest,
  };
}

function bareOf(words: string): string {
  return words.replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '');
}
