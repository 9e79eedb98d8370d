/** A chat passed on in WeChat is read like one that was pasted. */
import { describe, expect, it } from 'vitest';
import { recordText } from '../../../src/channels/wechat/record.ts';
import { readXml } from '../../../src/channels/wechat/xml.ts';
import { beginsAsChat, readChat } from '../../../src/dialogue/pasted.ts';
import { at } from '../../../src/domain/time.ts';

const item = (inside: string, type = 1): string =>
  `<dataitem datatype="${type}" dataid="1">${inside}</dataitem>`;
const said = (name: string, when: string, text: string): string =>
  item(`<datadesc>${text}</datadesc><sourcename>${name}</sourcename><sourcetime>${when}</sourcetime>`);
const record = (items: readonly string[], count = items.length, cdata = true): string => {
  const info = `<recordinfo><title>群聊的聊天记录</title><datalist count="${count}">${items.join('')}</datalist></recordinfo>`;
  const inside = cdata ? `<![CDATA[${info}]]>` : info.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<msg><appmsg><title>群聊的聊天记录</title><type>19</type><recorditem>${inside}</recorditem></appmsg></msg>`;
};
const textOf = (xml: string): string | null => recordText(readXml(xml));
const chatOf = (xml: string) => readChat(textOf(xml) ?? '', () => false);

describe('a chat that was passed on', () => {
  const ITEMS = [
    said('王明', '2026-11-23 09:12', '厂里停电了'),
    said('李四', '2026-11-23 09:14:30', '门口路塌了<br/>车进不来'),
  ];

  it.each([true, false])('is read as who said what and when (as CDATA: %s)', (cdata) => {
    expect(chatOf(record(ITEMS, 2, cdata))).toEqual([
      { name: '王明', at: at('2026-11-23', '09:12'), text: '厂里停电了' },
      { name: '李四', at: at('2026-11-23', '09:14'), text: '门口路塌了\n车进不来' },
    ]);
    expect(beginsAsChat(textOf(record(ITEMS)) ?? '')).toBe(true);
  });

  it('has the time in seconds before the one in words', () => {
    const seconds = at('2026-11-23', '09:12') / 1000;
    const xml = record([
      item(
        `<datadesc>停水</datadesc><sourcename>王明</sourcename><sourcetime>昨天</sourcetime><srcMsgCreateTime>${seconds}</srcMsgCreateTime>`,
      ),
    ]);
    expect(chatOf(xml)).toEqual([{ name: '王明', at: at('2026-11-23', '09:12'), text: '停水' }]);
  });

  it('names that would be taken for something else are still names', () => {
    const xml = record([
      said('张:三&lt;span class="emoji emoji1f338"&gt;&lt;/span&gt;', '2026-11-23 9:12', '停水'),
      said('', '2026-11-23 10:00', '停气'),
    ]);
    expect(chatOf(xml).map(({ name }) => name)).toEqual(['张 三🌸', '微信用户']);
  });

  it('pictures stand for themselves, and hide no words', () => {
    const xml = record([
      item('<sourcename>王明</sourcename><sourcetime>2026-11-23 09:12</sourcetime>', 2),
      said('王明', '2026-11-23 09:13', '就是这里'),
    ]);
    expect(chatOf(xml).map(({ text }) => text)).toEqual(['就是这里']);
  });
});

it.each([
  ['that ends too early', record([said('王明', '2026-11-23 09:12', '停电')], 3)],
  ['without anything in it', record([])],
  ['without a record', '<msg><appmsg><title>x</title><type>19</type></appmsg></msg>'],
])('a chat %s is not read', (_how, xml) => {
  expect(textOf(xml)).toBeNull();
});
