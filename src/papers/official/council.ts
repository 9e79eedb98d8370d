/** 调度会: its agenda on the day before, and its minutes; what was agreed before stands first, with what became of it. */
import type { Decided, Outcome, Reason } from '../../domain/arrangements/councils.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Instant } from '../../domain/time.ts';
import { stateOf } from '../words.ts';
import {
  departmentName,
  dueInWords,
  enterpriseName,
  framed,
  type Issue,
  momentInWords,
  refuseReports,
  said,
} from './issue.ts';
import type { Block, Paper } from './paper.ts';

const MATTER = 40;

const REASONS: Readonly<Record<Reason, string>> = {
  escalated: '提请双组长推进',
  reworked: '重办两次以上',
  overdue: '超期五个工作日以上',
  suspending: '挂账到期',
  unhappy: '企业不满意',
  picked: '专班提请',
};
const OUTCOMES: Readonly<Record<Outcome, string>> = {
  kept: '按期完成',
  late: '未按期完成',
  open: '未到期',
  gone: '已撤回或不再办理',
};

export interface CouncilMatter {
  readonly ticket: Ticket;
  readonly why: readonly Reason[];
}

/** Something agreed, with the ticket it is on. */
export interface Agreed {
  readonly decided: Decided;
  readonly ticket: Ticket;
  readonly outcome: Outcome;
}

interface Told {
  readonly begins: Instant;
  readonly matters: readonly CouncilMatter[];
  /** Of the council before; none: there was none. */
  readonly former: readonly Agreed[];
}

/** Throws a RangeError for a report about officials. */
export function councilAgendaOf({ begins, matters, former }: Told, issue: Issue): Paper {
  refuseReports(matters.map(({ ticket }) => ticket));
  const { roster } = issue;
  return {
    ...framed({ ...issue, final: true }),
    head: null,
    title: '优化营商环境调度会议程',
    to: null,
    body: [
      { text: `时间：${momentInWords(begins)}` },
      ...score(former, begins, issue),
      { head: 1, text: '本次议题' },
      ...(matters.length === 0
        ? [{ text: '按规则没有需要提交的事项。' }]
        : [
            {
              table: {
                head: ['编号', '企业', '诉求内容', '承办部门', '现状', '提交原因'],
                widths: [7, 16, 27, 14, 12, 16],
                left: [1, 2],
                rows: matters.map(({ ticket, why }) => [
                  String(ticket.number),
                  enterpriseName(ticket.enterprise, roster),
                  said(ticket.text, MATTER),
                  departmentName(ticket.department, roster, begins),
                  stateOf(ticket),
                  why.map((one) => REASONS[one]).join('、'),
                ]),
              },
            },
            { note: '每一项当场定下牵头单位、措施和时限。' },
          ]),
    ],
    attachments: [],
  };
}

/** What was agreed, and what was not come to; no names of who sat there. */
export function councilMinutesOf(
  { begins, matters, former, agreed }: Told & { readonly agreed: readonly Agreed[] },
  issue: Issue,
): Paper {
  refuseReports([...matters, ...agreed].map(({ ticket }) => ticket));
  const left = matters.filter(({ ticket }) => agreed.every((one) => one.ticket.number !== ticket.number));
  const numbers = left.map(({ ticket }) => ticket.number).join('、');
  return {
    ...framed(issue),
    title: '优化营商环境调度会纪要',
    to: null,
    body: [
      { text: `会议于${momentInWords(begins)}召开，议定事项如下：` },
      { head: 1, text: '议定事项' },
      ...table(agreed, begins, issue, false),
      ...(numbers === ''
        ? []
        : [{ head: 1 as const, text: '未议事项' }, { text: `诉求件${numbers}，下次再议。` }]),
      ...score(former, begins, issue),
    ],
    attachments: [],
  };
}

/** 上次议定 n 项：到期 N，按期完成 k. */
function score(former: readonly Agreed[], begins: Instant, issue: Issue): readonly Block[] {
  if (former.length === 0) return [];
  const kept = former.filter(({ outcome }) => outcome === 'kept').length;
  const due = kept + former.filter(({ outcome }) => outcome === 'late').length;
  return [
    { head: 1, text: '上次议定事项' },
    { text: `共${former.length}项：到期${due}项，按期完成${kept}项。` },
    ...table(former, begins, issue, true),
  ];
}

function table(
  agreed: readonly Agreed[],
  begins: Instant,
  { roster }: Issue,
  withOutcome: boolean,
): readonly Block[] {
  if (agreed.length === 0) return [{ text: '没有议定事项。' }];
  return [
    {
      table: {
        head: ['编号', '企业', '牵头单位', '措施', '时限', ...(withOutcome ? ['完成情况'] : [])],
        widths: withOutcome ? [7, 16, 14, 29, 16, 14] : [8, 18, 16, 38, 18],
        left: [1, 3],
        rows: agreed.map(({ decided, ticket, outcome }) => {
          const duty = ticket.duties.find(({ id }) => id === decided.duty);
          return [
            String(ticket.number),
            enterpriseName(ticket.enterprise, roster),
            departmentName(decided.department, roster, begins),
            said(decided.text, 2 * MATTER),
            duty ? dueInWords(duty.clock.deadline) : '—',
            ...(withOutcome ? [OUTCOMES[outcome]] : []),
          ];
        }),
      },
    },
  ];
}
