/** The limits of a flow told in plain words: the table of its steps, and its rules, a sentence or two each. */
import type { Say } from '../dialogue/wording.ts';
import type { Duration } from '../domain/deadline.ts';
import { periodInWords } from '../domain/deadline-words.ts';
import { type Flow, type FlowId, MAIN_STEPS, type Rung } from '../domain/flow.ts';
import type { Audience, Span } from '../domain/ladder.ts';
import { countFromOf } from '../domain/said.ts';

const AUDIENCE: Readonly<Record<Audience, string>> = {
  enterprise: '企业',
  liaison: '专人',
  head: '部门负责人',
  dispatcher: '调度员',
  leader: '双组长',
};

type Row = readonly [what: string, limit: string, ladder: readonly Rung[]];

/** Every limit with its reminders: the steps of each ticket, then those of its turns. */
export function limitTable(flow: Flow, say: Say): string {
  const rows = [...mainRows(flow, say), ...turnRows(flow)].map(([what, limit, ladder]) => {
    const rungs = ladder.map((rung) => rungInWords(rung, flow.id));
    return `| ${what} | ${limit} | ${rungs.join('；') || '—'} |`;
  });
  return ['| 步骤 | 时限 | 提醒 |', '|---|---|---|', ...rows].join('\n');
}

function mainRows({ steps }: Flow, say: Say): readonly Row[] {
  return MAIN_STEPS.flatMap((step): Row[] => {
    const timed = steps[step];
    return timed ? [[say(`step.${step}`), limitInWords(timed.within), timed.ladder]] : [];
  });
}

function turnRows({ ask, extend, return: giveBack, suspend, assist, order, escalate }: Flow): readonly Row[] {
  const timed = [
    ['企业补充材料（停表）', ask?.supply],
    ['审批延期', extend?.decide],
    ['裁定退单', giveBack?.decide],
    ['审批挂账', suspend?.decide],
    ['挂账期间反馈进展', suspend?.report],
    ['协办', assist],
    ['回复督办、批示', order],
    ['顶格推进', escalate?.settle],
  ] as const;
  const rows = timed.flatMap(([what, set]): Row[] =>
    set ? [[what, limitInWords(set.within), set.ladder]] : [],
  );
  const end: Row[] = suspend ? [['挂账期满', '到批准的最后一个节点', suspend.ladder]] : [];
  return [...rows, ...end];
}

/** 7天（自然日），末日不上班的顺延 */
function limitInWords(within: Duration): string {
  return `${periodInWords(within)}${within.roll ? '，末日不上班的顺延' : ''}`;
}

/** 7天（自然日）内（末日不上班的顺延） */
function inTime(within: Duration): string {
  return `${periodInWords(within)}内${rollInWords(within)}`;
}

function atMost(within: Duration): string {
  return `${periodInWords(within)}${rollInWords(within)}`;
}

function rollInWords({ roll }: Duration): string {
  return roll ? '（末日不上班的顺延）' : '';
}

function rungInWords(rung: Rung, id: FlowId): string {
  const secret: Partial<Record<Audience, string>> =
    id === 'report' ? { liaison: '纪检联系人', enterprise: '举报人' } : {};
  const to = rung.to.map((one) => secret[one] ?? AUDIENCE[one]).join('、');
  return `${rungTime(rung)}提醒${to}`;
}

function rungTime(rung: Rung): string {
  if ('before' in rung) return `到期前${spanInWords(rung.before)}`;
  if ('after' in rung) return `超期${spanInWords(rung.after)}后`;
  const { workdays, at } = rung;
  if (workdays === 0) return `到期当天 ${at} `;
  return workdays < 0 ? `到期前 ${-workdays} 个工作日 ${at} ` : `到期后第 ${workdays} 个工作日 ${at} `;
}

/** Plain hours go without saying here. */
function spanInWords(span: Span): string {
  return periodInWords(span).replace('（不分昼夜）', '');
}

/** The rules of a flow; what it does not have is not mentioned. */
export function rulesOf(flow: Flow): readonly string[] {
  return [
    ...entered(flow),
    ...handing(flow),
    ...pausing(flow),
    ...requests(flow),
    ...duties(flow),
    ...endings(flow),
  ];
}

