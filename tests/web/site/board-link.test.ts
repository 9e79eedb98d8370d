/** 打开看板 under a brief: a way in to the board of that very period, made when it is pressed. */
import { describe, expect, test } from 'vitest';
import { at, MINUTE } from '../../../src/domain/time.ts';
import { useVisit, type Visit } from './visit.ts';

const MORNING = at('2026-11-27', '09:00');
const WEEKLY = at('2026-11-27', '17:30');
const LEADER = 'leader-1';

let visit: Visit;
useVisit(
  MORNING,
  (one) => {
    visit = one;
  },
  { origin: 'https://lxq.example.gov.cn' },
);

/** Presses the button under the newest brief that begins so; gives what the link is called below `/w`. */
async function pressed(person = LEADER): Promise<string> {
  const answers = await visit.bench.presses(person, '打开看板');
  const text = answers.map((one) => one.text).join('\n');
  const found = /https:\/\/lxq\.example\.gov\.cn\/w(\/in\/\S+)/.exec(text)?.[1];
  if (found === undefined) throw new Error(`no link in: ${text}`);
  return found;
}

describe('打开看板', () => {
  test('leads, pressed the next day, once and for ten minutes, to the board of the week of the brief', async () => {
    const { bench } = visit;
    await bench.has(at('2026-11-12', '10:00'));
    await bench.goesTo(WEEKLY);
    await bench.goesTo(WEEKLY + 20 * 60 * MINUTE);
    const link = await pressed();
    expect((await visit.get(link)).text).toContain('进入');
    const entered = await visit.post(link, {});
    expect(entered.location).toBe('/w/board?p=weekly_2026-11-23');
    const { text } = await visit.get('/board?p=weekly_2026-11-23', entered.cookie ?? '');
    expect(text).toContain('11月20日 17:30 至 11月27日 17:30');
    expect((await visit.post(link, {})).cookie).toBeNull();
    const second = await pressed();
    await bench.goesTo(WEEKLY + 20 * 60 * MINUTE + 11 * MINUTE);
    expect((await visit.post(second, {})).status).toBe(410);
  });

  test('under a brief that is printed again leads to its own period', async () => {
    const { bench } = visit;
    await bench.has(at('2026-11-12', '10:00'));
    await bench.goesTo(WEEKLY);
    await bench.goesTo(WEEKLY + 3 * 24 * 60 * MINUTE);
    expect(await bench.answers(LEADER, '重印 周报')).toContain('【重印】');
    const { location } = await visit.post(await pressed(), {});
    expect(location).toBe('/w/board?p=weekly_2026-11-23');
  });

  test('under a brief that was asked for leads to what was asked for', async () => {
    const { bench } = visit;
    await bench.has(at('2026-11-12', '10:00'));
    const department = bench.county.roster.department('housing')?.name ?? '';
    await bench.says(LEADER, `通报 ${department} 11月`);
    const { location } = await visit.post(await pressed(), {});
    expect(location).toBe('/w/board?p=20261101-20261130&d=housing');
  });

  test('never leads a department to the county, nor anybody to another address', async () => {
    const { bench } = visit;
    await bench.has(at('2026-11-12', '10:00'));
    await bench.says('power-a', '通报 11月');
    const entered = await visit.post(await pressed('power-a'), {});
    const own = await visit.get(entered.location?.replace('/w', '') ?? '', entered.cookie ?? '');
    expect(own.status).toBe(200);
    expect(own.text).toContain(bench.county.roster.department('power')?.name ?? '—');
    for (const choice of ['x', 'weekly_2026-11-23-x-y', '..-..', '20261101-20261130-d-'])
      expect(await bench.presented(LEADER, `v1|board|0|0|${choice}`), choice).not.toBe('');
    expect((await visit.get('/board?p=weekly_9999-99-99', entered.cookie ?? '')).status).toBe(200);
  });
});

describe('存着的简报', () => {
  test('are a list, each as it was sent, with links to the tickets that have changed', async () => {
    const { bench } = visit;
    await bench.has(at('2026-11-12', '10:00'));
    await bench.goesTo(WEEKLY);
    const sent = bench.told(LEADER).findLast((text) => text.startsWith('【周报】')) ?? '';
    const cookie = await visit.enter(LEADER);
    expect((await visit.get('/summaries', cookie)).text).toContain('/w/summaries/weekly_2026-11-23');
    const before = await visit.get('/summaries/weekly_2026-11-23', cookie);
    expect(before.text).toContain(sent.split('\n')[0]);
    await bench.says('shangchao-1', '撤回 1 已经自己修好了');
    await bench.goesTo(WEEKLY + 5 * MINUTE);
    const after = await visit.get('/summaries/weekly_2026-11-23', cookie);
    expect(after.text).toContain(sent.split('\n')[0]);
    expect(after.text.slice(after.text.indexOf('发出以后有变的'))).toContain('<a href="/w/t/1">1</a>');
  });

  test('are for nobody but leaders and dispatchers, and of nothing there is nothing', async () => {
    await visit.bench.goesTo(WEEKLY);
    const liaison = await visit.enter('power-a');
    for (const path of ['/summaries', '/summaries/weekly_2026-11-23']) {
      expect((await visit.get(path, liaison)).status, path).toBe(404);
      expect((await visit.get(path)).status, path).toBe(401);
    }
    const leader = await visit.enter(LEADER);
    for (const path of ['constructor', 'weekly_1999-01-01', '..%2f..'])
      expect((await visit.get(`/summaries/${path}`, leader)).status, path).toBe(404);
  });
});
