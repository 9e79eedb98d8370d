/** 帮办: offered and begun by the firm's tap, steps beside each other, missing papers told once, clocks from complete papers. */
import { describe, expect, test } from 'vitest';
import { lightOf } from '../../../src/domain/plan.ts';
import { at, HOUR } from '../../../src/domain/time.ts';
import { type Bench, CHANNEL, useBench } from '../bench.ts';

const TUESDAY = at('2026-12-01', '09:00');
const OWNER = 'xinghuo-1';
const STRANGER = 'shangchao-1';
const WINDOW = 'approval-a';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const lights = async (number = 1) => {
  const ticket = await bench.ticket(number);
  return (ticket.plan ?? []).map((step) => lightOf(step, ticket, bench.clock.now()));
};
const guide = async (number = 1) => (await bench.store.office()).arrangements?.guides?.[number];
const duty = async (place: number) => {
  const { plan = [], duties } = await bench.ticket();
  return duties.find(({ step }) => step === plan[place - 1]?.id);
};

async function begin(what = '开公司'): Promise<void> {
  await bench.says(OWNER, `帮办 ${what}`);
  await bench.presses(OWNER, '开始帮办');
}

describe('what can be helped with', () => {
  test('is listed, and each is told whole: steps, who, papers, limit, what runs beside what', async () => {
    expect(await bench.answers(OWNER, '帮办')).toContain('厂房开工');
    const told = await bench.answers(OWNER, '帮办 开公司');
    expect(told).toContain('1. 营业执照　行政审批服务管理局　半个工作日');
    expect(told).toContain('材料：登记申请书、');
    expect(told).toContain('第 2、3、4 步同时办');
    expect(told).toContain('全程免费，不指定中介，代办员不替您签字');
    expect(await guide()).toBeUndefined();
  });

  test('is the answer to a plain question, which is registered where something else was meant', async () => {
    expect(await bench.answers(OWNER, '我想办营业执照 怎么办')).toContain('【帮办】开办企业');
    await bench.presses(OWNER, '不是这个，登记');
    expect((await bench.ticket()).text).toBe('我想办营业执照 怎么办');
    expect(await guide()).toBeUndefined();
  });

  test.each([
    '营业执照办了三趟还没下来，怎么办',
    '施工许可卡了一个月，怎么办',
    '电子营业执照扫码登不进去，说人脸不匹配，咋办呀',
  ])('a difficulty is none: %s', async (words) => {
    await bench.says(OWNER, words);
    expect((await bench.ticket()).text).toBe(words);
    expect((await bench.ticket()).apart).toBeUndefined();
  });

  test('what no template has is told, with those there are', async () => {
    expect(await bench.answers(OWNER, '帮办 上天')).toContain('没有“上天”的帮办');
  });

  test('begins by the firm alone, and of a kind one at a time', async () => {
    expect(await bench.answers(WINDOW, '开始帮办 开公司')).toContain('由企业自己点开始');
    await begin();
    expect(await bench.answers(OWNER, '开始帮办 开公司')).toContain('已经在帮办，是 1 号');
    expect((await bench.store.tickets({ open: true })).length).toBe(1);
  });
});

