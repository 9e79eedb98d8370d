/**
 * What a rehearsal never shows, in a real browser: the step before a file of the county’s is written, and what is said
 * after it. The pages are those of a bench; the browser gets its styles from there, too.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import writeSheets, { type SheetData } from 'write-excel-file/node';
import { readBook } from '../../../src/papers/book/read.ts';
import { assetRoutes } from '../../../src/web/routes/assets.ts';
import { DESKTOP, openBrowser, PHONE, startBrowser } from '../../support/web/browser.ts';
import { expectUsable } from '../../support/web/usable.ts';
import { type Got, URL_OF_PAGES, useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
const OPERATOR = 'operator-1';

let browser: Browser;
let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(() => browser.close());

type Cell = string | number | boolean | Date | null;

/** The first row of a sheet that has something in that column has other words there. */
async function changed(book: Uint8Array, column: string, to: string): Promise<Uint8Array> {
  let isDone = false;
  const sheets = (await readBook(book)).map(({ name, rows }) => {
    const at = rows[0]?.indexOf(column) ?? -1;
    const data = rows.map((row, place): Cell[] => {
      const cells: Cell[] = [...row];
      if (isDone || place === 0 || at < 0 || !cells[at]) return cells;
      isDone = true;
      cells[at] = to;
      return cells;
    });
    return { sheet: name, data: data as SheetData };
  });
  expect(isDone, `${column} is filled nowhere`).toBe(true);
  return new Uint8Array(await writeSheets(sheets).toBuffer());
}

const assets = assetRoutes();

/** A page of the bench as the browser shows it. */
async function shown(page: Page, { text }: Got): Promise<void> {
  await page.unrouteAll();
  await page.route(`${URL_OF_PAGES}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/w/shown')
      return route.fulfill({ body: text, contentType: 'text/html; charset=utf-8' });
    const answer = await assets.request(pathname);
    const contentType = answer.headers.get('content-type') ?? '';
    return route.fulfill({ status: answer.status, contentType, body: await answer.text() });
  });
  await page.goto(`${URL_OF_PAGES}/w/shown`);
}

const BOOKS = [
  {
    what: '名册',
    path: '/roster',
    book: '/roster/roster.xlsx',
    column: '电话',
    to: '13812345678',
    done: '名册已写入',
  },
  {
    what: '政策库',
    path: '/library',
    book: '/library/policies.xlsx',
    column: '名称',
    to: '另一个名称',
    done: '已写入',
  },
] as const;

test.each(BOOKS)('$what: what would be written, and that it was', async (one) => {
  const cookie = await visit.enter(OPERATOR);
  const bytes = await changed(await visit.bytes(one.book, cookie), one.column, one.to);
  const preview = await visit.upload(one.path, { name: `${one.what}.xlsx`, bytes }, cookie);
  expect(preview.text).toContain('确认写入');
  const [, token = ''] = /name="token" value="([\w-]+)"/.exec(preview.text) ?? [];
  const done = await visit.post(`${one.path}/confirm`, { token }, cookie);
  expect(done.text).toContain(one.done);
  for (const viewport of [PHONE, DESKTOP]) {
    const page = await (await openBrowser(browser, { viewport })).newPage();
    for (const [name, got] of [
      ['before it is written', preview],
      ['after', done],
    ] as const) {
      await shown(page, got);
      await expectUsable(page, viewport, `${one.what}, ${name}, ${viewport.width} px`);
    }
    await page.context().close();
  }
});
