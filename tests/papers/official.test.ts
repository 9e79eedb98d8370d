/** Official papers: what stands in their files, by the measures of GB/T 9704—2012. */
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test, vi } from 'vitest';
import { rateInWords, summarise } from '../../src/domain/metrics.ts';
import { TAKEN_OVER, type Ticket } from '../../src/domain/ticket.ts';
import { at, DAY, HOUR } from '../../src/domain/time.ts';
import { briefFigures } from '../../src/papers/figures.ts';
import { documentOf } from '../../src/papers/official/document.ts';
import { periodInWords, said } from '../../src/papers/official/issue.ts';
import { noticeOf } from '../../src/papers/official/notice.ts';
import {
  type Block,
  dateInWords,
  numbered,
  numberInWords,
  ordinal,
  type Paper,
} from '../../src/papers/official/paper.ts';
import { superviseNoticeOf } from '../../src/papers/official/supervise.ts';
import { urgeNoticeOf } from '../../src/papers/official/urge.ts';
import {
  begun,
  COMMANDS,
  calendar,
  next,
  reported,
  roster,
  storyIn,
  T0,
  woken,
} from '../support/builders.ts';
import { month, NOVEMBER, NOW } from './month.ts';

/** A PNG of one pixel. */
const ONE_PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const NUMBER = { prefix: '霍政企督', year: 2026, serial: 3 };

async function partsOf(paper: Paper) {
  const parts = unzipSync(await documentOf(paper));
  const part = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
  return { names: Object.keys(parts), part, xml: part('word/document.xml') };
}

/** What a reader reads, a line a paragraph. */
function textOf(xml: string): string {
  return xml
    .split('</w:p>')
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:tab\/>/gu)]
        .map(([, text]) => text ?? '\t')
        .join(''),
    )
    .join('\n');
}

/** The paragraph that holds a text. */
function paragraphWith(xml: string, text: string): string {
  const found = xml.split('<w:p>').find((one) => one.includes(text));
  expect(found, text).toBeDefined();
  return found ?? '';
}

function bodyText(body: readonly Block[]): string {
  return numbered(body)
    .map((block) => ('text' in block ? block.text + (('goesOn' in block && block.goesOn) || '') : ''))
    .join('\n');
}

async function november(at = NOW) {
  return noticeOf(await briefFigures(month(), NOVEMBER, at, calendar), { roster, calendar, at });
}

