/** 入企检查: filed before entry with hints that never block, told to the firm, its result told and rated without a name. */
import { describe, expect, test } from 'vitest';
import { at } from '../../../src/domain/time.ts';
import { type Bench, useBench } from '../bench.ts';

const TUESDAY = at('2026-12-01', '10:00');
const UNIT = 'emergency-a';
const HEAD = 'emergency-head';
const OTHER_UNIT = 'environment-a';
const JUSTICE = 'justice-a';
const OWNER = 'xinghuo-1';
const STRANGER = 'shangchao-1';
const WHOLE =
  '报备检查 星火 12月9日 9:00 消防 日常 批准人 许学轩 人员 王一 0411001、李二 0411002 通知书 〔2026〕12号';
const OTHERS =
  '报备检查 星火 12月10日 环保 专项 批准人 魏凤轩 人员 张三 0422001、赵四 0422002 通知书 〔2026〕3号';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const inspections = async () => (await bench.store.office()).arrangements?.inspections;
const inspection = async (id = 1) => (await inspections())?.filed?.[id];

async function file(words = WHOLE, by = UNIT): Promise<void> {
  await bench.says(by, words);
  await bench.presses(by, '报备');
}

describe('filing', () => {
  test('is shown whole before it counts, then the firm is told who, when, what and what it may do', async () => {
    const shown = await bench.answers(UNIT, WHOLE);
    expect(shown).toContain('【报备检查】应急管理局 → 星火样例煤焦有限公司');
    expect(shown).toContain('12月9日（周三）09:00');
    expect(shown).toContain('依据：《消防法》第五十三条');
    expect(shown).not.toContain('提示');
    expect(bench.told(OWNER)).toEqual([]);
    await bench.presses(UNIT, '报备');
    const told = bench.newest(OWNER);
    expect(told).toContain('【入企检查告知】应急管理局');
    expect(told).toContain('王一（0411001）、李二（0411002）');
    expect(told).toContain('通知书号：〔2026〕12号');
    expect(told).toContain('可以查证件、扫码；不符的可以拒绝并告诉我');
    expect(bench.told('the-group')).toEqual([]);
    expect(await inspection()).toMatchObject({
      enterprise: 'xinghuo',
      department: 'emergency',
      day: '2026-12-09',
      time: '09:00',
      code: 'fire',
      type: 'routine',
      mode: 'beforehand',
      approver: '许学轩',
    });
  });

  test('only what is missing is asked for, one thing after the other', async () => {
    expect(await bench.answers(UNIT, '报备检查')).toContain('去哪家企业');
    expect(await bench.answers(UNIT, '星火')).toContain('哪天去');
    expect(await bench.answers(UNIT, '12月9日')).toContain('什么事项');
    expect(await bench.answers(UNIT, '消防')).toContain('哪一类');
    await bench.presses(UNIT, '日常');
    expect(bench.newest(UNIT)).toContain('哪位负责人批准');
    expect(await bench.answers(UNIT, '许学轩')).toContain('执法证号');
    expect(await bench.answers(UNIT, '王一（0411001）、李二（0411002）')).toContain('通知书号');
    const shown = await bench.answers(UNIT, '〔2026〕12号');
    expect(shown).toContain('批准人：许学轩');
    expect(shown).toContain('王一（0411001）、李二（0411002）');
  });

  test('people put right while the number of the notice is asked for are people, and it is asked for again', async () => {
    await bench.says(UNIT, '报备检查 星火 12月9日 消防 日常 批准人 许学轩 人员 王一');
    expect(await bench.answers(UNIT, '王一 0411001、李二 0411002')).toContain('通知书号');
    const shown = await bench.answers(UNIT, '没有');
    expect(shown).toContain('王一（0411001）、李二（0411002）');
    expect(shown).not.toContain('不足两名');
  });

  test('today it is asked for the hour', async () => {
    expect(await bench.answers(UNIT, '报备检查 星火 今天 消防')).toContain('几点');
    expect(await bench.answers(UNIT, '下午3点')).toContain('哪一类');
  });

  test('a basis is asked for where the list gives none', async () => {
    expect(await bench.answers(UNIT, '报备检查 星火 12月9日 抽查台账 日常')).toContain('依据哪部法规');
  });

  test('nobody else files, and a firm that speaks of it says words like any other', async () => {
    expect(await bench.answers('dispatcher-1', WHOLE)).toContain('由执法单位的联络员报备');
    await bench.says(OWNER, WHOLE);
    expect(await inspection()).toBeUndefined();
  });

  test('a second press files nothing again', async () => {
    await file();
    await bench.presses(UNIT, '报备');
    expect(Object.keys((await inspections())?.filed ?? {})).toEqual(['1']);
    expect(bench.told(OWNER)).toHaveLength(1);
  });

  test('the words of the button do as well where they are typed', async () => {
    await bench.says(UNIT, WHOLE);
    expect(await bench.answers(UNIT, '报备')).toContain('已报备：检查 1');
    expect(await inspection()).toBeDefined();
  });

  test('words that are no answer leave what was written as it is, and the buttons with it', async () => {
    await bench.says(UNIT, WHOLE);
    const shown = await bench.answers(UNIT, '没有');
    expect(shown).toContain('还没有报备');
    expect(shown).toContain('批准人：许学轩');
    await bench.presses(UNIT, '报备');
    expect(await inspection()).toBeDefined();
  });

  test.each([
    ['人员 张三 0422001、赵四 0422002', '人员：张三（0422001）、赵四（0422002）'],
    ['改成下午3点', '15:00'],
    ['12月10日 10:30', '10:30'],
    ['类型 专项', '类型：专项'],
    ['批准人 没有', '没有负责人批准'],
  ])('%s puts right what was shown', async (words, after) => {
    await bench.says(UNIT, WHOLE);
    const shown = await bench.answers(UNIT, words);
    expect(shown).toContain(after);
    expect(shown).toContain('星火');
    expect(await inspection()).toBeUndefined();
  });

  test('what is no type is said to be none, once more with the four', async () => {
    await bench.says(UNIT, '报备检查 星火 12月9日 消防');
    expect(await bench.answers(UNIT, '没有')).toMatch(/只分这四类[\s\S]*日常、专项、个案/u);
    expect(await bench.answers(UNIT, '日常')).toContain('哪位负责人批准');
  });

  test('dropped, nothing is filed', async () => {
    await bench.says(UNIT, WHOLE);
    await bench.presses(UNIT, '不报了');
    expect(await inspection()).toBeUndefined();
  });

  test.each([
    ['a firm that left', '报备检查 老槐树煤矿 12月9日 消防', '名册里没有“老槐树煤矿”，也可能已经退出'],
    ['no such day', '报备检查 星火 2月30日 消防', '没有“2月30日”这一天'],
    ['too far', '报备检查 星火 2027-09-01 消防', '三个月以内'],
    ['long ago', '报备检查 星火 2026-10-01 消防', '一个月以内'],
  ])('%s is told, and nothing that was written is lost', async (_, words, why) => {
    expect(await bench.answers(UNIT, words)).toContain(why);
    const again = why.includes('名册') ? '星火' : '12月9日';
    expect(await bench.answers(UNIT, again)).toContain('哪一类');
  });
});

