/**
 * What happens when the program starts with settings: changes are put on record, and settings that would leave an
 * open ticket without its department or person are refused, naming them.
 */
import { FLOWS, type Flow, type FlowId } from '../../domain/flow.ts';
import type { Office, OfficeEvent } from '../../domain/office.ts';
import { withRegister } from '../../domain/on-record.ts';
import type { Roster } from '../../domain/roster.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Instant } from '../../domain/time.ts';
import type { Store } from '../../store/port.ts';
import { othersInWords, peopleChanged } from '../people/who-is-who.ts';

/** The settings the program starts with. */
interface SettingsInForce {
  readonly roster: Roster;
  readonly flows: Readonly<Record<FlowId, Flow>>;
  readonly flowVersions: Readonly<Record<FlowId, string>>;
  readonly versions: Readonly<Record<string, string>>;
  /** Flows with the limit that a policy sets, each by its version; left out: none. */
  readonly policies?: { readonly version: number; readonly flows: Readonly<Record<string, Flow>> };
  /** 权责清单 as the county's file has it; left out: there is none. */
  readonly powers?: { readonly version: number };
}

/** The settings do not fit the record; the text says what to do. */
export class SettingsRefused extends Error {
  override readonly name = 'SettingsRefused';
}

const LISTED = 10;
/**
 * Lists whose file has a number that only grows: what people know them by, under which name the last one is on record, and what
 * a first one may have come of.
 */
const NUMBERED = {
  policies: {
    called: '政策库文件 policies.yaml',
    setting: 'policiesVersion',
    first: '（没写 version 的算第 1 版）',
  },
  powers: { called: '权责清单文件 powers.yaml', setting: 'powersVersion', first: '' },
} as const;
const NUMBERED_LISTS = Object.keys(NUMBERED) as (keyof typeof NUMBERED)[];
/** The county's files of such lists; left out: none that can be read. */
export type NumberedLists = {
  readonly [List in keyof typeof NUMBERED]?: { readonly version: number } | undefined;
};

/** Records changed settings. Throws `SettingsRefused` when the roster lacks somebody with open tickets, or a list is older than it was. */
export async function recordSettings(
  store: Store,
  settings: SettingsInForce,
  mode: 'real' | 'rehearsal',
  at: Instant,
): Promise<void> {
  const office = await store.office();
  const unfit = otherMode(office.settings.mode, mode);
  if (unfit !== null) throw new SettingsRefused(unfit);
  refuseOthersNames(settings.roster, office);
  await refuseLostPeople(store, { roster: withRegister(settings.roster, office.register) }, office);
  const older = olderLists(settings, office);
  if (older.length > 0) throw new SettingsRefused(older.join('\n'));
  const { calendar } = settings.versions;
  // Nothing has been counted yet; later `recount.ts` says what has.
  const fresh = office.settings.calendar === undefined && calendar !== undefined;
  const versions = {
    ...settings.versions,
    ...numbersOf(settings),
    mode,
    ...(fresh ? { deadlines: calendar } : {}),
  };
  const events: OfficeEvent[] = Object.entries(versions)
    .filter(([name, version]) => office.settings[name] !== version)
    .map(([name, version]): OfficeEvent => {
      const id = FLOWS.find((one) => version === settings.flowVersions[one]);
      const flow = id === undefined ? settings.policies?.flows[version] : settings.flows[id];
      return { type: 'settingChanged', v: 1, at, name, version, ...(flow === undefined ? {} : { flow }) };
    });
  events.push(...peopleChanged(settings.roster, office, at));
  if (events.length === 0) return;
  const result = await store.commit(() => ({
    at,
    cause: 'start:settings',
    expect: { office: office.version },
    office: events,
  }));
  if (!result.ok) throw new Error(`settings could not be recorded: ${result.conflict}`);
}

function refuseOthersNames(roster: Roster, office: Office): void {
  const faults = othersInWords(roster, office);
  if (faults.length > 0) throw new SettingsRefused(faults.join('\n'));
}

/** Why lists are not taken: an older file was put back by hand, and what was changed since would be gone. */
export function olderLists(lists: NumberedLists, { settings }: Pick<Office, 'settings'>): readonly string[] {
  return NUMBERED_LISTS.flatMap((list) => {
    const { called, setting, first } = NUMBERED[list];
    const version = lists[list]?.version;
    const known = Number(settings[setting] ?? 0);
    if (version === undefined || version >= known) return [];
    return `${called} 是第 ${version} 版${version === 1 ? first : ''}，比用过的第 ${known} 版旧，像是放回了旧文件。请换成新的；就是要用旧的内容，请把 version 写成比 ${known} 大的数。`;
  });
}

