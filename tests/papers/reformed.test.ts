/** 机构改革: papers and the picture of a time before it keep the names of that time, and lose no department. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { cardOf } from '../../src/briefs/picture.ts';
import { sourceOf } from '../../src/domain/figures-source.ts';
import { compared, type Period } from '../../src/domain/metrics.ts';
import { countedFrom } from '../../src/domain/metrics-in-parts.ts';
import { withRegister } from '../../src/domain/on-record.ts';
import { emptyRegister } from '../../src/domain/register.ts';
import { createRoster, type Roster, rosterSchema } from '../../src/domain/roster.ts';
import { at, DAY, type Instant } from '../../src/domain/time.ts';
import { briefFigures } from '../../src/papers/figures.ts';
import { rowOf } from '../../src/papers/ledger/ledger.ts';
import { minutesOf } from '../../src/papers/official/minutes.ts';
import { noticeOf } from '../../src/papers/official/notice.ts';
import type { Block, Paper, Table } from '../../src/papers/official/paper.ts';
import { superviseNoticeOf } from '../../src/papers/official/supervise.ts';
import { roster as before, begun, calendar, viewAt } from '../support/builders.ts';
import { month, NOVEMBER, NOW } from './month.ts';

const RENAMED = '住房城乡建设和城市管理局';
const AFTER = at('2026-12-02', '09:00');
const WITHIN = at('2026-11-15', '09:00');

const nameOf = (id: string): string => before.departmentName(id);
const [HOUSING, FARMS, INDUSTRY] = [nameOf('housing'), nameOf('agriculture'), nameOf('industry')];

/** 住建局 is called otherwise since then, and 农业农村局, the last in the roster that has tickets, is part of 工信局. */
function reformed(since: Instant): Roster {
  const data = rosterSchema.parse(parse(readFileSync('data/roster.yaml', 'utf8')));
  const departments = data.departments
    .filter(({ id }) => id !== 'agriculture')
    .map((one) => (one.id === 'housing' ? { ...one, name: RENAMED } : one));
  const names = { agriculture: FARMS, housing: RENAMED, industry: INDUSTRY };
  return withRegister(createRoster({ ...data, departments }), {
    ...emptyRegister,
    departments: names,
    reforms: [
      { kind: 'renamed', from: 'housing', into: 'housing', was: HOUSING, at: since },
      { kind: 'merged', from: 'agriculture', into: 'industry', was: FARMS, at: since },
    ],
  });
}

async function notice(roster: Roster): Promise<Paper> {
  return noticeOf(await briefFigures(month(), NOVEMBER, NOW, calendar), { roster, calendar, at: NOW });
}

async function card(roster: Roster) {
  const period: Period = { ...NOVEMBER, before: AFTER };
  const { now } = await countedFrom(sourceOf(month()), { period, former: null }, NOW, calendar, () => {});
  const { onTime } = now.whole.rates;
  const read = { ...now, headline: compared(onTime, onTime) };
  const asked = { title: '【月报】11月', whose: null, period, former: '10月', read, trend: [], tiers: true };
  return cardOf({ ...asked, trend: [{ label: '11月', rate: onTime }] }, { ...viewAt(NOW), roster });
}

const tablesOf = (body: readonly Block[]): readonly Table[] =>
  body.flatMap((block) => ('table' in block ? [block.table] : []));

test('a notice is, word for word, what it was before the reform that came after its period', async () => {
  expect(await notice(reformed(AFTER))).toEqual(await notice(before));
});

test('a notice of the period of the reform names both of whoever is gone, and counts the same', async () => {
  const [old, now] = [await notice(before), await notice(reformed(WITHIN))];
  const words = JSON.stringify(now);
  expect(words).toContain(RENAMED);
  expect(words).not.toContain(HOUSING);
  expect(words).toContain(`${FARMS}（现${INDUSTRY}）`);
  expect(words.replaceAll(`${FARMS}（现${INDUSTRY}）`, ''), 'never the one of before alone').not.toContain(
    FARMS,
  );
  const sorted = ({ attachments: [first] }: Paper) =>
    tablesOf(first?.body ?? [])
      .flatMap(({ rows }) => rows.map((row) => row.slice(1).join()))
      .sort();
  expect(sorted(now)).toEqual(sorted(old));
});

test('the picture too: as before the reform, and after it the new name, or the last one of whoever is gone', async () => {
  const [old, now] = [await card(before), await card(reformed(AFTER))];
  const named = ({ tiers }: typeof old) => [...(tiers?.b ?? []), ...(tiers?.c ?? [])].sort();
  expect(named(old)).toEqual(expect.arrayContaining(['住建局', FARMS]));
  expect(now.tiers?.a).toBe(old.tiers?.a);
  // Only the short name of before is not known any more.
  const whole = (name: string): string => (name === '住建局' ? HOUSING : name);
  expect(named(now)).toEqual(named(old).map(whole).sort());
  const later = named(await card(reformed(WITHIN)));
  expect(later).toEqual(expect.arrayContaining([FARMS]));
  expect(later).not.toContain('agriculture');
});

test('minutes name who sat there as they were called then', () => {
  const minutes = (held: Instant, roster: Roster) =>
    minutesOf(
      {
        title: '第 3 期早餐会',
        at: held,
        place: '政务大厅',
        topic: '秋粮',
        enterprises: [],
        departments: ['housing', 'agriculture'],
        issues: [begun({ department: 'agriculture' }).ticket],
        suggestions: [],
        figures: '收 1 件',
      },
      { roster, at: NOW },
    );
  expect(minutes(AFTER - DAY, reformed(AFTER))).toEqual(minutes(AFTER - DAY, before));
  expect(JSON.stringify(minutes(AFTER + 1, reformed(AFTER)))).toContain(
    `参加部门：${RENAMED}、${FARMS}（现${INDUSTRY}）`,
  );
});

test('what is demanded now is demanded of whoever has the work now, and a list of now names them', () => {
  const { ticket } = begun({ department: 'agriculture' });
  const roster = reformed(AFTER);
  const paper = superviseNoticeOf(ticket, { roster, at: NOW, replyBy: '2026-12-09' });
  expect(paper.to).toBe(INDUSTRY);
  expect(JSON.stringify(paper)).toContain(`"负责人","${before.department('industry')?.head.name}"`);
  expect(rowOf(ticket, { roster, at: NOW, numbersWhole: false })).toContain(INDUSTRY);
});
