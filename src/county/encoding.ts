/**
 * In which encoding a settings file is saved. Whoever edits one in Windows' own editors may save it as GBK or UTF-16
 * without knowing; read as UTF-8 its sentences would reach the group as “����”.
 */

/** The text, and what to tell whoever saved it, null where it is UTF-8; or why it cannot be read. */
export type Decoded = { readonly text: string; readonly note: string | null } | { readonly fault: string };

const REMEDY = '请用编辑器另存为 UTF-8';
/** Two bytes of GB 2312, the part of GBK with the characters in everyday use; other encodings use bytes outside of it. */
const GB2312 = /^(?:[^\u0080-\u00ff]|[\u00a1-\u00a9\u00b0-\u00f7][\u00a1-\u00fe])*$/;

/** Reads UTF-8; UTF-16 with its mark and GBK in everyday characters are certain, and read as well. */
export function decoded(bytes: Uint8Array): Decoded {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null;
  if (utf16 !== null)
    return read(bytes, utf16, 'UTF-16') ?? { fault: `不是 UTF-8 编码（像是 UTF-16，但有坏字），${REMEDY}` };
  const plain = read(bytes, 'utf-8', null);
  if (plain !== null) {
    // Without its mark UTF-16 of Latin letters is valid UTF-8, full of zeros.
    return 'text' in plain && plain.text.includes('\0') ? { fault: `不是 UTF-8 编码，${REMEDY}` } : plain;
  }
  if (GB2312.test(Buffer.from(bytes).toString('latin1'))) {
    const gbk = read(bytes, 'gb18030', 'GBK');
    if (gbk !== null) return gbk;
  }
  return {
    fault: `不是 UTF-8 编码（${read(bytes, 'gb18030', null) === null ? '认不出是哪一种' : '像是 GBK'}），${REMEDY}`,
  };
}

function read(bytes: Uint8Array, encoding: string, name: string | null): Decoded | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return {
      text,
      note: name === null ? null : `是 ${name} 编码，已照 ${name} 读；${REMEDY}，免得别的程序读错`,
    };
  } catch {
    return null;
  }
}
