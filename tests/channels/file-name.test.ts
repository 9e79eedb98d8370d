import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { sendableName } from '../../src/channels/file-name.ts';

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
