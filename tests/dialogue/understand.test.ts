/** Commands are understood however they are typed; what only looks like one is talk, and stays as it was said. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDone, isTaken, isThanks, ratingOf, understand } from '../../src/dialogue/understand.ts';
import { anyText } from '../support/any-text.ts';
import { ownTimeOf } from '../support/own-time.ts';

/** `verb number|text` in short. */
function read(text: string): string {
  const intent = understand(text);
  if (intent.type !== 'ticket') return intent.type;
  return [intent.verb, intent.number ?? '-', intent.text].join(' ').trim();
}

describe('commands', () => {
  test.each([
    ['进度', 'progress -'],
    ['我的进度', 'progress -'],
    ['我们厂的诉求进度呢？', 'progress -'],
    ['查一下进度', 'progress -'],
    ['看看我的进展', 'progress -'],
    ['进度查询', 'progress -'],
    ['我的诉求件', 'progress -'],
    ['俺报的事呢', 'progress -'],
    ['办到哪一步了', 'progress -'],
    ['进度23', 'progress 23'],
    ['进度 23', 'progress 23'],
    ['进度　２３', 'progress 23'],
    ['进度：23', 'progress 23'],
    ['进度: ２３', 'progress 23'],
    ['进度 第23号', 'progress 23'],
    ['进度第二十三号', 'progress 23'],
    ['进度二十三', 'progress 23'],
    ['进度 #23', 'progress 23'],
    ['进度 No.23', 'progress 23'],
    ['/进度 23', 'progress 23'],
    ['期限 23', 'deadline 23'],
    ['期限', 'deadline -'],
    ['签收', 'sign -'],
    ['签收 23', 'sign 23'],
    ['签收23件', 'sign 23'],
    ['催办', 'urge -'],
    ['催办 23', 'urge 23'],
    ['撤回 23', 'withdraw 23'],
    ['交给B岗 23', 'delegate 23 交给B岗'],
    ['交给Ｂ岗', 'delegate - 交给B岗'],
    ['交b岗', 'delegate - 交b岗'],
    ['没解决', 'rework -'],
    ['没有解决 23', 'rework 23'],
    ['满意', 'confirm - 满意'],
    ['基本满意 23', 'confirm 23 基本满意'],
    ['不满意', 'confirm - 不满意'],
    ['进度 999999999', 'progress 999999999'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('commands with words', () => {
  test.each([
    ['办结 23 路已修好', 'resolve 23 路已修好'],
    ['办结23：路已修好', 'resolve 23 路已修好'],
    ['办结：23 路已修好', 'resolve 23 路已修好'],
    ['办结 第二十三号，路已修好', 'resolve 23 路已修好'],
    ['办结 路已修好', 'resolve - 路已修好'],
    ['办结：路已修好', 'resolve - 路已修好'],
    ['办结 23\n第一行\n第二行', 'resolve 23 第一行\n第二行'],
    ['反馈 23 已联系企业', 'feedback 23 已联系企业'],
    ['首次反馈 23 已联系企业', 'feedback 23 已联系企业'],
    ['转办 23 住建 属施工许可事项', 'transfer 23 住建 属施工许可事项'],
    ['分办 23 住建', 'assign 23 住建'],
    ['补充 23 东门也坏了', 'supplement 23 东门也坏了'],
    ['补充 门口也坏了', 'supplement - 门口也坏了'],
    ['没解决，路灯还是不亮', 'rework - 路灯还是不亮'],
    ['催办 23 工地停了', 'urge 23 工地停了'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test('the words are kept exactly as typed: full-width signs and letters, inner spaces, numbers', () => {
    expect(read('办结　２３：已修好（Ａ栋）；　电话１３９…')).toBe(
      'resolve 23 已修好（Ａ栋）；　电话１３９…',
    );
    expect(read('反馈 23 “材料”已收，【3】份！')).toBe('feedback 23 “材料”已收，【3】份！');
  });

  test('a list in the words is a list, not a ticket number', () => {
    expect(read('反馈 1、已联系企业；2、明天进场')).toBe('feedback - 1、已联系企业；2、明天进场');
    expect(read('反馈 一、已联系企业；二、明天进场')).toBe('feedback - 一、已联系企业；二、明天进场');
    expect(read('办结 1.已修好')).toBe('resolve - 1.已修好');
    expect(read('反馈 23号、24号都看过了')).not.toContain('- 24');
  });

  test('a quantity or a date is no ticket number', () => {
    expect(read('补充 3台变压器都坏了')).toBe('supplement - 3台变压器都坏了');
    expect(read('补充 12月的水费还没交')).toBe('supplement - 12月的水费还没交');
    expect(read('补充 十二月的水费还没交')).toBe('supplement - 十二月的水费还没交');
    expect(read('办结：2026年底前完成')).toBe('resolve - 2026年底前完成');
    expect(read('补充：13800000000 是我的电话')).toBe('supplement - 13800000000 是我的电话');
    expect(read('催办 三次了')).toBe('urge - 三次了');
  });

  test('a number no ticket can have is asked for as it is, not dropped', () => {
    // Dropped, the result would go to whatever ticket is at hand.
    expect(read('办结 0 路已修好')).toBe('resolve 0 路已修好');
    expect(read('进度 零')).toBe('progress 0');
  });
});

describe('talk that looks like a command', () => {
  test.each([
    '进度太慢了，工地停了三天',
    '进度 太慢了',
    '进度十分缓慢',
    '进度23天没动',
    '催办了好几次都没人管',
    '反馈 一个问题，门口的路塌了',
    '反馈一个问题：门口的路塌了',
    '反馈 一下，门口的路塌了',
    '反馈：几个问题，一是路，二是灯',
    '期限快到了怎么办',
    '期限太短',
    '满意度调查表在哪里',
    '不满意 服务态度',
    '补充材料交到哪里',
    '办结了吗',
    '办结证明去哪里开',
    '签收单丢了',
    '撤回的申请还能再交吗',
    '转办公楼的手续怎么办',
    '没解决好排水',
    '交给B岗的人没来',
    '待办事项太多',
    '取消预约怎么弄',
    '帮助企业融资的政策有吗',
    '门口道路塌陷',
    '',
  ])('%s', (text) => {
    expect(understand(text)).toEqual({ type: 'talk', text });
  });

  test('names of things inside the program are only words', () => {
    for (const text of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) {
      expect(understand(text)).toEqual({ type: 'talk', text });
    }
  });
});

describe('the other words the program listens to', () => {
  test.each([
    ['我的待办', 'todo'],
    ['待 办', 'todo'],
    ['帮助', 'help'],
    ['？', 'help'],
    ['/HELP', 'help'],
    ['取消', 'cancel'],
    ['绑定本群', 'bindGroup'],
    ['简报', 'figures'],
    ['简报 本周', 'figures'],
  ])('%s', (text, type) => {
    expect(understand(text).type).toBe(type);
  });

  test.each([
    '怎么样了',
    '怎么样了？',
    '请问办得怎么样了',
    '有进展吗',
    '到哪一步了',
    '进度怎么样了',
    '进展如何？',
  ])('%s asks for progress', (text) => {
    expect(read(text)).toBe('progress -');
  });

  test.each(['催一下', '请尽快处理', '麻烦快点', '能不能抓紧办理一下吧'])('%s urges', (text) => {
    expect(read(text)).toBe('urge -');
  });

  test.each(['怎么样才能办许可证', '尽快通水，生产停了', '请尽快把路修好'])('%s does not', (text) => {
    expect(understand(text).type).toBe('talk');
  });

  test('thanks, got it, done', () => {
    expect(isThanks('收到，谢谢！')).toBe(true);
    expect(isThanks('收到，东门也坏了')).toBe(false);
    expect(isTaken('好的。')).toBe(true);
    expect(isTaken('好的，东门呢')).toBe(false);
    expect(isDone('已解决，谢谢')).toBe(true);
    expect(isDone('没解决')).toBe(false);
  });

  test('only the three words are ratings', () => {
    expect(
      ['满意', '基本满意', '不满意', '很满意', ''].map((words) => ratingOf(words)?.rating ?? null),
    ).toEqual(['satisfied', 'basic', 'dissatisfied', null, null]);
  });

  test('what is said beside a rating is kept', () => {
    expect(understand('不满意 23 来了两次都没找对人')).toEqual({
      type: 'ticket',
      verb: 'confirm',
      number: 23,
      text: '不满意 来了两次都没找对人',
    });
    for (const word of ['constructor', '__proto__', 'toString']) expect(ratingOf(word), word).toBeNull();
    expect(ratingOf('不满意 来了两次都没找对人')).toEqual({
      rating: 'dissatisfied',
      text: '来了两次都没找对人',
    });
  });

  test('a thank-you behind 满意 is a rating; a grievance behind 不满意 is asked about', () => {
    expect(understand('满意，谢谢').type).toBe('ticket');
    expect(understand('不满意，路还是坏的')).toEqual({ type: 'talk', text: '不满意，路还是坏的' });
  });
});

describe('whatever is typed', () => {
  const words = fc.oneof(
    anyText(40),
    fc
      .array(
        fc.constantFrom(
          '进度',
          '办结',
          '反馈',
          '满意',
          '23',
          '二十',
          '第',
          '号',
          '：',
          '、',
          ' ',
          '　',
          '个',
          'B岗',
          '路',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  );

  test('talk is kept as it is, and the words of a command are its end, untouched', () => {
    fc.assert(
      fc.property(words, (text) => {
        const intent = understand(text);
        if (intent.type === 'talk') expect(intent.text).toBe(text);
        if (intent.type === 'ticket' && intent.verb !== 'confirm') {
          expect(text.trim().endsWith(intent.text), JSON.stringify(intent)).toBe(true);
        }
      }),
      { numRuns: process.env.LONG ? 20_000 : 2000 },
    );
  });

  test('very long texts are read at once, also hostile ones', () => {
    const long = [
      `办结 23 ${'修好了。'.repeat(5000)}`,
      `进度${' '.repeat(20_000)}x`,
      `反馈${' '.repeat(20_000)}第${' '.repeat(20_000)}x`,
      `反馈${'：'.repeat(20_000)}`,
      `补充${' 1'.repeat(20_000)}`,
      '已'.repeat(20_000),
      `好${'。'.repeat(20_000)}x`,
    ];
    for (const text of long) {
      const taken = ownTimeOf(() => {
        understand(text);
        isDone(text);
        isTaken(text);
        isThanks(text);
      });
      expect(taken, `${text.slice(0, 4)}… of ${text.length}`).toBeLessThan(1000);
    }
    expect(read(long[0]!)).toBe(`resolve 23 ${'修好了。'.repeat(5000)}`);
  });
});
