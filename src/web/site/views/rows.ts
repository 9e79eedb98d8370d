/** Tickets in rows: on a wide screen a table, on a phone one below the other. */
import { clip } from '../../../dialogue/text.ts';
import {
  departmentName,
  enterpriseName,
  lateInWords,
  liaisonName,
  marked,
  stateName,
  type View,
} from '../../../dialogue/view.ts';
import { dueInWords } from '../../../domain/deadline-words.ts';
import { type Tone, toneOf } from '../../../domain/light.ts';
import { masked } from '../../../domain/masked.ts';
import { latenessOf } from '../../../domain/metrics.ts';
import { nextStep } from '../../../domain/reminders.ts';
import { isOver, type Ticket } from '../../../domain/ticket.ts';
import { dayInWords, dayOf } from '../../../domain/time.ts';
import { chipTone } from '../../views/card.ts';
import { type Html, html, nothing } from '../../views/html.ts';
import { wholes } from '../../views/whole.ts';
import { BASE } from '../site.ts';

const MATTER = 60;

/** How it stands with time, in a word and a colour: a colour alone says nothing to some. */
export interface Light {
  readonly tone: Tone;
  readonly words: string;
}

export function lightOf(ticket: Ticket, view: View): Light {
  const tone = toneOf(ticket, view.now);
  return { tone, words: lightInWords(ticket, tone, view) };
}

function lightInWords(ticket: Ticket, tone: Tone, { say, now }: View): string {
  const late = latenessOf(ticket, now);
  if (late) return `超期 ${lateInWords(late)}`;
  if (isOver(ticket)) return `${dayInWords(dayOf(endOf(ticket)), dayOf(now))}结束`;
  const next = nextStep(ticket);
  if (!next) return '';
  const step = say(`step.${next.step}`);
  return tone === 'late' ? `${step}已过时限` : `${dueInWords(next.clock.deadline, now)}${step}`;
}

function endOf({ facts, entries }: Ticket): number {
  return facts.closedAt ?? facts.withdrawnAt ?? facts.excludedAt ?? entries.at(-1)?.at ?? facts.registeredAt;
}

export function rows(tickets: readonly Ticket[], view: View, empty: string): Html {
  if (tickets.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<div class="rows"><p class="row head" aria-hidden="true"><span>编号</span><span>企业和事项</span><span>部门</span><span>状态</span><span>时限</span></p>
<ol>${tickets.map((ticket) => row(ticket, view))}</ol></div>`;
}

function row(ticket: Ticket, view: View): Html {
  const { roster, say } = view;
  const state = stateName(ticket, say);
  const light = lightOf(ticket, view);
  const matter = clip(masked(ticket.text), MATTER);
  return html`<li><a class="row" href="${BASE}/t/${ticket.number}">
<span class="number">${marked(ticket, say)}</span>
<span class="matter"><strong>${enterpriseName(ticket, view)}</strong><span>${wholes(matter, roster)}</span></span>
<span class="whose">${ticket.department === null ? nothing : html`${departmentName(ticket.department, view)}<small>${ticket.liaison === null ? '' : liaisonName(ticket, view)}</small>`}</span>
<span><span class="chip${chipTone(state)}">${state}</span></span>
<span class="light ${light.tone}">${wholes(light.words, roster)}</span>
</a></li>
`;
}
