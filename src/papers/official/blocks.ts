/** Paragraphs and tables as GB/T 9704 sets them. Every one carries its own format, so that it may be put into any document. */
import {
  AlignmentType,
  BorderStyle,
  Table as DocxTable,
  HeightRule,
  ImageRun,
  type IParagraphOptions,
  LineRuleType,
  Paragraph,
  RelativeHorizontalPosition,
  RelativeVerticalPosition,
  Tab,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { CHARACTER, FONT, LINE, mm, RED, SIZE, SQUEEZE, TEXT_WIDTH } from './measures.ts';
import { type Block, numbered, type Picture, type Table } from './paper.ts';

export type Piece = Paragraph | DocxTable;

type Align = 'left' | 'center' | 'right' | 'both';

export interface Look {
  readonly font?: string;
  /** Half-points. */
  readonly size?: number;
  readonly color?: string;
  readonly align?: Align;
  /** Characters of the text, from the left: of the first line, of all, from the right. */
  readonly firstLine?: number;
  readonly left?: number;
  readonly hanging?: number;
  readonly right?: number;
  /** Twips. */
  readonly before?: number;
  readonly after?: number;
  readonly newPage?: boolean;
  readonly keepNext?: boolean;
  /** All of it on one page. */
  readonly keepLines?: boolean;
  /** 1 to 3: what a reader's overview lists. */
  readonly level?: number;
  /** Twips from line to line; left out: 22 lines a page. */
  readonly line?: number;
  /** A red line below, as wide as the text, so many twips under it. */
  readonly redLine?: number;
}

const ALIGN = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  both: AlignmentType.BOTH,
} as const;

/** One paragraph; newlines break its lines. */
export function paragraph(text: string, look: Look = {}): Paragraph {
  const run = runOf(look);
  return new Paragraph({
    ...paragraphOf(look),
    children: text
      .split('\n')
      .map((part, index) => new TextRun({ ...run, text: part, break: index === 0 ? 0 : 1 })),
  });
}

/** A line with something at either edge of the text. */
export function twoSides(left: string, right: string, look: Look = {}): Paragraph {
  return new Paragraph({
    ...paragraphOf({ align: 'left', ...look }),
    tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
    children: [new TextRun({ ...runOf(look), children: [left, new Tab(), right] })],
  });
}

function runOf({ font = FONT.text, size = SIZE.three, color }: Look) {
  return {
    font: fontOf(font),
    size,
    ...(size === SIZE.three ? { characterSpacing: SQUEEZE } : {}),
    ...(color ? { color } : {}),
  };
}

function paragraphOf(look: Look): IParagraphOptions {
  const { align = 'both', line = LINE, firstLine = 0, left = 0, hanging = 0, right = 0, level } = look;
  return {
    alignment: ALIGN[align],
    spacing: { line, lineRule: LineRuleType.EXACT, before: look.before ?? 0, after: look.after ?? 0 },
    indent: {
      left: left * CHARACTER,
      right: right * CHARACTER,
      ...(hanging > 0 ? { hanging: hanging * CHARACTER } : { firstLine: firstLine * CHARACTER }),
    },
    widowControl: false,
    ...(look.newPage ? { pageBreakBefore: true } : {}),
    ...(look.keepNext ? { keepNext: true } : {}),
    ...(level === undefined ? {} : { outlineLevel: level - 1 }),
    ...(look.keepLines ? { keepLines: true } : {}),
    border: bordersOf(look),
  };
}

function bordersOf({ redLine }: Look) {
  if (redLine === undefined) return {};
  return { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: redLine / 20 } };
}

export const blank = (look: Look = {}): Paragraph => paragraph('', look);

function fontOf(name: string) {
  return { ascii: name, hAnsi: name, eastAsia: name, cs: name, hint: 'eastAsia' };
}

const HEADS = {
  1: { font: FONT.head, firstLine: 2, keepNext: true, level: 1 },
  2: { font: FONT.subhead, firstLine: 2, level: 2 },
  3: { firstLine: 2, level: 3 },
} as const;

const WITH_NEXT: Look = { keepNext: true, keepLines: true };

const NOTE: Look = { font: FONT.plain, size: SIZE.small, line: 360, before: 120 };

/** Above a table. */
const GAP = 160;

/** A head, and the text that goes on behind it in its own letters. */
function headed(head: string, then: string, look: Look): Paragraph {
  const text = then === '' ? [] : [new TextRun({ ...runOf({}), text: then })];
  return new Paragraph({
    ...paragraphOf(look),
    children: [new TextRun({ ...runOf(look), text: head }), ...text],
  });
}

/**
 * The text of a paper, its heads counted. Where something is `signed` under it, its last paragraph is on one page with that
 * (GB/T 9704—2012: no page holds a signature and no text).
 */
