/** A question of ours is answered only by what answers it; what does not is taken for what it is. */
import { beforeEach, describe, expect, test } from 'vitest';
import { at, MINUTE } from '../../src/domain/time.ts';
import { type Bench, useBench } from './bench.ts';

const MONDAY = at('2026-11-23', '10:00');
const OWNER = 'shangchao-1';
const LIAISON = 'urban-a';
const HUB = 'dispatcher-1';
const FIRE = '锅炉房着火了，有人困在里面，快来人';
const ROAD = '厂门口的路塌了一块，车进不来，请住建局来修';

let bench: Bench;
useBench(MONDAY, (opened) => {
  bench = opened;
});
const later = (minutes = 20): void => bench.clock.advanceTo(bench.clock.now() + minutes * MINUTE);
const open = () => bench.store.tickets({ open: true });

beforeEach(async () => {
  await bench.says(OWNER, '厂门口的路灯不亮了，请城管局来修');
  later();
});

/** What was asked last, and of which of an enterprise's tickets. */
const ASKED: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['what to add', () => bench.says(OWNER, '补充 1')],
  [
    'what is still missing',
    async () => {
      await bench.says(LIAISON, '办结 1 已换灯');
      await bench.presses(OWNER, '没解决');
    },
  ],
  [
    'why it is opened again',
    async () => {
      await bench.says(LIAISON, '办结 1 已换灯');
      await bench.says(OWNER, '满意 1');
      await bench.says(OWNER, '重开 1');
    },
  ],
  ['whether to withdraw', () => bench.says(OWNER, '算了不用了')],
  ['how to report', () => bench.says(OWNER, '我要举报')],
];

describe.each(ASKED)('asked %s', (_, asks) => {
  test('a danger is one at once, and not what was asked for', async () => {
    await asks();
    later(1);
    const told = await bench.answers(OWNER, FIRE);
    expect(told).toContain('119');
    const urgent = (await open()).filter((one) => one.urgent);
    expect(urgent.map(({ text }) => text)).toEqual([FIRE]);
    expect((await bench.ticket()).entries.some(({ text }) => text === FIRE)).toBe(false);
  });
});

test('another office’s matter is no addition: it is a ticket, and that the question lapses is said', async () => {
  await bench.says(OWNER, '补充 1');
  later(1);
  expect(await bench.answers(OWNER, ROAD)).toContain('诉求件 1 的“补充”没有收到内容，先不等了');
  expect((await open()).map(({ text }) => text)).toContain(ROAD);
  // And the next words are none either.
  later();
  await bench.says(OWNER, '谢谢');
  expect((await bench.ticket()).entries.some(({ what }) => what === 'supplemented')).toBe(false);
});

test('what answers is the answer', async () => {
  await bench.says(OWNER, '补充 1');
  await bench.says(OWNER, '是东门那一盏');
  expect((await bench.ticket()).entries.at(-1)).toMatchObject({ what: 'supplemented', text: '是东门那一盏' });
  expect(await open()).toHaveLength(1);
});

test('a danger that somebody of an office tells of: whom to ring, and the hub hears', async () => {
  const told = await bench.answers(LIAISON, '我们路灯配电箱着火了，有人触电');
  expect(told).toContain('119');
  expect(told).toContain('我已告诉调度员');
  expect(bench.newest(HUB)).toContain('私聊说有险情，请马上联系：我们路灯配电箱着火了，有人触电');
});
