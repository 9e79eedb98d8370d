/** Paragraphs and tables as GB/T 9704 sets them. Every one carries its own format, so that it may be put into any document. */
import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  LineRuleType,
  Paragraph,
  Table as DocxTable,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { CHARACTER, FONT, LINE, mm, RED, SIZE, TEXT_WIDTH } from './measures.ts';
import { type Block, numbered, type Table } from './paper.ts';

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
  const { font = FONT.text, size = SIZE.three, color, align = 'both', line = LINE } = look;
  const { firstLine = 0, left = 0, hanging = 0, right = 0, level, redLine } = look;
  const run = { font: fontOf(font), size, ...(color ? { color } : {}) };
  return new Paragraph({
    alignment: ALIGN[align],
    spacing: { line, lineRule: LineRuleType.EXACT, before: look.before ?? 0, after: look.after ?? 0 },
    indent: {
      firstLine: firstLine * CHARACTER,
      left: left * CHARACTER,
      hanging: hanging * CHARACTER,
      right: right * CHARACTER,
    },
    widowControl: false,
    ...(look.newPage ? { pageBreakBefore: true } : {}),
    ...(look.keepNext ? { keepNext: true } : {}),
    ...(level === undefined ? {} : { outlineLevel: level - 1 }),
    ...(redLine === undefined
      ? {}
      : { border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: redLine / 20 } } }),
    children: text.split('\n').map((part, index) => new TextRun({ ...run, text: part, break: index === 0 ? 0 : 1 })),
  });
}

export const blank = (): Paragraph => paragraph('');

function fontOf(name: string) {
  return { ascii: name, hAnsi: name, eastAsia: name, cs: name, hint: 'eastAsia' };
}

const HEADS = {
  1: { font: FONT.head, firstLine: 2, keepNext: true, level: 1 },
  2: { font: FONT.subhead, firstLine: 2, keepNext: true, level: 2 },
  3: { firstLine: 2, level: 3 },
} as const;

/** The text of a paper, its heads counted. */
export function piecesOf(body: readonly Block[]): readonly Piece[] {
  return numbered(body).map((block) => {
    if ('table' in block) return tableOf(block.table);
    return paragraph(block.text, 'head' in block ? HEADS[block.head] : { firstLine: 2 });
  });
}

/** 2号小标宋, centred; a long one is broken where it reads well. */
export function titleOf(title: string, look: Look = {}): Paragraph {
  return paragraph(title, { font: FONT.title, size: SIZE.two, align: 'center', line: mm(12), level: 1, ...look });
}

const LINE_OF_TABLE = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const BORDERS = { top: LINE_OF_TABLE, bottom: LINE_OF_TABLE, left: LINE_OF_TABLE, right: LINE_OF_TABLE };
const CELL_LINE = 320;

function tableOf({ head, rows, widths, left = [], rowHeights = [] }: Table): DocxTable {
  const all = widths.reduce((sum, width) => sum + width, 0);
  const columnWidths = widths.map((width) => Math.floor((width / all) * TEXT_WIDTH));
  const isForm = head.length === 0;
  const cell = (text: string, column: number, isHead: boolean): TableCell => {
    const isName = isHead || (isForm && column % 2 === 0);
    const look: Look = {
      font: isName ? FONT.head : isForm ? FONT.text : FONT.plain,
      size: isForm ? SIZE.four : SIZE.small,
      align: !isName && left.includes(column) ? 'left' : 'center',
      line: isForm ? 440 : CELL_LINE,
    };
    return new TableCell({
      borders: BORDERS,
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { top: 60, bottom: 60, left: 90, right: 90 },
      width: { size: columnWidths[column] ?? 0, type: WidthType.DXA },
      children: text.split('\n').map((part) => paragraph(part, look)),
    });
  };
  const row = (texts: readonly string[], height: number | undefined, isHead: boolean): TableRow => {
    // A form's last cell takes what the row leaves over.
    const spare = columnWidths.length - texts.length;
    return new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      ...(height === undefined ? {} : { height: { value: mm(height), rule: HeightRule.ATLEAST } }),
      children: texts.map((text, column) =>
        spare > 0 && column === texts.length - 1 ? spanning(text, column, spare) : cell(text, column, isHead),
      ),
    });
  };
  const spanning = (text: string, column: number, spare: number): TableCell =>
    new TableCell({
      borders: BORDERS,
      columnSpan: spare + 1,
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { top: 60, bottom: 60, left: 90, right: 90 },
      children: text
        .split('\n')
        .map((part) =>
          paragraph(part, {
            font: FONT.text,
            size: SIZE.four,
            align: left.includes(column) ? 'left' : 'center',
            line: 440,
          }),
        ),
    });
  return new DocxTable({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    width: { size: columnWidths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths,
    rows: [
      ...(isForm ? [] : [row(head, undefined, true)]),
      ...rows.map((texts, index) => row(texts, rowHeights[index], false)),
    ],
  });
}
