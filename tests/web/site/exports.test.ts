/**
 * Everything that is taken away from the pages, by everybody in the roster and by leaders of a part: whoever may has it, with
 * the tickets that they may view and no other. What there is to take is what the program's own addresses give that is no page.
 */
import { beforeAll, expect, test } from 'vitest';
import { mayChangeLibrary } from '../../../src/domain/arrangements/policies.ts';
import { mayPowers } from '../../../src/domain/arrangements/power-permissions.ts';
import { hasTheWhole } from '../../../src/domain/leaders.ts';
import { POSTS } from '../../../src/domain/offices.ts';
import { may } from '../../../src/domain/permissions.ts';
import type { RoleHeld, Roster } from '../../../src/domain/roster.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { type Drawing, openDrawing } from '../../../src/papers/picture/drawing.ts';
import type { CardFacts } from '../../../src/papers/picture/facts.ts';
import { withLeaders } from '../../support/leaders.ts';
import { filled, oneOfEach, type Places, pathsOf, wordsIn } from './addresses.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
/** The gathering has been held, and the council. */
const AFTER = Date.parse('2026-11-27T16:00:00+08:00');
/** Two firms, two offices, and a word of each that stands nowhere else. */
const MATTERS = [
  {
    owner: 'xinghuo-1',
    text: '厂区老是跳闸，东头三号配电柜嗡嗡响，请供电公司来看看，盼回音。',
    word: '东头三号配电柜',
  },
  {
    owner: 'qingyun-1',
    text: '厂门口路灯坏了，大槐树底下那盏不亮，请城管局来修，盼回音。',
    word: '大槐树底下',
  },
] as const;

let visit: Visit;
let real: Drawing;
const drawn: CardFacts[] = [];
const pictures = new Map<boolean, Promise<Uint8Array>>();
beforeAll(async () => {
  real = await openDrawing();
});
useVisit(
  START,
  (one) => {
    visit = one;
  },
  {
    change: withLeaders,
    // What a picture says stands in its facts. One with tiers and one without are drawn; sixty more would say nothing new.
    drawing: {
      draw(facts) {
        drawn.push(facts);
        const picture = pictures.get(facts.tiers !== null) ?? real.draw(facts);
        pictures.set(facts.tiers !== null, picture);
        return picture;
      },
    },
  },
);

/** Somebody before the two tickets. */
interface Asks {
  readonly id: string;
  readonly held: readonly RoleHeld[];
  readonly roster: Roster;
  /** Of `MATTERS`, those that they may view. */
  readonly views: readonly boolean[];
  readonly first: Ticket;
}
const is = ({ held }: Asks, ...roles: readonly RoleHeld['role'][]): boolean =>
  held.some(({ role }) => roles.includes(role));
const hasAll = ({ held }: Asks): boolean =>
  held.some((one) => one.role === 'dispatcher' || (one.role === 'leader' && hasTheWhole(one)));
const pathsAt = (route: string, places: Places): readonly string[] =>
  route === '/tickets.xlsx' ? [`${route}?q=盼回音`] : filled(route, places);
const hasFigures = (one: Asks): boolean => is(one, 'leader', 'dispatcher', 'member', ...POSTS);

/** By the address: who is given it, and which of the two words it must hold for them; none but those that they may view ever. */
const EXPORTS: Readonly<
  Record<string, { takes(one: Asks): boolean; holds?(one: Asks): readonly boolean[] }>
