/** The group in a real browser: on a desk and in a hand, by mouse and by keyboard, with and without scripts. */
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { scratch } from '../support/county.ts';
import { PATIENCE } from '../support/patience.ts';
import { openBrowser, PHONE, startBrowser } from '../support/web/browser.ts';
import { startWebWorld, type WebWorld } from '../support/web-world.ts';

const OWNER = 'xinghuo-1';
const OTHER = 'qingyun-1';
const LIAISON = 'power-a';
const POWER_CUT = '厂区这两天老是跳闸，请供电公司来看看。';

let browser: Browser;
let world: WebWorld;
let context: BrowserContext;
/** What the browser complained about: scripts that fail, things the policy forbids. */
let complaints: string[];

beforeAll(async () => {
  browser = await startBrowser();
  world = await startWebWorld({ clock: { start: '2026-11-23T09:00:00+08:00' } });
});
afterAll(async () => {
  await browser?.close();
  await world?.end();
});
beforeEach(async () => {
  complaints = [];
  context = await openBrowser(browser);
});
afterEach(async () => {
  await context.close();
  expect(complaints, 'the browser had nothing to complain about').toEqual([]);
});

async function open(path: string, where = context): Promise<Page> {
  const page = await where.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('net::ERR_')) complaints.push(message.text());
  });
  await page.goto(`${world.url}${path}`);
  return page;
}

const inGroup = (page: Page, text: string) => page.locator('#chat-group .message', { hasText: text });
const inPrivate = (page: Page, text: string) => page.locator('#chat-private .message', { hasText: text });

/** Another enterprise says something, and it has its card. */
async function registered(text: string): Promise<void> {
  const { id } = await (await world.person(OTHER)).says('group', text);
  await world.tg.waitForMessage('group', (message) => message.id > id && message.text.includes('待签收'));
}

/** Nothing lies beyond the right edge. */
async function expectNoSideways(page: Page): Promise<void> {
  expect(
    await page.evaluate<number>('probe.sideways()'),
    'px to the right of the window',
  ).toBeLessThanOrEqual(0);
}

/** Whatever one can use says what it is. */
async function expectNamed(page: Page): Promise<void> {
  expect(await page.evaluate<string[]>('probe.nameless()')).toEqual([]);
}

/** A window hears what was said before it hears that its saying arrived. */
async function emptied(field: Locator): Promise<void> {
  await expect.poll(() => field.inputValue(), PATIENCE).toBe('');
}
async function hasFocus(place: Locator): Promise<boolean> {
  return (await place.and(place.page().locator(':focus')).count()) === 1;
}

test('Chinese is drawn: two characters have each a shape of their own', async () => {
  const drawn = await openBrowser(browser, { chinese: true });
  const page = await open('/', drawn);
  const shapes = await page.evaluate<string[]>("Promise.all(['霍', '桥'].map(probe.shape))");
  for (const shape of shapes) expect(shape.split('#').length).toBeGreaterThan(100);
  expect(shapes[0]).not.toBe(shapes[1]);
  await drawn.close();
});

test('a newcomer finds somebody by typing, and is that person', async () => {
  const page = await open('/');
  await expectNamed(page);
  expect(await page.getByText(POWER_CUT).isVisible(), 'a sentence to try').toBe(true);
  await page.getByRole('searchbox').fill('住建 局外人');
  expect(await page.locator('.circle:visible').count()).toBe(0);
  await page.getByText('没有找到').waitFor();
  await page.getByRole('searchbox').fill('住建');
  expect(await page.locator('.circle:visible').allInnerTexts()).toEqual([
    expect.stringContaining('住房和城乡建设局'),
  ]);
  await page.getByRole('link', { name: '倪文泉' }).click();
  await page.waitForURL('**/as/housing-a');
  expect(await page.getByRole('region', { name: '我是谁' }).innerText()).toMatch(/倪文泉[\s\S]*住建局/);
  await expectNamed(page);
});

