/**
 * The embedded store: current state in memory, every commit a line of the journal, a checkpoint now and then.
 * For one program on one machine; the port is the same for a database.
 */
import type { Incoming } from '../channels/port.ts';
import type { Office } from '../domain/office.ts';
import type { Outline } from '../domain/outline.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Instant } from '../domain/time.ts';
import { outlinesIn, outlinesSince, type Reading, ticketsFor, ticketsOneByOne } from './answers.ts';
import { type Boundary, boundary } from './boundary.ts';
import { sweep } from './checkpoint.ts';
import { conflictIn } from './conflict.ts';
import { asFault, diskFault, StoreFault } from './fault.ts';
import { ensureFolder } from './folder.ts';
import { Gathered } from './gathered.ts';
import { Journal } from './journal.ts';
import type { KeyRing } from './keys.ts';
import { enterKey, isNewKey, refuseMissingKeys } from './known-keys.ts';
import { type JournalLine, type LineBody, sealLine } from './line.ts';
import { OwnerLock, sweepLockLeftovers } from './lock.ts';
import { ANCHOR, CHECKPOINT } from './manifest.ts';
import type { MonthInHand } from './month-in-hand.ts';
import { numbersAfter } from './numbers.ts';
import type { StoreOptions } from './options.ts';
import { sweepPackParts } from './packing.ts';
import type {
  ClaimedOutgoing,
  CommitResult,
  Head,
  OutboxState,
  OutlineQuery,
  OutlinesSince,
  Recipient,
  Remembered,
  Settlement,
  Store,
  TakeNumber,
  TicketQuery,
  Transaction,
} from './port.ts';
import { mendEnd, type Recovered, recoverState, tornNotes } from './recover.ts';
import { concealed, revealed } from './secrecy.ts';
import { applyLine, doubtsIn, markAll, type State, ticketIn, ticketSpokenOf } from './state.ts';
import { messageKey } from './threads.ts';
import { claimedIn, freshIn, nextWakeIn } from './turns.ts';
import { Upkeep } from './upkeep.ts';

/**
 * Opens the store, making it if the folder is empty. Throws `StoreFault` when the folder cannot be used, another
 * process owns it, the record is damaged, or a key is missing; the folder is then as it was.
 */
export async function openStore(options: StoreOptions): Promise<EmbeddedStore> {
  const { keepMonths } = options;
  if (keepMonths !== undefined && !(Number.isInteger(keepMonths) && keepMonths >= 1)) {
    throw new RangeError(`keepMonths: ${keepMonths} (expected a whole number from 1)`);
  }
  ensureFolder(options.dir);
  const lock = await OwnerLock.take(options.dir);
  try {
    refuseMissingKeys(options.dir, options.keys ?? null);
    return await EmbeddedStore.open(options, lock);
  } catch (error) {
    lock.release();
    throw asFault(error, options.dir);
  }
}

export class EmbeddedStore implements Store {
  readonly #options: StoreOptions;
  readonly #lock: OwnerLock;
  readonly #state: State;
  readonly #journal: Journal;
  readonly #month: MonthInHand;
  readonly #upkeep: Upkeep;
  readonly #gathered: Gathered;
  readonly #keys: KeyRing | null;
  #writtenAt: Instant | null;
  #fault: StoreFault | null = null;
  #closing: Promise<void> | null = null;