describe('the sheet', () => {
  test('is A4 with 天头 37, 订口 28 and a text of 156 × 225 mm, 22 lines of 28 characters', async () => {
    const { xml } = await partsOf(await november());
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"/>');
    const margin = (side: string): number =>
      Number(new RegExp(`<w:pgMar [^>]*w:${side}="(\\d+)"`).exec(xml)?.[1]);
    const millimetres = (twips: number): number => Math.round((twips * 254) / 1440) / 10;
    expect(['top', 'left', 'right', 'bottom'].map((side) => millimetres(margin(side)))).toEqual([
      37, 28, 26, 35,
    ]);
    const [wide, high] = [11906 - margin('left') - margin('right'), 16838 - margin('top') - margin('bottom')];
    const line = Number(/w:line="(\d+)" w:lineRule="exact"/.exec(paragraphWith(xml, '现将'))?.[1]);
    expect(Math.floor(high / line)).toBe(22);
    const squeeze = Number(/<w:spacing w:val="(-?\d+)"\/>/.exec(paragraphWith(xml, '现将'))?.[1]);
    expect(Math.floor(wide / (320 + squeeze))).toBe(28);
  });

  test('has its page numbers outside, in 4号宋体 between dashes', async () => {
    const { names, part } = await partsOf(await november());
    const feet = names.filter((name) => /word\/footer\d+\.xml/.test(name)).map(part);
    expect(feet).toHaveLength(2);
    for (const foot of feet) {
      expect(foot).toContain('w:eastAsia="宋体"');
      expect(foot).toContain('<w:sz w:val="28"/>');
      expect(foot).toMatch(/— <\/w:t>.*PAGE.*> —/s);
    }
    expect(feet.map((foot) => /<w:jc w:val="(\w+)"/.exec(foot)?.[1]).sort()).toEqual(['left', 'right']);
    expect(part('word/settings.xml')).toContain('<w:evenAndOddHeaders/>');
  });

  test('names fonts and what stands in for them, and carries none', async () => {
    const { names, part, xml } = await partsOf(await november());
    const fonts = new Set([...xml.matchAll(/w:eastAsia="([^"]+)"/g)].map(([, name]) => name));
    expect([...fonts].sort()).toEqual(
      ['方正小标宋简体', '仿宋_GB2312', '黑体', '楷体_GB2312', '宋体'].sort(),
    );
    for (const font of fonts)
      expect(part('word/fontTable.xml')).toContain(`<w:font w:name="${font}"><w:altName`);
    expect(names.filter((name) => /font.*\.(?:odttf|ttf)/.test(name))).toEqual([]);
  });
});

describe('a paper', () => {
  test('set at another moment is the same bytes, of its own day', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    try {
      const paper = await november();
      const first = await documentOf(paper);
      vi.setSystemTime(NOW + 40 * DAY);
      expect((await documentOf(paper)).equals(first)).toBe(true);
      const core = strFromU8(unzipSync(first)['docProps/core.xml'] ?? new Uint8Array());
      expect(core.match(/2026-12-03T00:00:00Z/gu)).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  test('title in 2号小标宋, heads in 黑体 and 楷体, text in 3号仿宋 two characters in', async () => {
    const { xml } = await partsOf(await november());
    const looks = (text: string) => {
      const one = paragraphWith(xml, text);
      return [
        /w:eastAsia="([^"]+)"/.exec(one)?.[1],
        /<w:sz w:val="(\d+)"/.exec(one)?.[1],
        /w:firstLine="(\d+)"/.exec(one)?.[1],
      ];
    };
    expect(looks('企业诉求办理情况的通报')).toEqual(['方正小标宋简体', '44', '0']);
    expect(looks('一、总体情况')).toEqual(['黑体', '32', '640']);
    expect(looks('（一）')).toEqual(['楷体_GB2312', '32', '640']);
    expect(looks('现将')).toEqual(['仿宋_GB2312', '32', '640']);
  });

  test('in its order: mark, head, number, red line, title, to, text, attachments, issuer, date', async () => {
    const paper = { ...(await november()), number: NUMBER, remark: '联系人：毕志辰', copies: ['市委办公室'] };
    const { xml } = await partsOf(paper);
    const text = textOf(xml);
    const order = [
      '送审稿',
      '霍州政企连心桥工作专班',
      '霍政企督〔2026〕3号',
      '关于2026年11月企业诉求办理情况的通报',
      '各有关单位：',
      '现将2026年11月企业诉求办理情况通报如下：',
      '附件：1.各单位企业诉求办理情况表',
      '2026年12月3日',
      '（联系人：毕志辰）',
      '\n附件1\n',
      '抄送：市委办公室。',
    ].map((part) => text.indexOf(part));
    expect(order.every((place) => place >= 0)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(paragraphWith(xml, '〔2026〕')).toMatch(/<w:bottom [^>]*w:color="FF0000"/);
  });

  test('that is final has no mark, and a serial nobody has given is left blank', async () => {
    const text = textOf((await partsOf({ ...(await november()), draft: false })).xml);
    expect(text).not.toContain('送审稿');
    expect(numberInWords({ ...NUMBER, serial: null })).toBe('霍政企督〔2026〕　　号');
    expect(numberInWords(NUMBER)).toBe('霍政企督〔2026〕3号');
  });

  test('heads are counted, each level again under a higher one', () => {
    const heads = ([1, 2, 2, 1, 2, 3, 3] as const).map((head) => ({ head, text: 'x' }));
    expect(bodyText(heads).split('\n')).toEqual([
      '一、x',
      '（一）x',
      '（二）x',
      '二、x',
      '（一）x',
      '1.x',
      '2.x',
    ]);
    expect([1, 10, 11, 20, 21, 99].map(ordinal)).toEqual(['一', '十', '十一', '二十', '二十一', '九十九']);
  });

  test('words with marks of XML stay words', async () => {
    const { xml } = await partsOf({ ...(await november()), body: [{ text: '<b>&amp; "甲"' }] });
    expect(xml).toContain('&lt;b&gt;&amp;amp; ');
  });

  test('days and periods as papers write them', () => {
    expect(dateInWords('2026-02-03')).toBe('2026年2月3日');
    expect(periodInWords('2026-11-01', '2026-11-30')).toBe('2026年11月');
    expect(periodInWords('2026-12-01', '2026-12-31')).toBe('2026年12月');
    expect(periodInWords('2026-01-01', '2026-12-31')).toBe('2026年');
    expect(periodInWords('2026-11-23', '2026-11-29')).toBe('2026年11月23日至11月29日');
    expect(periodInWords('2026-12-28', '2027-01-03')).toBe('2026年12月28日至2027年1月3日');
    expect(periodInWords('2026-11-23', '2026-11-23')).toBe('2026年11月23日');
    expect(said(' 找王师傅\n13812345678。 ', 40)).toBe('找王师傅 138****5678');
  });
});

describe('情况通报', () => {
  test('tells the figures of the brief, not others', async () => {
    const figures = await briefFigures(month(), NOVEMBER, NOW, calendar);
    const whole = summarise(month(), NOVEMBER, NOW);
    expect(figures.summary).toEqual(whole);
    const { counts } = whole;
    const [one] = month();
    if (!one) throw new Error('a month without tickets');
    const old = { ...one, number: 999, origin: { ...one.origin, channel: TAKEN_OVER } };
    const { kinds, summary } = await briefFigures([...month(), old], NOVEMBER, NOW, calendar);
    // What was taken over from a ledger is 结转: the kinds are those of what came.
    expect([...kinds.values()].reduce((sum, count) => sum + count, 0)).toBe(summary.counts.registered);
    const text = bodyText(noticeOf(figures, { roster, calendar, at: NOW }).body);
    expect(text).toContain(`结转0件，新收${counts.registered}件（一般诉求20件），共20件。`);
    expect(text).toContain(`销号${counts.closed}件`);
    expect(text).toContain(`在办${counts.open}件（其中部门已报办结、待企业评价${counts.claimed}件）`);
    expect(text).toContain('剔除1件（企业撤回1件）');
  });

  test('of a year tells what several spoke of alike, by no firm’s name, and what comes next', async () => {
    const year = { from: at('2026-01-01', '00:00'), before: at('2027-01-01', '00:00') };
    const alike = ['xinghuo', 'shangchao', 'zhiyuan'].map(
      (enterprise, place) =>
        begun(
          { number: 50 + place, enterprise, text: '没有通知就停电', reasons: ['提到“停电”'] },
          at('2026-03-02', '10:00'),
        ).ticket,
    );
    const tell = async (tickets: readonly Ticket[]) => {
      const figures = await briefFigures(tickets, year, year.before, calendar);
      return noticeOf(figures, { roster, calendar, at: year.before });
    };
    const paper = await tell([...month(), ...alike]);
    expect(paper.title).toBe('关于2026年企业诉求办理情况的通报');
    const text = bodyText(paper.body);
    expect(text).toMatch(/企业反映集中的：提到“道路”的\d家企业\d+件；提到“停电”的3家企业3件。/u);
    expect(text).toContain('下一步要求');
    expect(text).toContain('附件2所列各件，请责任单位于2027年1月');
    const { xml } = await partsOf(paper);
    for (const words of ['提到“停电”的3家企业3件', '下一步要求', '办结以企业评价为准。'])
      expect(xml).toContain(words);
    expect(bodyText((await tell(alike.slice(0, 2))).body), 'two are no theme').not.toContain('反映集中');
    const own = alike.map((one) => ({ ...one, enterprise: alike[0]?.enterprise ?? '' }));
    expect(bodyText((await tell(own)).body), 'one firm is not firms').not.toContain('反映集中');
  });

  test('beside each rate stands how many of its closures nobody rated, in the text and in the table', async () => {
    const early = next(begun({ number: 90 }, T0), 'liaison', COMMANDS.resolve, T0 + HOUR);
    const silent = woken(early, T0 + 15 * DAY).ticket;
    expect(silent.facts.closedBy).toBe('silence');
    const period = { from: NOVEMBER.from, before: T0 + 20 * DAY };
    const told = async (tickets: readonly Ticket[]) => {
      const figures = await briefFigures(tickets, period, period.before, calendar);
      const paper = noticeOf(figures, { roster, calendar, at: period.before });
      const [table] = paper.attachments[0]?.body ?? [];
      return {
        text: bodyText(paper.body),
        rates: figures.summary.rates,
        cells: table && 'table' in table ? table.table.rows.flat() : [],
      };
    };
    const { text, rates, cells } = await told([...month(), silent]);
    for (const [name, rate] of [
      ['按期办结率', rates.onTime],
      ['到期办结率', rates.dueCompletion],
      ['今年办结率', rates.yearCompletion],
      ['累计办结率', rates.completion],
      ['部门报办结率', rates.claimed],
    ] as const) {
      const words = rateInWords(rate, `其中未评价${rate.unrated}件`);
      expect(rate.unrated, name).toBeGreaterThanOrEqual(1);
      expect(text).toContain(`${name}${words}`);
    }
    expect(
      cells.filter((cell) => /^\d[^\n]*\n(?:（\d+\/\d+）\n)?未评价\d$/u.test(cell)).length,
    ).toBeGreaterThanOrEqual(2);
    const without = await told(month().filter(({ facts }) => facts.closedBy !== 'silence'));
    expect(without.text).not.toMatch(/率\S*未评价/u);
    expect(without.cells.join()).not.toContain('未评价');
  });

  test('tells the rates of the period first, then those of the year, and the cumulative ones last', async () => {
    const period = { from: NOVEMBER.from, before: NOW };
    const figures = await briefFigures(month(), period, NOW, calendar);
    const text = bodyText(noticeOf(figures, { roster, calendar, at: NOW }).body);
    const places = ['到期办结率', '按期办结率', '满意率', '今年办结率', '累计办结率', '部门报办结率'].map(
      (name) => text.search(new RegExp(`${name}\\d`, 'u')),
    );
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('the figures of the departments add up to those of the whole', async () => {
    const { departments, summary } = await briefFigures(month(), NOVEMBER, NOW, calendar);
    const all = [...departments.values()];
    for (const name of ['registered', 'carriedOver', 'closed', 'open', 'overdue'] as const) {
      expect(
        all.reduce((sum, one) => sum + one.counts[name], 0),
        name,
      ).toBe(summary.counts[name]);
    }
  });

  test('names what is overdue with a day by which to do it, and lists it whole', async () => {
    const period = { from: NOVEMBER.from, before: NOW };
    const paper = noticeOf(await briefFigures(month(), period, NOW, calendar), { roster, calendar, at: NOW });
    const text = bodyText(paper.body);
    expect(text).toContain('一是超期未办结8件，其中超期最久的5件是：');
    expect(text).toContain('请责任单位于2026年12月10日前办结');
    expect(text).not.toMatch(/近期|尽快|即将|第[一二三]名/u);
    const list = paper.attachments[1]?.body[0];
    expect(list && 'table' in list ? list.table.rows : []).toHaveLength(8);
    expect(paper.attachments.map(({ title }) => title)).toEqual([
      '各单位企业诉求办理情况表',
      '超期未办结诉求件清单',
      '指标口径',
    ]);
  });

  test('of a period in which nothing was is short, and has no list', async () => {
    const period = { from: NOVEMBER.from, before: NOVEMBER.from + 24 * HOUR };
    const paper = noticeOf(await briefFigures(month(), period, NOW, calendar), { roster, calendar, at: NOW });
    const text = bodyText(paper.body);
    expect(text).toContain('结转0件，新收0件，共0件。');
    expect(text).toContain('没有超期、未按时签收或反馈、企业不满意的件。');
    expect(text).not.toContain('附件2');
    expect(paper.attachments).toHaveLength(2);
  });

  test('with the picture of the brief: an attachment of its own, as wide as the text, told in words', async () => {
    const bytes = Buffer.from(ONE_PIXEL, 'base64');
    const picture = { bytes, width: 1200, height: 900, alt: '按期办结率82.4%（14/17）' };
    const figures = await briefFigures(month(), NOVEMBER, NOW, calendar);
    const paper = noticeOf(figures, { roster, calendar, at: NOW, picture });
    const titles = paper.attachments.map(({ title }) => title);
    const place = titles.indexOf('企业诉求办理情况图') + 1;
    expect(bodyText(paper.body)).toContain(`近几期的走势见附件${place}。`);
    const { xml, names, part } = await partsOf(paper);
    expect(names.filter((name) => name.endsWith('.png'))).toHaveLength(1);
    expect(part('[Content_Types].xml')).toContain('image/png');
    const holds = paragraphWith(xml, '<w:drawing>');
    expect(holds).toContain('descr="按期办结率82.4%（14/17）"');
    expect(holds, 'a fixed line would cut it off').toContain('w:lineRule="auto"');
    const [, wide = 0, high = 0] = /<wp:extent cx="(\d+)" cy="(\d+)"/u.exec(holds)?.map(Number) ?? [];
    const millimetre = 36_000;
    expect(wide).toBeLessThanOrEqual(156 * millimetre);
    expect(wide).toBeGreaterThan(155 * millimetre);
    expect(high / wide).toBeCloseTo(0.75, 2);
    const plain = await partsOf(await november());
    expect(plain.names.filter((name) => name.includes('media/'))).toEqual([]);
    expect(textOf(plain.xml)).not.toContain('走势');
  });

  test('what is said of officials is in none of it', async () => {
    const secret = reported();
    const figures = await briefFigures([...month(), secret.ticket], NOVEMBER, NOW, calendar);
    const { xml } = await partsOf(noticeOf(figures, { roster, calendar, at: NOW }));
    expect(figures.summary).toEqual(summarise(month(), NOVEMBER, NOW));
    expect(xml).not.toContain('举报');
  });
});

describe('督办通知单 and 催办通知', () => {
  const late = storyIn('working').ticket;
  const issue = { roster, at: NOW, number: NUMBER, replyBy: '2026-12-08' } as const;

  test('say whom, what, how late, what is demanded and until when', async () => {
    const text = textOf((await partsOf(superviseNoticeOf(late, { ...issue, demand: '请到现场看一看' }))).xml);
    for (const part of [
      '霍政企督〔2026〕3号',
      '住房和城乡建设局：',
      '已超过办结时限2天',
      '于2026年12月8日前书面回复',
      '门口道路塌陷，货车进不来',
      '请到现场看一看',
      '鲁学松',
      '督办事项办理情况回复单',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('take what the order on the ticket demands, and its day', () => {
    const ordered = next(storyIn('working'), 'leader', COMMANDS.supervise, T0 + 2 * HOUR);
    const { replyBy: _, ...without } = issue;
    const text = JSON.stringify(superviseNoticeOf(ordered.ticket, without).body);
    expect(text).toContain('请说明为什么还没动工');
    expect(text).toContain('2026年11月27日前');
    // Once a reply was sent back, what was said then is in force.
    const replied = next(ordered, 'liaison', COMMANDS.answerDuty, T0 + 3 * HOUR);
    const back = next(replied, 'leader', COMMANDS.sendBack, T0 + 4 * HOUR);
    expect(JSON.stringify(superviseNoticeOf(back.ticket, without).body)).toContain(
      '不行，要写明哪天动工（原要求：请说明为什么还没动工',
    );
    expect(() => superviseNoticeOf(late, without)).toThrow('until when');
  });

  test('of what is not late they do not say that it is', () => {
    const text = JSON.stringify(superviseNoticeOf(late, { ...issue, at: T0 + HOUR }).body);
    expect(text).toContain('未超期');
    expect(text).not.toContain('已超过');
  });

  test('are made of no report, and of nothing that nobody has', () => {
    expect(() => superviseNoticeOf(reported().ticket, issue)).toThrow(RangeError);
    expect(() => urgeNoticeOf([reported().ticket], issue)).toThrow(RangeError);
    expect(() => superviseNoticeOf(begun({ department: null }).ticket, issue)).toThrow(RangeError);
    expect(() => urgeNoticeOf([], issue)).toThrow(RangeError);
    expect(() => urgeNoticeOf([late, begun({ department: 'land' }).ticket], issue)).toThrow(RangeError);
  });

  test('one paper for all that a department has', () => {
    const soon = begun({ number: 24 }, NOW).ticket;
    const paper = urgeNoticeOf([late, soon], issue);
    expect(paper.to).toBe('住房和城乡建设局');
    const said = JSON.stringify(paper.body);
    expect(said).toContain('下列2件企业诉求已超过或将到办结时限，其中超期1件');
    expect(said).toContain('超期2天');
    expect(said).toContain('还有7天');
  });
});
