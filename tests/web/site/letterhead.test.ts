/** The county's own sheet (版头.docx) under the papers of the pages and under those that are issued. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { scratch } from '../../support/county.ts';
import { LINES, sheetOf } from '../../support/letterhead.ts';
import { wordsIn } from './addresses.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
const OWNER = 'xinghuo-1';
const HUB = 'dispatcher-1';
const RED = '某某市人民政府文件';

const place = scratch();
afterAll(() => place.remove());
const letterhead = join(place.dir, '版头.docx');
beforeEach(() => rmSync(letterhead, { force: true }));

let visit: Visit;
useVisit(
  START,
  (one) => {
    visit = one;
  },
  { change: (county) => ({ ...county, letterhead }) },
);

async function words(path: string): Promise<string> {
  const got = await visit.get(path, await visit.enter(HUB));
  expect(got.status, path).toBe(200);
  return wordsIn(got).replace(/<[^>]+>/g, '');
}

async function ordered(number: number): Promise<void> {
  await visit.bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看。');
  await visit.bench.says(HUB, `督办 ${number} 12月1日前到位`);
}

test('情况通报 and the draft of an order stand on it, from the moment that it lies there', async () => {
  await ordered(1);
  expect(await words('/notice.docx?p=11月')).not.toContain(RED);
  writeFileSync(letterhead, await sheetOf());
  const notice = await words('/notice.docx?p=11月');
  expect(notice).toContain(RED);
  expect(notice).toContain('新收1件');
  const draft = await words('/t/1/supervise.docx');
  expect(draft).toContain(RED);
  expect(draft).toContain('12月1日');
});

test('a paper is issued on the sheet of that day, and stays so when the sheet changes', async () => {
  writeFileSync(letterhead, await sheetOf());
  await ordered(1);
  await visit.bench.says(HUB, '督办通知单 1');
  const cookie = await visit.enter(HUB);
  const { bytes } = await visit.get('/papers/2026/1', cookie);
  expect(await words('/papers/2026/1')).toContain(RED);
  expect(await words('/papers/2026/1')).toContain('〔2026〕1号');
  writeFileSync(letterhead, await sheetOf(['另一个版头', ...LINES.slice(1)]));
  await visit.bench.says(HUB, '督办通知单 1');
  expect(Buffer.from((await visit.get('/papers/2026/1', cookie)).bytes).equals(Buffer.from(bytes))).toBe(
    true,
  );
  await visit.bench.says(HUB, '催办通知 1');
  expect(await words('/papers/2026/2')).toContain('另一个版头');
});

test.each([
  ['no .docx', async () => Buffer.from('版头')],
  ['a sheet with a tag that nobody knows', () => sheetOf([...LINES, '{盖章}'])],
])('%s: the paper is issued all the same, as the program sets it', async (_, file) => {
  writeFileSync(letterhead, await file());
  await ordered(1);
  expect(await visit.bench.answers(HUB, '督办通知单 1')).toContain('〔2026〕1号');
  const paper = await words('/papers/2026/1');
  expect(paper).toContain('〔2026〕1号');
  expect(paper).not.toContain(RED);
});
