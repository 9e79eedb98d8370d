/** What is taken from the pages into an office's files: the tickets that the page shows, and nothing that is not the reader's. */
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
const OWNER = 'xinghuo-1';
const LIAISON = 'power-a';
const LEADER = 'leader-1';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

/** All words of an office file. */
function wordsIn(bytes: Uint8Array): string {
  const files = Object.values(unzipSync(bytes)).map((part) => new TextDecoder().decode(part));
  return files.join('\n').replace(/<[^>]+>/g, '');
}

async function live(): Promise<void> {
  const { bench } = visit;
  await bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看。我的电话13812345678');
  await bench.says('qingyun-1', '我们矿上电压一直不稳，变压器嗡嗡响，请供电公司来看看。');
}

describe('the ledger', () => {
  test('of a list holds what the list shows, with people’s numbers starred', async () => {
    await live();
    const cookie = await visit.enter(LEADER);
    const words = wordsIn(await visit.bytes('/tickets.xlsx?q=跳闸', cookie));
    expect(words).toContain('跳闸');
    expect(words).not.toContain('嗡嗡响');
    expect(words).not.toContain('13812345678');
    expect(wordsIn(await visit.bytes('/tickets.xlsx', cookie))).toContain('嗡嗡响');
    expect(wordsIn(await visit.bytes('/figure.xlsx?f=counts.open', cookie))).toContain('嗡嗡响');
  });

  test('of an owner holds their own', async () => {
    await live();
    const words = wordsIn(await visit.bytes('/tickets.xlsx', await visit.enter(OWNER)));
    expect(words).toContain('跳闸');
    expect(words).not.toContain('嗡嗡响');
  });

  test('of a list without a ticket is a ledger without a row', async () => {
    const cookie = await visit.enter(LEADER);
    expect(wordsIn(await visit.bytes('/tickets.xlsx?q=没有这样的', cookie))).toContain('企业');
  });
});

describe('the papers', () => {
  test('情况通报 tells the period that was asked for, to those who see the whole', async () => {
    await live();
    expect(wordsIn(await visit.bytes('/notice.docx?p=11月', await visit.enter(LEADER)))).toContain('新收2件');
    expect((await visit.get('/notice.docx?p=11月', await visit.enter(LIAISON))).status).toBe(404);
  });

  test('督办通知单 is of one ticket, and says until when to answer, ordered or not', async () => {
    await live();
    const cookie = await visit.enter(LEADER);
    expect(wordsIn(await visit.bytes('/t/1/supervise.docx', cookie))).toContain('11月26日');
    await visit.bench.says(LEADER, '督办 1 12月1日前到位');
    expect(wordsIn(await visit.bytes('/t/1/supervise.docx', cookie))).toContain('12月1日');
    expect((await visit.get('/t/9/supervise.docx', cookie)).status).toBe(404);
    expect((await visit.get('/t/1/supervise.docx', await visit.enter(LIAISON))).status).toBe(404);
  });

  test.each(['/tickets.xlsx', '/figure.xlsx?f=counts.open', '/notice.docx', '/t/1/supervise.docx'])(
    '%s: whoever is not signed in gets none',
    async (path) => {
      await live();
      const got = await visit.get(path);
      expect(got.status).toBe(401);
      expect(got.text).not.toContain('跳闸');
    },
  );
});
