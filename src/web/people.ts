/** Everybody of the roster as the pages show them: a name, what they are, a sign and a colour of their role. */
import { isCoLeader } from '../domain/leaders.ts';
import {
  type Person,
  type PersonId,
  type Role,
  type RoleHeld,
  type Roster,
  shortName,
} from '../domain/roster.ts';

/** The colour of an avatar, by what the person is. */
export type Tone = 'enterprise' | 'department' | 'hub' | 'leader' | 'discipline' | 'operator';

export interface Face {
  readonly id: PersonId;
  readonly name: string;
  /** One character for the avatar: of the enterprise, the department, the office. */
  readonly sign: string;
  readonly tone: Tone;
  /** The enterprise or department by its short name; empty for those who stand above them. */
  readonly short: string;
  /** 专人（A 岗） */
  readonly role: string;
  /** What stands beside the name: 供电公司 · 专人（A 岗） */
  readonly tag: string;
  readonly main: Role;
}

const ROLE: Readonly<Record<Role, string>> = {
  member: '企业联系人',
  liaison: '专人（A 岗）',
  backup: 'B 岗',
  head: '负责人',
  dispatcher: '专班调度员',
  leader: '领导',
  banker: '银行联系人',
  discipline: '纪检联系人',
  operator: '管理员',
};
const TONE: Readonly<Record<Role, Tone>> = {
  member: 'enterprise',
  liaison: 'department',
  backup: 'department',
  head: 'department',
  dispatcher: 'hub',
  leader: 'leader',
  banker: 'department',
  discipline: 'discipline',
  operator: 'operator',
};
const SIGN: Readonly<Record<Role, string>> = {
  member: '企',
  liaison: '部',
  backup: '部',
  head: '部',
  dispatcher: '调',
  leader: '组',
  banker: '银',
  discipline: '纪',
  operator: '管',
};

/** Undefined for somebody who is not in the roster. A person of several roles shows the first. */
export function faceOf(roster: Roster, id: PersonId): Face | undefined {
  const person = roster.person(id);
  const [held] = roster.rolesOf(id);
  return person && held ? faceAs(person, held) : undefined;
}

/** A person in one of their roles. */
export function faceAs({ id, name, title }: Person, held: RoleHeld): Face {
  const of = held.enterprise ?? held.department ?? held.bank;
  const short = of === undefined ? '' : shortName(of);
  // A post of a department is what its name says; everybody else is what the roster calls them.
  const role = held.department ? ROLE[held.role] : (title ?? officeOf(held));
  return {
    id,
    name,
    sign: [...short][0] ?? SIGN[held.role],
    tone: TONE[held.role],
    short,
    role,
    tag: short === '' ? role : `${short} · ${role}`,
    main: held.role,
  };
}

function officeOf(held: RoleHeld): string {
  if (held.role !== 'leader') return ROLE[held.role];
  if (held.inspector) return '督查室';
  return isCoLeader(held) ? '双组长' : '分管领导';
}

/** One organisation, or one office, with its people. */
export interface Circle {
  readonly name: string;
  /** 焦化 · 大型 · 辛置镇 */
  readonly about: string;
  readonly tone: Tone;
  readonly sign: string;
  readonly faces: readonly Face[];
  /** What a search looks through. */
  readonly words: string;
}

export interface Section {
  readonly id: 'enterprises' | 'departments' | 'banks' | 'offices';
  readonly title: string;
  readonly circles: readonly Circle[];
}

/** Everybody by what they are, in the order of the roster. */
export function sectionsOf(roster: Roster): readonly Section[] {
  const circle = (
    name: string,
    about: string,
    aliases: readonly string[],
    faces: readonly Face[],
  ): Circle => {
    const [first] = faces;
    const words = [name, about, ...aliases, ...faces.flatMap((face) => [face.name, face.role])];
    return {
      name,
      about,
      tone: first?.tone ?? 'operator',
      sign: first?.sign ?? '',
      faces,
      words: words.join(' ').toLowerCase(),
    };
  };
  const office = (role: Role, people: readonly Person[]): Circle =>
    circle(
      ROLE[role],
      '',
      [],
      people.map((person) => faceAs(person, officeHeld(person.id, role))),
    );
  const officeHeld = (id: PersonId, role: Role): RoleHeld =>
    roster.rolesOf(id).find((held) => held.role === role) ?? { role };
  return [
    {
      id: 'enterprises',
      title: '企业',
      circles: roster.enterprises.map((enterprise) =>
        circle(
          enterprise.name,
          `${enterprise.industry} · ${enterprise.size} · ${enterprise.township}`,
          enterprise.aliases,
          enterprise.members.map((person) => faceAs(person, { role: 'member', enterprise })),
        ),
      ),
    },
    {
      id: 'departments',
      title: '部门',
      circles: roster.departments.map((department) =>
        circle(department.name, '', department.aliases, [
          faceAs(department.primary, { role: 'liaison', department }),
          faceAs(department.backup, { role: 'backup', department }),
          faceAs(department.head, { role: 'head', department }),
        ]),
      ),
    },
    ...(roster.banks.length === 0
      ? []
      : [
          {
            id: 'banks' as const,
            title: '银行',
            circles: roster.banks.map((bank) =>
              circle(
                bank.name,
                '',
                bank.aliases,
                [bank.primary, bank.backup, bank.head].map((person) =>
                  faceAs(person, { role: 'banker', bank }),
                ),
              ),
            ),
          },
        ]),
    {
      id: 'offices',
      title: '专班和领导',
      circles: [
        office('dispatcher', roster.dispatchers),
        office('leader', roster.leaders),
        office('discipline', [...roster.discipline, ...roster.disciplineAbove]),
        office('operator', roster.operators),
      ],
    },
  ];
}

/** Whether every word of a search is found in a circle; an empty search finds all. */
export function isFound(circle: Circle, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => circle.words.includes(word));
}
