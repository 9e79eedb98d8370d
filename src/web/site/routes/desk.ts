/** 调度台: what waits for the hub on one page, and one decision on several tickets, shown before it is carried out. */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { doubtfulAmong } from '../../../desk/lists/doubtful.ts';
import { RATINGS } from '../../../dialogue/call-back.ts';
import { callBackWords } from '../../../dialogue/call-back-words.ts';
import { isToCall } from '../../../domain/asked-of.ts';
import { may } from '../../../domain/permissions.ts';
import { fieldsOf, textOf } from '../../routes/fields.ts';
import { BULK_VERBS, carryOut, chosenIn, MOST_AT_ONCE, opened, planFor } from '../bulk.ts';
import type { Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { isSeen, viewOf } from '../tickets.ts';
import { deskPage, resultPage, reviewPage } from '../views/desk.ts';
import { troublePage } from '../views/trouble.ts';

const MOST_BYTES = 256 * 1024;
const LONGEST = 500;
const DESK = `${BASE}/desk`;
const NOT_YOURS = '调度台只给调度员用。';

/**
 * What several enterprises all said when they were called: that it is solved, and the rest as the form has it. Who says that it
 * is not has a reason of their own, and goes back to the department one by one.
 */
function calledBackIn(
  fields: Readonly<Record<string, unknown>>,
  remark: string,
): { readonly words: string } | { readonly missing: string } {
  const rating = RATINGS.find((one) => one === fields.rating);
  if (!rating) return { missing: '还没有选满意不满意，没有变动。请选好再记。' };
  const answer = (name: string) => {
    const value = textOf(fields[name]);
    return value === 'y' || value === 'n' ? { [name]: value === 'y' } : {};
  };
  const words = callBackWords({
    solved: true,
    ...answer('answered'),
    ...answer('contacted'),
    rating,
    ...(remark === '' ? {} : { text: remark }),
  });
  return words === null
    ? { missing: '备注开头像是一项回答，会记错，没有变动。请换个说法。没解决的，点开那一件单独记。' }
    : { words };
}

export function deskRoutes(site: Site): Hono<Signed> {
  const { parts, secret } = site;
  const app = new Hono<Signed>();
  const small = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.html(troublePage('内容太长，没有变动。请少选几件。', DESK), 413),
  });

  app.get('/desk', async (context) => {
    const reader = context.get('reader');
    if (!reader.roles.has('dispatcher')) return context.html(troublePage(NOT_YOURS), 404);
    const view = viewOf(parts);
    const open = (await parts.store.tickets({ open: true })).filter((one) => isSeen(one, reader, parts));
    const mine = open.filter((one) => may('settle', one, { person: reader.person.id }, parts.roster));
    return context.html(
      deskPage({
        site,
        reader,
        queued: mine.filter(({ state }) => state === 'queued'),
        returns: mine.filter(({ request }) => request?.kind === 'return'),
        extensions: mine.filter(({ request }) => request?.kind === 'extend'),
        callBacks: mine.filter((one) => isToCall(one, view.now)),
        doubtful: doubtfulAmong(mine),
        view,
      }),
    );
  });

  app.post('/desk/review', small, async (context) => {
    const reader = context.get('reader');
    if (!reader.roles.has('dispatcher')) return refused(context, NOT_YOURS, 404);
    const fields = await fieldsOf(context);
    const verb = BULK_VERBS.find((one) => one === fields.act);
    const words = textOf(fields.words).replace(/\s+/gu, ' ').trim();
    const chosen = chosenIn(fields.t);
    if (!verb) return refused(context, '页面发来的内容不完整，没有变动。请回调度台再选。');
    if (chosen.length === 0) return refused(context, '还没有选。请先勾上要办的件。');
    if (chosen.length > MOST_AT_ONCE) {
      return refused(
        context,
        `一次最多办 ${MOST_AT_ONCE} 件，现在选了 ${chosen.length} 件，没有变动。请分几次办。`,
      );
    }
    if (words.length > LONGEST) return refused(context, `理由太长：最多 ${LONGEST} 字，没有变动。`);
    const department =
      verb === 'assign' ? (parts.roster.department(textOf(fields.department)) ?? null) : null;
    if (verb === 'assign' && !department) return refused(context, '还没有选部门。请选好分办给哪个部门。');
    if (verb === 'deny' && words === '') return refused(context, '不同意要写明理由。请写一句再办。');
    if (verb === 'merge' && chosen.some(({ into }) => into === null)) {
      return refused(context, '看不出并入哪一件，没有变动。请回调度台再选。');
    }
    const said = verb === 'callBack' ? calledBackIn(fields, words) : null;
    if (said && 'missing' in said) return refused(context, said.missing);
    const asked = {
      verb,
      department: department?.id ?? null,
      words: verb === 'merge' ? '' : (said?.words ?? words),
      chosen,
    };
    const { plan, looked } = await planFor(asked, reader, site);
    return context.html(reviewPage({ site, reader, plan, looked, view: viewOf(parts) }));
  });

  app.post('/desk/do', small, async (context) => {
    const reader = context.get('reader');
    if (!reader.roles.has('dispatcher')) return refused(context, NOT_YOURS, 404);
    const fields = await fieldsOf(context);
    const at = parts.clock.now();
    const plan = opened(textOf(fields.plan), textOf(fields.seal), reader.person.id, at, secret);
    if (!plan) return refused(context, '这一页已经过时，没有变动。请回调度台重新选。');
    const results = await carryOut(plan, reader, site);
    return context.html(resultPage({ site, reader, results, view: viewOf(parts) }));
  });

  function refused(context: Context, sentence: string, status: 400 | 404 = 400) {
    return context.html(troublePage(sentence, status === 404 ? BASE : DESK), status);
  }

  return app;
}
