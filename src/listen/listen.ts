/**
 * A chat taken through the real desk in virtual time, to see what the program would have made of it. Nothing is sent,
 * nothing is kept: each day has a book of its own in a folder that is thrown away, unless the days are to follow on
 * each other.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rendered } from '../channels/port.ts';
import { VirtualClock } from '../clock.ts';
import type { County } from '../county.ts';
import { recordSettings } from '../desk/operation/settings.ts';
import { readPress, understand } from '../dialogue/understand.ts';
import { everybodyOn } from '../domain/everybody-on.ts';
import type { Roster } from '../domain/roster.ts';
import type { Ticket } from '../domain/ticket.ts';
import { addDays, type Day, type Instant, at as instantAt, MINUTE } from '../domain/time.ts';
import { createLog } from '../log.ts';
import { createProgram, type Program } from '../program.ts';
import { mattersIn } from '../routing/matters.ts';
import { openStore } from '../store/embedded.ts';
import type { Store } from '../store/port.ts';
import type { Reader, Reading } from '../understanding/reading.ts';
import { createCast, type Speaker } from './cast.ts';
import type { ChatLine } from './chat-file.ts';
import { FIRST_DAY, FIRST_TIME, timesOf } from './chat-times.ts';
import { createRoom, GROUP, incomingOf, ROOM, type Room } from './room.ts';

/** What became of one line. */
export interface Heard {
  readonly id: string;
  /** Tickets that it opened. */
  readonly fresh: readonly {
    readonly n: number;
    readonly confidential: boolean;
    readonly flow: string;
    /** Department id; null while the dispatcher has it. */
    readonly dept: string | null;
    readonly state: string;
    /** How many matters the program saw in the words of this ticket. */
    readonly parts: number;
  }[];
  /** Numbers of tickets that were there and to which something happened. */
  readonly changed: readonly number[];
  /** Whether anything was said in the group. */
  readonly shown: boolean;
  /** Whether anything was said to the speaker in private. */
  readonly private: boolean;
  /** What the speaker was asked. */
  readonly asked: 'confidential' | 'register' | 'which' | 'parts' | null;
  /** Ids of the departments whose people were told. */
  readonly to: readonly string[];
  readonly groupText: string;
  readonly ownText: string;
  readonly why: readonly string[];
}

export interface ListenOptions {
  readonly lines: readonly ChatLine[];
  readonly county: County;
  /** One book for all days. */
  readonly keepDays: boolean;
  readonly onHeard?: (heard: Heard, line: ChatLine) => void;
  readonly signal?: AbortSignal;
}

/** A wake that comes back more often than this at one instant would never end. */
const MOST_BEATS = 1_000;

export async function listen(options: ListenOptions): Promise<readonly Heard[]> {
  const { lines, keepDays } = options;
  const cast = createCast(options.county.roster, lines);
  const days = keepDays ? [lines] : byDay(lines);
  const found: Heard[] = [];
  let date = FIRST_DAY;
  for (const own of days) {
    found.push(...(await listenToDay(own, date, cast, options)));
    date = addDays(date, 7);
  }
  return found;
}

function byDay(lines: readonly ChatLine[]): readonly (readonly ChatLine[])[] {
  const days = new Map<string | null, ChatLine[]>();
  for (const line of lines) {
    const own = days.get(line.day);
    if (own) own.push(line);
    else days.set(line.day, [line]);
  }
  return [...days.values()];
}

