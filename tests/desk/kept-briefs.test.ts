/** Briefs are kept as they were sent: printed again with what has changed since; a picture follows the text, once. */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pathOfFile } from '../../src/desk/files/file-path.ts';
import { at, HOUR, type Instant } from '../../src/domain/time.ts';
import { type Drawing, openDrawing } from '../../src/papers/picture/drawing.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { type Bench, type BenchOptions, CHANNEL, openBench } from './bench.ts';

const FRIDAY = at('2026-11-27', '09:00');
const WEEKLY = at('2026-11-27', '17:30');
const LEADER = 'leader-1';

let place: ReturnType<typeof scratch>;
let bench: Bench;
const open = async (start: Instant, options: BenchOptions = {}): Promise<void> => {
  bench = await openBench(join(place.dir, 'data'), start, options);
};
beforeEach(() => {
  place = scratch();
});
afterEach(async () => {
  await bench.end();
  place.remove();
});

const resolved =
  (when: Instant) =>
  (story: Story): Story =>
    next(story, 'liaison', COMMANDS.resolve, when);
const rated =
  (when: Instant) =>
  (story: Story): Story =>
    next(resolved(when - HOUR)(story), 'reporter', COMMANDS.confirm, when);
/** Not the 督办通知单 that the clock issues meanwhile. */
const pictures = (person = LEADER) =>
  bench.sentTo(person, CHANNEL).filter(({ file }) => file?.mime.startsWith('image/'));
const weekly = (person = LEADER): string =>
  bench.told(person).findLast((text) => text.startsWith('【周报】')) ?? '';
/** The clock goes on, and all that is drawn meanwhile is sent. */
const goesTo = async (when: Instant): Promise<void> => {
  await bench.goesTo(when);
  await bench.program.pulse.idle();
  await bench.program.delivery.run();
};
/** Draws nothing that could be looked at, but says what it was given. */
const noting = (drawn: unknown[], fails = false): Drawing => ({
  async draw(facts) {
    drawn.push(facts);
    if (fails) throw new Error('the binary is gone');
    return Buffer.from(JSON.stringify(facts));
  },
});

async function week(): Promise<void> {
  await bench.has(at('2026-11-12', '10:00')); // due on the 19th, still open
  await bench.has(at('2026-11-16', '10:00'), rated(at('2026-11-23', '12:00')));
  await bench.has(at('2026-11-18', '10:00'));
}

describe('the picture', () => {
  test('comes behind the text, as a PNG that says what the text says', async () => {
    await open(FRIDAY, {
      drawing: await openDrawing(),
      // One is enough.
      change: (county) => ({
        ...county,
        schedule: { ...county.schedule, daily: { ...county.schedule.daily, picture: false } },
      }),
    });
    await bench.has(at('2026-11-23', '10:00'));
    await goesTo(WEEKLY);
    const sent = bench.sentTo(LEADER, CHANNEL);
    const text = sent.findIndex((one) => one.text.startsWith('【周报】至11月27日'));
    const picture = sent.findIndex((one) => one.file?.mime === 'image/png' && one.text.includes('11月27日'));
    expect(text).toBeGreaterThanOrEqual(0);
    expect(picture).toBeGreaterThan(text);
    const bytes = readFileSync(sent[picture]?.file?.path ?? '');
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  }, 180_000);

  test('shows the figures of the text, and the periods before', async () => {
    const drawn: { trend: { label: string }[]; counts: object; title: string }[] = [];
    await open(FRIDAY, { drawing: noting(drawn) });
    await week();
    await goesTo(WEEKLY);
    const last = drawn.findLast(({ title }) => title.includes('周报'));
    expect(last?.counts).toEqual({ registered: 0, closed: 1, open: 2, overdue: 2 });
    expect(weekly()).toContain('超期 2');
    expect(last?.trend.map(({ label }) => label)).toEqual(['11.20', '11.27']);
  });

  test('that cannot be drawn holds back no text, is given up after three tries, and is not asked for again', async () => {
    const drawn: unknown[] = [];
    await open(FRIDAY, { drawing: noting(drawn, true) });
    await week();
    await goesTo(WEEKLY);
    expect(weekly()).toContain('超期 2');
    for (let beat = 1; beat <= 6; beat++) await goesTo(WEEKLY + beat * 1000);
    const { toDraw = {} } = await bench.store.office();
    expect(toDraw).toEqual({});
    expect(pictures()).toEqual([]);
    const tried = drawn.length;
    await goesTo(WEEKLY + HOUR);
    expect(drawn.length).toBe(tried);
  });

  test('of which the program stopped while it was drawn is sent after the next start, once', async () => {
    let stop = (): void => {};
    const never = new Promise<Uint8Array>((_, reject) => {
      stop = () => reject(new Error('stopped'));
    });
    await open(FRIDAY, { drawing: { draw: () => never } });
    await week();
    await bench.goesTo(WEEKLY);
    expect(weekly()).not.toBe('');
    expect(pictures()).toEqual([]);
    stop();
    await bench.end();
    const drawn: unknown[] = [];
    await open(WEEKLY + HOUR, { drawing: noting(drawn) });
    await goesTo(WEEKLY + HOUR + 1000);
    const sent = pictures().length;
    expect(sent).toBeGreaterThan(0);
    await goesTo(WEEKLY + 2 * HOUR);
    expect(pictures()).toHaveLength(sent);
    await bench.end();
    await open(WEEKLY + 3 * HOUR, { drawing: noting(drawn) });
    await goesTo(WEEKLY + 3 * HOUR + 1000);
    expect(pictures(), 'in this run').toEqual([]);
  });

  test('goes to nobody whose channel carries no files', async () => {
    await open(FRIDAY, { drawing: noting([]), can: { files: false } });
    await week();
    await goesTo(WEEKLY);
    expect(weekly()).not.toBe('');
    const briefs = bench.told(LEADER).filter((text) => !text.includes('督办通知单'));
    expect(briefs.join('\n')).not.toContain('附件');
  });

  test('is left out where the county does not want it', async () => {
    const drawn: { title: string }[] = [];
    await open(FRIDAY, {
      drawing: noting(drawn),
      change: (county) => ({
        ...county,
        schedule: { ...county.schedule, weekly: { ...county.schedule.weekly, picture: false } },
      }),
    });
    await week();
    await goesTo(WEEKLY);
    expect(weekly()).not.toBe('');
    expect(drawn.filter(({ title }) => title.includes('周报'))).toEqual([]);
  });
});

