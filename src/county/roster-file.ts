/**
 * Reads the county's roster (`data/roster.yaml`) and checks what no schema can state: that nobody
 * is two people, no account belongs to two, every A 岗 has another person as B 岗. Every fault
 * names line and field, and all are told at once.
 */
import { isCoLeader } from '../domain/leaders.ts';
import {
  createRoster,
  type Department,
  ESTABLISHMENT,
  type Person,
  type Roster,
  type RosterData,
  rosterSchema,
  SQUAD,
  seatsOf,
} from '../domain/roster.ts';
import { parseYaml, readYamlFile, SettingsError, type YamlFile } from './yaml-file.ts';

/** The roster in `file`. Throws `SettingsError` with every fault found. */
export function loadRoster(file: string): Roster {
  return checked(file, readYamlFile(file, rosterSchema));
}

/** `loadRoster` for a text already read; `file` only names it in errors. */
export function parseRoster(file: string, text: string): Roster {
  return checked(file, parseYaml(file, text, rosterSchema));
}

type Path = readonly (string | number)[];

function checked(file: string, yaml: YamlFile<RosterData>): Roster {
  const faults: { readonly line: number; readonly text: string }[] = [];
  const complain = (path: Path, message: string): void => {
    faults.push({ line: yaml.lineOf(path), text: yaml.fault(path, message) });
  };
  checkPeople(yaml, complain);
  checkDepartments(yaml, complain);
  checkEnterprises(yaml, complain);
  checkScopes(yaml, complain);
  checkPosts(yaml, complain);
  checkBanks(yaml, complain);
  if (faults.length > 0) {
    throw new SettingsError(
      file,
      faults.sort((a, b) => a.line - b.line).map((fault) => fault.text),
    );
  }
  return createRoster(yaml.value);
}

type Complain = (path: Path, message: string) => void;

function checkPeople(yaml: YamlFile<RosterData>, complain: Complain): void {
  const seen = new Map<string, { readonly person: Person; readonly path: Path }>();
  const owners = new Map<string, { readonly person: Person; readonly path: Path }>();
  for (const { path, person } of seatsOf(yaml.value)) {
    const first = seen.get(person.id);
    if (first === undefined) seen.set(person.id, { person, path });
    else if (first.person.name !== person.name) {
      const line = yaml.lineOf([...first.path, 'id']);
      complain(
        [...path, 'id'],
        `编号“${person.id}”在第 ${line} 行已是“${first.person.name}”，这里却是“${person.name}”。不同的人请用不同的编号`,
      );
    } else if (first.person.phone && person.phone && first.person.phone !== person.phone) {
      // A title goes with the seat; a phone number goes with the person.
      complain(
        [...path, 'phone'],
        `“${person.name}”的电话与前面写的 ${first.person.phone} 不一致，请改成一样或删去`,
      );
    }
    for (const [channel, account] of Object.entries(person.accounts ?? {})) {
      const key = `${channel}\n${account}`;
      const owner = owners.get(key);
      if (owner && owner.person.id !== person.id) {
        const line = yaml.lineOf([...owner.path, 'accounts', channel]);
        complain(
          [...path, 'accounts', channel],
          `账号 ${account} 已在第 ${line} 行给了“${owner.person.name}”，一个账号只能属于一个人`,
        );
      } else owners.set(key, { person, path });
    }
  }
}

/** Departments and townships: nobody is to be mistaken for another. */
function checkDepartments(yaml: YamlFile<RosterData>, complain: Complain): void {
  const { departments, townships = [] } = yaml.value;
  const ids = new Map<string, Path>();
  const names = new Map<string, { readonly id: string; readonly path: Path }>();
  const check = (at: Path, { id, name, aliases, primary, backup }: Department): void => {
    const first = ids.get(id);
    if (first === undefined) ids.set(id, [...at, 'id']);
    else complain([...at, 'id'], `编号“${id}”在第 ${yaml.lineOf(first)} 行已用过，请换一个`);
    if (primary.id === backup.id) {
      complain([...at, 'backup'], `“${name}”的 A 岗和 B 岗是同一个人，请另指定 B 岗`);
    }
    const written: [string, Path][] = [
      [name, [...at, 'name']],
      ...aliases.map((alias, place): [string, Path] => [alias, [...at, 'aliases', place]]),
    ];
    for (const [called, path] of written) {
      const known = names.get(called);
      if (known && known.id !== id) {
        complain(path, `“${called}”在第 ${yaml.lineOf(known.path)} 行已是另一个部门的叫法，请只留一处`);
      } else names.set(called, { id, path });
    }
  };
  for (const [index, one] of departments.entries()) check(['departments', index], one);
  for (const [index, one] of townships.entries()) check(['townships', index], one);
  const defaults = departments.flatMap((one, index) => (one.default ? [index] : []));
  if (defaults.length === 0) {
    complain(['departments'], '没有默认部门，请在牵头部门（如工信局）下写 default: true');
  }
  for (const index of defaults.slice(1)) {
    complain(['departments', index, 'default'], '默认部门只能有一个，请删去这一行');
  }
}

