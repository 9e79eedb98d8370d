/** What the reader can do to a ticket: with one tap, or in words of their own. */
import { randomUUID } from 'node:crypto';
import { type TicketVerb, verbOf } from '../../../dialogue/verbs.ts';
import type { View } from '../../../dialogue/view.ts';
import type { Snippet } from '../../../domain/snippets.ts';
import { type Html, html } from '../../views/html.ts';
import { BASE } from '../site.ts';
import { namesDepartment, type Step, takesFiles } from '../steps.ts';

/** What `desk/files` keeps. */
const ACCEPT = 'image/*,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx';
const LONGEST = 2000;

/** `chosen`: the step that is marked, and `draft` its words: what a snippet filled in. */
export interface Filled {
  readonly chosen: string;
  readonly draft: string;
}

/** `among`: verbs that stand on the page already, as buttons of the chat. */
export function oneTap(steps: readonly Step[], number: number, among: ReadonlySet<TicketVerb>): Html | false {
  const bare = steps.filter((step) => step.bare && !among.has(step.verb));
  if (bare.length === 0) return false;
  return html`<form class="buttons" method="post" action="${BASE}/t/${number}/step"><input type="hidden" name="key" value="${randomUUID()}">
<div>${bare.map(({ word }) => html`<button name="step" value="${word}">${word}</button>`)}</div></form>`;
}

export function inWords(
  steps: readonly Step[],
  number: number,
  view: View,
  filled: Filled | null,
  snippets: readonly Snippet[],
): Html | false {
  const told = steps.filter(({ bare, verb }) => !bare && verb !== 'note');
  if (told.length === 0) return false;
  const usual = told.find(({ verb }) => verb === 'feedback') ?? told[0];
  const chosen = told.some(({ word }) => word === filled?.chosen) ? filled?.chosen : usual?.word;
  return html`<form class="panel step" id="step" method="post" enctype="multipart/form-data" action="${BASE}/t/${number}/step"><input type="hidden" name="key" value="${randomUUID()}">
<h2>写一句</h2>
<fieldset><legend>要做什么</legend>${told.map(({ word }) => html`<label><input type="radio" name="step" value="${word}"${word === chosen && html` checked`}>${word}</label>`)}</fieldset>
${ready(snippets, told, number, filled)}
${departments(told, view)}
<textarea name="words" rows="3" maxlength="${LONGEST}" aria-label="内容" placeholder="写给对方看的话；延期写几天和原因">${filled?.draft ?? ''}</textarea>
${attachments(told)}
<button class="button">提交</button>
<details><summary>每一种怎么写</summary><ul class="usages">${told.map(({ verb, word }) => html`<li>${usageOf(verb, word, number, view)}</li>`)}</ul></details></form>`;
}

/** 常用语: one tap fills the form in; nothing is sent by that. */
function ready(
  snippets: readonly Snippet[],
  steps: readonly Step[],
  number: number,
  filled: Filled | null,
): Html | false {
  const fitting = snippets.filter(({ step }) => steps.some(({ verb }) => verb === step));
  if (fitting.length === 0) return false;
  return html`<p class="small">常用语，点一下填进去，改好再提交：</p><ul class="ready">${fitting.map(({ id, name, text }) => html`<li><a href="${BASE}/t/${number}?s=${id}#step"${filled?.draft === text && html` aria-current="true"`}>${name}</a></li>`)}</ul>`;
}

function departments(steps: readonly Step[], { roster }: View): Html | false {
  const words = steps.filter(namesDepartment).map(({ word }) => word);
  if (words.length === 0) return false;
  return html`<label class="field">部门<small>${words.join('、')}才要选</small><select name="department"><option value="">不选</option>${roster.offices.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></label>`;
}

function attachments(steps: readonly Step[]): Html | false {
  const words = steps.filter(takesFiles).map(({ word }) => word);
  if (words.length === 0) return false;
  return html`<label class="field">附件<small>照片、PDF、Office 文件，可随${words.join('、')}一起发，要写一句话</small><input type="file" name="files" multiple accept="${ACCEPT}"></label>`;
}

/** As help has it, with this ticket's number left out: the form knows it. */
function usageOf(verb: TicketVerb, word: string, number: number, { say }: View): string {
  const usage = say(`usage.${verb}`);
  return verbOf(verb).said.some((one) => usage.startsWith(one))
    ? usage.replace(/ 23(?= |$)/u, ` ${number}`)
    : word;
}
