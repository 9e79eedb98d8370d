/**
 * Rules that bind several settings of a flow: what a kind must have and cannot have, and what the law sets.
 * Where the law sets a limit a county may be quicker, never slower.
 */
import type { Duration } from './deadline.ts';
import { periodInWords } from './deadline-words.ts';
import { type Flow, flowShape, type Rung } from './flow.ts';
import { rungFault } from './ladder.ts';
import { isCountedByLaw } from './said.ts';

interface FlowFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A limit of the law for one setting. */
interface Ceiling {
  readonly law: string;
  readonly path: readonly string[];
  readonly of: (flow: Flow) => Duration | undefined;
  readonly most: Duration;
  readonly what: string;
}

/** 《山西省民营经济组织诉求办理工作办法》: within 15 days it is decided whether a matter is taken on, with the reason. */
const ACCEPTANCE: Ceiling = {
  law: '《山西省民营经济组织诉求办理工作办法》',
  path: ['accept', 'within'],
  of: ({ accept }) => accept?.within,
  most: { amount: 15, unit: 'day', roll: true },
  what: '决定是否受理',
};

/**
 * 《保障中小企业款项支付条例》(2025) 第二十五条: passed on to the department that deals with it within ten working
 * days of acceptance; a result within thirty days, in complicated cases within ninety at most.
 */
const ARREARS_LAW = '《保障中小企业款项支付条例》第二十五条';
const TEN_WORKDAYS: Duration = { amount: 10, unit: 'workday', roll: false };
const ARREARS: readonly Ceiling[] = [
  {
    law: ARREARS_LAW,
    path: ['steps', 'dispatch', 'within'],
    of: ({ steps }) => steps.dispatch?.within,
    most: TEN_WORKDAYS,
    what: '转办',
  },
  {
    law: ARREARS_LAW,
    path: ['steps', 'sign', 'within'],
    of: ({ steps }) => steps.sign.within,
    most: TEN_WORKDAYS,
    what: '转办',
  },
  {
    law: ARREARS_LAW,
    path: ['steps', 'resolve', 'within'],
    of: ({ steps }) => steps.resolve.within,
    most: { amount: 30, unit: 'day', roll: true },
    what: '出处理结果',
  },
  {
    law: ARREARS_LAW,
    path: ['rework', 'longest'],
    of: ({ rework }) => rework.longest,
    most: { amount: 90, unit: 'day', roll: true },
    what: '全部办完',
  },
];

