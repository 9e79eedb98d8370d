/** 督办通知单 and 催办通知: issued from a page by the desk, as if asked for in private, and taken again as they were. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { pathOfFile } from '../../../desk/files/file-path.ts';
import { DOCX } from '../../../desk/papers/issuing.ts';
import type { PaperKind } from '../../../domain/issued.ts';
import { dayOf } from '../../../domain/time.ts';
import { answerWithFile } from '../../file-answer.ts';
import { fieldsOf, isKey, textOf } from '../../routes/fields.ts';
import { mayTakePaper, papersFor } from '../papers.ts';
import type { Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { ticketFor } from '../tickets.ts';
import { troublePage } from '../views/trouble.ts';

const MOST_BYTES = 4096;
const NOT_YOURS = '这份文件不归您取。请回首页重新选择。';
const INCOMPLETE = '页面发来的内容不完整，没有出具。请刷新页面再试。';
const WORDS: Readonly<Record<PaperKind, string>> = { supervise: '督办通知单', urge: '催办通知' };

export function issuedRoutes({ parts, channel }: Site): Hono<Signed> {
  const app = new Hono<Signed>();
  const short = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.html(troublePage(INCOMPLETE), 413),
  });

  app.post('/t/:number/paper', short, async (context) => {
    const reader = context.get('reader');
    const ticket = await ticketFor(context.req.param('number'), reader, parts);
    if (!ticket) return context.html(troublePage(NOT_YOURS), 404);
    const fields = await fieldsOf(context);
    const [key, kind] = [textOf(fields.key), textOf(fields.kind)];
    if (!isKey(key) || (kind !== 'supervise' && kind !== 'urge')) {
      return context.html(troublePage(INCOMPLETE), 400);
    }
    await channel.ask({ key, person: reader.person.id, text: `${WORDS[kind]} ${ticket.number}` });
    return context.redirect(`${BASE}/t/${ticket.number}#talk`, 303);
  });

  app.post('/d/:id/paper', short, async (context) => {
    const department = parts.roster.department(context.req.param('id'));
    if (!department) return context.html(troublePage('没有这个部门。'), 404);
    const key = textOf((await fieldsOf(context)).key);
    if (!isKey(key)) return context.html(troublePage(INCOMPLETE), 400);
    const reader = context.get('reader');
    await channel.ask({ key, person: reader.person.id, text: `${WORDS.urge} ${department.name}` });
    // Why there is none is said in the talk alone.
    const today = dayOf(parts.clock.now());
    const papers = await papersFor({ department: department.id }, reader, parts);
    const isMade = papers.some(({ kind, at }) => kind === 'urge' && dayOf(at) === today);
    return context.redirect(`${BASE}${isMade ? `/d/${department.id}#papers` : '/talk#talk'}`, 303);
  });

  app.get('/papers/:year/:serial', async (context) => {
    const { year, serial } = context.req.param();
    const { papers = {} } = await parts.store.office();
    const paper = Object.values(papers).find(
      (one) => String(one.year) === year && String(one.serial) === serial,
    );
    const isTheirs = paper && (await mayTakePaper(paper, context.get('reader'), parts));
    if (!isTheirs) return context.html(troublePage(NOT_YOURS), 404);
    const { sha256, name } = paper.file;
    const answer = await answerWithFile(context, {
      path: pathOfFile(parts.filesDir, sha256),
      ref: sha256,
      name,
      mime: DOCX,
    });
    return answer ?? context.html(troublePage('这份文件不在了。请管理员从备份里找回。'), 404);
  });

  return app;
}
