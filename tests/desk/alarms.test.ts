/** What the program tells its operators of itself: once when it stands, once when it is over, over any restart. */
import { beforeEach, expect, it } from 'vitest';
import { outgoing } from '../../src/desk/delivery/outgoing.ts';
import { type AlarmWatch, createAlarmWatch } from '../../src/desk/operation/alarms.ts';
import { at, HOUR, MINUTE } from '../../src/domain/time.ts';
import type { Facts } from '../../src/watching/facts.ts';
import { wellFacts } from '../support/facts.ts';
import { type Bench, useBench } from './bench.ts';

const NOW = at('2026-11-26', '10:00');

let bench: Bench;
let facts: Partial<Facts>;
let watch: AlarmWatch;
useBench(NOW, (opened) => {
  bench = opened;
});
const opened = (): AlarmWatch =>
  createAlarmWatch(bench.program.parts, async () =>
    wellFacts({ backup: { newest: NOW, failed: null, sameDisk: false }, ...facts, now: bench.clock.now() }),
  );
beforeEach(() => {
  facts = {};
  watch = opened();
});

const operator = () => bench.told('operator-1');
/** Each minute of them, from one to the other. */
async function minutes(from: number, to: number): Promise<void> {
  for (let minute = from; minute <= to; minute++) {
    const now = NOW + minute * MINUTE;
    await bench.goesTo(now);
    await watch.look(now);
  }
  await bench.goesTo(bench.clock.now());
}
const disk = (free: number) => [
  { of: 'data' as const, path: '/srv/data', freeBytes: free * 100_000_000_000, free },
];

it('a program that is well says nothing', async () => {
  await minutes(0, 3);
  expect(operator()).toEqual([]);
  expect(watch.standing()).toEqual([]);
});

it('each is told to every operator, once, and that it is over', async () => {
  facts = { disks: disk(0.07) };
  await minutes(0, 4);
  expect(operator()).toEqual([expect.stringMatching(/^服务器的磁盘只剩 7%（7\.0 GB）：\/srv\/data/)]);
  expect(bench.told('operator-2')).toHaveLength(1);
  expect(watch.standing()).toEqual(['disk']);
  // A little tidied is not well.
  facts = { disks: disk(0.11) };
  await minutes(5, 6);
  expect(operator()).toHaveLength(1);
  facts = { disks: disk(0.3) };
  await minutes(7, 9);
  expect(operator().slice(1)).toEqual(['服务器的磁盘空间够用了。']);
  expect(watch.standing()).toEqual([]);
});

it('is not told again after a restart, and that it is over is', async () => {
  facts = { disks: disk(0.07) };
  await minutes(0, 1);
  watch = opened();
  await minutes(2, 4);
  expect(operator()).toHaveLength(1);
  watch = opened();
  facts = {};
  await minutes(5, 6);
  expect(operator().slice(1)).toEqual(['服务器的磁盘空间够用了。']);
});

it.each([
  [
    'one that waits half an hour',
    { oldestUnsent: NOW - 31 * MINUTE },
    /^有 3 条消息发不出去，最早的已经等了 31 分钟/,
  ],
  [
    'a backup of two days ago',
    { backup: { newest: NOW - 48 * HOUR, failed: null, sameDisk: false } },
    /^最近一份完整的备份是11月24日/,
  ],
  [
    'a backup that was never made',
    { backup: { newest: null, failed: '磁盘空间不足', sameDisk: false } },
    /^备份没有做成：磁盘空间不足/,
  ],
  ['that nobody makes backups', { backup: null }, /^程序还没有自己备份：没有设置 BACKUP_DIR/],
  [
    'that backups lie beside the data',
    { backup: { newest: NOW, failed: null, sameDisk: true } },
    /^备份和数据在同一块盘上/,
  ],
  ['models that cannot be read', { weightsMissing: '文件不完整' }, /^识别模型用不了：文件不完整/],
  ['a language model that is silent', { languageModel: 'silent' as const }, /^大模型连续几次没有可用的答复/],
])('%s is told', async (_, changed: Partial<Facts>, words) => {
  facts = changed;
  await minutes(0, 2);
  expect(operator()).toEqual([expect.stringMatching(words)]);
  facts = {};
  await minutes(3, 4);
  expect(operator()).toHaveLength(2);
});