describe('a guide', () => {
  test('is led by the 代办员 of its department, and shows how far it is and what comes next', async () => {
    await begin();
    const ticket = await bench.ticket();
    expect(ticket).toMatchObject({ department: 'approval', liaison: WINDOW, apart: true });
    expect(ticket.source).toMatchObject({ kind: 'guide', id: 'open_company' });
    expect(bench.told(OWNER).join('\n')).toContain('代办员是行政审批服务管理局蒋承峰');
    expect(await bench.answers(OWNER, '进度 1')).toContain(
      '进度 0/5，下一步 营业执照 行政审批服务管理局 等材料',
    );
    const shown = await bench.answers(OWNER, '帮办 1');
    expect(shown).toContain('1. 等材料　营业执照');
    expect(shown).toContain('2. 未到　四枚印章（免费）　行政审批服务管理局　等第 1 步');
  });

  test('counts from complete papers: from when they were handed in, not from when somebody looked', async () => {
    await begin();
    await bench.goesTo(TUESDAY + HOUR);
    expect(await bench.answers(OWNER, '交齐 1 1')).toContain('材料交齐');
    expect(bench.newest(WINDOW)).toContain('材料交齐了');
    await bench.goesTo(TUESDAY + 2 * HOUR);
    await bench.presses(WINDOW, '材料齐');
    const clock = (await duty(1))?.clock;
    expect(clock).toMatchObject({ startedAt: TUESDAY + HOUR, stoppedAt: null });
    // 10:00 to 12:00, and an hour and three quarters of the afternoon.
    expect(clock?.deadline.due).toBe(at('2026-12-01', '16:15'));
    expect(await lights()).toEqual(['doing', 'waiting', 'waiting', 'waiting', 'waiting']);
    expect(bench.told(OWNER).some((one) => one.includes('材料齐了，从12月1日（周二）10:00起算'))).toBe(true);
    expect(bench.told(OWNER).some((one) => one.includes('办结：'))).toBe(false);
  });

  test('steps begin beside each other when what they wait for is done', async () => {
    await begin();
    await bench.says(OWNER, '交齐 1 1');
    await bench.says(WINDOW, '材料齐 1 1');
    expect(await bench.answers(WINDOW, '办好 1 1 执照已发')).toContain('已告知企业');
    expect(await lights()).toEqual(['done', 'doing', 'paused', 'doing', 'waiting']);
    expect(bench.told(OWNER).some((one) => one.includes('“税务登记和领发票”（税务局）要这些材料'))).toBe(
      true,
    );
    expect(bench.newest('tax-a')).toContain('税务登记和领发票');
    expect(await bench.answers(OWNER, '进度 1')).toContain('进度 1/5');
  });

  test('missing papers are told once; a second time is refused with the reason, and reaches nobody', async () => {
    await begin();
    await bench.says(OWNER, '交齐 1 1');
    expect(await bench.answers(WINDOW, '缺材料 1 1 住所使用证明')).toContain('已一次告知企业');
    expect(bench.newest(OWNER)).toContain('还缺：住所使用证明');
    const before = bench.told(OWNER).length;
    const second = await bench.answers(WINDOW, '缺材料 1 1 股东会决议');
    expect(second).toContain('第三十二条');
    expect(second).toContain('住所使用证明');
    expect(bench.told(OWNER)).toHaveLength(before);
    expect((await guide())?.papers.license?.missing?.text).toBe('住所使用证明');
    await bench.goesTo(TUESDAY + 24 * HOUR);
    await bench.presses(OWNER, '材料交齐');
    await bench.says(WINDOW, '材料齐 1');
    expect((await duty(1))?.clock.startedAt).toBe(TUESDAY + 24 * HOUR);
  });

  test('asked what is missing by a tap, the department says it in the next words', async () => {
    await begin();
    await bench.says(OWNER, '交齐 1 1');
    await bench.presses(WINDOW, '还缺材料');
    await bench.says(WINDOW, '公司章程');
    expect(bench.newest(OWNER)).toContain('还缺：公司章程');
  });

  test('papers count as complete by law when nobody says within five working days what is missing', async () => {
    await begin();
    await bench.says(OWNER, '交齐 1 1');
    await bench.goesTo(at('2026-12-08', '23:59'));
    expect((await duty(1))?.clock.stoppedAt).not.toBeNull();
    await bench.goesTo(at('2026-12-09', '08:30'));
    expect((await duty(1))?.clock).toMatchObject({ startedAt: TUESDAY, stoppedAt: null });
    expect(await lights()).toEqual(['late', 'waiting', 'waiting', 'waiting', 'waiting']);
    expect(bench.told(WINDOW).some((one) => one.includes('按行政许可法第三十二条算材料齐'))).toBe(true);
  });

  test('papers come to the step, in answer or by 补充, and stay on the ticket', async () => {
    await begin();
    await bench.says(OWNER, '补充 1 章程和申请书先发您');
    await bench.says(OWNER, '交齐 1 1 都在这里');
    const said = (await bench.ticket()).entries.filter(({ what }) => what === 'supplemented');
    expect(said.map(({ text }) => text)).toEqual(['章程和申请书先发您', '都在这里']);
  });
});

