/** What papers call things: fixed terms of files, which no county words otherwise (those of the chat are in `flows/wording.yaml`). */
import type { FlowId } from '../domain/flow.ts';
import type { Exclusion } from '../domain/metrics.ts';
import type { Solved } from '../domain/solved.ts';
import type { Origin } from '../domain/source.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { OutcomeCode, Rating, TicketState } from '../domain/ticket-parts.ts';

const STATES: Readonly<Record<TicketState, string>> = {
  queued: '待分办',
  assigned: '待签收',
  working: '办理中',
  waiting: '待企业补充材料',
  suspended: '挂账',
  resolved: '待企业评价',
  closed: '已销号',
  withdrawn: '已撤回',
  rejected: '不予受理',
  merged: '已并单',
};

const KINDS: Readonly<Record<FlowId, string>> = {
  complaint: '一般诉求',
  urgent: '紧急',
  consult: '咨询',
  arrears: '拖欠账款',
  report: '举报',
  policy: '惠企政策',
  visit: '走访',
  guide: '帮办',
};

/** 来源 */
const ORIGINS: Readonly<Record<Origin, string>> = {
  group: '群里和私聊',
  event: '政企活动',
  visit: '入企服务',
  policy: '惠企政策',
  inspection: '入企检查',
  finance: '政银企对接',
  guide: '帮办',
  theme: '专项整改',
  platform: '平台差评',
  import: '以前的台账',
};

const RATINGS: Readonly<Record<Rating, string>> = {
  satisfied: '满意',
  basic: '基本满意',
  dissatisfied: '不满意',
};

const OUTCOMES: Readonly<Record<OutcomeCode, string>> = {
  solved: '解决',
  partly: '部分解决',
  explained: '解释说明',
  longTerm: '转长期',
  withdrawn: '企业撤回',
};

const SOLVED: Readonly<Record<Solved, string>> = {
  solved: '已解决',
  partly: '部分解决',
  explained: '解释说明',
  unsaid: '没有说',
  unsolved: '没解决',
};

export const EXCLUDED: Readonly<Record<Exclusion, string>> = {
  withdrawn: '企业撤回',
  merged: '并单',
  emergency: '紧急求助',
  judicial: '诉讼信访等程序',
  repeated: '重复无新理由',
  secret: '涉密涉隐私',
  beyond: '超出职责',
  improper: '违法违背公序良俗',
  idle: '不是诉求',
  void: '误登作废',
};

const CHANNELS: Readonly<Record<string, string>> = {
  telegram: 'Telegram',
  wecom: '企业微信',
  wechat: '微信',
  web: '网页',
};

export const stateOf = ({ state }: Pick<Ticket, 'state'>): string => STATES[state];

export const kindOf = ({ flow }: Pick<Ticket, 'flow'>): string => kindInWords(flow.split('@')[0] ?? flow);

/** Of a flow's id; one that is no more is called as it was. */
export const kindInWords = (flow: string): string => KINDS[flow as FlowId] ?? flow;

export const originInWords = (origin: Origin): string => ORIGINS[origin];

/** The same of so many that came in a period; what was taken over from a ledger counts as carried over, and is said so. */
export function originCounted(origin: Origin, count: string): string {
  return `${ORIGINS[origin]} ${count}${origin === 'import' ? '（算结转）' : ''}`;
}

export const ratingInWords = (rating: Rating): string => RATINGS[rating];

export const outcomeInWords = (outcome: OutcomeCode): string => OUTCOMES[outcome];

export const solvedInWords = (solved: Solved): string => SOLVED[solved];

/** 企业微信; a channel without a name of its own is called as it is. */
export const channelInWords = (channel: string): string => CHANNELS[channel] ?? channel;

/** 企业微信群、微信私聊. */
export function placeOf({ channel, chatKind }: Ticket['origin']): string {
  return `${channelInWords(channel)}${chatKind === 'group' ? '群' : '私聊'}`;
}
