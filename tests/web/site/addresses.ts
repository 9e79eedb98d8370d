/**
 * Every address of the pages, as the program itself lists them, and a county in which each has something to show: so that a
 * page or a file that is added is held to what all are held to.
 */
import { strFromU8, unzipSync } from 'fflate';
import { expect } from 'vitest';
import { HOUR } from '../../../src/domain/time.ts';
import type { Got, Visit } from './visit.ts';

const OWNER = 'xinghuo-1';
const HUB = 'dispatcher-1';
/** Firms with the same trouble. */
const SAME = [
  ['xinghuo', 'xinghuo-1'],
  ['shangchao', 'shangchao-1'],
  ['zhiyuan', 'zhiyuan-1'],
] as const;

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** What stands in the places of an address, by their names. */
export type Places = Readonly<Record<string, readonly string[]>>;

/** Without what only `oneOfEach` knows the number of. */
export const PLACES: Places = {
  number: ['1', '2'],
  id: ['power', 'xinghuo', '1', 'job-refund'],
  year: ['2026'],
  serial: ['1'],
  index: ['0'],
  key: ['daily_2026-11-23', 'weekly_2026-11-23'],
  paper: ['agenda', 'minutes'],
};
/** Without these an address shows nothing to anybody, and would be looked at in vain. */
const ASKED: Readonly<Record<string, string>> = {
  '/figure': '?f=counts.registered&p=2026年',
  '/figure.xlsx': '?f=counts.registered&p=2026年',
  '/tickets.xlsx': '?all=1',
};

/** Addresses with something in each of their places. */
export function filled(path: string, places: Places): readonly string[] {
  const name = /:(\w+)(?:\{(?:[^{}]|\{[^}]*\})*\})?/.exec(path);
  if (!name) return [`${path}${ASKED[path] ?? ''}`];
  return (places[name[1] ?? ''] ?? ['1']).flatMap((value) => filled(path.replace(name[0], value), places));
}

/** All that can be asked for, but a line that stays open, and the door. */
export function pathsOf({ routes }: Visit): readonly string[] {
  const paths = routes.filter(({ method, path }) => method === 'GET' && !path.includes('*'));
  return [...new Set(paths.map(({ path }) => path))].filter(
    (path) => path !== '/live' && path !== '/privacy' && !path.startsWith('/in/'),
  );
}

/** All that an answer says: an office's file, whatever it is called, is a zip. */
export function wordsIn({ text, bytes }: Got): string {
  if (!text.startsWith('PK')) return text;
  return Object.entries(unzipSync(bytes))
    .filter(([name]) => !name.endsWith('.png'))
    .map(([, part]) => strFromU8(part))
    .join('\n');
}

/**
 * Beside a ticket 1 of `xinghuo-1` that an office has: a photo, an order, a paper, and one of each arrangement, all between
 * the 23rd and the 27th of November 2026. Gives what to fill in to see each.
 */
export async function oneOfEach(visit: Visit): Promise<Places> {
  const { bench } = visit;
  const newest = async () => String(Math.max(...(await bench.store.tickets({})).map(({ number }) => number)));
  const [owner, hub] = [await visit.enter(OWNER), await visit.enter(HUB)];
  await visit.sends('/t/1/step', { step: '补充', words: '照片在这里' }, [['配电柜.png', PNG]], owner);
  await bench.says('leader-1', '督办 1 12月1日前到位');
  await bench.says(HUB, '督办通知单 1');

  await visit.post('/councils', { day: '2026-11-27', time: '15:00' }, hub);
  await bench.says(HUB, '调度会 加 1');
  await bench.says(HUB, '早餐会 11月25日 8:00 主题 用电 地点 政府食堂 请 星火、惠民桥 部门 供电');
  await bench.presses(HUB, '发出邀请');
  await bench.presses(OWNER, '来');
  await visit.post('/visits', { words: '想扩电，看看怎么走' }, owner);
  const called = await newest();
  await bench.says(OWNER, '融资 512.5万 12个月 买设备 厂房抵押 给 农商行、城商行');
  await bench.presses(OWNER, '提交');
  await bench.says(
    'emergency-a',
    '报备检查 星火 12月9日 9:00 消防 日常 批准人 许学轩 人员 王一 0411001、李二 0411002 通知书 〔2026〕12号',
  );
  await bench.presses('emergency-a', '报备');
  await visit.post('/guides', { template: 'factory_start' }, owner);
  const guided = await newest();

  const now = bench.clock.now();
  const same: number[] = [];
  for (const [enterprise, member] of SAME) {
    const over = { enterprise, member, text: '没有通知就停电', department: 'power', reasons: ['提到“停电”'] };
    same.push((await bench.has(now, (story) => story, over)).number);
  }
  const other: number[] = [];
  for (const text of ['光伏并网卡住了', '储能项目并网要哪些材料']) {
    other.push((await bench.has(now, (story) => story, { text, department: 'energy' })).number);
  }
  await bench.goesTo(now + HOUR);
  await bench.says(HUB, `提题 ${same.join(' ')} 停电提前一天通知到人`);
  for (const number of other) await bench.says('energy-a', `转办 ${number} 供电公司 并网由供电受理`);
  await expect.poll(async () => (await bench.ticket(1)).files[0]?.state, { timeout: 60_000 }).toBe('stored');
  return { ...PLACES, number: [...(PLACES.number ?? []), called, guided] };
}
