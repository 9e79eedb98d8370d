/** 帮办 on the pages: what is done here is said to the desk as it is typed in private, and answered below. */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { actsOn } from '../../../desk/arrangements/guides/steps.ts';
import { runningFor } from '../../../desk/arrangements/guides.ts';
import { ACT_WORDS, STEP_ACTS } from '../../../dialogue/arrangements/guide.ts';
import { fieldsOf, isKey, textOf } from '../../routes/fields.ts';
import type { Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { askerOf, ticketFor, viewOf } from '../tickets.ts';
import { guidePage, guidesPage, LONGEST_WORDS } from '../views/guides.ts';
import { troublePage } from '../views/trouble.ts';

const NOT_YOURS = '没有这件帮办，或者它不归您看。请回首页重新选择。';
const INCOMPLETE = '页面发来的内容不完整，没有变动。请刷新页面再试。';
const MOST_BYTES = 16 * 1024;

export function guideRoutes(site: Site): Hono<Signed> {
  const { parts, channel } = site;
  const app = new Hono<Signed>();
  const small = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.html(troublePage('内容太长，没有变动。请写短些。'), 413),
  });

  app.get('/guides', async (context) => {
    const reader = context.get('reader');
    const office = await parts.store.office();
    const running = await runningFor({ person: reader.person, office }, parts);
    return context.html(guidesPage({ site, reader, view: viewOf(parts), running }));
  });

  app.post('/guides', small, async (context) => {
    const fields = await fieldsOf(context);
    const template = parts.guides.find(({ id }) => id === textOf(fields.template));
    if (!template) return context.html(troublePage(INCOMPLETE), 400);
    return say(context, textOf(fields.key), `开始帮办 ${template.title}`, '/talk');
  });

  app.get('/guides/:number', async (context) => {
    const reader = context.get('reader');
    const office = await parts.store.office();
    const ticket = await ticketFor(context.req.param('number'), reader, parts);
    const guide = ticket && office.arrangements?.guides?.[ticket.number];
    if (!ticket || !guide) return context.html(troublePage(NOT_YOURS), 404);
    const asker = { ...askerOf(reader, parts), office };
    const actsOf = actsOn(ticket, asker, parts);
    return context.html(guidePage({ site, reader, view: viewOf(parts), guide, ticket, actsOf }));
  });

  app.post('/guides/:number', small, async (context) => {
    const reader = context.get('reader');
    const ticket = await ticketFor(context.req.param('number'), reader, parts);
    if (!ticket) return context.html(troublePage(NOT_YOURS), 404);
    const fields = await fieldsOf(context);
    const act = STEP_ACTS.find((one) => one === textOf(fields.act));
    const place = textOf(fields.place);
    const words = textOf(fields.words).replace(/\s+/gu, ' ').trim();
    if (!act || !/^\d{1,2}$/.test(place)) return context.html(troublePage(INCOMPLETE), 400);
    const back = `/guides/${ticket.number}`;
    if (words.length > LONGEST_WORDS) {
      const sentence = `太长了：最多 ${LONGEST_WORDS} 字，没有变动。请写短些。`;
      return context.html(troublePage(sentence, `${BASE}${back}`), 413);
    }
    const text = `${ACT_WORDS[act][0]} ${ticket.number} ${place} ${words}`.trim();
    return say(context, textOf(fields.key), text, back);
  });

  async function say(context: Context<Signed>, key: string, text: string, back: string): Promise<Response> {
    if (!isKey(key)) return context.html(troublePage(INCOMPLETE), 400);
    await channel.ask({ key, text, person: context.get('reader').person.id });
    return context.redirect(`${BASE}${back}#talk`, 303);
  }

  return app;
}
