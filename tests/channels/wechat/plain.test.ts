/** WeChat's web protocol writes HTML; people wrote words. */
import { expect, it } from 'vitest';
import { plainName, plainText } from '../../../src/channels/wechat/plain.ts';

it.each([
  [
    'an emoji as an image',
    '加油<img class="emoji emoji1f4aa" text="_web" src="/zh_CN/spacer.gif" />！',
    '加油💪！',
  ],
  ['an emoji as a span', '停电了<span class="emoji emoji1f628"></span>', '停电了😨'],
  ['a flag', '<span class="emoji emoji1f1e81f1f3"></span>', '🇨🇳'],
  ['one of four digits', '<span class="emoji emoji2600"></span>', '☀'],
  ['one that only a vendor has', '好<span class="emoji emojie001"></span>', '好'],
  ['a face of WeChat', '<img class="qqemoji qqemoji14" text="[微笑]_web" src="x.gif" />', '[微笑]'],
  ['a face without a name', '好<img class="qqemoji qqemoji14" src="x.gif" />', '好'],
  ['line ends', '停电了<br/>快来<br>谢谢<br />', '停电了\n快来\n谢谢\n'],
  ['signs', '压力 &lt; 0.3 &amp;&amp; 流量 &gt; 5 &quot;急&quot;&#39;', `压力 < 0.3 && 流量 > 5 "急"'`],
  ['signs, once', '&amp;lt;br/&amp;gt;', '&lt;br/&gt;'],
  ['a link', '见 <a href="http://x.cn?a=1" target="_blank">http://x.cn?a=1</a>', '见 http://x.cn?a=1'],
  ['what somebody typed', '<b>价格</b> 1<2 & 3>2 <急>', '<b>价格</b> 1<2 & 3>2 <急>'],
  ['entities that are none of its own', '&xxe; &copy; &#0; &#xd800;', '&xxe; &copy; &#0; &#xd800;'],
  ['an open mark', '停电了 <img class="emoji', '停电了 <img class="emoji'],
])('%s', (_what, html, text) => {
  expect(plainText(html)).toBe(text);
});

it.each([
  ['a span', '<span class="emoji emoji1f338"></span>小王', '🌸小王'],
  ['only an emoji', '<span class="emoji emoji1f338"></span>', '🌸'],
  ['nothing to be seen', '\u200b <span class="emoji emojie001"></span>', ''],
  ['a line end and what turns the writing', '王\n厂长\u202e', '王 厂长'],
  ['markup', '政企<br/>直通群 &amp; 交流', '政企 直通群 & 交流'],
])('a name with %s', (_what, html, name) => {
  expect(plainName(html)).toBe(name);
});
