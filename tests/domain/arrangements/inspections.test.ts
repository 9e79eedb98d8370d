/** Figures, hints and deadlines of 入企检查, and that opinions of firms cannot be told apart. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCounty } from '../../../src/county.ts';
import {
  entryOf,
  figuresOf,
  hintsOn,
  type InspectionRules,
  isQuiet,
  restDue,
  resultDue,
} from '../../../src/domain/arrangements/inspection-rules.ts';
import {
  CAUSES,
  evolveInspections,
  type Filing,
  filedIn,
  type Inspection,
  type InspectionEvent,
  type Inspections,
  RATINGS,
  TYPES,
} from '../../../src/domain/arrangements/inspections.ts';
import { addDays, at, type Day, dayOf, HOUR, type Instant } from '../../../src/domain/time.ts';

const { calendar } = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });

const RULES: InspectionRules = {
  overseer: 'justice',
  resultWithin: 5,
  makeUpWithin: 2,
  overlapDays: 7,
  quiet: [{ from: 1, to: 5 }],
  items: [
    { id: 'fire', name: '消防安全检查', words: ['消防'], departments: ['emergency'], perYear: 1 },
    { id: 'food', name: '食品安全检查', words: ['食品'], departments: ['market'], perYear: 2 },
  ],
};
const MONTH = { from: at('2026-12-01', '00:00'), before: at('2027-01-01', '00:00') };
const LATER = at('2027-03-01', '12:00');

const FILING: Filing = {
  id: 1,
  enterprise: 'xinghuo',
  department: 'emergency',
  by: 'emergency-a',
  day: '2026-12-09',
  time: '09:00',
  type: 'routine',
  mode: 'beforehand',
  item: '消防安全检查',
  code: 'fire',
  basis: '《消防法》第五十三条',
  approver: '许学轩',
  inspectors: [
    { name: '王一', certificate: '0411001' },
    { name: '李二', certificate: '0411002' },
  ],
  noticeNo: '〔2026〕12号',
  cause: null,
};

function folded(...events: readonly (readonly [Instant, InspectionEvent])[]): Inspections {
  return events.reduce<Inspections>((all, [when, event]) => evolveInspections(all, event, when), {});
}

const file = (over: Partial<Filing> = {}): InspectionEvent => ({
  did: 'filed',
  filing: { ...FILING, ...over },
});

interface Life {
  readonly filing: Filing;
  readonly filedAt: Instant;
  readonly enteredAt: Instant | null;
  readonly isCancelled: boolean;
  readonly isMadeUp: boolean;
  readonly into: number | null;
}

const days = fc.integer({ min: -40, max: 60 }).map((more): Day => addDays('2026-12-10', more));
const life = fc.record({
  enterprise: fc.constantFrom('xinghuo', 'fenhe-xm', 'shangchao'),
  department: fc.constantFrom('emergency', 'market', 'environment'),
  day: days,
  time: fc.constantFrom(null, '09:00', '15:30'),
  type: fc.constantFrom(...TYPES),
  mode: fc.constantFrom('beforehand', 'onEntry', 'emergency'),
  code: fc.constantFrom('fire', 'food', null),
  cause: fc.constantFrom(null, ...CAUSES),
  filedBefore: fc.integer({ min: -72, max: 240 }),
  enteredAfter: fc.option(fc.integer({ min: 0, max: 48 })),
  isCancelled: fc.boolean(),
  isMadeUp: fc.boolean(),
  joins: fc.boolean(),
});

const lives = fc.array(life, { maxLength: 25 }).map((all) =>
  all.map((one, index): Life => {
    const { filedBefore, enteredAfter, isCancelled, isMadeUp, joins, ...over } = one;
    const noon = at(one.day, '12:00');
    return {
      filing: { ...FILING, ...over, id: index + 1 } as Filing,
      filedAt: noon - filedBefore * HOUR,
      enteredAt: enteredAfter === null ? null : noon + enteredAfter * HOUR,
      isCancelled,
      isMadeUp,
      into: joins && index > 0 ? 1 : null,
    };
  }),
);

/** As the desk does it: a part of another is entered by that one, and what was entered is not cancelled. */
function told(all: readonly Life[]): Inspections {
  return folded(
    ...all.flatMap(({ filing, filedAt, enteredAt, isCancelled, isMadeUp, into }) => {
      const inspection = filing.id;
      const events: (readonly [Instant, InspectionEvent])[] = [[filedAt, { did: 'filed', filing }]];
      if (into !== null) events.push([filedAt, { did: 'joined', inspection, into }]);
      else if (enteredAt !== null) events.push([enteredAt, { did: 'entered', inspection }]);
      else if (isCancelled) events.push([filedAt, { did: 'cancelled', inspection, why: '改期' }]);
      if (isMadeUp && filing.mode === 'emergency') {
        events.push([filedAt + HOUR, { did: 'madeUp', inspection, filed: filing }]);
      }
      return events;
    }),
  );
}

