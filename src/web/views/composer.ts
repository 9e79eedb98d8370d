/** Where one writes, chooses pictures and sends. */

import { DOCUMENT_LIMIT, PHOTO_LIMIT, TEXT_LIMIT } from '../../channels/web/chat.ts';
import type { ChatMessage } from '../../channels/web/message.ts';
import { MOST_FILES, TOTAL_LIMIT } from '../limits.ts';
import type { Place } from '../sight.ts';
import { type Eyes, quoteInWords } from './bubble.ts';
import { type Html, html } from './html.ts';

export interface Composing {
  readonly place: Place;
  readonly key: string;
  readonly quoted: ChatMessage | null;
  /** Words that wait to be sent. */
  readonly text: string;
  /** Why they could not be sent. */
  readonly why: string | null;
  /** Short commands to send at a click. */
  readonly menu: readonly string[];
}

export function composer({ place, key, quoted, text, why, menu }: Composing, eyes: Eyes): Html {
  const where = place === 'group' ? '群聊' : '与连心桥的私聊';
  return html`<form class="composer" method="post" action="/as/${eyes.viewer}/say" enctype="multipart/form-data" data-place="${place}" data-photo-limit="${PHOTO_LIMIT}" data-document-limit="${DOCUMENT_LIMIT}" data-total-limit="${TOTAL_LIMIT}" data-most-files="${MOST_FILES}" data-text-limit="${TEXT_LIMIT}">
<input type="hidden" name="key" value="${key}"><input type="hidden" name="chat" value="${place}"><input type="hidden" name="replyTo" value="${quoted?.id ?? ''}">
<p class="why" role="alert"${why === null && html` hidden`}>${why ?? ''}</p>
${menu.length > 0 && html`<div class="menu" role="group" aria-label="常用">${menu.map((word) => html`<button type="button" data-send="${word}">${word}</button>`)}</div>`}
<div class="quoting"${!quoted && html` hidden`}><span class="quoting-text">${quoted ? quoteInWords(quoted, eyes.roster) : ''}</span><button type="button" class="unquote" aria-label="取消引用"><span aria-hidden="true">×</span></button></div>
<ul class="chosen" aria-label="要发的照片和文件" hidden></ul>
<div class="write">
<label class="attach" title="照片或文件"><input type="file" name="files" multiple accept="image/*,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.wps,.et,.txt,.zip"><img src="/assets/clip.svg" alt="选照片或文件" width="24" height="24"></label>
<textarea name="text" id="say-${place}" rows="1" placeholder="${place === 'group' ? '在群里说…' : '对连心桥说…'}" aria-label="发到${where}的话" enterkeyhint="send" autocomplete="off">${text}</textarea>
<button class="send">发送</button>
</div>
</form>`;
}
