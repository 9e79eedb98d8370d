/** Every page of the site, below `/w`, behind the guard of whoever serves it. */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { contextStorage } from 'hono/context-storage';
import { createMiddleware } from 'hono/factory';
import { FAILED } from '../refuse.ts';
import { actRoutes } from './routes/act.ts';
import { boardRoutes } from './routes/board.ts';
import { checkupRoutes } from './routes/checkup.ts';
import { councilRoutes } from './routes/councils.ts';
import { deskRoutes } from './routes/desk.ts';
import { doorRoutes } from './routes/door.ts';
import { eventRoutes } from './routes/events.ts';
import { fileRoutes } from './routes/files.ts';
import { filterRoutes } from './routes/filters.ts';
import { financeRoutes } from './routes/finance.ts';
import { guideRoutes } from './routes/guides.ts';
import { homeRoutes } from './routes/home.ts';
import { inspectionRoutes } from './routes/inspections.ts';
import { issuedRoutes } from './routes/issued.ts';
import { libraryRoutes } from './routes/library.ts';
import { liveRoutes } from './routes/live.ts';
import { paperRoutes } from './routes/papers.ts';
import { pastRoutes } from './routes/past.ts';
import { placeRoutes } from './routes/places.ts';
import { platformRoutes } from './routes/platform.ts';
import { policyRoutes } from './routes/policies.ts';
import { powerRoutes } from './routes/powers.ts';
import { rosterRoutes } from './routes/roster.ts';
import { summaryRoutes } from './routes/summaries.ts';
import { talkRoutes } from './routes/talk.ts';
import { themeRoutes } from './routes/themes.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { visitRoutes } from './routes/visits.ts';
import { readerOf, type Signed } from './session.ts';
import type { Site } from './site.ts';
import { viewed } from './viewed.ts';
import { strangerPage } from './views/door.ts';
import { type OfSite, troublePage } from './views/trouble.ts';

export function createSite(site: Site): Hono {
  const app = new Hono();
  const footed = createMiddleware<OfSite>((context, next) => {
    context.set('foot', site);
    return next();
  });
  app.use(contextStorage(), footed);
  app.onError((error, context) => {
    site.parts.log.error({ err: error, path: context.req.path }, '网页请求没有办成');
    return context.html(troublePage(FAILED), 500);
  });
  app.route('/', doorRoutes(site));
  const inside = new Hono<Signed>();
  inside.use(async (context, next) => {
    const reader = await readerOf(context, site);
    if (reader === null) return turnAway(context, site);
    context.set('reader', reader);
    return next();
  });
  inside.use(viewed(site.access));
  const parts = [
    homeRoutes,
    deskRoutes,
    boardRoutes,
    councilRoutes,
    themeRoutes,
    financeRoutes,
    ticketRoutes,
    filterRoutes,
    paperRoutes,
    issuedRoutes,
    inspectionRoutes,
    placeRoutes,
    policyRoutes,
    powerRoutes,
    platformRoutes,
    rosterRoutes,
    checkupRoutes,
    libraryRoutes,
    visitRoutes,
    pastRoutes,
    actRoutes,
    fileRoutes,
    eventRoutes,
    guideRoutes,
    talkRoutes,
    summaryRoutes,
    liveRoutes,
  ];
  for (const part of parts) inside.route('/', part(site));
  // `notFound` of a part is never asked.
  inside.all('*', (context) => context.html(troublePage('没有这个页面。请回首页重新选择。'), 404));
  app.route('/', inside);
  return app;
}

/** Whoever is not signed in is told how; a change they asked for was not made. */
function turnAway(context: Context, site: Site): Response | Promise<Response> {
  return context.html(strangerPage(site, context.req.method !== 'GET'), 401);
}
