/**
 * A month in rehearsal, on the real pulse (node-cron, a beat a second) and a clock that runs two days a second: over a
 * closed week, a make-up Saturday, weekends. Every brief once, every reminder once.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWebWorld, type WebSeen, type WebWorld } from '../support/web-world.ts';
import { cardWith, heard } from './helpers.ts';

/** The working days from Thursday, 24 September to Friday, 23 October 2026, by the State Council's notice. */
const WORKDAYS = [
  ...['09-24', '09-28', '09-29', '09-30'],
  ...['10-08', '10-09', '10-10', '10-12', '10-13', '10-14', '10-15', '10-16'],
  ...['10-19', '10-20', '10-21', '10-22', '10-23'],
];
/** The last working days of their weeks. */
const WEEK_ENDS = ['09-24', '09-30', '10-10', '10-16', '10-23'];
const LAST = '10-23';
const TWO_DAYS_A_SECOND = '172800';
const MONTH_MS = 60_000;

let world: WebWorld;

beforeAll(async () => {
  world = await startWebWorld({ clock: { start: '2026-09-24T09:00:00+08:00' } });
  const owner = await world.person('xinghuo-1');
  const other = await world.person('qingyun-1');
  await owner.says(world.group, '厂区电压不稳，电机烧了两台，请供电公司来看');
  await cardWith(world, world.group, 1, '待签收');
  await other.says(world.group, '退税款一直没到账，请税务局帮忙看看');
  await cardWith(world, world.group, 2, '待签收');
  await (await world.person('tax-a')).tells('签收 2');
  await cardWith(world, world.group, 2, '办理中');

  await world.restart({ CLOCK_START: '2026-09-24T09:30:00+08:00', CLOCK_SPEED: TWO_DAYS_A_SECOND });
  const dispatcher = await world.person('dispatcher-1');
  await world.tg.waitForMessage(dispatcher, ({ text }) => isBrief(text) && dayIn(text) > LAST, MONTH_MS);
});
afterAll(() => world?.end());

async function texts(person: string): Promise<readonly string[]> {
  return (await heard(world, await world.person(person))).map(({ text }: WebSeen) => text);
}

function isBrief(text: string): boolean {
  return /^【[日周]报】/u.test(text);
}

/** `10-08` of “【日报】10月8日（周四）…” and the like. */
function dayIn(text: string): string {
  const [, month = '', day = ''] = /(\d+)月(\d+)日/.exec(text) ?? [];
  return `${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** The texts: under the picture that follows stands its title alone. */
async function briefs(person: string): Promise<readonly string[]> {
  return (await texts(person)).filter((text) => text.includes('\n'));
}

test('every daily brief once, on working days only', async () => {
  const daily = (await briefs('dispatcher-1')).filter((text) => text.includes('日报'));
  expect(daily.map(dayIn).filter((day) => day <= LAST)).toEqual(WORKDAYS);
});

test('every weekly brief once, on the last working day of the week', async () => {
  const weekly = (await briefs('leader-1')).filter((text) => text.includes('周报'));
  expect(weekly.map(dayIn).filter((day) => day <= LAST)).toEqual(WEEK_ENDS);
});

test('every reminder once', async () => {
  for (const person of ['power-a', 'power-head', 'tax-a', 'tax-head', 'dispatcher-1']) {
    const reminders = (await texts(person)).filter((text) => /^【(?:提醒|超期|催办通知|督办)/u.test(text));
    expect(new Set(reminders).size, `${person} got:\n${reminders.join('\n')}`).toBe(reminders.length);
    if (person.endsWith('-a')) expect(reminders.length).toBeGreaterThan(2);
  }
});

test('nobody was told that a message may have come twice', async () => {
  for (const person of ['power-a', 'tax-a', 'dispatcher-1', 'leader-1']) {
    expect((await texts(person)).filter((text) => text.includes('重发'))).toEqual([]);
  }
});
