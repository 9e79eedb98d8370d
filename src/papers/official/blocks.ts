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
  /** A black line above, or below, as wide as the text. */
  readonly over?: boolean;
  readonly under?: boolean;
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
  const { firstLine = 0, left = 0, hanging = 0, right = 0, level } = look;
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
    border: bordersOf(look),
    children: text.split('\n').map((part, index) => new TextRun({ ...run, text: part, break: index === 0 ? 0 : 1 })),
  });
}

function bordersOf({ redLine, over, under }: Look) {
  const black = { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 1 };
  const red = { style: BorderStyle.SINGLE, size: 12, color: RED };
  return {
    ...(over ? { top: black } : {}),
    ...(under ? { bottom: black } : {}),
    ...(redLine === undefined ? {} : { bottom: { ...red, space: redLine / 20 } }),
  };
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
const MARGINS = { top: 60, bottom: 60, left: 90, right: 90 };
/** Twips from line to line in a table, and in a form. */
const TABLE_LINE = 320;
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
