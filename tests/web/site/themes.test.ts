/** 专项整改 on the pages: every step from setting it to asking the firms, and who sees it. */
import { describe, expect, test } from 'vitest';
import { HOUR } from '../../../src/domain/time.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-24T10:00:00+08:00');
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const POWER = 'power-a';
const FIRMS = [
  ['xinghuo', 'xinghuo-1'],
  ['shangchao', 'shangchao-1'],
  ['zhiyuan', 'zhiyuan-1'],
] as const;

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

async function proposed(): Promise<void> {
  const { bench } = visit;
  for (const [enterprise, member] of FIRMS) {
    await bench.has(START, (story) => story, {
      enterprise,
      member,
      text: '没有通知就停电',
      department: 'power',
      reasons: ['提到“停电”'],
    });
  }
  await bench.goesTo(START + HOUR);
  await bench.says(HUB, '提题 1 2 3 停电提前一天通知到人');
}
const theme = async () => (await visit.bench.store.office()).arrangements?.rectifications?.[1];

test('set by a leader, measures laid down and done by the office, and the firms asked by the hub', async () => {
  await proposed();
  const [leader, office, hub] = [await visit.enter(LEADER), await visit.enter(POWER), await visit.enter(HUB)];
  expect((await visit.get('/themes/1', office)).status).toBe(404);
  expect((await visit.get('/themes', hub)).text).toContain('“停电” 3 家 3 件');
  expect((await visit.post('/themes/1', { act: 'set' }, leader)).location).toBe('/w/themes/1');
  const laid = { act: 'measure', words: '改为提前一天发短信', day: '2026-12-04', department: '' };
  expect((await visit.post('/themes/1', laid, office)).location).toBe('/w/themes/1');
  expect((await theme())?.measures).toMatchObject([{ department: 'power', day: '2026-12-04' }]);
  const done = { act: 'done', measure: '1', words: '已改为提前一天发短信' };
  expect((await visit.post('/themes/1', done, office)).location).toBe('/w/themes/1');
  expect((await visit.get('/themes/1', hub)).text).toContain('验收：问企业有没有改观');
  await visit.post('/themes/1', { act: 'accept' }, hub);
  await visit.bench.presses('xinghuo-1', '改观了');
  const page = (await visit.get('/themes/1', leader)).text;
  expect(page).toContain('企业认可 1/1');
  expect(page).toContain('立题前 90 天 3 件，整改后 0 件');
  expect(page).not.toContain('星火');
  expect((await visit.get('/board?p=本月', leader)).text).toContain('专项整改');
});

describe('what is not taken', () => {
  test.each([
    { act: 'measure', words: '', day: '2026-12-04' },
    { act: 'measure', words: '发短信', day: 'soon' },
    { act: 'done', measure: 'x', words: '好了' },
    { act: 'done', measure: '1', words: ' ' },
    { act: 'else' },
    {},
  ])('%j', async (fields) => {
    await proposed();
    await visit.bench.presses(LEADER, '立题');
    const { status } = await visit.post(
      '/themes/1',
      fields as Record<string, string>,
      await visit.enter(HUB),
    );
    expect(status).toBe(400);
    expect((await theme())?.measures).toEqual([]);
  });

  test('an office does not set it, and nobody lays down measures before it is set', async () => {
    await proposed();
    const hub = await visit.enter(HUB);
    expect((await visit.post('/themes/1', { act: 'set' }, hub)).location).toBe('/w/talk#talk');
    const laid = { act: 'measure', words: '发短信', day: '2026-12-04' };
    expect((await visit.post('/themes/1', laid, hub)).location).toBe('/w/talk#talk');
    expect(await theme()).toMatchObject({ measures: [] });
    expect((await theme())?.settled).toBeUndefined();
  });
});

test('of everybody in the roster: the hub, the leaders, and the offices whose work it is', async () => {
  await proposed();
  await visit.bench.presses(LEADER, '立题');
  const { roster } = visit.bench.county;
  for (const { id } of roster.people) {
    const held = roster.rolesOf(id);
    const sees = held.some(
      ({ role, department }) =>
        role === 'dispatcher' ||
        role === 'leader' ||
        (department?.id === 'power' && (role === 'liaison' || role === 'backup' || role === 'head')),
    );
    const cookie = await visit.enter(id);
    expect((await visit.get('/themes/1', cookie)).status, id).toBe(sees ? 200 : 404);
    expect((await visit.get('/themes', cookie)).status, id).toBe(sees ? 200 : 404);
  }
  expect((await visit.get('/themes')).status).toBe(401);
}, 300_000);
