/**
 * Reads the demo's month (`data/demo/month.yaml`): who said or pressed what, on which working day of the story. A
 * county may write its own, so every fault names its line.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { readYamlFile, SettingsError } from '../county/yaml-file.ts';
import type { Roster } from '../domain/roster.ts';

const words = z.string('请填写文字').trim().min(1, '不能为空');

const stepSchema = z
  .strictObject({
    /** The working day of the story, from 1. */
    day: z.int('应为第几个工作日，如 1').min(1, '从 1 数起').max(60, '最多 60 天').optional(),
    at: z
      .string('应为时间，如 "09:05"')
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, '应为时间，如 "09:05"')
      .optional(),
    /** Instead of day and time: so many minutes before the demo is opened. */
    ago: z.int('应为分钟数').min(0, '不能是负数').max(60, '最多 60 分钟').optional(),
    /** A person's id in the roster. */
    who: words,
    /** Said in the group, or to the bot in private. */
    group: words.optional(),
    private: words.optional(),
    /** The label of a button; `text` answers the question it asks. */
    press: words.optional(),
    text: words.optional(),
    /** The name by which later steps call the ticket that these words open. */
    as: words.optional(),
    /** The same for words that open several (活动 3 记), in the order of their numbers. */
    opens: z.array(words).min(1, '至少写一件').optional(),
    /** The ticket that this step changes. */
    on: words.optional(),
    /** The ticket that this step only speaks of. */
    about: words.optional(),
    /** A file in `pictures/` beside the month. */
    photo: words.optional(),
    /** What is quoted: the bot's newest message about the ticket in that chat, or the words that opened it. */
    quote: z.enum(['bot', 'words'], '应为 bot 或 words').optional(),
  })
  .superRefine((step, context) => {
    const fault = (path: string, message: string): void => {
      context.addIssue({ code: 'custom', message, path: [path] });
    };
    if (step.ago === undefined ? !(step.day && step.at) : step.day || step.at) {
      fault('who', '请写 day 和 at（第几个工作日、几点），或只写 ago（打开前多少分钟）');
    }
    const acts = [step.group, step.private, step.press].filter((one) => one !== undefined);
    if (acts.length !== 1) fault('who', 'group、private、press 三项写一项，且只写一项');
    const tickets = [step.as, step.opens, step.on, step.about].filter((one) => one !== undefined);
    if (tickets.length > 1) fault('who', 'as、opens、on、about 四项最多写一项');
    if (step.opens !== undefined && step.press !== undefined) fault('opens', 'opens 不和 press 一起写');
    const named = step.on ?? step.about;
    if (step.press === undefined && step.text !== undefined) fault('text', 'text 只和 press 一起写');
    if (step.press !== undefined && step.photo !== undefined && step.text === undefined) {
      fault('photo', '照片要和文字一起发');
    }
    if (step.quote !== undefined && (named === undefined || step.press !== undefined)) {
      fault('quote', 'quote 只和 group、private 一起写，并写明是哪一件（on 或 about）');
    }
    const said = step.group ?? step.private ?? step.text ?? '';
    if (said.includes(NUMBER) && named === undefined) fault('who', `用了 ${NUMBER}，请写明是哪一件`);
  });

const schema = z.strictObject({ steps: z.array(stepSchema).min(1, '至少要有一步') });

/** Stands for the number of the ticket named. */
export const NUMBER = '{号}';
/** Stands for the number of any ticket before, by its name: {号 路灯}. */
export const NUMBER_OF = /\{号 ([^{}]+)\}/gu;
/** Stands for the date of a working day of the story: {第5天} is 11月26日. */
export const DATE = /\{第(\d{1,2})天\}/gu;

export type Step = Readonly<z.output<typeof stepSchema>>;

export interface Month {
  /** In order of time. */
  readonly steps: readonly Step[];
  /** Working days that the story takes. */
  readonly days: number;
  /** Where the pictures are. */
  readonly pictures: string;
  /** Changes with the file. */
  readonly version: string;
  /** An error that names the line of a step; `index` counts from 0. */
  fault(index: number, message: string): SettingsError;
}

/** The month in `file`. Throws `SettingsError` with every fault found. */
export function loadMonth(file: string, roster: Roster): Month {
  const yaml = readYamlFile(file, schema);
  const { steps } = yaml.value;
  const pictures = join(dirname(file), 'pictures');
  const faults: string[] = [];
  const report = (index: number, field: string, message: string): void => {
    faults.push(yaml.fault(['steps', index, field], message));
  };
  const labels = new Set<string>();
  let last = 0;
  steps.forEach((step, index) => {
    if (!roster.person(step.who)) report(index, 'who', `花名册里没有“${step.who}”，请核对编号`);
    if (step.photo !== undefined && !existsSync(join(pictures, step.photo))) {
      report(index, 'photo', `${pictures} 里没有“${step.photo}”，请把照片放进去或改名`);
    }
    for (const field of ['on', 'about'] as const) {
      const label = step[field];
      if (label !== undefined && !labels.has(label)) {
        report(index, field, `前面没有叫“${label}”的件，请在它提出的那一步写 as: ${label}`);
      }
    }
    for (const [, label = ''] of (step.group ?? step.private ?? '').matchAll(NUMBER_OF)) {
      if (!labels.has(label)) report(index, 'who', `用了 {号 ${label}}，前面没有叫“${label}”的件`);
    }
    for (const label of [step.as ?? [], step.opens ?? []].flat()) {
      const field = step.as === undefined ? 'opens' : 'as';
      if (labels.has(label)) report(index, field, `“${label}”前面已经用过，请换一个名字`);
      labels.add(label);
    }
    const place = placeInTime(step);
    if (place < last) report(index, 'who', '比上一步还早，请按时间先后排列');
    last = Math.max(last, place);
  });
  if (faults.length > 0) throw new SettingsError(file, faults);
  return {
    steps,
    days: Math.max(1, ...steps.map(({ day }) => day ?? 1)),
    pictures,
    version: createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12),
    fault: (index, message) =>
      new SettingsError(file, [`${yaml.lineOf(['steps', index])}: 第 ${index + 1} 步：${message}`]),
  };
}

/** Grows from step to step; what happens before the opening comes after all days. */
function placeInTime({ day, at, ago }: Step): number {
  if (ago !== undefined) return 1_000_000 - ago;
  return (day ?? 0) * 1440 + Number(at?.slice(0, 2) ?? 0) * 60 + Number(at?.slice(3) ?? 0);
}
