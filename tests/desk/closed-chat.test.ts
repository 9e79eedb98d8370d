/** A leader who closes the private chat reads no more briefs: the operators hear of it, however it is found out, once. */
import { expect, test } from 'vitest';
import { reachOf } from '../../src/desk/delivery/reach.ts';
import { at } from '../../src/domain/time.ts';
import { type Bench, CHANNEL, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const LEADER = 'leader-1';
const CLOSED = '关掉了和我的私聊';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const warned = (): readonly string[] =>
  bench.county.roster.operators.flatMap(({ id }) => bench.told(id).filter((text) => text.includes(CLOSED)));
const blocks = (person: string) => bench.hears(person, { what: 'blocked', message: null });
const failsFor = async (person: string, secret = false): Promise<void> => {
  const address = { channel: CHANNEL, chat: person };
  await reachOf(bench.program.parts).onUnreachable(person, address, 'bot was blocked by the user', secret);
  await bench.program.delivery.run();
};

test('the channel says so: once, and again after it was opened in between', async () => {
  const { operators } = bench.county.roster;
  await blocks(LEADER);
  await blocks(LEADER);
  expect(warned()).toHaveLength(operators.length);
  const name = bench.county.roster.person(LEADER)?.name ?? '';
  expect(warned()[0]).toContain(`${name}（双组长）${CLOSED}`);
  await bench.hears(LEADER, { what: 'start', message: null });
  await blocks(LEADER);
  expect(warned()).toHaveLength(2 * operators.length);
});

test('a message that does not get there: once', async () => {
  await failsFor(LEADER);
  await failsFor(LEADER);
  await blocks(LEADER);
  expect(warned()).toHaveLength(bench.county.roster.operators.length);
});

test('not of an owner or a liaison, and not over what is said of officials', async () => {
  for (const person of ['shangchao-1', 'power-a']) await blocks(person);
  await failsFor(LEADER, true);
  expect(warned()).toEqual([]);
});