describe('two windows side by side', () => {
  test('see each other live: a worry, the card, the signature, in both at once', async () => {
    const [owner, again, liaison] = [
      await open(`/as/${OWNER}`),
      await open(`/as/${OWNER}`),
      await open(`/as/${LIAISON}`),
    ];
    await owner.getByRole('button', { name: POWER_CUT }).click();
    const field = owner.getByLabel('发到群聊的话');
    expect(await field.inputValue()).toBe(POWER_CUT);
    await field.press('Enter');
    await inGroup(owner, '诉求件 1').waitFor();
    await emptied(field);
    await inGroup(again, '诉求件 1').waitFor();
    const card = inGroup(liaison, '诉求件 1');
    await card.waitFor();
    expect(await card.locator('.chip').innerText()).toBe('待签收');
    await inPrivate(liaison, '有新的诉求件').getByRole('button', { name: '签收' }).click();
    await inGroup(owner, '办理中').waitFor();
    await liaison.getByRole('status').filter({ hasText: /./ }).first().waitFor();
    await inGroup(again, '诉求件 1').locator('.chip', { hasText: '办理中' }).waitFor();
    expect(await inGroup(owner, '诉求件 1').count(), 'one card, changed').toBe(1);
    await inGroup(owner, '已更新').waitFor();
  });

  test('go through time together: a day ahead, and the reminder is there', { timeout: 180_000 }, async () => {
    const [owner, liaison] = [await open(`/as/${OWNER}`), await open('/as/transport-a')];
    await owner.getByLabel('发到群聊的话').fill('厂门口的路坑坑洼洼，大货车进不来。');
    await owner.getByLabel('发到群聊的话').press('Enter');
    await inPrivate(liaison, '待签收').waitFor();
    await liaison.getByRole('button', { name: '+1 天' }).click();
    await owner.getByText('正在快进到 11月24日').waitFor();
    await inPrivate(liaison, '还没签收').waitFor({ timeout: 60_000 });
    for (const page of [owner, liaison]) {
      await page.locator('.clock:not(.walking)').waitFor({ timeout: 60_000 });
      expect(await page.locator('.clock-day').innerText()).toContain('11月24日（周二）');
    }
    expect(
      await liaison.locator('#chat-private .timed').count(),
      'a time above what came a day later',
    ).toBeGreaterThan(1);
  });
});

test('ten windows side by side all hear, and from each of them one can speak', async () => {
  const { roster } = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
  const people = roster.enterprises.slice(0, 10).map(({ members }) => members[0]?.id ?? '');
  const windows: Page[] = [];
  for (const person of people) windows.push(await open(`/as/${person}`));
  for (const place of [9, 0, 5]) {
    const words = `我们公司窗口 ${place} 的网又断了，请通信公司来看看`;
    const field = windows[place]!.getByLabel('发到群聊的话');
    await field.fill(words);
    await field.press('Enter');
    for (const window of windows) await inGroup(window, words).first().waitFor();
  }
  for (const window of windows) await window.locator('.offline').waitFor({ state: 'hidden' });
});

