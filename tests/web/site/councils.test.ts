/** 调度会 on the pages: convened, decided on, taken as papers, and seen by nobody but the hub and the leaders. */
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { INSPECTOR, OF_HOUSING, OF_POWER, withLeaders } from '../../support/leaders.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-24T10:00:00+08:00');
/** The council that `convened` has convened is on. */
const HELD = Date.parse('2026-11-27T15:30:00+08:00');
const OWNER = 'xinghuo-1';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const MATTER = '厂区这两天老是跳闸，请供电公司来看看。';

let visit: Visit;
useVisit(
  START,
  (one) => {
    visit = one;
  },
  { change: withLeaders },
);

const councils = async () => (await visit.bench.store.office()).arrangements?.councils ?? {};

function wordsIn(bytes: Uint8Array): string {
  const part = unzipSync(bytes)['word/document.xml'] ?? new Uint8Array();
  return new TextDecoder().decode(part).replace(/<[^>]+>/g, '');
}

async function convened(): Promise<string> {
  await visit.bench.says(OWNER, MATTER);
  const cookie = await visit.enter(HUB);
  const { location } = await visit.post('/councils', { day: '2026-11-27', time: '15:00' }, cookie);
  expect(location).toBe('/w/councils/1');
  await visit.bench.says(HUB, '调度会 加 1');
  return cookie;
}

/** The same on the day, a session of the hub with it. */
async function held(): Promise<string> {
  await convened();
  await visit.bench.goesTo(HELD);
  return visit.enter(HUB);
}

describe('the page of a council', () => {
  test('shows what is on it and takes a decision, which is then a duty with its day', async () => {
    const cookie = await held();
    const before = (await visit.get('/councils/1', cookie)).text;
    expect(before).toContain('跳闸');
    expect(before).toContain('专班提请');
    const fields = { ticket: '1', department: 'power', words: '换变压器', day: '2026-12-04' };
    expect((await visit.post('/councils/1', fields, cookie)).location).toBe('/w/councils/1#agreed');
    const { duties } = await visit.bench.ticket(1);
    expect(duties.at(-1)).toMatchObject({ kind: 'supervise' });
    expect(duties.at(-1)?.clock.deadline.explanation.lastDay).toBe('2026-12-04');
    const after = (await visit.get('/councils/1', await visit.enter(LEADER))).text;
    expect(after).toContain('换变压器');
    expect(after).toContain('未到期');
    expect((await visit.get('/councils', cookie)).text).toContain('议定 1 项：到期 0，按期 0');
  });

  test('sent twice with one key, it is one decision', async () => {
    const cookie = await held();
    const fields = {
      key: '7a1c3c1e-6a4e-4c5e-9d0e-2f8f6a1b2c3d',
      ticket: '1',
      department: 'power',
      words: '换变压器',
      day: '2026-12-04',
    };
    await visit.post('/councils/1', fields, cookie);
    await visit.post('/councils/1', fields, cookie);
    expect((await visit.bench.ticket(1)).duties).toHaveLength(1);
  });

  test.each([
    ['/councils', { day: '', time: '15:00' }],
    ['/councils', { day: '2026-11-27' }],
    ['/councils/1', { ticket: '1', department: 'mars', words: '换变压器', day: '2026-12-04' }],
    ['/councils/1', { ticket: '1', department: 'power', words: ' ', day: '2026-12-04' }],
    ['/councils/1', { ticket: 'x', department: 'power', words: '换变压器', day: '2026-12-04' }],
  ])('%s with %j takes nothing', async (path, fields) => {
    const cookie = await held();
    const { status } = await visit.post(path, fields as Record<string, string>, cookie);
    expect(status).toBe(400);
    expect(Object.keys(await councils())).toEqual(['1']);
    expect((await visit.bench.ticket(1)).duties).toEqual([]);
  });

  test('a matter is put on the one that is held next, from its page; not twice, and on no other one', async () => {
    const cookie = await visit.enter(HUB);
    await visit.bench.says(OWNER, MATTER);
    await visit.post('/councils', { day: '2026-11-30', time: '15:00' }, cookie);
    await visit.post('/councils', { day: '2026-11-27', time: '15:00' }, cookie);
    expect((await visit.get('/councils/2', cookie)).text).toContain('action="/w/councils/2/pick"');
    expect((await visit.get('/councils/1', cookie)).text).not.toContain('/pick"');
    const put = (id: number, ticket: string) => visit.post(`/councils/${id}/pick`, { ticket }, cookie);
    expect((await put(1, '1')).status).toBe(409);
    expect((await put(2, 'x')).status).toBe(400);
    expect((await put(2, '')).status).toBe(400);
    expect((await put(9, '1')).status).toBe(404);
    // Why that ticket is not taken is said in the talk.
    expect((await put(2, '77')).location).toBe('/w/talk#talk');
    expect((await put(2, '1')).location).toBe('/w/councils/2');
    expect((await put(2, '1')).location).toBe('/w/councils/2');
    expect(await councils()).toMatchObject({ 1: { picked: [] }, 2: { picked: [1] } });
    expect((await visit.get('/councils/2', cookie)).text).toContain('专班提请');
    const inspector = await visit.enter(INSPECTOR);
    expect((await visit.get('/councils/2', inspector)).text).not.toContain('/pick"');
    await visit.bench.says(OWNER, '厂门口的路灯不亮了，请修一下');
    await visit.post('/councils/2/pick', { ticket: '2' }, inspector);
    expect(await councils()).toMatchObject({ 2: { picked: [1] } });
  });

  test('before its day nothing is put down, nor when another is held', async () => {
    const cookie = await convened();
    const fields = { ticket: '1', department: 'power', words: '换变压器', day: '2026-12-24' };
    expect((await visit.get('/councils/1', cookie)).text).not.toContain('>议定</button>');
    expect((await visit.post('/councils/1', fields, cookie)).status).toBe(409);
    await visit.bench.goesTo(Date.parse('2026-12-01T10:00:00+08:00'));
    const later = await visit.enter(HUB);
    await visit.post('/councils', { day: '2026-12-01', time: '15:00' }, later);
    expect((await visit.get('/councils/1', later)).text).not.toContain('>议定</button>');
    expect((await visit.post('/councils/1', fields, later)).status).toBe(409);
    expect((await visit.bench.ticket(1)).duties).toEqual([]);
    await visit.bench.says(HUB, '调度会 加 1');
    await visit.post('/councils/2', fields, later);
    expect((await visit.bench.ticket(1)).duties).toHaveLength(1);
  });

  test('a past day is refused in the talk, and nothing is convened', async () => {
    const cookie = await visit.enter(HUB);
    const { location } = await visit.post('/councils', { day: '2026-11-20', time: '15:00' }, cookie);
    expect(location).toBe('/w/talk#talk');
    expect(await councils()).toEqual({});
    expect((await visit.get('/talk', cookie)).text).toContain('已经过了');
  });

  test('its papers can be taken, and say what was decided', async () => {
    const cookie = await convened();
    expect(wordsIn(await visit.bytes('/councils/1/agenda', cookie))).toContain('跳闸');
    expect((await visit.get('/councils/1/minutes', cookie)).status).toBe(404);
    await visit.bench.goesTo(HELD);
    const later = await visit.enter(HUB);
    const fields = { ticket: '1', department: 'power', words: '换变压器', day: '2026-12-04' };
    await visit.post('/councils/1', fields, later);
    const minutes = wordsIn(await visit.bytes('/councils/1/minutes', later));
    expect(minutes).toContain('换变压器');
    expect(minutes).toContain('送审稿');
  });
});

