/** What the words of 入企检查 ask for, and what a filing says in whatever order it was written. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspectionAskedIn, readFiling } from '../../../src/dialogue/arrangements/inspection.ts';
import { plain } from '../../../src/dialogue/plain.ts';
import { at } from '../../../src/domain/time.ts';
import { roster } from '../../support/builders.ts';

const NOW = at('2026-12-01', '10:00');
const asked = (text: string) => inspectionAskedIn(plain(text), text);

describe('commands', () => {
  test.each([
    ['报备检查 星火 12月9日 消防', { what: 'file', words: '星火 12月9日 消防', urgent: false }],
    ['检查报备：星火', { what: 'file', words: '星火', urgent: false }],
    ['入企报备', { what: 'file', words: '', urgent: false }],
    ['报备督导 星火 明天', { what: 'file', words: '督导 星火 明天', urgent: false }],
    ['紧急检查 星火 漏气', { what: 'file', words: '星火 漏气', urgent: true }],
    ['检查', { what: 'list' }],
    ['入企检查', { what: 'list' }],
    ['检查 3', { what: 'show', id: 3 }],
    ['检查３号', { what: 'show', id: 3 }],
    ['检查 3 到了', { what: 'enter', id: 3, words: '' }],
    ['检查3进门', { what: 'enter', id: 3, words: '' }],
    ['检查 3 结果：没有问题，很好', { what: 'result', id: 3, words: '没有问题，很好' }],
    ['检查 3 取消 人员出差', { what: 'cancel', id: 3, words: '人员出差' }],
    ['检查 3 补报', { what: 'makeUp', id: 3, words: '' }],
    ['检查 3 评价 好', { what: 'rate', id: 3, words: '好' }],
    ['检查 3 结果怎么样了', { what: 'show', id: 3 }],
  ] as const)('%s', (text, expected) => {
    expect(asked(text)).toEqual(expected);
  });

  test.each([
    '检查太多了',
    '检查 3 次了还没完',
    '有人来检查没报备',
    '检查组明天到了再说',
    '紧急检查设备',
    '报备材料交给谁',
    '消防检查要准备什么',
  ])('%s is none', (text) => {
    expect(asked(text)).toBeNull();
  });
});

describe('a filing', () => {
  const PIECES = ['星火', '12月9日', '上午9点', '消防', '专项'] as const;

  test('says the same in whatever order its head is written', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...PIECES], { minLength: PIECES.length }), (pieces) => {
        const read = readFiling(`${pieces.join(' ')} 批准人 许学轩`, NOW, roster);
        expect(read).toMatchObject({
          day: '2026-12-09',
          time: '09:00',
          type: 'special',
          item: '消防',
          approver: '许学轩',
          surprise: false,
        });
        expect(read.enterprise?.id).toBe('xinghuo');
      }),
    );
  });

  test('is read where day and item stand against each other, and whole names are written', () => {
    const read = readFiling('星火样例煤焦有限公司12月9日消防', NOW, roster);
    expect(read).toMatchObject({ day: '2026-12-09', item: '消防', unknown: null });
    expect(read.enterprise?.id).toBe('xinghuo');
  });

  test.each([
    ['王一 0411001、李二 0411002', ['王一 0411001', '李二 0411002']],
    ['王一（证号0411001），李二（执法证号：0411-002）', ['王一 0411001', '李二 0411-002']],
    ['王一、李二', ['王一 -', '李二 -']],
    ['没有', []],
  ])('人员 %s', (words, people) => {
    const { inspectors } = readFiling(plain(`星火 人员 ${words}`), NOW, roster);
    expect(inspectors?.map(({ name, certificate }) => `${name} ${certificate ?? '-'}`)).toEqual(people);
  });

  test('what there is none of is not what was left out', () => {
    expect(readFiling('星火 批准人 没有', NOW, roster)).toMatchObject({ approver: '', basis: null });
  });

  test('a complaint and a surprise are told on entry; another cause is not', () => {
    expect(readFiling('星火 缘由 投诉举报', NOW, roster)).toMatchObject({
      cause: 'complaint',
      surprise: true,
    });
    expect(readFiling('星火 突击', NOW, roster)).toMatchObject({ cause: null, surprise: true });
    expect(readFiling('星火 缘由 上级部署', NOW, roster)).toMatchObject({
      cause: 'superior',
      surprise: false,
    });
  });

  test('no text makes it fail', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(() => readFiling(plain(text), NOW, roster)).not.toThrow();
        expect(() => asked(`报备检查 ${text}`)).not.toThrow();
      }),
    );
  });
});
