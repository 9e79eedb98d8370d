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

/** Of a page what is read: no tags, a blank between the pieces. */
const plain = (page: string): string => page.replace(/<[^>]+>/gu, '');
const mainOf = (page: string): string => /<main.*<\/main>/su.exec(page)?.[0] ?? '';

interface Linked {
  readonly href: string;
  readonly number: number;
  readonly words: string;
}

/** Every number of tickets in a page, and where it leads. */
function numbersIn(page: string): readonly Linked[] {
  const all = mainOf(page).matchAll(/<a data-tickets="([\d.]+)" href="\/w([^"]+)">(.*?)<\/a>/gsu);
  return [...all].map(([, number = '', href = '', words = '']) => ({
    href: href.replaceAll('&amp;', '&'),
    number: Number(number),
    words: plain(words),
  }));
}

/** The list that a number leads to, page by page, has as many; what counts in part (满意率) is told in its head. */
async function expectOpens({ href, number, words }: Linked, cookie: string): Promise<void> {
  expect(words, href).toContain(String(number));
  const { status, text } = await visit.get(href, cookie);
  expect(status, href).toBe(200);
  const rows = [...text.matchAll(/<a class="row"/gu)].length;
  const head = plain(/<h1>.*?<\/h1>/su.exec(text)?.[0] ?? '');
  if (href.includes('f=rates.satisfaction') && !href.includes('base=1')) {
    expect(head, href).toContain(`${number}/`);
    expect(rows, href).toBeGreaterThanOrEqual(number);
  } else {
    expect(rows, `${href}: ${words}`).toBe(number);
  }
}

/**
 * Beside `live`: one in time and then left unrated, one rated 基本满意, one brought in from a ledger, one of the month before.
 */
async function lived(): Promise<void> {
  const { bench } = visit;
  const resolved = (story: Story): Story => next(story, { person: 'housing-a' }, COMMANDS.resolve, START);
  await live();
  const earlier = START - 11 * DAY_MS;
  await bench.has(earlier, (story) => next(story, { person: 'housing-a' }, COMMANDS.resolve, earlier));
  await bench.has(START, (story) =>
    next(resolved(story), 'reporter', { type: 'confirm', rating: 'basic' }, START + 3_600_000),
  );
  await bench.has(START, undefined, {
    origin: { channel: 'import', chat: '1', chatKind: 'private', message: '1' },
  });
  const october = Date.parse('2026-10-12T09:00:00+08:00');
  await bench.has(october, (story) =>
    next(story, { person: 'housing-a' }, COMMANDS.resolve, october + DAY_MS),
  );
  await bench.goesTo(START + 15 * DAY_MS);
}

