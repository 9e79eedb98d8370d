/** A paper on a county's own sheet: a .docx with its red head, its page numbers, and tags where things go, as `{标题}`. */
import {
  type RawXmlContent,
  TagDisposition,
  TagOptionsParseError,
  TemplateHandler,
  UnclosedTagError,
} from 'easy-template-x';
import { attachmentOf, textOf, xmlOf } from './document.ts';
import { dateInWords, numberInWords, type Paper } from './paper.ts';

const MOST_BYTES = 5 * 1024 * 1024;
/** The beginning of a file of Word 97–2003. */
const OLD_WORD = 'd0cf11e0';

/** What is wrong with a template, in the words of whoever made it. */
export class TemplateFault extends Error {
  override readonly name = 'TemplateFault';
}

/** `{正文}` and `{附件}` stand in lines of their own; the others within any line. */
export const TAGS = [
  '发文机关',
  '发文字号',
  '签发人',
  '标题',
  '主送',
  '正文',
  '落款',
  '成文日期',
  '附注',
  '附件',
  '抄送',
  '送审稿',
] as const;
type Tag = (typeof TAGS)[number];

/** The paper in the template. Throws `TemplateFault`. */
export async function onTemplate(template: Uint8Array, paper: Paper): Promise<Buffer> {
  const file = Buffer.from(template);
  refuseOther(file);
  const handler = new TemplateHandler();
  try {
    checkTags(await tagsIn(handler, file), paper);
    return await handler.process(file, await contentOf(paper));
  } catch (error) {
    throw faultOf(error);
  }
}

function refuseOther(file: Buffer): void {
  const start = file.subarray(0, 4).toString('hex');
  if (start === OLD_WORD)
    throw new TemplateFault('模板是旧版 Word 文件（.doc）。请用 Word 或 WPS 另存为 .docx。');
  if (!start.startsWith('504b'))
    throw new TemplateFault('模板不是 .docx 文件。请用 Word 或 WPS 另存为 .docx。');
  if (file.length > MOST_BYTES)
    throw new TemplateFault('模板太大（最多 5 MB）。请删去里面的图片，只留版头。');
}

async function tagsIn(handler: TemplateHandler, file: Buffer): Promise<ReadonlySet<string>> {
  const tags = await handler.parseTags(file);
  const closing = tags.find(({ disposition }) => disposition !== TagDisposition.SelfClosed);
  if (closing) throw markedFault(closing.name);
  // `{}` has no name.
  return new Set(tags.map(({ name = '' }) => name));
}

function checkTags(tags: ReadonlySet<string>, { attachments }: Paper): void {
  const known: readonly string[] = TAGS;
  const unknown = [...tags].filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new TemplateFault(
      `模板里有不认识的标签：${unknown.map((name) => `{${name}}`).join('、')}。能用的是 ${TAGS.map((name) => `{${name}}`).join('')}。`,
    );
  }
  for (const name of ['标题', '正文'] as const) {
    if (!tags.has(name))
      throw new TemplateFault(`模板里没有标签 {${name}}，请在该放的地方写上（花括号用半角，左右都要有）。`);
  }
  if (attachments.length > 0 && !tags.has('附件')) {
    throw new TemplateFault(
      `这份文件有 ${attachments.length} 个附件，模板里没有标签 {附件}，请在最后另起一行写上。`,
    );
  }
}

async function contentOf(paper: Paper): Promise<Record<Tag, string | RawXmlContent>> {
  const { attachments, number, copies, remark, to, signer } = paper;
  const raw = async (pieces: Parameters<typeof xmlOf>[0]): Promise<RawXmlContent> => ({
    _type: 'rawXml',
    xml: await xmlOf(pieces),
    replaceParagraph: true,
  });
  return {
    发文机关: paper.head ?? paper.issuer,
    发文字号: number === null ? '' : numberInWords(number),
    签发人: signer ?? '',
    标题: paper.title,
    主送: to === null ? '' : `${to}：`,
    正文: await raw(textOf(paper)),
    落款: paper.issuer,
    成文日期: dateInWords(paper.date),
    附注: remark === null ? '' : `（${remark}）`,
    附件: await raw(attachments.flatMap((_, index) => attachmentOf(paper, index))),
    抄送: copies.join('，'),
    送审稿: paper.draft ? '送审稿' : '',
  };
}

function markedFault(name: string): TemplateFault {
  return new TemplateFault(`模板里的标签 {${name}} 写法不对：不用写“#”“/”，花括号里只写名称。`);
}

function faultOf(error: unknown): unknown {
  if (error instanceof TemplateFault) return error;
  if (error instanceof UnclosedTagError) return markedFault(error.tagName);
  if (error instanceof TagOptionsParseError) {
    return new TemplateFault(`模板里的标签 ${error.tagRawText} 写法不对：花括号里只写名称。`);
  }
  const why = error instanceof Error ? error.message : String(error);
  return new TemplateFault(`模板打不开（${why}）。请用 Word 或 WPS 打开它、另存为 .docx 再试。`);
}
