/** The line of the last periods, drawn by ECharts as SVG. */
import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { isSmall, type Rate } from '../../domain/metrics.ts';
import type { CardFacts } from './facts.ts';
import { BLUE, FAINT, FONT, fitting, INK, MUTED } from './look.ts';

use([LineChart, GridComponent, SVGRenderer]);

const SIZE = 26;

/**
 * An `<svg>` of that size. A period of which nothing was due leaves a gap and says —; one of fewer than five is a hollow
 * point with its counts. Whole per cent: the exact ones stand in the text.
 */
export function trendSvg(trend: CardFacts['trend'], size: { width: number; height: number }): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  const place = (size.width - 88) / Math.max(1, trend.length - 1);
  const labelSize = Math.min(...trend.map(({ label }) => fitting(label, SIZE, place - 12)));
  try {
    chart.setOption({
      animation: false,
      silent: true,
      textStyle: { fontFamily: FONT },
      grid: { left: 44, right: 44, top: 62, bottom: 62 },
      xAxis: {
        type: 'category',
        data: trend.map(({ label, rate }) => (rate.denominator === 0 ? `${label}\n—` : label)),
        boundaryGap: trend.length === 1,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: MUTED, width: 2 } },
        axisLabel: { fontSize: labelSize, color: MUTED, interval: 0, margin: 14, lineHeight: SIZE },
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
          data: trend.map(({ rate }, turn) => pointOf(rate, turn === trend.length - 1)),
          connectNulls: false,
          symbol: 'circle',
          lineStyle: { color: BLUE, width: 6 },
          labelLayout: { hideOverlap: false },
        },
      ],
    });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

function pointOf(rate: Rate, isLast: boolean) {
  if (rate.denominator === 0) return { value: null };
  const label = {
    show: true,
    position: 'top',
    distance: 10,
    fontSize: isLast ? 30 : SIZE,
    fontWeight: isLast ? 'bold' : 'normal',
    color: isLast ? INK : MUTED,
    formatter: isSmall(rate) ? `${rate.numerator}/${rate.denominator}` : `${wholePercent(rate)}%`,
  };
  return {
    value: (rate.numerator / rate.denominator) * 100,
    symbolSize: isLast ? 24 : 16,
    itemStyle: { color: isSmall(rate) ? '#ffffff' : BLUE, borderColor: BLUE, borderWidth: 5 },
    label,
  };
}

/** 199 of 200 is not 100 %, and 1 of 200 not none. */
function wholePercent({ numerator, denominator }: Rate): number {
  const percent = Math.round((numerator / denominator) * 100);
  if (numerator < denominator) return Math.min(percent, 99);
  return numerator > 0 ? Math.max(percent, 1) : percent;
}
