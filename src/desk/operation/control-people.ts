/**
 * What the operator says of people and departments on the server: a name put right, somebody followed by another, stopped or back,
 * departments reformed, codes for everybody. On record at once, so that an account stops while the program runs; what needs the new
 * roster follows at the next start (`desk/people/succession.ts`).
 */
import { z } from 'zod';
import type { Say } from '../../dialogue/wording.ts';
import type { Office, OfficeEvent } from '../../domain/office.ts';
import { hasLeft } from '../../domain/register.ts';
import type { Roster } from '../../domain/roster.ts';
import { DAY, type Instant, instantInWords } from '../../domain/time.ts';
import type { Outgoing, Store } from '../../store/port.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { hashOf, issue, readCode, voided } from '../people/invites.ts';
import { accountKey, accountsOf } from '../people/people.ts';

/** Of a request that fits on one line of the socket. */
const MOST_AT_ONCE = 100;
const people = z.array(z.string()).min(1).max(MOST_AT_ONCE);

export const peopleRequests = [
  /** Codes for these, or for everybody without an account. */
  z.strictObject({ do: z.literal('invite'), people: people.optional() }),
  z.strictObject({ do: z.literal('codes') }),
  /** By the code itself, or by whose it is. */
  z.strictObject({ do: z.literal('revoke'), code: z.string() }),
  /** The same person is called `name` now. */
  z.strictObject({ do: z.literal('correct'), person: z.string(), name: z.string() }),
  /** `name`, to be known as `successor`, has the post of `person`, whose account stops now. */
  z.strictObject({
    do: z.literal('replace'),
    person: z.string(),
    name: z.string(),
    successor: z.string(),
  }),
  z.strictObject({ do: z.literal('stop'), people }),
  z.strictObject({ do: z.literal('back'), person: z.string() }),
  z.strictObject({
    do: z.literal('reform'),
    kind: z.enum(['renamed', 'merged', 'split']),
    from: z.string(),
    into: z.string(),
    name: z.string(),
    tickets: z.array(z.int().min(1)).max(MOST_AT_ONCE).optional(),
  }),
] as const;
export type PeopleRequest = z.output<(typeof peopleRequests)[number]>;

/** One code, as it is printed. */
export interface Code {
  readonly person: string;
  readonly code: string;
  readonly expiresAt: Instant;
}

export interface PeopleAnswer {
  readonly ok: boolean;
  readonly text: string;
  readonly codes?: readonly Code[];
  /** Under which id the successor is on record. */
  readonly successor?: string;
  /** That id was somebody's already. */
  readonly isTaken?: true;
}

export interface ControlWorld {
  readonly store: Store;
  readonly roster: Roster;
  readonly say: Say;
  readonly at: Instant;
  readonly office: Office;
  /** False, with nothing changed, where somebody was faster. */
  commit(events: readonly OfficeEvent[], outbox?: readonly Outgoing[]): Promise<boolean>;
}

export const BUSY: PeopleAnswer = { ok: false, text: '程序正忙，没有变动，请再试一次。' };

export function unknownPerson(id: string): PeopleAnswer {
  return { ok: false, text: `名册里没有编号为“${id}”的人。用 npm run roster -- list 查看编号。` };
}

export async function controlPeople(request: PeopleRequest, world: ControlWorld): Promise<PeopleAnswer> {
  switch (request.do) {
    case 'invite':
      return await invite(request.people ?? null, world);
    case 'codes':
      return { ok: true, text: codesInWords(world) };
    case 'revoke':
      return await revoke(request.code, world);
    case 'correct':
      return await correct(request.person, request.name, world);
    case 'replace':
      return await replace(request, world);
    case 'stop':
      return await stop(request.people, world);
    case 'back':
      return await back(request.person, world);
    case 'reform':
      return await reform(request, world);
    default:
      return request satisfies never;
  }
}

/** `asked` null: everybody on the roster who has no account. One valid code a person: whoever holds an older one holds nothing. */
async function invite(asked: readonly string[] | null, world: ControlWorld): Promise<PeopleAnswer> {
  const { roster, office, at } = world;
  const ids = [...new Set(asked ?? roster.people.map(({ id }) => id))];
  const unknown = ids.find((id) => !roster.person(id));
  if (unknown !== undefined) return unknownPerson(unknown);
  const stopped = ids.filter((id) => hasLeft(id, office));
  if (asked !== null && stopped.length > 0) {
    const names = stopped.map((id) => `${roster.nameOf(id)}（${id}）`).join('、');
    return {
      ok: false,
      text: `${names}的账号已停用，没有发码。要恢复，先运行 npm run roster -- back ${stopped[0]}`,
    };
  }
  const invited =
    asked ?? ids.filter((id) => !hasLeft(id, office) && accountsOf(id, roster, office).length === 0);
  if (invited.length === 0) return { ok: true, text: '名册上的人都已绑定，没有要发的码。', codes: [] };
  const issued = [...new Set(invited)].map((id) => ({ id, ...issue(id, at) }));
  const former = invited.flatMap((id) => voided(id, office, at));
  if (!(await world.commit([...former, ...issued.map(({ event }) => event)]))) return BUSY;
  const codes = issued.map(({ id, code, event }) => ({ person: id, code, expiresAt: event.expiresAt }));
  const lines = codes.map(({ person, code }) => `${roster.nameOf(person)} 的邀请码：${code}`);
  const until = instantInWords(codes[0]?.expiresAt ?? at, at);
  const more = former.length > 0 ? '以前发的作废了。' : '';
  return {
    ok: true,
    text: `${lines.join('\n')}\n请本人私聊发给机器人；只能用一次，${until} 前有效。${more}`,
    codes,
  };
}

