/** Groups and people under names: what happens to groups, and who is who where ids do not last. */
import { describe, expect, it, vi } from 'vitest';
import { BOT } from '../../support/wechat/client.ts';
import { BOSS, onFakeWechat, ROOM, WAIT, words } from './bench.ts';

const open = onFakeWechat();
const TWIN = '200@chatroom';
const NAMED = 'topic:政企直通群';

describe('what happens to a group', () => {
  it('the bot is let in, put out, and the group is dissolved', async () => {
    const { wx, started } = await open();
    await wx.room({ id: TWIN, topic: '新群', members: { [BOSS]: '' }, bot: false });
    const { inbox } = await started();
    await wx.do('join', { room: TWIN, by: BOSS });
    expect(await inbox.heard(({ what }) => what === 'joined')).toMatchObject({
      chat: { id: TWIN, kind: 'group', title: '新群' },
      sender: { id: BOSS },
    });
    await wx.do('leave', { room: TWIN, by: BOSS });
    expect((await inbox.heard(({ what }) => what === 'left')).chat.id).toBe(TWIN);
    await wx.do('dissolve', { room: ROOM, by: BOSS });
    expect((await inbox.heard(({ what, chat }) => what === 'left' && chat.id === ROOM)).chat.id).toBe(ROOM);
    expect(inbox.received.map(({ key }) => key)).toHaveLength(
      new Set(inbox.received.map((one) => one.key)).size,
    );
  });

  it('others who come and go are no matter', async () => {
    const { wx, started } = await open();
    await wx.person({ id: 'wxid_new', name: '新人' });
    const { inbox } = await started();
    await wx.do('join', { room: ROOM, who: 'wxid_new', by: BOSS });
    await wx.do('leave', { room: ROOM, who: 'wxid_new', by: BOSS });
    await wx.says(BOSS, '最后一句', { room: ROOM });
    await inbox.heard('最后一句');
    expect(inbox.received.map(({ what }) => what)).toEqual(['text']);
  });

  it('a new name is no matter where groups are known by their ids', async () => {
    const { wx, started } = await open();
    const { inbox } = await started();
    await wx.do('topic', { room: ROOM, topic: '新名', by: BOSS });
    await wx.says(BOSS, '最后一句', { room: ROOM });
    expect((await inbox.heard('最后一句')).chat.id).toBe(ROOM);
    expect(inbox.received.map(({ what }) => what)).toEqual(['text']);
  });

  it('requests of friends and invitations are left to the operator; who was accepted has opened the chat', async () => {
    const { wx, started, logged } = await open();
    await wx.person({ id: 'wxid_new', name: '新人' });
    const { inbox } = await started();
    await wx.do('friendship', { id: 'receive-wxid_new' });
    await wx.do('invitation');
    await wx.do('friendship', { id: 'confirm-wxid_new' });
    const opened = await inbox.heard(({ what }) => what === 'start');
    expect(opened).toMatchObject({ chat: { id: 'wxid_new', kind: 'private' }, sender: { id: 'wxid_new' } });
    expect(inbox.received).toHaveLength(1);
    expect(logged()).toContain('申请加机器人为微信好友');
    expect(logged()).toContain('有人请机器人进群');
  });
});

