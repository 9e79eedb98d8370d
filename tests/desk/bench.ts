/** The program of the shipped county on a folder and a clock that stands still, and everybody within reach. */
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { partedFromMark } from '../../src/channels/own-mark.ts';
import type { Capabilities, Channel, Incoming, Rendered } from '../../src/channels/port.ts';
import { VirtualClock } from '../../src/clock.ts';
import { type County, loadCounty } from '../../src/county.ts';
import { recordSettings } from '../../src/desk/operation/settings.ts';
import { everybodyOn } from '../../src/domain/everybody-on.ts';
import { evolveTicket } from '../../src/domain/evolve.ts';
import type { Registration } from '../../src/domain/lifecycle.ts';
import { withRegister } from '../../src/domain/on-record.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import type { Instant } from '../../src/domain/time.ts';
import type { NightlyParts } from '../../src/learning/nightly.ts';
import { createLog } from '../../src/log.ts';
import type { Drawing } from '../../src/papers/picture/drawing.ts';
import { createProgram, type Program } from '../../src/program.ts';
import { createLedgerChannel } from '../../src/replay/channel.ts';
import { openStore } from '../../src/store/embedded.ts';
import type { Store } from '../../src/store/port.ts';
import type { Adviser } from '../../src/understanding/adviser/adviser.ts';
import type { SiteEntrance } from '../../src/web/site/entrance.ts';
import { begun, type Story } from '../support/builders.ts';
import { scratch } from '../support/county.ts';

export const CHANNEL = 'ledger';
export const GROUP = 'the-group';

export interface Bench {
  /** The data folder. */
  readonly dir: string;
  readonly store: Store;
  readonly county: County;
  readonly clock: VirtualClock;
  readonly program: Program;
  /** The clock goes on to `when`; everything that is due happens, and is sent. */
  goesTo(when: Instant): Promise<void>;
  /** Puts a new ticket on record at `when`, with whatever befalls it. */
  has(when: Instant, life?: (story: Story) => Story, over?: Partial<Registration>): Promise<Ticket>;
  /** Something that a channel hears of a person, in private unless told. */
  hears(person: string, over: Partial<Incoming>): Promise<void>;
  /** A button with this data, whoever wrote it; gives the passing word that answers. */
  presented(person: string, data: string): Promise<string>;
  /** Somebody says something, in private unless told, and is answered. */
  says(person: string, text: string, chat?: 'private' | 'group'): Promise<readonly Rendered[]>;
  /** The words that they are answered with in that chat, of several messages one below the other. */
  answers(person: string, text: string, chat?: 'private' | 'group'): Promise<string>;
  /** The same in answer to the newest message they got that has the words `to`. */
  replies(person: string, text: string, to?: string): Promise<readonly Rendered[]>;
  /** The same in answer to this message of ours, where it stands. */
  quotes(
    person: string,
    text: string,
    answered: Rendered,
    chat: 'private' | 'group',
  ): Promise<readonly Rendered[]>;
  /** Somebody sends pictures or papers without a word. */
  sends(person: string, files: Incoming['files']): Promise<readonly Rendered[]>;
  /** Somebody presses the button of that label on the newest message of theirs that has it. */
  presses(person: string, label: string): Promise<readonly Rendered[]>;
  /** What a chat has been told, oldest first; a person's is named by their id. On all channels unless one is named. */
  told(chat: string, channel?: string): readonly string[];
  /** The newest of it; empty when there is none. */
  newest(chat: string): string;
  /** A ticket, the first unless named. Throws when there is none of that number. */
  ticket(number?: number): Promise<Ticket>;
  /** What was sent to a chat of a channel, oldest first, without our mark, as everything that is told here. */
  sentTo(chat: string, channel: string): readonly Rendered[];
  /** The words of a message as people copy them, with our mark. */
  copyOf(message: Rendered): string;
  /** The id that the channel gave a message. */
  idOf(message: Rendered): string;
  end(): Promise<void>;
}

/** A bench of its own for each test of a file, on a clock that stands at `start`; `take` gets it before the test begins. */
export function useBench(start: Instant, take: (bench: Bench) => void, options?: BenchOptions): void {
  let place: ReturnType<typeof scratch>;
  let bench: Bench;
  beforeEach(async () => {
    place = scratch();
    bench = await openBench(join(place.dir, 'data'), start, options);
    take(bench);
  });
  afterEach(async () => {
    await bench.end();
    place.remove();
  });
}

