/** 看板, for twenty seconds: better or worse, the worst, what waits for the reader; then the counts, the rates, who and why. */

import { nameOfFigure } from '../../../briefs/figure-names.ts';
import type { Section } from '../../../desk/arrangements/arrangement.ts';
import type { FiguresRead, Scope } from '../../../desk/leaders/figures.ts';
import { hasParts } from '../../../desk/leaders/scope.ts';
import { clip } from '../../../dialogue/text.ts';
import { departmentName, enterpriseName, lateInWords, nameOf, type View } from '../../../dialogue/view.ts';
import type { AskKind } from '../../../domain/asked-of.ts';
import { masked } from '../../../domain/masked.ts';
import {
  type DepartmentTier,
  type Figure,
  hasPart,
  isSmall,
  largestFirst,
  type Summary,
  type TierReason,
  themesOf,
} from '../../../domain/metrics.ts';
import type { OnDesk, Order } from '../../../domain/on-desk.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { type Instant, timeInWords } from '../../../domain/time.ts';
import { heightOf, WIDTH } from '../../../papers/picture/look.ts';
import { kindInWords, originCounted, originInWords } from '../../../papers/words.ts';
import { type Html, html } from '../../views/html.ts';
import { wholes } from '../../views/whole.ts';
import { type PeriodShown, periodAsked } from '../figures.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import {
  boardHref,
  COUNTS_SHOWN,
  figureHref,
  linked,
  percentOf,
  RATES_SHOWN,
  rateLinked,
  scopeName,
  scopeQuery,
} from './figure.ts';
import { framed } from './frame.ts';
import { rows } from './rows.ts';

const PERIODS = ['今天', '本周', '上周', '本月', '上月', '今年', '去年'];
/** Tickets shown in full; the others behind the figure. */
const SHOWN = 8;
const MATTER = 40;
const ASKED: Readonly<Partial<Record<AskKind, string>>> = {
  decide: '等您审批',
  dispatch: '等您分办',
  callBack: '等您回访',
  escalate: '等您顶格推进',
  order: '等您回复督办、批示',
  assist: '等您回复协办',
  plan: '等您办的步骤',
};
const WHY: Readonly<Record<TierReason, string>> = {
  overdue: '超期未办结',
  late: '逾期办结',
  unhappy: '企业不满意或说没解决',
};

export interface BoardShown {
  readonly site: Site;
  readonly reader: Reader;
  readonly scope: Scope;
  readonly period: PeriodShown;
  /** The period before, as people call it. */
  readonly former: string;
  readonly read: FiguresRead;
  readonly countedAt: Instant;
  /** The reader's own; null where the board is of a part alone. */
  readonly desk: OnDesk | null;
  /** What the arrangements of the county tell of the period; none of a part. */
  readonly sections: readonly Section[];
  readonly view: View;
}

export function boardPage(board: BoardShown): Html {
  const { site, reader, scope, period, read, countedAt, view } = board;
  const { attention } = read;
  const whose = scopeName(scope, period, view);
  const isPast = period.before <= view.now;
  const late = attention.overdue.map(({ ticket }) => ticket);
  return framed({
    site,
    reader,
    title: `${whose} ${period.label}`,
    place: 'board',
    live: true,
    body: html`<h1>${whose} <small>${period.label}　${timeInWords(countedAt)} 的数</small></h1>
${periods(board)}${period.unread !== undefined && html`<p class="empty" role="status">没看懂“${clip(period.unread, 20)}”，或者那一段还没有到。下面是${period.label}的。</p>`}
<section class="first" aria-label="先看这几件">${headline(board)}${worst(board)}${waiting(board)}</section>
<ul class="counts" aria-label="件数">${COUNTS_SHOWN.map((name) => count(name, board))}</ul>
<section class="panel"><h2>各率</h2><table class="rates"><tbody>${RATES_SHOWN.map((name) => rate(name, board))}</tbody></table>
<p class="small">点数字看是哪几件。分母不满 5 件的只列件数。</p></section>
<h2>${isPast ? '期末超期' : '超期'} <small>${counted('overdue', board)} 件${isPast && late.length > 0 && '，状态和时限是现在的'}</small></h2>${rows(late.slice(0, SHOWN), view, '没有超期的。')}${others(late)}
<h2>${isPast ? '期末临期' : '临期'} <small>${attention.dueSoon.length} 件${isPast && attention.dueSoon.length > 0 && '，状态和时限是现在的'}</small></h2>${rows(attention.dueSoon.slice(0, SHOWN), view, '两个工作日内没有到期的。')}${others(attention.dueSoon)}
${picture(board)}
<p class="take"><a href="${boardHref(scope, period, 'trend')}">近几期的走势（每个数都能点开）</a></p>
${hasParts(scope) && html`<p class="take"><a href="${BASE}/summaries">存着的简报</a></p>`}
${scope.of === 'county' && html`<p class="take"><a href="${BASE}/notice.docx?${String(new URLSearchParams({ p: period.words }))}">写成情况通报（Word，送审稿）</a></p>`}
${alike(board)}${kinds(board)}${sources(board)}
${hasParts(scope) && html`${tiers(board)}${table('按部门', 'd', read.departments, board)}${table('按企业', 'e', read.enterprises, board)}`}
${arranged(board)}`,
  });
}

