/** 调度会 12月4日 15:00, 议 23 供电 12月20日前换变压器, 调度会 2 纪要: what is asked of the meetings of the leading group. */
import { typedEnd } from '../plain.ts';
import { ticketNumber } from '../text.ts';
import { asksWhenNext } from './when-next.ts';

export type CouncilAsked =
  /** `words`: the day and the hour. */
  | { readonly what: 'convene'; readonly words: string }
  | { readonly what: 'list' }
  | { readonly what: 'show' | 'minutes' | 'agenda'; readonly id: number }
  | { readonly what: 'cancel'; readonly id: number; readonly why: string }
  /** Onto the next one. */
  | { readonly what: 'pick'; readonly ticket: number }
  /** Who does what by when; `words` as they were said. */
  | { readonly what: 'decide'; readonly ticket: number; readonly words: string };

const WHEN_NEXT = asksWhenNext('(?:顶格)?调度会(?:议)?');
const COMMAND = /^(?:顶格)?调度会(?:议)?(?:[\s:,]+|$)/u;
const ONE = /^第?\s*(\d{1,5})\s*(?:次|号)?(?:\s+|$)(.*)$/u;
const CANCEL = /^取消[\s:,]*(.*)$/u;
const PICK = /^(?:加|上会|议题)[\s:,]*第?(\d{1,9})号?件?$/u;
const DECIDE = /^(?:议定|议)[\s:,]*第?(\d{1,9})号?件?[\s:,]+([\s\S]+)$/u;
/** 12月4日 15:00, 周五下午三点, 明天 9:00 */
const WHEN = /^(?:\d{1,4}[-年月./]|今|明|后|大后|本|这|下|周|星期|礼拜)/u;

/** `line`: plain (`plain.ts`); `text`: the words as they were typed. */
export function councilAskedIn(line: string, text: string): CouncilAsked | null {
  const bare = line.trim();
  const decided = DECIDE.exec(bare);
  if (decided) return { what: 'decide', ticket: numberOf(decided[1]), words: typedEnd(text, decided[2]) };
  if (WHEN_NEXT.test(bare)) return { what: 'list' };
  if (!COMMAND.test(bare)) return null;
  const words = bare.replace(COMMAND, '').trim();
  if (words === '') return { what: 'list' };
  const picked = PICK.exec(words);
  if (picked) return { what: 'pick', ticket: numberOf(picked[1]) };
  if (WHEN.test(words)) return { what: 'convene', words };
  const [, number, rest = ''] = ONE.exec(words) ?? [];
  if (number === undefined) return null;
  const id = Number(number);
  const tail = rest.trim();
  if (tail === '') return { what: 'show', id };
  if (tail === '纪要') return { what: 'minutes', id };
  if (tail === '议程') return { what: 'agenda', id };
  const why = CANCEL.exec(tail);
  return why ? { what: 'cancel', id, why: typedEnd(text, why[1]) } : null;
}

function numberOf(written = ''): number {
  return ticketNumber(written) ?? 0;
}
