/** People and departments come and go: nobody works on under another's name, nothing that is open is lost, and the past keeps its names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseRoster } from '../../../src/county/roster-file.ts';
import { withOtherId } from '../../../src/county/roster-ids.ts';
import { control, type StoreRequest } from '../../../src/desk/operation/control.ts';
import { passOn } from '../../../src/desk/people/succession.ts';
import type { RosterData } from '../../../src/domain/roster.ts';
import { at, MINUTE } from '../../../src/domain/time.ts';
import { scratch } from '../../support/county.ts';
import { type Bench, GROUP, openBench } from '../bench.ts';

const START = at('2026-11-24', '10:00');
const SHIPPED = readFileSync('data/roster.yaml', 'utf8');
const OWNER = 'xinghuo-1';
/** Of another firm. */
const OTHER = 'shangchao-1';
const HEIR = 'power-a-261124-1';

let place: ReturnType<typeof scratch>;
let bench: Bench | null;
beforeEach(() => {
  place = scratch();
  bench = null;
});
afterEach(async () => {
  await bench?.end();
  place.remove();
});

/** The program started with this roster, on the record of before. */
async function start(text = SHIPPED, when = START): Promise<Bench> {
  await bench?.end();
  bench = null;
  const roster = parseRoster('roster.yaml', text);
  bench = await openBench(join(place.dir, 'data'), when, { change: (county) => ({ ...county, roster }) });
  await passOn(bench.program.parts);
  await bench.program.delivery.run();
  return bench;
}
const renamed = (id: string, name: string, text = SHIPPED): string => {
  const data = parse(text) as RosterData;
  const found = [
    ...data.departments.flatMap((one) => [one.primary, one.backup, one.head]),
    ...data.enterprises.flatMap(({ members }) => members),
  ];
  for (const person of found) if (person.id === id) Object.assign(person, { name });
  return stringify(data, { aliasDuplicateObjects: false });
};
const without = (department: string): string => {
  const data = parse(SHIPPED) as { departments: { id: string }[] };
  data.departments = data.departments.filter(({ id }) => id !== department);
  return stringify(data, { aliasDuplicateObjects: false });
};
/** The roster with another name for a firm; null: without it. */
const withFirm = (enterprise: string, name: string | null): string => {
  const data = parse(SHIPPED) as { enterprises: { id: string; name: string }[] };
  data.enterprises = data.enterprises.flatMap((one) => {
    if (one.id !== enterprise) return one;
    return name === null ? [] : { ...one, name };
  });
  return stringify(data, { aliasDuplicateObjects: false });
};
async function ask(request: StoreRequest, { store, county, clock, program }: Bench) {
  const answer = await control(request, store, county.roster, clock, county.say);
  await program.delivery.run();
  return answer;
}
/** A ticket of the power company, signed. */
async function withTicket(): Promise<Bench> {
  const one = await start();
  await one.says(OWNER, '厂里变压器漏油，请供电公司处理', 'group');
  await one.says('power-a', '签收 1');
  expect(await one.ticket()).toMatchObject({ state: 'working', liaison: 'power-a', department: 'power' });
  return one;
}

