/** A channel that is down: who is told, where and when, and that it is over. */
import { beforeEach, expect, it } from 'vitest';
import type { ChannelHealth } from '../../src/channels/port.ts';
import { at, MINUTE } from '../../src/domain/time.ts';
import { type Bench, useBench } from './bench.ts';

const NOW = at('2026-11-26', '10:00');
const UP: ChannelHealth = { state: 'up' };

let bench: Bench;
let health: ChannelHealth;
useBench(
  NOW,
  (opened) => {
    bench = opened;
  },
  { beside: { telegram: {} } },
);
beforeEach(async () => {
  health = UP;
  const telegram = bench.program.parts.channels.get('telegram');
  if (telegram) telegram.health = () => health;
});

const operator = () => bench.told('operator-1');
const isDown = (minutes = 0): ChannelHealth => ({
  state: 'down',
  since: NOW + minutes * MINUTE,
  why: '网络不通（ECONNREFUSED）',
});
/** Each minute of them, from one to the other. */
async function minutes(from: number, to: number): Promise<void> {
  for (let minute = from; minute <= to; minute++) await bench.goesTo(NOW + minute * MINUTE);
}

it('is told on another channel after five minutes, once, and again when it is over', async () => {
  health = isDown();
  await minutes(0, 4);
  expect(operator()).toEqual([]);
  await minutes(5, 30);
  expect(operator()).toEqual([expect.stringMatching(/^渠道 telegram 已经中断 5 分钟：网络不通/)]);
  health = UP;
  await minutes(31, 36);
  expect(operator().slice(1)).toEqual([expect.stringContaining('渠道 telegram 已恢复，共中断 30 分钟')]);
});

it('is not told when it is over sooner', async () => {
  health = isDown();
  await minutes(0, 4);
  health = UP;
  await minutes(5, 20);
  expect(operator()).toEqual([]);
});

it('is told when it comes back again and again only for a moment', async () => {
  for (let minute = 0; minute <= 8; minute++) {
    health = minute % 2 === 0 ? isDown(minute) : UP;
    await minutes(minute, minute);
  }
  expect(operator()).toHaveLength(1);
});
