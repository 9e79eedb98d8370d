/** 入企检查: figures, what is filed, one of them with what can be done to it, and the form to file by. */
import { randomUUID } from 'node:crypto';
import { firmName, lineOf, opinionLines, shownWhole } from '../../../desk/arrangements/inspections/texts.ts';
import type { View } from '../../../dialogue/view.ts';
import type { InspectionAction } from '../../../domain/arrangements/inspection-permissions.ts';
import {
  CAUSES,
  type Cause,
  type Inspection,
  type Inspections,
  RATINGS,
  TYPES,
} from '../../../domain/arrangements/inspections.ts';
import type { Office } from '../../../domain/office.ts';
import { type Html, html } from '../../views/html.ts';
import type { PeriodShown } from '../figures.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { framed } from './frame.ts';

interface Page {
  readonly site: Site;
  readonly reader: Reader;
  readonly all: Inspections;
  readonly view: View;
}

/** As `readFiling` reads it again. */
const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  superior: '上级部署',
  safety: '安全隐患',
  complaint: '投诉举报',
  review: '法定复查',
  tax: '税收风险',
  request: '企业申请',
};
const LONGEST = 100;

export function inspectionsPage({
  site,
  reader,
  all,
  seen,
  figures,
  period,
  opinionsOf,
  unit,
  view,
}: Page & {
  /** The newest first. */
  readonly seen: readonly Inspection[];
  /** Null: not the reader's to see. */
  readonly figures: readonly string[] | null;
  readonly period: PeriodShown;
  /** Units whose opinions the reader reads, in the order of the roster. */
  readonly opinionsOf: readonly string[];
  /** The unit that the reader files for; undefined: none. */
  readonly unit: string | undefined;
}): Html {
  const opinions = opinionsOf.flatMap((one) => opinionLines(one, all, view, one !== unit));
  return framed({
    site,
    reader,
    title: '入企检查',
    place: null,
    live: true,
    body: html`<h1>入企检查 <small>${seen.length} 件</small></h1>
${figures !== null && html`<section class="panel"><h2>${period.label}</h2>${figures.length === 0 ? html`<p>没有入企检查。</p>` : lines(figures)}</section>`}
${opinions.length > 0 && html`<section class="panel"><h2>企业评价</h2>${lines(opinions)}</section>`}
${unit !== undefined && html`<p class="take"><a class="button" href="${BASE}/inspections/new">报备检查</a></p>`}
<h2>清单</h2>
${seen.length === 0 ? html`<p class="empty">还没有。</p>` : html`<ul class="lines panel">${seen.map((one) => html`<li><a href="${BASE}/inspections/${one.id}">${lineOf(one, view, site.parts)}</a></li>`)}</ul>`}
<p class="small">报备是留痕，不是许可，不拦依法检查。这里不排名，也不看谁查得多。有人来检查没报备的，<a href="${BASE}/talk">私下说一句</a>，按举报保密办，来的单位看不到。</p>`,
  });
}

export function inspectionPage({
  site,
  reader,
  one,
  office,
  may,
  view,
}: Omit<Page, 'all'> & {
  readonly one: Inspection;
  readonly office: Office;
  readonly may: (action: InspectionAction) => boolean;
}): Html {
  const [title = '', ...rest] = shownWhole(one, office, view, site.parts);
  return framed({
    site,
    reader,
    title: `检查 ${one.id}`,
    place: null,
    live: true,
    body: html`<p class="crumbs"><a href="${BASE}/inspections">入企检查</a></p><h1>检查 ${one.id} <small>${firmName(one.enterprise, view)}</small></h1>
<section class="panel"><p>${title}</p>${lines(rest)}</section>
${may('enter') && !one.cancelled && unitSteps(one)}
${may('rate') && one.result && !one.rated && rating(one)}
${may('rate') && html`<p class="small">可以查证件、扫码；不符的可以拒绝，并<a href="${BASE}/talk">私下告诉我</a>，按举报保密办。</p>`}`,
  });
}

