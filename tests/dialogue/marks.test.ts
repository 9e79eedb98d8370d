/** Whatever marks stand around it, a command is understood as its plain form; words that only hold one are not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isGesture } from '../../src/dialogue/plain.ts';
import { type Intent, understand } from '../../src/dialogue/understand.ts';

/** Each with what it is in traditional letters. */
const VERBS = [
  ['签收', '簽收'],
  ['反馈', '反饋'],
  ['首次反馈', '首次反饋'],
  ['办结', '辦結'],
  ['转办', '轉辦'],
  ['转交', '轉交'],
  ['交给B岗', '交給B崗'],
  ['请企业补充', '請企業補充'],
  ['恢复办理', '恢復辦理'],
  ['延期', '延期'],
  ['退单', '退單'],
  ['挂账', '掛賬'],
  ['不同意', '不同意'],
  ['同意', '同意'],
  ['批准', '批准'],
  ['协办', '協辦'],
  ['督办', '督辦'],
  ['批示', '批示'],
  ['顶格推进', '頂格推進'],
  ['回复', '回覆'],
  ['知悉', '知悉'],
  ['回访', '回訪'],
  ['不予受理', '不予受理'],
  ['重开', '重開'],
  ['并单', '併單'],
  ['分单', '分單'],
  ['分办', '分辦'],
  ['进度', '進度'],
  ['催办', '催辦'],
  ['补充', '補充'],
  ['撤回', '撤回'],
  ['期限', '期限'],
  ['满意', '滿意'],
  ['基本满意', '基本滿意'],
  ['不满意', '不滿意'],
  ['没解决', '沒解決'],
] as const;

const DIGITS = '零一二三四五六七八九';
/** 1 to 99, as people write it. */
function inChinese(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return `${ten}${ones === 0 && tens > 0 ? '' : DIGITS[ones]}`;
}

const wide = (number: number): string =>
  String(number).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

const NUMBERS: readonly ((number: number) => string)[] = [
  String,
  wide,
  (number) => `#${number}`,
  (number) => `＃${number}`,
  (number) => `No.${number}`,
  (number) => `№${number}`,
  (number) => `${number}号`,
  (number) => `${number} 號`,
  (number) => `第${number}号`,
  (number) => `${number}号件`,
  (number) => `诉求件${number}`,
  (number) => `第${inChinese(number)}号`,
];

/** A verb and a number set off from each other and from nothing else. */
const TOGETHER: readonly ((verb: string, number: string) => string)[] = [
  (verb, number) => `${verb}${number}`,
  (verb, number) => `${verb} ${number}`,
  (verb, number) => `${verb}：${number}`,
  (verb, number) => `${verb}: ${number}`,
  (verb, number) => `${verb}（${number}）`,
  (verb, number) => `${verb}(${number})`,
  (verb, number) => `${verb}【${number}】`,
  (verb, number) => `【${verb}】${number}`,
  (verb, number) => `［${verb}］ ${number}`,
  (verb, number) => `“${verb}”${number}`,
  (verb, number) => `「${verb}」${number}`,
  (verb, number) => `"${verb}" ${number}`,
  (verb, number) => `${verb}—${number}`,
  (verb, number) => `${verb}\u00a0${number}`,
  (verb, number) => `${verb}　${number}`,
  (verb, number) => `${verb}，${number}`,
  (verb, number) => `/${verb} ${number}`,
  (verb, number) => `${number}${verb}`,
  (verb, number) => `${number} ${verb}`,
  (verb, number) => `${number}，${verb}`,
  (verb, number) => `【${number}】${verb}`,
];

const AROUND: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `${text}。`,
  (text) => `${text}！`,
  (text) => `${text}!!`,
  (text) => `${text}～`,
  (text) => `${text} 👍`,
  (text) => `👌🏽${text}`,
  (text) => `${text}❤️`,
  (text) => `“${text}”`,
  (text) => `‘${text}’`,
  (text) => `"${text}"`,
  (text) => `《${text}》`,
  (text) => `（${text}）`,
  (text) => ` \u00a0${text} `,
];

