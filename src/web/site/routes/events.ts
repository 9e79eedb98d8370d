/** 政企活动: the pages of gatherings. What is done there is said to the desk as in private, and answered on 说一句. */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { calendarName, calendarTextOf, ICS } from '../../../desk/arrangements/gatherings/calendar.ts';
import { gatheringIn, gatheringsIn } from '../../../desk/arrangements/gatherings/common.ts';
import { heldBefore } from '../../../desk/arrangements/gatherings/figures.ts';
import { minutesFile, minutesName } from '../../../desk/arrangements/gatherings/minutes.ts';
import { ticketsOf } from '../../../desk/arrangements/gatherings/shown.ts';
import { sightOf } from '../../../desk/arrangements/gatherings/sight.ts';
import { DOCX } from '../../../desk/papers/issuing.ts';
import { mayAtGathering } from '../../../domain/arrangements/gathering-rights.ts';
import { type Gathering, SERIES } from '../../../domain/arrangements/gatherings.ts';
import type { Office } from '../../../domain/office.ts';
import { fieldsOf, isKey, textOf } from '../../routes/fields.ts';
import { sentFile } from '../download.ts';
import type { Signed } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { isSeen, viewOf } from '../tickets.ts';
import { eventPage, eventsPage, LONGEST_SAID } from '../views/events.ts';
import { troublePage } from '../views/trouble.ts';

const NOT_YOURS = '没有这次活动，或者它不归您看。请回首页重新选择。';
const INCOMPLETE = '页面发来的内容不完整，没有变动。请刷新页面再试。';
const MOST_BYTES = 64 * 1024;

/** Each act of the page, as it is typed. */
const SAID = {
  record: (id: string, words: string) => `活动 ${id} 记\n${words}`,
  attend: (id: string, words: string) => `活动 ${id} 到会 ${words}`,
  move: (id: string, words: string) => `活动 ${id} 改期 ${words}`,
  cancel: (id: string, words: string) => `活动 ${id} 取消 ${words}`,
  answer: (id: string, words: string, which: string) => `活动 ${id} 答复 ${which} ${words}`,
  wish: (_id: string, words: string) => `想说 ${words}`,
} as const;