describe('a firm of which nobody can be reached', () => {
  const RING = '请打电话说一声';
  const silence = async (): Promise<void> => {
    for (const { id } of bench.county.roster.enterpriseOf(OWNER)?.members ?? []) {
      await bench.hears(id, { what: 'blocked', message: null });
    }
  };

  test('filed, entered, called off or told its result, no answer says that the firm was told', async () => {
    await silence();
    expect(await bench.answers(UNIT, WHOLE)).toContain(`报备后${RING}`);
    await bench.presses(UNIT, '报备');
    const said = [bench.newest(UNIT)];
    await bench.says(OTHER_UNIT, OTHERS);
    await bench.presses(OTHER_UNIT, '报备并请应急管理局合并');
    said.push(bench.newest(OTHER_UNIT));
    await bench.presses(UNIT, '合并成联合检查');
    said.push(bench.newest(UNIT), bench.newest(OTHER_UNIT));
    await bench.says(UNIT, '紧急检查 星火 危化品泄漏');
    said.push(bench.newest(UNIT));
    said.push(
      await bench.answers(UNIT, '检查 3 补报 专项 批准人 许学轩 人员 王一 0411001 通知书 〔2026〕13号'),
    );
    said.push(await bench.answers(UNIT, '检查 3 结果 没有发现问题'));
    await file(`${WHOLE.replace('12月9日', '12月20日')} 缘由 投诉举报`);
    await file(WHOLE.replace('12月9日', '12月22日'));
    said.push(bench.newest(UNIT));
    said.push(await bench.answers(UNIT, '检查 4 到了 提前'));
    said.push(await bench.answers(UNIT, '检查 5 取消 改为书面检查'));
    for (const text of said) {
      expect(text).toContain(RING);
      expect(text).not.toMatch(/已(?:私聊)?告知|企业已收到/);
    }
  });

  test('told again in reach, it is said that it was told', async () => {
    await silence();
    await file();
    await bench.says(OWNER, '检查');
    await file(OTHERS, OTHER_UNIT);
    expect(bench.newest(OTHER_UNIT)).toContain('已私聊告知企业');
    expect(bench.newest(OTHER_UNIT)).not.toContain(RING);
  });
});

