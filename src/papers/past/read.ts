/** The sheets of a ledger kept by hand → its rows. A row with a cell that is wrong is left out, and the cell is named. */
import { createHash } from 'node:crypto';
import type { Rating } from '../../domain/ticket-parts.ts';
import type { Day } from '../../domain/time.ts';
import type { Cell, SheetRead } from '../book/read.ts';
import { letters, withoutGuard } from '../cells.ts';
import { FIELD_NAMES, type Field, type Head, headIn } from './columns.ts';
import { dayIn, doneIn, isWrong, ratingIn, saidIn, textIn } from './values.ts';

/** One matter as the office wrote it down. */
export interface PastRow {
  /** ‘2025年’表第 7 行 */
  readonly place: string;
  /** The same for the same matter in any file: of enterprise, day and words. */
  readonly identity: string;
  readonly enterprise: string;
  readonly matter: string;
  readonly raised: Day;
  readonly department: string;
  /** Null where none is given, and of what is closed, where it is no day. */
  readonly due: Day | null;
  /** How it was dealt with. */
  readonly result: string;
  readonly closed: boolean;
  readonly doneAt: Day | null;
  readonly rating: Rating | null;
  /** Of what is not closed: where its cells stand, for whoever has to mend them. */
  readonly cells: Readonly<Record<Mendable, string>> | null;
}

const MENDABLE = ['enterprise', 'matter', 'department', 'due'] as const;
export type Mendable = (typeof MENDABLE)[number];

export interface PastRead {
  /** Rows in which something stands, those with faults too. */
  readonly count: number;
  readonly rows: readonly PastRow[];
  /** `‘2025年’表 D7（受理日期）：…` */
  readonly faults: readonly string[];
  /** Rows that say what a row above them says. */
  readonly repeated: number;
  /** Columns and sheets of which nothing was made. */
  readonly unused: readonly string[];
}

const LONGEST = 5000;
const FORMULA = '是公式，请改成文字（复制后“选择性粘贴”成数值）';
/** What is filled down over merged cells; of the matter itself one row is one matter. */
const FILLED: readonly Field[] = [
  'enterprise',
  'raised',
  'department',
  'due',
  'done',
  'doneAt',
  'rating',
  'result',
];
const MOST_FILLED = 200_000;

/** `today`: nothing was raised or done after it. */
export function pastIn(sheets: readonly SheetRead[], today: Day): PastRead {
  const heads = sheets.flatMap((sheet) => {
    const head = headIn(sheet.rows);
    return head ? [{ sheet, head }] : [];
  });
  if (heads.length === 0) {
    const wanted = [FIELD_NAMES.matter, FIELD_NAMES.raised, FIELD_NAMES.enterprise].join('”“');
    return {
      count: 0,
      rows: [],
      faults: [`没有找到表头。请在前十行里有一行写着“${wanted}”这样的列名，再上传。`],
      repeated: 0,
      unused: [],
    };
  }
  const faults: string[] = [];
  const found = new Map<string, PastRow>();
  let [count, repeated] = [0, 0];
  for (const { sheet, head } of heads) {
    const filled = filledCells(sheet, head);
    for (const [index, cells] of sheet.rows.entries()) {
      if (index <= head.at || isEmpty(cells, head)) continue;
      const row = rowReader(sheet, head, index, cells, filled);
      if (row.isTotal || row.isContinued) continue;
      count += 1;
      const read = readRow(row, today);
      if ('faults' in read) faults.push(...read.faults);
      else if (found.has(read.identity)) repeated += 1;
      else found.set(read.identity, read);
    }
  }
  const others = sheets.filter((sheet) => !heads.some((one) => one.sheet === sheet) && sheet.rows.length > 0);
  const unused = [
    ...new Set(heads.flatMap(({ head }) => head.unused.map((title) => `“${title}”列`))),
    ...others.map(({ name }) => `‘${name}’表`),
  ];
  return { count, rows: [...found.values()], faults, repeated, unused };
}

interface RowReader {
  readonly sheet: string;
  readonly place: string;
  readonly isTotal: boolean;
  /** The matter is that of the row above, merged with it. */
  readonly isContinued: boolean;
  value(field: Field): Cell;
  cell(field: Field): string;
  isFormula(field: Field): boolean;
}

