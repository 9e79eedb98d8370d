/** 代录, while something waits for the dispatcher's word: a name answers; everything else is taken for what it is. */
import { describe, expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { type Bench, useBench } from './bench.ts';

const START = at('2026-11-24', '09:00');
const HUB = 'dispatcher-1';
const TAX = '税务局给的发票额度不够用';
const LAMP = '厂门口的路灯坏了，请城管局来修';
const ASKED = '“刘厂长”是哪家企业的？';

let bench: Bench;
useBench(START, (one) => {
  bench = one;
});
const ticket = (number: number) => bench.store.ticket(number);
const hub = (text: string): Promise<string> => bench.answers(HUB, text);
const pasteUnknown = () => hub(`刘厂长 2026-11-24 08:05\n${LAMP}`);

describe('the question waits, and is asked again', () => {
  test('1 供电 gives ticket 1, which waits for its department, to 供电公司', async () => {
    await bench.has(START - 60_000, undefined, { number: 1, department: null, text: '有点事想反映' });
    expect(await pasteUnknown()).toContain(ASKED);
    const told = await hub('1 供电');
    expect((await ticket(1))?.department).toBe('power');
    expect(told, 'the question stands, in sight').toContain(ASKED);
    await hub('星火煤焦');
    expect(await ticket(2)).toMatchObject({ enterprise: 'xinghuo', text: LAMP });
    expect(await ticket(3)).toBeUndefined();
  });

  test.each(['供电', '供电公司'])(
    '%s is a department: neither words of anybody nor whose a ticket is',
    async (name) => {
      await bench.has(START - 60_000, undefined, { number: 1, department: null, text: '有点事想反映' });
      await pasteUnknown();
      expect(await hub(name)).toContain('“供电公司”是部门，没有变动');
      expect((await ticket(1))?.department, 'meant as a search').toBeNull();
      await hub('星火煤焦');
      expect((await ticket(2))?.text).toBe(LAMP);
      expect(await ticket(3)).toBeUndefined();
    },
  );

  test('1 供电 of a ticket that waits for nobody is no paste', async () => {
    await pasteUnknown();
    expect(await hub('1 供电')).toContain('是部门，没有变动');
    expect(await ticket(1)).toBeUndefined();
    expect(await hub('星火煤焦')).toContain('【诉求件 1】');
  });

  test('an emergency is registered at once, whoever it is of; that is asked first', async () => {
    await pasteUnknown();
    const told = await hub('洗煤厂说昨晚停水了，生产线都停了');
    expect(await ticket(1)).toMatchObject({
      urgent: true,
      enterprise: null,
      text: '洗煤厂说昨晚停水了，生产线都停了',
    });
    expect(bench.told('the-group').at(-1)).toContain('（哪家企业正在核实）');
    expect(told).toContain('“洗煤厂”是哪家企业的？');
    expect(await hub('汾河洗煤')).toContain('诉求件 1 已记为汾河示范洗煤有限公司的。');
    expect(await ticket(1)).toMatchObject({ enterprise: 'fenhe-xm', member: null });
    expect(await ticket(2)).toBeUndefined();
    expect(bench.told('the-group').at(-1)).toContain('汾河示范洗煤有限公司');
    await hub('星火煤焦');
    expect(await ticket(2)).toMatchObject({ enterprise: 'xinghuo', text: LAMP });
  });

  test('whose an emergency is can stay open, and be said later in the same words', async () => {
    await hub('王总 2026-11-24 08:30\n车间着火了快来人');
    expect(await hub('跳过')).toContain('先不记企业，件照办');
    expect(await ticket(1)).toMatchObject({ enterprise: null, urgent: true });
    expect(await hub('代录 青云煤业：车间着火了快来人')).toContain('诉求件 1 已记为青云样例煤业有限公司的');
    expect((await ticket(1))?.enterprise).toBe('qingyun');
    expect(await ticket(2)).toBeUndefined();
  });

  test('words with an enterprise in them are words, not an answer', async () => {
    await pasteUnknown();
    const told = await hub('青云煤业说变压器老跳闸，请供电公司来看看');
    expect(await ticket(1)).toMatchObject({ enterprise: 'qingyun', text: '变压器老跳闸，请供电公司来看看' });
    expect(told).toContain(ASKED);
  });

  test('a name with a little around it is a name', async () => {
    await pasteUnknown();
    await hub('是星火煤焦的');
    expect((await ticket(1))?.enterprise).toBe('xinghuo');
  });

  test('a second paste: what is clear in it is registered at once, an emergency of nobody known too', async () => {
    await pasteUnknown();
    const told = await hub(
      `星火煤焦 2026-11-24 08:20\n${TAX}\n王总 2026-11-24 08:30\n车间着火了快来人\n老李 2026-11-24 08:40\n${LAMP}`,
    );
    expect(await ticket(1)).toMatchObject({ enterprise: 'xinghuo', text: TAX });
    expect(await ticket(2)).toMatchObject({ enterprise: null, urgent: true });
    expect(await ticket(3)).toBeUndefined();
    expect(told, 'the emergency is asked after first').toMatch(
      /“王总”是哪家企业的？[\s\S]*后面还有 2 条等您答复/,
    );
  });

  test('a sentence that is neither name nor difficulty is said to be not registered', async () => {
    await pasteUnknown();
    expect(await hub('我问问他们办公室的人再告诉你吧')).toContain('不像企业名称，没有登记');
    expect(await hub('星火煤焦')).toContain('【诉求件 1】');
  });

  test('commands are done, and what they ask is answered first', async () => {
    await bench.says('xinghuo-1', '变压器老跳闸，请供电公司来看看');
    await pasteUnknown();
    await hub('督办 1');
    expect((await ticket(1))?.duties).toHaveLength(0);
    const told = await hub('请今天回复企业');
    expect((await ticket(1))?.duties).toHaveLength(1);
    expect(told).toContain(ASKED);
    await hub('青云煤业');
    expect(await ticket(2)).toMatchObject({ enterprise: 'qingyun', text: LAMP });
  });

  test('取消 says what is not registered', async () => {
    await pasteUnknown();
    expect(await hub('取消')).toContain(`这 1 条没有登记：刘厂长“${LAMP}”`);
    await hub('星火煤焦');
    expect(await ticket(1)).toBeUndefined();
  });
});

describe('nicknames', () => {
  test('answered once, known for good; put right by a word', async () => {
    await pasteUnknown();
    await hub('星火煤焦');
    const told = await hub(`刘厂长 2026-11-24 08:50\n${TAX}`);
    expect(await ticket(2)).toMatchObject({ enterprise: 'xinghuo', text: TAX });
    expect(told).toContain('“刘厂长”按您上次说的，算星火样例煤焦有限公司的');
    expect(await hub('代录 刘厂长是青云煤业的')).toContain('记住了，“刘厂长”是青云样例煤业有限公司的');
    await hub('代录 刘厂长：变压器老跳闸，请供电公司来看看');
    expect((await ticket(3))?.enterprise).toBe('qingyun');
    expect(await hub('代录 昵称')).toContain('刘厂长：青云样例煤业有限公司');
    expect(await hub('代录 忘记刘厂长')).toContain('已忘记');
    expect(await hub(`刘厂长 2026-11-24 08:55\n门口下水道堵了，请城管局来修`)).toContain(ASKED);
  });

  test('of somebody of the offices: what they say is left out from then on', async () => {
    await pasteUnknown();
    expect(await hub('不是企业的人')).toContain('“刘厂长”不是企业的人');
    expect(await hub(`刘厂长 2026-11-24 08:50\n${TAX}`)).toContain('部门、专班说的，没登记');
    expect(await ticket(1)).toBeUndefined();
  });

  test('never against the roster', async () => {
    expect(await hub('代录 袁春霖是青云煤业的')).toContain('以名册为准');
    await hub(`代录 袁春霖：${TAX}`);
    expect(await ticket(1)).toMatchObject({ enterprise: 'xinghuo', member: 'xinghuo-1' });
  });
});

describe('the same trouble again', () => {
  const SAID = '变压器老跳闸，请供电公司来看看';
  async function resolved() {
    await hub(`星火煤焦 2026-11-24 08:20\n${SAID}`);
    const liaison = (await ticket(1))?.liaison ?? '';
    await bench.presses(liaison, '签收');
    await bench.says(liaison, '办结 1 换了变压器');
    await bench.goesTo(at('2026-11-25', '10:00'));
  }

  test.each([
    ['in the same words', SAID],
    ['in other words', '变压器又跳闸了，请供电公司再来看看'],
  ])('%s, a day after 办结: 重开 takes it back to the department', async (_how, words) => {
    await resolved();
    const asked = await hub(`星火煤焦 2026-11-25 09:30\n${words}`);
    expect(asked).toContain('像是诉求件 1（已办结，待企业评价）又发生了');
    expect(asked).not.toContain('已经登记过');
    expect(await hub('重开')).toContain('诉求件 1 已重新办理');
    expect(await ticket(1)).toMatchObject({ state: 'working', cycle: 2 });
    expect(await ticket(2)).toBeUndefined();
  });

  test('closed since: 重开 opens it again; 新件 registers it', async () => {
    await resolved();
    await hub('回访 1 已解决 满意');
    await hub(`星火煤焦 2026-11-25 09:30\n${SAID}`);
    await hub('重开');
    expect(await ticket(1)).toMatchObject({ state: 'working' });
    expect((await ticket(1))?.entries.at(-1)).toMatchObject({ what: 'reopened', text: SAID });
    await bench.says((await ticket(1))?.liaison ?? '', '办结 1 又换了一台');
    await bench.goesTo(at('2026-11-26', '10:00'));
    await hub(`星火煤焦 2026-11-26 09:30\n${SAID}`);
    expect(await hub('新件')).toContain('【诉求件 2】');
    expect((await ticket(2))?.text).toBe(SAID);
  });

  test('the same paste once more is known, also when it is done since', async () => {
    await resolved();
    expect(await hub(`星火煤焦 2026-11-24 08:20\n${SAID}`)).toContain('这些已经登记过：诉求件 1');
  });

  test('an emergency is not asked about', async () => {
    await hub('星火煤焦 2026-11-24 08:20\n厂里停电了，三条线都停了');
    const liaison = (await ticket(1))?.liaison ?? '';
    await bench.presses(liaison, '签收');
    await bench.says(liaison, '办结 1 已送电');
    await bench.goesTo(at('2026-11-25', '10:00'));
    const told = await hub('星火煤焦 2026-11-25 09:50\n厂里停电了，三条线都停了');
    expect(await ticket(2)).toMatchObject({ urgent: true });
    expect(told).toContain('像是诉求件 1（已办结，待企业评价）又发生了，先按新件急办');
  });

  test('more of a matter in hand is added to it', async () => {
    await hub(`星火煤焦 2026-11-24 08:20\n${SAID}`);
    await bench.goesTo(at('2026-11-25', '10:00'));
    const told = await hub(`星火煤焦 2026-11-25 09:20\n${SAID}`);
    expect(told).toContain('已补充到正在办的诉求件 1');
    expect((await ticket(1))?.entries.at(-1)).toMatchObject({ what: 'supplemented', text: SAID });
    expect(await ticket(2)).toBeUndefined();
  });
});

describe('two matters of one person', () => {
  test('are two, in one breath or in one message; what follows goes with its own', async () => {
    await hub(
      [
        '袁春霖 2026-11-24 08:20',
        '变压器老跳闸，请供电公司来看看',
        '袁春霖 2026-11-24 08:21',
        TAX,
        '袁春霖 2026-11-24 08:21',
        '麻烦都给看看',
      ].join('\n'),
    );
    expect((await ticket(1))?.text).toBe('变压器老跳闸，请供电公司来看看');
    expect((await ticket(2))?.text).toBe(`${TAX}\n麻烦都给看看`);
    await hub(`风岭新能源 08:30\n${LAMP}`);
    await hub('风岭新能源 08:50\n厂门口下水道堵了，请城管局来修');
    expect((await ticket(4))?.text, 'much the same words, of another thing').toContain('下水道');
    await hub(`代录 青云煤业：两件事：1、变压器老跳闸，请供电公司来看看。2、${TAX}`);
    expect([(await ticket(5))?.department, (await ticket(6))?.department]).toEqual(['power', 'tax']);
  });
});

test('the time it was said stands on the card, and 办结 counts from it', async () => {
  await bench.goesTo(at('2026-11-24', '11:30'));
  await hub(`星火煤焦 昨天 16:42\n${TAX}\n青云煤业 10:42\n${LAMP}`);
  const first = await ticket(1);
  expect(first?.origin.saidAt).toBe(at('2026-11-23', '16:42'));
  expect(first?.clocks.resolve?.deadline.due).toBe(at('2026-11-30', '18:00'));
  const cards = bench.told('the-group').join('\n');
  expect(cards).toContain('（11月23日（周一）16:42 说的，由');
  expect(cards).toContain('（10:42 说的，由');
  expect(await hub('期限 1')).toContain(
    '企业 11月23日（周一）16:42 说的，11月24日（周二）11:30 代录；从说的时候起算',
  );
});
