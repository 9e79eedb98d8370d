/** A paper → a .docx as GB/T 9704—2012 sets it. */
import { AlignmentType, Document, Footer, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Day } from '../../domain/time.ts';
import { blank, imprint, type Piece, paragraph, piecesOf, titleOf, twoSides } from './blocks.ts';
import { FONT, INSTEAD, LINE, mm, PAGE, RED, SIZE, TEXT_WIDTH } from './measures.ts';
import { dateInWords, numberInWords, type Paper } from './paper.ts';

/** The bytes of the .docx. */
export async function documentOf(paper: Paper): Promise<Buffer> {
  const document = new Document({
    title: paper.title.replaceAll('\n', ''),
    creator: paper.issuer,
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: FONT.text, size: SIZE.three } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: {
              top: PAGE.top,
              right: PAGE.right,
              bottom: PAGE.bottom,
              left: PAGE.left,
              footer: PAGE.footer,
            },
          },
        },
        footers: { default: pageNumber('right'), even: pageNumber('left') },
        children: [
          ...headOf(paper),
          ...mainOf(paper),
          ...paper.attachments.flatMap((_, index) => attachmentOf(paper, index)),
          ...imprintOf(paper),
        ],
      },
    ],
  });
  return finished(await Packer.toBuffer(document), paper.date);
}

