/** A group without buttons, as WeChat is: the whole way of a ticket by numbers and by plain words. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWebWorld, type WebSeen, type WebUser, type WebWorld } from '../support/web-world.ts';
import { OWNER } from '../support/world.ts';
import { answerTo, cardWith, labels } from './helpers.ts';

let world: WebWorld;
let owner: WebUser;
let liaison: WebUser;
let hub: WebUser;

beforeAll(async () => {
  world = await startWebWorld({
    clock: { start: '2026-11-23T09:00:00+08:00' },
    env: { WEB_BUTTONS: 'no' },
  });
  owner = await world.person(OWNER);
  liaison = await world.person('power-a');
  hub = await world.person('dispatcher-1');
});
afterAll(() => world?.end());

/** The number under a message that stands for a choice. */
function numberOf(message: WebSeen, label: string): string {
  const found = new RegExp(`(\\d+)\\s${label}(?:　|$)`, 'mu').exec(message.text);
  if (!found?.[1]) throw new Error(`no “${label}” to choose in: ${message.text}`);
  return found[1];
}
const offering = (person: WebUser, label: string): Promise<WebSeen> =>
  world.tg.waitForMessage(person, (one) => new RegExp(`\\d\\s${label}(　|$)`, 'mu').test(one.text));
const chooses = async (person: WebUser, label: string): Promise<WebSeen> => {
  const message = await offering(person, label);
  return await answerTo(world, person, () => person.tells(numberOf(message, label)));
};

describe('without buttons', () => {
  test('the card says what may be said, the task what the numbers mean; nothing can be pressed', async () => {
    await owner.says(world.group, '厂区电压不稳，电机烧了两台，请供电公司来看');
    const card = await cardWith(world, world.group, 1, '待签收');
    expect(card.text).toMatch(/\n可以发：催办 1、进度 1〖1-\d+〗$/u);
    const task = await offering(liaison, '签收');
    expect(task.text).toContain('可回数字；也可直接回复本条，文字即为反馈。');
    expect([labels(card), labels(task)]).toEqual([[], []]);
  });

  test('signed, fed back, resolved and rated with a number each', async () => {
    expect((await chooses(liaison, '签收')).text).toContain('诉求件 1 已签收。');
    await chooses(liaison, '首次反馈');
    await answerTo(world, liaison, () => liaison.tells('下午两点到厂里测电压'));
    await cardWith(world, world.group, 1, '最新反馈：下午两点到厂里测电压');
    await chooses(liaison, '办结');
    await answerTo(world, liaison, () => liaison.tells('换了变压器分接头，电压稳了'));
    await cardWith(world, world.group, 1, '待企业评价');
    await chooses(owner, '满意');
    await cardWith(world, world.group, 1, '已销号');
  });

  test('in the group the words of the card work as they stand there', async () => {
    await owner.says(world.group, '变压器容量不够，请供电公司来看');
    await cardWith(world, world.group, 2, '待签收');
    await owner.says(world.group, '催办 2');
    await world.tg.waitForMessage(liaison, '【催办】');
  });

  test('the hub chooses a department with a number, full-width', async () => {
    await owner.says(owner, '想请政府来厂里看看，情况一两句话说不清楚');
    const question = await world.tg.waitForMessage(hub, (one) => /【诉求件 3】/u.test(one.text));
    expect(question.text).toMatch(/\n回数字：1\s\S+/u);
    await answerTo(world, hub, () => hub.tells('１'));
    await world.tg.waitForMessage(owner, (one) => one.text.includes('责任部门：'));
  });

  test('a number nobody offered costs one sentence', async () => {
    const told = await answerTo(world, liaison, () => liaison.tells('88'));
    expect(told.text).toContain('没有 88 这一项，没有变动。');
  });
});
