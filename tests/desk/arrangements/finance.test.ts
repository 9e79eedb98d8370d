/** 政银企对接 on the desk: told in private step by step, looked at, shown to the chosen banks alone, decided, and chased. */
import { describe, expect, test } from 'vitest';
import { at, DAY } from '../../../src/domain/time.ts';
import { type Bench, GROUP, useBench } from '../bench.ts';

const MONDAY = at('2026-11-02', '09:00');
const OWNER = 'xinghuo-1';
const COLLEAGUE = 'xinghuo-2';
const HUB = 'dispatcher-1';
const BANK = 'nongshang-a';
const OTHER = 'chengshang-a';
const WORDS = '融资 500万 一年 买设备 厂房抵押 给 农商行、城商行';

let bench: Bench;
useBench(MONDAY, (opened) => {
  bench = opened;
});

const need = async (id = 1) => (await bench.store.office()).arrangements?.finance?.[id];
const told = async (words = WORDS): Promise<void> => {
  await bench.says(OWNER, words);
  await bench.presses(OWNER, '提交');
};
const recommended = async (): Promise<void> => {
  await told();
  await bench.presses(HUB, '五项都符合，推荐');
};
const picked = async (): Promise<void> => {
  await recommended();
  await bench.presses(BANK, '愿接');
  await bench.presses(OWNER, '选 样例农村商业银行');
};