export interface BenchOptions {
  /** Puts something between the program and its store, to make it fail. */
  readonly wrap?: ((store: Store) => Store) | undefined;
  readonly flowsDir?: string;
  /** Other settings than those that ship. */
  readonly change?: ((county: County) => County) | undefined;
  /** What its channel can do. */
  readonly can?: Partial<Capabilities>;
  /** How it takes down what somebody said; left out, it cannot. */
  readonly takeDown?: Channel['takeDown'];
  /** How it sets a sign on what somebody said; left out, it cannot. */
  readonly react?: Channel['react'];
  /** How it gives the bytes of a file. */
  readonly fetch?: Channel['fetch'];
  /** It reads by the weights that ship, and learns at night. */
  readonly learning?: Pick<NightlyParts, 'learn'>;
  /** A language model of the county's; none unless given. */
  readonly adviser?: ((county: County, clock: VirtualClock) => Adviser) | undefined;
  /** What draws the pictures of briefs; none are drawn unless given. */
  readonly drawing?: Drawing;
  /** The pages that people sign in to; none unless given. */
  readonly site?: (clock: VirtualClock, dir: string) => SiteEntrance;
  /** Other channels and what those can do, where nobody has an account yet. */
  readonly beside?: Readonly<Record<string, Partial<Capabilities>>>;
}

/** Settings are values: those that ship are read once a file. Weights in use change, so that they are read each time. */
const COUNTIES = new Map<string, County>();

function known(flowsDir: string): County {
  const county = COUNTIES.get(flowsDir) ?? shipped(flowsDir);
  // A folder of a test's own may be written to between two benches.
  if (flowsDir === 'flows') COUNTIES.set(flowsDir, county);
  return county;
}

function shipped(flowsDir: string, reading: { weightsFile?: string; localDir?: string } = {}): County {
  return loadCounty({ rosterFile: 'data/roster.yaml', flowsDir, ...reading });
}

