/** What may be about an official is held back; praise, questions and notices are not. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { delicate } from '../../src/routing/officials.ts';

describe('is a report by itself', () => {
  it.each([
    '我要举报县里某个局长',
    '举报水务局刘股长',
    '环保局的王科长收红包，不给就不验收',
    '環保局王科長收紅包',
    '不是说整治吃拿卡要吗？环保局王科长照样…',
    '天天喊严禁吃拿卡要，城管照收不误',
    '税务所的人暗示我们意思一下',
    '国土所的人吃了我们三顿饭没给钱',
    '交通局验收的专家收了同行的红包',
    '他们局里有人通风报信，一查对面就关门',
    '供电公司的人态度太差了，打电话都不接',
    '他们没有文书就来检查，证件也不给看',
    `我们厂的事说来话长。${'路修了又挖，挖了又修，材料交了三遍。'.repeat(60)}上个月验收的人暗示要给好处。`,
  ])('%s', (text) => expect(delicate(text)).toBe('report'));
});

describe('may be one, and the speaker is asked', () => {
  it.each([
    '应急局有个科长暗示我们让他亲戚来做安全评价，不然验收不过',
    '供电所的人装表要喝酒，不请客就拖着',
    '畜牧站那个王站长每次来都要拿两箱牛奶走',
    '安监局的王科长上班时间打麻将',
    '交警收了黑车的钱',
    '市监所的人每个月来超市白拿东西',
    '大厅3号窗口那位，我问一句她怼三句',
    '任务没完哩，理解一下',
    '住建局质监站的老李，验收前要两条中华',
    '消防上来的人点名要我们买他小舅子的灭火器',
    '镇里来收卫生费的，不给开票',
    '窗口那个小姑娘一直玩手机，问她也不抬头',
    '路政收了超限车的保护费',
    '检查组中午点名要去饭店摆一桌',
    '有个局领导的老婆开的公司，不用她家的就不给批',
    '水利局那个科长说不懂事的企业别想批',
    '派出所的人收了对面网吧的好处',
    '环保局的人又来了，临走还顺走两桶油',
    '路政的人態度兇，罵人',
    '感谢市监局的人上门，就是临走拿了两箱饮料',
  ])('%s', (text) => expect(delicate(text)).toBe('doubt'));
});

describe('asks how one reports', () => {
  it.each([
    '我要举报',
    '我想举报',
    '能不能匿名',
    '可以匿名吗？',
    '怎么匿名举报',
    '在哪举报',
    '举报会不会被人知道是我',
    '能保密吗',
    '我要舉報',
  ])('%s', (text) => expect(delicate(text)).toBe('how'));
});

describe('is nothing of the kind', () => {
  it.each([
    '感谢市监局的同志，上门指导态度特别好，连口水都没喝',
    '为住建局倪文泉点赞！',
    '窗口的工作人员很耐心，给我们讲了半天，谢谢',
    '税务所的人来辅导，饭都没吃就走了，作风真好',
    '明天消防检查要准备什么材料？',
    '安全检查的人几点到？',
    '请问环评验收需要请专家吗',
    '检查多久一次？',
    '执法检查扫码要怎么扫',
    '【通知】严禁吃拿卡要，欢迎广大企业监督举报',
    '关于开展违规吃喝专项整治的通知：各单位严禁收受红包礼金',
    '转发：纪委通报三起违反中央八项规定典型案例，收受礼品',
    '各企业：执法检查中如遇吃拿卡要，请拨打举报电话',
    '厂门口的路坏了半年没人修，请交通局派人来看',
    '请领导帮忙协调，夜里噪音大工人没法睡觉',
    '各位领导好，我们想申请技改补助',
    '供电公司收了两次电费，请核对',
    '举报隔壁厂偷排废水',
    '客户举报我们的秤不准，市监局的人来查，我们不服',
    '环保局罚了我们五万，我们觉得重了',
    '办税窗口排队太长，能不能多开几个',
    '执法人员让我们补材料，要补哪些',
    '工作人员说手续不全，让我们再补',
    '税务局的退税怎么还没到账',
    '交警能不能来疏导一下，货车把门堵了',
    '住建局的王科长电话多少',
    '食品厂的烟道清洗找谁',
    '烟草专卖许可证到期了',
    '白酒厂用水不够',
    '镇长帮我们协调的用地，什么时候能批',
    '市监局的人说我们标签不合格，要下架',
    '办理这个证有什么好处',
    '着火了，快来人！',
    '1、路塌 2、环保监测 3、续贷',
  ])('%s', (text) => expect(delicate(text)).toBeNull());

  it('nor is any of the sample messages but those that are reports', () => {
    const samples = readFileSync('tests/fixtures/routing.jsonl', 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { text: string; kind?: string });
    const held = samples.filter(({ text, kind }) => kind !== 'whistleblow' && delicate(text) !== null);
    expect(held.map(({ text }) => text)).toEqual(['政务大厅三号窗口的人态度太差，让我们白跑了']);
    const missed = samples.filter(({ text, kind }) => kind === 'whistleblow' && delicate(text) === null);
    expect(missed).toEqual([]);
  });
});

it('takes no longer for a long text than its length allows', () => {
  for (const piece of ['主任', '红包好处', '举报', '严禁吃拿卡要。', '领导，', '不给就']) {
    expect(delicate(piece.repeat(20_000 / piece.length)), piece).toBeDefined();
  }
});
