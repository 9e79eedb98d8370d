/** How the pages stand on a desk and in a hand: what is cut, what covers what, what is said twice, where Tab goes. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DESKTOP, openBrowser, PHONE, startBrowser } from '../support/web/browser.ts';
import { startWebWorld, type WebWorld } from '../support/web-world.ts';

const OWNER = 'xinghuo-1';
const LIAISON = 'power-a';
const HUB = 'dispatcher-1';
/** Whose matter these are nobody can tell from the words. */
const UNCLEAR = [
  ['xinghuo-1', '我们厂隔壁那块空地的事拖了半年，政府能不能帮忙协调？'],
  ['fengling-1', '园区门口的问题反映了好几次，到底归谁管，请帮忙协调。'],
  ['chaoyang-pv-1', '项目卡在手续上半年了，请哪个部门牵头帮忙协调一下。'],
] as const;
const POWER_CUT = '厂区这两天老是跳闸，请供电公司来看看。';
const FINGER = 44;

let browser: Browser;
let world: WebWorld;
let phone: BrowserContext;
let desk: BrowserContext;

beforeAll(async () => {
  browser = await startBrowser();
  world = await startWebWorld({ clock: { start: '2026-11-23T09:00:00+08:00' } });
  for (const [who, words] of UNCLEAR) await said(who, words);
  await said(OWNER, POWER_CUT);
  const liaison = await world.person(LIAISON);
  await world.tg.waitForMessage(liaison, '有新的诉求件');
});
afterAll(async () => {
  await browser?.close();
  await world?.end();
});
beforeEach(async () => {
  phone = await openBrowser(browser, { chinese: true, viewport: PHONE, hasTouch: true, isMobile: true });
  desk = await openBrowser(browser, { viewport: DESKTOP });
});
afterEach(async () => {
  await phone.close();
  await desk.close();
});

/** Somebody says it in the group, and its card is there. */
async function said(who: string, words: string): Promise<void> {
  await (await world.person(who)).says('group', words);
  await world.tg.waitForMessage('group', ({ text }) => text.includes('【') && text.includes(words));
}

