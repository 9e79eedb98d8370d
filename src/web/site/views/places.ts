/** One page per enterprise (一企一档) and per department. */
import { nameOfFigure } from '../../../briefs/figure-names.ts';
import type { FiguresRead, Scope } from '../../../desk/leaders/figures.ts';
import { seesTheWhole } from '../../../desk/lists/standings.ts';
import { wantedInWords } from '../../../dialogue/duty-lines.ts';
import { orderState } from '../../../dialogue/order-lines.ts';
import { marked, nameOf, stateName, type View, whoInWords } from '../../../dialogue/view.ts';
import { dueInWords } from '../../../domain/deadline-words.ts';
import type { IssuedPaper } from '../../../domain/issued.ts';
import { latenessOf } from '../../../domain/metrics.ts';
import { notesFor } from '../../../domain/notes.ts';
import type { Department, Enterprise, Person } from '../../../domain/roster.ts';
import { isOver, type Ticket } from '../../../domain/ticket.ts';
import type { Duty } from '../../../domain/ticket-parts.ts';
import { instantInWords } from '../../../domain/time.ts';
import { type Html, html } from '../../views/html.ts';
import { wholes } from '../../views/whole.ts';
import type { PeriodShown } from '../figures.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { boardHref, figureHref, linked, rateLinked } from './figure.ts';
import { framed } from './frame.ts';
import { departmentPapers } from './papers.ts';
import { rows } from './rows.ts';

/** Of orders and notes. */
const SHOWN = 20;
const COUNTS = ['registered', 'open', 'overdue', 'closed', 'unhappy'] as const;
const RATES = ['onTime', 'resolution', 'satisfaction'] as const;

/** Figures of one enterprise or department. */
export interface PlaceFigures {
  readonly scope: Scope;
  readonly period: PeriodShown;
  readonly read: FiguresRead;
}

interface Page {
  readonly site: Site;
  readonly reader: Reader;
  readonly tickets: readonly Ticket[];
  /** Null: not the reader's to see. */
  readonly figures: PlaceFigures | null;
  readonly view: View;
}

export function enterprisePage({ enterprise, ...page }: Page & { readonly enterprise: Enterprise }): Html {
  const { name, industry, size, township, members } = enterprise;
  return placePage(page, name, [
    ['行业', industry],
    ['规模', size],
    ['乡镇', township],
    ['联系人', people(members, page.view)],
  ]);
}

export function departmentPage({
  department,
  papers,
  ...page
}: Page & { readonly department: Department; readonly papers: readonly IssuedPaper[] }): Html {
  const { name, primary, backup, head } = department;
  const facts = [
    ['A 岗', people([primary], page.view)],
    ['B 岗', people([backup], page.view)],
    ['负责人', people([head], page.view)],
  ] as const;
  return placePage(
    page,
    name,
    facts,
    departmentPapers(department, papers, seesTheWhole(page.reader), page.view),
  );
}

function placePage(
  { site, reader, tickets, figures, view }: Page,
  name: string,
  facts: readonly (readonly [string, Html | string])[],
  papers: Html | false = false,
): Html {
  const open = tickets.filter((ticket) => !isOver(ticket));
  const over = tickets.filter(isOver);
  const late = open.filter((ticket) => latenessOf(ticket, view.now)).length;
  const beside = tickets.filter(({ apart }) => apart === true).length;
  return framed({
    site,
    reader,
    title: name,
    place: null,
    live: true,
    body: html`<div class="place"><h1>${name}</h1>
<dl class="facts panel">${facts.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
${figures !== null && numbers(figures, view)}
${figures !== null && beside > 0 && html`<p class="small">下面的清单里有 ${beside} 件是走访、惠企政策、帮办，各有各的算法，不在上面的数里。</p>`}
<h2>没办完的 <small>${open.length} 件${late > 0 && html`，其中超期 ${late} 件`}</small></h2>
${open.length === 0 ? rows([], view, '没有。') : byState(open, view).map(([state, all]) => html`<h3>${state} <small>${all.length} 件</small></h3>${rows(all, view, '')}`)}
${figures !== null && orders(figures, view)}
${notes(tickets, reader, view)}
<h2>办完的 <small>${over.length} 件</small></h2>
${rows(over, view, '还没有。')}
${papers}
<p class="take small">要留纸面，用浏览器的“打印”，页头和按钮不会印上去。</p></div>`,
  });
}