describe('a hint', () => {
  const red = (words: string) => bench.answers(UNIT, words);

  test.each([
    ['no approval', WHOLE.replace('批准人 许学轩', '批准人 没有'), '红　没有负责人批准'],
    ['one inspector', WHOLE.replace('、李二 0411002', ''), '红　不足两名执法人员'],
    ['one inspector twice', WHOLE.replace('李二 0411002', '王一 0411001'), '红　不足两名执法人员'],
    [
      'one certificate under two names',
      WHOLE.replace('李二 0411002', '李二 0411001'),
      '红　不足两名执法人员',
    ],
    ['no certificate', WHOLE.replace('李二 0411002', '李二'), '红　有人没写执法证号'],
    [
      'an item outside the list',
      WHOLE.replace('消防', '抽查台账').replace('批准人', '依据 无 批准人'),
      '红　事项不在本单位公布的清单里',
    ],
    ['the item of another unit', WHOLE.replace('消防', '食品'), '红　事项不在本单位公布的清单里'],
    ['a day in the past', WHOLE.replace('12月9日', '11月27日'), '红　这个时间已经过了'],
    ['a quiet day', WHOLE.replace('12月9日', '12月3日'), '黄　这天在企业安静期'],
  ])('%s: it stands there, and the inspection is filed all the same', async (_, words, hint) => {
    const shown = await red(words);
    expect(shown).toContain(hint);
    expect(shown).toContain('不影响报备');
    await bench.presses(UNIT, '报备');
    expect(await inspection()).toBeDefined();
  });

  test('more often than published, and another unit within seven days', async () => {
    await file();
    await file(OTHERS, OTHER_UNIT);
    const shown = await red(WHOLE.replace('12月9日', '12月17日'));
    expect(shown).toContain('黄　今年第 2 次，公布的上限是 1 次');
    expect(shown).toContain('黄　生态环境局12月10日（周四）也去');
    expect(await red(WHOLE.replace('12月9日', '12月18日'))).not.toContain('也去');
    expect(await red(`${WHOLE.replace('12月9日', '12月17日')} 缘由 上级部署`)).not.toContain('今年第');
  });

  test('a reason that the county allows takes the quiet days away', async () => {
    expect(await red(`${WHOLE.replace('12月9日', '12月3日')} 缘由 法定复查`)).not.toContain('安静期');
  });
});

