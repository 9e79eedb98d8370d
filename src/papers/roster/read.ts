/** A filled-in workbook → what it tells of the roster, every fault by its cell. */
import { type OnRecord, type OtherName, otherDepartments, otherNames } from '../../domain/other-names.ts';
import { ESTABLISHMENT, type RosterData } from '../../domain/roster.ts';
import type { Day } from '../../domain/time.ts';
import type { SheetRead } from '../book/read.ts';
import { type Report, type Row, tableOf, unknownColumns } from '../book/table.ts';
import {
  COLUMNS,
  ESTABLISHMENT_NAME,
  FACT_COLUMNS,
  type FirmTold,
  LATER,
  LISTS,
  MEMBER,
  NO_TAGS,
  POSTS,
  ROLES,
  type RosterTold,
  type SeatTold,
  SHEETS,
  toldBy,
  type UnitTold,
} from './form.ts';
import { idsFor, type NewIds, type UnitList } from './ids.ts';

/** Faults told at once. */
const MOST_FAULTS = 30;
const SIZES = ['大型', '中型', '小型', '微型'] as const;
/** An office keeps columns of its own; what it took for one of these it should hear. */
const KNOWN = {
  [SHEETS.departments]: COLUMNS.departments,
  [SHEETS.people]: COLUMNS.people,
  [SHEETS.enterprises]: [...COLUMNS.enterprises, ...FACT_COLUMNS],
  [SHEETS.townships]: COLUMNS.others,
  [SHEETS.banks]: COLUMNS.others,
};
const ID = /^[a-z][a-z0-9_-]{0,31}$/u;

export type RosterRead =
  /** `unread`: sentences on columns that are no part of a roster. */
  { readonly told: RosterTold; readonly unread: readonly string[] } | { readonly faults: readonly string[] };

/** `now`: the roster as it is, for ids that are left out; `today` goes into new ones; `onRecord`: whose ids are whose, for ever. */
export function rosterIn(
  sheets: readonly SheetRead[],
  now: RosterData,
  today: Day,
  onRecord: OnRecord,
): RosterRead {
  const faults: string[] = [];
  const report: Report = (sheet, place, what) => {
    faults.push(`‘${sheet}’表${place === null ? '' : ` ${place}`}：${what}`);
  };
  const ids = idsFor(now, today, onRecord);
  const departments = departmentsIn(sheets, ids, report);
  const enterprises = firmsIn(sheets, now, ids, report);
  const isLater = LATER.some((list) => sheets.some(({ name }) => name.trim() === SHEETS[list]));
  const [townships, banks] = LATER.map((list) => (isLater ? othersIn(sheets, list, ids, report) : []));
  const others = [...(townships ?? []), ...(banks ?? [])];
  refuseTwice([...departments, ...others], '编号', ({ id }) => [id]);
  refuseTwice([...departments, ...others], '名称', ({ name, aliases }) => [...new Set([name, ...aliases])]);
  refuseRenamed([...departments, ...(townships ?? [])], onRecord);
  const seats = seatsIn(sheets, { departments, others, enterprises, isLater }, ids, report, onRecord);
  const kept = isLater ? null : keptOf(now);
  if (faults.length === 0)
    return {
      unread: unknownColumns(sheets, KNOWN).map(
        ({ sheet, named }) =>
          `‘${sheet}’表的${named}没有读，名册里没有这样的列；列名写错了，请照下载的表改回`,
      ),
      told: {
        departments: told(departments),
        enterprises: told(enterprises),
        townships: kept?.townships ?? told(townships ?? []),
        banks: kept?.banks ?? told(banks ?? []),
        seats: [...seats, ...(kept?.seats ?? [])],
      },
    };
  const more = faults.length - MOST_FAULTS;
  return {
    faults: more > 0 ? [...faults.slice(0, MOST_FAULTS), `另有 ${more} 处，请先改好以上各处。`] : faults,
  };
}

/** What a row tells, and the row, for what is found wrong later. */
interface Told<What, Title extends string> {
  readonly what: What;
  readonly row: Row<Title>;
}
type Departments = readonly Told<UnitTold, (typeof COLUMNS.departments)[number]>[];
/** Of any of the three lists. */
type Units = readonly Told<UnitTold, (typeof COLUMNS.others)[number]>[];
type Firms = readonly Told<FirmTold, (typeof COLUMNS.enterprises)[number]>[];

const told = <What>(rows: readonly { readonly what: What }[]): readonly What[] =>
  rows.map(({ what }) => what);