async function open(where: BrowserContext, path: string): Promise<Page> {
  const page = await where.newPage();
  await page.goto(`${world.url}${path}`);
  return page;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(place: Locator): Promise<Box> {
  const box = await place.boundingBox();
  if (!box) throw new Error(`not on the page: ${place}`);
  return box;
}

function overlap(a: Box, b: Box): boolean {
  const apart =
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
  return !apart;
}

function isWithin(inner: Box, outer: Box): boolean {
  return inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height;
}

test('a window that is opened narrow and then made wide has both fields in full height', async () => {
  const page = await desk.newPage();
  await page.setViewportSize({ width: 800, height: 900 });
  await page.goto(`${world.url}/as/${OWNER}?chat=group`);
  await page.setViewportSize(DESKTOP);
  const field = page.getByLabel('发到与连心桥的私聊的话');
  await expect.poll(async () => (await boxOf(field)).height).toBeGreaterThanOrEqual(FINGER);
  // What was written in the narrow window shows all its lines.
  await page.setViewportSize({ width: 800, height: 900 });
  await page.getByRole('link', { name: /与连心桥私聊/ }).click();
  await field.fill('一\n二\n三');
  await page.getByRole('link', { name: /霍州政企连心桥/ }).click();
  await page.setViewportSize(DESKTOP);
  await expect.poll(async () => (await boxOf(field)).height).toBeGreaterThanOrEqual(72);
});

describe('the dispatcher on a phone', () => {
  test('sees three that wait for a department at once, each with its choices', async () => {
    const page = await open(phone, `/as/${HUB}?chat=private`);
    const waiting = page.locator('#chat-private .choosing');
    await expect.poll(() => waiting.count()).toBe(3);
    const seen = await boxOf(page.locator('#chat-private .log'));
    for (const card of await waiting.all()) {
      expect(isWithin(await boxOf(card.locator('.bubble')), seen), await card.innerText()).toBe(true);
      const buttons = await card.locator('.buttons button').all();
      expect(buttons.length).toBeGreaterThanOrEqual(3);
      for (const button of buttons) {
        const { width, height } = await boxOf(button);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(FINGER);
      }
    }
  });

  test('unfolds one of them to read why it is unclear, and folds it again', async () => {
    const page = await open(phone, `/as/${HUB}?chat=private`);
    const card = page.locator('#chat-private .choosing').first();
    const why = card.getByText('判断依据');
    expect(await why.isVisible()).toBe(false);
    await card.getByRole('button', { name: '展开' }).tap();
    expect(await why.isVisible()).toBe(true);
    await card.getByRole('button', { name: '收起' }).tap();
    expect(await why.isVisible()).toBe(false);
  });

  test('gives it to a department with one tap', async () => {
    const words = '废弃沟渠那边的事推来推去，请政府牵头协调。';
    await said('tiebi-1', words);
    const page = await open(phone, `/as/${HUB}?chat=private`);
    await page
      .locator('#chat-private .choosing', { hasText: words })
      .locator('.buttons button')
      .first()
      .tap();
    await page.locator('#chat-private .message', { hasText: /已交/ }).waitFor();
  });
});

describe('a list of tickets', () => {
  test('has an entry for each with its button in it, and names each once', async () => {
    const page = await open(phone, `/as/${OWNER}?chat=private`);
    await page.getByRole('button', { name: '进度', exact: true }).click();
    const entries = page.locator('#chat-private .entry');
    await expect.poll(() => entries.count()).toBe(2);
    for (const entry of await entries.all()) {
      expect(await entry.getByRole('button').count()).toBe(1);
      expect((await boxOf(entry.getByRole('button'))).height).toBeGreaterThanOrEqual(FINGER);
    }
    expect(await page.locator('#chat-private .buttons').count(), 'no second list of numbers').toBe(0);
    expect(await entries.filter({ hasText: POWER_CUT }).locator('.chip').innerText()).toBe('待签收');
    await entries.filter({ hasText: POWER_CUT }).getByRole('button').tap();
    await page.locator('#chat-private .message:not(:has(.entry))', { hasText: '登记' }).waitFor();
  });

  test('breaks no line within a telephone number', async () => {
    const page = await open(phone, `/as/${OWNER}?chat=private`);
    await page.locator('#chat-private .whole', { hasText: '000-' }).first().waitFor();
    const broken = await page.evaluate<string[]>(
      `document.fonts.ready.then(() => Array.from(document.querySelectorAll('#chat-private .whole'))
        .filter((one) => one.getClientRects().length > 1).map((one) => one.textContent))`,
    );
    expect(broken).toEqual([]);
  });

  test('breaks no line within a name or a date', async () => {
    const page = await open(phone, `/as/${OWNER}?chat=group`);
    const broken = await page.evaluate<string[]>(
      `document.fonts.ready.then(() => Array.from(document.querySelectorAll('.whole'))
        .filter((one) => one.getClientRects().length > 1).map((one) => one.textContent))`,
    );
    expect(broken).toEqual([]);
    const whole = await page.locator('#chat-group .whole').allInnerTexts();
    expect(whole).toContain('毕志辰');
    expect(whole).toContain('专人：余文岭');
    expect(whole).toContain('11月23日（周一）');
  });
});

test('a card that has the words it answers is not followed by them once more; other answers quote', async () => {
  await (await world.person(OWNER)).says('group', '进度');
  const page = await open(desk, `/as/${LIAISON}`);
  const card = page.locator('#chat-group .is-card', { hasText: POWER_CUT });
  const strip = card.locator('.quoted');
  await strip.waitFor();
  expect(await strip.innerText()).toContain('袁春霖');
  expect(await strip.innerText()).not.toContain('跳闸');
  const short = page.locator('#chat-group .bot:not(.is-card) .quoted').last();
  expect(await short.innerText()).toContain('袁春霖：进度');
});

describe('what comes and goes covers nothing', () => {
  test.each(['phone', 'desk'] as const)('on a %s: the news below, and the passing word', async (which) => {
    const page = await open(which === 'phone' ? phone : desk, `/as/${OWNER}?chat=group`);
    const [log, form] = [page.locator('#chat-group .log'), page.locator('#chat-group .composer')];
    await page.evaluate("document.querySelector('#chat-group .log').scrollTop = 0");
    await (await world.person('qingyun-1')).says('group', '路灯又不亮了，请城管局来修');
    const pill = page.locator('#chat-group .pill');
    await pill.waitFor();
    for (const other of [log, form]) expect(overlap(await boxOf(pill), await boxOf(other))).toBe(false);
    expect((await boxOf(pill)).height).toBeGreaterThanOrEqual(FINGER);
    await pill.click();
    await pill.waitFor({ state: 'hidden' });
    await page
      .locator('#chat-group .is-card', { hasText: POWER_CUT })
      .getByRole('button', { name: '催办' })
      .click();
    const toast = page.locator('#toast.shown');
    await toast.waitFor();
    for (const other of [log, form]) expect(overlap(await boxOf(toast), await boxOf(other))).toBe(false);
  });
});

test('Tab goes through 快进 in the order in which the eye does', async () => {
  const page = await open(desk, `/as/${OWNER}`);
  const first = page.getByRole('button', { name: '快进到下一件事' });
  await first.focus();
  const places: Box[] = [await boxOf(first)];
  for (let turn = 1; turn < 5; turn++) {
    await page.keyboard.press('Tab');
    places.push(await boxOf(page.locator(':focus')));
  }
  const read = places.toSorted((a, b) => a.y - b.y || a.x - b.x);
  expect(places).toEqual(read);
});
