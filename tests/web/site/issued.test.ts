/** 督办通知单 and 催办通知 from the pages: issued by a press, kept, and taken again by those whom they concern. */
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
const OWNER = 'xinghuo-1';
const LIAISON = 'power-a';
const HEAD = 'power-head';
const OTHER = 'water-a';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const PAPER = '/papers/2026/1';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

function wordsIn(bytes: Uint8Array): string {
  const part = unzipSync(bytes)['word/document.xml'] ?? new Uint8Array();
  return new TextDecoder().decode(part).replace(/<[^>]+>/g, '');
}

async function ordered(): Promise<void> {
  await visit.bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看。');
  await visit.bench.says(HUB, '督办 1 12月1日前到位');
}

describe('from the page of a ticket', () => {
  test('a press issues it; the page then has it, with the same number and text for everybody who may', async () => {
    await ordered();
    const cookie = await visit.enter(HUB);
    expect((await visit.get('/t/1', cookie)).text).toContain('出具督办通知单');
    const posted = await visit.post('/t/1/paper', { kind: 'supervise' }, cookie);
    expect(posted.location).toBe('/w/t/1#talk');
    const page = (await visit.get('/t/1', cookie)).text;
    expect(page).toContain('《督办通知单》〔2026〕1号');
    expect(page).toContain(`/w${PAPER}`);
    const bytes = await visit.bytes(PAPER, cookie);
    expect(wordsIn(bytes)).toContain('〔2026〕1号');
    await visit.post('/t/1/paper', { kind: 'supervise' }, cookie);
    expect((await visit.get('/papers/2026/2', cookie)).status).toBe(404);
    for (const person of [LEADER, HEAD, LIAISON]) {
      const theirs = await visit.enter(person);
      expect(Buffer.from(await visit.bytes(PAPER, theirs)).equals(Buffer.from(bytes)), person).toBe(true);
      expect((await visit.get('/t/1', theirs)).text, person).toContain('〔2026〕1号');
    }
  });

  test.each([OWNER, OTHER, 'operator-1', 'discipline-1'])(
    '%s gets none, and reads of none',
    async (person) => {
      await ordered();
      await visit.bench.says(HUB, '督办通知单 1');
      const cookie = await visit.enter(person);
      expect((await visit.get(PAPER, cookie)).status).toBe(404);
      expect((await visit.get('/t/1', cookie)).text).not.toContain('通知单》');
      await visit.post('/t/1/paper', { kind: 'urge' }, cookie);
      expect(Object.keys((await visit.bench.store.office()).papers ?? {})).toHaveLength(1);
    },
  );

  test('whoever is not signed in gets none, and issues none', async () => {
    await ordered();
    await visit.bench.says(HUB, '督办通知单 1');
    expect((await visit.get(PAPER)).status).toBe(401);
    expect((await visit.post('/t/1/paper', { kind: 'urge' })).status).toBe(401);
  });

  test.each([{ kind: 'else' }, { kind: 'urge', key: 'x' }, {}])('%j issues nothing', async (fields) => {
    await ordered();
    const cookie = await visit.enter(HUB);
    expect((await visit.post('/t/1/paper', fields as Record<string, string>, cookie)).status).toBe(400);
    expect((await visit.bench.store.office()).papers).toBeUndefined();
  });

  test('of a ticket without an order there is a draft without a number', async () => {
    await visit.bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看。');
    const page = (await visit.get('/t/1', await visit.enter(HUB))).text;
    expect(page).toContain('/w/t/1/supervise.docx');
    expect(page).not.toContain('出具督办通知单');
    expect(page).toContain('出具催办通知');
  });
});

test('from the page of a department: what is late there, and the answer stands on that page', async () => {
  await visit.bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看。');
  const early = await visit.post('/d/power/paper', {}, await visit.enter(LEADER));
  expect(early.location).toBe('/w/talk#talk');
  await visit.bench.goesTo(Date.parse('2026-12-20T09:00:00+08:00'));
  const cookie = await visit.enter(LEADER);
  const posted = await visit.post('/d/power/paper', {}, cookie);
  expect(posted.location).toBe('/w/d/power#papers');
  // The clock has issued 督办通知单〔2026〕1号 by then.
  expect((await visit.get('/d/power', cookie)).text).toContain('《催办通知》〔2026〕2号');
  expect((await visit.get('/d/power', await visit.enter(HEAD))).text).not.toContain('《催办通知》');
  expect((await visit.get('/d/none', cookie)).status).toBe(404);
});
