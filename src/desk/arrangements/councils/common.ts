/** What everything about 调度会 has in common. */
import type { View } from '../../../dialogue/view.ts';
import type { Council, CouncilEvent } from '../../../domain/arrangements/councils.ts';
import type { Office, OfficeEvent } from '../../../domain/office.ts';
import { DAY, dayOf, type Instant } from '../../../domain/time.ts';

/** The oldest first. */
export function councilsIn({ arrangements }: Pick<Office, 'arrangements'>): readonly Council[] {
  return Object.values(arrangements?.councils ?? {});
}

export function titleOf({ id }: Pick<Council, 'id'>, { say }: Pick<View, 'say'>): string {
  return say('council.title', { id });
}

/** The council whose decisions are put down now: held today or begun within two days, the latest of them. */
export function councilAt(office: Office, at: Instant): Council | undefined {
  const all = councilsIn(office).filter((one) => !one.cancelled && at < one.at + 2 * DAY);
  const held = all.filter((one) => one.at <= at).toSorted(byTime);
  // One that begins before its hour is no less held.
  return held.at(-1) ?? all.filter((one) => dayOf(one.at) === dayOf(at)).toSorted(byTime)[0];
}

/** The council that is held next, and that a matter is put on. */
export function councilAhead(office: Office, at: Instant): Council | undefined {
  const ahead = councilsIn(office).filter((one) => !one.cancelled && one.at > at);
  return ahead.toSorted(byTime)[0];
}

function byTime(one: Council, other: Council): number {
  return one.at - other.at;
}

export function arranged(at: Instant, event: CouncilEvent): OfficeEvent {
  return { type: 'arranged', v: 1, at, of: 'councils', event };
}
