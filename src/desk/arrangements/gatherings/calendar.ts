/** The entry for the calendar of whoever comes: a stored file, replaced by a later one of the same gathering. */
import type { View } from '../../../dialogue/view.ts';
import type { Gathering } from '../../../domain/arrangements/gatherings.ts';
import { calendarFileOf } from '../../../papers/calendar-file.ts';
import type { Outgoing } from '../../../store/port.ts';
import type { DeskParts } from '../../desk.ts';
import { keepMade } from '../../files/kept-files.ts';
import { titleOf } from './common.ts';

export const ICS = 'text/calendar';

export function calendarTextOf(gathering: Gathering, view: Pick<View, 'say' | 'now'>): string {
  const { id, at, place, topic, moved = 0 } = gathering;
  return calendarFileOf({
    uid: `event-${id}-${gathering.series}-${gathering.serial}@lianxinqiao`,
    sequence: moved,
    begins: at,
    at: view.now,
    title: titleOf(gathering, view),
    place,
    text: view.say('gathering.calendarText', { topic }),
  });
}

export function calendarName(gathering: Gathering, view: Pick<View, 'say'>): string {
  return `${titleOf(gathering, view)}.ics`;
}

/** It lies on disk before anybody is sent it. */
export async function calendarFile(
  gathering: Gathering,
  view: Pick<View, 'say' | 'now'>,
  parts: Pick<DeskParts, 'filesDir'>,
): Promise<NonNullable<Outgoing['file']>> {
  const bytes = new TextEncoder().encode(calendarTextOf(gathering, view));
  return { ...(await keepMade(bytes, calendarName(gathering, view), parts)), mime: ICS };
}
