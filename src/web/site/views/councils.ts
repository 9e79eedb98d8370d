/** 调度会: the list with how each was kept, and one of them: what is on it, what was decided. */
import { randomUUID } from 'node:crypto';
import { titleOf } from '../../../desk/arrangements/councils/common.ts';
import { clip } from '../../../dialogue/text.ts';
import { departmentName, enterpriseName, marked, stateName, type View } from '../../../dialogue/view.ts';
import { type Council, scoreOf } from '../../../domain/arrangements/councils.ts';
import { dueInWords } from '../../../domain/deadline-words.ts';
import { masked } from '../../../domain/masked.ts';
import { addDays, dayOf, instantInWords } from '../../../domain/time.ts';
import type { Agreed, CouncilMatter } from '../../../papers/official/council.ts';
import { type Html, html } from '../../views/html.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { framed } from './frame.ts';

const MATTER = 60;

interface Page {
  readonly site: Site;
  readonly reader: Reader;
  readonly view: View;
}

export function councilsPage(
  page: Page & {
    /** Whether the reader convenes. */
    readonly holds: boolean;
    readonly all: readonly { readonly council: Council; readonly agreed: readonly Agreed[] }[];
  },
): Html {
  const { site, reader, holds, all, view } = page;
  return framed({
    site,
    reader,
    title: '调度会',
    place: null,
    body: html`<h1>调度会 <small>${all.length} 次</small></h1>
<p class="lead">双组长主持。议题按规则自己上会：顶格推进还没定、重办两次以上、超期五个工作日以上、挂账到期、企业不满意。议程在前一个工作日 16:00 定稿，发给领导和专班。</p>
${all.length === 0 ? html`<p class="empty">还没有开过。</p>` : html`<ul class="lines panel">${all.map(({ council, agreed }) => html`<li><a href="${BASE}/councils/${council.id}">${titleOf(council, view)}　${instantInWords(council.at, view.now)}</a>${council.cancelled ? '　已取消' : scoreLine(agreed)}</li>`)}</ul>`}
${
  holds &&
  html`<form class="panel step" method="post" action="${BASE}/councils"><h2>定一次会</h2><input type="hidden" name="key" value="${randomUUID()}">
<label class="field">哪天<input type="date" name="day" required min="${dayOf(view.now)}" max="${addDays(dayOf(view.now), 90)}"></label>
<label class="field">几点<input type="time" name="time" required value="15:00"></label>
<div class="row-buttons"><button>定会</button></div></form>`
}`,
  });
}

function scoreLine(agreed: readonly Agreed[]): string {
  const { decided, due, kept } = scoreOf(agreed.map(({ outcome }) => outcome));
  return decided === 0 ? '' : `　议定 ${decided} 项：到期 ${due}，按期 ${kept}`;
}

export function councilPage(
  page: Page & {
    readonly council: Council;
    readonly matters: readonly CouncilMatter[];
    readonly agreed: readonly Agreed[];
    /** Whether the reader puts down now what is decided on this one. */
    readonly decides: boolean;
    /** Whether the reader puts another matter on this one. */
    readonly picks: boolean;
  },
): Html {
  const { site, reader, decides, picks, council, matters, agreed, view } = page;
  const { id, at, agenda, cancelled } = council;
  const isSettled = new Set(agreed.map(({ ticket }) => ticket.number));
  const left = matters.filter(({ ticket }) => !isSettled.has(ticket.number));
  const hasBegun = at <= view.now;
  return framed({
    site,
    reader,
    title: titleOf(council, view),
    place: null,
    body: html`<p class="crumbs"><a href="${BASE}/councils">调度会</a></p>
<h1>${titleOf(council, view)} <small>${instantInWords(at, view.now)}</small></h1>
${cancelled && html`<p class="empty">已取消：${cancelled.why}</p>`}
<p class="take"><a href="${BASE}/councils/${id}/agenda">议程（Word）${agenda ? '' : '，还没定稿'}</a>${hasBegun && html`　<a href="${BASE}/councils/${id}/minutes">纪要（Word，送审稿）</a>`}</p>
<h2>议题 <small>${left.length} 件</small></h2>
${left.length === 0 ? html`<p class="empty">${matters.length === 0 ? '按规则没有要上会的件。' : '都议过了。'}</p>` : left.map((matter) => matterPart(matter, council, decides, view))}
${
  picks &&
  html`<details class="panel step"><summary>添一件</summary><form method="post" action="${BASE}/councils/${id}/pick"><input type="hidden" name="key" value="${randomUUID()}">
<label class="field">编号<input name="ticket" inputmode="numeric" pattern="[0-9]{1,9}" maxlength="9" required></label>
<div class="row-buttons"><button>上会</button></div></form></details>`
}
<h2 id="agreed">议定 <small>${agreed.length} 项</small></h2>
${agreed.length === 0 ? html`<p class="empty">还没有议定事项。</p>` : html`<ul class="lines panel">${agreed.map((one) => agreedPart(one, view))}</ul>`}`,
  });
}

function matterPart({ ticket, why }: CouncilMatter, council: Council, decides: boolean, view: View): Html {
  const { number, department } = ticket;
  const isAgain = ticket.state === 'closed' && decides;
  return html`<details class="panel step"><summary><strong>${marked(ticket, view.say)}　${enterpriseName(ticket, view)}</strong>　${why.map((one) => view.say(`council.${one}`)).join('、')}<br>${clip(masked(ticket.text), MATTER)}　<small>${departmentName(department, view)}，${stateName(ticket, view.say)}</small></summary>
<p class="take"><a href="${BASE}/t/${number}">看这一件</a></p>
${isAgain && html`<p>这件已经办结，议定以后重新办理，并告知企业。</p>`}
${
  decides &&
  html`<form method="post" action="${BASE}/councils/${council.id}"><input type="hidden" name="key" value="${randomUUID()}"><input type="hidden" name="ticket" value="${number}">
<label class="field">牵头单位<select name="department" required><option value="">选部门</option>${view.roster.departments.map(({ id, name }) => html`<option value="${id}"${id === department && html` selected`}>${name}</option>`)}</select></label>
<label class="field">措施<input name="words" maxlength="300" required></label>
<label class="field">时限<input type="date" name="day" required min="${dayOf(view.now)}" max="${addDays(dayOf(view.now), 365)}"></label>
<div class="row-buttons"><button>议定</button></div></form>`
}</details>`;
}

function agreedPart({ decided, ticket, outcome }: Agreed, view: View): Html {
  const duty = ticket.duties.find(({ id }) => id === decided.duty);
  const due = duty ? dueInWords(duty.clock.deadline, view.now) : '';
  return html`<li><a href="${BASE}/t/${ticket.number}">${marked(ticket, view.say)}</a>　${departmentName(decided.department, view)}　${due}　<strong>${view.say(`council.${outcome}`)}</strong><br>${clip(masked(decided.text), 2 * MATTER)}</li>`;
}
