/** The program on a disk that is full, or read-only for a while: people and operators hear of it, and it goes on by itself. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Incoming } from '../../src/channels/port.ts';
import { at } from '../../src/domain/time.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { CHANNEL, GROUP } from '../simulate/channel.ts';
import { World } from '../simulate/world.ts';
import { scratch } from '../support/county.ts';
import { PATIENCE } from '../support/patience.ts';

let place: ReturnType<typeof scratch>;
let world: World;
beforeEach(async () => {
  place = scratch();
  world = await World.open(join(place.dir, 'data'), 'full', at('2026-11-24', '10:00'));
});
afterEach(async () => {
  world.disk.refuseNext(0, 'ENOSPC');
  await world.close();
  place.remove();
});

const said: Incoming = {
  key: 'simulated:1',
  channel: CHANNEL,
  chat: { id: GROUP, kind: 'group', title: '' },
  sender: { id: 'shangchao-1', name: '', anonymous: false },
  at: at('2026-11-24', '10:00'),
  what: 'text',
  message: 'said-1',
  replyTo: null,
  addressed: false,
  text: '门口道路塌陷，货车进不来，请住建局来修',
  files: [],
  button: null,
  buttonToken: null,
};
const told = (chat: string): string =>
  world.platform.arrivals
    .filter((one) => one.chat === chat)
    .map(({ text }) => text)
    .join('\n');

describe.each(['ENOSPC', 'EROFS'] as const)('a disk that says %s', (code) => {
  test('stops it from taking messages, which the group and the operators hear; with room it goes on', async () => {
    world.disk.refuseNext(Number.MAX_SAFE_INTEGER, code);
    const confirmed: string[] = [];
    world.platform.pending.push(said);
    const taking = world.pump(
      (pending) => [...pending],
      (keys) => confirmed.push(...keys),
    );
    await vi.waitFor(() => expect(told(GROUP)).toContain('暂时收不了新消息'), PATIENCE);
    await vi.waitFor(() => expect(told('operator-1')).toContain(code), PATIENCE);
    expect(confirmed, 'nothing is confirmed to the platform').toEqual([]);
    expect(world.platform.pending).toHaveLength(1);
    expect(world.store.stalled()?.message).toContain(code);
    expect(told(GROUP), 'no word of what only operators need').not.toContain(code);

    world.clock.true_ += 20 * 60_000;
    world.disk.refuseNext(0, code);
    await taking;
    await world.walkTo(world.clock.true_ + 60_000);
    expect(confirmed).toEqual([said.key]);
    expect(await world.store.tickets({})).toHaveLength(1);
    expect(told(GROUP)).toContain('服务器的磁盘已恢复，前后 20 分钟');
    expect(told('operator-1')).toContain('服务器的磁盘已恢复');
    expect(world.store.stalled()).toBeNull();
    await world.stop();
    await verifyStore(world.dir);
  });
});

test('a disk that fails again and again is told of once an hour, not each time', async () => {
  for (let time = 1; time <= 3; time++) {
    world.disk.refuseNext(1, 'ENOSPC');
    world.platform.pending.push({ ...said, key: `simulated:${time}`, message: `said-${time}` });
    await world.pump(
      (pending) => [...pending],
      () => {},
    );
    await world.walkTo(world.clock.true_ + 60_000);
  }
  expect(told(GROUP).match(/暂时收不了新消息/g)).toHaveLength(1);
});
