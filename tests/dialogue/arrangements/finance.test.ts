/** 融资 … as people write it: what is asked, sums in figures and in words, terms, banks; and what is none of it. */
import { describe, expect, test } from 'vitest';
import {
  banksIn,
  financeAskedIn,
  monthsIn,
  rateIn,
  readNeed,
  reasonIn,
} from '../../../src/dialogue/arrangements/finance.ts';
import { moneyIn, withoutMoney } from '../../../src/dialogue/money-words.ts';
import { plain } from '../../../src/dialogue/plain.ts';
import { roster } from '../../support/builders.ts';

describe('sums', () => {
  test.each([
    ['500万', 5_000_000],
    ['500 万元', 5_000_000],
    ['三百万', 3_000_000],
    ['两千万元', 20_000_000],
    ['一千二百万', 12_000_000],
    ['一百五十万', 1_500_000],
    ['3百万', 3_000_000],
    ['1.2亿', 120_000_000],
    ['一亿二千万', 120_000_000],
    ['800,000元', 800_000],
    ['80多万', 800_000],
    ['300w', 3_000_000],
    ['５００万', 5_000_000],
    ['5千元', 5_000],
    ['十万块', 100_000],
    ['300-500万', 5_000_000],
  ])('%s', (words, yuan) => {
    expect(moneyIn(plain(words))?.yuan).toBe(yuan);
  });

  test.each([
    '500',
    '五百',
    '一年',
    '12个月',
    '',
    '万一',
    '零万',
    '300 workers',
    '第3号',
    '-5万',
    '负五万',
    '贷款 -5万',
  ])('%s is none', (words) => {
    expect(moneyIn(plain(words))).toBeNull();
  });

  test('left out of words that others read', () => {
    expect(withoutMoney('买三百万的设备，另付20万元运费')).toBe('买…的设备，另付…运费');
    expect(withoutMoney('差５００万，另有１，２００万（含税）')).toBe('差…，另有…（含税）');
    expect(withoutMoney('差⑤⓪⓪万')).toBe('差…');
  });
});

test.each([
  ['一年', 12],
  ['18个月', 18],
  ['半年', 6],
  ['三年期', 36],
  ['一年半', 18],
  ['两年', 24],
  ['十二个月', 12],
])('a term: %s is %i months', (words, months) => {
  expect(monthsIn(words)?.months).toBe(months);
});

test.each(['2027年', '12月1日', '随借随还', '100年'])('%s is no term', (words) => {
  expect(monthsIn(words)).toBeNull();
});

describe('a need', () => {
  const whole = { yuan: 5_000_000, months: 12, purpose: '买设备', collateral: '厂房抵押' };
  test.each([
    '500万 一年 买设备 厂房抵押 给 农商行、城商行',
    '买设备，五百万，一年，厂房抵押，给农商行、城商行',
    '金额 500万 期限 一年 用途 买设备 抵押 厂房抵押 银行 农商行 城商行',
    '给农商行、城商行 厂房抵押 一年 500万 买设备',
  ])('%s', (words) => {
    const { draft, unknown } = readNeed(words, roster);
    expect(draft).toEqual({ ...whole, banks: ['nongshang', 'chengshang'] });
    expect(unknown).toEqual([]);
  });

  test('what is not said is not there, and a bank that nobody knows is told', () => {
    expect(readNeed('买设备', roster)).toEqual({ draft: { purpose: '买设备' }, unknown: [] });
    expect(readNeed('500万 给 火星银行', roster)).toMatchObject({
      draft: { yuan: 5e6 },
      unknown: ['火星银行'],
    });
    expect(readNeed('', roster)).toEqual({ draft: {}, unknown: [] });
  });

  test('给工人发工资 is what it is for', () => {
    expect(readNeed('50万 半年 给工人发工资', roster).draft).toEqual({
      yuan: 500_000,
      months: 6,
      purpose: '给工人发工资',
    });
  });

  test('ten thousand characters are cut', () => {
    expect(readNeed(`500万 ${'买'.repeat(10_000)}`, roster).draft.purpose).toHaveLength(200);
  });
});

