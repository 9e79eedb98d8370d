/** The settings against what is on record, read without owning it: a program may be at work there. */
import { lastAtWork } from '../alive.ts';
import { ClockDoubt, refuseDoubtful } from '../clock.ts';
import type { Config } from '../config.ts';
import { pathFault } from '../desk/operation/control.ts';
import {
  isAgreed,
  type Lost,
  lostAmong,
  lostInWords,
  type NumberedLists,
  olderLists,
  otherMode,
} from '../desk/operation/settings.ts';
import { accountsOf, servedGroups } from '../desk/people/people.ts';
import { othersInWords, whoLeft } from '../desk/people/who-is-who.ts';
import { coLeaders } from '../domain/leaders.ts';
import type { Office } from '../domain/office.ts';
import { withRegister } from '../domain/on-record.ts';
import type { Person, Roster } from '../domain/roster.ts';
import { type Instant, instantInWords } from '../domain/time.ts';
import { StoreFault } from '../store/fault.ts';
import { keysOf } from '../store/keys.ts';
import { hasRecord, type Record, readRecord } from '../store/reading.ts';
import { type Finding, refused, warning } from './finding.ts';

const LISTED = 10;

export async function checkRecord(
  config: Config,
  roster: Roster,
  lists: NumberedLists,
  now: Instant,
): Promise<readonly Finding[]> {
  const tooLong = pathFault(config.dataDir);
  const place = tooLong === null ? [] : [refused(tooLong)];
  if (!hasRecord(config.dataDir)) return [...place, ...reach(roster, null, config)];
  let record: Record;
  try {
    record = await readRecord(config.dataDir, keysOf(config.reportKey));
  } catch (error) {
    if (error instanceof StoreFault) return [...place, refused(error.message)];
    throw error;
  }
  const { office, writtenAt } = record;
  const remembering = withRegister(roster, office.register);
  const unfit = otherMode(office.settings.mode, config.rehearsal ? 'rehearsal' : 'real');
  return [
    ...place,
    ...(unfit === null ? [] : [refused(unfit)]),
    ...olderLists(lists, office).map(refused),
    ...clock(config, writtenAt, now),
    ...people(roster, office),
    ...lost(record, remembering),
    ...reach(roster, office, config),
    ...codes(roster, office, now),
  ];
}

/** Persons and departments with open tickets whom the roster does not name, where somebody else could take these over. */
export async function whoIsGone(config: Config, file: Roster): Promise<readonly string[]> {
  if (!hasRecord(config.dataDir)) return [];
  const { open, office } = await readRecord(config.dataDir, keysOf(config.reportKey));
  const roster = withRegister(file, office.register);
  const all = lostAmong(open, roster);
  const agreed = {
    ...office,
    handOver: { ...office.handOver, ...Object.fromEntries(all.map(({ id }) => [id, 0])) },
  };
  const gone = all.filter((one) => !isAgreed(one, roster, office) && isAgreed(one, roster, agreed));
  return [...new Set(gone.map(({ id }) => id))];
}

/** Other names under an id, and whose accounts stand still. */
function people(roster: Roster, office: Office): readonly Finding[] {
  const { left = {}, people: names = {} } = office.register ?? {};
  const stopped = roster.people.filter(({ id }) => left[id]?.by === 'cli' && names[id] === roster.nameOf(id));
  const leaving = whoLeft(roster, office).map((id) => names[id] ?? id);
  return [
    ...othersInWords(roster, office).map(refused),
    ...stopped.map(({ id, name }) =>
      warning(
        `${name}（${id}）的账号已停用，名册里还有他。不再来的，请换上接手的人；回来了，运行 npm run roster -- back ${id}`,
      ),
    ),
    ...(leaving.length === 0
      ? []
      : [
          warning(
            `名册里没有了的 ${leaving.length} 人（${leaving.slice(0, LISTED).join('、')}），重启后账号停用。要马上停用，运行 npm run roster -- stop 人员编号`,
          ),
        ]),
  ];
}

function clock(
  { rehearsal, dataDir, clockConfirmed }: Config,
  writtenAt: Instant | null,
  now: Instant,
): readonly Finding[] {
  if (rehearsal !== null) return [];
  try {
    refuseDoubtful(now, lastAtWork(writtenAt, dataDir, now), clockConfirmed);
    return [];
  } catch (error) {
    if (error instanceof ClockDoubt) return [refused(error.message)];
    throw error;
  }
}

/** Open tickets of whoever is not on the roster any more, by who that is. */
function lost({ open, office }: Record, roster: Roster): readonly Finding[] {
  const all = lostAmong(open, roster);
  const byWhom = grouped(all, ({ what, id, ticket }) => `${what} ${id} ${ticket.confidential}`);
  return [...byWhom.values()].map((some): Finding => {
    const secret = some[0]?.ticket.confidential ? { secret: true as const } : {};
    return { ...lostOf(some, roster, office), ...secret };
  });
}

