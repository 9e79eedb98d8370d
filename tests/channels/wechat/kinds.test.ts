/** Every kind of message that WeChat has: served, said to be unreadable, or left with its name. None vanishes. */
import { describe, expect, it } from 'vitest';
import { types } from 'wechaty-puppet';
import { type Heard, type Read, toIncoming } from '../../../src/channels/wechat/incoming.ts';

const ACCOUNT = 'wxid_bot';
const BOSS = 'wxid_boss';
const GROUP = { id: '100@chatroom', kind: 'group', title: '政企直通群' } as const;
const PRIVATE = { id: BOSS, kind: 'private', title: '王老板' } as const;

function read(
  type: string,
  text: string,
  more: Partial<Heard> & { mentions?: string[]; filename?: string } = {},
): Read {
  const { mentions = [], filename, ...given } = more;
  return toIncoming({
    payload: {
      id: 'msg-1',
      type: types.Message[type as 'Text'],
      text,
      timestamp: 1_795_500_000,
      talkerId: BOSS,
      roomId: GROUP.id,
      mentionIdList: mentions,
      ...(filename === undefined ? {} : { filename }),
    },
    type,
    account: ACCOUNT,
    names: ['连心桥'],
    chat: GROUP,
    sender: { id: BOSS, name: '王老板', anonymous: false },
    saidHere: () => null,
    ...given,
  });
}

const app = (number: number, inside = '', title = '标题'): string =>
  `${BOSS}:\n<?xml version="1.0"?>\n<msg><appmsg appid="" sdkver="0"><title>${title}</title><des/><type>${number}</type>${inside}</appmsg><fromusername>${BOSS}</fromusername></msg>`;

/** What it becomes, in a word. */
function became(read: Read): string {
  if ('left' in read) return `left: ${read.left}`;
  const { what, text, files } = read.incoming;
  return files[0] ? `${files[0].kind}: ${files[0].name}` : `${what}: ${text}`;
}

const BY_TYPE: Readonly<Record<string, string>> = {
  Unknown: 'left: 系统消息',
  Attachment: 'document: 附件',
  Audio: 'unreadable: 语音',
  Contact: 'unreadable: 名片',
  ChatHistory: 'unreadable: 聊天记录',
  Emoticon: 'unreadable: 表情',
  Image: 'photo: 图片.jpg',
  Text: 'text: 停电了',
  Location: 'unreadable: 位置',
  MiniProgram: 'unreadable: 小程序',
  GroupNote: 'unreadable: 群笔记',
  Transfer: 'unreadable: 转账',
  RedEnvelope: 'unreadable: 红包',
  Recalled: 'recalled: ',
  Url: 'unreadable: 网页链接',
  Video: 'unreadable: 视频',
  Post: 'unreadable: 动态',
};

it('wechaty knows no kind that is not in the table', () => {
  const names = Object.keys(types.Message).filter((name) => Number.isNaN(Number(name)));
  expect(names.toSorted()).toEqual(Object.keys(BY_TYPE).toSorted());
});

it.each(Object.entries(BY_TYPE))('%s', (type, result) => {
  const source = { Text: '停电了', Recalled: 'msg-0', Unknown: '你已添加了王老板' }[type] ?? '';
  expect(became(read(type, source))).toBe(result);
});

/** Of messages that wechaty does not know, by WeChat's own number. */
const BY_NUMBER: readonly (readonly [number, string])[] = [
  [1, 'text: 标题'],
  [2, 'unreadable: 图片'],
  [3, 'unreadable: 音乐'],
  [4, 'unreadable: 视频'],
  [5, 'unreadable: 网页链接'],
  [6, 'document: 标题'],
  [8, 'unreadable: 表情'],
  [16, 'unreadable: 卡券'],
  [17, 'unreadable: 位置共享'],
  [19, 'unreadable: 聊天记录'],
  [24, 'unreadable: 笔记'],
  [33, 'unreadable: 小程序'],
  [36, 'unreadable: 小程序'],
  [50, 'unreadable: 视频号名片'],
  [51, 'unreadable: 视频号'],
  [53, 'unreadable: 接龙'],
  [57, 'text: 标题'],
  [62, 'left: 拍一拍'],
  [63, 'unreadable: 视频号直播'],
  [74, 'left: 文件上传中'],
  [87, 'unreadable: 群公告'],
  [2000, 'unreadable: 转账'],
  [2001, 'unreadable: 红包'],
  [4711, 'unreadable: 这种消息'],
];

it.each(BY_NUMBER)('number %i', (number, result) => {
  expect(became(read('Unknown', app(number)))).toBe(result);
});

it.each([
  ['<msg><voicemsg length="1"/></msg>', 'unreadable: 语音'],
  ['<msg><videomsg length="1"/></msg>', 'unreadable: 视频'],
  ['<msg><emoji md5="1"/></msg>', 'unreadable: 表情'],
  ['<msg><location x="1" y="2" label="厂门口"/></msg>', 'unreadable: 位置'],
  ['<msg><img aeskey="1"/></msg>', 'photo: 图片.jpg'],
  ['<voipinvitemsg><roomid>1</roomid></voipinvitemsg>', 'unreadable: 这种消息'],
  ['<sysmsg type="pat"><pat><fromusername>wxid_a</fromusername></pat></sysmsg>', 'left: 拍一拍'],
  [
    '<sysmsg type="revokemsg"><revokemsg><msgid>1</msgid><newmsgid>7</newmsgid></revokemsg></sysmsg>',
    'recalled: ',
  ],
  ['<sysmsg type="sysmsgtemplate"><x/></sysmsg>', 'left: 系统消息'],
  ['你已添加了王老板，现在可以开始聊天了。', 'left: 系统消息'],
])('without a number: %s', (xml, result) => {
  expect(became(read('Unknown', xml))).toBe(result);
});

