/**
 * Every refusal by its words: what is wrong, and what to do. Each leaves everything as it was. The last test sees to it
 * that no sentence of `refusal` in flows/wording.yaml is forgotten.
 */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WORDS } from '../../src/dialogue/words.ts';
import { at, DAY } from '../../src/domain/time.ts';
import type { Store } from '../../src/store/port.ts';
import { COMMANDS, flow, next, type Story } from '../support/builders.ts';
import { scratch } from '../support/county.ts';
import { type Bench, GROUP, openBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const OTHER_OWNER = 'zhiyuan-1';
const A = 'housing-a';
const HUB = 'dispatcher-1';

let place: ReturnType<typeof scratch>;
let bench: Bench;
beforeEach(async () => {
  place = scratch();
  bench = await openBench(join(place.dir, 'data'), TUESDAY);
});
afterEach(async () => {
  await bench.end();
  place.remove();
});

const fresh = (story: Story): Story => story;
const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, TUESDAY);
const resolved = (story: Story): Story => next(signed(story), 'liaison', COMMANDS.resolve, TUESDAY);
const withdrawn = (story: Story): Story => next(story, 'reporter', COMMANDS.withdraw, TUESDAY);
const asking = (story: Story): Story => next(signed(story), 'liaison', COMMANDS.extend, TUESDAY);
const settled = (story: Story): Story =>
  next(next(signed(story), 'liaison', COMMANDS.return, TUESDAY), 'dispatcher', COMMANDS.deny, TUESDAY);

interface Refused {
  /** Of the sentence, in `refusal`. */
  readonly key: string;
  /** The life of ticket 1 until then; none: there is no ticket. */
  readonly life?: (story: Story) => Story;
  /** What happens before. */
  readonly before?: () => Promise<unknown>;
  readonly who: string;
  readonly says: string;
  readonly words: string;
}