/** Whose codes are out, and since when; those of people whom no roster names too. */
function codesInWords({ office, roster, at }: ControlWorld): string {
  const open = Object.values(office.invites)
    .filter(({ state, expiresAt }) => state === 'open' && expiresAt > at)
    .sort((a, b) => a.issuedAt - b.issuedAt);
  if (open.length === 0) return '没有还能用的码。';
  const lines = open.map(({ person, issuedAt, expiresAt, from }) => {
    const age = Math.floor((at - issuedAt) / DAY);
    return [
      person,
      roster.person(person)?.name ?? `${roster.nameOf(person)}（名册里没有了）`,
      from === undefined ? '邀请码' : '换渠道的口令',
      age === 0 ? '今天发的' : `${age} 天前发的`,
      `${instantInWords(expiresAt, at)} 前有效`,
    ].join('\t');
  });
  return [...lines, '作废一个：npm run roster -- revoke 人员编号'].join('\n');
}

async function revoke(written: string, { office, roster, at, commit }: ControlWorld): Promise<PeopleAnswer> {
  const code = readCode(written);
  if (code === null) {
    const events = voided(written, office, at);
    if (events.length === 0) {
      const name = roster.person(written)?.name;
      return name === undefined
        ? { ok: false, text: '没有这个邀请码，也没有这个编号的人有码，请核对。' }
        : { ok: false, text: `${name}没有还能用的码，没有变动。` };
    }
    return (await commit(events)) ? { ok: true, text: `${roster.nameOf(written)}的码已作废。` } : BUSY;
  }
  const hash = hashOf(code);
  const found = Object.hasOwn(office.invites, hash) ? office.invites[hash] : undefined;
  if (!found) return { ok: false, text: '没有这个邀请码，请核对。' };
  if (found.state !== 'open') return { ok: false, text: '这个邀请码已经用过或作废，没有变动。' };
  return (await commit([{ type: 'inviteRevoked', v: 1, at, hash }]))
    ? { ok: true, text: '邀请码已作废。' }
    : BUSY;
}

async function correct(
  id: string,
  name: string,
  { office, at, commit }: ControlWorld,
): Promise<PeopleAnswer> {
  const was = nameOnRecord(id, office);
  if (was === null)
    return { ok: false, text: `还没有编号为“${id}”的人在案，不用更正，直接在名册里改姓名就行。` };
  if (was === name) return { ok: true, text: `${id} 在案的就是${name}，没有变动。` };
  if (hasLeft(id, office))
    return {
      ok: false,
      text: `${id} 是${was}的编号，${was}已离任。${name}是另一个人，请运行 npm run roster -- replace ${id}`,
    };
  return (await commit([{ type: 'nameCorrected', v: 1, at, person: id, from: was, to: name }]))
    ? { ok: true, text: `记下了：${id} 还是同一个人，${was}改为${name}。重启程序后生效。` }
    : BUSY;
}

async function replace(
  { person, name, successor }: Extract<PeopleRequest, { do: 'replace' }>,
  world: ControlWorld,
): Promise<PeopleAnswer> {
  const { office, at, store, commit } = world;
  const was = nameOnRecord(person, office);
  if (was === null) return { ok: false, text: `还没有编号为“${person}”的人在案。请直接在名册里写新的人。` };
  const former = office.register?.left[person]?.successor;
  // Asked twice, or cut off between the record and the roster file: the same once more.
  if (former !== undefined) {
    return { ok: true, text: `${was}的账号已停用，由${name}（${former}）接手。`, successor: former };
  }
  if (was === name)
    return {
      ok: false,
      text: `名册里 ${person} 还是${was}。请写上接手的人：npm run roster -- replace ${person} 新姓名；只停用，运行 npm run roster -- stop ${person}`,
    };
  if (nameOnRecord(successor, office) !== null)
    return { ok: false, text: `编号 ${successor} 用过了，请换一个。`, isTaken: true };
  const holds = (await store.tickets({ open: true })).filter(
    (ticket) => ticket.liaison === person || (!ticket.confidential && ticket.member === person),
  );
  const events: OfficeEvent[] = [
    { type: 'personLeft', v: 1, at, person, by: 'cli', successor },
    { type: 'handOverAgreed', v: 1, at, person },
  ];
  const farewell = partingWords(person, world, (say) => say('bind.leftFor', { name: was, successor: name }));
  if (!(await commit(events, farewell))) return BUSY;
  const passing = holds.length === 0 ? '' : `手上的 ${holds.length} 件，重启时转给${name}。`;
  return {
    ok: true,
    text: `${was}的账号、网页登录和没用的码都已停用。${passing}${name}的编号是 ${successor}，重启后运行 npm run roster -- invite ${successor}`,
    successor,
  };
}

