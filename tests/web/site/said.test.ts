/** 说一句: whoever has something registered there sees there that it was, whose it is and by when. */
import { expect, test } from 'vitest';
import { useVisit, type Visit } from './visit.ts';

const OWNER = 'xinghuo-1';

let visit: Visit;
useVisit(Date.parse('2026-11-23T09:00:00+08:00'), (one) => {
  visit = one;
});

async function said(words: string): Promise<string> {
  const cookie = await visit.enter(OWNER);
  await visit.post('/say', { text: words }, cookie);
  return (await visit.get('/talk', cookie)).text;
}

test('a difficulty: its number, who has it, by when', async () => {
  const page = await said('厂区这两天老是跳闸，请供电公司来看看。');
  expect(page).toContain('诉求件 1');
  expect(page).toContain('供电公司');
  expect(page).toContain('11月24日');
});

test('a danger: whom to ring stands there, too', async () => {
  const page = await said('锅炉房着火了，快来人');
  expect(page).toContain('情况危急请先打电话');
  expect(page).toMatch(/诉求件 1 · 紧急/u);
});

test('several matters at once: each of them', async () => {
  const page = await said('1、厂区老是跳闸，请供电公司来看看；2、厂门口县道塌了半边，请交通局来修');
  expect(page).toContain('诉求件 1');
  expect(page).toContain('诉求件 2');
});

test('a report: that it is kept, and nothing that tells of it', async () => {
  const page = await said('我要举报市场监管所的人收了两条烟才给验收');
  expect(page).toContain('已按保密件受理');
  expect(page).not.toMatch(/诉求件 \d/u);
});
