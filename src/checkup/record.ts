/** The settings against what is on record, read without owning it: a program may be at work there. */
import { lastAtWork } from '../alive.ts';
import { ClockDoubt, refuseDoubtful } from '../clock.ts';
import type { Config } from '../config.ts';
import { pathFault } from '../desk/operation/control.ts';
import { isAgreed, lostAmong, lostInWords, olderList, otherMode } from '../desk/operation/settings.ts';
import { accountsOf, servedGroups } from '../desk/people/people.ts';
import type { PowerList } from '../domain/arrangements/powers-list.ts';
import { coLeaders } from '../domain/leaders.ts';
import type { Office } from '../domain/office.ts';
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
  powers: PowerList | null,
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
  const older = olderList(powers ?? undefined, office);
  const unfit = otherMode(office.settings.mode, config.rehearsal ? 'rehearsal' : 'real');
  return [
    ...place,
    ...(unfit === null ? [] : [refused(unfit)]),
    ...(older === null ? [] : [refused(older)]),
    ...clock(config, writtenAt, now),
    ...lost(record, roster),
    ...reach(roster, office, config),
    ...codes(roster, office, now),
  ];
}

/** Persons who hold open tickets and whom the roster does not name, where somebody else could take these over. */
export async function whoIsGone(config: Config, roster: Roster): Promise<readonly string[]> {
  if (!hasRecord(config.dataDir)) return [];
  const { open, office } = await readRecord(config.dataDir, keysOf(config.reportKey));
  const gone = lostAmong(open, roster).filter(
    (one) =>
      !isAgreed(one, roster, office) && isAgreed(one, roster, { ...office, handOver: { [one.id]: 0 } }),
  );
  return [...new Set(gone.map(({ id }) => id))];
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
  const byWhom = grouped(all, ({ what, id }) => `${what} ${id}`);
  return [...byWhom.values()].map((some) => {
    const [first] = some;
    const numbers = some.slice(0, LISTED).map(({ ticket }) => ticket.number);
    const more = some.length > LISTED ? ` 等 ${some.length} 件` : '';
    if (first && some.every((one) => isAgreed(one, roster, office))) {
      return warning(`诉求件 ${numbers.join('、')}${more} 原由 ${first.id} 办理，下次启动时转给接手的人。`);
    }
    const known = first && lostInWords(first).replace(/^诉求件 \d+ /u, '');
    return refused(
      `诉求件 ${numbers.join('、')}${more} ${known}，名册里没有了。${remedyFor(first?.what, first?.ticket.department ?? null, roster)}`,
    );
  });
}

function remedyFor(
  what: 'department' | 'liaison' | 'enterprise' | undefined,
  department: string | null,
  roster: Roster,
): string {
  if (what === 'enterprise') return '请先把这家企业加回名册，等这些件办结或撤回再删。';
  if (what === 'department')
    return '请先加回这个部门，由调度员把这些件分给接手的部门（发“分办 编号 部门”），再删。';
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