async function stop(ids: readonly string[], world: ControlWorld): Promise<PeopleAnswer> {
  const { roster, office, at, commit } = world;
  const known = [...new Set(ids)].filter((id) => roster.person(id) || nameOnRecord(id, office) !== null);
  const [unknown] = ids.filter((id) => !known.includes(id));
  if (unknown !== undefined) return unknownPerson(unknown);
  const going = known.filter((id) => !hasLeft(id, office));
  if (going.length === 0) return { ok: true, text: '已经停用了，没有变动。' };
  const events = going.map((person): OfficeEvent => ({ type: 'personLeft', v: 1, at, person, by: 'cli' }));
  const farewells = going.flatMap((id) =>
    partingWords(id, world, (say) => say('bind.left', { name: roster.nameOf(id) })),
  );
  if (!(await commit(events, farewells))) return BUSY;
  const names = going.map((id) => roster.nameOf(id)).join('、');
  return {
    ok: true,
    text: `${names}的账号、网页登录和没用的码都已停用，新的件交给同岗的人。请在名册里写上接手的人；回来了，运行 npm run roster -- back ${going[0]}`,
  };
}

async function back(id: string, { roster, office, at, commit }: ControlWorld): Promise<PeopleAnswer> {
  if (!hasLeft(id, office)) return { ok: false, text: `${roster.nameOf(id)}没有停用，没有变动。` };
  if (!roster.person(id)) return unknownPerson(id);
  if (office.register?.left[id]?.successor !== undefined)
    return { ok: false, text: `${id} 已由别人接手，编号不再用。请给他一个新的编号写进名册。` };
  return (await commit([{ type: 'personBack', v: 1, at, person: id }]))
    ? {
        ok: true,
        text: `${roster.nameOf(id)}恢复了。以前的绑定不恢复，请运行 npm run roster -- invite ${id}`,
      }
    : BUSY;
}

async function reform(
  { kind, from, into, name, tickets }: Extract<PeopleRequest, { do: 'reform' }>,
  { office, roster, at, commit }: ControlWorld,
): Promise<PeopleAnswer> {
  const was = office.register?.departments[from] ?? roster.department(from)?.name ?? from;
  const isRepeated = (office.register?.reforms ?? []).some(
    (one) => one.kind === kind && one.from === from && one.into === into,
  );
  if (kind === 'merged' && isRepeated) return { ok: true, text: '这次并入已经在案。' };
  if (kind === 'renamed' && was === name) return { ok: true, text: `${from} 在案的就是${name}。` };
  const stays = office.register?.departments[into] ?? roster.department(into)?.name ?? name;
  const events: OfficeEvent[] = [
    { type: 'departmentReformed', v: 1, at, kind, from, into, was, ...(tickets ? { tickets } : {}) },
    // Merged under another name: the past of the one that stays keeps its name too.
    ...(kind === 'merged' && stays !== name
      ? [{ type: 'departmentReformed', v: 1, at, kind: 'renamed', from: into, into, was: stays } as const]
      : []),
    // What the department that stays is called from now on.
    { type: 'rosterRead', v: 1, at, people: {}, departments: { [into]: name } },
  ];
  return (await commit(events)) ? { ok: true, text: '已记录在案。' } : BUSY;
}

function nameOnRecord(id: string, { register }: Office): string | null {
  const names = register?.people ?? {};
  return Object.hasOwn(names, id) ? (names[id] ?? null) : null;
}

/** To every account that stops, in so many words: by then it is nobody's any more. */
function partingWords(
  person: string,
  { roster, office, at, say }: ControlWorld,
  words: (say: Say) => string,
): readonly Outgoing[] {
  return accountsOf(person, roster, office).map(({ channel, chat }) =>
    outgoing({
      id: `left/${person}@${office.version}/${accountKey(channel, chat)}`,
      to: { channel, chat, group: false },
      text: words(say),
      kind: 'news',
      createdAt: at,
    }),
  );
}
