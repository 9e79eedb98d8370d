/** Ledgers from before: what was brought in, by month and apart from our own figures; and what a new one would become. */
import type { Plan } from '../../../desk/past/plan.ts';
import type { Imported } from '../../../domain/imported.ts';
import { mayBringIn } from '../../../domain/permissions.ts';
import { dayInWords, dayOf } from '../../../domain/time.ts';
import { type Html, html } from '../../views/html.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { faultList, uploadForm } from './changes.ts';
import { framed } from './frame.ts';

interface Page {
  readonly site: Site;
  readonly reader: Reader;
}

const COLUMNS = ['月份', '办结', '有时限', '按时', '满意', '基本满意', '不满意'] as const;
const HOW =
  '认得“序号、企业名称、反映问题、受理日期、责任单位、办理时限、办理情况、是否办结、办结时间、满意度”这些列，名字差一点也可以。上传后先给您看读出了什么、哪一格有错，确认了才导入。';

export function pastPage({
  site,
  reader,
  imports,
  faults,
}: Page & { readonly imports: readonly Imported[]; readonly faults: readonly string[] }): Html {
  return framed({
    site,
    reader,
    title: '以前的台账',
    place: null,
    body: html`<h1>以前的台账 <small>导入</small></h1>
${faultList(faults, '没有导入：')}
${mayBringIn(reader.roles) && uploadForm('导入以前手工记的台账', '/past', HOW, '.xlsx,.csv')}
${imports.length === 0 ? html`<p class="empty">还没有导入过。</p>` : html`<p class="lead">来源：各单位以前手工记的台账，按受理月份。只在这里单列，不进看板、简报和通报里的各项率。</p>`}
${imports.toReversed().map((one) => imported(one, site))}`,
  });
}

export function pastPreviewPage({
  site,
  reader,
  plan,
  lines,
  token,
}: Page & { readonly plan: Plan; readonly lines: readonly string[]; readonly token: string | null }): Html {
  const hasFaults = plan.faults.length > 0;
  return framed({
    site,
    reader,
    title: '旧台账：会导入什么',
    place: null,
    body: html`<p class="crumbs"><a href="${BASE}/past">以前的台账</a></p><h1>会导入什么 <small>${plan.name}，还没有导入</small></h1>
<section class="panel"><ul class="plain">${lines.map((line) => html`<li>${line}</li>`)}</ul></section>
${
  token !== null &&
  html`<form class="panel upload" method="post" action="${BASE}/past/confirm"><input type="hidden" name="token" value="${token}">
<p>${hasFaults ? '有错的行不导入。改好以后把整份再传一次，已经导入的会跳过。' : '确认以后不能撤回。'}</p>
<p><button class="button">确认导入</button>　<a href="${BASE}/past">不导入</a></p></form>`
}
${token === null && plan.before === null && html`<p class="empty">没有可以导入的行。</p>`}
${faultList(plan.faults, '有错的格子')}`,
  });
}

function imported({ name, at, by, tickets, past }: Imported, { parts: { roster } }: Site): Html {
  const months = Object.entries(past);
  const [first, last] = [tickets[0], tickets.at(-1)];
  const who = roster.person(by)?.name ?? '管理员';
  return html`<section class="panel"><h2>${name} <small>${dayInWords(dayOf(at))} ${who}导入</small></h2>
<p>${first === undefined ? '没有在办件。' : html`接过来在办 ${tickets.length} 件：<a href="${BASE}/t/${first}">${first} 号</a>${last !== first && html` 至 <a href="${BASE}/t/${last ?? first}">${last ?? first} 号</a>`}。`}</p>
${
  months.length > 0 &&
  html`<div class="scroll" tabindex="0" role="region" aria-label="${name}的往期数字"><table class="past"><thead><tr>${COLUMNS.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${months.map(([month, sum]) => html`<tr><th scope="row">${Number(month.slice(0, 4))}年${Number(month.slice(5))}月</th>${[sum.count, sum.timed, sum.inTime, sum.satisfied, sum.basic, sum.dissatisfied].map((value) => html`<td>${value}</td>`)}</tr>`)}</tbody></table></div>`
}
</section>`;
}
