/** 常用筛选: to name the list that one looks at, and to forget it again. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { type FilterFault, forgetFilter, saveFilter } from '../../../desk/people/filters.ts';
import { LONGEST_NAME, MOST_FILTERS } from '../../../domain/filters.ts';
import { fieldsOf, textOf } from '../../routes/fields.ts';
import { hrefOf, listAsked, queryOf } from '../lists.ts';
import type { Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { troublePage } from '../views/trouble.ts';

const MOST_BYTES = 16 * 1024;
const FAULTS: Readonly<Record<FilterFault, string>> = {
  unnamed: '还没有起名字，没有存。请写个名字再存。',
  long: `名字最多 ${LONGEST_NAME} 个字，没有存。请起个短些的。`,
  tooMany: `每人最多存 ${MOST_FILTERS} 个，已经满了，没有存。请先删一个再存。`,
};

export function filterRoutes({ parts }: Site): Hono<Signed> {
  const app = new Hono<Signed>();
  const small = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.html(troublePage('内容太长，没有存。', `${BASE}/tickets`), 413),
  });
  app.post('/filters', small, async (context) => {
    const fields = await fieldsOf(context);
    const asked = listAsked((name) => textOf(fields[name]));
    const given = { name: textOf(fields.name), query: queryOf(asked) };
    const fault = await saveFilter(context.get('reader').person.id, given, parts);
    if (fault !== null) return context.html(troublePage(FAULTS[fault], hrefOf(asked)), 400);
    return context.redirect(hrefOf(asked), 303);
  });
  app.post('/filters/forget', small, async (context) => {
    const fields = await fieldsOf(context);
    await forgetFilter(context.get('reader').person.id, textOf(fields.name), parts);
    return context.redirect(`${BASE}/tickets`, 303);
  });
  return app;
}
