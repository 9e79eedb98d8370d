/** 权责清单 as it is in force: whatever is decided in whatever order, each item has one lead, and none is lost. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayPowers, type PowerAction } from '../../../src/domain/arrangements/power-permissions.ts';
import {
  evolvePowers,
  type PowerEvent,
  type Powers,
  stepsIn,
} from '../../../src/domain/arrangements/powers.ts';
import {
  isOutside,
  itemIn,
  LOCAL,
  listInForce,
  type PowerItem,
  type PowerList,
} from '../../../src/domain/arrangements/powers-list.ts';
import { createRoster } from '../../../src/domain/roster.ts';
import { roster } from '../../support/builders.ts';

const item = (id: number, over: Partial<PowerItem> = {}): PowerItem => ({
  id,
  name: `事项${id}`,
  words: [],
  lead: 'power',
  partners: [],
  township: '无',
  basis: '依据',
  since: 1,
  ...over,
});
const LIST: PowerList = {
  version: 4,
  effective: '2026-07-01',
  items: [
    item(1, { words: ['光伏', '光伏并网'], partners: ['energy'] }),
    item(2, { name: '村道', lead: LOCAL, township: '基本' }),
    item(3, { words: ['并网'], township: '配合' }),
  ],
};
const OFFICES = ['power', 'energy', 'land', LOCAL];
const decision = fc.record({
  item: fc.constantFrom(1, 2, 3, 99, null),
  name: fc.constantFrom('事项1', '新事甲', '新事乙'),
  from: fc.constantFrom(...OFFICES),
  to: fc.constantFrom(...OFFICES),
});

test('each item has one lead that is no partner of it, 基本 is the township’s and nobody else’s, and no item goes', () => {
  fc.assert(
    fc.property(fc.array(decision, { maxLength: 8 }), (all) => {
      const steps = all.map((one, place) => ({
        ...one,
        version: LIST.version + place + 1,
        day: '2026-11-24',
      }));
      const list = listInForce(LIST, steps.toReversed());
      expect(list.version).toBe(LIST.version + steps.length);
      expect(list.items.slice(0, 3).map(({ id }) => id)).toEqual([1, 2, 3]);
      expect(new Set(list.items.map(({ id }) => id)).size).toBe(list.items.length);
      for (const { lead, partners, township } of list.items) {
        expect(partners).not.toContain(lead);
        expect(partners).not.toContain(LOCAL);
        expect(new Set(partners).size).toBe(partners.length);
        expect(township === '基本').toBe(lead === LOCAL);
      }
    }),
    { numRuns: 60 },
  );
});

test('a file that has taken decisions in is not changed by them again', () => {
  const step = {
    item: 1,
    name: '事项1',
    from: 'power',
    to: 'land',
    version: 5,
    day: '2026-11-24',
  };
  expect(listInForce(LIST, [step]).items[0]?.lead).toBe('land');
  expect(listInForce({ ...LIST, version: 5 }, [step]).items[0]?.lead).toBe('power');
});

test('the longest word says which item a text is about; none where none is named', () => {
  expect(itemIn('我们的光伏并网卡住了', LIST.items)?.id).toBe(1);
  expect(itemIn('并网卡住了', LIST.items)?.id).toBe(3);
  expect(itemIn('下雨了', LIST.items)).toBeNull();
  expect([null, ...LIST.items].map((one) => isOutside(one))).toEqual([true, true, false, true]);
});

test('evidence that is taken back leaves nothing behind, in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(5), fc.boolean()), { maxLength: 12 }), (all) => {
      const change = { item: 1, name: '事项1', from: 'power', to: 'land' };
      const events = all.map(
        ([ticket, when, isBack]): PowerEvent =>
          isBack
            ? { did: 'takenBack', ticket, of: when }
            : {
                did: 'moved',
                proposal: 1,
                change,
                moved: { ticket, from: 'power', at: when, how: 'ruling', by: 'dispatcher-1' },
              },
      );
      const after = events.reduce<Powers>((powers, event, at) => evolvePowers(powers, event, at), {});
      const left: (readonly [number, number])[] = [];
      for (const [ticket, when, isBack] of all) {
        if (!isBack) left.push([ticket, when]);
        else left.splice(0, left.length, ...left.filter(([one, at]) => one !== ticket || at !== when));
      }
      const [proposal] = Object.values(after.proposals ?? {});
      expect((proposal?.moved ?? []).map((one) => [one.ticket, one.at])).toEqual(left);
      expect(proposal?.count ?? 0).toBe(left.length);
      expect(stepsIn(after)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

describe('who may what', () => {
  const post = (id: string) => ({ id, name: `某${id}` });
  const posts = (id: string) => ({
    primary: post(`${id}-a`),
    backup: post(`${id}-b`),
    head: post(`${id}-head`),
  });
  const county = createRoster({
    group: roster.group,
    departments: [...roster.departments],
    enterprises: [...roster.enterprises],
    dispatchers: [...roster.dispatchers],
    leaders: [
      ...roster.leaders,
      { id: 'leader-part', name: '分管', scope: ['housing'] },
      { id: 'inspector', name: '督查', inspector: true },
    ],
    discipline: [...roster.discipline],
    disciplineAbove: [],
    operators: [...roster.operators],
    townships: [{ id: 'town', name: '某镇', aliases: [], ...posts('town') }],
    establishment: posts('office'),
  });
  /** Owner; A 岗 and head of a department; of a township; 编办; dispatcher; leader; in charge of a part; 督查室; discipline; operator; nobody. */
  const WHO = [
    'shangchao-1',
    'housing-a',
    'housing-head',
    'town-a',
    'office-b',
    'dispatcher-2',
    'leader-1',
    'leader-part',
    'inspector',
    'discipline-1',
    'operator-1',
    'nobody',
  ] as const;
  const TABLE = `
list       ✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓ ✓ · · ·
object     · ✓ ✓ ✓ · · · · · · · ·
proposals  · · · · ✓ ✓ ✓ · ✓ · · ·
decide     · · · · ✓ · · · · · · ·
return     · · · ✓ · · · · · · · ·
`;
  const cells = TABLE.trim()
    .split('\n')
    .flatMap((line) => {
      const [action = '', ...marks] = line.trim().split(/\s+/);
      return marks.map((mark, place) => [action, WHO[place] ?? '', mark === '✓'] as const);
    });

  test.each(cells)('%s by %s: %s', (action, who, expected) => {
    expect(mayPowers(action as PowerAction, who, county)).toBe(expected);
  });
});
