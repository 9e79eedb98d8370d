/** The judge: what the fake Telegram saw and what the journal says must be one story, in which nothing is lost or doubled. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import { partedFromMark, RESENT } from '../../src/channels/own-mark.ts';
import { asPressed } from '../../src/dialogue/pressing.ts';
import { recoverState } from '../../src/store/recover.ts';
import { segmentsIn } from '../../src/store/scan.ts';
import { firstDifference } from '../../src/store/snapshot.ts';
import { foldJournal, verifyStore } from '../../src/store/verify.ts';
import type { Call } from '../support/telegram/client.ts';
import { groupBy, type Mailed, type Record, readRecord } from './record.ts';
import type { Scene } from './scene.ts';

/** How the program last stood: its record may only grow. */
export interface Sworn {
  readonly seq: number;
  readonly hash: string;
  /** The checkpoint it would start from; 0 for none. */
  readonly checkpoint: number;
}

/** Judges a scene whose program is dead. Throws what is wrong. Gives the head, to be held against the next judgement. */
export async function judge(scene: Scene, before: Sworn | null): Promise<Sworn | null> {
  const record = readRecord(scene.dataDir);
  await noConfirmedUpdateLost(scene, record);
  nothingTakenTwice(record);
  ticketsAreThoseSaid(scene, record);
  await nothingSentTwiceInSilence(scene, record);
  if (segmentsIn(scene.dataDir).length === 0) return before;
  const verified = await verifyStore(scene.dataDir, before ?? undefined);
  const recovered = await recoverState(scene.dataDir);
  expect(
    firstDifference(recovered.state, await foldJournal(scene.dataDir)),
    'a start from checkpoint and tail gives what the whole journal gives',
  ).toBeNull();
  return { ...verified.head, checkpoint: recovered.manifest?.seq ?? 0 };
}

/** The same, and in addition that everything came to its end: for a program that was stopped at rest. */
export async function judgeAtRest(scene: Scene, before: Sworn | null): Promise<void> {
  await judge(scene, before);
  const record = readRecord(scene.dataDir);
  const open = [...record.received.keys()].filter((key) => !record.done.has(key));
  expect(open, 'messages received and never worked on').toEqual([]);
  const stories = [...scene.expected].filter(([, { finished }]) => !finished).map(([marker]) => marker);
  expect(stories, 'stories that did not come to their end').toEqual([]);
  const state = await foldJournal(scene.dataDir);
  expect(state.outbox.counts(), 'messages still in the outbox').toEqual({ waiting: 0, held: 0 });
  const lost = [...record.mailed.values()].filter(
    (one) => one.sent === null && one.dropped !== '过时' && !wasReplaced(one, record),
  );
  expect(lost.map(nameOf), 'messages neither sent nor outdated').toEqual([]);
  nothingLeftLying(scene, record);
}

/** What a crash left half done is cleared away or on record; every kept file is whole. */
function nothingLeftLying(scene: Scene, record: Record): void {
  const names = readdirSync(scene.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(scene.dataDir, join(entry.parentPath, entry.name)));
  const torn = names.filter((name) => name.endsWith('.torn'));
  expect(new Set(torn), 'cut-off ends put aside, held against those on record').toEqual(record.torn);
  const ours =
    /^(alive|pages\.key|journal-[\d-]+\.jsonl(\.\d+\.torn)?|manifest\.json|state[/\\][\w@-]+\.json|files[/\\]..[/\\]\w{64})$/;
  expect(
    names.filter((name) => !ours.test(name)),
    'files that nobody will ever use or remove',
  ).toEqual([]);
  for (const name of names.filter((one) => one.startsWith('files'))) {
    const sha256 = createHash('sha256')
      .update(readFileSync(join(scene.dataDir, name)))
      .digest('hex');
    expect(name.endsWith(sha256), `the bytes of ${name} are those it is named after`).toBe(true);
  }
}

async function noConfirmedUpdateLost(scene: Scene, record: Record): Promise<void> {
  const bot = scene.tg.token.split(':')[0];
  const pending = await scene.unconfirmed();
  const lost = [...scene.updates]
    .filter(([id]) => !pending.has(id) && !record.received.has(`telegram:${bot}:${id}`))
    .map(([id, what]) => `update ${id} (${what})`);
  expect(lost, 'updates confirmed to Telegram that are not in the journal').toEqual([]);
}

function nothingTakenTwice({ received, done }: Record): void {
  const twice = (times: ReadonlyMap<string, number>) => [...times].filter(([, count]) => count > 1);
  expect(twice(received), 'updates kept twice').toEqual([]);
  expect(twice(done), 'updates worked on twice').toEqual([]);
}

