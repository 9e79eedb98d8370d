/**
 * The queue of updates and the two ways to get them: https://core.telegram.org/bots/api#getting-updates
 * "There are two mutually exclusive ways of receiving updates".
 */
import { badRequest, Refusal, type Update, type Wire } from './types.ts';

/** "all update types except chat_member, message_reaction, and message_reaction_count (default)" (#getupdates). */
const NOT_BY_DEFAULT = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);
/** A webhook that keeps failing is given up "after a reasonable amount of attempts" (#setwebhook). */
const WEBHOOK_ATTEMPTS = 100;

interface Poll {
  readonly offset: number;
  readonly limit: number;
  readonly timer: NodeJS.Timeout;
  settle(updates: Update[] | Refusal): void;
}

export interface Webhook {
  readonly url: string;
  readonly secret: string;
  readonly maxConnections: number;
  lastError: { readonly at: number; readonly message: string } | null;
}

export class Updates {
  webhook: Webhook | null = null;
  #nextId = 500_000_001;
  #pending: Update[] = [];
  /** Given once more whatever the offset: Telegram too may deliver an update twice. */
  #again: Update[] = [];
  #held: Update[] | null = null;
  #allowed: ReadonlySet<string> | null = null;
  #poll: Poll | null = null;
  #pumping = false;
  readonly #all = new Map<number, Update>();

  constructor(private readonly webhookRetryMs: number) {}

  get pending(): readonly Update[] {
    return this.#pending;
  }

  get allowed(): readonly string[] | null {
    return this.#allowed && [...this.#allowed];
  }

