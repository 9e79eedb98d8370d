/** 纪要 of a gathering: who came, what they said, and what came of it. A paper without a number, as long as nobody issues one. */

import type { Ticket } from '../../domain/ticket.ts';
import type { Instant } from '../../domain/time.ts';
import { stateOf } from '../words.ts';
import {
  departmentName,
  enterpriseName,
  framed,
  type Issue,
  momentInWords,
  refuseReports,
  said,
} from './issue.ts';
import type { Block, Paper } from './paper.ts';

const MATTER = 120;

export interface Minutes {
  /** 第 3 期早餐会 */
  readonly title: string;
  readonly at: Instant;
  readonly place: string;
  readonly topic: string;
  /** Only those that were there: whoever was not is in no paper. */
  readonly enterprises: readonly string[];
  readonly departments: readonly string[];
  readonly issues: readonly Ticket[];
  readonly suggestions: readonly {
    readonly enterprise: string;
    readonly text: string;
    /** 采纳：… */
    readonly answer: string | null;
  }[];
  /** 收 12 件… */
  readonly figures: string;
}

/** Throws a RangeError for a report about officials. */
export function minutesOf(minutes: Minutes, issue: Issue): Paper {
  const { roster } = issue;
  const { title, at, place, topic, enterprises, departments, issues, suggestions, figures } = minutes;
  refuseReports(issues);
  const firms = enterprises.map((id) => enterpriseName(id, roster)).join('、');
  const offices = departments.map((id) => departmentName(id, roster, at)).join('、');
  return {
    ...framed(issue),
    head: null,
    title: `${title}纪要`,
    to: null,
    body: [
      { text: `${momentInWords(at)}，在${place}举办${title}，主题：${said(topic, MATTER)}。` },
      ...(firms === '' ? [] : [{ text: `到会企业：${firms}。` }]),
      ...(offices === '' ? [] : [{ text: `参加部门：${offices}。` }]),
      { head: 1, text: '诉求' },
      ...issuesIn(issues, at, issue),
      { head: 1, text: '建议' },
      ...(suggestions.length === 0
        ? [{ text: '没有提出建议。' }]
        : suggestions.map(({ enterprise, text, answer }, place) => ({
            text: `${place + 1}. ${enterpriseName(enterprise, roster)}：${said(text, MATTER)}。${answer === null ? '待答复。' : `${said(answer, MATTER)}。`}`,
          }))),
      { head: 1, text: '办理情况' },
      { text: `${figures}。` },
    ],
    attachments: [],
  };
}

function issuesIn(issues: readonly Ticket[], at: Instant, { roster }: Issue): readonly Block[] {
  if (issues.length === 0) return [{ text: '没有提出诉求。' }];
  return [
    {
      table: {
        head: ['编号', '企业', '内容', '承办部门', '情况'],
        widths: [8, 18, 38, 18, 14],
        left: [1, 2],
        rows: issues.map((ticket) => [
          String(ticket.number),
          enterpriseName(ticket.enterprise, roster),
          said(ticket.text, MATTER),
          departmentName(ticket.department, roster, at),
          stateOf(ticket),
        ]),
      },
    },
  ];
}
