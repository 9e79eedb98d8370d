/** What a story should leave behind on its ticket. */
import type { TicketEvent } from '../../src/domain/ticket-events.ts';

type Counted = Exclude<
  TicketEvent['type'],
  'reminded' | 'rungsSkipped' | 'fileDeferred' | 'lapsed' | 'fileMissing' | 'transferred'
>;

/** How often each kind of event happens; a kind left out never does. What the clock alone brings is not counted. */
export type Happenings = Readonly<Partial<Record<Counted, number>>>;

export interface Expected {
  readonly happenings: Happenings;
  /** True once the story has been told to its end: then all of it must be there. */
  finished: boolean;
}
