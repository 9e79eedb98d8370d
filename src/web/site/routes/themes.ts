/** 专项整改: what is alike, the list, and one of them with its measures; every step goes to the desk as if it were said. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import {
  agreedOf,
  alikeLately,
  rectificationsIn,
  recurrenceOf,
} from '../../../desk/arrangements/rectifications/facts.ts';
import {
  mayPropose,
  mayReadTheme,
  maySettle,
} from '../../../domain/arrangements/rectification-permissions.ts';
import type { Rectification } from '../../../domain/arrangements/rectifications.ts';
import { officesOf } from '../../../domain/offices.ts';
import { fieldsOf, isKey, textOf } from '../../routes/fields.ts';
import type { Reader, Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { viewOf } from '../tickets.ts';
import { themePage, themesPage } from '../views/themes.ts';
import { troublePage } from '../views/trouble.ts';

const MOST_BYTES = 8192;
const NOT_YOURS = '没有这一题，或不归您看。请回首页重新选择。';
const INCOMPLETE = '页面发来的内容不完整，没有记下。请返回再填一次。';
/** 23 31 40, with whatever stands between. */
const TICKETS = /^\d{1,9}(?:[\s,，、;；]+\d{1,9}){0,49}$/u;
const DAY = /^20\d{2}-\d{2}-\d{2}$/u;

export function themeRoutes(site: Site): Hono<Signed> {
  const { parts, channel } = site;
  const app = new Hono<Signed>();
  const short = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.html(troublePage(INCOMPLETE), 413),
  });

  app.get('/themes', async (context) => {
    const reader = context.get('reader');
    const all = await ofReader(reader);
    const isHub = mayPropose(reader.person.id, parts.roster);
    if (all.length === 0 && !isHub) return context.html(troublePage(NOT_YOURS), 404);
    const view = viewOf(parts);
    const alike = isHub ? await alikeLately(view.now, parts) : [];
    return context.html(themesPage({ site, reader, all: all.toReversed(), alike, proposes: isHub, view }));
  });

  app.post('/themes', short, async (context) => {
    const reader = context.get('reader');
    if (!mayPropose(reader.person.id, parts.roster)) return context.html(troublePage(NOT_YOURS), 404);
    const fields = await fieldsOf(context);
    const [key, tickets, words] = [
      textOf(fields.key),
      textOf(fields.tickets).trim(),
      textOf(fields.words).trim(),
    ];
    if (!isKey(key) || !TICKETS.test(tickets) || words === '') {
      return context.html(troublePage(INCOMPLETE), 400);
    }
    const lead = parts.roster.department(textOf(fields.department))?.name ?? '';
    const numbers = (tickets.match(/\d+/gu) ?? []).join(' ');
    const before = rectificationsIn(await parts.store.office()).length;
    await channel.ask({ key, person: reader.person.id, text: `提题 ${numbers} ${lead} ${words}` });
    const after = rectificationsIn(await parts.store.office());
    // Why it was not taken is said in the talk alone.
    const made = after.length > before ? after.at(-1) : undefined;
    return context.redirect(`${BASE}${made ? `/themes/${made.id}` : '/talk#talk'}`, 303);
  });

  app.get('/themes/:id', async (context) => {
    const reader = context.get('reader');
    const theme = await themeOf(reader, context.req.param('id'));
    if (!theme) return context.html(troublePage(NOT_YOURS), 404);
    const view = viewOf(parts);
    return context.html(
      themePage({
        site,
        reader,
        theme,
        again: await recurrenceOf(theme, view.now, parts),
        agreed: agreedOf(theme, await parts.store.office(), view.now),
        offices: officesOf(reader.person.id, parts.roster),
        settles: maySettle(theme, reader.person.id, parts.roster),
        view,
      }),
    );
  });

  app.post('/themes/:id', short, async (context) => {
    const reader = context.get('reader');
    const theme = await themeOf(reader, context.req.param('id'));
    if (!theme) return context.html(troublePage(NOT_YOURS), 404);
    const fields = await fieldsOf(context);
    const key = textOf(fields.key);
    const text = commandOf(theme.id, {
      act: textOf(fields.act),
      measure: textOf(fields.measure),
      department: parts.roster.department(textOf(fields.department))?.name ?? '',
      day: textOf(fields.day),
      words: textOf(fields.words).trim(),
    });
    if (!isKey(key) || text === null) return context.html(troublePage(INCOMPLETE), 400);
    await channel.ask({ key, person: reader.person.id, text });
    const after = await themeOf(reader, String(theme.id));
    // Why it was not taken is said in the talk alone.
    const isTaken = JSON.stringify(after) !== JSON.stringify(theme);
    return context.redirect(`${BASE}${isTaken ? `/themes/${theme.id}` : '/talk#talk'}`, 303);
  });

  async function ofReader({ person }: Reader): Promise<readonly Rectification[]> {
    const all = rectificationsIn(await parts.store.office());
    return all.filter((one) => mayReadTheme(one, person.id, parts.roster));
  }

  async function themeOf(reader: Reader, id: string): Promise<Rectification | undefined> {
    return (await ofReader(reader)).find((one) => String(one.id) === id);
  }

  return app;
}

/** What a form says, as it would be typed; null where something is missing. */
function commandOf(
  id: number,
  {
    act,
    measure,
    department,
    day,
    words,
  }: {
    readonly act: string;
    readonly measure: string;
    readonly department: string;
    readonly day: string;
    readonly words: string;
  },
): string | null {
  switch (act) {
    case 'set':
      return `立题 ${id}`;
    case 'drop':
      return `不立 ${id}`;
    case 'accept':
      return `整改 ${id} 验收`;
    case 'measure':
      return words === '' || !DAY.test(day) ? null : `整改 ${id} 措施 ${department} ${words}（${day}前）`;
    case 'done':
      return words === '' || !/^\d{1,3}$/u.test(measure) ? null : `整改 ${id} 完成 ${measure} ${words}`;
    default:
      return null;
  }
}
