/**
 * The pages in the oldest browsers that people still have: Chromium 86, as in WeChat on an older Android phone (X5) and in the
 * browsers of offices (360, 麒麟), and the Safari of iOS 14.5. What is served is what is written: nothing is translated on
 * the way. Syntax is told by esbuild; what a browser must know by name, by the list below.
 */
import { readdirSync } from 'node:fs';
import { transform } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { assetRoutes } from '../../src/web/routes/assets.ts';
import { useVisit, type Visit } from './site/visit.ts';

const FLOOR = ['chrome86', 'ios14.5'];

/** Known to browsers above the floor alone, with the version of Chromium it came in. What only adorns may stay: text-wrap, accent-color, scrollbar-color. */
const LATER: Readonly<Record<'css' | 'js' | 'html', readonly RegExp[]>> = {
  css: [
    /:has\(/, // 105
    /:(?:is|where)\(/, // 88
    /:user-(?:in)?valid/, // 119
    /@container|container-type|\d(?:cqw|cqh|cqi|cqb)\b/, // 105
    /@layer|@scope|@property|@starting-style/, // 99 and later
    /aspect-ratio:/, // 88
    /color-mix\(|light-dark\(|(?:ok)?(?:lch|lab)\(/, // 111 and later
    /subgrid|overflow:\s*clip|content-visibility|field-sizing/, // 85 to 123
    /(?:margin|padding)-(?:inline|block):/, // 87
  ],
  js: [
    /\.at\(/, // 92
    /\.findLast(?:Index)?\(/, // 97
    /\.to(?:Sorted|Reversed|Spliced)\(|\.with\(/, // 110
    /\bstructuredClone\(|Object\.(?:hasOwn|groupBy)\(|Array\.fromAsync\(/, // 93 and later
    /\.randomUUID\(|AbortSignal\.(?:timeout|any)\(|URL\.canParse\(|withResolvers\(/, // 92 and later
    /\.(?:showModal|showPicker|requestSubmit|checkVisibility|(?:show|hide|toggle)Popover)\(/, // of these iOS 14.5 knows none
  ],
  html: [
    /<dialog[\s>]/,
    /\spopover(?:target)?[\s=>]/,
    /<search[\s>]/,
    /<details[^>]*\sname=/,
    /\sinert[\s=>]/,
  ],
};

/** What of a file browsers of the floor do not know; empty where they know all of it. */
async function unknownIn(kind: 'css' | 'js', text: string): Promise<readonly string[]> {
  const as = async (target: string | string[]): Promise<string> =>
    (await transform(text, { loader: kind, target, legalComments: 'none' })).code;
  const now = await as('esnext');
  const then = await as(FLOOR).catch((error: unknown) => String(error));
  const known = new Set(then.split('\n'));
  return [
    ...now.split('\n').filter((line) => !known.has(line)),
    ...LATER[kind].flatMap((later) => later.exec(now)?.[0] ?? []),
  ];
}

const ASSETS = readdirSync('src/web/assets').filter((name) => /\.(?:css|js)$/.test(name));

test.each(ASSETS)('%s is known to the oldest browsers that people still have', async (name) => {
  const answer = await assetRoutes().request(`/assets/${name}`);
  expect(answer.status).toBe(200);
  expect(await unknownIn(name.endsWith('.css') ? 'css' : 'js', await answer.text())).toEqual([]);
});

describe('told is', () => {
  test.each<['css' | 'js', string]>([
    ['css', '.a { .b { color: red } }'],
    ['css', '.a { inset: 0 }'],
    ['css', '@media (width >= 600px) { .a { color: red } }'],
    ['css', '.a { color: rgb(0 0 0 / 50%); background: color-mix(in srgb, red, blue) }'],
    ['css', 'td:has(a) { padding: 0 }'],
    ['css', '@container (min-width: 1px) { .a { color: red } }'],
    ['js', 'const last = list.at(-1);'],
    ['js', 'const page = await fetch("/");'],
    ['js', 'class One { static { start(); } }'],
    ['js', 'class One { #two = 1; has(one) { return #two in one; } }'],
    ['js', 'const found = /(?<=a)b/.exec(text);'],
    ['js', 'box.showModal();'],
  ])('%s: %s', async (kind, text) => expect(await unknownIn(kind, text)).not.toEqual([]));

  test.each<['css' | 'js', string]>([
    ['css', '.a { display: grid; gap: 8px; text-wrap: balance }'],
    ['js', 'const of = (one) => ({ ...one, two: one.two ?? 2 });'],
  ])('not %s: %s', async (kind, text) => expect(await unknownIn(kind, text)).toEqual([]));
});

describe('the pages', () => {
  let visit: Visit;
  useVisit(at('2026-11-23', '09:00'), (one) => {
    visit = one;
  });

  test('have no element or attribute that those browsers do not know, and no script or style within them', async () => {
    await visit.bench.says('xinghuo-1', '厂区这两天老是跳闸，请供电公司来看看。');
    const cookie = await visit.enter('dispatcher-1');
    for (const path of [
      '/',
      '/board',
      '/trend',
      '/tickets',
      '/t/1',
      '/desk',
      '/talk',
      '/roster',
      '/summaries',
    ]) {
      const { status, text } = await visit.get(path, cookie);
      expect(status, path).toBe(200);
      for (const later of [...LATER.html, /<script(?![^>]* src=)/, /<style/, / style="/])
        expect(later.exec(text)?.[0], path).toBeUndefined();
    }
  });
});