it('a file keeps the name the puppet gives it; words that look like XML are words', () => {
  expect(became(read('Attachment', app(6), { filename: '批复.pdf' }))).toBe('document: 批复.pdf');
  expect(became(read('Text', app(57)))).toBe(`text: ${app(57)}`);
});

it.each(['Unknown', 'ChatHistory', 'Attachment'])(
  'a chat that is passed on (%s) is words in private, and in a group said to be unreadable',
  (type) => {
    const item = `<dataitem datatype="1"><datadesc>厂里停电了</datadesc><sourcename>王明</sourcename><sourcetime>2026-11-23 09:12</sourcetime></dataitem>`;
    const info = `<recordinfo><datalist count="1">${item}</datalist></recordinfo>`;
    const xml = app(19, `<recorditem><![CDATA[${info}]]></recorditem>`);
    expect(became(read(type, xml, { chat: PRIVATE }))).toBe('text: 王明 2026-11-23 09:12\n厂里停电了');
    expect(became(read(type, xml))).toBe('unreadable: 聊天记录');
  },
);

it('what is unreadable is addressed in private, and in a group only where the bot is named', () => {
  expect(read('Audio', '', { chat: PRIVATE })).toMatchObject({ incoming: { addressed: true } });
  expect(read('Audio', '')).toMatchObject({ incoming: { addressed: false } });
});

describe('a quote', () => {
  const refer = (inside: string): string => `<refermsg>${inside}</refermsg>`;
  const OF_BOT = refer(
    `<type>1</type><svrid>7654321</svrid><fromusr>100@chatroom</fromusr><chatusr>${ACCOUNT}</chatusr><displayname>工信局机器人</displayname><content>【诉求件 23】待签收\n星火样例煤焦</content>`,
  );

  it('has its words, and what is quoted by its id and its words', () => {
    expect(read('Unknown', app(57, OF_BOT, '催一下'))).toMatchObject({
      incoming: {
        what: 'text',
        text: '催一下',
        addressed: true,
        replyTo: { message: '7654321', fromBot: true, text: '【诉求件 23】待签收\n星火样例煤焦' },
      },
    });
  });

  it('of a person is no message to the bot, but for a mention in it', () => {
    const ofLi = refer(
      '<type>1</type><svrid>8</svrid><fromusr>100@chatroom</fromusr><chatusr>wxid_li</chatusr><displayname>李四</displayname><content>明天来</content>',
    );
    expect(read('Unknown', app(57, ofLi, '好的'))).toMatchObject({
      incoming: { text: '好的', addressed: false, replyTo: { message: '8', fromBot: false, text: '明天来' } },
    });
    expect(read('Unknown', app(57, ofLi, '@连心桥\u2005还没来'))).toMatchObject({
      incoming: { text: '还没来', addressed: true },
    });
  });

  it('in private names its speaker where the group stands elsewhere', () => {
    const quoted = refer(
      `<type>1</type><svrid>9</svrid><fromusr>${ACCOUNT}</fromusr><content>请签收</content>`,
    );
    expect(read('Unknown', app(57, quoted, '已签'), { chat: PRIVATE })).toMatchObject({
      incoming: { replyTo: { fromBot: true } },
    });
  });

  it.each([
    ['<type>3</type><content>&lt;msg&gt;&lt;img/&gt;&lt;/msg&gt;</content>', '[图片]'],
    [
      '<type>49</type><content>&lt;msg&gt;&lt;appmsg&gt;&lt;title&gt;批复.pdf&lt;/title&gt;&lt;type&gt;6&lt;/type&gt;&lt;/appmsg&gt;&lt;/msg&gt;</content>',
      '批复.pdf',
    ],
    ['<type>1</type><content>wxid_li:\n路坏了</content>', '路坏了'],
    ['<type>1</type><content><![CDATA[a < b & c]]></content>', 'a < b & c'],
  ])('of %s is shown as %s', (inside, text) => {
    expect(read('Unknown', app(57, refer(inside), '看这个'))).toMatchObject({
      incoming: { text: '看这个', replyTo: { message: null, text } },
    });
  });

  it('that the puppet has as a file, with line marks and entities of the web protocol, is read', () => {
    const web = app(57, OF_BOT, '催一下')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('\n', '<br/>');
    expect(read('Attachment', web)).toMatchObject({
      incoming: { text: '催一下', replyTo: { message: '7654321', fromBot: true } },
    });
  });

  it.each([
    ['ends too early', app(57, OF_BOT, '催一下').slice(0, -120)],
    [
      'has a document type with entities',
      app(57, OF_BOT, '催一下&xxe;').replace(
        '?>\n',
        '?>\n<!DOCTYPE a [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>',
      ),
    ],
    ['is ten megabytes', app(57, OF_BOT, '催一下') + 'x'.repeat(10_000_000)],
    ['is nested without end', app(57, OF_BOT + '<a>'.repeat(100_000), '催一下')],
  ])('that %s gives its words, and nothing else', (_how, xml) => {
    const result = read('Unknown', xml);
    expect(result).toMatchObject({
      incoming: { what: 'text', text: expect.stringMatching(/^催一下(?:&xxe;)?$/) },
    });
  });
});
