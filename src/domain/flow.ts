/**
 * The parameters of one kind of ticket, as a county sets them in `flows/<id>.yaml`.
 * States and transitions are code (`lifecycle.ts`); this is only how long, how often and whom.
 */
import { z } from 'zod';
import { flowFaults } from './flow-rules.ts';
import { duration, timed } from './ladder.ts';

export { AUDIENCES, type Audience, type Rung, type Timed } from './ladder.ts';

/** complaint 一般诉求 · urgent 紧急 · consult 咨询 · arrears 拖欠账款 · report 举报；a file each in `flows/`. */
export const FLOWS = ['complaint', 'urgent', 'consult', 'arrears', 'report'] as const;
export type FlowId = (typeof FLOWS)[number];

/** The timed steps of a ticket, in the order a ticket meets them. */
export const STEPS = ['dispatch', 'sign', 'feedback', 'resolve', 'confirm'] as const;
/** dispatch 分办 · sign 签收 · feedback 首次反馈 · resolve 办结 · confirm 企业评价 */
export type Step = (typeof STEPS)[number];

const most = z.int('应为整数').min(0, '应为 0 至 10').max(10, '应为 0 至 10');

export const flowSchema = z
  .strictObject({
    id: z.enum(FLOWS, `应为 ${FLOWS.join('、')} 之一`).describe('与文件名一致'),
    steps: z.strictObject(
      {
        /** Off for reports only: they never wait for a dispatcher. */
        dispatch: timed.optional().describe('分办：过时未定的，交兜底部门'),
        sign: timed.describe('签收'),
        /** Off where the result is the answer (咨询). */
        feedback: timed.optional().describe('首次反馈；不写就没有这一步'),
        resolve: timed.describe('办结'),
        confirm: timed.describe('企业评价：过时按“未评价”销号'),
      },
      '请写明各步时限',
    ),
    rework: z.strictObject(
      {
        /** The least time a department has after the enterprise says "not solved". */
        within: duration.describe('企业说没解决，重办至少有多久'),
        /** How often the same department gets it back before the dispatcher takes it over. Not for reports. */
        most: most.optional().describe('重办几次后请调度员处理'),
        /** No rework makes the time longer than this, counted from the registration. */
        longest: duration.optional().describe('连重办在内，从登记起最长多久；不写就不限'),
      },
      '请写明重办的时限 within',
    ),
    /** Not for reports: no department ever gets one. */
    transfer: z
      .strictObject({
        /** How often departments may hand a ticket on between themselves before the dispatcher settles it. */
        most: most.describe('部门之间转办几次后请调度员指定'),
      })
      .optional(),
    urge: z.strictObject(
      {
        /** Urging again within this time is counted, but the liaison is not rung again. */
        every: duration.describe('这段时间内再催，只记录，不再打扰专人'),
      },
      '请写明催办间隔 every',
    ),
  })
  .superRefine((flow, context) => {
    for (const { path, message } of flowFaults(flow)) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  });

/** One kind of ticket. `Flow` values are plain data and are kept in the journal with the tickets they govern. */
export type Flow = z.output<typeof flowSchema>;
