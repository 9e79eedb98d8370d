/** What the desk keeps under a key, also as an older program kept it. */
import type { Instant } from '../domain/time.ts';
import type { Store } from '../store/port.ts';
import type { Dialogue } from './dialogue.ts';
import { asNow } from './dialogue-before.ts';

type Memory = Pick<Store, 'dialogue'>;

/** What is kept, even if its time has run out: some answers count for longer than the question is open. */
export async function recall(store: Memory, key: string): Promise<Dialogue | undefined> {
  const kept = await store.dialogue(key);
  return kept && asNow(kept);
}

/** Undefined when its time is over. */
export async function recallAt(store: Memory, key: string, now: Instant): Promise<Dialogue | undefined> {
  const kept = await recall(store, key);
  return kept && kept.expiresAt > now ? kept : undefined;
}