/** — 1 — in 4号 half-width 宋体: odd pages on the right, even ones on the left, a character from the edge. */
function pageNumber(side: 'left' | 'right'): Footer {
  const run = { font: FONT.plain, size: SIZE.four };
  return new Footer({
    children: [
      new Paragraph({
        alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: { [side]: SIZE.four * 10 },
        children: [new TextRun({ ...run, children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  });
}

/**
 * 发文机关标志 begins 35 mm below the upper edge of the text; 发文字号 two lines under it; the red line 4 mm under that. A form
 * has none of this: its number stands at the right of its first line.
 */
function headOf({ head, number, signer, draft }: Paper): readonly Piece[] {
  const mark = draft ? '送审稿' : '';
  const words = number === null ? '' : numberInWords(number);
  if (head === null) return mark + words === '' ? [] : [twoSides(mark, words)];
  const size = sizeOfHead(head);
  return [
    ...(draft ? [paragraph(mark, { font: FONT.head, align: 'left' })] : []),
    paragraph(head, {
      font: FONT.title,
      size,
      color: RED,
      align: 'center',
      before: mm(35) - (draft ? LINE : 0),
      line: size * 12,
    }),
    blank(),
    blank(),
    signer === null
      ? paragraph(words, { align: 'center', redLine: mm(4) })
      : twoSides(`　${words}`, `签发人：${signer}　`, { redLine: mm(4) }),
  ];
}

/** As large as fits one line, with a little to spare, and no larger than 小初. */
function sizeOfHead(head: string): number {
  const fitting = Math.floor((TEXT_WIDTH / 10 / [...head].length) * 0.95);
  return Math.max(SIZE.two, Math.min(72, fitting));
}

/** From the title to 附注: what a county's own template has a place for as `{正文}` begins after 主送机关. */
function mainOf(paper: Paper): readonly Piece[] {
  const { title, to, head } = paper;
  return [
    ...(head === null ? [blank()] : [blank(), blank()]),
    titleOf(title),
    blank(),
    ...(to === null ? [] : [paragraph(`${to}：`, { align: 'left' })]),
    ...textOf(paper),
    ...signatureOf(paper),
  ];
}

/** The text and the list of attachments under it. */
export function textOf({ body, attachments }: Paper): readonly Piece[] {
  return [...piecesOf(body, { signed: true }), ...listOf(attachments)];
}

const TOGETHER = { keepNext: true } as const;

/** 附件：1.… one line under the text, two characters in; names have no mark behind them. */
function listOf(all: Paper['attachments']): readonly Piece[] {
  const attachments = all.filter(({ unlisted }) => !unlisted);
  if (attachments.length === 0) return [];
  const [first, ...others] = attachments.map(({ title }) => title);
  // 附件： and the number stand before every name: names stand under each other.
  if (others.length === 0)
    return [blank(TOGETHER), paragraph(`附件：${first}`, { left: 5, hanging: 3, keepNext: true })];
  return [
    blank(TOGETHER),
    paragraph(`附件：1.${first}`, { left: 6, hanging: 4, keepNext: true }),
    ...others.map((title, index) =>
      paragraph(`${index + 2}.${title}`, { left: 6, hanging: 1, keepNext: true }),
    ),
  ];
}

/** With a seal to come: the date four characters from the right, the issuer centred over it. */
function signatureOf({ issuer, date, remark, head }: Paper): readonly Piece[] {
  const words = dateInWords(date);
  const half = (widthOf(words) - widthOf(issuer)) / 2;
  const ofIssuer = Math.max(0, 4 + half);
  return [
    // A form is to stay on one page.
    ...(head === null ? [blank(TOGETHER)] : [blank(TOGETHER), blank(TOGETHER)]),
    paragraph(issuer, { align: 'right', right: ofIssuer, keepNext: true }),
    paragraph(words, { align: 'right', right: ofIssuer - half }),
    ...(remark === null ? [] : [paragraph(`（${remark}）`, { firstLine: 2, align: 'left' })]),
  ];
}

/** In characters: a digit is half of one. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign < '\u2e80' ? 0.5 : 1), 0);
}

/** On a page of its own: 附件 and its number in 黑体 at the edge, its title on the third line. */
export function attachmentOf({ attachments }: Paper, index: number): readonly Piece[] {
  const attachment = attachments[index];
  if (!attachment) return [];
  const count = attachments.length === 1 ? '' : String(index + 1);
  return [
    paragraph(`附件${count}`, { font: FONT.head, align: 'left', newPage: true }),
    blank(),
    titleOf(attachment.title),
    blank(),
    ...piecesOf(attachment.body),
  ];
}

/** 版记: whom it is copied to, and who printed it when, in 4号 between lines as wide as the text. */
function imprintOf({ copies, issuer, date }: Paper): readonly Piece[] {
  if (copies.length === 0) return [];
  return [
    // Without a paragraph between, LibreOffice takes it for more rows of a form above it.
    paragraph('', { line: 20 }),
    imprint([
      paragraph(`抄送：${copies.join('，')}。`, {
        size: SIZE.four,
        line: IMPRINT_LINE,
        left: 4,
        hanging: 3,
        right: 1,
      }),
      twoSides(`　${issuer}`, `${dateInWords(date)}印发　`, { size: SIZE.four, line: IMPRINT_LINE }),
    ]),
    // What floats hangs on the paragraph behind it.
    paragraph('', { line: 20 }),
  ];
}

const IMPRINT_LINE = 480;

/** What such pieces are in the file: for a document that has a head and page numbers of its own. */
export interface PiecesInXml {
  readonly xml: string;
  /** Its pictures (PNG), by the ids that `r:embed` of the XML names. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
}

export async function xmlOf(pieces: readonly Piece[]): Promise<PiecesInXml> {
  const parts = unzipSync(await Packer.toBuffer(new Document({ sections: [{ children: pieces }] })));
  const xml = textIn(parts, 'word/document.xml');
  const rels = textIn(parts, 'word/_rels/document.xml.rels');
  const pictures = new Map<string, Uint8Array>();
  for (const [tag] of rels.matchAll(/<Relationship\b[^>]*>/gu)) {
    const [, id = ''] = /\bId="([^"]+)"/u.exec(tag) ?? [];
    const [, target = ''] = /\bTarget="(media\/[^"]+\.png)"/u.exec(tag) ?? [];
    const bytes = parts[`word/${target}`];
    if (bytes) pictures.set(id, bytes);
  }
  return {
    xml: xml.slice(xml.indexOf('<w:body>') + '<w:body>'.length, xml.lastIndexOf('<w:sectPr')),
    pictures,
  };
}

/**
 * What the library has no word for: which font the reader's machine takes where one is missing (`w:altName`), and that the
 * file is of the paper's own day, not of the moment it was made. So the same paper is the same bytes, whenever it is set.
 */
function finished(file: Buffer, date: Day): Buffer {
  const parts = unzipSync(file);
  const [table, core] = ['word/fontTable.xml', 'docProps/core.xml'];
  parts[table] = strToU8(withFontsInstead(textIn(parts, table)));
  parts[core] = strToU8(textIn(parts, core).replaceAll(/>\d{4}-\d\d-\d\dT[^<]+Z</gu, `>${date}T00:00:00Z<`));
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return Buffer.from(zipSync(parts, { mtime: new Date(year, month - 1, day) }));
}

function textIn(parts: Readonly<Record<string, Uint8Array>>, place: string): string {
  const part = parts[place];
  if (!part) throw new Error(`the document has no ${place}`);
  return strFromU8(part);
}

function withFontsInstead(table: string): string {
  const fonts = Object.entries(INSTEAD).map(
    ([name, others]) =>
      `<w:font w:name="${name}"><w:altName w:val="${others.join(',')}"/><w:charset w:val="86"/></w:font>`,
  );
  const open = /<w:fonts\b[^>]*?(\/?)>/u.exec(table);
  if (!open) throw new Error('the document has no table of fonts');
  const [tag, closed] = open;
  const start = closed === '/' ? tag.replace(/\/>$/u, '>') : tag;
  const end = closed === '/' ? '</w:fonts>' : '';
  return table.replace(tag, `${start}${fonts.join('')}${end}`);
}