  /**
   * Queues an update and gives its id; null when the bot has not subscribed to the kind. The subscription is the one
   * in force now: "this parameter doesn't affect updates created before the call" (#getupdates).
   */
  add(kind: string, body: unknown): number | null {
    const wanted = this.#allowed ? this.#allowed.has(kind) : !NOT_BY_DEFAULT.has(kind);
    if (!wanted) return null;
    const update: Update = { update_id: this.#nextId++, [kind]: body };
    this.#all.set(update.update_id, update);
    if (this.#held) this.#held.push(update);
    else this.#pending.push(update);
    this.#wake();
    return update.update_id;
  }

  /** `allowed_updates`: missing keeps "the previous setting", an empty list is the default (#getupdates). */
  subscribe(given: unknown): void {
    if (given === undefined) return;
    if (!Array.isArray(given) || given.some((kind) => typeof kind !== 'string')) {
      throw badRequest("can't parse allowed_updates JSON array");
    }
    this.#allowed = given.length === 0 ? null : new Set(given as string[]);
  }

  /** getUpdates. `signal` ends the wait when the caller has gone away. Times in seconds. */
  async get(offset: number, limit: number, timeout: number, signal: AbortSignal): Promise<Update[]> {
    // #getupdates: "This method will not work if an outgoing webhook is set up."
    if (this.webhook) {
      throw new Refusal(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    this.#endPoll('terminated by other getUpdates request; make sure that only one bot instance is running');
    const ready = this.#take(offset, limit);
    if (ready.length > 0 || timeout === 0) return ready;
    return await new Promise<Update[]>((resolve, reject) => {
      const settle = (outcome: Update[] | Refusal): void => {
        clearTimeout(timer);
        if (this.#poll === poll) this.#poll = null;
        if (outcome instanceof Refusal) reject(outcome);
        else resolve(outcome);
      };
      const timer = setTimeout(() => settle([]), timeout * 1000);
      const poll: Poll = { offset, limit, timer, settle };
      this.#poll = poll;
      signal.addEventListener('abort', () => settle([]), { once: true });
    });
  }

  /** "An update is considered confirmed as soon as getUpdates is called with an offset higher than its update_id." */
  #take(offset: number, limit: number): Update[] {
    // The server takes an offset far in the future for an error and starts at the head.
    if (offset > 0 && offset <= this.#nextId + 10) {
      this.#pending = this.#pending.filter((update) => update.update_id >= offset);
    }
    // "The negative offset can be specified to retrieve updates starting from -offset update from the end of the
    //  updates queue. All previous updates will be forgotten." (#getupdates)
    if (offset < 0) this.#pending = this.#pending.slice(offset);
    return [...this.#again.splice(0), ...this.#pending].slice(0, limit);
  }

  #wake(): void {
    if (this.webhook) void this.#pump();
    const poll = this.#poll;
    if (!poll || this.#pending.length + this.#again.length === 0) return;
    // A breath later, so that updates made together are delivered together, as Telegram does.
    setTimeout(() => {
      if (this.#poll !== poll) return;
      const ready = this.#take(poll.offset, poll.limit);
      if (ready.length > 0) poll.settle(ready);
    }, 2);
  }

  #endPoll(why: string): void {
    this.#poll?.settle(new Refusal(409, `Conflict: ${why}`));
  }

  /** setWebhook (#setwebhook); a new webhook ends a waiting getUpdates. */
  setWebhook(webhook: Webhook | null): void {
    this.webhook = webhook;
    if (!webhook) return;
    this.#endPoll('terminated by setWebhook request');
    void this.#pump();
  }

  dropPending(): void {
    this.#pending = [];
  }

  info(): Wire {
    const hook = this.webhook;
    return {
      url: hook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.#pending.length,
      ...(hook && { max_connections: hook.maxConnections }),
      ...(hook?.lastError && {
        last_error_date: Math.floor(hook.lastError.at / 1000),
        last_error_message: hook.lastError.message,
      }),
      ...(this.#allowed && { allowed_updates: [...this.#allowed] }),
    };
  }

  /** "In case of an unsuccessful request …, we will repeat the request" (#setwebhook). One at a time, in order. */
  async #pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    let attempts = 0;
    while (this.webhook) {
      const hook = this.webhook;
      const again = this.#again.length > 0;
      const update = again ? this.#again[0] : this.#pending[0];
      if (!update) break;
      const fault = await post(hook, update);
      if (fault === null || ++attempts >= WEBHOOK_ATTEMPTS) {
        attempts = 0;
        const queue = again ? this.#again : this.#pending;
        if (queue[0] === update) queue.shift();
        continue;
      }
      hook.lastError = { at: Date.now(), message: fault };
      await new Promise((resolve) => setTimeout(resolve, this.webhookRetryMs));
    }
    this.#pumping = false;
  }

  /** Delivers an update once more, confirmed or not. False when it never existed. */
  redeliver(id: number): boolean {
    const update = this.#all.get(id);
    if (update) this.inject(update);
    return update !== undefined;
  }

  /** Delivers any update once, as it is. */
  inject(update: Update): void {
    this.#again.push(update);
    this.#wake();
  }

  /** Keeps new updates back until `release`. */
  hold(): void {
    this.#held ??= [];
  }

  /** Lets the kept updates go, in the order of `ids`, or reversed. They are delivered in that order. */
  release(order: readonly number[] | 'forward' | 'reversed'): readonly number[] {
    const held = this.#held ?? [];
    this.#held = null;
    if (order === 'reversed') held.reverse();
    else if (order !== 'forward')
      held.sort((a, b) => order.indexOf(a.update_id) - order.indexOf(b.update_id));
    this.#pending.push(...held);
    this.#wake();
    return held.map((update) => update.update_id);
  }
}

/** One delivery; null when it was taken, else what was wrong. */
async function post(hook: Webhook, update: Update): Promise<string | null> {
  try {
    const response = await fetch(hook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        // "the request will contain a header “X-Telegram-Bot-Api-Secret-Token”" (#setwebhook)
        ...(hook.secret === '' ? {} : { 'X-Telegram-Bot-Api-Secret-Token': hook.secret }),
      },
      body: JSON.stringify(update),
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
    });
    await response.arrayBuffer();
    return response.ok ? null : `Wrong response from the webhook: ${response.status} ${response.statusText}`;
  } catch (error) {
    return `Connection failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}