test('the monthly brief has the same month a year ago, each department, what was done well, and what comes next', async () => {
  await open(at('2026-12-01', '08:00'));
  await bench.has(at('2025-11-10', '10:00'), rated(at('2025-11-12', '12:00')));
  await bench.has(at('2026-11-10', '10:00'), rated(at('2026-11-12', '12:00')));
  await bench.has(at('2026-11-26', '10:00')); // due on 3 December
  await goesTo(at('2026-12-01', '09:00'));
  const text = bench.told(LEADER).findLast((one) => one.startsWith('【月报】11月')) ?? '';
  expect(text).toContain('去年同期　按期办结率 1/1');
  expect(text).toContain('各部门（不排名次）\n住建局　收2 销1 在1 超0\n　按期 1/1');
  expect(text).toContain('办得快、企业满意的：2');
  expect(text).toContain('下一步\n下期到期 1 件：3');
  expect(text).not.toMatch(/第[一二三]名|排名第/);
});

describe('重印', () => {
  test('gives the text as it was sent, and says that nothing has changed where nothing has', async () => {
    await open(FRIDAY);
    await week();
    await goesTo(WEEKLY);
    const sent = weekly();
    const again = await bench.answers(LEADER, '重印 周报');
    expect(again).toContain('【重印】原于 11月27日（周五）17:30 发出');
    expect(again).toContain(sent);
    expect(again).toContain('发出以后，这些数没有变。');
  });

  test('names each figure that has changed since, what it was and is, and by which tickets', async () => {
    await open(FRIDAY);
    await week();
    await goesTo(WEEKLY);
    const sent = weekly();
    await goesTo(at('2026-11-28', '10:00'));
    // What was rated in time comes back; what was late is done.
    await bench.says('shangchao-1', '重开 2 路面又塌了，货车还是进不来');
    const liaison = (await bench.ticket(1)).liaison ?? '';
    await bench.says(liaison, '签收 1');
    await bench.says(liaison, '办结 1 路面已经补好，货车能进了');
    await bench.says('shangchao-1', '满意 1');
    expect((await bench.ticket(1)).state).toBe('closed');
    expect((await bench.ticket(2)).state).not.toBe('closed');
    const again = await bench.answers(LEADER, '重印 11月27日周报');
    expect(again).toContain(sent);
    const since = again.slice(again.indexOf(sent) + sent.length);
    expect(since).toContain('按期办结率　当时 1/2，现在 0/1\n　动了的件：2');
    expect(since).toContain('当时在办 2 件，现在：\n　已销号：1');
    expect(since).toContain('当时已销号，现在又在办：2');
  });

  test('of no period lists what is kept, and of one that is not says so', async () => {
    await open(FRIDAY);
    await week();
    await goesTo(WEEKLY);
    expect(await bench.answers(LEADER, '重印')).toContain('2026年11月23日那周的周报');
    expect(await bench.answers(LEADER, '重印 3月月报')).toContain('没有存着“3月月报”这一份');
    expect(await bench.answers(LEADER, '重印 constructor')).toContain('没有存着');
  });

  test('is for leaders and dispatchers alone', async () => {
    await open(FRIDAY);
    await week();
    await goesTo(WEEKLY);
    for (const person of ['power-a', 'xinghuo-1']) {
      expect(await bench.answers(person, '重印 周报')).not.toContain('【重印】');
    }
  });

  test('says so when what was kept is gone, or was changed', async () => {
    await open(FRIDAY);
    await week();
    await goesTo(WEEKLY);
    const { kept = {} } = await bench.store.office();
    const sha256 = kept['weekly:2026-11-23'] ?? '';
    await rm(pathOfFile(join(bench.dir, 'files'), sha256));
    expect(await bench.answers(LEADER, '重印 周报')).toContain('没有存着');
  });
});
