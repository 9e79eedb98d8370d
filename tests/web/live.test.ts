/** What happens is seen by every window at once, missed by none, and still there after a power cut. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Line, listen } from '../support/web/raw.ts';
import { startWebWorld, type WebWorld } from '../support/web-world.ts';

const OWNER = 'xinghuo-1';
const LIAISON = 'power-a';
const HOUR = 3_600_000;

let world: WebWorld;
const lines: Line[] = [];

beforeAll(async () => {
  world = await startWebWorld({ clock: { start: '2026-11-23T09:00:00+08:00' } });
});
afterAll(async () => {
  for (const line of lines) line.close();
  await world?.end();
});

async function window(person: string, since = 0, headers: Record<string, string> = {}): Promise<Line> {
  const line = await listen(`${world.url}/as/${person}/events?since=${since}`, headers);
  lines.push(line);
  return line;
}

const shows = (text: string) => (event: Line['events'][number]) =>
  event.event === 'message' && String(event.data.html).includes(text);

interface Clock {
  readonly now: number;
  readonly text: string;
  readonly heading: number | null;
  readonly next: number | null;
  readonly nextText: string;
  readonly toast?: string;
}

async function clock(): Promise<Clock> {
  return (await (await fetch(`${world.url}/clock`)).json()) as Clock;
}

async function turn(body: object): Promise<Clock> {
  const answer = await fetch(`${world.url}/clock`, {
    method: 'POST',
    headers: { origin: world.url, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Clock;
}

/** Waits for the walk to end. */
async function arrive(): Promise<Clock> {
  return await world.tg.waitFor(
    async () => {
      const state = await clock();
      return state.heading === null && state;
    },
    60_000,
    'the end of the walk',
  );
}

describe('a window', () => {
  test('sees what others say, as the one whose window it is', async () => {
    const [mine, alsoMine, theirs] = [await window(OWNER), await window(OWNER), await window(LIAISON)];
    await (await world.person(OWNER)).says('group', '厂区这两天老是跳闸，请供电公司来看看。');
    for (const line of [mine, alsoMine]) {
      const own = await line.until(shows('老是跳闸'));
      expect(own.data).toMatchObject({ chat: 'group', id: 'w1' });
      expect(own.data.html).toContain('class="message mine"');
      expect(Number(own.id)).toBe(own.data.change);
    }
    expect((await theirs.until(shows('老是跳闸'))).data.html).toContain('class="message theirs"');
    expect((await theirs.until(shows('有新的诉求件'))).data.chat).toBe('private');
    await mine.until(shows('责任部门'));
    expect(mine.events.some(shows('有新的诉求件')), 'not the private chat of another').toBe(false);
  });

  test('that lost its line hears what it missed, and only that', async () => {
    const before = await window(OWNER);
    const last = await before.until(shows('责任部门'));
    before.close();
    const liaison = await world.person(LIAISON);
    const task = await world.tg.waitForMessage(liaison, '【诉求件 1】待签收');
    await liaison.press(task, '签收');
    await world.tg.waitForMessage('group', '【诉求件 1】办理中');
    for (const after of [
      await window(OWNER, Number(last.id)),
      await window(OWNER, 0, { 'last-event-id': last.id }),
    ]) {
      const card = await after.until(shows('办理中'));
      expect(card.data.id, 'the same card, changed').toBe(last.data.id);
      await after.until(({ event }) => event === 'clock');
      const told = after.events.filter(({ event }) => event === 'message');
      // Once as missed and once as new, when it comes at that moment; pages know it by its change.
      expect(new Set(told.map(({ data }) => data.id))).toEqual(new Set([last.data.id]));
    }
  });

  test('that knows more than there is, is asked to begin again', async () => {
    const line = await window(OWNER, 99_999);
    await line.until(({ event }) => event === 'reload');
  });
});

describe('the clock', () => {
  test('goes ahead for everybody, one walk at a time; pressing twice goes twice as far', async () => {
    const [one, other] = [await window(OWNER), await window(LIAISON)];
    const from = await clock();
    const [first, second] = [await turn({ to: 'hour' }), await turn({ to: 'hour' })];
    expect(second.heading ?? second.now).toBeGreaterThanOrEqual(
      (first.heading ?? first.now) + (first.heading ? HOUR : 0),
    );
    const there = await arrive();
    expect(there.now - from.now).toBeGreaterThanOrEqual(2 * HOUR);
    expect(there.now - from.now).toBeLessThan(2 * HOUR + 60_000);
    for (const line of [one, other]) {
      await line.until(({ event, data }) => event === 'clock' && data.heading !== null);
      await line.until(
        ({ event, data }) => event === 'clock' && data.heading === null && data.text === there.text,
      );
    }
  });

  test('goes to the next thing due, and shows what it brings; to the next working morning; and stops', async () => {
    const { next } = await clock();
    await turn({ to: 'next' });
    const there = await arrive();
    expect(there.now - Number(next)).toBeGreaterThanOrEqual(0);
    expect(there.now - Number(next)).toBeLessThan(60_000);
    await world.tg.waitForMessage(await world.person('dispatcher-1'), '【日报】11月23日');
    await turn({ to: 'morning' });
    expect((await arrive()).text).toBe('11月24日（周二）09:00');
    const week = await turn({ to: 'week' });
    expect(week.heading).toBeGreaterThan(week.now);
    const stopped = await turn({ stop: true });
    expect(stopped.heading).toBeNull();
    expect(stopped.now).toBeLessThan(Number(week.heading));
    const wrong = await turn({ to: 'year' });
    expect(wrong).toMatchObject({ error: expect.stringContaining('快进只能是') });
  });
});

test('after a power cut the chat is as it was, each message once; what was sent again is not said again', async () => {
  const key = 'before-the-power-cut';
  const say = () =>
    fetch(`${world.url}/as/${OWNER}/say`, {
      method: 'POST',
      headers: { origin: world.url, 'content-type': 'application/json' },
      body: JSON.stringify({ key, chat: 'group', text: '厂门口的路坑坑洼洼，大货车进不来。' }),
    });
  await say();
  await world.tg.waitForMessage('group', '【诉求件 2】');
  const before = await world.tg.messages('group');
  const { now } = await clock();
  await world.restart();
  expect((await clock()).now, 'time does not go back').toBeGreaterThanOrEqual(now - 1000);
  await say();
  await (await world.person(OWNER)).says('group', '想贷流动资金，银行说抵押不够，怎么办？');
  await world.tg.waitForMessage('group', '【诉求件 3】');
  const after = await world.tg.messages('group');
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.filter(({ text }) => text.includes('坑坑洼洼') && !text.includes('【'))).toHaveLength(1);
});
