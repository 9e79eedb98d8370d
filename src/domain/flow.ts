/**
 * The parameters of one kind of ticket, as a county sets them in `flows/<id>.yaml`.
 * States and transitions are code (`lifecycle.ts`); this is only how long, how often and whom.
 */
import { z } from 'zod';
import { duration, ladder, type Timed, timed } from './ladder.ts';

export { AUDIENCES, type Audience, type Rung, type Timed } from './ladder.ts';

/** What words are taken for: complaint 一般诉求 · urgent 紧急 · consult 咨询 · arrears 拖欠账款 · report 举报 */
export const TRACKS = ['complaint', 'urgent', 'consult', 'arrears', 'report'] as const;
/**
 * And the kinds that only an arrangement of the county begins, each `apart`: policy 惠企政策 · visit 走访 (入企服务专班) ·
 * guide 帮办; a file each in `flows/`.
 */
export const FLOWS = [...TRACKS, 'policy', 'visit', 'guide'] as const;
export type FlowId = (typeof FLOWS)[number];
/** Of the tickets in ledgers and on pages; reports are in none. */
export const LISTED_FLOWS = FLOWS.filter((one) => one !== 'report');

/** The timed steps of a ticket, in the order a ticket meets them. */
export const MAIN_STEPS = ['dispatch', 'sign', 'feedback', 'resolve', 'confirm'] as const;
/** dispatch 分办 · sign 签收 · feedback 首次反馈 · resolve 办结 · confirm 企业评价 */
export type MainStep = (typeof MAIN_STEPS)[number];
/**
 * And those of its turns: supply 企业补充材料 · decide 审批（延期、退单、挂账） · report 挂账件定期反馈 · suspend 挂账期 ·
 * assist 协办 · order 督办、批示的回复 · escalate 顶格推进 · plan 计划里的一步
 */
export const STEPS = [
  ...MAIN_STEPS,
  'supply',
  'decide',
  'report',
  'suspend',
  'assist',
  'order',
  'escalate',
  'plan',
] as const;
export type Step = (typeof STEPS)[number];

/** What a department asks for and somebody else settles: extend 延期 · return 退单 · suspend 挂账 */
export type RequestKind = 'extend' | 'return' | 'suspend';

/** What brings a ticket before the co-leaders by itself (顶格推进). */
export const ESCALATE_ON = ['transfers', 'reworks'] as const;

const times = z.int('应为整数').min(1, '应为 1 至 10').max(10, '应为 1 至 10');
const most = z.int('应为整数').min(0, '应为 0 至 10').max(10, '应为 0 至 10');

/** Each setting by itself; what binds several is in `flow-rules.ts`. */
export const flowShape = z.strictObject({
  id: z.enum(FLOWS, `应为 ${FLOWS.join('、')} 之一`).describe('与文件名一致'),
  /** Begun by an arrangement of the county: it is no 诉求, and in none of its figures. */
  apart: z
    .literal(true, '只能写 true；是诉求就删去这一行')
    .optional()
    .describe('不是企业说出来的诉求（如惠企政策、帮办）：另行统计，不计入诉求件的各项数字'),
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
  /** Of what a dispatcher enters for an enterprise; missing: from when it was said, but by law from the entry. */
  countFrom: z
    .enum(['said', 'entry'], '应为 said 或 entry')
    .optional()
    .describe('代录的件，办结时限从企业说的时候起算（said），还是从登记起算（entry）'),
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
  /** Not for reports: no department ever gets one. Left out of a kind apart, it stays with whom it was begun for. */
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
  /** 受理 */
  accept: z
    .strictObject({
      within: duration.describe('登记后最迟多久作出受理与否的决定；过了就不能再不予受理'),
    })
    .optional()
    .describe('受理；不写就没有不予受理'),
  /** 请企业补充材料 */
  ask: z
    .strictObject({
      most: times.describe('一件最多请企业补充几次'),
      supply: timed.describe('等企业补充，期间停表；到期未补充，恢复计时'),
    })
    .optional()
    .describe('请企业补充材料（停表）；不写就不能停表'),
  /** 延期 */
  extend: z
    .strictObject({
      most: z.int('应为整数').min(1, '应为 1 至 60').max(60, '应为 1 至 60').describe('最多延几个工作日'),
      ahead: z
        .int('应为整数')
        .min(0, '应为 0 至 10')
        .max(10, '应为 0 至 10')
        .describe('至少提前几个工作日申请'),
      decide: timed.describe('调度员审批；过时未批，按原期限办'),
    })
    .optional()
    .describe('延期，一件一次；不写就不能延期'),
  /** 退单 */
  return: z
    .strictObject({
      within: duration.describe('接到后多久以内可以退单'),
      decide: timed.describe('调度员裁定；过时未裁，仍由原部门办'),
    })
    .optional()
    .describe('退单，一件一次，裁定后不得再退；不写就不能退单'),
  /** 挂账 */
  suspend: z
    .strictObject({
      longest: duration.describe('最长挂多久'),
      decide: timed.describe('领导审批；过时未批，按原期限办'),
      report: timed.describe('挂账期间，多久反馈一次进展'),
      ladder: ladder.describe('挂账期满前后的提醒'),
    })
    .optional()
    .describe('挂账；不写就不能挂账'),
  assist: timed.optional().describe('协办部门多久报主办部门；不写就没有协办'),
  order: timed.optional().describe('督办、批示多久回复；不写就没有'),
  plan: timed.optional().describe('计划里的一步多久办完（步骤自己写了时限的，按步骤的）；不写就没有计划'),
  /** 顶格推进 */
  escalate: z
    .strictObject({
      on: z
        .array(z.enum(ESCALATE_ON, `应为 ${ESCALATE_ON.join('、')}`), '应为列表，如 [reworks]')
        .describe('哪些情形自动提请双组长：transfers 多次转办，reworks 多次重办'),
      settle: timed.describe('双组长多久定下来'),
    })
    .optional()
    .describe('顶格推进；不写就没有'),
  /** 重开 */
  reopen: z
    .strictObject({
      within: duration.describe('销号后多久以内可以重开'),
      most: times.describe('最多重开几次'),
    })
    .optional()
    .describe('销号后重开；不写就不能重开'),
});

/** How long a step has and when it reminds; `kind`: what is decided, for the step `decide`. Undefined when the flow has none. */
export function timedOf(flow: Flow, step: Exclude<Step, 'suspend'>, kind?: RequestKind): Timed | undefined {
  switch (step) {
    case 'supply':
      return flow.ask?.supply;
    case 'decide':
      return kind && flow[kind]?.decide;
    case 'report':
      return flow.suspend?.report;
    case 'assist':
    case 'order':
    case 'plan':
      return flow[step];
    case 'escalate':
      return flow.escalate?.settle;
    default:
      return flow.steps[step];
  }
}

/** One kind of ticket. `Flow` values are plain data and are kept in the journal with the tickets they govern. */
export type Flow = z.output<typeof flowShape>;
