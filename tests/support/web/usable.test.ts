/** What tells whether a page can be used tells it of pages of which we know. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, startBrowser } from './browser.ts';
import { MARKUP, missedByKeyboard } from './usable.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(() => browser.close());

test('two pages have the same markup where they differ in words alone', async () => {
  const page = await (await openBrowser(browser)).newPage();
  const markupOf = async (html: string): Promise<string> => {
    await page.setContent(`<!doctype html><html lang="zh"><title>页</title><body>${html}</body></html>`);
    return String(await page.evaluate(MARKUP));
  };
  const link = await markupOf('<a class="row" href="/w/t/1" id="t1">一件</a>');
  expect(await markupOf('<a class="row" href="/w/t/2" id="t2">两件</a>')).toBe(link);
  for (const other of [
    '<a class="row" href="/w/t/1" id="t1"></a>',
    '<a class="lamp" href="/w/t/1" id="t1">一件</a>',
    '<a class="row" href="/w/t/1" id="t1" aria-hidden="true">一件</a>',
    '<a class="row" href="/w/t/1" id="t1" style="color: red">一件</a>',
    '<a class="row" href="/w/t/1" id="t1">一件</a><i id="t1"></i>',
  ])
    expect(await markupOf(other), other).not.toBe(link);
  await page.context().close();
});

test('what the keyboard does not come to, or is not seen to, is told', async () => {
  const page = await (await openBrowser(browser)).newPage();
  await page.setContent(`<!doctype html><title>页</title><a href="#a">一</a><a href="#b" tabindex="-1">二</a>
<button style="outline: none">三</button><input type="radio" name="one"><input type="radio" name="one"><p tabindex="0">四</p>
<details><summary>五</summary><a href="#c">六</a></details><button disabled>七</button>`);
  expect(await missedByKeyboard(page)).toEqual([
    '<a href="#b" tabindex="-1">二</a>',
    '<button style="outline: none">三</button>',
  ]);
  await page.context().close();
});