describe('telling', () => {
  test('in one sentence: shown with whom it goes to, and handed to the hub with one tap', async () => {
    const shown = await bench.answers(OWNER, WORDS);
    expect(shown).toContain('金额：500 万元\n用途：买设备\n期限：12 个月\n抵押、担保：厂房抵押');
    expect(shown).toContain('给这几家看：样例农村商业银行、示范城市商业银行');
    expect(await need()).toBeUndefined();
    await bench.presses(OWNER, '提交');
    expect(await need()).toMatchObject({ enterprise: 'xinghuo', fields: { sealed: { yuan: 5_000_000 } } });
    expect(bench.newest(OWNER)).toContain('11月5日（周四）前看完五项标准');
    expect(bench.newest(HUB)).toContain('【融资需求 1】星火样例煤焦有限公司\n用途：买设备\n期限：12 个月');
    expect(bench.newest(HUB)).not.toMatch(/500|厂房/u);
    expect(bench.told(BANK)).toEqual([]);
  });

  test('step by step, with the amount in words, and what cannot be read asked once more', async () => {
    expect(await bench.answers(OWNER, '融资')).toContain('要多少');
    expect(await bench.answers(OWNER, '500')).toContain('请带上单位');
    expect(await bench.answers(OWNER, '三百万')).toContain('用来做什么');
    expect(await bench.answers(OWNER, '备原料')).toContain('要用多久');
    expect(await bench.answers(OWNER, '随便')).toContain('没看懂是多久');
    expect(await bench.answers(OWNER, '半年')).toContain('抵押或担保');
    expect(await bench.answers(OWNER, '信用')).toContain('愿意给哪几家银行看');
    expect(await bench.answers(OWNER, '花旗')).toContain('名册里没有这家银行：花旗');
    await bench.presses(OWNER, '示例村镇银行');
    expect(bench.newest(OWNER)).toContain('给这几家看：示例村镇银行');
    await bench.presses(OWNER, '提交');
    expect(await need()).toMatchObject({
      fields: { sealed: { yuan: 3_000_000, months: 6, purpose: '备原料', collateral: '信用' } },
      offers: [{ bank: 'cunzhen' }],
    });
  });

  test('in plain words, to nobody unless chosen, and dropped without a trace', async () => {
    await bench.says(OWNER, '我们想贷款200万，一年，周转');
    await bench.says(OWNER, '信用');
    await bench.presses(OWNER, '先不给');
    expect(bench.newest(OWNER)).toContain('先不给银行看');
    await bench.presses(OWNER, '不提了');
    expect(bench.newest(OWNER)).toContain('没有提交');
    expect(await need()).toBeUndefined();
    expect(await bench.store.tickets({})).toEqual([]);
    expect(bench.told(HUB).filter((text) => text.includes('融资'))).toEqual([]);
  });

  test.each(['不提了', '算了'])(
    '%s in answer to what is missing ends it, and is no purpose',
    async (words) => {
      await bench.says(OWNER, '我们想贷款200万，一年');
      expect(bench.newest(OWNER)).toContain('用');
      expect(await bench.answers(OWNER, words)).not.toContain('抵押');
      // Nothing waits for an answer any more: the next words are what they are.
      await bench.says(OWNER, '厂门口的路灯不亮了，请修一下');
      expect(await bench.ticket(1)).toMatchObject({ text: '厂门口的路灯不亮了，请修一下' });
      expect(await need()).toBeUndefined();
    },
  );

  test.each(['想借三百万周转半年，用来进煤', '我们公司想贷款三百万，能不能帮忙找家银行'])(
    '%s is a need, and no ticket that a department reads',
    async (words) => {
      const told = (await bench.says(OWNER, words)).map(({ text }) => text).join();
      expect(told).toMatch(/用途|做什么|期限|多久|抵押/u);
      expect(await bench.store.tickets({})).toEqual([]);
    },
  );

  test('in the group nothing is taken: it is said in private how', async () => {
    const answers = await bench.says(OWNER, WORDS, 'group');
    expect(answers.find(({ chat }) => chat === OWNER)?.text).toContain('只在私聊里办');
    expect(
      answers
        .filter(({ chat }) => chat === GROUP)
        .map(({ text }) => text)
        .join(),
    ).not.toMatch(/500|设备/u);
    expect(await need()).toBeUndefined();
    expect((await bench.store.tickets({})).length).toBe(0);
  });

  test('an amount that cannot be meant is asked once more', async () => {
    expect(await bench.answers(OWNER, '融资 50元 一年 买设备')).toContain('金额像是写错了');
    expect(await bench.answers(OWNER, '900亿')).toContain('金额像是写错了');
    expect(await bench.answers(OWNER, '50万')).toContain('抵押或担保');
  });

  test('two needs of a firm at once have a number each; the same one twice is known', async () => {
    await told();
    await told('融资 80万 半年 备原料 信用 给 村镇银行');
    expect((await need(2))?.offers.map(({ bank }) => bank)).toEqual(['cunzhen']);
    await told();
    expect(bench.newest(OWNER)).toContain('已经提过了（融资 1）');
    expect(await need(3)).toBeUndefined();
    expect(await bench.answers(COLLEAGUE, '融资')).toMatch(/1　500 万元　等看五项标准\n2　80 万元/u);
  });

  test('a difficulty said meanwhile is a difficulty, and ten thousand characters are no answer', async () => {
    await bench.says(OWNER, '融资 买设备');
    expect(await bench.answers(OWNER, '厂里变压器着火了，快来人')).toContain('诉求件 1');
    await bench.says(OWNER, '融资 买设备');
    await bench.says(OWNER, '要'.repeat(10_000));
    expect(await need()).toBeUndefined();
  });

  test('nobody but a firm tells one', async () => {
    expect(await bench.answers(BANK, '融资 500万')).toContain('由企业自己提');
    expect(await bench.answers('power-a', '融资 500万')).not.toContain('融资需求');
  });
});

