/**
 * Three years of a large county's tickets, each lived through by the domain. Left out is what pages and figures never
 * look at: who was told what. So there are a hundred tickets to a line of the journal, and it is written in a minute.
 */
import { VirtualClock } from '../../../src/clock.ts';
import type { County } from '../../../src/county.ts';
import { recordSettings } from '../../../src/desk/operation/settings.ts';
import { evolveTicket } from '../../../src/domain/evolve.ts';
import { decide, register } from '../../../src/domain/lifecycle.ts';
import type { Actor } from '../../../src/domain/permissions.ts';
import { wakeAt } from '../../../src/domain/reminders.ts';
import { isOver, type Ticket } from '../../../src/domain/ticket.ts';
import type { TicketEvent } from '../../../src/domain/ticket-events.ts';
import { DAY, type Instant } from '../../../src/domain/time.ts';
import { openStore } from '../../../src/store/embedded.ts';
import { type Chance, chanceFrom } from '../../crash/chance.ts';
import { GROUP_ID } from '../../support/county.ts';
import { benchLog } from '../quiet.ts';
import { type Act, inTheDay, nextAct } from './life.ts';
import type { PastOptions } from './past.ts';
import { Scribe } from './scribe.ts';
import { TROUBLES } from './words.ts';

export const YEARS = 3;
const SPAN = YEARS * 365 * DAY;
const TO_A_LINE = 100;
/** A checkpoint in between leaves on disk what is over: all of it would not fit into memory. */
const TO_A_CHECKPOINT = 10_000;
const WAKE = { type: 'wake' } as const;

/** Writes the years into an empty folder. */
export async function writeYears({ dir, county, tickets, now }: PastOptions): Promise<void> {
  const clock = new VirtualClock(now - SPAN);
  const empty = await openStore({ dir, clock, log: benchLog });
  await recordSettings(empty, county, 'real', now - SPAN);
  await empty.close();
  const chance = chanceFrom('years');
  let at = now - SPAN;
  for (let first = 1; first <= tickets; first += TO_A_CHECKPOINT) {
    const store = await openStore({ dir, clock, log: benchLog });
    const scribe = new Scribe(dir, store.head());
    await store.close();
    const last = Math.min(tickets, first + TO_A_CHECKPOINT - 1);
    for (let from = first; from <= last; from += TO_A_LINE) {
      const numbers = Array.from({ length: Math.min(TO_A_LINE, last - from + 1) }, (_, more) => from + more);
      const lives = numbers.map((number) => {
        const registeredAt = inTheDay(now - SPAN + Math.floor((number / (tickets + 1)) * SPAN));
        return { number, events: lifeOf(number, Math.min(registeredAt, now), now, county, chance) };
      });
      at = Math.max(at, ...lives.map(({ events }) => events.at(-1)?.at ?? 0));
      scribe.write(at, { cause: 'years', tickets: lives });
    }
    scribe.close();
    await (await openStore({ dir, clock, log: benchLog })).close();
  }
}

/** All that befell one ticket until `now`. */
function lifeOf(
  number: number,
  registeredAt: Instant,
  now: Instant,
  { roster, calendar, flows, flowVersions }: County,
  chance: Chance,
): readonly TicketEvent[] {
  const context = (at: Instant, actor: Actor) => {
    const flow = flows.complaint;
    return { at, actor, flow, calendar, roster, contacts: [], away: new Set<string>(), hub: [] };
  };
  const enterprise = chance.one(roster.enterprises);
  const member = chance.one(enterprise.members).id;
  const department = chance.one(roster.departments).id;
  const events: TicketEvent[] = [
    ...register(
      {
        number,
        flow: flowVersions.complaint,
        origin: {
          channel: 'telegram',
          chat: String(GROUP_ID),
          chatKind: 'group',
          message: String(number),
        },
        enterprise: enterprise.id,
        member,
        text: `${chance.one(TROUBLES)}（${enterprise.township}，${number % 97} 号车间）`,
        kind: 'complaint',
        urgent: false,
        confidential: false,
        candidates: [{ department, p: 0.9 }],
        reasons: [],
        department: chance.between(1, 6) === 1 ? null : department,
        files: [],
      },
      context(registeredAt, { person: member }),
    ),
  ];
  let ticket = events.reduce<Ticket | undefined>(evolveTicket, undefined);
  let planned = ticket ? nextAct(ticket, registeredAt, chance, roster) : null;
  for (let at = registeredAt; ticket && !isOver(ticket); ) {
    const wake = Math.max(wakeAt(ticket) ?? Number.POSITIVE_INFINITY, at);
    const act: Act = planned && planned.at <= wake ? planned : { at: wake, actor: 'system', command: WAKE };
    if (act.at > now) break;
    at = act.at;
    const decision = decide(ticket, act.command, context(at, act.actor));
    const more = decision.ok ? decision.events : [];
    if (act !== planned && more.length === 0) break;
    const { state } = ticket;
    ticket = more.reduce<Ticket | undefined>(evolveTicket, ticket);
    events.push(...more);
    // A reminder changes nothing of what people have in mind.
    if (ticket && (act === planned || ticket.state !== state)) planned = nextAct(ticket, at, chance, roster);
  }
  return events;
}
