/** 走访: calls, times, what was found and what was promised; each step goes through the desk as if it were typed in private. */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { visitFiguresOf, visitLines } from '../../../desk/arrangements/visits/lines.ts';
import { allVisits, sideOf } from '../../../desk/arrangements/visits/tickets.ts';
import { mayVisits } from '../../../domain/arrangements/visit-permissions.ts';
import { isVisit } from '../../../domain/arrangements/visits.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { type Fields, fieldsOf, isKey, lineOf, textOf } from '../../routes/fields.ts';
import { periodAsked } from '../figures.ts';
import type { Reader, Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { isSeen, ticketFor, viewOf } from '../tickets.ts';
import { troublePage } from '../views/trouble.ts';
import { visitPage, visitsPage } from '../views/visits.ts';

const MOST_BYTES = 64 * 1024;
const LONGEST = 4000;
const SHOWN = 100;
const NOT_YOURS = '没有这一次走访，或它不由您办理。请回首页重新选择。';
const INCOMPLETE = '页面发来的内容不完整，没有变动。请刷新页面再试。';

/** What a form says, in the words of the chat; null where something is left out. */
type Said = (ticket: Ticket, fields: Fields) => string | null;
const STEPS: Readonly<Record<string, Said>> = {
  agree: ({ number }) => `走访 ${number} 可以`,
  time: ({ number }, fields) => {
    const [day, time] = [lineOf(fields.day), lineOf(fields.time)];
    return day === '' || time === '' ? null : `走访 ${number} 时间 ${day} ${time}`;
  },
  record: ({ number }, fields) => {
    const words = textIn(fields.words);
    return words === '' ? null : `走访 ${number} 记\n${words}`;
  },
  promise: ({ number }, fields) => {
    const [day, title] = [lineOf(fields.day), lineOf(fields.title)];
    return day === '' || title === '' ? null : `答应 ${number} ${day} ${title} ${lineOf(fields.department)}`;
  },
};

export function visitRoutes(site: Site): Hono<Signed> {
  const { parts, channel } = site;
  const { roster } = parts;
  const app = new Hono<Signed>();
  const short = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.html(troublePage('内容太长，没有变动。请写短些。'), 413),
  });

  app.get('/visits', async (context) => {
    const reader = context.get('reader');
    const { id } = reader.person;
    if (!mayVisits('list', id, roster)) return context.html(troublePage(NOT_YOURS), 404);
    const view = viewOf(parts);
    const period = periodAsked(context.req.query('p') ?? '', view.now, parts);
    const seen = (await allVisits(parts)).filter((one) => isSeen(one, reader, parts));
    const figures = mayVisits('figures', id, roster)
      ? visitLines(await visitFiguresOf(period, view.now, parts), parts)
      : null;
    return context.html(
      visitsPage({
        site,
        reader,
        visits: seen.slice(-SHOWN).reverse(),
        office: await parts.store.office(),
        figures,
        period,
        mayCall: mayVisits('call', id, roster),
        view,
      }),
    );
  });

  app.post('/visits', short, async (context) => {
    if (!mayVisits('call', context.get('reader').person.id, roster)) {
      return context.html(troublePage(NOT_YOURS), 404);
    }
    const fields = await fieldsOf(context);
    return say(context, fields, `请来一趟 ${textIn(fields.words)}`.trim(), `${BASE}/visits`);
  });

  app.get('/visits/:number', async (context) => {
    const reader = context.get('reader');
    const ticket = await visitOf(context.req.param('number'), reader);
    if (!ticket) return context.html(troublePage(NOT_YOURS), 404);
    const issues = await issuesOf(ticket, reader);
    const office = await parts.store.office();
    const side = sideOf(reader.person.id, ticket, roster);
    return context.html(visitPage({ site, reader, ticket, issues, office, side, view: viewOf(parts) }));
  });

  app.post('/visits/:number/step', short, async (context) => {
    const reader = context.get('reader');
    const ticket = await visitOf(context.req.param('number'), reader);
    if (!ticket) return context.html(troublePage(NOT_YOURS), 404);
    const fields = await fieldsOf(context);
    const back = `${BASE}/visits/${ticket.number}`;
    const step = textOf(fields.step);
    const said = Object.hasOwn(STEPS, step) ? STEPS[step]?.(ticket, fields) : undefined;
    if (said === undefined) return context.html(troublePage(INCOMPLETE, back), 400);
    if (said === null) return context.html(troublePage('还没有填全，没有变动。请填好再提交。', back), 400);
    return say(context, fields, said, back);
  });

  /** The answer, and what it asks, stand in the talk. */
  async function say(
    context: Context<Signed>,
    fields: Fields,
    text: string,
    back: string,
  ): Promise<Response> {
    const key = textOf(fields.key);
    if (!isKey(key)) return context.html(troublePage(INCOMPLETE, back), 400);
    if (text.length > LONGEST) {
      return context.html(troublePage(`太长了：一次最多 ${LONGEST} 字，没有变动。请分几次发。`, back), 413);
    }
    await channel.ask({ key, person: context.get('reader').person.id, text });
    return context.redirect(`${BASE}/talk#talk`, 303);
  }

  async function visitOf(written: string, reader: Reader): Promise<Ticket | null> {
    const ticket = await ticketFor(written, reader, parts);
    return ticket && isVisit(ticket) ? ticket : null;
  }

  /** What was found there, as far as the reader may see it. */
  async function issuesOf({ number, enterprise, facts }: Ticket, reader: Reader): Promise<readonly Ticket[]> {
    if (enterprise === null) return [];
    const since = await parts.store.tickets({ enterprise, registeredFrom: facts.registeredAt });
    return since.filter(
      (one) => one.source?.kind === 'visit' && one.source.id === String(number) && isSeen(one, reader, parts),
    );
  }

  return app;
}

function textIn(field: unknown): string {
  return textOf(field).replace(/\r\n?/g, '\n').trim();
}
