/**
 * Every address that the pages have, by whoever may sign in: a word of a report is in no byte of any page, sheet or paper,
 * and in no chat but those of whoever made it and whoever hears it; what people type into any field is shown
 * as words everywhere; and hostile parameters lead nowhere. The list of addresses is the program's own, so that a
 * page that is added is held to the same.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { HOUR } from '../../../src/domain/time.ts';
import { type Drawing, openDrawing } from '../../../src/papers/picture/drawing.ts';
import { GROUP } from '../../desk/bench.ts';
import { filled, oneOfEach, PLACES, type Places, pathsOf, wordsIn } from './addresses.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
const OWNER = 'xinghuo-1';
const READERS = [
  OWNER,
  'xinghuo-2',
  'qingyun-1',
  'power-a',
  'power-head',
  'dispatcher-1',
  'leader-1',
  'discipline-1',
  'operator-1',
];
const EVIL = `"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}`;
/** What makes a browser do something. */
const RAW = /<script>alert|<img src=x/;

let visit: Visit;
let real: Drawing;
beforeAll(async () => {
  real = await openDrawing();
});
/** The real one, where a picture is looked for; the same is drawn once. */
const pictures = new Map<string, Promise<Uint8Array>>();
useVisit(
  START,
  (one) => {
    visit = one;
  },
  {
    drawing: {
      draw(facts) {
        const key = JSON.stringify(facts);
        const picture = pictures.get(key) ?? real.draw(facts);
        pictures.set(key, picture);
        return picture;
      },
    },
  },
);

const gets = (values: Places): readonly string[] => pathsOf(visit).flatMap((path) => filled(path, values));

/** The words of an answer, whatever it is packed in. */
async function wordsAt(
  path: string,
  cookie: string,
): Promise<{ readonly status: number; readonly words: string }> {
  const got = await visit.get(path, cookie);
  return { status: got.status, words: wordsIn(got) };
}

/** A month in small: two ordinary tickets, one of them over, and what else the pages show. */
async function lives(words: string): Promise<void> {
  const { bench } = visit;
  await bench.says(OWNER, `厂区这两天老是跳闸，请供电公司来看看${words}`, 'group');
  await bench.says(OWNER, `厂门口路灯坏了，请城管局来修${words}`);
  const { liaison } = await bench.ticket(1);
  await bench.says(liaison ?? '', `反馈 1 师傅下午到${words}`);
  await bench.says(OWNER, `补充 1 晚上更厉害${words}`);
  await bench.says('leader-1', `督办 1 请周三前说明${words}`);
  await bench.says('dispatcher-1', `备注 1 企业着急${words}`);
  await bench.says(liaison ?? '', `办结 1 换了变压器${words}`);
  await bench.says(OWNER, `没解决 1 又跳了${words}`);
}

test('a word of a report is in no page, sheet, paper or chat of others', async () => {
  const { bench } = visit;
  const WORD = '验收红包藏在茶叶盒';
  await lives('');
  const some = await oneOfEach(visit);
  await bench.says(OWNER, `我要举报：供电所验收的人${WORD}，不给就不验`);
  const [report] = await bench.store.tickets({ confidential: true });
  expect(report).toBeDefined();
  const number = String(report?.number);
  const contact = report?.liaison ?? '';
  await bench.says(contact, `签收 ${number}`);
  await bench.says(contact, `反馈 ${number} 已核实${WORD}`);
  await bench.says(OWNER, `补充 ${number} 还有一次也是${WORD}`);
  await bench.goesTo(START + 9 * HOUR);
  await bench.goesTo(START + 5 * 24 * HOUR);

  let looked = 0;
  const places = {
    ...some,
    number: [...(some.number ?? []), number],
    id: [...(some.id ?? []), number],
    serial: [...(some.serial ?? []), number],
  };
  const unseen = new Set(pathsOf(visit));
  for (const reader of READERS) {
    const cookie = await visit.enter(reader);
    const queries = [
      `/tickets?q=${encodeURIComponent(WORD)}`,
      `/tickets?q=${number}`,
      '/figure.xlsx?f=counts.open',
      '/figure?f=counts.open',
    ];
    const all = pathsOf(visit).flatMap((route) => filled(route, places).map((path) => ({ route, path })));
    for (const { route, path } of [...all, ...queries.map((path) => ({ route: path, path }))]) {
      const { status, words } = await wordsAt(path, cookie);
      looked += 1;
      if (status === 200) unseen.delete(route);
      expect(status, `${reader} ${path}`).toBeLessThan(500);
      // What was searched for stands in its own field.
      const shown = path.includes('?q=')
        ? words.replaceAll(/value="[^"]*"/g, '').replaceAll(/<title>.*?<\/title>/g, '')
        : words;
      const isOwnTalk = path === '/talk' && (reader === OWNER || reader === contact);
      if (!path.includes('?q=') && !isOwnTalk) expect(shown.includes(WORD), `${reader} ${path}`).toBe(false);
      if (path.includes('?q=')) expect(shown, `${reader} ${path}`).not.toContain('不给就不验');
    }
  }
  expect([...unseen], 'addresses that showed nobody anything').toEqual([]);
  expect(looked, 'addresses looked at').toBeGreaterThan(READERS.length * 25);
  for (const { id } of bench.county.roster.people) {
    if (id === OWNER || bench.county.roster.discipline.some((one) => one.id === id)) continue;
    expect(
      bench.told(id).filter((text) => text.includes(WORD)),
      id,
    ).toEqual([]);
  }
  expect(bench.told(GROUP).filter((text) => text.includes(WORD) || text.includes(number))).toEqual([]);
}, 900_000);

