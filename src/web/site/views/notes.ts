/** 内部备注 on a ticket's page: for staff, and never for the enterprise. */
import { randomUUID } from 'node:crypto';
import { type View, whoInWords } from '../../../dialogue/view.ts';
import type { Note, Ticket } from '../../../domain/ticket.ts';
import { instantInWords } from '../../../domain/time.ts';
import { type Html, html } from '../../views/html.ts';
import { wholes } from '../../views/whole.ts';
import { BASE } from '../site.ts';

const LONGEST = 2000;

/** `notes`: those that the reader may read (`notesFor`). */
export function notesPanel(ticket: Ticket, notes: readonly Note[], view: View): Html {
  return html`<section class="panel notes" id="notes"><h2>内部备注 <small>办件的人看，企业看不到，不影响时限</small></h2>
${notes.length > 0 && html`<ol class="story">${notes.map(({ at, by, text }) => html`<li><small>${instantInWords(at, view.now)}　${wholes(whoInWords(by, ticket, view), view.roster)}</small><p class="words">${wholes(text, view.roster)}</p></li>`)}</ol>`}
<form class="step" method="post" action="${BASE}/t/${ticket.number}/step"><input type="hidden" name="key" value="${randomUUID()}"><input type="hidden" name="step" value="备注">
<textarea name="words" rows="2" maxlength="${LONGEST}" required aria-label="内部备注" placeholder="例如：已和对方电话约好周四现场看"></textarea>
<button>记备注</button></form></section>`;
}
