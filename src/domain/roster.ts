/**
 * Who is who: the departments with their named liaisons (A 岗, B 岗), the enterprises with the
 * people who speak for them, the hub, the leaders. A roster is a value; changing it means
 * creating another. It is read from a file by `county/roster-file.ts`.
 */
import { z } from 'zod';
import type { Instant } from './time.ts';
import { plainName, readingsOf } from './unit-names.ts';

export { shortName } from './unit-names.ts';

/** A department id in the county's roster, such as `housing`. */
export type DepartmentId = string;
/** A person's id, unique across the whole roster and kept for ever: the journal refers to it. */
export type PersonId = string;
export type EnterpriseId = string;

export type Role =
  | 'member'
  | 'liaison'
  | 'backup'
  | 'head'
  | 'dispatcher'
  | 'leader'
  | 'banker'
  | 'discipline'
  | 'operator';

/** One thing a person is. Members carry their enterprise; liaisons, backups and heads their department; bankers their bank; leaders their scope. */
export interface RoleHeld extends Pick<Leader, 'scope' | 'inspector'> {
  readonly role: Role;
  readonly department?: Department;
  readonly enterprise?: Enterprise;
  readonly bank?: Bank;
}

const text = z
  .string({ error: '请填写文字（编号、电话、账号要加引号，如 "10001"）' })
  .trim()
  .min(1, '不能为空');
// Ids travel in button data, which every channel holds to 64 bytes.
const slug = text
  .regex(/^[a-z][a-z0-9_-]*$/, '编号只用小写字母、数字、“-”和“_”，以字母开头')
  .max(32, '编号最多 32 个字符')
  // Much is kept by these ids in plain objects, where such a name stands for something else.
  .refine((id) => !(id in {}), '这个编号程序内部要用，请换一个');
/** Channel → account or chat id, as the platform writes it: `{ telegram: "10001" }`. */
const accounts = z.record(z.string().regex(/^[a-z][a-z0-9-]*$/, '渠道名只用小写字母，如 telegram'), text);

export const personSchema = z.strictObject({
  id: slug,
  name: text,
  title: text.optional(),
  phone: text.optional(),
  accounts: accounts.optional(),
});

export const departmentSchema = z.strictObject({
  id: slug,
  name: text,
  /** Short and former names people use: 住建, 建设局. */
  aliases: z.array(text).default([]),
  /** Exactly one department is the default: it receives what nobody else is found for. */
  default: z.literal(true, '只能写 true；不是默认部门就删去这一行').optional(),
  primary: personSchema,
  backup: personSchema,
  head: personSchema,
});

export const enterpriseSchema = z.strictObject({
  id: slug,
  name: text,
  aliases: z.array(text).default([]),
  industry: text,
  size: z.enum(['大型', '中型', '小型', '微型'], '请写 大型、中型、小型 或 微型'),
  township: text,
  /** What policies ask of a firm (`arrangements/audience.ts`); left out: not known. 规上、专精特新、高新 … */
  tags: z.array(text).optional(),
  /** 用工人数 */
  staff: z.int('请写整数').min(0, '不能是负数').max(100_000, '太大了').optional(),
  /** 在建项目 */
  building: z.boolean('只能写 true 或 false').optional(),
  members: z.array(personSchema).min(1, '至少要有一名企业联系人'),
});

/** 入企服务专班: who is on call for visits, as the posts of a department are. */
export const squadSchema = z.strictObject({
  primary: personSchema,
  backup: personSchema,
  head: personSchema,
});

/** A township or a street office (乡镇、街道): gets what the hub hands to it, and nothing by routing (权责清单 says what is its own). */
export const townshipSchema = departmentSchema.omit({ default: true });
/** A bank (政银企对接): posts as a department has, and no ticket ever lies with it. */
export const bankSchema = z.strictObject({
  id: slug,
  name: text,
  aliases: z.array(text).default([]),
  /** A 岗: who answers for it; B 岗 reads the same. */
  primary: personSchema,
  backup: personSchema,
  head: personSchema,
});

/** A leader: of the whole county unless `scope` names departments; of 督查室, who supervises and decides nothing. */
export const leaderSchema = z.strictObject({
  ...personSchema.shape,
  scope: z
    .union([z.literal('all'), z.array(text).min(1, '至少写一个部门')], '写 all，或部门编号的列表')
    .optional(),
  inspector: z.literal(true, '只能写 true；不是督查室的就删去这一行').optional(),
});

