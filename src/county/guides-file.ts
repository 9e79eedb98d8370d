/** Reads what the county is ready to help with (帮办): `flows/guides/<id>.yaml`, a template each. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { GuideTemplate } from '../domain/arrangements/guides.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { Duration } from '../domain/deadline.ts';
import { periodInWords } from '../domain/deadline-words.ts';
import { duration } from '../domain/ladder.ts';
import { faultIn, type PlanFault } from '../domain/plan.ts';
import type { Roster } from '../domain/roster.ts';
import type { PlanStep } from '../domain/ticket-parts.ts';
import { minutesOf } from '../domain/time.ts';
import { isLayered, type SettingsSource } from './layers.ts';
import { readYamlFile, SettingsError, type YamlFile } from './yaml-file.ts';

/** 行政许可法第四十五条: the time they take is in no limit. */
const BY_LAW = ['听证', '招标', '拍卖', '检验', '检测', '检疫', '鉴定', '专家评审'];
const LAW = '行政许可法第四十五条';
const NAME = /^[a-z][a-z0-9_]{0,19}\.yaml$/;

const word = z.string('请填写文字').trim().min(1, '不能为空');
const id = word.regex(/^[a-z][a-z0-9_]{0,19}$/, '只能用小写字母、数字和下划线，字母开头，最多 20 个');
const halfDays = z
  .strictObject({ amount: z.number(), unit: z.literal('workday') })
  .refine(({ amount }) => amount % 1 === 0.5 && amount > 0 && amount < 10);
const stand = z
  .strictObject({ why: word.max(12, '最多 12 字'), law: word.max(40, '最多 40 字').optional() })
  .transform(({ why, law = BY_LAW.includes(why) ? LAW : undefined }, context) => {
    if (law !== undefined) return { why, law };
    context.addIssue({ code: 'custom', path: ['law'], message: `“${why}”停表要有依据，请写明哪部法第几条` });
    return z.NEVER;
  });

const step = z.strictObject({
  id,
  title: word.max(30, '最多 30 字'),
  department: word,
  after: z.array(word, '请写成列表，如 [license]').default([]),
  within: z.union([halfDays, duration], {
    error: '请写明时限，如 { amount: 3, unit: workday } 或 { amount: 0.5, unit: workday }',
  }),
  papers: z.array(word.max(40, '最多 40 字'), '请写成列表，如 [公司章程]').max(20, '最多 20 样').default([]),
  pledge: word.max(500, '最多 500 字').optional(),
  stands: z.array(stand, '请写成列表，如 [{ why: 专家评审 }]').default([]),
});

const schema = z.strictObject({
  title: word.max(20, '最多 20 字'),
  about: word.max(60, '最多 60 字'),
  words: z.array(word.min(2, '至少 2 字'), '请写成列表，如 [开公司]').min(1, '至少写一个说法'),
  department: word,
  promise: z.strictObject({ title: word.max(12, '最多 12 字'), step: word }).optional(),
  span: z.strictObject({ title: word.max(12, '最多 12 字'), from: word, to: word }).optional(),
  steps: z.array(step, '请列出步骤').min(1, '一步也没有，请至少写一步').max(20, '最多 20 步'),
});

type Written = z.output<typeof schema>;

/**
 * Throws `SettingsError` with every fault of the first file that has any. A county without the folder offers none. In a
 * county's folder a file stands in the place of the one of its name that ships, an empty one for none; a procedure that
 * ships for departments which the county does not have is left out, and told in `left`.
 */
export function loadGuides(
  source: SettingsSource,
  roster: Roster,
  calendar: Calendar,
  left: string[] = [],
): readonly GuideTemplate[] {
  const found: GuideTemplate[] = [];
  for (const { file, name, isOwn } of guideFilesIn(source)) {
    if (!NAME.test(name)) {
      throw new SettingsError(file, ['1: 文件名只能用小写字母、数字和下划线，如 open_company.yaml']);
    }
    if (isOwn && isLayered(source) && saysNothing(file)) continue;
    const yaml = readYamlFile(file, schema);
    const template = templateOf(name.slice(0, -'.yaml'.length), yaml.value, calendar);
    const faults = faultsIn(template, yaml, found, roster);
    if (faults.length === 0) found.push(template);
    else if (isOwn) throw new SettingsError(file, faults);
    else
      left.push(
        `${file}：随程序带的“${template.title}”不合本县名册，没有启用。要用，请抄到本县的 flows/guides 里改`,
      );
  }
  return found;
}