describe('figures', () => {
  test('every entry is of one type, and every part is within its base, whatever was filed', () => {
    fc.assert(
      fc.property(lives, (all) => {
        const figures = figuresOf(told(all), MONTH, LATER, RULES);
        expect(figures.routine + figures.special + figures.case).toBe(figures.entries);
        expect(figures.beforehand.denominator + figures.emergencies).toBe(figures.entries);
        expect(figures.joint.denominator).toBe(figures.entries);
        expect(figures.beforehand.numerator).toBeLessThanOrEqual(figures.beforehand.denominator);
        expect(figures.joint.numerator).toBeLessThanOrEqual(figures.entries);
        expect(figures.madeUp).toBeLessThanOrEqual(figures.emergencies);
        expect(figures.quiet).toBeLessThanOrEqual(figures.entries);
        expect(figures.over).toBeLessThanOrEqual(new Set(all.map(({ filing }) => filing.enterprise)).size);
      }),
    );
  });

  test('months one after the other add up to the whole, and no count falls as time goes on', () => {
    const november = { from: at('2026-11-01', '00:00'), before: MONTH.from };
    const both = { from: november.from, before: MONTH.before };
    fc.assert(
      fc.property(lives, (all) => {
        const inspections = told(all);
        const [first, second, sum] = [november, MONTH, both].map((period) =>
          figuresOf(inspections, period, LATER, RULES),
        );
        for (const count of [
          'entries',
          'routine',
          'special',
          'case',
          'emergencies',
          'quiet',
          'visits',
        ] as const) {
          expect((first?.[count] ?? 0) + (second?.[count] ?? 0)).toBe(sum?.[count]);
        }
        const sooner = figuresOf(inspections, MONTH, at('2026-12-15', '12:00'), RULES);
        expect(sooner.entries).toBeLessThanOrEqual(second?.entries ?? 0);
      }),
    );
  });

  test('filed before entry ÷ entries other than emergencies, told a second time', () => {
    fc.assert(
      fc.property(lives, (all) => {
        const inspections = told(all);
        const entered = filedIn(inspections).filter((one) => {
          const entry = one.into === undefined ? entryOf(one, LATER) : null;
          return entry !== null && dayOf(entry).startsWith('2026-12') && one.type !== 'visit';
        });
        const planned = entered.filter(({ mode }) => mode !== 'emergency');
        const early = planned.filter((one) =>
          filedIn(inspections)
            .filter(({ id, into }) => id === one.id || into === one.id)
            .every(({ filedAt }) => filedAt < (entryOf(one, LATER) ?? 0)),
        );
        const figures = figuresOf(inspections, MONTH, LATER, RULES);
        expect(figures.beforehand).toEqual({ numerator: early.length, denominator: planned.length });
      }),
    );
  });

  test('a visit changes no figure but its own', () => {
    fc.assert(
      fc.property(lives, (all) => {
        const before = figuresOf(told(all), MONTH, LATER, RULES);
        const visit: Life = {
          filing: { ...FILING, id: all.length + 1, type: 'visit' },
          filedAt: MONTH.from,
          enteredAt: null,
          isCancelled: false,
          isMadeUp: false,
          into: null,
        };
        expect(figuresOf(told([...all, visit]), MONTH, LATER, RULES)).toEqual({
          ...before,
          visits: before.visits + 1,
        });
      }),
    );
  });

  test('no figure is of a unit: nothing of them says who went more often', () => {
    const all = folded([MONTH.from, file()], [MONTH.from, file({ id: 2, department: 'market' })]);
    expect(JSON.stringify(figuresOf(all, MONTH, LATER, RULES))).not.toMatch(/emergency"|market|xinghuo/);
  });
});

describe('deadlines', () => {
  test('the rest of an emergency is due in two working days, over a weekend', () => {
    const friday = at('2026-12-04', '16:00');
    const [one] = filedIn(folded([friday, file({ mode: 'emergency', day: '2026-12-04' })]));
    const due = restDue(one as Inspection, RULES, calendar);
    expect(dayOf(due?.due ?? 0)).toBe('2026-12-08');
    const made = folded(
      [friday, file({ mode: 'emergency', day: '2026-12-04' })],
      [friday, { did: 'madeUp', inspection: 1, filed: FILING }],
    );
    expect(restDue(filedIn(made)[0] as Inspection, RULES, calendar)).toBeNull();
  });

  test('the result is due from the entry, not from the filing; of a visit there is none', () => {
    const filed = [MONTH.from, file()] as const;
    const [planned] = filedIn(folded(filed));
    expect(dayOf(resultDue(planned as Inspection, {}, RULES, calendar)?.due ?? 0)).toBe('2026-12-16');
    const entered = folded(filed, [at('2026-12-10', '10:00'), { did: 'entered', inspection: 1 }]);
    expect(dayOf(resultDue(filedIn(entered)[0] as Inspection, entered, RULES, calendar)?.due ?? 0)).toBe(
      '2026-12-17',
    );
    const [visit] = filedIn(folded([MONTH.from, file({ type: 'visit' })]));
    expect(resultDue(visit as Inspection, {}, RULES, calendar)).toBeNull();
  });
});

describe('the result of a joint one', () => {
  const joint = [
    [MONTH.from, file()],
    [MONTH.from, file({ id: 2, department: 'market', day: '2026-12-11' })],
    [MONTH.from, { did: 'joined', inspection: 2, into: 1 }],
  ] as const;
  const owed = (...more: readonly (readonly [Instant, InspectionEvent])[]) => {
    const all = folded(...joint, ...more);
    return filedIn(all).map((one) => {
      const due = resultDue(one, all, RULES, calendar);
      return due === null ? null : dayOf(due.due);
    });
  };
  const result = (unit?: string): readonly [Instant, InspectionEvent] => [
    at('2026-12-09', '15:00'),
    { did: 'resulted', inspection: 1, text: '没有问题', ...(unit === undefined ? {} : { unit }) },
  ];

  test('is owed by each unit from the day on which they came, until it has told its own', () => {
    expect(owed()).toEqual(['2026-12-16', '2026-12-16']);
    expect(owed(result('market'))).toEqual(['2026-12-16', null]);
    expect(owed(result('emergency'))).toEqual([null, '2026-12-16']);
    expect(owed(result('emergency'), result('market'))).toEqual([null, null]);
  });

  test('told before it was kept by whom, it was that of all', () => {
    expect(owed(result())).toEqual([null, null]);
  });
});

describe('hints', () => {
  const now = at('2026-12-07', '10:00');
  const of = (over: Partial<Filing>, all: Inspections = {}) =>
    hintsOn({ ...FILING, id: 9, ...over }, all, now, RULES).map(({ what }) => what);

  test.each<[string, Partial<Filing>, readonly string[]]>([
    ['nothing is wrong', {}, []],
    ['no approval', { approver: null }, ['noApproval']],
    ['another unit’s item', { department: 'market' }, ['notListed']],
    ['an item of no list', { code: null }, ['notListed']],
    ['one inspector', { inspectors: [{ name: '王一', certificate: '0411' }] }, ['alone']],
    ['nobody', { inspectors: [] }, ['alone']],
    [
      'one written twice, once with the certificate',
      {
        inspectors: [
          { name: '王一', certificate: '0411' },
          { name: '王一', certificate: null },
        ],
      },
      ['alone', 'noCertificate'],
    ],
    [
      'two of one name',
      {
        inspectors: [
          { name: '王一', certificate: '0411' },
          { name: '王一', certificate: '0412' },
        ],
      },
      [],
    ],
    [
      'without a certificate',
      { inspectors: [...FILING.inspectors, { name: '钱三', certificate: null }] },
      ['noCertificate'],
    ],
    ['a day that is over', { day: '2026-11-30' }, ['past']],
    ['a quiet day', { day: '2027-01-04' }, ['quiet']],
    ['a quiet day with a reason', { day: '2027-01-04', cause: 'safety' }, []],
    ['an emergency on a quiet day', { day: '2027-01-04', mode: 'emergency' }, []],
    ['a visit by one person', { type: 'visit', inspectors: [], approver: null, code: null }, []],
  ])('%s', (_, over, expected) => {
    expect(of(over)).toEqual(expected);
  });

  test('how often counts a unit, a firm, an item and a year; what is ordered from above does not count', () => {
    const before = folded([MONTH.from, file({ day: '2026-05-06' })]);
    expect(of({}, before)).toEqual(['often']);
    expect(of({ cause: 'superior' }, before)).toEqual([]);
    expect(of({ enterprise: 'fenhe-xm' }, before)).toEqual([]);
    expect(of({ day: '2027-01-06' }, before)).toEqual([]);
    expect(of({}, folded([MONTH.from, file({ day: '2026-05-06', cause: 'superior' })]))).toEqual([]);
  });

  test('another unit is pointed out up to seven days away, unless it has been, was cancelled, or is a surprise', () => {
    const other = (over: Partial<Filing>) => file({ department: 'market', code: 'food', ...over });
    expect(of({}, folded([MONTH.from, other({ day: '2026-12-16' })]))).toEqual(['overlap']);
    expect(of({}, folded([MONTH.from, other({ day: '2026-12-17' })]))).toEqual([]);
    expect(of({}, folded([MONTH.from, other({ day: '2026-12-16', mode: 'onEntry' })]))).toEqual([]);
    expect(
      of({}, folded([MONTH.from, other({})], [MONTH.from, { did: 'cancelled', inspection: 1, why: '改期' }])),
    ).toEqual([]);
  });

  test('quiet days are days of each month, both ends in them', () => {
    expect(['2026-12-01', '2026-12-05', '2026-12-06'].map((day) => isQuiet(day, RULES))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('opinions', () => {
  const thought = fc.record({
    rating: fc.constantFrom(...RATINGS),
    words: fc.constantFrom(null, '来之前约个时间', '很专业', '太久'),
  });

  test('three at a time are shown, in an order that says nothing, and none is lost', () => {
    fc.assert(
      fc.property(fc.array(thought, { maxLength: 14 }), fc.nat(), (all, seed) => {
        const departments = ['emergency'];
        const fold = (list: typeof all) =>
          folded(...list.map((one) => [0, { did: 'thought', departments, ...one }] as const)).opinions
            ?.emergency;
        const { shown, waiting } = fold(all) ?? {
          shown: { ratings: [], words: [] },
          waiting: { ratings: [], words: [] },
        };
        expect(shown.ratings.length).toBe(all.length - (all.length % 3));
        expect([...shown.ratings, ...waiting.ratings].sort()).toEqual(all.map(({ rating }) => rating).sort());
        expect([...shown.words, ...waiting.words].sort()).toEqual(
          all.flatMap(({ words }) => words ?? []).sort(),
        );
        // Whoever of the three came first.
        const batch = all.slice(0, 3);
        const turned = batch.map((_, place) => batch[(place + seed) % batch.length] ?? batch[0]!);
        expect(fold(turned)).toEqual(fold(batch));
      }),
    );
  });
});