export const rosterSchema = z.strictObject({
  group: z.strictObject({
    name: text,
    accounts: accounts.optional(),
    /** Whether an enterprise reads the number of its liaison, in private; left out: it does. */
    liaisonPhone: z.boolean('只能写 true 或 false').optional(),
  }),
  departments: z.array(departmentSchema).min(1, '至少要有一个部门'),
  enterprises: z.array(enterpriseSchema),
  dispatchers: z.array(personSchema).min(1, '至少要有一名专班调度员'),
  /** Left out: the dispatchers go. */
  squad: squadSchema.optional(),
  townships: z.array(townshipSchema).optional(),
  /** 编办, who decides on the list of powers; left out: nobody does. */
  establishment: squadSchema.optional(),
  /** Left out: there is no 政银企对接. */
  banks: z.array(bankSchema).optional(),
  leaders: z.array(leaderSchema).min(1, '至少要有一名领导'),
  discipline: z.array(personSchema).min(1, '至少要有一名纪检联系人'),
  /** Who hears reports that name the discipline contacts; the leaders decide. */
  disciplineAbove: z.array(personSchema).default([]),
  operators: z.array(personSchema).min(1, '至少要有一名管理员'),
});

/** The shape of `data/roster.yaml`, defaults filled in. */
export type RosterData = z.output<typeof rosterSchema>;
export type Person = Readonly<z.output<typeof personSchema>>;
export type Leader = Readonly<z.output<typeof leaderSchema>>;
export type Department = Readonly<z.output<typeof departmentSchema>>;
export type Enterprise = Readonly<z.output<typeof enterpriseSchema>>;
export type Bank = Readonly<z.output<typeof bankSchema>>;
export type Group = Readonly<RosterData['group']>;

/** The id by which 入企服务专班 has its tickets; no department may have it. */
export const SQUAD: DepartmentId = 'squad';
/** The id of 编办, which decides and has no tickets; no department may have it. */
export const ESTABLISHMENT: DepartmentId = 'establishment';

/** Lookups over one roster. Nothing here throws: what is not there is `undefined` or empty. */
export interface Roster {
  readonly group: Group;
  /** In the order of the file. */
  readonly departments: readonly Department[];
  readonly enterprises: readonly Enterprise[];
  readonly dispatchers: readonly Person[];
  /** 入企服务专班: no department of the roster, but has tickets as one does. */
  readonly squad: Department;
  /** 乡镇（街道） */
  readonly townships: readonly Department[];
  /** Whoever a ticket of a firm may be handed to: the departments, then the townships. */
  readonly offices: readonly Department[];
  /** 编办; null where the county names nobody. */
  readonly establishment: Department | null;
  /** Banks of the county, in the order of the file. */
  readonly banks: readonly Bank[];
  /** Everybody who leads or supervises, each within their scope (`leaders.ts`). */
  readonly leaders: readonly Leader[];
  readonly discipline: readonly Person[];
  /** Who gets a report that names all of the discipline contacts. */
  readonly disciplineAbove: readonly Person[];
  readonly operators: readonly Person[];
  /** Everybody, each once, in the order of the file. */
  readonly people: readonly Person[];
  /** Receives what nobody else is found for (工信). */
  readonly defaultDepartment: Department;
  person(id: PersonId): Person | undefined;
  department(id: DepartmentId): Department | undefined;
  isTownship(id: DepartmentId): boolean;
  /** Whether somebody is of the 入企服务专班. */
  isOfSquad(person: PersonId): boolean;
  /** By id, name or alias, however people write it: 住建局, 市住建局, ＨＯＵＳＩＮＧ. */
  departmentNamed(written: string): Department | undefined;
  bank(id: string): Bank | undefined;
  /** By id, name or alias, 农商行 for 某某农商银行. */
  bankNamed(written: string): Bank | undefined;
  /** The bank that somebody works for. */
  bankOf(person: PersonId): Bank | undefined;
  enterprise(id: EnterpriseId): Enterprise | undefined;
  /** By id, name or alias. */
  enterpriseNamed(written: string): Enterprise | undefined;
  /** The enterprise a person speaks for; the first, if several. */
  enterpriseOf(person: PersonId): Enterprise | undefined;
  /** All that a person is, in the order of the file; empty for a stranger. */
  rolesOf(person: PersonId): readonly RoleHeld[];
  personByAccount(channel: string, accountId: string): Person | undefined;
  /** What somebody is called, or was called when they were still on the roster; the id of whom nobody knows. */
  nameOf(person: PersonId): string;
  /** What a firm is called, or was called when it was still on the roster; the id of one that nobody knows. */
  enterpriseName(id: EnterpriseId): string;
  /** What a department is called, or was called at `at`; of one that is gone, who does its work now, where that is on record. */
  departmentName(id: DepartmentId, at?: Instant): string;
  /** What a department was called before the last reform that it was part of. */
  formerName(id: DepartmentId): string;
  /** Who has the post of somebody who has left, where the operator said so. */
  heirOf(person: PersonId): Person | undefined;
  /** 机构改革: who does the work of a department that is gone; undefined of one that is there, or that just vanished. */
  successorOf(department: DepartmentId): Department | undefined;
}

