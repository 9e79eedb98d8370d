/**
 * `docs/flows.md`: each kind of ticket drawn (Mermaid) and told in plain words, from what `lifecycle.ts` does and
 * from the parameters in `flows/`; and the JSON Schema by which an editor checks those files while they are written.
 */
import { z } from 'zod';
import type { County } from '../county.ts';
import type { Say } from '../dialogue/wording.ts';
import { periodInWords } from '../domain/deadline-words.ts';
import { FLOWS, type Flow, type FlowId } from '../domain/flow.ts';
import { flowSchema } from '../domain/flow-rules.ts';
import { isOver } from '../domain/ticket.ts';
import { TICKET_STATES, type TicketState } from '../domain/ticket-parts.ts';
import { startOfDay } from '../domain/time.ts';
import { type Transition, transitionsOf } from '../domain/transitions.ts';
import { limitTable, rulesOf } from './flow-words.ts';
import { verbTable } from './verb-table.ts';

const NAMES: Readonly<Record<FlowId, { readonly name: string; readonly about: string }>> = {
  complaint: { name: '一般诉求', about: '不属于下面几类的，都走这一类。' },
  urgent: {
    name: '紧急',
    about: '正在危及人身安全，或正在停水、停电、停气的。按小时计时，不分昼夜、节假日。',
  },
  consult: { name: '咨询', about: '问政策、问手续的。能即答的可以直接办结，签收和答复都算按时。' },
  arrears: {
    name: '拖欠账款',
    about: '机关、事业单位、大型企业拖欠账款的。时限是法定的，只能改短，不能放宽。',
  },
  policy: {
    name: '惠企政策',
    about: '企业对推送的政策说了“要办”的。不是诉求，另行统计；办结就是兑现，时限以政策自己的为准。',
  },
  guide: {
    name: '帮办',
    about:
      '企业请代办员帮着办的：步骤照 flows/guides/ 里的模板，每一步自己有时限，从材料齐起算。不是诉求，另行统计。',
  },
  report: {
    name: '举报',
    about: '反映检查、执法和工作人员的问题的。保密，只交纪检联系人，不进群，不分办，不转办。',
  },
  visit: {
    name: '走访',
    about: '企业请入企服务专班来一趟的。另行统计，不计入诉求件；答应的事都是有日子的步骤，办完才能办结。',
  },
};

/** The JSON Schema (draft 7, as YAML editors read it) of a file in `flows/`. */
export function flowJsonSchema(): string {
  const schema = z.toJSONSchema(flowSchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ ...schema, title: '连心桥 诉求件时限' }, null, 2)}\n`;
}

/** The page, in Markdown. The same settings always give the same page. */
export function flowPage(county: County): string {
  return `${[
    '# 各类诉求件怎么走',
    '本页由 `npm run flows` 根据 `flows/` 里的时限和程序里的状态表生成，请不要手工修改。',
    '一句话里几类都像的，按举报、紧急、拖欠账款、咨询、一般诉求的次序取一类：先保密，再救急，再依法定时限。在办的件一直用登记时的时限。',
    '图里只画主要走法。等补充、挂账的件也可以直接办结，时限先恢复；做了后面的事，就算签收了。',
    ...FLOWS.flatMap((id) => sectionOf(county.flows[id], county)),
    '## 能做的事',
    '引用机器人的消息来说，或者只有一件合适的，都不用写编号。发“帮助”看自己能用的。',
    verbTable(county.say),
  ].join('\n\n')}\n`;
}

function sectionOf(flow: Flow, { say, roster, calendar }: County): readonly string[] {
  const { name, about } = NAMES[flow.id];
  // Which transitions there are does not depend on the day.
  const transitions = transitionsOf(flow, roster, calendar, startOfDay('2026-01-05'));
  return [
    `## ${name}（\`flows/${flow.id}.yaml\`）`,
    about,
    drawn(flow, transitions, say),
    limitTable(flow, say),
    [...rulesOf(flow), ...endsInWords(transitions, say)].map((rule) => `- ${rule}`).join('\n'),
  ];
}

