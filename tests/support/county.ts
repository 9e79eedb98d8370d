/** A county for tests: the roster that ships, with everybody's Telegram account bound in a copy of the file. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { RosterData } from '../../src/domain/roster.ts';

export const GROUP_ID = -1001000000001;

/** A folder for one test, removed by `remove`. */
export function scratch(): { readonly dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'lianxinqiao-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

type Loose = Record<string, unknown> & { id: string; accounts?: Record<string, string> };

/**
 * Writes a roster in which every person has an account on another channel than Telegram, made from their id, and the
 * group has a chat there; gives its path.
 */
export function rosterOn(
  dir: string,
  channel: string,
  group: string,
  account: (person: string) => string,
): string {
  const data = parse(readFileSync('data/roster.yaml', 'utf8')) as RosterData & { group: Loose };
  for (const person of peopleIn(data)) person.accounts = { [channel]: account(person.id) };
  data.group.accounts = { [channel]: group };
  const file = join(dir, 'roster.yaml');
  writeFileSync(file, stringify(data, { aliasDuplicateObjects: false }));
  return file;
}

function peopleIn(data: RosterData): readonly Loose[] {
  const posts = (one: Pick<RosterData['departments'][number], 'primary' | 'backup' | 'head'>) => [
    one.primary,
    one.backup,
    one.head,
  ];
  const people: unknown[] = [
    ...data.departments.flatMap(posts),
    ...data.enterprises.flatMap((one) => one.members),
    ...data.dispatchers,
    ...data.leaders,
    ...data.discipline,
    ...data.operators,
    ...(data.banks ?? []).flatMap(posts),
    ...(data.townships ?? []).flatMap(posts),
    ...(data.establishment ? posts(data.establishment) : []),
  ];
  return people as Loose[];
}

/**
 * Writes a roster in which every person has a Telegram account, but for those in `unbound`; gives its path and
 * the account of each person.
 */
export function boundRoster(
  dir: string,
  options: { readonly unbound?: readonly string[]; readonly group?: boolean } = {},
): { readonly file: string; readonly accounts: ReadonlyMap<string, number> } {
  const data = parse(readFileSync('data/roster.yaml', 'utf8')) as RosterData & { group: Loose };
  const accounts = new Map<string, number>();
  const bind = (person: Loose): void => {
    if (options.unbound?.includes(person.id)) return;
    const account = accounts.get(person.id) ?? 10_001 + accounts.size;
    accounts.set(person.id, account);
    person.accounts = { telegram: String(account) };
  };
  for (const person of peopleIn(data)) bind(person);
  if (options.group !== false) data.group.accounts = { telegram: String(GROUP_ID) };
  const file = join(dir, 'roster.yaml');
  writeFileSync(file, stringify(data, { aliasDuplicateObjects: false }));
  return { file, accounts };
}
