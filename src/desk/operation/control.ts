/**
 * The operator's way in while the program runs: a socket in the data folder (mode 0600, so only who may read the
 * data may use it), one JSON line asked, one answered. The same operations work on the store itself when the program
 * is not running (`cli/roster.ts`).
 */
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { relative, resolve } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { clean, clip } from '../../dialogue/text.ts';
import type { Say } from '../../dialogue/wording.ts';
import type { Office, OfficeEvent } from '../../domain/office.ts';
import { hasLeft } from '../../domain/register.ts';
import type { Roster } from '../../domain/roster.ts';
import { toIso } from '../../domain/time.ts';
import { hangUp } from '../../listening/hang-up.ts';
import { Places } from '../../listening/places.ts';
import type { Outgoing, Store } from '../../store/port.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { openInvites } from '../people/invites.ts';
import { accountKey, accountsOf, isServed, servedGroups } from '../people/people.ts';
import { BUSY, controlPeople, type PeopleAnswer, peopleRequests, unknownPerson } from './control-people.ts';
import { SettingsRefused } from './settings.ts';

export const requestSchema = z.discriminatedUnion('do', [
  ...peopleRequests,
  z.strictObject({ do: z.literal('unbind'), account: z.string() }),
  z.strictObject({ do: z.literal('groups') }),
  z.strictObject({ do: z.literal('unbindGroup'), group: z.string() }),
  z.strictObject({ do: z.literal('signOut'), person: z.string() }),
  /** Of a person or a department that the next roster does not name: their open tickets pass on at the start. */
  z.strictObject({ do: z.literal('handOver'), person: z.string() }),
  z.strictObject({ do: z.literal('list') }),
  z.strictObject({ do: z.literal('bound') }),
  z.strictObject({ do: z.literal('bringIn'), file: z.string(), write: z.boolean() }),
]);
export type ControlRequest = z.output<typeof requestSchema>;
/** What takes the store alone. */
export type StoreRequest = Exclude<ControlRequest, { readonly do: 'bringIn' }>;
export type ControlAnswer = PeopleAnswer;

/** The shorter of the absolute path and the one from here: an address of a socket holds little. */
export function socketPath(dataDir: string): string {
  const path = resolve(dataDir, 'control.sock');
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length ? fromHere : path;
}

/** Why no socket can be opened in a data folder; null when one can. */
export function pathFault(dataDir: string): string | null {
  return Buffer.byteLength(socketPath(dataDir)) > LONGEST_PATH
    ? `数据目录的路径太长：${dataDir}。请把 DATA_DIR 改成短一些的路径，或从离它近的目录启动。`
    : null;
}

/** Carries out one request on the store; a ledger from before takes the running desk (`desk/past/bring-in.ts`). */
export async function control(
  request: StoreRequest,
  store: Store,
  roster: Roster,
  clock: Clock,
  say: Say,
): Promise<ControlAnswer> {
  const office = await store.office();
  const at = clock.now();
  const commit = async (
    events: readonly OfficeEvent[],
    outbox: readonly Outgoing[] = [],
  ): Promise<boolean> => {
    const transaction = {
      at,
      cause: `cli:${request.do}`,
      expect: { office: office.version },
      office: events,
      outbox,
    };
    return (await store.commit(() => transaction)).ok;
  };
  const busy = BUSY;
  switch (request.do) {
    case 'handOver': {
      const { person } = request;
      const holds = (await store.tickets({ open: true })).filter(
        ({ liaison, department }) => liaison === person || department === person,
      );
      if (holds.length === 0) return { ok: false, text: `${person} 手上没有在办件，没有变动。` };
      return (await commit([{ type: 'handOverAgreed', v: 1, at, person }]))
        ? {
            ok: true,
            text: `记下了：${person} 手上的 ${holds.length} 件，在名册里没有它的那次启动时转给接手的人。`,
          }
        : busy;
    }
    case 'signOut': {
      const person = roster.person(request.person);
      if (!person) return unknownPerson(request.person);
      if (!(await commit([{ type: 'signedOut', v: 1, at, person: person.id, by: 'cli' }]))) return busy;
      return { ok: true, text: `${person.name} 已从网页退出。要再进，请本人私聊发“网页”。` };
    }
    case 'unbind': {
      if (!Object.hasOwn(office.accounts, request.account)) {
        return {
          ok: false,
          text: '没有绑定这个账号（写法：telegram/10001）。名册文件里写的账号请在文件里改。',
        };
      }
      return (await commit([{ type: 'accountUnbound', v: 1, at, account: request.account }]))
        ? { ok: true, text: '已解除绑定。' }
        : busy;
    }
    case 'groups': {
      const lines = servedGroups(roster, office).map(({ channel, chat }) => {
        const group = accountKey(channel, chat);
        return [
          group,
          clip(clean(office.groups[group]?.title ?? '').text, 40),
          boundBy(group, office, roster),
        ].join('\t');
      });
      return { ok: true, text: lines.join('\n') || '还没有启用的群。' };
    }
    case 'unbindGroup': {
      const { group } = request;
      if (!isServed(group, roster, office)) {
        return { ok: false, text: '没有启用这个群，没有变动。用 npm run roster -- groups 查看启用的群。' };
      }
      const [channel = '', ...chat] = group.split('/');
      const farewell = outgoing({
        id: `group/closed/${group}@${office.version}`,
        to: { channel, chat: chat.join('/'), group: true },
        text: say('bind.groupClosed'),
        kind: 'farewell',
        createdAt: at,
      });
      return (await commit([{ type: 'groupUnbound', v: 1, at, group, by: 'cli' }], [farewell]))
        ? { ok: true, text: '这个群已停用，不再登记，也不再发诉求件。要恢复，在群里发“绑定本群”。' }
        : busy;
    }
    case 'list': {
      const lines = roster.people.map(({ id, name }) => {
        const accounts = accountsOf(id, roster, office).map(({ channel, chat }) => `${channel}/${chat}`);
        const invited = openInvites(id, office, at).map(
          ({ expiresAt }) => `邀请码有效至 ${toIso(expiresAt).slice(0, 16)}`,
        );
        const state = hasLeft(id, office) ? '已停用' : '未绑定';
        return [id, name, accounts.join(' ') || state, ...invited].join('\t');
      });
      return { ok: true, text: lines.join('\n') };
    }
    case 'bound':
      // For the check of a roster file that the program may not have read yet: who is bound beside it.
      return {
        ok: true,
        text: Object.values(office.accounts)
          .map((one) => one.person)
          .join('\n'),
      };
    default:
      return await controlPeople(request, { store, roster, say, at, office, commit });
  }
}