describe('告知承诺', () => {
  async function toThePit(): Promise<void> {
    await begin('厂房开工');
    await bench.says(OWNER, '交齐 1 1');
    await bench.says('land-a', '材料齐 1 1');
    await bench.says('land-a', '办好 1 1 合同已签');
  }

  test('is shown whole and agreed to by the firm itself: nobody else’s word counts', async () => {
    await toThePit();
    expect(bench.told(OWNER).some((one) => one.includes('愿意接受撤销许可'))).toBe(true);
    expect(await bench.answers(WINDOW, '承诺 1 2')).toContain('不归您办');
    expect(await bench.answers(OWNER, '交齐 1 2')).toContain('先看承诺书');
    expect(await bench.answers(WINDOW, '材料齐 1 2')).toContain('别人不能代替');
    expect(await bench.answers(WINDOW, '办好 1 2 已发')).toContain('别人不能代替');
    await bench.presses(OWNER, '我看过了，承诺');
    expect((await guide())?.papers.pit?.pledged).toMatchObject({ by: OWNER });
    await bench.says(OWNER, '交齐 1 2');
    expect(await bench.answers(WINDOW, '材料齐 1 2')).toContain('材料齐');
    expect((await lights())[1]).toBe('doing');
  });

  test('a clock stands only for what the law names, and goes on with its days', async () => {
    await toThePit();
    await bench.says(OWNER, '交齐 1 3');
    await bench.says('land-a', '材料齐 1 3');
    const before = (await duty(3))?.clock.deadline.due ?? 0;
    expect(await bench.answers('land-a', '停表 1 3 领导出差')).toContain('只有这些可以停表：公示');
    expect(await bench.answers('land-a', '停表 1 3 公示')).toContain('城乡规划法第四十条');
    expect((await lights())[2]).toBe('paused');
    expect(await bench.answers(WINDOW, '停表 1 2 专家评审')).toContain('没有依法可以停表');
    await bench.goesTo(at('2026-12-08', '09:00'));
    expect(await bench.answers('land-a', '恢复 1 3')).toContain('恢复计时');
    expect((await lights())[2]).toBe('doing');
    expect((await duty(3))?.clock.deadline.due).toBeGreaterThan(before);
    expect(await bench.answers('land-a', '恢复 1 3')).toContain('没有停表');
  });

  test('回复 does a step as well, and the next ones begin', async () => {
    await begin('厂房开工');
    await bench.says('land-a', '回复 1 合同已签');
    expect((await lights()).slice(0, 5)).toEqual(['done', 'paused', 'paused', 'paused', 'paused']);
  });
});

describe('leaders', () => {
  /** The weekly brief, on Friday. */
  async function weekly(): Promise<string> {
    await bench.goesTo(at('2026-12-04', '17:31'));
    return bench.told('leader-1').findLast((one) => one.includes('周报')) ?? '';
  }

  test('read what was on promise from complete papers, and what the owner waited from the first word', async () => {
    await begin();
    await bench.goesTo(at('2026-12-03', '09:00'));
    await bench.says(OWNER, '交齐 1 1');
    await bench.goesTo(at('2026-12-03', '11:00'));
    await bench.says(WINDOW, '材料齐 1 1');
    await bench.says(WINDOW, '办好 1 1 执照已发');
    const told = await weekly();
    // Two more steps of half a day, which wait for no papers, were not done by then.
    expect(told).toContain('帮办 1 件，办成 0 件；按承诺 1/3（从材料齐起算）');
    expect(told).toContain('半日办结 1/1（从材料齐起 ≤ 0.5个工作日）；从第一句话起，企业等了 2 个工作日');
    expect(told).toContain('红灯 2 步');
    expect(told.slice(told.indexOf('帮办 1 件'), told.indexOf('红灯'))).not.toContain('星火');
  });

  test('a guide is none of the 诉求, and stands in none of their figures', async () => {
    await begin();
    const read = await bench.answers('leader-1', '通报 本月');
    expect(read).toContain('这期间没有新收');
    expect(await weekly()).toContain('帮办 1 件，办成 0 件；按承诺 —（从材料齐起算）');
  });

  test('what a department did without a word on papers counts from when they were handed in', async () => {
    await begin();
    await bench.says(OWNER, '交齐 1 1');
    await bench.goesTo(at('2026-12-02', '11:00'));
    await bench.says(WINDOW, '办好 1 1 执照已发');
    expect(await weekly()).toContain('半日办结 0/1');
  });

  test('a guide that its owner withdraws has done nothing in time, nor late', async () => {
    await begin();
    await bench.says(OWNER, '交齐 1 1');
    await bench.says(WINDOW, '材料齐 1 1');
    await bench.says(OWNER, '撤回 1');
    expect((await bench.ticket()).state).toBe('withdrawn');
    expect(await weekly()).toContain('帮办 1 件，办成 0 件；按承诺 —（从材料齐起算）');
  });

  test('where nobody was helped nothing is said of it', async () => {
    expect(await weekly()).not.toContain('帮办');
  });
});