function entered(flow: Flow): readonly string[] {
  return countFromOf(flow) === 'said'
    ? ['代录：办结时限从企业说的时候起算，最早从上一个工作日上班起算；签收、反馈从交到部门起算。']
    : ['代录：时限从登记起算。'];
}

function handing({ id, steps, accept, transfer, return: giveBack }: Flow): readonly string[] {
  const appeal = id === 'report' ? '由纪检联系人重新办理' : '由调度员重新分办';
  return [
    ...(steps.dispatch ? ['部门不明确的请调度员指定；过时未定的，交兜底部门先办。'] : []),
    ...(steps.feedback || id === 'report' ? [] : ['没有首次反馈这一步：答复就是结果。']),
    ...(accept
      ? [
          `不予受理：登记后${inTime(accept.within)}决定，写明理由和该去哪里；过了就不能再不予受理。企业有异议的可以重开，${appeal}。`,
        ]
      : []),
    ...(transfer ? [`转办：部门之间最多 ${transfer.most} 次，再转就由调度员指定。`] : []),
    ...(giveBack
      ? [
          `退单：接到后${inTime(giveBack.within)}，说明依据和建议部门，一件一次。调度员裁定后，不得再退、再转；过时未裁，仍由原部门办。裁定以前首接负责，时限照走。`,
        ]
      : []),
  ];
}

function pausing({ ask, suspend }: Flow): readonly string[] {
  return [
    ...(ask
      ? [
          `请企业补充材料：一件最多 ${ask.most} 次，每次停表最长${periodInWords(ask.supply.within)}。企业一补充就恢复计时，到期未补充也恢复计时；停了多久，时限按同一日历顺延多久。`,
        ]
      : []),
    ...(suspend
      ? [
          `挂账：报方案和节点，领导批准，最长${atMost(suspend.longest)}；过时未批，按原期限办。期间停表，每${periodInWords(suspend.report.within)}反馈一次进展；单列统计，不从分母里消失。最后一个节点到期，恢复办理。`,
        ]
      : []),
  ];
}

function requests({ extend }: Flow): readonly string[] {
  if (!extend) return [];
  const { most, ahead } = extend;
  const when = ahead === 0 ? '到期以前申请' : `至少提前 ${ahead} 个工作日申请`;
  return [`延期：一件一次，最多 ${most} 个工作日，${when}，理由告知企业。调度员审批；过时未批，按原期限办。`];
}

function duties({ assist, order, escalate, transfer, rework }: Flow): readonly string[] {
  const when = (escalate?.on ?? []).map((why) =>
    why === 'transfers'
      ? `转办满 ${transfer?.most ?? 0} 次再转的`
      : `重办满 ${rework.most ?? 0} 次还没解决的`,
  );
  return [
    ...(assist
      ? [`协办：主办部门不变，协办部门${periodInWords(assist.within)}内报情况，可以先报阶段性情况。`]
      : []),
    ...(order ? [`督办、批示：责任部门${periodInWords(order.within)}内回复，回复留档。`] : []),
    ...(escalate
      ? [
          `顶格推进：${[...when, '调度员决定的'].join('、')}，提请双组长，${inTime(escalate.settle.within)}定下来。`,
        ]
      : []),
  ];
}

function endings({ id, rework, urge, reopen }: Flow): readonly string[] {
  const again = `企业说没解决的，退回重办，至少再给${periodInWords(rework.within)}`;
  const hub = rework.most === undefined ? '' : `；重办满 ${rework.most} 次还没解决的，请调度员处理`;
  const longest = rework.longest ? `。停表、延期、重办都在内，从登记起最长${atMost(rework.longest)}` : '';
  return [
    `${again}${hub}${longest}。`,
    ...(reopen ? [`重开：销号后${inTime(reopen.within)}，最多 ${reopen.most} 次。`] : []),
    `企业随时可以催办；${periodInWords(urge.every)}内再催的，只记录，不再打扰${id === 'report' ? '纪检联系人' : '专人'}。`,
    '企业随时可以补充、撤回。到期不评价的，按“未评价”销号，不算满意。',
  ];
}