/** The forms of a page, each with its address and every field by name. */
function formsIn(
  html: string,
): readonly { readonly action: string; readonly fields: Record<string, string> }[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(([, head = '', body = '']) => {
    if (!/method="post"/i.test(head)) return [];
    const action = /action="([^"]*)"/.exec(head)?.[1] ?? '';
    const fields: Record<string, string> = {};
    for (const [tag] of body.matchAll(/<(?:input|textarea|select|button)\b[^>]*>/g)) {
      const name = /\bname="([^"]*)"/.exec(tag)?.[1];
      if (name === undefined || /type="file"/.test(tag)) continue;
      const value = (/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&');
      const isFree =
        /^<textarea|type="(?:text|search)"/.test(tag) || (/^<input/.test(tag) && !/type=/.test(tag));
      fields[name] ??= isFree ? EVIL : value;
    }
    return [{ action: action.replace(/^\/w/, ''), fields }];
  });
}

/** The address, as the program lists it, that a form is sent to. */
function routeOf(action: string): string {
  const to = visit.routes.find(({ method, path }) => {
    const pattern = path.replace(
      /:\w+(?:\{((?:[^{}]|\{[^}]*\})*)\})?/g,
      (_, form?: string) => `(?:${form ?? '[^/]+'})`,
    );
    return method === 'POST' && new RegExp(`^${pattern}$`).test(action.replace(/\?.*$/, ''));
  });
  expect(to, `${action} is an address`).toBeDefined();
  return to?.path ?? '';
}

/** Of an arrangement that this county has none of. */
const NOT_ARRANGED = [
  '/councils/:id',
  '/councils/:id/pick',
  '/events/:id{[0-9]{1,5}}/say',
  '/finance/:id',
  '/guides/:number',
  '/inspections/:id/step',
  '/powers/proposals/:id',
  '/themes/:id',
  '/visits/:number/step',
];
/** Shown once something has been chosen, handed in or kept on the page before. */
const AFTER_ANOTHER = [
  '/desk/do',
  '/desk/review',
  '/filters',
  '/filters/forget',
  '/library/confirm',
  '/past/confirm',
  '/roster/confirm',
];
const DOOR = ['/in/:secret', '/out'];
/** Addresses of which the pages looked at here show no form; whoever adds one gives it a form here, or a reason. */
const NO_FORM_HERE: readonly string[] = [...NOT_ARRANGED, ...AFTER_ANOTHER, ...DOOR].sort();

