/** The name of a file, as servers write it into Content-Disposition. */
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { cleanName, nameFrom, sendableName } from '../../src/channels/file-name.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
/** 批复.pdf */
const GBK = Buffer.from([0xc5, 0xfa, 0xb8, 0xb4, 0x2e, 0x70, 0x64, 0x66]);
const UTF8 = Buffer.from('批复.pdf');

it.each([
  ['RFC 5987', "attachment; filename*=UTF-8''%E6%89%B9%E5%A4%8D.pdf", '批复.pdf'],
  [
    'RFC 5987 beside a plain one',
    `attachment; filename="x.pdf"; filename*=utf-8'zh'%E6%89%B9%E5%A4%8D.pdf`,
    '批复.pdf',
  ],
  ['RFC 5987 in quotation marks', `attachment; filename*="UTF-8''%E6%89%B9%E5%A4%8D.pdf"`, '批复.pdf'],
  ['RFC 5987 in GBK', "attachment; filename*=GBK''%C5%FA%B8%B4.pdf", '批复.pdf'],
  ['percent signs in a plain name', 'attachment; filename="%E6%89%B9%E5%A4%8D.pdf"', '批复.pdf'],
  ['percent signs in GBK', 'attachment; filename=%C5%FA%B8%B4.pdf', '批复.pdf'],
  ['bytes of UTF-8', `attachment; filename="${latin1(UTF8)}"`, '批复.pdf'],
  ['bytes of GBK', `attachment; filename="${latin1(GBK)}"`, '批复.pdf'],
  ['RFC 2047', `attachment; filename="=?UTF-8?B?${UTF8.toString('base64')}?="`, '批复.pdf'],
  ['no quotation marks', 'attachment; filename=report.pdf', 'report.pdf'],
  ['spaces, a semicolon and a mark', String.raw`attachment; filename="a;b=c \"d\".jpg"`, 'a;b=c "d".jpg'],
  ['a percent sign of its own', 'attachment; filename="完成100%.pdf"', '完成100%.pdf'],
  ['folders', 'attachment; filename="../../etc/..\\\\passwd.pdf"', 'passwd.pdf'],
  ['a line end', "attachment; filename*=UTF-8''a%0Ab%00c.pdf", 'a bc.pdf'],
  ['a sign that turns the writing', "attachment; filename*=UTF-8''a%E2%80%AEfdp.exe", 'afdp.exe'],
  ['a broken encoding', "attachment; filename*=UTF-8''%E6%89; filename=spare.pdf", 'spare.pdf'],
  ['no name', 'attachment', null],
  ['an empty one', 'attachment; filename=""', null],
  ['only dots', 'attachment; filename=".."', null],
])('%s', (_how, header, name) => {
  expect(nameFrom(header)).toBe(name);
});

it('without a header there is none', () => {
  expect(nameFrom(undefined)).toBeNull();
});

it('is no longer than a line, and keeps its ending', () => {
  expect(cleanName(`${'长'.repeat(300)}.docx`)).toBe(`${'长'.repeat(95)}.docx`);
});

describe('the name of a file that is sent on', () => {
  it.each([
    ['照片.jpg', '照片.jpg'],
    ['a;b=c.jpg', 'a;b=c.jpg'],
    ['厂区\n平面图.pdf', '厂区 平面图.pdf'],
    ['一\r\n二\u2028三\u0000.doc', '一 二 三 .doc'],
    ['../../etc/passwd', '／..／etc／passwd'],
    ['C:\\图\\a.dwg', 'C：＼图＼a.dwg'],
    ['说"是".txt', '说＂是＂.txt'],
    ['发票\u202egpj.exe', '发票gpj.exe'],
    ['a\u200b\ufeffb.txt', 'ab.txt'],
    ['坏\ud800字.txt', '坏字.txt'],
    ['   ', '文件'],
    ['..', '文件'],
    ['', '文件'],
    ['.htaccess', 'htaccess'],
  ])('%j → %s', (given, expected) => {
    expect(sendableName(given)).toBe(expected);
  });

  it('is cut where it is too long, its ending kept', () => {
    const cut = sendableName(`${'长'.repeat(300)}.pdf`);
    expect(cut).toMatch(/^长+…\.pdf$/u);
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(180);
  });

  test.prop([fc.string({ unit: 'binary', maxLength: 400 })])(
    'is one plain line, whatever it was',
    (given) => {
      const name = sendableName(given);
      expect(name).not.toBe('');
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
      expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}/\\"]/u);
      expect(sendableName(name), 'cleaned once is clean').toBe(name);
    },
  );
});
