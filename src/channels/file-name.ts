/** The name under which a file is sent on, on every channel. */
import { cutBytes } from './cut.ts';

/** File systems take 255 bytes; some programs add to a name. */
const LONGEST = 180;
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
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, (sign) => TWINS[sign] ?? '')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (plain === '') return '文件';
  const end = new RegExp(`\\.[^.\\s]{1,${LONGEST_END}}$`, 'u').exec(plain)?.[0] ?? '';
  const stem = plain.slice(0, plain.length - end.length);
  return stem === '' ? plain : `${cutBytes(stem, LONGEST - Buffer.byteLength(end), '…')}${end}`;
}
