import { describe, expect, test } from 'vitest';
import { masked } from '../../src/domain/masked.ts';
import { isMarkedSecret } from '../../src/routing/secret-marks.ts';

describe('numbers of people on what everybody reads', () => {
  test.each([
    ['电话13800001234找老王', '电话138****1234找老王'],
    ['138 0000 1234', '138 **** 1234'],
    ['+8613800001234', '+86138****1234'],
    ['身份证110101190001010034', '身份证110***********34'],
    ['110101000101003', '110**********03'],
    ['11010119000101003X。', '110*************3X。'],
    ['卡号6222 0000 0000 1234 567', '卡号6222********567'],
    ['金额1250000元，合同号20261130001，2026年11月30日', '金额1250000元，合同号20261130001，2026年11月30日'],
    ['座机0357-5621234，电压380V', '座机0357-5621234，电压380V'],
  ])('%s', (text, shown) => {
    const starred = (one: string): string => one.replace(/\*+/g, '*');
    expect(starred(masked(text))).toBe(starred(shown));
    expect(masked(masked(text)), 'twice is the same').toBe(masked(text));
  });
});

describe('marks of what must not be said in a chat', () => {
  test.each([
    '机密★3年\n关于某项目的通知',
    '【秘密】会议纪要',
    '绝密☆长期',
    '密级：机密',
    '内部资料 注意保存\n全县产业布局',
    '機密★1年',
  ])('%s', (text) => expect(isMarkedSecret(text)).toBe(true));

  test.each([
    '我们的商业秘密被员工带走了，找谁',
    '秘密武器就是这台新炉子',
    '机密机器坏了',
    '保密局在哪个楼',
    '这是内部价，别外传',
  ])('%s is none', (text) => expect(isMarkedSecret(text)).toBe(false));
});
