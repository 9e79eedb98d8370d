/** What waits for a reader: their tickets by the next step that is asked of them, each with a light by its deadline. */
import type { Asker } from '../../desk/case.ts';
import type { DeskParts } from '../../desk/desk.ts';
import { ownTickets } from '../../desk/lists/enquiries.ts';
import { type Ask, type AskKind, asksOf } from '../../domain/asked-of.ts';
import { addWorkdays, type Calendar } from '../../domain/calendar.ts';
import { type Deadline, isLate } from '../../domain/deadline.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { dayOf, type Instant } from '../../domain/time.ts';

/** red: past its deadline · yellow: due today or by the end of the next working day · green: later */
export const LIGHTS = ['red', 'yellow', 'green'] as const;
export type LightColour = (typeof LIGHTS)[number];

export interface Waiting {
  readonly ticket: Ticket;
  /** The earliest due first, and at least one. */
  readonly asks: readonly [Ask, ...Ask[]];
  readonly light: LightColour;
}

export interface OwnWork {
  /** By the step that is due first; the steps in the order of their most urgent ticket. */
  readonly steps: ReadonlyMap<AskKind, readonly Waiting[]>;
  readonly lights: Readonly<Record<LightColour, number>>;
  /** Theirs, and with somebody else now. */
  readonly others: readonly Ticket[];
}

/** Reports are read in the private chat alone. `only`: tickets of that light; all of them where it is null. */
export async function ownWork(asker: Asker, only: LightColour | null, parts: DeskParts): Promise<OwnWork> {
  const { person, at } = asker;
  const own = (await ownTickets(asker, parts)).filter(({ confidential }) => !confidential);
  const waiting: Waiting[] = [];
  const others: Ticket[] = [];
  for (const ticket of own) {
    const [first, ...more] = person === null ? [] : asksOf(ticket, person.id, parts.roster, at);
    if (first)
      waiting.push({ ticket, asks: [first, ...more], light: lightOf(first.deadline, at, parts.calendar) });
    else others.push(ticket);
  }
  waiting.sort(
    (a, b) => a.asks[0].deadline.lateFrom - b.asks[0].deadline.lateFrom || a.ticket.number - b.ticket.number,
  );
  const count = (light: LightColour): number => waiting.filter((one) => one.light === light).length;
  const shown = waiting.filter(({ light }) => only === null || light === only);
  return {
    steps: byStep(shown),
    lights: { red: count('red'), yellow: count('yellow'), green: count('green') },
    others: only === null ? others : [],
  };
}

export function lightOf(deadline: Deadline, at: Instant, calendar: Calendar): LightColour {
  if (isLate(deadline, at)) return 'red';
  return dayOf(deadline.due) <= addWorkdays(dayOf(at), 1, calendar) ? 'yellow' : 'green';
}

function byStep(waiting: readonly Waiting[]): ReadonlyMap<AskKind, readonly Waiting[]> {
  const steps = new Map<AskKind, Waiting[]>();
  for (const one of waiting) {
    const { kind } = one.asks[0];
    steps.set(kind, [...(steps.get(kind) ?? []), one]);
  }
  return steps;
}
