/** A danger waits for no department: who must hear of it hears at once, and is told whom to ring first. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SettingsError } from '../../src/county/yaml-file.ts';
import { at } from '../../src/domain/time.ts';
import { loadDanger } from '../../src/routing/danger.ts';
import { danger, roster } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { type Bench, GROUP, openBench } from './bench.ts';

const OWNER = 'shangchao-1';
const SUNDAY_NIGHT = at('2026-11-29', '23:00');

let place: ReturnType<typeof scratch>;
let bench: Bench;
beforeEach(async () => {
  place = scratch();
  bench = await openBench(join(place.dir, 'data'), SUNDAY_NIGHT);
});
afterEach(async () => {
  await bench.end();
  place.remove();
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

  test('what is no danger rings nobody and names no number', async () => {
    await bench.says(OWNER, '仓库门口的路灯坏了没人修', 'group');
    expect(bench.told(GROUP)[0]).toMatch(/^【诉求件 1】/);
    expect(bench.told(roster.department('emergency')?.primary.id ?? '')).toEqual([]);
  });

  test('a card copied back is no new danger, with the line above its title', async () => {
    await bench.says(OWNER, '车间着火了，有人被困，快来人！', 'group');
    const [card = ''] = bench.told(GROUP);
    await bench.says('zhiyuan-1', card, 'group');
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

describe('the county’s list', () => {
  test.each([
    ['仓库起火，烧伤一个', ['119', '120']],
    ['门卫叫人打了，拿着刀', ['110']],
    ['隧道口追尾，三辆车', ['122']],
    ['院里一股煤氣味', ['119']],
  ])('%s', (text, calls) => {
    expect(danger.callsFor(text, null).map(({ call }) => call)).toEqual(calls);
  });

  test('an example that does not hold, and a department that is not there, are named', () => {
    const base = 'calls: [{ call: "119", for: 火, words: [着火] }]\notherwise: "110"\n';
    const file = join(place.dir, 'danger.yaml');
    const load = (text: string) => {
      writeFileSync(file, text);
      return loadDanger(file, roster);
    };
    expect(() => load(`${base}examples: [{ say: 没事, call: ["119"] }]`)).toThrow(
      '例句“没事”应为 119，现在是 110',
    );
    expect(() => load(`${base}always: [fire]`)).toThrow(SettingsError);
    expect(() => load(`${base}always: [fire]`)).toThrow('没有编号为“fire”的部门');
    expect(() => load('calls: []')).toThrow('otherwise');
  });
});
