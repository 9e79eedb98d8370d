/** 卡点 of a need: named by the firm, a bank or the hub; a ticket for the department that can clear it only with the firm's tap. */
import { describe, expect, test } from 'vitest';
import { at } from '../../../src/domain/time.ts';
import { type Bench, useBench } from '../bench.ts';

const MONDAY = at('2026-11-02', '09:00');
const OWNER = 'xinghuo-1';
const HUB = 'dispatcher-1';
const BANK = 'nongshang-a';
const OTHER = 'chengshang-a';
const TITLE = '厂房的不动产证一直办不下来，办不了抵押登记';

let bench: Bench;
useBench(MONDAY, (opened) => {
  bench = opened;
});

const need = async (id = 1) => (await bench.store.office()).arrangements?.finance?.[id];
const tickets = () => bench.store.tickets({});
async function accepted(): Promise<void> {
  await bench.says(OWNER, '融资 500万 一年 买设备 厂房抵押 给 农商行、城商行');
  await bench.presses(OWNER, '提交');
  await bench.presses(HUB, '五项都符合，推荐');
  await bench.presses(BANK, '愿接');
}

test('a bank names it, the firm agrees, and the department that can clear it has a ticket without sums and banks', async () => {
  await accepted();
  expect(await bench.answers(BANK, `融资 1 卡点 ${TITLE}，差300万`)).toContain('企业点头了才登记');
  expect(await tickets()).toEqual([]);
  const asked = bench.newest(OWNER);
  expect(asked).toContain(`样例农村商业银行说有个卡点：${TITLE}，差…`);
  await bench.presses(OWNER, '登记');
  const ticket = await bench.ticket(1);
  expect(ticket).toMatchObject({
    enterprise: 'xinghuo',
    member: OWNER,
    department: 'land',
    confidential: false,
    source: { kind: 'finance', id: '1', title: '政银企对接' },
    origin: { chatKind: 'private' },
  });
  expect(JSON.stringify(ticket)).not.toMatch(/300|500|农村商业|nongshang|买设备/u);
  expect(bench.newest(OWNER)).toContain('已登记成 1 号诉求件，自然资源局办');
  expect(bench.newest(BANK)).toContain('星火样例煤焦有限公司同意了');
  expect(bench.told('land-a').join('\n')).toContain('抵押登记');
  // No other bank hears of it, or reads it.
  expect(bench.told(OTHER).join('\n')).not.toContain('卡点');
  expect(await bench.answers(OTHER, '融资 1')).not.toContain('卡点');
  expect(await bench.answers(BANK, '融资 1')).toContain(`卡点 1：${TITLE}，差…（已登记，1 号）`);
  expect((await need())?.obstacles).toMatchObject([{ bank: 'nongshang', settled: { by: OWNER, ticket: 1 } }]);
});

test('cleared, the bank that waits for it hears that; leaders read the count', async () => {
  await accepted();
  await bench.says(BANK, `融资 1 卡点 ${TITLE}`);
  await bench.presses(OWNER, '登记');
  await bench.says('land-a', '签收 1');
  await bench.says('land-a', '办结 1 证已发，抵押登记当天可办');
  expect(bench.newest(BANK)).toContain('部门说办好了，请接着往下办');
  await bench.presses(OWNER, '满意');
  expect(await bench.answers('leader-1', '简报 本月')).toContain('卡点登记成诉求件 1 件，已办结 1 件');
});

test('while another bank still decides, what holds it up is taken, though one has paid', async () => {
  await accepted();
  await bench.presses(OWNER, '选 样例农村商业银行');
  await bench.presses(OTHER, '愿接');
  await bench.presses(OWNER, '选 示范城市商业银行');
  await bench.says(BANK, '融资 1 授信 200万');
  await bench.says(BANK, '融资 1 放款 200万');
  expect(await bench.answers(OTHER, `融资 1 卡点 ${TITLE}`)).toContain('企业点头了才登记');
  await bench.says(OTHER, '融资 1 授信 100万');
  await bench.says(OTHER, '融资 1 放款 100万');
  expect(await bench.answers(OTHER, '融资 1 卡点 又卡住了一样')).toContain('已放款，不用再办');
});

test('the firm’s own word needs its tap as well, and a no leaves none', async () => {
  await accepted();
  const shown = await bench.answers(OWNER, '融资 1 卡点 信用修复没办下来');
  expect(shown).toContain('不写金额、期限，也不写哪家银行');
  await bench.presses(OWNER, '不用登记');
  expect(await tickets()).toEqual([]);
  expect(await bench.answers(OWNER, '融资 1 登记 1')).toContain('说过了：没有登记');
  expect(await bench.answers(OWNER, '融资 1 卡点 信用修复没办下来')).toContain('说过了：没有登记');
  expect(await tickets()).toEqual([]);
});

test('the hub, which knows no bank and no amount, may name one too; typed without buttons it is the same', async () => {
  await accepted();
  await bench.says(HUB, '融资 1 卡点 排污许可证过期了换不下来');
  expect(bench.newest(OWNER)).toContain('企业服务中心说有个卡点：排污许可证过期了换不下来');
  expect(await bench.answers(OWNER, '融资 1 登记')).toContain('已登记成 1 号');
  expect(await bench.answers(OWNER, '融资 1 登记')).toContain('第几个卡点');
  expect(await tickets()).toHaveLength(1);
});

describe('what is not taken', () => {
  test.each([
    [OWNER, '融资 1 卡点', '卡在什么上'],
    [OWNER, '融资 1 卡点 300万', '卡在什么上'],
    [OWNER, '融资 1 登记 7', '第几个卡点'],
    [OTHER, '融资 2 卡点 没有证', '没有融资需求 2'],
    ['cunzhen-a', '融资 1 卡点 没有证', '没有融资需求 1'],
    ['shangchao-1', '融资 1 卡点 没有证', '没有融资需求 1'],
    [BANK, '融资 1 登记 1', '没有融资需求 1'],
    [HUB, '融资 1 登记 1', '没有融资需求 1'],
  ])('%s: %s', async (person, words, why) => {
    await accepted();
    expect(await bench.answers(person, words)).toContain(why);
    expect((await need())?.obstacles ?? []).toEqual([]);
    expect(await tickets()).toEqual([]);
  });

  test('of a need that is over', async () => {
    await accepted();
    await bench.says(OWNER, '融资 1 卡点 信用修复没办下来');
    await bench.says(OWNER, '融资 1 撤回');
    expect(await bench.answers(OWNER, '融资 1 登记 1')).toContain('不用再办');
    expect(await bench.answers(OWNER, '融资 1 卡点 别的证也没下来')).toContain('不用再办');
    expect(await tickets()).toEqual([]);
  });

  test('an eleventh, and ten thousand characters are cut', async () => {
    await accepted();
    for (const word of ['一', '二', '三', '四', '五', '六', '七', '八', '九'])
      await bench.says(OWNER, `融资 1 卡点 ${word}号证没下来`);
    await bench.says(OWNER, `融资 1 卡点 ${'证'.repeat(9000)}`);
    expect((await need())?.obstacles?.at(-1)?.words.length).toBeLessThanOrEqual(201);
    expect(await bench.answers(OWNER, '融资 1 卡点 还有一个证')).toContain('卡点已有 10 个');
    expect((await need())?.obstacles).toHaveLength(10);
  });
});
