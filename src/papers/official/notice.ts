/**
 * 情况通报 of a week or a month: the figures of the brief (`domain/metrics`) as an official paper. It ranks nobody, and asks
 * for nothing without a date.
 */
import { addWorkdays, type Calendar } from '../../domain/calendar.ts';
import {
  type Counts,
  EXCLUSIONS,
  largestFirst,
  type Rate,
  type Rates,
  rateInWords,
  sharedThemesOf,
  type Tier,
} from '../../domain/metrics.ts';
import { departmentsThen } from '../../domain/on-record.ts';
import type { Roster } from '../../domain/roster.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { DAY, type Day, dayOf, type Instant } from '../../domain/time.ts';
import type { BriefFigures } from '../figures.ts';
import { EXCLUDED, kindInWords } from '../words.ts';
import {
  departmentName,
  dueInWords,
  enterpriseName,
  framed,
  type Issue,
  lateInWords,
  periodInWords,
  personName,
  said,
} from './issue.ts';
import { type Attachment, type Block, dateInWords, type Paper, type Picture, type Table } from './paper.ts';

/** Overdue tickets named in the text; all of them are in the list beside it. */
const NAMED = 5;
const MATTER = 40;
/** Working days in which what is overdue is to be done. */
const GRACE = 5;

export interface NoticeIssue extends Issue {
  readonly calendar: Calendar;
  /** 主送; left out: 各有关单位. */
  readonly to?: string;
  /** The picture of the brief of the same period; left out: none. */
  readonly picture?: Picture;
}

interface Told {
  readonly figures: BriefFigures;
  readonly issue: NoticeIssue;
  /** The last day that is told of. */
  readonly last: Day;
}

/** Title, text and attachments; of figures that `briefFigures` made. */
export function noticeOf(figures: BriefFigures, issue: NoticeIssue): Paper {
  const { period } = figures.summary;
  const last = dayOf(Math.min(period.before - 1, issue.at));
  const told: Told = { figures, issue, last };
  const name = periodInWords(dayOf(period.from), dayOf(period.before - 1));
  return {
    ...framed(issue),
    title: titleFor(name),
    to: issue.to ?? '各有关单位',
    body: [
      {
        text: `现将${name}企业诉求办理情况${last < dayOf(period.before - 1) ? `（截至${dateInWords(last)}）` : ''}通报如下：`,
      },
      ...overall(told),
      ...byDepartment(told),
      ...praised(told),
      ...problems(told),
      ...demands(told),
    ],
    attachments: attachmentsOf(told),
  };
}

/** What is too long for one line is broken before the matter, not within the days. */
function titleFor(period: string): string {
  const [before, after] = [`关于${period}`, '企业诉求办理情况的通报'];
  return period.includes('至') ? `${before}\n${after}` : before + after;
}

function overall({ figures, last, issue }: Told): readonly Block[] {
  const { summary, attention, kinds } = figures;
  const { counts } = summary;
  const came = counts.carriedOver + counts.registered;
  const kindsInWords = largestFirst(kinds, (count) => count, kindInWords)
    .map(([kind, count]) => `${kindInWords(kind)}${count}件`)
    .join('、');
  const sentences = [
    `结转${counts.carriedOver}件${counts.reopened > 0 ? `（含重开${counts.reopened}件）` : ''}，新收${counts.registered}件${kindsInWords === '' ? '' : `（${kindsInWords}）`}，共${came}件。`,
    `截至${dateInWords(last)}，销号${counts.closed}件${counts.unrated > 0 ? `（其中企业到期未评价${counts.unrated}件）` : ''}，在办${counts.open}件${counts.claimed > 0 ? `（其中部门已报办结、待企业评价${counts.claimed}件）` : ''}，挂账${counts.suspended}件，${excludedInWords(counts)}。`,
    `超期未办结${counts.overdue}件${counts.suspendedLate > 0 ? `（含挂账前已超期${counts.suspendedLate}件）` : ''}，${dateInWords(attention.soonBy)}及以前应办结${attention.dueSoon.length}件。`,
    ...(counts.needingDispatcher > 0
      ? [`新收件中，责任部门不明确、由专班指定的${counts.needingDispatcher}件。`]
      : []),
  ];
  const themes = sharedThemesOf(figures, (word) => issue.roster.departmentNamed(word) !== undefined).map(
    ({ word, tickets, enterprises }) => `提到“${word}”的${enterprises}家企业${tickets.length}件`,
  );
  const alike = themes.length === 0 ? [] : [{ text: `企业反映集中的：${themes.join('；')}。` }];
  const isDrawn = issue.picture !== undefined;
  const trend = isDrawn ? [{ text: `近几期的走势见附件${lateLists(figures) + 2}。` }] : [];
  return [
    { head: 1, text: '总体情况' },
    { text: sentences.join('') },
    ...alike,
    ...ratesInText(figures),
    ...trend,
  ];
}

