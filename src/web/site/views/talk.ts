/** 说一句: everything that the private chat can, on a page. */
import { randomUUID } from 'node:crypto';
import type { PageLine } from '../../../channels/page/index.ts';
import type { View } from '../../../dialogue/view.ts';
import { timeInWords } from '../../../domain/time.ts';
import { cardBody, isCard, words } from '../../views/card.ts';
import { type Html, html } from '../../views/html.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { buttons } from './buttons.ts';
import { framed } from './frame.ts';

export function talkPage({
  site,
  reader,
  view,
}: {
  readonly site: Site;
  readonly reader: Reader;
  readonly view: View;
}): Html {
  const lines = site.channel.talk(reader.person.id);
  return framed({
    site,
    reader,
    title: '说一句',
    place: 'talk',
    live: true,
    waits: lines.at(-1)?.own === true,
    body: html`<h1>说一句</h1>
<p class="lead">和私聊里一样：说困难、问进度、发命令都行。这里的话只在这一页上，程序重启后不再显示，办的事都在。</p>
<section aria-live="polite">${lines.length === 0 ? html`<p class="empty">还没有说过话。发“帮助”看能做什么。</p>` : talkLines(lines, view, '/talk')}</section>
<form class="panel step" method="post" action="${BASE}/say"><input type="hidden" name="key" value="${randomUUID()}">
<textarea name="text" rows="3" maxlength="4000" required aria-label="要说的话" placeholder="例如：进度 12"></textarea>
<button class="button">发送</button></form>`,
  });
}

export function talkLines(lines: readonly PageLine[], view: View, back: string): Html {
  return html`<ol class="talk">${lines.map(
    ({
      own,
      at,
      text,
      buttons: rows,
    }) => html`<li class="${own ? 'own' : 'bot'}"><small>${own ? '我' : '连心桥'} ${timeInWords(at)}</small>
<div class="bubble">${isCard(text) ? cardBody(text, view.roster) : words(text, view.roster)}</div>${!own && buttons(rows, back)}</li>`,
  )}</ol>`;
}