describe('the five standards', () => {
  test('推荐 opens it to the chosen banks, each of which reads all of it, and to nobody else', async () => {
    await recommended();
    for (const person of [BANK, 'nongshang-b', OTHER, 'chengshang-b']) {
      expect(bench.newest(person), person).toContain('金额：500 万元');
      expect(bench.newest(person)).toContain('11月4日（周三）前答复');
    }
    expect(bench.told('cunzhen-a')).toEqual([]);
    expect(bench.newest(OWNER)).toContain('已推荐');
    expect(await bench.answers(HUB, '融资 1 推荐')).toContain('现在不用看：等银行答复');
  });

  test('辅导 says what is missing and is no refusal; 补好了 comes before the hub again', async () => {
    await told();
    await bench.presses(HUB, '要先辅导');
    expect(await bench.answers(HUB, '再看看')).toContain('请写明缺第几项');
    await bench.says(HUB, '融资 1 辅导 2、4 租约过期，先续租；有两笔逾期，先还清');
    expect(bench.newest(OWNER)).toContain('先补一补再推荐（这不是拒绝）');
    expect(bench.newest(OWNER)).toContain('2 有固定经营场所\n4 信用状况良好');
    expect(bench.told(BANK)).toEqual([]);
    expect(await bench.answers(OWNER, '融资 1')).toContain('先补材料');
    await bench.says(OWNER, '融资 1 补好了');
    expect(bench.newest(HUB)).toContain('说已补好');
    await bench.presses(HUB, '五项都符合，推荐');
    expect(bench.newest(BANK)).toContain('金额：500 万元');
    expect(await bench.answers(OWNER, '融资 1 补好了')).toContain('现在不用补');
  });

  test('when nobody looks in three working days the hub is told, once', async () => {
    await told();
    await bench.goesTo(at('2026-11-06', '09:30'));
    expect(bench.newest(HUB)).toContain('【超期】融资需求 1');
    const count = bench.told(HUB).length;
    await bench.goesTo(at('2026-11-06', '16:00'));
    expect(bench.told(HUB).filter((text) => text.includes('【超期】融资需求'))).toHaveLength(1);
    expect(bench.told(HUB).length).toBeGreaterThanOrEqual(count);
  });

  test('with no bank chosen nobody reads it until the firm chooses', async () => {
    await bench.says(OWNER, '融资 500万 一年 买设备 厂房抵押 给 先不给');
    await bench.presses(OWNER, '提交');
    await bench.presses(HUB, '五项都符合，推荐');
    await bench.presses(OWNER, '选银行');
    await bench.presses(OWNER, '样例农村商业银行');
    expect(bench.newest(BANK)).toContain('金额：500 万元');
    expect(bench.told(OTHER)).toEqual([]);
  });
});