export function piecesOf(body: readonly Block[], { signed = false } = {}): readonly Piece[] {
  return numbered(body).flatMap((block, place): readonly Piece[] => {
    const together: Look = signed && place === body.length - 1 ? WITH_NEXT : {};
    if ('table' in block) return [paragraph('', { line: GAP }), tableOf(block.table)];
    if ('picture' in block) return [pictureOf(block.picture)];
    if ('note' in block) return [paragraph(block.note, NOTE)];
    if (!('head' in block)) return [paragraph(block.text, { firstLine: 2, ...together })];
    return [headed(block.text, block.goesOn ?? '', { ...HEADS[block.head], ...together })];
  });
}

/** Twips of a pixel, of which the library reckons 96 to an inch. */
const PIXEL = 15;

/** As wide as the text, in a frame, as its ground is the paper's. A line of a fixed height would cut it off. */
function pictureOf({ bytes, width, height, alt }: Picture): Paragraph {
  const shown = Math.floor(TEXT_WIDTH / PIXEL);
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { lineRule: LineRuleType.AUTO, line: 240, before: 0, after: 0 },
    children: [
      new ImageRun({
        type: 'png',
        data: bytes,
        transformation: { width: shown, height: Math.round((shown * height) / width) },
        altText: { name: '图', title: '', description: alt },
        outline: { type: 'solidFill', solidFillType: 'rgb', value: 'BFBFBF', width: 6350 },
      }),
    ],
  });
}

/** 2号小标宋, centred; a long one is broken where it reads well. */
export function titleOf(title: string, look: Look = {}): Paragraph {
  return paragraph(title, {
    font: FONT.title,
    size: SIZE.two,
    align: 'center',
    line: mm(12),
    level: 1,
    ...look,
  });
}

const LINE_OF_TABLE = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const BORDERS = { top: LINE_OF_TABLE, bottom: LINE_OF_TABLE, left: LINE_OF_TABLE, right: LINE_OF_TABLE };
const MARGINS = { top: 60, bottom: 60, left: 90, right: 90 };
/** Twips from line to line in a table, and in a form. */
const TABLE_LINE = 290;
const FORM_LINE = 440;

function tableOf(table: Table): DocxTable {
  const { head, rows, widths, rowHeights = [] } = table;
  const all = widths.reduce((sum, width) => sum + width, 0);
  const columnWidths = widths.map((width) => Math.floor((width / all) * TEXT_WIDTH));
  const row = (texts: readonly string[], isHead: boolean, height?: number): TableRow =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      ...(height === undefined ? {} : { height: { value: mm(height), rule: HeightRule.ATLEAST } }),
      children: texts.map((text, column) => {
        // The last cell takes what the row leaves over.
        const span = column === texts.length - 1 ? columnWidths.length - column : 1;
        const width = columnWidths.slice(column, column + span).reduce((sum, one) => sum + one, 0);
        return cellOf(text, lookOf(table, column, isHead), span, width);
      }),
    });
  return new DocxTable({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    width: { size: columnWidths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths,
    rows: [
      ...(head.length === 0 ? [] : [row(head, true)]),
      ...rows.map((texts, index) => row(texts, false, rowHeights[index])),
    ],
  });
}

function lookOf({ head, left = [] }: Table, column: number, isHead: boolean): Look {
  const isForm = head.length === 0;
  const isName = isHead || (isForm && column % 2 === 0);
  return {
    font: isName ? FONT.head : isForm ? FONT.text : FONT.plain,
    size: isForm ? SIZE.four : SIZE.small,
    align: !isName && left.includes(column) ? 'left' : 'center',
    line: isForm ? FORM_LINE : TABLE_LINE,
  };
}

function cellOf(text: string, look: Look, span: number, width: number): TableCell {
  return new TableCell({
    borders: BORDERS,
    margins: MARGINS,
    verticalAlign: VerticalAlignTable.CENTER,
    width: { size: width, type: WidthType.DXA },
    ...(span > 1 ? { columnSpan: span } : {}),
    children: text.split('\n').map((part) => paragraph(part, look)),
  });
}

/** Lines of 版记 at the foot of the page, each between lines as wide as the text: thick ones outside, thin ones between. */
export function imprint(lines: readonly Paragraph[]): DocxTable {
  const thick = { style: BorderStyle.SINGLE, size: 8, color: '000000' };
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  return new DocxTable({
    layout: TableLayoutType.FIXED,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: [TEXT_WIDTH],
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      relativeHorizontalPosition: RelativeHorizontalPosition.CENTER,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
    },
    borders: { top: thick, bottom: thick, left: none, right: none, insideHorizontal: LINE_OF_TABLE },
    rows: lines.map(
      (line) =>
        new TableRow({ children: [new TableCell({ margins: { left: 0, right: 0 }, children: [line] })] }),
    ),
  });
}
