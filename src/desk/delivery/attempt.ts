/**
 * One try at one message of the outbox: find the place, ask once more whether it should still be said, and
 * say it. What became of it is a `Settlement`; nothing is thrown for what a channel or a person may do.
 */
import { sendableName } from '../../channels/file-name.ts';
import { RESENT, withMark } from '../../channels/own-mark.ts';
import {
  type Address,
  type Channel,
  localFault,
  type OutgoingFile,
  type Rendered,
  SendFailure,
} from '../../channels/port.ts';
import { asPressed } from '../../dialogue/pressing.ts';
import type { Say } from '../../dialogue/wording.ts';
import { DAY, type Instant, MINUTE } from '../../domain/time.ts';
import { boundary } from '../../store/boundary.ts';
import type { ClaimedOutgoing, Outgoing, Settlement } from '../../store/port.ts';
import type { DialogueOf } from '../dialogue.ts';
import { type Numbered, withCommands, withNumbers } from './menus.ts';
import type { Pacing } from './pacing.ts';
import { doneUnsaid, isUnsaid } from './unsaid.ts';

/** What an attempt needs to know of the world. */
export interface World {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly clock: { now(): Instant };
  /** Where a person can be reached now, on the channel `via` before all others; null when nowhere. */
  addressOf(person: string, via?: string): Promise<Address | null>;
  /** True when the message's guard no longer holds, or its group is served no more. */
  isStale(message: Outgoing): Promise<boolean>;
  /** Where the bytes of a stored file are. */
  filePath(sha256: string): string;
  /** The bytes of a stored file that is encrypted; null when it is not. */
  secretBytes?(sha256: string): Promise<Uint8Array | null>;
  /** Told when a person turned out not to be reachable at `address` with a message: something of a report, a notice, or else. */
  onUnreachable(
    person: string,
    address: Address,
    why: string,
    message: Pick<Outgoing, 'secret' | 'notice'>,
  ): Promise<void>;
  /** Told when a group has a new id. */
  onMoved(address: Address, newChat: string): Promise<void>;
  /** What numbers mean to a person now, where the channel has no buttons. */
  menuOf(person: string): Promise<DialogueOf<'menu'> | undefined>;
  readonly say: Say;
  /** Quiet hours: who is told something then is not woken by it. */
  isQuiet(now: Instant): boolean;
  pacingOf(channel: string): Pacing;
  /** Groups found under a new id while this process runs, by `channel/chat`. */
  readonly moved: Map<string, string>;
}

/** After this long a message that keeps failing lets those behind it go on. */
const STEPS_ASIDE_AFTER = 10 * MINUTE;
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 10 * MINUTE;
/**
 * What fails by our own fault, or because somebody has shut the bot out, is given up after a day, but not before so many
 * tries: the program itself may have been away. What passes by itself is tried for ever.
 */
const GIVE_UP_AGE = DAY;
const GIVE_UP_TRIES = 10;

/** Not said, and no fault. */
export const OUTDATED = '过时';
export const LEFT_TO_SUMMARY = '留给进展汇总';

/** The message only updates one that stands, and none does: no fault either. */
export const NOTHING_STANDS = '没有可更新的消息';

/** What has been looked up before the message is sent. */
interface Found {
  readonly file: OutgoingFile | null;
  readonly menu: DialogueOf<'menu'> | undefined;
  readonly hurried: string | undefined;
}

interface Place extends Address {
  readonly isGroup: boolean;
}

export interface Attempt {
  readonly settlement: Settlement;
  /** When this lane may speak again, as far as is known: an emergency, and all the rest. */
  readonly freeAt: { readonly first: Instant; readonly rest: Instant };
}

/** Tries once. */
export async function attempt(claimed: ClaimedOutgoing, world: World): Promise<Attempt> {
  try {
    const place = await placeOf(claimed.message, world);
    return await attemptAt(place, claimed, world);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return after(failed(claimed, why, world.clock.now(), { isOwn: true, passes: false }));
  }
}

