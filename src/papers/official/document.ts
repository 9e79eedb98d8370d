/** A paper → a .docx as GB/T 9704—2012 sets it. */
import { AlignmentType, Document, DocumentGridType, Footer, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { blank, type Piece, paragraph, piecesOf, titleOf } from './blocks.ts';
import { FONT, INSTEAD, LINE, mm, PAGE, RED, SIZE, SQUEEZE, TEXT_WIDTH } from './measures.ts';
import { dateInWords, numberInWords, type Paper } from './paper.ts';

/** The bytes of the .docx. */
export async function documentOf(paper: Paper): Promise<Buffer> {
  const document = new Document({
    title: paper.title.replaceAll('\n', ''),
    creator: paper.issuer,
    evenAndOddHeaderAndFooters: true,
    // The grid is counted from the letters of the text.
    styles: { default: { document: { run: { font: FONT.text, size: SIZE.three } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: { top: PAGE.top, right: PAGE.right, bottom: PAGE.bottom, left: PAGE.left, footer: PAGE.footer },
          },
          grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: LINE, charSpace: SQUEEZE },
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
  return withFontsInstead(await Packer.toBuffer(document));
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

/** 发文机关标志 begins 35 mm below the upper edge of the text; 发文字号 two lines under it; the red line 4 mm under that. */
function headOf({ head, number, signer, draft }: Paper): readonly Piece[] {
  const mark = draft ? [paragraph('送审稿', { font: FONT.head, align: 'left' })] : [];
  if (head === null) return number === null ? mark : [...mark, numberLine(number, signer)];
  const size = sizeOfHead(head);
  return [
    ...mark,
    paragraph(head, {
      font: FONT.title,
      size,
      color: RED,
      align: 'center',
      before: mm(35) - mark.length * LINE,
      line: size * 12,
    }),
    blank(),
    blank(),
    paragraph(numberAndSigner(number, signer), {
      align: signer === null ? 'center' : 'both',
      redLine: mm(4),
      left: signer === null ? 0 : 1,
    }),
  ];
}

function numberLine(number: NonNullable<Paper['number']>, signer: string | null): Piece {
  return paragraph(numberAndSigner(number, signer), { align: 'center' });
}

function numberAndSigner(number: Paper['number'], signer: string | null): string {
  const words = number === null ? '' : numberInWords(number);
  return signer === null ? words : `${words}　　　　　签发人：${signer}`;
}

/** As large as fits one line, and no larger than 初号. */
function sizeOfHead(head: string): number {
  const fitting = Math.floor(TEXT_WIDTH / 10 / [...head].length);
  return Math.max(SIZE.two, Math.min(84, fitting));
}

/** From the title to 附注: what a county's own template has a place for as `{正文}` begins after 主送机关. */
function mainOf(paper: Paper): readonly Piece[] {
  const { title, to, head, number } = paper;
  const hasAbove = head !== null || number !== null;
  return [
    ...(hasAbove ? [blank(), ...(head === null ? [] : [blank()])] : []),
    titleOf(title),
    blank(),
    ...(to === null ? [] : [paragraph(`${to}：`, { align: 'left' })]),
    ...textOf(paper),
    ...signatureOf(paper),
  ];
}

/** The text and the list of attachments under it. */
export function textOf({ body, attachments }: Paper): readonly Piece[] {
  return [...piecesOf(body), ...listOf(attachments)];
}

/** 附件：1.… one line under the text, two characters in; names have no mark behind them. */
function listOf(attachments: Paper['attachments']): readonly Piece[] {
  if (attachments.length === 0) return [];
  const [first, ...others] = attachments.map(({ title }) => title);
  // 附件： and the number stand before every name: names stand under each other.
  if (others.length === 0) return [blank(), paragraph(`附件：${first}`, { left: 5, hanging: 3 })];
  return [
    blank(),
    paragraph(`附件：1.${first}`, { left: 6, hanging: 4 }),
    ...others.map((title, index) => paragraph(`${index + 2}.${title}`, { left: 6, hanging: 1 })),
  ];
}

/** With a seal to come: the date four characters from the right, the issuer centred over it. */
function signatureOf({ issuer, date, remark }: Paper): readonly Piece[] {
  const words = dateInWords(date);
  const half = (widthOf(words) - widthOf(issuer)) / 2;
  const ofIssuer = Math.max(0, 4 + half);
  return [
    blank(),
    blank(),
    paragraph(issuer, { align: 'right', right: ofIssuer, keepNext: true }),
    paragraph(words, { align: 'right', right: ofIssuer - half }),
    ...(remark === null ? [] : [paragraph(`（${remark}）`, { firstLine: 2 })]),
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
  const look = { size: SIZE.four, line: 480, left: 1, right: 1 };
  return [
    blank(),
    paragraph(`抄送：${copies.join('，')}。`, { ...look, left: 4, hanging: 3, over: true }),
    paragraph(`${issuer}　　　　${dateInWords(date)}印发`, { ...look, align: 'left', over: true, under: true }),
  ];
}

/** Tells the reader's machine which font to take where one is missing (`w:altName`); the library has no word for it. */
function withFontsInstead(file: Buffer): Buffer {
  const parts = unzipSync(file);
  const place = 'word/fontTable.xml';
  const fonts = Object.entries(INSTEAD).map(
    ([name, others]) =>
      `<w:font w:name="${name}"><w:altName w:val="${others.join(',')}"/><w:charset w:val="86"/></w:font>`,
  );
  const table = strFromU8(parts[place] ?? new Uint8Array());
  const open = /<w:fonts\b[^>]*?(\/?)>/u.exec(table);
  if (!open) throw new Error(`the document has no ${place}`);
  const [tag, closed] = open;
  const start = closed === '/' ? tag.replace(/\/>$/u, '>') : tag;
  const end = closed === '/' ? '</w:fonts>' : '';
  parts[place] = strToU8(table.replace(tag, `${start}${fonts.join('')}${end}`));
  return Buffer.from(zipSync(parts));
}
