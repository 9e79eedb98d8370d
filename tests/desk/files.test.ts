/** Photos and documents on a disk that fills up and from servers that hang: nothing else waits for them. */
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Channel, FetchFailure } from '../../src/channels/port.ts';
import { createFileDesk, type FileDesk, type Patience } from '../../src/desk/files/files.ts';
import { keepFile, type LookAtDisk } from '../../src/disk.ts';
import type { TicketFile } from '../../src/domain/ticket-parts.ts';
import { at, DAY, HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import { picture } from '../journeys/pictures.ts';
import { waitingFile } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { PATIENCE } from '../support/patience.ts';
import { type Bench, CHANNEL, GROUP, openBench } from './bench.ts';

const T0 = at('2026-11-24', '10:00');
const OPERATOR = 'operator-1';
const GB = 1024 ** 3;
const MB = 1024 ** 2;

let place: ReturnType<typeof scratch>;
let bench: Bench;
let fetched: string[];
/** Whoever asked for this file, and has not got it yet. */
let hanging: Map<string, (bytes: Uint8Array) => void>;
let free: number;

beforeEach(async () => {
  place = scratch();
  fetched = [];
  hanging = new Map();
  free = GB;
  bench = await openBench(join(place.dir, 'data'), T0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await bench.end();
  place.remove();
});

const filesDir = (): string => bench.program.parts.filesDir;
const parts = (): string[] =>
  existsSync(filesDir())
    ? readdirSync(filesDir(), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.part'))
    : [];
const look: LookAtDisk = async () => ({ free, total: 100 * GB });

/** The file desk of the bench, from a channel that gives any file but those named `hang…`. */
function fileDesk(patience?: Partial<Patience>, disk = look): FileDesk {
  const channel = bench.program.parts.channels.get(CHANNEL);
  const fetch: Channel['fetch'] = async (ref) => {
    fetched.push(ref);
    if (ref.startsWith('hang')) return new Promise((resolve) => hanging.set(ref, resolve));
    return picture(ref);
  };
  const channels = new Map([[CHANNEL, { ...(channel as Channel), fetch }]]);
  const whole = { parallel: 4, slowAfterMs: 1, most: 32, ...patience };
  return createFileDesk({ ...bench.program.parts, channels }, disk, whole);
}

/** A ticket with these files, none of which has been tried. */
async function ticketWith(...refs: string[]): Promise<number> {
  const due = bench.clock.now();
  const files = refs.map((ref) =>
    waitingFile(ref, { size: 5 * MB, source: { channel: CHANNEL, ref }, nextTryAt: due }),
  );
  return (await bench.has(due, undefined, { files })).number;
}
const stateOf = async (number: number, id: string) =>
  (await bench.ticket(number)).files.find((file) => file.id === id);

describe('a slow download', () => {
  test('holds up nobody: a fifth comes while four hang', async () => {
    const desk = fileDesk();
    const number = await ticketWith('hang1', 'hang2', 'hang3', 'hang4', 'quick');
    await desk.take(number, T0);
    await vi.waitFor(async () => expect((await stateOf(number, 'quick'))?.state).toBe('stored'), PATIENCE);
    expect([...hanging.keys()]).toEqual(['hang1', 'hang2', 'hang3', 'hang4']);
    for (const [ref, give] of hanging) give(picture(ref));
    await desk.idle();
    expect((await bench.ticket(number)).files.map(({ state }) => state)).toEqual(Array(5).fill('stored'));
  });

  test('nor do very many take everything: beyond the most the rest wait', async () => {
    const desk = fileDesk({ most: 6 });
    const number = await ticketWith(...Array.from({ length: 8 }, (_, n) => `hang${n}`));
    await desk.take(number, T0);
    await vi.waitFor(() => expect(hanging.size).toBe(6), PATIENCE);
    hanging.get('hang0')?.(picture('hang0'));
    await vi.waitFor(() => expect(hanging.size).toBe(7), PATIENCE);
    expect(fetched).toHaveLength(7);
    for (const ref of ['hang1', 'hang2', 'hang3', 'hang4', 'hang5', 'hang6'])
      hanging.get(ref)?.(picture(ref));
    await vi.waitFor(() => expect(hanging.size).toBe(8), PATIENCE);
    hanging.get('hang7')?.(picture('hang7'));
    await desk.idle();
  });
});

describe('without room', () => {
  const told = (): readonly string[] => bench.told(OPERATOR).filter((text) => text.includes('磁盘空间不足'));

  test('a file waits, the ticket keeps it, the operators hear it once a day, and it comes with the room', async () => {
    const desk = fileDesk();
    free = 68 * MB;
    const number = await ticketWith('photo');
    let now: Instant = T0;
    const lookAgain = async (): Promise<void> => {
      bench.clock.advanceTo(now);
      await desk.take(number, now);
      await desk.idle();
      await bench.program.delivery.run();
    };
    // Longer than all the tries of a file that cannot be fetched.
    for (let turn = 0; turn < 60; turn++, now += 11 * MINUTE) await lookAgain();
    expect(fetched).toEqual([]);
    expect(await stateOf(number, 'photo')).toMatchObject({ state: 'waiting', tries: 0 });
    expect(told()).toHaveLength(1);
    await bench.says('shangchao-1', '车间门口的路灯不亮，请住建局看看', 'group');
    expect((await bench.ticket(number + 1)).number, 'words are kept all the same').toBe(number + 1);
    now = T0 + DAY;
    await lookAgain();
    expect(told()).toHaveLength(2);
    free = 70 * MB;
    now += HOUR;
    await lookAgain();
    expect(await stateOf(number, 'photo')).toMatchObject({ state: 'stored', tries: 1 });
  });

  test('what is on its way already counts', async () => {
    const desk = fileDesk();
    free = 64 * MB + 12 * MB;
    const number = await ticketWith('hang1', 'hang2', 'third');
    await desk.take(number, T0);
    await vi.waitFor(() => expect(hanging.size).toBe(2), PATIENCE);
    expect(fetched).toEqual(['hang1', 'hang2']);
    expect((await stateOf(number, 'third'))?.tries).toBe(0);
    for (const [ref, give] of hanging) give(picture(ref));
    await desk.idle();
  });

  test('a disk that fills up meanwhile: nothing is left behind, and no try is counted', async () => {
    const desk = fileDesk();
    const number = await ticketWith('photo');
    // The folder of its hash cannot be made: there is no room for it.
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const channel = { fetch: async () => Promise.reject(full) };
    const failing = createFileDesk(
      {
        ...bench.program.parts,
        channels: new Map([
          [CHANNEL, { ...(bench.program.parts.channels.get(CHANNEL) as Channel), ...channel }],
        ]),
      },
      look,
    );
    await failing.take(number, T0);
    await failing.idle();
    await bench.program.delivery.run();
    expect(await stateOf(number, 'photo')).toMatchObject({ state: 'waiting', tries: 0 });
    expect(told()).toHaveLength(1);
    await desk.take(number, T0 + HOUR);
    await desk.idle();
    expect((await stateOf(number, 'photo'))?.state).toBe('stored');
  });

  test('a disk that nobody can look at is tried', async () => {
    const desk = fileDesk({}, async () => Promise.reject(new Error('no statfs here')));
    const number = await ticketWith('photo');
    await desk.take(number, T0);
    await desk.idle();
    expect((await stateOf(number, 'photo'))?.state).toBe('stored');
  });
});

describe('a name that comes with the bytes', () => {
  const OWNER = 'shangchao-1';
  const NAME = '环保局王科长收红包的证据.png';
  const DOUBT = '大厅3号窗口那位我问一句她怼三句.png';
  const SECRET = /红包|怼|王科长|保密/u;

  /** One ticket of the owner's with a picture that is called so by the server alone; fetched, and all told. */
  async function named(given: string, over: Partial<TicketFile> = {}): Promise<number> {
    const channel = bench.program.parts.channels.get(CHANNEL) as Channel;
    const fetch: Channel['fetch'] = async (ref, onName) => {
      fetched.push(ref);
      // WeCom has it for five minutes only.
      if (fetched.length > 1) throw new FetchFailure('gone', 'no longer there');
      onName?.(given);
      return picture(ref);
    };
    const own = { ...bench.program.parts, channels: new Map([[CHANNEL, { ...channel, fetch }]]) };
    const desk = createFileDesk(own, look);
    const files = [waitingFile('photo', { source: { channel: CHANNEL, ref: 'r' }, nextTryAt: T0, ...over })];
    const { number } = await bench.has(T0, undefined, { files });
    await desk.take(number, T0);
    await desk.idle();
    await bench.program.delivery.run();
    return number;
  }
  const all = () => bench.store.tickets({});
  const reports = async () => (await all()).filter(({ confidential }) => confidential);
  /** Everybody but the sender and the contacts, the group, and the ticket itself. */
  async function nobodyElseKnows(number: number): Promise<void> {
    for (const chat of [GROUP, 'shangchao-2', 'dispatcher-1', 'housing-a', 'ecology-a', OPERATOR]) {
      expect(bench.told(chat).join('\n'), chat).not.toMatch(SECRET);
    }
    expect(JSON.stringify(await bench.ticket(number))).not.toMatch(SECRET);
  }
  /** What the program's own file desk does by itself. */
  async function settled(): Promise<void> {
    for (let beat = 0; beat < 3; beat++) {
      await bench.goesTo(bench.clock.now() + 1000);
      await bench.program.pulse.idle();
    }
  }

  test('is the file’s name', async () => {
    const number = await named('情况说明.png');
    expect(await stateOf(number, 'photo')).toMatchObject({ state: 'stored', name: '情况说明.png' });
  });

  test('a report in it is one: with the file, with the contacts, and no part of the ticket', async () => {
    const number = await named(NAME);
    expect((await bench.ticket(number)).files).toEqual([]);
    await settled();
    const [report] = await reports();
    expect(report).toMatchObject({ text: '环保局王科长收红包的证据', member: OWNER, department: null });
    expect(report?.files).toMatchObject([{ state: 'stored', name: NAME }]);
    expect(bench.told('discipline-1').join()).toContain('红包');
    expect(fetched).toEqual(['r']);
    await nobodyElseKnows(number);
  });

  test('what may be one is asked of its sender alone; without an answer it is one after a day', async () => {
    const number = await named(DOUBT);
    expect((await bench.ticket(number)).files).toEqual([]);
    expect(bench.newest(OWNER)).toContain('文件名可能是在反映');
    expect(bench.newest(OWNER)).not.toContain('怼');
    expect(await reports()).toEqual([]);
    await nobodyElseKnows(number);
    await bench.goesTo(T0 + DAY);
    await settled();
    expect((await reports()).map(({ files }) => files.map(({ state }) => state))).toEqual([['stored']]);
    await nobodyElseKnows(number);
  });

  test.each([
    ['pressed', () => bench.presses(OWNER, bench.county.say('button.confide'))],
    ['typed', () => bench.says(OWNER, bench.county.say('button.confide'))],
  ])('the sender says so, %s: a report', async (_, says) => {
    const number = await named(DOUBT);
    await says();
    await settled();
    expect((await reports()).map(({ files }) => files.map(({ name }) => name))).toEqual([[DOUBT]]);
    await nobodyElseKnows(number);
  });

  test.each([
    ['pressed', () => bench.presses(OWNER, bench.county.say('button.ordinary'))],
    ['typed', () => bench.says(OWNER, bench.county.say('button.ordinary'))],
  ])(
    'the sender says it is none, %s: the file is the ticket’s, by its name, and nobody asks again',
    async (_, says) => {
      const number = await named(DOUBT);
      await says();
      await settled();
      expect((await bench.ticket(number)).files).toMatchObject([{ state: 'stored', name: DOUBT }]);
      expect(await bench.store.doubts()).toEqual([]);
      expect(await reports()).toEqual([]);
      expect(fetched).toEqual(['r']);
    },
  );

  test('said by an office’s own people it is not passed on, and they are told so alone', async () => {
    const number = await named(NAME, { from: 'department', by: 'housing-a' });
    expect((await bench.ticket(number)).files).toEqual([]);
    expect(bench.told('housing-a')).toContainEqual(expect.stringContaining('没有转给企业'));
    expect(bench.told(OWNER).join()).not.toMatch(SECRET);
    await settled();
    expect(await reports()).toEqual([]);
  });

  test('on the report’s own ticket it is a name like another', async () => {
    const channel = bench.program.parts.channels.get(CHANNEL) as Channel;
    const fetch: Channel['fetch'] = async (ref, onName) => {
      onName?.(NAME);
      return picture(ref);
    };
    const own = { ...bench.program.parts, channels: new Map([[CHANNEL, { ...channel, fetch }]]) };
    const desk = createFileDesk(own, look);
    const files = [waitingFile('photo', { source: { channel: CHANNEL, ref: 'r' }, nextTryAt: T0 })];
    const { number } = await bench.has(T0, undefined, { files, confidential: true });
    await desk.take(number, T0);
    await desk.idle();
    expect(await stateOf(number, 'photo')).toMatchObject({ state: 'stored', name: NAME });
  });
});

describe('parts', () => {
  const SHA = 'ab'.repeat(32);

  test('of a write that failed are removed', async () => {
    const path = join(filesDir(), 'ab', SHA);
    // A folder stands where the file is to go, so its name cannot be taken.
    mkdirSync(join(path, 'inside'), { recursive: true });
    await expect(keepFile(path, picture('a'))).rejects.toThrow();
    expect(parts()).toEqual([]);
  });

  test('of a program that ended are swept at the start: ours, and no others', async () => {
    const folder = join(filesDir(), 'ab');
    mkdirSync(folder, { recursive: true });
    for (const name of [`${SHA}.part`, `${SHA}.01234567.part`, 'somebody-elses.part', SHA]) {
      writeFileSync(join(folder, name), 'half');
    }
    const desk = fileDesk();
    const number = await ticketWith('photo');
    await desk.take(number, T0);
    await desk.idle();
    expect((await stateOf(number, 'photo'))?.state).toBe('stored');
    expect(readdirSync(folder).sort()).toEqual([SHA, 'somebody-elses.part']);
    expect(statSync(join(folder, SHA)).size).toBe(4);
  });
});
