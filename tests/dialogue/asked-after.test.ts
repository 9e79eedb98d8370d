/** Short words after a ticket, and those that only look like them. */
import { describe, expect, test } from 'vitest';
import { type AskedAfter, askedAfter, takenBack } from '../../src/dialogue/asked-after.ts';
import { isThankful } from '../../src/dialogue/thanks.ts';

describe.each<[AskedAfter, readonly string[]]>([
  [
    'progress',
    [
      '什么时候能办好',
      '什么时候能修好？',
      '这个得多久能弄好啊',
      '请问大概几天能解决',
      '啥时候来人',
      '什么时候派人来看看',
      '我们这个事要多久',
      '还要等多久',
      '到底什么时候有结果',
      '何时答复我们',
    ],
  ],
  [
    'urge',
    [
      '怎么还没人联系我',
      '没人管吗',
      '怎么还没解决',
      '怎么还没人来？',
      '到现在也没人管',
      '都三天了，还没人来看',
      '一个星期了没动静',
      '还没弄好吗',
      '这事怎么没下文了',
      '怎么没消息啊',
    ],
  ],
  [
    'withdraw',
    ['算了', '算了不用了', '不用了', '算了，不办了', '不用办了，谢谢', '那算了吧，我们自己修好了'],
  ],
])('%s', (meant, texts) => {
  test.each(texts)('%s', (text) => {
    expect(askedAfter(text)).toBe(meant);
  });
});

test.each([
  '什么时候通电',
  '什么时候能开工',
  '门口的路什么时候能修好',
  '补贴什么时候到账',
  '几天没有水了',
  '招了一个月没人来应聘',
  '没人',
  '没水了',
  '没办法生产',
  '三天没有电',
  '算了一笔账，亏得厉害',
  '不用电的时候也跳闸',
  '这个月不用交税吗',
  '还没解决，二号车间照样停电',
  '怎么还没人来，厂里都淹了',
  '',
  '好的',
])('%s says something itself', (text) => {
  expect(askedAfter(text)).toBeNull();
});

// An expression that goes back and forth over its own alternatives would not come back at all.
test.each(['这个', '还', '没', '没人', '来', '算了', '了', '一', '  '])('many times %s is read', (part) => {
  expect(askedAfter(`${part.repeat(14)}水`)).toBeNull();
  expect(askedAfter(part.repeat(5000))).toBeNull();
});

test.each([
  ['撤了吧', ''],
  ['算了，撤了吧', ''],
  ['停电那个撤了', '停电'],
  ['停电的事取消吧', '停电'],
  ['聚合釜飞温了，人先撤了', null],
  ['二十几个 往外撤了', null],
  ['收粮的资质要备案不 还是取消了', null],
])('%s takes back %s', (words, subject) => {
  expect(takenBack(words)).toBe(subject);
});

test.each(['测绘队张嘴要辛苦费', '谢客了三天'])('%s thanks for nothing', (words) => {
  expect(isThankful(words)).toBe(false);
});