describe('a step past its promise', () => {
  /** In the evening steps 2 and 4, which wait for no papers, are half a day old; the next morning they are late. */
  async function late(): Promise<void> {
    await begin();
    await bench.says(WINDOW, '办好 1 1');
    await bench.goesTo(at('2026-12-02', '10:00'));
  }

  test('is told to the firm as what it was promised and by whom, with nothing to answer', async () => {
    await late();
    const told = bench.sentTo(OWNER, CHANNEL).filter(({ text }) => text.includes('社保开户”'));
    const sorry = told.filter(({ text }) => /没有办到|很抱歉/u.test(text));
    expect(sorry.map(({ text }) => text).join()).toContain('人力资源和社会保障局');
    expect(bench.told(OWNER).join()).not.toContain('请立即办理');
    // Two steps of it are late: it is one matter of the firm's.
    expect(bench.told(OWNER).join('\n')).toMatch(
      /很抱歉，您有 1 件没有按时办到：\n诉求件 1[\s\S]*\n诉求件 1/u,
    );
    const labels = bench.sentTo(OWNER, CHANNEL).flatMap(({ buttons }) => buttons.flat());
    expect(labels.filter(({ label }) => /回复|阶段性情况|知悉/u.test(label))).toEqual([]);
  });

  test('alone, it is an apology that names who was reminded, with what the firm can press', async () => {
    await begin();
    await bench.says(WINDOW, '办好 1 1');
    await bench.says(WINDOW, '办好 1 2');
    await bench.goesTo(at('2026-12-02', '10:00'));
    const told = bench.sentTo(OWNER, CHANNEL).find(({ text }) => text.startsWith('很抱歉，诉求件 1 应在'));
    expect(told?.text).toContain('15:15 前办好“社保开户”，没有办到。已催 人力资源和社会保障局 陈志煜');
    expect(told?.buttons.flat().map(({ label }) => label)).toEqual(['催办', '进度']);
  });

  test('is told to the department as its own, with the buttons', async () => {
    await late();
    expect(bench.told('hr-a').join()).toContain('超期');
  });
});

describe('withdrawn by its owner', () => {
  const GIVEN_UP = '已办 1/5，4 步不用办了';

  async function withdrawn(): Promise<void> {
    await begin();
    await bench.says(WINDOW, '办好 1 1');
    await bench.says(OWNER, '撤回 1');
  }

  test('what nobody did is neither done nor open, in the list of steps and in 进度', async () => {
    await withdrawn();
    expect(await lights()).toEqual(['done', 'dropped', 'dropped', 'dropped', 'dropped']);
    const shown = await bench.answers(OWNER, '帮办 1');
    expect(shown).toContain(GIVEN_UP);
    expect(shown).toContain('4. 不用办了　社保开户');
    expect(shown).toContain('5. 不用办了');
    expect(shown.match(/办好/gu)).toHaveLength(1);
    expect(await bench.answers(OWNER, '进度 1')).toContain('进度 1/5，4 步不用办了');
    await bench.goesTo(at('2026-12-08', '09:00'));
    expect(await bench.answers(OWNER, '帮办 1')).toContain('从企业第一句话起，不到一个工作日');
  });

  test('an office that says 办好 then hears that the firm withdrew', async () => {
    await withdrawn();
    expect(await bench.answers('hr-a', '办好 1 4')).toContain('不用办了：企业已撤回');
    expect(await bench.answers(WINDOW, '办好 1 2')).toContain('不用办了：企业已撤回');
    expect(await bench.answers(WINDOW, '办好 1')).toContain('不用再办了：企业已撤回');
    expect(await bench.answers(WINDOW, '办好 1 1')).toContain('已经办好了');
  });

  test('every office with an open step hears of it once, and what asked for it says so without buttons', async () => {
    await begin();
    await bench.says(WINDOW, '办好 1 1');
    const offices = ['hr-a', 'tax-a', WINDOW];
    await bench.says(OWNER, '撤回 1');
    for (const office of offices) {
      const said = bench.sentTo(office, CHANNEL).filter(({ text }) => text.includes('企业已撤回'));
      expect([office, said.map(({ edit }) => edit !== null)]).toEqual([office, [false, true]]);
      expect(said.flatMap(({ buttons }) => buttons)).toEqual([]);
    }
    await bench.presses('hr-a', '回复');
    expect((await bench.ticket()).state).toBe('withdrawn');
  });
});