describe('合并', () => {
  test('one tap asks the other unit, and its tap makes it one inspection', async () => {
    await file(OTHERS, OTHER_UNIT);
    await bench.says(UNIT, WHOLE);
    await bench.presses(UNIT, '报备并请生态环境局合并');
    expect(bench.newest(OTHER_UNIT)).toContain('【要不要联合】应急管理局报备12月9日（周三）09:00');
    expect((await inspection(2))?.into).toBeUndefined();
    await bench.presses(OTHER_UNIT, '合并成联合检查');
    expect((await inspection(2))?.into).toBe(1);
    expect(bench.newest(UNIT)).toContain('合并成联合检查：生态环境局、应急管理局');
    expect(bench.newest(OWNER)).toContain('您不用接待两回');
    // The result of the one is that of both.
    await bench.goesTo(at('2026-12-10', '15:00'));
    await bench.says(UNIT, '检查 2 到了');
    expect((await inspection(1))?.enteredAt).toBe(at('2026-12-10', '15:00'));
  });

  test('each unit tells its own result, and puts its own right: none takes the place of another', async () => {
    await file(OTHERS, OTHER_UNIT);
    await bench.says(UNIT, WHOLE);
    await bench.presses(UNIT, '报备并请生态环境局合并');
    await bench.presses(OTHER_UNIT, '合并成联合检查');
    await bench.goesTo(at('2026-12-10', '15:00'));
    await bench.says(UNIT, '检查 2 到了');
    // Also by the number of the other's filing.
    await bench.says(UNIT, '检查 1 结果 灭火器过期两个，限十五日改正');
    await bench.says(OTHER_UNIT, '检查 1 结果 台账齐全');
    const shown = () => bench.answers(OWNER, '检查 1');
    for (const text of ['应急管理局的结果：灭火器过期两个，限十五日改正', '生态环境局的结果：台账齐全']) {
      expect(await shown()).toContain(text);
    }
    const told = bench.told(OWNER).join('\n');
    expect(told).toContain('灭火器过期两个');
    expect(told).toContain('台账齐全');
    await bench.says(UNIT, '检查 2 结果 灭火器过期一个，限十五日改正');
    expect(await shown()).toContain('应急管理局的结果：灭火器过期一个');
    expect(await shown()).not.toContain('过期两个');
    expect(await shown()).toContain('台账齐全');
    await bench.presses(OWNER, '好');
    expect((await inspection(1))?.rated).toBe(true);
  });

  test('each unit is reminded until it has told its own result, and its head hears when it is late', async () => {
    await file(OTHERS, OTHER_UNIT);
    await bench.says(UNIT, WHOLE);
    await bench.presses(UNIT, '报备并请生态环境局合并');
    await bench.presses(OTHER_UNIT, '合并成联合检查');
    await bench.goesTo(at('2026-12-10', '15:00'));
    await bench.says(UNIT, '检查 2 到了');
    await bench.says(OTHER_UNIT, '检查 1 结果 台账齐全');
    await bench.goesTo(at('2026-12-18', '12:00'));
    expect(bench.told(UNIT).join()).toContain('【提醒】检查 2（星火');
    expect(bench.told(HEAD).join()).toContain('【逾期未告知结果】应急管理局的检查 2');
    expect(bench.told(HEAD).join()).toContain('12月10日');
    expect(bench.told(OTHER_UNIT).join()).not.toContain('【提醒】检查');
    expect(bench.told('environment-head').join()).not.toContain('未告知结果');
  });

  test('refused, both go by themselves', async () => {
    await file(OTHERS, OTHER_UNIT);
    await bench.says(UNIT, WHOLE);
    await bench.presses(UNIT, '报备并请生态环境局合并');
    await bench.presses(OTHER_UNIT, '各查各的');
    expect((await inspection(2))?.into).toBeUndefined();
    expect(bench.newest(UNIT)).toContain('对方各查各的');
    await bench.presses(OTHER_UNIT, '合并成联合检查');
    expect((await inspection(2))?.into).toBeUndefined();
  });

  test('what was cancelled meanwhile is joined no more; of a joint one the other comes alone again', async () => {
    await file(OTHERS, OTHER_UNIT);
    await bench.says(UNIT, WHOLE);
    await bench.presses(UNIT, '报备并请生态环境局合并');
    await bench.presses(OTHER_UNIT, '合并成联合检查');
    await bench.says(OTHER_UNIT, '检查 1 取消 人员出差');
    expect((await inspection(2))?.into).toBeUndefined();
    expect(bench.newest(OWNER)).toContain('【检查取消】生态环境局');
    expect(bench.newest(UNIT)).toContain('【检查取消】生态环境局');
  });
});

describe('on entry', () => {
  const SURPRISE = `${WHOLE} 缘由 投诉举报 举报人 钱七`;

  test('a complaint or a surprise: the firm hears of it when the inspector is there, and no other unit before', async () => {
    await file(`${WHOLE} 缘由 投诉举报`);
    expect(bench.told(OWNER)).toEqual([]);
    expect(await bench.answers(OWNER, '检查 1')).toContain('没有 1 号检查');
    expect(await bench.answers(OWNER, '检查')).not.toContain('消防');
    expect(await bench.answers(OTHER_UNIT, OTHERS)).not.toContain('也去');
    await bench.goesTo(at('2026-12-09', '09:10'));
    expect(bench.told(OWNER).join()).not.toContain('应急');
    await bench.says(UNIT, '检查 1 到了');
    expect(bench.newest(OWNER)).toContain('【入企检查告知】应急管理局');
    expect(bench.newest(OWNER)).toContain('现在（12月9日（周三）09:10）');
  });

  test('of a complaint the reason is a code: whoever complained stands nowhere', async () => {
    await file(SURPRISE);
    expect(await inspection()).toMatchObject({ cause: 'complaint', mode: 'onEntry' });
    expect(JSON.stringify(await inspections())).not.toContain('钱七');
    await bench.says(UNIT, '检查 1 到了 提前');
    expect(bench.told(OWNER).join()).not.toContain('钱七');
    expect(bench.told(OWNER).join()).not.toContain('举报');
  });
});

