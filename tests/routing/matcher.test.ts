import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createMatcher, GAP, longestOnly } from '../../src/routing/matcher.ts';

const found = (terms: readonly string[], text: string): string[] =>
  createMatcher(terms)(text)
    .map(({ term, start, end }) => `${terms[term]}@${start}-${end}`)
    .sort();

describe('the matcher', () => {
  property.prop([
    fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '电'), minLength: 1, maxLength: 4 }), {
      maxLength: 8,
    }),
    fc.string({ unit: fc.constantFrom('a', 'b', '电', '。'), maxLength: 40 }),
  ])('finds every place that a plain search finds', (words, text) => {
    const terms = [...new Set(words)];
    const expected = terms.flatMap((term) =>
      [...text].flatMap((_, start) =>
        text.startsWith(term, start) ? [`${term}@${start}-${start + term.length}`] : [],
      ),
    );
    expect(found(terms, text)).toEqual(expected.sort());
  });

  it('finds parts that follow each other closely', () => {
    expect(found(['路…坑'], '路上全是坑')).toEqual(['路…坑@0-5']);
    expect(found(['路…坑'], '坑在路上')).toEqual([]);
    expect(found(['路…坑'], `路${'啊'.repeat(GAP)}坑`)).toHaveLength(1);
    expect(found(['路…坑'], `路${'啊'.repeat(GAP + 1)}坑`)).toEqual([]);
    expect(found(['电…不…用'], '用电不够用了')).toEqual(['电…不…用@1-5']);
  });

  it('joins no parts across the end of a sentence', () => {
    expect(found(['路…坑'], '修路。有坑')).toEqual([]);
    expect(found(['路…坑'], '修路。路有坑')).toHaveLength(1);
  });
});

describe('the longer word explains the shorter one inside it', () => {
  const terms = ['房产', '房产税', '税', '房…税'];
  const kept = (text: string): string[] =>
    longestOnly(createMatcher(terms)(text), (term) => terms[term]?.includes('…') ?? false)
      .map(({ term }) => terms[term] ?? '')
      .sort();

  it('房产税 is not about 房产', () => {
    expect(kept('房产税')).toEqual(['房产税', '房…税'].sort());
    expect(kept('房产和税')).toEqual(['房产', '税', '房…税'].sort());
    expect(kept('房产税，房产')).toEqual(['房产税', '房产', '房…税'].sort());
  });
});
