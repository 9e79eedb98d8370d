/** The library as a workbook to be filled in: 政策, 原文, 适合谁, and how (说明). */
import { formBook } from '../book/form.ts';
import { VERSION, VERSION_SHEET } from '../book/version.ts';
import {
  CLAUSE_COLUMNS,
  POLICY_COLUMNS,
  type PolicyTold,
  policyCells,
  ruleCells,
  SHEETS,
  WHO_COLUMNS,
} from './form.ts';

const HOW: readonly string[] = [
  '‘政策’一行一条；编号只用小写字母、数字和短横，已有的不要改。',
  '日期写成 2026-12-31；申报截止不写就是长期。兑现时限写成 10个工作日、30天 或 1个月。',
  '责任部门写名册里的名称或编号。办法写 免申、即申、承诺 或 咨询。',
  '‘原文’一行一款：政策编号、第几条、文字。问起来原样回答。',
  '‘适合谁’一行一种情形，行里写的各项都要满足；一条政策写几行的，满足一行就行。几个行业、标签用顿号分开，有其中之一就算。',
  '不设条件的，在‘政策’的“所有企业”写“是”，不写‘适合谁’。',
  '‘版本’是取表时政策库的第几版，不用改：写入时程序自己加 1。上传时政策库已经比它新的，不写入，免得盖掉别人改的。',
  '不要合并单元格，不要改表名和第一行。',
];

export async function policyBook(version: number, policies: readonly PolicyTold[]): Promise<Buffer> {
  const rows = policies.map(policyCells);
  const clauses = policies.flatMap(({ id, clauses: all }) => all.map(({ at, text }) => [id, at, text]));
  const who = policies.flatMap((one) =>
    one.who === '所有企业' ? [] : one.who.map((rule) => [one.id, ...ruleCells(rule)]),
  );
  return formBook(
    [
      { name: SHEETS.policies, columns: Object.values(POLICY_COLUMNS), rows },
      { name: SHEETS.clauses, columns: CLAUSE_COLUMNS, rows: clauses },
      { name: SHEETS.who, columns: WHO_COLUMNS, rows: who },
      { name: VERSION_SHEET, columns: [VERSION], rows: [[String(version)]] },
    ],
    HOW,
  );
}
