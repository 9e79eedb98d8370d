/** Reminders, over the National Day holiday of 2026 (1–7 October off, Saturday the 10th on) and after a long stop. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PATIENCE } from '../support/patience.ts';
import type { FakeUser } from '../support/telegram/client.ts';
import { OTHER_OWNER, OWNER, startWorld, type World } from '../support/world.ts';
import { answersTo, answerTo, cardWith, countOf, heard, labels } from './helpers.ts';

const POWER = '厂区电压不稳，电机烧了两台，请供电公司来看';
const LAND = '厂房的不动产证一直办不下来，请自然资源局帮忙';
const TAX = '增值税留抵退税还没到账，请税务局查一下';
const GAS = '天然气压力不够，请燃气公司来看';

let world: World;
let owner: FakeUser;
let silent: FakeUser;
const people: Record<string, FakeUser> = {};

/** What a person has been told that begins so, oldest first. */
async function told(id: string, ...beginnings: readonly string[]): Promise<readonly string[]> {
  const all = await heard(world, people[id] as FakeUser);
  return all.map(({ text }) => text).filter((text) => beginnings.some((words) => text.startsWith(words)));
}
const reminders = (id: string) =>
  told(id, '【今日提醒】', '【提醒】', '【超期】', '【催办通知】', '【督办通知单】');
const firstLines = (texts: readonly string[]) => texts.map((text) => text.split('\n')[0]);

async function startAt(start: string): Promise<void> {
  world = await startWorld({ clock: { start, speed: 1 } });
  for (const id of [
    'power-a',
    'power-head',
    'land-a',
    'land-head',
    'tax-a',
    'gas-a',
    'gas-head',
    'water-a',
    'water-head',
    'dispatcher-1',
    'dispatcher-2',
    'leader-1',
    'leader-2',
  ]) {
    people[id] = await world.person(id);
  }
  owner = await world.person(OWNER);
  silent = await world.person(OTHER_OWNER);
}

beforeAll(async () => {
  // The last working day before the holiday, a Wednesday.
  await startAt('2026-09-30T10:00:00+08:00');

  await owner.says(world.group, POWER);
  await cardWith(world, world.group, 1, '待签收');
  await owner.says(world.group, LAND);
  await cardWith(world, world.group, 2, '待签收');
  await people['land-a']?.tells('反馈 2 正在调档，节后答复');
  await cardWith(world, world.group, 2, '最新反馈');
  await silent.says(world.group, TAX);
  await cardWith(world, world.group, 3, '待签收');
  await people['tax-a']?.tells('办结 3 退税款已到账');
  await world.tg.waitForMessage(silent, '请问解决了吗');
  await owner.says(world.group, GAS);
  await cardWith(world, world.group, 4, '待签收');
  await people['gas-a']?.tells('办结 4 已调高门站压力');
  await cardWith(world, world.group, 4, '待企业评价');
  await owner.says(world.group, '满意');
  await cardWith(world, world.group, 4, '已销号');

  // The evening briefs.
  await world.restart({ CLOCK_START: '2026-09-30T17:30:00+08:00', CLOCK_SPEED: '1' });
  for (const id of ['dispatcher-1', 'dispatcher-2', 'leader-1', 'leader-2']) {
    await world.tg.waitForMessage(people[id] as FakeUser, '【周报】');
  }

  // From here more than a day passes each second, until both dispatchers hear of the last overdue ticket.
  await world.restart({ CLOCK_START: '2026-09-30T17:31:00+08:00', CLOCK_SPEED: '120000' });
  for (const id of ['dispatcher-1', 'dispatcher-2', 'land-head', 'power-head']) {
    for (const number of [1, 2]) {
      if (id === 'land-head' && number === 1) continue;
      if (id === 'power-head' && number === 2) continue;
      const words = id.startsWith('dispatcher') ? '【督办通知单】' : `诉求件 ${number}（`;
      await world.tg.waitForMessage(people[id] as FakeUser, words, 30_000);
    }
  }
  // Its paper is made apart, so the head's may come after the dispatchers' one.
  await world.tg.waitForMessage(people['land-head'] as FakeUser, '【督办通知单】', 30_000);
});
afterAll(() => world?.end());

