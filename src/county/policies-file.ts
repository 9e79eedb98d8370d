/** Reads the county's `data/policies.yaml` (惠企政策库): what each says, for whom it is, and the flow of its tickets. */
import { z } from 'zod';
import { FACTS, type Rule } from '../domain/arrangements/audience.ts';
import { MODES, type Policy, type PolicyLibrary, policyNumber } from '../domain/arrangements/policies.ts';
import type { Flow } from '../domain/flow.ts';
import { flowSchema } from '../domain/flow-rules.ts';
import { duration } from '../domain/ladder.ts';
import { enterpriseSchema, type Roster } from '../domain/roster.ts';
import { shortHash } from './file-hash.ts';
import { nameOf, type SettingsSource } from './layers.ts';
import { ordinal } from './list-version.ts';
import { nearest } from './nearest.ts';
import { parseYaml, readYamlFile, SettingsError, type YamlFile } from './yaml-file.ts';

export const POLICIES_FILE = 'data/policies.yaml';
const MOST = 500;
const word = z
  .string({ error: '请填写文字（编号、电话要加引号，如 "0357-0000000"）' })
  .trim()
  .min(1, '不能为空');
const day = z
  .string({ error: '请写成 "2026-12-31"，要加引号' })
  .regex(/^\d{4}-\d{2}-\d{2}$/, '请写成 "2026-12-31"')
  .refine((text) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true, '没有这一天');
const words = z.array(word, '请写成列表，如 [焦化, 铸造]').min(1, '至少写一个');
const count = z.int('请写整数').min(0, '不能是负数').max(100_000, '太大了');

const rule: z.ZodType<Rule> = z
  .record(z.string(), z.unknown(), '请写条件，如 { 规模: [小型], 用工人数: { 至少: 30 } }，或“所有企业”')
  .superRefine((given, context) => {
    for (const key of Object.keys(given)) {
      if (FACTS.some((one) => one === key)) continue;
      const meant = nearest(key, FACTS);
      const hint = meant === null ? `可以写的有：${FACTS.join('、')}` : `是不是“${meant}”？`;
      context.addIssue({ code: 'custom', path: [key], message: `名册里没有“${key}”这一项，${hint}` });
    }
    if (Object.keys(given).length === 0)
      context.addIssue({ code: 'custom', message: '一个条件也没有写；要发给所有企业，请写“所有企业”' });
  })
  .pipe(
    z.strictObject({
      行业: words.optional(),
      规模: z.array(enterpriseSchema.shape.size).min(1, '至少写一个').optional(),
      乡镇: words.optional(),
      标签: words.optional(),
      用工人数: z
        .strictObject(
          { 至少: count.optional(), 至多: count.optional() },
          '请写成 { 至少: 30 } 或 { 至多: 200 }',
        )
        .refine(({ 至少, 至多 }) => 至少 !== undefined || 至多 !== undefined, '请写 至少 或 至多')
        .refine(({ 至少 = 0, 至多 = Number.POSITIVE_INFINITY }) => 至少 <= 至多, '至少 比 至多 还大')
        .optional(),
      在建项目: z.boolean('请写 true 或 false').optional(),
    }),
  );

const who = z
  .union(
    [z.literal('所有企业'), z.array(z.unknown()).min(1, '至少写一条'), z.record(z.string(), z.unknown())],
    {
      error: '请写条件，如 { 规模: [小型] }，或“所有企业”',
    },
  )
  .transform((given, context) => {
    if (given === '所有企业') return given;
    const list = Array.isArray(given) ? given : [given];
    return list.flatMap((one, place): Rule[] => {
      const read = rule.safeParse(one);
      if (read.success) return [read.data];
      for (const { path, message } of read.error.issues)
        context.addIssue({
          code: 'custom',
          path: Array.isArray(given) ? [place, ...path] : [...path],
          message,
        });
      return [];
    });
  });