describe('what is typed', () => {
  test('into any field of any form, and said in any step, is words on every page and in every paper', async () => {
    await lives(EVIL);
    const places = PLACES;
    const sent = new Set<string>();
    for (const reader of [OWNER, 'power-a', 'dispatcher-1', 'leader-1']) {
      const cookie = await visit.enter(reader);
      const known = new Set<string>();
      for (const path of gets(places)) {
        if (/\.(?:xlsx|docx|png|ics)/.test(path)) continue;
        for (const { action, fields } of formsIn((await visit.get(path, cookie)).text)) {
          const { key: _, ...rest } = fields;
          const form = `${action} ${Object.keys(rest).sort()} ${rest.step ?? rest.act ?? rest.what ?? ''}`;
          if (known.has(form) || action === '/out') continue;
          known.add(form);
          const answer = await visit.post(action, rest, cookie);
          expect(answer.status, `${reader} ${form}`).toBeLessThan(500);
          expect(answer.text, `${reader} ${form}`).not.toMatch(RAW);
          sent.add(routeOf(action));
        }
      }
    }
    const routes = visit.routes.filter(({ method }) => method === 'POST').map(({ path }) => path);
    const unsent = [...new Set(routes)].filter((path) => !sent.has(path)).sort();
    expect(unsent, 'what no form was sent to').toEqual(NO_FORM_HERE);
    await visit.bench.goesTo(START + 9 * HOUR);
    for (const reader of [OWNER, 'dispatcher-1', 'leader-1']) {
      const cookie = await visit.enter(reader);
      for (const path of [...gets(places), `/tickets?q=${encodeURIComponent(EVIL)}`]) {
        expect((await wordsAt(path, cookie)).words, `${reader} ${path}`).not.toMatch(RAW);
      }
    }
  }, 900_000);

  test('as a parameter of any address leads out of no folder and breaks nothing', async () => {
    const evil = [
      '..%2f..%2f..%2fetc%2fpasswd',
      '....//etc/passwd',
      '%00',
      '-1',
      '1e9',
      '__proto__',
      'constructor',
      '%ff',
      encodeURIComponent(EVIL),
      'x'.repeat(3000),
    ];
    const places = Object.fromEntries(
      ['number', 'id', 'year', 'serial', 'index', 'key', 'paper'].map((name) => [name, evil]),
    );
    for (const reader of [OWNER, 'leader-1']) {
      const cookie = await visit.enter(reader);
      for (const path of gets(places)) {
        const { status, text } = await visit.get(path, cookie);
        expect(status, path.slice(0, 200)).toBeLessThan(500);
        expect(text, path.slice(0, 200)).not.toMatch(/root:x:|"seq":\d/);
        expect(text, path.slice(0, 200)).not.toMatch(RAW);
      }
    }
  }, 900_000);
});

describe('whoever signs in', () => {
  test('gets a cookie of their own, whatever the browser was given before', async () => {
    const mine = await visit.enter('qingyun-1');
    const secret = await visit.link(OWNER);
    const { cookie } = await visit.post(`/in/${secret}`, {}, mine);
    expect(cookie).toContain(`${OWNER}.`);
    expect(cookie).not.toBe(mine);
    // The one planted before is still nobody but its own.
    expect((await visit.get('/', mine)).text).not.toContain(
      visit.bench.county.roster.enterpriseOf(OWNER)?.name,
    );
  });

  test('and has no part in a ticket changes it by no address, with any fields', async () => {
    await lives('');
    const before = [await visit.bench.ticket(1), await visit.bench.ticket(2)].map(({ version }) => version);
    const cookie = await visit.enter('qingyun-1');
    const owner = await visit.enter(OWNER);
    const posts = [
      ...new Set(visit.routes.filter(({ method }) => method === 'POST').map(({ path }) => path)),
    ];
    const steps = ['签收', '办结', '撤回', '督办'];
    let tried = 0;
    for (const path of posts.filter((one) => !/^\/(?:in\/|out|say|feedback)/.test(one))) {
      for (const at of filled(path, { number: ['1', '2'], id: ['power', '1'] })) {
        for (const step of steps) {
          const fields = {
            step,
            words: '改一改',
            number: '1',
            ticket: '1',
            tickets: '1',
            verb: 'assign',
            act: step,
            press: `["${step}","v1|sign|1|1"]`,
            back: '/t/1',
          };
          const { status } = await visit.post(at, fields, cookie);
          expect(status, `${at} ${step}`).toBeLessThan(500);
          tried += 1;
        }
      }
    }
    const after = [await visit.bench.ticket(1), await visit.bench.ticket(2)].map(({ version }) => version);
    expect(after, `after ${tried} tries`).toEqual(before);
    expect((await visit.get('/t/1', owner)).status, 'and whoever has a part in it still sees it').toBe(200);
  }, 900_000);
});
