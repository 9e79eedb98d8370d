/** 一企一档, and the same of a department: who they are, their figures, their tickets that the reader may see, orders, notes. */
import { Hono } from 'hono';
import type { Scope } from '../../../desk/leaders/figures.ts';
import { maySee } from '../../../desk/leaders/scope.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import type { TicketQuery } from '../../../store/port.ts';
import { periodAsked } from '../figures.ts';
import { papersFor } from '../papers.ts';
import type { Reader, Signed } from '../session.ts';
import type { Site } from '../site.ts';
import { isSeen, viewOf } from '../tickets.ts';
import { departmentPage, enterprisePage, type PlaceFigures } from '../views/places.ts';
import { troublePage } from '../views/trouble.ts';

/** As many are shown; the others are found by a search. */
const SHOWN = 200;
const PERIOD = '今年';

export function placeRoutes(site: Site): Hono<Signed> {
  const { parts } = site;
  const app = new Hono<Signed>();
  app.get('/e/:id', async (context) => {
    const reader = context.get('reader');
    const enterprise = parts.roster.enterprise(context.req.param('id'));
    const tickets = enterprise ? await seen({ enterprise: enterprise.id, newest: SHOWN }, reader) : [];
    // Whoever has nothing to do with an enterprise sees nothing of it, not even that it is there.
    if (!enterprise || (tickets.length === 0 && !knows(reader, enterprise.id))) {
      return context.html(troublePage('没有这家企业，或它的事不由您办理。'), 404);
    }
    const figures = await figuresOf({ of: 'enterprise', id: enterprise.id }, reader);
    return context.html(enterprisePage({ site, reader, enterprise, tickets, figures, view: viewOf(parts) }));
  });
  app.get('/d/:id', async (context) => {
    const reader = context.get('reader');
    const department = parts.roster.department(context.req.param('id'));
    if (!department) return context.html(troublePage('没有这个部门。'), 404);
    const tickets = await seen({ department: department.id, newest: SHOWN }, reader);
    const figures = await figuresOf({ of: 'department', id: department.id }, reader);
    const papers = await papersFor({ department: department.id }, reader, parts);
    const view = viewOf(parts);
    return context.html(departmentPage({ site, reader, department, papers, tickets, figures, view }));
  });

  async function seen(query: TicketQuery, reader: Reader): Promise<readonly Ticket[]> {
    return (await parts.store.tickets(query)).filter((ticket) => isSeen(ticket, reader, parts));
  }

  /** Null for whoever may not see these figures. */
  async function figuresOf(scope: Scope, { person, roles }: Reader): Promise<PlaceFigures | null> {
    const view = viewOf(parts);
    if (!maySee({ person, roles, view }, scope)) return null;
    const period = periodAsked(PERIOD, view.now);
    const { read } = await site.figures.of(scope, period);
    return { scope, period, read };
  }

  function knows({ person, roles }: Reader, enterprise: string): boolean {
    const isOwn = parts.roster.rolesOf(person.id).some((held) => held.enterprise?.id === enterprise);
    return isOwn || roles.has('leader') || roles.has('dispatcher');
  }

  return app;
}