async function attemptAt(place: Place | null, claimed: ClaimedOutgoing, world: World): Promise<Attempt> {
  const { message } = claimed;
  const { clock } = world;
  if (!place) return after({ state: 'held', why: '对方还没有可用的私聊' });
  if (await world.isStale(message)) return after({ state: 'dropped', why: OUTDATED });
  const channel = world.channels.get(place.channel);
  if (!channel) {
    const why = `渠道 ${place.channel} 没有接入`;
    return after(failed(claimed, why, clock.now(), { isOwn: false, passes: false }));
  }

  const pacing = world.pacingOf(place.channel);
  if (message.editOnly && standingAt(claimed, place, channel) === undefined) {
    return after({ state: 'dropped', why: NOTHING_STANDS });
  }
  if (message.canWait && !channel.capabilities.edits) {
    return after({ state: 'dropped', why: LEFT_TO_SUMMARY });
  }
  try {
    // No pace: it is nothing said.
    if (isUnsaid(message)) return after(await doneUnsaid(message, place, channel));
    // Before the pace is asked: between that and the send nothing may be awaited.
    const file = message.file && (await fileOf(message.file, channel, world));
    const menu = await menuBefore(message, channel, world);
    const now = clock.now();
    const hurried = hurriedBy(message, place, pacing, now);
    const mayAt = pacing.nextAt(place.chat, place.isGroup, now, hurried !== undefined);
    if (mayAt > now) {
      const freeAt = lanesFreeAt(place.chat, place, pacing, now);
      return { settlement: { state: 'later', retryAt: mayAt, why: '发送间隔', counts: false }, freeAt };
    }
    const sent = await push(claimed, place, channel, { file, menu, hurried }, world);
    const freeAt = lanesFreeAt(sent.chat, place, pacing, clock.now());
    return { settlement: { state: 'sent', channel: place.channel, ...sent }, freeAt };
  } catch (error) {
    const failure = await afterFailure(error, claimed, place, world);
    const unsure = error instanceof SendFailure && error.mayHaveArrived && failure.state === 'later';
    // On record, so that whoever tries again after a stop says so too.
    const settlement: Settlement = unsure ? { ...failure, unsure } : failure;
    return { settlement, freeAt: lanesFreeAt(place.chat, place, pacing, clock.now()) };
  }
}

/** Does not hold up the lane: a message that is to be tried later waits by itself. */
function after(settlement: Settlement): Attempt {
  return { settlement, freeAt: { first: 0, rest: 0 } };
}

function lanesFreeAt(chat: string, { isGroup }: Place, pacing: Pacing, now: Instant): Attempt['freeAt'] {
  return {
    first: pacing.nextAt(chat, isGroup, now, true),
    rest: pacing.nextAt(chat, isGroup, now, false),
  };
}

async function placeOf({ to }: Outgoing, world: World): Promise<Place | null> {
  if ('person' in to) {
    const address = await world.addressOf(to.person, to.via);
    return address && { channel: address.channel, chat: address.chat, isGroup: false };
  }
  const chat = world.moved.get(`${to.channel}/${to.chat}`) ?? to.chat;
  return { channel: to.channel, chat, isGroup: to.group };
}