> = {
  '/tickets.xlsx': { takes: () => true, holds: ({ views }) => views },
  '/figure.xlsx': { takes: hasFigures, holds: ({ views }) => views },
  '/notice.docx': { takes: hasAll },
  '/card.png': { takes: hasFigures },
  '/t/:number/supervise.docx': {
    takes: (one) => one.views[0] === true && is(one, 'leader', 'dispatcher'),
    holds: () => [true, false],
  },
  '/papers/:year/:serial': {
    takes: (one) =>
      one.views[0] === true &&
      (is(one, 'leader', 'dispatcher') || may('answerOrder', one.first, { person: one.id }, one.roster)),
    holds: () => [true, false],
  },
  '/t/:number/files/:index': { takes: ({ views }) => views[0] === true },
  '/councils/:id/:paper{agenda|minutes}': { takes: hasAll },
  '/events/:id{[0-9]{1,5}}/minutes.docx': { takes: hasAll },
  '/events/:id{[0-9]{1,5}}/calendar.ics': {
    // 供电公司 was there, and whoever is in charge of it; of the firms, the one that came.
    takes: (one) =>
      hasAll(one) ||
      one.held.some(
        ({ role, department, enterprise, scope = [] }) =>
          (POSTS.includes(role) && department?.id === 'power') ||
          enterprise?.id === 'xinghuo' ||
          scope.includes('power'),
      ),
  },
  '/platform/blank.xlsx': { takes: (one) => is(one, 'operator', 'dispatcher') },
  '/roster/roster.xlsx': { takes: (one) => is(one, 'operator', 'dispatcher') },
  '/library/policies.xlsx': { takes: ({ id, roster }) => mayChangeLibrary(id, roster) },
  '/powers/list.xlsx': { takes: ({ id, roster }) => mayPowers('list', id, roster) },
};

test('whoever may has it, with what they may view, and nobody else', async () => {
  const { bench } = visit;
  for (const { owner, text } of MATTERS) await bench.says(owner, text);
  const places = { ...(await oneOfEach(visit)), number: ['1'], id: ['1'] };
  await bench.goesTo(AFTER);
  const { roster } = bench.county;
  const tickets = [await bench.ticket(1), await bench.ticket(2)];
  expect(tickets[0]?.department, 'two offices').not.toBe(tickets[1]?.department);

  const given = new Map<string, number>();
  for (const { id } of roster.people) {
    const cookie = await visit.enter(id);
    const views = tickets.map((ticket) => may('view', ticket, { person: id }, roster));
    const asks: Asks = { id, held: roster.rolesOf(id), roster, views, first: tickets[0] as Ticket };
    const looks = async (path: string, takes: boolean): Promise<readonly boolean[]> => {
      const got = await visit.get(path, cookie);
      expect(got.status, `${id} ${path}`).toBe(takes ? 200 : 404);
      const words = wordsIn(got);
      const found = MATTERS.map(({ word }) => words.includes(word));
      for (const [at, has] of found.entries()) if (has) expect(views[at], `${id} ${path}`).toBe(true);
      return found;
    };
    for (const [route, { takes, holds }] of Object.entries(EXPORTS)) {
      for (const path of pathsAt(route, places)) {
        const found = await looks(path, takes(asks));
        if (!takes(asks)) continue;
        given.set(route, (given.get(route) ?? 0) + 1);
        if (holds) expect(found, `${id} ${path}`).toEqual(holds(asks));
      }
    }
    await looks('/board?p=2026年', hasFigures(asks));
    for (const path of filled('/figure', places)) {
      const found = await looks(path, hasFigures(asks));
      if (hasFigures(asks)) expect(found, `${id} ${path}`).toEqual(views);
    }
  }
  for (const route of Object.keys(EXPORTS)) {
    expect(given.get(route) ?? 0, `${route}: to how many it was given`).toBeGreaterThan(0);
  }
  for (const { word } of MATTERS) expect(JSON.stringify(drawn), 'what pictures say').not.toContain(word);

  // Nothing that is no page is left out above.
  const files = new Set<string>();
  for (const id of ['dispatcher-1', 'leader-1', 'operator-1']) {
    const cookie = await visit.enter(id);
    for (const route of pathsOf(visit)) {
      for (const path of filled(route, places)) {
        const { status, type } = await visit.get(path, cookie);
        if (status === 200 && type !== 'text/html') files.add(route);
      }
    }
  }
  expect([...files].sort(), 'what may be taken away').toEqual(Object.keys(EXPORTS).sort());
}, 900_000);