/** Townships, banks and 编办, with whoever has a post there, as the roster has them. */
function keptOf(now: RosterData): Pick<RosterTold, 'townships' | 'banks' | 'seats'> {
  const { townships, banks, seats } = toldBy(now);
  const units = new Set([...townships.map(({ id }) => id), ...banks.map(({ id }) => id), ESTABLISHMENT]);
  return { townships, banks, seats: seats.filter(({ unit }) => unit !== null && units.has(unit)) };
}

function othersIn(
  sheets: readonly SheetRead[],
  list: (typeof LATER)[number],
  ids: NewIds,
  report: Report,
): Units {
  return tableOf(sheets, SHEETS[list], COLUMNS.others, report).map((row) => {
    const name = wanted(row, '名称');
    const id = checkedId(row, row.text('编号') || ids.ofUnit(list satisfies UnitList, name));
    return { row, what: { id, name, aliases: namesIn(row.text('叫法')) } };
  });
}

function departmentsIn(sheets: readonly SheetRead[], ids: NewIds, report: Report): Departments {
  const rows = tableOf(sheets, SHEETS.departments, COLUMNS.departments, report);
  const units = rows.map((row) => {
    const name = wanted(row, '名称');
    const isDefault = row.text('默认部门');
    if (!['', '是'].includes(isDefault)) row.report('默认部门', '只能写“是”，或者不填');
    const id = checkedId(row, row.text('编号') || ids.ofUnit('departments', name));
    return {
      row,
      what: {
        id,
        name,
        aliases: namesIn(row.text('叫法')),
        ...(isDefault === '是' ? { default: true as const } : {}),
      },
    };
  });
  const defaults = units.filter(({ what }) => what.default);
  for (const { row } of defaults.slice(1)) row.report('默认部门', '默认部门只能有一个，请只留一处“是”');
  if (units.length > 0 && defaults.length === 0) {
    report(SHEETS.departments, null, '没有默认部门，请在牵头部门（如工信局）的“默认部门”写“是”');
  }
  return units;
}

function firmsIn(sheets: readonly SheetRead[], now: RosterData, ids: NewIds, report: Report): Firms {
  const facts = factsIn(sheets);
  const known = new Map(now.enterprises.map((one) => [one.id, one]));
  const titles = [...COLUMNS.enterprises, ...facts];
  const firms = tableOf<(typeof titles)[number]>(sheets, SHEETS.enterprises, titles, report).map((row) => {
    const name = wanted(row, '名称');
    const written = wanted(row, '规模');
    const size = SIZES.find((one) => one === written || one === `${written}型`);
    if (written !== '' && size === undefined) row.report('规模', '请写 大型、中型、小型 或 微型');
    const id = checkedId(row, row.text('编号') || ids.ofEnterprise(name));
    const { tags, staff, building } = known.get(id) ?? {};
    return {
      row,
      what: {
        id,
        name,
        aliases: namesIn(row.text('叫法')),
        ...(facts.length > 0 ? factsOf(row) : only({ tags, staff, building })),
        industry: wanted(row, '行业'),
        size: size ?? '小型',
        township: wanted(row, '乡镇（街道）'),
      },
    };
  });
  refuseTwice(firms, '编号', ({ id }) => [id]);
  refuseTwice(firms, '名称', ({ name }) => [name]);
  return firms;
}

/** All three, or, in a workbook from before, none. */
function factsIn(sheets: readonly SheetRead[]): readonly (typeof FACT_COLUMNS)[number][] {
  const [head = []] = sheets.find(({ name }) => name.trim() === SHEETS.enterprises)?.rows ?? [];
  return FACT_COLUMNS.some((title) => head.includes(title)) ? FACT_COLUMNS : [];
}

function factsOf(row: Row<(typeof FACT_COLUMNS)[number]>): Pick<FirmTold, 'tags' | 'staff' | 'building'> {
  const [tags, staff, building] = FACT_COLUMNS.map((title) => row.text(title));
  if (!/^\d{0,5}$/u.test(staff ?? '')) row.report('用工人数', '请写人数，如 120；不知道的不填');
  if (!['', '有', '没有'].includes(building ?? '')) row.report('在建项目', '只能写“有”“没有”，或者不填');
  return only({
    tags: tags === '' ? undefined : tags === NO_TAGS ? [] : namesIn(tags ?? ''),
    staff: staff === '' ? undefined : Number(staff),
    building: building === '' ? undefined : building === '有',
  });
}

