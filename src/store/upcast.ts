/**
 * Raises events written by older programs to today's shape, one version at a time. An event of a version this
 * program has never heard of stops the fold: guessing would quietly falsify the record.
 */
import { eventOfToday } from '../domain/former-names.ts';
import type { OfficeEvent } from '../domain/office.ts';
import type { TicketEvent } from '../domain/ticket-events.ts';
import { StoreFault } from './fault.ts';
import { withEntriesOfToday } from './old-entries.ts';
import { withNamesOfToday } from './old-names.ts';
import type { Row } from './row.ts';

/** An event as it stands in the journal, of whatever version. */
interface Stored {
  readonly type: string;
  readonly v: number;
}
type Upcaster = (event: Stored) => Stored;

/** Version of each event type that this program folds. A new event type must be entered here to compile. */
const TICKET_EVENTS: Readonly<Record<TicketEvent['type'], number>> = {
  registered: 1,
  queued: 1,
  assigned: 1,
  claimed: 1,
  delegated: 1,
  reorganised: 1,
  signed: 1,
  fedBack: 1,
  resolved: 1,
  confirmed: 1,
  ratedLate: 1,
  lapsed: 1,
  reworked: 1,
  urged: 1,
  supplemented: 1,
  withdrawn: 1,
  reminded: 1,
  rungsSkipped: 1,
  turnedLate: 1,
  fileStored: 1,
  fileDeferred: 1,
  fileMissing: 1,
  calledBack: 1,
  surveyAnswered: 1,
  reopened: 1,
  asked: 1,
  resumed: 1,
  requested: 1,
  granted: 1,
  denied: 1,
  dutyGiven: 1,
  dutyAnswered: 1,
  dutySentBack: 1,
  reclassified: 1,
  rejected: 1,
  merged: 1,
  absorbed: 1,
  split: 1,
  acknowledged: 1,
  recalculated: 1,
  noted: 1,
  undone: 1,
  attributed: 1,
  planned: 1,
  stepPaused: 1,
  stepResumed: 1,
};
const OFFICE_EVENTS: Readonly<Record<OfficeEvent['type'], number>> = {
  inviteIssued: 1,
  inviteRevoked: 1,
  codeWrong: 1,
  accountBound: 1,
  accountUnbound: 1,
  reached: 1,
  announced: 1,
  handOverAgreed: 1,
  groupBound: 1,
  groupUnbound: 1,
  groupLeft: 1,
  groupMoved: 1,
  settingChanged: 1,
  summarised: 1,
  pictured: 1,
  clockSetBack: 1,
  leaveTaken: 1,
  leaveBegun: 1,
  leaveEnded: 1,
  nicknameSet: 1,
  nicknameForgotten: 1,
  paperIssued: 1,
  ledgerImported: 1,
  linkIssued: 1,
  linkUsed: 1,
  signedOut: 1,
  filterSaved: 1,
  filterForgotten: 1,
  arranged: 1,
  rosterRead: 1,
  personLeft: 1,
  personBack: 1,
  nameCorrected: 1,
  departmentReformed: 1,
  handedOver: 1,
  accountMoved: 1,
};

/** By `ticket/<type>@<v>` or `office/<type>@<v>`: from that version to the next. Version 1 is the first. */
const UPCASTERS: Readonly<Record<string, Upcaster>> = {};

/** Throws `StoreFault` (newer) on a type or version this program does not know. */
export function upcastTicketEvent(event: Stored): TicketEvent {
  return raise('ticket', event, TICKET_EVENTS, UPCASTERS) as TicketEvent;
}

/** Throws `StoreFault` (newer) on a type or version this program does not know. */
export function upcastOfficeEvent(event: Stored): OfficeEvent {
  return raise('office', event, OFFICE_EVENTS, UPCASTERS) as OfficeEvent;
}

/** Raises `event` to the version in `current` by the upcasters in `table`. */
export function raise(
  stream: 'ticket' | 'office',
  event: Stored,
  current: Readonly<Record<string, number>>,
  table: Readonly<Record<string, Upcaster>>,
): Stored {
  const type = eventOfToday(event.type);
  const wanted = Object.hasOwn(current, type) ? current[type] : undefined;
  let raised = type === event.type ? event : { ...event, type };
  while (wanted !== undefined && raised.v < wanted) {
    const upcaster = table[`${stream}/${raised.type}@${raised.v}`];
    if (!upcaster) break;
    raised = upcaster(raised);
  }
  if (raised.v === wanted) return raised;
  throw new StoreFault(
    'newer',
    `记录中有本程序不认识的事件 ${event.type}@${event.v}，数据可能由更新版本的程序写入。请升级程序后再启动。`,
  );
}

/**
 * Shape of the rows in which a state is kept (`snapshot.ts`). An anchor keeps the state of months whose events are
 * gone, so its rows must be understood for ever: whoever changes the shape of a ticket or of anything else in a row
 * raises this number and enters how a row of the former shape becomes one of the new.
 */
export const ROW_SHAPE = 3;

type StoredRow = Readonly<Record<string, unknown>>;
type RowRaiser = (row: StoredRow) => StoredRow;

/** By shape: from that one to the next. */
const ROW_RAISERS: Readonly<Record<number, RowRaiser>> = {
  1: (row) => ('ticket' in row ? { ...row, ticket: withEntriesOfToday(row.ticket) } : row),
  2: withNamesOfToday,
};

/** Raises a row of an older shape to today's. Throws `StoreFault` (newer) on a shape this program does not know. */
export function raiseRow(
  row: StoredRow,
  shape: number,
  current = ROW_SHAPE,
  raisers: Readonly<Record<number, RowRaiser>> = ROW_RAISERS,
): Row {
  let raised = row;
  for (let at = shape; at < current; at++) {
    const raiser = raisers[at];
    if (!raiser) throw new Error(`no way from rows of shape ${at} to ${at + 1}`);
    raised = raiser(raised);
  }
  if (shape <= current) return raised as unknown as Row;
  throw new StoreFault('newer', `数据由更新版本的程序写入（状态格式 ${shape}）。请升级程序后再启动。`);
}
