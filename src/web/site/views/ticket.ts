/** One ticket with its whole story: the words, whose it is, by when and why, what was done, and what the reader can do. */
import { randomUUID } from 'node:crypto';
import { buttonsFor } from '../../../desk/lists/enquiries.ts';
import { contactFor } from '../../../dialogue/contacts.ts';
import { deadlineStory } from '../../../dialogue/deadline-story.ts';
import { askInWords } from '../../../dialogue/lists.ts';
import { storyLines } from '../../../dialogue/story.ts';
import {
  departmentName,
  enterpriseName,
  kindName,
  liaisonName,
  marked,
  stateName,
  type View,
} from '../../../dialogue/view.ts';
import { asksOf } from '../../../domain/asked-of.ts';
import { masked } from '../../../domain/masked.ts';
import { type Action, may } from '../../../domain/permissions.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { instantInWords } from '../../../domain/time.ts';
import { chipTone } from '../../views/card.ts';
import { type Html, html } from '../../views/html.ts';
import { wholes } from '../../views/whole.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { stepsFor } from '../steps.ts';
import { buttons } from './buttons.ts';
import { framed } from './frame.ts';
import { type TicketPapers, ticketPapers } from './papers.ts';
import { lightOf } from './rows.ts';
import { talkLines } from './talk.ts';

/** Of the talk with the bot, what came of the last step. */
const LAST_LINES = 2;
/** Who may do one of these has the ticket in hand, or raised it. */
const WORKING: readonly Action[] = ['supplement', 'feedback'];

export function ticketPage(page: {
  readonly site: Site;
  readonly reader: Reader;
  readonly ticket: Ticket;
  readonly papers: TicketPapers;
  readonly view: View;
}): Html {
  const { site, reader, ticket, view } = page;
  const { say, roster } = view;
  const { person } = reader;
  const state = stateName(ticket, say);
  const light = lightOf(ticket, view);
  const isStaff = !may('urge', ticket, { person: person.id }, roster);
  const contact = contactFor(person.id, ticket, view);
  const worksOnIt = WORKING.some((action) => may(action, ticket, { person: person.id }, roster));
  // Numbers of people are whole for those who need to ring them.
  const shown = (text: string): string => (worksOnIt ? text : masked(text));
  const talk = site.channel.talk(person.id).slice(-LAST_LINES);
  return framed({
    site,
    reader,
    title: `诉求件 ${ticket.number}`,
    place: null,
    live: true,
    body: html`<p class="crumbs"><a href="${BASE}/tickets">诉求件</a></p>
<header class="ticket-head"><h1>${marked(ticket, say)}</h1><span class="chip${chipTone(state)}">${state}</span><span class="light ${light.tone}">${wholes(light.words, roster)}</span></header>
<div class="split"><div>
<section class="panel"><p class="said">${wholes(shown(ticket.text), roster)}</p>
<dl class="facts">
${fact('企业', ticket.enterprise === null ? enterpriseName(ticket, view) : html`<a href="${BASE}/e/${ticket.enterprise}">${enterpriseName(ticket, view)}</a>`)}
${fact('部门', ticket.department === null ? '待分办' : html`<a href="${BASE}/d/${ticket.department}">${departmentName(ticket.department, view)}</a>　${liaisonName(ticket, view)}`)}
${fact('类别', kindName(ticket, say))}
${fact('登记', instantInWords(ticket.facts.registeredAt, view.now))}
${contact.map((line) => fact('联系', wholes(line.replace(/^[^：]{1,8}：/u, ''), roster)))}
${ticket.facts.result !== null && fact('结果', wholes(shown(ticket.facts.result), roster))}
</dl>
${files(ticket)}
</section>
${asked(page)}
${buttons(buttonsFor({ person, view, at: view.now }, ticket), `/t/${ticket.number}`)}
${words(page)}
${talk.length > 0 && html`<section class="panel" id="talk" aria-live="polite"><h2>连心桥的回话</h2>${talkLines(talk, view, `/t/${ticket.number}`)}</section>`}
</div><div>
<section class="panel"><h2>经过</h2><ol class="story">${storyLines(ticket, view).map((line) => html`<li>${wholes(line, roster)}</li>`)}</ol></section>
<section class="panel"><h2>时限怎么算的</h2><p class="words">${wholes(deadlineStory(ticket, view), roster)}</p></section>
${isStaff && reasons(ticket)}
${ticketPapers(ticket, page.papers, may('supervise', ticket, { person: person.id }, roster), view)}
</div></div>`,
  });
}

function fact(name: string, value: Html | string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`;
}

function files({ number, files: all }: Ticket): Html | false {
  if (all.length === 0) return false;
  return html`<ul class="files">${all.map((file, index) => html`<li>${file.state === 'stored' ? html`<a href="${BASE}/t/${number}/files/${index}">${file.name}</a>` : html`${file.name}<small>${file.state === 'waiting' ? '正在保存' : '没能保存'}</small>`}</li>`)}</ul>`;
}

/** What is asked of the reader, and by when. */
function asked({ reader, ticket, view }: Parameters<typeof ticketPage>[0]): Html | false {
  const asks = asksOf(ticket, reader.person.id, view.roster, view.now);
  if (asks.length === 0) return false;
  return html`<ul class="asks">${asks.map((ask) => html`<li>${wholes(askInWords(ask, ticket, view), view.roster)}</li>`)}</ul>`;
}

function words({ site, reader, ticket }: Parameters<typeof ticketPage>[0]): Html | false {
  const steps = stepsFor(ticket, reader, site.parts);
  if (steps.length === 0) return false;
  return html`<form class="panel step" method="post" action="${BASE}/t/${ticket.number}/step"><input type="hidden" name="key" value="${randomUUID()}">
<h2>写一句</h2>
<fieldset><legend>要做什么</legend>${steps.map((step, index) => html`<label><input type="radio" name="step" value="${step}"${index === 0 && html` checked`}>${step}</label>`)}</fieldset>
<textarea name="words" rows="3" maxlength="2000" aria-label="内容" placeholder="写给对方看的话；转办写部门，延期写哪天"></textarea>
<button class="button">提交</button></form>`;
}

/** 判断依据: why the words were read as they were. */
function reasons({ reasons: all, candidates }: Ticket): Html | false {
  if (all.length === 0 && candidates.length === 0) return false;
  return html`<section class="panel"><h2>判断依据</h2><ul class="reasons">${all.map((one) => html`<li>${one}</li>`)}</ul></section>`;
}