describe('over a holiday', () => {
  test('two steps due on the same day are one message that names both; the head hears the day after', async () => {
    expect(await reminders('power-a')).toEqual([
      expect.stringMatching(/^【今日提醒】10月8日（周四），共 2 项：[\s\S]*诉求件 1（星火样例煤焦有限公司）/),
      expect.stringMatching(
        /^【今日提醒】10月9日（周五），共 2 项：[\s\S]*办结时限 10月8日（周四）内，已超期 1 天/,
      ),
    ]);
    expect((await reminders('power-a'))[0]).toMatch(/签收时限 10月8日[\s\S]*办结时限 10月8日/);
    expect((await reminders('power-head'))[0]).toMatch(/诉求件 1（[\s\S]*供电公司专人：余文岭/);
  });

  test('who has not resolved is reminded before and after; the head the day after; the dispatchers in a week', async () => {
    expect(await reminders('land-a')).toEqual([
      expect.stringMatching(/^【提醒】诉求件 2（星火样例煤焦有限公司）办结时限 10月8日（周四）内。\n诉求：/),
      expect.stringMatching(
        /^【催办通知】诉求件 2（星火样例煤焦有限公司）已超期 1 天，时限为 10月8日（周四）内，专人 尹志苒。/,
      ),
    ]);
    expect(await reminders('land-head')).toEqual([
      expect.stringContaining('已超期 1 天'),
      expect.stringMatching(
        /^【督办通知单】诉求件 2\n[\s\S]*已超期 6 天\n责任：.*尹志苒 .*\n要求：.*请在 .*内说明原因/,
      ),
    ]);
    for (const id of ['dispatcher-1', 'dispatcher-2']) {
      const [orders = '', ...others] = await reminders(id);
      expect(others, 'both in one').toEqual([]);
      expect(orders).toMatch(/诉求件 1（.*\n　【督办通知单】[\s\S]*诉求件 2（.*\n　【督办通知单】/);
    }
  });

  test('a finished ticket reminds nobody', async () => {
    expect(await reminders('gas-a')).toEqual([]);
    expect(await reminders('gas-head')).toEqual([]);
    expect(await reminders('tax-a')).toEqual([]);
  });

  test('the enterprise that stays silent is asked once more, then the ticket closes as 未评价', async () => {
    const again = (await heard(world, silent)).filter(({ text }) => text.startsWith('诉求件 3 已办结，请在'));
    expect(again.map(({ text }) => text)).toEqual([
      '诉求件 3 已办结，请在 10月13日（周二）内评价；到期未评价将按“未评价”销号。',
    ]);
    const card = await cardWith(world, world.group, 3, '已销号（未评价）');
    expect(card.text, 'silence is no praise').not.toContain('企业评价');
    await world.tg.waitForMessage(
      silent,
      '诉求件 3 到期未评价，已按“未评价”销号，不算满意。问题还在，请点“重开”。',
    );
    await world.tg.waitForMessage(
      people['tax-a'] as FakeUser,
      '诉求件 3 企业到期未评价，已按“未评价”销号，不算满意。',
    );
  });

  test('a button of the reminder still rates it, and changes no figure', async () => {
    const again = (await heard(world, silent)).find(({ text }) => text.startsWith('诉求件 3 已办结，请在'));
    expect(labels(again as never)).toContain('满意');
    const answer = await (await silent.press(again as never, '满意')).answer();
    expect(answer.text).toContain('补记为“满意”，各期的数不变');
  });

  test('briefs: the dispatchers daily and weekly, the leaders weekly, each once, none on days off', async () => {
    for (const id of ['dispatcher-1', 'dispatcher-2']) {
      expect(firstLines(await told(id, '【日报】')).slice(0, 6)).toEqual([
        '【日报】9月30日（周三）',
        '【日报】10月8日（周四）',
        '【日报】10月9日（周五）',
        '【日报】10月10日（周六）',
        '【日报】10月12日（周一）',
        '【日报】10月13日（周二）',
      ]);
    }
    // The fast clock goes on: however far it has come, what was told first stands first.
    for (const id of ['leader-1', 'leader-2', 'dispatcher-1']) {
      expect(firstLines(await told(id, '【周报】')).slice(0, 2)).toEqual([
        expect.stringContaining('至9月30日（周三）'),
        expect.stringContaining('至10月10日（周六）'),
      ]);
    }
    expect(await told('leader-1', '【日报】')).toEqual([]);
    const [first] = await told('dispatcher-1', '【日报】');
    expect(first).toContain('在办 3（待企业评价 1）\n超期 0　临期 2\n新收 4　剔除 0\n销号 1（未评价 0）\n');
    expect(first).toMatch(/\n台账 \d+:[0-9a-f]{12}$/);
  });
});

