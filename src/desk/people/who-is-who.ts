/** Who is who on record, held against the roster as it is now: other names under an id, who has come, and who has gone. */
import type { Office, OfficeEvent } from '../../domain/office.ts';
import { type OnRecord, type OtherName, otherDepartments, otherNames } from '../../domain/other-names.ts';
import type { Roster } from '../../domain/roster.ts';
import type { Instant } from '../../domain/time.ts';

/** Why a start refuses a roster: names under ids that are others' on record, and what to do about each. */
export function othersInWords(roster: Roster, onRecord: OnRecord): readonly string[] {
  return [
    ...otherNames(roster, onRecord).map(otherNameInWords),
    ...otherDepartments(roster, onRecord).map(otherDepartmentInWords),
  ];
}

function otherNameInWords({ id, was, is }: OtherName): string {
  return `名册里编号 ${id} 原来是${was}，现在写的是${is}。同一个人改名，运行 npm run roster -- correct ${id}；换成了另一个人，运行 npm run roster -- replace ${id}（${was}的账号马上停用，手上的件转给${is}）。`;
}

function otherDepartmentInWords({ id, was, is }: OtherName): string {
  return `名册里部门 ${id} 原来叫${was}，现在写的是${is}。改了名，运行 npm run reform -- rename ${id}（以前的统计和记录仍写${was}）；换成了另一个部门，请用新的编号。`;
}

/** Who is on record and not on the roster any more: their accounts stop. */
export function whoLeft(roster: Roster, { register }: OnRecord): readonly string[] {
  return Object.keys(register?.people ?? {}).filter(
    (id) => !roster.person(id) && !Object.hasOwn(register?.left ?? {}, id),
  );
}

/** Who comes, and who goes: the roster as this start finds it, on record. */
export function peopleChanged(roster: Roster, office: Office, at: Instant): readonly OfficeEvent[] {
  const {
    people: known = {},
    departments: called = {},
    enterprises: firms = {},
    left = {},
  } = office.register ?? {};
  const people = Object.fromEntries(
    roster.people.filter(({ id }) => !Object.hasOwn(known, id)).map(({ id, name }) => [id, name]),
  );
  const departments = Object.fromEntries(
    roster.offices.filter(({ id }) => !Object.hasOwn(called, id)).map(({ id, name }) => [id, name]),
  );
  // A firm may be called otherwise from one day to the next (企业更名): it is the same firm.
  const enterprises = Object.fromEntries(
    roster.enterprises
      .filter(({ id, name }) => !Object.hasOwn(firms, id) || firms[id] !== name)
      .map(({ id, name }) => [id, name]),
  );
  const isNew = [people, departments, enterprises].some((names) => Object.keys(names).length > 0);
  // Taken out of the file, and put in again: the same person, by their name. Whom the operator stopped stays so.
  const back = roster.people.filter(({ id }) => Object.hasOwn(left, id) && left[id]?.by === 'start');
  return [
    ...(isNew ? [{ type: 'rosterRead' as const, v: 1 as const, at, people, departments, enterprises }] : []),
    ...whoLeft(roster, office).map(
      (person): OfficeEvent => ({ type: 'personLeft', v: 1, at, person, by: 'start' }),
    ),
    ...back.map(({ id }): OfficeEvent => ({ type: 'personBack', v: 1, at, person: id })),
  ];
}