describe('an emergency', () => {
  test('is filed and told at once; the rest is asked for, one thing after the other', async () => {
    const answer = await bench.answers(UNIT, '紧急检查 星火 危化品泄漏');
    expect(answer).toContain('请在12月3日（周四）内补齐');
    expect(bench.newest(OWNER)).toContain('【紧急检查告知】应急管理局');
    expect(await bench.answers(UNIT, '检查 1 补报')).toContain('哪一类');
    await bench.presses(UNIT, '个案');
    expect(await bench.answers(UNIT, '许学轩')).toContain('执法证号');
    expect(await bench.answers(UNIT, '王一 0411001 李二 0411002')).toContain('通知书号');
    expect(await bench.answers(UNIT, '〔2026〕13号')).toContain('补报好了');
    expect(bench.newest(OWNER)).toContain('【紧急检查已补报】');
    expect(await inspection()).toMatchObject({ mode: 'emergency', madeUpAt: TUESDAY, approver: '许学轩' });
    await bench.goesTo(at('2026-12-04', '12:00'));
    expect(bench.told(UNIT).join()).not.toContain('【提醒】紧急检查');
    expect(bench.told(JUSTICE).join()).not.toContain('未补报');
  });

  test('made up in one line, and still with one inspector: taken, with the hint', async () => {
    await bench.says(UNIT, '紧急检查 星火 危化品泄漏 人员 王一 0411001');
    const told = await bench.answers(UNIT, '检查 1 补报 专项 批准人 许学轩 通知书 〔2026〕13号');
    expect(told).toContain('补报好了');
    expect(told).toContain('红　不足两名执法人员');
    expect(await inspection()).toMatchObject({ type: 'special', madeUpAt: TUESDAY });
  });

  test('not made up: the unit is reminded on the last day, then its head and 司法局 hear, each once', async () => {
    await bench.says(UNIT, '紧急检查 星火 危化品泄漏');
    await bench.goesTo(at('2026-12-03', '08:59'));
    expect(bench.told(UNIT).join()).not.toContain('【提醒】紧急检查');
    await bench.goesTo(at('2026-12-03', '18:00'));
    expect(bench.told(UNIT).join()).toContain('【提醒】紧急检查 1');
    expect(bench.told(HEAD).join()).not.toContain('未补报');
    await bench.goesTo(at('2026-12-07', '12:00'));
    for (const who of [HEAD, JUSTICE, 'justice-head']) {
      expect(bench.told(who).filter((text) => text.includes('【逾期未补报】应急管理局'))).toHaveLength(1);
    }
  });
});

