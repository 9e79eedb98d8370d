/** A county's own sheet for papers: a .docx of one paragraph for each line, in red. */
import { Document, Packer, Paragraph, TextRun } from 'docx';

export const LINES = [
  '某某市人民政府文件',
  '{发文字号}　{送审稿}',
  '{标题}',
  '{主送}',
  '{正文}',
  '{落款}',
  '{成文日期}',
  '抄送：{抄送}',
  '{附件}',
];

export async function sheetOf(lines: readonly string[] = LINES): Promise<Buffer> {
  const children = lines.map(
    (line) => new Paragraph({ children: [new TextRun({ text: line, color: 'C00000' })] }),
  );
  return Buffer.from(await Packer.toBuffer(new Document({ sections: [{ children }] })));
}