/** Drawn only when somebody opens it. */
function picture({ site, scope, period }: BoardShown): Html | false {
  if (!site.parts.drawing) return false;
  const src = `${BASE}/card.png?${new URLSearchParams({ p: period.words, ...scopeQuery(scope) })}`;
  return html`<details class="picture"><summary><h2>一张图 <small>可转发、可打印</small></h2></summary><img src="${src}" alt="${period.label}的一张图：按期办结率、走势、件数和部门分档；各期走势的数在图下面的“近几期的走势”" loading="lazy" width="${WIDTH}" height="${heightOf(hasParts(scope))}"><p class="small">第一次打开要画几秒。</p></details>`;
}

function periods({ site, period, scope, view }: BoardShown): Html {
  const isShown = (words: string): boolean => {
    const { from, before } = periodAsked(words, view.now, site.parts);
    return from === period.from && before === period.before;
  };
  const query = scopeQuery(scope);
  return html`<form class="find" method="get" action="${BASE}/board">${Object.entries(query).map(([name, id]) => html`<input type="hidden" name="${name}" value="${id}">`)}<input type="search" name="p" value="${period.words}" maxlength="24" aria-label="哪段时间" placeholder="哪段时间，如：11月、三季度、2026年"><button>看</button></form>
<ul class="ready" aria-label="时间">${PERIODS.map((one) => html`<li><a href="${boardHref(scope, { words: one })}"${isShown(one) && html` aria-current="true"`}>${one}</a></li>`)}</ul>`;
}

/**
 * Better or worse, in a word before the figures: whoever has twenty seconds reads no more. Where too few were due in one of
 * the periods there is no verdict: then the rate itself, if it is one, and what is overdue, as the brief says it.
 */
function headline(board: BoardShown): Html {
  const { read, former } = board;
  const { now, before, better } = read.headline;
  const then = { ...board, isFormer: true };
  const alone = isSmall(now) ? '件少，不比' : percentOf(now);
  const word = { better: '好转', worse: '变差', same: '持平', unknown: alone }[better];
  const overdue =
    better === 'unknown' &&
    html`<p>超期 ${counted('overdue', board)} 件，${former}末 ${counted('overdue', then)} 件</p>`;
  return html`<div class="tile ${better}"><p class="tile-name">和${former}比</p><p class="tile-word">${word}</p><p>按期办结率 ${rateLinked(now, 'onTime', board)}，${former} ${rateLinked(before, 'onTime', then)}${better === 'unknown' && !isSmall(now) && '（件少，不比）'}</p>${overdue}</div>`;
}

/** A count of the whole, or of the period before. */
function counted(
  name: (typeof COUNTS_SHOWN)[number],
  board: BoardShown & { readonly isFormer?: boolean },
): Html {
  const { whole, before } = board.read;
  return linked((board.isFormer ? before : whole).counts[name], figureHref(`counts.${name}`, board));
}

/** Those that are not shown in full, by number. */
function others(tickets: readonly Ticket[]): Html | false {
  const more = tickets.slice(SHOWN);
  if (more.length === 0) return false;
  return html`<p class="others">还有 ${more.length} 件：${more.map(({ number }, turn) => html`${turn > 0 && '、'}<a href="${BASE}/t/${number}">${number}</a>`)}</p>`;
}

function worst({ read: { attention }, period, view }: BoardShown): Html {
  const [first] = attention.overdue;
  // How late it was then; the rows below say how it stands today.
  const name = period.before <= view.now ? '期末最急的' : '最急的';
  if (!first)
    return html`<div class="tile better"><p class="tile-name">${name}</p><p class="tile-word">没有超期</p></div>`;
  const { ticket } = first;
  const phone = view.roster.person(ticket.liaison ?? '')?.phone ?? '';
  const whose =
    ticket.liaison === null
      ? '待分办'
      : `${departmentName(ticket.department, view)} ${nameOf(ticket.liaison, view)} ${phone}`.trim();
  return html`<a class="tile worse" href="${BASE}/t/${ticket.number}"><p class="tile-name">${name}</p><p class="tile-word">超期 ${lateInWords(first)}</p><p>${ticket.number}　${enterpriseName(ticket, view)}：${clip(masked(ticket.text), MATTER)}</p><p>${wholes(whose, view.roster)}</p></a>`;
}

