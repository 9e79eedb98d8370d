/** 专项整改: the list, and one of them with its measures, what came again, and what the firms say. */
import { randomUUID } from 'node:crypto';
import { agreedInWords, listLine, stageName } from '../../../desk/arrangements/rectifications/lines.ts';
import { departmentName, type View } from '../../../dialogue/view.ts';
import type { Agreed, Recurrence } from '../../../domain/arrangements/rectification-figures.ts';
import {
  type Measure,
  type Rectification,
  stageOf,
  stateOfMeasure,
} from '../../../domain/arrangements/rectifications.ts';
import type { Theme } from '../../../domain/metrics.ts';
import { addDays, dayInWords, dayOf } from '../../../domain/time.ts';
import { type Html, html } from '../../views/html.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { framed } from './frame.ts';

interface Page {
  readonly site: Site;
  readonly reader: Reader;
  readonly view: View;
}

export function themesPage({
  site,
  reader,
  all,
  alike,
  proposes,
  view,
}: Page & {
  readonly all: readonly Rectification[];
  readonly alike: readonly Theme[];
  /** Whether the reader puts forward what is to be mended. */
  readonly proposes: boolean;
}): Html {
  return framed({
    site,
    reader,
    title: '专项整改',
    place: null,
    body: html`<h1>专项整改 <small>${all.length} 题</small></h1>
<p class="lead">同样的事三件以上、两家以上，专班提、领导立题，从根上改；改完问企业有没有改观。只列事，不点人。</p>
${all.length === 0 ? html`<p class="empty">还没有。</p>` : html`<ul class="lines panel">${all.map((one) => html`<li><a href="${BASE}/themes/${one.id}">${listLine(one, view)}</a></li>`)}</ul>`}
${alike.length > 0 && html`<h2>近 90 天反映集中的</h2><ul class="lines panel">${alike.map(({ word, tickets, enterprises }) => html`<li>“${word}” ${enterprises} 家 ${tickets.length} 件：${tickets.slice(0, 8).map((number, turn) => html`${turn > 0 && '、'}<a href="${BASE}/t/${number}">${number}</a>`)}</li>`)}</ul>`}
${
  proposes &&
  html`<form class="panel step" method="post" action="${BASE}/themes"><h2>提题</h2><input type="hidden" name="key" value="${randomUUID()}">
<label class="field">哪几件（编号，三件以上、两家以上）<input name="tickets" maxlength="200" inputmode="numeric" placeholder="23 31 40" required></label>
<label class="field">整改成什么样<input name="words" maxlength="60" required></label>
<label class="field">牵头部门<select name="department"><option value="">这几件的承办部门</option>${view.roster.departments.map((one) => html`<option value="${one.id}">${one.name}</option>`)}</select></label>
<div class="row-buttons"><button>提请立题</button></div></form>`
}`,
  });
}

export function themePage({
  site,
  reader,
  theme,
  again,
  agreed,
  offices,
  settles,
  view,
}: Page & {
  readonly theme: Rectification;
  readonly again: Recurrence | null;
  readonly agreed: Agreed | null;
  /** Whose work the reader does. */
  readonly offices: ReadonlySet<string>;
  /** Whether the reader says 立题 or 不立. */
  readonly settles: boolean;
}): Html {
  const { id, title, lead, tickets, measures, word } = theme;
  const stage = stageOf(theme);
  const { roles } = reader;
  const isHub = roles.has('dispatcher');
  const today = dayOf(view.now);
  const mayMeasure = stage === 'running' && (isHub || offices.has(lead));
  const allDone = measures.length > 0 && measures.every((one) => one.done);
  return framed({
    site,
    reader,
    title,
    place: null,
    body: html`<p class="crumbs"><a href="${BASE}/themes">专项整改</a></p>
<h1>${title} <small>${stageName(theme, view)}</small></h1>
<p class="lead">牵头 ${departmentName(lead, view)}　涉及 ${tickets.map((number, turn) => html`${turn > 0 && '、'}<a href="${BASE}/t/${number}">${number}</a>`)}</p>
${stage === 'proposed' && settles && form(id, html`<div class="row-buttons"><button name="act" value="set">立题</button><button name="act" value="drop">不立</button></div>`)}
<h2>措施 <small>${measures.length} 项</small></h2>
${measures.length === 0 ? html`<p class="empty">还没有措施。</p>` : html`<ul class="lines panel">${measures.map((one) => measurePart(one, theme, isHub || offices.has(one.department), view))}</ul>`}
${
  mayMeasure &&
  html`<details class="panel step"><summary>添一项措施</summary>${form(
    id,
    html`<label class="field">做什么<input name="words" maxlength="200" required></label>
<label class="field">谁办<select name="department"><option value="">${departmentName(lead, view)}（牵头）</option>${view.roster.departments.map((one) => html`<option value="${one.id}">${one.name}</option>`)}</select></label>
<label class="field">哪天前<input type="date" name="day" required min="${today}" max="${addDays(today, 365)}"></label>
<div class="row-buttons"><button name="act" value="measure">记下</button></div>`,
  )}</details>`
}
${stage === 'running' && isHub && allDone && form(id, html`<div class="row-buttons"><button name="act" value="accept">验收：问企业有没有改观</button></div>`)}
${result(again, agreed, word, view)}`,
  });
}

function measurePart(one: Measure, theme: Rectification, isTheirs: boolean, view: View): Html {
  const state = stateOfMeasure(one, view.now);
  const name = view.say(state === 'late' ? 'theme.lateState' : `theme.${state}`);
  const mayFinish = !one.done && isTheirs && stageOf(theme) === 'running';
  return html`<li><strong>${name}</strong>　${departmentName(one.department, view)}　${dayInWords(one.day, dayOf(view.now))}前<br>${one.text}${one.done && html`<br><small>${one.done.text}</small>`}
${mayFinish && html`<details><summary>报完成</summary>${form(theme.id, html`<input type="hidden" name="measure" value="${one.id}"><label class="field">做了什么<input name="words" maxlength="300" required></label><div class="row-buttons"><button name="act" value="done">完成</button></div>`)}</details>`}</li>`;
}

function form(id: number, fields: Html): Html {
  return html`<form class="step" method="post" action="${BASE}/themes/${id}"><input type="hidden" name="key" value="${randomUUID()}">${fields}</form>`;
}

function result(
  again: Recurrence | null,
  agreed: Agreed | null,
  word: string | null,
  view: View,
): Html | false {
  if (again === null && agreed === null) return false;
  const after =
    again?.after === null || again?.until == null
      ? ''
      : `，整改后 ${again.after} 件（截至 ${dayInWords(again.until, dayOf(view.now))}）`;
  return html`<h2>有没有改观</h2><ul class="lines panel">
${again !== null && html`<li>提到“${word ?? ''}”的：立题前 90 天 ${again.before} 件${after}</li>`}
${agreed !== null && html`<li>企业认可 ${agreedInWords(agreed, view)}</li>`}</ul>`;
}