/** Where a person stands in the data, for checks that must name the place. */
export interface Seat {
  readonly path: readonly (string | number)[];
  readonly person: Person;
  readonly held: RoleHeld;
}

/** Every seat of a roster in the order of the file; a person of several roles has several. */
export function seatsOf(data: RosterData): readonly Seat[] {
  const seats: Seat[] = [];
  const post = (at: readonly (string | number)[], department: Department): void => {
    const { primary, backup, head } = department;
    seats.push({ path: [...at, 'primary'], person: primary, held: { role: 'liaison', department } });
    seats.push({ path: [...at, 'backup'], person: backup, held: { role: 'backup', department } });
    seats.push({ path: [...at, 'head'], person: head, held: { role: 'head', department } });
  };
  for (const [index, department] of data.departments.entries()) post(['departments', index], department);
  data.enterprises.forEach((enterprise, index) => {
    enterprise.members.forEach((person, place) => {
      const path = ['enterprises', index, 'members', place];
      seats.push({ path, person, held: { role: 'member', enterprise } });
    });
  });
  const lists = [
    ['dispatchers', 'dispatcher'],
    ['discipline', 'discipline'],
    ['disciplineAbove', 'discipline'],
    ['operators', 'operator'],
  ] as const;
  for (const [list, role] of lists) {
    data[list].forEach((person, index) => {
      seats.push({ path: [list, index], person, held: { role } });
    });
  }
  if (data.squad) post(['squad'], squadOf(data));
  for (const [index, township] of (data.townships ?? []).entries()) post(['townships', index], township);
  const establishment = establishmentOf(data);
  if (establishment) post(['establishment'], establishment);
  data.banks?.forEach((bank, index) => {
    for (const post of ['primary', 'backup', 'head'] as const) {
      seats.push({ path: ['banks', index, post], person: bank[post], held: { role: 'banker', bank } });
    }
  });
  data.leaders.forEach(({ scope, inspector, ...person }, index) => {
    const held: RoleHeld = {
      role: 'leader',
      ...(scope === undefined ? {} : { scope }),
      ...(inspector ? { inspector } : {}),
    };
    seats.push({ path: ['leaders', index], person, held });
  });
  return seats;
}

/** Of the hub the first is A 岗 and the second B 岗, as long as the county names nobody else. */
function squadOf({ squad, dispatchers }: Pick<RosterData, 'squad' | 'dispatchers'>): Department {
  const [first, second = first] = dispatchers;
  if (!first || !second) throw new RangeError('a roster needs at least one dispatcher');
  const posts = squad ?? { primary: first, backup: second, head: first };
  return { id: SQUAD, name: '入企服务专班', aliases: ['专班'], ...posts };
}

function establishmentOf({ establishment }: Pick<RosterData, 'establishment'>): Department | null {
  return establishment
    ? { id: ESTABLISHMENT, name: '编办', aliases: ['机构编制委员会办公室'], ...establishment }
    : null;
}

/**
 * Builds the lookups. `data` must already hold the rules that `county/roster-file.ts` checks;
 * throws a RangeError only when there is no department at all.
 */
