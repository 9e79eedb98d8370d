/**
 * Whoever has left the roster leaves open tickets behind. Where the operator has agreed to it (`npm run check-county --
 * --hand-over`), a start passes them on to who is there in their place, as a leave does (`domain/stand-in.ts`).
 */
import { decide } from '../../domain/lifecycle.ts';
import { contextOf, transactionOf } from '../commit.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { isAgreed, lostWith } from '../operation/settings.ts';

/**
 * Passes on what can be, a commit each: cut off in between, the next start does the rest. Those who get one are told as of
 * any task. Gives how many.
 */
export async function passOn(parts: DeskParts): Promise<number> {
  const { store, roster, clock, log } = parts;
  const at = clock.now();
  let passed = 0;
  for (const lost of await lostWith(roster, store)) {
    const office = await store.office();
    if (!isAgreed(lost, roster, office)) continue;
    const { ticket } = lost;
    const decision = decide(ticket, { type: 'wake' }, contextOf(parts, ticket.flow, office, 'system', at));
    if (!decision.ok || !decision.events.some(({ type }) => type === 'delegated')) continue;
    const cause = { name: `succession:${ticket.number}/${ticket.version}`, office };
    const outcome = { changes: [{ ticket, events: decision.events }] };
    const result = await store.commit((take) =>
      transactionOf(outcome, cause, viewAt(parts, at), parts, take),
    );
    if (result.ok) passed += 1;
    else
      log.error({ ticket: ticket.number, conflict: result.conflict }, '离任人员的件没有转成，下次启动再转');
  }
  if (passed > 0) parts.onCommit();
  return passed;
}
