/** A paper on a county's own sheet: a .docx with its red head, its page numbers, and tags where things go, as `{标题}`. */
import {
  type RawXmlContent,
  TagDisposition,
  TagOptionsParseError,
  TemplateHandler,
  UnclosedTagError,
} from 'easy-template-x';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { attachmentOf, type PiecesInXml, textOf, xmlOf } from './document.ts';
import { dateInWords, numberInWords, type Paper } from './paper.ts';

const MOST_BYTES = 5 * 1024 * 1024;
/** The beginning of a file of Word 97–2003. */
const OLD_WORD = 'd0cf11e0';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing';

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
    const pictures = createPictures();
    return pictures.into(await handler.process(file, await contentOf(paper, pictures)));
  } catch (error) {
    throw faultOf(error);
  }
}

/** Each kind of paper has less than this one. */
const FULLEST: Paper = {
  title: '标题',
  head: null,
  number: null,
  signer: null,
  to: '主送',
  body: [{ text: '正文' }],
  attachments: [{ title: '附件', body: [{ text: '附件' }] }],
  issuer: '发文机关',
  date: '2026-01-01',
  remark: null,
  copies: [],
  draft: true,
};

/** Why no paper, or not each, can be set on it; null where all is well. */
export async function faultIn(template: Uint8Array): Promise<string | null> {
  try {
    await onTemplate(template, FULLEST);
    return null;
  } catch (error) {
    if (error instanceof TemplateFault) return error.message;
    throw error;
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

/** Raw XML names its pictures by ids of the file that it comes from: they move to the template's file, under ids of their own. */
function createPictures() {
  const moved = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    /** The XML as it is to stand in the template. */
    moved({ xml, pictures }: PiecesInXml): string {
      const ids = new Map<string, string>();
      for (const [id, bytes] of pictures) {
        const name = `lxq${moved.size + 1}`;
        ids.set(id, name);
        moved.set(name, new Uint8Array(bytes));
      }
      return xml
        .replaceAll(/r:embed="([^"]+)"/gu, (all, id: string) =>
          ids.has(id) ? `r:embed="${ids.get(id)}"` : all,
        )
        .replaceAll('<w:drawing>', `<w:drawing xmlns:wp="${DRAWING}" xmlns:r="${RELATIONS}">`);
    },
    into(file: Buffer): Buffer {
      if (moved.size === 0) return file;
      const parts = unzipSync(file);
      const put = (place: string, before: string, words: string) => {
        const text = strFromU8(parts[place] ?? new Uint8Array());
        if (!text.includes(before)) throw new TemplateFault(`模板里少了 ${place}，放不进图。`);
        parts[place] = strToU8(text.replace(before, `${words}${before}`));
      };
      for (const [name, bytes] of moved) {
        parts[`word/media/${name}.png`] = bytes;
        const relation = `<Relationship Id="${name}" Type="${RELATIONS}/image" Target="media/${name}.png"/>`;
        put('word/_rels/document.xml.rels', '</Relationships>', relation);
      }
      const types = '[Content_Types].xml';
      const isKnown = /Extension="png"/iu.test(strFromU8(parts[types] ?? new Uint8Array()));
      if (!isKnown) put(types, '</Types>', '<Default Extension="png" ContentType="image/png"/>');
      return Buffer.from(zipSync(parts));
    },
  };
}

async function contentOf(
  paper: Paper,
  pictures: ReturnType<typeof createPictures>,
): Promise<Record<Tag, string | RawXmlContent>> {
  const { attachments, number, copies, remark, to, signer } = paper;
  const raw = async (pieces: Parameters<typeof xmlOf>[0]): Promise<RawXmlContent> => ({
    _type: 'rawXml',
    xml: pictures.moved(await xmlOf(pieces)),
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