describe('with the keyboard alone', () => {
  test('one writes, quotes and presses; choosing a word with Enter sends nothing', async () => {
    const page = await open(`/as/${OTHER}`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const field = page.getByLabel('发到群聊的话');
    await page.keyboard.type('想贷流动资金，');
    await page.evaluate('probe.chooseWord(document.activeElement)');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('银行说抵押不够，怎么办？');
    expect(await field.inputValue()).toBe('想贷流动资金，\n银行说抵押不够，怎么办？');
    await page.keyboard.press('Enter');
    const card = inGroup(page, '金融服务中心');
    await card.waitFor();
    expect(await page.locator('#chat-group .mine').count(), 'said once').toBe(1);

    await page.locator('#chat-group .log').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    expect(await page.locator('#chat-group .quoting').innerText()).toContain('连心桥：【诉求件');
    await page.keyboard.type('补充：去年的贷款已经还清');
    await page.keyboard.press('Enter');
    await page.locator('#chat-group .mine .quoted').waitFor();

    await page.locator('#chat-group .log').focus();
    const button = card.getByRole('button', { name: '进度' });
    for (let tabs = 0; tabs < 30 && !(await hasFocus(button)); tabs++) {
      await page.keyboard.press('Tab');
    }
    expect(await hasFocus(button)).toBe(true);
    await page.keyboard.press('Enter');
    await page.locator('#chat-group .bot', { hasText: '登记' }).waitFor();
  });
});

describe('what is being written', () => {
  test('is still there after a reload and on coming back, with what it quotes', async () => {
    await registered('想贷流动资金，银行说抵押不够，怎么办？');
    const page = await open(`/as/${OTHER}`);
    const card = page.locator('#chat-group .is-card').last();
    await card.hover();
    await card.getByLabel('引用这条消息').click();
    await page.getByLabel('发到群聊的话').fill('还没写完的话');
    await page.getByLabel('发到与连心桥的私聊的话').fill('另一句');
    const stillThere = async () => {
      expect(await page.getByLabel('发到群聊的话').inputValue()).toBe('还没写完的话');
      expect(await page.getByLabel('发到与连心桥的私聊的话').inputValue()).toBe('另一句');
      expect(await page.locator('#chat-group .quoting').innerText()).toContain('连心桥：');
    };
    await page.reload();
    await stillThere();
    await page.getByRole('link', { name: '换人' }).click();
    await page.waitForURL(`${world.url}/`);
    await page.goBack();
    await stillThere();
    await page.getByLabel('发到群聊的话').press('Enter');
    await page.locator('#chat-group .mine', { hasText: '还没写完的话' }).waitFor();
    await emptied(page.getByLabel('发到群聊的话'));
    await page.reload();
    expect(await page.getByLabel('发到群聊的话').inputValue()).toBe('');
    expect(await page.locator('#chat-group .quoting').isVisible()).toBe(false);
  });

  test('stays when a picture of 30 MB is chosen: nothing is sent, a sentence says why', async () => {
    const page = await open(`/as/${OTHER}`);
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
    await page.getByLabel('发到群聊的话').fill('这是现场照片');
    const { dir, remove } = scratch();
    const picture = join(dir, '现场.jpg');
    writeFileSync(picture, '');
    truncateSync(picture, 30 * 1024 * 1024);
    await page.locator('#chat-group input[type=file]').setInputFiles(picture);
    await page.getByText('照片“现场.jpg”超过 10 MB').waitFor();
    expect(await page.getByLabel('发到群聊的话').inputValue()).toBe('这是现场照片');
    expect(await page.locator('#chat-group .chosen li').count()).toBe(0);
    expect(sent).toEqual([]);
    remove();
  });

  test('waits while the program is away, is sent when it is back, and once', async () => {
    const page = await open(`/as/${OTHER}`);
    const port = new URL(world.url).port;
    await world.program.kill();
    await page.getByText('连接断开，正在重连…').waitFor();
    await page.getByLabel('发到群聊的话').fill('程序不在的时候说的话');
    await page.getByLabel('发到群聊的话').press('Enter');
    await page.getByText('还没有发出去，内容都在').waitFor();
    expect(await page.getByLabel('发到群聊的话').inputValue()).toBe('程序不在的时候说的话');
    await world.restart({ WEB_PORT: port });
    await page.locator('#chat-group .mine', { hasText: '程序不在的时候说的话' }).waitFor({ timeout: 60_000 });
    await page.getByText('连接断开，正在重连…').waitFor({ state: 'hidden' });
    await emptied(page.getByLabel('发到群聊的话'));
    const said = (await world.tg.messages('group')).filter(({ text }) => text === '程序不在的时候说的话');
    expect(said).toHaveLength(1);
  });
});

describe('in a hand, 390 px wide', () => {
  let phone: BrowserContext;
  beforeEach(async () => {
    phone = await openBrowser(browser, { chinese: true, viewport: PHONE, hasTouch: true, isMobile: true });
  });
  afterEach(() => phone.close());

  test('nothing runs over the edge, fingers hit, and the other chat says when something is new', async () => {
    const door = await open('/', phone);
    await expectNoSideways(door);
    const page = await open(`/as/${LIAISON}`, phone);
    await expectNoSideways(page);
    expect(await page.locator('#chat-private').isVisible()).toBe(false);
    await (await world.person(OWNER)).says('group', '另一处厂区也跳闸了，请供电公司来看看。');
    const tab = page.getByRole('link', { name: /与连心桥私聊/ });
    await tab.locator('.dot').waitFor();
    await tab.click();
    await tab.locator('.dot').waitFor({ state: 'hidden' });
    const buttons = inPrivate(page, '另一处厂区').locator('.buttons button');
    expect(await buttons.count()).toBeGreaterThan(0);
    for (const button of await buttons.all()) {
      // Of a page that lies between two points of the screen, a height of 44 is told as 43.9999.
      expect(Math.round((await button.boundingBox())?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
    // Phones zoom into a field whose letters are smaller.
    const size = await page.evaluate<string>(
      "getComputedStyle(document.getElementById('say-private')).fontSize",
    );
    expect(size).toBe('16px');
    await expectNoSideways(page);
    await expectNamed(page);
  });

  test('a touch on a bubble offers to quote it; the clock and the members come as a sheet and go with Escape', async () => {
    await registered(POWER_CUT);
    const page = await open(`/as/${LIAISON}`, phone);
    const bubble = page.locator('#chat-group .is-card .bubble').last();
    await bubble.tap({ position: { x: 20, y: 20 } });
    await page.locator('.acting .quote').tap();
    expect(await page.locator('#chat-group .quoting').isVisible()).toBe(true);
    const clock = page.getByRole('button', { name: /快进/ }).first();
    await clock.tap();
    await page.getByRole('button', { name: '快进到下一件事' }).waitFor();
    await expectNoSideways(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '快进到下一件事' }).waitFor({ state: 'hidden' });
    expect(await hasFocus(clock), 'back where one was').toBe(true);
    await page.getByRole('button', { name: /我是/ }).tap();
    await page.getByLabel('找群成员').fill('组长');
    await page.getByRole('link', { name: '谢学岚' }).tap();
    await page.waitForURL('**/as/leader-1');
  });
});

test('without scripts one may still speak and press', async () => {
  const plain = await openBrowser(browser, { javaScriptEnabled: false });
  const page = await open(`/as/${OWNER}`, plain);
  await page.getByLabel('发到群聊的话').fill('宿舍区停水了，请帮忙看看。');
  await page.locator('#chat-group .send').click();
  await page.waitForURL(`**/as/${OWNER}?chat=group`);
  await inGroup(page, '宿舍区停水了').first().waitFor();
  await world.tg.waitForMessage('group', /宿舍区停水/);
  await page.reload();
  await inGroup(page, '宿舍区停水了').last().getByRole('button', { name: '催办' }).click();
  await page.waitForURL('**told=*');
  expect(await page.locator('#toast').innerText()).not.toBe('');
  await plain.close();
});
