/** What was heard in a call-back, as words and back. */
import { fc, test as prop } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { RATINGS } from '../../src/dialogue/call-back.ts';
import { callBackWords, readCallBack } from '../../src/dialogue/call-back-words.ts';

const mark = fc.option(fc.boolean(), { nil: undefined });
const heard = fc
  .record({
    solved: mark,
    answered: mark,
    contacted: mark,
    rating: fc.option(fc.constantFrom(...RATINGS), { nil: undefined }),
    text: fc.option(
      fc
        .array(fc.constantFrom('王总', '没解决', '满意', '已答复', '接的', ' ', '，', '电话'), {
          minLength: 1,
        })
        .map((words) => words.join('').trim())
        // What sets words apart at its beginning is not kept.
        .filter((text) => text.replace(/^[\s，]+/u, '') === text && text !== ''),
      { nil: undefined },
    ),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined)));

prop.prop([heard])('the words are read as what was heard, or there are none', (said) => {
  const words = callBackWords(said);
  if (words !== null) expect(readCallBack(words)).toEqual(said);
});

test('a remark that would be read as an answer has none', () => {
  expect(callBackWords({ solved: true, rating: 'satisfied', text: '没解决 还漏' })).toBeNull();
  expect(callBackWords({ solved: true, rating: 'satisfied', text: '没解决的那段下周补' })).toBe(
    '已解决 满意 没解决的那段下周补',
  );
});
