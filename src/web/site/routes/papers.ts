/** What an office files, of what the reader sees: a list as a ledger (.xlsx), a period as 情况通报, a ticket as 督办通知单 (.docx). */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { readMembers } from '../../../desk/leaders/figures.ts';
import { seesTheWhole } from '../../../desk/lists/standings.ts';
import { DOCX } from '../../../desk/papers/issuing.ts';
import { addWorkdays } from '../../../domain/calendar.ts';
import { figureNamed } from '../../../domain/metrics.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { dayOf } from '../../../domain/time.ts';
import { briefFigures } from '../../../papers/figures.ts';
import { ledgerOf } from '../../../papers/ledger/ledger.ts';
import { documentOf } from '../../../papers/official/document.ts';
import { noticeOf } from '../../../papers/official/notice.ts';
import { superviseNoticeOf } from '../../../papers/official/supervise.ts';
import { sentFile, XLSX } from '../download.ts';
import { periodAsked } from '../figures.ts';
import { scopeAsked } from '../scope.ts';
import type { Signed } from '../session.ts';
import type { Site } from '../site.ts';
import { isSeen, ticketFor, ticketsAsked, viewOf } from '../tickets.ts';
import { nameOfFigure, scopeName } from '../views/figure.ts';
import { troublePage } from '../views/trouble.ts';

/** Where no order on the ticket says until when the department is to answer. */
const REPLY_WORKDAYS = 3;
const NOT_YOURS = '这份文件不归您取。请回首页重新选择。';

export function paperRoutes({ parts }: Site): Hono<Signed> {
  const { roster, calendar, store } = parts;
  const app = new Hono<Signed>();

  app.get('/tickets.xlsx', async (context) => {
    const { label, tickets } = await ticketsAsked(context.req.query('q') ?? '', context.get('reader'), parts);
    return ledger(context, tickets, label === '' ? '诉求件' : label);
  });

  app.get('/figure.xlsx', async (context) => {
    const reader = context.get('reader');
    const view = viewOf(parts);
    const scope = scopeAsked(context, parts);
    const figure = figureNamed(context.req.query('f') ?? '');
    if (!scope || !figure) return context.html(troublePage(NOT_YOURS), 404);
    const period = periodAsked(context.req.query('p') ?? '', view.now);
    const members = await readMembers(scope, figure, period, view.now, parts);
    const isBase = context.req.query('base') === '1';
    const tickets = (isBase ? members.denominator : null) ?? members.numerator;
    const name = `${scopeName(scope, view)} ${period.label} ${nameOfFigure(figure)}${isBase ? '（分母）' : ''}`;
    return ledger(
      context,
      tickets.filter((ticket) => isSeen(ticket, reader, parts)),
      name,
    );
  });

  app.get('/notice.docx', async (context) => {
    const scope = scopeAsked(context, parts);
    if (scope?.of !== 'county') return context.html(troublePage(NOT_YOURS), 404);
    const at = parts.clock.now();
    const period = periodAsked(context.req.query('p') ?? '', at);
    const figures = await briefFigures(store.each({ registeredBefore: period.before }), period, at, calendar);
    const paper = noticeOf(figures, { roster, calendar, at, number: null });
    return sentFile(context, await documentOf(paper), DOCX, `${period.label}情况通报（送审稿）.docx`);
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
    return sentFile(context, await documentOf(paper), DOCX, `督办通知单 诉求件${ticket.number}.docx`);
  });

  async function ledger(context: Context<Signed>, tickets: readonly Ticket[], of: string): Promise<Response> {
    const at = parts.clock.now();
    const signal = context.req.raw.signal;
    const bytes = await ledgerOf(tickets, { roster, at, of, signal });
    return sentFile(context, bytes, XLSX, `台账 ${of} ${dayOf(at)}.xlsx`);
  }

  return app;
}
