/** What everything about 调度会 has in common. */
import type { View } from '../../../dialogue/view.ts';
import type { Council, CouncilEvent } from '../../../domain/arrangements/councils.ts';
import type { Office, OfficeEvent } from '../../../domain/office.ts';
import { DAY, type Instant } from '../../../domain/time.ts';

/** The oldest first. */
export function councilsIn({ arrangements }: Pick<Office, 'arrangements'>): readonly Council[] {
  return Object.values(arrangements?.councils ?? {});
}

export function titleOf({ id }: Pick<Council, 'id'>, { say }: Pick<View, 'say'>): string {
  return say('council.title', { id });
}

/** The council whose decisions are put down now: begun within two days, or the one that comes next. */
export function councilAt(office: Office, at: Instant): Council | undefined {
  const all = councilsIn(office).filter((one) => !one.cancelled);
  return all.findLast((one) => one.at <= at && at < one.at + 2 * DAY) ?? all.find((one) => one.at > at);
}

/** The council that is held next, and that a matter is put on. */
export function councilAhead(office: Office, at: Instant): Council | undefined {
  const ahead = councilsIn(office).filter((one) => !one.cancelled && one.at > at);
  return ahead.toSorted((one, other) => one.at - other.at)[0];
}

export function arranged(at: Instant, event: CouncilEvent): OfficeEvent {
  return { type: 'arranged', v: 1, at, of: 'councils', event };
}
