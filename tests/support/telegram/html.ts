/**
 * `parse_mode: HTML`, https://core.telegram.org/bots/api#html-style. Offsets and lengths of entities are UTF-16
 * code units (#messageentity), which is what JavaScript counts; error offsets are bytes, as Telegram says them.
 */
import { badRequest, type Refusal, type Wire } from './types.ts';

export interface Formatted {
  readonly text: string;
  readonly entities: readonly Wire[];
}

/** "Only the tags mentioned above are currently supported" (#html-style). */
const TYPES: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
  a: 'text_link',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

/** "The API currently supports only the following named HTML entities: &lt;, &gt;, &amp; and &quot;" */
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface Open {
  readonly tag: string;
  readonly at: number;
  readonly attributes: ReadonlyMap<string, string>;
}

/** The text without its tags, and the entities. Throws the 400 that Telegram gives for broken markup. */
export function parseHtml(html: string): Formatted {
  const open: Open[] = [];
  const entities: Wire[] = [];
  let text = '';
  let i = 0;
  const fault = (what: string, at: number): Refusal =>
    badRequest(`can't parse entities: ${what} at byte offset ${Buffer.byteLength(html.slice(0, at))}`);

  while (i < html.length) {
    if (html[i] === '&') {
      const [decoded, length] = decodeEntity(html, i);
      text += decoded;
      i += length;
      continue;
    }
    if (html[i] !== '<') {
      text += html[i++];
      continue;
    }
    const begin = i;
    if (html[i + 1] === '/') {
      const last = open.pop();
      if (!last) throw fault('Unexpected end tag', begin);
      const end = /^<\/([^\s>]*)\s*>/.exec(html.slice(begin));
      if (!end) throw fault('Unclosed end tag', begin);
      const name = end[1]!.toLowerCase();
      if (name !== '' && name !== last.tag) {
        const found = Buffer.byteLength(html.slice(0, begin));
        throw badRequest(
          `can't parse entities: Unmatched end tag at byte offset ${found}, expected "</${last.tag}>", found "</${name}>"`,
        );
      }
      i += end[0].length;
      if (text.length > last.at) entities.push(entity(last, text));
      continue;
    }
    const { tag, attributes, end } = startTag(html, begin, fault);
    open.push({ tag, at: text.length, attributes });
    i = end;
  }

  const left = open.at(-1);
  // The bracket around the tag's name differs between server versions; the sentence does not.
  if (left)
    throw badRequest(`can't parse entities: Can't find end tag corresponding to start tag "${left.tag}"`);
  entities.sort((a, b) => Number(a.offset) - Number(b.offset) || Number(b.length) - Number(a.length));
  return { text, entities };
}

function startTag(
  html: string,
  begin: number,
  fault: (what: string, at: number) => Refusal,
): { tag: string; attributes: Map<string, string>; end: number } {
  const name = /^[^\s>]*/.exec(html.slice(begin + 1))![0];
  let i = begin + 1 + name.length;
  if (i >= html.length) throw fault('Unclosed start tag', begin);
  const tag = name.toLowerCase();
  if (!(tag in TYPES)) throw fault(`Unsupported start tag "${tag}"`, begin);

  const attributes = new Map<string, string>();
  for (;;) {
    const rest = html.slice(i);
    const close = /^\s*>/.exec(rest);
    if (close) {
      i += close[0].length;
      break;
    }
    const attribute = /^\s+([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)))?/.exec(rest);
    if (!attribute) {
      if (/^\s*(?:=\s*(?:["'].*)?)?$/s.test(rest)) throw fault('Unclosed start tag', begin);
      throw fault('Unexpected end of name token', i + 1);
    }
    attributes.set(
      attribute[1]!.toLowerCase(),
      decodeAll(attribute[2] ?? attribute[3] ?? attribute[4]?.toLowerCase() ?? ''),
    );
    i += attribute[0].length;
  }
  if (tag === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw fault('Tag "span" must have class "tg-spoiler"', begin);
  }
  return { tag, attributes, end: i };
}

function entity(open: Open, text: string): Wire {
  const base = { type: TYPES[open.tag]!, offset: open.at, length: text.length - open.at };
  if (open.tag === 'a') {
    const url = open.attributes.get('href') || text.slice(open.at);
    return { ...base, url };
  }
  if (open.tag === 'tg-emoji') {
    const id = open.attributes.get('emoji-id') ?? '';
    if (!/^[1-9]\d*$/.test(id))
      throw badRequest("can't parse entities: Invalid custom emoji identifier specified");
    return { ...base, custom_emoji_id: id };
  }
  return base;
}

/** An unknown entity stays as it is: the ampersand is text. */
function decodeEntity(html: string, at: number): [decoded: string, length: number] {
  const found = /^&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));?/i.exec(html.slice(at, at + 12));
  if (found) {
    const code = found[1] ? Number.parseInt(found[1], 16) : Number(found[2] ?? 0);
    if (code > 0 && code <= 0x10ffff) return [String.fromCodePoint(code), found[0].length];
    const named = found[3] === undefined ? undefined : NAMED[found[3]];
    if (named !== undefined) return [named, found[0].length];
  }
  return ['&', 1];
}

function decodeAll(value: string): string {
  let out = '';
  for (let i = 0; i < value.length; ) {
    if (value[i] === '&') {
      const [decoded, length] = decodeEntity(value, i);
      out += decoded;
      i += length;
    } else out += value[i++];
  }
  return out;
}