export function createRoster(data: RosterData): Roster {
  const defaultDepartment = data.departments.find((department) => department.default) ?? data.departments[0];
  if (!defaultDepartment) throw new RangeError('a roster needs at least one department');

  const people = new Map<PersonId, Person>();
  const roles = new Map<PersonId, RoleHeld[]>();
  const speakers = new Map<PersonId, Enterprise>();
  const byAccount = new Map<string, Person>();
  for (const { person, held } of seatsOf(data)) {
    // A second seat of the same person may leave out what the first one already said.
    const known = people.get(person.id);
    const merged = known
      ? { ...person, ...known, accounts: { ...person.accounts, ...known.accounts } }
      : person;
    people.set(person.id, merged);
    roles.set(person.id, [...(roles.get(person.id) ?? []), held]);
    if (held.enterprise && !speakers.has(person.id)) speakers.set(person.id, held.enterprise);
    for (const [channel, account] of Object.entries(merged.accounts ?? {})) {
      byAccount.set(accountKey(channel, account), merged);
    }
  }

  const squad = squadOf(data);
  const ofSquad = new Set(
    (data.squad ? [squad.primary, squad.backup, squad.head] : data.dispatchers).map(({ id }) => id),
  );
  const townships = data.townships ?? [];
  const offices = [...data.departments, ...townships];
  const establishment = establishmentOf(data);
  const departments = new Map(
    [...offices, squad, ...(establishment ? [establishment] : [])].map((one) => [one.id, one]),
  );
  const enterprises = new Map(data.enterprises.map((enterprise) => [enterprise.id, enterprise]));
  const departmentNames = new Map<string, Department>();
  for (const department of offices) {
    for (const name of [department.id, department.name, ...department.aliases]) {
      const [literal = '', ...looser] = readingsOf(name);
      departmentNames.set(literal, department);
      for (const reading of looser) {
        if (!departmentNames.has(reading)) departmentNames.set(reading, department);
      }
    }
  }
  const banks = data.banks ?? [];
  const bankNames = new Map(
    banks.flatMap((bank) =>
      [bank.id, bank.name, ...bank.aliases].map((name) => [plainName(name), bank] as const),
    ),
  );
  const enterpriseNames = new Map<string, Enterprise>();
  for (const enterprise of data.enterprises) {
    for (const name of [enterprise.id, enterprise.name, ...enterprise.aliases]) {
      enterpriseNames.set(plainName(name), enterprise);
    }
  }

  return {
    group: data.group,
    departments: data.departments,
    enterprises: data.enterprises,
    dispatchers: data.dispatchers,
    squad,
    townships,
    offices,
    establishment,
    banks,
    leaders: data.leaders,
    discipline: data.discipline,
    disciplineAbove: data.disciplineAbove,
    operators: data.operators,
    people: [...people.values()],
    defaultDepartment,
    person: (id) => people.get(id),
    department: (id) => departments.get(id),
    isTownship: (id) => townships.some((one) => one.id === id),
    isOfSquad: (id) => ofSquad.has(id),
    departmentNamed: (written) =>
      readingsOf(written)
        .map((reading) => departmentNames.get(reading))
        .find((department) => department !== undefined),
    bank: (id) => banks.find((bank) => bank.id === id),
    bankNamed: (written) => bankNames.get(plainName(written)),
    bankOf: (person) => roles.get(person)?.find(({ bank }) => bank !== undefined)?.bank,
    enterprise: (id) => enterprises.get(id),
    enterpriseNamed: (written) => enterpriseNames.get(plainName(written)),
    enterpriseOf: (person) => speakers.get(person),
    rolesOf: (person) => roles.get(person) ?? [],
    personByAccount: (channel, accountId) => byAccount.get(accountKey(channel, accountId)),
    nameOf: (id) => people.get(id)?.name ?? id,
    enterpriseName: (id) => enterprises.get(id)?.name ?? id,
    departmentName: (id) => departments.get(id)?.name ?? id,
    formerName: (id) => departments.get(id)?.name ?? id,
    heirOf: () => undefined,
    successorOf: () => undefined,
  };
}

function accountKey(channel: string, accountId: string): string {
  return `${channel}\n${accountId.trim()}`;
}
