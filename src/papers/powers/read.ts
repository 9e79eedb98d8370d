/** A filled-in workbook → the list as it would be written, every fault by its cell. */
import type { SheetRead } from '../book/read.ts';
import { type Report, tableOf } from '../book/table.ts';
import { POWER_COLUMNS, type PowerField, SHEETS, VERSION_COLUMNS } from './form.ts';

/** As it stands there, not yet looked at by the rules of the list. */
export interface PowerRow {
  readonly written: Readonly<Record<string, unknown>>;
  /** Names the cell of a field. */
  report(field: string, what: string): void;
}

export interface PowersRead {
  readonly head: Readonly<Record<'version' | 'effective', unknown>>;
  reportHead(field: string, what: string): void;
  readonly rows: readonly PowerRow[];
}

/** `nameOf`: the id of an office, or what was written where nobody is called so. */
export function powersIn(
  sheets: readonly SheetRead[],
  { report, nameOf }: { readonly report: Report; readonly nameOf: (written: string) => string },
): PowersRead {
  refuseOthers(sheets, report);
  const rows = tableOf(sheets, SHEETS.items, Object.values(POWER_COLUMNS), report);
  const [first, ...more] = tableOf(sheets, SHEETS.version, VERSION_COLUMNS, report);
  for (const row of more) row.report('版本', '只写一行：这一份是第几版、哪天起用');
  return {
    head: { version: numberOf(first?.text('版本') ?? ''), effective: first?.text('起用日期') ?? '' },
    reportHead: (field, what) =>
      first
        ? first.report(field === 'version' ? '版本' : '起用日期', what)
        : report(SHEETS.version, '第 2 行', '请写这一份是第几版、哪天起用'),
    rows: rows.map((row) => {
      const text = (field: PowerField): string => row.text(POWER_COLUMNS[field]);
      const lead = text('lead');
      return {
        written: {
          id: numberOf(text('id')),
          name: text('name'),
          words: namesIn(text('words')),
          lead: lead === '' ? '' : nameOf(lead),
          partners: namesIn(text('partners')).map(nameOf),
          township: text('township'),
          basis: text('basis'),
          since: numberOf(text('since')),
        },
        report: (field, what) => row.report(POWER_COLUMNS[field as PowerField] ?? '编号', what),
      };
    }),
  };
}

/** Titles of another year: each is named, so that nobody fills in a column that nobody reads. */
function refuseOthers(sheets: readonly SheetRead[], report: Report): void {
  const head = sheets.find(({ name }) => name.trim() === SHEETS.items)?.rows[0] ?? [];
  const known: ReadonlySet<string> = new Set(Object.values(POWER_COLUMNS));
  const others = head.flatMap((cell) => {
    const title = String(cell ?? '').trim();
    return title === '' || known.has(title) ? [] : [`“${title}”`];
  });
  if (others.length > 0)
    report(
      SHEETS.items,
      '第 1 行',
      `不认识${others.join('、')}，像是以前的表。请运行 npm run powers -- export 取新表再填`,
    );
}

/** What is no number stays what it is, for the rules to refuse. */
function numberOf(text: string): number | string {
  return /^\d{1,7}$/u.test(text) ? Number(text) : text;
}

function namesIn(text: string): string[] {
  return text.split(/[、，,;；\s]+/u).filter((name) => name !== '');
}
