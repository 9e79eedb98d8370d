/** Tickets that are over lie on disk; whoever asks for one does not notice. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Outline, outlineOf } from '../../src/domain/outline.ts';
import type { Registered } from '../../src/domain/ticket-events.ts';
import { HOUR } from '../../src/domain/time.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import type { StoreFault } from '../../src/store/fault.ts';
import { sha256 } from '../../src/store/line.ts';
import type { OutlineQuery } from '../../src/store/port.ts';
import { recoverState } from '../../src/store/recover.ts';
import { firstDifference } from '../../src/store/snapshot.ts';
import { foldJournal, verifyStore } from '../../src/store/verify.ts';
import { keyRing } from '../support/keys.ts';
import { outgoing, registering, T0, toGroup, urged, withdrawn } from './builders.ts';
import { tempDir } from './folders.ts';

const FILE = {
  id: 'f1',
  from: 'enterprise',
  name: 'a.jpg',
  size: null,
  source: { channel: 'telegram', ref: 'r1' },
  state: 'waiting',
  tries: 0,
  nextTryAt: T0 + HOUR,
} as const;

const withdraw = (store: EmbeddedStore, number: number) =>
  store.commit(() => ({ at: T0, cause: 'x', tickets: [{ number, events: [withdrawn(T0)] }] }));

/** A ticket with a card that was sent; then it is withdrawn. */
async function over(store: EmbeddedStore, about: Partial<Registered> = {}): Promise<void> {
  let number = 0;
  await store.commit((takeNumber) => {
    const made = registering(about)(takeNumber);
    number = made.tickets?.[0]?.number ?? 0;
    const card = outgoing(`card-${number}`, toGroup(), { ticket: number, slot: `card/${number}` });
    return { ...made, outbox: [card] };
  });
  const [claimed] = await store.claimOutbox(T0, { limit: 1, leaseMs: HOUR, busy: new Set() });
  if (!claimed) throw new Error('nothing to send');
  const settlement = { state: 'sent', channel: 'telegram', chat: '-100', message: `c${number}` } as const;
  await store.settle(claimed.message.id, claimed.claim, settlement, T0);
  await withdraw(store, number);
}

async function outlinesIn(store: EmbeddedStore, query: OutlineQuery = {}): Promise<readonly Outline[]> {
  const all: Outline[] = [];
  for await (const part of store.outlines(query)) all.push(...part);
  return all.sort((a, b) => a.number - b.number);
}

async function inMemory(dir: string): Promise<readonly number[]> {
  return [...(await recoverState(dir)).state.tickets.keys()];
}

function ticketShards(dir: string): readonly string[] {
  const names = readdirSync(join(dir, 'state')).filter((name) => name.startsWith('tickets'));
  return names.map((name) => join(dir, 'state', name));
}

