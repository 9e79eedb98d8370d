/** 代录: the dispatcher enters what was said where the program does not hear. */
import { beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

const START = at('2026-11-24', '09:00');
const HUB = 'dispatcher-1';
const OWNER = 'xinghuo-1';
const POWER = '变压器老跳闸，请供电公司来看看';
const TAX = '税务局给的发票额度不够用';

let bench: Bench;
let company = { id: '', name: '', alias: '' };
let owner = '';
let other = { id: '', name: '' };
useBench(START, (opened) => {
  bench = opened;
});
beforeEach(async () => {
  const { roster } = bench.county;
  const mine = roster.enterpriseOf(OWNER);
  company = { id: mine?.id ?? '', name: mine?.name ?? '', alias: mine?.aliases[0] ?? mine?.name ?? '' };
  owner = roster.person(OWNER)?.name ?? '';
  const next = roster.enterprises.find(({ id }) => id !== company.id);
  other = { id: next?.id ?? '', name: next?.name ?? '' };
});

const ticket = (number: number) => bench.store.ticket(number);
const said = async (text: string): Promise<string> =>
  (await bench.says(HUB, text))
    .filter(({ chat }) => chat === HUB)
    .map((one) => one.text)
    .join('\n---\n');

describe('one thing said', () => {
  test('with the enterprise before it: registered as theirs, by whoever entered it, with a receipt to paste', async () => {
    const told = await said(`代录 ${company.alias}：${POWER}`);
    expect(await ticket(1)).toMatchObject({
      enterprise: company.id,
      enteredBy: HUB,
      text: POWER,
      department: 'power',
    });
    expect(told).toContain('已代录 1 件');
    expect(told).toMatch(
      new RegExp(`【诉求件 1】${company.name}反映：${POWER}\n已交供电公司 .+办理，11月.+内签收，.+内办结。`),
    );
    expect(bench.told(GROUP)[0], 'the groups see the card, and who entered it').toMatch(
      /诉求件 1[\s\S]*由.+代录/,
    );
  });

  test('by somebody of the roster: theirs, and they hear how it goes on', async () => {
    await said(`代录 ${owner}：${POWER}`);
    expect((await ticket(1))?.member).toBe(OWNER);
    const liaison = (await ticket(1))?.liaison ?? '';
    await bench.presses(liaison, '签收');
    await bench.says(liaison, '反馈 1 明天上午到现场');
    expect(bench.told(OWNER).join()).toContain('明天上午到现场');
  });

  test('without an enterprise: asked, by full or short name; a wrong name is asked again', async () => {
    expect(await said(`代录 ${POWER}`)).toContain('这是哪家企业说的？');
    expect(await said('没有的公司')).toContain('名册里没有“没有的公司”');
    const [several] = await bench.says(HUB, '有限公司');
    expect(several?.text).toMatch(/“有限公司”可能是：.+、.+。请回其中一家的名称/);
    expect(await ticket(1)).toBeUndefined();
    expect(await said(company.alias)).toContain('【诉求件 1】');
    expect((await ticket(1))?.enterprise).toBe(company.id);
  });

  test('the word alone asks for the words; 取消 gives up', async () => {
    expect(await said('代录')).toContain('请把群里的话粘贴');
    expect(await said(`${company.name}：${POWER}`)).toContain('【诉求件 1】');
    await said('代录');
    await said('取消');
    await said(company.name);
    expect(await ticket(2)).toBeUndefined();
  });

  test('pasted without a word of command: a difficulty in the hub’s chat is somebody else’s', async () => {
    expect(await said(POWER)).toContain('这是哪家企业说的？');
    expect(await said('跳过')).toBe(`跳过，没有登记：“${POWER}”`);
    expect(await ticket(1)).toBeUndefined();
  });

  test('forwarded: whose account it was counts for more than the name', async () => {
    await bench.hears(HUB, {
      text: POWER,
      message: 'f',
      forwarded: { name: '昵称', account: OWNER, at: START - 60_000 },
    });
    expect(await ticket(1)).toMatchObject({ member: OWNER, origin: { saidAt: START - 60_000 } });
    await bench.hears(HUB, {
      text: TAX,
      message: 'g',
      forwarded: { name: '王总', account: null, at: START },
    });
    expect(bench.told(HUB).at(-1)).toContain('“王总”是哪家企业的？');
  });

  test('of small talk, when it is entered on purpose with a name: registered all the same', async () => {
    await said(`代录 ${company.alias}：想请政府来厂里看看`);
    expect((await ticket(1))?.enterprise).toBe(company.id);
  });
});

describe('a whole piece of the chat', () => {
  const chat = () =>
    [
      '—— 2026-11-24 ——',
      `${owner} 08:40`,
      POWER,
      `${owner} 08:41`,
      '三条线都停了',
      '余文岭 08:42',
      '收到，马上安排',
      `${other.name} 办公室 08:50`,
      TAX,
      '路人甲 08:55',
      '厂门口的路灯坏了，请城管局来修',
    ].join('\n');

  test('one ticket for each difficulty, talk left out, the unknown asked after', async () => {
    const told = await said(chat());
    expect(await ticket(1)).toMatchObject({ member: OWNER, text: `${POWER}\n三条线都停了` });
    expect((await ticket(1))?.origin.saidAt).toBe(at('2026-11-24', '08:40'));
    expect(await ticket(2)).toMatchObject({ enterprise: other.id, member: null, department: 'tax' });
    expect(await ticket(3)).toBeUndefined();
    expect(told).toContain('已代录 2 件');
    expect(told).toContain('共 5 条话：登记 3 条（2 件），要问您 1 条，没登记 1 条。');
    expect(told).toContain('部门、专班说的，没登记：余文岭“收到，马上安排”');
    expect(told).toContain('【诉求件 1】');
    expect(told).toContain('【诉求件 2】');
    expect(told).toContain('“路人甲”是哪家企业的？');
    await said(company.name);
    expect((await ticket(3))?.text).toContain('路灯');
  });

  test('thanks for what came before are no part of what is said after them', async () => {
    const told = await said(
      ['—— 2026-11-24 ——', `${owner} 08:40`, '收到', `${owner} 08:41`, TAX, `${owner} 08:42`, '谢谢'].join(
        '\n',
      ),
    );
    expect(await ticket(1)).toMatchObject({ text: TAX, department: 'tax' });
    expect((await ticket(1))?.origin.saidAt, 'when it was said').toBe(at('2026-11-24', '08:41'));
    expect(told).toContain('共 3 条话：登记 1 条（1 件），没登记 2 条。');
    expect(told).toContain('“收到”');
  });

  test('of names nobody knows is read as a chat all the same: each is asked after, and their words are their own', async () => {
    const told = await said(
      `刘厂长 2026-11-24 08:05\n${POWER}\n张会计 2026-11-24 08:06\n${TAX}\n刘厂长 2026-11-24 08:30\n厂门口的路灯坏了，请城管局来修`,
    );
    expect(told).toContain('“刘厂长”是哪家企业的？');
    expect(await said(company.alias), 'both of his').toMatch(/已代录 2 件[\s\S]*“张会计”是哪家企业的？/);
    await said(other.name);
    const found = await Promise.all([1, 2, 3].map(ticket));
    expect(found.map((one) => one?.enterprise)).toEqual([company.id, company.id, other.id]);
    expect(found[2]?.text).toBe(TAX);
  });

  test('pasted before the last question is answered: that one is asked again, and nothing is lost', async () => {
    await said(`陌生人甲 2026-11-24 08:10\n${POWER}`);
    const told = await said(`${owner} 2026-11-24 08:20\n${TAX}`);
    expect(told).toContain('已代录 1 件');
    expect(told).toContain('“陌生人甲”是哪家企业的？');
    expect(await said('代录'), 'the word alone asks again').toContain('“陌生人甲”是哪家企业的？');
    await bench.hears(HUB, {
      text: '门口的路灯坏了，请城管局来修',
      message: 'f',
      forwarded: { name: '路人', account: null, at: START },
    });
    await said(other.name);
    await said(company.alias);
    const found = await Promise.all([1, 2, 3].map(ticket));
    expect(found.map((one) => [one?.enterprise, one?.text])).toEqual([
      [company.id, TAX],
      [other.id, POWER],
      [company.id, '门口的路灯坏了，请城管局来修'],
    ]);
  });

  test.each(['[图片]', '【图片】', '[图片][视频]'])(
    '%s before the words is no notice: what was said counts',
    async (picture) => {
      const told = await said(
        `${owner} 2026-11-24 08:40\n${picture}\n${POWER}\n余文岭 2026-11-24 08:42\n收到\n${owner} 2026-11-24 09:50\n[图片]`,
      );
      expect(told).toContain('已代录 1 件');
      expect(await ticket(1)).toMatchObject({ text: POWER, department: 'power' });
      expect(await ticket(2), 'a picture alone says nothing').toBeUndefined();
    },
  );

  test('pasted twice, nothing is registered twice', async () => {
    await said(chat());
    const told = await said(chat());
    expect(told).toContain('这些已经登记过：诉求件 1、2');
    expect(await ticket(3)).toBeUndefined();
  });

  test('of more than one go: the first sixty, and it says how many are left', async () => {
    const many = Array.from(
      { length: 63 },
      (_, n) =>
        `${owner} ${String(Math.floor(n / 6)).padStart(2, '0')}:${(n % 6) * 10 || '00'}\n第${n + 1}台变压器跳闸，请供电公司来看`,
    );
    const told = await said(['—— 2026-11-24 ——', ...many].join('\n'));
    expect(told).toContain('一次最多 60 条，还有 3 条没有看');
    expect(await ticket(60)).toBeDefined();
    expect(await ticket(61)).toBeUndefined();
  });

  test('that names nobody but offices is no request', async () => {
    expect(await said('余文岭 08:42\n收到，马上安排\n余文岭 09:00\n变压器已经换好了')).toContain(
      '没登记 2 条',
    );
    expect(await ticket(1)).toBeUndefined();
  });
});

describe('an enterprise that nobody can be reached of', () => {
  test('hears through whoever entered the ticket, ready to pass on; nothing there is to be pressed', async () => {
    await said(`代录 ${company.name}：${POWER}`);
    const liaison = (await ticket(1))?.liaison ?? '';
    await bench.presses(liaison, '签收');
    expect(await bench.answers(liaison, '反馈 1 明天上午到现场')).toContain('反馈已请代录人转告企业。');
    const passed = bench.told(HUB).findLast((text) => text.includes('明天上午到现场'));
    expect(passed).toMatch(new RegExp(`^【请转告${company.name}】\n`));
    await bench.says(liaison, '办结 1 换了变压器');
    const rate = bench.sentTo(HUB, CHANNEL).findLast(({ text }) => text.includes('请转告'));
    expect(rate?.buttons).toEqual([]);
    await bench.says(HUB, '回访 1 已解决 满意');
    expect((await ticket(1))?.state).toBe('closed');
  });
});

describe('who may', () => {
  test('nobody but the hub, and not in the group', async () => {
    const refused = await bench.says(OWNER, `代录 ${other.name}：${POWER}`);
    expect(refused.at(-1)?.text).toContain('代录由专班调度员办理');
    expect(await ticket(1)).toBeUndefined();
    const there = await bench.says(HUB, `代录 ${other.name}：${POWER}`, 'group');
    expect(there.at(-1)?.text).toContain('请私聊我代录');
    expect(await ticket(1)).toBeUndefined();
  });

  test('a report that was pasted goes to the discipline contacts, and nobody is shown it again', async () => {
    const told = await said(`代录 ${owner}：住建局工作人员索要好处费，不给就不验收`);
    expect(await bench.store.tickets({ confidential: true })).toHaveLength(1);
    expect(told).toContain('已按保密件登记');
    expect(told, 'nothing of it is to be pasted').not.toMatch(/索要好处费|可直接粘贴/);
    expect(bench.told(GROUP)).toEqual([]);
  });

  test('of a report of nobody in reach the hub reads no more, and the contact is told that nobody was', async () => {
    await said(`代录 ${company.name}：住建局工作人员索要好处费，不给就不验收`);
    const [report] = await bench.store.tickets({ confidential: true });
    const contact = report?.liaison ?? '';
    await bench.presses(contact, '签收');
    expect(await bench.answers(contact, `反馈 ${report?.number} 正在核实`)).toContain(
      ' 的反馈没有发给企业（没有人能联系上），请您当面或电话告知。',
    );
    expect(bench.told(HUB)).toEqual([
      `诉求件 ${report?.number} 像是反映作风问题，已按保密件登记，只交纪检联系人。请不要再转发，群里也不要回。`,
    ]);
  });
});
