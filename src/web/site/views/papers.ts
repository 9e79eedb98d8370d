/** The official papers of a ticket or a department: what can be issued, and what was. */
import { randomUUID } from 'node:crypto';
import { issuerOf, titleOf } from '../../../desk/papers/issuing.ts';
import type { View } from '../../../dialogue/view.ts';
import type { IssuedPaper, PaperKind } from '../../../domain/issued.ts';
import type { Department } from '../../../domain/roster.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { dayInWords, dayOf } from '../../../domain/time.ts';
import { type Html, html } from '../../views/html.ts';
import { BASE } from '../site.ts';

/** What was issued; and whether there is an order that a 督办通知单 can be issued on. */
export interface TicketPapers {
  readonly issued: readonly IssuedPaper[];
  readonly isOrdered: boolean;
}

/** `mayIssue`: the reader may order on the ticket. */
export function ticketPapers(
  ticket: Ticket,
  { issued: papers, isOrdered }: TicketPapers,
  mayIssue: boolean,
  view: View,
): Html | false {
  const { number, department, state } = ticket;
  const isIssuable = mayIssue && department !== null;
  const kinds: readonly PaperKind[] = [
    ...(isOrdered ? (['supervise'] as const) : []),
    ...(state === 'assigned' || state === 'working' ? (['urge'] as const) : []),
  ];
  if (!isIssuable && papers.length === 0) return false;
  return html`<section class="panel" id="papers"><h2>公文</h2>
${list(papers, view)}
${isIssuable && kinds.length > 0 && issueForm(`/t/${number}/paper`, kinds, view)}
${isIssuable && !isOrdered && html`<p class="take"><a href="${BASE}/t/${number}/supervise.docx">督办通知单送审稿（Word，没有编号）</a></p>`}
</section>`;
}

export function departmentPapers(
  { id }: Department,
  papers: readonly IssuedPaper[],
  mayIssue: boolean,
  view: View,
): Html | false {
  if (!mayIssue && papers.length === 0) return false;
  return html`<section class="panel" id="papers"><h2>公文</h2>
${list(papers, view)}
${mayIssue && issueForm(`/d/${id}/paper`, ['urge'], view)}
</section>`;
}

function list(papers: readonly IssuedPaper[], view: View): Html | false {
  if (papers.length === 0) return false;
  return html`<ul class="files">${papers.map((paper) => html`<li><a href="${BASE}/papers/${paper.year}/${paper.serial}">${titleOf(paper, view)}</a><small>${dayInWords(dayOf(paper.at))} ${issuerOf(paper, view)}出具</small></li>`)}</ul>`;
}

function issueForm(path: string, kinds: readonly PaperKind[], { say }: View): Html {
  return html`<form class="buttons" method="post" action="${BASE}${path}"><input type="hidden" name="key" value="${randomUUID()}">
<div>${kinds.map((kind) => html`<button name="kind" value="${kind}">出具${say(`paper.${kind}`)}</button>`)}</div></form>`;
}