test.each(['13月', '2027年', '上上周'])('a period that cannot be read is told: %s', async (words) => {
  const { text } = await visit.get(`/board?p=${encodeURIComponent(words)}`, await visit.enter(LEADER));
  expect(text).toContain(`没看懂“${words}”`);
  const { text: again } = await visit.get('/board?p=本月', await visit.enter(LEADER));
  expect(again).not.toContain('没看懂');
});

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
    expect(plain(first)).toContain('按期办结率 100%（8/8，其中未评价 8），10月 —（件少，不比）');
    expect(plain(first)).toContain('超期 0 件，10月末 0 件');
    expect(first).not.toMatch(/好转|变差|持平/u);
  });

  test.each([
    ['今年', 60],
    ['本月', 40],
    ['11月', 60],
    ['上周', 40],
    ['2025年', 10],
    ['11月20日到30日', 60],
  ])('every number of tickets on the board of %s opens as many as it says', async (period, least) => {
    await lived();
    const cookie = await visit.enter(LEADER);
    const { text } = await visit.get(`/board?p=${encodeURIComponent(period)}`, cookie);
    const all = numbersIn(text);
    expect(all.length).toBeGreaterThanOrEqual(least);
    const once = new Map(all.map((one) => [one.href, one]));
    for (const one of once.values()) await expectOpens(one, cookie);
    // 临期: no figure; the tickets themselves stand below.
    const [, soon = '', rows = ''] =
      /<h2>(?:期末)?临期 <small>(\d+) 件.*?<\/h2>(.*?)<details class="picture"|<p class="take"/su.exec(
        text,
      ) ?? [];
    expect([...rows.matchAll(/<a class="row"/gu)], '临期').toHaveLength(Number(soon));
  });

  test('no number of tickets stands there without a way to them', async () => {
    await lived();
    const { text } = await visit.get('/board?p=11月', await visit.enter(LEADER));
    const unlinked = plain(
      mainOf(text)
        .replace(/<a .*?<\/a>/gsu, '（链接）')
        .replace(/<h2>(?:期末)?临期.*?<\/h2>/su, '')
        .replace('分母不满 5 件的只列件数', ''),
    );
    expect(unlinked.match(/\d+ 件|\d\/|\/\d|未评价 \d/gu)).toBeNull();
  });

  test('beside a rate stands how many of it nobody rated, in the head, in the rates, of departments and firms alike', async () => {
    await lived();
    const cookie = await visit.enter(LEADER);
    const { text } = await visit.get('/board?p=11月', cookie);
    const page = plain(mainOf(text));
    expect(page).toContain('按期办结率 60%（3/5，其中未评价 1），10月 1/1（件少，不比）');
    for (const [name, rate] of [
      ['按期办结率', '60%（3/5，其中未评价 1）'],
      ['到期办结率', '60%（3/5，其中未评价 1）'],
      // What was taken over from a ledger is in 累计 alone.
      ['今年办结率', '80%（4/5，其中未评价 2）'],
      ['累计办结率', '66.7%（4/6，其中未评价 2）'],
    ] as const)
      expect(page).toContain(`${name}${rate}10月`);
    const table = (title: string): string =>
      plain(text.slice(text.indexOf(`<h2>${title}`)).split('</details>')[0] ?? '');
    expect(table('按部门')).toContain('2/3（其中未评价 1）');
    expect(table('按企业')).toContain('2/3（其中未评价 1）');
    const december = plain(mainOf((await visit.get('/board?p=12月', cookie)).text));
    expect(december, 'of the period before').toContain('11月 60%（3/5，其中未评价 1）');
    const place = plain((await visit.get('/d/housing', cookie)).text);
    expect(place).toMatch(/按期办结率3\/4（其中未评价 2）/u);
    const [note] = numbersIn(text).filter(({ href }) => href.includes('unratedIn.onTime'));
    const { text: opened } = await visit.get(note?.href ?? '', cookie);
    expect(plain(opened)).toContain('按期办结率：未评价 1 件');
  });

  test('of a period before, the list says which, and its sheet holds the same', async () => {
    await lived();
    const cookie = await visit.enter(LEADER);
    const { text } = await visit.get('/board?p=11月', cookie);
    const was = numbersIn(text).find(({ href }) => href.includes('f=rates.onTime') && href.includes('was=1'));
    const { text: opened } = await visit.get(was?.href ?? '', cookie);
    expect(plain(opened)).toContain('全市 10月');
    expect([...opened.matchAll(/<a class="row" href="\/w\/t\/(\d+)"/gu)].map(([, one]) => one)).toEqual([
      '6',
    ]);
    expect(opened).toMatch(/figure\.xlsx\?[^"]*was=1/u);
  });

  test('the months before stand one under the other, each of their numbers opens its tickets, each month its board', async () => {
    await lived();
    const cookie = await visit.enter(LEADER);
    const { text: board } = await visit.get('/board?p=12月', cookie);
    const [, way = ''] = /<a href="\/w(\/trend[^"]+)"/u.exec(board) ?? [];
    const { text } = await visit.get(way.replaceAll('&amp;', '&'), cookie);
    const points = [
      ...text.matchAll(/<tr><th scope="row"><a href="\/w([^"]+)">(.*?)<\/a><\/th><td>(.*?)<\/td>/gsu),
    ];
    expect(points.map(([, , period, rate = '']) => [period, plain(rate)])).toEqual([
      ['12月', '—'],
      ['11月', '60%（3/5，其中未评价 1）'],
      ['10月', '1/1'],
    ]);
    const numbers = numbersIn(text);
    expect(numbers).toHaveLength(5);
    for (const one of numbers) await expectOpens(one, cookie);
    for (const [, href = '', period = ''] of points) {
      const { text: opened } = await visit.get(href.replaceAll('&amp;', '&'), cookie);
      expect(plain(/<h1>.*?<\/h1>/su.exec(opened)?.[0] ?? '')).toContain(period);
    }
  });

  test('tells what waits for the leader, how the leader’s orders stand, and the emergencies', async () => {
    const { bench } = visit;
    const { number: asks } = await bench.has(START, (story) =>
      next(story, 'liaison', COMMANDS.suspend, START),
    );
    const { number: ordered } = await bench.has(START);
    const { number: answered } = await bench.has(START);
    const { number: urgent } = await bench.has(START, undefined, { kind: 'urgent', urgent: true });
    for (const one of [ordered, answered]) await bench.answers(LEADER, `督办 ${one} 11月25日前到位`);
    await bench.answers('housing-a', `回复 ${answered} 已在排期`);
    let cookie = await visit.enter(LEADER);
    const waits = async (): Promise<readonly string[]> => {
      const { text } = await visit.get('/board?p=本月', cookie);
      const list = /<ul class="waits">(.*?)<\/ul>/su.exec(text)?.[1] ?? '';
      return [...list.matchAll(/<li>(.*?)<\/li>/gsu)].map(([, one = '']) => plain(one));
    };
    expect(await waits()).toEqual([
      `紧急件在办：${urgent}`,
      `等您审批：${asks}`,
      `您的督办、批示，还没回：${ordered}`,
      `您的督办、批示，已回：${answered}`,
    ]);
    // Of whatever period the rest is: this is now.
    const { text: past } = await visit.get('/board?p=2025年', cookie);
    const tile = /<p class="tile-name">等您的 <small>此刻<\/small><\/p>(.*?)<\/ul>/su.exec(past)?.[1] ?? '';
    expect(plain(tile)).toContain(`您的督办、批示，还没回：${ordered}`);
    expect(plain(tile)).toContain(`紧急件在办：${urgent}`);
    await bench.goesTo(START + 4 * DAY_MS);
    cookie = await visit.enter(LEADER);
    expect(await waits()).toContain(`您的督办、批示，过期没回：${ordered}`);
    expect(await bench.answers(LEADER, '简报 11月23日')).toContain(
      `此刻（不在本期的数里）：\n紧急件在办：${urgent}`,
    );
    expect(await bench.answers(LEADER, '简报 本月')).not.toContain('此刻');
  });

  test('what no department has yet stands under the table, so that it adds up', async () => {
    const { bench } = visit;
    await bench.has(START);
    await bench.has(START, undefined, { department: null });
    const { text } = await visit.get('/board?p=本月', await visit.enter(LEADER));
    expect(plain(text)).toContain('另有还没定部门的（待分办、不予受理等）：新收 1 件、在办 1 件，不在表里');
  });

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
    const links = numbersIn(`<main>${alike}</main>`);
    expect(links.filter(({ href }) => href.includes('word=')).length).toBeGreaterThanOrEqual(1);
    expect(links.filter(({ href }) => href.includes('kind=')).length).toBeGreaterThanOrEqual(1);
    for (const one of links) await expectOpens(one, cookie);
    for (const owner of ['xinghuo-1', 'qingyun-1', 'shangchao-1'])
      expect(alike).not.toContain(bench.county.roster.enterpriseOf(owner)?.name);
  });

  test('the kinds of which most came stand first', async () => {
    const { bench } = visit;
    const now = bench.clock.now();
    const ofFlow =
      (flow: string) =>
      (story: Story): Story => ({
        ...story,
        events: story.events.map((one) => (one.type === 'registered' ? { ...one, flow } : one)),
      });
    await bench.has(now, ofFlow(bench.county.flowVersions.arrears));
    for (let count = 0; count < 3; count++) await bench.has(now, ofFlow(bench.county.flowVersions.consult));
    for (let count = 0; count < 2; count++) await bench.has(now);
    const { text } = await visit.get('/board?p=本月', await visit.enter(LEADER));
    const kinds = text.slice(text.indexOf('新收的类别'));
    const shown = [...kinds.matchAll(/kind=[^>]*>([^<]+) \d+ 件</gu)].map(([, name]) => name);
    expect(shown).toEqual(['咨询', '一般诉求', '拖欠账款']);
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
      ['/trend?d=housing', liaison],
      ['/trend?e=xinghuo', liaison],
      ['/trend?d=power', owner],
    ] as const) {
      expect((await visit.get(path, cookie)).status, path).toBe(404);
    }
    const { text } = await visit.get('/figure?f=counts.registered&p=今年', owner);
    expect([...text.matchAll(/<a class="row" href="\/w\/t\/(\d+)"/g)].map(([, number]) => number)).toEqual([
      '1',
    ]);
  });
});