function lostOf(some: readonly Lost[], roster: Roster, office: Office): Finding {
  const [first] = some;
  const numbers = some.slice(0, LISTED).map(({ ticket }) => ticket.number);
  const more = some.length > LISTED ? ` 等 ${some.length} 件` : '';
  if (first && some.every((one) => isAgreed(one, roster, office))) {
    return warning(
      `诉求件 ${numbers.join('、')}${more} 原由 ${nameOfGone(first, roster)} 办理，下次启动时转给接手的人。`,
    );
  }
  const known = first && lostInWords(first).replace(/^诉求件 \d+ /u, '');
  return refused(
    `诉求件 ${numbers.join('、')}${more} ${known}，名册里没有了。${remedyFor(first?.what, first?.ticket.department ?? null, roster)}`,
  );
}

function nameOfGone({ what, id }: Lost, roster: Roster): string {
  return what === 'department' ? roster.formerName(id) : roster.nameOf(id);
}

function remedyFor(
  what: 'department' | 'liaison' | 'enterprise' | undefined,
  department: string | null,
  roster: Roster,
): string {
  if (what === 'enterprise') return '请先把这家企业加回名册，等这些件办结或撤回再删。';
  if (what === 'department')
    return `并给了别的部门，运行 npm run reform -- merge 原部门编号 into 接手的部门编号；没有哪个部门接手，运行 npm run check-county -- --hand-over，重启时就转给${roster.defaultDepartment.name}；或者先加回这个部门。`;
  const unit = department === null ? undefined : roster.department(department);
  const taker = unit ? `现在的 A 岗是${unit.primary.name}` : '请核对部门';
  return `运行 npm run check-county -- --hand-over，重启时就转给接手的人（${taker}）；或者先加回这个人，由他发“转交 编号”，再删。`;
}

/** Who is in an office and cannot be reached, and who only on a channel that is not set any more. */
function reach(roster: Roster, office: Office | null, { real }: Config): readonly Finding[] {
  if (real === null) return [];
  if (office === null)
    return unbound(roster, (id) => Object.keys(roster.person(id)?.accounts ?? {}).length > 0);
  const set = new Set(channelsSet(real));
  const gone = roster.people.flatMap((person) => {
    const accounts = accountsOf(person.id, roster, office);
    const isCut = accounts.length > 0 && !accounts.some(({ channel }) => set.has(channel));
    return isCut ? [{ person, channels: [...new Set(accounts.map(({ channel }) => channel))] }] : [];
  });
  const byChannel = grouped(gone, ({ channels }) => channels.join('、'));
  const groups = servedGroups(roster, office).filter(({ channel }) => !set.has(channel));
  return [
    ...[...byChannel].map(([channels, some]) =>
      warning(
        `只能在 ${channels} 上找到的有 ${some.length} 人，而现在没有设这个渠道：${namesOf(some.map(({ person }) => person))}。请保留这个渠道，或给他们发邀请码，在新的渠道上绑定（npm run roster -- invite 人员编号）。`,
      ),
    ),
    ...groups.map(({ channel, chat }) =>
      warning(
        `群 ${channel}/${chat} 在没有设的渠道上，发不到。不用了就运行 npm run roster -- unbind-group ${channel}/${chat}`,
      ),
    ),
    ...unbound(roster, (id) => accountsOf(id, roster, office).length > 0),
  ];
}

function channelsSet(real: NonNullable<Config['real']>): readonly string[] {
  return [
    ...(real.telegram ? ['telegram'] : []),
    ...(real.wecom ? ['wecom'] : []),
    ...(real.wechat ? ['wechat'] : []),
  ];
}

/** The offices without which something is said to nobody. */
export function unbound(roster: Roster, isBound: (person: string) => boolean): readonly Finding[] {
  const offices = [
    { title: '纪检联系人', people: roster.discipline, why: '举报只能等待，没有人看得到' },
    { title: '调度员', people: roster.dispatchers, why: '责任部门不明确的诉求没有人分办' },
    { title: '双组长', people: coLeaders(roster), why: '周报送不到' },
  ];
  return offices
    .filter(({ people }) => !people.some(({ id }) => isBound(id)))
    .map(({ title, people, why }) => {
      const names = people.map(({ name }) => name).join('、');
      const [first] = people;
      return warning(
        `${title}（${names}）都还没有绑定账号，${why}。请运行 npm run roster -- invite ${first?.id ?? ''}`,
      );
    });
}

/** Invite codes that may still be used: whose they are, and which are out for nobody. */
function codes(roster: Roster, office: Office, now: Instant): readonly Finding[] {
  const open = Object.values(office.invites).filter(
    ({ state, expiresAt }) => state === 'open' && expiresAt > now,
  );
  return [...grouped(open, ({ person }) => person)].flatMap(([id, some]): readonly Finding[] => {
    const person = roster.person(id);
    const until = instantInWords(Math.max(...some.map(({ expiresAt }) => expiresAt)), now);
    if (!person)
      return [warning(`发给 ${id} 的邀请码还有 ${some.length} 个有效，而名册里没有这个人：用了也绑不上。`)];
    return [warning(`${person.name}（${id}）的邀请码还没有用，${until} 前有效。`)];
  });
}

function namesOf(people: readonly Person[]): string {
  const more = people.length > LISTED ? ` 等 ${people.length} 人` : '';
  return `${people
    .slice(0, LISTED)
    .map(({ name }) => name)
    .join('、')}${more}`;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
