/** A filled-in workbook → policies as they would be written into the library, every fault by its cell. */
import type { SheetRead } from '../book/read.ts';
import { type Report, type Row, refuseUnknownColumns, tableOf } from '../book/table.ts';
import { VERSION, VERSION_SHEET, type VersionRead, versionIn } from '../book/version.ts';
import {
  CLAUSE_COLUMNS,
  POLICY_COLUMNS,
  type PolicyField,
  type PolicyTitle,
  SHEETS,
  WHO_COLUMNS,
  withinOf,
} from './form.ts';

const TITLES = Object.values(POLICY_COLUMNS);
const KNOWN = {
  [SHEETS.policies]: TITLES,
  [SHEETS.clauses]: CLAUSE_COLUMNS,
  [SHEETS.who]: WHO_COLUMNS,
  [VERSION_SHEET]: [VERSION],
};
const NEW_SHEET = '像是以前的表。请在惠企政策的网页上（或运行 npm run policies -- export）取新表再填';
const OPTIONAL: ReadonlySet<PolicyField> = new Set(['effective', 'deadline', 'paidOn']);

/** As it stands there, not yet looked at by the rules of the library. */
export interface PolicyRow {
  readonly written: Readonly<Record<string, unknown>>;
  /** Names the cell of a field. */
  report(field: string, what: string): void;
}

export interface PoliciesRead {
  readonly whole: VersionRead<never>;
  readonly rows: readonly PolicyRow[];
}

export function policiesIn(
  sheets: readonly SheetRead[],
  { report, nameOf }: { readonly report: Report; readonly nameOf: (written: string) => string },
): PoliciesRead {
  refuseUnknownColumns(sheets, KNOWN, NEW_SHEET, report);
  const policies = tableOf(sheets, SHEETS.policies, TITLES, report);
  const clauses = tableOf(sheets, SHEETS.clauses, CLAUSE_COLUMNS, report);
  const rules = tableOf(sheets, SHEETS.who, WHO_COLUMNS, report);
  const ids = new Set(policies.map((row) => row.text('编号')));
  for (const row of [...clauses, ...rules]) {
    const id = row.text('政策编号');
    if (!ids.has(id)) row.report('政策编号', `‘${SHEETS.policies}’表里没有“${id}”`);
  }
  const rowOf = (row: Row<PolicyTitle>): PolicyRow => {
    const id = row.text('编号');
    const own = rules.filter((one) => one.text('政策编号') === id);
    return {
      written: {
        ...fieldsOf(row, nameOf),
        who: whoOf(row, own),
        clauses: clauses
          .filter((one) => one.text('政策编号') === id)
          .map((one) => ({ at: one.text('条款'), text: one.text('文字') })),
      },
      report: (field, what) =>
        row.report(
          POLICY_COLUMNS[field as PolicyField] ?? '编号',
          field === 'clauses' ? `‘${SHEETS.clauses}’表里没有它的原文：${what}` : what,
        ),
    };
  };
  return { whole: versionIn(sheets, [], report), rows: policies.map(rowOf) };
}

function fieldsOf(row: Row<PolicyTitle>, nameOf: (written: string) => string): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [field, title] of Object.entries(POLICY_COLUMNS) as [PolicyField, PolicyTitle][]) {
    const text = row.text(title);
    if (text === '' && OPTIONAL.has(field)) continue;
    fields[field] = text;
  }
  const within = withinOf(row.text('兑现时限'));
  if (within === null) row.report('兑现时限', '请写成 10个工作日、30天 或 1个月');
  return {
    ...fields,
    aliases: namesIn(row.text('叫法')),
    department: nameOf(row.text('责任部门')),
    within: within ?? { amount: 1, unit: 'workday' },
  };
}

function whoOf(row: Row<PolicyTitle>, rules: readonly Row<(typeof WHO_COLUMNS)[number]>[]): unknown {
  const isAll = row.text('所有企业');
  if (!['', '是'].includes(isAll)) row.report('所有企业', '只能写“是”，或者不填');
  if (isAll === '是' && rules.length > 0)
    row.report('所有企业', `写了“是”，‘${SHEETS.who}’表里就不要再写条件`);
  if (isAll === '是') return '所有企业';
  if (rules.length === 0) row.report('所有企业', `不知道适合谁：请在‘${SHEETS.who}’表写条件，或者这里写“是”`);
  return rules.map(ruleOf);
}

function ruleOf(row: Row<(typeof WHO_COLUMNS)[number]>): Record<string, unknown> {
  const rule: Record<string, unknown> = {};
  for (const fact of ['行业', '规模', '乡镇', '标签'] as const) {
    const names = namesIn(row.text(fact));
    if (names.length > 0) rule[fact] = names;
  }
  const bounds: Record<string, number> = {};
  for (const [title, bound] of [
    ['用工至少', '至少'],
    ['用工至多', '至多'],
  ] as const) {
    const text = row.text(title);
    if (text === '') continue;
    if (!/^\d{1,6}$/u.test(text)) row.report(title, '请写人数，如 100');
    else bounds[bound] = Number(text);
  }
  if (Object.keys(bounds).length > 0) rule.用工人数 = bounds;
  const building = row.text('在建项目');
  if (!['', '有', '没有'].includes(building)) row.report('在建项目', '只能写“有”“没有”，或者不填');
  if (building !== '') rule.在建项目 = building === '有';
  if (Object.keys(rule).length === 0) row.report('政策编号', '这一行没有写条件');
  return rule;
}

function namesIn(text: string): string[] {
  return [...new Set(text.split(/[、，,;；\s]+/u).filter((name) => name !== ''))];
}