describe('the banks', () => {
  test('愿接, chosen, granted and lent in two parts: the firm hears each, no other bank anything', async () => {
    await picked();
    expect(bench.newest(OWNER)).toContain('选定是意向，还不是贷款');
    expect(bench.newest(BANK)).toContain('12月2日（周三）前给授信决定');
    await bench.presses(BANK, '授信');
    expect(await bench.answers(BANK, '400')).toContain('授信多少');
    expect(await bench.answers(BANK, '600万')).toContain('比企业要的还多');
    for (const odd of ['400万 39%', '400万 -3.9%', '400万 0%', '400万 百分之三点九']) {
      expect(await bench.answers(BANK, odd), odd).toContain('年利率没看懂');
    }
    await bench.says(BANK, '400万 3.9%');
    expect(bench.newest(OWNER)).toContain('样例农村商业银行 授信 400 万元，年利率 3.9%');
    await bench.says(BANK, '融资 1 放款 300万');
    expect(await bench.answers(BANK, '融资 1 放款 300万')).toContain('累计放款超过授信');
    await bench.says(BANK, '融资 1 放款 一百万');
    expect(bench.newest(OWNER)).toContain('放款 100 万元，累计 400 万元');
    expect(await bench.answers(BANK, '融资 1 授信 400万')).toContain('已经给过决定');
    expect(await bench.answers(OTHER, '融资 1')).not.toMatch(/400|农村/u);
    expect(await bench.answers(HUB, '融资 1')).not.toMatch(/\d+ ?万/u);
    expect(await bench.answers(OWNER, '融资 1 撤回')).toContain('不能在这里撤回');
  });

  test('不接 and 没批 need a reason, which the firm hears; it may choose another bank', async () => {
    await recommended();
    await bench.presses(OTHER, '不接');
    await bench.presses(OTHER, '行业');
    expect(bench.newest(OWNER)).toContain('示范城市商业银行 不接，原因：行业');
    expect(await bench.answers(OTHER, '融资 1')).toContain('没有融资需求 1');
    await bench.presses(BANK, '愿接');
    await bench.presses(OWNER, '选 样例农村商业银行');
    await bench.presses(BANK, '没批');
    await bench.says(BANK, '评估价不够，抵押不足');
    expect(bench.newest(OWNER)).toContain('没有批，原因：抵押、担保不足：评估价不够，抵押不足');
    expect(bench.newest(HUB)).toContain('没有批');
    expect(bench.newest(HUB)).not.toContain('评估');
    expect(await bench.answers(OWNER, '融资 1')).toContain('等企业选银行');
    await bench.presses(OWNER, '另选银行');
    await bench.presses(OWNER, '示例村镇银行');
    expect(bench.newest('cunzhen-a')).toContain('金额：500 万元');
    expect(await bench.answers(OWNER, '融资 1 给 农商行')).toContain('已经选过了');
  });

  test('asked which bank, a difficulty said instead is a difficulty', async () => {
    await told('融资 500万 一年 买设备 厂房抵押 给 先不给');
    await bench.presses(HUB, '五项都符合，推荐');
    await bench.presses(OWNER, '选银行');
    expect(await bench.answers(OWNER, '厂区这两天老是跳闸，请供电公司来看看。')).toContain('诉求件 1');
  });

  test('a bank that was never given the need is not gone on with: it has to read it first', async () => {
    await recommended();
    const told = await bench.answers(OWNER, '融资 1 选 村镇银行');
    expect(told).toContain('示例村镇银行 还没有看过这笔需求。先发“融资 1 另选 示例村镇银行”');
    expect(await bench.answers(OWNER, '融资 1 另选 示例村镇银行')).toContain('已给 示例村镇银行 看');
    expect(await bench.answers(OWNER, '融资 1 选 村镇银行')).toContain('没有说愿接');
  });

  test('out of order: nothing is decided before the firm has chosen, nor taken up twice', async () => {
    await recommended();
    expect(await bench.answers(BANK, '融资 1 授信 400万')).toContain('还没有选定贵行');
    expect(await bench.answers(BANK, '融资 1 放款 400万')).toContain('还没有授信');
    expect(await bench.answers(OWNER, '融资 1 选 农商行')).toContain('没有说愿接');
    await bench.presses(BANK, '愿接');
    expect(await bench.answers('nongshang-b', '融资 1 愿接')).toContain('已经答复过');
    await bench.presses(OWNER, '选 样例农村商业银行');
    await bench.presses(OWNER, '选 样例农村商业银行');
    expect(bench.newest(OWNER)).toContain('已经选过');
  });

  test('one that never answers is reminded, then the hub and the firm hear, and another is chosen', async () => {
    await recommended();
    await bench.goesTo(at('2026-11-05', '09:30'));
    for (const person of [BANK, 'nongshang-head'])
      expect(bench.newest(person)).toContain('等贵行答复愿不愿接');
    await bench.goesTo(at('2026-11-06', '09:30'));
    expect(bench.told(HUB).filter((text) => text.includes('一直没有答复'))).toHaveLength(2);
    expect(bench.told(OWNER).filter((text) => text.includes('一直没有答复'))).toHaveLength(2);
    await bench.says(OWNER, '融资 1 给 村镇银行');
    expect(bench.newest('cunzhen-a')).toContain('金额：500 万元');
    // It may still answer.
    await bench.presses(BANK, '愿接');
    expect(bench.newest(OWNER)).toContain('愿接');
  });

  test('one that does not decide in 30 days is reminded before, and after it everybody concerned hears', async () => {
    await picked();
    await bench.goesTo(at('2026-11-27', '09:30'));
    expect(bench.newest(BANK)).toContain('【提醒】融资需求 1');
    await bench.goesTo(at('2026-12-03', '09:30'));
    expect(bench.newest(BANK)).toContain('【超期】融资需求 1');
    expect(bench.newest('nongshang-head')).toContain('【超期】融资需求 1');
    expect(bench.newest(OWNER)).toContain('没有按时给决定');
    expect(bench.told(HUB).join()).toContain('的授信决定应 12月2日（周三）前给');
  });

  test('withdrawn, it is gone for the banks, and nobody is reminded of it any more', async () => {
    await recommended();
    await bench.says(OWNER, '融资 1 撤回');
    expect(bench.newest(BANK)).toContain('企业撤回了');
    expect(await bench.answers(BANK, '融资 1')).toContain('没有融资需求 1');
    expect(await bench.answers(BANK, '融资 1 愿接')).toContain('没有融资需求 1');
    await bench.goesTo(MONDAY + 40 * DAY);
    expect(bench.newest(BANK)).not.toContain('等贵行答复');
    expect(await bench.answers(OWNER, '融资 1 撤回')).toContain('已撤回');
  });

  test('one that has left the roster is gone at once: the hub and the firm hear, and another is chosen', async () => {
    await recommended();
    const [only] = [await need()];
    await bench.store.commit(() => ({
      at: MONDAY,
      cause: 'test',
      office: [
        {
          type: 'arranged',
          v: 1,
          at: MONDAY,
          of: 'finance',
          event: { did: 'chose', need: only?.id ?? 0, banks: ['closed-bank'] },
        },
      ],
    }));
    await bench.goesTo(MONDAY + 60_000);
    expect(bench.newest(OWNER)).toContain('不再参加对接，请另选银行');
    expect(bench.newest(HUB)).toContain('已不在名册');
    expect(await bench.answers(OWNER, '融资 1')).toContain('closed-bank：已不在名册');
    expect(await bench.answers(OWNER, '融资 1 选 closed-bank')).toContain('名册里没有这家银行');
    await bench.goesTo(at('2026-11-06', '09:30'));
    expect(bench.told(OWNER).filter((text) => text.includes('不再参加对接'))).toHaveLength(1);
  });

  test('a number that is nobody’s, a button from before, and a bank that others chose', async () => {
    await recommended();
    expect(await bench.answers(OWNER, '融资 9')).toContain('没有融资需求 9');
    expect(await bench.answers('shangchao-1', '融资 1')).toContain('没有融资需求 1');
    expect(await bench.answers('cunzhen-a', '融资 1 愿接')).toContain('没有融资需求 1');
    for (const data of ['send', 'bank9', 'pick7', 'no_nothing', 'grant', 'recommend', 'constructor']) {
      await bench.presented('shangchao-1', `v1|arrange|1|0|finance-${data}`);
    }
    expect((await need())?.offers.every(({ answer, granted }) => !answer && !granted)).toBe(true);
  });
});

