/** Reads the county's `data/inspections.yaml` (入企检查事项、频次、安静期). */
import { z } from 'zod';
import type { InspectionRules } from '../domain/arrangements/inspection-rules.ts';
import type { Roster } from '../domain/roster.ts';
import { nameOf, type SettingsSource } from './layers.ts';
import { readYamlFile, SettingsError } from './yaml-file.ts';

const MOST = 500;
const word = z.string('请填写文字').trim().min(1, '不能为空');
const workdays = z.int('应为工作日数，如 2').min(1, '至少 1 个').max(30, '最多 30 个');
const date = z.int('应为几号，如 5').min(1, '从 1 号起').max(31, '到 31 号止');

const schema = z.strictObject({
  overseer: word,
  resultWithin: workdays,
  makeUpWithin: workdays,
  overlapDays: z.int('应为天数，如 7').min(0, '不能是负数').max(60, '最多 60 天'),
  quiet: z.array(z.strictObject({ from: date, to: date })).default([]),
  items: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, '只能用小写字母、数字和短横，字母开头，最多 30 个'),
        name: word.max(40, '最多 40 字'),
        words: z.array(word).default([]),
        departments: z.array(word).min(1, '至少写一个部门'),
        perYear: z.int('应为每年次数，如 1').min(1, '至少 1 次').max(365, '最多 365 次'),
        basis: word.max(100, '最多 100 字').optional(),
      }),
    )
    .max(MOST, `最多 ${MOST} 项`),
});

/** Throws `SettingsError` with every fault: what is written wrong, an id or a word twice, a department that the roster does not have. */
export function loadInspections(source: SettingsSource, roster: Roster): InspectionRules {
  const { value, fault } = readYamlFile(source, schema);
  const { items, quiet, overseer } = value;
  const known = (id: string, path: readonly PropertyKey[]): readonly string[] =>
    roster.department(id) ? [] : [fault(path, `名册里没有编号为 ${id} 的部门`)];
  const namesOf = (index: number): readonly string[] => [
    items[index]?.name ?? '',
    ...(items[index]?.words ?? []),
  ];
  const wrong = [
    ...known(overseer, ['overseer']),
    ...quiet.flatMap(({ from, to }, index) =>
      from <= to ? [] : [fault(['quiet', index, 'from'], `${from} 号在 ${to} 号之后，请对调`)],
    ),
    ...items.flatMap(({ id, departments }, index) => {
      const before = items.slice(0, index);
      const taken = new Set(before.flatMap((_, place) => namesOf(place)));
      return [
        ...(before.some((one) => one.id === id)
          ? [fault(['items', index, 'id'], `编号 ${id} 用了两次，请改一个`)]
          : []),
        ...namesOf(index)
          .filter((one) => taken.has(one))
          .map((one) => fault(['items', index, 'words'], `“${one}”上面的事项已经用了，请改一个`)),
        ...departments.flatMap((one, place) => known(one, ['items', index, 'departments', place])),
      ];
    }),
  ];
  if (wrong.length > 0) throw new SettingsError(nameOf(source), wrong);
  return value;
}
