/**
 * What is said on WeCom: markdown for the words, a card below them for the buttons, uploaded media for files. Always
 * pushed, never in reply to a frame: an answer may come hours later. Limits: document/path/101463, 99110.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TemplateCard, WSClient } from '@wecom/aibot-node-sdk';
import { bytes, Parting } from '../parting.ts';
import type { Button, OutgoingFile, Rendered } from '../port.ts';
import { SendFailure } from '../port.ts';
import { sendFailure } from './failures.ts';

/** Bytes of UTF-8 in one markdown message. */
export const BYTE_LIMIT = 20_480;
export const PHOTO_LIMIT = 10 * 1024 * 1024;
export const DOCUMENT_LIMIT = 20 * 1024 * 1024;
const MOST_BUTTONS = 6;
/** A card's title and a button are one line; what is longer the app cuts off. */
const TITLE = 26;
const LABEL = 10;
const IMAGES = new Set(['image/jpeg', 'image/png']);
export const CUT_NOTE = '……（内容过长，其余请发“进度 编号”查看）';

type Client = Pick<WSClient, 'sendMessage' | 'uploadMedia' | 'sendMediaMessage'>;

export function createParting(): Parting {
  return new Parting({ most: BYTE_LIMIT, size: bytes, note: CUT_NOTE });
}

/**
 * Says the words, then the buttons, then the file. What is out stays out when a later part has to be tried again; a card
 * or a file that is never taken does not fail the words, and is told to `onLost`.
 */
export async function speak(
  client: Client,
  { key, chat, text, buttons, file }: Rendered,
  parting: Parting,
  onLost: (what: '按钮' | '附件', failure: SendFailure) => void,
): Promise<void> {
  const content = file && (await contentOf(file));
  await parting.say(key, plain(text), async (part) => {
    await client.sendMessage(chat, { msgtype: 'markdown', markdown: { content: part } });
    return '';
  });
  for (const [place, card] of cardsOf(text, buttons).entries()) {
    const sending = parting.also(key, `card ${place}`, () =>
      client.sendMessage(chat, { msgtype: 'template_card', template_card: card }),
    );
    await sending.catch((error: unknown) => onLost('按钮', lasting(error)));
  }
  if (file && content) {
    const sending = parting.also(key, 'file', () => sendFile(client, chat, file, content));
    await sending.catch((error: unknown) => onLost('附件', lasting(error)));
  }
  parting.done(key);
}

/** What the platform will never take; throws a fault that passes, so that what is missing is said later. */
function lasting(error: unknown): SendFailure {
  const failure = sendFailure(error);
  if (failure.kind !== 'refused') throw failure;
  return failure;
}

async function sendFile(
  client: Client,
  chat: string,
  { name, mime }: OutgoingFile,
  bytes: Buffer,
): Promise<void> {
  const type = IMAGES.has(mime) && bytes.length <= PHOTO_LIMIT ? 'image' : 'file';
  const { media_id } = await client.uploadMedia(bytes, { type, filename: name });
  await client.sendMediaMessage(chat, type, media_id);
}

async function contentOf({ bytes, path }: OutgoingFile): Promise<Buffer> {
  const content = bytes ? Buffer.from(bytes) : await readFile(path).catch(() => null);
  if (content === null) throw new SendFailure('refused', '要发送的文件不在了');
  // The platform refuses media of five bytes or less.
  if (content.length <= 5) throw new SendFailure('refused', '要发送的文件是空的');
  if (content.length > DOCUMENT_LIMIT) throw new SendFailure('refused', '要发送的文件超过 20 MB');
  return content;
}

const WIDE: Readonly<Record<string, string>> = {
  '*': '＊',
  _: '＿',
  '`': '｀',
  '~': '～',
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '|': '｜',
  '\\': '＼',
};

/**
 * Words that mean nothing to its markdown, which knows no escape: signs that would format become their full-width
 * twins, which look the same among Chinese characters.
 */
export function plain(text: string): string {
  return text
    .replace(/[*_`~<>[\]|\\]/g, (sign) => WIDE[sign] ?? sign)
    .replace(/^(\s*)(#{1,6})(?=\s)/gm, (_all, gap: string, signs: string) => gap + '＃'.repeat(signs.length));
}

/** The buttons, six to a card; the title says what they are about. */
function cardsOf(text: string, buttons: Rendered['buttons']): readonly TemplateCard[] {
  const all = buttons.flat();
  const title = short(text.split('\n', 1)[0] ?? '', TITLE);
  const cards: TemplateCard[] = [];
  for (let from = 0; from < all.length; from += MOST_BUTTONS) {
    cards.push({
      card_type: 'button_interaction',
      main_title: { title },
      button_list: all.slice(from, from + MOST_BUTTONS).map(({ label, data }: Button, place) => ({
        text: short(label, LABEL),
        key: data,
        style: place === 0 && from === 0 ? 1 : 2,
      })),
      // Unique for the bot: a card that is tried again is another card.
      task_id: `lx-${randomUUID()}`,
    });
  }
  return cards;
}

/** The card of a button that was pressed: what became of it, and nothing to press. */
export function pressedCard(task: string, text: string): TemplateCard {
  return {
    card_type: 'text_notice',
    main_title: { title: short(text === '' ? '已收到' : text, TITLE) },
    card_action: { type: 0 },
    task_id: task,
  };
}

function short(text: string, limit: number): string {
  const points = [...text.trim()];
  return points.length <= limit ? points.join('') : `${points.slice(0, limit - 1).join('')}…`;
}
