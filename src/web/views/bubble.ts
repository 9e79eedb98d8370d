/** One message, as one person sees it. */

import { randomUUID } from 'node:crypto';
import { partedFromMark } from '../../channels/own-mark.ts';
import type { Chat } from '../../channels/web/chat.ts';
import type { ChatFile, ChatMessage } from '../../channels/web/message.ts';
import { readPress } from '../../dialogue/understand.ts';
import type { PersonId, Roster } from '../../domain/roster.ts';
import { dayOf, type Instant, instantInWords, MINUTE, timeInWords, toIso } from '../../domain/time.ts';
import { type Face, faceOf } from '../people.ts';
import { placeOf } from '../sight.ts';
import { cardBody, isCard, words } from './card.ts';
import { type Html, html } from './html.ts';
import { entriesOf, listBody } from './list.ts';

/** Who looks, with what. */
export interface Eyes {
  readonly viewer: PersonId;
  readonly roster: Roster;
  readonly chat: Chat;
  readonly now: Instant;
}

/** After so long a time is shown above a message; the script does the same. */
const TIME_GAP = 5 * MINUTE;
const QUOTE_LENGTH = 60;
const BOT = '连心桥';

/** Messages of one chat, oldest first, with the time above those that come after a while. */
export function bubbles(messages: readonly ChatMessage[], eyes: Eyes): readonly Html[] {
  return messages.map((message, index) => {
    const before = messages[index - 1];
    return bubble(message, eyes, !before || isLater(before.at, message.at));
  });
}

export function isLater(before: Instant, at: Instant): boolean {
  return at - before > TIME_GAP || dayOf(at) !== dayOf(before);
}

export function bubble(said: ChatMessage, eyes: Eyes, timed = false): Html {
  const { words: bare, mark } = partedFromMark(said.from === null ? said.text : '');
  const message = said.from === null ? { ...said, text: bare } : said;
  // Not seen, but copied with the words: by it the program knows its own.
  const copied = mark !== '' && html`<span class="sr" aria-hidden="true">${mark}</span>`;
  const { id, from, at, change, text, replyTo } = message;
  const face = from === null ? undefined : faceOf(eyes.roster, from);
  const mine = from === eyes.viewer;
  const choosing = isChoosing(message);
  const list = from === null ? entriesOf(text, message.buttons) : null;
  const card = list !== null || (from === null && isCard(text));
  const side = from === null ? 'bot' : mine ? 'mine' : 'theirs';
  const place = placeOf(message, eyes.viewer) ?? 'group';
  const body = list
    ? html`${pressing(message, eyes, 'entries', listBody(list, eyes.roster))}${copied}${updated(message)}`
    : html`${card ? cardBody(text, eyes.roster) : words(text, eyes.roster)}${copied}${updated(message)}${choosing && html`<button type="button" class="unfold" aria-expanded="false">展开</button>`}${buttons(message, eyes)}`;
  return html`<li class="message ${side}${card && ' is-card'}${choosing && ' choosing'}${timed && ' timed'}" id="m-${id}" data-id="${id}" data-change="${change}" data-at="${at}" tabindex="-1">
<p class="when"><time datetime="${toIso(at)}">${instantInWords(at, eyes.now)}</time></p>
${avatar(message, face, mine)}
<div class="said">
<p class="who${mine && ' sr'}"><span class="name">${mine ? '我' : (face?.name ?? (from === null ? BOT : from))}</span>${
    face && !mine
      ? html`<span class="tag ${face.tone}">${face.tag}</span>`
      : from === null && html`<span class="tag bot">机器人</span>`
  }<span class="sr"> ${timeInWords(at)} 说：</span></p>
${text !== '' && html`<div class="bubble">${body}</div>`}
${message.files.map((file, index) => fileTile(file, index, message, eyes))}
${replyTo !== null && quoteStrip(replyTo, text, eyes)}
<a class="quote" href="/as/${eyes.viewer}?chat=${place}&amp;quote=${id}#say-${place}" data-quote="${id}" tabindex="-1" aria-label="引用这条消息">引用</a>
</div>
</li>
`;
}

