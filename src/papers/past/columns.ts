/** Which column of a ledger that an office kept by hand is which, by the names that offices give them. */
import type { Cell } from '../book/read.ts';

export type Field =
  | 'serial'
  | 'enterprise'
  | 'matter'
  | 'raised'
  | 'department'
  | 'due'
  | 'result'
  | 'done'
  | 'doneAt'
  | 'rating';

/** As the preview calls them. */
export const FIELD_NAMES: Readonly<Record<Field, string>> = {
  serial: '序号',
  enterprise: '企业名称',
  matter: '反映问题',
  raised: '受理日期',
  department: '责任单位',
  due: '办理时限',
  result: '办理情况',
  done: '是否办结',
  doneAt: '办结时间',
  rating: '满意度',
};

const WHEN = '(?:时间|日期)';
const NAMED: readonly (readonly [Field, RegExp])[] = [
  ['serial', /^(?:序号|编号|序|No\.?)$/iu],
  [
    'enterprise',
    /^(?:诉求|反映|来访|申请|提出)?(?:企业|公司|市场主体|经营主体|诉求主体|诉求单位|反映单位|单位)(?:名称|全称)?$/u,
  ],
  [
    'matter',
    /^(?:企业)?(?:反映|诉求|提出)?的?(?:主要|具体)?(?:问题|诉求|困难|事项)(?:[和及与、]?(?:诉求|困难|建议|问题))?(?:内容|描述|摘要|情况)?$|^(?:反映|诉求)?内容$|^反映(?:情况|事项)$/u,
  ],
  ['doneAt', new RegExp(`^(?:实际)?(?:办结|完成|销号|解决|办毕|答复)${WHEN}$`, 'u')],
  [
    'due',
    new RegExp(
      `^(?:应|要求|规定|计划|承诺)?(?:办结|办理|完成|整改|解决)(?:时限|期限|截止${WHEN})$|^(?:应|要求|计划|承诺|限)(?:办结|完成|解决)?${WHEN}$|^(?:截止|到期)${WHEN}$`,
      'u',
    ),
  ],
  ['raised', new RegExp(`^(?:诉求|问题)?(?:受理|登记|收件|收到|反映|提出|接收|来件|交办)?${WHEN}$`, 'u')],
  ['department', /^(?:责任|承办|主办|牵头|办理|落实)(?:单位|部门|科室)(?:名称)?$/u],
  ['done', /^(?:是否|有无)已?(?:办结|完成|解决|销号)$|^(?:办结|完成|办理|当前)?状态$|^(?:办结|完成)情况$/u],
  ['result', /^(?:办理|处理|落实|解决|答复|整改|推进)(?:情况|结果|进展|进度|意见|措施)(?:[及和]?结果)?$/u],
  ['rating', /^(?:企业|群众)?(?:满意度|满意情况|是否满意|评价|满意度评价|评价结果|评价情况)$/u],
];

export interface Head {
  /** Of the row, from 0. */
  readonly at: number;
  readonly columns: ReadonlyMap<Field, number>;
  /** Titles of columns that nothing is made of. */
  readonly unused: readonly string[];
}

/** Titles stand in one of so many rows: above them are the name of the ledger and when it was filled in. */
const WITHIN = 10;

/** The row with the titles; null where no row has those that are needed. */
export function headIn(rows: readonly (readonly Cell[])[]): Head | null {
  for (const [at, cells] of rows.slice(0, WITHIN).entries()) {
    const columns = new Map<Field, number>();
    const unused: string[] = [];
    for (const [index, cell] of cells.entries()) {
      const title = plainTitle(cell);
      const field = title === '' ? undefined : NAMED.find(([, name]) => name.test(title))?.[0];
      if (field !== undefined && !columns.has(field)) columns.set(field, index);
      else if (title !== '') unused.push(title);
    }
    if (columns.has('matter') && columns.has('raised') && columns.size >= 3) return { at, columns, unused };
  }
  return null;
}

/** 受理日期（年月日） is 受理日期. */
function plainTitle(cell: Cell): string {
  return String(cell ?? '')
    .normalize('NFKC')
    .replace(/\([^)]*\)|[\s\p{Cf}*]/gu, '')
    .slice(0, 30);
}
