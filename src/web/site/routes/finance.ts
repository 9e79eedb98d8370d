/** 政银企对接: the needs that a reader may look at, and one with what they can do; each step goes to the desk as if it were said. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { needsFor } from '../../../desk/arrangements/finance/lines.ts';
import { sectionIn } from '../../../desk/arrangements/finance/section.ts';
import type { Need } from '../../../domain/arrangements/finance.ts';
import {
  isConcernedByFinance,
  mayReadFinanceFigures,
  mayTellNeeds,
} from '../../../domain/arrangements/finance-permissions.ts';
import { type Fields, fieldsOf, isKey, lineOf, textOf } from '../../routes/fields.ts';
import { periodAsked } from '../figures.ts';
import type { Reader, Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { viewOf } from '../tickets.ts';
import { needPage, needsPage } from '../views/finance.ts';
import { troublePage } from '../views/trouble.ts';

const MOST_BYTES = 16 * 1024;
const NOT_YOURS = '没有这一笔融资需求，或不归您看。请回首页重新选择。';
const INCOMPLETE = '页面发来的内容不完整，没有变动。请返回再填一次。';

/** What a form says of one need, in the words of the chat; null where something is left out. */
type Said = (fields: Fields) => string | null;
const withWords =
  (command: string): Said =>
  (fields) => {
    const words = lineOf(fields.words);
    return words === '' ? null : `${command} ${words}`;
  };
const STEPS: Readonly<Record<string, Said>> = {
  recommend: () => '推荐',
  coach: withWords('辅导'),
  complete: () => '补好了',
  choose: withWords('给'),
  pick: withWords('选'),
  withdraw: () => '撤回',
  accept: () => '愿接',
  decline: withWords('不接'),
  grant: withWords('授信'),
  refuse: withWords('拒贷'),
  lend: withWords('放款'),
  obstruct: withWords('卡点'),
  file: withWords('登记'),
  leave: withWords('不登记'),
};

export function financeRoutes(site: Site): Hono<Signed> {
  const { parts, channel } = site;
  const { roster } = parts;
  const app = new Hono<Signed>();
  const short = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.html(troublePage('内容太长，没有变动。请写短些。'), 413),
  });

  app.get('/finance', async (context) => {
    const reader = context.get('reader');
    const { id } = reader.person;
    const readsFigures = mayReadFinanceFigures(id, roster);
    const mayTell = mayTellNeeds(id, roster);
    if (!isConcernedByFinance(id, roster)) return context.html(troublePage(NOT_YOURS), 404);
    const view = viewOf(parts);
    const office = await parts.store.office();
    const period = periodAsked(context.req.query('p') ?? '', view.now, parts);
    const needs = needsFor(id, office, view).toReversed();
    const section = readsFigures ? await sectionIn(office, period, view.now, parts) : null;
    return context.html(needsPage({ site, reader, needs, section, period, mayTell, readsFigures, view }));
  });

  app.post('/finance', short, async (context) => {
    const reader = context.get('reader');
    const fields = await fieldsOf(context);
    const text = needSaid(fields);
    const key = textOf(fields.key);
    if (!mayTellNeeds(reader.person.id, roster)) return context.html(troublePage(NOT_YOURS), 404);
    if (!isKey(key) || text === null) return context.html(troublePage(INCOMPLETE), 400);
    await channel.ask({ key, person: reader.person.id, text });
    // What goes to whom is shown there, with the button that hands it in.
    return context.redirect(`${BASE}/talk#talk`, 303);
  });

  app.get('/finance/:id', async (context) => {
    const reader = context.get('reader');
    const need = await needOf(reader, context.req.param('id'));
    if (!need) return context.html(troublePage(NOT_YOURS), 404);
    return context.html(needPage({ site, reader, need, view: viewOf(parts), calendar: parts.calendar }));
  });

  app.post('/finance/:id', short, async (context) => {
    const reader = context.get('reader');
    const need = await needOf(reader, context.req.param('id'));
    if (!need) return context.html(troublePage(NOT_YOURS), 404);
    const fields = await fieldsOf(context);
    const key = textOf(fields.key);
    const act = textOf(fields.act);
    const said = Object.hasOwn(STEPS, act) ? (STEPS[act]?.(fields) ?? null) : null;
    if (!isKey(key) || said === null) return context.html(troublePage(INCOMPLETE), 400);
    await channel.ask({ key, person: reader.person.id, text: `融资 ${need.id} ${said}` });
    const after = (await parts.store.office()).arrangements?.finance?.[need.id];
    // Why it was not taken is said in the talk alone; a bank that declined reads it no more.
    const isTaken = JSON.stringify(after) !== JSON.stringify(need);
    const isStillRead = (await needOf(reader, String(need.id))) !== undefined;
    const there = isTaken ? (isStillRead ? `/finance/${need.id}` : '/finance') : '/talk#talk';
    return context.redirect(`${BASE}${there}`, 303);
  });

  async function needOf({ person }: Reader, id: string): Promise<Need | undefined> {
    const office = await parts.store.office();
    return needsFor(person.id, office, { roster }).find((one) => String(one.id) === id);
  }

  return app;
}

function needSaid(fields: Fields): string | null {
  const wan = lineOf(fields.wan);
  const months = lineOf(fields.months);
  const [purpose, collateral] = [lineOf(fields.purpose), lineOf(fields.collateral)];
  const chosen: readonly unknown[] = Array.isArray(fields.banks) ? fields.banks : [fields.banks];
  const banks = chosen.map(textOf).filter((bank) => bank !== '');
  const isWhole = /^\d{1,6}(?:\.\d{1,4})?$/u.test(wan) && /^\d{1,3}$/u.test(months) && purpose !== '';
  if (!isWhole) return null;
  const to = banks.length === 0 ? '先不给' : banks.join('、');
  return `融资 金额 ${wan}万 期限 ${months}个月 用途 ${purpose} 抵押 ${collateral || '信用'} 银行 ${to}`;
}
