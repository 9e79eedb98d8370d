/** What stands in a cell of such a ledger: days in every form in which people write them, whether it is done, how it was rated. */
import type { Rating } from '../../domain/ticket-parts.ts';
import type { Day } from '../../domain/time.ts';
import type { Cell } from '../book/read.ts';

/** A sentence that says what is wrong and what to do. */
export interface Wrong {
  readonly wrong: string;
}

export function isWrong(read: unknown): read is Wrong {
  return typeof read === 'object' && read !== null && 'wrong' in read;
}

const FIRST_DAY = '2000-01-01';
const DAY_MS = 86_400_000;
/** Day 0 of a spreadsheet. */
const DAY_NOUGHT = Date.UTC(1899, 11, 30);
/** Numbers of days from 1954 to 2118. */
const SERIALS = [20_000, 80_000] as const;
const WRITTEN =
  /^(\d{4}|\d{2})\s*[年./\-、]\s*(\d{1,2})\s*[月./\-、]\s*(\d{1,2})\s*[日号]?(?:\s*(?:星期|周).)?(?:[\sT]*\d{1,2}[:：时].*)?$/u;
const RUN_TOGETHER = /^(\d{4})(\d{2})(\d{2})$/u;

/** Null for an empty cell. `today`: no day may lie behind it, where it is given. */
export function dayIn(cell: Cell, today: Day | null): Day | Wrong | null {
  const text = textIn(cell);
  if (text === '') return null;
  const day = cell instanceof Date ? utcDay(cell.getTime()) : dayOfText(text);
  if (day === null) return { wrong: `“${short(text)}”不是日期，请写成 2025-03-05` };
  if (day < FIRST_DAY) return { wrong: `“${short(text)}”太早，年份可能写错了` };
  if (today !== null && day > today) return { wrong: `“${short(text)}”还没到，年份可能写错了` };
  return day;
}

function dayOfText(text: string): Day | null {
  const number = Number(text);
  if (/^\d{5}(?:\.\d+)?$/u.test(text) && number >= SERIALS[0] && number <= SERIALS[1]) {
    return utcDay(DAY_NOUGHT + Math.floor(number) * DAY_MS);
  }
  const [, year = '', month = '', date = ''] = WRITTEN.exec(text) ?? RUN_TOGETHER.exec(text) ?? [];
  if (year === '') return null;
  const at = Date.UTC(Number(year.length === 2 ? `20${year}` : year), Number(month) - 1, Number(date));
  const day = utcDay(at);
  // 2025-02-30 is no day, and is not 2 March.
  return day !== null && Number(day.slice(5, 7)) === Number(month) && Number(day.slice(8)) === Number(date)
    ? day
    : null;
}

function utcDay(at: number): Day | null {
  return Number.isFinite(at) ? new Date(at).toISOString().slice(0, 10) : null;
}

const DONE =
  /^(?:是|已|√|✓|✔|☑|y|yes|已?(?:办结|完成|解决|销号|办毕|答复|办理完毕)|(?:已)?全部(?:办结|解决)|办结销号)$/iu;
const NOT_DONE =
  /^(?:否|未|×|✗|✘|x|n|no|(?:未|没有?|尚未)(?:办结|完成|解决|销号)|(?:正在)?(?:办理|推进|处理|解决|进行)中|正在(?:办理|推进|处理)|在办|待办|部分(?:办结|解决)|长期(?:推进|坚持)|挂账)$/iu;

/** Whether it is done; null for an empty cell. */
export function doneIn(cell: Cell): boolean | Wrong | null {
  if (typeof cell === 'boolean') return cell;
  const text = textIn(cell).replace(/[\s。.]/gu, '');
  if (text === '') return null;
  if (DONE.test(text)) return true;
  if (NOT_DONE.test(text)) return false;
  return { wrong: `“${short(text)}”看不出办没办结，请写“是”或“否”` };
}

const RATED: readonly (readonly [RegExp, Rating | null])[] = [
  [/^(?:不满意|很不满意|非常不满意)$/u, 'dissatisfied'],
  [/^(?:基本满意|较满意|比较满意|一般)$/u, 'basic'],
  [/^(?:满意|非常满意|很满意|十分满意|100%?|1)$/u, 'satisfied'],
  [/^(?:未评价|没有?评价|未回访|无|\/|-|—+)$/u, null],
];

/** Null where nobody rated. */
export function ratingIn(cell: Cell): Rating | Wrong | null {
  const text = textIn(cell).replace(/[\s。.]/gu, '');
  if (text === '') return null;
  const found = RATED.find(([form]) => form.test(text));
  return found ? found[1] : { wrong: `“${short(text)}”不是满意、基本满意、不满意` };
}

/** A cell's words: half width, in one line for short ones. */
export function textIn(cell: Cell): string {
  if (cell instanceof Date) return utcDay(cell.getTime()) ?? '日期有错';
  return String(cell ?? '')
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Co}]/gu, '')
    .trim();
}

/** The words of people, as they wrote them. */
export function saidIn(cell: Cell): string {
  if (cell instanceof Date) return textIn(cell);
  return String(cell ?? '')
    .replace(/[\p{Cf}\p{Co}]/gu, '')
    .trim();
}

function short(text: string): string {
  const signs = [...text.replace(/\s+/gu, ' ')];
  return signs.length <= 16 ? signs.join('') : `${signs.slice(0, 16).join('')}…`;
}
