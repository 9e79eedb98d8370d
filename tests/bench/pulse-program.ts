/** The program's pulse over a store full of open tickets, on a clock that stands still. A helper of the bench. */
import { VirtualClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { loadCounty } from '../../src/county.ts';
import { recordSettings } from '../../src/desk/operation/settings.ts';
import { register } from '../../src/domain/lifecycle.ts';
import type { Registered, TicketEvent } from '../../src/domain/ticket-events.ts';
import { at, HOUR } from '../../src/domain/time.ts';
import { createProgram } from '../../src/program.ts';
import { type EmbeddedStore, openStore } from '../../src/store/embedded.ts';
import { beHelper, fail } from './helper.ts';
import { Scribe } from './past/scribe.ts';
import { TROUBLES } from './past/words.ts';
import type { Beats } from './pulse.ts';
import { benchLog, idleChannel } from './quiet.ts';
import { spreadOf } from './spread.ts';

/** A Tuesday morning; the first reminder is a day away. */
const NOW = at('2026-11-24', '11:00');
const TO_A_LINE = 100;
const WARM_UP = 200;

const config = readConfig(process.env, NOW);
const county = loadCounty(config);
const clock = new VirtualClock(NOW);
const channel = idleChannel();

async function main(): Promise<void> {
  const store = await fullStore(Number(process.env.TICKETS));
  const { pulse } = createProgram({
    store,
    county,
    clock,
    log: benchLog,
    channels: new Map([[channel.id, channel]]),
    filesDir: config.dataDir,
    pacingOff: true,
    onFault: fail,
  });
  beHelper(async (beats): Promise<Beats> => {
    const times: number[] = [];
    // The first beats of a process are slow, and a program beats for months.
    for (let count = 0; count < WARM_UP; count++) await pulse.beat();
    for (let count = 0; count < Number(beats); count++) {
      const began = performance.now();
      await pulse.beat();
      times.push(performance.now() - began);
    }
    return { beat: spreadOf(times), open: (await store.tickets({ open: true })).length };
  });
}

async function fullStore(tickets: number): Promise<EmbeddedStore> {
  const empty = await openStore({ dir: config.dataDir, clock, log: benchLog });
  await recordSettings(empty, county, 'real', NOW - HOUR);
  const head = empty.head();
  await empty.close();
  const scribe = new Scribe(config.dataDir, head);
  scribe.write(NOW - HOUR, {
    cause: 'summary',
    office: ['daily:2026-11-23', 'weekly:2026-11-16'].map((period) => ({
      type: 'summarised',
      v: 1,
      at: at('2026-11-23', '17:30'),
      period,
    })),
  });
  const kinds = TROUBLES.map(eventsOf);
  for (let first = 1; first <= tickets; first += TO_A_LINE) {
    const count = Math.min(TO_A_LINE, tickets - first + 1);
    const numbers = Array.from({ length: count }, (_, place) => first + place);
    scribe.write(NOW - HOUR, {
      cause: 'many',
      tickets: numbers.map((number) => {
        const [registered, ...rest] = kinds[number % kinds.length]!;
        return { number, events: [{ ...(registered as Registered), number }, ...rest] };
      }),
    });
  }
  scribe.close();
  return openStore({ dir: config.dataDir, clock, log: benchLog });
}

/** What is decided when that is said; the number is not its own. */
function eventsOf(text: string, place: number): readonly TicketEvent[] {
  const { roster, calendar } = county;
  const flow = county.flows.complaint;
  const enterprise = roster.enterprises[place % roster.enterprises.length]!;
  const department = roster.departments[place % roster.departments.length]!;
  const member = enterprise.members[0]!.id;
  return register(
    {
      number: 1,
      flow: county.flowVersions.complaint,
      origin: { channel: 'telegram', chat: '1', chatKind: 'private', message: null },
      enterprise: enterprise.id,
      member,
      text,
      kind: 'complaint',
      urgent: false,
      confidential: false,
      candidates: [],
      reasons: [],
      department: department.id,
      files: [],
    },
    {
      at: NOW - HOUR,
      actor: { person: member },
      flow,
      calendar,
      roster,
      contacts: [],
      away: new Set(),
      hub: [],
    },
  );
}

main().catch(fail);
