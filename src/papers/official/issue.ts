/** What every official paper of an office has in common, and how it speaks of a ticket. */
import type { Deadline } from '../../domain/deadline.ts';
import { masked } from '../../domain/masked.ts';
import type { Lateness } from '../../domain/metrics.ts';
import { departmentThen } from '../../domain/on-record.ts';
import type { Roster } from '../../domain/roster.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Day, dayOf, type Instant, timeInWords } from '../../domain/time.ts';
import { dateInWords, type Paper, type PaperNumber } from './paper.ts';

/** By whom a paper is issued, and when. Whoever leaves `issuer` out issues as the hub of the group. */
export interface Issue {
  readonly roster: Roster;
  readonly at: Instant;
  readonly issuer?: string;
  /** 发文机关标志; left out: the issuer's name. */
  readonly head?: string;
  readonly number?: PaperNumber | null;
  readonly signer?: string;
  readonly copies?: readonly string[];
  /** 联系人：毕志辰，电话：…; left out: none. */
  readonly contact?: string;
  /** Left out: it is a draft, marked 送审稿. */
  readonly final?: boolean;
}

/** All of a paper but what it says. */
export function framed(issue: Issue): Omit<Paper, 'title' | 'to' | 'body' | 'attachments'> {
  const { roster, at, number = null, signer = null, copies = [], contact = null } = issue;
  const issuer = issue.issuer ?? issuerOf(roster);
  return {
    issuer,
    head: issue.head ?? issuer,
    number,
    signer,
    copies,
    date: dayOf(at),
    remark: contact,
    draft: issue.final !== true,
  };
}

/** 霍州政企连心桥工作专班 */
export function issuerOf({ group }: Roster): string {
  return `${group.name}工作专班`;
}

/** As it was called when what the paper tells of ended; of one that is gone since then and before, also who has its work. */
export function departmentName(department: string | null, roster: Roster, before: Instant): string {
  return department === null ? '（待分办）' : departmentThen(department, before, roster);
}

export function enterpriseName(enterprise: string | null, roster: Roster): string {
  if (enterprise === null) return '企业';
  return roster.enterpriseName(enterprise);
}

export function personName(person: string | null, roster: Roster): string {
  return person === null ? '—' : roster.nameOf(person);
}

/** What was said, in one line, numbers of people starred; what is longer than `most` characters ends in ……. */
export function said(text: string, most: number): string {
  const line = masked(text)
    .replace(/\s+/gu, ' ')
    .replace(/[。；;，,\s]+$/u, '')
    .trim();
  const signs = [...line];
  return signs.length <= most ? line : `${signs.slice(0, most).join('')}……`;
}

/** 2026年12月1日; what is counted in hours with its time: 2026年12月1日18时30分. */
export function dueInWords({ due, dayBased }: Deadline): string {
  return dayBased ? dateInWords(dayOf(due)) : momentInWords(due);
}

/** 2026年12月1日18时30分 */
export function momentInWords(at: Instant): string {
  const [hour, minute] = timeInWords(at).split(':').map(Number);
  return `${dateInWords(dayOf(at))}${hour}时${minute === 0 ? '' : `${minute}分`}`;
}

/** 5天; 3小时 where the limit is counted in hours and it is less than two days. */
export function lateInWords({ days, hours }: Lateness): string {
  if (hours === null || hours >= 48) return `${days}天`;
  return hours < 1 ? '不到1小时' : `${hours}小时`;
}

/** A paper goes through many hands; what is said of officials goes to the discipline contacts alone. */
export function refuseReports(tickets: readonly Ticket[]): void {
  const report = tickets.find((ticket) => ticket.confidential);
  if (report) throw new RangeError('no paper is made of a report about officials');
}

/** 2026年, 2026年11月, 2026年11月23日至11月29日, 2026年11月23日 */
export function periodInWords(first: Day, last: Day): string {
  const [year, month] = first.split('-').map(Number);
  const isYear = first.endsWith('-01-01') && last === `${first.slice(0, 4)}-12-31`;
  if (isYear) return `${year}年`;
  const isMonth =
    first.endsWith('-01') && nextDay(last).endsWith('-01') && first.slice(0, 7) === last.slice(0, 7);
  if (isMonth) return `${year}年${month}月`;
  if (first === last) return dateInWords(first);
  const end = dateInWords(last);
  return `${dateInWords(first)}至${last.startsWith(first.slice(0, 4)) ? end.replace(/^\d+年/u, '') : end}`;
}

function nextDay(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
