/** What is made shorter before it is encrypted can be read for ever. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/store/line.ts';
import { COMMON, lengthened, shortened } from '../../src/store/shortening.ts';
import { keyRing } from '../support/keys.ts';

const TEXT = '{"settled":{"id":"t23/2/card/0/telegram.-100","claim":1}}';

test('what all lines have in common is never changed: without it, to the sign, none of them can be read', () => {
  expect(sha256(COMMON)).toBe('3bcfbbb0c1f87b6ce34c4426ac27c50b88fd3e36052ff52ccd66b9b0338ccc58');
  expect(lengthened(Buffer.from('w2KzkTHhIqK2FgA=', 'base64'))).toBe(TEXT);
});

test('any text comes back, and a usual one is a fraction of itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(lengthened(shortened(text))).toBe(Buffer.from(text).toString('utf8'));
    }),
    { numRuns: 200 },
  );
  expect(shortened(TEXT).length).toBeLessThan(TEXT.length / 2);
});

test('a value that was made shorter says so, and opens beside those that were not', () => {
  const keys = keyRing();
  const [short, plain] = [keys.sealShort(TEXT, 'line', 'here'), keys.seal(TEXT, 'line', 'here')];
  expect([short.slice(0, 3), plain.slice(0, 3)]).toEqual(['s2.', 's1.']);
  expect(short.length).toBeLessThan(plain.length);
  expect([short, plain].map((value) => keys.open(value, 'line', 'here'))).toEqual([TEXT, TEXT]);
  expect(() => keys.open(short, 'line', 'elsewhere')).toThrow('打不开');
});