function excludedInWords({ excluded, excludedBy }: Counts): string {
  if (excluded === 0) return '没有剔除的件';
  const codes = EXCLUSIONS.flatMap((code) => {
    const count = excludedBy[code] ?? 0;
    return count === 0 ? [] : [`${EXCLUDED[code]}${count}件`];
  });
  return `剔除${excluded}件（${codes.join('、')}）`;
}

/** A rate that has a base, with the closures in it that nobody rated; before exclusions too, where they change it. */
function rated(name: string, rate: Rate, before: Rate = rate): string | null {
  if (rate.denominator === 0) return null;
  const { unrated = 0 } = rate;
  const other = before.denominator === rate.denominator ? '' : `，剔除前${rateInWords(before)}`;
  return `${name}${rateInWords(rate, unrated === 0 ? '' : `其中未评价${unrated}件`)}${other}`;
}

function ratesInText({ summary: { rates, beforeExclusions: before } }: BriefFigures): readonly Block[] {
  const line = (from: string, parts: readonly (string | null)[]): readonly string[] => {
    const some = parts.filter((part) => part !== null);
    return some.length === 0 ? [] : [`${from}${some.join('；')}。`];
  };
  const lines = [
    ...line('从本期到期件看，', [
      rated('到期办结率', rates.dueCompletion, before.dueCompletion),
      rated('按期办结率', rates.onTime, before.onTime),
      rated('按时签收率', rates.signedOnTime),
      rated('按时反馈率', rates.fedBackOnTime),
    ]),
    ...line('从企业评价看，', [
      rated('响应率', rates.response),
      rated('解决率', rates.resolution),
      rated('满意率', rates.satisfaction),
    ]),
    ...line('从全部受理件看，', [
      rated('今年办结率', rates.yearCompletion, before.yearCompletion),
      rated('累计办结率', rates.completion, before.completion),
      rated('部门报办结率', rates.claimed),
    ]),
  ];
  if (lines.length === 0) return [];
  const isSmall = Object.values(rates).some(({ denominator }) => denominator > 0 && denominator < 5);
  return [...lines, ...(isSmall ? ['分母不足5件的，只列件数。'] : [])].map((text) => ({ text }));
}

const TIERS: readonly (readonly [Tier, string])[] = [
  ['A', '按期办结、企业没有不满意的'],
  ['B', '有超期办结或企业不满意、没解决的'],
  ['C', '有超期未办结的'],
];

function byDepartment({ figures: { summary }, issue: { roster } }: Told): readonly Block[] {
  const judged = summary.tiers;
  const had = judged.map(({ department }) => department);
  const offices = departmentsThen(had, summary.period.before, roster, roster.offices);
  const named = (tier: Tier): readonly string[] =>
    offices
      .filter(({ id }) => judged.some((one) => one.department === id && one.tier === tier))
      .map(({ name }) => name);
  const lines = TIERS.flatMap(([tier, words]) => {
    const names = named(tier);
    return names.length === 0 ? [] : [`${words}单位${names.length}个（${tier}档）：${names.join('、')}。`];
  });
  // A township has tickets by way of exception: only those that are in a tier are counted.
  const others = roster.departments.filter(({ id }) => !judged.some((one) => one.department === id)).length;
  const which = lines.length === 0 ? `各单位（${others}个）都` : `其余${others}个单位`;
  const rest = others > 0 ? `${which}没有到期、办结或企业评价的件，不分档。` : '';
  return [
    { head: 1, text: '各单位办理情况' },
    { text: `${lines.join('')}${rest}各单位情况见附件1，只分档，不排名次。` },
  ];
}