describe('the result', () => {
  test('entered before the day that the firm was told of: asked once more, then on record, and the unit is to say so there', async () => {
    await file();
    expect(await bench.answers(UNIT, '检查 1 到了')).toContain('还没到，先不记');
    expect((await inspection())?.enteredAt).toBeUndefined();
    await bench.presses(UNIT, '今天提前去了');
    expect(bench.newest(UNIT)).toContain('这次提前了，请当面说明');
    expect((await inspection())?.enteredAt).toBe(TUESDAY);
    expect(await bench.answers(UNIT, '检查 1 到了 提前')).toContain('已经记过进门时间');
  });

  test('whoever was to come along is there already: that it is not joint is said', async () => {
    await file();
    await bench.says(OTHER_UNIT, OTHERS);
    await bench.says(UNIT, '检查 1 到了 提前');
    await bench.presses(OTHER_UNIT, '报备并请应急管理局合并');
    expect(bench.newest(OTHER_UNIT)).toContain('已经合并不了了');
    expect((await inspection(2))?.asking).toBeUndefined();
  });

  test('whoever filed it is on leave: the B 岗 is reminded, and goes on with it', async () => {
    await file();
    await bench.says(UNIT, '请假 12月15日到12月18日');
    await bench.goesTo(at('2026-12-16', '09:30'));
    expect(bench.newest('emergency-b')).toContain('【提醒】检查 1');
    expect(bench.told(UNIT).join()).not.toContain('【提醒】检查 1');
    await bench.says('emergency-b', '检查 1 结果 没有发现问题');
    expect((await inspection())?.result?.text).toBe('没有发现问题');
  });

  test('goes to the firm; late, the unit is reminded and its head hears', async () => {
    await file();
    expect(await bench.answers(UNIT, '检查 1 结果 没有问题')).toContain('还没进门');
    await bench.goesTo(at('2026-12-09', '12:00'));
    await bench.goesTo(at('2026-12-16', '09:30'));
    expect(bench.newest(UNIT)).toContain('【提醒】检查 1');
    await bench.goesTo(at('2026-12-17', '09:30'));
    expect(bench.newest(HEAD)).toContain('【逾期未告知结果】应急管理局');
    expect(await bench.answers(UNIT, '检查 1 结果')).toContain('结果是什么');
    expect(await bench.answers(UNIT, '灭火器过期两具，已当场换')).toContain('已告知星火');
    expect(bench.newest(OWNER)).toContain('灭火器过期两具');
    expect((await inspection())?.result?.text).toBe('灭火器过期两具，已当场换');
  });

  test('of a firm that has left it is kept, and the unit hears that nobody was told', async () => {
    await file();
    const all = (await bench.store.office()).arrangements?.inspections?.filed?.[1];
    if (!all) throw new Error('nothing was filed');
    const event = { did: 'filed', filing: { ...all, id: 2, enterprise: 'gone', day: '2026-12-01' } } as const;
    await bench.store.commit(() => ({
      at: TUESDAY,
      cause: 'test:gone',
      office: [{ type: 'arranged', v: 1, at: TUESDAY, of: 'inspections', event }],
    }));
    expect(await bench.answers(UNIT, '检查')).toContain('gone');
    expect(await bench.answers(UNIT, '检查 2 结果 停产，没有查')).toContain('没有人可告知');
    expect((await inspection(2))?.result?.text).toBe('停产，没有查');
  });

  test('asked after, it is shown, and no question is sent to the firm as the result', async () => {
    await file();
    await bench.goesTo(at('2026-12-09', '12:00'));
    const before = bench.told(OWNER).length;
    expect(await bench.answers(UNIT, '检查 1 结果怎么样了')).toContain('【检查 1】');
    expect(await bench.answers(OWNER, '检查 1 结果出来了吗')).toContain('【检查 1】');
    expect(await bench.answers('leader-1', '检查 1 取消 不用去')).toContain('这一步不归您办');
    expect((await inspection())?.result).toBeUndefined();
    expect((await inspection())?.cancelled).toBeUndefined();
    expect(bench.told(OWNER)).toHaveLength(before + 1);
  });

  test('it stands there whether the word reached the firm', async () => {
    await file();
    expect(await bench.answers(UNIT, '检查 1')).toContain('告知企业：12月1日（周二）10:00已送到');
  });

  test('one that is cancelled owes none', async () => {
    await file();
    expect(await bench.answers(UNIT, '检查 1 取消')).toContain('为什么取消');
    await bench.says(UNIT, '改为书面检查');
    expect(bench.newest(OWNER)).toContain('不来了：改为书面检查');
    await bench.goesTo(at('2026-12-20', '12:00'));
    expect(bench.told(HEAD).join()).not.toContain('未告知结果');
  });
});

