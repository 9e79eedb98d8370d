/** The ledger (台账) as a spreadsheet: one row a ticket, whatever tickets are given. Reports about officials are left out. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Roster } from '../../domain/roster.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { type Instant, instantInWords, MINUTE } from '../../domain/time.ts';
import { keptThread } from '../../thread/kept.ts';
import { COLUMNS, type Look, NOT_SHOWN, type Shown, type Value } from './columns.ts';

/** Rows handed to the thread at once: some milliseconds of work. */
const ROWS_AT_ONCE = 200;

const writing = keptThread({
  entry: new URL('./in-thread.ts', import.meta.url),
  name: 'the writing of the ledger',
  patienceMs: 10 * MINUTE,
  mostMemoryMb: 512,
});

export interface LedgerOptions {
  readonly roster: Roster;
  /** Now, for what is late. */
  readonly at: Instant;
  /** What the ledger is of, for its second sheet: `2026年11月登记的诉求件`. */
  readonly of: string;
  /** Only for those who work on the tickets (`permissions.ts`); left out: their middle is starred. */
  readonly numbersWhole?: boolean;
  readonly signal?: AbortSignal;
}

/** What the thread is told before the rows. */
export interface LedgerJob {
  /** Lines of the second sheet (说明), each a name and what it says. */
  readonly notes: readonly (readonly [string, string])[];
  readonly columns: readonly Shown[];
}

/**
 * An .xlsx with the sheets 台账 and 说明. The file is made in a thread of its own: nobody waits for it. Rejects with
 * what `tickets` throws, or when the thread fails.
 */
export async function ledgerOf(
  tickets: Iterable<Ticket> | AsyncIterable<Ticket>,
  { signal, ...options }: LedgerOptions,
): Promise<Buffer> {
  const look: Look = { ...options, numbersWhole: options.numbersWhole ?? false };
  const columns = COLUMNS.map(({ title, width, holds }) => ({ title, width, holds }));
  const job: LedgerJob = { notes: notesOn(options.of, look), columns };
  const feed = rowsOf(tickets, look);
  const bytes = await writing.run<Uint8Array>(job, { feed, ...(signal ? { signal } : {}) });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The row of one ticket, without the count of rows before it. */
export function rowOf(ticket: Ticket, look: Look): readonly Value[] {
  return COLUMNS.map((column) => column.of(ticket, look));
}

/** In parts, with a turn for others after each. */
async function* rowsOf(
  tickets: Iterable<Ticket> | AsyncIterable<Ticket>,
  look: Look,
): AsyncGenerator<readonly (readonly Value[])[]> {
  let rows: (readonly Value[])[] = [];
  for await (const ticket of tickets) {
    if (ticket.confidential) continue;
    rows.push(rowOf(ticket, look));
    if (rows.length < ROWS_AT_ONCE) continue;
    yield rows;
    rows = [];
    await turn();
  }
  if (rows.length > 0) yield rows;
}

function notesOn(of: string, { at, numbersWhole }: Look): LedgerJob['notes'] {
  return [
    ['内容', of],
    ['制表时间', instantInWords(at)],
    [
      '件数',
      '一件一行。类别是走访、惠企政策、帮办的也在本表，它们各有各的算法，不在简报、通报的诉求件数里：对数时先按“类别”筛掉。',
    ],
    ['举报件', '反映工作人员作风的保密件不列入本表。'],
    ...(numbersWhole
      ? []
      : ([['惠企政策', `办理进展、办理结果里有单家企业的兑现金额，本表写“${NOT_SHOWN}”。`]] as const)),
    ['时间', '均为北京时间。应办结时间已计入停表、延期。'],
    [
      '是否超期',
      '已报办结的，看办结时是否超过时限；在办的，看制表时；挂账的，看挂账时。撤回、并单、不予受理的不计。',
    ],
    ['按时签收、按时反馈', '到期还没有做的记“否”；没有这一步的（如咨询直接答复）不填。'],
    ['企业评价', '到期没有评价的记“未评价”，不算满意；之后补评的注明“补评”，各期的数不变。'],
    [
      '电话、证件号',
      numbersWhole
        ? '本表含完整的电话和证件号，只给经办人员用，不要外传。'
        : '中间几位以星号代替，经办人员在私聊里看得到。',
    ],
    [
      '填报13710',
      '交办（交办时间）、1（按时签收）、3（首次反馈时间、按时反馈）、7（应办结时间、办结时间）、0（销号时间）、督办（督办批示）可以照填。',
    ],
  ];
}
