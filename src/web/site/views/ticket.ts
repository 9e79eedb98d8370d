/** One ticket with its whole story: the words, whose it is, by when and why, what was done, and what the reader can do. */
import { buttonsFor } from '../../../desk/lists/enquiries.ts';
import { contactFor } from '../../../dialogue/contacts.ts';
import { deadlineStory } from '../../../dialogue/deadline-story.ts';
import { askInWords } from '../../../dialogue/lists.ts';
import { wholeStory } from '../../../dialogue/story.ts';
import { readPress } from '../../../dialogue/understand.ts';
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
import type { TicketEntry } from '../../../domain/entry.ts';
import { masked } from '../../../domain/masked.ts';
import { notesFor, readsNotes } from '../../../domain/notes.ts';
import { type Action, may } from '../../../domain/permissions.ts';
import { snippetsFor } from '../../../domain/snippets.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import type { AssignedHow } from '../../../domain/ticket-parts.ts';
import { instantInWords } from '../../../domain/time.ts';
import { chipTone } from '../../views/card.ts';
import { type Html, html } from '../../views/html.ts';
import { wholes } from '../../views/whole.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import type { Step } from '../steps.ts';
import type { ThemeQuestion } from '../theme-answers.ts';
import { buttons } from './buttons.ts';
import { framed } from './frame.ts';
import { notesPanel } from './notes.ts';
import { type TicketPapers, ticketPapers } from './papers.ts';
import { lightOf } from './rows.ts';
import { type Filled, inWords, oneTap } from './steps.ts';
import { talkLines } from './talk.ts';

/** Of the talk with the bot, what came of the last step. */
const LAST_LINES = 2;
/** Who may do one of these has the ticket in hand, or raised it. */
const WORKING: readonly Action[] = ['supplement', 'feedback'];

export function ticketPage(page: {
  readonly site: Site;
  readonly reader: Reader;
  readonly ticket: Ticket;
  /** What the reader can do now (`stepsFor`). */
  readonly steps: readonly Step[];
  /** What a snippet has filled in; null where none has. */
  readonly filled: Filled | null;
  readonly papers: TicketPapers;
  /** What the reader's firm is asked of a 专项整改 that it led to. */
  readonly question: ThemeQuestion | null;
  readonly view: View;
}): Html {
  const { site, reader, ticket, steps, filled, question, view } = page;
  const { say, roster } = view;
  const { person } = reader;
  const state = stateName(ticket, say);
  const light = lightOf(ticket, view);
  const isStaff = !may('urge', ticket, { person: person.id }, roster);
  const contact = contactFor(person.id, ticket, view);
  const worksOnIt = WORKING.some((action) => may(action, ticket, { person: person.id }, roster));
  // Numbers of people are whole for those who need to ring them.
  const shown = (text: string): string => (worksOnIt ? text : masked(text));
  const pressable = buttonsFor({ person, view, at: view.now }, ticket);
  const talk = site.channel.talk(person.id).slice(-LAST_LINES);
  return framed({
    site,
    reader,
    title: `诉求件 ${ticket.number}`,
    place: null,
    live: true,
    waits: talk.at(-1)?.own === true,
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
${question !== null && improved(question, ticket.number)}
${buttons(pressable, `/t/${ticket.number}`)}
${oneTap(steps, ticket.number, new Set(pressable.flat().map(verbPressed)))}
${inWords(steps, ticket.number, view, filled, snippetsFor(ticket, site.parts.snippets))}
${talk.length > 0 && html`<section class="panel" id="talk" aria-live="polite"><h2>连心桥的回话</h2>${talkLines(talk, view, `/t/${ticket.number}`)}</section>`}
</div><div>
<section class="panel"><h2>经过</h2><ol class="story">${wholeStory(ticket, view).map(({ entry, line }) => html`<li>${wholes(shown(line), roster)}${filesOf(entry, ticket)}</li>`)}</ol></section>
<section class="panel"><h2>时限怎么算的</h2><p class="words">${wholes(deadlineStory(ticket, view, isStaff), roster)}</p></section>
${readsNotes(ticket, person.id, roster) && notesPanel(ticket, notesFor(ticket, person.id, roster), view)}
${isStaff && reasons(ticket, view)}
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

function improved({ title, done, said, buttons: rows }: ThemeQuestion, number: number): Html {
  return html`<section class="panel"><h2>有没有改观</h2><p>${title}</p><ul>${done.map((one) => html`<li>${one}</li>`)}</ul>
${said !== null && html`<p>您说过：${said}</p>`}${buttons(rows, `/t/${number}`)}</section>`;
}

/** The files that came with one entry. */
function filesOf({ files = [] }: TicketEntry, { number, files: all }: Ticket): Html | false {
  const own = all.flatMap((file, index) =>
    files.includes(file.id) && file.state === 'stored' ? [{ file, index }] : [],
  );
  if (own.length === 0) return false;
  return html`<span class="with">${own.map(({ file, index }) => html`<a href="${BASE}/t/${number}/files/${index}">${file.name}</a>`)}</span>`;
}

const HOW: Readonly<Record<AssignedHow, string>> = {
  auto: '程序按内容直接派出',
  dispatcher: '调度员分办',
  default: '没人分办，到时派给了兜底部门',
  transfer: '部门之间转办',
  discipline: '',
  ledger: '',
};

/** 判断依据: why the words were read as they were: whose matter, how urgent, and what the language model said. */
function reasons(
  { reasons: all, candidates, urgent, assignedHow, advised }: Ticket,
  view: View,
): Html | false {
  if (all.length === 0 && candidates.length === 0) return false;
  const facts = [
    ...(assignedHow !== null && HOW[assignedHow] !== '' ? [`怎么派的：${HOW[assignedHow]}`] : []),
    ...(candidates.length > 0
      ? [
          `可能的部门：${candidates.map(({ department, p }) => `${departmentName(department, view)} ${Math.round(p * 100)}%`).join('，')}`,
        ]
      : []),
    `轻重：${urgent ? '按紧急件办' : '按普通件办'}`,
    ...(advised
      ? [
          `语言模型的看法：${advised.department === null ? '没说是哪个部门' : departmentName(advised.department, view)}${advised.followed ? '，照此派出' : '，没有照办'}`,
        ]
      : []),
  ];
  return html`<section class="panel"><h2>判断依据</h2><ul class="reasons">${[...facts, ...all].map((one) => html`<li>${one}</li>`)}</ul></section>`;
}

/** Which verb a button of the chat takes at once; undefined of one that opens a choice. */
function verbPressed({ data }: { readonly data: string }) {
  return (readPress(data)?.verb ?? 'more') as Step['verb'];
}
