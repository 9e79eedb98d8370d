/** 来源 of what was newly registered: a line of the weekly brief, links of the board, and what opens behind them. */
import { expect, test } from 'vitest';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-24T10:00:00+08:00');
const LEADER = 'leader-1';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

test('the brief says what they grew out of, the board leads to those of each', async () => {
  const { bench } = visit;
  const source = { kind: 'event', id: '1', title: '第 1 期早餐会' } as const;
  await bench.has(START, (story) => story, { text: '厂门口的路塌了一块，货车进不来' });
  await bench.has(START, (story) => story, { text: '二期增容的费用没人答复', source });
  await bench.has(START, (story) => story, { text: '招工难，想办一场招聘会', source });
  const listed = await bench.answers(LEADER, '来源 本月');
  expect(listed).toContain('政企活动');
  const cookie = await visit.enter(LEADER);
  const board = (await visit.get('/board?p=本月', cookie)).text;
  const [, href = '', words] = /href="\/w([^"]*source=event[^"]*)">([^<]*)<\/a>/u.exec(board) ?? [];
  expect(words).toBe('政企活动 2 件');
  const opened = (await visit.get(href.replaceAll('&amp;', '&'), cookie)).text;
  expect(opened).toContain('二期增容');
  expect(opened).toContain('招聘会');
  expect(opened).not.toContain('塌了一块');
  await bench.goesTo(Date.parse('2026-12-01T18:00:00+08:00'));
  const weekly = bench.told(LEADER).find((text) => text.includes('【周报】')) ?? '';
  expect(weekly).toContain('来源　政企活动 2 · 群里和私聊 1');
});
