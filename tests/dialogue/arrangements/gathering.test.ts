/** 活动 and what follows it; and the lines that are taken down at the table. */
import { describe, expect, test } from 'vitest';
import { gatheringAskedIn } from '../../../src/dialogue/arrangements/gathering.ts';
import { tableLinesIn } from '../../../src/dialogue/arrangements/table-lines.ts';
import { plain } from '../../../src/dialogue/plain.ts';

const asked = (text: string) => gatheringAskedIn(plain(text), text);

describe('活动 …', () => {
  test.each([
    ['活动', { what: 'list' }],
    ['早餐会', { what: 'list' }],
    ['政企夜沙龙', { what: 'list' }],
    ['活动 3', { what: 'show', id: 3 }],
    ['活动 3 取消 主讲人出差', { what: 'cancel', id: 3, why: '主讲人出差' }],
    ['活动 3 改期 12月5日 8:00', { what: 'move', id: 3, words: '12月5日 8:00' }],
    ['活动 3 到会 星火、汾河', { what: 'attend', id: 3, names: ['星火', '汾河'] }],
    ['活动 3 纪要', { what: 'minutes', id: 3 }],
    ['活动 3 记', { what: 'record', id: 3, lines: '' }],
    ['活动3记：星火：老跳闸', null],
    [
      '活动 3 记：星火：老跳闸，\n建议 汾河：多办',
      { what: 'record', id: 3, lines: '星火：老跳闸，\n建议 汾河：多办' },
    ],
    [
      '活动 3 答复 2 采纳 下月开通',
      { what: 'answer', id: 3, suggestion: 2, how: 'adopted', words: '下月开通' },
    ],
    [
      '活动 3 答复 2 解释：省里定',
      { what: 'answer', id: 3, suggestion: 2, how: 'explained', words: '省里定' },
    ],
    ['活动 3 答复', { what: 'answer', id: 3, suggestion: null, how: null, words: '' }],
    ['想说 用工的事', { what: 'wish', words: '用工的事' }],
    ['想说几句心里话', null],
    ['早餐会上企业说停电', null],
    ['早餐会什么时候开？', { what: 'list' }],
    ['请问下次早餐会是哪天', { what: 'list' }],
    ['下个月什么时候有下午茶啊', { what: 'list' }],
    ['最近有什么活动吗', { what: 'list' }],
    ['这个月还有早餐会吗？', { what: 'list' }],
    ['有活动', null],
    ['早餐会上说的变压器什么时候换', null],
    ['促销活动什么时候能批', null],
    ['最近有什么活动能补贴用电吗', null],
  ])('%s', (text, meant) => {
    expect(asked(text)).toEqual(meant);
  });
});

describe('a line of the table', () => {
  test.each([
    ['星火：厂区老跳闸', 'issue', '星火', '厂区老跳闸', ''],
    ['1、星火: 厂区老跳闸', 'issue', '星火', '厂区老跳闸', ''],
    ['（2）星火 厂区老跳闸', 'issue', '星火', '厂区老跳闸', ''],
    ['• 星火：电费：涨了', 'issue', '星火', '电费：涨了', ''],
    ['建议 汾河：多办', 'suggestion', '汾河', '多办', ''],
    ['建议：汾河：多办', 'suggestion', '汾河', '多办', ''],
    ['汾河（建议）：多办', 'suggestion', '汾河', '多办', ''],
    ['汾河(建议): 多办', 'suggestion', '汾河', '多办', ''],
    ['当场 星火：路灯不亮，已派人修好', 'onTheSpot', '星火', '路灯不亮', '已派人修好'],
    ['星火（当场）：路灯不亮；已派人，已修好', 'onTheSpot', '星火', '路灯不亮；已派人', '已修好'],
    ['当场解决 星火：路灯不亮', 'onTheSpot', '星火', '路灯不亮', ''],
    ['建议多办这样的会', 'issue', '', '建议多办这样的会', ''],
    ['没有名字的一行', 'issue', '', '没有名字的一行', ''],
  ])('%s', (line, is, name, text, done) => {
    expect(tableLinesIn(line)).toEqual([{ is, name, text, done, line }]);
  });

  test('empty lines are none, and no other is lost', () => {
    expect(tableLinesIn('\n星火：甲\n\n  汾河：乙  \n丙\n').map(({ line }) => line)).toEqual([
      '星火：甲',
      '汾河：乙',
      '丙',
    ]);
  });
});