describe('a command', () => {
  test('is the same whatever marks, letters and order it is written in', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VERBS),
        fc.boolean(),
        fc.integer({ min: 1, max: 99 }),
        fc.constantFrom(...NUMBERS),
        fc.constantFrom(...TOGETHER),
        fc.constantFrom(...AROUND),
        ([verb, traditional], isTraditional, number, numbered, together, around) => {
          const typed = around(together(isTraditional ? traditional : verb, numbered(number)));
          expect(understand(typed), typed).toEqual(understand(`${verb} ${number}`));
        },
      ),
      { numRuns: process.env.LONG ? 50_000 : 4000 },
    );
  });

  test('every verb in every arrangement', () => {
    for (const [verb, traditional] of VERBS) {
      const expected = understand(`${verb} 12`);
      expect(expected, verb).toMatchObject({ type: 'ticket', number: 12 });
      for (const together of TOGETHER) {
        for (const word of [verb, traditional]) {
          const typed = together(word, '12');
          expect(understand(typed), typed).toEqual(expected);
        }
      }
    }
  });

  test.each(VERBS)('%s without a number, with a mark behind it', (verb, traditional) => {
    const expected = understand(verb);
    for (const around of AROUND) {
      for (const word of [verb, traditional])
        expect(understand(around(word)), around(word)).toEqual(expected);
    }
  });

  test.each([
    ['我的待办', '【我的待办】'],
    ['我的待办', '我的待辦！'],
    ['帮助', '幫助。'],
    ['简报 本周', '简报（本周）'],
    ['简报 本周', '簡報：本週'],
    ['取消', '“取消”'],
    ['超期', '超期！'],
    ['绑定本群', '綁定本群。'],
    ['我的请假', '「我的請假」'],
    ['请假', '請假！'],
    ['请假 明天', '【请假】明天'],
    ['请假 12月1日到5日', '請假：12月1日到5日'],
    ['销假', '銷假。'],
    ['代录', '【代录】'],
    ['代录 星火煤焦：厂里停电', '【代錄】星火煤焦：厂里停电'],
  ])('%s may be written %s', (expected, typed) => {
    expect(understand(typed)).toEqual(understand(expected));
  });

  test.each([
    ['办结（12）路已修好', 'resolve', 12, '路已修好'],
    ['办结【12】：路已修好。', 'resolve', 12, '路已修好。'],
    ['12号办结：路已修好', 'resolve', 12, '路已修好'],
    ['“反馈 12 已联系企业”', 'feedback', 12, '已联系企业'],
    ['反馈 12 “材料”已收，（3）份', 'feedback', 12, '“材料”已收，（3）份'],
    ['【补充】东门也坏了👍', 'supplement', null, '东门也坏了👍'],
    ['補充 12 東門也壞了', 'supplement', 12, '東門也壞了'],
    ['12号没解决，路灯还是不亮', 'rework', 12, '路灯还是不亮'],
    ['反馈 3.5 万元已到账', 'feedback', null, '3.5 万元已到账'],
    ['反馈 12:30 已到现场', 'feedback', null, '12:30 已到现场'],
  ] as const)('%s: the words are kept as they were typed', (typed, verb, number, text) => {
    expect(understand(typed)).toEqual({ type: 'ticket', verb, number, text } satisfies Intent);
  });
});

describe('words that only hold a command are none', () => {
  test.each([
    '12号停电了',
    '12号，车间又停电了',
    '签收困难，快递一直没人管',
    '12号签收的货还没到',
    '12号签收，15号还没人来',
    '签收单丢了怎么补',
    '“签收”了没人来',
    '“催办”了三次都没用',
    '【补充材料】交到哪里',
    '3月12号签收',
    '100%满意是不可能的',
    '12号撤回申请了',
    '12号办结了吗',
    '12号反馈了一个问题',
    '一反馈就没下文',
    '3、反馈：门口的路塌了',
    '1、签收 2、办结',
    '签收12号的那个人是谁',
    '进度12天没动',
    '“请假”的人多',
    '满意？',
    '撤回？',
    '请假条丢了',
    '代录像怎么弄',
    '期限（合同）快到了怎么办',
  ])('%s', (text) => {
    expect(understand(text)).toEqual({ type: 'talk', text });
  });

  test('a question about a ticket is answered with it, and changes nothing', () => {
    for (const typed of ['撤回 12？', '办结12?', '12号满意？']) {
      expect(understand(typed), typed).toMatchObject({ verb: 'progress', number: 12 });
    }
    expect(understand('签收 12？')).toEqual(understand('签收 12'));
  });
});

describe('a nod', () => {
  test.each(['👍', '👍🏽', '✅', '👌👌', '🙏', '❤️', '☑️', '👍！', '[强]', '[抱拳][强]', '[OK]'])(
    '%s',
    (text) => {
      expect(isGesture(text)).toBe(true);
    },
  );

  test.each(['', '1', '+1', '！', '好', '👍但是又坏了', '[图片]', '？'])('%s is none', (text) => {
    expect(isGesture(text)).toBe(false);
  });
});
