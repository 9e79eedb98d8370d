/** A list of tickets: what was looked for, ready-made lists, the rows, a page at a time. */
import type { View } from '../../../dialogue/view.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { type Html, html } from '../../views/html.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { framed } from './frame.ts';
import { rows } from './rows.ts';

/** Lists that one tap brings: words that 查 … understands as well. */
const READY = [
  '在办',
  '超期',
  '等签收',
  '等评价',
  '挂账',
  '不满意',
  '未评价',
  '重办',
  '紧急',
  '本月',
  '上月',
];

export function ticketsPage(page: {
  readonly site: Site;
  readonly reader: Reader;
  readonly words: string;
  /** What was understood. */
  readonly label: string;
  readonly count: number;
  readonly tickets: readonly Ticket[];
  readonly page: number;
  readonly last: number;
  readonly view: View;
}): Html {
  const { site, reader, words, label, count, tickets, view } = page;
  const title = label === '' ? '诉求件' : label;
  return framed({
    site,
    reader,
    title,
    place: 'tickets',
    live: true,
    body: html`<h1>${title} <small>${count} 件</small></h1>
<form class="find" role="search" method="get" action="${BASE}/tickets"><input type="search" name="q" value="${words}" maxlength="24" aria-label="找诉求件" placeholder="企业、部门、月份、编号或内容，如：星火 11月 超期" autocomplete="off"><button>找</button></form>
<ul class="ready" aria-label="现成的清单">${READY.map((one) => html`<li><a href="${hrefOf(one)}"${one === words.trim() && html` aria-current="true"`}>${one}</a></li>`)}</ul>
${rows(tickets, view, words.trim() === '' ? '没有在办的诉求件。' : '没有找到。换个说法试试：企业、部门的简称，月份，或内容里的一个词。')}
${count > 0 && html`<p class="take"><a href="${BASE}/tickets.xlsx?${query(words)}">导出台账（Excel）</a></p>`}
${page.last > 1 && pages(page)}`,
  });
}

export function hrefOf(words: string, page = 1): string {
  const query = new URLSearchParams({ q: words, ...(page > 1 ? { page: String(page) } : {}) });
  return `${BASE}/tickets?${query}`;
}

function query(words: string): string {
  return String(new URLSearchParams({ q: words }));
}

function pages({
  words,
  page,
  last,
}: {
  readonly words: string;
  readonly page: number;
  readonly last: number;
}): Html {
  return html`<nav class="pages" aria-label="翻页">${page > 1 && html`<a href="${hrefOf(words, page - 1)}" rel="prev">上一页</a>`}<span>第 ${page} 页，共 ${last} 页</span>${page < last && html`<a href="${hrefOf(words, page + 1)}" rel="next">下一页</a>`}</nav>`;
}
