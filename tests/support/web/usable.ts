/** Whether a page can be used: by axe-core, by a finger, by the Tab key, and within its window. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { PHONE } from './browser.ts';

const FINGER = 44;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Fault {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/**
 * The page as axe reads it, but for what its texts, addresses and values say: whoever sees the same elements, of the same
 * classes and with the same attributes filled, in a window of that size, sees the same colours and names.
 */
export const MARKUP = `(() => {
  const KEPT = new Set(['class', 'role', 'type', 'lang', 'scope', 'open', 'hidden', 'disabled', 'tabindex', 'style']);
  const written = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() === '' ? '' : 't';
    if (node.nodeType !== Node.ELEMENT_NODE) return '';
    const attributes = [...node.attributes].map(({ name, value }) => {
      if (KEPT.has(name) || (name.startsWith('aria-') && !/label|describedby|controls/.test(name))) return name + '=' + value;
      // What refers to each other: whether it finds the other, not under which name.
      if (name === 'for' || /^aria-(labelledby|describedby|controls)$/.test(name))
        return name + value.split(' ').map((id) => document.getElementById(id)?.nodeName).join();
      if (name === 'id') return 'id' + (document.querySelectorAll('#' + CSS.escape(value)).length);
      return name + (value === '' ? '' : '=');
    });
    const style = getComputedStyle(node);
    return node.nodeName + '[' + attributes.join(' ') + ' ' + style.color + style.backgroundColor + style.display + ']('
      + [...node.childNodes].map(written).join('') + ')';
  };
  return innerWidth + (document.title === '' ? '' : 't') + written(document.documentElement);
})()`;
/** The markup in which axe has found nothing. */
const clean = new Set<string>();

/** What axe finds wrong, and whether the page is wider than its window. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
  const markup = String(await page.evaluate(MARKUP));
  const faults = clean.has(markup) ? [] : await axeFaults(page);
  if (faults.length === 0) clean.add(markup);
  return [
    ...faults.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    ...(wide > 0 ? [`${wide} px wider than the window`] : []),
  ];
}

async function axeFaults(page: Page): Promise<readonly Fault[]> {
  await page.evaluate(AXE);
  const run = `axe.run({ resultTypes: ['violations'], selectors: false }).then(({ violations }) => violations)`;
  return (await page.evaluate(run)) as readonly Fault[];
}

/** What a finger presses, and is smaller than a finger; a link within a sentence or a table is as high as its line. */
export async function tooSmall(page: Page): Promise<readonly string[]> {
  return (await page.evaluate(`[...document.querySelectorAll(
      'button, select, textarea, summary, .button, .pick, .ready a, .counts a, .crumbs a, .take a, .row, .asked a, .top nav a, .lights a, .kept a, .alike a, .foot a, input:not([type=hidden], [type=checkbox], [type=radio])',
    )]
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([one, { width, height }]) => !one.closest('.skip') && width > 0 && Math.min(width, height) < ${FINGER})
    .map(([one, { width, height }]) => Math.round(width) + '×' + Math.round(height) + ' ' + one.outerHTML.slice(0, 90))`)) as readonly string[];
}

/** Clean, no wider than its window, with nothing too small for a finger, and all of it within reach of the Tab key. */
export async function expectUsable(page: Page, viewport: typeof PHONE, name: string): Promise<void> {
  expect(await faultsOf(page), name).toEqual([]);
  if (viewport === PHONE) expect(await tooSmall(page), name).toEqual([]);
  expect(await missedByKeyboard(page), `${name}: not reached by keyboard, or not seen to be`).toEqual([]);
}

/** What can be used and the Tab key does not come to, or where one does not see that it did; of radio buttons one of each group. */
export async function missedByKeyboard(page: Page): Promise<readonly string[]> {
  const count = Number(
    await page.evaluate(`(() => {
      const seen = new Set();
      const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
        .filter((one) => !one.disabled && one.checkVisibility({ visibilityProperty: true }))
        .filter((one) => {
          const group = one.type === 'radio' ? one.form?.action + one.name : null;
          if (group === null) return true;
          const isNew = !seen.has(group);
          seen.add(group);
          return isNew;
        });
      globalThis.waiting = new Set(all);
      globalThis.unseen = [];
      document.activeElement?.blur();
      document.addEventListener('focusin', ({ target: one }) => {
        const isSame = (other) => other.type === 'radio' && other.name === one.name && other.form === one.form;
        waiting.delete(one.type === 'radio' ? all.find(isSame) : one);
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
        if ((outlineStyle === 'none' || outlineWidth === '0px') && boxShadow === 'none') unseen.push(one);
      });
      return all.length;
    })()`),
  );
  // From the top to the bottom, and once beyond.
  for (let step = 0; step <= count; step++) await page.keyboard.press('Tab');
  return (await page.evaluate(
    `[...waiting, ...unseen].map((one) => one.outerHTML.slice(0, 120))`,
  )) as readonly string[];
}
