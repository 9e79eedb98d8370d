/** The pages people sign in to, in a real browser: on a phone and on a desk, by keyboard, without scripts, and alive. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeSheets, { type SheetData } from 'write-excel-file/node';
import { readBook } from '../../../src/papers/book/read.ts';
import { DESKTOP, openBrowser, PHONE, startBrowser } from '../../support/web/browser.ts';
import { expectUsable, faultsOf, tooSmall } from '../../support/web/usable.ts';
import { startWebWorld, type WebWorld } from '../../support/web-world.ts';

const OWNER = 'xinghuo-1';
const LIAISON = 'power-a';
const HEAD = 'power-head';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const DISCIPLINE = 'discipline-1';
const OPERATOR = 'operator-1';
const POWER_CUT = '厂区这两天老是跳闸，请供电公司来看看。';

let browser: Browser;
let world: WebWorld;

beforeAll(async () => {
  browser = await startBrowser();
  world = await startWebWorld({ clock: { start: '2026-11-23T16:45:00+08:00' } });
  const owner = await world.person(OWNER);
  await owner.says('group', POWER_CUT);
  await world.tg.waitForMessage(await world.person(LIAISON), '有新的诉求件');
  // Two gatherings: one that has been held by the time of the brief, and one ahead.
  const convener = await world.person(HUB);
  for (const call of [
    '夜沙龙 11月23日 17:30 主题 用电 请 星火 部门 供电',
    '早餐会 11月26日 8:00 主题 用工 请 星火 部门 供电',
  ]) {
    await convener.tells(call);
    const shown = await world.tg.waitForMessage(
      convener,
      ({ text, buttons }) => text.includes(call.slice(0, 3)) && buttons.length > 0,
    );
    await convener.press(shown, '发出邀请');
    await world.tg.waitForMessage(convener, `${call.slice(0, 3)}的邀请已私聊发给`);
  }
  await convener.tells('活动 1 记\n星火：门口的路灯不亮\n建议 星火：多办这样的会');
  await world.tg.waitForMessage(convener, '登记诉求 1 件，记下建议 1 条');
  // A brief is kept once it was sent: past 17:30.
  const leap = await fetch(`${world.url}/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: world.url },
    body: JSON.stringify({ to: 'hour' }),
  });
  expect(leap.ok).toBe(true);
  const hub = await world.person(HUB);
  await world.tg.waitForMessage(hub, '【日报】');
  // Whose matter these two are the dispatcher settles; three spoke of the same.
  for (const [who, words] of [
    ['fengling-1', '园区门口的问题反映了好几次，到底归谁管，请帮忙协调。'],
    ['chaoyang-pv-1', '项目卡在手续上半年了，请哪个部门牵头帮忙协调一下。'],
    ['qingyun-1', '矿上老是跳闸，请供电公司来看看。'],
    ['shangchao-1', '超市晚上跳闸，请供电公司来看看。'],
  ] as const) {
    await (await world.person(who)).says('group', words);
    await world.tg.waitForMessage('group', ({ text }) => text.includes('【') && text.includes(words));
  }
  await hub.tells('备注 1 已和供电公司通过电话，师傅下午到厂');
  await world.tg.waitForMessage(hub, '记下备注');
  await (await world.person(LEADER)).tells('督办 1 请供电公司本周五前把跳闸的情况说清楚');
  await world.tg.waitForMessage(await world.person(LEADER), '督办已发出');
  // What the county arranges beside the tickets.
  await hub.tells('调度会 11月27日 15:00');
  await world.tg.waitForMessage(hub, '第 1 次调度会定在');
  await hub.tells('调度会 加 1');
  await world.tg.waitForMessage(hub, '已列入第 1 次调度会');
  await hub.tells('提题 1 4 5 供电 停电提前一天通知到人');
  await world.tg.waitForMessage(await world.person(LEADER), '提请立题');
  await (await world.person(LEADER)).tells('立题 1');
  await world.tg.waitForMessage(hub, '已立题');
  await hub.tells('整改 1 措施 12月4日前改为提前一天发短信');
  await world.tg.waitForMessage(hub, '题 1 措施 1');
  const liaison = await world.person(LIAISON);
  await liaison.tells(
    '报备检查 星火 11月27日 9:00 用电安全 专项 依据 没有 批准人 倪国霖 人员 王一 0411001、李二 0411002 通知书 没有',
  );
  const preview = await world.tg.waitForMessage(liaison, '【报备检查】供电公司');
  await liaison.press(preview, '报备');
  await world.tg.waitForMessage(liaison, '已报备：检查 1');
  await owner.tells('开始帮办 厂房开工');
  await world.tg.waitForMessage(owner, '开始帮办，编号 7');
}, 900_000);
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

/** What people see who are neither of a department nor of the hub. */
const OWN_PAGES: Readonly<Record<string, readonly string[]>> = {
  [OWNER]: [
    '/w',
    '/w/board',
    '/w/board?p=2025年',
    '/w/trend',
    '/w/figure?f=counts.registered&p=本月',
    '/w/tickets',
    '/w/tickets?q=没有这样的',
    '/w/t/1',
    '/w/e/xinghuo',
    '/w/events',
    '/w/events/2',
    '/w/inspections',
    '/w/visits',
    '/w/talk',
    '/w/feedback',
    '/w/privacy',
    '/w/d/power',
  ],
  [DISCIPLINE]: [
    '/w',
    '/w/tickets',
    '/w/t/1',
    '/w/board',
    '/w/policies',
    '/w/talk',
    '/w/feedback',
    '/w/privacy',
  ],
  [OPERATOR]: [
    '/w',
    '/w/checkup',
    '/w/roster',
    '/w/past',
    '/w/library',
    '/w/platform',
    '/w/tickets',
    '/w/talk',
  ],
  [HUB]: ['/w/checkup', '/w/trend'],
};
/** Of these, what is not theirs: the page that says so. */
const HIDDEN: Readonly<Record<string, readonly string[]>> = {
  [DISCIPLINE]: ['/w/t/1', '/w/board'],
};

