/** 督办通知单 23, 23号催办通知, 催办通知 财政局: which paper is asked for, and of what. */
import type { PaperKind } from '../domain/issued.ts';

export interface PaperAsked {
  readonly kind: PaperKind;
  /** Of a ticket; null where none is named by its number. */
  readonly number: number | null;
  /** What stands there instead, perhaps a department; empty: nothing. */
  readonly whose: string;
}

const BEFORE = '^(?:请|帮我|给我)?(?:出具?|开具?|发|写|打印|生成)?(?:一?[份张个])?';
const PAPER = '(督办通知[单书]?|催办通知[单书]?)';
const NUMBER = '(?:第|编号|诉求件|no\\.?)?\\s*#?(\\d{1,9})\\s*号?(?:诉求)?件?';
const END = '[\\s。.!]*$';
const OF_NUMBER = new RegExp(`${BEFORE}${PAPER}[\\s:,，]*${NUMBER}${END}`, 'iu');
const TURNED = new RegExp(`^${NUMBER}[\\s:,，的]*${PAPER}${END}`, 'iu');
/** A name is set off, or it may be anything: 催办通知已收到. */
const OF_NAME = new RegExp(`${BEFORE}${PAPER}(?:[\\s:,，]+(\\S.{0,29}?))?${END}`, 'iu');

/** Of words in the plain form; null where they ask for no paper. */
export function paperAskedIn(line: string): PaperAsked | null {
  const [, paper, number] = OF_NUMBER.exec(line) ?? [];
  if (paper !== undefined) return { kind: kindOf(paper), number: Number(number), whose: '' };
  const [, before, behind] = TURNED.exec(line) ?? [];
  if (behind !== undefined) return { kind: kindOf(behind), number: Number(before), whose: '' };
  const [, named, whose = ''] = OF_NAME.exec(line) ?? [];
  return named === undefined ? null : { kind: kindOf(named), number: null, whose };
}

function kindOf(paper: string): PaperKind {
  return paper.startsWith('督') ? 'supervise' : 'urge';
}
