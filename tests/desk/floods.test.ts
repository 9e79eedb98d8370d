/** Somebody says very much: it delays nobody else, fills no disk, and of people on the roster nothing is lost. */
import { describe, expect, it } from 'vitest';
import type { Incoming } from '../../src/channels/port.ts';
import { issue } from '../../src/desk/people/invites.ts';
import { at, HOUR } from '../../src/domain/time.ts';
import { incoming } from '../store/builders.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

const NOW = at('2026-11-26', '10:00');

let bench: Bench;
useBench(NOW, (opened) => {
  bench = opened;
});

let said = 0;
function words(person: string, text: string, chat: 'private' | 'group' = 'private'): Incoming {
  const key = `flood:${++said}`;
  return incoming(key, {
    channel: CHANNEL,
    chat: { id: chat === 'group' ? GROUP : person, kind: chat, title: '' },
    sender: { id: person, name: person, anonymous: false },
    at: bench.clock.now(),
    message: key,
    text,
    addressed: chat === 'private',
  });
}

/** All of it comes at once, and is worked and answered. */
async function comes(...batch: readonly Incoming[]): Promise<void> {
  await bench.program.receive(batch);
  await bench.program.work();
  await bench.program.delivery.run();
}

const many = <T>(count: number, make: (turn: number) => T): T[] =>
  Array.from({ length: count }, (_, turn) => make(turn));

describe('a stranger', () => {
  it.each(['private', 'group'] as const)(
    'who says 3,000 things (%s) costs one answer and no journal',
    async (chat) => {
      const before = bench.store.head().seq;
      await comes(...many(3000, (turn) => words('nobody', `厂里的路坏了，第 ${turn} 次来说`, chat)));
      expect(bench.told(chat === 'group' ? GROUP : 'nobody')).toHaveLength(1);
      expect(bench.store.head().seq - before).toBeLessThan(30);
    },
  );

  it('is answered again after an hour', async () => {
    await comes(...many(20, () => words('nobody', '厂里的路坏了')));
    bench.clock.advanceTo(NOW + HOUR);
    await comes(words('nobody', '厂里的路还是坏的'));
    expect(bench.told('nobody')).toHaveLength(2);
  });

  it('costs one answer in however many groups, one in private, one greeting and one of whom to ring', async () => {
    const inGroups = (many: number, text: string) =>
      Array.from({ length: many }, (_, turn) => ({
        ...words('nobody', text),
        chat: { id: `group-${turn}`, kind: 'group' as const, title: '' },
        addressed: true,
      }));
    const groups = inGroups(10, '').map(({ chat }) => chat.id);
    const answers = () => [...groups, 'nobody'].reduce((sum, chat) => sum + bench.told(chat).length, 0);
    await comes(...inGroups(4, '厂里的路坏了'));
    expect(answers()).toBe(1);
    await comes(words('nobody', '厂里的路坏了'));
    expect(answers(), 'where they are sent to, they are answered').toBe(2);
    await comes({ ...words('nobody', ''), what: 'start' });
    expect(answers()).toBe(3);
    await comes(...inGroups(4, '厂里着火了，有人被困'));
    expect(answers()).toBe(4);
    // Beyond what is kept of a stranger in an hour nothing is said at all.
    await comes(...inGroups(10, '厂里的路坏了'), ...inGroups(10, '厂里着火了，有人被困'));
    expect(answers()).toBe(4);
    await comes({
      ...inGroups(1, '厂里的路坏了')[0]!,
      sender: { id: 'another', name: '', anonymous: false },
    });
    expect(answers(), 'somebody else is answered').toBe(5);
  });

  it('in ten groups at once is answered in one', async () => {
    const batch = Array.from({ length: 10 }, (_, turn) => ({
      ...words('nobody', '厂里的路坏了'),
      chat: { id: `group-${turn}`, kind: 'group' as const, title: '' },
      addressed: true,
    }));
    await comes(...batch);
    expect(batch.flatMap(({ chat }) => bench.told(chat.id))).toHaveLength(1);
  });

  it('gets through with an invite code, however much was said before', async () => {
    const { code, event } = issue('tax-a', NOW);
    await bench.store.commit(() => ({ at: NOW, cause: 'test', office: [event] }));
    await comes(...many(300, () => words('nobody', '在吗')), words('nobody', code));
    expect(bench.newest('nobody')).toContain('已绑定');
    await comes(words('nobody', '待办'));
    expect(bench.told('tax-a'), 'and is heard from then on').toHaveLength(1);
  });

  it('who guesses at codes is stopped, told so, and then not heard', async () => {
    await comes(...many(500, () => words('nobody', issue('tax-a', NOW).code)));
    const told = bench.told('nobody');
    expect(told).toHaveLength(6);
    expect(told.at(-1)).toContain('试错次数太多');
  });

  it('does not keep the group from being followed to its new id', async () => {
    await comes(...many(100, () => words('nobody', '在吗', 'group')));
    await comes({ ...words('nobody', 'the-new-group', 'group'), what: 'moved' });
    expect((await bench.store.office()).moved).toEqual({
      [`${CHANNEL}/${GROUP}`]: `${CHANNEL}/the-new-group`,
    });
  });
});

describe('somebody on the roster', () => {
  it('who asks very fast is told once that all has arrived, and nothing of it is lost', async () => {
    await comes(
      ...many(100, () => words('xinghuo-1', '进度')),
      words('xinghuo-1', '厂区电压不稳，电机烧了两台，请供电公司来看'),
    );
    const told = bench.told('xinghuo-1');
    const fast = told.filter((text) => text.includes('您说得很快'));
    expect(fast).toHaveLength(1);
    expect(told.length).toBeLessThan(70);
    expect(await bench.ticket()).toMatchObject({ text: '厂区电压不稳，电机烧了两台，请供电公司来看' });
  });

  it('who floods the group delays nobody’s emergency there, and no other speaker', async () => {
    const flood = (turn: number) => words('xinghuo-1', `厂门口第 ${turn} 盏路灯不亮，请城管局修`, 'group');
    await bench.program.receive([
      ...many(60, flood),
      words('qingyun-1', '二号车间煤气泄漏，有人晕倒', 'group'),
      words('taotang-1', '想扩建二号厂房，土地手续请自然资源局指导', 'group'),
      ...many(60, (turn) => flood(turn + 60)),
    ]);
    await bench.program.work();
    await bench.program.delivery.run();
    const cards = bench.told(GROUP);
    expect(cards.findIndex((text) => text.includes('煤气泄漏'))).toBe(0);
    expect(cards.findIndex((text) => text.includes('土地手续'))).toBeLessThanOrEqual(2);
    expect(cards.filter((text) => text.includes('路灯')).length, 'and nothing is lost').toBeGreaterThan(0);
  });

  it('who floods one person delays no emergency there', async () => {
    const unclear = (turn: number) => words('xinghuo-1', `第 ${turn} 份材料上说的那个事没人管，请帮忙协调`);
    await bench.program.receive([
      ...many(40, unclear),
      words('qingyun-1', '二号车间煤气泄漏，有人晕倒'),
      ...many(40, (turn) => unclear(turn + 40)),
    ]);
    await bench.program.work();
    await bench.program.delivery.run();
    const told = bench.told('dispatcher-1');
    expect(told.filter((text) => text.includes('份材料')).length, 'and they wait').toBeGreaterThan(0);
    expect(told.findIndex((text) => text.includes('煤气泄漏'))).toBe(0);
  });
});
