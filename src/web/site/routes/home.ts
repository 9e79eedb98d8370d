/** What is asked of the reader, by its deadline; behind it what is theirs and lies with somebody else. */
import { Hono } from 'hono';
import { ownTickets } from '../../../desk/lists/enquiries.ts';
import { asksOf } from '../../../domain/asked-of.ts';
import type { Signed } from '../session.ts';
import type { Site } from '../site.ts';
import { askerOf, viewOf } from '../tickets.ts';
import { homePage } from '../views/home.ts';

export function homeRoutes(site: Site): Hono<Signed> {
  const { parts } = site;
  const app = new Hono<Signed>();
  app.get('/', async (context) => {
    const reader = context.get('reader');
    const asker = askerOf(reader, parts);
    const own = (await ownTickets(asker, parts)).filter(({ confidential }) => !confidential);
    const items = own
      .map((ticket) => ({ ticket, asks: asksOf(ticket, reader.person.id, parts.roster, asker.at) }))
      .sort(
        (a, b) =>
          (a.asks[0]?.deadline.due ?? Number.POSITIVE_INFINITY) -
            (b.asks[0]?.deadline.due ?? Number.POSITIVE_INFINITY) || a.ticket.number - b.ticket.number,
      );
    return context.html(homePage({ site, reader, items, view: viewOf(parts) }));
  });
  return app;
}