describe('groups known by their names', () => {
  const byTopic = { groupBy: 'topic' } as const;

  it('are heard and spoken to under the name', async () => {
    const { wx, started } = await open();
    const { channel, inbox } = await started(byTopic);
    await wx.says(BOSS, '停电', { room: ROOM });
    expect((await inbox.heard('停电')).chat).toEqual({ id: NAMED, kind: 'group', title: '政企直通群' });
    await channel.send(words(NAMED, '已登记'));
    expect((await wx.sent(ROOM)).map(({ text }) => text)).toEqual(['已登记']);
  });

  it('move when they are renamed', async () => {
    const { wx, started } = await open();
    const { channel, inbox } = await started(byTopic);
    await wx.do('topic', { room: ROOM, topic: '政企直通群（新）', by: BOSS });
    expect(await inbox.heard(({ what }) => what === 'moved')).toMatchObject({
      chat: { id: NAMED },
      text: 'topic:政企直通群（新）',
    });
    await wx.says(BOSS, '还在', { room: ROOM });
    expect((await inbox.heard('还在')).chat.id).toBe('topic:政企直通群（新）');
    await expect(channel.send(words(NAMED, '旧名'))).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('that another group only calls itself are not that group, nor when it is renamed', async () => {
    const { wx, started, logged } = await open();
    const { channel, inbox } = await started(byTopic);
    await wx.says(BOSS, '先来', { room: ROOM });
    await inbox.heard('先来');
    await wx.room({ id: TWIN, topic: '政企直通群', members: { wxid_liar: '' } });
    await wx.says('wxid_liar', '冒名', { room: TWIN });
    expect((await inbox.heard('冒名')).chat.id, 'a group nobody serves').toBe(TWIN);
    expect(channel.health()).toMatchObject({ state: 'up', note: expect.stringContaining('1 个群名') });
    await channel.send(words(NAMED, '给真的'));
    expect(await wx.sent(TWIN)).toEqual([]);
    await wx.do('topic', { room: TWIN, topic: '别的名', by: 'wxid_liar' });
    await wx.says('wxid_liar', '改名了', { room: TWIN });
    expect((await inbox.heard('改名了')).chat.id).toBe('topic:别的名');
    expect(inbox.received.filter(({ what }) => what === 'moved')).toEqual([]);
    expect(logged()).toContain('两个同名的群');
  });

  it('that two groups bore from the start are neither’s', async () => {
    const { wx, started } = await open();
    await wx.room({ id: TWIN, topic: '政企直通群', members: { wxid_liar: '' } });
    const { channel, inbox } = await started(byTopic);
    await wx.says(BOSS, '谁是真的', { room: ROOM });
    expect((await inbox.heard('谁是真的')).chat.id).toBe(ROOM);
    await expect(channel.send(words(NAMED, '发给谁'))).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('同名'),
    });
  });

  it('are left under their names when they are dissolved', async () => {
    const { wx, started } = await open();
    const { channel, inbox } = await started(byTopic);
    await wx.says(BOSS, '停电', { room: ROOM });
    await inbox.heard('停电');
    await wx.do('dissolve', { room: ROOM, by: BOSS });
    expect((await inbox.heard(({ what }) => what === 'left')).chat.id).toBe(NAMED);
    await expect(channel.send(words(NAMED, '还有人吗'))).rejects.toMatchObject({ kind: 'unreachable' });
  });
});

describe('people known by the remark the owner of the bot gave', () => {
  const byRemark = { identity: 'remark' } as const;

  it('have it everywhere, and are spoken to by it; without one it is the id', async () => {
    const { wx, started } = await open();
    await wx.person({ id: 'wxid_a', name: 'sunny', remark: '供电公司余文岭' });
    const { channel, inbox } = await started(byRemark);
    await wx.says('wxid_a', '私下', {});
    await wx.says('wxid_a', '群里', { room: ROOM });
    await wx.says(BOSS, '没有备注', { room: ROOM });
    const named = 'remark:供电公司余文岭';
    expect(await inbox.heard('私下')).toMatchObject({ sender: { id: named }, chat: { id: named } });
    expect((await inbox.heard('群里')).sender.id).toBe(named);
    expect((await inbox.heard('没有备注')).sender.id).toBe(BOSS);
    await channel.send(words(named, '请签收'));
    expect((await wx.sent('wxid_a')).map(({ text }) => text)).toEqual(['请签收']);
  });

  it('are not the one who bore it in an earlier run', async () => {
    const { wx, started } = await open();
    await wx.person({ id: 'wxid_a', name: 'sunny', remark: '余文岭' });
    const first = await started(byRemark);
    await wx.says('wxid_a', '头一回');
    expect((await first.inbox.heard('头一回')).sender.id).toBe('remark:余文岭');
    await first.channel.stop();
    await wx.do('change', { id: 'wxid_a', remark: '彭海泉' });
    const second = await started(byRemark);
    await wx.says('wxid_a', '第二回');
    expect((await second.inbox.heard('第二回')).sender.id).toBe('remark:彭海泉');
    await expect(second.channel.send(words('remark:余文岭', '在吗'))).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });

  it('that two bear are nobody', async () => {
    const { wx, started } = await open();
    await wx.person({ id: 'wxid_a', remark: '余文岭' });
    await wx.person({ id: 'wxid_b', remark: '余文岭' });
    const { channel } = await started(byRemark);
    await expect(channel.send(words('remark:余文岭', '请签收'))).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('备注相同'),
    });
    expect(await wx.sent()).toEqual([]);
  });
});

