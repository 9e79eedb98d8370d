/** What is not UTF-8 is named; where it is certain what it is, it is read, and said. */
import { expect, test } from 'vitest';
import { decoded } from '../../src/county/encoding.ts';

const TEXT = 'name: 霍州\n';
const GBK = Buffer.from([...Buffer.from('name: '), 0xbb, 0xf4, 0xd6, 0xdd, 0x0a]);
const utf16 = (order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

test('UTF-8 is read without a word, with its mark and without', () => {
  expect(decoded(Buffer.from(TEXT))).toEqual({ text: TEXT, note: null });
  expect(decoded(Buffer.from(`\uFEFF${TEXT}`))).toEqual({ text: TEXT, note: null });
  expect(decoded(Buffer.from(''))).toEqual({ text: '', note: null });
});

test.each([
  ['GBK', GBK],
  ['UTF-16', utf16('le')],
  ['UTF-16', utf16('be')],
])('%s is read as what it is, and said', (name, bytes) => {
  expect(decoded(bytes)).toEqual({
    text: TEXT,
    note: `是 ${name} 编码，已照 ${name} 读；请用编辑器另存为 UTF-8，免得别的程序读错`,
  });
});

test('what may be several things is refused by name, never guessed', () => {
  expect(decoded(Buffer.from('name: a\n', 'utf16le'))).toEqual({
    fault: '不是 UTF-8 编码，请用编辑器另存为 UTF-8',
  });
  // A rare character of GBK, which Big5 has as well.
  expect(decoded(Buffer.from([0x61, 0xb1, 0x40, 0x0a]))).toEqual({
    fault: '不是 UTF-8 编码（像是 GBK），请用编辑器另存为 UTF-8',
  });
  expect(decoded(Buffer.from([0x61, 0xff, 0xff]))).toEqual({
    fault: '不是 UTF-8 编码（认不出是哪一种），请用编辑器另存为 UTF-8',
  });
});
