/** WeCom's frames in the program's own words: whose message, which words, what cannot be read. */
import { describe, expect, it } from 'vitest';
import { type Body, type Heard, toIncoming } from '../../../src/channels/wecom/incoming.ts';
import { OwnNames } from '../../../src/channels/wecom/own-names.ts';

const BASE: Body = {
  msgid: 'm1',
  chattype: 'group',
  chatid: 'g1',
  from: { userid: 'wang' },
  create_time: 1_795_500_000,
};
const said = (text: string, over: Partial<Body> = {}): Body => ({
  ...BASE,
  msgtype: 'text',
  text: { content: text },
  ...over,
});
const read = (body: Body, over: Partial<Heard> = {}) =>
  toIncoming({ body, requestId: 'r1', botId: 'bot', names: new OwnNames().all, now: 7, ...over });
const keyOf = (body: Body, over: Partial<Heard> = {}) => read(body, over)?.key;

describe('in a group the bot’s name is no part of the words', () => {
  it.each([
    ['@连心桥：厂里停电了，请供电公司来', '厂里停电了，请供电公司来'],
    ['＠连心桥 进度 1', '进度 1'],
    ['厂里停电了 @连心桥', '厂里停电了'],
    ['@连心桥厂里停电了', '厂里停电了'],
    ['@工信局助手 厂里停电了', '厂里停电了'],
    ['停电了', '停电了'],
  ])('%s', (text, words) => {
    expect(read(said(text))).toMatchObject({ what: 'text', text: words, addressed: true });
  });

  it('nor of what is quoted: a ticket is found by the words it began with', () => {
    const quote = { msgtype: 'text', text: { content: '@连心桥 厂门口停水三天了' } };
    expect(read(said('@连心桥 我们也是', { quote }))?.replyTo).toMatchObject({ text: '厂门口停水三天了' });
  });

  it('in private only its known name is taken out', () => {
    const body = said('@张三 停电了', { chattype: 'single' });
    expect(read(body)?.text).toBe('@张三 停电了');
    expect(read(said('＠连心桥 进度 1', { chattype: 'single' }))?.text).toBe('进度 1');
  });
});

describe('a bot that was renamed', () => {
  it('is known by its new name once several texts began with it', () => {
    const names = new OwnNames();
    for (const words of ['停电了', '路坏了', '进度']) names.hear(`@连心桥小助 ${words}`);
    expect(names.all).toContain('连心桥小助');
    expect(read(said('@连心桥小助 进度 1'), { names: names.all })?.text).toBe('进度 1');
    expect(read(said('转办 2 @张三 @连心桥小助'), { names: names.all })?.text).toBe('转办 2 @张三');
  });

  it('is not called what somebody says twice', () => {
    const names = new OwnNames();
    for (let turn = 0; turn < 9; turn++) names.hear('@连心桥停电了 快来');
    names.hear('@连心桥 看 @张三 说的');
    expect(names.all).toEqual(['连心桥']);
  });
});

describe('a key', () => {
  it('is the same for a message handed out again', () => {
    expect(keyOf(said('停电'))).toBe(keyOf(said('停电'), { requestId: 'r2', now: 99 }));
    const { msgid: _none, ...without } = said('停电');
    expect(keyOf(without)).toBe(keyOf(without, { requestId: 'r2', now: 99 }));
  });

  it.each([
    ['another person in the same group', { from: { userid: 'li' } }],
    ['another group', { chatid: 'g2' }],
    ['the private chat', { chattype: 'single' }],
  ])('is never that of %s, with one id for both', (_who, over) => {
    expect(keyOf(said('停电', over))).not.toBe(keyOf(said('停电')));
  });

  it('is another one for other words, another second and another person, where there is no id', () => {
    const { msgid: _none, ...body } = said('停电');
    const { create_time: _time, ...timeless } = body;
    const keys = [
      keyOf(body),
      keyOf({ ...body, text: { content: '停水' } }),
      keyOf({ ...body, create_time: 1_795_500_001 }),
      keyOf({ ...body, from: { userid: 'li' } }),
      keyOf({ ...body, msgid: '', chatid: 'g2' }),
      keyOf(timeless),
      keyOf(timeless, { requestId: 'r2' }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has no id that could be made to look like another’s', () => {
    const one = keyOf(said('停电', { chatid: 'a:b', from: { userid: 'c' } }));
    expect(one).not.toBe(keyOf(said('停电', { chatid: 'a', from: { userid: 'b:c' } })));
  });

  it('belongs to presses and openings, too', () => {
    const event = {
      eventtype: 'template_card_event',
      template_card_event: { event_key: 'v1|sign|1|1', task_id: 't' },
    };
    const { msgid: _none, ...press } = { ...BASE, msgtype: 'event', event };
    expect(read(press)).toMatchObject({ what: 'button', button: 'v1|sign|1|1' });
    expect(keyOf(press)).not.toBe(keyOf({ ...press, from: { userid: 'li' } }));
  });
});

it.each([
  ['video', '视频'],
  ['location', '位置'],
  ['link', '网页链接'],
  ['chatrecord', '聊天记录'],
  ['emotion', '表情'],
  ['weapp', '小程序'],
  ['card', '名片'],
  ['something new', '这种消息'],
])('a message of the kind %s is said to be unreadable', (msgtype, name) => {
  expect(read({ ...BASE, msgtype })).toMatchObject({ what: 'unreadable', text: name, addressed: true });
});
