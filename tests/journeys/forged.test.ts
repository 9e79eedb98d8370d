/** Buttons that are old, doubled or forged; updates that come twice, late or in the wrong order; edited words. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FakeUser, SeenMessage } from '../support/telegram/client.ts';
import { OTHER_OWNER, OWNER, startWorld, type World } from '../support/world.ts';
import { answersTo, answerTo, cardOf, cardWith, countOf, dataOf, heard, labels } from './helpers.ts';

const POWER = '厂区电压不稳，电机烧了两台，请供电公司来看';

let world: World;
let owner: FakeUser;
let other: FakeUser;
let liaison: FakeUser;
let dispatcher: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-23T09:00:00+08:00', speed: 1 } });
  owner = await world.person(OWNER);
  other = await world.person(OTHER_OWNER);
  liaison = await world.person('power-a');
  dispatcher = await world.person('dispatcher-1');
});
afterAll(() => world?.end());

async function pressed(person: FakeUser, message: SeenMessage, data: string): Promise<string> {
  return (await (await person.press(message, { data })).answer()).text;
}

describe('buttons', () => {
  test('pressed twice: done once, and the second press says so', async () => {
    await owner.says(world.group, POWER);
    const task = await world.tg.waitForMessage(liaison, '诉求件 1】');
    const sign = dataOf(task, '签收');
    expect(await pressed(liaison, task, sign)).toContain('诉求件 1 已签收。');
    expect(await pressed(liaison, task, sign)).toBe('诉求件 1 已经签收过了，不用重复。');
  });

  test('pressed on a card by somebody it is not for', async () => {
    const card = await cardOf(world, world.group, 1);
    expect(await pressed(other, card, dataOf(card, '催办'))).toBe(
      '没有找到您的诉求件 1。请核对编号，或发“进度”查看。',
    );
    expect(
      await pressed(liaison, card, dataOf(card, '催办')),
      'the liaison does not urge themself',
    ).toContain('不由您办理，没有变动');
    const outsider = await world.tg.user({ id: 99_001, name: '路人' });
    await world.group.joins(outsider);
    expect(await pressed(outsider, card, dataOf(card, '进度'))).toContain('请把邀请码发给我');
  });

  test('forged: nonsense, another’s ticket, a step that is not theirs, a choice nobody offered', async () => {
    const card = await cardOf(world, world.group, 1);
    const invalid = '按钮无效，没有变动。请用机器人发出的按钮。';
    const forged: readonly (readonly [FakeUser, string, string])[] = [
      [owner, '<script>alert(1)</script>', invalid],
      [owner, 'v1|sign|1', invalid],
      [owner, 'v1|wake|1|1', invalid],
      [owner, 'v2|sign|1|1', invalid],
      [owner, '电'.repeat(21), invalid],
      [owner, `v1|confirm|1|1|${'x'.repeat(48)}`, invalid],
      [other, 'v1|confirm|1|1|satisfied', '没有找到您的诉求件 1。请核对编号，或发“进度”查看。'],
      [owner, 'v1|resolve|1|1', '诉求件 1 的办结不由您办理，没有变动。发“帮助”看您能办什么。'],
      [owner, 'v1|assign|1|1|tax', '诉求件 1 的分办不由您办理，没有变动。发“帮助”看您能办什么。'],
      [owner, 'v1|confirm|1|1|excellent', invalid],
      [liaison, 'v1|delegate|1|1|tax-a', '诉求件 1 只能交给本部门的 A 岗或 B 岗。'],
      [dispatcher, 'v1|assign|1|1|moon', '没有找到部门“moon”。请用部门名，例如“住建”“税务”。'],
      [liaison, 'v1|sign|888888|1', '没有找到您的诉求件 888888。请核对编号，或发“进度”查看。'],
      [liaison, 'v1|raise|0|0', '这个按钮已经过时，请用最新一条消息里的按钮。'],
    ];
    for (const [person, data, answer] of forged) expect(await pressed(person, card, data), data).toBe(answer);
    const after = await cardOf(world, world.group, 1);
    expect(after.text, 'nothing has changed').toBe(card.text);
  });

  test('of an earlier round: refused, so that an old “满意” does not close what was sent back', async () => {
    await answerTo(world, liaison, () => liaison.tells('办结 1 换了变压器'));
    const question = await world.tg.waitForMessage(owner, '请问解决了吗');
    const satisfied = dataOf(question, '满意');
    await answerTo(world, owner, () => owner.tells('没解决 1 还是跳'));
    await world.tg.waitForMessage(liaison, '没有解决，请重新办理');
    await answerTo(world, liaison, () => liaison.tells('办结 1 又查了一遍线路'));
    await cardWith(world, world.group, 1, '又查了一遍线路');
    expect(await pressed(owner, question, satisfied)).toBe('这个按钮已经过时，请用最新一条消息里的按钮。');
    expect((await cardOf(world, world.group, 1)).text).toContain('待企业评价');
    await owner.tells('满意');
    await cardWith(world, world.group, 1, '已销号');
  });
});

describe('the same update twice, and out of order', () => {
  test('a message delivered again, at once and after a restart: one ticket', async () => {
    const said = await owner.says(world.group, '变压器漏油，请供电公司处理');
    await cardWith(world, world.group, 2, '待签收');
    const again = async () => {
      await world.tg.redeliver(said.update);
      await world.tg.redeliver(said.update);
    };
    expect(await answersTo(world, world.group, owner, again)).toEqual([]);
    await world.restart({ CLOCK_START: '2026-11-23T09:30:00+08:00' });
    expect(await answersTo(world, world.group, owner, again)).toEqual([]);
    expect(await countOf(world, liaison, '变压器漏油')).toBe(1);
  });

  test('a press delivered again counts once', async () => {
    const task = await world.tg.waitForMessage(liaison, '诉求件 2】');
    const press = await liaison.press(task, '签收');
    await press.answer();
    await cardWith(world, world.group, 2, '办理中');
    const edits = (await cardOf(world, world.group, 2)).edits;
    expect(await answersTo(world, liaison, liaison, () => world.tg.redeliver(press.update))).toEqual([]);
    expect((await cardOf(world, world.group, 2)).edits).toBe(edits);
  });

  test('an edit that overtakes its message: one ticket, both wordings kept', async () => {
    await world.tg.hold();
    const said = await owner.says(world.group, '电线杆歪了，请供电公司来看');
    await owner.edits(said, '电线杆歪了，压着厂门，请供电公司来看');
    await world.tg.release('reversed');
    const card = await cardWith(world, world.group, 3, '待签收');
    expect(card.text).toContain('压着厂门');
    await answersTo(world, world.group, owner, async () => {});
    const cards = (await heard(world, world.group)).filter(({ text }) => text.includes('电线杆歪了'));
    expect(cards.length, 'one card').toBe(1);
  });
});

describe('an edited message', () => {
  test('is a correction for the liaison, and never re-routes a ticket', async () => {
    const said = await owner.says(world.group, '配电柜老化，请供电公司来看');
    await cardWith(world, world.group, 4, '责任部门：供电公司');
    await answerTo(world, liaison, () => liaison.tells('签收 4'));
    const told = await answerTo(world, world.group, () =>
      owner.edits(said, '增值税退税没到账，请税务局查一下'),
    );
    expect(told.text).toBe('您修改的内容已补充到诉求件 4。');
    await world.tg.waitForMessage(liaison, '更正：增值税退税没到账，请税务局查一下');
    const card = await cardOf(world, world.group, 4);
    expect(card.text).toContain('责任部门：供电公司　专人：余文岭');
    expect(card.text, 'what was said first stays').toContain('配电柜老化');
  });

  test('an edit that changes nothing but marks is no supplement', async () => {
    const said = await owner.says(world.group, '电表不准，请供电公司来看');
    await cardWith(world, world.group, 5, '待签收');
    expect(
      await answersTo(world, world.group, owner, () => owner.edits(said, '电表不准，请供电公司来看\u200b ')),
    ).toEqual([]);
  });

  test('small talk edited into a difficulty is registered', async () => {
    const said = await owner.says(world.group, '大家好');
    await owner.edits(said, '大家好，厂里的电缆被挖断了，请供电公司抢修');
    const card = await cardWith(world, world.group, 6, '待签收');
    expect(labels(card)).toEqual(['催办', '进度']);
  });
});
