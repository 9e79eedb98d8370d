/**
 * The columns of the ledger (台账): one row a ticket, as an office files it, with what the province's 13710 asks for (交办;
 * 1 签收, 3 反馈, 7 办结; 督办; 0 销号).
 */
import { type Deadline, isLate } from '../../domain/deadline.ts';
import { masked, maskedPhone } from '../../domain/masked.ts';
import { doneInTime, type Lateness, latenessOf, latenessPast } from '../../domain/metrics.ts';
import type { Roster } from '../../domain/roster.ts';
import { solvedBy } from '../../domain/solved.ts';
import { isOver, isRecorded, type Ticket } from '../../domain/ticket.ts';
import type { DutyKind } from '../../domain/ticket-parts.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import {
  EXCLUDED,
  kindOf,
  outcomeInWords,
  placeOf,
  ratingInWords,
  solvedInWords,
  stateOf,
} from '../words.ts';

/** What a row is read by. */
export interface Look {
  readonly roster: Roster;
  /** Now: what is late is so at this moment. */
  readonly at: Instant;
  /** For those who work on the tickets: telephone and identity numbers whole, else their middle is starred; what was paid. */
  readonly numbersWhole: boolean;
}

/** For what was written of a policy. */
export const NOT_SHOWN = '（见诉求件）';

/** Text, a number, an instant in a column of times; null for nothing. */
export type Value = string | number | null;

/** How a column looks. */
export interface Shown {
  readonly title: string;
  /** In characters of a digit's width. */
  readonly width: number;
  /** `long`: a text that wraps; `mark`: one of a few short words, centred. */
  readonly holds: 'text' | 'long' | 'mark' | 'number' | 'time';
}

export interface Column extends Shown {
  of(ticket: Ticket, look: Look): Value;
}

const text = (title: string, width: number, of: Column['of']): Column => ({
  title,
  width,
  holds: 'text',
  of,
});
const long = (title: string, width: number, of: Column['of']): Column => ({
  title,
  width,
  holds: 'long',
  of,
});
const mark = (title: string, width: number, of: Column['of']): Column => ({
  title,
  width,
  holds: 'mark',
  of,
});
const number = (title: string, of: Column['of']): Column => ({ title, width: 8, holds: 'number', of });
const time = (title: string, of: Column['of']): Column => ({ title, width: 17, holds: 'time', of });

/** Every column but the first, 序号, which counts the rows. */
export const COLUMNS: readonly Column[] = [
  number('编号', (ticket) => ticket.number),
  time('登记时间', ({ facts }) => facts.registeredAt),
  mark('来源', 14, sourceOf),
  text('企业', 26, enterpriseOf),
  text(
    '乡镇（街道）',
    12,
    ({ enterprise }, { roster }) => roster.enterprise(enterprise ?? '')?.township ?? null,
  ),
  mark('反映人', 9, ({ member }, look) => nameOf(member, look)),
  text('联系电话', 14, ({ member }, look) => phoneOf(member, look)),
  long('诉求内容', 46, (ticket, look) => words(ticket.text, look)),
  mark('类别', 10, kindOf),
  text('承办部门', 18, ({ department }, look) => departmentOf(department, look)),
  mark('承包人', 9, ({ liaison }, look) => nameOf(liaison, look)),
  text('协办部门', 18, (ticket, look) => assistingOf(ticket, look)),
  time('交办时间', ({ facts }) => facts.acceptedAt),
  time('签收时间', ({ facts }) => facts.signedAt),
  mark('按时签收', 9, (ticket, look) => keptOf(ticket, 'sign', ticket.facts.signedAt, look)),
  time('首次反馈时间', ({ facts }) => facts.fedBackAt),
  mark('按时反馈', 9, (ticket, look) => keptOf(ticket, 'feedback', ticket.facts.fedBackAt, look)),
  time('应办结时间', ({ clocks }) => lastMoment(clocks.resolve?.deadline)),
  time('办结时间', ({ facts }) => facts.resolvedAt),
  mark('状态', 14, stateOf),
  mark('是否超期', 9, (ticket, look) => lateInWords(ticket, look)),
  number('超期天数', (ticket, look) => latenessIn(ticket, look)?.days ?? null),
  number('延期次数', ({ facts }) => some(facts.extensions)),
  number('督办批示', (ticket) => some(dutiesOf(ticket, 'supervise', 'instruct').length)),
  number('催办次数', ({ facts }) => some(facts.urges)),
  number('重办次数', ({ facts }) => some(facts.reworks + facts.reopens)),
  long('办理进展', 36, (ticket, look) => workOn(ticket, lastFeedback(ticket), look)),
  mark('办结方式', 10, ({ facts }) => (facts.outcome === null ? null : outcomeInWords(facts.outcome))),
  long('办理结果', 46, (ticket, look) => workOn(ticket, ticket.facts.result, look)),
  mark('企业评价', 12, ratingOf),
  mark('是否解决', 10, (ticket) => solvedOf(ticket)),
  time('销号时间', ({ facts }) => facts.closedAt),
  mark('不计入的原因', 14, excludedOf),
];

