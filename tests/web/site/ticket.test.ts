/** The page of one ticket: how its limit is reckoned, and for staff alone why the words were read as they were. */
import { expect, test } from 'vitest';
import { dueInWords } from '../../../src/domain/deadline-words.ts';
import { useVisit, type Visit } from './visit.ts';

let visit: Visit;
useVisit(Date.parse('2026-11-23T09:00:00+08:00'), (one) => {
  visit = one;
});

test('staff read how the limit is reckoned and why it was read so; the enterprise the limit, and no reasons', async () => {
  const { bench } = visit;
  await bench.says('xinghuo-1', '厂区这两天老是跳闸，请供电公司来看看。');
  const ticket = await bench.store.ticket(1);
  const [reason = ''] = ticket?.reasons ?? [];
  const deadline = ticket?.clocks.resolve?.deadline;
  if (reason === '' || !deadline) throw new Error('it has neither a reason nor a limit');
  const panel = (text: string, title: string): string | null => {
    const [, found] = new RegExp(`<h2>${title}</h2>(.*?)</section>`, 'su').exec(text) ?? [];
    return found?.replace(/<[^>]+>/gu, '') ?? null;
  };
  const due = dueInWords(deadline, bench.clock.now());
  for (const person of ['power-a', 'power-head', 'dispatcher-1', 'leader-1']) {
    const { text } = await visit.get('/t/1', await visit.enter(person));
    expect(panel(text, '时限怎么算的'), person).toContain(due);
    expect(panel(text, '判断依据'), person).toContain(reason);
    expect(panel(text, '判断依据'), person).toContain('怎么派的：程序按内容直接派出');
  }
  const { status, text } = await visit.get('/t/1', await visit.enter('xinghuo-1'));
  expect(status).toBe(200);
  expect(panel(text, '时限怎么算的')).toContain(due);
  expect(panel(text, '判断依据')).toBeNull();
  expect(text).not.toContain(reason);
  expect(text).not.toContain('可能的部门');
});
