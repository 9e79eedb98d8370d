/** What is answered, and whose words are passed on, from raw updates. */
import type { Update } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { toIncoming } from '../../../src/channels/telegram/update.ts';

const ME = { id: 4711, username: 'lianxin_bot' };
const DATE = 1_795_400_000;
const THEN = 1_795_300_000;

const clerk = { id: 20001, is_bot: false, first_name: '毕', last_name: '志辰' };
const owner = { id: 20002, is_bot: false, first_name: '袁春霖' };
const bot = { id: 4711, is_bot: true, first_name: '连心桥', username: 'lianxin_bot' };
const otherBot = { id: 99, is_bot: true, first_name: '天气' };
const own = { id: 20001, type: 'private', first_name: '毕' };
const group = { id: -1001234, type: 'supergroup', title: '企业服务群' };
const channel = { id: -100999, type: 'channel', title: '县政府' };

/** Raw JSON as Telegram sends it. */
const said = (message: object, chat: object = own) =>
  toIncoming(
    {
      update_id: 7,
      message: { message_id: 31, from: clerk, chat, date: DATE, text: '停水三天', ...message },
    } as unknown as Update,
    ME,
    0,
  );

describe('words passed on', () => {
  it.each([
    [{ type: 'user', sender_user: owner }, '袁春霖', '20002'],
    [{ type: 'user', sender_user: clerk }, '毕 志辰', '20001'],
    [{ type: 'user', sender_user: otherBot }, '天气', '99'],
    [{ type: 'hidden_user', sender_user_name: '袁春霖-星火煤焦' }, '袁春霖-星火煤焦', null],
    [{ type: 'chat', sender_chat: group, author_signature: '群主' }, '企业服务群', null],
    [{ type: 'channel', chat: channel, message_id: 5, author_signature: '办公室' }, '县政府', null],
    [{ type: 'something_new' }, '', null],
  ])('are whose they were: %j', (origin, name, account) => {
    const forwarded = said({ forward_origin: { ...origin, date: THEN } });
    expect(forwarded).toMatchObject({ text: '停水三天', sender: { id: '20001' }, at: DATE * 1000 });
    expect(forwarded?.forwarded).toEqual({ name, account, at: THEN * 1000 });
  });

  it('keep their pictures', () => {
    const photo = [{ file_id: 'f', file_unique_id: 'u', width: 90, height: 90, file_size: 10 }];
    const forward_origin = { type: 'user', sender_user: owner, date: THEN };
    const forwarded = said({ text: undefined, photo, caption: '路坏了', forward_origin });
    expect(forwarded).toMatchObject({ text: '路坏了', forwarded: { name: '袁春霖' }, files: [{ ref: 'f' }] });
  });

  it('of the bot itself are no news', () => {
    const forward_origin = { type: 'user', sender_user: bot, date: THEN };
    expect(said({ forward_origin })).toBeNull();
    expect(said({ forward_origin }, group)).toBeNull();
  });

  it('are not made up where somebody speaks for themselves', () => {
    expect(said({})).not.toHaveProperty('forwarded');
    expect(said({})).not.toHaveProperty('album');
  });

  it('from the linked channel are nobody’s difficulty', () => {
    const forward_origin = { type: 'channel', chat: channel, message_id: 5, date: THEN };
    const posted = { sender_chat: channel, is_automatic_forward: true, forward_origin };
    expect(
      said({ from: { id: 777000, is_bot: false, first_name: 'Telegram' }, ...posted }, group),
    ).toBeNull();
  });
});

describe('answers', () => {
  const origin = (sender_user: object) => ({ type: 'user', sender_user, date: THEN });

  it('to a message of another chat answer nothing here', () => {
    const external_reply = { origin: origin(owner), chat: { ...group, id: -1009 }, message_id: 5 };
    expect(said({ external_reply }, group)).toMatchObject({ replyTo: null, addressed: false });
    expect(said({ external_reply: { origin: origin(bot) } }, group)).toMatchObject({ replyTo: null });
  });

  it('to the card of the group, in private, name it and where it stands', () => {
    const external_reply = { origin: origin(bot), chat: group, message_id: 5 };
    const there = { message: '5', fromBot: true, chat: String(group.id) };
    expect(said({ external_reply })?.replyTo).toEqual(there);
    const other = { ...group, id: -1009 };
    expect(said({ external_reply }, other), 'in another group too').toMatchObject({
      addressed: true,
      replyTo: there,
    });
  });

  it('to one’s own words in the group, in private, name them and where they stand', () => {
    const external_reply = { origin: origin(clerk), chat: group, message_id: 5 };
    expect(said({ external_reply })?.replyTo).toEqual({
      message: '5',
      fromBot: false,
      chat: String(group.id),
    });
  });

  it('to a message without a number are known by the words that were quoted', () => {
    const quote = { text: '【诉求件 3】待签收', position: 0 };
    expect(said({ external_reply: { origin: origin(bot) }, quote })?.replyTo).toEqual({
      message: null,
      fromBot: true,
      text: quote.text,
    });
    expect(said({ external_reply: { origin: origin(owner) } })?.replyTo).toBeNull();
  });

  it('to a message of another topic are known by its number', () => {
    const external_reply = { origin: origin(bot), chat: group, message_id: 5 };
    expect(said({ external_reply }, group)).toMatchObject({
      addressed: true,
      replyTo: { message: '5', fromBot: true },
    });
  });

  it('to an anonymous admin, a channel, or a message nobody can see any more do no harm', () => {
    const anonymous = { type: 'chat', sender_chat: group, date: THEN };
    const external_reply = { origin: anonymous, chat: group, message_id: 5 };
    expect(said({ external_reply }, group)?.replyTo).toEqual({ message: '5', fromBot: false });
    const gone = { message_id: 5, chat: group, date: 0 };
    expect(said({ reply_to_message: gone }, group)?.replyTo).toEqual({ message: '5', fromBot: false });
  });
});

describe('who presses', () => {
  const press = (from: object, message: object = {}) =>
    toIncoming(
      {
        update_id: 8,
        callback_query: {
          id: 'q',
          from,
          chat_instance: 'c',
          data: 'v1|sign|23',
          message: { message_id: 40, chat: group, date: DATE, from: bot, text: '卡片', ...message },
        },
      } as unknown as Update,
      ME,
      0,
    );

  it('is a person, also one who speaks as the group otherwise', () => {
    expect(press(owner)?.sender).toEqual({ id: '20002', name: '袁春霖', anonymous: false });
  });

  it.each([1087968824, 136817688])('is nobody, where Telegram names the stand-in %d', (id) => {
    expect(press({ id, is_bot: true, first_name: 'Group' })?.sender.anonymous).toBe(true);
  });

  it('presses in the topic of the card', () => {
    expect(press(owner, { message_thread_id: 5, is_topic_message: true })?.message).toBe('40@5');
  });
});
