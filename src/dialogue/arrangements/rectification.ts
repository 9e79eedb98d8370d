/** 提题 23 31 40 停电提前一天通知到人, 整改 1 措施 供电 12月20日前 …: what is asked of 专项整改. */
import { typedEnd } from '../plain.ts';

export type RectificationAsked =
  /** Which tickets are alike. */
  | { readonly what: 'alike' }
  | { readonly what: 'propose'; readonly tickets: readonly number[]; readonly words: string }
  | { readonly what: 'settle'; readonly id: number; readonly isSet: boolean }
  | { readonly what: 'list' }
  | { readonly what: 'show' | 'accept'; readonly id: number }
  | { readonly what: 'measure'; readonly id: number; readonly words: string }
  | { readonly what: 'done'; readonly id: number; readonly measure: number; readonly words: string };

const PROPOSE = /^提题(?:[\s:,]+|$)([\s\S]*)$/u;
const NUMBERS = /^(?:第?\d{1,9}号?件?[\s、,，和]+)*第?\d{1,9}号?件?(?=[\s、,，]|$)/u;
const SETTLE = /^(立题|不立题?)[\s:,]*第?(\d{1,5})(?:号|题)?[。.!]?$/u;
const COMMAND = /^(?:专项)?整改(?:[\s:,]+|$)/u;
const ONE = /^第?(\d{1,5})(?:号|题)?(?:[\s:,]+([\s\S]*))?$/u;
const MEASURE = /^措施[\s:,]+([\s\S]+)$/u;
const DONE = /^完成[\s:,]*第?(\d{1,3})(?:项|条)?[\s:,]*([\s\S]*)$/u;

/** `line`: plain (`plain.ts`), each character of it for the one of `text` at its place; what others read is as it was typed. */
export function rectificationAskedIn(line: string, text = line): RectificationAsked | null {
  const bare = line.trim();
  const typed = (end: string) => typedEnd(text, end);
  const proposed = PROPOSE.exec(bare)?.[1]?.trim();
  if (proposed === '') return { what: 'alike' };
  if (proposed !== undefined) {
    const written = NUMBERS.exec(proposed)?.[0] ?? '';
    const tickets = [...written.matchAll(/\d{1,9}/gu)].map(([number]) => Number(number));
    return {
      what: 'propose',
      tickets,
      words: typed(proposed.slice(written.length).replace(/^[\s、,，:：]+/u, '')),
    };
  }
  const settled = SETTLE.exec(bare);
  if (settled) return { what: 'settle', id: Number(settled[2]), isSet: settled[1] === '立题' };
  if (!COMMAND.test(bare)) return null;
  const words = bare.replace(COMMAND, '').trim();
  if (words === '') return { what: 'list' };
  const [, number, rest = ''] = ONE.exec(words) ?? [];
  // 整改通知书收到了 tells of something else.
  if (number === undefined) return null;
  const id = Number(number);
  const tail = rest.trim();
  if (tail === '') return { what: 'show', id };
  if (tail === '验收') return { what: 'accept', id };
  const measure = MEASURE.exec(tail)?.[1];
  if (measure !== undefined) return { what: 'measure', id, words: typed(measure.trim()) };
  const done = DONE.exec(tail);
  return done ? { what: 'done', id, measure: Number(done[1]), words: typed((done[2] ?? '').trim()) } : null;
}
