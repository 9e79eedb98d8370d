/** Briefs that are kept: the list, and one with what has changed since it was sent. */
import { nameOfFigure } from '../../../briefs/figure-names.ts';
import type { KeptSummary } from '../../../desk/leaders/kept.ts';
import { type Changes, figureValue, titleOf } from '../../../desk/leaders/reprint.ts';
import type { View } from '../../../dialogue/view.ts';
import { instantInWords } from '../../../domain/time.ts';
import { type Html, html } from '../../views/html.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { boardHref } from './figure.ts';
import { framed } from './frame.ts';

const STOOD = {
  closed: '当时在办，现已销号',
  excluded: '当时在办，后来撤回、并单或不予受理',
  suspended: '当时在办，现在挂账',
  reopened: '当时已销号，现在又在办',
} as const;

export function summariesPage(page: {
  readonly site: Site;
  readonly reader: Reader;
  readonly keys: readonly string[];
  readonly page: number;
  readonly last: number;
  readonly view: View;
}): Html {
  const { site, reader, keys, view } = page;
  const href = (to: number): string => `${BASE}/summaries?page=${to}`;
  return framed({
    site,
    reader,
    title: '存着的简报',
    place: null,
    body: html`<p class="crumbs"><a href="${BASE}/board">看板</a></p>
<h1>存着的简报</h1>
<p class="lead">每一份都照发出时的样子存着，点开看后来有什么变了。</p>
${keys.length === 0 ? html`<p class="panel">还没有。日报、周报、月报、年报发出后都在这里。</p>` : html`<ul class="kept panel">${keys.map((key) => html`<li><a href="${hrefOf(key)}">${key.startsWith('daily:') ? titleOf(key, view) : html`<strong>${titleOf(key, view)}</strong>`}</a></li>`)}</ul>`}
${page.last > 1 && html`<nav class="pages" aria-label="翻页">${page.page > 1 && html`<a href="${href(page.page - 1)}" rel="prev">上一页</a>`}<span>第 ${page.page} 页，共 ${page.last} 页</span>${page.page < page.last && html`<a href="${href(page.page + 1)}" rel="next">下一页</a>`}</nav>`}`,
  });
}

export function summaryPage(page: {
  readonly site: Site;
  readonly reader: Reader;
  readonly kept: KeptSummary;
  readonly text: string;
  readonly changes: Changes;
  readonly view: View;
}): Html {
  const { site, reader, kept, text, view } = page;
  const title = titleOf(kept.key, view);
  const board = boardHref({ of: 'county' }, { words: kept.key.replace(':', '_') });
  return framed({
    site,
    reader,
    title,
    place: null,
    live: true,
    body: html`<p class="crumbs"><a href="${BASE}/summaries">存着的简报</a></p>
<h1>${title} <small>原于 ${instantInWords(kept.sentAt, view.now)} 发出</small></h1>
<div class="panel as-sent">${text}</div>
<h2>发出以后有变的</h2>${changed(page)}
<p class="take"><a href="${board}">这一期现在的看板</a></p>`,
  });
}

function changed({ changes, view }: { readonly changes: Changes; readonly view: View }): Html {
  const { figures, stood } = changes;
  const moved = (['closed', 'excluded', 'suspended', 'reopened'] as const).filter(
    (what) => stood[what].length > 0,
  );
  if (figures.length + moved.length === 0) return html`<p class="panel">没有。</p>`;
  return html`<ul class="changes panel">${figures.map(({ figure, was, now, numbers }) => {
    const [then, today] = [figureValue(figure, was), figureValue(figure, now)];
    return html`<li><strong>${nameOfFigure(figure, view)}</strong>　${then === today ? html`仍是 ${today}` : html`当时 ${then}，现在 ${today}`}<br><small>动了的件：${links(numbers)}</small></li>`;
  })}${moved.map((what) => html`<li><strong>${STOOD[what]}</strong>　${stood[what].length} 件<br><small>${links(stood[what])}</small></li>`)}</ul>`;
}

function links(numbers: readonly number[]): readonly Html[] {
  return numbers.map((number, turn) => html`${turn > 0 && '、'}<a href="${BASE}/t/${number}">${number}</a>`);
}

function hrefOf(key: string): string {
  return `${BASE}/summaries/${key.replace(':', '_')}`;
}
