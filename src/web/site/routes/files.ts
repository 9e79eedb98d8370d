/** The photos and papers of a ticket, for whoever sees it. */
import { Hono } from 'hono';
import { pathOfFile } from '../../../desk/files/file-path.ts';
import { answerWithFile } from '../../file-answer.ts';
import type { Signed } from '../session.ts';
import type { Site } from '../site.ts';
import { ticketFor } from '../tickets.ts';
import { troublePage } from '../views/trouble.ts';

export function fileRoutes({ parts }: Site): Hono<Signed> {
  const app = new Hono<Signed>();
  app.get('/t/:number/files/:index', async (context) => {
    const { number, index } = context.req.param();
    const ticket = await ticketFor(number, context.get('reader'), parts);
    const file = /^\d{1,3}$/.test(index) ? ticket?.files[Number(index)] : undefined;
    if (!file?.stored) return context.html(troublePage('没有这个文件，或它不在您看得到的诉求件里。'), 404);
    const { sha256, mime } = file.stored;
    const answer = await answerWithFile(context, {
      path: pathOfFile(parts.filesDir, sha256),
      ref: sha256,
      name: file.name,
      mime,
    });
    return answer ?? context.html(troublePage('这个文件已经不在了，请对方重发。'), 404);
  });
  return app;
}
