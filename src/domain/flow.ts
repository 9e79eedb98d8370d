/**
 * The parameters of one kind of ticket, as a county sets them in `flows/<id>.yaml`.
 * States and transitions are code (`lifecycle.ts`); this is only how long, how often and whom.
 */
import { z } from 'zod';
import type { Duration } from './deadline.ts';

/** The timed steps of a ticket, in the order a ticket meets them. */
export const STEPS = ['dispatch', 'sign', 'feedback', 'resolve', 'confirm'] as const;
/** dispatch 分办 · sign 签收 · feedback 首次反馈 · resolve 办结 · confirm 企业评价 */
export type Step = (typeof STEPS)[number];

/** Whom a reminder can be addressed to; resolved to persons when it fires. */
export const AUDIENCES = ['enterprise', 'liaison', 'head', 'dispatcher', 'leader'] as const;
export type Audience = (typeof AUDIENCES)[number];

const duration = z
  .strictObject({
    amount: z.number('应为数字').positive('应大于 0').max(3650, '太长了'),
    unit: z.enum(
      ['workday', 'day', 'month', 'workhour', 'hour'],
      '应为 workday、day、month、workhour 或 hour',
    ),
    roll: z.boolean('应为 true 或 false').optional(),
  })
  .refine(
    (value) => value.unit.endsWith('hour') || Number.isInteger(value.amount),
    '按天、按月的期限应为整数',
  )
  .transform((value): Duration => ({ amount: value.amount, unit: value.unit, roll: value.roll ?? false }));

const rung = z.strictObject({
  name: z.string().regex(/^[a-z][a-z-]*$/, '应为小写英文名'),
  /** Working days from the day the step is due: -2 is two working days before, 0 the day itself. */
  workdays: z.int('应为整数').min(-30).max(60),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '应为 HH:MM'),
  to: z.array(z.enum(AUDIENCES)).min(1, '至少写一个提醒对象'),
});

const timed = z.strictObject({
  within: duration,
  ladder: z
    .array(rung)
    .default([])
    .refine((rungs) => new Set(rungs.map((one) => one.name)).size === rungs.length, '提醒名称不能重复'),
});

export const flowSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+$/, '应为小写英文名'),
  steps: z.strictObject({
    dispatch: timed,
    sign: timed,
    feedback: timed,
    resolve: timed,
    confirm: timed,
  }),
  rework: z.strictObject({
    /** The least time a department has after the enterprise says "not solved". */
    within: duration,
    /** How often the same department gets it back before the dispatcher takes it over. */
    most: z.int().min(0).max(10),
  }),
  transfer: z.strictObject({
    /** How often departments may hand a ticket on between themselves before the dispatcher settles it. */
    most: z.int().min(0).max(10),
  }),
  urge: z.strictObject({
    /** Urging again within this time is counted, but the liaison is not rung again. */
    every: duration,
  }),
});

/** One kind of ticket. `Flow` values are plain data and are kept in the journal with the tickets they govern. */
export type Flow = z.output<typeof flowSchema>;
export type Rung = Flow['steps']['sign']['ladder'][number];
