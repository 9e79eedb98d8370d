/** 设置核对: the hub and the operator read what the command finds; nobody else, and nothing of a report. */
import { expect, test } from 'vitest';
import { useVisit, type Visit } from './visit.ts';

let visit: Visit;
useVisit(Date.parse('2026-12-01T09:00:00+08:00'), (one) => {
  visit = one;
});

test('is shown to whoever keeps the roster, with what is to be looked at', async () => {
  for (const person of ['dispatcher-1', 'operator-1']) {
    const { status, text } = await visit.get('/checkup', await visit.enter(person));
    expect([person, status]).toEqual([person, 200]);
    expect(text).toContain('2027 年的放假安排还没有填');
    expect(text).toContain('可以启动（重启）');
  }
});

test('is no page for anybody else', async () => {
  for (const person of ['xinghuo-1', 'power-a', 'leader-1'])
    expect((await visit.get('/checkup', await visit.enter(person))).status, person).toBe(404);
});