describe('another name under an id', () => {
  test('is refused at the start, naming both ways, until one is chosen', async () => {
    await start();
    const text = renamed('power-a', '新来的人');
    await expect(start(text)).rejects.toThrow(/correct power-a.*replace power-a/);
    await start();
    expect(
      await ask({ do: 'correct', person: 'power-a', name: '新来的人' }, bench as unknown as Bench),
    ).toMatchObject({ ok: true });
    const one = await start(text);
    expect((await one.store.office()).register?.people['power-a']).toBe('新来的人');
    // The name of before is now the wrong one.
    await expect(start(SHIPPED)).rejects.toThrow('原来是新来的人');
  });

  test('of another person: the account stops at once, the ticket is the successor’s at the next start, both are told', async () => {
    const before = await withTicket();
    const old = before.county.roster.nameOf('power-a');
    const request = { do: 'replace', person: 'power-a', name: '新来的人', successor: HEIR } as const;
    expect(await ask(request, before)).toMatchObject({ ok: true, successor: HEIR });
    expect(before.newest('power-a')).toContain('您的岗位已由新来的人接手');
    // Twice is as good as once.
    expect(await ask(request, before)).toMatchObject({ ok: true, successor: HEIR });
    expect(await before.answers('power-a', '办结 1 换了变压器')).toContain('我还不知道您是');
    expect(await before.ticket()).toMatchObject({ state: 'working' });

    const after = await start(withOtherId(renamed('power-a', '新来的人'), 'power-a', HEIR), START + MINUTE);
    expect(await after.ticket()).toMatchObject({ state: 'working', liaison: HEIR, actingFor: null });
    expect(after.newest(HEIR)).toContain(`您接替${old}，下面 1 件由您接着办`);
    expect(await after.answers(HEIR, '办结 1 换了变压器')).toContain('已办结');
    // What the former did stays theirs.
    expect(await after.answers(OWNER, '进度 1')).toContain(old);
    const told = after.told(HEIR).length;
    const again = await start(
      withOtherId(renamed('power-a', '新来的人'), 'power-a', HEIR),
      START + 2 * MINUTE,
    );
    expect(
      again.told(HEIR).filter((text) => text.includes('您接替')),
      `told once, of ${told}`,
    ).toEqual([]);
  });

  test('whoever speaks for a firm hands on its tickets, and never what was told in confidence', async () => {
    const before = await withTicket();
    await before.says(OWNER, '我要举报市监局王科长每月来白拿东西');
    await before.says(OWNER, '确认');
    const reports = await before.store.tickets({ confidential: true });
    expect(reports).toHaveLength(1);
    const heir = 'xinghuo-1-261124-1';
    await ask({ do: 'replace', person: OWNER, name: '新联系人', successor: heir }, before);
    const after = await start(withOtherId(renamed(OWNER, '新联系人'), OWNER, heir), START + MINUTE);
    expect(await after.ticket()).toMatchObject({ member: heir, enterprise: 'xinghuo' });
    expect((await after.store.tickets({ confidential: true }))[0]?.member).toBe(OWNER);
    expect(await after.answers(heir, '进度 1')).toContain('企业联系人已换人');
    expect(await after.answers(heir, `进度 ${reports[0]?.number}`)).not.toContain('白拿');
    expect(after.told(heir).join('\n')).not.toContain('白拿');
  });
});

describe('whoever is stopped', () => {
  test('is a stranger at once, in chats and on pages, with no code and no link left; the work goes on beside them', async () => {
    const one = await withTicket();
    await ask({ do: 'invite', people: ['power-a'] }, one);
    await ask({ do: 'stop', people: ['power-a'] }, one);
    await passOn(one.program.parts);
    await one.program.delivery.run();
    const office = await one.store.office();
    expect(Object.values(office.invites).map(({ state }) => state)).toEqual(['revoked']);
    expect(office.signedOut?.['power-a']).toBe(START);
    expect(await one.answers('power-a', '我的待办')).toContain('我还不知道您是');
    expect(await one.ticket()).toMatchObject({ liaison: 'power-b', actingFor: 'power-a' });
    expect(await ask({ do: 'invite', people: ['power-a'] }, one)).toMatchObject({ ok: false });
    expect(await ask({ do: 'back', person: 'power-a' }, one)).toMatchObject({ ok: true });
    expect(await ask({ do: 'back', person: 'power-a' }, one)).toMatchObject({ ok: false });
    expect(await one.answers('power-a', '我的待办')).not.toContain('我还不知道您是');
  });

  test('stays so over a start; whom the roster has forgotten stops at the start', async () => {
    const first = await start();
    await ask({ do: 'stop', people: ['power-b'] }, first);
    const second = await start(SHIPPED, START + MINUTE);
    expect(Object.keys((await second.store.office()).register?.left ?? {})).toEqual(['power-b']);
    const gone = withOtherId(SHIPPED, 'water-a', 'water-x');
    const third = await start(gone, START + 2 * MINUTE);
    expect((await third.store.office()).register?.left['water-a']).toMatchObject({ by: 'start' });
    expect(third.county.roster.nameOf('water-a')).toBe(first.county.roster.nameOf('water-a'));
  });
});

