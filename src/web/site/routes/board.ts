/** 看板: how a period stands, of the whole county or of a part; and the tickets behind each of its figures. */
import { Hono } from 'hono';
import { sinceBegun } from '../../../briefs/picture.ts';
import { sectionsOf } from '../../../desk/arrangements/arrangements.ts';
import { deskOf } from '../../../desk/leaders/beside.ts';
import { trendOf } from '../../../desk/leaders/drawn.ts';
import { readMembers } from '../../../desk/leaders/figures.ts';
import { hasParts } from '../../../desk/leaders/scope.ts';
import { figureNamed, isRate, rateOf } from '../../../domain/metrics.ts';
import { partAsked } from '../figure-part.ts';
import { figurePeriod, formerOf, periodAsked, shownAs } from '../figures.ts';
import { scopeAsked } from '../scope.ts';
import type { Signed } from '../session.ts';
import type { Site } from '../site.ts';
import { ticketsAt, viewOf } from '../tickets.ts';
import { boardPage } from '../views/board.ts';
import { figurePage } from '../views/figure.ts';
import { trendPage } from '../views/trend.ts';
import { troublePage } from '../views/trouble.ts';

const PAGE_SIZE = 50;
const NOT_YOURS = '这里的数字不归您看。请回首页重新选择。';

export function boardRoutes(site: Site): Hono<Signed> {
  const { parts, figures } = site;
  const app = new Hono<Signed>();

  app.get('/board', async (context) => {
    const reader = context.get('reader');
    const scope = scopeAsked(context, parts);
    if (!scope) return context.html(troublePage(NOT_YOURS), 404);
    const view = viewOf(parts);
    const period = periodAsked(context.req.query('p') ?? '', view.now, parts);
    const { read, at } = await figures.of(scope, period);
    return context.html(
      boardPage({
        site,
        reader,
        scope,
        period,
        former: formerOf(period, view.now).label,
        read,
        countedAt: at,
        sections: scope.of === 'county' ? await sectionsOf(read.period, view.now, parts) : [],
        desk: hasParts(scope) ? await deskOf(reader.person.id, read, view.now, parts) : null,
        view,
      }),
    );
  });

  app.get('/trend', async (context) => {
    const reader = context.get('reader');
    const scope = scopeAsked(context, parts);
    if (!scope) return context.html(troublePage(NOT_YOURS), 404);
    const view = viewOf(parts);
    const period = periodAsked(context.req.query('p') ?? '', view.now, parts);
    const trend = await trendOf(scope, period, view.now, parts);
    const points = sinceBegun(trend).map((point) => ({
      rate: point.rate,
      period: point.period === period ? period : shownAs(point.period, view.now),
    }));
    return context.html(trendPage({ site, reader, scope, period, points, view }));
  });

  app.get('/figure', async (context) => {
    const reader = context.get('reader');
    const figure = figureNamed(context.req.query('f') ?? '');
    const scope = scopeAsked(context, parts);
    if (!figure || !scope) return context.html(troublePage(NOT_YOURS), 404);
    const view = viewOf(parts);
    const { period, isFormer, read } = figurePeriod(context.req.query(), view.now, parts);
    const members = await readMembers(scope, figure, read, view.now, parts);
    const isBase = context.req.query('base') === '1' && members.denominator !== null;
    const part = partAsked(context.req.query(), read);
    const all = ((isBase ? members.denominator : members.numerator) ?? []).filter(part.has);
    const page = Math.max(1, Number.parseInt(context.req.query('page') ?? '1', 10) || 1);
    const last = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
    const shown = Math.min(page, last);
    const onPage = all.slice((shown - 1) * PAGE_SIZE, shown * PAGE_SIZE);
    return context.html(
      figurePage({
        site,
        reader,
        scope,
        figure,
        period,
        isFormer,
        label: read.label,
        part,
        isBase,
        rate: isRate(figure)
          ? rateOf(members.number, members.denominator?.length ?? 0, members.unrated)
          : null,
        count: all.length,
        tickets: await ticketsAt(onPage, reader, parts),
        page: shown,
        last,
        view,
      }),
    );
  });

  return app;
}