/** One policy as it is written. */
export const policySchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,23}$/, '只能用小写字母、数字和短横，字母开头，最多 24 个'),
  title: word.max(30, '最多 30 字'),
  aliases: z.array(word).default([]),
  category: word.max(8, '最多 8 字'),
  level: z.enum(['国家', '省', '市', '县'], '只能写 国家、省、市 或 县'),
  document: word,
  issued: day,
  effective: day.optional(),
  deadline: day.optional(),
  paidOn: day.optional(),
  department: word,
  address: word,
  phone: word,
  industries: word,
  points: word.max(300, '最多 300 字'),
  mode: z.enum(MODES, '只能写 免申、即申、承诺 或 咨询'),
  within: duration,
  clauses: z
    .array(z.strictObject({ at: word.max(20, '最多 20 字'), text: word.max(500, '最多 500 字') }))
    .min(1, '至少写一条原文'),
  who,
});

const schema = z.strictObject({
  /** Libraries from before there were numbers have none. */
  version: ordinal.default(1),
  weekly: z.strictObject({
    weekday: z.int('请写 1 到 5').min(1, '请写 1 到 5').max(5, '请写 1 到 5'),
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '请写成 "10:00"'),
  }),
  policies: z.array(policySchema).max(MOST, `最多 ${MOST} 条`),
});

/** What a policy says, before it has a flow. */
export type Written = z.output<typeof policySchema>;

export interface LoadedPolicies extends PolicyLibrary {
  readonly version: number;
  /** By `policy@<hash>`, the flow of whatever has that limit. */
  readonly flows: Readonly<Record<string, Flow>>;
}

/** Throws `SettingsError` with every fault, by line and field. `flow`: what is the same for all of them. */
export function loadPolicies(source: SettingsSource, roster: Roster, flow: Flow): LoadedPolicies {
  return checked(nameOf(source), readYamlFile(source, schema), roster, flow);
}

/** `loadPolicies` for a text already read; `file` only names it in errors. */
export function parsePolicies(file: string, text: string, roster: Roster, flow: Flow): LoadedPolicies {
  return checked(file, parseYaml(file, text, schema), roster, flow);
}

function checked(
  file: string,
  { value, fault }: YamlFile<z.output<typeof schema>>,
  roster: Roster,
  flow: Flow,
): LoadedPolicies {
  const flows: Record<string, Flow> = {};
  const faults: string[] = [];
  const policies = value.policies.map((one, index): Policy => {
    const complain = (field: keyof Written, message: string): void => {
      faults.push(fault(['policies', index, field], message));
    };
    checkPolicy(one, value.policies.slice(0, index), roster, complain);
    const own = flowSchema.safeParse(withLimit(flow, one));
    if (!own.success) complain('within', own.error.issues[0]?.message ?? '这个时限不能用');
    const version = `policy@${shortHash(JSON.stringify(own.data ?? flow))}`;
    if (own.success) flows[version] = own.data;
    return { ...one, flow: version };
  });
  if (faults.length > 0) throw new SettingsError(file, faults);
  return { version: value.version, weekly: value.weekly, policies, flows };
}

/** What no schema can state. `before`: those that stand above it. */
export function checkPolicy(
  { id, title, aliases, department, issued, effective, deadline }: Written,
  before: readonly Written[],
  roster: Roster,
  complain: (field: keyof Written, message: string) => void,
): void {
  // Buttons name a policy by its number.
  if (before.some((one) => policyNumber(one.id) === policyNumber(id)))
    complain('id', `编号 ${id} 用了两次，请改一个`);
  const names = before.flatMap((one) => [one.title, ...one.aliases]);
  const twice = [title, ...aliases].find((one) => names.includes(one));
  if (twice !== undefined) complain('title', `“${twice}”前面的政策已经用了，问起来分不清，请改一个叫法`);
  if (!roster.department(department)) {
    const meant = nearest(
      department,
      roster.departments.map((one) => one.id),
    );
    complain(
      'department',
      `名册里没有编号为 ${department} 的部门${meant === null ? '' : `，是不是 ${meant}？`}`,
    );
  }
  if (deadline !== undefined && deadline < (effective ?? issued))
    complain('deadline', '申报截止比施行还早，请核对日期');
}

/** 兑现时限 in the place of the flow's own. */
function withLimit(flow: Flow, { within }: Pick<Written, 'within'>): Flow {
  return { ...flow, steps: { ...flow.steps, resolve: { ...flow.steps.resolve, within } } };
}
