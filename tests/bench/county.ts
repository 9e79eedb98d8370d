/** The county of the bench: the roster that ships, everybody bound, and more people in each enterprise. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type County, loadCounty } from '../../src/county.ts';
import type { RosterData } from '../../src/domain/roster.ts';
import { boundRoster } from '../support/county.ts';

const FIRST_ACCOUNT = 50_001;

export interface BenchCounty {
  readonly rosterFile: string;
  readonly county: County;
  /** Telegram account of everybody on the roster, by their id. */
  readonly accounts: ReadonlyMap<string, number>;
  /** One person of each enterprise, in the order of the roster. */
  readonly owners: readonly string[];
  /** Everybody who speaks for an enterprise: first one of each, then the second of each, … */
  readonly members: readonly string[];
}

/** Writes the roster into `dir`, with at least `speakers` people in the enterprises. */
export function benchCounty(dir: string, speakers: number): BenchCounty {
  const bound = boundRoster(dir);
  const accounts = new Map(bound.accounts);
  const data = parse(readFileSync(bound.file, 'utf8')) as RosterData;
  const each = Math.ceil(speakers / data.enterprises.length);
  const enterprises = data.enterprises.map((enterprise) => {
    const members = [...enterprise.members];
    for (let place = members.length + 1; place <= each; place++) {
      const id = `${enterprise.id}-more-${place}`;
      const account = FIRST_ACCOUNT + accounts.size;
      accounts.set(id, account);
      members.push({ id, name: `职员${place}`, accounts: { telegram: String(account) } });
    }
    return { ...enterprise, members };
  });
  const rosterFile = join(dir, 'bench-roster.yaml');
  writeFileSync(rosterFile, stringify({ ...data, enterprises }, { aliasDuplicateObjects: false }));
  const rows = enterprises.map(({ members }) => members.map(({ id }) => id));
  const longest = Math.max(...rows.map((row) => row.length));
  const members = Array.from({ length: longest }, (_, place) => rows.flatMap((row) => row[place] ?? []));
  return {
    rosterFile,
    county: loadCounty({ rosterFile, flowsDir: 'flows' }),
    accounts,
    owners: members[0] ?? [],
    members: members.flat(),
  };
}