/** One kind of ticket as `flows/<id>.yaml` may set it. */
export const flowSchema = flowShape.superRefine((flow, context) => {
  for (const { path, message } of flowFaults(flow)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

/** Everything wrong with a flow whose single settings are right. */
function flowFaults(flow: Flow): readonly FlowFault[] {
  return [
    ...tooLate(flow),
    ...suspensionFaults(flow),
    ...(flow.id === 'report' ? reportFaults(flow) : missing(flow)),
    ...ceilingFault(ACCEPTANCE, flow),
    ...(isCountedByLaw(flow) && flow.countFrom === 'said'
      ? [{ path: ['countFrom'], message: '法定时限从受理（登记）起算，请写 entry' }]
      : []),
    ...(flow.id === 'arrears' ? ARREARS.flatMap((ceiling) => ceilingFault(ceiling, flow)) : []),
  ];
}

/** What ends by itself when its time is over (`nextLapse`), so that nothing can be said of it after that. */
function tooLate({ steps, ask, extend, return: giveBack, suspend }: Flow): readonly FlowFault[] {
  const lapsing: readonly (readonly [path: readonly string[], ladder: readonly Rung[] | undefined])[] = [
    [['steps', 'dispatch', 'ladder'], steps.dispatch?.ladder],
    [['steps', 'confirm', 'ladder'], steps.confirm.ladder],
    [['ask', 'supply', 'ladder'], ask?.supply.ladder],
    [['extend', 'decide', 'ladder'], extend?.decide.ladder],
    [['return', 'decide', 'ladder'], giveBack?.decide.ladder],
    [['suspend', 'decide', 'ladder'], suspend?.decide.ladder],
    [['suspend', 'ladder'], suspend?.ladder],
  ];
  return lapsing.flatMap(([path, ladder = []]) =>
    ladder.flatMap((rung, index) => {
      const late = 'after' in rung || ('workdays' in rung && rung.workdays > 0);
      const key = 'after' in rung ? 'after' : 'workdays';
      const message = '这一步到期就自动往下走，没有超期，请改到到期以前或删去';
      return late ? [{ path: [...path, index, key], message }] : [];
    }),
  );
}

/** A suspension ends on the day of its last milestone: it is always counted in days. */
function suspensionFaults({ suspend }: Flow): readonly FlowFault[] {
  const { longest, ladder = [] } = suspend ?? {};
  if (!longest) return [];
  const inDays: readonly Duration['unit'][] = ['workday', 'day', 'month'];
  if (!inDays.includes(longest.unit)) {
    return [
      { path: ['suspend', 'longest', 'unit'], message: '挂账按天、按月计，请用 workday、day 或 month' },
    ];
  }
  return ladder.flatMap((rung, index) => {
    const fault = rungFault(rung, longest);
    return fault ? [{ path: ['suspend', 'ladder', index, fault.key], message: fault.message }] : [];
  });
}

function missing({ apart, steps, transfer, rework }: Flow): readonly FlowFault[] {
  return [
    ...(steps.dispatch ? [] : [{ path: ['steps', 'dispatch'], message: '这一步不能少，请写明时限 within' }]),
    ...(rework.most === undefined
      ? [{ path: ['rework', 'most'], message: '请写明重办几次后请调度员处理' }]
      : []),
    // What an arrangement began may belong to one office alone.
    ...(transfer || apart ? [] : [{ path: ['transfer'], message: '请写明 most：转办几次后请调度员指定' }]),
  ];
}

/** A report goes to a discipline contact and nowhere else (信访工作条例 30), so a setting of more would do nothing. */
function reportFaults(flow: Flow): readonly FlowFault[] {
  const { steps, transfer, rework } = flow;
  const message = '举报件只交纪检联系人，不分办、不转办、不交调度员，请删去这一项';
  const turns = (['extend', 'return', 'suspend', 'assist', 'order', 'escalate', 'plan'] as const).flatMap(
    (turn) => (flow[turn] ? [{ path: [turn], message }] : []),
  );
  const ladders: readonly (readonly [path: readonly string[], ladder: readonly Rung[] | undefined])[] = [
    ...(['sign', 'feedback', 'resolve', 'confirm'] as const).map(
      (step) => [['steps', step, 'ladder'], steps[step]?.ladder] as const,
    ),
    [['ask', 'supply', 'ladder'], flow.ask?.supply.ladder],
  ];
  const strangers = ladders.flatMap(([path, ladder = []]) =>
    ladder.flatMap(({ to }, index) =>
      to.every((one) => one === 'liaison' || one === 'enterprise')
        ? []
        : [
            {
              path: [...path, index, 'to'],
              message: '举报件只能提醒纪检联系人（liaison）和举报人（enterprise）',
            },
          ],
    ),
  );
  return [
    ...(steps.feedback
      ? []
      : [{ path: ['steps', 'feedback'], message: '回执里要写明何时联系，请写明时限 within' }]),
    ...(steps.dispatch ? [{ path: ['steps', 'dispatch'], message }] : []),
    ...(rework.most === undefined ? [] : [{ path: ['rework', 'most'], message }]),
    ...(transfer ? [{ path: ['transfer'], message }] : []),
    ...turns,
    ...strangers,
  ];
}

function ceilingFault({ law: name, path, of, most, what }: Ceiling, flow: Flow): readonly FlowFault[] {
  const set = of(flow);
  const law = `${name}规定 ${periodInWords(most)}内${what}，不能放宽`;
  if (set === undefined) {
    // A step that must be there is missed by `missing`; without 受理 there is nothing to decide.
    return path[0] === 'steps' || path[0] === 'accept' ? [] : [{ path, message: `${law}，请写上` }];
  }
  if (surelyWithin(set, most)) return [];
  const remedy = set.unit === most.unit ? '请改回或改短' : `请用 unit: ${most.unit}，不超过 ${most.amount}`;
  return [{ path, message: `${law}。${remedy}` }];
}

/**
 * Whether a period never ends later than `most`, whenever it begins: in the same unit, or in hours or days that
 * cannot come to more. A unit that depends on the holidays (30 days in working days) is not taken for granted.
 */
function surelyWithin(set: Duration, most: Duration): boolean {
  if (set.unit === most.unit) return set.amount <= most.amount;
  if (set.unit === 'hour') return set.amount <= most.amount * 24;
  // Ten days hold at most ten working days; every working day has an office hour at least.
  return most.unit === 'workday' && set.unit !== 'month' && set.amount <= most.amount;
}
