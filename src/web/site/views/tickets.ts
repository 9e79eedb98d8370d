/** A list of tickets: what was looked for, ready-made lists, the rows, a page at a time. */
import type { View } from '../../../dialogue/view.ts';
import { LONGEST_NAME, type SavedFilter } from '../../../domain/filters.ts';
import { LISTED_FLOWS } from '../../../domain/flow.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { type Html, html } from '../../views/html.ts';
import { hrefOf, type ListAsked, queryOf, TONES } from '../lists.ts';
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

const LIGHTS: Readonly<Record<(typeof TONES)[number], string>> = {
  late: '红灯（超时）',
  soon: '黄灯（今天到期）',
  fine: '绿灯（还有时间）',
};

export function ticketsPage(page: {
  readonly site: Site;
  readonly reader: Reader;
  readonly asked: ListAsked;
  /** Lists that the reader has named. */
  readonly filters: readonly SavedFilter[];
  /** What was understood. */
  readonly label: string;
  readonly count: number;
  /** So many of them are no 诉求件, and in no brief. */
  readonly beside: number;
  readonly tickets: readonly Ticket[];
  readonly page: number;
  readonly last: number;
  readonly view: View;
}): Html {
  const { site, reader, asked, filters, label, count, beside, tickets, view } = page;
  const { words, kind, light } = asked;
  const isNarrowed = queryOf(asked) !== '';
  const title = label === '' ? '诉求件' : label;
  return framed({
    site,
    reader,
    title,
    place: 'tickets',
    live: true,
    body: html`<h1>${title} <small>${count} 件</small></h1>
<form class="find narrowed" role="search" method="get" action="${BASE}/tickets"><input type="search" name="q" value="${words}" maxlength="24" aria-label="找诉求件" placeholder="如：星火 11月 超期" autocomplete="off"><button>找</button>
<div class="narrow"><label>类别 <select name="kind"><option value="">都要</option>${LISTED_FLOWS.map((one) => html`<option value="${one}"${one === kind && html` selected`}>${view.say(`kind.${one}`)}</option>`)}</select></label><label>灯 <select name="light"><option value="">都要</option>${TONES.map((one) => html`<option value="${one}"${one === light && html` selected`}>${LIGHTS[one]}</option>`)}</select></label></div></form>
<ul class="ready" aria-label="现成的清单">${READY.map((one) => html`<li><a href="${hrefOf({ words: one, kind: null, light: null })}"${one === words.trim() && html` aria-current="true"`}>${one}</a></li>`)}</ul>
${saved(filters, asked)}
${beside > 0 && !reader.roles.has('member') && html`<p class="small">其中 ${beside} 件是走访、惠企政策、帮办，各有各的算法，不在简报的数里。</p>`}
${rows(tickets, view, !isNarrowed ? '没有在办的诉求件。办完的，点上面的“本月”“上月”看。' : '没有找到。换个说法试试：企业、部门的简称，月份，或内容里的一个词。')}
${count > 0 && html`<p class="take"><a href="${BASE}/tickets.xlsx?${queryOf(asked)}">导出台账（Excel）</a></p>`}
${page.last > 1 && pages(page)}`,
  });
}

/** Named lists, and a field to name this one; a list without any condition needs no name. */
function saved(filters: readonly SavedFilter[], asked: ListAsked): Html | false {
  const query = queryOf(asked);
  if (filters.length === 0 && query === '') return false;
  const fields = [...new URLSearchParams(query)].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<div class="saved">${filters.length > 0 && html`<ul class="ready" aria-label="我的常用筛选">${filters.map((one) => html`<li class="own-list"><a href="${BASE}/tickets?${one.query}"${one.query === query && html` aria-current="true"`}>${one.name}</a><form method="post" action="${BASE}/filters/forget"><input type="hidden" name="name" value="${one.name}"><button aria-label="删掉常用筛选“${one.name}”">×</button></form></li>`)}</ul>`}${query !== '' && html`<details><summary>存成常用筛选</summary><form class="find" method="post" action="${BASE}/filters">${fields}<input name="name" maxlength="${LONGEST_NAME}" required aria-label="常用筛选的名字" placeholder="起个名字，只有自己看得到"><button>存</button></form></details>`}</div>`;
}

function pages({
  asked,
  page,
  last,
}: {
  readonly asked: ListAsked;
  readonly page: number;
  readonly last: number;
}): Html {
  return html`<nav class="pages" aria-label="翻页">${page > 1 && html`<a href="${hrefOf(asked, page - 1)}" rel="prev">上一页</a>`}<span>第 ${page} 页，共 ${last} 页</span>${page < last && html`<a href="${hrefOf(asked, page + 1)}" rel="next">下一页</a>`}</nav>`;
}
