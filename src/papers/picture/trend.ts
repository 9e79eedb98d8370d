/** The line of the last periods, drawn by ECharts as SVG. */
import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { isSmall, type Rate } from '../../domain/metrics.ts';
import type { CardFacts } from './facts.ts';
import { BLUE, FAINT, FONT, INK, MUTED, SMALLEST, widthInEm } from './look.ts';

use([LineChart, GridComponent, SVGRenderer]);

/** Between the edge and the first and last point: half a label. */
const BESIDE = 60;

/**
 * An `<svg>` of that size. A period of which nothing was due leaves a gap and says —; one of fewer than five is a hollow
 * point with its counts. Whole per cent: the exact ones stand in the text.
 */
export function trendSvg(trend: CardFacts['trend'], size: { width: number; height: number }): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  const place = (size.width - 2 * BESIDE) / Math.max(1, trend.length - 1);
  const widest = Math.max(...trend.flatMap(({ label, rate }) => [label, inLabel(rate)]).map(widthInEm));
  // Where they would touch only every second, third … is named, so that the last one always is.
  const stride = Math.max(1, Math.ceil((widest * SMALLEST) / place));
  const isNamed = (turn: number): boolean => (trend.length - 1 - turn) % stride === 0;
  const nameOf = (label: string, turn: number): string => (isNamed(turn) ? label : '');
  try {
    chart.setOption({
      animation: false,
      silent: true,
      textStyle: { fontFamily: FONT },
      grid: { left: BESIDE, right: BESIDE, top: 66, bottom: 100 },
      xAxis: {
        type: 'category',
        data: trend.map(({ label, rate }, turn) =>
          rate.denominator === 0 ? `${nameOf(label, turn)}\n—` : nameOf(label, turn),
        ),
        boundaryGap: trend.length === 1,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: MUTED, width: 4 } },
        axisLabel: { fontSize: SMALLEST, color: MUTED, interval: 0, margin: 16, lineHeight: 40 },
      },
      yAxis: {
        type: 'value',
        min: 0,
        max: 100,
        interval: 50,
        axisLabel: { show: false },
        splitLine: { lineStyle: { color: FAINT } },
      },
      series: [
        {
          type: 'line',
          data: trend.map(({ rate }, turn) => pointOf(rate, isNamed(turn), turn === trend.length - 1)),
          connectNulls: false,
          symbol: 'circle',
          lineStyle: { color: BLUE, width: 8 },
          labelLayout: { hideOverlap: false },
        },
      ],
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

function pointOf(rate: Rate, show: boolean, isLast: boolean) {
  if (rate.denominator === 0) return { value: null };
  const label = {
    show,
    position: 'top',
    distance: 10,
    fontSize: isLast ? 40 : SMALLEST,
    fontWeight: isLast ? 'bold' : 'normal',
    color: isLast ? INK : MUTED,
    formatter: inLabel(rate),
  };
  return {
    value: (rate.numerator / rate.denominator) * 100,
    symbolSize: isLast ? 28 : 20,
    itemStyle: { color: isSmall(rate) ? '#ffffff' : BLUE, borderColor: BLUE, borderWidth: 5 },
    label,
  };
}

function inLabel(rate: Rate): string {
  if (rate.denominator === 0) return '—';
  return isSmall(rate) ? `${rate.numerator}/${rate.denominator}` : `${wholePercent(rate)}%`;
}

/** 199 of 200 is not 100 %, and 1 of 200 not none. */
function wholePercent({ numerator, denominator }: Rate): number {
  const percent = Math.round((numerator / denominator) * 100);
  if (numerator < denominator) return Math.min(percent, 99);
  return numerator > 0 ? Math.max(percent, 1) : percent;
}
