/**
 * How long a step has, and the ladder of its reminders: each a rung with an hour and the people it is for.
 * Steps counted in days ring on working days at an hour of the day; steps counted in hours may also ring hours
 * before and after they are due.
 */
import { z } from 'zod';
import type { Duration } from './deadline.ts';

/** Whom a reminder can be addressed to; resolved to persons when it fires. */
export const AUDIENCES = ['enterprise', 'liaison', 'head', 'dispatcher', 'leader'] as const;
export type Audience = (typeof AUDIENCES)[number];

interface RungOf {
  readonly name: string;
  readonly to: readonly Audience[];
}
/** A length of time to count from the hour a step is due; hours may be fractions. */
export interface Span {
  readonly amount: number;
  readonly unit: 'workhour' | 'hour';
}
/** Working days from the day the step is due (-2: two before it; 0: the day itself), at an hour of the day. */
export interface DayRung extends RungOf {
  readonly workdays: number;
  readonly at: string;
}
/** So long before, or after, the hour the step is due. */
export type HourRung = RungOf & ({ readonly before: Span } | { readonly after: Span });
export type Rung = DayRung | HourRung;

const amount = z.number('应为数字').positive('应大于 0');

export const duration = z
  .strictObject(
    {
      amount: amount.max(3650, '太长了').describe('多少；按天、按月的应为整数'),
      unit: z
        .enum(['workday', 'day', 'month', 'workhour', 'hour'], '应为 workday、day、month、workhour 或 hour')
        .describe('workday 工作日，day 自然日，month 月，workhour 办公小时，hour 小时（不分昼夜）'),
      roll: z
        .boolean('应为 true 或 false')
        .optional()
        .describe('按 day、month 计时，最后一天不上班是否顺延到之后第一个工作日'),
    },
    '请写明时限，如 { amount: 3, unit: workday }',
  )
  .refine((value) => value.unit.endsWith('hour') || Number.isInteger(value.amount), {
    message: '按天、按月的期限应为整数',
    abort: true,
  })
  .refine((value) => value.roll !== true || value.unit === 'day' || value.unit === 'month', {
    message: '只有 day、month 才有顺延，请改为 false 或删去',
    path: ['roll'],
  })
  .transform((value): Duration => ({ amount: value.amount, unit: value.unit, roll: value.roll ?? false }));

const span = z.strictObject(
  { amount: amount.max(720, '太长了'), unit: z.enum(['workhour', 'hour'], '应为 workhour 或 hour') },
  '请写明多久，如 { amount: 1, unit: hour }',
);

const rung = z
  .strictObject(
    {
      name: z
        .string('请写明名称')
        .regex(/^[a-z][a-z-]*$/, '应为小写英文名')
        .describe('名称，同一步内不重复'),
      workdays: z
        .int('应为整数')
        .min(-30, '不能早于 30 个工作日')
        .max(60, '不能晚于 60 个工作日')
        .optional()
        .describe('离到期日几个工作日：-2 为到期前两个，0 为到期当天，1 为次日；与 at 一起写'),
      at: z
        .string('应为 HH:MM')
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, '应为 HH:MM')
        .optional()
        .describe('几点提醒，如 "09:00"'),
      before: span.optional().describe('到期前多久（只用于按小时计时的步骤）'),
      after: span.optional().describe('超期后多久（只用于按小时计时的步骤）'),
      to: z
        .array(z.enum(AUDIENCES, `应为 ${AUDIENCES.join('、')}`), '请写明提醒谁，如 [liaison]')
        .min(1, '至少写一个提醒对象')
        .describe('enterprise 企业，liaison 专人，head 部门负责人，dispatcher 调度员，leader 双组长'),
    },
    '请写明一次提醒，如 { name: due-today, workdays: 0, at: "09:00", to: [liaison] }',
  )
  .transform(({ name, to, workdays, at, before, after }, context): Rung => {
    const days = workdays !== undefined || at !== undefined;
    if (workdays !== undefined && at !== undefined && !before && !after) return { name, workdays, at, to };
    if (!days && before && !after) return { name, before, to };
    if (!days && after && !before) return { name, after, to };
    const message = 'workdays 和 at 一起写；或者只写 before，或者只写 after';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

export const ladder = z
  .array(rung, '请列出提醒')
  .default([])
  .refine((rungs) => new Set(rungs.map((one) => one.name)).size === rungs.length, '提醒名称不能重复');

/** One timed step: how long it has, and its reminders. */
export const timed = z
  .strictObject(
    {
      within: duration.describe('时限'),
      ladder: ladder.describe('提醒，可以没有'),
    },
    '这一步不能少，请写明时限 within',
  )
  .superRefine(({ within, ladder }, context) => {
    for (const [index, one] of ladder.entries()) {
      const fault = rungFault(one, within);
      if (fault)
        context.addIssue({ code: 'custom', path: ['ladder', index, fault.key], message: fault.message });
    }
  });
export type Timed = z.output<typeof timed>;

interface RungFault {
  readonly key: string;
  readonly message: string;
}

/**
 * What is wrong with a rung of a step that long: hours on a step counted in days, or an hour that is sure to come
 * before the step begins. Where it depends on the day (holidays, nights), `reminders.ts` leaves the rung out then.
 */
export function rungFault(one: Rung, within: Duration): RungFault | undefined {
  const hours = within.unit === 'hour' || within.unit === 'workhour';
  const tooEarly = '这次提醒早于这一步开始，请改近一些，或放宽时限';
  if ('workdays' in one) {
    const ahead = -one.workdays;
    // n days hold at most n working days, and the day a period begins on is not counted (民法典 201).
    const days =
      within.unit === 'day' || within.unit === 'workday' ? within.amount : Number.POSITIVE_INFINITY;
    const early = ahead > days || (within.unit === 'hour' && ahead > 0 && (ahead - 1) * 24 >= within.amount);
    return early ? { key: 'workdays', message: tooEarly } : undefined;
  }
  const key = 'before' in one ? 'before' : 'after';
  if (!hours) return { key, message: '按天、按月计时的步骤，提醒请用 workdays 和 at 写' };
  if ('after' in one) return undefined;
  // An office hour takes an hour at least, so office hours before a deadline lie no later than plain ones.
  const sure = within.unit === 'hour' || one.before.unit === 'workhour';
  return sure && one.before.amount >= within.amount ? { key, message: tooEarly } : undefined;
}