describe('a rating', () => {
  const FIRMS = [
    ['星火', 'xinghuo-1'],
    ['惠民桥', 'shangchao-1'],
    ['汾河', 'fenhe-xm-1'],
  ] as const;

  async function rated(count: number): Promise<void> {
    for (const [index, [name, owner]] of FIRMS.slice(0, count).entries()) {
      await file(WHOLE.replace('星火', name).replace('12月9日', '12月8日'));
      await bench.goesTo(at('2026-12-08', `1${index}:00`));
      await bench.says(UNIT, `检查 ${index + 1} 结果 没有发现问题`);
      await bench.presses(owner, index === 1 ? '差' : '好');
      if (index === 1) await bench.says(owner, '来之前最好约个时间');
    }
  }

  test('is shown to the unit from three on, never with a name, a day or a firm', async () => {
    await rated(2);
    expect(await bench.answers(UNIT, '检查')).toContain('的企业评价（不记名）满三次才显示');
    expect(await bench.answers(UNIT, '检查')).not.toContain('差 1');
    await bench.clock.advanceTo(at('2026-12-08', '11:30'));
    const [name, owner] = FIRMS[2];
    await file(WHOLE.replace('星火', name).replace('12月9日', '12月8日').replace('9:00', '11:40'));
    await bench.goesTo(at('2026-12-08', '12:00'));
    await bench.says(UNIT, '检查 3 结果 没有发现问题');
    await bench.presses(owner, '好');
    const shown = await bench.answers(UNIT, '检查');
    expect(shown).toContain('应急管理局的企业评价（不记名，2026年12月以来一共）：好 2、一般 0、差 1');
    expect(shown, 'what was said beside it may tell who said it').not.toContain('约个时间');
  });

  test('in a brief of a later month they are all there have been, and it says since when', async () => {
    await rated(3);
    await bench.goesTo(at('2027-01-12', '09:00'));
    await file(WHOLE.replace('12月9日', '1月13日').replace('消防', '危化品'));
    await bench.goesTo(at('2027-02-02', '18:00'));
    const brief = bench
      .told('leader-1')
      .findLast((text) => text.includes('月报') && text.includes('入企检查的企业评价'));
    expect(brief).toContain('入企 1 次：日常 1');
    expect(brief).toContain('企业评价（不记名，2026年12月以来一共）：好 2、一般 0、差 1');
  });

  test('a line beside it loses names, firms and days before it is kept', async () => {
    await rated(1);
    await bench.says(OWNER, '我们星火12月8日上午9点就等着，许学轩没来，王一态度好，打13800001234问的');
    const kept = (await inspections())?.opinions?.emergency?.waiting.words.join() ?? '';
    expect(kept).toContain('态度好');
    expect(kept).not.toMatch(/星火|12月|8日|9点|许学轩|1380/);
  });

  test.each([
    ['我们煤焦企业听得懂，讲得耐心', /煤焦/],
    ['袁总等了一上午', /袁/],
    ['我姓袁，态度不好', /袁/],
    ['老赵说讲得明白', /赵/],
    ['有话打座机0357-5622110，或5622110', /5622110/],
    ['隔壁青云煤业也这么说', /青云/],
  ])('%s: nothing of it leads to the firm', async (words, tells) => {
    await file(WHOLE.replace('12月9日', '12月8日'));
    await bench.goesTo(at('2026-12-08', '10:00'));
    await bench.says(UNIT, '检查 1 结果 没有发现问题');
    await bench.says(OWNER, `检查 1 评价 好 ${words}`);
    const kept = (await inspections())?.opinions?.emergency?.waiting.words.join() ?? '';
    expect(kept).not.toBe('');
    expect(kept).not.toMatch(tells);
  });

  test('a difficulty said after a rating is a difficulty', async () => {
    await rated(1);
    await bench.says(OWNER, '厂区电压不稳，昨天烧了两台电机，请供电公司来看看');
    expect((await bench.store.ticket(1))?.department).toBe('power');
    expect((await inspections())?.opinions?.emergency?.waiting.words).toEqual([]);
  });

  test('neither the record of a firm nor of an inspection says what was thought', async () => {
    await rated(2);
    const { filed, opinions } = (await inspections()) ?? {};
    expect(JSON.stringify(filed)).not.toMatch(/poor|good|约个时间/);
    expect(JSON.stringify(opinions)).not.toMatch(/xinghuo|shangchao|fenhe|2026|176\d{10}/);
  });

  test('counts once a firm, and is for the firm alone', async () => {
    await rated(1);
    expect(await bench.answers(OWNER, '检查 1 评价 差')).toContain('已经评过');
    expect(await bench.answers('xinghuo-2', '检查 1 评价 差')).toContain('已经评过');
    expect(await bench.answers(UNIT, '检查 1 评价 好')).toContain('这一步不归您办');
    expect(await bench.answers(STRANGER, '检查 1 评价 好')).toContain('没有 1 号检查');
    expect((await inspections())?.opinions?.emergency?.waiting.ratings).toEqual(['good']);
  });
});

