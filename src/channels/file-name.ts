/**
 * Names of files.
 *
 * The name of a file as a server tells it (Content-Disposition): RFC 6266 and 5987, and what servers write beside them –
 * percent signs in a plain name, raw bytes in UTF-8 or GBK, RFC 2047. Cleaned, as anybody may have chosen it.
 */
import { cutBytes } from './cut.ts';

const PARAMETER = /;\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/gu;
const EXTENDED = /^"?([\w-]*)'[^']*'(.*?)"?$/su;
const ENCODED_WORD = /^=\?([\w-]+)\?([bq])\?([^?]*)\?=$/iu;
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;
const LONGEST = 100;
/** Where none is named: GBK takes nearly everything, and so comes last. */
const ANY = ['utf-8', 'gb18030'];

/** Null where the header names none. `header`: as Node gives it, a byte to a character. */
export function nameFrom(header: string | undefined): string | null {
  const values = new Map<string, string>();
  for (const [, key = '', quoted, plain] of `;${header ?? ''}`.matchAll(PARAMETER)) {
    values.set(key.toLowerCase(), quoted?.replace(/\\(["\\])/gu, '$1') ?? plain?.trim() ?? '');
  }
  const [, charset = '', percent = ''] = EXTENDED.exec(values.get('filename*') ?? '') ?? [];
  const extended = unpercented(percent, charset === '' ? ANY : [charset]);
  return cleanName(extended ?? '') ?? cleanName(plainName(values.get('filename') ?? ''));
}

/** One line without folders, to be shown and sent on; its ending stays. Null where nothing is left. */
export function cleanName(name: string): string | null {
  const last = name.split(/[/\\]/u).at(-1) ?? '';
  const clean = last
    .replace(/\s+/gu, ' ')
    .replace(UNSEEN, '')
    .replace(/^[\s.]+|[\s.]+$/gu, '');
  if (clean === '') return null;
  const points = [...clean];
  if (points.length <= LONGEST) return clean;
  const ending = [...(/\.[^.\s]{1,10}$/u.exec(clean)?.[0] ?? '')];
  return [...points.slice(0, LONGEST - ending.length), ...ending].join('');
}

function plainName(written: string): string {
  const [, charset = '', how = '', words = ''] = ENCODED_WORD.exec(written) ?? [];
  if (how !== '') {
    const bytes =
      how.toLowerCase() === 'b'
        ? Buffer.from(words, 'base64')
        : Buffer.from(words.replaceAll('_', ' ').replace(/=([\da-f]{2})/giu, fromHex), 'latin1');
    return decoded(bytes, [charset]) ?? written;
  }
  if (/%[\da-f]{2}/iu.test(written)) return unpercented(written, ANY) ?? written;
  const bytes = Buffer.from(written, 'latin1');
  // What does not fit into bytes has been read by somebody before.
  return bytes.toString('latin1') === written ? (decoded(bytes, ANY) ?? written) : written;
}

/** Null where it is none, or not in these alphabets. */
function unpercented(written: string, charsets: readonly string[]): string | null {
  if (written === '') return null;
  return decoded(Buffer.from(written.replace(/%([\da-f]{2})/giu, fromHex), 'latin1'), charsets);
}

function fromHex(_all: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

function decoded(bytes: Uint8Array, charsets: readonly string[]): string | null {
  for (const charset of charsets) {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      // Not in this one, or there is no such alphabet.
    }
  }
  return null;
}

/** File systems take 255 bytes; some programs add to a name. */
const LONGEST_SENT = 180;
const LONGEST_END = 16;
/** What means something in a path, a header or a form, by its full-width twin: it looks the same among Chinese. */
const TWINS: Readonly<Record<string, string>> = {
  '/': '／',
  '\\': '＼',
  ':': '：',
  '*': '＊',
  '?': '？',
  '"': '＂',
  '<': '＜',
  '>': '＞',
  '|': '｜',
};

/**
 * A name that every library carries and every system can save: without line breaks, control and bidi marks, slashes and
 * double quotes, not too long, its ending kept.
 */
export function sendableName(name: string): string {
  const plain = name
    .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu, ' ')
    .replace(/[/\\:*?"<>|]/g, (sign) => TWINS[sign] ?? '')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (plain === '') return '文件';
  const end = new RegExp(`\\.[^.\\s]{1,${LONGEST_END}}$`, 'u').exec(plain)?.[0] ?? '';
  const stem = plain.slice(0, plain.length - end.length);
  return stem === '' ? plain : `${cutBytes(stem, LONGEST_SENT - Buffer.byteLength(end), '…')}${end}`;
}