const REFUSED: readonly Refused[] = [
  {
    key: 'notYourStep',
    life: signed,
    who: A,
    says: '督办 1 快办',
    words: '诉求件 1 的督办不由您办理，没有变动。发“帮助”看您能办什么。',
  },
  {
    key: 'nothingToUndo',
    life: signed,
    who: A,
    says: '撤销 1',
    words: '诉求件 1 没有您可以撤销的：只能撤销自己半小时内办的上一步，后面已有人接着办的不行。',
  },
  {
    key: 'enterpriseUnknown',
    life: signed,
    who: HUB,
    says: '改企业 1 月亮制造厂',
    words: '名册里没有“月亮制造厂”这家企业，请写名册上的名称或简称。',
  },
  {
    key: 'sameEnterprise',
    life: signed,
    who: HUB,
    says: '改企业 1 惠民桥样例商贸',
    words: '诉求件 1 已经是惠民桥样例商贸有限公司的，没有变动。',
  },
  {
    key: 'notFound',
    life: signed,
    who: OTHER_OWNER,
    says: '催办 1',
    words: '没有找到您的诉求件 1。请核对编号，或发“进度”查看。',
  },
  {
    key: 'notFound',
    life: signed,
    who: 'land-a',
    says: '办结 1 已修好',
    words: '没有找到您的诉求件 1。请核对编号，或发“进度”查看。',
  },
  {
    key: 'notFound',
    who: A,
    says: '签收 99',
    words: '没有找到您的诉求件 99。请核对编号，或发“进度”查看。',
  },
  {
    key: 'claimed',
    before: async () => {
      await bench.says(OWNER, '我们厂隔壁那块空地的事拖了半年，政府能不能帮忙协调？');
      await bench.says(HUB, '认领 1');
    },
    who: 'dispatcher-2',
    says: '认领 1',
    words: '诉求件 1 已由毕志辰认领，到 10:30；急着办可以直接分办，或先问问毕志辰。',
  },
  {
    key: 'notFound',
    who: OWNER,
    says: '进度 ９９',
    words: '没有找到您的诉求件 99。请核对编号，或发“进度”查看。',
  },
  {
    key: 'wrongState',
    life: withdrawn,
    who: A,
    says: '办结 1 已修好',
    words: '诉求件 1 现在是“已撤回”，不能办结。',
  },
  {
    key: 'wrongState',
    life: resolved,
    who: A,
    says: '延期 1 3天 设备未到',
    words: '诉求件 1 现在是“已办结，待企业评价”，不能延期。',
  },
  { key: 'alreadyDone', life: signed, who: A, says: '签收 1', words: '诉求件 1 已经签收过了，不用重复。' },
  {
    key: 'alreadyDone',
    life: (story) => next(signed(story), 'dispatcher', COMMANDS.escalate, TUESDAY),
    who: HUB,
    says: '顶格 1 再提一次',
    words: '诉求件 1 已经顶格推进过了，不用重复。',
  },
  {
    key: 'departmentUnknown',
    life: signed,
    who: A,
    says: '转办 1 园林绿化 属绿化',
    words: '没有找到部门“园林绿化”。请用部门名，例如“住建”“税务”。',
  },
  {
    key: 'departmentUnknown',
    life: signed,
    who: A,
    says: '协办 1 园林绿化 看看树',
    words: '没有找到部门“园林绿化”。请用部门名，例如“住建”“税务”。',
  },
  {
    key: 'sameDepartment',
    life: signed,
    who: A,
    says: '转办 1 住建 还是我们',
    words: '诉求件 1 已经在这个部门了。',
  },
  {
    key: 'onLeave',
    life: signed,
    before: () => bench.says('housing-b', '请假 今天'),
    who: A,
    says: '交B岗 1',
    words: '吴承松正在休假，诉求件 1 没有变动。请交给别的同志。',
  },
  {
    key: 'samePerson',
    life: signed,
    who: 'housing-b',
    says: '交A岗 1',
    words: '诉求件 1 已经由这位同志办理。',
  },
  {
    key: 'locked',
    life: settled,
    who: A,
    says: '转办 1 交通 属县道',
    words: '诉求件 1 的责任部门已由调度员裁定，不能再退、再转。有困难请联系调度员。',
  },
  {
    key: 'pending',
    life: asking,
    who: A,
    says: '退单 1 交通 属县道',
    words: '诉求件 1 有一项申请正在审批，请等审批后再提。',
  },
  {
    key: 'noRequest',
    life: signed,
    who: HUB,
    says: '同意 1',
    words: '诉求件 1 没有待审批的申请。',
  },
  {
    key: 'noRequest',
    life: signed,
    who: 'leader-1',
    says: '不同意 1 不妥',
    words: '诉求件 1 没有待审批的申请。',
  },
  {
    key: 'textMissing',
    life: fresh,
    who: HUB,
    says: '分办 1',
    words: '请写上内容，例如“分办 1 住建”。',
  },
  {
    key: 'noReply',
    life: signed,
    who: 'leader-1',
    says: '退回重报 1 不行',
    words: '诉求件 1 的督办、批示还没有人回复，不用退回。',
  },
  {
    key: 'dutyUnknown',
    life: signed,
    who: A,
    says: '回复 1 已看过',
    words: '诉求件 1 没有待您回复的交办事项。',
  },
  {
    key: 'tooLate',
    life: signed,
    before: () => bench.goesTo(TUESDAY + 16 * DAY),
    who: HUB,
    says: '不予受理 1 诉讼 已在法院起诉',
    words: '诉求件 1 已过不予受理的时限（12月9日（周三）内），不能不予受理了。',
  },
  {
    key: 'notMergeable',
    life: signed,
    before: () => bench.has(TUESDAY, fresh, { enterprise: 'zhiyuan', member: OTHER_OWNER }),
    who: HUB,
    says: '并单 1 并入 2',
    words: '诉求件 1 不能并：只能并入同一企业还在办的另一件。',
  },
  {
    key: 'noTicket',
    who: OWNER,
    says: '催办',
    words: '您现在没有未办完的诉求件。有困难直接说就行。',
  },
  {
    key: 'emptyText',
    who: OWNER,
    says: ' \u200b ',
    words: '没有看到内容，请用文字说一下遇到什么困难。',
  },
];

