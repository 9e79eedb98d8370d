/** Papers on a county's own sheet, and what is said of a sheet that will not do. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Paper } from '../../src/papers/official/paper.ts';
import { onTemplate, TAGS, TemplateFault } from '../../src/papers/official/template.ts';
import { sheetOf } from '../support/letterhead.ts';

const PAPER: Paper = {
  title: '关于企业诉求办理情况的通报',
  head: null,
  number: { prefix: '霍政企通', year: 2026, serial: 7 },
  signer: null,
  to: '各有关单位',
  body: [
    { head: 1, text: '总体情况' },
    { text: '新收 3 件 <甲&乙>。' },
    { table: { head: ['单位', '件数'], rows: [['住建局', '3']], widths: [3, 1] } },
  ],
  attachments: [{ title: '办理情况表', body: [{ text: '附件里的话' }] }],
  issuer: '霍州市政企连心桥工作专班',
  date: '2026-12-03',
  remark: null,
  copies: ['市委办公室', '市人民政府办公室'],
  draft: true,
};
function xmlOf(file: Uint8Array): string {
  return strFromU8(unzipSync(file)['word/document.xml'] ?? new Uint8Array());
}

function fault(lines: readonly string[], paper = PAPER): Promise<string> {
  return sheetOf(lines)
    .then((sheet) => onTemplate(sheet, paper))
    .then(
      () => 'no fault',
      (error: unknown) => (error instanceof TemplateFault ? error.message : `not told in words: ${error}`),
    );
}

test('everything comes to its place, the county’s own head stays', async () => {
  const xml = xmlOf(await onTemplate(await sheetOf(), PAPER));
  const text = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/gu)].map(([, words]) => words).join('|');
  for (const part of [
    '某某市人民政府文件',
    '霍政企通〔2026〕7号|　|送审稿',
    '关于企业诉求办理情况的通报',
    '各有关单位：',
    '一、总体情况',
    '新收 3 件 &lt;甲&amp;乙&gt;。',
    '住建局',
    '2026年12月3日',
    '抄送：|市委办公室，市人民政府办公室',
    '附件里的话',
  ]) {
    expect(text).toContain(part);
  }
  expect(xml).not.toMatch(/\{[^}<]*\}/u);
  expect(xml).toContain('w:eastAsia="仿宋_GB2312"');
  expect(xml).toContain('<w:color w:val="C00000"/>');
  // A paragraph within a paragraph would be refused by Word.
  expect(xml).not.toMatch(/<w:p>(?:(?!<\/w:p>).)*<w:p>/su);
});

test.each([
  [['{标题}', '{附件}', '{正文'], '没有标签 {正文}，请在该放的地方写上（花括号用半角，左右都要有）'],
  [['{标题}', '{附件}', '｛正文｝'], '没有标签 {正文}'],
  [['{正文 {标题}'], '不认识的标签：{正文 {标题}'],
  [['{}', '{标题}'], '不认识的标签：{}'],
  [['{/标题}'], '{标题} 写法不对'],
  [['{标题 [字号:]}'], '花括号里只写名称'],
  [['{标题}', '{正文}', '{附件}', '{落款单位}'], '不认识的标签：{落款单位}'],
  [['{标题}', '{附件}'], '没有标签 {正文}'],
  [['{标题}', '{正文}'], '这份文件有 1 个附件，模板里没有标签 {附件}'],
  [['{#标题}', '{正文}', '{附件}'], '{标题} 写法不对'],
  [['没有标签的一页'], '没有标签 {标题}'],
])('%j: %s', async (lines, why) => {
  expect(await fault(lines)).toContain(why);
});

test('a paper without attachments needs no place for them', async () => {
  expect(await fault(['{标题}', '{正文}'], { ...PAPER, attachments: [] })).toBe('no fault');
});

test.each([
  ['nothing', Buffer.alloc(0), '不是 .docx'],
  ['a text', Buffer.from('标题：{标题}'), '不是 .docx'],
  ['a .doc', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '旧版 Word'],
  ['half a zip', Buffer.from(zipSync({ 'word/document.xml': strToU8('<x/>') })).subarray(0, 40), '打不开'],
  ['a zip that is no document', Buffer.from(zipSync({ 'a.txt': strToU8('a') })), '打不开'],
  ['too much', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(6 * 1024 * 1024)]), '模板太大'],
])('%s is refused in words', async (_, file, why) => {
  await expect(onTemplate(file, PAPER)).rejects.toThrow(why);
  await expect(onTemplate(file, PAPER)).rejects.toBeInstanceOf(TemplateFault);
});

test('every tag that is told of is filled', async () => {
  const xml = xmlOf(await onTemplate(await sheetOf(TAGS.map((name) => `{${name}}`)), PAPER));
  expect(xml).not.toContain('undefined');
  expect(xml).not.toMatch(/\{[^}<]*\}/u);
});

test('its pictures come along, each under an id that the county’s file has for no other', async () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const picture = { picture: { bytes: PNG, width: 1200, height: 1230, alt: '新收3件' } };
  const paper: Paper = {
    ...PAPER,
    body: [...PAPER.body, picture],
    attachments: [{ title: '情况图', body: [picture] }],
  };
  const parts = unzipSync(await onTemplate(await sheetOf(), paper));
  const words = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
  const shown = [...words('word/document.xml').matchAll(/r:embed="([^"]+)"/gu)].map(([, id]) => id);
  expect(new Set(shown).size).toBe(2);
  const rels = [...words('word/_rels/document.xml.rels').matchAll(/<Relationship\b[^>]*>/gu)].map(
    ([tag]) => tag,
  );
  for (const id of shown) {
    const named = rels.filter((tag) => tag.includes(`Id="${id}"`));
    expect(named, id).toHaveLength(1);
    const [, target = ''] = /Target="([^"]+)"/u.exec(named[0] ?? '') ?? [];
    expect(Buffer.from(parts[`word/${target}`] ?? []).equals(PNG), target).toBe(true);
  }
  expect(words('[Content_Types].xml')).toMatch(/Extension="png"/iu);
});
