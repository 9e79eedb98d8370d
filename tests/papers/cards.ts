/** What the tests of the picture draw, and where its texts stand. */
import { compared, type Rate } from '../../src/domain/metrics.ts';
import type { CardFacts } from '../../src/papers/picture/facts.ts';
import { widthInEm } from '../../src/papers/picture/look.ts';

export const DEPARTMENTS = [
  ...[
    '发展和改革局',
    '工业和信息化局',
    '财政局',
    '住建局',
    '自然资源局',
    '交通运输局',
    '水利局',
    '农业农村局',
  ],
  ...[
    '市场监管局',
    '行政审批局',
    '生态环境局',
    '应急管理局',
    '公安局',
    '司法局',
    '人社局',
    '税务局',
    '供电公司',
  ],
  ...[
    '自来水公司',
    '燃气公司',
    '金融办',
    '科技局',
    '教育局',
    '民政局',
    '卫健委',
    '文旅局',
    '商务局',
    '统计局',
    '医保局',
  ],
];
export const rate = (numerator: number, denominator: number): Rate => ({ numerator, denominator });
export const NOVEMBER: CardFacts = {
  title: '月报　11月',
  whose: '霍州市政企直通群',
  span: '2026年11月1日至30日',
  former: '10月',
  headline: compared(rate(14, 17), rate(10, 13)),
  trend: [
    { label: '8月', rate: rate(3, 4) },
    { label: '9月', rate: rate(0, 0) },
    { label: '10月', rate: rate(10, 13) },
    { label: '11月', rate: rate(14, 17) },
  ],
  counts: { registered: 21, closed: 18, open: 9, overdue: 2 },
  tiers: { a: 9, b: ['交通局', '水利局'], c: ['住建局'] },
};

export interface Written {
  /** Of its letters, in pixels of the whole picture. */
  readonly size: number;
  readonly words: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where each text of the picture stands, by its size and how wide letters are; the chart's where the chart is. */
export function textsOf(svg: string): readonly Written[] {
  const [, x = '0', y = '0'] = /<g transform="translate\((\S+) (\S+)\)"><svg/.exec(svg) ?? [];
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].flatMap(([, attributes = '', written = '']) => {
    const words = written.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).trim();
    if (words === '') return [];
    const own = (name: string): string | undefined =>
      new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1];
    const moved = /translate\((\S+) (\S+)\)/.exec(own('transform') ?? '');
    const isChart = own('font-size') === undefined;
    const size = Number(own('font-size') ?? /font-size:(\d+(?:\.\d+)?)px/.exec(attributes)?.[1]);
    const at = Number(own('x') ?? 0) + Number(moved?.[1] ?? 0) + (isChart ? Number(x) : 0);
    const base = Number(own('y') ?? 0) + Number(moved?.[2] ?? 0) + (isChart ? Number(y) : 0);
    const width = widthInEm(words) * size * 0.97;
    const left =
      own('text-anchor') === 'end' ? at - width : own('text-anchor') === 'middle' ? at - width / 2 : at;
    const middle = own('dominant-baseline') === 'central' ? size * 0.38 : 0;
    return [
      {
        size,
        words,
        left,
        right: left + width,
        top: base + middle - size * 0.76,
        bottom: base + middle + size * 0.06,
      },
    ];
  });
}