/** What waits for the reader, how their orders stand, the emergencies of the moment. */
function waiting({ desk, view, period }: BoardShown): Html | false {
  if (!desk) return false;
  const isPast = period.before < view.now;
  const asked = [...desk.waiting].flatMap(([kind, tickets]) =>
    ASKED[kind] === undefined ? [] : [line(ASKED[kind], tickets)],
  );
  const late = new Set(desk.late);
  const orders = (name: string, all: readonly Order[]): readonly Html[] =>
    all.length === 0
      ? []
      : [
          line(
            name,
            all.map(({ ticket }) => ticket),
          ),
        ];
  const lines = [
    ...(desk.emergencies.length > 0 ? [line('紧急件在办', desk.emergencies)] : []),
    ...asked,
    ...orders('您的督办、批示，过期没回', desk.late),
    ...orders(
      '您的督办、批示，还没回',
      desk.unanswered.filter((one) => !late.has(one)),
    ),
    ...orders('您的督办、批示，已回', desk.answered),
  ];
  return html`<div class="tile${lines.length > 0 && desk.emergencies.length + desk.late.length > 0 ? ' worse' : ''}"><p class="tile-name">等您的${isPast && html` <small>此刻</small>`}</p>${lines.length === 0 ? html`<p class="tile-word">没有</p>` : html`<ul class="waits">${lines}</ul>`}</div>`;

  function line(name: string, tickets: readonly Ticket[]): Html {
    const once = [...new Map(tickets.map((one) => [one.number, one])).values()];
    return html`<li>${name}：${once.map((one, turn) => html`${turn > 0 && '、'}<a href="${BASE}/t/${one.number}" title="${enterpriseName(one, view)}">${one.number}</a>`)}</li>`;
  }
}

function count(name: (typeof COUNTS_SHOWN)[number], board: BoardShown): Html {
  const number = board.read.whole.counts[name];
  const figure = `counts.${name}` as const;
  const words = html`<strong>${number}</strong><span>${nameOfFigure(figure, board.view)}</span>`;
  return html`<li>${linked(number, figureHref(figure, board), words)}</li>`;
}

function rate(name: (typeof RATES_SHOWN)[number], board: BoardShown): Html {
  const figure: Figure = `rates.${name}`;
  const { whole, before } = board.read;
  const then = { ...board, isFormer: true };
  return html`<tr><th scope="row">${nameOfFigure(figure, board.view)}</th><td>${rateLinked(whole.rates[name], name, board)}</td><td class="was">${board.former} ${rateLinked(before.rates[name], name, then)}</td></tr>`;
}

/** 分档, with why each is where it is. Tiers, not places (国办函〔2025〕66 号). */
function tiers({ read: { whole }, view }: BoardShown): Html | false {
  if (whole.tiers.length === 0) return false;
  const order = new Map(view.roster.offices.map(({ id }, index) => [id, index]));
  const sorted = whole.tiers.toSorted(
    (a, b) =>
      (a.tier < b.tier ? 1 : a.tier > b.tier ? -1 : 0) ||
      (order.get(a.department) ?? 0) - (order.get(b.department) ?? 0),
  );
  const against = sorted.filter(({ tier }) => tier !== 'A');
  const good = sorted.filter(({ tier }) => tier === 'A');
  const name = ({ department }: DepartmentTier): Html =>
    html`<a href="${BASE}/d/${department}">${departmentName(department, view)}</a>`;
  return html`<h2>部门分档 <small>A 档 ${good.length} 个，不排名次</small></h2>
<ul class="tiers panel">${against.map((one) => html`<li><strong>${one.tier}</strong>${name(one)}${one.reasons.map(({ why, tickets }) => html`<span>${WHY[why]} ${tickets.map((number, turn) => html`${turn > 0 && '、'}<a href="${BASE}/t/${number}">${number}</a>`)}</span>`)}</li>`)}${good.length > 0 && html`<li><strong>A</strong>${against.length === 0 && '都在 A 档：'}${good.map((one, turn) => html`${turn > 0 && '、'}${name(one)}`)}</li>`}</ul>`;
}

/** What several spoke of alike, by the county's own words; no firm is named. */
function alike(board: BoardShown): Html | false {
  const { roster } = board.view;
  const themes = themesOf(board.read.report, (word) => roster.departmentNamed(word) !== undefined);
  if (themes.length === 0) return false;
  return html`<h2>反映集中的 <small>三件以上提到同一个词</small></h2>
<ul class="alike panel">${themes.map(({ word, tickets, enterprises }) => html`<li>${linked(tickets.length, partHrefOf('word', word, board), `“${word}” ${tickets.length} 件`)}　${enterprises} 家企业</li>`)}</ul>`;
}

