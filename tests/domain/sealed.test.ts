/** Sealed facts: opened field by field, and only to whom each is opened. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type OpenTo, opened, sealed } from '../../src/domain/sealed.ts';

const RELATIONS = ['owner', 'bank', 'hub', 'nobody'] as const;
const some = fc.subarray([...RELATIONS]);

describe('opened', () => {
  property.prop([fc.record({ a: some, b: some, c: some }), some], { numRuns: 60 })(
    'a field is there when one of the relations may read it, and else is not',
    (openTo, relations) => {
      const fields = { a: 1, b: '二', c: null };
      const shown = opened(sealed(fields), new Set(relations), openTo as OpenTo<typeof fields, string>);
      for (const key of ['a', 'b', 'c'] as const) {
        const isOpen = openTo[key].some((one) => relations.includes(one));
        expect(key in shown).toBe(isOpen);
        if (isOpen) expect(shown[key]).toBe(fields[key]);
      }
    },
  );
});
