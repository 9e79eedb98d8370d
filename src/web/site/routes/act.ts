/** Steps: a button pressed, words to a ticket, words to the bot. Each goes through the desk like a message in private. */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { fieldsOf, isKey, textOf } from '../../routes/fields.ts';
import type { Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { stepsFor } from '../steps.ts';
import { ticketFor } from '../tickets.ts';
import { troublePage } from '../views/trouble.ts';

const MOST_BYTES = 64 * 1024;
const LONGEST = 4000;
/** Pages of the site that a step was taken on. */
const BACK = /^\/(?:talk|t\/\d{1,9})$/;

const INCOMPLETE = '页面发来的内容不完整，没有变动。请刷新页面再试。';

export function actRoutes(site: Site): Hono<Signed> {
  const { channel, parts } = site;
  const app = new Hono<Signed>();
  app.use(
    bodyLimit({
      maxSize: MOST_BYTES,
      onError: (context) => context.html(troublePage('内容太长，没有变动。请写短些。'), 413),
    }),
  );

  app.post('/press', async (context) => {
    const fields = await fieldsOf(context);
    const [key, back] = [textOf(fields.key), textOf(fields.back)];
    const pressed = pressIn(textOf(fields.press));
    if (!isKey(key) || !pressed || !BACK.test(back)) return refused(context, INCOMPLETE);
    const [text, button] = pressed;
    return ask(context, { key, text, button }, back);
  });

  app.post('/t/:number/step', async (context) => {
    const number = context.req.param('number');
    const fields = await fieldsOf(context);
    const [key, step, words] = [textOf(fields.key), textOf(fields.step), textOf(fields.words).trim()];
    const ticket = await ticketFor(number, context.get('reader'), parts);
    if (!ticket) return refused(context, '没有这个编号的诉求件，或它不由您办理。', 404);
    if (!isKey(key)) return refused(context, INCOMPLETE);
    // The page may be an hour old: somebody else has gone on meanwhile.
    if (!stepsFor(ticket, context.get('reader'), parts).includes(step)) {
      return refused(
        context,
        `诉求件 ${number} 现在不能“${step.slice(0, 8)}”，没有变动。请看它现在的样子。`,
        409,
      );
    }
    if (words.length > LONGEST) return refused(context, `太长了：最多 ${LONGEST} 字，没有变动。`, 413);
    return ask(context, { key, text: `${step} ${ticket.number} ${words}`.trim() }, `/t/${ticket.number}`);
  });

  app.post('/say', async (context) => {
    const fields = await fieldsOf(context);
    const [key, text] = [textOf(fields.key), textOf(fields.text).replace(/\r\n?/g, '\n').trim()];
    if (!isKey(key)) return refused(context, INCOMPLETE);
    if (text === '') return refused(context, '还没有写内容。请写一句再发。');
    if (text.length > LONGEST) return refused(context, `太长了：一次最多 ${LONGEST} 字。请分几次发。`, 413);
    return ask(context, { key, text }, '/talk');
  });

  async function ask(
    context: Context<Signed>,
    asked: { readonly key: string; readonly text: string; readonly button?: string },
    back: string,
  ): Promise<Response> {
    await channel.ask({ ...asked, person: context.get('reader').person.id });
    return context.redirect(`${BASE}${back}#talk`, 303);
  }

  function refused(context: Context, sentence: string, status: 400 | 404 | 409 | 413 = 400) {
    return context.html(troublePage(sentence), status);
  }

  return app;
}

/** What stood on the button, and its data. */
function pressIn(field: string): readonly [string, string] | null {
  try {
    const found: unknown = JSON.parse(field);
    if (!Array.isArray(found) || found.length !== 2) return null;
    const [label, data] = found as unknown[];
    return typeof label === 'string' && typeof data === 'string' && data.length <= 64
      ? [label.slice(0, 40), data]
      : null;
  } catch {
    return null;
  }
}