/** Sends; where the message to edit is no more, sends anew; where the group has moved, follows it. */
async function push(
  claimed: ClaimedOutgoing,
  place: Place,
  channel: Channel,
  found: Found,
  world: World,
): Promise<{ chat: string; message: string; menu?: DialogueOf<'menu'> }> {
  const unsure = !channel.capabilities.deduplicates && claimed.unsure;
  const made = orLocalFault(() => {
    const { text, menu } = numbered(claimed.message, channel, found.menu, world);
    return { menu, rendered: render(claimed, place, channel, found.file, text, world) };
  });
  let { rendered } = made;
  for (let turn = 1; ; turn++) {
    const text = unsure && rendered.edit === null ? `${RESENT}\n${rendered.text}` : rendered.text;
    try {
      const { message } = await say({ ...rendered, text }, channel, found.hurried, world);
      return { chat: rendered.chat, message, ...(made.menu ? { menu: made.menu } : {}) };
    } catch (error) {
      if (!(error instanceof SendFailure) || turn === 3) throw error;
      if (error.kind === 'gone' && rendered.edit !== null && !claimed.message.editOnly) {
        rendered = { ...rendered, edit: null, replyTo: answerable(claimed.message, place, channel) };
      } else if (error.kind === 'moved' && error.movedTo !== null) {
        await world.onMoved({ channel: place.channel, chat: place.chat }, error.movedTo);
        world.moved.set(`${place.channel}/${place.chat}`, error.movedTo);
        // The messages of the old group cannot be edited or answered in the new one.
        rendered = { ...rendered, chat: error.movedTo, edit: null, replyTo: null };
      } else {
        throw error;
      }
    }
  }
}

async function say(
  rendered: Rendered,
  channel: Channel,
  hurried: string | undefined,
  world: World,
): Promise<{ message: string }> {
  const done = world.pacingOf(channel.id).take(rendered.chat, world.clock.now(), hurried);
  boundary('send.before');
  try {
    const sent = await channel.send(rendered);
    boundary('send.after');
    return sent;
  } catch (error) {
    throw error instanceof SendFailure ? error : localFault(error);
  } finally {
    done(world.clock.now());
  }
}

/** Whose emergency it is, if it may use the part of the pace reserved for emergencies; else undefined. */
function hurriedBy(
  { first, speaker = '' }: Outgoing,
  { chat }: Place,
  pacing: Pacing,
  now: Instant,
): string | undefined {
  return first && pacing.mayHurry(chat, speaker, now) ? speaker : undefined;
}

function orLocalFault<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw localFault(error);
  }
}

async function fileOf(
  { sha256, name, mime }: NonNullable<Outgoing['file']>,
  channel: Channel,
  world: World,
): Promise<OutgoingFile> {
  const bytes = channel.capabilities.files ? await world.secretBytes?.(sha256) : null;
  return { path: world.filePath(sha256), name: sendableName(name), mime, ...(bytes ? { bytes } : {}) };
}

function render(
  claimed: ClaimedOutgoing,
  place: Place,
  channel: Channel,
  file: OutgoingFile | null,
  text: string,
  world: World,
): Rendered {
  const { message } = claimed;
  const can = channel.capabilities;
  const note = file && !can.files ? `\n（附件“${file.name}”在这里发不了，请在登记件中查看）` : '';
  const former = standingAt(claimed, place, channel);
  return {
    key: message.id,
    chat: place.chat,
    text: isMarked(message, channel) ? withMark(text + note, message.ticket ?? 0) : text + note,
    buttons: isPressable(message, channel) ? message.buttons : [],
    file: can.files ? file : null,
    edit: former?.message ?? null,
    replyTo: former ? null : answerable(message, place, channel),
    silent: message.loud !== true && world.isQuiet(world.clock.now()),
  };
}

/**
 * Whether the words may come back without an id: where quotes have none, all that is about a ticket; elsewhere what
 * people copy, which stands in its place or has several lines.
 */
function isMarked({ ticket, slot, text }: Outgoing, { capabilities }: Channel): boolean {
  return ticket !== null && text !== '' && (!capabilities.quotes || slot !== null || text.includes('\n'));
}

/** The message to answer; one of the old group cannot be answered in the new one, where another may have its number. */
function answerable({ to, replyTo }: Outgoing, place: Place, { capabilities }: Channel): string | null {
  const isThere = 'person' in to || to.chat === place.chat;
  return capabilities.quotes && isThere ? replyTo : null;
}

/**
 * Buttons that cannot be taken away again would stand in the group for ever, and where they come as a message of their
 * own they are half of what is said there.
 */
