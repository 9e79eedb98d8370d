/** A danger waits for no department: who must hear of it hears at once, and is told whom to ring first. */
import { describe, expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { roster } from '../support/builders.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

const OWNER = 'shangchao-1';
const SUNDAY_NIGHT = at('2026-11-29', '23:00');

let bench: Bench;
useBench(SUNDAY_NIGHT, (opened) => {
  bench = opened;
});

describe('at eleven on a Sunday night', () => {
  test.each(['group', 'private'] as const)('a fire told in %s', async (chat) => {
    await bench.says(OWNER, '车间着火了，有人被困，快来人！', chat);
    const [ticket] = await bench.store.tickets({});
    expect(ticket?.urgent).toBe(true);
    const [card = ''] = bench.told(chat === 'group' ? GROUP : OWNER);
    expect(card.split('\n')[0], 'the first line says whom to ring').toBe(
      '情况危急请先打电话：119（火灾、爆炸、泄漏、坍塌、有人被困）。',
    );
    const emergency = roster.department('emergency')?.primary.id ?? '';
    expect(bench.told(emergency).join('\n')).toContain('车间着火了，有人被困');
    expect(bench.told('dispatcher-1').join('\n')).toContain('车间着火了，有人被困');
    if (chat === 'private') expect(bench.told(GROUP)).toEqual([]);
  });

  test('a cut of power names the hotline of whoever repairs it; 应急 and the hub hear of it, each once', async () => {
    await bench.says(OWNER, '全厂突然停电了，供电公司快来抢修', 'group');
    expect(bench.told(GROUP)[0]?.split('\n')[0]).toBe('情况危急请先打电话：95598。');
    for (const person of [roster.department('emergency')?.primary.id ?? '', 'dispatcher-1']) {
      expect(
        bench.told(person).filter((text) => text.startsWith('【险情】')),
        person,
      ).toHaveLength(1);
    }
    expect(bench.told('dispatcher-1').join()).toContain('打电话确认有人接手');
  });

  test('entered by a dispatcher for a firm (代录), it is a danger all the same; who entered it is not rung', async () => {
    await bench.says('dispatcher-1', '代录 惠民桥样例商贸有限公司：车间着火了，有人被困，快来人！');
    const [ticket] = await bench.store.tickets({});
    expect(ticket).toMatchObject({ urgent: true, enteredBy: 'dispatcher-1' });
    const emergency = roster.department('emergency')?.primary.id ?? '';
    expect(bench.told(emergency).join('\n')).toContain('车间着火了，有人被困');
    expect(bench.told('dispatcher-1').filter((text) => text.startsWith('【险情】'))).toEqual([]);
  });

  test('what is no danger rings nobody and names no number', async () => {
    await bench.says(OWNER, '仓库门口的路灯坏了没人修', 'group');
    expect(bench.told(GROUP)[0]).toMatch(/^【诉求件 1】/);
    expect(bench.told(roster.department('emergency')?.primary.id ?? '')).toEqual([]);
  });

  test('a stranger hears whom to ring, also when told a moment ago that nobody knows them; nothing else is done', async () => {
    await bench.says('nobody', '门口的路灯坏了，来修一下', 'group');
    for (const words of ['车间着火了，有人被困，快来人！', '火更大了，还有人困在里头！']) {
      await bench.says('nobody', words, 'group');
      await bench.says('nobody', words);
    }
    const call = '情况危急请先打电话：119（火灾、爆炸、泄漏、坍塌、有人被困）。';
    for (const [place, most] of [
      [GROUP, 2],
      ['nobody', 1],
    ] as const) {
      const told = bench.told(place);
      expect(told, place).toHaveLength(most);
      expect(told.filter((text) => text.split('\n')[0] === call, place)).toHaveLength(1);
      expect(told.at(-1), 'and how they would be registered').toContain('我还不知道您是哪家企业');
    }
    expect(await bench.store.tickets({})).toEqual([]);
    expect(bench.told('dispatcher-1')).toEqual([]);
  });

  test('a stranger without power hears the number of whoever repairs it', async () => {
    await bench.says('nobody', '全厂突然停电了，供电公司快来抢修', 'group');
    expect(bench.told(GROUP)[0]?.split('\n')[0]).toBe('情况危急请先打电话：95598。');
  });

  test('what a stranger says of an official beside a danger is not spoken of', async () => {
    await bench.says('nobody', '举报安监的人收红包，现在车间着火了，有人被困！', 'group');
    expect(bench.told(GROUP)).toEqual(['情况危急请先打电话：119（火灾、爆炸、泄漏、坍塌、有人被困）。']);
  });

  test('a card copied back is no new danger, with the line above its title', async () => {
    await bench.says(OWNER, '车间着火了，有人被困，快来人！', 'group');
    const [card] = bench.sentTo(GROUP, CHANNEL);
    await bench.says('zhiyuan-1', card ? bench.copyOf(card) : '', 'group');
    expect(await bench.store.tickets({})).toHaveLength(1);
  });

  test('once it is reported done, nobody is told to ring any more', async () => {
    await bench.says(OWNER, '全厂突然停电了，供电公司快来抢修', 'group');
    const [{ liaison } = { liaison: '' }] = await bench.store.tickets({});
    await bench.says(liaison ?? '', '签收 1');
    await bench.says(liaison ?? '', '办结 1 线路已修复，23:40 恢复送电');
    expect(bench.told(GROUP).at(-1)).not.toContain('情况危急');
  });
});
