/** What WeChat's XML says in the messages that wechaty hands on as they are: quotes, and what was taken back. */
import { type Kind, kindOf, type Marks } from './kinds.ts';
import { plainText } from './plain.ts';
import { attributeOf, type Element, readXml, textOf, within, withoutEntities } from './xml.ts';

/** What stands before the XML in groups. */
const SPEAKER = /^[\w@.-]{1,80}:\s*(?:<br ?\/?>)?\s*/;
/** Of messages quoted, by WeChat's number; words are a 1, everything else with a title a 49. */
const QUOTED: Readonly<Record<string, string>> = {
  '3': '[图片]',
  '34': '[语音]',
  '42': '[名片]',
  '43': '[视频]',
  '47': '[表情]',
  '48': '[位置]',
};

export interface QuoteMessage {
  readonly words: string;
  readonly quoted: {
    /** Its id on WeChat's servers; empty where it is not told. */
    readonly id: string;
    /** Whose it is, by account and by the name shown; empty where it is not told. */
    readonly account: string;
    readonly name: string;
    readonly text: string;
  };
}

/** The XML of a message that is no plain words; null where there is none. */
export function xmlOf(text: string): Element | null {
  const isThere = (source: string): boolean =>
    /<(?:\?xml|msg|sysmsg|appmsg|voip)/.test(source.slice(0, 1000));
  if (isThere(text)) return readXml(text.replace(SPEAKER, ''));
  // As the web protocol has it before it is made readable.
  const source = withoutEntities(text.slice(0, 1_000_000).replace(/<br ?\/?>/gi, '\n'));
  return isThere(source)
    ? readXml(source.replace(SPEAKER, ''))
    : text.trimStart().startsWith('<')
      ? readXml(text)
      : null;
}

export function kindIn(type: string, xml: Element | null): Kind {
  return kindOf(type, xml && marksOf(xml));
}

function marksOf(xml: Element): Marks {
  const number = Number.parseInt(textOf(appmsg(xml), 'type'), 10);
  return {
    root: xml.name,
    number: Number.isNaN(number) ? null : number,
    elements: xml.children.map(({ name }) => name),
    system: attributeOf(xml, 'type'),
  };
}

/** The title: the words of whoever quotes, the name of a file, what a link is called. */
export function titleOf(xml: Element | null): string {
  return plainText(textOf(appmsg(xml), 'title'));
}

export function quoteIn(xml: Element | null): QuoteMessage {
  const quoted = within(appmsg(xml), 'refermsg');
  const from = textOf(quoted, 'fromusr');
  return {
    words: titleOf(xml),
    quoted: {
      id: textOf(quoted, 'svrid').replace(/^0$/, ''),
      account: textOf(quoted, 'chatusr') || (from.endsWith('@chatroom') ? '' : from),
      name: plainText(textOf(quoted, 'displayname')),
      text: quotedText(textOf(quoted, 'type'), textOf(quoted, 'content')),
    },
  };
}

function quotedText(number: string, content: string): string {
  const shown = QUOTED[number];
  if (shown !== undefined) return shown;
  if (number === '49') return titleOf(xmlOf(content));
  return plainText(content.replace(SPEAKER, ''));
}

/** The id of a message that was taken back: wechaty gives it as it is, or the XML of WeChat. */
export function recalledIn(text: string, xml: Element | null): string {
  const revoked = xml?.name === 'sysmsg' ? within(xml, 'revokemsg') : xml;
  if (revoked) return textOf(revoked, 'newmsgid') || textOf(revoked, 'msgid');
  return /^\s*([\w-]{1,64})\s*$/.exec(text)?.[1] ?? '';
}

function appmsg(xml: Element | null): Element | null {
  return xml?.name === 'appmsg' ? xml : within(xml, 'appmsg');
}

/** `<recorditem>` holds XML of its own, as text. */
export function recordXml(xml: Element | null): Element | null {
  const item = within(appmsg(xml), 'recorditem');
  return within(item, 'recordinfo') ?? readXml(item?.text ?? '');
}
