/** HTML as https://core.telegram.org/bots/api#html-style reads it: one rejecting test per rule, then what passes. */
import { describe, expect, test } from 'vitest';
import { parseHtml } from './html.ts';

describe('refused', () => {
  test.each([
    ['<div>a</div>', 'Unsupported start tag "div" at byte offset 0'],
    ['字<b>a</i>', 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'],
    ['营业额 < 500万 的 > 5', 'Unsupported start tag "" at byte offset 10'],
    ['<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
    ['<b><i>a</i>', 'Can\'t find end tag corresponding to start tag "b"'],
    ['a</b>', 'Unexpected end tag at byte offset 1'],
    ['我 <3', 'Unclosed start tag at byte offset 4'],
    ['<b ', 'Unclosed start tag at byte offset 0'],
    ['<b>a</b', 'Unclosed end tag at byte offset 4'],
    ['<a href=/x>a</a>', 'Unexpected end of name token at byte offset 8'],
    ['<a href="x>a</a>', 'Unclosed start tag at byte offset 0'],
    ['<span>a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<tg-emoji emoji-id="x">👍</tg-emoji>', 'Invalid custom emoji identifier specified'],
  ])('%s', (html, description) => {
    expect(() => parseHtml(html)).toThrow(`Bad Request: can't parse entities: ${description}`);
  });
});

test('entities are offsets in UTF-16 code units of the text without tags', () => {
  expect(parseHtml('👍<b>签收</b> <a href="https://a.cn/?x=1&amp;y=2">看</a>')).toEqual({
    text: '👍签收 看',
    entities: [
      { type: 'bold', offset: 2, length: 2 },
      { type: 'text_link', offset: 5, length: 1, url: 'https://a.cn/?x=1&y=2' },
    ],
  });
});

test('only four named entities and numbers are decoded, the rest stays as it is', () => {
  expect(parseHtml('&lt;&gt;&amp;&quot; &#20225;&#x4e1a; &nbsp; A&B').text).toBe('<>&" 企业 &nbsp; A&B');
});

test('tags may nest, be upper case, and be closed by an empty end tag', () => {
  expect(parseHtml('<B><i>a</i>b</>').entities).toEqual([
    { type: 'bold', offset: 0, length: 2 },
    { type: 'italic', offset: 0, length: 1 },
  ]);
});
