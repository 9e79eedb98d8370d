/** Who gets in: by a link of their own, once, within ten minutes; and who is put out again. */
import { describe, expect, test } from 'vitest';
import { control } from '../../../src/desk/operation/control.ts';
import { HOUR, MINUTE } from '../../../src/domain/time.ts';
import { filled, oneOfEach, pathsOf, wordsIn } from './addresses.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
const OWNER = 'xinghuo-1';
const LEADER = 'leader-1';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

describe('a link', () => {
  test('is sent in private to whoever asks, and says how long it is good', async () => {
    const answer = await visit.bench.answers(OWNER, '网页');
    expect(answer).toContain('http://127.0.0.1:8700/w/in/');
    expect(answer).toContain('10 分钟内有效');
  });

  test('asked for in the group is sent in private all the same', async () => {
    const told = await visit.bench.says(OWNER, '@连心桥 网页', 'group');
    expect(
      told
        .filter(({ chat }) => chat !== OWNER)
        .map(({ text }) => text)
        .join(''),
    ).not.toContain('/w/in/');
  });

  test('gives a cookie that no script reads and no other site sends', async () => {
    const set = await visit.cookieSet(OWNER);
    expect(set).toContain('; HttpOnly');
    expect(set).toContain('; SameSite=Lax');
    expect(set).toContain('; Path=/w');
    expect(set, 'on this machine only, there is no https').not.toContain('; Secure');
  });

  test('to look at it uses nothing up; to go in does', async () => {
    const secret = await visit.link(OWNER);
    expect((await visit.get(`/in/${secret}`)).text).toContain('进入');
    expect((await visit.get(`/in/${secret}`)).status).toBe(200);
    const first = await visit.post(`/in/${secret}`, {});
    expect([first.status, first.location]).toEqual([303, '/w']);
    expect(first.cookie).toContain(`${OWNER}.`);
    const second = await visit.post(`/in/${secret}`, {});
    expect([second.status, second.cookie]).toEqual([410, null]);
    expect((await visit.get(`/in/${secret}`)).text).toContain('已经用过');
  });

  test('of two who use it at the same moment one gets in', async () => {
    const secret = await visit.link(OWNER);
    const both = await Promise.all([visit.post(`/in/${secret}`, {}), visit.post(`/in/${secret}`, {})]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 410]);
  });

  test('is dead after ten minutes', async () => {
    const secret = await visit.link(OWNER);
    await visit.bench.goesTo(START + 10 * MINUTE - 1);
    expect((await visit.get(`/in/${secret}`)).status).toBe(200);
    await visit.bench.goesTo(START + 10 * MINUTE);
    expect((await visit.get(`/in/${secret}`)).status).toBe(410);
    expect((await visit.post(`/in/${secret}`, {})).cookie).toBeNull();
  });

  test('that nobody made, or is no link at all, lets nobody in', async () => {
    for (const secret of ['A'.repeat(43), 'constructor', '__proto__', '%00', `${'x'.repeat(5000)}`]) {
      expect((await visit.post(`/in/${secret}`, {})).cookie, secret.slice(0, 20)).toBeNull();
    }
  });

  test('a stranger gets none', async () => {
    expect(await visit.bench.answers('nobody-here', '网页')).not.toContain('/w/in/');
  });
});

describe('whoever is in', () => {
  test('is in for eight hours', async () => {
    const cookie = await visit.enter(LEADER);
    await visit.bench.goesTo(START + 8 * HOUR - 1);
    expect((await visit.get('/', cookie)).status).toBe(200);
    await visit.bench.goesTo(START + 8 * HOUR);
    expect((await visit.get('/', cookie)).status).toBe(401);
  });

  test('is nobody else: a cookie that is changed, or signed by another, is none', async () => {
    const cookie = await visit.enter(OWNER);
    for (const forged of [
      cookie.replace(OWNER, LEADER),
      cookie.slice(0, -3),
      `lianxinqiao=${LEADER}.${START}`,
      'lianxinqiao=',
    ]) {
      expect((await visit.get('/', forged)).status, forged).toBe(401);
    }
    expect((await visit.get('/', cookie)).status).toBe(200);
  });

  test('goes out by themselves, everywhere at once', async () => {
    const [phone, desk] = [await visit.enter(OWNER), await visit.enter(OWNER)];
    await visit.bench.goesTo(START + 1);
    expect((await visit.post('/out', {}, phone)).status).toBe(200);
    expect((await visit.get('/', phone)).status).toBe(401);
    expect((await visit.get('/', desk)).status).toBe(401);
  });

  test('is put out by the operator', async () => {
    const cookie = await visit.enter(OWNER);
    await visit.bench.goesTo(START + 1);
    const { store, county, clock } = visit.bench;
    expect(
      await control({ do: 'signOut', person: OWNER }, store, county.roster, clock, county.say),
    ).toMatchObject({
      ok: true,
    });
    expect((await visit.get('/', cookie)).status).toBe(401);
    expect(
      await control({ do: 'signOut', person: '没有的人' }, store, county.roster, clock, county.say),
    ).toMatchObject({
      ok: false,
    });
  });
});

describe('whoever is not in', () => {
  test('gets nothing at any address but how to come in', async () => {
    await visit.bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看。');
    const places = await oneOfEach(visit);
    const paths = [...pathsOf(visit), '/live'].flatMap((route) => filled(route, places));
    expect(paths.length, 'addresses').toBeGreaterThan(50);
    for (const path of [...paths, '/tickets?q=超期', '/no-such-page']) {
      const got = await visit.get(path);
      expect([got.status, got.type], path).toEqual([401, 'text/html']);
      expect(got.text, path).toContain('网页');
      expect(wordsIn(got), path).not.toContain('跳闸');
    }
    expect((await visit.get('/privacy')).status, 'how data is handled, for everybody').toBe(200);
  });

  test.each(['/press', '/say', '/t/1/step', '/feedback'])('changes nothing by %s', async (path) => {
    const got = await visit.post(path, { text: '厂里着火了', press: '["签收","x"]', step: '签收' });
    expect(got.status).toBe(401);
    expect(got.text).toContain('刚才这一步没有办');
    expect(await visit.bench.store.tickets({})).toEqual([]);
  });
});

test('every page has the filing number and 投诉建议 at its foot; a complaint goes to the operators', async () => {
  const cookie = await visit.enter(OWNER);
  for (const path of ['/', '/tickets', '/talk', '/feedback']) {
    const { text } = await visit.get(path, cookie);
    expect(text, path).toContain('晋ICP备00000000号');
    expect(text, path).toContain('/w/feedback');
  }
  const fields = { key: 'complaint-key-1', text: '字太小了，看不清' };
  expect((await visit.post('/feedback', fields, cookie)).text).toContain('已送到管理员');
  await visit.post('/feedback', fields, cookie);
  await visit.bench.program.delivery.run();
  const [operator] = visit.bench.county.roster.operators;
  const told = visit.bench.told(operator?.id ?? '').filter((text) => text.includes('字太小了'));
  expect(told).toHaveLength(1);
  expect((await visit.post('/feedback', { text: '  ' }, cookie)).status).toBe(400);
});

describe('where people come by https', () => {
  useVisit(
    START,
    (one) => {
      visit = one;
    },
    { origin: 'https://lxq.example.gov.cn' },
  );

  test('the cookie is never sent without it', async () => {
    expect(await visit.cookieSet(OWNER)).toMatch(/; HttpOnly; Secure; SameSite=Lax/u);
  });
});