export async function openBench(
  dir: string,
  start: Instant,
  {
    wrap = (store) => store,
    flowsDir = 'flows',
    change = (county) => county,
    can = {},
    takeDown,
    react,
    adviser,
    fetch,
    learning,
    beside = {},
    site,
    drawing,
  }: BenchOptions = {},
): Promise<Bench> {
  const clock = new VirtualClock(start);
  const reading = learning ? { weightsFile: 'data/understanding.weights', localDir: dir } : {};
  const given = change(learning ? shipped(flowsDir, reading) : known(flowsDir));
  const read = { ...given, roster: everybodyOn(given.roster, CHANNEL, GROUP) };
  const log = createLog('silent');
  const faults: unknown[] = [];
  const onFault = (error: unknown): void => void faults.push(error);
  const store = await openStore({ dir, clock, log, onFault });
  await recordSettings(store, read, 'rehearsal', start).catch(async (refused: unknown) => {
    await store.close();
    throw refused;
  });
  const county = { ...read, roster: withRegister(read.roster, (await store.office()).register) };
  const sent: Rendered[] = [];
  const idOf = new Map<Rendered, string>();
  const copies = new Map<Rendered, string>();
  let toast = '';
  const channelOf = new Map<Rendered, string>();
  const onChannel = (id: string, able: Partial<Capabilities>): [string, Channel] => {
    const channel = createLedgerChannel();
    const acknowledge = async (_token: string, text: string): Promise<void> => {
      toast = text;
    };
    const send = async (rendered: Rendered) => {
      const message = { ...rendered, text: partedFromMark(rendered.text).words };
      sent.push(message);
      copies.set(message, rendered.text);
      channelOf.set(message, id);
      const done = await channel.send(message);
      idOf.set(message, done.message);
      return done;
    };
    const capabilities = { ...channel.capabilities, ...able };
    const own = { id, capabilities, acknowledge, send };
    return [
      id,
      { ...channel, ...own, ...(fetch && { fetch }), ...(takeDown && { takeDown }), ...(react && { react }) },
    ];
  };
  const pages = site?.(clock, dir) ?? null;
  const program = createProgram({
    store: wrap(store),
    county,
    clock,
    log,
    adviser: adviser?.(county, clock) ?? null,
    channels: new Map([
      onChannel(CHANNEL, can),
      ...Object.entries(beside).map(([id, able]) => onChannel(id, able)),
      ...(pages ? ([[pages.channel.id, pages.channel]] as const) : []),
    ]),
    ...(pages ? { pages: pages.place } : {}),
    drawing: drawing ?? null,
    filesDir: join(dir, 'files'),
    pacingOff: true,
    learning: learning ? { ...learning, dir } : null,
    onFault,
  });
  let keys = 0;
  /** What is due by now comes first: the pulse would else make it beside the message, sooner or later. */
  async function due(): Promise<void> {
    await program.pulse.beat();
    await program.delivery.run();
  }
  /** One message or press, from inbox to delivery. */
  async function hears(person: string, over: Partial<Incoming>): Promise<void> {
    const message: Incoming = {
      key: `test:${start}-${++keys}`,
      channel: CHANNEL,
      chat: { id: person, kind: 'private', title: '' },
      sender: { id: person, name: person, anonymous: false },
      at: clock.now(),
      what: 'text',
      message: null,
      replyTo: null,
      addressed: true,
      text: '',
      files: [],
      button: null,
      buttonToken: null,
      ...over,
    };
    await program.receive([message]);
    await program.work();
    await program.delivery.run();
  }
  async function says(
    person: string,
    text: string,
    chat: 'private' | 'group' = 'private',
  ): Promise<readonly Rendered[]> {
    await due();
    const before = sent.length;
    await hears(person, {
      message: `${start}-${++keys}`,
      text,
      chat: { id: chat === 'group' ? GROUP : person, kind: chat, title: '' },
      addressed: chat === 'private',
    });
    return sent.slice(before);
  }
  const told = (chat: string, on?: string): readonly string[] =>
    sent
      .filter((message) => message.chat === chat && (on === undefined || channelOf.get(message) === on))
      .map(({ text }) => text);
  return {
    dir,
    store,
    county,
    hears,
    says,
    told,
    async answers(person, text, chat = 'private') {
      const place = chat === 'group' ? GROUP : person;
      const answers = (await says(person, text, chat)).filter((one) => one.chat === place);
      return answers.map((one) => one.text).join('\n');
    },
    newest: (chat) => told(chat).at(-1) ?? '',
    async ticket(number = 1) {
      const found = await store.ticket(number);
      if (!found) throw new Error(`no ticket ${number}`);
      return found;
    },
    async presented(person, data) {
      toast = '';
      await hears(person, { what: 'button', message: null, button: data, buttonToken: 'token' });
      return toast;
    },
    clock,
    program,
    async goesTo(when) {
      // One that is under way looks at the hour it began in.
      await program.pulse.beat();
      clock.advanceTo(when);
      await program.pulse.beat();
      await program.delivery.run();
    },
    async has(when, life = (story) => story, over = {}) {
      let ticket: Ticket | undefined;
      await store.commit((take) => {
        const number = take();
        const { events } = life(begun({ ...over, number, flow: county.flowVersions.complaint }, when));
        ticket = events.reduce<Ticket | undefined>(evolveTicket, undefined);
        return { at: when, cause: `test:${number}`, tickets: [{ number, events }] };
      });
      return ticket as Ticket;
    },
    async presses(person, label) {
      await due();
      const buttons = sent.filter(({ chat }) => chat === person).flatMap((message) => message.buttons.flat());
      const button = buttons.findLast((one) => one.label === label);
      if (!button) throw new Error(`${person} has no button ${label}`);
      const before = sent.length;
      await hears(person, { what: 'button', message: null, button: button.data, buttonToken: 'token' });
      return sent.slice(before);
    },
    async replies(person, text, to = '') {
      await due();
      const before = sent.length;
      const answered = sent.findLast(({ chat, text: words }) => chat === person && words.includes(to));
      const replyTo = { message: (answered && idOf.get(answered)) ?? '', fromBot: true };
      await hears(person, { message: `${start}-${++keys}`, text, replyTo });
      return sent.slice(before);
    },
    async quotes(person, text, answered, chat) {
      const before = sent.length;
      const replyTo = { message: idOf.get(answered) ?? '', fromBot: true };
      const place = { id: chat === 'group' ? GROUP : person, kind: chat, title: '' } as const;
      await hears(person, { message: `${start}-${++keys}`, text, replyTo, chat: place });
      return sent.slice(before);
    },
    async sends(person, files) {
      await due();
      const before = sent.length;
      await hears(person, { message: `${start}-${++keys}`, files });
      return sent.slice(before);
    },
    sentTo: (chat, on) => sent.filter((message) => message.chat === chat && channelOf.get(message) === on),
    copyOf: (message) => copies.get(message) ?? '',
    idOf: (message) => idOf.get(message) ?? '',
    async end() {
      await program.nightly?.stop();
      // One that the last message has begun ends before the store is closed under it.
      await program.pulse.beat().catch(() => {});
      await program.pulse.idle();
      await program.delivery.stop();
      await store.close();
      if (faults.length > 0) throw faults[0];
    },
  };
}
