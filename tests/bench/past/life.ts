/** How tickets of the past were dealt with: mostly in time, now and then late, passed on, urged or sent back. */
import type { Command } from '../../../src/domain/lifecycle.ts';
import type { Actor } from '../../../src/domain/permissions.ts';
import type { Roster } from '../../../src/domain/roster.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { DAY, dayOf, HOUR, type Instant, MINUTE, startOfDay } from '../../../src/domain/time.ts';
import type { Chance } from '../../crash/chance.ts';
import { FEEDBACK, MORE, NOT_OURS, NOT_YET, RESULT } from './words.ts';

/** What somebody does to a ticket, and when. */
export interface Act {
  readonly at: Instant;
  readonly actor: Actor;
  readonly command: Command;
}

/** What a person does next to a ticket, seen from `now`; null when it is left to the clock. */
export function nextAct(ticket: Ticket, now: Instant, chance: Chance, roster: Roster): Act | null {
  const enterprise: Actor = { person: ticket.member ?? '' };
  const hub: Actor = { person: roster.dispatchers[0]?.id ?? '' };
  const liaison: Actor = ticket.liaison === null ? hub : { person: ticket.liaison };
  const roll = chance.between(1, 100);
  const act = (actor: Actor, fewest: Instant, most: Instant, command: Command): Act => ({
    at: inTheDay(now + chance.between(fewest, most)),
    actor,
    command,
  });
  const department = chance.one(roster.departments).id;

  switch (ticket.state) {
    case 'queued':
      return roll <= 80 ? act(hub, 3 * MINUTE, 25 * MINUTE, { type: 'assign', department }) : null;
    case 'assigned':
      if (roll <= 2) return act(enterprise, HOUR, 9 * HOUR, { type: 'withdraw' });
      if (roll <= 5 && department !== ticket.department) {
        return act(liaison, HOUR, 20 * HOUR, { type: 'transfer', department, text: NOT_OURS });
      }
      return act(liaison, 5 * MINUTE, roll <= 12 ? 3 * DAY : 20 * HOUR, { type: 'sign' });
    case 'working':
      if (roll <= 6) return act(enterprise, HOUR, DAY, { type: 'urge' });
      if (roll <= 12) {
        return act(enterprise, HOUR, DAY, { type: 'supplement', text: MORE, files: [], edit: false });
      }
      if (ticket.facts.fedBackAt === null) {
        return act(liaison, HOUR, 3 * DAY, { type: 'feedback', text: FEEDBACK, files: [] });
      }
      return act(liaison, DAY, roll <= 20 ? 12 * DAY : 6 * DAY, { type: 'resolve', text: RESULT, files: [] });
    case 'resolved':
      if (roll <= 6) return act(enterprise, HOUR, 2 * DAY, { type: 'rework', text: NOT_YET });
      if (roll <= 70) {
        const rating = roll <= 55 ? 'satisfied' : roll <= 66 ? 'basic' : 'dissatisfied';
        return act(enterprise, HOUR, 4 * DAY, { type: 'confirm', rating });
      }
      return null;
    default:
      return null;
  }
}

/** Nobody writes at night: what falls there is done from eight the next morning on. */
export function inTheDay(at: Instant): Instant {
  const midnight = startOfDay(dayOf(at));
  const time = at - midnight;
  if (time < 8 * HOUR) return midnight + 8 * HOUR + Math.floor(time / 8);
  return time < 18 * HOUR ? at : midnight + 32 * HOUR + Math.floor((time - 18 * HOUR) / 8);
}
