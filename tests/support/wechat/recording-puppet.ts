/**
 * wechaty's own mock puppet with a world of its own behind it: it knows people and rooms, keeps what the bot sends,
 * gives ids as a real puppet does, and can fall dumb.
 */
import { createHash } from 'node:crypto';
import { FileBox } from 'file-box';
import * as PUPPET from 'wechaty-puppet';
import { PuppetMock } from 'wechaty-puppet-mock';
import { BOT, type Said, type World } from './world.ts';

/** What a puppet that hangs still answers (its process is there), and what it does not tell any more. */
const TOLD = new Set(['dong', 'message', 'heartbeat', 'room-join', 'room-leave', 'room-topic', 'dirty']);

export class RecordingPuppet extends PuppetMock {
  /** Connected, but tells nothing any more; a new start cures it. */
  zombie = false;
  readonly dings: string[] = [];
  /** Sends that will never be answered. */
  hanging = 0;

  constructor(readonly world: World) {
    super();
  }

  /** Says to whoever listens what has happened, unless it is dumb. */
  tell: PuppetMock['emit'] = (event, ...given) =>
    this.zombie && TOLD.has(String(event)) ? false : this.emit(event, ...given);

  override async onStart(): Promise<void> {
    this.zombie = false;
    this.world.starts += 1;
    setImmediate(() => {
      if (this.world.session && !this.isLoggedIn) this.login(BOT);
    });
  }

  override async onStop(): Promise<void> {}

  override ding(data?: string): void {
    this.dings.push(data ?? '');
    this.tell('dong', { data: data ?? '' });
  }

  override async contactList(): Promise<string[]> {
    return [...this.world.people.values()]
      .filter(({ friend, id }) => friend && id !== BOT)
      .map(({ id }) => id);
  }

  override async contactRawPayload(id: string): Promise<PUPPET.payloads.Contact> {
    const person = this.world.people.get(id);
    if (!person) throw new Error(`no contact ${id}`);
    return {
      id,
      name: person.name,
      alias: person.remark,
      friend: person.friend,
      gender: PUPPET.types.ContactGender.Unknown,
      type: person.official ? PUPPET.types.Contact.Official : PUPPET.types.Contact.Individual,
      avatar: '',
      phone: [],
    };
  }

  override async roomList(): Promise<string[]> {
    return [...this.world.rooms.values()].filter(({ members }) => members.has(BOT)).map(({ id }) => id);
  }

  override async roomRawPayload(id: string): Promise<PUPPET.payloads.Room> {
    const room = this.world.rooms.get(id);
    if (!room) throw new Error(`no room ${id}`);
    return { id, topic: room.topic, memberIdList: [...room.members.keys()], adminIdList: [], avatar: '' };
  }

  override async roomMemberList(id: string): Promise<string[]> {
    return [...(this.world.rooms.get(id)?.members.keys() ?? [])];
  }

  override async roomMemberRawPayload(roomId: string, id: string): Promise<PUPPET.payloads.RoomMember> {
    const alias = this.world.rooms.get(roomId)?.members.get(id);
    if (alias === undefined) throw new Error(`${id} is not in ${roomId}`);
    return { id, avatar: '', name: this.world.people.get(id)?.name ?? '', roomAlias: alias };
  }

  override async messageRawPayload(id: string): Promise<PUPPET.payloads.Message> {
    const said = this.world.said.get(id);
    if (!said) throw new Error(`no message ${id}`);
    return payloadOf(said);
  }

  override async messageFile(id: string): Promise<FileBox> {
    const said = this.world.said.get(id);
    if (!said?.file) throw new Error(`no file ${id}`);
    return FileBox.fromBuffer(Buffer.from(said.file), said.filename || 'image.jpg') as FileBox;
  }

  override async messageSendText(to: string, text: string): Promise<void> {
    this.#mayFail('text');
    // The mock's type says that it gives no id; the service passes on what a real puppet gives.
    return this.#keep(to, text, null) as never;
  }

  override async messageSendFile(to: string, file: FileBox): Promise<void> {
    await this.#mayHang();
    this.#mayFail('file');
    const bytes = await file.toBuffer();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return this.#keep(to, '', { name: file.name, size: bytes.length, sha256 }) as never;
  }

  override async friendshipRawPayload(id: string): Promise<PUPPET.payloads.Friendship> {
    const type = id.startsWith('confirm-')
      ? PUPPET.types.Friendship.Confirm
      : PUPPET.types.Friendship.Receive;
    const contactId = id.replace(/^(confirm|receive)-/, '');
    return { id, contactId, type, timestamp: this.world.now(), ticket: 't' } as PUPPET.payloads.Friendship;
  }

  async #mayHang(): Promise<void> {
    if (this.world.sendFault?.hang !== true) return;
    this.hanging += 1;
    await new Promise(() => {});
  }

  #mayFail(what: 'text' | 'file'): void {
    if (!this.isLoggedIn) throw new Error('not logged in');
    const fault = this.world.sendFault;
    if (!fault || fault.times <= 0 || (fault.only !== 'any' && fault.only !== what)) return;
    if (fault.after > 0) {
      fault.after -= 1;
      return;
    }
    fault.times -= 1;
    throw new Error(fault.message);
  }

  #keep(to: string, text: string, file: { name: string; size: number; sha256: string } | null): string {
    const { world } = this;
    const isThere = world.rooms.get(to)?.members.has(BOT) ?? world.people.get(to)?.friend ?? false;
    if (!isThere) throw new Error('no such conversation');
    const id = world.nextId();
    world.sent.push({ id, to, text, file, at: Date.now() });
    return id;
  }
}

function payloadOf({ id, type, from, room, text, mentions, filename, at }: Said): PUPPET.payloads.Message {
  const base = { id, type, text, filename, timestamp: at, talkerId: from };
  return room === '' ? { ...base, listenerId: BOT } : { ...base, roomId: room, mentionIdList: [...mentions] };
}
