/** One figure, what it means, and the tickets that it is made of. */

import { meaningOf, nameOfFigure } from '../../../briefs/figure-names.ts';
import type { Scope } from '../../../desk/leaders/figures.ts';
import { nameOfScope } from '../../../desk/leaders/scope.ts';
import type { View } from '../../../dialogue/view.ts';
import {
  type Figure,
  figureNamed,
  isRate,
  isSmall,
  type Rate,
  type Rates,
  rateInWords,
} from '../../../domain/metrics.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { type Html, html } from '../../views/html.ts';
import type { FigurePart } from '../figure-part.ts';
import type { PeriodShown } from '../figures.ts';
import type { Reader } from '../session.ts';
import { BASE, type Site } from '../site.ts';
import { framed } from './frame.ts';
import { rows } from './rows.ts';

export const COUNTS_SHOWN = [
  'open',
  'overdue',
  'registered',
  'closed',
  'suspended',
  'unhappy',
  'unrated',
  'excluded',
] as const;
export const RATES_SHOWN = [
  'onTime',
  'dueCompletion',
  'yearCompletion',
  'completion',
  'signedOnTime',
  'fedBackOnTime',
  'firstRight',
  'response',
  'resolution',
  'satisfaction',
  'reworked',
] as const;

export function scopeName(scope: Scope, period: PeriodShown, view: View): string {
  return nameOfScope(scope, period, view) ?? '全市';
}

/** How an address names a scope; one's own needs no name. */
export function scopeQuery(scope: Scope): Record<string, string> {
  if (scope.of === 'department') return { d: scope.id };
  return scope.of === 'enterprise' ? { e: scope.id } : {};
}

/** The board of a period, or its line over the periods before. */
export function boardHref(
  scope: Scope,
  { words }: Pick<PeriodShown, 'words'>,
  page: 'board' | 'trend' = 'board',
): string {
  return `${BASE}/${page}?${new URLSearchParams({ p: words, ...scopeQuery(scope) })}`;
}

interface Asked {
  readonly scope: Scope;
  readonly period: PeriodShown;
  readonly part?: Pick<FigurePart, 'query'>;
  /** Of the period before that one. */
  readonly isFormer?: boolean;
}

/** `base`: the tickets that a rate is taken of. */
export function figureHref(
  figure: Figure,
  { scope, period, part, isFormer }: Asked,
  base = false,
  page = 1,
): string {
  const query = new URLSearchParams({
    f: figure,
    p: period.words,
    ...scopeQuery(scope),
    ...part?.query,
    ...(isFormer ? { was: '1' } : {}),
    ...(base ? { base: '1' } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  });
  return `${BASE}/figure?${query}`;
}

/** A number of tickets, which leads to them. */
export function linked(number: number, href: string, words: Html | string = String(number)): Html {
  return html`<a data-tickets="${number}" href="${href}">${words}</a>`;
}

/** 95%（19/20，其中未评价 3）: each of the three leads to its tickets. */
export function rateLinked(rate: Rate, name: keyof Rates, asked: Asked): Html {
  if (rate.denominator === 0) return html`—`;
  const figure = `rates.${name}` as const;
  const counted = Number(rate.numerator.toFixed(1));
  const counts = html`${linked(counted, figureHref(figure, asked))}/${linked(rate.denominator, figureHref(figure, asked, true))}`;
  const unrated = figureNamed(`unratedIn.${name}`);
  const note =
    rate.unrated && unrated ? html`其中未评价 ${linked(rate.unrated, figureHref(unrated, asked))}` : null;
  if (isSmall(rate)) return note ? html`${counts}（${note}）` : counts;
  return html`${percentOf(rate)}（${counts}${note && html`，${note}`}）`;
}

/** 95%; of a small base its counts. */
export function percentOf(rate: Rate): string {
  return rateInWords(rate).replace(/（.*/u, '');
}

export function figurePage(page: {
  readonly site: Site;
  readonly reader: Reader;
  readonly scope: Scope;
  readonly figure: Figure;
  readonly period: PeriodShown;
  /** Of the period before it; `label`: what the one that is shown is called. */
  readonly isFormer: boolean;
  readonly label: string;
  readonly part: FigurePart;
  /** The base of a rate is shown, not what is counted of it. */
  readonly isBase: boolean;
  readonly rate: Rate | null;
  readonly count: number;
  readonly tickets: readonly Ticket[];
  readonly page: number;
  readonly last: number;
  readonly view: View;
}): Html {
  const { site, reader, scope, figure, period, label, isBase, rate, count, tickets, view } = page;
  const name = `${nameOfFigure(figure, view)}${page.part.name}`;
  const about = `${nameOfFigure(figure, view)}${isRate(figure) ? '＝' : '：'}${meaningOf(figure, view)}。`;
  const board = boardHref(scope, period);
  return framed({
    site,
    reader,
    title: name,
    place: null,
    live: true,
    body: html`<p class="crumbs"><a href="${board}">${scopeName(scope, period, view)} ${label}</a></p>
<h1>${name} <small>${rate ? rateInWords(rate) : `${count} 件`}</small></h1>
<p class="lead">${about}</p>
${rate && html`<ul class="ready" aria-label="分子和分母"><li><a href="${figureHref(figure, page)}"${!isBase && html` aria-current="true"`}>算上的</a></li><li><a href="${figureHref(figure, page, true)}"${isBase && html` aria-current="true"`}>分母 ${rate.denominator} 件</a></li></ul>`}
${rows(tickets, view, '一件也没有。')}
${count > 0 && html`<p class="take"><a href="${figureHref(figure, page, isBase).replace('/figure?', '/figure.xlsx?')}">导出台账（Excel）</a></p>`}
${page.last > 1 && html`<nav class="pages" aria-label="翻页">${page.page > 1 && html`<a href="${figureHref(figure, page, isBase, page.page - 1)}" rel="prev">上一页</a>`}<span>第 ${page.page} 页，共 ${page.last} 页</span>${page.page < page.last && html`<a href="${figureHref(figure, page, isBase, page.page + 1)}" rel="next">下一页</a>`}</nav>`}`,
  });
}
