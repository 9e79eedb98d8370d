/** 惠企政策: the library for everybody; how a firm stands to each for the firm; to whom each went for those who send them. */
import { Hono } from 'hono';
import { policiesOf } from '../../../desk/arrangements/policies/push.ts';
import { figuresInWords, figuresOf, policyTickets } from '../../../desk/arrangements/policies/section.ts';
import { seesTheWhole } from '../../../desk/lists/standings.ts';
import { audienceOf, mayPush } from '../../../domain/arrangements/policies.ts';
import { scopeOf } from '../../../domain/leaders.ts';
import { at, dayOf } from '../../../domain/time.ts';
import type { Reader, Signed } from '../session.ts';
import type { Site } from '../site.ts';
import { viewOf } from '../tickets.ts';
import { policiesPage, policyPage } from '../views/policies.ts';
import { troublePage } from '../views/trouble.ts';

export function policyRoutes(site: Site): Hono<Signed> {
  const { parts } = site;
  const app = new Hono<Signed>();

  app.get('/policies', async (context) => {
    const reader = context.get('reader');
    const now = parts.clock.now();
    // The figures are of the whole county: for those who have it before them.
    const month = { from: at(`${dayOf(now).slice(0, 7)}-01`, '00:00'), before: now + 1 };
    const isOfCounty = seesTheWhole(reader) && scopeOf(reader.person.id, parts.roster) === null;
    const figures = isOfCounty ? figuresInWords(await figuresOf(month, now, parts), now, parts) : null;
    return context.html(policiesPage({ ...(await seen(reader)), figures }));
  });

  app.get('/policies/:id', async (context) => {
    const reader = context.get('reader');
    const policy = parts.policies.policies.find(({ id }) => id === context.req.param('id'));
    if (!policy) return context.html(troublePage('政策库里没有这一条，可能已经撤下。请回政策库再看。'), 404);
    const page = await seen(reader);
    const sends = mayPush(reader.person.id, policy, parts.roster);
    const audience = sends || seesTheWhole(reader) ? audienceOf(policy, parts.roster, page.all) : null;
    return context.html(policyPage({ ...page, policy, sends, audience }));
  });

  /** What a reader's firm has had and said; nothing of others. */
  async function seen(reader: Reader) {
    const office = await parts.store.office();
    const firm = parts.roster.enterpriseOf(reader.person.id) ?? null;
    const tickets = firm ? await policyTickets(parts) : [];
    return {
      site,
      reader,
      firm,
      tickets: tickets.filter(({ enterprise }) => enterprise === firm?.id),
      all: policiesOf(office),
      notices: office.arrangements?.notices ?? {},
      view: viewOf(parts),
    };
  }

  return app;
}
