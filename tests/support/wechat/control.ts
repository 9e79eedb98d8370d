/** The test's side of the fake: `POST /<verb>` with a JSON object, answered with JSON. */
import * as PUPPET from 'wechaty-puppet';
import type { RecordingPuppet } from './recording-puppet.ts';
import { BOT, type Room, type World } from './world.ts';

export interface Stage {
  readonly world: World;
  readonly puppet: RecordingPuppet;
  /** Takes the service off its port, as a crash or a cut cable would, and puts it back. */
  drop(): Promise<void>;
  resume(): Promise<void>;
}

type Wire = Record<string, unknown>;
type Verb = (stage: Stage, given: Wire) => unknown;

const text = (value: unknown, fallback = ''): string => (value === undefined ? fallback : String(value));

export const VERBS: Readonly<Record<string, Verb>> = {
  /** A new world for the next test. */
  async reset(stage, given) {
    await stage.resume();
    stage.puppet.zombie = false;
    stage.puppet.hanging = 0;
    // Still running when the last test cut the line before its channel had stopped.
    if (stage.puppet.state.active()) await stage.puppet.stop();
    stage.world.clear(given.session !== false);
    for (const cache of [stage.puppet.cache.contact, stage.puppet.cache.room, stage.puppet.cache.message]) {
      cache.clear();
    }
    stage.puppet.cache.roomMember.clear();
  },

  person({ world }, given) {
    const id = text(given.id);
    const { name = id, remark = '', friend = true, official = false } = given;
    world.people.set(id, {
      id,
      name: text(name),
      remark: text(remark),
      friend: friend === true,
      official: official === true,
    });
  },

  change({ world, puppet }, given) {
    const person = world.people.get(text(given.id));
    if (!person) throw new Error('no such person');
    if (given.name !== undefined) person.name = text(given.name);
    if (given.remark !== undefined) person.remark = text(given.remark);
    if (given.friend !== undefined) person.friend = given.friend === true;
    puppet.cache.contact.delete(person.id);
  },

  room({ world }, given) {
    const members = new Map(Object.entries(given.members as Record<string, string>));
    if (given.bot !== false) members.set(BOT, '');
    world.rooms.set(text(given.id), { id: text(given.id), topic: text(given.topic), members });
  },

  say(stage, given) {
    const { world, puppet } = stage;
    const id = given.id === undefined ? world.nextId() : text(given.id);
    world.said.set(id, {
      id,
      type: PUPPET.types.Message[text(given.type, 'Text') as keyof typeof PUPPET.types.Message],
      from: text(given.from),
      room: text(given.room),
      text: text(given.text),
      mentions: (given.mentions as string[] | undefined) ?? [],
      filename: text(given.filename),
      at: given.at === undefined ? world.now() : Number(given.at),
      file: given.file === undefined ? null : Buffer.from(text(given.file), 'base64'),
    });
    puppet.tell('message', { messageId: id });
    return id;
  },

  repeat({ puppet }, given) {
    puppet.tell('message', { messageId: text(given.id) });
  },

  join({ world, puppet }, given) {
    const room = roomOf(world, given);
    const who = text(given.who, BOT);
    room.members.set(who, '');
    refresh(puppet, room.id);
    puppet.tell('room-join', {
      roomId: room.id,
      inviteeIdList: [who],
      inviterId: text(given.by),
      timestamp: world.now(),
    });
  },

  leave({ world, puppet }, given) {
    const room = roomOf(world, given);
    const who = text(given.who, BOT);
    room.members.delete(who);
    refresh(puppet, room.id);
    puppet.tell('room-leave', {
      roomId: room.id,
      removeeIdList: [who],
      removerId: text(given.by),
      timestamp: world.now(),
    });
  },

  /** The room is no more, for anybody. */
  dissolve({ world, puppet }, given) {
    const { id } = roomOf(world, given);
    world.rooms.delete(id);
    refresh(puppet, id);
    const timestamp = world.now();
    puppet.tell('room-leave', { roomId: id, removeeIdList: [BOT], removerId: text(given.by), timestamp });
  },

  topic({ world, puppet }, given) {
    const room = roomOf(world, given);
    const oldTopic = room.topic;
    room.topic = text(given.topic);
    refresh(puppet, room.id);
    if (given.silent === true) return;
    const changerId = text(given.by);
    puppet.tell('room-topic', {
      roomId: room.id,
      changerId,
      oldTopic,
      newTopic: room.topic,
      timestamp: world.now(),
    });
  },

  nickname({ world, puppet }, given) {
    const room = roomOf(world, given);
    room.members.set(text(given.who), text(given.name));
    refresh(puppet, room.id);
  },

  /** Any event with any payload; without one it is no JSON. */
  nonsense({ puppet }, given) {
    try {
      puppet.tell(text(given.event) as 'message', given.payload as never);
    } catch {
      // The mock itself cannot make sense of it either.
    }
  },

  invitation({ puppet }) {
    puppet.tell('room-invite', { roomInvitationId: 'invitation-1' });
  },

  friendship({ puppet }, given) {
    puppet.tell('friendship', { friendshipId: text(given.id) });
  },

  scan({ puppet }, given) {
    const status = PUPPET.types.ScanStatus[text(given.status) as keyof typeof PUPPET.types.ScanStatus];
    puppet.tell('scan', { status, ...(given.qrcode === undefined ? {} : { qrcode: text(given.qrcode) }) });
  },

  login({ world, puppet }) {
    world.session = true;
    puppet.login(BOT);
  },

  async logout({ world, puppet }) {
    world.session = false;
    if (puppet.isLoggedIn) await puppet.logout('kicked by phone');
  },

  zombie({ puppet }) {
    puppet.zombie = true;
  },

  async drop(stage) {
    await stage.drop();
  },

  async resume(stage) {
    await stage.resume();
  },

  sendFault({ world }, given) {
    world.sendFault = {
      message: text(given.message),
      times: Number(given.times ?? 1),
      only: text(given.only, 'any') as 'any',
      hang: given.hang === true,
      after: Number(given.after ?? 0),
    };
  },

  sent: ({ world }) => world.sent,
  stats: ({ world, puppet }) => ({
    starts: world.starts,
    dings: puppet.dings.length,
    hanging: puppet.hanging,
  }),
};

function roomOf(world: World, given: Wire): Room {
  const room = world.rooms.get(text(given.room));
  if (!room) throw new Error('no such room');
  return room;
}

/** A real puppet forgets its own copy when WeChat tells it of a change. */
function refresh(puppet: RecordingPuppet, roomId: string): void {
  puppet.cache.room.delete(roomId);
  puppet.cache.roomMember.delete(roomId);
}
