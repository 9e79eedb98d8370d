/** 专项整改 on the pages: every step from setting it to asking the firms, and who sees it. */
import { describe, expect, test } from 'vitest';
import { HOUR } from '../../../src/domain/time.ts';
import { INSPECTOR, OF_HOUSING, OF_POWER, withLeaders } from '../../support/leaders.ts';
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
useVisit(
  START,
  (one) => {
    visit = one;
  },
  { change: withLeaders },
);

/** Three firms, of one word and one department. */
async function alike(): Promise<void> {
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
}

async function proposed(): Promise<void> {
  await alike();
  await visit.bench.says(HUB, '提题 1 2 3 停电提前一天通知到人');
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
  expect(page).toContain('企业认可 1/3（答复 1）');
  expect(page).toContain('立题前 90 天 3 件，整改后 0 件');
  expect(page).not.toContain('星火');
  const board = (await visit.get('/board?p=本月', leader)).text;
  expect(board).toContain('<a href="/w/themes">本期立题 1，在整改 0；措施按期完成 —（本期到期 0 项）</a>');
  expect(board).toContain('<a href="/w/themes/1">停电提前一天通知到人：企业认可 1/3（答复 1）</a>');
  expect((await visit.get('/board?p=10月', leader)).text).not.toContain('措施按期完成');
});

describe('proposing', () => {
  const words = '停电提前一天通知到人';

  test('on the page as in the chat: the numbers however they are parted, the lead where it is named', async () => {
    await alike();
    const hub = await visit.enter(HUB);
    expect((await visit.get('/themes', hub)).text).toContain('action="/w/themes"');
    const fields = { tickets: '1、2，3', words, department: '' };
    expect((await visit.post('/themes', fields, hub)).location).toBe('/w/themes/1');
    expect(await theme()).toMatchObject({ tickets: [1, 2, 3], title: words, lead: 'power' });
    expect(visit.bench.newest(LEADER)).toContain(`【提请立题 1】${words}`);
    const led = { tickets: '1 2 3', words: '变压器换新', department: 'industry' };
    expect((await visit.post('/themes', led, await visit.enter(LEADER))).location).toBe('/w/themes/2');
    const { arrangements } = await visit.bench.store.office();
    expect(arrangements?.rectifications?.[2]).toMatchObject({ lead: 'industry', title: '变压器换新' });
  });

  test.each([
    [{ tickets: '1 2 3', words: ' ' }, 400],
    [{ tickets: '', words }, 400],
    [{ tickets: '一 二', words }, 400],
    [{ words }, 400],
    // Why: said in the talk.
    [{ tickets: '1 2', words }, '/w/talk#talk'],
    [{ tickets: '1 2 99', words }, '/w/talk#talk'],
  ] as const)('%j proposes nothing', async (fields, answer) => {
    await alike();
    const { status, location } = await visit.post('/themes', { ...fields }, await visit.enter(HUB));
    expect([status, location]).toContain(answer);
    expect(await theme()).toBeUndefined();
  });

  test('an office and a firm have no such form, and what they send is refused', async () => {
    await alike();
    for (const who of [POWER, 'xinghuo-1', OF_POWER]) {
      const cookie = await visit.enter(who);
      expect((await visit.get('/themes', cookie)).text, who).not.toContain('action="/w/themes"');
      expect((await visit.post('/themes', { tickets: '1 2 3', words }, cookie)).status, who).toBe(404);
    }
    expect(await theme()).toBeUndefined();
  });
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

test('of everybody in the roster: the hub, the leaders it lies with, and the offices whose work it is', async () => {
  await proposed();
  await visit.bench.presses(LEADER, '立题');
  const { roster } = visit.bench.county;
  const above = new Set([...roster.dispatchers.map(({ id }) => id), LEADER, 'leader-2', INSPECTOR]);
  for (const { id } of roster.people) {
    const ofPower = roster
      .rolesOf(id)
      .some(
        ({ role, department }) =>
          department?.id === 'power' && (role === 'liaison' || role === 'backup' || role === 'head'),
      );
    const sees = above.has(id) || id === OF_POWER || ofPower;
    const cookie = await visit.enter(id);
    expect((await visit.get('/themes/1', cookie)).status, id).toBe(sees ? 200 : 404);
    const list = await visit.get('/themes', cookie);
    expect(list.status, id).toBe(sees ? 200 : 404);
    // What is alike in the county is theirs who have the whole county in view.
    expect(list.text.includes('近 90 天反映集中'), id).toBe(above.has(id));
    expect((await visit.get('/', cookie)).text.includes('/w/themes'), id).toBe(sees);
  }
  expect((await visit.get('/themes')).status).toBe(401);
}, 300_000);

test('it is put before those in whose scope its lead lies, who alone decide with the double leaders', async () => {
  await proposed();
  expect(visit.bench.newest(OF_POWER)).toContain('提请立题 1');
  for (const other of [OF_HOUSING, INSPECTOR]) expect(visit.bench.told(other)).toEqual([]);
  const [inspector, mayor] = [await visit.enter(INSPECTOR), await visit.enter(OF_POWER)];
  expect((await visit.get('/themes/1', inspector)).text).not.toContain('>立题<');
  expect((await visit.post('/themes/1', { act: 'set' }, inspector)).location).toBe('/w/talk#talk');
  expect((await visit.post('/themes/1', { act: 'set' }, await visit.enter(OF_HOUSING))).status).toBe(404);
  expect((await theme())?.settled).toBeUndefined();
  expect((await visit.get('/themes/1', mayor)).text).toContain('>立题<');
  expect((await visit.post('/themes/1', { act: 'set' }, mayor)).location).toBe('/w/themes/1');
  expect((await theme())?.settled).toMatchObject({ by: OF_POWER, isSet: true });
});
