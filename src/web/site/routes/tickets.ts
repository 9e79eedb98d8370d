/** Tickets found by the words of 查 …, and one ticket with its whole story. */
import { Hono } from 'hono';
import { supervisedBy } from '../../../desk/papers/asked.ts';
import { papersFor } from '../papers.ts';
import type { Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { LONGEST_WORDS, ticketFor, ticketsAsked, viewOf } from '../tickets.ts';
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
    const words = [...(context.req.query('q') ?? '')].slice(0, LONGEST_WORDS).join('');
    const page = Math.max(1, Number.parseInt(context.req.query('page') ?? '1', 10) || 1);
    const [, number] = NUMBER.exec(words) ?? [];
    if (number !== undefined && (await ticketFor(number, reader, parts))) {
      return context.redirect(`${BASE}/t/${Number(number)}`, 303);
    }
    const found = await ticketsAsked(words, reader, parts);
    const last = Math.max(1, Math.ceil(found.tickets.length / PAGE_SIZE));
    const shown = Math.min(page, last);
    return context.html(
      ticketsPage({
        site,
        reader,
        words,
        label: found.label,
        count: found.tickets.length,
        tickets: found.tickets.slice((shown - 1) * PAGE_SIZE, shown * PAGE_SIZE),
        page: shown,
        last,
        view: viewOf(parts),
      }),
    );
  });
  app.get('/t/:number', async (context) => {
    const reader = context.get('reader');
    const ticket = await ticketFor(context.req.param('number'), reader, parts);
    if (!ticket) return context.html(troublePage('没有这个编号的诉求件，或它不由您办理。'), 404);
    const papers = {
      issued: await papersFor({ ticket: ticket.number }, reader, parts),
      isOrdered: supervisedBy(ticket, await parts.store.office(), parts.calendar) !== null,
    };
    return context.html(ticketPage({ site, reader, ticket, papers, view: viewOf(parts) }));
  });
  return app;
}
