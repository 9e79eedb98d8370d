/**
 * WeChat's own XML, as far as it is there: elements and their text. It comes from anybody who can send a message, so
 * nothing is looked up or expanded (no DTD, no entities but the five and numbers), its depth and length are bounded, and
 * one that ends too early gives what stood before.
 */

export interface Element {
  readonly name: string;
  readonly attributes: string;
  readonly children: readonly Element[];
  /** Its own words, without those of its children. */
  readonly text: string;
}

/** Far above what WeChat lets anybody send. */
const LONGEST = 1_000_000;
const DEEPEST = 40;
const MOST_ELEMENTS = 20_000;

interface Open {
  readonly name: string;
  readonly attributes: string;
  readonly children: Open[];
  text: string;
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** `&amp;` and numbers, once; what is no character, and every other entity, stays as it is written. */
export function withoutEntities(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/giu, (all, hex, decimal, name) => {
    if (name !== undefined) return NAMED[String(name).toLowerCase()] ?? all;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const isCharacter = point >= 32 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
    return isCharacter ? String.fromCodePoint(point) : point === 10 ? '\n' : all;
  });
}

/** Its first element; null where there is none. Behind `wxid_…:` in front, as messages of groups begin, too. */
export function readXml(source: string): Element | null {
  const xml = source.slice(0, LONGEST);
  const root: Open = { name: '', attributes: '', children: [], text: '' };
  const open: Open[] = [root];
  let count = 0;
  let at = 0;
  while (at < xml.length && count < MOST_ELEMENTS) {
    const sign = xml.indexOf('<', at);
    const here = open.at(-1) ?? root;
    here.text += withoutEntities(xml.slice(at, sign < 0 ? undefined : sign));
    if (sign < 0) break;
    const cdata = xml.startsWith('<![CDATA[', sign);
    const end = endOf(xml, sign);
    if (cdata) here.text += xml.slice(sign + 9, end < 0 ? undefined : end - 3);
    if (end < 0) break;
    at = end;
    if (cdata || /[!?]/.test(xml[sign + 1] ?? '')) continue;
    const tag = xml.slice(sign + 1, end - 1);
    if (tag.startsWith('/')) {
      close(open, tag.slice(1).trim());
      continue;
    }
    const name = /^[^\s/>]+/.exec(tag)?.[0] ?? '';
    count += 1;
    // The web protocol's line end among words.
    if (name === 'br') {
      here.text += '\n';
      continue;
    }
    const element: Open = { name, attributes: tag.slice(name.length), children: [], text: '' };
    here.children.push(element);
    if (!tag.endsWith('/') && open.length <= DEEPEST) open.push(element);
  }
  return root.children[0] ?? null;
}

/** Behind the mark that begins at `start`; negative where it does not end. */
function endOf(xml: string, start: number): number {
  const [sign, length] = xml.startsWith('<![CDATA[', start)
    ? [']]>', 3]
    : xml.startsWith('<!--', start)
      ? ['-->', 3]
      : ['>', 1];
  const found = xml.indexOf(sign as string, start);
  return found < 0 ? -1 : found + (length as number);
}

/** An end without its beginning ends nothing. */
function close(open: Open[], name: string): void {
  const place = open.findLastIndex((one) => one.name === name);
  if (place > 0) open.length = place;
}

/** The first element down this way. */
export function within(element: Element | null, ...path: readonly string[]): Element | null {
  let found: Element | null = element;
  for (const name of path) found = found?.children.find((child) => child.name === name) ?? null;
  return found;
}

/** Its words; empty where it is not there. */
export function textOf(element: Element | null, ...path: readonly string[]): string {
  return within(element, ...path)?.text.trim() ?? '';
}

export function attributeOf(element: Element | null, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(
    element?.attributes ?? '',
  );
  return withoutEntities(found?.[1] ?? found?.[2] ?? '');
}
