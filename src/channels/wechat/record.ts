/**
 * A chat that somebody passes on (聊天记录), in the form in which people paste one: `名 时间`, the words below
 * (dialogue/pasted.ts reads it).
 */
import { recordXml } from './appmsg.ts';
import { plainName, plainText } from './plain.ts';
import { attributeOf, type Element, textOf, within } from './xml.ts';

/** More than anybody enters at once. */
const MOST_ITEMS = 200;
const NAME = 40;
/** Of `datatype`: what is no words, as WeChat shows it in copied chats. */
const SHOWN: Readonly<Record<string, string>> = {
  '2': '[图片]',
  '3': '[语音]',
  '4': '[视频]',
  '6': '[位置]',
  '8': '[文件]',
  '37': '[表情]',
};

/** Null for one that cannot be read, or not to its end: half a chat would look like all of it. */
export function recordText(xml: Element | null): string | null {
  const record = recordXml(xml);
  const list = within(record, 'datalist');
  const items = (list?.children ?? []).filter(({ name }) => name === 'dataitem');
  const told = Number.parseInt(attributeOf(list, 'count'), 10);
  if (items.length === 0 || items.length > MOST_ITEMS || (!Number.isNaN(told) && told > items.length))
    return null;
  const said = items.map((item) => `${nameOf(item)} ${timeOf(item)}\n${wordsOf(item)}`);
  return said.join('\n');
}

/** A colon or a line end in it would be taken for what follows the name. */
function nameOf(item: Element): string {
  const name = plainName(textOf(item, 'sourcename')).replace(/[:：]/gu, ' ').trim();
  return [...name].slice(0, NAME).join('').trim() || '微信用户';
}

/** Seconds since 1970 where they are told; else as WeChat wrote it, to the minute. */
function timeOf(item: Element): string {
  const seconds = Number(textOf(item, 'srcMsgCreateTime'));
  if (Number.isSafeInteger(seconds) && seconds > 0 && seconds < 10_000_000_000) {
    const parts = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    return parts.format(new Date(seconds * 1000));
  }
  return textOf(item, 'sourcetime').replace(/\s+/g, ' ');
}

function wordsOf(item: Element): string {
  const number = attributeOf(item, 'datatype');
  return SHOWN[number] ?? plainText(textOf(item, 'datadesc') || textOf(item, 'datatitle'));
}
