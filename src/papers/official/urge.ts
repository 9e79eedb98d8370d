/** 催办通知: what one department has that is late or soon will be, in one paper. */
import { latenessPast } from '../../domain/metrics.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { DAY, type Day, dayOf } from '../../domain/time.ts';
import { stateOf } from '../words.ts';
import {
  departmentName,
  dueInWords,
  enterpriseName,
  framed,
  type Issue,
  lateInWords,
  personName,
  refuseReports,
  said,
} from './issue.ts';
import { dateInWords, type Paper } from './paper.ts';

const MATTER = 40;

export interface UrgeIssue extends Issue {
  /** Until when the department is to answer. */
  readonly replyBy: Day;
}

/** Of tickets of one department, at least one. Throws a RangeError otherwise, and for a report about officials. */
export function urgeNoticeOf(tickets: readonly Ticket[], issue: UrgeIssue): Paper {
  refuseReports(tickets);
  const [first] = tickets;
  const department = first?.department ?? null;
  if (department === null || tickets.some((ticket) => ticket.department !== department)) {
    throw new RangeError('the tickets of one department are wanted');
  }
  const { roster, at, replyBy } = issue;
  const rows = tickets.map((ticket) => [
    String(ticket.number),
    enterpriseName(ticket.enterprise, roster),
    said(ticket.text, MATTER),
    personName(ticket.liaison, roster),
    ticket.clocks.resolve ? dueInWords(ticket.clocks.resolve.deadline) : '—',
    timeLeft(ticket, at),
  ]);
  const late = tickets.filter((ticket) => latenessOf(ticket, at) !== null).length;
  const which =
    late === 0
      ? '将到办结时限'
      : late === tickets.length
        ? '已超过办结时限'
        : `已超过或将到办结时限，其中超期${late}件`;
  return {
    ...framed(issue),
    head: null,
    title: '催办通知',
    to: departmentName(department, roster, at),
    body: [
      {
        text: `你单位承办的下列${tickets.length}件企业诉求${which}。请抓紧办理，于${dateInWords(replyBy)}前回复办理情况；来不及的，请按规定提出延期，并告知企业。`,
      },
      {
        table: {
          head: ['编号', '企业', '诉求内容', '承包人', '应办结时间', '情况'],
          widths: [7, 15, 22, 9, 21, 12],
          left: [1, 2],
          rows,
        },
      },
    ],
    attachments: [],
  };
}

function latenessOf({ clocks, pausedAt }: Ticket, at: number) {
  return clocks.resolve ? latenessPast(clocks.resolve.deadline, pausedAt ?? at) : null;
}

function timeLeft(ticket: Ticket, at: number): string {
  const late = latenessOf(ticket, at);
  if (late) return `超期${lateInWords(late)}`;
  const due = ticket.clocks.resolve?.deadline.due;
  if (due === undefined) return stateOf(ticket);
  const days = Math.round((Date.parse(dayOf(due)) - Date.parse(dayOf(at))) / DAY);
  return days <= 0 ? '今天到期' : `还有${days}天`;
}
