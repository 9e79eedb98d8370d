/** A filled-in workbook → the list as it would be written, every fault by its cell. */
import type { SheetRead } from '../book/read.ts';
import { type Report, refuseUnknownColumns, tableOf } from '../book/table.ts';
import { numberOf, VERSION, VERSION_SHEET, versionIn } from '../book/version.ts';
import { EFFECTIVE, ITEMS, POWER_COLUMNS, type PowerField } from './form.ts';

const COLUMNS = Object.values(POWER_COLUMNS);
const NEW_SHEET = '像是以前的表。请运行 npm run powers -- export 取新表再填';

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
  refuseUnknownColumns(
    sheets,
    { [ITEMS]: COLUMNS, [VERSION_SHEET]: [VERSION, EFFECTIVE] },
    NEW_SHEET,
    report,
  );
  const rows = tableOf(sheets, ITEMS, COLUMNS, report);
  const whole = versionIn(sheets, [EFFECTIVE], report);
  return {
    head: { version: whole.version, effective: whole.text(EFFECTIVE) },
    reportHead: (field, what) => whole.report(field === 'version' ? VERSION : EFFECTIVE, what),
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

function namesIn(text: string): string[] {
  return text.split(/[、，,;；\s]+/u).filter((name) => name !== '');
}
