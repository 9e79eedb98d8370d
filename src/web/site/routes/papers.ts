/** What an office files, of what the reader sees: a list as a ledger (.xlsx), a period as 情况通报, a ticket as 督办通知单 (.docx). */

import type { Context } from 'hono';
import { Hono } from 'hono';
import { nameOfFigure } from '../../../briefs/figure-names.ts';
import { cardOfPeriod } from '../../../desk/leaders/drawn.ts';
import { figuresSource, readMembers, type Scope } from '../../../desk/leaders/figures.ts';
import { seesTheWhole } from '../../../desk/lists/standings.ts';
import { DOCX } from '../../../desk/papers/issuing.ts';
import { onSheet } from '../../../desk/papers/sheet.ts';
import { addWorkdays } from '../../../domain/calendar.ts';
import { figureNamed } from '../../../domain/metrics.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { dayOf, type Instant } from '../../../domain/time.ts';
import { briefFigures } from '../../../papers/figures.ts';
import { ledgerOf } from '../../../papers/ledger/ledger.ts';
import { documentApart } from '../../../papers/official/apart.ts';
import { noticeOf } from '../../../papers/official/notice.ts';
import type { Paper, Picture } from '../../../papers/official/paper.ts';
import { superviseNoticeOf } from '../../../papers/official/supervise.ts';
import { altOf } from '../../../papers/picture/alt.ts';
import { heightOf, WIDTH } from '../../../papers/picture/look.ts';
import { sentFile, XLSX } from '../download.ts';
import { partAsked } from '../figure-part.ts';
import { figurePeriod, formerOf, type PeriodShown, periodAsked } from '../figures.ts';
import { listAsked, narrowed } from '../lists.ts';
import { scopeAsked } from '../scope.ts';
import type { Signed } from '../session.ts';
import type { Site } from '../site.ts';
import { ticketFor, ticketsAsked, ticketsOf, viewOf } from '../tickets.ts';
import { scopeName } from '../views/figure.ts';
import { troublePage } from '../views/trouble.ts';

/** Where no order on the ticket says until when the department is to answer. */
const REPLY_WORKDAYS = 3;
const NOT_YOURS = '这份文件不归您取。请回首页重新选择。';

export function paperRoutes({ parts, figures: board }: Site): Hono<Signed> {
  const { roster, calendar } = parts;
  const app = new Hono<Signed>();

  app.get('/tickets.xlsx', async (context) => {
    const reader = context.get('reader');
    const asked = listAsked((name) => context.req.query(name));
    const { label, tickets } = await ticketsAsked(asked.words, reader, parts);
    const wanted = await narrowed(tickets, asked, viewOf(parts), parts);
    return ledger(context, ticketsOf(wanted, reader, parts), label === '' ? '诉求件' : label);
  });

  app.get('/figure.xlsx', async (context) => {
    const reader = context.get('reader');
    const view = viewOf(parts);
    const scope = scopeAsked(context, parts);
    const figure = figureNamed(context.req.query('f') ?? '');
    if (!scope || !figure) return context.html(troublePage(NOT_YOURS), 404);
    const { period, read } = figurePeriod(context.req.query(), view.now, parts);
    const members = await readMembers(scope, figure, read, view.now, parts);
    const isBase = context.req.query('base') === '1';
    const part = partAsked(context.req.query(), read);
    const tickets = ((isBase ? members.denominator : null) ?? members.numerator).filter(part.has);
    const name = `${scopeName(scope, period, view)} ${read.label} ${nameOfFigure(figure, view)}${part.name}${isBase ? '（分母）' : ''}`;
    return ledger(context, ticketsOf(tickets, reader, parts), name);
  });

  app.get('/notice.docx', async (context) => {
    const scope = scopeAsked(context, parts);
    if (scope?.of !== 'county') return context.html(troublePage(NOT_YOURS), 404);
    const at = parts.clock.now();
    const period = periodAsked(context.req.query('p') ?? '', at, parts);
    const figures = await briefFigures(figuresSource(scope, period.before, parts), period, at, calendar);
    const picture = await pictureOf(scope, period, at);
    const paper = noticeOf(figures, { roster, calendar, at, number: null, ...(picture ? { picture } : {}) });
    return sentFile(
      context,
      await set(paper, context.req.raw.signal),
      DOCX,
      `${period.label}情况通报（送审稿）.docx`,
    );
  });

  app.get('/t/:number/supervise.docx', async (context) => {
    const reader = context.get('reader');
    const ticket = await ticketFor(context.req.param('number'), reader, parts);
    if (!ticket || ticket.department === null || !seesTheWhole(reader)) {
      return context.html(troublePage(NOT_YOURS), 404);
    }
    const at = parts.clock.now();
    const isOrdered = ticket.duties.some(
      ({ kind, endedAt }) => endedAt === null && (kind === 'supervise' || kind === 'instruct'),
    );
    const replyBy = isOrdered ? {} : { replyBy: addWorkdays(dayOf(at), REPLY_WORKDAYS, calendar) };
    const paper = superviseNoticeOf(ticket, { roster, at, number: null, ...replyBy });
    return sentFile(
      context,
      await set(paper, context.req.raw.signal),
      DOCX,
      `督办通知单 诉求件${ticket.number}.docx`,
    );
  });

  async function set(paper: Paper, signal: AbortSignal): Promise<Uint8Array> {
    return (await onSheet(paper, parts, signal)) ?? documentApart(paper, signal);
  }

  /** That of the board, where this machine draws; a paper waits for none that cannot be drawn. */
  async function pictureOf(scope: Scope, period: PeriodShown, at: Instant): Promise<Picture | null> {
    if (!parts.drawing) return null;
    try {
      const { read } = await board.of(scope, period);
      const former = formerOf(period, at).label;
      const facts = await cardOfPeriod(scope, period, { read, former }, at, parts);
      const bytes = await parts.drawing.draw(facts);
      return { bytes, width: WIDTH, height: heightOf(facts.tiers !== null), alt: altOf(facts) };
    } catch (error) {
      parts.log.error({ err: error, period: period.label }, '情况通报的图没有画成，文件里没有图');
      return null;
    }
  }

  async function ledger(
    context: Context<Signed>,
    tickets: AsyncIterable<Ticket>,
    of: string,
  ): Promise<Response> {
    const at = parts.clock.now();
    const signal = context.req.raw.signal;
    const bytes = await ledgerOf(tickets, { roster, at, of, signal });
    return sentFile(context, bytes, XLSX, `台账 ${of} ${dayOf(at)}.xlsx`);
  }

  return app;
}
