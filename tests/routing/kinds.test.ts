import { describe, expect, it } from 'vitest';
import { kindOf } from '../../src/routing/kinds.ts';
import { normalise } from '../../src/routing/text.ts';
import { isUrgent } from '../../src/routing/urgent.ts';

const kind = (text: string): string => kindOf(normalise(text), false).kind;

describe('a real difficulty is never small talk', () => {
  it.each([
    '没电',
    '路坏了',
    '急！！！',
    '谢谢，不过变压器还是没换',
    '收到，但是钱还没到',
    '好的，请问什么时候来人',
    '领导好，我们的手续还卡着',
    '早上好，厂里停水了',
    '问题没解决，谢谢',
    '辛苦了，再催一下',
    '感谢各位，麻烦再协调一下',
    '优惠政策没兑现',
    '【通知】里说的补贴我们没收到，怎么办',
    '想注册个牌子',
  ])('%s', (text) => {
    expect(kind(text)).not.toBe('chatter');
  });
});

describe('small talk is', () => {
  it.each([
    '收到',
    '收到🙏',
    '好的好的',
    '嗯嗯',
    '👌',
    '[OK]',
    '辛苦各位领导了！',
    '@王主任 收到',
    '祝大家周末愉快',
    '问题解决了，非常感谢',
    '收到，马上联系',
    'https://example.com/x?y=1',
    '请各企业明天上午参加安全会议',
    '厂家直销，量大从优，欢迎来电咨询',
  ])('%s', (text) => {
    expect(kind(text)).toBe('chatter');
  });
});

describe('questions and difficulties', () => {
  it.each(['环评多久能批？', '请问技改补助的条件', '社保基数怎么调整', '有没有针对小微企业的贷款'])(
    '%s is a question',
    (text) => expect(kind(text)).toBe('consult'),
  );

  it.each([
    '退税卡了两个月没到账，怎么回事？',
    '路一直没人修，什么时候能修？',
    '能不能派人来看看变压器',
    '变压器坏了怎么办',
  ])('%s wants more than an answer', (text) => expect(kind(text)).toBe('request'));
});

describe('debts', () => {
  it.each([
    '交通局欠着我们的工程款',
    '镇政府拖欠我公司货款 30 万元',
    '尾款三年没给',
    '某集团欠我们一百多万',
    '因为拖欠工程款，我们公司也发不出工资了',
    '镇政府欠我们工程款三百万，我个人还欠着材料商的钱',
    '住建局拖欠我们工程款两年，工人工资我私人一直欠着',
    '同行都欠，教育局欠我们货款八十万',
  ])('%s is a debt owed to the enterprise', (text) => expect(kind(text)).toBe('arrears'));

  it.each(['老板拖欠工资', '欠薪三个月', '奖补资金没给', '退税款没到账', '押金不给退', '拖欠农民工工资'])(
    '%s is none',
    (text) => expect(kind(text)).not.toBe('arrears'),
  );
});

describe('reports about officials', () => {
  it.each([
    '执法队员吃拿卡要',
    '某所长暗示要好处',
    '没有文书就来检查',
    '乱罚款，一个月罚了三次',
    '举报某局长以权谋私',
    '检查太频繁了',
    '罚完款连单子都不开',
    '供电公司的人态度也太差了，打电话都不接',
    '办事大厅窗口的人爱答不理',
    '来厂里的工作人员态度很恶劣',
  ])('%s is one', (text) => expect(kind(text)).toBe('whistleblow'));

  it.each([
    '举报隔壁厂偷排废水',
    '有人卖腐败变质的肉',
    '多次催要，对方不给发票',
    '客户举报我们的秤不准',
    '说我们没有取水手续，要罚',
    '小区物业态度太差，电梯坏了也不修',
    '供电公司的师傅态度很好，就是材料一直没到',
    '工作人员说手续不全，让我们再补',
  ])('%s is none', (text) => expect(kind(text)).not.toBe('whistleblow'));
});

describe('what is urgent', () => {
  it.each([
    '着火了！',
    '井下有人被困',
    '厂里突然停电',
    '全厂停水两个小时了',
    '煤气泄漏，快来人',
    '刚才基坑塌方',
    '现在停气了，窑要坏',
  ])('%s is', (text) => expect(isUrgent(normalise(text))).toBe(true));

  it.each([
    '经常停电，请改造线路',
    '明天停电通知',
    '消防演练，模拟着火了',
    '怕着火，想换线路',
    '有火灾隐患',
    '去年着火了，保险至今没赔',
    '客户信息泄露了',
    '退税没到账',
  ])('%s is not', (text) => expect(isUrgent(normalise(text))).toBe(false));
});
