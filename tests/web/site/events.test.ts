/** 政企活动 on the pages: who sees what of a gathering, and that all that the chat can do is done from there as well. */
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { INSPECTOR, OF_HOUSING, OF_POWER, withLeaders } from '../../support/leaders.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-30T10:00:00+08:00');
const THE_DAY = Date.parse('2026-12-03T08:30:00+08:00');
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const GUEST = 'xinghuo-1';
const OTHER = 'shangchao-1';
const POWER = 'power-a';
const CALL = '早餐会 12月3日 8:00 主题 用电 地点 政府食堂 请 星火、惠民桥 部门 供电';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

async function convened(): Promise<void> {
  await visit.bench.says(HUB, CALL);
  await visit.bench.presses(HUB, '发出邀请');
  await visit.bench.presses(GUEST, '来');
}

async function held(): Promise<void> {
  await convened();
  await visit.bench.goesTo(THE_DAY);
}

async function page(person: string, path: string) {
  return visit.get(path, await visit.enter(person));
}

const key = (name: string) => `event-${name}`;

test('the hub convenes from the page, is shown what would go out, and sends it there', async () => {
  const cookie = await visit.enter(HUB);
  const fields = {
    key: key('convene'),
    series: 'tea',
    when: '12月4日 15:30',
    topic: '用工',
    place: '茶室',
    guests: '星火、惠民桥',
    departments: '人社',
  };
  const posted = await visit.post('/events', fields, cookie);
  expect(posted.location).toBe('/w/talk#talk');
  const shown = (await visit.get('/talk', cookie)).text;
  expect(shown).toContain('将请 2 家企业');
  expect((await visit.bench.store.office()).arrangements?.gatherings).toBeUndefined();
  const data = /[^"&;]*event-send/.exec(shown)?.[0] ?? '';
  const press = JSON.stringify(['发出邀请', data]);
  await visit.post('/press', { key: key('send'), back: '/talk', press }, cookie);
  expect((await visit.bench.store.office()).arrangements?.gatherings?.[1]).toMatchObject({
    series: 'tea',
    topic: '用工',
    place: '茶室',
    departments: ['hr'],
  });
});

describe('who sees what', () => {
  test('the hub and leaders all of it, a guest and a department their own part', async () => {
    await convened();
    await visit.bench.says(GUEST, '想说 二期增容的费用谁出');
    for (const person of [HUB, LEADER]) {
      const whole = (await page(person, '/events/1')).text;
      expect(whole).toContain('1 家：星火样例煤焦有限公司');
      expect(whole).toContain('二期增容的费用谁出');
    }
    for (const person of [GUEST, POWER]) {
      const part = (await page(person, '/events/1')).text;
      expect(part).toContain('第 1 期早餐会');
      expect(part).not.toContain('增容');
      expect(part).not.toContain('1 家：');
    }
  });

  test('who said no stands on no page, and has none once it has begun', async () => {
    await convened();
    await visit.bench.presses(OTHER, '这次不来');
    expect((await page(HUB, '/events/1')).text).not.toContain('惠民桥');
    await visit.bench.goesTo(THE_DAY);
    expect((await page(OTHER, '/events/1')).status).toBe(404);
    expect((await page(OTHER, '/events')).text).toContain('还没有请您参加的活动');
    expect((await page(GUEST, '/events')).text).toContain('第 1 期早餐会');
  });

  test.each(['tax-a', 'operator-1', 'discipline-1'])('%s has none of it', async (person) => {
    await held();
    for (const path of ['/events/1', '/events/1/minutes.docx', '/events/1/calendar.ics', '/events/2']) {
      expect((await page(person, path)).status, path).toBe(404);
    }
  });

  test('whoever is not signed in gets nothing', async () => {
    await held();
    for (const path of ['/events', '/events/1', '/events/1/minutes.docx']) {
      expect((await visit.get(path)).status).toBe(401);
    }
  });

  test('the home page leads there, for those who have a part', async () => {
    expect((await page(HUB, '')).text).toContain('/w/events');
    expect((await page(GUEST, '')).text).toContain('/w/events');
    expect((await page('operator-1', '')).text).not.toContain('/w/events');
  });
});

describe('what is done there', () => {
  const say = async (person: string, fields: Readonly<Record<string, string>>) =>
    visit.post(
      '/events/1/say',
      { key: key(`${person}-${fields.what ?? ''}`), ...fields },
      await visit.enter(person),
    );

  test('a guest tells what they want to speak of', async () => {
    await convened();
    expect((await say(GUEST, { what: 'wish', words: '二期增容的费用谁出' })).status).toBe(303);
    expect((await page(HUB, '/events/1')).text).toContain('二期增容的费用谁出');
  });

  test('the hub takes down what is said, answers, and the owner reads it on their page', async () => {
    await held();
    await say(HUB, { what: 'record', words: '星火：厂区变压器老跳闸，想增容\n建议 星火：多办这样的会' });
    const posted = await say(HUB, { what: 'answer', suggestion: '1', how: '采纳', words: '每季度一次' });
    expect(posted.status).toBe(303);
    const whole = (await page(HUB, '/events/1')).text;
    expect(whole).toContain('收 2 件（诉求 1、建议 1）');
    expect(whole).toContain('/w/t/1');
    const own = (await page(GUEST, '/events/1')).text;
    expect(own).toContain('采纳：每季度一次');
    expect(own).toContain('/w/t/1');
    expect((await page(POWER, '/events/1')).text).toContain('/w/t/1');
    expect((await page(LEADER, '/board?p=本月')).text).toContain('政企活动');
    expect((await page(LEADER, '/board?p=本月')).text).toContain('/w/events/1');
  });

  test('move and cancel are there before it, and minutes after it', async () => {
    await convened();
    expect((await say(LEADER, { what: 'move', words: '12月5日 9:00' })).status).toBe(303);
    expect((await page(GUEST, '/events/1')).text).toContain('12月5日（周六）09:00');
    const ics = new TextDecoder().decode(
      await visit.bytes('/events/1/calendar.ics', await visit.enter(GUEST)),
    );
    expect(ics).toContain('SEQUENCE:1\r\n');
    expect((await page(HUB, '/events/1/minutes.docx')).status).toBe(404);
    await visit.bench.goesTo(Date.parse('2026-12-05T10:00:00+08:00'));
    const bytes = await visit.bytes('/events/1/minutes.docx', await visit.enter(LEADER));
    expect(strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array())).toContain(
      '第 1 期早餐会纪要',
    );
  });

  test.each([
    [GUEST, 'record'],
    [POWER, 'record'],
    [LEADER, 'record'],
    [LEADER, 'answer'],
    [GUEST, 'cancel'],
    [POWER, 'move'],
    [HUB, 'wish'],
    [HUB, 'constructor'],
  ])('%s may not %s', async (person, what) => {
    await convened();
    const before = (await visit.bench.store.office()).arrangements?.gatherings;
    expect((await say(person, { what, words: '星火：厂区变压器老跳闸' })).status).toBe(404);
    expect((await visit.bench.store.office()).arrangements?.gatherings).toEqual(before);
    expect(await visit.bench.store.tickets({})).toEqual([]);
  });

  test('nothing written, or too much, changes nothing and is said', async () => {
    await held();
    expect((await say(HUB, { what: 'record', words: ' ' })).status).toBe(400);
    expect((await say(HUB, { what: 'record', words: '长'.repeat(3001) })).status).toBe(413);
    expect((await say(HUB, { what: 'record', words: '星火：停电', key: 'x' })).status).toBe(400);
    expect(await visit.bench.store.tickets({})).toEqual([]);
  });
});

describe('of leaders', () => {
  let county: Visit;
  useVisit(
    START,
    (one) => {
      county = one;
    },
    { change: withLeaders },
  );

  test('of a part of the county see a gathering as the departments that they oversee, and convene none', async () => {
    await county.bench.says(HUB, CALL);
    await county.bench.presses(HUB, '发出邀请');
    await county.bench.presses(GUEST, '来');
    const [power, housing, inspector] = [
      await county.enter(OF_POWER),
      await county.enter(OF_HOUSING),
      await county.enter(INSPECTOR),
    ];
    expect((await county.get('/events/1', power)).status).toBe(200);
    expect((await county.get('/events/1', power)).text).not.toContain('应邀');
    expect((await county.get('/events/1', housing)).status).toBe(404);
    expect((await county.get('/events/1', inspector)).status).toBe(200);
    for (const cookie of [power, housing]) {
      expect((await county.get('/events', cookie)).text).not.toContain('办一次活动');
      expect((await county.post('/events', { series: 'tea' }, cookie)).status).toBe(404);
    }
  });
});
