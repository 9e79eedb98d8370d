/** The search of the pages: by words, company, telephone, number and month, over all that one may see and nothing else. */
import { expect, test } from 'vitest';
import { may } from '../../../src/domain/permissions.ts';
import { at, DAY } from '../../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../../support/builders.ts';
import { useVisit, type Visit } from './visit.ts';

const NOW = at('2026-12-01', '10:00');
const HUB = 'dispatcher-1';

let visit: Visit;
useVisit(NOW, (one) => {
  visit = one;
});

const rated = (story: Story): Story =>
  ['sign', 'resolve', 'confirm'].reduce(
    (sum, step) =>
      next(sum, step === 'confirm' ? 'reporter' : 'liaison', COMMANDS[step as 'sign'], NOW - DAY),
    story,
  );

/** Of two firms and two departments: over two years ago and last month, and open; and a report of one of the firms. */
async function county(): Promise<void> {
  const { bench } = visit;
  await bench.has(at('2024-10-09', '10:00'), rated, { text: '厂区停电两小时，电机烧了' });
  await bench.has(at('2026-11-27', '10:00'), rated, { text: '门口的路塌了，请打 138-0000-4321' });
  await bench.has(at('2026-11-30', '10:00'), undefined, {
    enterprise: 'xinghuo',
    member: 'xinghuo-1',
    department: 'finance',
    candidates: [{ department: 'finance', p: 0.9 }],
    text: '停电以后 <b>贷款</b> 还不上 100%_(急)*\\ \'"',
  });
  await bench.has(at('2026-11-30', '11:00'), undefined, {
    confidential: true,
    kind: 'whistleblow',
    text: '停电时有人收钱',
  });
}

const foundIn = (html: string): number[] =>
  [...html.matchAll(/<a class="row" href="\/w\/t\/(\d+)"/g)].map(([, number]) => Number(number));

async function finds(words: string, cookie: string): Promise<number[] | string | null> {
  const { status, text, location } = await visit.get(`/tickets?q=${encodeURIComponent(words)}`, cookie);
  if (status === 303) return location;
  expect(status, words.slice(0, 40)).toBe(200);
  return foundIn(text);
}

test('by words, company, telephone, number and month, however old; what is open first, the newest of the others next', async () => {
  await county();
  const hub = await visit.enter(HUB);
  for (const [words, numbers] of [
    ['停电', [3, 1]],
    ['電機燒了', [1]],
    ['厂区停电两小时，电机', [1]],
    ['星火', [3]],
    ['惠民桥', [2, 1]],
    ['住建局 11月', [2]],
    ['2024年10月', [1]],
    ['2026-11', [3, 2]],
    ['2024-10 停电', [1]],
    ['〖2〗', [2]],
    ['〖2-86〗', [2]],
    ['2026-2', []],
    ['2026-0003', [3]],
    ['2024-0003', []],
    ['第3件', [3]],
    ['13800004321', [2]],
    ['138-0000-4321', [2]],
    ['000-00001010', [2, 1]],
    ['00001010', [2, 1]],
    ['1380000432199', []],
    ['火星人', []],
    ['字'.repeat(10_000), []],
    ['100%_(急)', [3]],
    ['*\\ \'"', [3]],
    ['.*', []],
    ['(((', []],
    ['\u0000\u200b', []],
    [' ， 、 ', []],
  ] as const) {
    expect(await finds(words, hub), words.slice(0, 40)).toEqual(numbers);
  }
  expect(await finds('2号', hub)).toBe('/w/t/2');
  expect(await finds('#2', hub)).toBe('/w/t/2');
  expect(await finds('99号', hub), 'no such ticket').toEqual([]);
  const { text } = await visit.get(`/tickets?q=${encodeURIComponent('<script>alert(1)</script>')}`, hub);
  expect(text).not.toContain('<script>alert');
  expect(text).toContain('没有找到');
}, 120_000);

test('nobody finds a row that they may not see, and a report nobody', async () => {
  await county();
  const { roster } = visit.bench.county;
  const tickets = await visit.bench.store.tickets({});
  const people = ['leader-1', 'housing-a', 'housing-b', 'housing-head', 'finance-a', 'power-a']
    .concat(['shangchao-1', 'shangchao-2', 'xinghuo-1', 'qingyun-1', 'discipline-1', 'operator-1'])
    .filter((id) => roster.person(id) !== undefined);
  for (const id of people) {
    const cookie = await visit.enter(id);
    const seen = tickets.filter((one) => !one.confidential && may('view', one, { person: id }, roster));
    for (const words of [
      '停电',
      '惠民桥',
      '2026-11',
      '138-0000-4321',
      '未评价',
      '收钱',
      '路塌',
      '星火 停电',
    ]) {
      const found = await finds(words, cookie);
      expect(
        Array.isArray(found) && found.every((number) => seen.some((one) => one.number === number)),
        `${id} ${words}`,
      ).toBe(true);
    }
    const own = await finds('停电', cookie);
    expect(own, id).toEqual(
      seen
        .filter(({ text }) => text.includes('停电'))
        .map(({ number }) => number)
        .reverse(),
    );
    for (const number of [1, 2, 3, 4]) {
      const isSeen = seen.some((one) => one.number === number);
      expect(await finds(`〖${number}〗`, cookie), `${id} ${number}`).toEqual(isSeen ? [number] : []);
    }
  }
}, 300_000);
