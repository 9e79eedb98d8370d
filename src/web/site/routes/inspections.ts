/** 入企检查: what a reader may see of it; steps and filings go through the desk as if they were typed in private. */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { byNumber, figureLines, inspectionsIn } from '../../../desk/arrangements/inspections/texts.ts';
import { INSPECTION_STEPS, type InspectionStep } from '../../../dialogue/arrangements/inspection.ts';
import {
  type InspectionAction,
  isConcerned,
  mayInspection,
  readsAll,
  unitOf,
} from '../../../domain/arrangements/inspection-permissions.ts';
import {
  filedIn,
  type Inspection,
  type Inspections,
  RATINGS,
  TYPES,
} from '../../../domain/arrangements/inspections.ts';
import { type Fields, fieldsOf, isKey, lineOf, textOf } from '../../routes/fields.ts';
import { periodAsked } from '../figures.ts';
import type { Reader, Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { viewOf } from '../tickets.ts';
import { filingPage, inspectionPage, inspectionsPage, RATING_WORDS } from '../views/inspections.ts';
import { troublePage } from '../views/trouble.ts';

const MOST_BYTES = 16 * 1024;
const SHOWN = 100;
const NOT_YOURS = '没有这一项，或不归您看。请回首页重新选择。';
const INCOMPLETE = '页面发来的内容不完整，没有变动。请刷新页面再试。';
const WORDS: Readonly<Record<InspectionStep, string>> = {
  enter: '到了',
  result: '结果',
  cancel: '取消',
  makeUp: '补报',
  rate: '评价',
};
/** What these are marked with among the words of a filing. */
const MARKS = [
  ['type', '类型'],
  ['basis', '依据'],
  ['approver', '批准人'],
  ['people', '人员'],
  ['notice', '通知书'],
  ['cause', '缘由'],
] as const;

export function inspectionRoutes(site: Site): Hono<Signed> {
  const { parts, channel } = site;
  const { roster, inspections: rules } = parts;
  const app = new Hono<Signed>();
  const short = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.html(troublePage('内容太长，没有变动。请写短些。'), 413),
  });
  const unitOfReader = ({ person }: Reader) => unitOf(person.id, roster);
  const may = (action: InspectionAction, one: Inspection, { person }: Reader, all: Inspections) =>
    mayInspection(action, one, person.id, all, roster, rules);

  app.get('/inspections', async (context) => {
    const reader = context.get('reader');
    if (!isConcerned(reader.person.id, roster, rules)) return context.html(troublePage(NOT_YOURS), 404);
    const all = inspectionsIn(await parts.store.office());
    const view = viewOf(parts);
    const readsFigures = readsAll(reader.person.id, roster, rules);
    const unit = unitOfReader(reader);
    const period = periodAsked(context.req.query('p') ?? '', view.now, parts);
    const seen = filedIn(all).filter((one) => may('view', one, reader, all));
    const own = unit === undefined ? [] : [unit];
    return context.html(
      inspectionsPage({
        site,
        reader,
        all,
        seen: seen.slice(-SHOWN).reverse(),
        figures: readsFigures ? figureLines(all, period, view.now, parts).map(({ text }) => text) : null,
        period,
        opinionsOf: readsFigures ? roster.departments.map(({ id }) => id) : own,
        unit,
        view,
      }),
    );
  });

  app.get('/inspections/new', (context) => {
    const reader = context.get('reader');
    const unit = unitOfReader(reader);
    return unit === undefined
      ? context.html(troublePage(NOT_YOURS), 404)
      : context.html(filingPage({ site, reader, unit, view: viewOf(parts) }));
  });

  app.post('/inspections/new', short, async (context) => {
    const reader = context.get('reader');
    if (unitOfReader(reader) === undefined) return context.html(troublePage(NOT_YOURS), 404);
    const fields = await fieldsOf(context);
    const firm = roster.enterprise(lineOf(fields.firm));
    if (!isKey(textOf(fields.key)) || !firm) return context.html(troublePage(INCOMPLETE), 400);
    return said(context, fields, filingInWords(firm.name, fields));
  });

  app.get('/inspections/:id', async (context) => {
    const reader = context.get('reader');
    const office = await parts.store.office();
    const all = inspectionsIn(office);
    const one = oneOf(context.req.param('id'), all);
    if (!one || !may('view', one, reader, all)) return context.html(troublePage(NOT_YOURS), 404);
    const view = viewOf(parts);
    return context.html(
      inspectionPage({ site, reader, one, office, may: (action) => may(action, one, reader, all), view }),
    );
  });

  app.post('/inspections/:id/step', short, async (context) => {
    const reader = context.get('reader');
    const all = inspectionsIn(await parts.store.office());
    const one = oneOf(context.req.param('id'), all);
    const fields = await fieldsOf(context);
    const step = INSPECTION_STEPS.find((each) => each === textOf(fields.step));
    if (!step || !isKey(textOf(fields.key))) return context.html(troublePage(INCOMPLETE), 400);
    if (!one || !may(step, one, reader, all)) return context.html(troublePage(NOT_YOURS), 404);
    const rating = RATINGS.find((each) => each === textOf(fields.rating));
    if (step === 'rate' && !rating)
      return context.html(troublePage('还没有选好、一般还是差，没有评价。'), 400);
    const words = step === 'enter' || step === 'makeUp' ? '' : textOf(fields.words).trim();
    const text = [`检查 ${one.id}`, WORDS[step], rating ? RATING_WORDS[rating] : '', words];
    return said(context, fields, text.filter((part) => part !== '').join(' '));
  });

  /** The answer, and what it asks, stand in the talk. */
  async function said(context: Context<Signed>, fields: Fields, text: string): Promise<Response> {
    await channel.ask({ key: textOf(fields.key), person: context.get('reader').person.id, text });
    return context.redirect(`${BASE}/talk#talk`, 303);
  }

  return app;
}

function oneOf(written: string, all: Inspections): Inspection | undefined {
  return /^\d{1,6}$/.test(written) ? byNumber(Number(written), all) : undefined;
}

function filingInWords(firm: string, fields: Fields): string {
  const type = TYPES.find((one) => one === textOf(fields.type));
  const types = { routine: '日常', special: '专项', case: '个案', visit: '观摩' } as const;
  const item = lineOf(fields.item) || lineOf(fields.other);
  const marked = MARKS.flatMap(([name, mark]) => {
    const value = name === 'type' ? (type ? types[type] : '') : lineOf(fields[name]);
    return value === '' ? [] : [`${mark} ${value}`];
  });
  return [
    '报备检查',
    firm,
    lineOf(fields.day),
    lineOf(fields.time),
    textOf(fields.surprise) === '' ? '' : '突击',
    item === '' ? '' : `事项 ${item}`,
    ...marked,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