const newest = async (who: string, says: string): Promise<string> =>
  (await bench.says(who, says))
    .filter(({ chat }) => chat === who)
    .map(({ text }) => text)
    .join('\n');

describe('said to whoever asks for what cannot be', () => {
  test.each(REFUSED)('$key: $who says $says', async ({ life, before, who, says, words }) => {
    if (life) await bench.has(TUESDAY, life);
    await before?.();
    const stood = await bench.store.ticket(1);
    expect(await newest(who, says)).toBe(words);
    expect((await bench.store.ticket(1))?.version, 'nothing has changed').toBe(stood?.version);
  });
});

/** Said on other ways, each by its words. */
const ELSEWHERE: Readonly<Record<string, () => Promise<void>>> = {
  async stepsOpen() {
    const within = { amount: 3, unit: 'workday', roll: false } as const;
    const planned = { ...flow, plan: { within, ladder: [] } };
    await bench.has(TUESDAY, (story) =>
      next(signed(story), 'dispatcher', COMMANDS.plan, TUESDAY, { flow: planned }),
    );
    expect(await newest(A, '办结 1 修好了')).toBe(
      '诉求件 1 还有步骤没办完：现场勘查。办完再办结，发“回复 1 内容”一步一步报。',
    );
    await bench.says(A, '回复 1 最终 看过了');
    expect(bench.newest(OWNER)).toContain('“现场勘查”办完了');
    expect(bench.newest(OWNER)).toContain('1 步都办完了');
    expect(await newest(A, '办结 1 修好了')).not.toContain('没办完');
  },
  async noneFits() {
    await bench.has(TUESDAY, resolved);
    await bench.has(TUESDAY, withdrawn);
    await bench.has(TUESDAY, resolved);
    expect(await newest(A, '签收')).toBe(
      '您的件里没有能办这一步的。发“进度”查看，再带上编号，例如“进度 23”。',
    );
  },
  async textMissing() {
    await bench.has(TUESDAY, signed);
    expect(await newest(A, '转办 1 交通')).toBe('请写上内容，例如“转办 1 交通 理由”。');
  },
  async personUnknown() {
    await bench.has(TUESDAY, signed);
    expect(await bench.presented(A, 'v1|delegate|1|1|water-b')).toBe(
      '诉求件 1 只能交给本部门的 A 岗或 B 岗。',
    );
  },
  async notInFlow() {
    await bench.says(OWNER, '想问一下留抵退税怎么申请，需要哪些材料？请税务局告知', 'group');
    const ticket = await bench.store.ticket(1);
    expect(ticket?.kind).toBe('consult');
    expect(await newest(ticket?.liaison ?? '', '挂账 1 12月20日答复 等文件')).toBe(
      '诉求件 1 属“咨询”，没有挂账这一项。',
    );
  },
  async tooMuch() {
    await bench.has(TUESDAY, (story) => {
      let now = resolved(story);
      for (let time = 0; time < 2; time++) {
        now = next(now, 'reporter', COMMANDS.confirm, TUESDAY);
        now = next(now, 'reporter', COMMANDS.reopen, TUESDAY);
        now = next(now, 'liaison', COMMANDS.resolve, TUESDAY);
      }
      return next(now, 'reporter', COMMANDS.confirm, TUESDAY);
    });
    expect(await newest(OWNER, '重开 1 还是不行')).toContain('已经重开过 2 次');
  },
  async badDay() {
    await bench.has(TUESDAY, signed);
    expect(await newest(A, '挂账 1 11月20日完工 方案')).toContain(
      '日期不对：要晚于今天，并按先后写。例如“挂账 1',
    );
  },
  async ratingMissing() {
    await bench.has(TUESDAY, resolved);
    await bench.says(HUB, '回访 1 已解决');
    expect(await bench.presented(HUB, 'v1|callBack|1|1|send')).toContain('请一并记下满意程度');
  },
  async oldButton() {
    await bench.has(TUESDAY, resolved);
    await bench.says(OWNER, '没解决 1 还是塌的');
    expect(await bench.presented(OWNER, 'v1|confirm|1|1|satisfied')).toBe(
      '这个按钮已经过时，请用最新一条消息里的按钮。',
    );
    expect((await bench.store.ticket(1))?.state).toBe('working');
  },
  async badButton() {
    await bench.has(TUESDAY, resolved);
    for (const forged of ['v1|confirm|1|1|perfect', 'v2|sign|1|1', 'sign', `v1|sign|1|1|${'x'.repeat(60)}`]) {
      expect(await bench.presented(OWNER, forged), forged).toBe('按钮无效，没有变动。请用机器人发出的按钮。');
    }
  },
  async secretMark() {
    for (const chat of ['group', 'private'] as const) {
      const sent = await bench.says(OWNER, '机密★3年\n关于我县铁路专用线的请示，请供电公司增容', chat);
      expect(
        sent.map((one) => one.chat),
        'said to the speaker alone',
      ).toEqual([OWNER]);
      expect(sent[0]?.text).toContain('带有密级或“不得外传”的标记，没有登记');
    }
    expect(await bench.store.tickets({})).toEqual([]);
  },
  async tooLong() {
    const told = await newest(OWNER, `厂区电压不稳，请供电公司来看。${'真急'.repeat(12_000)}`);
    expect(told).toMatch(/内容太长，已保存前 \d+ 字，请把其余部分作为补充再发一次。/u);
    expect((await bench.store.ticket(1))?.text.length, 'what was said first is kept').toBeGreaterThan(1000);
  },
  async unreadable() {
    await bench.hears(OWNER, { what: 'unreadable', text: '语音', message: 'm-1' });
    expect(bench.told(OWNER)).toEqual(['暂时听不懂语音，请用文字说一下。']);
  },
  async privateOnly() {
    await bench.says(OWNER, 'LX-AAAA-BBBB-CCCC', 'group');
    expect(bench.told(GROUP)).toEqual(['邀请码请私聊发给我，不要发在群里。这个码已作废，请联系管理员重发。']);
  },
  async failed() {
    await bench.end();
    let failed = false;
    const fail = () => {
      failed = true;
      return Promise.reject(new Error('a fault of the program'));
    };
    const faulty = (store: Store): Store =>
      new Proxy(store, {
        get(target, name) {
          if (name === 'tickets' && !failed) return fail;
          return Reflect.get(target, name).bind(target);
        },
      });
    bench = await openBench(join(place.dir, 'data'), TUESDAY, { wrap: faulty });
    await bench.hears(A, { message: 'm-1', text: '我的待办' });
    expect(bench.newest(A)).toBe('刚才这条没有办成，已记录给管理员，请再发一次。');
    expect(await bench.store.inbox(10), 'and it is not tried for ever').toEqual([]);
  },
  async anonymous() {
    await bench.hears(OWNER, {
      chat: { id: GROUP, kind: 'group', title: '' },
      sender: { id: 'x', name: '', anonymous: true },
      message: 'm-2',
      text: '厂区电压不稳，请供电公司来看',
    });
    expect(bench.told(GROUP)).toEqual(['看不出是哪位（匿名管理员），请关闭匿名后再说一次。']);
  },
};

describe('said elsewhere', () => {
  for (const [key, work] of Object.entries(ELSEWHERE)) test(key, work);
});

test('no sentence of refusal is without its test', () => {
  const tested = new Set([...REFUSED.map(({ key }) => key), ...Object.keys(ELSEWHERE)]);
  expect(Object.keys(WORDS.refusal).filter((key) => !tested.has(key))).toEqual([]);
});