/** Without what is not known. */
function only({
  tags,
  staff,
  building,
}: {
  tags?: string[] | undefined;
  staff?: number | undefined;
  building?: boolean | undefined;
}) {
  return {
    ...(tags === undefined ? {} : { tags }),
    ...(staff === undefined ? {} : { staff }),
    ...(building === undefined ? {} : { building }),
  };
}

function seatsIn(
  sheets: readonly SheetRead[],
  {
    departments,
    others,
    enterprises: firms,
    isLater,
  }: {
    readonly departments: Departments;
    readonly others: Units;
    readonly enterprises: Firms;
    readonly isLater: boolean;
  },
  ids: NewIds,
  report: Report,
  onRecord: OnRecord,
): readonly SeatTold[] {
  const units: Units = [...departments, ...others];
  const named = units.flatMap(({ what }) => [what.name, what.id].map((name) => [name, what.id] as const));
  const decides = isLater ? [[ESTABLISHMENT_NAME, ESTABLISHMENT] as const] : [];
  const idOf = {
    unit: new Map([...decides, ...named]),
    firm: new Map(firms.flatMap(({ what }) => [what.name, what.id].map((name) => [name, what.id] as const))),
  };
  const rows = tableOf(sheets, SHEETS.people, COLUMNS.people, report).flatMap((row) => {
    const role = wanted(row, '身份');
    if (role !== '' && !ROLES.includes(role)) row.report('身份', `请写 ${ROLES.join('、')} 之一`);
    const written = row.text('单位');
    const unit = role in POSTS ? idOf.unit.get(written) : role === MEMBER ? idOf.firm.get(written) : null;
    if (unit === undefined) {
      row.report(
        '单位',
        written === ''
          ? `${role}要写明单位`
          : `${role === MEMBER ? `‘${SHEETS.enterprises}’表里` : isLater ? `‘${SHEETS.departments}’‘${SHEETS.townships}’‘${SHEETS.banks}’表里都` : `‘${SHEETS.departments}’表里`}没有“${written}”`,
      );
    }
    if (unit === null && role in LISTS && written !== '') row.report('单位', `${role}不填单位，请清空`);
    const name = wanted(row, '姓名');
    const phone = row.text('电话');
    const wrong = phone === '' ? null : phoneFault(phone);
    if (wrong !== null) row.report('电话', wrong);
    const id = checkedId(row, row.text('编号') || ids.ofPerson({ role, unit: unit ?? null, name, phone }));
    const title = row.text('职务');
    const person = { id, name, ...(title ? { title } : {}), ...(phone ? { phone } : {}) };
    return [{ row, what: { role, unit: unit ?? null, person } }];
  });
  checkPeople(rows);
  refuseOtherNames(rows, onRecord);
  checkSeats(rows, units, firms, report);
  return told(rows);
}

type People = readonly Told<SeatTold, (typeof COLUMNS.people)[number]>[];

/** One id is one person, of one name and one telephone. */
function checkPeople(rows: People): void {
  const known = new Map<string, SeatTold['person']>();
  for (const { row, what } of rows) {
    const { id, name, phone } = what.person;
    const before = known.get(id);
    if (before && before.name !== name) {
      row.report('编号', `编号“${id}”前面已是“${before.name}”，这里却是“${name}”。新来的人不填编号就行`);
    } else if (before?.phone && phone && before.phone !== phone) {
      row.report('电话', `“${name}”的电话与前面写的 ${before.phone} 不一致`);
    }
    if (!before?.phone) known.set(id, what.person);
  }
}

/** As a start would refuse them: here with the cell, before anything is written. */
function refuseOtherNames(rows: People, onRecord: OnRecord): void {
  const others = byId(otherNames({ people: rows.map(({ what }) => what.person) }, onRecord));
  for (const { row, what } of rows) {
    const { id, name } = what.person;
    const other = others.get(id);
    if (other === undefined || name === '') continue;
    row.report(
      '姓名',
      `编号 ${id} 在案的是“${other.was}”，这里写的是“${name}”。换了人，清空这一行的编号；${other.was}手上有件的，先在服务器上运行 npm run roster -- replace ${id} 新姓名，转给新的人。同一个人改名，先运行 npm run roster -- correct ${id} 新姓名`,
    );
  }
}

function refuseRenamed(units: Units, onRecord: OnRecord): void {
  const others = byId(otherDepartments({ offices: told(units) }, onRecord));
  for (const { row, what } of units) {
    const other = others.get(what.id);
    if (other === undefined || what.name === '') continue;
    row.report(
      '名称',
      `编号 ${what.id} 在案的是“${other.was}”，这里写的是“${what.name}”。部门改名，先在服务器上运行 npm run reform -- rename ${what.id} 新名称；换成了另一个部门，清空编号`,
    );
  }
}

