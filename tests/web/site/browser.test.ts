/** The pages people sign in to, in a real browser: on a phone and on a desk, by keyboard, without scripts, and alive. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESKTOP, openBrowser, PHONE, startBrowser } from '../../support/web/browser.ts';
import { startWebWorld, type WebWorld } from '../../support/web-world.ts';

const OWNER = 'xinghuo-1';
const LIAISON = 'power-a';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const POWER_CUT = '厂区这两天老是跳闸，请供电公司来看看。';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let world: WebWorld;

beforeAll(async () => {
  browser = await startBrowser();
  world = await startWebWorld({ clock: { start: '2026-11-23T09:00:00+08:00' } });
  const owner = await world.person(OWNER);
  await owner.says('group', POWER_CUT);
  await world.tg.waitForMessage(await world.person(LIAISON), '有新的诉求件');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.end();
});

/** A link of somebody's own, as the bot sends it. */
async function linkOf(id: string): Promise<string> {
  const person = await world.person(id);
  const before = (await world.tg.messages(person)).length;
  await person.tells('网页');
  for (let look = 0; look < 600; look++) {
    const told = (await world.tg.messages(person)).slice(before);
    const found = told.map(({ text }) => /http\S+\/w\/in\/[\w-]+/.exec(text)?.[0]).findLast(Boolean);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${id} was sent no link`);
}

async function enter(context: BrowserContext, id: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(await linkOf(id));
  await page.getByRole('button', { name: '进入' }).click();
  await page.getByRole('navigation', { name: '主要页面' }).waitFor();
  return page;
}

interface Fault {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds wrong, and whether the page is wider than its window. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const faults = (await page.evaluate('axe.run().then(({ violations }) => violations)')) as readonly Fault[];
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
  return [
    ...faults.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    ...(wide > 0 ? [`${wide} px wider than the window`] : []),
  ];
}

describe.each([
  ['on a phone', PHONE],
  ['on a desk', DESKTOP],
] as const)('%s', (_, viewport) => {
  test('every page is whole and clean, for everybody', async () => {
    const pages = [
      '/w',
      '/w/tickets',
      '/w/tickets?q=没有这样的',
      '/w/t/1',
      '/w/desk',
      '/w/tickets?q=跳闸&kind=complaint&light=fine',
      '/w/e/xinghuo',
      '/w/d/power',
      '/w/talk',
      '/w/feedback',
      '/w/nowhere',
    ];
    const context = await openBrowser(browser, { viewport, bypassCSP: true });
    for (const id of [LIAISON, HUB, LEADER]) {
      const page = await enter(context, id);
      for (const path of pages) {
        await page.goto(`${world.url}${path}`);
        expect(await faultsOf(page), `${id} ${path}`).toEqual([]);
      }
      await page
        .getByRole('button', { name: '退出' })
        .or(page.getByRole('link', { name: '回首页' }))
        .first()
        .waitFor();
      await page.close();
    }
    const hub = await enter(context, HUB);
    for (const path of ['/w', '/w/roster', '/w/past', '/w/t/1', '/w/d/power']) {
      await hub.goto(`${world.url}${path}`);
      expect(await faultsOf(hub), `${HUB} ${path}`).toEqual([]);
    }
    await hub.goto(`${world.url}/w/past`);
    const rows = [
      '序号,企业名称,反映问题,受理日期',
      '1,没有这家,路坏了,三月',
      '2,没有这家,路坏了,2025-03-05',
    ];
    const file = { name: '旧台账.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
    await hub.locator('input[type=file]').setInputFiles(file);
    await hub.getByRole('button', { name: '上传并查看' }).click();
    await hub.getByRole('heading', { name: '有错的格子' }).waitFor();
    expect(await faultsOf(hub), 'the preview of a ledger').toEqual([]);
    await hub.close();
    await context.clearCookies();
    const page = await context.newPage();
    await page.goto(await linkOf(OWNER));
    expect(await faultsOf(page)).toEqual([]);
    await context.clearCookies();
    await page.goto(`${world.url}/w`);
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  }, 240_000);
});

test('a liaison does a day’s work on the page, and the page follows what others do', async () => {
  const [desk, phone] = [await openBrowser(browser), await openBrowser(browser, { viewport: PHONE })];
  const liaison = await enter(desk, LIAISON);
  const owner = await enter(phone, OWNER);
  await owner.goto(`${world.url}/w/t/1`);
  await liaison.getByRole('link', { name: /跳闸/ }).first().click();
  await liaison.getByRole('button', { name: /签收/ }).first().click();
  await liaison.getByText('办理中').first().waitFor();
  // Nobody touched the owner's page.
  await owner.getByText('办理中').first().waitFor();
  await liaison.getByRole('radio', { name: '反馈', exact: true }).check();
  await liaison.getByRole('textbox', { name: '内容' }).fill('师傅下午三点到厂');
  await liaison.getByRole('button', { name: '提交' }).click();
  await liaison.getByText('师傅下午三点到厂').first().waitFor();
  await owner.getByText('师傅下午三点到厂').first().waitFor();
  await desk.close();
  await phone.close();
}, 120_000);

test('without scripts everything is there', async () => {
  const context = await openBrowser(browser, { javaScriptEnabled: false });
  const page = await enter(context, HUB);
  await page.goto(`${world.url}/w/tickets`);
  await page.getByRole('searchbox').fill('跳闸');
  await page.getByRole('button', { name: '找' }).click();
  await page.getByRole('link', { name: /跳闸/ }).click();
  await page.getByRole('heading', { name: '经过' }).waitFor();
  await page.goto(`${world.url}/w/talk`);
  await page.getByRole('textbox', { name: '要说的话' }).fill('进度 1');
  await page.getByRole('button', { name: '发送' }).click();
  await page.getByText('诉求件 1').first().waitFor();
  await page.getByRole('button', { name: '退出' }).click();
  await page.goto(`${world.url}/w`);
  await page.getByRole('heading', { name: '请从聊天里进来' }).waitFor();
  await context.close();
}, 120_000);

test('with the keyboard alone one gets to the first ticket in a few steps', async () => {
  const context = await openBrowser(browser);
  const page = await enter(context, HUB);
  await page.goto(`${world.url}/w/tickets`);
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus').innerText()).resolves.toBe('跳到正文');
  await page.keyboard.press('Enter');
  for (let step = 0; step < 20; step++) {
    await page.keyboard.press('Tab');
    if (/\/w\/t\/\d+/.test((await page.locator(':focus').getAttribute('href')) ?? '')) break;
  }
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/w\/t\/1$/);
  await context.close();
}, 120_000);
