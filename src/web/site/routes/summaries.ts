/** The briefs that are kept: a list, each as it was sent with what has changed since; and the picture of any period. */
import { Hono } from 'hono';
import { cardOfPeriod } from '../../../desk/leaders/drawn.ts';
import { keptKeys, readKept } from '../../../desk/leaders/kept.ts';
import { changesSince, ownPart } from '../../../desk/leaders/reprint.ts';
import { seesTheWhole } from '../../../desk/lists/standings.ts';
import { formerOf, periodAsked } from '../figures.ts';
import { scopeAsked } from '../scope.ts';
import type { Signed } from '../session.ts';
import type { Site } from '../site.ts';
import { viewOf } from '../tickets.ts';
import { summariesPage, summaryPage } from '../views/summaries.ts';
import { troublePage } from '../views/trouble.ts';

const NOT_YOURS = '存着的简报只给领导和调度员看；这一份没有发给您，或者没有存着。';
const NO_PICTURE = '现在画不出图。数字请看看板。';
const PAGE = 30;

export function summaryRoutes(site: Site): Hono<Signed> {
  const { parts, figures } = site;
  const app = new Hono<Signed>();

  app.get('/summaries', async (context) => {
    const reader = context.get('reader');
    if (!seesTheWhole(reader)) return context.html(troublePage(NOT_YOURS), 404);
    const keys = keptKeys(await parts.store.office());
    const last = Math.max(1, Math.ceil(keys.length / PAGE));
    const asked = Number.parseInt(context.req.query('page') ?? '1', 10) || 1;
    const page = Math.min(Math.max(1, asked), last);
    const shown = keys.slice((page - 1) * PAGE, page * PAGE);
    return context.html(summariesPage({ site, reader, keys: shown, page, last, view: viewOf(parts) }));
  });

  app.get('/summaries/:key', async (context) => {
    const reader = context.get('reader');
    if (!seesTheWhole(reader)) return context.html(troublePage(NOT_YOURS), 404);
    const kept = await readKept(
      context.req.param('key').replace('_', ':'),
      await parts.store.office(),
      parts,
    );
    const own = kept && ownPart(kept, reader.person.id, parts);
    if (!kept || !own) return context.html(troublePage(NOT_YOURS), 404);
    const view = viewOf(parts);
    const changes = await changesSince(kept, own.part, view.now, parts);
    return context.html(summaryPage({ site, reader, kept, text: own.text, changes, view }));
  });

  app.get('/card.png', async (context) => {
    const scope = scopeAsked(context, parts);
    if (!scope) return context.html(troublePage(NOT_YOURS), 404);
    if (!parts.drawing) return context.html(troublePage(NO_PICTURE), 404);
    const now = parts.clock.now();
    const period = periodAsked(context.req.query('p') ?? '', now, parts);
    const { read } = await figures.of(scope, period);
    const former = formerOf(period, now).label;
    const facts = await cardOfPeriod(scope, period, { read, former }, now, parts);
    const bytes = await parts.drawing.draw(facts);
    return context.body(new Uint8Array(bytes), 200, {
      'Content-Type': 'image/png',
      'Cache-Control': 'private, max-age=60',
    });
  });

  return app;
}
