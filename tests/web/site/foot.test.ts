/** At the foot of each page stand the filing number and where to complain of the program: on refusals too. */
import { expect, test } from 'vitest';
import { useVisit, type Visit } from './visit.ts';

let visit: Visit;
useVisit(Date.parse('2026-11-23T09:00:00+08:00'), (one) => {
  visit = one;
});

test('on pages, on what is refused, on what is not there, and on what failed', async () => {
  const { bench } = visit;
  await bench.says('xinghuo-1', '厂区这两天老是跳闸，请供电公司来看看。');
  const [owner, leader] = [await visit.enter('xinghuo-1'), await visit.enter('leader-1')];
  const footOf = (text: string): string => text.slice(text.lastIndexOf('<footer'));
  const expectFoot = (text: string, path: string): void => {
    expect(footOf(text), path).toContain('晋ICP备00000000号');
    expect(footOf(text), path).toContain('href="/w/feedback"');
  };
  for (const [path, as, status] of [
    ['', leader, 200],
    ['/board', leader, 200],
    ['/tickets', leader, 200],
    ['/t/1', owner, 200],
    ['/figure?f=counts.open', leader, 200],
    ['/privacy', undefined, 200],
    ['', undefined, 401],
    ['/in/nothing', undefined, 410],
    ['/t/99', owner, 404],
    ['/board?d=housing', owner, 404],
    ['/figure?f=nothing', leader, 404],
    ['/e/qingyun', owner, 404],
    ['/nowhere', leader, 404],
  ] as const) {
    const got = await visit.get(path, as);
    expect(got.status, path).toBe(status);
    expectFoot(got.text, path);
  }
  const refused = await visit.post('/t/1/do', { verb: 'nothing' }, owner);
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expectFoot(refused.text, 'POST /t/1/do');
  bench.store.outlinesSince = () => Promise.reject(new Error('the disk is gone'));
  const failed = await visit.get('/board?p=去年', leader);
  expect(failed.status).toBe(500);
  expectFoot(failed.text, 'a page that failed');
});