test('banks by their names, all, or none', () => {
  expect(banksIn('农商行和城商行', roster).banks).toEqual(['nongshang', 'chengshang']);
  expect(banksIn('都可以', roster).banks).toEqual(['nongshang', 'chengshang', 'cunzhen']);
  expect(banksIn('先不给', roster)).toEqual({ banks: [], unknown: [] });
  expect(banksIn('农商行、花旗', roster).unknown).toEqual(['花旗']);
});

test('a reason by its code, with what was said; a rate in percent', () => {
  expect(reasonIn('抵押物评估不够')).toEqual({ reason: 'collateral', words: '抵押物评估不够' });
  expect(reasonIn('征信')?.reason).toBe('credit');
  expect(reasonIn('额度用完了')?.reason).toBe('other');
  expect(reasonIn(' ')).toBeNull();
  expect(rateIn('400万 3.9%')).toBe(3.9);
  expect(rateIn('400万')).toBeNull();
  for (const odd of ['99%', '39%', '-3.9%', '负3%', '0%', '百分之五']) expect(rateIn(odd), odd).toBe('odd');
  expect(rateIn('3.9个点')).toBe(3.9);
});

describe('what is asked', () => {
  test.each([
    ['融资', { what: 'list' }],
    ['我的融资', { what: 'list' }],
    ['融资 3', { what: 'show', id: 3 }],
    ['融资3号', { what: 'show', id: 3 }],
    ['融资 300万 买设备', { what: 'tell', words: '300万 买设备', plainly: false }],
    ['融资 300 万', { what: 'tell', words: '300 万', plainly: false }],
    ['融资需求：买设备', { what: 'tell', words: '买设备', plainly: false }],
    ['融资 3 推荐', { what: 'step', step: 'recommend', id: 3, words: '' }],
    ['融资 3 辅导 4 有逾期', { what: 'step', step: 'coach', id: 3, words: '4 有逾期' }],
    ['融资 3 补好了', { what: 'step', step: 'complete', id: 3, words: '' }],
    ['融资 3 给 农商行', { what: 'step', step: 'choose', id: 3, words: '农商行' }],
    ['融资 3 愿接', { what: 'step', step: 'accept', id: 3, words: '' }],
    ['融资 3 不接 抵押', { what: 'step', step: 'decline', id: 3, words: '抵押' }],
    ['融资 3 选 农商行', { what: 'step', step: 'pick', id: 3, words: '农商行' }],
    ['融资 3 授信 400万 3.9%', { what: 'step', step: 'grant', id: 3, words: '400万 3.9%' }],
    ['融资 3 拒贷 征信', { what: 'step', step: 'refuse', id: 3, words: '征信' }],
    ['融资 3 不批 征信', { what: 'step', step: 'refuse', id: 3, words: '征信' }],
    ['融资 3 放款 400万', { what: 'step', step: 'lend', id: 3, words: '400万' }],
    ['融资 3 撤回', { what: 'step', step: 'withdraw', id: 3, words: '' }],
    ['我们想贷款500万，一年，买设备', { what: 'tell', words: '500万,一年,买设备', plainly: true }],
    ['想借三百万周转半年，用来进煤', { what: 'tell', words: '三百万周转半年,用来进煤', plainly: true }],
    [
      '我们公司想贷款五百万买设备，能不能帮忙找家银行',
      { what: 'tell', words: '五百万买设备', plainly: true },
    ],
    ['缺三百万流动资金，哪家银行能贷', { what: 'tell', words: '三百万流动资金', plainly: true }],
    ['要贷款 500万 一年 买设备', { what: 'tell', words: '500万 一年 买设备', plainly: true }],
  ])('%s', (words, asked) => {
    expect(financeAskedIn(plain(words))).toEqual(asked);
  });

  test.each([
    '融资难，银行不给贷',
    '想贷流动资金，银行说抵押不够，怎么办？',
    '要贷款三百万,担保公司能不能用核桃仓单质押?',
    '贷款加我 秒批',
    '想贷款',
    '想借个场地开会，能坐三百人',
    '缺三百万流动资金，银行说抵押不够',
    '想借五百万过桥，农商行的贷款本月到期',
    '差两万块钱货款一直要不回来',
    '还差三百万工程款没给，拖了一年',
    '我厂在农商行贷款八百万元，本月28日到期',
    '急死 贷款',
  ])('%s is a difficulty, or talk, like any other', (words) => {
    expect(financeAskedIn(plain(words))).toBeNull();
  });
});