describe('after a long stop', () => {
  // A Friday, in a world of its own: nobody knows how far the fast clock has come.
  beforeAll(async () => {
    await world.end();
    await startAt('2026-10-16T10:00:00+08:00');
  });

  test('one reminder fits the present, however many hours were missed', async () => {
    await world.restart({ CLOCK_START: '2026-10-19T10:00:00+08:00', CLOCK_SPEED: '1' });
    const [liaison, head] = [people['water-a'] as FakeUser, people['water-head'] as FakeUser];
    await owner.says(world.group, '厂区取水口淤泥堵了，请水利局来看');
    await cardWith(world, world.group, 1, '责任部门：水利局');
    await answerTo(world, liaison, () => liaison.tells('签收 1'));

    // Feedback was due on the 22nd, the result on the 26th: five reminders have come and gone.
    await world.restart({ CLOCK_START: '2026-10-28T10:00:00+08:00', CLOCK_SPEED: '1' });
    await world.tg.waitForMessage(head, '诉求件 1');
    await answersTo(world, liaison, liaison, async () => {});
    const late = /^【今日提醒】10月28日（周三），共 2 项：[\s\S]*办结时限 10月26日（周一）内，已超期 2 天/;
    expect(await reminders('water-a')).toEqual([expect.stringMatching(late)]);
    expect(await reminders('water-head')).toEqual([expect.stringMatching(late)]);
  });

  test('briefs of the last days are made up for and say that they are late; older ones are not', async () => {
    await world.tg.waitForMessage(people['dispatcher-1'] as FakeUser, '【日报】10月27日（周二）');
    await vi.waitFor(async () => {
      const late = (await told('dispatcher-1', '【日报】')).filter((text) => text.includes('现补发'));
      // Whether one of the 16th, when nothing had happened yet, comes is not looked at here.
      expect(firstLines(late).filter((line) => line !== '【日报】10月16日（周五）')).toEqual([
        '【日报】10月26日（周一）',
        '【日报】10月27日（周二）',
      ]);
    }, PATIENCE);
  });

  test('a reminder that waits while the ticket is finished is not sent any more', async () => {
    const liaison = people['gas-a'] as FakeUser;
    await world.restart({ CLOCK_START: '2026-10-29T10:00:00+08:00', CLOCK_SPEED: '1' });
    await owner.says(world.group, GAS);
    await cardWith(world, world.group, 2, '待签收');
    await world.tg.waitForMessage(liaison, /诉求件 2[】 ]/u);
    // Stopped in peace, so that nothing but the reminder is sent after the next start.
    await world.program.stop();
    // Signing is due on Friday the 30th; at nine Telegram asks for a pause in the liaison's chat.
    await world.tg.fault({ kind: 'tooMany', chat: liaison.id, method: 'sendMessage', retryAfter: 5 });
    await world.restart({ CLOCK_START: '2026-10-30T08:59:59+08:00', CLOCK_SPEED: '1' });
    await world.tg.waitFor(
      (calls) => calls.some((call) => call.chat === liaison.id && call.status === 429),
      5000,
      'a refused reminder',
    );
    await liaison.says(world.group, '办结 2 压力已恢复');
    await cardWith(world, world.group, 2, '待企业评价');
    const after = await world.tg.waitForMessage(
      liaison,
      (message) => message.text.startsWith('【诉求件 2】已办结'),
      60_000,
    );
    expect(after.edits).toBeGreaterThan(0);
    expect(await countOf(world, liaison, '诉求件 2（星火样例煤焦有限公司）还没签收')).toBe(0);
  });
});
