/**
 * `docs/flows.md`: each kind of ticket drawn (Mermaid) and told in plain words, from what `lifecycle.ts` does and
 * from the parameters in `flows/`; and the JSON Schema by which an editor checks those files while they are written.
 */
import { z } from 'zod';
import type { County } from '../county.ts';
import type { Say } from '../dialogue/wording.ts';
import type { Duration } from '../domain/deadline.ts';
import { periodInWords } from '../domain/deadline-words.ts';
import { FLOWS, type Flow, type FlowId, flowSchema, MAIN_STEPS, type Rung } from '../domain/flow.ts';
import type { Audience, Span } from '../domain/ladder.ts';
import { startOfDay } from '../domain/time.ts';
import { type Transition, transitionsOf } from '../domain/transitions.ts';

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
  report: {
    name: '举报',
    about: '反映检查、执法和工作人员的问题的。保密，只交纪检联系人，不进群，不分办，不转办。',
  },
};

const AUDIENCE: Readonly<Record<Audience, string>> = {
  enterprise: '企业',
  liaison: '专人',
  head: '部门负责人',
  dispatcher: '调度员',
  leader: '双组长',
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
    ...FLOWS.flatMap((id) => sectionOf(county.flows[id], county)),
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
    stepTable(flow, say),
    rules(flow)
      .map((rule) => `- ${rule}`)
      .join('\n'),
  ];
}

function drawn(flow: Flow, transitions: readonly Transition[], say: Say): string {
  const states = [...new Set(transitions.flatMap(({ from, to }) => (from === null ? [to] : [from, to])))];
  const arrows = transitions.flatMap((one) => {
    const label = labelOf(one, flow, say);
    return label === null ? [] : [`  ${one.from ?? '[*]'} --> ${one.to}: ${label}`];
  });
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...states.map((state) => `  state "${say(`state.${state}`)}" as ${state}`),
    ...arrows,
    ...states
      .filter((state) => !transitions.some(({ from }) => from === state))
      .map((end) => `  ${end} --> [*]`),
    '```',
  ].join('\n');
}

/** What is written at an arrow; null for one that is not worth drawing. */
function labelOf({ from, to, by }: Transition, flow: Flow, say: Say): string | null {
  const { steps } = flow;
  const timed = (step: keyof Flow['steps']): string => {
    const within = steps[step]?.within;
    return `${within ? `${periodInWords(within)}内` : ''}${say(`step.${step}`)}`;
  };
  switch (by) {
    case 'register':
      if (flow.id === 'report') return '登记，交纪检联系人';
      return to === 'queued' ? '登记，部门不明确' : '登记，部门明确';
    case 'assign':
      return from === 'queued' ? timed('dispatch') : '调度员改派';
    case 'wake':
      return from === 'queued' ? '过时未定，交兜底部门' : '到期未评价';
    case 'sign':
      return timed('sign');
    case 'feedback':
      return steps.feedback && from === 'working' ? timed('feedback') : null;
    case 'resolve':
      return from === 'assigned' ? '直接办结' : timed('resolve');
    case 'transfer':
      return to === 'queued' ? `转办满 ${flow.transfer?.most ?? 0} 次再转` : '转办';
    case 'confirm':
      return timed('confirm');
    case 'rework':
      return to === 'queued' ? `重办满 ${flow.rework.most ?? 0} 次还没解决` : '没解决，退回重办';
    default:
      return by === 'file' || by === 'recalculate' ? null : say(`action.${by === 'absorb' ? 'merge' : by}`);
  }
}

function stepTable({ id, steps }: Flow, say: Say): string {
  const rows = MAIN_STEPS.flatMap((step) => {
    const timed = steps[step];
    if (!timed) return [];
    const rungs = timed.ladder.map((rung) => rungInWords(rung, id));
    return [`| ${say(`step.${step}`)} | ${limitInWords(timed.within)} | ${rungs.join('；') || '—'} |`];
  });
  return ['| 步骤 | 时限 | 提醒 |', '|---|---|---|', ...rows].join('\n');
}

function limitInWords(within: Duration): string {
  return `${periodInWords(within)}${within.roll ? '，末日不上班的顺延' : ''}`;
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

function rules({ id, steps, rework, transfer, urge }: Flow): readonly string[] {
  const again = `企业说没解决的，退回重办，至少再给${periodInWords(rework.within)}`;
  const hub = rework.most === undefined ? '' : `；重办满 ${rework.most} 次还没解决的，请调度员处理`;
  const longest = rework.longest ? `。连重办在内，从登记起最长${limitInWords(rework.longest)}` : '';
  return [
    ...(steps.dispatch ? ['部门不明确的请调度员指定；过时未定的，交兜底部门先办。'] : []),
    ...(steps.feedback || id === 'report' ? [] : ['没有首次反馈这一步：答复就是结果。']),
    `${again}${hub}${longest}。`,
    ...(transfer ? [`部门之间最多转办 ${transfer.most} 次，再转就由调度员指定。`] : []),
    `企业随时可以催办；${periodInWords(urge.every)}内再催的，只记录，不再打扰${id === 'report' ? '纪检联系人' : '专人'}。`,
    '企业随时可以补充、撤回。到期不评价的，按“未评价”销号，不算满意。',
  ];
}
