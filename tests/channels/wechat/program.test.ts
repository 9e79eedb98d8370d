/** The program that `npm start` starts, on WeChat: a difficulty in the group reaches its liaison, who signs it by a number. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { scratch } from '../../support/county.ts';
import { launch, type RunningProgram, startProgram } from '../../support/program.ts';
import { type FakeWechat, type Sent, startFakeWechat } from '../../support/wechat/client.ts';
import { wechatRoster } from '../../support/wechat/roster.ts';
import { OWNER } from '../../support/world.ts';

const ROOM = '100@chatroom';
const GROUP = 'topic:政企直通群';
const START = '2026-11-23T09:00:00+08:00';
const WAIT = { timeout: 120_000, interval: 50 };

let wx: FakeWechat;
let program: RunningProgram;
let env: Record<string, string>;
let accounts: ReadonlyMap<string, string>;
const { dir, remove } = scratch();

const account = (person: string): string => {
  const found = accounts.get(person);
  if (found === undefined) throw new Error(`${person} is not in the roster`);
  return found;
};

beforeAll(async () => {
  wx = await startFakeWechat({ clockStart: START });
  const roster = wechatRoster(dir, GROUP);
  accounts = roster.accounts;
  for (const [name, id] of accounts) await wx.person({ id, name });
  await wx.room({
    id: ROOM,
    topic: '政企直通群',
    members: Object.fromEntries([...accounts.values()].map((id) => [id, ''])),
  });
  env = {
    ...wx.env,
    WECHATY_GROUP_BY: 'topic',
    DATA_DIR: join(dir, 'data'),
    ROSTER_FILE: roster.file,
    DELIVERY_PACING: 'off',
    HEALTH_PORT: 'off',
    HOME: dir,
    CLOCK_START: START,
  };
});

afterAll(async () => {
  await program?.kill();
  await wx?.stop();
  remove();
});

async function sees(chat: string, isIt: RegExp): Promise<Sent> {
  return vi.waitFor(async () => {
    const sent = await wx.sent(chat);
    const found = sent.find(({ text }) => isIt.test(text));
    if (!found) throw new Error(`${isIt} is not among ${JSON.stringify(sent.map(({ text }) => text))}`);
    return found;
  }, WAIT);
}

describe('the program on WeChat', () => {
  test('does not start until the risk is accepted, and says which', async () => {
    const refused = launch(env);
    expect(await refused.ended).toBe(1);
    expect(refused.errors()).toContain('WECHATY_ACCEPT_RISK=yes');
    expect(refused.errors()).toContain('封号');
    expect((await wx.stats()).starts).toBe(0);
  });

  test('registers a difficulty posted in the group, with a card there', async () => {
    program = await startProgram({ ...env, WECHATY_ACCEPT_RISK: 'yes' });
    await wx.says(account(OWNER), '厂区电压不稳，电机烧了两台，请供电公司来看', { room: ROOM });
    const card = await sees(ROOM, /【诉求件 1】待签收/u);
    expect(card.text).toContain('责任部门：供电公司');
  });

  test('tells the liaison in private with numbers, and “1” signs', async () => {
    const liaison = account('power-a');
    const task = await sees(liaison, /【诉求件 1(】| ·)/u);
    expect(task.text).toContain('电机烧了两台');
    const [, number] = /(\d)\s*签收/u.exec(task.text) ?? [];
    expect(number, `a number for 签收 in: ${task.text}`).toBeDefined();
    await wx.says(liaison, number ?? '');
    await sees(liaison, /诉求件 1 已签收。请在 11月26日（周四）内首次反馈。/u);
  });

  test('keeps the task of a liaison who is no friend yet, and gives it when they speak', async () => {
    const taxman = account('tax-a');
    await wx.do('change', { id: taxman, friend: false });
    await wx.says(account(OWNER), '增值税留抵退税申请三个月没到账，请税务局查一下', { room: ROOM });
    await sees(ROOM, /【诉求件 2】待签收[\s\S]*责任部门：税务局/u);
    await sees(ROOM, /卫景谷（税务局），/u);
    expect(await wx.sent(taxman)).toEqual([]);
    await wx.do('change', { id: taxman, friend: true });
    await wx.says(taxman, '您好');
    expect((await sees(taxman, /【诉求件 2(】| ·)/u)).text).toContain('留抵退税');
  });

  test('keeps the login for itself and says nothing of what people said', () => {
    expect(statSync(join(dir, 'data/wechat')).mode & 0o777).toBe(0o700);
    expect(statSync(join(dir, 'data/wechat/session.memory-card.json')).mode & 0o777).toBe(0o600);
    expect(program.errors()).not.toContain('电压');
  });

  test('stops when it is asked to', async () => {
    expect(await program.stop()).toBe(0);
  });
});