it('what waits for a channel that is down is not told beside that', async () => {
  const oldestUnsent = NOW - 31 * MINUTE;
  facts = { oldestUnsent, channels: { telegram: { state: 'down', since: NOW, why: '网络不通' } } };
  await minutes(0, 2);
  expect(operator()).toEqual([]);
  facts = { oldestUnsent };
  await minutes(3, 4);
  expect(operator()).toHaveLength(1);
});

it('what waits for a channel that is up is told while another is down', async () => {
  const waiting = (id: string, channel: string, minutes: number) =>
    bench.store.commit(() => ({
      at: bench.clock.now(),
      cause: `test/${id}`,
      outbox: [
        {
          ...outgoing({
            id,
            to: { channel, chat: '-1', group: true },
            text: '请签收',
            kind: 'notice',
            createdAt: NOW - minutes * MINUTE,
          }),
          notBefore: NOW + HOUR,
        },
      ],
    }));
  facts = {
    oldestUnsent: NOW - 50 * MINUTE,
    channels: { telegram: { state: 'up' }, wecom: { state: 'down', since: NOW, why: '网络不通' } },
  };
  await waiting('of wecom', 'wecom', 50);
  await minutes(0, 2);
  expect(operator(), 'they hear of that channel itself').toEqual([]);
  await waiting('of telegram', 'telegram', 40);
  await minutes(3, 5);
  expect(operator()).toEqual([expect.stringMatching(/^有 1 条消息发不出去，最早的已经等了 43 分钟/)]);
});

it('that backups lie beside the data is told once, and no monitor shows it for ever', async () => {
  facts = { backup: { newest: NOW, failed: null, sameDisk: true } };
  await minutes(0, 2);
  watch = opened();
  await minutes(3, 5);
  expect(operator()).toHaveLength(1);
  expect(watch.standing()).toEqual([]);
});

it('of backups that are made no more it is not said that they lie elsewhere now', async () => {
  facts = { backup: { newest: NOW, failed: null, sameDisk: true } };
  await minutes(0, 2);
  facts = { backup: null };
  await minutes(3, 5);
  expect(operator().slice(1)).toEqual([expect.stringContaining('程序还没有自己备份')]);
});

it('a backup that is set and not made yet ends nothing; one that fails is told beside', async () => {
  facts = { backup: null };
  await minutes(0, 1);
  facts = { backup: { newest: null, failed: null, sameDisk: null } };
  await minutes(2, 3);
  expect(operator()).toHaveLength(1);
  facts = { backup: { newest: null, failed: '没有权限', sameDisk: null } };
  await minutes(4, 5);
  expect(operator().slice(1)).toEqual([expect.stringMatching(/^备份没有做成：没有权限/)]);
  facts = {};
  await minutes(6, 7);
  expect(operator().slice(2)).toEqual([
    '备份做成了，已核对。',
    '程序现在每天自己备份，第一份已做好、已核对。',
  ]);
});

it("a next year's calendar that is missing is told from 1 December on", async () => {
  facts = { calendar: { year: 2026, thisYear: true, nextYear: false } };
  await minutes(0, 1);
  expect(operator()).toEqual([]);
  const december = (at('2026-12-01', '00:00') - NOW) / MINUTE;
  await minutes(december, december + 1);
  expect(operator().at(-1)).toMatch(/^2027年的放假安排还没有填/);
  facts = { calendar: { year: 2026, thisYear: true, nextYear: true } };
  await minutes(december + 2, december + 3);
  expect(operator().at(-1)).toBe('放假安排已经填好，期限会按它重新算。');
});

it('facts that cannot be read are looked for again', async () => {
  let broken = true;
  watch = createAlarmWatch(bench.program.parts, async () => {
    if (broken) throw new Error('no');
    return wellFacts({
      now: bench.clock.now(),
      disks: disk(0.01),
      backup: { newest: NOW, failed: null, sameDisk: false },
    });
  });
  await minutes(0, 1);
  broken = false;
  await minutes(2, 2);
  expect(operator()).toHaveLength(1);
});