test('of everybody in the roster only the hub and leaders of the whole county see any of it', async () => {
  await convened();
  await visit.bench.goesTo(HELD);
  const { roster } = visit.bench.county;
  const may = new Set([...roster.dispatchers.map(({ id }) => id), LEADER, 'leader-2', INSPECTOR]);
  for (const { id } of roster.people) {
    const cookie = await visit.enter(id);
    for (const path of ['/councils', '/councils/1', '/councils/1/agenda', '/councils/1/minutes']) {
      expect((await visit.get(path, cookie)).status, `${id} ${path}`).toBe(may.has(id) ? 200 : 404);
    }
    expect((await visit.get('/', cookie)).text.includes('/w/councils'), id).toBe(may.has(id));
  }
  const { text } = await visit.get('/councils', await visit.enter(INSPECTOR));
  expect(text).not.toContain('定一次会');
  expect((await visit.get('/councils')).status).toBe(401);
  expect((await visit.get('/councils/2', await visit.enter(HUB))).status).toBe(404);
}, 300_000);

test('who leads a part of the county, and 督查室, convene and decide nothing', async () => {
  await held();
  const fields = { ticket: '1', department: 'power', words: '换变压器', day: '2026-12-04' };
  const inspector = await visit.enter(INSPECTOR);
  expect((await visit.get('/councils/1', inspector)).text).not.toContain('>议定</button>');
  await visit.post('/councils/1', fields, inspector);
  expect((await visit.post('/councils/1', fields, await visit.enter(OF_POWER))).status).toBe(404);
  for (const one of [INSPECTOR, OF_POWER, OF_HOUSING]) {
    expect(await visit.bench.answers(one, '调度会 11月30日 15:00')).toContain('由专班和双组长召集、议定');
    expect(await visit.bench.answers(one, '帮助')).not.toContain('调度会');
  }
  // Theirs who may not see any of it is a word like any other.
  expect(await visit.bench.answers(OF_POWER, '调度会 1')).not.toContain('第 1 次调度会');
  expect(await visit.bench.answers(INSPECTOR, '调度会 1')).toContain('第 1 次调度会');
  expect(Object.keys(await councils())).toEqual(['1']);
  expect((await visit.bench.ticket(1)).duties).toEqual([]);
});
