/** 帮办: what can be helped with, and each that goes on as a line of stations. */
import { randomUUID } from 'node:crypto';
import { ACT_WORDS, type StepAct } from '../../../dialogue/arrangements/guide.ts';
import {
  lightInWords,
  limitInWords,
  progressInWords,
  stateInWords,
  waitInWords,
} from '../../../dialogue/arrangements/guide-view.ts';
import { departmentName, enterpriseName, type View } from '../../../dialogue/view.ts';
import {
  type Guide,
  type GuideTemplate,
  type Station,
  stationsOf,
} from '../../../domain/arrangements/guides.ts';
import type { Calendar } from '../../../domain/calendar.ts';
import { lightOf, type StepLight } from '../../../domain/plan.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { type Html, html } from '../../views/html.ts';
import { wholes } from '../../views/whole.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { framed } from './frame.ts';
import { talkLines } from './talk.ts';

/** Whoever cannot tell the colours apart reads the sign, and the word beside it. */
const SIGNS: Readonly<Record<StepLight, string>> = {
  done: '✓',
  doing: '●',
  late: '!',
  paused: 'II',
  waiting: '○',
  dropped: '–',
};
export const LONGEST_WORDS = 300;
const SAID = 2;

interface Page {
  readonly site: Site;
  readonly reader: Reader;
  readonly view: View;
}

export interface Running {
  readonly guide: Guide;
  readonly ticket: Ticket;
}

export function guidesPage({
  site,
  reader,
  view,
  running,
}: Page & { readonly running: readonly Running[] }): Html {
  const { guides, calendar } = site.parts;
  return framed({
    site,
    reader,
    title: '帮办',
    place: null,
    live: true,
    body: html`<h1>帮办 <small>正在办 ${running.length} 件</small></h1>
<p class="lead">免费，不指定中介；代办员带着办，不替企业签字。缺什么，一次说清；时限从材料齐起算。</p>
${signs(view)}
${running.length === 0 ? html`<p class="empty">现在没有正在帮办的。</p>` : running.map((one) => run(one, view))}
<h2>能帮办的</h2>
${guides.length === 0 && html`<p class="empty">还没有模板。</p>`}
${guides.map((template) => offered(template, reader, view, calendar))}`,
  });
}

function signs({ say }: View): Html {
  const all = ['done', 'doing', 'late', 'paused', 'waiting'] as const;
  return html`<ul class="line panel" aria-label="灯">${all.map((one) => html`<li class="${one}">${SIGNS[one]} ${say(`plan.${one}`)}</li>`)}</ul>`;
}

function run({ guide, ticket }: Running, view: View): Html {
  const { number } = ticket;
  return html`<section class="panel run"><h2><a href="${BASE}/guides/${number}">${number}　${guide.title}　${enterpriseName(ticket, view)}</a></h2>
<p>${progressInWords(ticket, view)}</p>
<ul class="line">${stationsOf(ticket, guide).map((one) => {
    const light = lightOf(one.step, ticket, view.now);
    return html`<li class="${light}">${SIGNS[light]} ${one.step.title}<small> ${lightInWords(one, ticket, view)}</small></li>`;
  })}</ul></section>`;
}

function offered(
  { id, title, about, steps }: GuideTemplate,
  { roles }: Reader,
  view: View,
  calendar: Calendar,
): Html {
  const places = (after: readonly string[]) =>
    after.map((one) => steps.findIndex((step) => step.id === one) + 1).join('、');
  return html`<details class="panel offered"><summary>${title}：${about}</summary>
<ol class="stations">${steps.map(
    (
      step,
      index,
    ) => html`<li class="waiting"><span class="sign">${index + 1}</span><strong>${step.title}</strong>${limitInWords(step.within, view, calendar)}
<small>${wholes(departmentName(step.department, view), view.roster)}${step.after.length > 0 && `，等第 ${places(step.after)} 步`}</small>
${step.papers && html`<span class="state">材料：${step.papers.join('、')}</span>`}
${step.pledge && html`<blockquote>${step.pledge}</blockquote>`}
${step.stands && html`<small>依法可以停表：${step.stands.map(({ why, law }) => `${why}（${law}）`).join('、')}</small>`}</li>`,
  )}</ol>
${
  roles.has('member') &&
  html`<form method="post" action="${BASE}/guides"><input type="hidden" name="key" value="${randomUUID()}"><input type="hidden" name="template" value="${id}"><button class="button">开始帮办</button></form>`
}</details>`;
}

export function guidePage({
  site,
  reader,
  view,
  guide,
  ticket,
  actsOf,
}: Page &
  Running & {
    /** What the reader may do on a station. */
    readonly actsOf: (one: Station) => readonly StepAct[];
  }): Html {
  const { number } = ticket;
  const said = site.channel.talk(reader.person.id).slice(-SAID);
  return framed({
    site,
    reader,
    title: `帮办 ${number}`,
    place: null,
    live: true,
    waits: said.at(-1)?.own === true,
    body: html`<p class="crumbs"><a href="${BASE}/guides">帮办</a></p>
<h1>${guide.title} <small>${number} 号　${enterpriseName(ticket, view)}</small></h1>
<p class="lead">${progressInWords(ticket, view)}；${waitInWords(ticket, guide, site.parts.calendar, view)}</p>
<div class="panel"><ol class="stations">${stationsOf(ticket, guide).map((one) => station(one, ticket, actsOf(one), view))}</ol></div>
<p class="take"><a href="${BASE}/t/${number}">材料、进度和评价在诉求件 ${number}</a></p>
${said.length > 0 && html`<section id="talk" aria-live="polite"><h2>刚才</h2>${talkLines(said, view, '/talk')}</section>`}`,
  });
}

function station(one: Station, ticket: Ticket, acts: readonly StepAct[], view: View): Html {
  const { step, place } = one;
  const light = lightOf(step, ticket, view.now);
  const whose = departmentName(step.department ?? ticket.department, view);
  return html`<li class="${light}" id="s${place}"><span class="sign" aria-hidden="true">${SIGNS[light]}</span><strong>${place}. ${step.title}</strong>${lightInWords(one, ticket, view)}
<small>${wholes(whose, view.roster)}</small><span class="state">${wholes(stateInWords(one, ticket, view), view.roster)}</span>
${acts.map((act) => form(act, one, ticket, view))}</li>`;
}

/** Each act in a form of its own, as it is typed in the chat. */
function form(act: StepAct, { step, place }: Station, { number }: Ticket, { say }: View): Html {
  const [word] = ACT_WORDS[act];
  const label = act === 'pledge' ? say('plan.pledge') : word;
  return html`<form method="post" action="${BASE}/guides/${number}"><input type="hidden" name="key" value="${randomUUID()}"><input type="hidden" name="act" value="${act}"><input type="hidden" name="place" value="${place}">
${act === 'pledge' && html`<blockquote>${step.pledge}</blockquote>`}
${act === 'missing' && html`<label>还缺什么（只告知一次，请写全）<input type="text" name="words" required maxlength="${LONGEST_WORDS}"></label>`}
${act === 'done' && html`<label>办理结果<input type="text" name="words" required maxlength="${LONGEST_WORDS}"></label>`}
${act === 'stand' && html`<label>依法停表的环节<select name="words">${(step.stands ?? []).map(({ why, law }) => html`<option value="${why}">${why}（${law}）</option>`)}</select></label>`}
<button>${label}</button></form>`;
}
