/** 权责清单 as a workbook to be filled in: 清单, 版本, and how (说明). */
import { LOCAL, type PowerList } from '../../domain/arrangements/powers-list.ts';
import { formBook } from '../book/form.ts';
import { VERSION, VERSION_SHEET } from '../book/version.ts';
import { EFFECTIVE, ITEMS, POWER_COLUMNS } from './form.ts';

const HOW: readonly string[] = [
  '‘清单’一行一项。编号用过的不要改，也不要给别的事项；新的往后编。',
  `主责、配合写名册里部门的名称或编号，几个用顿号分开。乡镇自己的事，主责写 ${LOCAL}，乡镇写 基本。`,
  '乡镇写 基本、配合、收回 或 无。叫法用顿号分开，一个叫法只能写在一项里。',
  '‘版本’写这一份是第几版、哪天起用（如 2026-12-01）。内容改了，版本要比现行的大；改过的项，“定于第几版”写新的版本。',
  '不要合并单元格，不要改表名和第一行。',
];

/** `nameOf`: what an office is called. */
export async function powersBook(
  { version, effective, items }: PowerList,
  nameOf: (office: string) => string,
): Promise<Buffer> {
  const rows = items.map((one) => [
    String(one.id),
    one.name,
    one.words.join('、'),
    one.lead === LOCAL ? LOCAL : nameOf(one.lead),
    one.partners.map(nameOf).join('、'),
    one.township,
    one.basis,
    String(one.since),
  ]);
  return formBook(
    [
      { name: ITEMS, columns: Object.values(POWER_COLUMNS), rows },
      { name: VERSION_SHEET, columns: [VERSION, EFFECTIVE], rows: [[String(version), effective]] },
    ],
    HOW,
  );
}