export function eventRoutes(site: Site): Hono<Signed> {
  const { parts, channel } = site;
  const app = new Hono<Signed>();
  const small = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.html(troublePage('内容太长，没有变动。请分几次写。'), 413),
  });

  app.get('/events', async (context) => {
    const reader = context.get('reader');
    const view = viewOf(parts);
    const office = await parts.store.office();
    const gatherings = gatheringsIn(office)
      .filter((one) => sightIn(context, one, office) !== null)
      .toSorted((one, other) => other.at - one.at);
    const isWhole = mayAtGathering('see', reader.person.id, parts.roster);
    const held = isWhole ? await heldBefore(office, view.now + 1, parts) : [];
    return context.html(eventsPage({ site, reader, view, gatherings, held }));
  });

  app.post('/events', small, async (context) => {
    const reader = context.get('reader');
    if (!mayAtGathering('convene', reader.person.id, parts.roster))
      return context.html(troublePage(NOT_YOURS), 404);
    const fields = await fieldsOf(context);
    const series = SERIES.find((one) => one === textOf(fields.series));
    const part = (name: string): string => textOf(fields[name]).replace(/\s+/gu, ' ').trim();
    const said = [
      ['', part('when')],
      ['主题 ', part('topic')],
      ['地点 ', part('place')],
      ['请 ', part('guests')],
      ['部门 ', part('departments')],
    ] as const;
    if (!series) return context.html(troublePage(INCOMPLETE), 400);
    const words = said.flatMap(([mark, words]) => (words === '' ? [] : [`${mark}${words}`])).join(' ');
    return say(context, textOf(fields.key), `活动 ${parts.say(`gathering.${series}`)} ${words}`);
  });

  app.get('/events/:id{[0-9]{1,5}}', async (context) => {
    const reader = context.get('reader');
    const office = await parts.store.office();
    const gathering = gatheringIn(office, Number(context.req.param('id')));
    const sight = gathering ? sightIn(context, gathering, office) : null;
    if (!gathering || sight === null) return context.html(troublePage(NOT_YOURS), 404);
    const view = viewOf(parts);
    const held = (await heldBefore(office, view.now + 1, parts)).find(
      (one) => one.gathering.id === gathering.id,
    );
    const tickets = (await ticketsOf(gathering, sight, parts)).filter((one) => isSeen(one, reader, parts));
    return context.html(
      eventPage({ site, reader, view, gathering, sight, held: held ?? null, tickets, office }),
    );
  });

  app.get('/events/:id{[0-9]{1,5}}/minutes.docx', async (context) => {
    const office = await parts.store.office();
    const gathering = gatheringIn(office, Number(context.req.param('id')));
    const view = viewOf(parts);
    const isHeld = gathering !== undefined && !gathering.cancelled && gathering.at <= view.now;
    if (!isHeld || !mayAtGathering('minutes', context.get('reader').person.id, parts.roster)) {
      return context.html(troublePage(NOT_YOURS), 404);
    }
    const bytes = await minutesFile(gathering, office, view, parts, context.req.raw.signal);
    return sentFile(context, bytes, DOCX, minutesName(gathering, view));
  });

  app.get('/events/:id{[0-9]{1,5}}/calendar.ics', async (context) => {
    const office = await parts.store.office();
    const gathering = gatheringIn(office, Number(context.req.param('id')));
    if (!gathering || gathering.cancelled || sightIn(context, gathering, office) === null) {
      return context.html(troublePage(NOT_YOURS), 404);
    }
    const view = viewOf(parts);
    const bytes = new TextEncoder().encode(calendarTextOf(gathering, view));
    return sentFile(context, bytes, `${ICS}; charset=utf-8`, calendarName(gathering, view));
  });

  app.post('/events/:id{[0-9]{1,5}}/say', small, async (context) => {
    const id = context.req.param('id');
    const fields = await fieldsOf(context);
    const office = await parts.store.office();
    const gathering = gatheringIn(office, Number(id));
    const what = actNamed(textOf(fields.what));
    const sight = gathering ? sightIn(context, gathering, office) : null;
    const isTheirs =
      what === 'wish'
        ? sight?.of === 'guest'
        : what && mayAtGathering(what, context.get('reader').person.id, parts.roster);
    if (!gathering || sight === null || !isTheirs || what === null) {
      return context.html(troublePage(NOT_YOURS), 404);
    }
    const words = textOf(fields.words).replace(/\r\n?/g, '\n').trim();
    if (words === '')
      return context.html(troublePage('还没有写内容，没有变动。', `${BASE}/events/${id}`), 400);
    if (words.length > LONGEST_SAID) {
      return context.html(troublePage(`太长了：一次最多 ${LONGEST_SAID} 字，没有变动。请分几次写。`), 413);
    }
    const which = `${textOf(fields.suggestion).slice(0, 3)} ${textOf(fields.how).slice(0, 2)}`.trim();
    return say(context, textOf(fields.key), SAID[what](id, words, which));
  });

  async function say(context: Context<Signed>, key: string, text: string): Promise<Response> {
    if (!isKey(key)) return context.html(troublePage(INCOMPLETE), 400);
    await channel.ask({ key, text, person: context.get('reader').person.id });
    return context.redirect(`${BASE}/talk#talk`, 303);
  }

  function sightIn(context: Context<Signed>, gathering: Gathering, office: Office) {
    const { person } = context.get('reader');
    return sightOf(gathering, person.id, office, parts.roster, parts.clock.now());
  }

  return app;
}

function actNamed(word: string): keyof typeof SAID | null {
  return Object.hasOwn(SAID, word) ? (word as keyof typeof SAID) : null;
}