/** The main ways. Arrows between the same two states are one arrow. */
function drawn(flow: Flow, transitions: readonly Transition[], say: Say): string {
  const labels = new Map<string, string[]>();
  const drawnStates = new Set<TicketState>();
  for (const one of transitions) {
    const label = labelOf(one, flow, say);
    if (label === null) continue;
    if (one.from !== null) drawnStates.add(one.from);
    drawnStates.add(one.to);
    const arrow = `${one.from ?? '[*]'} --> ${one.to}`;
    labels.set(arrow, [...(labels.get(arrow) ?? []), label]);
  }
  const states = TICKET_STATES.filter((state) => drawnStates.has(state));
  const arrows = [...labels].map(([arrow, said]) => `  ${arrow}: ${[...new Set(said)].join('／')}`);
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...states.map((state) => `  state "${say(`state.${state}`)}" as ${state}`),
    ...arrows,
    ...states.filter((state) => isOver({ state })).map((end) => `  ${end} --> [*]`),
    '```',
  ].join('\n');
}

/** What is written at an arrow; null for one that is not worth drawing: it is told below, or goes without saying. */
function labelOf({ from, to, by }: Transition, flow: Flow, say: Say): string | null {
  const { steps, reopen, accept } = flow;
  const timed = (step: keyof Flow['steps']): string => {
    const within = steps[step]?.within;
    return `${within ? `${periodInWords(within)}内` : ''}${say(`step.${step}`)}`;
  };
  switch (by) {
    case 'register':
      if (flow.id === 'report') return '登记，交纪检联系人';
      return to === 'queued' ? '登记，部门不明确' : '登记，部门明确';
    case 'assign':
      if (from === 'working') return null;
      return from === 'queued' ? timed('dispatch') : '调度员改派';
    case 'wake':
      return (from && WHEN_OVER[from]) ?? null;
    case 'sign':
      return timed('sign');
    case 'feedback':
      return steps.feedback && from === 'working' ? timed('feedback') : null;
    case 'resolve':
      if (from === 'assigned') return '直接办结';
      return from === 'working' ? timed('resolve') : null;
    case 'transfer':
      if (from === 'waiting') return null;
      return to === 'queued' ? `转办满 ${flow.transfer?.most ?? 0} 次再转` : '转办';
    case 'ask':
      return from === 'working' ? '请企业补充材料，停表' : null;
    case 'supplement':
      return from === 'waiting' ? '企业补充' : null;
    case 'resume':
      return from === 'waiting' ? '不再等' : '恢复办理';
    case 'grant':
      if (to === 'suspended') return '领导批准挂账，停表';
      return to === 'assigned' && from === 'working' ? '裁定退单' : null;
    case 'confirm':
      return timed('confirm');
    case 'callBack':
      return to === 'closed' ? say('action.callBack') : null;
    case 'rework':
      return to === 'queued' ? `重办满 ${flow.rework.most ?? 0} 次还没解决` : '没解决，退回重办';
    case 'reject':
      // Drawn once, from where a ticket comes first; the other states are told below.
      return from === (flow.id === 'report' ? 'assigned' : 'queued') && accept
        ? `${periodInWords(accept.within)}内${say('action.reject')}`
        : null;
    case 'reopen':
      if (from === 'rejected') return '有异议，重开';
      return to === 'queued'
        ? '重开、重办太多次'
        : `${reopen ? `${periodInWords(reopen.within)}内` : ''}重开`;
    default:
      return null;
  }
}

/** What the clock alone brings, where it leads on. */
const WHEN_OVER: Readonly<Partial<Record<TicketState, string>>> = {
  queued: '过时未定，交兜底部门',
  waiting: '到期未补充',
  suspended: '期满',
  resolved: '到期未评价',
};

/** The ends that are reached from many states, and from which: as the contract has it. */
function endsInWords(transitions: readonly Transition[], say: Say): readonly string[] {
  return (['withdraw', 'reject', 'merge'] as const).flatMap((by) => {
    const states = TICKET_STATES.filter((state) =>
      transitions.some((one) => one.by === by && one.from === state),
    );
    if (states.length === 0) return [];
    const names = states.map((state) => say(`state.${state}`).split('，')[0]);
    return [`可以${say(`action.${by}`)}的：${names.join('、')}。`];
  });
}
