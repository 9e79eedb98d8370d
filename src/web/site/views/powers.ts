/** 权责清单: the list with a search, what is proposed, and one proposal with its evidence. */
import { randomUUID } from 'node:crypto';
import { proposalLine } from '../../../desk/arrangements/powers/lines.ts';
import { leadName } from '../../../dialogue/arrangements/power-view.ts';
import { departmentName, type View } from '../../../dialogue/view.ts';
import { type Admission, isPending, type Proposal } from '../../../domain/arrangements/powers.ts';
import type { PowerItem, PowerList } from '../../../domain/arrangements/powers-list.ts';
import { dayInWords, dayOf } from '../../../domain/time.ts';
import { type Html, html } from '../../views/html.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { framed } from './frame.ts';

interface Page {
  readonly site: Site;
  readonly reader: Reader;
  readonly view: View;
}

/** The newest of these are shown. */
const SHOWN = 50;

export function powersPage({
  site,
  reader,
  view,
  list,
  words,
  proposals,
  seesAll,
  admissions,
}: Page & {
  /** As it is in force, with the items that were searched for. */
  readonly list: PowerList;
  readonly words: string;
  readonly proposals: readonly Proposal[];
  /** Proposals of the whole county, and what townships were given. */
  readonly seesAll: boolean;
  readonly admissions: readonly Admission[];
}): Html {
  const { calendar } = site.parts;
  return framed({
    site,
    reader,
    title: '权责清单',
    place: null,
    body: html`<h1>权责清单 <small>第 ${list.version} 版，${dayInWords(list.effective, dayOf(view.now))}起</small></h1>
<form class="find" role="search" method="get" action="${BASE}/powers"><input type="search" name="q" value="${words}" maxlength="40" aria-label="查一项" placeholder="如：光伏、占道、供电公司"><button class="button">查</button></form>
<p class="take"><a href="${BASE}/powers/list.xlsx">下载（Excel）</a></p>
${list.items.length === 0 ? html`<p class="empty">清单里没有“${words}”。有事直接说，专班来分。</p>` : html`<ul class="lines panel">${list.items.map((one) => itemPart(one, view))}</ul>`}
${(seesAll || proposals.length > 0) && html`<h2>调整建议 <small>${proposals.length} 条，编办定</small></h2>${proposals.length === 0 ? html`<p class="empty">现在没有。同样的事两件这样转办或裁定，就报编办。</p>` : html`<ul class="lines panel">${proposals.slice(0, SHOWN).map((one) => html`<li><a href="${BASE}/powers/proposals/${one.id}">${proposalLine(one, view, calendar)}</a></li>`)}</ul>`}`}
${
  seesAll &&
  admissions.length > 0 &&
  html`<h2>清单外交办乡镇的 <small>${admissions.length} 件</small></h2><ul class="lines panel">${admissions
    .toReversed()
    .slice(0, SHOWN)
    .map((one) => admissionPart(one, view))}</ul>`
}`,
  });
}

function itemPart({ id, name, lead, partners, township, basis, since }: PowerItem, view: View): Html {
  return html`<li><strong>${id}　${name}</strong><br>主责 ${leadName(lead, view)}${partners.length > 0 && html`　配合 ${partners.map((one) => departmentName(one, view)).join('、')}`}　乡镇 ${township}<br><small>${basis}　第 ${since} 版定</small></li>`;
}

function admissionPart({ ticket, township, at, text, returnedAt }: Admission, view: View): Html {
  const today = dayOf(view.now);
  return html`<li><a href="${BASE}/t/${ticket}">${ticket} 号</a>　${departmentName(township, view)}　${dayInWords(dayOf(at), today)}　${text}${returnedAt !== undefined && html`<br><small>${dayInWords(dayOf(returnedAt), today)}退回</small>`}</li>`;
}

export function proposalPage({
  site,
  reader,
  proposal,
  head,
  lines,
  decides,
}: Page & {
  readonly proposal: Proposal;
  readonly head: string;
  readonly lines: readonly string[];
  readonly decides: boolean;
}): Html {
  const { id, change, decided } = proposal;
  return framed({
    site,
    reader,
    title: `清单建议 ${id}`,
    place: null,
    body: html`<p class="crumbs"><a href="${BASE}/powers">权责清单</a></p>
<h1>${change.name}</h1>
<p class="lead">${head}</p>
${lines.length > 0 && html`<ul class="lines panel">${lines.map((line) => html`<li>${line}</li>`)}</ul>`}
${decides && isPending(proposal) && html`<h2>定下来</h2>${form(id, html`<label class="field">理由<input name="words" maxlength="300" required></label><div class="row-buttons"><button name="act" value="accept">接受</button><button name="act" value="keep">不改</button></div>`)}`}
${!decided && !decides && html`<details class="panel step"><summary>说一句意见</summary>${form(id, html`<label class="field">怎么看<input name="words" maxlength="300" required></label><div class="row-buttons"><button name="act" value="say">报编办</button></div>`)}</details>`}`,
  });
}

function form(id: number, fields: Html): Html {
  return html`<form class="step" method="post" action="${BASE}/powers/proposals/${id}"><input type="hidden" name="key" value="${randomUUID()}">${fields}</form>`;
}
