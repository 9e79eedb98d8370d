/** Tickets found by the words of 查 …, and one ticket with its whole story. */
import { Hono } from 'hono';
import { supervisedBy } from '../../../desk/papers/supervised.ts';
import { filtersOf } from '../../../desk/people/filters.ts';
import { verbOf } from '../../../dialogue/verbs.ts';
import { listAsked, narrowed } from '../lists.ts';
import { papersFor } from '../papers.ts';
import type { Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { stepsFor } from '../steps.ts';
import { themeQuestionFor } from '../theme-answers.ts';
import { ticketFor, ticketsAsked, ticketsAt, viewOf } from '../tickets.ts';
import type { Filled } from '../views/steps.ts';
import { ticketPage } from '../views/ticket.ts';
import { ticketsPage } from '../views/tickets.ts';
import { troublePage } from '../views/trouble.ts';

const PAGE_SIZE = 50;
/** As many words as the search understands are remembered; of a number, the ticket itself is shown. */
const NUMBER = /^\s*#?(\d{1,9})\s*号?件?\s*$/;

export function ticketRoutes(site: Site): Hono<Signed> {
  const { parts } = site;
  const app = new Hono<Signed>();
  app.get('/tickets', async (context) => {
    const reader = context.get('reader');
    const asked = listAsked((name) => context.req.query(name));
    const page = Math.max(1, Number.parseInt(context.req.query('page') ?? '1', 10) || 1);
    const [, number] = NUMBER.exec(asked.words) ?? [];
    if (number !== undefined && (await ticketFor(number, reader, parts))) {
      return context.redirect(`${BASE}/t/${Number(number)}`, 303);
    }
    const view = viewOf(parts);
    const found = await ticketsAsked(asked.words, reader, parts);
    const tickets = await narrowed(found.tickets, asked, view, parts);
    const last = Math.max(1, Math.ceil(tickets.length / PAGE_SIZE));
    const shown = Math.min(page, last);
    return context.html(
      ticketsPage({
        site,
        reader,
        asked,
        label: found.label,
        filters: await filtersOf(reader.person.id, parts),
        count: tickets.length,
        beside: tickets.filter(({ apart }) => apart === true).length,
        tickets: await ticketsAt(tickets.slice((shown - 1) * PAGE_SIZE, shown * PAGE_SIZE), reader, parts),
        page: shown,
        last,
        view,
      }),
    );
  });
  app.get('/t/:number', async (context) => {
    const reader = context.get('reader');
    const ticket = await ticketFor(context.req.param('number'), reader, parts);
    if (!ticket) return context.html(troublePage('没有这个编号的诉求件，或它不由您办理。'), 404);
    const steps = await stepsFor(ticket, reader, parts);
    const office = await parts.store.office();
    const papers = {
      issued: await papersFor({ ticket: ticket.number }, reader, parts),
      isOrdered: supervisedBy(ticket, office, parts.calendar) !== null,
    };
    const view = viewOf(parts);
    const question = themeQuestionFor(reader.person.id, ticket.number, office, view);
    const filled = filledBy(context.req.query('s'));
    return context.html(ticketPage({ site, reader, ticket, steps, papers, filled, question, view }));
  });
  /** What the snippet of that id fills in. */
  function filledBy(id: string | undefined): Filled | null {
    const chosen = parts.snippets.find((one) => one.id === id);
    return chosen ? { chosen: verbOf(chosen.step).said[0] ?? '', draft: chosen.text } : null;
  }

  return app;
}