function rowReader(
  { name, formulas }: SheetRead,
  { columns }: Head,
  index: number,
  cells: readonly Cell[],
  filled: ReadonlyMap<string, Cell>,
): RowReader {
  const address = (field: Field): string => `${letters((columns.get(field) ?? 0) + 1)}${index + 1}`;
  const first = textIn(cells.find((one) => one !== null) ?? null);
  return {
    sheet: name,
    place: `‘${name}’表第 ${index + 1} 行`,
    isTotal: /^(?:合计|总计|共计|小计|备注|说明|注)/u.test(first),
    isContinued: filled.get(address('matter')) === CONTINUED,
    value: (field) => {
      const column = columns.get(field);
      if (column === undefined) return null;
      const own = cells[column] ?? null;
      const value = own ?? filled.get(address(field)) ?? null;
      return typeof value === 'string' ? withoutGuard(value) : value;
    },
    cell: address,
    isFormula: (field) =>
      formulas.has(address(field)) || /^\s*[=＝]/u.test(String(cells[columns.get(field) ?? -1] ?? '')),
  };
}

const CONTINUED = '\u0000';

/** What stands in merged cells below their first one, by address; `CONTINUED` for the matter itself. */
function filledCells({ merged, rows }: SheetRead, { columns }: Head): ReadonlyMap<string, Cell> {
  const filled = new Map<string, Cell>();
  const byLetter = new Map([...columns].map(([field, column]) => [letters(column + 1), { field, column }]));
  for (const range of merged) {
    const [, from = '', first = '', , last = ''] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/u.exec(range) ?? [];
    const at = byLetter.get(from);
    if (!at || filled.size > MOST_FILLED) continue;
    const value = rows[Number(first) - 1]?.[at.column] ?? null;
    for (let row = Number(first) + 1; row <= Math.min(Number(last), rows.length); row++) {
      if (at.field === 'matter') filled.set(`${from}${row}`, CONTINUED);
      else if (FILLED.includes(at.field)) filled.set(`${from}${row}`, value);
    }
  }
  return filled;
}

function isEmpty(cells: readonly Cell[], { columns }: Head): boolean {
  return [...columns].every(([field, column]) => field === 'serial' || textIn(cells[column] ?? null) === '');
}

function readRow(row: RowReader, today: Day): PastRow | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const say = (field: Field, wrong: string): null => {
    faults.push(`${placeOf(row, field)}：${wrong}`);
    return null;
  };
  const words = (field: Field, read = textIn): string => {
    if (row.isFormula(field)) return say(field, FORMULA) ?? '';
    return read(row.value(field));
  };
  const checked = <Read>(field: Field, read: Read): Exclude<Read, { readonly wrong: string }> | null =>
    isWrong(read) ? say(field, read.wrong) : (read as Exclude<Read, { readonly wrong: string }>);

  const matter = words('matter', saidIn);
  if (matter === '' && faults.length === 0) say('matter', '没有写，请补上，或删去这一行');
  if (matter.length > LONGEST) say('matter', `太长，最多 ${LONGEST} 字`);
  const enterprise = words('enterprise');
  const department = words('department').replace(/\s+/gu, ' ');
  const result = words('result', saidIn).slice(0, LONGEST);
  const raised = checked('raised', dayIn(row.value('raised'), today));
  if (raised === null && textIn(row.value('raised')) === '') say('raised', '没有写，请补上');
  const doneAt = checked('doneAt', dayIn(row.value('doneAt'), today));
  const rating = checked('rating', ratingIn(row.value('rating')));
  const done = checked('done', doneIn(row.value('done')));
  const closed = done ?? (doneAt !== null || rating !== null || SAYS_DONE.test(result));
  const asDue = dayIn(row.value('due'), null);
  const due = closed && isWrong(asDue) ? null : checked('due', asDue);
  if (raised !== null && doneAt !== null && doneAt < raised) say('doneAt', '早于受理日期，请核对');
  if (!closed && doneAt !== null) say('done', '写着没办结，却有办结时间，请核对');
  if (faults.length > 0 || raised === null) return { faults };
  return {
    place: row.place,
    identity: identityOf(enterprise, raised, matter),
    enterprise,
    matter,
    raised,
    department,
    due,
    result,
    closed,
    doneAt,
    rating,
    cells: closed ? null : cellsOf(row),
  };
}

function placeOf(row: RowReader, field: Field): string {
  return `‘${row.sheet}’表 ${row.cell(field)}（${FIELD_NAMES[field]}）`;
}

function cellsOf(row: RowReader): Readonly<Record<Mendable, string>> {
  const cells = MENDABLE.map((field) => [field, placeOf(row, field)]);
  return Object.fromEntries(cells) as Record<Mendable, string>;
}

/** Said of what is over, where no column says whether it is. */
const SAYS_DONE = /^(?:已|现已|问题已|目前已)?(?:全部)?(?:办结|解决|完成|销号|答复)/u;

function identityOf(enterprise: string, raised: Day, matter: string): string {
  const plain = (text: string): string => text.replace(/[\s\p{P}\p{S}]/gu, '');
  const text = [plain(enterprise), raised, plain(matter)].join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}