function ticketsAreThoseSaid(scene: Scene, record: Record): void {
  const consecutive = record.numbers.map((_, place) => place + 1);
  expect(record.numbers, 'ticket numbers, in order, none left out and none used twice').toEqual(consecutive);
  for (const [marker, { happenings, finished }] of scene.expected) {
    const numbers = [...record.texts].filter(([, text]) => text.includes(marker)).map(([number]) => number);
    expect(numbers.length, `tickets made of ${marker}: ${numbers.join(', ')}`).toBeLessThanOrEqual(1);
    if (finished) expect(numbers.length, `the ticket of ${marker} is there`).toBe(1);
    const events = numbers.flatMap((number) => record.events.get(number) ?? []);
    for (const type of new Set(events.map((event) => event.type))) {
      if (BY_THE_CLOCK.has(type)) continue;
      const times = events.filter((event) => event.type === type).length;
      const right = happenings[type as keyof typeof happenings] ?? 0;
      expect(times, `${type} of ticket ${numbers[0]} (${marker})`).toBeLessThanOrEqual(right);
    }
    if (!finished) continue;
    for (const [type, right] of Object.entries(happenings)) {
      if (type === 'fileStored') continue;
      const times = events.filter((event) => event.type === type).length;
      expect(times, `${type} of ticket ${numbers[0]} (${marker}), whose story is told`).toBe(right);
    }
  }
}
const BY_THE_CLOCK: ReadonlySet<string> = new Set(['reminded', 'rungsSkipped', 'fileDeferred']);

/** What arrived in a chat. */
interface Arrival {
  readonly chat: string;
  /** Without the marks. */
  readonly text: string;
  readonly marked: boolean;
  readonly edit: boolean;
  readonly message: string;
}

/** What of it arrives on a channel with buttons. */
function saidBy({ message }: Mailed): string {
  return asPressed(message.text).trim();
}

/**
 * Each arrival in a chat answers to a claim in the journal, and what arrives a second time says so: it is an edit or
 * bears the mark. Texts in one chat stand for the messages of the outbox; equal texts are counted together.
 */
async function nothingSentTwiceInSilence(scene: Scene, record: Record): Promise<void> {
  const calls = await scene.tg.transcript();
  const arrivals = arrivalsIn(calls);
  const mailed = [...record.mailed.values()];
  const byPlace = groupBy(mailed, (one) => `${chatOf(one, scene)}\n${saidBy(one)}`);
  for (const [place, came] of groupBy(arrivals, ({ chat, text }) => `${chat}\n${text}`)) {
    const meant = byPlace.get(place) ?? [];
    const claims = sum(meant, (one) => one.claims);
    const plain = came.filter(({ marked, edit }) => !marked && !edit).length;
    expect(came.length, `arrivals of “${place}”, claimed ${claims} times`).toBeLessThanOrEqual(claims);
    expect(plain, `arrivals of “${place}” without the mark ${RESENT}`).toBeLessThanOrEqual(meant.length);
  }
  const orphaned = sum(mailed, (one) => one.orphaned);
  const marked = arrivals.filter((one) => one.marked).length;
  expect(marked, 'arrivals marked as sent again, held against sends cut short').toBeLessThanOrEqual(orphaned);
  expect(record.voidings, 'takings over, held against kills').toBeLessThanOrEqual(scene.kills.length);
  for (const one of mailed) {
    const again = one.claims - one.deferrals - 1;
    expect(again, `sends of ${nameOf(one)} again, held against kills`).toBeLessThanOrEqual(one.orphaned);
    if (one.dropped !== null) expect(one.dropped, `${nameOf(one)} was given up`).toBe('过时');
    const { sent } = one;
    if (sent === null) continue;
    const { marks } = one.message;
    if (marks) {
      expect(signed(calls, sent.chat, marks.message), `${nameOf(one)} is said to be set`).toBe(true);
      continue;
    }
    const text = saidBy(one);
    const there = arrivals.some(
      (came) => came.chat === sent.chat && came.message === sent.message && came.text === text,
    );
    expect(there, `${nameOf(one)} is said to be sent, and arrived as message ${sent.message}`).toBe(true);
  }
}

function arrivalsIn(calls: readonly Call[]): readonly Arrival[] {
  return calls.flatMap((call) => {
    const edit = call.method === 'editMessageText';
    if (!call.ok || !(edit || /^send(Message|Photo|Document)$/.test(call.method))) return [];
    const said = String(call.params.text ?? call.params.caption ?? '').trim();
    const marked = said.startsWith(RESENT);
    const id = edit ? call.params.message_id : (call.result as { message_id: number }).message_id;
    const text = partedFromMark(marked ? said.slice(RESENT.length).trim() : said).words;
    return [{ chat: String(call.chat), text, marked, edit, message: String(id) }];
  });
}

/** Whether a sign of ours was set on a message; set twice it is the same. */
function signed(calls: readonly Call[], chat: string, message: string): boolean {
  return calls.some(
    ({ ok, method, chat: there, params }) =>
      ok &&
      method === 'setMessageReaction' &&
      String(there) === chat &&
      String(params.message_id) === message,
  );
}

function chatOf({ message: { to } }: Mailed, scene: Scene): string {
  return 'person' in to ? String(scene.accounts.get(to.person)) : to.chat;
}

/** A newer message for the same slot took its place before it was sent. */
function wasReplaced(one: Mailed, { mailed }: Record): boolean {
  const { slot, to } = one.message;
  const all = [...mailed.values()];
  return all
    .slice(all.indexOf(one) + 1)
    .some(
      ({ message }) =>
        slot !== null && message.slot === slot && JSON.stringify(message.to) === JSON.stringify(to),
    );
}

function nameOf({ message }: Mailed): string {
  return `${message.kind} ${message.id} “${message.text.split('\n')[0]}”`;
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
