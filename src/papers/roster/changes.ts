/** What would change in the roster, said before it is written. */
import { ESTABLISHMENT, type Person } from '../../domain/roster.ts';
import { ESTABLISHMENT_NAME, type RosterTold, type SeatTold, seatKey } from './form.ts';
import { seatInWords } from './merge.ts';

export interface Change {
  readonly kind: 'added' | 'changed' | 'removed';
  readonly text: string;
}

const FIELDS: Readonly<Record<string, string>> = {
  name: '名称',
  aliases: '叫法',
  default: '默认部门',
  industry: '行业',
  size: '规模',
  township: '乡镇',
  tags: '标签',
  staff: '用工人数',
  building: '在建项目',
  phone: '电话',
  title: '职务',
};

const FIELDS_OF_PEOPLE = { ...FIELDS, name: '姓名' };

/** Departments, then enterprises, then people; nothing when they tell the same. */
export function changesBetween(old: RosterTold, now: RosterTold): readonly Change[] {
  const names = new Map(
    [old, now]
      .flatMap((told) => [...told.departments, ...told.enterprises, ...told.townships, ...told.banks])
      .map(({ id, name }) => [id, name] as const),
  ).set(ESTABLISHMENT, ESTABLISHMENT_NAME);
  const nameOf = (id: string): string => names.get(id) ?? id;
  return [
    ...unitChanges('部门', old.departments, now.departments),
    ...unitChanges('企业', old.enterprises, now.enterprises),
    ...unitChanges('乡镇', old.townships, now.townships),
    ...unitChanges('银行', old.banks, now.banks),
    ...seatChanges(old.seats, now.seats, nameOf),
  ];
}

function unitChanges<Unit extends { readonly id: string; readonly name: string }>(
  what: string,
  old: readonly Unit[],
  now: readonly Unit[],
): readonly Change[] {
  const before = new Map(old.map((one) => [one.id, one]));
  const after = new Set(now.map(({ id }) => id));
  return [
    ...now.flatMap((one): readonly Change[] => {
      const was = before.get(one.id);
      if (!was) return [{ kind: 'added', text: `${what}：${one.name}（${one.id}）` }];
      const fields = differences(was, one);
      return fields === '' ? [] : [{ kind: 'changed', text: `${what}：${was.name}　${fields}` }];
    }),
    ...old.flatMap(({ id, name }): readonly Change[] =>
      after.has(id) ? [] : [{ kind: 'removed', text: `${what}：${name}（${id}）` }],
    ),
  ];
}

function seatChanges(
  old: readonly SeatTold[],
  now: readonly SeatTold[],
  nameOf: (unit: string) => string,
): readonly Change[] {
  const before = new Map(old.map((seat) => [seatKey(seat), seat]));
  const after = new Set(now.map(seatKey));
  const who = ({ name, id }: Person): string => `${name}（${id}）`;
  return [
    ...now.flatMap((seat): readonly Change[] => {
      const was = before.get(seatKey(seat));
      const place = seatInWords(seat, nameOf);
      if (!was) return [{ kind: 'added', text: `${place}：${who(seat.person)}` }];
      if (was.person.id !== seat.person.id) {
        return [{ kind: 'changed', text: `${place}：${who(was.person)} → ${who(seat.person)}` }];
      }
      const fields = differences(was.person, seat.person, FIELDS_OF_PEOPLE);
      return fields === '' ? [] : [{ kind: 'changed', text: `${place}：${was.person.name}　${fields}` }];
    }),
    ...old.flatMap((seat): readonly Change[] =>
      after.has(seatKey(seat))
        ? []
        : [{ kind: 'removed', text: `${seatInWords(seat, nameOf)}：${who(seat.person)}` }],
    ),
  ];
}

/** 电话 138… → 139…，职务 … → … */
function differences(was: object, is: object, names = FIELDS): string {
  const [before, after] = [new Map(Object.entries(was)), new Map(Object.entries(is))];
  return Object.entries(names)
    .filter(([field]) => inWords(before.get(field)) !== inWords(after.get(field)))
    .map(([field, name]) => `${name} ${inWords(before.get(field))} → ${inWords(after.get(field))}`)
    .join('，');
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.join('、') || '（无）';
  if (typeof value === 'boolean') return value ? '是' : '否';
  return value === undefined || value === '' ? '（空）' : String(value);
}
