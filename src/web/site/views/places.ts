/** One page per enterprise (一企一档) and per department. */
import { seesTheWhole } from '../../../desk/lists/standings.ts';
import type { View } from '../../../dialogue/view.ts';
import type { IssuedPaper } from '../../../domain/issued.ts';
import { latenessOf } from '../../../domain/metrics.ts';
import type { Department, Enterprise, Person } from '../../../domain/roster.ts';
import { isOver, type Ticket } from '../../../domain/ticket.ts';
import { type Html, html } from '../../views/html.ts';
import { wholes } from '../../views/whole.ts';
import type { Reader } from '../session.ts';
import type { Site } from '../site.ts';
import { framed } from './frame.ts';
import { departmentPapers } from './papers.ts';
import { rows } from './rows.ts';

interface Page {
  readonly site: Site;
  readonly reader: Reader;
  readonly tickets: readonly Ticket[];
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
  { site, reader, tickets, view }: Page,
  name: string,
  facts: readonly (readonly [string, Html | string])[],
  papers: Html | false = false,
): Html {
  const open = tickets.filter((ticket) => !isOver(ticket));
  const over = tickets.filter(isOver);
  const late = open.filter((ticket) => latenessOf(ticket, view.now)).length;
  return framed({
    site,
    reader,
    title: name,
    place: null,
    live: true,
    body: html`<h1>${name}</h1>
<dl class="facts panel">${facts.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>
<h2>没办完的 <small>${open.length} 件${late > 0 && html`，其中超期 ${late} 件`}</small></h2>
${rows(open, view, '没有。')}
<h2>办完的 <small>${over.length} 件</small></h2>
${rows(over, view, '还没有。')}
${papers}`,
  });
}

function people(all: readonly Person[], { roster }: View): Html {
  const words = all
    .map(({ name, title, phone }) => [name, title, phone].filter(Boolean).join(' '))
    .join('；');
  return wholes(words, roster);
}
