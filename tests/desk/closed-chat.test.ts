/** A leader who closes the private chat reads no more briefs: the operators hear of it, however it is found out, once. */
import { expect, test } from 'vitest';
import { type Channel, type Rendered, SendFailure } from '../../src/channels/port.ts';
import { reachOf } from '../../src/desk/delivery/reach.ts';
import { at, MINUTE } from '../../src/domain/time.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

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
const failsFor = async (person: string, secret?: true): Promise<void> => {
  const address = { channel: CHANNEL, chat: person };
  const message = secret ? { secret } : {};
  await reachOf(bench.program.parts).onUnreachable(person, address, 'bot was blocked by the user', message);
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

test('a notice that reaches nobody asks in the group once, with all their names, and nobody again', async () => {
  const channel = bench.program.parts.channels.get(CHANNEL);
  const owners = new Set(
    bench.county.roster.enterprises.flatMap(({ members }) => members.map(({ id }) => id)),
  );
  const { send } = channel as Channel;
  Object.assign(channel as Channel, {
    send: async (message: Rendered) => {
      if (owners.has(message.chat)) throw new SendFailure('unreachable', "bot can't initiate conversation");
      return send(message);
    },
  });
  const asked = (): readonly string[] => bench.told(GROUP).filter((text) => text.includes('我还不能私聊'));
  await bench.says('dispatcher-1', '发政策 稳岗返还');
  await bench.presses('dispatcher-1', '马上发');
  const [notice] = Object.values((await bench.store.office()).arrangements?.notices ?? {});
  const people = notice?.to.flatMap((to) => to.people) ?? [];
  expect(people.length).toBeGreaterThan(10);
  expect(asked()).toEqual([]);
  await bench.goesTo(TUESDAY + 2 * MINUTE);
  expect(asked()).toHaveLength(1);
  for (const person of people) {
    expect(asked()[0]).toContain(bench.county.roster.person(person)?.name);
  }
  await bench.says('dispatcher-1', '发政策 绿色工厂');
  await bench.presses('dispatcher-1', '马上发');
  await bench.goesTo(TUESDAY + 4 * MINUTE);
  for (const person of people) {
    const name = bench.county.roster.person(person)?.name ?? '';
    expect(asked().filter((text) => text.includes(name)).length, name).toBe(1);
  }
});
