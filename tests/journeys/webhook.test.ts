/** Telegram calls the program instead of being asked: only with the secret, and nothing is lost. */
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../support/program.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';
import { answersTo, cardWith, countOf } from './helpers.ts';

const SECRET = 'a-secret_of-this-test';
const POWER = '厂区电压不稳，电机烧了两台，请供电公司来看';

let world: World;
let url: string;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}/telegram`;
  world = await startWorld({
    clock: { start: '2026-11-23T09:00:00+08:00', speed: 1 },
    env: {
      TELEGRAM_WEBHOOK_URL: url,
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      TELEGRAM_WEBHOOK_PORT: String(port),
    },
  });
});
afterAll(() => world?.end());

test('what Telegram brings with the secret is registered, answered and delivered', async () => {
  const owner = await world.person(OWNER);
  const liaison = await world.person('power-a');
  await owner.says(world.group, POWER);
  await cardWith(world, world.group, 1, '待签收');
  const task = await world.tg.waitForMessage(liaison, '诉求件 1】');
  expect((await (await liaison.press(task, '签收')).answer()).text).toContain('已签收');
  expect(await world.tg.calls('getUpdates'), 'nobody polls').toEqual([]);
});

test('what anybody else brings is turned away, and nothing comes of it', async () => {
  const owner = await world.person(OWNER);
  const forged = {
    update_id: 999_999_999,
    message: {
      message_id: 1,
      date: 1_795_395_600,
      from: { id: owner.id, is_bot: false, first_name: owner.name },
      chat: { id: world.group.id, type: 'supergroup', title: '政企直通连心桥' },
      text: '变压器漏油，请供电公司处理',
    },
  };
  const bring = async (secret: string | null, method = 'POST'): Promise<number> => {
    const response = await fetch(url, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret }),
      },
      ...(method === 'POST' ? { body: JSON.stringify(forged) } : {}),
    });
    return response.status;
  };
  const said = await answersTo(world, world.group, owner, async () => {
    expect(await bring(null)).toBe(401);
    expect(await bring('')).toBe(401);
    expect(await bring(`${SECRET}x`)).toBe(401);
    expect(await bring(SECRET.toUpperCase())).toBe(401);
    expect(await bring(null, 'GET')).toBe(405);
  });
  expect(said).toEqual([]);
});

test('what comes while the program is down is brought again when it is up, once', async () => {
  const owner = await world.person(OWNER);
  await world.program.kill();
  await owner.says(world.group, '电线杆歪了，请供电公司来看');
  await world.restart({ CLOCK_START: '2026-11-23T10:00:00+08:00' });
  await cardWith(world, world.group, 2, '待签收');
  await answersTo(world, world.group, owner, async () => {});
  expect(await countOf(world, world.group, '电线杆歪了')).toBe(1);
});

test('an address without a secret is refused at start', async () => {
  const { TELEGRAM_WEBHOOK_SECRET: _, ...env } = world.env;
  const program = launch({ ...env, DATA_DIR: `${world.dataDir}-2` });
  expect(await program.ended).toBe(1);
  expect(program.errors()).toContain('设置了 TELEGRAM_WEBHOOK_URL，还要设置 TELEGRAM_WEBHOOK_SECRET');
});