describe('who sees what', () => {
  test('a list of one’s own, and the figures for 司法局, leaders and the hub', async () => {
    await file();
    await bench.goesTo(at('2026-12-09', '10:00'));
    for (const who of [JUSTICE, 'leader-1', 'dispatcher-1']) {
      const list = await bench.answers(who, '检查');
      expect(list).toContain('2026年12月到现在：\n入企 1 次：日常 1、专项 0、个案 0');
      expect(list).toContain('事前报备 1/1');
      expect(list).toContain('联合 0/1；超频 0 家；安静期 0');
    }
    expect(await bench.answers(OWNER, '入企检查')).toContain('应急管理局　消防安全检查');
    expect(await bench.answers(OTHER_UNIT, '检查')).toContain('还没有');
    expect(await bench.answers(OTHER_UNIT, '检查')).not.toContain('入企 1 次');
    expect(await bench.answers(OTHER_UNIT, '检查')).not.toContain('到现在：');
    expect(await bench.answers(OTHER_UNIT, '检查 1 结果 好')).toContain('没有 1 号检查');
    expect(await bench.answers(STRANGER, '检查 1')).toContain('没有 1 号检查');
  });

  test('the week’s and the month’s brief say how it stands, and none says how often a unit went', async () => {
    await file();
    await bench.says(UNIT, '紧急检查 青云 瓦斯监测报警核查');
    for (const day of ['2026-12-04', '2026-12-11', '2026-12-31', '2027-01-04'] as const) {
      await bench.goesTo(at(day, '18:00'));
    }
    for (const kind of ['周报', '月报']) {
      const brief =
        bench.told('leader-1').find((text) => text.includes(kind) && text.includes('入企检查')) ?? '';
      expect(brief, kind).toMatch(/入企 [12] 次：日常 [01]/);
      expect(brief, kind).not.toMatch(/应急管理局.{0,6}检查\s*\d+\s*次/);
    }
    const month =
      bench.told('leader-1').find((text) => /月报/.test(text) && text.includes('入企 2 次')) ?? '';
    expect(month).toContain('事前报备 1/1（紧急 1 次，已补 0）');
  });

  test('a visit is recorded, told as what it is, and counted apart', async () => {
    await file('报备观摩 星火 12月9日 10:00 安全标准化');
    expect(bench.newest(OWNER)).toContain('【入企走访告知】应急管理局');
    expect(bench.newest(OWNER)).toContain('这不是检查');
    await bench.goesTo(at('2026-12-09', '11:00'));
    const list = await bench.answers('leader-1', '检查');
    expect(list).toContain('另有观摩、督导 1 次，不算检查');
    expect(list).not.toContain('入企 1 次');
  });
});

describe('有人来检查没报备', () => {
  test.each([
    '有人来检查没报备',
    '今天来了两个人检查，没有报备',
    '来检查的没报备过',
    '没报备就来查我们',
    '刚才来检查的，报备里没有他们',
    '来检查的人和报备的对不上',
    '没打招呼就来检查了',
    '没收到告知，厂里来了检查的',
    '检查的人不亮证',
    '来检查的不出示证件，也没有通知书',
    '查我们的人没有执法证',
    '检查的不让扫码',
    '消防的来查，没有报备',
    '查不到他们的报备',
    '报备说9号来，今天就来了',
    '报备的是消防，来了查环保',
    '说是走访，其实是检查',
    '来检查的只来了一个人',
    '突然来检查，没人通知我们',
    '第三方公司的人来检查',
  ])('%s: a report, and the unit is not told', async (words) => {
    const before = bench.told(UNIT).length;
    await bench.says(OWNER, words);
    const answer = bench.newest(OWNER);
    expect(answer).toMatch(/举报|保密/);
    expect(bench.told(UNIT)).toHaveLength(before);
    expect(bench.told('the-group')).toEqual([]);
    const ticket = await bench.store.ticket(1);
    expect(ticket?.confidential ?? true).toBe(true);
  });

  test.each([
    '施工要穿过灌溉渠道，跟谁报备？',
    '消防检查需要提前报备吗',
    '环保检查没通过，怎么整改',
    '特种设备没备案，检查说要罚',
  ])('%s is none', async (words) => {
    await bench.says(OWNER, words);
    expect((await bench.store.ticket(1))?.confidential ?? false).toBe(false);
    expect(bench.newest(OWNER)).not.toContain('举报');
  });
});
