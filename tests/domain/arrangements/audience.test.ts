/** Whom a policy is for: it fits, it does not, or a fact is missing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FACTS, type Rule, verdictOn } from '../../../src/domain/arrangements/audience.ts';
import type { Enterprise } from '../../../src/domain/roster.ts';

const FIRM: Enterprise = {
  id: 'firm',
  name: '样例公司',
  aliases: [],
  industry: '焦化',
  size: '大型',
  township: '辛置镇',
  members: [{ id: 'firm-1', name: '张三' }],
};
const KNOWN: Enterprise = { ...FIRM, tags: ['规上'], staff: 200, building: true };

describe('a rule', () => {
  test.each<[Rule, Enterprise, 'fits' | 'unfit' | 'unknown']>([
    [{ 行业: ['水泥', '焦化'] }, FIRM, 'fits'],
    [{ 行业: ['水泥'] }, FIRM, 'unfit'],
    [{ 标签: ['规上'] }, FIRM, 'unknown'],
    [{ 标签: ['规上', '高新'] }, KNOWN, 'fits'],
    [{ 标签: ['规上'] }, { ...FIRM, tags: [] }, 'unfit'],
    [{ 用工人数: { 至少: 200 } }, KNOWN, 'fits'],
    [{ 用工人数: { 至多: 199 } }, KNOWN, 'unfit'],
    [{ 在建项目: false }, KNOWN, 'unfit'],
    // What plainly fails settles it, whatever is missing.
    [{ 规模: ['小型'], 用工人数: { 至少: 30 } }, FIRM, 'unfit'],
    [{ 规模: ['大型'], 用工人数: { 至少: 30 } }, FIRM, 'unknown'],
  ])('%j', (rule, firm, is) => {
    expect(verdictOn([rule], firm).is).toBe(is);
  });

  test('says what it was told by, and what is missing', () => {
    expect(verdictOn([{ 规模: ['大型'], 标签: ['规上'] }], KNOWN)).toEqual({
      is: 'fits',
      met: [
        { fact: '规模', oneOf: ['大型'] },
        { fact: '标签', oneOf: ['规上'] },
      ],
    });
    expect(verdictOn([{ 标签: ['规上'], 在建项目: true, 用工人数: { 至少: 1 } }], FIRM)).toEqual({
      is: 'unknown',
      missing: ['标签', '用工人数', '在建项目'],
    });
  });

  test('one of several is enough; for everybody, nothing is asked', () => {
    expect(verdictOn([{ 规模: ['小型'] }, { 行业: ['焦化'] }], FIRM).is).toBe('fits');
    expect(verdictOn('所有企业', FIRM)).toEqual({ is: 'fits', met: [] });
  });
});

const rules: fc.Arbitrary<Rule> = fc.record(
  {
    行业: fc.subarray(['焦化', '水泥', '铸造'], { minLength: 1 }),
    标签: fc.subarray(['规上', '高新', '入园'], { minLength: 1 }),
    用工人数: fc.record({ 至少: fc.nat(500) }),
    在建项目: fc.boolean(),
  },
  { requiredKeys: [] },
);
const firms: fc.Arbitrary<Enterprise> = fc
  .record(
    {
      industry: fc.constantFrom('焦化', '水泥', '铸造'),
      tags: fc.subarray(['规上', '高新', '入园']),
      staff: fc.nat(500),
      building: fc.boolean(),
    },
    { requiredKeys: ['industry'] },
  )
  .map((facts) => ({ ...FIRM, ...facts }));

describe('whatever is asked', () => {
  test('a firm of which all is known is never unsure', () => {
    fc.assert(
      fc.property(fc.array(rules, { minLength: 1, maxLength: 3 }), firms, (who, firm) => {
        const known = { tags: [], staff: 0, building: false, ...firm };
        expect(verdictOn(who, known).is).not.toBe('unknown');
      }),
    );
  });

  test('to learn a fact never turns a verdict round: only what was unsure changes', () => {
    fc.assert(
      fc.property(fc.array(rules, { minLength: 1, maxLength: 3 }), firms, firms, (who, firm, other) => {
        const before = verdictOn(who, firm);
        const after = verdictOn(who, { ...other, ...firm });
        if (before.is !== 'unknown') expect(after.is).toBe(before.is);
        else expect(before.missing.every((one) => FACTS.includes(one))).toBe(true);
      }),
    );
  });
});
