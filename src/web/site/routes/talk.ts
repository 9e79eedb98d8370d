/** The talk with the bot, and a word about the program itself to whoever runs it. */
import { Hono } from 'hono';
import { complain } from '../../../desk/operation/complaint.ts';
import { fieldsOf, isKey, textOf } from '../../routes/fields.ts';
import type { Signed } from '../session.ts';
import type { Site } from '../site.ts';
import { viewOf } from '../tickets.ts';
import { feedbackPage, thankedPage } from '../views/feedback.ts';
import { talkPage } from '../views/talk.ts';
import { troublePage } from '../views/trouble.ts';

const LONGEST = 2000;

export function talkRoutes(site: Site): Hono<Signed> {
  const { parts } = site;
  const app = new Hono<Signed>();
  app.get('/talk', (context) =>
    context.html(talkPage({ site, reader: context.get('reader'), view: viewOf(parts) })),
  );
  app.get('/feedback', (context) => context.html(feedbackPage(site, context.get('reader'))));
  app.post('/feedback', async (context) => {
    const fields = await fieldsOf(context);
    const [key, text] = [textOf(fields.key), textOf(fields.text).trim()];
    if (!isKey(key))
      return context.html(troublePage('页面发来的内容不完整，没有发出。请刷新页面再试。'), 400);
    if (text === '') return context.html(troublePage('还没有写内容。请写一句再发。'), 400);
    if (text.length > LONGEST) {
      return context.html(troublePage(`太长了：最多 ${LONGEST} 字。请写短些再发。`), 400);
    }
    const reader = context.get('reader');
    await complain(reader.person, text, key, parts);
    return context.html(thankedPage(site, reader));
  });
  return app;
}
