/**
 * What the hub takes down at the table, a line each: 星火：厂区老跳闸 is a 诉求, 建议 汾河：… or 汾河（建议）：… a suggestion, and
 * 当场 星火：路灯不亮，已派人修好 was solved there and then. No line is lost: what has no firm before it has no name here.
 */
export interface TableLine {
  readonly is: 'issue' | 'suggestion' | 'onTheSpot';
  /** Whose, as it was written; empty: nobody's. */
  readonly name: string;
  readonly text: string;
  /** 当场: what was done; empty where that is not said. */
  readonly done: string;
  /** As it was typed. */
  readonly line: string;
}

/** 1. 2、（3） ① and dots before a line of a list. */
const COUNTED = /^\s*(?:[-–—•*·●]|[（(]?\d{1,2}[.、)）．](?!\d)|[①-⑳])\s*/u;
const KIND = /^(?:(当场解决|当场办结|当场)|建议)(?:[\s:：,，]+|(?=[【「]))/u;
/** 汾河（建议）：… */
const BEHIND = /\s*(?:[（(【[]\s*(?:(当场解决|当场办结|当场)|建议)\s*[）)】\]]|\s(?:(当场)|建议))$/u;
const NAMED = /^([^:：\n]{1,24}?)\s*[:：]\s*(\S.*)$/u;
/** Where somebody left out the colon: 星火 厂区老跳闸. */
const SPACED = /^(\S{2,16})\s+(\S.*)$/u;
const DONE = /^(.*\S)[\s,，;；。]+(已.*)$/u;

export function tableLinesIn(text: string): readonly TableLine[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(read);
}

function read(line: string): TableLine {
  let rest = line.replace(COUNTED, '');
  const before = KIND.exec(rest);
  rest = before ? rest.slice(before[0].length) : rest;
  const [, written = '', text = rest] = NAMED.exec(rest) ?? SPACED.exec(rest) ?? [];
  const behind = BEHIND.exec(written);
  const name = behind ? written.slice(0, behind.index) : written;
  const isOnTheSpot = [before?.[1], behind?.[1], behind?.[2]].some((one) => one !== undefined);
  if (!isOnTheSpot) {
    return { is: before || behind ? 'suggestion' : 'issue', name, text, done: '', line };
  }
  const [, matter = text, done = ''] = DONE.exec(text) ?? [];
  return { is: 'onTheSpot', name, text: matter, done, line };
}
