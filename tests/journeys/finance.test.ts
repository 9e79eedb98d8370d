/**
 * 政银企对接 in the program that a county starts, on Telegram, by all roles and over a kill: and what was told in confidence, looked
 * for in every other chat, in the log and in whatever lies on disk.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesBelow, KEY } from '../support/keys.ts';
import type { FakeUser } from '../support/telegram/client.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';
import { answersTo, answerWith, labels } from './helpers.ts';

let world: World;
let owner: FakeUser;
let hub: FakeUser;
let bank: FakeUser;
let leader: FakeUser;
let logs = '';

/** The need, as it is typed, as it is printed, and as it is counted; what the bank grants; and words of the need. */
const PLANTED = ['513.7万', '513.7 万', ':5137000', '417.3万', '417.3 万', ':4173000', '电熔炉'] as const;
const NEED = '融资 513.7万 一年 买电熔炉 厂房抵押 给 农商行';

beforeAll(async () => {
  world = await startWorld({
    clock: { start: '2026-11-24T09:00:00+08:00', speed: 1 },
    env: { REPORT_KEY: KEY, CHECKPOINT_EVERY: '10', LOG_LEVEL: 'debug' },
  });
  owner = await world.person(OWNER);
  hub = await world.person('dispatcher-1');
  bank = await world.person('nongshang-a');
  leader = await world.person('leader-1');
});
afterAll(() => world?.end());

const on = (when: string): Promise<void> => world.restart({ CLOCK_START: when, CLOCK_SPEED: '1' });
const withButton = (person: FakeUser, label: string) =>
  world.tg.waitForMessage(person, (message) => labels(message).includes(label));

function nothingCanBeRead(when: string): void {
  // Nor that there is a need at all, which bank has it, or what it said. (The office called finance has its name on record.)
  const need = [':"finance"', '"finance":{', '"finance":[', '"yuan"', 'nongshang"'];
  const needles = [...PLANTED, ...need].map((word) => Buffer.from(word));
  const found = [...filesBelow(world.dataDir)].filter(([, bytes]) =>
    needles.some((one) => bytes.includes(one)),
  );
  expect(
    found.map(([name]) => name),
    when,
  ).toEqual([]);
  logs += world.program.errors() + world.program.output();
  for (const word of PLANTED) expect(logs, `the log, ${when}`).not.toContain(word);
}

test('in the group it is not taken, and said in private how', async () => {
  const said = await answersTo(world, world.group, owner, () =>
    owner.says(world.group, '融资 9万 一年 试试'),
  );
  expect(said.join()).not.toContain('融资');
  await world.tg.waitForMessage(owner, '只在私聊里办');
});

test('told and handed in, looked at by the hub without the amount, and opened to the one bank chosen', async () => {
  await owner.tells(NEED);
  await owner.press(await withButton(owner, '提交'), '提交');
  const task = await withButton(hub, '五项都符合，推荐');
  expect(task.text).toContain('【融资需求 1】');
  nothingCanBeRead('told');
  await hub.press(task, '五项都符合，推荐');
  const opened = await withButton(bank, '愿接');
  expect(opened.text).toContain('金额：513.7 万元');
  nothingCanBeRead('opened to the bank');
});

test('taken up, chosen, granted and lent, over a kill between two of them', async () => {
  await bank.press(await withButton(bank, '愿接'), '愿接');
  await owner.press(await withButton(owner, '选 样例农村商业银行'), '选 样例农村商业银行');
  await withButton(bank, '授信');
  await on('2026-11-24T11:00:00+08:00');
  nothingCanBeRead('started again');
  await answerWith(world, owner, '授信 417.3 万元', () => bank.tells('融资 1 授信 417.3万 3.85%'));
  await answerWith(world, owner, '累计 417.3 万元', () => bank.tells('融资 1 放款 417.3万'));
  nothingCanBeRead('lent');
});

test('the hub, a leader and another bank ask for all they can, and read no amount and no firm with it', async () => {
  const brief = await answerWith(world, leader, '政银企对接', () => leader.tells('简报 本月'));
  expect(brief.text).toContain('放款 1 家（意向不是贷款）');
  const own = await answerWith(world, leader, '需求 1 笔', () => leader.tells('融资'));
  expect(own.text).not.toContain('星火');
  await answerWith(world, hub, '已授信', () => hub.tells('融资 1'));
  const other = await world.person('chengshang-a');
  await answerWith(world, other, '没有融资需求 1', () => other.tells('融资 1'));
  const rival = await world.person('shangchao-1');
  await answerWith(world, rival, '没有融资需求 1', () => rival.tells('融资 1'));
  for (const place of [world.group, hub, leader, other, rival]) {
    for (const { text } of await world.tg.messages(place)) {
      // What it is for, the hub reads: it looks at that.
      const secret = PLANTED.filter((word) => place !== hub || word !== '电熔炉');
      for (const word of secret) expect(text, `${word} in another chat`).not.toContain(word);
    }
  }
  nothingCanBeRead('asked for');
});

test('stopped in peace, nothing lies on disk in clear either, and it is all there again', async () => {
  await world.program.stop();
  nothingCanBeRead('stopped');
  await on('2026-11-24T14:00:00+08:00');
  const shown = await answerWith(world, owner, '【融资需求 1】', () => owner.tells('融资 1'));
  expect(shown.text).toContain('授信 417.3 万元，年利率 3.85%，已放款 417.3 万元');
});