function isPressable({ to }: Outgoing, { capabilities }: Channel): boolean {
  return capabilities.buttons && ('person' in to || capabilities.edits);
}

async function menuBefore({ to, buttons }: Outgoing, { capabilities }: Channel, world: World) {
  const wanted = !capabilities.buttons && buttons.length > 0 && 'person' in to;
  return wanted ? await world.menuOf(to.person) : undefined;
}

/** The text as the channel can show it: what cannot be pressed is numbered, or named. */
function numbered(
  message: Outgoing,
  channel: Channel,
  before: DialogueOf<'menu'> | undefined,
  { say, clock }: World,
): Numbered {
  const { text, buttons, ticket, to } = message;
  if (isPressable(message, channel)) return { text: asPressed(text), menu: null };
  if ('person' in to) return withNumbers(text, buttons, before, clock.now(), say);
  return { text: withCommands(text, buttons, ticket, say), menu: null };
}

/** The message to edit; a message with a file cannot take the place of one without. */
function standingAt({ message, standing }: ClaimedOutgoing, place: Place, channel: Channel) {
  if (!channel.capabilities.edits || message.file) return undefined;
  return standing.find(({ channel: id, chat }) => id === place.channel && chat === place.chat);
}

async function afterFailure(
  error: unknown,
  claimed: ClaimedOutgoing,
  place: Place,
  world: World,
): Promise<Settlement> {
  const now = world.clock.now();
  const why = error instanceof Error ? error.message : String(error);
  const { to } = claimed.message;
  // While its channel is down the fault is not the message's own.
  const isOwn = world.channels.get(place.channel)?.health().state === 'up';
  const again = (passes = false): Settlement => failed(claimed, why, now, { isOwn, passes });
  if (!(error instanceof SendFailure)) return again();
  switch (error.kind) {
    case 'later': {
      if (error.waitMs === null) return again(true);
      const retryAt = now + Math.max(error.waitMs, 1);
      world.pacingOf(place.channel).pause(place.chat, retryAt, now);
      return { state: 'later', retryAt, why, counts: false };
    }
    case 'unreachable': {
      // A group may let the bot in again; nobody ever releases a lone private chat.
      if (!('person' in to)) return place.isGroup ? again() : { state: 'dropped', why };
      const address = { channel: place.channel, chat: place.chat };
      await world.onUnreachable(to.person, address, why, claimed.message);
      const elsewhere = await world.addressOf(to.person);
      return elsewhere ? again() : { state: 'held', why };
    }
    case 'gone':
      return { state: 'dropped', why: claimed.message.editOnly ? NOTHING_STANDS : why };
    case 'refused':
      return { state: 'dropped', why };
    case 'moved':
      return again();
    default:
      return error.kind satisfies never;
  }
}

/** `isOwn`: its channel is up, so the fault is the message's. `passes`: of itself, as an outage does. */
interface Fault {
  readonly isOwn: boolean;
  readonly passes: boolean;
}

/**
 * A try that counts: again after 2 s, 4 s, 8 s … 10 min; after a day, never, unless the fault passes by itself. One that
 * would stand for more than ten minutes though its channel is up steps aside.
 */
function failed(claimed: ClaimedOutgoing, why: string, now: Instant, { isOwn, passes }: Fault): Settlement {
  const { message, tries, failingSince = now } = claimed;
  if (!passes && now - message.createdAt >= GIVE_UP_AGE && tries + 1 >= GIVE_UP_TRIES) {
    return { state: 'dropped', why: `一天之内没有发出：${why}` };
  }
  const wait = Math.min(FIRST_RETRY * 2 ** Math.min(tries, 20), LONGEST_RETRY);
  const stands = isOwn && now + wait - failingSince > STEPS_ASIDE_AFTER;
  return { state: 'later', retryAt: now + wait, why, counts: true, ...(stands ? { aside: true } : {}) };
}
