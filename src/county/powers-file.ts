/** Reads the county's `data/powers.yaml` (权责清单): items with who leads, who goes along, and what a township has of it. */
import { z } from 'zod';
import { LOCAL, type PowerItem, type PowerList, TOWNSHIP_PARTS } from '../domain/arrangements/powers-list.ts';
import { searchable } from '../domain/outline.ts';
import type { Roster } from '../domain/roster.ts';
import { nameOf, type SettingsSource } from './layers.ts';
import { ordinal } from './list-version.ts';
import { nearest } from './nearest.ts';
import { parseYaml, readYamlFile, SettingsError, type YamlFile } from './yaml-file.ts';

/** 履职事项清单 have 340 items on average. */
const MOST = 1000;
const word = z.string({ error: '请填写文字' }).trim().min(1, '不能为空');

/** One item as it is written. */
export const powerSchema = z.strictObject({
  id: ordinal,
  name: word.max(40, '最多 40 字'),
  words: z.array(word.min(2, '至少两个字，一个字认不准').max(20, '最多 20 字')).default([]),
  lead: z
    .string({ error: `没有主责：请写名册里的部门编号；乡镇自己的事写 ${LOCAL}` })
    .trim()
    .min(1, `没有主责：请写名册里的部门编号；乡镇自己的事写 ${LOCAL}`),
  partners: z.array(word).default([]),
  township: z.enum(TOWNSHIP_PARTS, `只能写 ${TOWNSHIP_PARTS.join('、')}`),
  basis: word.max(200, '最多 200 字'),
  since: ordinal,
});

export type WrittenPower = z.output<typeof powerSchema>;

export const powersHeadSchema = z.strictObject({
  version: ordinal,
  effective: z
    .string({ error: '请写成 "2026-07-01"，要加引号' })
    .regex(/^\d{4}-\d{2}-\d{2}$/, '请写成 "2026-07-01"')
    .refine((text) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true, '没有这一天'),
});

const schema = z.strictObject({
  ...powersHeadSchema.shape,
  items: z.array(powerSchema).max(MOST, `最多 ${MOST} 项`),
});

/** Throws `SettingsError` with every fault, by line and field. */
export function loadPowers(source: SettingsSource, roster: Roster): PowerList {
  return checked(nameOf(source), readYamlFile(source, schema), roster);
}

/** `loadPowers` for a text already read; `file` only names it in errors. */
export function parsePowers(file: string, text: string, roster: Roster): PowerList {
  return checked(file, parseYaml(file, text, schema), roster);
}

function checked(
  file: string,
  { value, fault }: YamlFile<z.output<typeof schema>>,
  roster: Roster,
): PowerList {
  const faults: string[] = [];
  value.items.forEach((one, index) => {
    checkPower(one, value.items.slice(0, index), value.version, roster, (field, message) => {
      faults.push(fault(['items', index, field], message));
    });
  });
  if (faults.length > 0) throw new SettingsError(file, faults);
  return value;
}

/** What no schema can state. `before`: those that stand above it. */
export function checkPower(
  one: WrittenPower,
  before: readonly WrittenPower[],
  version: number,
  roster: Roster,
  complain: (field: keyof WrittenPower, message: string) => void,
): void {
  const { id, name, words, lead, partners, township, since } = one;
  if (before.some((other) => other.id === id)) complain('id', `第 ${id} 项写了两次，请改一个编号`);
  const taken = new Map(before.flatMap((other) => namesOf(other).map((called) => [called, other] as const)));
  for (const called of [name, ...words]) {
    const other = taken.get(searchable(called));
    if (other) {
      const field = called === name ? 'name' : 'words';
      complain(field, `“${called}”第 ${other.id} 项（${other.name}）已经用了，两项分不清，请合并或改叫法`);
    }
  }
  if (new Set([...words].map(searchable)).size < words.length) complain('words', '同一个叫法写了两次');
  if (lead !== LOCAL && !roster.department(lead)) complain('lead', unknown(lead, roster));
  if (lead === LOCAL && township !== '基本') complain('township', `主责是${LOCAL}的，乡镇要写 基本`);
  if (lead !== LOCAL && township === '基本')
    complain('lead', `乡镇写了 基本，主责就是${LOCAL}；部门主责的，乡镇写 配合、收回 或 无`);
  for (const partner of partners) {
    if (partner === lead) complain('partners', `主责 ${lead} 不能又是配合`);
    else if (!roster.department(partner)) complain('partners', unknown(partner, roster));
  }
  if (new Set(partners).size < partners.length) complain('partners', '同一个部门写了两次');
  if (since > version) complain('since', `第 ${since} 版还没有，这一份是第 ${version} 版`);
}

function unknown(written: string, roster: Roster): string {
  const meant = nearest(
    written,
    roster.departments.map(({ id }) => id),
  );
  return `名册里没有编号为 ${written} 的部门${meant === null ? '' : `，是不是 ${meant}？`}`;
}

function namesOf({ name, words }: Pick<PowerItem, 'name' | 'words'>): readonly string[] {
  return [name, ...words].map(searchable);
}
