/** The board: whose figures it shows, and that each of them opens the tickets it is made of. */
import { describe, expect, test } from 'vitest';
import { COMMANDS, next, type Story } from '../../support/builders.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
const DAY_MS = 86_400_000;
const OWNER = 'xinghuo-1';
const LIAISON = 'power-a';
const LEADER = 'leader-1';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

/** Two power cuts, one resolved and rated; two weeks later the other is late. */
async function live(): Promise<void> {
  const { bench } = visit;
  await bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看。');
  await bench.says('qingyun-1', '我们矿上电压一直不稳，变压器嗡嗡响，请供电公司来看看。');
  await bench.says(LIAISON, '签收 1');
  await bench.says(LIAISON, '办结 1 线路已经换新，跳闸的问题解决了');
  await bench.says(OWNER, '满意 1');
  await bench.goesTo(START + 14 * DAY_MS);
}

describe('the leader’s board', () => {
  test('begins with the worst matter, the company, how late it is, and whom to ring', async () => {
    await live();
    const { text } = await visit.get('/board?p=今年', await visit.enter(LEADER));
    const first = text.slice(text.indexOf('class="first"'), text.indexOf('class="counts"'));
    const enterprise = visit.bench.county.roster.enterpriseOf('qingyun-1')?.name ?? '';
    expect(first).toContain(enterprise);
    expect(first).toMatch(/超期 \d+ 天/);
    expect(first).toContain(visit.bench.county.roster.person(LIAISON)?.phone ?? '—');
    expect(first).toContain('按期办结率');
  });

  test('says the rate itself where nothing was due before, and that few cannot be compared', async () => {
    const { bench } = visit;
    const tile = async (period: string): Promise<string> => {
      const { text } = await visit.get(`/board?p=${encodeURIComponent(period)}`, await visit.enter(LEADER));
      return text.slice(text.indexOf('class="first"'), text.indexOf('class="counts"'));
    };
    const registered = Date.parse('2026-11-02T09:00:00+08:00');
    const kept = (story: Story): Story =>
      next(story, { person: 'housing-a' }, COMMANDS.resolve, registered + DAY_MS);
    for (let turn = 0; turn < 4; turn++) await bench.has(registered, kept);
    expect(await tile('11月')).toContain('<p class="tile-word">件少，不比</p>');
    for (let turn = 0; turn < 4; turn++) await bench.has(registered, kept);
    const first = await tile('11月');
    expect(first).toContain('<p class="tile-word">100%</p>');
    expect(first).toContain('按期办结率 100%（8/8），10月 —（件少，不比）');
    expect(first).toContain('<p>超期 0 件，10月末 0 件</p>');
    expect(first).not.toMatch(/好转|变差|持平/u);
  });

  test.each(['今年', '本月', '11月', '上周', '2025年', '11月20日到30日'])(
    'every figure of %s opens as many tickets as it says',
    async (period) => {
      await live();
      const cookie = await visit.enter(LEADER);
      const { text } = await visit.get(`/board?p=${encodeURIComponent(period)}`, cookie);
      const counts = [...text.matchAll(/<a href="\/w(\/figure\?f=counts[^"]+)">(?:<strong>)?(\d+)/g)];
      expect(counts.length).toBeGreaterThanOrEqual(8);
      for (const [, href = '', number = ''] of counts) {
        const { text: opened } = await visit.get(href.replaceAll('&amp;', '&'), cookie);
        expect(opened, href).toContain(`<small>${number} 件</small>`);
        expect([...opened.matchAll(/<a class="row"/g)], href).toHaveLength(Number(number));
      }
      const rates = [...text.matchAll(/<a href="\/w(\/figure\?f=rates[^"]+base=1[^"]*)">(\d+)<\/a>/g)];
      for (const [, href = '', number = ''] of rates) {
        const { text: opened } = await visit.get(href.replaceAll('&amp;', '&'), cookie);
        expect([...opened.matchAll(/<a class="row"/g)], href).toHaveLength(Number(number));
      }
    },
  );

  test('as long as nothing happens to a ticket it is not counted again, for a minute; what happens is on it at once', async () => {
    await live();
    const { bench } = visit;
    const cookie = await visit.enter(LEADER);
    let reads = 0;
    const { outlinesSince } = bench.store;
    bench.store.outlinesSince = (...asked) => {
      reads += 1;
      return outlinesSince.apply(bench.store, asked);
    };
    const board = async (): Promise<string> => (await visit.get('/board?p=今年', cookie)).text;
    const first = await board();
    expect(reads).toBe(1);
    expect(await board()).toBe(first);
    expect(reads).toBe(1);
    await bench.says(LIAISON, '办结 2 变压器已经换新');
    expect(await board()).not.toBe(first);
    expect(reads).toBe(2);
    bench.clock.advanceTo(bench.clock.now() + 60_000);
    await board();
    expect(reads).toBe(3);
  });

  test('themes and kinds open as many tickets as they say, and name no firm', async () => {
    const { bench } = visit;
    for (const owner of ['xinghuo-1', 'qingyun-1', 'shangchao-1'])
      await bench.says(owner, '厂区这两天老是停电跳闸，变压器嗡嗡响，请供电公司来看看。');
    const cookie = await visit.enter(LEADER);
    const { text } = await visit.get('/board?p=本月', cookie);
    const alike = text.slice(text.indexOf('反映集中的'), text.indexOf('按部门'));
    const links = [...alike.matchAll(/<a href="\/w(\/figure\?[^"]+)">[^<]*? (\d+) 件<\/a>/g)];
    expect(links.filter(([, href = '']) => href.includes('word=')).length).toBeGreaterThanOrEqual(1);
    expect(links.filter(([, href = '']) => href.includes('kind=')).length).toBeGreaterThanOrEqual(1);
    for (const [, href = '', number = ''] of links) {
      const { text: opened } = await visit.get(href.replaceAll('&amp;', '&'), cookie);
      expect([...opened.matchAll(/<a class="row"/g)], href).toHaveLength(Number(number));
    }
    for (const owner of ['xinghuo-1', 'qingyun-1', 'shangchao-1'])
      expect(alike).not.toContain(bench.county.roster.enterpriseOf(owner)?.name);
  });

  test('says of a department why it is in its tier, with the ticket', async () => {
    await live();
    const { text } = await visit.get('/board?p=今年', await visit.enter(LEADER));
    expect(text).toMatch(/超期未办结 <a href="\/w\/t\/2">2<\/a>/);
  });

  test('of words that name no period, or the future, it shows this month', async () => {
    const cookie = await visit.enter(LEADER);
    for (const words of ['', '随便写的', '2031年', `${'长'.repeat(500)}`, "'><script>"]) {
      const { status, text } = await visit.get(`/board?p=${encodeURIComponent(words)}`, cookie);
      expect([status, text.includes('11月'), text.includes('<script>"')], words.slice(0, 9)).toEqual([
        200,
        true,
        false,
      ]);
    }
  });

  test('is empty without a ticket, and says so', async () => {
    const { text } = await visit.get('/board', await visit.enter(LEADER));
    expect(text).toContain('没有超期');
    expect(text).toContain('—');
  });
});

