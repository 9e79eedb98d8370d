/** 调度会: those there were, what is on one, what is decided on it, and its papers. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { councilAhead, councilAt, councilsIn } from '../../../desk/arrangements/councils/common.ts';
import {
  agreedIn,
  itemsOf,
  mattersOf,
  nameOfPaper,
  paperOf,
} from '../../../desk/arrangements/councils/papers.ts';
import { pathOfFile } from '../../../desk/files/file-path.ts';
import { DOCX } from '../../../desk/papers/issuing.ts';
import { type CouncilAction, mayAtCouncil } from '../../../domain/arrangements/council-permissions.ts';
import type { Council } from '../../../domain/arrangements/councils.ts';
import { documentApart } from '../../../papers/official/apart.ts';
import { answerWithFile } from '../../file-answer.ts';
import { fieldsOf, isKey, textOf } from '../../routes/fields.ts';
import { sentFile } from '../download.ts';
import type { Reader, Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { viewOf } from '../tickets.ts';
import { councilPage, councilsPage } from '../views/councils.ts';
import { troublePage } from '../views/trouble.ts';

const MOST_BYTES = 8192;
const NOT_YOURS = '调度会由专班和双组长查看。请回首页重新选择。';
const NOT_HELD = '这次会还没开，没有纪要。请回上一页重新选择。';
const NO_SUCH = '没有这次调度会。请回首页重新选择。';
const NOT_NEXT = '议题加在最近要开的那次会上，这次不能加。请回调度会清单重新选择。';
const NOT_NOW = '议定事项在开会当天和之后两天内记，这次会现在不能记。请回调度会清单重新选择。';
const INCOMPLETE = '页面发来的内容不完整，没有记下。请返回再填一次。';

export function councilRoutes(site: Site): Hono<Signed> {
  const { parts, channel } = site;
  const app = new Hono<Signed>();
  const short = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.html(troublePage(INCOMPLETE), 413),
  });

  app.use('/councils/*', async (context, next) => {
    if (!may('see', context.get('reader'))) return context.html(troublePage(NOT_YOURS), 404);
    return next();
  });

  app.get('/councils', async (context) => {
    const office = await parts.store.office();
    const { now } = viewOf(parts);
    const all = await Promise.all(
      councilsIn(office).map(async (council) => ({ council, agreed: await agreedIn(council, now, parts) })),
    );
    return context.html(
      councilsPage({
        site,
        reader: context.get('reader'),
        holds: may('hold', context.get('reader')),
        all: all.toReversed(),
        view: viewOf(parts),
      }),
    );
  });

  app.post('/councils', short, async (context) => {
    const { person } = context.get('reader');
    const fields = await fieldsOf(context);
    const [key, day, time] = [textOf(fields.key), textOf(fields.day), textOf(fields.time)];
    if (!isKey(key) || day === '' || time === '') return context.html(troublePage(INCOMPLETE), 400);
    const before = councilsIn(await parts.store.office()).length;
    await channel.ask({ key, person: person.id, text: `调度会 ${day} ${time}` });
    const after = councilsIn(await parts.store.office());
    const made = after.length > before ? after.at(-1) : undefined;
    return context.redirect(made ? `${BASE}/councils/${made.id}` : `${BASE}/talk#talk`, 303);
  });

  app.get('/councils/:id', async (context) => {
    const council = await councilOf(context.req.param('id'));
    if (!council) return context.html(troublePage(NO_SUCH), 404);
    const view = viewOf(parts);
    const matters = await mattersOf(await itemsOf(council, view.now, parts), parts);
    const agreed = await agreedIn(council, view.now, parts);
    const reader = context.get('reader');
    return context.html(
      councilPage({
        site,
        reader,
        decides: may('hold', reader) && (await isNow(council)),
        picks: may('hold', reader) && (await isNext(council)),
        council,
        matters,
        agreed,
        view,
      }),
    );
  });

  app.post('/councils/:id', short, async (context) => {
    const council = await councilOf(context.req.param('id'));
    if (!council) return context.html(troublePage(NO_SUCH), 404);
    if (!(await isNow(council))) return context.html(troublePage(NOT_NOW), 409);
    const fields = await fieldsOf(context);
    const [key, ticket, day] = [textOf(fields.key), textOf(fields.ticket), textOf(fields.day)];
    const [department, words] = [textOf(fields.department), textOf(fields.words).trim()];
    const office = parts.roster.department(department);
    if (!isKey(key) || !/^\d{1,9}$/u.test(ticket) || !office || words === '' || day === '') {
      return context.html(troublePage(INCOMPLETE), 400);
    }
    const text = `议 ${ticket} ${office.name} ${words}（${day}前）`;
    await channel.ask({ key, person: context.get('reader').person.id, text });
    const after = await councilOf(String(council.id));
    // Why it was not taken is said in the talk alone.
    const isTaken = (after?.decided.length ?? 0) > council.decided.length;
    return context.redirect(`${BASE}${isTaken ? `/councils/${council.id}#agreed` : '/talk#talk'}`, 303);
  });

  app.post('/councils/:id/pick', short, async (context) => {
    const council = await councilOf(context.req.param('id'));
    if (!council) return context.html(troublePage(NO_SUCH), 404);
    if (!(await isNext(council))) return context.html(troublePage(NOT_NEXT), 409);
    const fields = await fieldsOf(context);
    const [key, ticket] = [textOf(fields.key), textOf(fields.ticket).trim()];
    if (!isKey(key) || !/^\d{1,9}$/u.test(ticket)) return context.html(troublePage(INCOMPLETE), 400);
    await channel.ask({ key, person: context.get('reader').person.id, text: `调度会 加 ${ticket}` });
    const isTaken = (await councilOf(String(council.id)))?.picked.includes(Number(ticket)) ?? false;
    return context.redirect(`${BASE}${isTaken ? `/councils/${council.id}` : '/talk#talk'}`, 303);
  });

  app.get('/councils/:id/:paper{agenda|minutes}', async (context) => {
    const council = await councilOf(context.req.param('id'));
    if (!council) return context.html(troublePage(NO_SUCH), 404);
    const what = context.req.param('paper') === 'agenda' ? 'agenda' : 'minutes';
    const { now } = viewOf(parts);
    if (what === 'minutes' && now < council.at) return context.html(troublePage(NOT_HELD), 404);
    if (what === 'minutes' || !council.agenda) {
      const paper = await paperOf(what, council, await parts.store.office(), now, parts);
      const bytes = await documentApart(paper, context.req.raw.signal);
      return sentFile(context, bytes, DOCX, nameOfPaper(what, council, parts));
    }
    const { file } = council.agenda;
    const answer = await answerWithFile(context, {
      path: pathOfFile(parts.filesDir, file.sha256),
      ref: file.sha256,
      name: file.name,
      mime: DOCX,
    });
    return answer ?? context.html(troublePage('这份文件不在了。请管理员从备份里找回。'), 404);
  });

  /** Whether it is the one that a matter is put on now. */
  async function isNext({ id }: Council): Promise<boolean> {
    return councilAhead(await parts.store.office(), parts.clock.now())?.id === id;
  }

  /** Whether it is the one that decisions are put down of now. */
  async function isNow({ id }: Council): Promise<boolean> {
    return councilAt(await parts.store.office(), parts.clock.now())?.id === id;
  }

  function may(action: CouncilAction, { person }: Reader): boolean {
    return mayAtCouncil(action, person.id, parts.roster);
  }

  async function councilOf(id: string): Promise<Council | undefined> {
    return councilsIn(await parts.store.office()).find((one) => String(one.id) === id);
  }

  return app;
}