/** A ledger full of noughts is hard to read. */
function some(count: number): Value {
  return count === 0 ? null : count;
}

function words(said: string | null, { numbersWhole }: Look): string | null {
  return said === null || numbersWhole ? said : masked(said);
}

/** What a department wrote of a policy says what one firm was paid: that is read on the ticket, and goes round in no file. */
function workOn({ source }: Ticket, said: string | null, look: Look): string | null {
  if (said !== null && source?.kind === 'policy' && !look.numbersWhole) return NOT_SHOWN;
  return words(said, look);
}

function sourceOf(ticket: Ticket): string {
  if (isRecorded(ticket)) return '历史台账';
  if (ticket.source) return ticket.source.title;
  return ticket.enteredBy === undefined ? placeOf(ticket.origin) : '代录';
}

function enterpriseOf({ enterprise }: Ticket, { roster }: Look): string | null {
  return enterprise === null ? null : roster.enterpriseName(enterprise);
}

function departmentOf(department: string | null, { roster }: Look): string | null {
  return department === null ? null : roster.departmentName(department);
}

function nameOf(person: string | null, { roster }: Look): string | null {
  return person === null ? null : roster.nameOf(person);
}

function phoneOf(person: string | null, { roster, numbersWhole }: Look): string | null {
  const phone = person === null ? undefined : roster.person(person)?.phone;
  if (phone === undefined) return null;
  return numbersWhole ? phone : maskedPhone(phone);
}

/** Of a limit in days its last day runs to 24:00, whatever the offices’ hours. */
function lastMoment(deadline: Deadline | undefined): Instant | null {
  if (!deadline) return null;
  return deadline.dayBased ? deadline.lateFrom - MINUTE : deadline.due;
}

function dutiesOf({ duties }: Ticket, ...kinds: readonly DutyKind[]) {
  return duties.filter(({ kind }) => kinds.includes(kind));
}

function assistingOf(ticket: Ticket, look: Look): string | null {
  const names = dutiesOf(ticket, 'assist').map(({ department }) => departmentOf(department, look));
  return names.length === 0 ? null : [...new Set(names)].join('、');
}

function lastFeedback({ entries }: Ticket): string | null {
  return entries.findLast(({ what }) => what === 'fedBack')?.text ?? null;
}

/** 是 or 否; null while it is open, or where there is no such step. */
function keptOf(
  ticket: Ticket,
  step: 'sign' | 'feedback',
  done: Instant | null,
  { at }: Look,
): string | null {
  const clock = ticket.clocks[step];
  if (clock === undefined) return null;
  if (done !== null) return doneInTime(ticket, step, done) ? '是' : '否';
  return !isOver(ticket) && isLate(clock.deadline, at) ? '否' : null;
}

/** Of what was reported done: when it was; of what is in hand: now. Null when not late, or when nobody is to do it any more. */
function latenessIn(ticket: Ticket, { at }: Look): Lateness | null {
  const { clocks, facts, state } = ticket;
  if (facts.excludedAt !== null || facts.withdrawnAt !== null) return null;
  const clock = clocks.resolve;
  if (clock === undefined) return null;
  if (facts.resolvedAt !== null) return latenessPast(clock.deadline, facts.resolvedAt);
  // 挂账 stands apart from what is overdue; that it was late before is not forgotten.
  if (state === 'suspended') return latenessPast(clock.deadline, ticket.pausedAt ?? at);
  return latenessOf(ticket, at);
}

function lateInWords(ticket: Ticket, look: Look): string | null {
  const { excludedAt, withdrawnAt } = ticket.facts;
  if (excludedAt !== null || withdrawnAt !== null || ticket.clocks.resolve === undefined) return null;
  return latenessIn(ticket, look) === null ? '否' : '是';
}

function ratingOf({ facts: { rating, closedBy } }: Ticket): string | null {
  if (closedBy === null) return null;
  if (rating === null) return '未评价';
  return closedBy === 'silence' ? `${ratingInWords(rating)}（补评）` : ratingInWords(rating);
}

function solvedOf(ticket: Ticket): string | null {
  return ticket.facts.closedBy === 'enterprise' ? solvedInWords(solvedBy(ticket)) : null;
}

function excludedOf({ state, facts: { rejection } }: Ticket): string | null {
  if (state === 'withdrawn' || state === 'merged') return EXCLUDED[state];
  return rejection === null ? null : EXCLUDED[rejection];
}