function byId(others: readonly OtherName[]): ReadonlyMap<string, OtherName> {
  return new Map(others.map((one) => [one.id, one]));
}

function checkSeats(rows: People, units: Units, firms: Firms, report: Report): void {
  for (const { what, row } of units) {
    const [primary, backup] = Object.keys(POSTS).map((role) => {
      const [one, ...more] = rows.filter((seat) => seat.what.role === role && seat.what.unit === what.id);
      if (!one) row.report('名称', `“${what.name}”没有${role}，请在‘${SHEETS.people}’表添一行`);
      for (const other of more)
        other.row.report('身份', `“${what.name}”的${role}前面已有“${one?.what.person.name}”，只能一人`);
      return one;
    });
    if (primary && backup && primary.what.person.id === backup.what.person.id) {
      backup.row.report('编号', `“${what.name}”的A岗和B岗是同一个人，请另指定B岗`);
    }
  }
  const decided = rows.filter(({ what }) => what.unit === ESTABLISHMENT);
  for (const role of Object.keys(POSTS)) {
    const [one, ...more] = decided.filter(({ what }) => what.role === role);
    if (!one && decided.length > 0)
      report(SHEETS.people, null, `${ESTABLISHMENT_NAME}没有${role}，请添一行；没有编办就三行都删去`);
    for (const other of more) other.row.report('身份', `${ESTABLISHMENT_NAME}的${role}前面已有，只能一人`);
  }
  for (const { what, row } of firms) {
    if (rows.some((seat) => seat.what.role === MEMBER && seat.what.unit === what.id)) continue;
    row.report('名称', `“${what.name}”没有企业联系人，请在‘${SHEETS.people}’表添一行`);
  }
  if (rows.length === 0) return;
  const count = (role: keyof typeof LISTS): number => rows.filter(({ what }) => what.role === role).length;
  if (count('双组长') !== 2) report(SHEETS.people, null, `双组长应正好两人，现在有 ${count('双组长')} 人`);
  for (const role of ['调度员', '纪检联系人', '管理员'] as const) {
    if (count(role) === 0) report(SHEETS.people, null, `没有${role}，至少要有一人`);
  }
  const seen = new Set<string>();
  for (const { what, row } of rows) {
    const key = `${what.role}/${what.unit}/${what.person.id}`;
    if (!(what.role in POSTS) && seen.has(key))
      row.report('姓名', `“${what.person.name}”的这个身份前面已写过，请删去一行`);
    seen.add(key);
  }
}

function wanted<Title extends string>(row: Row<Title>, title: Title): string {
  const text = row.text(title);
  if (text === '') row.report(title, '不能为空');
  return text;
}

function checkedId<Title extends string>(row: Row<Title | '编号'>, id: string): string {
  if (!ID.test(id))
    row.report('编号', '编号只用小写字母、数字、“-”和“_”，以字母开头，最多 32 个；新增的可以不填');
  return id;
}

/** Each name once; which of the others has it already is told. */
function refuseTwice<What extends { readonly name: string }, Title extends string>(
  rows: readonly Told<What, Title>[],
  title: Title,
  namesOf: (what: What) => readonly string[],
): void {
  const owners = new Map<string, What>();
  for (const { what, row } of rows) {
    for (const name of namesOf(what)) {
      const owner = owners.get(name);
      if (owner === undefined) owners.set(name, what);
      else if (name !== '') row.report(title, `“${name}”前面的“${owner.name}”已用，请改掉一处`);
    }
  }
}

function namesIn(text: string): string[] {
  return [...new Set(text.split(/[、，,;；\s]+/u).filter((name) => name !== ''))];
}

function phoneFault(phone: string): string | null {
  const digits = phone.replace(/[\s\-+()（）]/gu, '');
  if (!/^\d+$/u.test(digits)) return '电话只写数字';
  if (/^1[3-9]/u.test(digits) && digits.length !== 11)
    return `电话应是 11 位数字，这里是 ${digits.length} 位`;
  if (digits.length < 7 || digits.length > 13)
    return `电话应是 11 位数字，或带区号的固定电话，这里是 ${digits.length} 位`;
  if (digits.length === 10 && !digits.startsWith('0')) return '电话像是丢了开头的 0，请把这一格设成文本再填';
  return null;
}