/** By name, so that all machines read them in one order. */
function guideFilesIn(source: SettingsSource): readonly { file: string; name: string; isOwn: boolean }[] {
  const folders = isLayered(source)
    ? [
        { dir: source.own, isOwn: true },
        { dir: source.shipped, isOwn: false },
      ]
    : [{ dir: source, isOwn: true }];
  const files = new Map<string, { file: string; name: string; isOwn: boolean }>();
  for (const { dir, isOwn } of folders) {
    if (dir === null || !existsSync(dir)) continue;
    for (const name of readdirSync(dir).filter((one) => one.endsWith('.yaml'))) {
      if (!files.has(name)) files.set(name, { file: join(dir, name), name, isOwn });
    }
  }
  return [...files.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Nothing but comments. */
function saysNothing(file: string): boolean {
  return /^(?:\s*(?:#[^\n]*)?(?:\n|$))*$/u.test(readFileSync(file, 'utf8').replace(/^\uFEFF/u, ''));
}

function templateOf(
  own: string,
  { title, about, words, department, promise, span, steps }: Written,
  calendar: Calendar,
): GuideTemplate {
  return {
    id: own,
    title,
    about,
    words,
    department,
    ...(promise ? { promise: { ...promise, limit: limitOf(promise.step, steps) } } : {}),
    ...(span ? { span } : {}),
    steps: steps.map(
      ({ papers, pledge, stands, within, ...rest }): PlanStep => ({
        ...rest,
        within: inWholeUnits(within, calendar),
        ...(papers.length > 0 ? { papers } : {}),
        ...(pledge === undefined ? {} : { pledge }),
        ...(stands.length > 0 ? { stands } : {}),
      }),
    ),
  };
}

function limitOf(step: string, steps: Written['steps']): string {
  const found = steps.find(({ id }) => id === step);
  return found ? periodInWords(found.within) : '';
}

/** Half a working day in office hours: a limit in days is due at midnight. */
function inWholeUnits(
  {
    amount,
    unit,
    ...rest
  }: { readonly amount: number; readonly unit: Duration['unit']; readonly roll?: boolean },
  { hours }: Calendar,
): Duration {
  if (unit !== 'workday' || Number.isInteger(amount)) return { amount, unit, roll: rest.roll ?? false };
  const minutes = hours.reduce((sum, { from, to }) => sum + minutesOf(to) - minutesOf(from), 0);
  return { amount: (amount * minutes) / 60, unit: 'workhour', roll: false };
}

function faultsIn(
  template: GuideTemplate,
  { fault }: YamlFile<Written>,
  others: readonly GuideTemplate[],
  roster: Roster,
): readonly string[] {
  const { department, steps, words, promise, span } = template;
  const isDepartment = (one: string): boolean => roster.department(one) !== undefined;
  const faults: string[] = [];
  if (!isDepartment(department)) faults.push(fault(['department'], `名册里没有编号为 ${department} 的部门`));
  const twice = words.findIndex((one) => others.some((other) => other.words.includes(one)));
  if (twice >= 0) faults.push(fault(['words', twice], `“${words[twice]}”别的模板已经用了，分不清，请改一个`));
  const isStep = (one: string): boolean => steps.some(({ id }) => id === one);
  if (promise && !isStep(promise.step))
    faults.push(fault(['promise', 'step'], `没有 ${promise.step} 这一步`));
  for (const end of ['from', 'to'] as const) {
    if (span && !isStep(span[end])) faults.push(fault(['span', end], `没有 ${span[end]} 这一步`));
  }
  const wrong = faultIn(steps, [], isDepartment);
  if (wrong) faults.push(planFault(wrong, steps, fault));
  return faults;
}

function planFault(wrong: PlanFault, steps: readonly PlanStep[], fault: YamlFile<Written>['fault']): string {
  if (wrong.why === 'none') return fault(['steps'], '一步也没有，请至少写一步');
  const { why, step: named } = wrong;
  const own = steps.findLastIndex(({ id }) => id === named);
  switch (why) {
    case 'twice':
      return fault(['steps', own, 'id'], `步骤 ${named} 写了两次，请改一个`);
    case 'blank':
      return fault(['steps', own, 'title'], '不能为空');
    case 'noDepartment':
      return fault(['steps', own, 'department'], `名册里没有编号为 ${steps[own]?.department} 的部门`);
    case 'circle':
      return fault(['steps', own, 'after'], `步骤 ${named} 绕来绕去等的是它自己，永远开始不了`);
    case 'unknown': {
      const index = steps.findIndex(({ after }) => after.includes(named));
      return fault(['steps', index, 'after'], `没有 ${named} 这一步，等不到`);
    }
    default:
      return why satisfies never;
  }
}