describe('said wrongly', () => {
  test('another firm does not find it', async () => {
    await begin();
    expect(await bench.answers(STRANGER, '帮办 1')).toContain('没有');
    await bench.says(STRANGER, '交齐 1 1');
    expect((await guide())?.papers).toEqual({});
  });

  test('what is not understood is asked for, and nothing is lost', async () => {
    await begin('厂房开工');
    expect(await bench.answers(OWNER, '交齐 1 9')).toContain('没有这一步');
    await bench.says('housing-a', '办好 1 4');
    expect(await duty(4)).toBeUndefined();
    expect(await bench.answers(OWNER, '承诺 1 2')).toContain('还没轮到');
    await bench.says('land-a', '回复 1 合同已签');
    expect(await bench.answers(WINDOW, '办好 1 1')).toContain('不归您办');
    await bench.says('shangchao-1', '厂门口的路灯不亮了，请修一下');
    for (const number of [2, 79]) {
      expect(await bench.answers('housing-a', `办好 ${number} 1`)).toContain(`没有 ${number} 号帮办`);
    }
  });

  describe('办好 of a step whose turn has not come', () => {
    const NOT_YET = '还没轮到';

    test.each(['tax-a', 'tax-b', 'tax-head'])(
      '%s, whose office does it, hears that it is not its turn',
      async (who) => {
        await begin('变更登记');
        for (const words of ['办好 1 3', '办好 1 3 都好了', '办好 1', '停表 1 3 公示']) {
          expect(await bench.answers(who, words)).toContain(`1 号第 3 步“税务信息变更”${NOT_YET}`);
        }
        expect(await duty(3)).toBeUndefined();
        expect(await bench.answers(who, '办好 1 4')).toContain(
          '第 4 步“社保信息变更”由人力资源和社会保障局办',
        );
        expect(await bench.answers(who, '交齐 1 3')).toContain('由企业自己办，不归您办');
      },
    );

    test.each([WINDOW, 'dispatcher-1', 'leader-1', OWNER])(
      '%s, who sees it and does not do it, hears whose it is',
      async (who) => {
        await begin('变更登记');
        const told = await bench.answers(who, '办好 1 3');
        expect(told).toContain('由税务局办，不归您办');
        expect(told).not.toContain(NOT_YET);
      },
    );

    test('an office with no step of it hears neither of the guide nor of its steps', async () => {
      await begin('变更登记');
      for (const number of [1, 79]) {
        expect(await bench.answers('power-a', `办好 ${number} 3`)).toContain(`没有 ${number} 号帮办`);
      }
    });

    test('without a place only those of one’s own are asked about, and whoever has none is told so', async () => {
      await begin('变更登记');
      await bench.says(WINDOW, '办好 1 1');
      expect(await bench.answers(OWNER, '办好 1')).toContain('没有归您办的步骤');
      await bench.says('tax-a', '办好 1');
      expect((await duty(3))?.endedAt).not.toBeNull();
      expect(await bench.answers('tax-a', '办好 1')).toContain('第 3 步“税务信息变更”已经办好了');
    });
  });
});
