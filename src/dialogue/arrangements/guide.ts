/**
 * 帮办 开公司, 开始帮办 开公司, 帮办 23; 交齐 23 2, 材料齐 23 2, 停表 23 2 公示 …: what is asked of a guide and its steps. 我想办
 * 营业执照，怎么办 asks as well (`asksHow`), where a template has those words (`guideNamed`).
 */

import type { GuideTemplate } from '../../domain/arrangements/guides.ts';
import { typedEnd } from '../plain.ts';

/**
 * Of the firm: handIn 交齐 · pledge 承诺; of the department: missing 缺材料 · ready 材料齐 · stand 停表 · goOn 恢复 · done 办好
 */
export const STEP_ACTS = ['handIn', 'pledge', 'missing', 'ready', 'stand', 'goOn', 'done'] as const;
export type StepAct = (typeof STEP_ACTS)[number];

export interface StepAsked {
  readonly what: 'step';
  readonly act: StepAct;
  readonly number: number;
  /** Which step, as people count them; null: it is not said. */
  readonly place: number | null;
  readonly words: string;
}

export type GuideAsked =
  | StepAsked
  | { readonly what: 'list' }
  | { readonly what: 'show'; readonly number: number }
  | { readonly what: 'offer' | 'begin'; readonly words: string };

const COMMAND = /^帮办(?:代办)?(?:[\s::,、]+([\s\S]*))?$/u;
const BEGIN = /^(?:开始帮办|帮办开始|请帮办)[\s::,]+([\s\S]+)$/u;
const NUMBER = /^第?\s*(\d{1,9})\s*号?$/u;
/** What is typed for an act; the first word is also what pages send. */
export const ACT_WORDS: Readonly<Record<StepAct, readonly string[]>> = {
  handIn: ['交齐', '材料交齐'],
  pledge: ['承诺'],
  missing: ['缺材料', '一次告知', '缺'],
  ready: ['材料齐', '材料齐了', '材料齐全'],
  stand: ['停表'],
  goOn: ['恢复'],
  done: ['办好', '办好了'],
};
const ACTS: readonly (readonly [StepAct, RegExp])[] = STEP_ACTS.map((act) => [
  act,
  new RegExp(
    `^(?:${ACT_WORDS[act].join('|')})[\\s:,]*(\\d{1,9})(?:\\s*号)?(?:[\\s:,、]+第?\\s*(\\d{1,2})\\s*步?(?=$|[\\s:,，。]))?[\\s:,，。]*([\\s\\S]*)$`,
    'u',
  ),
]);

const HOW =
  /怎么(?:办|弄|开|申请|走)|如何(?:办|申请)|咋(?:办|弄|开)|(?:要|需要?)(?:什么|哪些|啥)(?:材料|手续)|办理?流程|找谁办|想(?:办|开|注册|成立)|(?:帮我|帮忙|请人)办/u;
/** Tells of what went wrong: a difficulty, not a question how to begin. */
const TROUBLE =
  /还没|下不来|没办(?:下|成)|批不|不批|卡|拖|退(?:回|了)|一直|[几好多两三四五]趟|跑了|催|不给|不了|不行|不让|失败|报错|错了|到现在|什么时候|丢|异常|[登进打过]不|不(?:匹配|通过|符)|为什么|为啥|投诉|举报/u;
const LONGEST_QUESTION = 40;

/** `line`: plain; `text`: as it was typed. */
export function guideAskedIn(line: string, text: string): GuideAsked | null {
  const bare = line.trim();
  for (const [act, form] of ACTS) {
    const [, number, place, words = ''] = form.exec(bare) ?? [];
    if (number === undefined) continue;
    return {
      what: 'step',
      act,
      number: Number(number),
      place: place === undefined ? null : Number(place),
      words: typedEnd(text, words),
    };
  }
  const [, begun] = BEGIN.exec(bare) ?? [];
  if (begun !== undefined) return { what: 'begin', words: begun.trim() };
  const command = COMMAND.exec(bare);
  if (command) {
    const words = (command[1] ?? '').trim();
    if (words === '') return { what: 'list' };
    const [, number] = NUMBER.exec(words) ?? [];
    return number === undefined ? { what: 'offer', words } : { what: 'show', number: Number(number) };
  }
  return null;
}

/** Plain words that ask how something is done, and tell of nothing that went wrong. */
export function asksHow(line: string): boolean {
  return line.length <= LONGEST_QUESTION && HOW.test(line) && !TROUBLE.test(line);
}

/** The template that words name, by the longest of its words. */
export function guideNamed(words: string, templates: readonly GuideTemplate[]): GuideTemplate | undefined {
  const bare = words.replace(/\s/gu, '');
  const found = templates.flatMap((template) =>
    [template.title, ...template.words]
      .filter((word) => bare.includes(word))
      .map((word) => ({ template, length: word.length })),
  );
  return found.sort((a, b) => b.length - a.length)[0]?.template;
}