function kinds(board: BoardShown): Html | false {
  const all = largestFirst(board.read.report.kinds, ({ length }) => length, kindInWords);
  if (all.length === 0) return false;
  return html`<h2>新收的类别</h2>
<ul class="alike panel">${all.map(([kind, tickets]) => html`<li>${linked(tickets.length, partHrefOf('kind', kind, board), `${kindInWords(kind)} ${tickets.length} 件`)}</li>`)}</ul>`;
}

/** What was brought in from before is no 新收: it was carried over. */
function sources(board: BoardShown): Html | false {
  const { sources: found } = board.read.report;
  const all = largestFirst(found, ({ length }) => length, originInWords);
  if (all.every(([origin]) => origin === 'group')) return false;
  return html`<h2>新收件的来源</h2>
<ul class="alike panel">${all.map(
    ([origin, { length }]) =>
      html`<li>${linked(length, partHrefOf('source', origin, board), originCounted(origin, `${length} 件`))}</li>`,
  )}</ul>`;
}

function arranged({ sections }: BoardShown): readonly Html[] {
  return sections.map(
    ({ title, lines }) => html`<h2>${title}</h2>
<ul class="alike panel">${lines.map(({ text, path }) => html`<li>${path === undefined ? text : html`<a href="${BASE}${path}">${text}</a>`}</li>`)}</ul>`,
  );
}

/** Of what came, the part that has a word, a kind or a source. */
function partHrefOf(by: 'word' | 'kind' | 'source', name: string, board: BoardShown): string {
  const came = by === 'source' && name === 'import' ? 'counts.carriedOver' : 'counts.registered';
  return figureHref(came, { ...board, part: { query: { [by]: name } } });
}

function table(
  title: string,
  by: 'd' | 'e',
  parts: ReadonlyMap<string, Summary>,
  board: BoardShown,
): Html | false {
  const { roster } = board.view;
  const all = (by === 'd' ? roster.offices : roster.enterprises).flatMap(({ id, name }) => {
    const summary = parts.get(id);
    return summary && hasPart(summary) ? [{ id, name, summary }] : [];
  });
  if (all.length === 0) return false;
  const cells = (id: string, { counts, rates }: Summary): readonly Html[] => {
    const scope: Scope = by === 'd' ? { of: 'department', id } : { of: 'enterprise', id };
    const asked = { ...board, scope };
    const count = (name: 'registered' | 'open' | 'overdue' | 'closed'): Html =>
      html`<td class="linked">${linked(counts[name], figureHref(`counts.${name}`, asked))}</td>`;
    const rate = (name: 'onTime' | 'satisfaction'): Html =>
      html`<td class="rate${rates[name].denominator > 0 && ' linked'}">${rateLinked(rates[name], name, asked)}</td>`;
    return [
      count('registered'),
      count('open'),
      count('overdue'),
      count('closed'),
      rate('onTime'),
      rate('satisfaction'),
    ];
  };
  return html`<details${by === 'd' && html` open`}><summary><h2>${title} <small>${all.length} 个</small></h2></summary><div class="panel scroll" tabindex="0" role="region" aria-label="${title}"><table class="parts"><thead><tr><th scope="col">${by === 'd' ? '部门' : '企业'}</th><th scope="col">新收</th><th scope="col">在办</th><th scope="col">超期</th><th scope="col">销号</th><th scope="col">按期办结率</th><th scope="col">满意率</th></tr></thead><tbody>
${all.map(
  ({
    id,
    name,
    summary,
  }) => html`<tr><th scope="row"><a href="${partHref(by, id, board)}">${name}</a></th>${cells(id, summary)}</tr>
`,
)}</tbody></table></div>${by === 'd' && nobodysYet(parts, board)}</details>`;
}

/** What stands in the whole and in no row: it waits for its department. */
function nobodysYet(parts: ReadonlyMap<string, Summary>, { read }: BoardShown): Html | false {
  const left = (count: 'registered' | 'open'): number =>
    [...parts.values()].reduce((sum, { counts }) => sum - counts[count], read.whole.counts[count]);
  const [registered, open] = [left('registered'), left('open')];
  return (
    registered + open > 0 &&
    html`<p class="small">另有还没定部门的（待分办、不予受理等）：新收 ${registered} 件、在办 ${open} 件，不在表里。</p>`
  );
}

function partHref(by: 'd' | 'e', id: string, { period }: BoardShown): string {
  return boardHref({ of: by === 'd' ? 'department' : 'enterprise', id }, period);
}