  /** What cannot be read from disk any more ends the store. */
  readonly #read: Reading = (read) => {
    try {
      return read();
    } catch (error) {
      if (error instanceof StoreFault && error.kind === 'damaged') this.#fail(error);
      throw error;
    }
  };

  private constructor(
    options: StoreOptions,
    lock: OwnerLock,
    { state, manifest, scan, month, writtenAt }: Recovered,
  ) {
    const { dir, clock = Date, keys = null } = options;
    this.#options = options;
    this.#keys = keys;
    this.#lock = lock;
    this.#state = state;
    this.#month = month;
    this.#writtenAt = writtenAt;
    const onFault = (fault: StoreFault): void => this.#fail(fault);
    this.#journal = new Journal(dir, state.head, scan.segment, { ...options, onFault });
    const check = (): void => this.#ready();
    const append = (body: LineBody): Promise<unknown> => this.#append(clock.now(), body);
    const source = {
      state,
      keys,
      segment: () => this.#journal.segment,
      covered: () => month.covered(this.#journal.segment),
      synced: () => this.#journal.synced(),
    };
    this.#upkeep = new Upkeep(options, { source, check, append }, manifest);
    this.#gathered = new Gathered((at, settled) => this.#append(at, settled, 'settle.after-sync'));
  }

  /** Use `openStore`. */
  static async open(options: StoreOptions, lock: OwnerLock): Promise<EmbeddedStore> {
    const { dir, log } = options;
    const recovered = await recoverState(dir, options.keys ?? null);
    const { warning } = recovered;
    if (warning) log?.warn({ dir, why: warning }, '检查点不能用，已改为从全部记录重新计算');
    const store = new EmbeddedStore(options, lock, recovered);
    try {
      await store.#begin(recovered);
      store.#journal.waitForRoom(true);
      store.#upkeep.begin();
      return store;
    } catch (error) {
      await store.#journal.close().catch(() => {});
      throw error instanceof StoreFault ? error : diskFault(dir, error);
    }
  }

  /** Settles what the former owner left: a torn line, bytes not synced, claims, half-written files. Then a new key. */
  async #begin({ scan, anchor }: Recovered): Promise<void> {
    const { dir, clock = Date, log } = this.#options;
    // Before the first line: with it a checkpoint may begin, whose files no manifest names yet.
    await sweep(dir, CHECKPOINT, this.#upkeep.checkpoints.manifest);
    await sweep(dir, ANCHOR, anchor?.manifest ?? null);
    await sweepPackParts(dir);
    sweepLockLeftovers(dir);
    await mendEnd(dir, scan);
    await this.#journal.begin();
    const { notes, settle } = await tornNotes(dir);
    for (const note of notes) {
      log?.warn({ ...note.recovered }, '上次退出时有一行没有写完（从未确认过），已切下另存');
      await this.#append(clock.now(), note);
    }
    await settle();
    if (scan.unended && scan.segment !== null) {
      log?.warn({ file: scan.segment }, '最后一行只差换行，内容完整，已补上');
      await this.#append(clock.now(), { cause: 'open', completed: { file: scan.segment } });
    }
    if (this.#state.outbox.hasClaims()) await this.#append(clock.now(), { cause: 'open', voided: true });
    if (!this.#keys || !isNewKey(dir, this.#keys)) return;
    // The checkpoint is written as a whole: nothing clear or of an older key stays in it.
    await this.#append(clock.now(), { cause: 'open', keyed: this.#keys.id });
    markAll(this.#state);
    await this.#upkeep.checkpoints.run();
    await enterKey(dir, this.#keys);
  }

  async receive(batch: readonly Incoming[], at: Instant): Promise<number> {
    this.#ready();
    const fresh = freshIn(batch, this.#state);
    if (fresh.length === 0) {
      // Known, but perhaps not yet on disk.
      await this.#journal.synced();
      return 0;
    }
    await this.#append(at, { cause: 'receive', received: fresh }, 'receive.after-sync');
    return fresh.length;
  }

  async inbox(limit: number): Promise<readonly Incoming[]> {
    this.#ready();
    return this.#state.inbox.next(limit);
  }

  async ticket(number: number): Promise<Ticket | undefined> {
    this.#ready();
    return this.#read(() => ticketIn(this.#state, number));
  }

  async tickets(query: TicketQuery): Promise<readonly Ticket[]> {
    this.#ready();
    return ticketsFor(this.#state, query, this.#read);
  }

  each(query: TicketQuery): AsyncGenerator<Ticket> {
    this.#ready();
    return ticketsOneByOne(this.#state, query, this.#read);
  }

  outlines(query: OutlineQuery): AsyncGenerator<readonly Outline[]> {
    this.#ready();
    return outlinesIn(this.#state, query, this.#read);
  }

  outlinesSince(since: Instant, query: OutlineQuery): Promise<OutlinesSince> {
    this.#ready();
    return outlinesSince(this.#state, since, query, this.#read);
  }

  async office(): Promise<Office> {
    this.#ready();
    return this.#state.office;
  }

  async dialogue(key: string): Promise<Remembered | undefined> {
    this.#ready();
    return this.#state.dialogues.get(key);
  }

  async doubts(): Promise<readonly { readonly key: string; readonly state: Remembered }[]> {
    this.#ready();
    return doubtsIn(this.#state);
  }

  async ticketOfMessage(channel: string, chat: string, message: string): Promise<number | undefined> {
    this.#ready();
    return this.#read(() => ticketSpokenOf(this.#state, messageKey(channel, chat, message)));
  }

  async slotOfMessage(channel: string, chat: string, message: string): Promise<string | undefined> {
    this.#ready();
    const { threads } = this.#state;
    const ticket = threads.ticketOf(messageKey(channel, chat, message));
    return ticket === undefined ? undefined : threads.slotOf(ticket, { channel, chat, message });
  }

  async commit(build: (takeNumber: TakeNumber) => Transaction): Promise<CommitResult> {
    this.#ready();
    const { at, expect, ...body } = build(numbersAfter(this.#state));
    const conflict = this.#read(() => conflictIn(this.#state, expect ?? {}, body));
    if (conflict !== null) {
      // The caller may build on what it lost against: that too must be on disk.
      await this.#journal.synced();
      return { ok: false, conflict };
    }
    return { ok: true, seq: await this.#append(at, body, 'commit.after-sync') };
  }

  async due(
    now: Instant,
    limit: number,
  ): Promise<readonly { readonly number: number; readonly at: Instant }[]> {
    this.#ready();
    return this.#state.index.due(now, limit);
  }

  async nextWake(): Promise<Instant | undefined> {
    this.#ready();
    return nextWakeIn(this.#state);
  }

  async claimOutbox(
    now: Instant,
    { leaseMs, ...bounds }: Parameters<Store['claimOutbox']>[1],
  ): Promise<readonly ClaimedOutgoing[]> {
    this.#ready();
    const { outbox, nextClaim } = this.#state;
    const ids = outbox.ready(now, bounds, bounds.first).map((one) => one.message.id);
    if (ids.length === 0) return [];
    const claims = ids.map((id, place) => ({ id, claim: nextClaim + place, until: now + leaseMs }));
    const taken = this.#append(now, { cause: 'claim', claims }, 'claim.after-sync');
    const given = this.#read(() => claims.map(({ id, claim }) => claimedIn(this.#state, id, claim)));
    // Lines reach the disk in order: with the claim, the message itself is there.
    await taken;
    return given.filter((one) => one !== undefined);
  }

  async settle(id: string, claim: number, settlement: Settlement, at: Instant): Promise<boolean> {
    this.#usable();
    if (this.#state.outbox.get(id)?.claim?.number !== claim || this.#gathered.has(id)) return false;
    await this.#gathered.add({ id, claim, settlement }, at);
    return true;
  }

  async outboxState(): Promise<OutboxState> {
    this.#ready();
    return this.#state.outbox.counts();
  }

  async oldestUnsent(counts?: (to: Recipient) => boolean): Promise<Instant | undefined> {
    this.#ready();
    return this.#state.outbox.oldestUnsent(counts);
  }

  /** The newest line that is on disk. */
  head(): Head {
    return this.#journal.durable;
  }

  changes(): number {
    return this.#state.changes;
  }

  writtenAt(): Instant | null {
    return this.#writtenAt;
  }

  stalled(): StoreFault | null {
    return this.#journal.stalled;
  }

  get syncs(): number {
    return this.#journal.syncs;
  }

  /** Writes a checkpoint of the present state, or waits for the one under way. */
  async checkpoint(): Promise<void> {
    this.#ready();
    await this.#upkeep.checkpoints.run();
  }

  /** Drops the months past their retention now, waiting for what is under way; nothing when all are kept. */
  async dropPast(): Promise<void> {
    this.#ready();
    await this.#upkeep.retention?.run();
  }

  /** Packs the months that are over now, waiting for what is under way; nothing when they stay plain. */
  async packPast(): Promise<void> {
    this.#ready();
    await this.#upkeep.packing?.run();
  }

  /** Finishes what is under way, writes a checkpoint and gives the folder free. */
  close(): Promise<void> {
    if (!this.#closing && !this.#fault) this.#gathered.flush();
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#journal.waitForRoom(false);
    try {
      // A failure of these has been told to whoever waited for them.
      await this.#journal.synced().catch(() => {});
      await this.#upkeep.stop();
      if (!this.#fault) await this.#upkeep.checkpoints.finish();
      await this.#journal.close();
      if (this.#fault?.kind === 'gone') throw this.#fault;
    } finally {
      this.#lock.release();
    }
  }

  /** Folds and writes one line; gives its sequence once it is on disk. Throws, with nothing changed, on a bad line. */
  async #append(at: Instant, body: LineBody, after?: Boundary): Promise<number> {
    const before = this.#state.head;
    const kept = concealed(body, this.#state, this.#keys);
    const { text, bytes, head } = sealLine(before, at, kept, Array.isArray(body.settled));
    // What is folded is what will be read back, not what the caller still holds.
    const line = revealed(JSON.parse(text) as JournalLine, this.#keys);
    this.#read(() => applyLine(this.#state, line));
    this.#writtenAt = at;
    const written = this.#journal.append(bytes, head, at);
    this.#month.add(this.#journal.segment, bytes.subarray(0, -1), before, body.anchored?.seal ?? null);
    await written;
    if (after) boundary(after);
    this.#upkeep.lineWritten();
    return head.seq;
  }

  /** Nothing is read, and no other line written, without what was heard of messages before. */
  #ready(): void {
    this.#usable();
    this.#gathered.flush();
  }

  #usable(): void {
    if (this.#fault) throw this.#fault;
    if (this.#closing) throw new StoreFault('closed', '数据存储已经关闭，程序正在退出。');
    try {
      this.#lock.check();
    } catch (error) {
      if (error instanceof StoreFault) this.#fail(error);
      throw error;
    }
  }

  #fail(fault: StoreFault): void {
    if (this.#fault) return;
    this.#fault = fault;
    this.#options.onFault?.(fault);
  }
}
