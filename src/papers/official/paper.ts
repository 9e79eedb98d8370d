/** What an official paper says, before it has a form: filled by `notice.ts`, `supervise.ts`, `urge.ts`; set by `document.ts`. */
import { type Day, yearOf } from '../../domain/time.ts';

export interface Paper {
  /** 标题; a newline breaks it. */
  readonly title: string;
  /** 发文机关标志, in red above the line; null: a form, which has none. */
  readonly head: string | null;
  readonly number: PaperNumber | null;
  /** 签发人, of papers that go upwards. */
  readonly signer: string | null;
  /** 主送机关. */
  readonly to: string | null;
  readonly body: readonly Block[];
  readonly attachments: readonly Attachment[];
  /** 发文机关署名. */
  readonly issuer: string;
  /** 成文日期. */
  readonly date: Day;
  /** 附注, as 联系人 and telephone; without its brackets. */
  readonly remark: string | null;
  /** 抄送. */
  readonly copies: readonly string[];
  /** Marked 送审稿: a program signs and seals nothing. */
  readonly draft: boolean;
}

/** 发文字号: 霍政企督〔2026〕3号. A serial that nobody has given yet is left blank. */
export interface PaperNumber {
  readonly prefix: string;
  readonly year: number;
  readonly serial: number | null;
}

export type Block =
  /** A paragraph of the text. */
  | { readonly text: string }
  /** A head: 1 一、 · 2 （一） · 3 1. – and what goes on behind it in the same line. */
  | { readonly head: 1 | 2 | 3; readonly text: string; readonly goesOn?: string }
  | { readonly table: Table }
  /** Small print under a table. */
  | { readonly note: string }
  | { readonly picture: Picture };

/** A PNG, shown as wide as the text. Not on a county's own sheet (`template.ts`). */
export interface Picture {
  readonly bytes: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** What it says, for whoever cannot see it. */
  readonly alt: string;
}

export interface Table {
  /** Empty: a form, whose first column names what stands beside it. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Of the columns, in parts of the whole. */
  readonly widths: readonly number[];
  /** Columns whose text begins on the left; the others are centred. */
  readonly left?: readonly number[];
  /** The least height of a row in millimetres, where somebody writes into it by hand. */
  readonly rowHeights?: readonly number[];
}

export interface Attachment {
  readonly title: string;
  readonly body: readonly Block[];
  /** It follows a form, which does not list it. */
  readonly unlisted?: true;
}

/** 霍政企督〔2026〕3号, with the brackets of GB/T 9704 and no leading noughts. */
export function numberInWords({ prefix, year, serial }: PaperNumber): string {
  return `${prefix}〔${year}〕${serial ?? '　　'}号`;
}

/** 2026年12月1日: no leading noughts, no weekday. */
export function dateInWords(day: Day): string {
  const [, month, date] = day.split('-').map(Number);
  return `${yearOf(day)}年${month}月${date}日`;
}

const DIGITS = '零一二三四五六七八九';

/** 一 … 九十九: as heads are counted. */
export function ordinal(count: number): string {
  const [tens, ones] = [Math.floor(count / 10), count % 10];
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return `${ten}${ones === 0 && tens > 0 ? '' : DIGITS[ones]}`;
}

/** The heads with their counts: 一、 （一） 1. – a lower level begins again under each higher one. */
export function numbered(body: readonly Block[]): readonly Block[] {
  const counts = [0, 0, 0, 0];
  return body.map((block) => {
    if (!('head' in block)) return block;
    const { head } = block;
    const count = (counts[head] ?? 0) + 1;
    counts[head] = count;
    counts.fill(0, head + 1);
    const mark = head === 1 ? `${ordinal(count)}、` : head === 2 ? `（${ordinal(count)}）` : `${count}.`;
    return { ...block, text: `${mark}${block.text}` };
  });
}
