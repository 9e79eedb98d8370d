/**
 * Telegram and WeCom beside each other, against the program that `npm start` starts: one group, one person with two
 * accounts, and a channel that fails leaves the other at work.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import type { RosterData } from '../../src/domain/roster.ts';
import { PATIENCE } from '../support/patience.ts';
import type { FakeUser } from '../support/telegram/client.ts';
import { FakeWecom } from '../support/wecom/fake-wecom.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';

const CHAT = 'wr-lianxinqiao';
const START = '2026-11-23T09:00:00+08:00';
const POWER = '厂区电压不稳，电机烧了两台，请供电公司来看';

let wecom: FakeWecom;
let world: World;
let liaison: FakeUser;
let health = '';

beforeAll(async () => {
  wecom = await FakeWecom.start({ perMinute: 1000 });
  world = await startWorld({
    clock: { start: START, speed: 1 },
    env: {
      WECOM_BOT_ID: wecom.botId,
      WECOM_BOT_SECRET: wecom.secret,
      WECOM_WS_URL: wecom.url,
      HEALTH_PORT: '0',
      LOG_LEVEL: 'info',
    },
  });
  // The owner has an account on both.
  const file = world.env.ROSTER_FILE ?? '';
  const roster = parse(readFileSync(file, 'utf8')) as RosterData;
  const owner = roster.enterprises.flatMap(({ members }) => members).find(({ id }) => id === OWNER);
  Object.assign(owner?.accounts ?? {}, { wecom: 'yuan' });
  Object.assign(roster.group.accounts ?? {}, { wecom: CHAT });
  writeFileSync(file, stringify(roster, { aliasDuplicateObjects: false }));
  await world.restart();
  wecom.user('yuan').enters();
  liaison = await world.person('power-a');
  await world.person(OWNER);
  health = await vi.waitFor(() => {
    const found = /"url":"(http:[^"]+healthz)"/.exec(world.program.errors())?.[1];
    if (!found) throw new Error('nobody says where /healthz is');
    return found;
  }, PATIENCE);
}, 120_000);
afterAll(async () => {
  await world?.end();
  await wecom?.stop();
});

const onWecom = (chat: string, words: RegExp) =>
  vi.waitFor(() => {
    const texts = wecom.seen(chat).map(({ text }) => text);
    const found = texts.findLast((text) => words.test(text));
    if (found === undefined) throw new Error(`${words} is not among ${JSON.stringify(texts.slice(-3))}`);
    return found;
  }, PATIENCE);

describe('two channels', () => {
  test('both are up, and health says so', async () => {
    await vi.waitFor(async () => {
      const answer = await fetch(health);
      expect(answer.status).toBe(200);
      const { state, channels } = (await answer.json()) as { state: string; channels: object };
      expect([state, Object.keys(channels)]).toEqual(['up', ['telegram', 'wecom']]);
    }, PATIENCE);
  });

  test('a difficulty said in the one group stands in both; its liaison has it where they are', async () => {
    wecom.user('yuan').saysIn(CHAT, POWER);
    await onWecom(CHAT, /【诉求件 1[\s\S]*供电公司/);
    await world.tg.waitForMessage(world.group, '【诉求件 1】待签收');
    const task = await world.tg.waitForMessage(liaison, '有新的诉求件');
    await (await liaison.press(task, '签收')).answer();
    await world.tg.waitForMessage(world.group, '【诉求件 1】办理中');
  });

  test('the person with two accounts is answered on the one they speak on', async () => {
    wecom.user('yuan').says('进度');
    await onWecom('yuan', /办理中　供电公司/);
    const owner = await world.person(OWNER);
    const before = (await world.tg.messages(owner)).length;
    wecom.user('yuan').says('进度 1');
    await onWecom('yuan', /签收[\s\S]*\n\n/);
    expect((await world.tg.messages(owner)).length).toBe(before);
  });

  test('when one is lost, health names it and the other goes on; what was missed is asked for again', async () => {
    wecom.refusing = true;
    wecom.drop();
    await vi.waitFor(async () => {
      const answer = await fetch(health);
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({
        state: 'degraded',
        channels: { telegram: { state: 'up' }, wecom: { state: 'down' } },
      });
    }, PATIENCE);
    await liaison.tells('反馈 1 今天下午派人到厂里测电压');
    await world.tg.waitForMessage(world.group, '今天下午派人到厂里测电压');
    wecom.refusing = false;
    await vi.waitFor(async () => expect((await fetch(health)).status).toBe(200), {
      timeout: 60_000,
      interval: 100,
    });
  });

  test('a wrong secret stops the one and not the other', async () => {
    await world.restart({ WECOM_BOT_SECRET: 'wrong' });
    await liaison.tells('我的待办');
    await world.tg.waitForMessage(liaison, '诉求件 1');
    expect(world.program.errors()).toContain('企业微信不认这个智能机器人');
    expect(world.program.errors()).not.toContain('wrong');
  });
});
