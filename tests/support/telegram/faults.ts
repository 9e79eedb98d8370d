/** Troubles a test orders in advance: the network's and Telegram's own. */
import { badRequest, type Wire } from './types.ts';

/**
 * tooMany 429 with retry_after · error any refusal (code, description) · serverError 500/502 with an HTML page ·
 * reset the connection is cut, nothing is done · loseAnswer it is done, then the connection is cut ·
 * hang it is done, and no answer ever comes · delay it is done late
 */
const KINDS = ['tooMany', 'error', 'serverError', 'reset', 'loseAnswer', 'hang', 'delay'] as const;

export interface Fault {
  readonly kind: (typeof KINDS)[number];
  /** Method name, `download` for a file; any when missing. */
  readonly method?: string;
  /** Chat id; any when missing. */
  readonly chat?: number;
  /** How many calls it hits; 1 when missing. */
  readonly times?: number;
  /** How many matching calls pass before it begins; 0 when missing. */
  readonly after?: number;
  /** Seconds, of tooMany. */
  readonly retryAfter?: number;
  /** HTTP status of serverError, code of error. */
  readonly status?: number;
  readonly description?: string;
  /** Milliseconds before the call is even looked at; any kind may have it. */
  readonly delayMs?: number;
}

export class Faults {
  #list: { readonly fault: Fault; left: number; skip: number }[] = [];

  add(given: Wire): void {
    const fault = given as unknown as Fault;
    if (!KINDS.includes(fault.kind)) throw badRequest(`no such fault: ${String(fault.kind)}`);
    this.#list.push({ fault, left: fault.times ?? 1, skip: fault.after ?? 0 });
  }

  clear(): void {
    this.#list = [];
  }

  /** The fault that hits this call, used up by it; null when none does. */
  next(method: string, chat: number | null): Fault | null {
    for (const entry of this.#list) {
      const { fault } = entry;
      if (entry.left <= 0) continue;
      if (fault.method !== undefined && fault.method.toLowerCase() !== method.toLowerCase()) continue;
      if (fault.chat !== undefined && fault.chat !== chat) continue;
      if (entry.skip-- > 0) continue;
      entry.left--;
      return fault;
    }
    return null;
  }
}
