/** What is on record of one person, as a workbook to be read: one sheet for each part, and what is not in it. */
import writeSheets from 'write-excel-file/node';
import { safeText } from '../cells.ts';
import type { KeptOfPerson } from './kept.ts';

const HEAD = { type: String, fontWeight: 'bold', backgroundColor: '#e8eef7', align: 'center' } as const;

const NOT_IN_IT: readonly string[] = [
  '一人一份，依个人信息保护法第四十五条，交本人或本人认可的人；里面的电话没有打星号，交出去以后请删掉这份文件。',
  '不在里面的：反映干部和作风的内容（不论有没有）、融资需求——加密保存，由本人在私聊里问；没有成为诉求的聊天原话；照片、文件的原件（这里是名称）。',
  '要更正：姓名、电话、岗位改名册（npm run roster），聊天账号 npm run roster -- unbind 后重新绑定；诉求里说错的，本人发“补充”“更正”。',
  '要删去：名册里删去后不再联系、不能再用；办理记录是公务记录，流水一环扣一环，不能抽去其中一段，到期整月删除（docs/trust.md）。',
];

/** The bytes of the .xlsx. */
export async function personBook(kept: KeptOfPerson): Promise<Buffer> {
  const { id, exportedAt, roster, accounts, raised, done, noted, looked } = kept;
  const day = (at: string): string => at.slice(0, 16).replace('T', ' ');
  const known: readonly (readonly string[])[] = [
    ['编号', id],
    ['姓名', roster?.name ?? '（名册里已经没有）'],
    ['职务', roster?.title ?? ''],
    ['电话', roster?.phone ?? ''],
    ...(roster?.roles ?? []).map(({ role, of }) => ['身份', of === null ? role : `${role}，${of}`]),
    ...accounts.map(({ account, since }) => [
      '聊天账号',
      since === null ? account : `${account}（${day(since)} 绑定）`,
    ]),
    ['导出时间', day(exportedAt)],
    ...NOT_IN_IT.map((line) => ['说明', line]),
  ];
  return writeSheets(
    [
      sheetOf('本人', ['项', '内容'], known, [12, 80]),
      sheetOf(
        '提过的',
        ['编号', '时间', '类别', '在哪说的', '内容', '现在', '结果', '答复', '评价', '照片文件'],
        raised.map((one) => [
          String(one.number),
          day(one.at),
          one.kind,
          one.place,
          one.text,
          one.state,
          one.outcome ?? '',
          one.result ?? '',
          one.rating ?? '',
          one.files.join('、'),
        ]),
        [8, 16, 10, 12, 60, 10, 12, 40, 8, 20],
      ),
      sheetOf(
        '办过的',
        ['编号', '时间', '做了什么', '写的话', '只给内部看'],
        done.map((one) => [String(one.number), day(one.at), one.what, one.text, one.isNote ? '是' : '']),
        [8, 16, 16, 80, 12],
      ),
      sheetOf(
        '别处记的',
        ['在哪', '内容'],
        noted.map(({ where, what }) => [where, JSON.stringify(what)]),
        [16, 120],
      ),
      sheetOf(
        '看过什么',
        ['时间', '网页或文件'],
        looked.map(({ at, what }) => [day(at), what]),
        [16, 80],
      ),
    ],
    { fontFamily: '宋体', fontSize: 11 },
  ).toBuffer();
}

function sheetOf(
  sheet: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
) {
  return {
    sheet,
    stickyRowsCount: 1,
    columns: widths.map((width) => ({ width })),
    data: [
      columns.map((value) => ({ ...HEAD, value })),
      ...rows.map((row) =>
        row.map((value) => ({ type: String, format: '@', wrap: true, value: safeText(value) })),
      ),
    ],
  };
}
