/** What people are told where a turn cannot be taken, row by row; `turn-refusals.test.ts` says each. */
import { at, DAY } from '../../src/domain/time.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import type { Bench } from './bench.ts';

export const TUESDAY = at('2026-11-24', '10:00');
export const OWNER = 'shangchao-1';
export const A = 'housing-a';
const HEAD = 'housing-head';
export const HUB = 'dispatcher-1';
export const LEADER = 'leader-1';

type Life = (story: Story) => Story;
const fresh: Life = (story) => story;
export const signed: Life = (story) => next(story, 'liaison', COMMANDS.sign, TUESDAY);
export const resolved: Life = (story) => next(signed(story), 'liaison', COMMANDS.resolve, TUESDAY);
const closed: Life = (story) => next(resolved(story), 'reporter', COMMANDS.confirm, TUESDAY);
const withdrawn: Life = (story) => next(story, 'reporter', COMMANDS.withdraw, TUESDAY);
const rejected: Life = (story) => next(story, 'dispatcher', COMMANDS.reject, TUESDAY);
const waiting: Life = (story) => next(signed(story), 'liaison', COMMANDS.ask, TUESDAY);
const askedTwice: Life = (story) => {
  const supplied = next(waiting(story), 'reporter', COMMANDS.supplement, TUESDAY);
  return next(next(supplied, 'liaison', COMMANDS.ask, TUESDAY), 'reporter', COMMANDS.supplement, TUESDAY);
};
const extending: Life = (story) => next(signed(story), 'liaison', COMMANDS.extend, TUESDAY);
const extended: Life = (story) => next(extending(story), 'dispatcher', COMMANDS.grant, TUESDAY);
const suspending: Life = (story) => next(signed(story), 'liaison', COMMANDS.suspend, TUESDAY);
const assisted: Life = (story) => next(signed(story), 'liaison', COMMANDS.assist, TUESDAY);
const reopenedTwice: Life = (story) => {
  let now = closed(story);
  for (let time = 0; time < 2; time++) {
    now = next(now, 'reporter', COMMANDS.reopen, TUESDAY);
    now = next(now, 'liaison', COMMANDS.resolve, TUESDAY);
    now = next(now, 'reporter', COMMANDS.confirm, TUESDAY);
  }
  return now;
};

const goes = (days: number) => (bench: Bench) => bench.goesTo(TUESDAY + days * DAY);
const says = (person: string, text: string) => (bench: Bench) => bench.says(person, text);
const second = (life: Life) => (bench: Bench) => bench.has(TUESDAY, life);

/** Sentence; the life of ticket 1 (null: there is none); what comes before; who says what; the answer. */
export type Row = readonly [
  string,
  Life | null,
  ((bench: Bench) => Promise<unknown>) | null,
  string,
  string,
  string,
];

