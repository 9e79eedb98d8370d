/** Whatever a message of ours says, and whatever is written around it, its mark tells the two apart. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownWordsIn, partedFromMark, RESENT, ticketMarkedIn, withMark } from '../../src/channels/own-mark.ts';

/** Any words, with empty lines in between, of people or ours; the mark itself is nobody's. */
const words = fc
  .array(
    fc.constantFrom('停电了', '', '【诉求件 9】办理中', '国办发〔2026〕15号', '〖1〗修路', '还没来 ', '23-6'),
    {
      maxLength: 6,
    },
  )
  .map((lines) => lines.join('\n').trim());
const ours = words.filter((text) => text !== '');
const ticket = fc.integer({ min: 1, max: 999_999_999 });

test('a copy leaves nothing over, and what stands around it is left as it was written', () => {
  fc.assert(
    fc.property(ours, ticket, words, words, fc.boolean(), (own, number, above, below, resent) => {
      const copy = (resent ? `${RESENT}\n` : '') + withMark(own, number);
      expect(ownWordsIn(copy)).toEqual({ ticket: number, rest: '' });
      expect(partedFromMark(withMark(own, number)).words).toBe(own);
      expect(ownWordsIn(copy.replaceAll('\n', ' '))?.rest, 'wherever lines are broken').toBe('');
      const found = ownWordsIn(`${above}\n${copy}\n${below}`);
      expect(found?.rest.replace(/\n+/gu, '\n')).toBe(
        [above, below].join('\n').trim().replace(/\n+/gu, '\n'),
      );
    }),
  );
});

test('several copies in one text are all ours, and words typed right behind one are not', () => {
  const card = withMark('停电了\n责任部门：供电公司', 23);
  const text = `王明 09:12\n停电了\n连心桥 09:13\n${card}还是没来\n${withMark('已签收', 24)}\n好的`;
  expect(ownWordsIn(text)).toEqual({
    ticket: 23,
    rest: '王明 09:12\n停电了\n连心桥 09:13\n还是没来\n好的',
  });
});

test.each(['停电了', '国办发〔2026〕15号', '〖23〗修路', '【诉求件 23】办理中', '〖0-1〗', '〖2026-1-3〗'])(
  '%s is no mark of ours',
  (text) => {
    expect(ticketMarkedIn(text)).toBeNull();
    expect(ownWordsIn(text)).toBeNull();
  },
);
