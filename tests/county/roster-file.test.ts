import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadRoster, parseRoster } from '../../src/county/roster-file.ts';
import { SettingsError } from '../../src/county/yaml-file.ts';

const FILE = 'data/roster.yaml';
const TEXT = readFileSync(FILE, 'utf8');

/** The faults of the shipped roster after one edit, which must hit. */
function faultsAfter(find: string, replacement: string): readonly string[] {
  expect(TEXT, `“${find}” is no longer in ${FILE}`).toContain(find);
  try {
    parseRoster('roster.yaml', TEXT.replace(find, replacement));
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

const lineOf = (find: string): number => TEXT.slice(0, TEXT.indexOf(find)).split('\n').length;

it('whether enterprises read the liaison’s number is yes or no, and nothing else', () => {
  const group = '  name: 霍州政企连心桥\n';
  expect(faultsAfter(group, `${group}  liaisonPhone: false\n`)).toEqual([]);
  expect(faultsAfter(group, `${group}  liaisonPhone: 不写\n`).join()).toContain('只能写 true 或 false');
});

describe('the shipped roster', () => {
  const roster = loadRoster(FILE);

  it('has 28 departments, each with A, B and head', () => {
    expect(roster.departments).toHaveLength(28);
    for (const { primary, backup, head } of roster.departments) {
      expect(new Set([primary.id, backup.id, head.id]).size).toBe(3);
    }
  });

  it('has 27 enterprises, two co-leaders, a default department, and nobody bound to an account', () => {
    expect(roster.enterprises).toHaveLength(27);
    expect(roster.leaders).toHaveLength(2);
    expect(roster.defaultDepartment.id).toBe('industry');
    expect(roster.people.filter(({ accounts }) => accounts !== undefined)).toEqual([]);
    expect(roster.group.accounts).toBeUndefined();
  });

  it('has banks, each with A, B and head, which are no departments and whose people are no liaisons', () => {
    expect(roster.banks.map(({ id }) => id)).toEqual(['nongshang', 'chengshang', 'cunzhen']);
    for (const { id, name, aliases, primary, backup, head } of roster.banks) {
      for (const written of [id, name, ...aliases]) expect(roster.bankNamed(written)?.id).toBe(id);
      expect(roster.department(id) ?? roster.departmentNamed(name)).toBeUndefined();
      for (const person of [primary, backup, head]) {
        expect(roster.bankOf(person.id)?.id).toBe(id);
        expect(roster.rolesOf(person.id).map(({ role }) => role)).toEqual(['banker']);
      }
    }
  });

  it('finds every department by every name it lists, and by 市 before it', () => {
    for (const { id, name, aliases } of roster.departments) {
      for (const written of [id, name, ...aliases, `市${name}`]) {
        expect(roster.departmentNamed(written)?.id, written).toBe(id);
      }
    }
  });
});

describe('a wrong roster is refused with line and field', () => {
  it('one id for two people', () => {
    const [fault] = faultsAfter('id: housing-b,', 'id: housing-a,');
    expect(fault).toMatch(new RegExp(`^${lineOf('id: housing-b,')}: departments\\.3\\.backup\\.id：`));
    expect(fault).toContain('不同的人请用不同的编号');
  });

  it('a bank with one person for A and B, an id twice, or a name that is another bank’s', () => {
    const backup = /backup: (\{ id: nongshang-b,.*\})/.exec(TEXT)?.[1] ?? '';
    const primary = /primary: (\{ id: nongshang-a,.*\})/.exec(TEXT)?.[1] ?? '';
    expect(faultsAfter(backup, primary)[0]).toContain('样例农村商业银行”的 A 岗和 B 岗是同一个人');
    expect(faultsAfter('- id: cunzhen\n', '- id: chengshang\n')[0]).toContain('编号“chengshang”在第');
    expect(faultsAfter('aliases: [村镇银行]', 'aliases: [农商行]')[0]).toContain('已是一家银行的叫法');
  });

  it('A and B the same person', () => {
    const backup = /backup: (\{ id: water-b,.*\})/.exec(TEXT)?.[1] ?? '';
    const primary = /primary: (\{ id: water-a,.*\})/.exec(TEXT)?.[1] ?? '';
    const [fault] = faultsAfter(backup, primary);
    expect(fault).toContain('水利局');
    expect(fault).toContain('A 岗和 B 岗是同一个人');
  });

  it('a 专班 that goes on visits with one person for A and B, and a department by its id', () => {
    const post = "{ id: go-a, name: '走访人' }";
    const squad = `squad:\n  primary: ${post}\n  backup: ${post}\n  head: ${post}\n\n`;
    expect(faultsAfter('leaders:\n', `${squad}leaders:\n`)[0]).toContain(
      '入企服务专班的 A 岗和 B 岗是同一个人',
    );
    expect(faultsAfter('- id: water\n', '- id: squad\n')[0]).toContain('“squad”是入企服务专班的');
    expect(faultsAfter('- id: bailong\n', '- id: establishment\n')[0]).toContain('“establishment”是编办的');
    expect(faultsAfter('- id: bailong\n', '- id: water\n')[0]).toContain('编号“water”在第');
    expect(faultsAfter('aliases: [白龙镇,', 'aliases: [住建局,')[0]).toContain('已是另一个部门的叫法');
  });

  it('one account for two people', () => {
    const twice = TEXT.replace('title: 组长,', 'accounts: { telegram: "7" },').replace(
      'title: 管理员,',
      'accounts: { telegram: "7" },',
    );
    const both = twice.replace('title: 信息中心管理员,', 'accounts: { telegram: "7" },');
    expect(() => parseRoster('roster.yaml', both)).toThrow(/账号 7 已在第 \d+ 行给了/);
  });

  it('no B 岗', () => {
    const line = /\n {4}backup: \{ id: tax-b.*\n/.exec(TEXT)?.[0] ?? '';
    const [fault] = faultsAfter(line, '\n');
    expect(fault).toMatch(/^\d+: departments\.7/);
  });

  it('an alias that two departments claim', () => {
    expect(faultsAfter('aliases: [水利,', 'aliases: [税务,')[0]).toContain('已是另一个部门的叫法');
  });

  it('no default department, or two', () => {
    expect(faultsAfter('    default: true\n', '')[0]).toContain('没有默认部门');
    expect(faultsAfter('    name: 商务局\n', '    name: 商务局\n    default: true\n')[0]).toContain(
      '默认部门只能有一个',
    );
  });

  it('a department id used twice', () => {
    expect(faultsAfter('- id: commerce\n', '- id: industry\n')[0]).toContain('已用过');
  });

  it('a size that is none, and an unknown field', () => {
    expect(faultsAfter('size: 大型', 'size: 超大')[0]).toContain('请写 大型、中型、小型 或 微型');
    expect(faultsAfter('    township:', '    town:').join()).toContain('没有这个设置项');
  });

  it('all faults at once, in the order of the file', () => {
    const faults = faultsAfter('- id: commerce\n', '- id: industry\n    default: true\n');
    expect(faults).toHaveLength(2);
    const lines = faults.map((fault) => Number.parseInt(fault, 10));
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
  });
});

it('an id that is a name inside the program is refused, as much is kept by ids in plain objects', () => {
  expect(faultsAfter('  - id: power\n', '  - id: constructor\n')).toContainEqual(
    expect.stringContaining('这个编号程序内部要用，请换一个'),
  );
});
