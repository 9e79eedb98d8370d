/** What is said around a matter is told apart from it, however it is written. */
import { describe, expect, test } from 'vitest';
import { waysToRead } from '../../src/routing/openings.ts';

describe('a matter stands behind', () => {
  test.each([
    ['thanks', '大家辛苦了！', ''],
    ['thanks with no mark', '大家辛苦了', ''],
    ['a question whether somebody is there', '在吗？', ''],
    ['an excuse', '抱歉这么晚打扰，', ''],
    ['good wishes', '祝大家中秋节快乐！', ''],
    ['traditional characters', '不好意思打擾了，', ''],
    ['a call to all', '@所有人', ''],
    ['a name that is called', '@小桥 ', ''],
    ['several of them', '[微笑][微笑]@所有人 各位领导好，打扰一下：', ''],
    ['what else there is', '谢谢各位领导。另外', ''],
    ['a number', '我电话１３８１２３４５６７８，', ''],
    ['an identity card', '我身份证14018119900101123X，', ''],
  ])('%s: %s', (_, before) => {
    expect(waysToRead(`${before}二楼有人困着出不来`).matter).toBe('二楼有人困着出不来');
  });
});

test.each([
  '[捂脸][捂脸]',
  '[Facepalm]',
  '……',
  '～～',
  '！！！',
  '，谢谢大家！[抱拳]',
  '，麻烦了',
  ' @所有人',
  '，联系人老王，电话138-1234-5678',
  ' 13812345678',
])('a matter stands before %s', (behind) => {
  const { matter, others } = waysToRead(`二楼有人困着出不来${behind}`);
  expect([matter, ...others]).toContain('二楼有人困着出不来');
});

test('a question stays one without its many marks', () => {
  expect(waysToRead('几点来电？？？').others).toEqual(['几点来电？']);
});

test.each(['', '大家好', '谢谢大家！', '[强][强]', '@所有人', '13812345678', '二楼有人困着出不来。', '🙏🙏'])(
  'where nothing else is said, nothing else is read: %s',
  (text) => {
    expect(waysToRead(text)).toEqual({ matter: null, others: [] });
  },
);

test.each(['[演练] 二楼有人困着', '【演练】二楼有人困着', '[转发]二楼有人困着'])(
  'a word that says what the rest is stays: %s',
  (text) => {
    expect(waysToRead(text)).toEqual({ matter: null, others: [] });
  },
);

test.each(['！', '[强]', '电话13812345678，', '\u{1F64F}'])(
  'thousands of %s hide nothing behind them',
  (piece) => {
    expect(waysToRead(`${piece.repeat(1000)}停电了`).matter).toBe('停电了');
  },
);

test.each(['@', '谢谢', '大家好，'])('thousands of %s lose nothing behind them', (piece) => {
  const { matter } = waysToRead(`${piece.repeat(1000)}停电了`);
  expect((matter ?? `${piece.repeat(1000)}停电了`).endsWith('停电了')).toBe(true);
});

test.each([
  '领导通知今天演练，车间着火了，大家往外跑',
  '各位今天下午演练，假设锅炉房着火了',
  '去年各位领导帮过忙，厂里突然停电了',
  '明天检修，各位注意，厂里停电了',
  '老师说这是演习，车间突然着火了',
  '大家都梦见了，二楼有人困着',
  '昨天各位辛苦了，车间着火了已经扑灭',
])('what says that it is none stays before it: %s', (text) => {
  expect(waysToRead(text).matter).toBeNull();
});
