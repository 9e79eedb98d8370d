import { describe, expect, it } from 'vitest';
import { coLeaders, decidersOver } from '../../src/domain/leaders.ts';
import { createRoster, type RosterData, rosterSchema } from '../../src/domain/roster.ts';

const person = (id: string, name = id): { id: string; name: string } => ({ id, name });

function data(): RosterData {
  return rosterSchema.parse({
    group: { name: '测试群', accounts: { telegram: '-1001' } },
    departments: [
      {
        id: 'housing',
        name: '住房和城乡建设局',
        aliases: ['住建局', '住建'],
        primary: { ...person('housing-a', '甲'), accounts: { telegram: '10001' } },
        backup: person('housing-b', '乙'),
        head: person('housing-head', '丙'),
      },
      {
        id: 'industry',
        name: '工业和信息化局',
        aliases: ['工信局'],
        default: true,
        primary: person('industry-a', '丁'),
        backup: person('housing-a', '甲'),
        head: person('industry-head', '戊'),
      },
      {
        id: 'market',
        name: '市场监督管理局',
        aliases: ['市场监管', '工商'],
        primary: person('market-a'),
        backup: person('market-b'),
        head: person('market-head'),
      },
      {
        id: 'power',
        name: '供电公司',
        aliases: ['国网'],
        primary: person('power-a'),
        backup: person('power-b'),
        head: person('power-head'),
      },
    ],
    enterprises: [
      {
        id: 'vinegar',
        name: '样例醋业有限公司',
        aliases: ['样例醋业'],
        industry: '调味品',
        size: '小型',
        township: '大张镇',
        members: [person('vinegar-1'), person('vinegar-2')],
      },
    ],
    dispatchers: [person('dispatcher-1')],
    leaders: [person('leader-1'), person('leader-2')],
    discipline: [person('discipline-1')],
    operators: [person('dispatcher-1')],
  });
}

const roster = createRoster(data());

describe('a department is found however it is written', () => {
  it.each([
    ['housing', 'housing'],
    ['ＨＯＵＳＩＮＧ', 'housing'],
    ['住建', 'housing'],
    ['市住建局', 'housing'],
    ['霍州市住房和城乡建设局', 'housing'],
    [' 住 建 局 ', 'housing'],
    ['@住建局', 'housing'],
    ['市场监管局', 'market'],
    ['市市场监管局', 'market'],
    ['霍州市市场监督管理局', 'market'],
    ['工商局', 'market'],
    ['供电', 'power'],
    ['县供电公司', 'power'],
  ])('%s', (written, id) => {
    expect(roster.departmentNamed(written)?.id).toBe(id);
  });

  it('and what names nobody finds nobody', () => {
    for (const written of ['', '局', '市', '不存在的局', '！！！']) {
      expect(roster.departmentNamed(written), written).toBeUndefined();
    }
  });
});

describe('a person', () => {
  it('holds every role they have, each with its department', () => {
    const roles = roster.rolesOf('housing-a').map(({ role, department }) => [role, department?.id]);
    expect(roles).toEqual([
      ['liaison', 'housing'],
      ['backup', 'industry'],
    ]);
    expect(roster.rolesOf('dispatcher-1').map(({ role }) => role)).toEqual(['dispatcher', 'operator']);
    expect(roster.rolesOf('stranger')).toEqual([]);
  });

  it('speaks for their enterprise', () => {
    expect(roster.enterpriseOf('vinegar-2')?.id).toBe('vinegar');
    expect(roster.enterpriseOf('housing-a')).toBeUndefined();
    expect(roster.enterpriseNamed('样例醋业')?.id).toBe('vinegar');
    expect(roster.rolesOf('vinegar-1')).toMatchObject([{ role: 'member', enterprise: { id: 'vinegar' } }]);
  });

  it('is found by account on its own channel only', () => {
    expect(roster.personByAccount('telegram', '10001')?.name).toBe('甲');
    expect(roster.personByAccount('wecom', '10001')).toBeUndefined();
    expect(roster.personByAccount('telegram', '1000')).toBeUndefined();
  });

  it('keeps their account though only one of their seats states it', () => {
    expect(roster.person('housing-a')?.accounts).toEqual({ telegram: '10001' });
  });

  it('appears once among the people', () => {
    const ids = roster.people.map(({ id }) => id);
    expect(ids).toHaveLength(new Set(ids).size);
    expect(ids).toHaveLength(17);
  });
});

describe('a roster', () => {
  it('has the default department that the file marks', () => {
    expect(roster.defaultDepartment.id).toBe('industry');
  });

  it('takes any number of leaders, each with a scope or the whole county', () => {
    const leaders = [
      person('a'),
      { ...person('b'), scope: ['power'] },
      { ...person('c'), inspector: true as const },
    ];
    const read = createRoster(rosterSchema.parse({ ...data(), leaders }));
    expect(read.rolesOf('b')).toEqual([{ role: 'leader', scope: ['power'] }]);
    expect(read.rolesOf('c')).toEqual([{ role: 'leader', inspector: true }]);
    expect(coLeaders(read).map(({ id }) => id)).toEqual(['a']);
    expect(decidersOver('power', read).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(decidersOver('market', read).map(({ id }) => id)).toEqual(['a']);
    expect(rosterSchema.safeParse({ ...data(), leaders: [] }).success).toBe(false);
  });

  it('takes account ids only as quoted text', () => {
    const numbered = data() as { operators: unknown };
    numbered.operators = [{ id: 'operator', name: '管', accounts: { telegram: 10001 } }];
    expect(rosterSchema.safeParse(numbered).error?.issues[0]?.message).toContain('加引号');
  });
});