describe('whose figures', () => {
  test('a liaison sees those of the department, an owner those of the enterprise, nobody another’s', async () => {
    await live();
    const { roster } = visit.bench.county;
    const [liaison, owner] = [await visit.enter(LIAISON), await visit.enter(OWNER)];
    expect((await visit.get('/board?p=今年', liaison)).text).toContain(
      `<h1>${roster.department('power')?.name}`,
    );
    expect((await visit.get('/board?p=今年', owner)).text).toContain(
      `<h1>${roster.enterpriseOf(OWNER)?.name}`,
    );
    for (const [path, cookie] of [
      ['/board?d=housing', liaison],
      ['/board?e=xinghuo', liaison],
      ['/board?d=power', owner],
      [`/board?e=${roster.enterpriseOf('qingyun-1')?.id}`, owner],
      ['/figure?f=counts.open&d=housing', liaison],
      ['/figure?f=counts.nothing', liaison],
      ['/figure', owner],
      ['/board?d=constructor', liaison],
    ] as const) {
      expect((await visit.get(path, cookie)).status, path).toBe(404);
    }
    const { text } = await visit.get('/figure?f=counts.registered&p=今年', owner);
    expect([...text.matchAll(/<a class="row" href="\/w\/t\/(\d+)"/g)].map(([, number]) => number)).toEqual([
      '1',
    ]);
  });
});
