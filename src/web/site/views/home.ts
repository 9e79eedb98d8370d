/** 待办: what waits for the reader, and what they wait for. */
import { seesTheWhole } from '../../../desk/lists/standings.ts';
import { askInWords } from '../../../dialogue/lists.ts';
import { clip } from '../../../dialogue/text.ts';
import type { View } from '../../../dialogue/view.ts';
import { enterpriseName, marked } from '../../../dialogue/view.ts';
import type { Ask } from '../../../domain/asked-of.ts';
import { masked } from '../../../domain/masked.ts';
import { mayBringIn } from '../../../domain/permissions.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { type Html, html } from '../../views/html.ts';
import { wholes } from '../../views/whole.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { framed } from './frame.ts';
import { lightOf, rows } from './rows.ts';

interface Item {
  readonly ticket: Ticket;
  readonly asks: readonly Ask[];
}

export function homePage(page: {
  readonly site: Site;
  readonly reader: Reader;
  readonly items: readonly Item[];
  readonly view: View;
}): Html {
  const { site, reader, items, view } = page;
  const asked = items.filter(({ asks }) => asks.length > 0);
  const others = items.filter(({ asks }) => asks.length === 0).map(({ ticket }) => ticket);
  return framed({
    site,
    reader,
    title: '待办',
    place: 'home',
    live: true,
    body: html`<h1>待办 <small>${asked.length} 件</small></h1>
${asked.length === 0 ? html`<p class="empty">没有等您办的。</p>` : html`<ol class="asked">${asked.map((one) => item(one, view))}</ol>`}
${others.length > 0 && html`<h2>等别人办的 <small>${others.length} 件</small></h2>${rows(others, view, '')}`}
${(mayBringIn(reader.roles) || seesTheWhole(reader)) && html`<p class="take">${mayBringIn(reader.roles) && html`<a href="${BASE}/roster">名册</a>　`}<a href="${BASE}/past">以前的台账（导入）</a></p>`}`,
  });
}

function item({ ticket, asks }: Item, view: View): Html {
  const { tone } = lightOf(ticket, view);
  return html`<li class="${tone}"><a href="${BASE}/t/${ticket.number}"><strong>${marked(ticket, view.say)}　${enterpriseName(ticket, view)}</strong><span class="about">${clip(masked(ticket.text), 60)}</span>${asks.map((ask) => html`<em>${wholes(askInWords(ask, ticket, view), view.roster)}</em>`)}</a></li>
`;
}