async function listenToDay(
  lines: readonly ChatLine[],
  date: Day,
  cast: (line: ChatLine) => Speaker,
  { county: given, onHeard, signal }: ListenOptions,
): Promise<readonly Heard[]> {
  const times = timesOf(lines, date);
  const clock = new VirtualClock((times[0] ?? instantAt(date, FIRST_TIME)) - MINUTE);
  const ear = createEar(given.router);
  const county = { ...given, router: ear.router, roster: everybodyOn(given.roster, ROOM, GROUP) };
  const dir = mkdtempSync(join(tmpdir(), 'lianxinqiao-listen-'));
  const log = createLog('error');
  const room = createRoom();
  let fault: unknown;
  const onFault = (error: unknown): void => {
    fault ??= error;
  };
  const store = await openStore({ dir, clock, log, onFault });
  try {
    await recordSettings(store, county, 'rehearsal', clock.now());
    const program = createProgram({
      store,
      county,
      clock,
      log,
      channels: new Map([[ROOM, room.channel]]),
      filesDir: join(dir, 'files'),
      pacingOff: true,
      onFault,
    });
    const found: Heard[] = [];
    for (const [index, line] of lines.entries()) {
      signal?.throwIfAborted();
      await waitUntil(times[index] ?? clock.now(), { program, clock });
      room.heard();
      const heard = await say(line, cast(line), { program, store, room, clock, county, ear });
      if (fault !== undefined) throw fault;
      found.push(heard);
      onHeard?.(heard, line);
    }
    return found;
  } finally {
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What falls due before the next line happens at its own time. */
async function waitUntil(
  until: Instant,
  { program, clock }: { program: Program; clock: VirtualClock },
): Promise<void> {
  for (let beats = 0; beats < MOST_BEATS; beats++) {
    const next = (await program.pulse.next()) ?? Number.POSITIVE_INFINITY;
    if (next > until) break;
    clock.advanceTo(next);
    await program.pulse.beat();
    await program.delivery.run();
  }
  clock.advanceTo(until);
}

interface Stage {
  readonly program: Program;
  readonly store: Store;
  readonly room: Room;
  readonly clock: VirtualClock;
  readonly county: County;
  readonly ear: Ear;
}

async function say(line: ChatLine, speaker: Speaker, stage: Stage): Promise<Heard> {
  const { program, store, room, clock, county, ear } = stage;
  const before = new Map((await store.tickets({})).map(({ number, version }) => [number, version]));
  ear.heard();
  await program.receive([incomingOf(line, speaker, clock.now())]);
  await program.work();
  const reading = ear.heard();
  await program.pulse.beat();
  await program.delivery.run();
  const tickets = await store.tickets({});
  const fresh = tickets.filter(({ number }) => !before.has(number));
  const matters = ({ text, confidential }: Ticket): number =>
    confidential ? 1 : Math.max(1, mattersIn(text, county.router).length);
  const changed = tickets.filter(
    ({ number, version }) => before.has(number) && before.get(number) !== version,
  );
  const said = room.heard();
  const group = said.filter(({ chat }) => chat === GROUP);
  const own = said.filter(({ chat }) => chat === speaker.account);
  const asked = askedIn([...own, ...group]);
  return {
    id: line.id,
    fresh: fresh.map((ticket) => ({ ...freshOf(ticket), parts: matters(ticket) })),
    changed: changed.map(({ number }) => number),
    shown: group.length > 0,
    private: own.length > 0,
    asked,
    to: departmentsOf(
      said.filter((message) => message.chat !== GROUP && message.chat !== speaker.account),
      county.roster,
    ),
    groupText: group.map(({ text }) => text).join('\n——\n'),
    ownText: own.map(({ text }) => text).join('\n——\n'),
    why: fresh[0]?.reasons ?? whyNone(line.text, reading, changed.length > 0, asked),
  };
}

/** Where no ticket says why: by the reading that the desk had of the words, and by what became of them. */
function whyNone(
  text: string,
  reading: Reading | null,
  isMore: boolean,
  asked: Heard['asked'],
): readonly string[] {
  if (asked === 'confidential') return ['可能说的是公职人员'];
  if (understand(text).type !== 'talk') return ['是给机器人的命令'];
  if (reading === null) return [];
  // What is on a ticket is no talk, whatever the words alone would be taken for.
  if (isMore) return ['说的是已有的件', ...(reading.kind === 'chatter' ? [] : reading.reasons)];
  return reading.reasons;
}

/** Hears what the desk reads, as it reads it. */
interface Ear {
  readonly router: Reader;
  /** The last reading since it was asked before. */
  heard(): Reading | null;
}

function createEar(router: Reader): Ear {
  let last: Reading | null = null;
  return {
    router: {
      ...router,
      read(text, around) {
        last = router.read(text, around);
        return last;
      },
    },
    heard() {
      const one = last;
      last = null;
      return one;
    },
  };
}

function freshOf({ number, confidential, flow, department, state }: Ticket) {
  return {
    n: number,
    confidential,
    flow: flow.split('@')[0] ?? flow,
    dept: confidential ? null : department,
    state,
  };
}

/** By the buttons of what the speaker was shown. */
function askedIn(said: readonly Rendered[]): Heard['asked'] {
  const presses = said.flatMap(({ buttons }) => buttons.flat().flatMap(({ data }) => readPress(data) ?? []));
  const verbs = new Set(presses.map(({ verb }) => verb));
  if (verbs.has('confide')) return 'confidential';
  if (verbs.has('split')) return 'parts';
  if (verbs.has('raise')) return 'register';
  const numbers = new Set(presses.map(({ number }) => number).filter((number) => number > 0));
  return numbers.size > 1 && verbs.size === 1 ? 'which' : null;
}

function departmentsOf(told: readonly Rendered[], roster: Roster): readonly string[] {
  const people = new Set(told.map(({ chat }) => chat));
  return roster.departments
    .filter(({ primary, backup, head }) => [primary, backup, head].some(({ id }) => people.has(id)))
    .map(({ id }) => id);
}
