/**
 * The county's list of who is responsible for what (权责清单), in the words people use. It says
 * which words point to which department, and how strongly.
 */
import { z } from 'zod';
import { nameOf, type SettingsSource } from '../county/layers.ts';
import { parseYaml, readYamlFile, SettingsError, type YamlFile } from '../county/yaml-file.ts';
import type { Roster } from '../domain/roster.ts';
import { GAP_MARK } from './matcher.ts';
import { normalise } from './text.ts';

const term = z
  .string({ error: '请填写词语（数字开头的要加引号）' })
  .trim()
  .min(1, '不能为空')
  .regex(/^[^…]+(…[^…]+)*$/, '“…”只能写在两个词之间，如 路…坑');
const terms = z.array(term).default([]);

const responsibilitySchema = z.strictObject({
  /** What the department does, in a sentence; shown to dispatchers. */
  scope: z.string().trim().min(1, '请用一句话说明职责'),
  /** Matters nobody else may take: one such word assigns by itself. */
  exclusive: terms,
  strong: terms,
  weak: terms,
  /** Words that speak against the department. */
  against: terms,
});

export const responsibilitiesSchema = z.strictObject({
  /** Words that point nowhere, kept so that a short word inside them is not misread. */
  neutral: terms,
  /** By department id. */
  departments: z.record(z.string(), responsibilitySchema),
});

export type Responsibilities = Readonly<z.output<typeof responsibilitiesSchema>>;
export const TIERS = ['exclusive', 'strong', 'weak', 'against'] as const;
export type Tier = (typeof TIERS)[number];

/**
 * Reads and checks the list. Throws `SettingsError` naming line and field. What ships of departments that a county does
 * not have is no part of it.
 */
export function loadResponsibilities(source: SettingsSource, roster: Roster): Responsibilities {
  const yaml = readYamlFile(source, responsibilitiesSchema);
  const { neutral, departments } = yaml.value;
  const kept = Object.entries(departments).filter(
    ([id]) => roster.department(id) !== undefined || yaml.isOwn(['departments', id]),
  );
  return checked(
    nameOf(source),
    { ...yaml, value: { neutral, departments: Object.fromEntries(kept) } },
    roster,
  );
}

/** `loadResponsibilities` for a text already read. */
export function parseResponsibilities(file: string, text: string, roster: Roster): Responsibilities {
  return checked(file, parseYaml(file, text, responsibilitiesSchema), roster);
}

function checked(file: string, yaml: YamlFile<Responsibilities>, roster: Roster): Responsibilities {
  const faults: string[] = [];
  const exclusive = new Map<string, readonly PropertyKey[]>();
  for (const [id, words] of Object.entries(yaml.value.departments)) {
    if (!roster.department(id)) {
      faults.push(yaml.fault(['departments', id], '花名册里没有这个部门，请核对编号'));
    }
    const seen = new Map<string, Tier>();
    for (const tier of TIERS) {
      words[tier].forEach((word, index) => {
        const path = ['departments', id, tier, index];
        const key = normaliseTerm(word);
        const before = seen.get(key);
        if (before) faults.push(yaml.fault(path, `“${word}”在本部门的 ${before} 里已有，请只留一处`));
        seen.set(key, tier);
        if (tier !== 'exclusive') return;
        const other = exclusive.get(key);
        if (other) {
          faults.push(
            yaml.fault(path, `“${word}”在第 ${yaml.lineOf(other)} 行已是另一个部门的专属事项，请改为 strong`),
          );
        }
        exclusive.set(key, path);
      });
    }
  }
  for (const department of roster.departments) {
    if (!yaml.value.departments[department.id]) {
      faults.push(
        yaml.fault(['departments'], `缺少“${department.name}”（${department.id}）的职责，请补上这一段`),
      );
    }
  }
  if (faults.length > 0) throw new SettingsError(file, faults);
  return yaml.value;
}

/** A term as it is looked for. NFKC would turn the gap mark into three dots. */
export function normaliseTerm(word: string): string {
  return word
    .split(GAP_MARK)
    .map((part) => normalise(part).replace(/\n/g, ''))
    .join(GAP_MARK);
}
