/** The files of messages, for who sees the message. */
import { Hono } from 'hono';
import { answerWithFile } from '../file-answer.ts';
import { refuse } from '../refuse.ts';
import type { Scene } from '../scene.ts';
import { seenBy } from '../sight.ts';

export function fileRoutes({ channel, roster }: Scene): Hono {
  const { chat } = channel;
  const app = new Hono();
  app.get('/as/:person/files/:message/:index', async (context) => {
    const { person, message: id, index } = context.req.param();
    const message = roster.person(person) ? seenBy(person, id, chat) : undefined;
    const file = /^\d{1,3}$/.test(index) ? message?.files[Number(index)] : undefined;
    if (!file) return refuse(context, 404, '没有这个文件，或它不在您看得到的聊天里。');
    const answer = await answerWithFile(context, { ...file, path: chat.pathOf(file.ref) });
    return answer ?? refuse(context, 404, '这个文件已经不在了，请对方重发。');
  });
  return app;
}
