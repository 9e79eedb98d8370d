/** The roster as a workbook: what stands in which column, for writing it and for reading it back. */
import { ESTABLISHMENT, type Person, type RosterData } from '../../domain/roster.ts';

export const SHEETS = {
  departments: '部门',
  people: '人员',
  enterprises: '企业',
  townships: '乡镇',
  banks: '银行',
} as const;

/** A workbook from before has neither: townships, banks and 编办 then stay as they are. */
export const LATER = ['townships', 'banks'] as const;
/** What 编办 is called where a person's unit is named. */
export const ESTABLISHMENT_NAME = '编办';

export const COLUMNS = {
  departments: ['编号', '名称', '叫法', '默认部门'],
  people: ['编号', '姓名', '电话', '职务', '身份', '单位'],
  enterprises: ['编号', '名称', '叫法', '行业', '规模', '乡镇（街道）'],
  others: ['编号', '名称', '叫法'],
} as const;

/** What policies ask of a firm (`arrangements/audience.ts`): a workbook from before has none of these, and they stay as they are. */
export const FACT_COLUMNS = ['标签', '用工人数', '在建项目'] as const;
/** Known to have none; an empty cell is not known. */
export const NO_TAGS = '无';

/** What a person is, as the sheet calls it; a department's three seats each are somebody's alone. */
export const POSTS = { A岗: 'primary', B岗: 'backup', 负责人: 'head' } as const;
export const LISTS = {
  调度员: 'dispatchers',
  双组长: 'leaders',
  纪检联系人: 'discipline',
  上级纪检: 'disciplineAbove',
  管理员: 'operators',
} as const;
export const MEMBER = '企业联系人';
export const ROLES: readonly string[] = [...Object.keys(POSTS), MEMBER, ...Object.keys(LISTS)];
export type Post = (typeof POSTS)[keyof typeof POSTS];
export type List = (typeof LISTS)[keyof typeof LISTS];

/** One seat of one person, as a row tells it. `unit`: the id of the department or enterprise; null for the hub's people. */
export interface SeatTold {
  readonly role: string;
  readonly unit: string | null;
  readonly person: Person;
}

type UnitIn = RosterData['departments'][number];
export type UnitTold = Omit<UnitIn, Post>;
export type FirmTold = Omit<RosterData['enterprises'][number], 'members'>;

/** All that a workbook tells; accounts and the group are not in it. */
export interface RosterTold {
  readonly departments: readonly UnitTold[];
  readonly townships: readonly UnitTold[];
  readonly banks: readonly UnitTold[];
  readonly enterprises: readonly FirmTold[];
  readonly seats: readonly SeatTold[];
}

/** What a roster tells of all this, in the order of its file. */
export function toldBy(data: RosterData): RosterTold {
  const { departments, townships = [], banks = [], establishment } = data;
  const posts = Object.entries(POSTS);
  const unitsOf = (all: readonly UnitIn[]): readonly UnitTold[] =>
    all.map(({ primary: _a, backup: _b, head: _h, ...unit }) => unit);
  const decides = establishment ? [{ id: ESTABLISHMENT, ...establishment }] : [];
  return {
    departments: unitsOf(departments),
    townships: unitsOf(townships),
    banks: unitsOf(banks),
    enterprises: data.enterprises.map(({ members: _, ...firm }) => firm),
    seats: [
      ...[...departments, ...townships, ...banks, ...decides].flatMap((unit) =>
        posts.map(([role, post]) => ({ role, unit: unit.id, person: unit[post] })),
      ),
      ...data.enterprises.flatMap(({ id, members }) =>
        members.map((person) => ({ role: MEMBER, unit: id, person })),
      ),
      ...Object.entries(LISTS).flatMap(([role, list]) =>
        data[list].map((person) => ({ role, unit: null, person })),
      ),
    ],
  };
}

/** Two seats of the same key are the same seat: of a department's three there is one each, in lists one a person. */
export function seatKey({ role, unit, person }: SeatTold): string {
  return role in POSTS ? `${unit}/${role}` : `${unit ?? ''}/${role}/${person.id}`;
}
