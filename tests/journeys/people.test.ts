/** Who is who: private chats not opened, accounts not bound, invite codes and those who guess them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FakeUser } from '../support/telegram/client.ts';
import { OTHER_OWNER, OWNER, startWorld, type World } from '../support/world.ts';
import {
  answersTo,
  answerTo,
  cardWith,
  countOf,
  heard,
  invite,
  labels,
  npmRoster,
  roster,
} from './helpers.ts';

const POWER = '厂区电压不稳，电机烧了两台，请供电公司来看';
const TAX = '增值税留抵退税还没到账，请税务局查一下';

let world: World;
let owner: FakeUser;

beforeAll(async () => {
  world = await startWorld({
    clock: { start: '2026-11-23T09:00:00+08:00', speed: 1 },
    unbound: [OWNER, 'tax-a', 'water-a', 'fenhe-xm-1', 'taotang-1', 'fengling-1', 'kuangyi-1'],
  });
  owner = await world.person(OTHER_OWNER);
});
afterAll(() => world?.end());

describe('a liaison who never pressed /start', () => {
  test('is called in the group once, however much waits for them', async () => {
    await world.person('power-a', { started: false });
    await owner.says(world.group, POWER);
    await cardWith(world, world.group, 1, '专人：余文岭');
    await world.tg.waitForMessage(
      world.group,
      '余文岭（供电公司），有消息要发给您，但我还不能私聊您。请打开与我的私聊，按“开始”或说一句话（微信先加好友），我马上补发。',
    );
    await owner.says(world.group, '变压器漏油，请供电公司处理');
    await cardWith(world, world.group, 2, '专人：余文岭');
    await answersTo(world, world.group, owner, async () => {});
    expect(await countOf(world, world.group, '余文岭（供电公司），有消息要发给您')).toBe(1);
  });

  test('gets everything, in order, when they do', async () => {
    const liaison = await world.person('power-a');
    await liaison.starts();
    await world.tg.waitForMessage(liaison, '诉求件 2');
    const words = (await heard(world, liaison)).map(({ text }) => text);
    const first = words.findIndex((text) => text.includes('诉求件 1】'));
    const second = words.findIndex((text) => text.includes('诉求件 2】'));
    expect(first).toBeGreaterThanOrEqual(0);
    expect(second).toBeGreaterThan(first);
    await world.tg.waitForMessage(liaison, '余文岭您好，您已绑定：供电公司专人（A岗）。');
  });

  test('who blocks the bot and comes back gets what came meanwhile, and one greeting', async () => {
    const liaison = await world.person('power-a');
    await liaison.blocks();
    await owner.says(world.group, '电线杆歪了，请供电公司来看');
    await cardWith(world, world.group, 3, '专人：余文岭');
    await answersTo(world, world.group, owner, async () => {});
    const called = await countOf(world, world.group, '余文岭（供电公司），有消息要发给您');
    expect(called, 'once before, and once since the chat was closed again').toBe(2);
    const greetings = await countOf(world, liaison, '您已绑定');
    await liaison.starts();
    await world.tg.waitForMessage(liaison, '诉求件 3');
    await answersTo(world, liaison, liaison, async () => {});
    expect(await countOf(world, liaison, '您已绑定')).toBe(greetings + 1);
    expect(await countOf(world, liaison, '【诉求件 3】')).toBe(1);
  });
});

describe('a liaison whose account is not bound', () => {
  test('is named in the group with what to do, once, and gets the task after sending the code', async () => {
    await owner.says(world.group, TAX);
    await cardWith(world, world.group, 4, '专人：卫景谷');
    await world.tg.waitForMessage(
      world.group,
      '卫景谷（税务局），有诉求件要交给您，但您还没有绑定账号。请私聊我发送邀请码；没有邀请码，请联系姜志辰。',
    );
    const liaison = await world.person('tax-a');
    const code = await invite(world, 'tax-a');
    // As people copy it: small letters, full-width signs, spaces.
    const told = await answerTo(world, liaison, () =>
      liaison.tells(` ${code.toLowerCase().replaceAll('-', '－')} `),
    );
    expect(told.text).toContain('卫景谷您好，已绑定：税务局专人（A岗）。');
    await world.tg.waitForMessage(liaison, '【诉求件 4】');
    expect(await countOf(world, world.group, '卫景谷（税务局），有诉求件要交给您')).toBe(1);
  });
});

describe('an owner who is a stranger', () => {
  test('is told in the group that nothing was registered, and what to do', async () => {
    const stranger = await world.person(OWNER);
    const said = await answersTo(world, world.group, owner, () => stranger.says(world.group, POWER));
    expect(said).toEqual([
      'xinghuo-1，我还不知道您是哪家企业的，这条没有登记。请先私聊我发送邀请码，绑定后我会问您要不要登记。',
    ]);
    expect(
      await answersTo(world, world.group, owner, () => stranger.says(world.group, '收到，谢谢')),
      'small talk of strangers is left alone',
    ).toEqual([]);
  });

  test('is asked after binding whether the words are to be registered, and one tap does it', async () => {
    const stranger = await world.person(OWNER);
    const code = await invite(world, OWNER);
    await stranger.tells(code);
    await world.tg.waitForMessage(stranger, '袁春霖您好，已绑定：星火样例煤焦有限公司企业联系人。');
    const offer = await world.tg.waitForMessage(stranger, `您此前说过：“${POWER}”。现在登记吗？`);
    expect(labels(offer)).toEqual(['登记', '不用了']);
    await (await stranger.press(offer, '登记')).answer();
    const card = await cardWith(world, stranger, 5, '责任部门：供电公司');
    expect(card.text).toContain('星火样例煤焦有限公司');
    const again = await (await stranger.press(offer, '登记')).answer();
    expect(again.text).toBe('这个按钮已经过时，请用最新一条消息里的按钮。');
  });

  test('who opens a link with the code is bound by /start itself', async () => {
    const stranger = await world.person('fengling-1', { started: false });
    const code = await invite(world, 'fengling-1');
    const told = await answerTo(world, stranger, () => stranger.tells(`/start ${code}`));
    expect(told.text).toContain('傅海屿您好，已绑定：风岭示范新能源有限公司企业联系人。');
  });

  test('who says nothing but /start is told whom to ask', async () => {
    const stranger = await world.person('taotang-1', { started: false });
    const told = await answerTo(world, stranger, () => stranger.starts());
    expect(told.text).toContain('请把邀请码发给我；没有邀请码，请联系姜志辰。');
  });
});

describe('invite codes', () => {
  test('each can be used once, by nobody else afterwards', async () => {
    const [member, thief] = [await world.person('fenhe-xm-1'), await world.person('taotang-1')];
    const code = await invite(world, 'fenhe-xm-1');
    const told = await answerTo(world, member, () => member.tells(code));
    expect(told.text).toContain('卫志辰您好，已绑定：汾河示范洗煤有限公司企业联系人。');
    const refused = await answerTo(world, thief, () => thief.tells(code));
    expect(refused.text).toBe('这个邀请码已经用过，请联系管理员重发。');
  });

  test('revoked by the operator, it is void', async () => {
    const stranger = await world.person('taotang-1');
    const code = await invite(world, 'taotang-1');
    const { code: status, text } = await npmRoster(world, 'revoke', code);
    expect([status, text]).toEqual([0, expect.stringContaining('邀请码已作废。')]);
    const refused = await answerTo(world, stranger, () => stranger.tells(code));
    expect(refused.text).toBe('这个邀请码已经作废，请联系管理员重发。');
  });

  test('pasted in the group for all to read, it is spent at once', async () => {
    const stranger = await world.person('taotang-1');
    const code = await invite(world, 'taotang-1');
    const told = await answerTo(world, world.group, () => stranger.says(world.group, code));
    expect(told.text).toBe('邀请码请私聊发给我，不要发在群里。这个码已作废，请联系管理员重发。');
    const refused = await answerTo(world, stranger, () => stranger.tells(code));
    expect(refused.text).toBe('这个邀请码已经作废，请联系管理员重发。');
  });

  test('for somebody who is not in the roster there is none', async () => {
    expect(await roster(world, 'invite', 'nobody')).toEqual({
      code: 1,
      text: '名册里没有编号为“nobody”的人。用 npm run roster -- list 查看编号。\n',
    });
  });

  test('who guesses is stopped after five wrong ones, even with the right one; others are not', async () => {
    const guesser = await world.person('kuangyi-1');
    const code = await invite(world, 'kuangyi-1');
    for (const guess of ['2222', '3333', '4444', '5555', '6666']) {
      const refused = await answerTo(world, guesser, () => guesser.tells(`LX-${guess}-${guess}-${guess}`));
      expect(refused.text).toBe('邀请码不对，请核对后再发。');
    }
    const stopped = await answerTo(world, guesser, () => guesser.tells(code));
    const other = await world.person('taotang-1');
    const mistyped = await answerTo(world, other, () => other.tells('LX-8888-8888-8888'));
    expect(mistyped.text).toBe('邀请码不对，请核对后再发。');
    expect(stopped.text).toMatch(/^试错次数太多，请 (5\d|60) 分钟后再试，或联系管理员。$/);
  });

  test('made while the program is down, they work when it is up; after an hour the guesser may try again', async () => {
    await world.program.kill();
    const code = await invite(world, 'taotang-1');
    const list = await roster(world, 'list');
    expect(list.text).toMatch(/taotang-1\t倪振辰\t未绑定\t邀请码有效至/);
    expect(list.text).toMatch(/fenhe-xm-1\t卫志辰\ttelegram\/\d+\n/);
    await world.restart({ CLOCK_START: '2026-11-23T10:30:00+08:00' });
    const member = await world.person('taotang-1');
    const told = await answerTo(world, member, () => member.tells(code));
    expect(told.text).toContain('倪振辰您好，已绑定');
    const guesser = await world.person('kuangyi-1');
    const refused = await answerTo(world, guesser, () => guesser.tells('LX-7777-7777-7777'));
    expect(refused.text).toBe('邀请码不对，请核对后再发。');
  });

  test('after seven days a code has expired', async () => {
    const stranger = await world.person('water-a');
    const code = await invite(world, 'water-a');
    await world.restart({ CLOCK_START: '2026-12-01T09:00:00+08:00' });
    const refused = await answerTo(world, stranger, () => stranger.tells(code));
    expect(refused.text).toBe('这个邀请码已经过期，请联系管理员重发。');
  });
});