describe('people known by their name in the group', () => {
  const byAlias = { identity: 'alias' } as const;

  it('only claim it, in that group alone and never in private; they are their accounts', async () => {
    const { wx, started } = await open();
    await wx.do('nickname', { room: ROOM, who: BOSS, name: '余文岭' });
    await wx.room({ id: TWIN, topic: '别的群', members: { wxid_liar: '余文岭' } });
    const { channel, inbox } = await started(byAlias);
    await wx.says(BOSS, '真的', { room: ROOM });
    await wx.says('wxid_liar', '别处的', { room: TWIN });
    await wx.says(BOSS, '私下');
    expect((await inbox.heard('真的')).sender).toMatchObject({ id: BOSS, claims: `alias:余文岭@${ROOM}` });
    expect((await inbox.heard('别处的')).sender).toMatchObject({
      id: 'wxid_liar',
      claims: `alias:余文岭@${TWIN}`,
    });
    const { sender } = await inbox.heard('私下');
    expect(sender.id).toBe(BOSS);
    expect(sender).not.toHaveProperty('claims');
    await expect(channel.send(words(`alias:余文岭@${ROOM}`, '请签收'))).rejects.toMatchObject({
      kind: 'unreachable',
    });
  });

  it('are nobody by a name that two of them bear', async () => {
    const { wx, started } = await open();
    await wx.person({ id: 'wxid_liar', name: '路人' });
    await wx.room({ id: ROOM, topic: '政企直通群', members: { [BOSS]: '余文岭', wxid_liar: '余文岭' } });
    const { inbox } = await started(byAlias);
    await wx.says(BOSS, '真的', { room: ROOM });
    await wx.says('wxid_liar', '冒名', { room: ROOM });
    for (const text of ['真的', '冒名'])
      expect((await inbox.heard(text)).sender, text).not.toHaveProperty('claims');
  });

  it('are known by the remark of the bot’s owner before any name of their own', async () => {
    const { wx, started } = await open();
    await wx.person({ id: 'wxid_a', name: 'sunny', remark: '供电余文岭' });
    await wx.room({ id: ROOM, topic: '政企直通群', members: { wxid_a: '余文岭' } });
    const { inbox } = await started(byAlias);
    await wx.says('wxid_a', '在群里', { room: ROOM });
    expect((await inbox.heard('在群里')).sender.id).toBe('remark:供电余文岭');
  });

  it('is a danger that is told at the start and in the health of the channel; other ways of knowing people are none', async () => {
    const { started, logged } = await open();
    const { channel } = await started(byAlias);
    expect(logged()).toContain('群昵称谁都能改');
    expect(channel.health()).toMatchObject({ state: 'up', note: expect.stringContaining('群昵称谁都能改') });
    const { channel: safe } = await (await open()).started({ identity: 'remark' });
    expect(safe.health()).toEqual({ state: 'up' });
  });
});

it('survives a member whose name is not known any more', async () => {
  const { wx, started } = await open();
  const { inbox } = await started();
  await wx.says('wxid_gone', '@连心桥\u2005我退群了', { room: ROOM, mentions: [BOT] });
  expect(await inbox.heard('我退群了')).toMatchObject({ addressed: true });
  await vi.waitFor(() => expect(inbox.received).toHaveLength(1), WAIT);
});
