/** 督办通知单: one ticket, to the head of the department that has it, with what is demanded and until when; and a form for the answer. */
import { latenessPast } from '../../domain/metrics.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Duty } from '../../domain/ticket-parts.ts';
import { type Day, dayOf } from '../../domain/time.ts';
import { kindOf } from '../words.ts';
import {
  dueInWords,
  enterpriseName,
  framed,
  type Issue,
  lateInWords,
  personName,
  refuseReports,
  said,
} from './issue.ts';
import { type Block, dateInWords, type Paper } from './paper.ts';

const MATTER = 200;

export interface SuperviseIssue extends Issue {
  /** Until when the department is to answer; left out: as the order on the ticket says, which must be there then. */
  readonly replyBy?: Day;
  /** What is demanded; left out: as the order says, or to finish the matter. */
  readonly demand?: string;
}

/** Throws a RangeError for a report about officials, for a ticket without a department, and when no day for the answer is known. */
export function superviseNoticeOf(ticket: Ticket, issue: SuperviseIssue): Paper {
  refuseReports([ticket]);
  const { roster, at } = issue;
  const { number, department, liaison, clocks, facts, enterprise } = ticket;
  if (department === null) throw new RangeError('nobody has the ticket: whom should it be sent to?');
  const order = orderOn(ticket);
  const replyBy = issue.replyBy
    ? dateInWords(issue.replyBy)
    : order
      ? dueInWords(order.clock.deadline)
      : null;
  if (replyBy === null) throw new RangeError('until when is the department to answer?');
  // Whoever has the work now is to answer.
  const unit = roster.department(department) ?? roster.successorOf(department);
  const name = unit?.name ?? department;
  const deadline = clocks.resolve?.deadline;
  const late = deadline && facts.resolvedAt === null ? latenessPast(deadline, ticket.pausedAt ?? at) : null;
  const given = facts.assignedAt ?? facts.registeredAt;
  const demand = issue.demand ?? (order && wanted(order)) ?? '请抓紧办理，办结后由企业评价。';
  const head = unit?.head.name;
  const rows = [
    ['督办事项', `${enterpriseName(enterprise, roster)}反映：${said(ticket.text, MATTER)}`],
    ['诉求编号', `${number}号`, '类别', kindOf(ticket)],
    ['责任单位', name, '负责人', head ?? '—'],
    ['承包人', personName(liaison, roster), '交办时间', dateInWords(dayOf(given))],
    [
      '应办结时间',
      deadline ? dueInWords(deadline) : '—',
      '超期',
      late === null ? '未超期' : lateInWords(late),
    ],
    ['督办要求', said(demand, MATTER)],
    ['回复时限', `${replyBy}前`],
  ];
  return {
    ...framed(issue),
    head: null,
    title: '督办通知单',
    to: name,
    body: [
      {
        text: late
          ? `下列企业诉求由你单位承办，已超过办结时限${lateInWords(late)}，现予督办。请按要求办理，并于${replyBy}前书面回复办理情况（回复单附后）。`
          : `下列企业诉求由你单位承办，现予督办。请按要求办理，并于${replyBy}前书面回复办理情况（回复单附后）。`,
      },
      {
        table: {
          head: [],
          widths: [20, 31, 16, 33],
          left: [1, 3],
          rows,
          rowHeights: [18, 9, 9, 9, 9, 18, 9],
        },
      },
    ],
    attachments: [{ title: '督办事项办理情况回复单', body: replyForm(number, name), unlisted: true }],
  };
}

/** Once a reply was sent back, what was said then is in force, with the first words behind it. */
function wanted({ text, sentBackWith }: Duty): string {
  return sentBackWith === undefined ? text : `${sentBackWith}（原要求：${text}）`;
}

/** The order in force, or the last one. */
function orderOn({ duties }: Ticket): Duty | undefined {
  const orders = duties.filter(({ kind }) => kind === 'supervise' || kind === 'instruct');
  return orders.findLast(({ endedAt }) => endedAt === null) ?? orders.at(-1);
}

function replyForm(number: number, department: string): readonly Block[] {
  return [
    {
      table: {
        head: [],
        widths: [25, 27, 20, 28],
        left: [1, 3],
        rows: [
          ['诉求编号', `${number}号`, '回复单位', department],
          ['办理情况\n（结果、依据）', ''],
          ['没有办结的\n原因和措施', ''],
          ['办结日期', '', '是否已\n告知企业', ''],
          ['经办人', '', '负责人签字\n（盖章）', ''],
        ],
        rowHeights: [12, 56, 44, 14, 18],
      },
    },
  ];
}