describe('tickets that are over', () => {
  it('are not read at a start; all others are', async () => {
    const dir = tempDir();
    const store = await openStore({ dir });
    for (let turn = 0; turn < 3; turn++) await over(store);
    await store.commit(registering({ text: '还在办' }));
    await store.close();
    expect(await inMemory(dir)).toEqual([4]);
    await verifyStore(dir);
  });

  it('are outlined by their numbers beside those in memory, and nothing else is', async () => {
    const dir = tempDir();
    const store = await openStore({ dir });
    for (let turn = 0; turn < 3; turn++) await over(store);
    await store.commit(registering({ text: '还在办' }));
    await store.close();
    const again = await openStore({ dir });
    const found = await outlinesIn(again, { numbers: [2, 4, 99] });
    expect(found.map(({ number }) => number)).toEqual([2, 4]);
    expect(await outlinesIn(again, { numbers: [] })).toEqual([]);
    const since = await outlinesIn(again, { numberFrom: 3 });
    expect(since.map(({ number }) => number)).toEqual([3, 4]);
    expect(await outlinesIn(again, { numberFrom: 5 })).toEqual([]);
    await again.close();
  });

  it('are found and read as before: by number, by list, by the message that speaks of them', async () => {
    const dir = tempDir();
    let store = await openStore({ dir });
    await over(store, { text: '门口的路灯\n不亮', enterprise: 'ent-a' });
    await over(store, { enterprise: 'ent-b', at: T0 + HOUR });
    await store.commit(registering({ enterprise: 'ent-b' }));
    const before = await store.tickets({});
    const ask = async () => ({
      first: await store.ticket(1),
      all: await store.tickets({}),
      open: await store.tickets({ open: true }),
      over: await store.tickets({ open: false, enterprise: 'ent-b' }),
      since: await store.tickets({ registeredFrom: T0 + HOUR }),
      newest: await store.tickets({ newest: 2 }),
      oldest: await store.tickets({ oldest: 1 }),
      states: await store.tickets({ states: ['withdrawn'] }),
      own: await store.ticketOfMessage('telegram', '-100', 'm2'),
      card: await store.ticketOfMessage('telegram', '-100', 'c1'),
      other: await store.ticketOfMessage('telegram', '-100', 'c9'),
    });
    const there = await ask();
    await store.checkpoint();
    expect(await ask(), 'after a checkpoint').toEqual(there);
    await store.close();
    expect(await inMemory(dir)).toEqual([3]);
    store = await openStore({ dir });
    expect(await ask(), 'after a start').toEqual(there);
    expect(there.all).toEqual(before);
    expect(there).toMatchObject({ own: 2, card: 1, other: undefined });
    expect([there.over, there.since, there.newest, there.oldest].map((list) => list[0]?.number)).toEqual([
      2, 2, 3, 1,
    ]);
    await store.close();
  });

  it('come one after the other to whoever wants to see them all', async () => {
    const store = await openStore({ dir: tempDir() });
    for (let turn = 0; turn < 3; turn++) await over(store);
    await store.commit(registering());
    await store.checkpoint();
    const seen: number[] = [];
    for await (const { number } of store.each({})) {
      // What is moved while one looks is still seen, once.
      if (number === 1)
        await store.commit(() => ({ at: T0, cause: 'x', tickets: [{ number: 2, events: [urged(T0)] }] }));
      if (number === 1) await store.checkpoint();
      seen.push(number);
    }
    expect(seen).toEqual([1, 2, 3, 4]);
    await store.close();
  });

  it('have their outlines beside them, the same as in memory, whatever happens', async () => {
    const dir = tempDir();
    let store = await openStore({ dir });
    const agree = async (when: string) => {
      const tickets = (await store.tickets({})).filter(({ confidential }) => !confidential);
      const afresh = tickets.map((ticket) => outlineOf(structuredClone(ticket)));
      expect(await outlinesIn(store), when).toEqual(afresh);
    };
    for (let turn = 0; turn < 130; turn++) await over(store, { text: `路灯 ${turn} 不亮`, at: T0 + turn });
    await over(store, { confidential: true });
    await store.commit(registering({ enterprise: 'ent-b' }));
    await agree('in memory');
    await store.checkpoint();
    await agree('after a checkpoint');
    await store.close();
    store = await openStore({ dir });
    await agree('after a start');
    await store.commit(() => ({ at: T0, cause: 'x', tickets: [{ number: 7, events: [urged(T0)] }] }));
    await agree('when one has come back');
    await store.checkpoint();
    await agree('and has gone again');
    expect(await outlinesIn(store, { open: true })).toHaveLength(1);
    expect(await outlinesIn(store, { registeredFrom: T0 + 100, open: false })).toHaveLength(30);
    await store.close();
  });

  it('that an older program has listed without them are read once, and verify finds no fault with the list', async () => {
    const dir = tempDir();
    let store = await openStore({ dir });
    for (let turn = 0; turn < 3; turn++) await over(store);
    const before = await outlinesIn(store);
    await store.close();
    const [path = ''] = ticketShards(dir);
    const text = readFileSync(path, 'utf8');
    const older = text.replace(/"shape":.*?(?="keys":)/g, '');
    expect(older.length).toBeLessThan(text.length - 300);
    writeFileSync(path, older);
    const manifest = readFileSync(join(dir, 'manifest.json'), 'utf8');
    writeFileSync(join(dir, 'manifest.json'), manifest.replace(sha256(text), sha256(older)));
    expect((await verifyStore(dir)).notes).toEqual([]);
    store = await openStore({ dir });
    expect(await outlinesIn(store)).toEqual(before);
    expect(await outlinesIn(store)).toEqual(before);
    await store.commit(() => ({ at: T0, cause: 'x', tickets: [{ number: 2, events: [urged(T0)] }] }));
    await store.close();
    expect(readFileSync(ticketShards(dir)[0] ?? '', 'utf8').match(/"shape":/g)).toHaveLength(3);
    expect((await verifyStore(dir)).notes).toEqual([]);
  });

  it('come back when something happens to them, and go again with the next checkpoint', async () => {
    const dir = tempDir();
    let store = await openStore({ dir });
    for (let turn = 0; turn < 150; turn++) await over(store);
    await store.close();
    store = await openStore({ dir });
    await store.commit(() => ({
      at: T0,
      cause: 'x',
      expect: { 'ticket/7': 2 },
      tickets: [{ number: 7, events: [urged(T0)] }],
      outbox: [outgoing('again', toGroup(), { ticket: 7, slot: 'card/7' })],
    }));
    expect(await store.ticket(7)).toMatchObject({ version: 3, facts: { urges: 1 } });
    await store.checkpoint();
    const [claimed] = await store.claimOutbox(T0, { limit: 1, leaseMs: HOUR, busy: new Set() });
    expect(claimed?.standing, 'the card is edited where it stands').toEqual([
      { channel: 'telegram', chat: '-100', message: 'c7' },
    ]);
    const settlement = { state: 'sent', channel: 'telegram', chat: '-100', message: 'c7' } as const;
    await store.settle('again', claimed?.claim ?? 0, settlement, T0);
    await store.commit(() => ({ at: T0, cause: 'x', tickets: [{ number: 120, events: [urged(T0)] }] }));
    await store.close();
    expect(await inMemory(dir)).toEqual([]);
    const { state } = await recoverState(dir);
    expect(firstDifference(state, await foldJournal(dir))).toBeNull();
    await verifyStore(dir);
  });

  it('to which something happens while the checkpoint is written do not lose it', async () => {
    const dir = tempDir();
    const store = await openStore({ dir });
    const urge = (number: number) =>
      store.commit(() => ({ at: T0, cause: 'x', tickets: [{ number, events: [urged(T0)] }] }));
    await over(store);
    await store.checkpoint();
    await over(store);
    const under = store.checkpoint();
    // One that lay on disk already, and one that is about to.
    for (const number of [1, 2]) await urge(number);
    await under;
    expect((await store.tickets({})).map(({ facts }) => facts.urges)).toEqual([1, 1]);
    await store.close();
    expect(await inMemory(dir)).toEqual([]);
    await verifyStore(dir);
  });

  it.each([
    ['in clear', null],
    ['encrypted', keyRing()],
  ])('stay in memory while a file is still to be fetched, and when they are reports, %s', async (_, keys) => {
    const dir = tempDir();
    let store = await openStore({ dir, keys });
    await over(store);
    await over(store, { files: [FILE] });
    await over(store, { confidential: true, enterprise: 'ent-secret' });
    await over(store);
    const before = await store.tickets({});
    await store.close();
    const { state } = await recoverState(dir, keys);
    expect([...state.tickets.keys()]).toEqual([2, 3]);
    expect(firstDifference(state, await foldJournal(dir, keys))).toBeNull();
    const lists = ticketShards(dir).map((path) => readFileSync(path, 'utf8').split('"filed":')[1]);
    expect(lists.join()).toContain('"number":4');
    expect(lists.join(), 'nothing about a report in a list').not.toContain('ent-secret');
    store = await openStore({ dir, keys });
    expect(await store.tickets({})).toEqual(before);
    await store.close();
    expect((await verifyStore(dir, undefined, keys)).notes).toEqual([]);
  });

  it('that turn out damaged stop the program, and the next start makes the checkpoint anew', async () => {
    const dir = tempDir();
    let store = await openStore({ dir });
    await over(store, { text: '门口的路灯不亮' });
    await store.close();
    const faults: StoreFault[] = [];
    store = await openStore({ dir, onFault: (fault) => faults.push(fault) });
    const [path = ''] = ticketShards(dir);
    writeFileSync(path, readFileSync(path, 'utf8').replace('路灯不亮', '路灯很亮'));
    await expect(store.ticket(1)).rejects.toMatchObject({ kind: 'damaged' });
    await expect(store.ticket(1)).rejects.toThrow('请重新启动程序');
    expect(faults).toHaveLength(1);
    await store.close();
    store = await openStore({ dir });
    expect(await store.ticket(1)).toMatchObject({ text: '门口的路灯不亮' });
    await store.close();
    expect((await verifyStore(dir)).notes).toEqual([]);
  });

  it('and are listed wrongly, by whoever knows how to forge a checksum, are found by verify', async () => {
    const dir = tempDir();
    const store = await openStore({ dir });
    await over(store, { enterprise: 'ent-a' });
    await store.close();
    const [path = ''] = ticketShards(dir);
    const text = readFileSync(path, 'utf8');
    const at = text.lastIndexOf('ent-a');
    const forged = `${text.slice(0, at)}ent-b${text.slice(at + 'ent-b'.length)}`;
    writeFileSync(path, forged);
    const manifest = readFileSync(join(dir, 'manifest.json'), 'utf8');
    writeFileSync(join(dir, 'manifest.json'), manifest.replace(sha256(text), sha256(forged)));
    await expect(verifyStore(dir)).rejects.toThrow('第 1 号诉求件的目录与它的内容不符');
  });
});
