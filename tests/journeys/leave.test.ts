/**
 * A 岗 goes on leave: B has the work, the buttons and what is new; when B leaves as well, the head; A gets copies and
 * in the end everything back. By the program's own clock and over restarts, on every channel.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Player, Seen, Stage } from '../support/stage.ts';
import type { SeenMessage, Place as Telegram } from '../support/telegram/client.ts';
import { startWebWorld } from '../support/web-world.ts';
import { OTHER_OWNER, OWNER, startWorld } from '../support/world.ts';
import { answerTo, cardWith, heard, labels } from './helpers.ts';

const POWER = '厂区电压不稳，电机烧了两台，请供电公司来看';
const OUTAGE = '变压器老化，车间常常跳闸，请供电公司来检修';
/** A Monday. */
const MONDAY = { start: '2026-11-23T09:00:00+08:00', speed: 1 };

interface Restartable {
  restart(env: Readonly<Record<string, string>>): Promise<void>;
}

function leaveJob<Place, M extends Seen>(start: () => Promise<Stage<Place, M> & Restartable>): void {
  let world: Stage<Place, M> & Restartable;
  const people: Record<string, Place & Player<Place, M>> = {};
  const who = (id: string) => people[id] as Place & Player<Place, M>;

  beforeAll(async () => {
    world = await start();
    const ids = ['power-a', 'power-b', 'power-head', 'dispatcher-1', OWNER, OTHER_OWNER];
    for (const id of ids) people[id] = await world.person(id);
    await who(OWNER).says(world.group, POWER);
    await cardWith(world, world.group, 1, '待签收');
    await world.tg.waitForMessage(who('power-a'), taskOf(1));
  });
  afterAll(() => world?.end());

  const on = (when: string): Promise<void> => world.restart({ CLOCK_START: when, CLOCK_SPEED: '1' });
  const taskOf =
    (number: number) =>
    ({ text }: Seen) =>
      new RegExp(`【诉求件 ${number}(】| ·)`, 'u').test(text) && text.includes('可点按钮');
  const cardNames = (number: number, words: string): Promise<M> =>
    world.tg.waitForMessage(
      world.group,
      ({ text }) => text.startsWith(`【诉求件 ${number}】`) && text.includes(words),
    );

  test('the answer says when it begins, who stands in for what, and when it comes back', async () => {
    const told = await answerTo(world, who('power-a'), () => who('power-a').tells('请假 明天到周三 出差'));
    expect(told.text).toBe(
      '请假已记下：11月24日（周二）至11月25日（周三）。11月24日（周二）08:00交接：' +
        '在办 1 件和新来的件由彭海泉代办，11月26日（周四）08:00交回。提前回来请发“销假”。',
    );
  });

  test('on the morning the work is with B: a list, the card, and no buttons left with A', async () => {
    await on('2026-11-24T08:00:00+08:00');
    const list = await world.tg.waitForMessage(who('power-b'), '由您代办，交来 1 件');
    expect(list.text).toContain('余文岭休假（11月24日（周二）至11月25日（周三））');
    expect(list.text).toContain('1　应于 11月24日（周二）内签收');
    await cardNames(1, '专人：彭海泉（代余文岭）');
    await world.tg.waitForMessage(who('power-a'), '1 件交彭海泉代办');
    const former = await world.tg.waitForMessage(who('power-a'), '您不用再处理');
    expect(former.edits, 'the task itself says so, no new message').toBeGreaterThan(0);
    expect(labels(former)).toEqual([]);

    await (await who('power-b').press(list, labels(list)[0] ?? '')).answer();
    const task = await world.tg.waitForMessage(who('power-b'), taskOf(1));
    expect(task.text).toContain('余文岭休假，由您代办。');
    await (await who('power-b').press(task, '签收')).answer();
    await cardWith(world, world.group, 1, '办理中');
  });

  test('what is new goes to B; A gets a line with nothing to press', async () => {
    await who(OTHER_OWNER).says(world.group, OUTAGE);
    const task = await world.tg.waitForMessage(who('power-b'), taskOf(2));
    expect(labels(task)).toContain('签收');
    const copy = await world.tg.waitForMessage(who('power-a'), '（抄送');
    expect(copy.text).toBe(
      '（抄送，不用处理）新来诉求件 2，由彭海泉代办：变压器老化，车间常常跳闸，请供电公司来…',
    );
    expect(labels(copy)).toEqual([]);
  });

  test('B leaves as well: the head has it; B is back: B again', async () => {
    await who('power-b').tells('请假 今天');
    await world.tg.waitForMessage(who('power-head'), '由您代办，交来 2 件');
    await cardNames(2, '专人：倪国霖（代余文岭）');
    const seen = await answerTo(world, who('dispatcher-1'), () => who('dispatcher-1').tells('我的请假'));
    expect(seen.text).toContain('余文岭休假：11月24日（周二）至11月25日（周三）');
    await who('power-b').tells('销假');
    await world.tg.waitForMessage(who('power-b'), '欢迎回来。您的 2 件已交回');
    await cardNames(2, '专人：彭海泉（代余文岭）');
  });

  test('the program is down when it ends: A has it all back at the start, once', async () => {
    await on('2026-11-26T08:40:00+08:00');
    const back = await world.tg.waitForMessage(who('power-a'), '欢迎回来。您的 2 件已交回');
    expect(back.text.split('\n').map((line) => line.split('　')[0])).toEqual([
      '欢迎回来。您的 2 件已交回：',
      '1',
      '休假期间新来的：',
      '2',
    ]);
    await world.tg.waitForMessage(who('power-b'), '余文岭已回来，1、2 号件已交回，您不用再处理。');
    await cardNames(1, '专人：余文岭');
    await cardNames(2, '专人：余文岭');
    const alive = await world.tg.waitForMessage(who('power-a'), taskOf(1));
    expect(alive.text).toContain('休假期间由他人代办，现交回您办理。');
    await (await who('power-a').press(alive, '首次反馈')).answer();
    await who('power-a').tells('明天上午更换变压器');
    await cardWith(world, world.group, 1, '最新反馈：明天上午更换变压器');
    const welcomes = (await heard(world, who('power-a'))).filter(({ text }) => text.includes('欢迎回来'));
    expect(welcomes).toHaveLength(1);
  });
}

describe('on Telegram', () => {
  leaveJob<Telegram, SeenMessage>(() => startWorld({ clock: MONDAY }));
});
describe('in the browser group', () => {
  leaveJob(() => startWebWorld({ clock: MONDAY }));
});
