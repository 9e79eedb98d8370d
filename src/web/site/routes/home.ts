/** What is asked of the reader, step by step and by its light; behind it what is theirs and lies with somebody else. */
import { Hono } from 'hono';
import { LIGHTS, ownWork } from '../next.ts';
import type { Signed } from '../session.ts';
import type { Site } from '../site.ts';
import { askerOf, viewOf } from '../tickets.ts';
import { homePage } from '../views/home.ts';

export function homeRoutes(site: Site): Hono<Signed> {
  const { parts } = site;
  const app = new Hono<Signed>();
  app.get('/', async (context) => {
    const reader = context.get('reader');
    const only = LIGHTS.find((one) => one === context.req.query('light')) ?? null;
    const work = await ownWork(askerOf(reader, parts), only, parts);
    const office = await parts.store.office();
    return context.html(homePage({ site, reader, work, only, office, view: viewOf(parts) }));
  });
  return app;
}