/** This year's, each leading to its tickets. */
function numbers({ scope, period, read }: PlaceFigures, view: View): Html {
  const { counts, rates } = read.whole;
  const asked = { scope, period };
  return html`<h2>${period.label}的数 <small><a href="${boardHref(scope, period)}">看板</a></small></h2>
<ul class="counts" aria-label="件数">${COUNTS.map((one) => html`<li>${linked(counts[one], figureHref(`counts.${one}`, asked), html`<strong>${counts[one]}</strong><span>${nameOfFigure(`counts.${one}`, view)}</span>`)}</li>`)}</ul>
<section class="panel"><table class="rates"><tbody>${RATES.map((one) => html`<tr><th scope="row">${nameOfFigure(`rates.${one}`, view)}</th><td>${rateLinked(rates[one], one, asked)}</td></tr>`)}</tbody></table></section>`;
}

function byState(
  tickets: readonly Ticket[],
  { say }: View,
): readonly (readonly [string, readonly Ticket[]])[] {
  const found = new Map<string, Ticket[]>();
  for (const ticket of tickets) {
    const state = stateName(ticket, say);
    found.set(state, [...(found.get(state) ?? []), ticket]);
  }
  return [...found];
}

/** 督办 and 批示 of this year, and those before it that wait still. */
function orders({ read }: PlaceFigures, view: View): Html | false {
  if (read.orders.length === 0) return false;
  return html`<h2>督办、批示 <small>${read.orders.length} 件</small></h2><ul class="panel plain">${read.orders
    .slice(-SHOWN)
    .map(({ ticket, duty }) => {
      const state = stateOf(ticket, duty, view);
      return html`<li><a href="${BASE}/t/${ticket.number}">${marked(ticket, view.say)}</a>　${view.say(`action.${duty.kind}`)}（${wholes(nameOf(duty.by, view), view.roster)}，${instantInWords(duty.at, view.now)}）：${wholes(wantedInWords(duty, view), view.roster)}　<small>${state}</small></li>`;
    })}</ul>`;
}

function stateOf(ticket: Ticket, duty: Duty, view: View): string {
  if (duty.endedAt === null) return `${dueInWords(duty.clock.deadline, view.now)}回复`;
  return orderState(duty) === 'ended'
    ? view.say('order.isEnded', { state: stateName(ticket, view.say) })
    : '已回复';
}

/** What staff have noted lately; nothing for an enterprise. */
function notes(tickets: readonly Ticket[], { person }: Reader, view: View): Html | false {
  const all = tickets
    .flatMap((ticket) => notesFor(ticket, person.id, view.roster).map((note) => ({ ticket, note })))
    .sort((a, b) => b.note.at - a.note.at);
  if (all.length === 0) return false;
  return html`<h2>内部备注 <small>企业看不到</small></h2><ul class="panel plain">${all.slice(0, SHOWN).map(({ ticket, note }) => html`<li><a href="${BASE}/t/${ticket.number}">${marked(ticket, view.say)}</a>　${instantInWords(note.at, view.now)}　${wholes(whoInWords(note.by, ticket, view), view.roster)}：${wholes(note.text, view.roster)}</li>`)}</ul>`;
}

function people(all: readonly Person[], { roster }: View): Html {
  const words = all
    .map(({ name, title, phone }) => [name, title, phone].filter(Boolean).join(' '))
    .join('；');
  return wholes(words, roster);
}
