/** One figure, what it means, and the tickets that it is made of. */

import type { Scope } from '../../../desk/leaders/figures.ts';
import { nameOfScope } from '../../../desk/leaders/scope.ts';
import type { View } from '../../../dialogue/view.ts';
import { type Figure, type Rate, rateInWords } from '../../../domain/metrics.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { type Html, html } from '../../views/html.ts';
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
  'response',
  'resolution',
  'satisfaction',
  'reworked',
] as const;

/** Name and definition (口径), as the sheet of the chat has them. */
const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  'counts.open': ['在办', '期末没有办完的；部门已报办结、待企业评价的也在内，挂账的另列。'],
  'counts.overdue': ['超期', '期末过了办结时限还没有办结的；挂账前已经超期的，挂账后仍在内。'],
  'counts.registered': ['新收', '期内登记的。'],
  'counts.closed': ['销号', '期末已经办完的：企业评价了的，和到期没有评价的。'],
  'counts.suspended': ['挂账', '期末经领导批准挂账的；各率的分母里都有。'],
  'counts.unhappy': ['不满意', '企业在期内说了没解决，或评了不满意的。'],
  'counts.unrated': ['未评价', '销号的里头，企业到期没有评价的。'],
  'counts.excluded': ['剔除', '期内撤回、并单、不予受理的，不在各率的分母里。'],
  'rates.onTime': [
    '按期办结率',
    '期内到期的件里，按期办结、企业从没退回的占多少；退回过的，重办得再快也不算。',
  ],
  'rates.dueCompletion': ['到期办结率', '期内到期的件里，已经销号的占多少。'],
  'rates.yearCompletion': ['今年办结率', '今年受理的件里，到期末已经销号的占多少。'],
  'rates.completion': ['累计办结率', '历来受理的件里，到期末已经销号的占多少。'],
  'rates.signedOnTime': ['按时签收率', '期内该签收的，按时签收的占多少。'],
  'rates.fedBackOnTime': ['按时反馈率', '期内该首次反馈的，按时反馈（或直接办结）的占多少。'],
  'rates.response': ['响应率', '企业答了这一问的里头，说部门主动联系了的占多少。'],
  'rates.resolution': ['解决率', '企业作出答复的里头，说解决了、期内没说过没解决的占多少。'],
  'rates.satisfaction': ['满意率', '企业作出答复的里头，满意算一件，基本满意算 0.9 件。'],
  'rates.reworked': ['重办率', '期内派出的件里，企业说没解决、退回重办过的占多少。'],
};

export function nameOfFigure(figure: Figure): string {
  return NAMES[figure]?.[0] ?? figure;
}

export function scopeName(scope: Scope, view: View): string {
  return nameOfScope(scope, view) ?? '全市';
}

/** How an address names a scope; one's own needs no name. */
export function scopeQuery(scope: Scope): Record<string, string> {
  if (scope.of === 'department') return { d: scope.id };
  return scope.of === 'enterprise' ? { e: scope.id } : {};
}

interface Asked {
  readonly scope: Scope;
  readonly period: PeriodShown;
}

/** `base`: the tickets that a rate is taken of. */
export function figureHref(figure: Figure, { scope, period }: Asked, base = false, page = 1): string {
  const query = new URLSearchParams({
    f: figure,
    p: period.words,
    ...scopeQuery(scope),
    ...(base ? { base: '1' } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  });
  return `${BASE}/figure?${query}`;
}

export function figurePage(page: {
  readonly site: Site;
  readonly reader: Reader;
  readonly scope: Scope;
  readonly figure: Figure;
  readonly period: PeriodShown;
  /** The base of a rate is shown, not what is counted of it. */
  readonly isBase: boolean;
  readonly rate: Rate | null;
  readonly count: number;
  readonly tickets: readonly Ticket[];
  readonly page: number;
  readonly last: number;
  readonly view: View;
}): Html {
  const { site, reader, scope, figure, period, isBase, rate, count, tickets, view } = page;
  const name = nameOfFigure(figure);
  const about = NAMES[figure]?.[1] ?? '';
  const board = `${BASE}/board?${new URLSearchParams({
    p: period.words,
    ...scopeQuery(scope),
  })}`;
  return framed({
    site,
    reader,
    title: name,
    place: null,
    live: true,
    body: html`<p class="crumbs"><a href="${board}">${scopeName(scope, view)} ${period.label}</a></p>
<h1>${name} <small>${rate ? rateInWords(rate) : `${count} 件`}</small></h1>
<p class="lead">${about}</p>
${rate && html`<ul class="ready" aria-label="分子和分母"><li><a href="${figureHref(figure, page)}"${!isBase && html` aria-current="true"`}>算上的</a></li><li><a href="${figureHref(figure, page, true)}"${isBase && html` aria-current="true"`}>分母 ${rate.denominator} 件</a></li></ul>`}
${rows(tickets, view, '一件也没有。')}
${count > 0 && html`<p class="take"><a href="${figureHref(figure, page, isBase).replace('/figure?', '/figure.xlsx?')}">导出台账（Excel）</a></p>`}
${page.last > 1 && html`<nav class="pages" aria-label="翻页">${page.page > 1 && html`<a href="${figureHref(figure, page, isBase, page.page - 1)}" rel="prev">上一页</a>`}<span>第 ${page.page} 页，共 ${page.last} 页</span>${page.page < page.last && html`<a href="${figureHref(figure, page, isBase, page.page + 1)}" rel="next">下一页</a>`}</nav>`}`,
  });
}
