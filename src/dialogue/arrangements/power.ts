/** 清单 光伏 · 归谁管 占道 · 清单异议 12 供电公司 …… · 清单建议 3 · 清单外 23 ……: what is asked of 权责清单. */
import { typedEnd } from '../plain.ts';

export type PowerAsked =
  /** 清单: which version, how many items. */
  | { readonly what: 'list' }
  | { readonly what: 'item'; readonly id: number }
  | { readonly what: 'search'; readonly words: string }
  /** 清单异议 12 供电公司 ……: another lead for an item. */
  | { readonly what: 'object'; readonly item: number; readonly words: string }
  | { readonly what: 'proposals' }
  | { readonly what: 'proposal'; readonly id: number }
  /** 编办: 清单接受 3 ……, 清单不改 3 …… */
  | { readonly what: 'decide'; readonly id: number; readonly isAccepted: boolean; readonly words: string }
  /** 清单意见 3 …… of an office that it concerns. */
  | { readonly what: 'say'; readonly id: number; readonly words: string }
  /** 清单外 23 …… of a township; `ticket` null: the one that is answered. */
  | { readonly what: 'outside'; readonly ticket: number | null; readonly words: string };

const GAP = String.raw`[\s:：,，]`;
const LIST = /^(?:查)?(?:权责)?清单[。!！]?$/u;
const OUTSIDE = new RegExp(`^清单外(?:${GAP}+|$)(?:第?(\\d{1,9})号?件?(?:${GAP}+|$))?([\\s\\S]*)$`, 'u');
const OBJECT = new RegExp(`^清单异议${GAP}*第?(\\d{1,7})项?(?:${GAP}+([\\s\\S]*))?$`, 'u');
const PROPOSALS = new RegExp(`^清单建议(?:${GAP}*第?(\\d{1,6})[号条]?)?[。!！]?$`, 'u');
const DECIDE = new RegExp(`^清单${GAP}*(接受|不改)${GAP}*第?(\\d{1,6})[号条]?(?:${GAP}+([\\s\\S]*))?$`, 'u');
const SAY = new RegExp(`^清单意见${GAP}*第?(\\d{1,6})[号条]?(?:${GAP}+([\\s\\S]*))?$`, 'u');
const SEARCH = new RegExp(`^(?:查?(?:权责)?清单|归谁管|谁管)${GAP}+([\\s\\S]+)$`, 'u');
const ITEM = /^第?(\d{1,7})项?$/u;
/** Longer words tell of something. */
const LONGEST = 40;

/** `line`: plain (`plain.ts`); `text`: as it was typed, of which what others read is kept. */
export function powerAskedIn(line: string, text = line): PowerAsked | null {
  const bare = line.trim();
  if (LIST.test(bare)) return { what: 'list' };
  const outside = OUTSIDE.exec(bare);
  if (outside) {
    const [, ticket, words] = outside;
    const number = ticket === undefined ? null : Number(ticket);
    return { what: 'outside', ticket: number, words: typedEnd(text, words) };
  }
  const objected = OBJECT.exec(bare);
  if (objected) return { what: 'object', item: Number(objected[1]), words: typedEnd(text, objected[2]) };
  const proposals = PROPOSALS.exec(bare);
  if (proposals) {
    const [, id] = proposals;
    return id === undefined ? { what: 'proposals' } : { what: 'proposal', id: Number(id) };
  }
  const decided = DECIDE.exec(bare);
  if (decided) {
    const [, how, id, words] = decided;
    return { what: 'decide', id: Number(id), isAccepted: how === '接受', words: typedEnd(text, words) };
  }
  const said = SAY.exec(bare);
  if (said) return { what: 'say', id: Number(said[1]), words: typedEnd(text, said[2]) };
  const words = SEARCH.exec(bare)?.[1]?.replace(/[“”"「」《》。!！?？\s]+$|^[“”"「」《》\s]+/gu, '') ?? '';
  if (words === '' || words.length > LONGEST) return null;
  const item = ITEM.exec(words)?.[1];
  return item === undefined ? { what: 'search', words } : { what: 'item', id: Number(item) };
}