const PLAN = '12月20日完成招标，明年3月31日完工 整条路列入改造';
export const REFUSED: readonly Row[] = [
  [
    'request.badExtend',
    signed,
    null,
    A,
    '延期 1 设备未到',
    '请写明延几个工作日和原因，例如“延期 1 3个工作日 设备未到货”。',
  ],
  [
    'request.badExtend',
    signed,
    null,
    A,
    '延期 1 3天',
    '请写明延几个工作日和原因，例如“延期 1 3个工作日 设备未到货”。',
  ],
  [
    'request.badReturn',
    fresh,
    null,
    A,
    '退单 1 交通',
    '请写明属哪个部门和依据，例如“退单 1 住建 属施工许可事项”。',
  ],
  [
    'request.badPlan',
    signed,
    null,
    A,
    '挂账 1 12月20日',
    `请写明日期和方案，日期要晚于今天、按先后写，例如“挂账 1 ${PLAN}”。`,
  ],
  [
    'request.badPlan',
    signed,
    null,
    A,
    '挂账 1 等立项',
    `请写明日期和方案，日期要晚于今天、按先后写，例如“挂账 1 ${PLAN}”。`,
  ],
  [
    'request.extendLate',
    signed,
    goes(7),
    A,
    '延期 1 3天 设备未到',
    '诉求件 1 不能延期：要在到期前至少 1 个工作日申请，现时限为 12月1日（周二）内。请抓紧办结；确需长期办理的，可申请挂账。',
  ],
  [
    'request.extendOnce',
    extended,
    null,
    A,
    '延期 1 2天 再等等',
    '诉求件 1 已经延过一次，不能再延。确需长期办理的，可申请挂账。',
  ],
  [
    'request.extendMost',
    signed,
    null,
    A,
    '延期 1 11天 设备未到',
    '诉求件 1 最多延 10 个工作日，请改短一些。',
  ],
  [
    'request.returnLate',
    signed,
    goes(2),
    A,
    '退单 1 交通 属县道',
    '诉求件 1 不能退单：应在交办后 11月25日（周三）内提出。请继续办理；有困难请联系调度员。',
  ],
  [
    'request.suspendLongest',
    signed,
    null,
    A,
    '挂账 1 2028年3月31日完工 列入改造',
    '诉求件 1 的挂账要在 2027年11月24日（周三）内（暂定）结束，请把最后的节点提前。',
  ],
  [
    'request.askMost',
    askedTwice,
    null,
    A,
    '请补充 1 合同',
    '诉求件 1 已请企业补充过 2 次，不能再停表。需要企业配合的，请用“反馈 1 内容”说明。',
  ],
  [
    'request.askPending',
    waiting,
    null,
    A,
    '请补充 1 合同',
    '诉求件 1 正等企业补充，不用再请。要说明情况，请用“反馈 1 内容”。',
  ],
  [
    'request.bySettler',
    extending,
    null,
    LEADER,
    '同意 1',
    '诉求件 1 延期 3 个工作日由调度员审批，您不用处理。',
  ],
  [
    'request.byLeader',
    suspending,
    null,
    HUB,
    '不同意 1 不行',
    '诉求件 1 挂账（2027年1月15日（周五） 完成招标；2027年3月31日（周三） 完工）由领导审批，您不用处理。',
  ],

  [
    'duty.badAssist',
    signed,
    null,
    A,
    '协办 1 水利',
    '请写明请哪个部门协办、办什么，例如“协办 1 水利 请看地下管线”。',
  ],
  [
    'duty.assistOwn',
    signed,
    null,
    A,
    '协办 1 住建 看一看',
    '诉求件 1 就由住房和城乡建设局办理，请写别的部门。',
  ],
  [
    'duty.assistAgain',
    assisted,
    null,
    A,
    '协办 1 水利 再看一次',
    '诉求件 1 已请水利局协办，正等回复，不用再请。',
  ],
  [
    'duty.assignLate',
    signed,
    null,
    LEADER,
    '分办 1 交通',
    '诉求件 1 已在办理，不能再分办。要换部门，由调度员发“转办 1 部门名 理由”。',
  ],
  [
    'duty.assignLate',
    waiting,
    null,
    HUB,
    '分办 1 交通',
    '诉求件 1 已在办理，不能再分办。要换部门，由调度员发“转办 1 部门名 理由”。',
  ],
  ['duty.nothingToKnow', signed, null, A, '知悉 1', '诉求件 1 没有要知悉的通知。'],

  [
    'ending.badReject',
    signed,
    null,
    HUB,
    '不予受理 1 没空',
    '请写明情形和理由，例如“不予受理 1 诉讼 已在法院起诉”。情形有：紧急、诉讼、重复、涉密、超出职责、违法；只是闲话的，发“不是诉求 1”。',
  ],
  [
    'ending.reopenLate',
    closed,
    goes(40),
    OWNER,
    '重开 1 又塌了',
    '诉求件 1 已过重开的期限（2026年12月24日（周四）内）。请直接再说一遍，我马上登记成新的一件。',
  ],
  [
    'ending.reopenOften',
    reopenedTwice,
    null,
    OWNER,
    '重开 1 又塌了',
    '诉求件 1 已经重开过 2 次，不能再重开。请直接再说一遍，我马上登记成新的一件。',
  ],
  [
    'ending.reopenOpen',
    signed,
    null,
    OWNER,
    '重开 1 又塌了',
    '诉求件 1 现在是“办理中”，还没有结束，不用重开。有新情况请发“补充 1 内容”。',
  ],
  [
    'ending.reopenResolved',
    resolved,
    null,
    OWNER,
    '重开 1 又塌了',
    '诉求件 1 部门已报办结，正等您评价。还没解决，请发“没解决 1 原因”，马上退回重办。',
  ],
  [
    'ending.reopenOver',
    withdrawn,
    null,
    OWNER,
    '重开 1 又塌了',
    '诉求件 1 已撤回，不能重开。还有问题，请直接再说一遍，我马上登记成新的一件。',
  ],
  ['ending.reopenNone', null, null, OWNER, '重开', '您没有可以重开的诉求件。有困难请直接说，我马上登记。'],
  [
    'ending.overSoReopen',
    closed,
    null,
    OWNER,
    '没解决 1 又塌了',
    '诉求件 1 已销号，不能退回重办。还没解决，请发“重开 1 原因”；是另一件事，请直接说。',
  ],
  [
    'ending.overSoReopen',
    closed,
    null,
    OWNER,
    '补充 1 又塌了',
    '诉求件 1 已销号，不能补充。还没解决，请发“重开 1 原因”；是另一件事，请直接说。',
  ],
  [
    'ending.overSoReopen',
    rejected,
    null,
    OWNER,
    '催办 1',
    '诉求件 1 不予受理，不能催办。还没解决，请发“重开 1 原因”；是另一件事，请直接说。',
  ],
  [
    'ending.mergeNone',
    signed,
    null,
    HUB,
    '并单 1',
    '诉求件 1 没有可以并入的件：只能并入同一企业还在办的另一件。',
  ],
  ['ending.badMerge', signed, null, HUB, '并单 1 昨天那件', '请写明并入哪一件，例如“并单 1 并入 21”。'],
  [
    'ending.mergeResolved',
    signed,
    second(resolved),
    OWNER,
    '并单 1 并入 2',
    '诉求件 2 已办结，正等企业评价，不能并入。还没解决的，请企业退回重办。',
  ],
  [
    'ending.wentAsk',
    signed,
    async (bench) => [await second(signed)(bench), await says(HUB, '并单 1 并入 2')(bench)],
    OWNER,
    '撤回 1',
    '诉求件 1 已并入 2 号。\n没有变动。要办这一步，请写明是 2 号。',
  ],
  [
    'ending.wentNotYours',
    signed,
    async (bench) => [
      await bench.has(TUESDAY, fresh, { department: 'power' }),
      await says(HUB, '并单 1 并入 2')(bench),
    ],
    A,
    '反馈 1 明天进场',
    '诉求件 1 已并入 2 号，2 号不由您办理，没有变动。',
  ],

  [
    'leave.notYours',
    null,
    null,
    HEAD,
    '请假 尹志苒 11月30日',
    '只能给自己请假。给别人登记，由其部门负责人或调度员来办。',
  ],
  [
    'leave.noPost',
    null,
    null,
    HUB,
    '请假 李无名 11月30日',
    '名册里没有担任 A 岗、B 岗、负责人或调度员的李无名，请核对姓名。',
  ],
  [
    'leave.nobodyLeft',
    null,
    (bench) => bench.says('dispatcher-2', '请假 11月30日'),
    HUB,
    '请假 11月30日',
    '11月30日（周一）没有别的调度员在岗，这几天还不能请假。请另一位调度员先“销假”或改期，或请管理员在名册里加一位调度员。',
  ],
  [
    'leave.unreadable',
    null,
    null,
    A,
    '请假 过几天',
    '没看懂是哪几天。请这样写：“请假 12月1日-12月5日”，一天就写“请假 12月1日”。',
  ],
  [
    'leave.wholeDays',
    null,
    null,
    A,
    '请假 明天下午',
    '请假按整天算，请这样写：“请假 12月1日-12月5日”。半天的不用请，可把急件用“转交”交给 B 岗。',
  ],
  ['leave.noSuchDay', null, null, A, '请假 11月31日', '没有这一天，请核对日期，例如“请假 12月1日-12月5日”。'],
  [
    'leave.backward',
    null,
    null,
    A,
    '请假 12月5日-12月1日',
    '结束的一天在开始之前，请核对日期，例如“请假 12月1日-12月5日”。',
  ],
  ['leave.tooLong', null, null, A, '请假 12月1日-3月1日', '一次最多请 60 天。更久的请管理员在名册里换人。'],
  ['leave.past', null, null, A, '请假 11月20日', '11月20日（周五）已经过去，不用请假。'],
  [
    'leave.pastFrom',
    null,
    null,
    A,
    '请假 11月20日-11月26日',
    '11月20日（周五）已经过去。要从今天起请假，请发“请假 11月24日（周二）至11月26日（周四）”。',
  ],
  [
    'leave.known',
    null,
    says(A, '请假 12月1日-12月5日'),
    A,
    '请假 12月2日',
    '这几天已经请过假了：12月1日（周二）至12月5日（周六）。',
  ],
  ['leave.none', null, null, A, '销假', '倪文泉没有请假。'],
];
