/** Pressing a button as a person. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { refuse, wantsPage } from '../refuse.ts';
import type { Scene } from '../scene.ts';
import { placeOf, seenBy } from '../sight.ts';
import { fieldsOf, isKey, textOf } from './fields.ts';

const MOST = 10_000;

export function pressRoutes({ channel, roster, presses, log }: Scene): Hono {
  const app = new Hono();
  app.post('/as/:person/press', bodyLimit({ maxSize: MOST }), async (context) => {
    const as = context.req.param('person');
    if (!roster.person(as)) return refuse(context, 404, '名册里没有这个人，没有变动。请回首页重新选择。');
    const fields = await fieldsOf(context);
    const [key, data] = [textOf(fields.key), textOf(fields.data)];
    const message = seenBy(as, textOf(fields.message), channel.chat);
    if (!isKey(key)) return refuse(context, 400, '页面发来的内容不完整，没有变动。请刷新页面再试。');
    if (!message) return refuse(context, 404, '看不到这条消息，没有变动。');
    const stands = message.buttons.flat().some((button) => button.data === data);
    // A press made twice may find its button gone, by its own doing.
    if (!stands && !presses.answer(`${as}/${key}`)) {
      return refuse(context, 409, '这个按钮已经不在了，没有变动。请看这张卡片现在的样子。');
    }
    try {
      const toast = await presses.once(`${as}/${key}`, () => channel.press({ key, as, message, data }));
      const place = placeOf(message, as);
      if (wantsPage(context)) return context.redirect(`/as/${as}?chat=${place}&told=${key}`, 303);
      return context.json({ toast });
    } catch (error) {
      log.error({ err: error }, '网页里的按钮没有交给程序');
      return refuse(context, 503, '程序没有接住这一下，请稍后再点。');
    }
  });
  return app;
}