function numbersOf(lists: NumberedLists): Readonly<Record<string, string>> {
  const known = NUMBERED_LISTS.flatMap((list) => {
    const version = lists[list]?.version;
    return version === undefined ? [] : [[NUMBERED[list].setting, String(version)] as const];
  });
  return Object.fromEntries(known);
}

/** An open ticket, and what of it a roster does not name. */
export interface Lost {
  readonly ticket: Ticket;
  readonly what: 'department' | 'liaison' | 'enterprise';
  readonly id: string;
}

/** Open tickets whose department, person or enterprise is not in a roster: with it the program would not start. */
export async function lostWith(roster: Roster, store: Store): Promise<readonly Lost[]> {
  return lostAmong(await store.tickets({ open: true }), roster);
}

/** The same of tickets in hand. */
export function lostAmong(open: readonly Ticket[], roster: Roster): readonly Lost[] {
  return open.flatMap((ticket): readonly Lost[] => {
    const { department, liaison, enterprise } = ticket;
    return [
      ...(department !== null && !roster.department(department)
        ? [{ ticket, what: 'department' as const, id: department }]
        : []),
      ...(liaison !== null && !roster.person(liaison)
        ? [{ ticket, what: 'liaison' as const, id: liaison }]
        : []),
      ...(enterprise !== null && !roster.enterprise(enterprise)
        ? [{ ticket, what: 'enterprise' as const, id: enterprise }]
        : []),
    ];
  });
}

export function lostInWords({ ticket: { number }, what, id }: Lost): string {
  if (what === 'enterprise') return `诉求件 ${number} 是企业 ${id} 的`;
  return `诉求件 ${number} 由${what === 'department' ? '部门' : ''} ${id} 办理`;
}

/** Why a folder cannot be used for this; null when it can. `before`: what it was used for. */
export function otherMode(before: string | undefined, mode: 'real' | 'rehearsal'): string | null {
  if (before === undefined || before === mode) return null;
  return before === 'rehearsal'
    ? '这个数据目录是演练用的，不能用于真实运行。请把 DATA_DIR 改成另一个目录。'
    : '这个数据目录里是真实数据，不能拿来演练。请把 DATA_DIR 改成另一个目录。';
}

/**
 * A start passes it on (`desk/people/succession.ts`): the operator has agreed, and somebody is there to take it. `roster`: one that
 * remembers (`domain/on-record.ts`).
 */
export function isAgreed({ ticket, what, id }: Lost, roster: Roster, office: Office): boolean {
  if (what === 'department') return takerOf(id, roster, office) !== null;
  if (what !== 'liaison') return false;
  const { confidential, department } = ticket;
  // With its department goes whoever had it there.
  if (department !== null && takerOf(department, roster, office) !== null) return true;
  if (!Object.hasOwn(office.handOver ?? {}, id)) return false;
  return confidential || (department !== null && isThere(department, roster));
}

function isThere(department: string, roster: Roster): boolean {
  return roster.department(department) !== undefined;
}

/** Who takes what a department leaves that is gone: whoever does its work now, or by the operator's word the one for all the rest. */
export function takerOf(department: string, roster: Roster, { handOver = {} }: Office): string | null {
  if (isThere(department, roster)) return null;
  const successor = roster.successorOf(department);
  if (successor) return successor.id;
  return Object.hasOwn(handOver, department) ? roster.defaultDepartment.id : null;
}

async function refuseLostPeople(
  store: Store,
  { roster }: Pick<SettingsInForce, 'roster'>,
  office: Office,
): Promise<void> {
  const faults = (await lostWith(roster, store))
    .filter((one) => !isAgreed(one, roster, office))
    .map(lostInWords);
  if (faults.length === 0) return;
  const more = faults.length > LISTED ? `\n……共 ${faults.length} 处` : '';
  throw new SettingsRefused(
    `名册里少了还有在办件的部门、人员或企业：\n${faults.slice(0, LISTED).join('\n')}${more}\n请先恢复名册，把这些件转给别人或办结，再改名册。运行 npm run check-county 看全部要改的；人不在了的，加 -- --hand-over 就在重启时转给接手的人。`,
  );
}