describe('what leaders read', () => {
  test('counts of firms and no sum below five, in the brief and when asked; never a firm, a bank or an amount', async () => {
    await picked();
    await bench.says(BANK, '融资 1 授信 400万 3.9%');
    const brief = await bench.answers('leader-1', '简报 本月');
    expect(brief).toContain('政银企对接');
    for (const text of [brief, await bench.answers('leader-1', '融资')]) {
      expect(text).toContain('需求 1 笔（1 家）；推荐 1 家');
      expect(text).toContain('意向 1 家，授信 1 家，放款 0 家（意向不是贷款）');
      expect(text).toContain('授信 不足五家，不计');
      expect(text).not.toMatch(/400|500|星火.*融资|农村商业/u);
    }
    expect(await bench.answers('leader-1', '融资 1')).toContain('没有融资需求 1');
  });
});

describe('without a key in real life', () => {
  test('nothing is taken, before an amount is said', async () => {
    await bench.store.commit(() => ({
      at: MONDAY,
      cause: 'test',
      office: [{ type: 'settingChanged', v: 1, at: MONDAY, name: 'reportKey', version: 'none' }],
    }));
    expect(await bench.answers(OWNER, '融资')).toContain('还没有设好加密');
    expect(await need()).toBeUndefined();
  });
});

test('people of a bank are told in their help what they can say, and have no tickets', async () => {
  const help = await bench.answers(BANK, '帮助');
  expect(help).toMatch(/^融资 —— /mu);
  expect(await bench.answers(BANK, '报备检查 星火')).not.toContain('事项');
});
