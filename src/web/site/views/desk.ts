/** 调度台: lists to choose from, what is about to happen, and what happened. */
import type { Doubtful } from '../../../desk/lists/doubtful.ts';
import { RATINGS } from '../../../dialogue/call-back.ts';
import { requestInWords } from '../../../dialogue/request-lines.ts';
import { clip } from '../../../dialogue/text.ts';
import { departmentName, enterpriseName, marked, type View } from '../../../dialogue/view.ts';
import { masked } from '../../../domain/masked.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { type Html, html, nothing } from '../../views/html.ts';
import { wholes } from '../../views/whole.ts';
import { commandFor, type Looked, MOST_AT_ONCE, type Plan, type Result, sealed } from '../bulk.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { framed } from './frame.ts';
import { lightOf } from './rows.ts';

/** Of one list; the others come when these are settled. */
const SHOWN = 50;
const MATTER = 60;
const REASON = 100;

interface Page {
  readonly site: Site;
  readonly reader: Reader;
  readonly view: View;
}

export function deskPage(
  page: Page & {
    readonly queued: readonly Ticket[];
    readonly returns: readonly Ticket[];
    readonly extensions: readonly Ticket[];
    readonly callBacks: readonly Ticket[];
    readonly doubtful: readonly Doubtful[];
  },
): Html {
  const { site, reader, view, queued, returns, extensions, callBacks, doubtful } = page;
  const lists: readonly (readonly [string, string, number])[] = [
    ['queued', '待分办', queued.length],
    ['returns', '退单', returns.length],
    ['extensions', '延期', extensions.length],
    ['calls', '待回访', callBacks.length],
    ['doubtful', '疑似同一件', doubtful.length],
  ];
  const settling = html`<label class="field">理由<small>不同意要写</small><input name="words" maxlength="500"></label><div class="row-buttons"><button name="act" value="grant">同意选中的…</button><button name="act" value="deny">不同意选中的…</button></div>`;
  return framed({
    site,
    reader,
    title: '调度台',
    place: 'desk',
    body: html`<h1>调度台</h1>
<p class="lead">勾上几件，一次定。点了按钮先给您看每件会怎样，确认后才办；一次最多 ${MOST_AT_ONCE} 件。</p>
<ul class="ready" aria-label="清单">${lists.map(([id, name, count]) => html`<li><a href="#${id}">${name} ${count}</a></li>`)}</ul>
${list(
  'queued',
  '待分办',
  queued.map((one) => choice(one, reasonsOf(one), view)),
  html`<label class="field">分办给<select name="department"><option value="">选部门</option>${view.roster.offices.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></label><label class="field">说明<small>可以不写</small><input name="words" maxlength="500"></label><div class="row-buttons"><button name="act" value="assign">分办选中的…</button></div>`,
)}
${list(
  'returns',
  '退单',
  returns.map((one) => choice(one, askedOf(one, view), view)),
  settling,
)}
${list(
  'extensions',
  '延期',
  extensions.map((one) => choice(one, askedOf(one, view), view)),
  settling,
)}
${list(
  'calls',
  '待回访',
  callBacks.map((one) => choice(one, resultOf(one), view)),
  calledBack(view),
)}
${list(
  'doubtful',
  '疑似同一件',
  doubtful.map((one) => pair(one, view)),
  html`<div class="row-buttons"><button name="act" value="merge">并单选中的…</button></div>`,
)}`,
  });
}

/** All of them were called and said the same; solved is what they have in common. */
function calledBack({ say }: View): Html {
  const ask = (name: string, question: string): Html =>
    html`<label class="field">${question}<select name="${name}"><option value="">没问</option><option value="y">是</option><option value="n">否</option></select></label>`;
  return html`<p class="small">每家都问过、都说解决了、答得一样的，才一起记。没解决的，或各说各的，点开那一件单独记。</p>${ask('answered', '有没有答复')}${ask('contacted', '有没有主动对接')}<label class="field">满意不满意<select name="rating"><option value="">请选</option>${RATINGS.map((rating) => html`<option value="${rating}">${say(`rating.${rating}`)}</option>`)}</select></label><label class="field">备注<small>可以不写</small><input name="words" maxlength="500"></label><div class="row-buttons"><button name="act" value="callBack">选中的都说解决了，记下…</button></div>`;
}

function resultOf({ facts }: Ticket): string {
  return facts.result === null ? '' : `部门报办结：${clip(masked(facts.result), REASON)}`;
}

function list(id: string, name: string, items: readonly Html[], controls: Html): Html {
  const left = items.length - SHOWN;
  const body = html`<ol class="choose">${items.slice(0, SHOWN)}</ol>${left > 0 && html`<p class="take">还有 ${left} 件，办完前面的就会出现。</p>`}${controls}`;
  return html`<section id="${id}"><h2>${name} <small>${items.length === 0 ? '没有' : `${items.length} 件`}</small></h2>${items.length === 0 ? nothing : html`<form class="panel step" method="post" action="${BASE}/desk/review">${body}</form>`}</section>`;
}

function choice(ticket: Ticket, more: string, view: View): Html {
  const { number } = ticket;
  return html`<li><label class="pick"><input type="checkbox" name="t" value="${number}" aria-label="选诉求件 ${number}"></label>${about(ticket, more, view)}</li>`;
}

function pair({ ticket, into }: Doubtful, view: View): Html {
  const value = `${ticket.number}>${into.number}`;
  return html`<li><label class="pick"><input type="checkbox" name="t" value="${value}" aria-label="把诉求件 ${ticket.number} 并入 ${into.number}"></label><div>${about(ticket, `可能和 ${into.number} 是一件，会并入 ${into.number}：`, view)}${about(into, '', view)}</div></li>`;
}

function about(ticket: Ticket, more: string, view: View): Html {
  const light = lightOf(ticket, view);
  return html`<a class="entry" href="${BASE}/t/${ticket.number}"><strong>${marked(ticket, view.say)}　${enterpriseName(ticket, view)}</strong>${ticket.department !== null && html`<small>${departmentName(ticket.department, view)}</small>`}<span>${wholes(clip(masked(ticket.text), MATTER), view.roster)}</span>${more !== '' && html`<small>${wholes(more, view.roster)}</small>`}<em class="light ${light.tone}">${wholes(light.words, view.roster)}</em></a>`;
}

function reasonsOf({ reasons, queuedFor, entries }: Ticket): string {
  const said = queuedFor === 'unclear' ? '' : (entries.findLast(({ what }) => what === 'queued')?.text ?? '');
  return clip([said, ...reasons].filter((one) => one !== '').join('；'), REASON);
}

function askedOf({ request }: Ticket, view: View): string {
  return request ? `${requestInWords(request, view)}：${clip(request.text, REASON)}` : '';
}

/** What will happen, ticket by ticket, before it does. */
export function reviewPage(page: Page & { readonly plan: Plan; readonly looked: readonly Looked[] }): Html {
  const { site, reader, plan, looked, view } = page;
  const { items } = plan;
  const form = sealed(plan, site.secret);
  const itemOf = (number: number) => items.find((one) => one.number === number);
  return framed({
    site,
    reader,
    title: '请确认',
    place: 'desk',
    body: html`<p class="crumbs"><a href="${BASE}/desk">调度台</a></p>
<h1>请确认 <small>办 ${items.length} 件${items.length < looked.length && html`，跳过 ${looked.length - items.length} 件`}</small></h1>
<ol class="choose panel">${looked.map(({ number, ticket, leftOut }) => {
      const item = itemOf(number);
      const what = item
        ? html`<strong>${commandFor(plan, item, site)}</strong>`
        : html`<strong class="light late">${leftOut}</strong>`;
      return html`<li><span></span><div>${what}${ticket ? about(ticket, '', view) : html`<span>${number}</span>`}</div></li>`;
    })}</ol>
${items.length === 0 ? html`<p class="empty">选中的都不能这样办，没有变动。</p>` : html`<form class="row-buttons" method="post" action="${BASE}/desk/do"><input type="hidden" name="plan" value="${form.plan}"><input type="hidden" name="seal" value="${form.seal}"><button class="button">确认，办 ${items.length} 件</button></form>`}
<p class="take"><a href="${BASE}/desk">不办了，回调度台</a></p>`,
  });
}

export function resultPage(page: Page & { readonly results: readonly Result[] }): Html {
  const { site, reader, results, view } = page;
  const done = results.filter((one) => one.done).length;
  return framed({
    site,
    reader,
    title: '办理结果',
    place: 'desk',
    body: html`<p class="crumbs"><a href="${BASE}/desk">调度台</a></p>
<h1>办了 ${done} 件 <small>${results.length > done ? `没办成 ${results.length - done} 件` : '都办成了'}</small></h1>
<ol class="choose panel">${results.map(({ number, done: isDone, told }) => html`<li><span></span><div><a class="entry" href="${BASE}/t/${number}"><strong>诉求件 ${number}</strong><em class="light ${isDone ? 'fine' : 'late'}">${isDone ? '已办' : '没办成'}</em></a><p class="words">${wholes(told, view.roster)}</p></div></li>`)}</ol>
<p class="take"><a class="button" href="${BASE}/desk">回调度台</a></p>`,
  });
}