/** A workbook that the page gave, with another telephone in its first row that has one. */
async function withOtherPhone(book: Buffer, sheet: string): Promise<Buffer> {
  const sheets = (await readBook(book)).map(({ name, rows }) => {
    const at = rows[0]?.indexOf('电话') ?? -1;
    const first = name === sheet ? rows.findIndex((row, place) => place > 0 && row[at]) : -1;
    const data = rows.map((row, place) =>
      row.map((cell, column) => (place === first && column === at ? '0357-7654321' : cell)),
    );
    return { sheet: name, data: data as SheetData };
  });
  return writeSheets(sheets).toBuffer();
}

describe.each([
  ['on a phone', PHONE],
  ['on a desk', DESKTOP],
] as const)('%s', (_, viewport) => {
  test('guides and policies are whole and clean, with what a firm and the offices may do there', async () => {
    const context = await openBrowser(browser, { viewport, bypassCSP: true });
    for (const id of [OWNER, 'land-a', 'approval-a']) {
      const page = await enter(context, id);
      for (const path of [
        '/w/guides',
        '/w/guides/7',
        '/w/policies',
        '/w/policies/job-refund',
        '/w/finance',
      ]) {
        await page.goto(`${world.url}${path}`);
        await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
        expect(await faultsOf(page), `${id} ${path}`).toEqual([]);
        if (viewport === PHONE) expect(await tooSmall(page), `${id} ${path}`).toEqual([]);
      }
      await page.close();
    }
    await context.close();
  });

  test('every page is whole and clean, for everybody', async () => {
    const pages = [
      '/w',
      '/w/board',
      '/w/board?p=本周',
      '/w/board?p=2025年',
      '/w/figure?f=rates.onTime&p=本月',
      '/w/figure?f=counts.registered&p=本月',
      '/w/tickets',
      '/w/tickets?q=没有这样的',
      '/w/t/1',
      '/w/desk',
      '/w/councils',
      '/w/councils/1',
      '/w/themes',
      '/w/themes/1',
      '/w/tickets?q=跳闸&kind=complaint&light=fine',
      '/w/e/xinghuo',
      '/w/d/power',
      '/w/events',
      '/w/events/1',
      '/w/events/2',
      '/w/guides',
      '/w/guides/7',
      '/w/talk',
      '/w/feedback',
      '/w/privacy',
      '/w/inspections',
      '/w/inspections/1',
      '/w/inspections/new',
      '/w/visits',
      '/w/finance',
      '/w/powers',
      '/w/platform',
      '/w/library',
      '/w/nowhere',
    ];
    const context = await openBrowser(browser, { viewport, bypassCSP: true });
    for (const id of [LIAISON, HEAD, HUB, LEADER]) {
      const page = await enter(context, id);
      for (const path of pages) {
        await page.goto(`${world.url}${path}`);
        expect(await faultsOf(page), `${id} ${path}`).toEqual([]);
        if (viewport === PHONE) expect(await tooSmall(page), `${id} ${path}`).toEqual([]);
      }
      await page
        .getByRole('button', { name: '退出' })
        .or(page.getByRole('link', { name: '回首页' }))
        .first()
        .waitFor();
      await page.close();
    }
    const hub = await enter(context, HUB);
    for (const path of [
      '/w',
      '/w/roster',
      '/w/past',
      '/w/policies',
      '/w/policies/job-refund',
      '/w/t/1',
      '/w/d/power',
    ]) {
      await hub.goto(`${world.url}${path}`);
      expect(await faultsOf(hub), `${HUB} ${path}`).toEqual([]);
      if (viewport === PHONE) expect(await tooSmall(hub), `${HUB} ${path}`).toEqual([]);
    }
    // The desk: two are chosen, and looked at before they are settled; nothing is done yet.
    await hub.goto(`${world.url}/w/desk`);
    const boxes = hub.locator('#queued input[type=checkbox]');
    expect(await boxes.count()).toBeGreaterThanOrEqual(2);
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await hub.locator('#queued select').first().selectOption('development');
    await hub.getByRole('button', { name: '分办选中的…' }).click();
    await hub.getByRole('heading', { name: '请确认' }).waitFor();
    expect(await faultsOf(hub), 'what several would become').toEqual([]);
    // A brief as it was sent.
    await hub.goto(`${world.url}/w/summaries`);
    expect(await faultsOf(hub), 'the briefs that are kept').toEqual([]);
    await hub.getByRole('link', { name: /日报/ }).first().click();
    await hub.getByRole('heading', { name: '发出以后有变的' }).waitFor();
    expect(await faultsOf(hub), 'a brief as it was sent').toEqual([]);
    // A board with what several spoke of alike, and a ticket with a note and an order.
    await hub.goto(`${world.url}/w/board`);
    await hub.getByRole('heading', { name: /反映集中的/ }).waitFor();
    await hub.locator('.alike a').first().click();
    await hub.locator('a.row').first().waitFor();
    expect(await faultsOf(hub), 'the tickets of a theme').toEqual([]);
    await hub.goto(`${world.url}/w/t/1`);
    await hub.locator('#notes').getByText('师傅下午到厂').waitFor();
    await hub.locator('#papers').getByRole('button', { name: '出具督办通知单' }).waitFor();
    expect(await faultsOf(hub), 'a ticket with notes and papers').toEqual([]);
    // A list that somebody has named.
    await hub.goto(`${world.url}/w/tickets?q=跳闸`);
    await hub.getByText('存成常用筛选').click();
    await hub.getByLabel('常用筛选的名字').fill(`跳闸的 ${viewport.width}`);
    await hub.getByRole('button', { name: '存', exact: true }).click();
    await hub.getByRole('link', { name: `跳闸的 ${viewport.width}` }).waitFor();
    expect(await faultsOf(hub), 'a list that has a name').toEqual([]);
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
    await context.close();
  }, 900_000);

  test('an owner’s pages, those of 纪检 and of the operator, are whole, clean and reached by keyboard', async () => {
    const context = await openBrowser(browser, { viewport, bypassCSP: true });
    for (const [id, paths] of Object.entries(OWN_PAGES)) {
      const page = await enter(context, id);
      for (const path of paths) {
        const answer = await page.goto(`${world.url}${path}`);
        const status = HIDDEN[id]?.includes(path) ? 404 : 200;
        expect(answer?.status(), `${id} ${path}`).toBe(status);
        await expectUsable(page, viewport, `${id} ${path}`);
      }
      await page.close();
    }
    await context.close();
  }, 900_000);

  test('what was handed in is looked at before it counts, and that page is whole, clean and reached by keyboard', async () => {
    const context = await openBrowser(browser, { viewport, bypassCSP: true });
    const page = await enter(context, HUB);
    const looksAt = async (path: string, name: string, buffer: Buffer, shown: RegExp) => {
      await page.goto(`${world.url}${path}`);
      const file = { name, mimeType: 'application/octet-stream', buffer };
      await page.locator('input[type=file]').setInputFiles(file);
      const answer = page.waitForResponse((one) => one.request().method() === 'POST');
      await page.getByRole('button', { name: '上传并查看' }).click();
      await (await answer).finished();
      await page.waitForLoadState();
      expect(await page.locator('main').innerText(), `${path}: ${name}`).toMatch(shown);
      await expectUsable(page, viewport, `${path}: ${name}`);
    };
    for (const [path, book, sheet] of [
      ['/w/roster', '/w/roster/roster.xlsx', '人员'],
      ['/w/library', '/w/library/policies.xlsx', '政策'],
    ] as const) {
      const answer = await context.request.get(`${world.url}${book}`);
      const bytes = await withOtherPhone(await answer.body(), sheet);
      await looksAt(path, '改了电话.xlsx', bytes, /0357-7654321/);
      await looksAt(path, '不是表格.xlsx', Buffer.from('编号,姓名'), /不是 .xlsx 文件/);
    }
    await page.close();
    await context.close();
  }, 300_000);

  test('the door: a link, one that was used, one’s session that is over, and nobody', async () => {
    const context = await openBrowser(browser, { viewport, bypassCSP: true });
    const page = await context.newPage();
    const link = await linkOf(OWNER);
    await page.goto(link);
    await expectUsable(page, viewport, 'a link');
    await page.getByRole('button', { name: '进入' }).click();
    await page.getByRole('navigation', { name: '主要页面' }).waitFor();
    await page.goto(`${world.url}/w/talk`);
    const field = page.getByRole('textbox', { name: '要说的话' });
    await field.fill('进度 1');
    await context.clearCookies();
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('heading', { name: '登录已经过期，刚才这一步没有办' }).waitFor();
    await expectUsable(page, viewport, 'a session that is over');
    expect((await page.goto(link))?.status()).toBe(410);
    await page.getByRole('heading', { name: '这个链接已经用过' }).waitFor();
    await expectUsable(page, viewport, 'a link that was used');
    expect((await page.goto(`${world.url}/w`))?.status()).toBe(401);
    await expectUsable(page, viewport, 'nobody');
    await context.close();
  }, 300_000);
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
  await page.waitForURL(/\?.*q=/);
  // A row: the lists that the same person has named above are called 跳闸 as well.
  await page.locator('a.row', { hasText: '跳闸' }).first().click();
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

test('with the keyboard alone the dispatcher settles one at the desk: space, a department, Enter, Enter', async () => {
  const context = await openBrowser(browser);
  const page = await enter(context, HUB);
  await page.goto(`${world.url}/w/desk`);
  const before = await page.locator('#queued input[type=checkbox]').count();
  await page.locator('#queued input[type=checkbox]').first().focus();
  await page.keyboard.press('Space');
  for (let step = 0; step < 20; step++) {
    await page.keyboard.press('Tab');
    if ((await page.locator(':focus').evaluate((one) => one.nodeName)) === 'SELECT') break;
  }
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus').innerText()).resolves.toContain('分办');
  await page.keyboard.press('Enter');
  const confirm = page.getByRole('button', { name: /确认，办 1 件/ });
  await confirm.waitFor();
  for (let step = 0; step < 30; step++) {
    await page.keyboard.press('Tab');
    if (/确认/.test(await page.locator(':focus').innerText())) break;
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /办了 1 件/ }).waitFor();
  await page.goto(`${world.url}/w/desk`);
  expect(await page.locator('#queued input[type=checkbox]').count()).toBe(before - 1);
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
