/** Ids that a workbook leaves out: of those who are known by name their own, of others new ones, which nobody has had before. */
import type { OnRecord } from '../../domain/other-names.ts';
import type { RosterData } from '../../domain/roster.ts';
import type { Day } from '../../domain/time.ts';
import { type SeatTold, seatKey, toldBy } from './form.ts';

export interface NewIds {
  ofUnit(list: UnitList, name: string): string;
  ofEnterprise(name: string): string;
  /** Of a seat's person; two seats of the same name and telephone in one unit are one person's. */
  ofPerson(seat: { role: string; unit: string | null; name: string; phone: string }): string;
}

export type UnitList = 'departments' | 'townships' | 'banks';
const STEMS: Readonly<Record<UnitList, string>> = {
  departments: 'bumen',
  townships: 'xiangzhen',
  banks: 'yinhang',
};

/** The longest beginning of an id: with the day and a count it stays within what a button carries. */
const STEM = 18;

export function idsFor(now: RosterData, today: Day, { register }: OnRecord): NewIds {
  const all = toldBy(now);
  const { departments, enterprises, townships, banks, seats } = all;
  const taken = new Set([
    ...[...departments, ...enterprises, ...townships, ...banks, ...seats.map(({ person }) => person)].map(
      ({ id }) => id,
    ),
    ...Object.keys({ ...register?.people, ...register?.departments }),
  ]);
  const day = today.replaceAll('-', '').slice(2);
  const given = new Map<string, string>();
  /** The day in it keeps it from being that of somebody who left before the register was kept: the record goes on naming them. */
  const fresh = (stem: string, key: string): string => {
    const known = given.get(key);
    if (known !== undefined) return known;
    for (let count = 1; ; count++) {
      const id = `${stem.slice(0, STEM)}-${day}-${count}`;
      if (taken.has(id)) continue;
      taken.add(id);
      given.set(key, id);
      return id;
    }
  };
  return {
    ofUnit: (list, name) =>
      all[list].find((one) => one.name === name)?.id ?? fresh(STEMS[list], `${list}/${name}`),
    ofEnterprise: (name) => enterprises.find((one) => one.name === name)?.id ?? fresh('qiye', `e/${name}`),
    ofPerson: ({ role, unit, name, phone }) => {
      const known = knownAs(name, role, unit, seats);
      return known ?? fresh(unit ?? 'zhuanban', `p/${unit}/${name}/${phone}`);
    },
  };
}

/** Who has this name in the same seat, or else in the same unit; without a unit in the same office. */
function knownAs(
  name: string,
  role: string,
  unit: string | null,
  seats: readonly SeatTold[],
): string | undefined {
  const named = seats.filter(({ person }) => person.name === name);
  const same = named.find((seat) => seatKey(seat) === seatKey({ role, unit, person: seat.person }));
  const near = named.find((seat) => seat.unit === unit && (unit !== null || seat.role === role));
  return (same ?? near)?.person.id;
}
