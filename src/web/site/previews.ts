/** What was handed in on a page and waits for its confirmation: for whoever handed it in, and for half an hour. */
import { randomUUID } from 'node:crypto';
import { type Instant, MINUTE } from '../../domain/time.ts';

const KEPT_MS = 30 * MINUTE;
/** More are not kept at once: the oldest is handed in again. */
const MOST = 20;

export interface Previews<Value> {
  /** Gives the token that the page confirms it by. */
  keep(person: string, value: Value): string;
  /** Null for what is not there any more, and for what is somebody else's. */
  of(token: string, person: string): Value | null;
  drop(token: string): void;
}

export function createPreviews<Value>(clock: { now(): Instant }): Previews<Value> {
  const kept = new Map<string, { readonly person: string; readonly value: Value; readonly until: Instant }>();
  return {
    keep(person, value) {
      const token = randomUUID();
      kept.set(token, { person, value, until: clock.now() + KEPT_MS });
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
      return token;
    },
    of(token, person) {
      const found = kept.get(token);
      return found && found.person === person && clock.now() < found.until ? found.value : null;
    },
    drop: (token) => void kept.delete(token),
  };
}
