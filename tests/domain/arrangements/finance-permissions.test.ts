/** Who may do what with a need, and read which of its fields: every role of the county, written out. */
import { describe, expect, test } from 'vitest';
import { evolveFinance, type FinanceEvent, type Need } from '../../../src/domain/arrangements/finance.ts';
import {
  type FinanceAction,
  grantOpened,
  mayFinance,
  mayReadFinanceFigures,
  mayTellNeeds,
  needOpened,
} from '../../../src/domain/arrangements/finance-permissions.ts';
import { createRoster } from '../../../src/domain/roster.ts';
import { sealed } from '../../../src/domain/sealed.ts';
import { roster as shipped, T0 } from '../../support/builders.ts';

const roster = createRoster({
  ...shipped,
  leaders: [
    ...shipped.leaders,
    { id: 'leader-part', name: '分管', scope: ['finance'] },
    { id: 'inspector', name: '督查', inspector: true },
  ],
} as never);

/**
 * Columns: owner and colleague; owner of another firm; the bank chosen, its head; a bank not chosen; one that declined; A 岗 of
 * 金融服务中心; dispatcher; leader; in charge of a part; 督查室; discipline; operator; nobody.
 */
const WHO = [
  'xinghuo-1',
  'xinghuo-2',
  'shangchao-1',
  'nongshang-a',
  'nongshang-head',
  'cunzhen-a',
  'chengshang-a',
  'finance-a',
  'dispatcher-1',
  'leader-1',
  'leader-part',
  'inspector',
  'discipline-1',
  'operator-1',
  'nobody',
] as const;

const MAY = `
view     ✓ ✓ · ✓ ✓ · · · ✓ · · · · · ·
complete ✓ ✓ · · · · · · · · · · · · ·
check    · · · · · · · · ✓ · · · · · ·
choose   ✓ ✓ · · · · · · · · · · · · ·
pick     ✓ ✓ · · · · · · · · · · · · ·
withdraw ✓ ✓ · · · · · · · · · · · · ·
obstruct ✓ ✓ · ✓ ✓ · · · ✓ · · · · · ·
file     ✓ ✓ · · · · · · · · · · · · ·
answer   · · · ✓ ✓ · · · · · · · · · ·
decide   · · · ✓ ✓ · · · · · · · · · ·
lend     · · · ✓ ✓ · · · · · · · · · ·
`;
const READS = `
yuan       ✓ ✓ · ✓ ✓ · · · · · · · · · ·
months     ✓ ✓ · ✓ ✓ · · · ✓ · · · · · ·
purpose    ✓ ✓ · ✓ ✓ · · · ✓ · · · · · ·
collateral ✓ ✓ · ✓ ✓ · · · · · · · · · ·
granted    ✓ ✓ · ✓ ✓ · · · · · · · · · ·
`;
const OF_ALL = `
tell    ✓ ✓ ✓ · · · · · · · · · · · ·
figures · · · · · · · · ✓ ✓ · ✓ · · ·
`;

function needOf(...events: readonly FinanceEvent[]): Need {
  const fields = sealed({ yuan: 5_000_000, months: 12, purpose: '买设备', collateral: '厂房' });
  const need = { id: 1, enterprise: 'xinghuo', by: 'xinghuo-1', fields };
  const told: FinanceEvent = { did: 'told', need, banks: ['nongshang', 'chengshang'] };
  const all = [told, ...events].reduce((before, event) => evolveFinance(before, event, T0), {});
  return (all as Record<number, Need>)[1] as Need;
}
const checked: FinanceEvent = {
  did: 'checked',
  need: 1,
  by: 'dispatcher-1',
  recommended: true,
  lacks: [],
  words: '',
};
const declined: FinanceEvent = {
  did: 'answered',
  need: 1,
  bank: 'chengshang',
  by: 'chengshang-a',
  willing: false,
  reason: 'industry',
  words: '',
};
const granted: FinanceEvent = {
  did: 'granted',
  need: 1,
  bank: 'nongshang',
  by: 'nongshang-a',
  ...sealed({ yuan: 4_000_000, rate: 3.9 }),
};
const need = needOf(checked, declined, granted);

function cellsOf(table: string): readonly (readonly [string, string, boolean])[] {
  return table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [what = '', ...cells] = line.split(/\s+/);
      expect(cells).toHaveLength(WHO.length);
      return WHO.map((who, place) => [what, who, cells[place] === '✓'] as const);
    });
}

test.each(cellsOf(MAY))('%s by %s: %s', (action, who, isAllowed) => {
  expect(mayFinance(action as FinanceAction, need, who, roster)).toBe(isAllowed);
});

test.each(cellsOf(READS))('%s is read by %s: %s', (field, who, isRead) => {
  const offer = need.offers.find(({ bank }) => bank === 'nongshang');
  const shown =
    field === 'granted'
      ? offer && grantOpened(need, offer, who, roster)?.yuan
      : needOpened(need, who, roster)[field as 'yuan'];
  expect(shown !== undefined).toBe(isRead);
});

test.each(cellsOf(OF_ALL))('%s by %s: %s', (what, who, isAllowed) => {
  const may = what === 'tell' ? mayTellNeeds : mayReadFinanceFigures;
  expect(may(who, roster)).toBe(isAllowed);
});

describe('a bank reads nothing', () => {
  test.each([
    ['before it is recommended', needOf()],
    ['once it is withdrawn', needOf(checked, { did: 'withdrawn', need: 1, by: 'xinghuo-1' })],
    ['once it has left the roster', needOf(checked, { did: 'gone', need: 1, bank: 'nongshang' })],
  ])('%s', (_, one) => {
    expect(needOpened(one, 'nongshang-a', roster)).toEqual({});
    expect(mayFinance('view', one, 'nongshang-a', roster)).toBe(false);
  });
});