/** Who put a group into service. It stays so when they leave: the operator is told, and decides. */
function boundBy(group: string, { groups }: Office, roster: Roster): string {
  const bound = groups[group];
  if (bound?.by === undefined) return bound ? '' : '名册文件';
  return roster.person(bound.by)?.name ?? `启用人 ${bound.by} 已不在名册，请核对`;
}

const LONGEST_REQUEST = 4096;
/** So many operators ask at a time. */
const MOST_LINES = 20;
/** A request that has not arrived whole within this time is dropped. */
const ASK_WITHIN_MS = 5000;
/** Of a socket's path, in bytes: 103 on macOS, 107 on Linux. What is longer is cut without a word. */
const LONGEST_PATH = 103;

/**
 * Opens the socket. The store's owner lock makes sure that nobody else is listening there.
 * Throws `SettingsRefused` when the data folder lies too deep for one.
 */
export async function serveControl(
  dataDir: string,
  answer: (request: ControlRequest) => Promise<ControlAnswer>,
): Promise<Server> {
  const path = socketPath(dataDir);
  const tooLong = pathFault(dataDir);
  if (tooLong !== null) throw new SettingsRefused(tooLong);
  await rm(path, { force: true });
  const answering = new Set<Socket>();
  const places = new Places(MOST_LINES, (socket) => answering.has(socket));
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('close', () => answering.delete(socket));
    const tell = (found: ControlAnswer): void => {
      socket.write(`${JSON.stringify(found)}\n`);
      hangUp(socket);
    };
    if (!places.take(socket)) return tell(NOT_NOW);
    hearLine(socket, async (line) => {
      answering.add(socket);
      tell(line === null ? UNREADABLE : await respond(line, answer));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  await chmod(path, 0o600);
  return server;
}

const UNREADABLE: ControlAnswer = {
  ok: false,
  text: `请求读不懂，没有变动：应为一行 JSON，以换行结尾，不超过 ${LONGEST_REQUEST} 字。请用 npm run roster。`,
};
const NOT_NOW: ControlAnswer = { ok: false, text: '同时来的请求太多，没有变动，请稍后再试。' };

/**
 * Calls `heard` once, however many pieces the line comes in and whatever comes after it; with null when it is too long,
 * or ends before its end.
 */
function hearLine(socket: Socket, heard: (line: string | null) => void): void {
  let text = '';
  const close = (line: string | null): void => {
    socket.off('data', onData).off('end', onEnd).setTimeout(0);
    heard(line);
  };
  const onData = (chunk: string): void => {
    text += chunk;
    const end = text.indexOf('\n');
    if (end >= 0 && end <= LONGEST_REQUEST) close(text.slice(0, end));
    else if (text.length > LONGEST_REQUEST) close(null);
  };
  const onEnd = (): void => close(null);
  socket.setEncoding('utf8').setTimeout(ASK_WITHIN_MS, onEnd);
  socket.on('data', onData).on('end', onEnd);
}

async function respond(
  line: string,
  answer: (request: ControlRequest) => Promise<ControlAnswer>,
): Promise<ControlAnswer> {
  let request: ControlRequest;
  try {
    request = requestSchema.parse(JSON.parse(line));
  } catch {
    return UNREADABLE;
  }
  try {
    return await answer(request);
  } catch (error) {
    return { ok: false, text: `请求没有办成：${error instanceof Error ? error.message : error}` };
  }
}