function praised({ figures, issue: { roster } }: Told): readonly Block[] {
  const { before } = figures.summary.period;
  if (figures.praised.length === 0) return [];
  return [
    { head: 1, text: '办理较好的事例' },
    ...figures.praised.map((ticket) => {
      const { registeredAt, resolvedAt, result } = ticket.facts;
      const days = Math.max(1, Math.ceil(((resolvedAt ?? registeredAt) - registeredAt) / DAY));
      const outcome = result === null ? '' : `，办理结果为“${said(result, MATTER)}”`;
      return {
        text: `${enterpriseName(ticket.enterprise, roster)}反映“${said(ticket.text, MATTER)}”，${departmentName(ticket.department, roster, before)}${days}天内办结${outcome}，企业评价满意。`,
      };
    }),
  ];
}

function problems({ figures, issue: { roster } }: Told): readonly Block[] {
  const { summary, attention } = figures;
  const { rates, counts, period } = summary;
  const late = attention.overdue;
  const missed = (rate: Rate): number => rate.denominator - rate.numerator;
  const named = late
    .slice(0, NAMED)
    .map(
      ({ ticket, ...lateness }) =>
        `${departmentName(ticket.department, roster, period.before)}承办的${enterpriseName(ticket.enterprise, roster)}诉求（${ticket.number}号）超期${lateInWords(lateness)}`,
    );
  const lines = [
    late.length === 0
      ? null
      : `超期未办结${late.length}件${late.length > NAMED ? `，其中超期最久的${NAMED}件是` : ''}：${named.join('；')}。全部清单见附件2。`,
    steps(missed(rates.signedOnTime), missed(rates.fedBackOnTime)),
    rates.unsolved.numerator + rates.unsaid.numerator === 0 ? null : dissatisfied(rates),
    rates.returned.numerator === 0 ? null : `部门提出退单的${rates.returned.numerator}件。`,
    counts.unrated === 0 ? null : `企业到期未评价${counts.unrated}件，不算满意，要主动回访。`,
  ].filter((line) => line !== null);
  return [
    { head: 1, text: '存在问题' },
    ...(lines.length === 0
      ? [{ text: '没有超期、未按时签收或反馈、企业不满意的件。' }]
      : lines.map((text, index) => ({
          text: lines.length === 1 ? text : `${'一二三四五'[index]}是${text}`,
        }))),
  ];
}

function steps(unsigned: number, silent: number): string | null {
  const parts = [
    ...(unsigned > 0 ? [`未按时签收${unsigned}件`] : []),
    ...(silent > 0 ? [`未按时首次反馈${silent}件`] : []),
  ];
  return parts.length === 0 ? null : `${parts.join('，')}。`;
}

function dissatisfied({ unsolved, unsaid, resolution }: Rates): string {
  const parts = [
    ...(unsolved.numerator > 0 ? [`企业答复没解决的${unsolved.numerator}件`] : []),
    ...(unsaid.numerator > 0 ? [`评价不满意、没有说明是否解决的${unsaid.numerator}件`] : []),
  ];
  return `企业已答复${resolution.denominator}件，其中${parts.join('，')}。`;
}

function demands({ figures: { attention }, issue: { calendar, at } }: Told): readonly Block[] {
  const by = dateInWords(addWorkdays(dayOf(at), GRACE, calendar));
  const late: readonly Block[] =
    attention.overdue.length === 0
      ? []
      : [
          {
            head: 2,
            text: '超期件限期办结。',
            goesOn: `附件2所列各件，请责任单位于${by}前办结；确实办不结的，于当日前说明原因和办结日期，并告知企业。`,
          },
        ];
  return [
    { head: 1, text: '下一步要求' },
    ...late,
    {
      head: 2,
      text: '新交办的件按时限办理。',
      goesOn: '收到后按时签收、联系企业、首次反馈；需要延期的，在到期前至少一个工作日提出。',
    },
    {
      head: 2,
      text: '办结以企业评价为准。',
      goesOn: '答复写明办理结果、依据和时间；企业说没解决的，退回重办，不重复报结。',
    },
  ];
}

/** How many lists of what is overdue stand between the table of departments and the picture. */
function lateLists({ attention }: BriefFigures): number {
  return attention.overdue.length === 0 ? 0 : 1;
}

