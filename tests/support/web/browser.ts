/** A real Chromium for the pages, with a Chinese font of its own: the machine may have none. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { environmentNow } from '../environment.ts';

const FONT = dirname(
  createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'),
);
const FONT_FACES = readFileSync(join(FONT, 'index.css'), 'utf8').replaceAll('./files/', '/assets/test-font/');

/** Made for scraping: without these it guards its pages as the browsers of people do. */
const LOOSENING = /web-security|insecure-content|site-isolation|single-process|no-zygote/;

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };

/** What a packed Chromium is started with. Its libraries and fonts it looks for where its environment says. */
interface Packed {
  readonly args: readonly string[];
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

let packed: Promise<Packed> | undefined;

export async function startBrowser(): Promise<Browser> {
  packed ??= unpacked();
  const { args, ...place } = await packed;
  return await chromium.launch({
    args: args.filter((arg) => !LOOSENING.test(arg)),
    ...place,
    headless: true,
  });
}

/** The package says where things lie by changing the environment of whoever loads it: Chromium gets that, we do not. */
async function unpacked(): Promise<Packed> {
  const putBack = environmentNow();
  // Read when the module is loaded: it then unpacks the libraries that a bare machine lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x';
  const { default: pack } = await import('@sparticuz/chromium');
  // Pages have no 3D: drawn by a graphics card in software they cost three times as much.
  pack.setGraphicsMode = false;
  const executablePath = await pack.executablePath();
  const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
  putBack();
  return { args: pack.args, executablePath, env };
}

/**
 * A browser of somebody: its windows share nothing with those of another. `chinese` gives its pages a font with Chinese
 * characters, served as one of their assets, for tests in which shapes and widths matter; it takes a second a page.
 */
export async function openBrowser(
  browser: Browser,
  { chinese = false, ...options }: BrowserContextOptions & { readonly chinese?: boolean } = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'zh-CN', ...options });
  context.setDefaultTimeout(60_000);
  await context.addInitScript({ path: fileURLToPath(new URL('in-page.js', import.meta.url)) });
  if (!chinese) return context;
  await context.route('**/assets/base.css', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${FONT_FACES}\n${await answer.text()}` });
  });
  await context.route('**/assets/test-font/*', (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    return route.fulfill({ path: join(FONT, 'files', name), contentType: 'font/woff2' });
  });
  return context;
}
