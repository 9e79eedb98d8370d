/** Every address of the pages, behind one guard. */
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { guard } from './guards.ts';
import { FAILED, refuse } from './refuse.ts';
import { assetRoutes } from './routes/assets.ts';
import { clockRoutes } from './routes/clock.ts';
import { doorRoutes } from './routes/door.ts';
import { eventRoutes } from './routes/events.ts';
import { fileRoutes } from './routes/files.ts';
import { messageRoutes } from './routes/messages.ts';
import { pageRoutes } from './routes/page.ts';
import { pressRoutes } from './routes/press.ts';
import { sayRoutes } from './routes/say.ts';
import type { Scene } from './scene.ts';

export function createApp(scene: Scene): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(guard());
  app.onError((error, context) => {
    scene.log.error({ err: error, path: context.req.path }, '网页请求没有办成');
    return refuse(context, 500, FAILED);
  });
  app.notFound((context) => refuse(context, 404, '没有这个页面。请回首页重新选择。'));
  app.get('/healthz', (context) => context.json({ ok: true }));
  const parts = [
    assetRoutes,
    doorRoutes,
    clockRoutes,
    pageRoutes,
    messageRoutes,
    sayRoutes,
    pressRoutes,
    fileRoutes,
    eventRoutes,
  ];
  for (const part of parts) app.route('/', part(scene));
  return app;
}
