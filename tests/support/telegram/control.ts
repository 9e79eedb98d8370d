/** The test's side of the fake: `POST /_control/<verb>` with a JSON object, answered `{ok, result}`. */
import type { Faults } from './faults.ts';
import { DEFAULT_LIMITS, type Limits } from './pacing.ts';
import * as people from './people.ts';
import { react } from './reactions.ts';
import type { State } from './state.ts';
import { changeTopic, openTopic } from './topics.ts';
import type { Transcript } from './transcript.ts';
import { badRequest, type MemberStatus, type Room, type Update, type Wire } from './types.ts';

export interface World {
  readonly state: State;
  readonly faults: Faults;
  readonly transcript: Transcript;
}

type Verb = (world: World, given: Wire) => unknown;

/** A supergroup is known by its id: https://core.telegram.org/api/bots/ids */
const SUPERGROUP = -1_000_000_000_000;

const VERBS: Readonly<Record<string, Verb>> = {
  user({ state }, given) {
    const id = Number(given.id);
    if (!Number.isSafeInteger(id) || id <= 0) throw badRequest('a user needs a positive id');
    state.people.set(id, {
      id,
      firstName: String(given.name ?? `用户${id}`),
      username: given.username === undefined ? null : String(given.username),
      started: given.started === true,
      blocked: given.blocked === true,
    });
    addRoom(state, { id, type: 'private', title: '', topics: null, bot: 'member' });
    return true;
  },

  group({ state }, given) {
    const id = Number(given.id);
    if (!Number.isSafeInteger(id) || id >= 0) throw badRequest('a group needs a negative id');
    const forum = given.forum === true;
    const type = given.type ?? (forum || id < SUPERGROUP ? 'supergroup' : 'group');
    const room = addRoom(state, {
      id,
      type: type === 'supergroup' ? 'supergroup' : 'group',
      title: String(given.title ?? `群${id}`),
      topics: forum ? { general: 'open', threads: new Map() } : null,
      bot: (given.bot as MemberStatus | undefined) ?? 'member',
    });
    for (const member of (given.members as number[] | undefined) ?? []) {
      room.members.set(people.personOf(state, member).id, 'member');
    }
    return true;
  },

  say: ({ state }, given) => people.say(state, given as unknown as people.Saying),
  edit: ({ state }, given) =>
    people.changeWords(state, Number(given.chat), Number(given.id), String(given.text)),
  remove({ state }, given) {
    people.removeMessage(state, Number(given.chat), Number(given.id));
    return true;
  },
  press: ({ state }, given) => people.press(state, given as unknown as Parameters<typeof people.press>[1]),
  react: ({ state }, given) => react(state, given as unknown as Parameters<typeof react>[1]),
  /** The press as it stands: answered with what. */
  pressed: ({ state }, given) => state.presses.get(String(given.press)) ?? null,
  /** Makes a press too old to be answered. */
  expire({ state }, given) {
    const press = state.presses.get(String(given.press));
    if (press) press.expired = true;
    return true;
  },
  reach: ({ state }, given) =>
    people.reach(state, Number(given.user), given.what as 'start' | 'block' | 'unblock'),

  /** `user` missing means the bot. */
  member({ state }, given) {
    const room = people.roomOf(state, Number(given.chat));
    const wireOf = (id: unknown): Wire => state.user(people.personOf(state, Number(id)));
    const who = given.user === undefined ? state.bot : wireOf(given.user);
    const by = given.by === undefined ? undefined : wireOf(given.by);
    people.membership(state, room, who, given.status as MemberStatus, by);
    return true;
  },
  migrate({ state }, given) {
    people.migrate(state, people.roomOf(state, Number(given.chat)), Number(given.to));
    return true;
  },
  topic: ({ state }, given) => openTopic(state, people.roomOf(state, Number(given.chat)), String(given.name)),
  /** `thread` missing means General. */
  changeTopic({ state }, given) {
    const thread = given.thread === undefined ? null : Number(given.thread);
    const what = given.what as 'close' | 'reopen' | 'delete';
    changeTopic(state, people.roomOf(state, Number(given.chat)), thread, what);
    return true;
  },

  privacy({ state }, given) {
    state.canReadAllGroupMessages = given.canReadAllGroupMessages === true;
    return true;
  },
  fault({ faults }, given) {
    faults.add(given);
    return true;
  },
  clearFaults({ faults }) {
    faults.clear();
    return true;
  },
  /** `limits`: null switches off, an object on. */
  limits({ state }, given) {
    const limits = given.limits as Partial<Limits> | null;
    state.pacing.limits = limits && { ...DEFAULT_LIMITS, ...limits };
    return true;
  },

  redeliver({ state }, given) {
    const id = Number(given.update);
    if (!state.updates.redeliver(id)) throw badRequest(`no update ${id} was ever made`);
    return true;
  },
  /** A raw update: with an `update_id` it is delivered once as it is, without it is queued like any other. */
  update({ state }, given) {
    const { update_id: id, ...body } = given.update as Wire;
    if (id !== undefined) {
      state.updates.inject({ update_id: Number(id), ...body } satisfies Update);
      return Number(id);
    }
    const [kind, value] = Object.entries(body)[0] ?? [];
    if (kind === undefined) throw badRequest('an update needs a kind');
    return state.updates.add(kind, value);
  },
  hold({ state }) {
    state.updates.hold();
    return true;
  },
  release: ({ state }, given) =>
    state.updates.release((given.order as 'forward' | 'reversed' | number[] | undefined) ?? 'forward'),
  pending: ({ state }) => state.updates.pending,

  messages: ({ state }, given) => state.seen(people.roomOf(state, Number(given.chat))),
  commands: ({ state }) => Object.fromEntries(state.commands),
  transcript: async ({ transcript }, given) => {
    const since = Number(given.since ?? 0);
    await transcript.newer(since, Number(given.wait ?? 0));
    return transcript.since(since);
  },
};

function addRoom(state: State, room: Omit<Room, 'members' | 'messages' | 'migratedTo'>): Room {
  if (state.rooms.has(room.id)) throw badRequest(`chat ${room.id} exists already`);
  const added: Room = { ...room, members: new Map(), messages: new Map(), migratedTo: null };
  state.rooms.set(room.id, added);
  return added;
}

export function control(world: World, verb: string, given: Wire): unknown {
  if (!Object.hasOwn(VERBS, verb)) throw badRequest(`no such control: ${verb}`);
  return VERBS[verb]!(world, given);
}