function avatar({ from }: ChatMessage, face: Face | undefined, mine: boolean): Html {
  if (from === null)
    return html`<span class="avatar bot" aria-hidden="true"><img src="/assets/mark.svg" alt="" width="24" height="24"></span>`;
  const { sign = '？', tone = 'operator' } = face ?? {};
  if (mine || !face) return html`<span class="avatar ${tone}" aria-hidden="true">${sign}</span>`;
  return html`<a class="avatar ${tone}" href="/as/${face.id}" target="_blank" rel="noopener" title="在新窗口替${face.name}看" tabindex="-1" aria-hidden="true">${sign}</a>`;
}

function updated({ editedAt, at }: ChatMessage): Html | false {
  if (editedAt === null) return false;
  const when = dayOf(editedAt) === dayOf(at) ? timeInWords(editedAt) : instantInWords(editedAt, at);
  return html`<p class="updated">已更新 ${when}</p>`;
}

/** 分办: of these several wait at once, and on a phone each is short until it is unfolded. */
function isChoosing({ from, text, buttons }: ChatMessage): boolean {
  return (
    from === null && isCard(text) && buttons.flat().some(({ data }) => readPress(data)?.verb === 'assign')
  );
}

function buttons(message: ChatMessage, eyes: Eyes): Html | false {
  if (message.buttons.length === 0) return false;
  const rows = message.buttons.map(
    (row) =>
      html`<div class="buttons-row">${row.map(({ label, data }) => html`<button name="data" value="${data}">${label}</button>`)}</div>`,
  );
  return pressing(message, eyes, 'buttons', html`${rows}`);
}

/** A form, so that it works without scripts too. */
function pressing({ id }: ChatMessage, { viewer }: Eyes, kind: 'buttons' | 'entries', inside: Html): Html {
  return html`<form class="${kind}" data-press method="post" action="/as/${viewer}/press">
<input type="hidden" name="key" value="${randomUUID()}"><input type="hidden" name="message" value="${id}">
${inside}</form>`;
}

function fileTile(file: ChatFile, index: number, { id }: ChatMessage, { viewer }: Eyes): Html {
  const url = `/as/${viewer}/files/${id}/${index}`;
  if (file.kind === 'photo') {
    return html`<a class="photo" href="${url}" target="_blank" rel="noopener"><img src="${url}" alt="照片：${file.name}" loading="lazy"></a>`;
  }
  const dot = file.name.lastIndexOf('.');
  const ending = dot > 0 ? file.name.slice(dot + 1, dot + 5).toUpperCase() : '';
  return html`<a class="file" href="${url}" download><span class="file-words"><span class="file-name">${file.name}</span><span class="file-size">${sizeInWords(file.size)}</span></span><span class="file-type" aria-hidden="true">${ending || '文件'}</span></a>`;
}

/** The words quoted, short. */
export function quoteInWords(message: ChatMessage, roster: Roster): string {
  const who = whoSaid(message, roster);
  const text = message.from === null ? partedFromMark(message.text).words : message.text;
  const said = text.replace(/\s+/g, ' ') || (message.files[0]?.kind === 'photo' ? '［照片］' : '［文件］');
  const points = [...said];
  return `${who}：${points.length > QUOTE_LENGTH ? `${points.slice(0, QUOTE_LENGTH).join('')}…` : said}`;
}

/** What is answered. A card has its words already: then it says whose they were, and leads there. */
function quoteStrip(replyTo: string, text: string, { chat, roster, viewer }: Eyes): Html | false {
  const quoted = chat.message(replyTo);
  if (!quoted || placeOf(quoted, viewer) === null) return false;
  const isRepeated = isCard(text) && quoted.text !== '' && squeezed(text).includes(squeezed(quoted.text));
  const shown = isRepeated ? whoSaid(quoted, roster) : quoteInWords(quoted, roster);
  return html`<a class="quoted" href="#m-${replyTo}"><span class="sr">引用 </span>${isRepeated && '↑ '}${shown}</a>`;
}

function whoSaid({ from }: ChatMessage, roster: Roster): string {
  return from === null ? BOT : (faceOf(roster, from)?.name ?? from);
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}

/** 320 B, 1.4 MB */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