describe('a department that is gone', () => {
  test('merged: its open tickets go on elsewhere as they stand, and old ones are opened again there', async () => {
    const before = await withTicket();
    await before.says(OTHER, '厂门口的电线老化，请供电公司处理', 'group');
    const second = await before.ticket(2);
    expect(second.department).toBe('power');
    await before.says('power-a', '办结 2 换了线');
    await before.says(OTHER, '满意 2');
    const due = (await before.ticket()).clocks.resolve?.deadline.due;
    await before.goesTo(START + 1);
    await ask(
      {
        do: 'reform',
        kind: 'merged',
        from: 'power',
        into: 'industry',
        name: before.county.roster.departmentName('industry'),
      },
      before,
    );
    const after = await start(without('power'), START + MINUTE);
    const moved = await after.ticket();
    expect(moved).toMatchObject({ state: 'working', department: 'industry', liaison: 'industry-a' });
    expect(moved.clocks.resolve?.deadline.due).toBe(due);
    expect(after.newest('industry-a')).toContain('机构改革');
    const { roster } = after.county;
    const [was, is] = [before.county.roster.departmentName('power'), roster.departmentName('industry')];
    expect([roster.departmentName('power', START - 1), roster.departmentName('power')]).toEqual([was, is]);
    expect(await after.answers(OWNER, '进度 1')).toContain(`机构改革，${was}的由${is}`);
    await after.says(OTHER, '重开 2 又断了');
    expect(await after.ticket(2)).toMatchObject({ state: 'working', department: 'industry' });
    await after.says('industry-a', '办结 1 修好了');
    expect(await after.ticket()).toMatchObject({ state: 'resolved' });
  });

  test('merged under another name: the past of the one that stays keeps its name too', async () => {
    const before = await withTicket();
    const was = before.county.roster.departmentName('industry');
    const name = '工业和能源局';
    await ask({ do: 'reform', kind: 'merged', from: 'power', into: 'industry', name }, before);
    // Said once more, as after a stop in between.
    await ask({ do: 'reform', kind: 'merged', from: 'power', into: 'industry', name }, before);
    const after = await start(without('power').replace(`name: ${was}`, `name: ${name}`), START + MINUTE);
    const { roster } = after.county;
    expect([roster.departmentName('industry', START - 1), roster.departmentName('industry')]).toEqual([
      was,
      name,
    ]);
    const told = await after.answers(OWNER, '进度 1');
    expect(told).toContain('机构改革');
    expect(told).toContain(`的由${name}`);
  });

  test('just taken out: refused, until the operator lets its tickets go to the department for all the rest', async () => {
    const before = await withTicket();
    await expect(start(without('power'))).rejects.toThrow('诉求件 1 由部门 power 办理');
    const again = await start();
    await ask({ do: 'handOver', person: 'power' }, again);
    const after = await start(without('power'), START + MINUTE);
    expect(await after.ticket()).toMatchObject({ department: before.county.roster.defaultDepartment.id });
  });

  test('parted: the tickets that were named are the new one’s, once, and the others stay', async () => {
    const before = await withTicket();
    await before.says(OTHER, '厂门口的电线老化，请供电公司处理', 'group');
    const name = before.county.roster.departmentName('water');
    await ask({ do: 'reform', kind: 'split', from: 'power', into: 'water', name, tickets: [1] }, before);
    const after = await start(SHIPPED, START + MINUTE);
    expect([(await after.ticket(1)).department, (await after.ticket(2)).department]).toEqual([
      'water',
      'power',
    ]);
    await after.says('dispatcher-1', '转办 1 供电公司 线路归它');
    expect((await after.ticket(1)).department).toBe('power');
    const last = await start(SHIPPED, START + 2 * MINUTE);
    expect((await last.ticket(1)).department).toBe('power');
  });
});

test('the chat of a group that the operator closes is told so', async () => {
  const one = await start();
  await ask({ do: 'unbindGroup', group: `ledger/${GROUP}` }, one);
  expect(one.newest(GROUP)).toContain('本群已由管理员停用');
});

test('a firm that has left is called as it was last called, and what is said of it is kept', async () => {
  const first = await start();
  await first.says('emergency-a', '报备检查 香麦 11月25日 9:00 消防 日常');
  await first.says('emergency-a', '批准人 许学轩');
  await first.says('emergency-a', '王一 0411001、李二 0411002');
  await first.says('emergency-a', '〔2026〕12号');
  await first.presses('emergency-a', '报备');
  await first.says('dispatcher-1', '早餐会 12月3日 8:00 主题 用电 请 星火、香麦');
  await first.says('dispatcher-1', '发出邀请');
  await start(withFirm('xiangmai', '香麦食品集团有限公司'), START + MINUTE);
  const last = await start(withFirm('xiangmai', null), START + 2 * MINUTE);
  expect(await last.answers('emergency-a', '检查')).toContain('香麦食品集团有限公司');
  await last.says('emergency-a', '检查 1 到了 提前');
  expect(await last.answers('emergency-a', '检查 1 结果 停产，没有查')).toContain(
    '香麦食品集团有限公司已不在名册，没有人可告知',
  );
  expect(await last.answers('emergency-a', '报备检查 香麦 11月26日 消防')).toContain(
    '名册里没有“香麦”，也可能已经退出',
  );
  expect(await last.answers('emergency-a', '不报了')).toContain('已取消');
  // Two of 星火, and nobody of the firm that is gone.
  expect(await last.answers('dispatcher-1', '活动 1 改期 12月4日 8:00')).toContain('已告知受邀的 2 人');
});