function checkEnterprises(yaml: YamlFile<RosterData>, complain: Complain): void {
  const ids = new Map<string, number>();
  const names = new Map<string, Path>();
  yaml.value.enterprises.forEach((enterprise, index) => {
    checkId(yaml, complain, ids, 'enterprises', index, enterprise.id);
    const path: Path = ['enterprises', index, 'name'];
    const known = names.get(enterprise.name);
    if (known) complain(path, `“${enterprise.name}”在第 ${yaml.lineOf(known)} 行已有，请删去一处`);
    else names.set(enterprise.name, path);
  });
}

function checkScopes(yaml: YamlFile<RosterData>, complain: Complain): void {
  const known = new Set(yaml.value.departments.map(({ id }) => id));
  yaml.value.leaders.forEach(({ scope, name }, index) => {
    for (const [place, id] of (Array.isArray(scope) ? scope : []).entries()) {
      if (!known.has(id)) {
        complain(['leaders', index, 'scope', place], `“${name}”分管的“${id}”不是本册的部门编号`);
      }
    }
  });
  if (!yaml.value.leaders.some((leader) => isCoLeader(leader))) {
    complain(['leaders'], '没有管全部部门的领导（双组长）：至少有一名不写 scope，也不写 inspector');
  }
}

const RESERVED: Readonly<Record<string, string>> = { [SQUAD]: '入企服务专班', [ESTABLISHMENT]: '编办' };

function checkPosts(yaml: YamlFile<RosterData>, complain: Complain): void {
  const { departments, townships = [], squad, establishment } = yaml.value;
  for (const [id, posts] of [
    [SQUAD, squad],
    [ESTABLISHMENT, establishment],
  ] as const) {
    const name = RESERVED[id];
    if (posts && posts.primary.id === posts.backup.id) {
      complain([id, 'backup'], `${name}的 A 岗和 B 岗是同一个人，请另指定 B 岗`);
    }
    const taken = (list: 'departments' | 'townships') => (one: { readonly id: string }, index: number) => {
      if (one.id === id) complain([list, index, 'id'], `编号“${id}”是${name}的，请换一个`);
    };
    departments.forEach(taken('departments'));
    townships.forEach(taken('townships'));
  }
}

function checkBanks(yaml: YamlFile<RosterData>, complain: Complain): void {
  const ids = new Map<string, number>();
  const names = new Map<string, Path>();
  yaml.value.banks?.forEach((bank, index) => {
    const at: Path = ['banks', index];
    checkId(yaml, complain, ids, 'banks', index, bank.id);
    if (bank.primary.id === bank.backup.id) {
      complain([...at, 'backup'], `“${bank.name}”的 A 岗和 B 岗是同一个人，请另指定 B 岗`);
    }
    // What a firm tells a bank in confidence goes to whoever is called so: no name may stand for two.
    const written: [string, Path][] = [
      [bank.name, [...at, 'name']],
      ...bank.aliases.map((alias, place): [string, Path] => [alias, [...at, 'aliases', place]]),
    ];
    for (const [name, path] of written) {
      const known = names.get(name);
      if (known) complain(path, `“${name}”在第 ${yaml.lineOf(known)} 行已是一家银行的叫法，请只留一处`);
      else names.set(name, path);
    }
  });
}

function checkId(
  yaml: YamlFile<RosterData>,
  complain: Complain,
  ids: Map<string, number>,
  list: 'enterprises' | 'banks',
  index: number,
  id: string,
): void {
  const first = ids.get(id);
  if (first === undefined) ids.set(id, index);
  else {
    const line = yaml.lineOf([list, first, 'id']);
    complain([list, index, 'id'], `编号“${id}”在第 ${line} 行已用过，请换一个`);
  }
}
