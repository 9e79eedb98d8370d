/** The roster as a workbook to be filled in: 部门, 人员, 企业, 乡镇, 银行, and how (说明). */
import { ESTABLISHMENT, type Person, type RosterData } from '../../domain/roster.ts';
import { formBook } from '../book/form.ts';
import {
  COLUMNS,
  ESTABLISHMENT_NAME,
  FACT_COLUMNS,
  NO_TAGS,
  ROLES,
  SHEETS,
  toldBy,
  type UnitTold,
} from './form.ts';

const HOW: readonly string[] = [
  '一行一个部门、一行一家企业、一行一个人的一个身份；一人有几个身份的写几行，编号、姓名都一样。',
  '编号：已有的不要改，台账里记的是编号。新增的可以不填，由程序编。换了人，把原来的编号删去，写新的姓名；同一个人改了名，先请管理员运行 npm run roster -- correct 编号 新姓名。',
  '叫法：大家平时怎么叫，用顿号分开，如 住建局、住建、建设局。分办时靠它认部门。',
  '默认部门：只有一个部门写“是”，认不出归谁的诉求先交给它。',
  `身份：${ROLES.join('、')}。每个部门 A岗、B岗、负责人各一人，A岗和B岗不能是同一人；双组长正好两人。`,
  '单位：部门、企业、乡镇或银行的名称，要和各表里写的一样；调度员、双组长、纪检联系人、管理员不填。',
  '‘乡镇’‘银行’表：也是每家 A岗、B岗、负责人各一人，写在‘人员’表里，单位写它的名称；编办的三个人，单位写“编办”。没有的就空着。银行的三个人都看得到企业的融资金额。',
  '电话：11 位手机号，或带区号的固定电话。不填也可以。',
  '规模：大型、中型、小型、微型。',
  '标签（规上、专精特新、高新……，用顿号分开，没有的写“无”）、用工人数、在建项目（有、没有）：供惠企政策判断像是适合谁；不知道的不填。',
  '不要合并单元格，不要改表名和第一行。删去一行，就是从名册里删去；手上还有诉求件的部门和人不能删。',
  '聊天账号和群不在这里，由本人用邀请码绑定。',
];

/** The bytes of the .xlsx. */
export function rosterBook(data: RosterData): Promise<Buffer> {
  const { departments, enterprises, townships, banks, seats } = toldBy(data);
  const units = [...departments, ...enterprises, ...townships, ...banks];
  const names = new Map([
    ...units.map(({ id, name }) => [id, name] as const),
    [ESTABLISHMENT, ESTABLISHMENT_NAME],
  ]);
  const personRow = (role: string, unit: string | null, { id, name, phone, title }: Person) => [
    id,
    name,
    phone ?? '',
    title ?? '',
    role,
    unit === null ? '' : (names.get(unit) ?? unit),
  ];
  const unitRows = (all: readonly UnitTold[]) => all.map((one) => [one.id, one.name, one.aliases.join('、')]);
  return formBook(
    [
      {
        name: SHEETS.departments,
        columns: COLUMNS.departments,
        rows: departments.map((one) => [one.id, one.name, one.aliases.join('、'), one.default ? '是' : '']),
        widths: [18, 26, 60, 10],
      },
      {
        name: SHEETS.people,
        columns: COLUMNS.people,
        rows: seats.map(({ role, unit, person }) => personRow(role, unit, person)),
        widths: [22, 10, 16, 20, 12, 30],
      },
      {
        name: SHEETS.enterprises,
        columns: [...COLUMNS.enterprises, ...FACT_COLUMNS],
        rows: enterprises.map((one) => [
          one.id,
          one.name,
          one.aliases.join('、'),
          one.industry,
          one.size,
          one.township,
          one.tags?.length === 0 ? NO_TAGS : (one.tags ?? []).join('、'),
          String(one.staff ?? ''),
          one.building === undefined ? '' : one.building ? '有' : '没有',
        ]),
        widths: [18, 30, 40, 18, 8, 14, 26, 10, 10],
      },
      { name: SHEETS.townships, columns: COLUMNS.others, rows: unitRows(townships), widths: [18, 26, 60] },
      { name: SHEETS.banks, columns: COLUMNS.others, rows: unitRows(banks), widths: [18, 26, 60] },
    ],
    HOW,
  );
}
