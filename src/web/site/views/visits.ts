/** 走访: how the county stands, the visits that a reader sees, and one with what they can do to it. */
import { randomUUID } from 'node:crypto';
import { timeInWords, visitOf } from '../../../desk/arrangements/visits/tickets.ts';
import { stepLines } from '../../../dialogue/plan-lines.ts';
import { clip } from '../../../dialogue/text.ts';
import { enterpriseName, liaisonName, stateName, type View } from '../../../dialogue/view.ts';
import type { Side } from '../../../domain/arrangements/visits.ts';
import { masked } from '../../../domain/masked.ts';
import type { Office } from '../../../domain/office.ts';
import { isOver, type Ticket } from '../../../domain/ticket.ts';
import { type Html, html } from '../../views/html.ts';
import { wholes } from '../../views/whole.ts';
import type { PeriodShown } from '../figures.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { framed } from './frame.ts';
import { rows } from './rows.ts';

const MATTER = 40;

interface Page {
  readonly site: Site;
  readonly reader: Reader;
  readonly office: Office;
  readonly view: View;
}

export function visitsPage({
  site,
  reader,
  visits,
  office,
  figures,
  period,
  mayCall,
  view,
}: Page & {
  /** The newest first. */
  readonly visits: readonly Ticket[];
  /** Null: not the reader's to see. */
  readonly figures: readonly string[] | null;
  readonly period: PeriodShown;
  readonly mayCall: boolean;
}): Html {
  return framed({
    site,
    reader,
    title: '走访',
    place: null,
    live: true,
    body: html`<h1>走访 <small>${visits.length} 次</small></h1>
<p class="lead">不叫不到、随叫随到、服务周到、说到做到。</p>
${mayCall && calling()}
${figures !== null && html`<section class="panel"><h2>${period.label}</h2>${figures.length === 0 ? html`<p>没有走访。</p>` : lines(figures)}</section>`}
<h2>清单</h2>
${visits.length === 0 ? html`<p class="empty">还没有走访。</p>` : html`<ul class="lines panel">${visits.map((one) => item(one, office, view))}</ul>`}
<p class="small">没有次数任务，不拍照、不定位留痕，也不排名。没叫也没报备就有人来检查的，在“说一句”里照实说，按举报保密办。</p>`,
  });
}

function item(ticket: Ticket, office: Office, view: View): Html {
  const { say } = view;
  return html`<li><a href="${BASE}/visits/${ticket.number}">走访 ${ticket.number}　${enterpriseName(ticket, view)}　${stateName(ticket, say)}　${timeInWords(ticket, office, view)}　${wholes(clip(masked(ticket.text), MATTER), view.roster)}</a></li>`;
}

export function visitPage({
  site,
  reader,
  ticket,
  issues,
  office,
  side,
  view,
}: Page & {
  readonly ticket: Ticket;
  readonly issues: readonly Ticket[];
  /** What the reader is to it; null: only looks on. */
  readonly side: Side | null;
}): Html {
  const { number } = ticket;
  const promises = stepLines(ticket, view);
  return framed({
    site,
    reader,
    title: `走访 ${number}`,
    place: null,
    live: true,
    body: html`<p class="crumbs"><a href="${BASE}/visits">走访</a></p>
<h1>走访 ${number} <small>${enterpriseName(ticket, view)}</small></h1>
<section class="panel"><p>${wholes(masked(ticket.text), view.roster)}</p>${lines([
      stateName(ticket, view.say),
      timeInWords(ticket, office, view),
      `来的人：${ticket.liaison === null ? '还没定' : liaisonName(ticket, view)}`,
    ])}</section>
<p class="take"><a href="${BASE}/t/${number}">办理经过；签收、办结、回复、评价都在这里</a></p>
<h2>答应的事 <small>${promises.length} 项</small></h2>
${promises.length === 0 ? html`<p class="empty">还没有。</p>` : html`<section class="panel">${lines(promises)}</section>`}
<h2>带回的问题 <small>${issues.length} 件</small></h2>
${rows(issues, view, '还没有。')}
${side !== null && !isOver(ticket) && ticket.state !== 'resolved' && steps(ticket, side, office, view)}`,
  });
}

function steps(ticket: Ticket, side: Side, office: Office, view: View): Html {
  const { time } = visitOf(ticket, office);
  const isAsked = time !== undefined && time.agreedAt === undefined && time.side !== side;
  return html`${isAsked && agreeing(ticket)}
${ticket.facts.fedBackAt === null && timing(ticket)}
${side === 'squad' && recording(ticket)}
${side === 'squad' && ticket.state === 'working' && promising(ticket, view)}`;
}

function calling(): Html {
  return html`<form class="panel step" method="post" action="${BASE}/visits">${key()}
<h2>请专班来一趟</h2>
<textarea name="words" rows="2" maxlength="1000" aria-label="什么事" placeholder="什么事，可以不写"></textarea>
<button class="button">请来一趟</button>
<p class="small">两个工作小时内有人应，哪天来由您定。</p></form>`;
}

function agreeing({ number }: Ticket): Html {
  return html`<form class="panel step" method="post" action="${BASE}/visits/${number}/step">${key()}<button class="button" name="step" value="agree">这个时间可以</button></form>`;
}

function timing({ number }: Ticket): Html {
  return form(
    number,
    'time',
    '提一个时间',
    html`<label class="field">哪天<input type="date" name="day" required></label>
<label class="field">几点<input type="time" name="time" required></label>`,
  );
}

function recording({ number }: Ticket): Html {
  return form(
    number,
    'record',
    '记下企业说的事',
    html`<textarea name="words" rows="4" maxlength="3000" required aria-label="企业说的事，一行一件" placeholder="一行一件；没有就写“没有”"></textarea>`,
  );
}

function promising({ number }: Ticket, { roster }: View): Html {
  return form(
    number,
    'promise',
    '答应一件事',
    html`<label class="field">哪天办到<input type="date" name="day" required></label>
<label class="field">办到什么<input name="title" maxlength="60" required></label>
<label class="field">谁来办<select name="department"><option value="">专班</option>${roster.departments.map(({ name }) => html`<option>${name}</option>`)}</select></label>`,
  );
}

function form(number: number, step: string, title: string, fields: Html): Html {
  return html`<form class="panel step" method="post" action="${BASE}/visits/${number}/step">${key()}<input type="hidden" name="step" value="${step}">
<h2>${title}</h2>
${fields}
<button class="button">提交</button></form>`;
}

function key(): Html {
  return html`<input type="hidden" name="key" value="${randomUUID()}">`;
}

function lines(all: readonly string[]): Html {
  return html`<ul>${all.map((one) => html`<li>${one}</li>`)}</ul>`;
}
