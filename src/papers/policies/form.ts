/** The library of policies as a workbook: what stands in which column, for writing it and for reading it back. */
import type { Rule } from '../../domain/arrangements/audience.ts';
import type { Policy } from '../../domain/arrangements/policies.ts';

export const SHEETS = { policies: '政策', clauses: '原文', who: '适合谁' } as const;

/** By what is written there. */
export const POLICY_COLUMNS = {
  id: '编号',
  title: '名称',
  aliases: '叫法',
  category: '类别',
  level: '级别',
  document: '文号',
  issued: '印发日期',
  effective: '施行日期',
  deadline: '申报截止',
  paidOn: '兑现日期',
  department: '责任部门',
  address: '受理地址',
  phone: '电话',
  industries: '适用行业',
  points: '要点',
  mode: '办法',
  within: '兑现时限',
  who: '所有企业',
} as const;
export type PolicyField = keyof typeof POLICY_COLUMNS;
export type PolicyTitle = (typeof POLICY_COLUMNS)[PolicyField];

export const CLAUSE_COLUMNS = ['政策编号', '条款', '文字'] as const;
export const WHO_COLUMNS = [
  '政策编号',
  '行业',
  '规模',
  '乡镇',
  '标签',
  '用工至少',
  '用工至多',
  '在建项目',
] as const;

/** What a policy says of itself; its flow is the county's. */
export type PolicyTold = Omit<Policy, 'flow'>;

const UNITS = { workday: '个工作日', day: '天', month: '个月' } as const;

/** 10个工作日, 30天 */
export function withinInWords({ amount, unit }: PolicyTold['within']): string {
  return `${amount}${unit === 'workday' || unit === 'day' || unit === 'month' ? UNITS[unit] : '小时'}`;
}

/** Null for what is no length of time. Days that end on a day off go on to the next working day. */
export function withinOf(words: string): { amount: number; unit: keyof typeof UNITS; roll?: true } | null {
  const [, amount = '', unit = ''] = /^(\d{1,4})\s*个?\s*(工作日|天|日|自然日|月)$/u.exec(words) ?? [];
  if (amount === '') return null;
  if (unit === '工作日') return { amount: Number(amount), unit: 'workday' };
  return { amount: Number(amount), unit: unit === '月' ? 'month' : 'day', roll: true };
}

/** A policy as a row of 政策, in the order of its columns. */
export function policyCells(one: PolicyTold): readonly string[] {
  return [
    one.id,
    one.title,
    one.aliases.join('、'),
    one.category,
    one.level,
    one.document,
    one.issued,
    one.effective ?? '',
    one.deadline ?? '',
    one.paidOn ?? '',
    one.department,
    one.address,
    one.phone,
    one.industries,
    one.points,
    one.mode,
    withinInWords(one.within),
    one.who === '所有企业' ? '是' : '',
  ];
}

/** One rule as a row of 适合谁, behind the policy's id. */
export function ruleCells(rule: Rule): readonly string[] {
  const listed = (words: readonly string[] | undefined) => (words ?? []).join('、');
  const building = rule.在建项目 === undefined ? '' : rule.在建项目 ? '有' : '没有';
  const { 至少: least, 至多: most } = rule.用工人数 ?? {};
  return [
    listed(rule.行业),
    listed(rule.规模),
    listed(rule.乡镇),
    listed(rule.标签),
    String(least ?? ''),
    String(most ?? ''),
    building,
  ];
}