function attachmentsOf({ figures, issue: { roster, picture } }: Told): readonly Attachment[] {
  const { overdue } = figures.attention;
  const { before } = figures.summary.period;
  const late: readonly Attachment[] =
    lateLists(figures) === 0
      ? []
      : [
          {
            title: '超期未办结诉求件清单',
            body: [
              {
                table: {
                  head: ['编号', '企业', '诉求内容', '承办部门', '承包人', '应办结时间', '超期'],
                  widths: [7, 12, 17, 12, 8, 22, 7],
                  left: [1, 2],
                  rows: overdue.map(({ ticket, ...lateness }) =>
                    overdueRow(ticket, lateInWords(lateness), roster, before),
                  ),
                },
              },
            ],
          },
        ];
  return [
    { title: '各单位企业诉求办理情况表', body: departmentsIn(figures, roster) },
    ...late,
    ...(picture ? [{ title: '企业诉求办理情况图', body: [{ picture }] }] : []),
    { title: '指标口径', body: DEFINITIONS },
  ];
}

function overdueRow(ticket: Ticket, late: string, roster: Roster, before: Instant): readonly string[] {
  const { number, enterprise, department, liaison, clocks } = ticket;
  return [
    String(number),
    enterpriseName(enterprise, roster),
    said(ticket.text, MATTER),
    departmentName(department, roster, before),
    personName(liaison, roster),
    clocks.resolve ? dueInWords(clocks.resolve.deadline) : '—',
    late,
  ];
}

/** A table without rows would look as if it had been forgotten. */
function departmentsIn(figures: BriefFigures, roster: Roster): readonly Block[] {
  const table = departmentTable(figures, roster);
  if (table.rows.length === 0) return [{ text: '各单位本期没有结转、新收、重开和可评价的件。' }];
  return [{ table }, ...TIER_NOTES];
}

/** In the order of the roster; those that had nothing are counted under it. */
function departmentTable({ departments, summary }: BriefFigures, roster: Roster): Table {
  const tier = new Map(summary.tiers.map((one) => [one.department, one.tier]));
  const rows = departmentsThen(departments.keys(), summary.period.before, roster).flatMap(({ id, name }) => {
    const theirs = departments.get(id);
    if (!theirs) return [];
    const { counts, rates } = theirs;
    if (counts.carriedOver + counts.registered + counts.reopened === 0 && !tier.has(id)) return [];
    return [
      [
        name,
        ...[counts.carriedOver, counts.registered, counts.closed, counts.open, counts.overdue].map(String),
        ...[rates.dueCompletion, rates.onTime, rates.satisfaction].map(inCell),
        tier.get(id) ?? '—',
      ],
    ];
  });
  return {
    head: [
      '单位',
      '结转',
      '新收',
      '销号',
      '在办',
      '超期\n未办结',
      '到期\n办结率',
      '按期\n办结率',
      '满意率',
      '档次',
    ],
    widths: [21, 7, 7, 7, 7, 10, 12, 12, 12, 7],
    left: [0],
    rows,
  };
}

function inCell(rate: Rate): string {
  const { unrated = 0 } = rate;
  return rateInWords(rate, '').replace('（', '\n（') + (unrated === 0 ? '' : `\n未评价${unrated}`);
}

const TIER_NOTES: readonly Block[] = [
  {
    note: '注：A档为期内到期件都按期办结，企业没有不满意或没解决；B档为有超期办结，或企业不满意、没解决；C档为期末有超期未办结。“—”为没有可评价的件。分母不足5件的只列件数。“未评价”为各率中企业到期没有评价的件。没有件的单位不列入。',
  },
];

const DEFINITIONS: readonly Block[] = [
  '到期办结率：期内到期件中已销号的÷期内到期件。',
  '按期办结率：期内到期件中按期办结、未被企业退回的÷期内到期件。',
  '按时签收率、按时反馈率：按时签收、首次反馈的÷期内应签收、应反馈的。',
  '响应率：企业说部门主动联系过的÷答了这一问的企业。',
  '解决率：企业说解决了的÷企业已答复的（含“没解决”）。',
  '满意率：（满意＋0.9×基本满意）÷企业已答复的（含“没解决”）。',
  '今年办结率：其中已销号÷今年新收（旧台账接来的算结转，不在内），截至期末。',
  '累计办结率：累计销号÷累计受理，截至期末。',
  '部门报办结率：部门已报办结、未被企业退回的÷累计受理，截至期末。',
  '企业到期没有评价的按“未评价”销号，不算满意，在所撑起的各率后面注明。撤回、并单、不予受理的从分母剔除，有变化的同时列出剔除前的数。挂账的另计，仍在各率的分母里。反映工作人员作风的件不在任何数字里。',
].map((text) => ({ head: 3, text }) as const);
