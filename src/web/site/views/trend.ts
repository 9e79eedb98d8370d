/** 走势: what the line of the picture shows, in numbers; each opens the tickets that it is made of. */
import type { Scope } from '../../../desk/leaders/figures.ts';
import type { View } from '../../../dialogue/view.ts';
import type { Rate } from '../../../domain/metrics.ts';
import { type Html, html } from '../../views/html.ts';
import type { PeriodShown } from '../figures.ts';
import type { Reader } from '../session.ts';
import type { Site } from '../site.ts';
import { boardHref, rateLinked, scopeName } from './figure.ts';
import { framed } from './frame.ts';

interface Page {
  readonly site: Site;
  readonly reader: Reader;
  readonly scope: Scope;
  /** The last of the line. */
  readonly period: PeriodShown;
  /** The oldest first. */
  readonly points: readonly { readonly period: PeriodShown; readonly rate: Rate }[];
  readonly view: View;
}

export function trendPage({ site, reader, scope, period, points, view }: Page): Html {
  const name = view.say('figureName.onTime');
  const whose = scopeName(scope, period, view);
  return framed({
    site,
    reader,
    title: `${whose} ${name}走势`,
    place: 'board',
    live: true,
    body: html`<p class="crumbs"><a href="${boardHref(scope, period)}">${whose} ${period.label}</a></p>
<h1>${name}走势 <small>${whose}</small></h1>
<section class="panel"><table class="rates trend" aria-label="各期的${name}"><tbody>${points.toReversed().map((point) => html`<tr><th scope="row"><a href="${boardHref(scope, point.period)}">${point.period.label}</a></th><td>${rateLinked(point.rate, 'onTime', { scope, period: point.period })}</td></tr>`)}</tbody></table>
<p class="small">点数字看是哪几件，点时间看那一期的看板。这些就是“一张图”里那条线上的数；没有到期的写“—”，分母不满 5 件的只列件数。</p></section>
<p class="small">${name}：${view.say('figureMeans.onTime')}。</p>`,
  });
}
