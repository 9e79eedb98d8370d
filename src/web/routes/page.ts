/** The page of a person: the group and their private chat. */
import { Hono } from 'hono';
import { faceOf } from '../people.ts';
import { refuse } from '../refuse.ts';
import type { Scene } from '../scene.ts';
import { isPlace } from '../sight.ts';
import { renderPage } from './render-page.ts';

const SHOWN = 50;
const MOST_SHOWN = 2000;

export function pageRoutes(scene: Scene): Hono {
  const app = new Hono();
  app.get('/as/:person', async (context) => {
    const face = faceOf(scene.roster, context.req.param('person'));
    if (!face) {
      return refuse(context, 404, '名册里没有这个人，可能是网址打错了，或名册已经改过。请回首页重新选择。');
    }
    const { chat, quote, told, limit } = context.req.query();
    const page = await renderPage(scene, face, {
      place: isPlace(chat) ? chat : 'group',
      quote: quote ?? null,
      told: told ?? null,
      limit: limit === undefined ? SHOWN : Math.min(MOST_SHOWN, Math.max(1, Number(limit) || SHOWN)),
    });
    return context.html(page);
  });
  return app;
}