export function filingPage({
  site,
  reader,
  unit,
  view,
}: Omit<Page, 'all'> & { readonly unit: string }): Html {
  const { roster, inspections } = site.parts;
  const own = inspections.items.filter(({ departments }) => departments.includes(unit));
  return framed({
    site,
    reader,
    title: '报备检查',
    place: null,
    body: html`<p class="crumbs"><a href="${BASE}/inspections">入企检查</a></p><h1>报备检查 <small>${roster.departmentName(unit)}</small></h1>
<p class="lead">缺的会接着问您；报备前先给您看一遍，有提示也能报。</p>
<form class="panel step filing" method="post" action="${BASE}/inspections/new"><input type="hidden" name="key" value="${randomUUID()}">
<label>企业 <select name="firm" required><option value="">请选</option>${roster.enterprises.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></label>
<label>哪天 <input type="date" name="day" required></label>
<label>几点 <input type="time" name="time"></label>
<label>事项 <select name="item"><option value="">清单外，写在下面</option>${own.map(({ name }) => html`<option>${name}</option>`)}</select></label>
<label>清单外的事项 <input name="other" maxlength="${LONGEST}"></label>
<label>类型 <select name="type">${TYPES.map((type) => html`<option value="${type}">${view.say(`inspection.${type}`)}</option>`)}</select></label>
<label>依据 <input name="basis" maxlength="${LONGEST}" placeholder="清单里有的不用写"></label>
<label>批准人 <input name="approver" maxlength="${LONGEST}"></label>
<label>人员和执法证号 <input name="people" maxlength="${LONGEST}" placeholder="王一 0411001、李二 0411002"></label>
<label>通知书号 <input name="notice" maxlength="${LONGEST}"></label>
<label>缘由 <select name="cause"><option value="">年度计划</option>${CAUSES.map((cause) => html`<option value="${CAUSE_WORDS[cause]}">${CAUSE_WORDS[cause]}</option>`)}</select></label>
<label><input type="checkbox" name="surprise" value="1"> 突击：进门时再告知企业</label>
<p class="small">不要写举报人，写了也不留。紧急检查在“<a href="${BASE}/talk">说一句</a>”里发“紧急检查 企业 事项”。</p>
<p><button class="button">看一遍再报</button></p></form>`,
  });
}

function unitSteps(one: Inspection): Html {
  const action = `${BASE}/inspections/${one.id}/step`;
  const key = () => html`<input type="hidden" name="key" value="${randomUUID()}">`;
  const hasBeen = one.enteredAt !== undefined;
  return html`${!hasBeen && html`<form class="buttons" method="post" action="${action}">${key()}<div><button name="step" value="enter">到了</button></div></form>`}
${one.mode === 'emergency' && one.madeUpAt === undefined && html`<form class="buttons" method="post" action="${action}">${key()}<div><button name="step" value="makeUp">补报</button></div></form>`}
<form class="panel step" method="post" action="${action}">${key()}<fieldset><legend>要做什么</legend>
<label><input type="radio" name="step" value="result" checked>告知结果</label>
${!hasBeen && !one.result && html`<label><input type="radio" name="step" value="cancel">取消</label>`}</fieldset>
<textarea name="words" rows="3" maxlength="500" required aria-label="内容" placeholder="企业会收到这些话"></textarea>
<button class="button">提交</button></form>`;
}

function rating(one: Inspection): Html {
  return html`<form class="panel step" method="post" action="${BASE}/inspections/${one.id}/step"><input type="hidden" name="key" value="${randomUUID()}"><input type="hidden" name="step" value="rate">
<fieldset><legend>这次检查怎么样？不记名，单位看不到是谁评的</legend>${RATINGS.map((name) => html`<label><input type="radio" name="rating" value="${name}" required>${RATING_WORDS[name]}</label>`)}</fieldset>
<textarea name="words" rows="2" maxlength="200" aria-label="想说的一句" placeholder="想说的一句，可以不写"></textarea>
<button class="button">评价</button></form>`;
}

/** As `ratingSaid` reads it again. */
export const RATING_WORDS: Readonly<Record<(typeof RATINGS)[number], string>> = {
  good: '好',
  fair: '一般',
  poor: '差',
};

function lines(all: readonly string[]): Html {
  return html`<ul class="plain">${all.map((line) => html`<li>${line}</li>`)}</ul>`;
}
