/** What was promised by a day and not done: whoever was promised it hears, before they ask, and what stands says so. */
import { describe, expect, test } from 'vitest';
import type { County } from '../../src/county.ts';
import { at, DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '09:00');
const OWNER = 'shangchao-1';
const LAMP = '厂门口的路灯坏了半个月，晚上卸货看不见';
const LIAISON = 'urban-a';

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

/** New messages; a card that is changed rings nobody. */
const toldBy = async (from: number, until: number): Promise<string> => {
  const told = () => bench.sentTo(OWNER, CHANNEL).filter(({ edit }) => edit === null);
  await bench.goesTo(from);
  const before = told().length;
  await bench.goesTo(until);
  return told()
    .slice(before)
    .map(({ text }) => text)
    .join('\n');
};

describe.each(['group', 'private'] as const)('said in the %s', (chat) => {
  test('the owner hears the next working morning, and once more when it is supervised', async () => {
    await bench.says(OWNER, LAMP, chat);
    await bench.says(LIAISON, '签收 1');
    await bench.says(LIAISON, '反馈 1 明天派人去看');
    expect(await toldBy(at('2026-12-01', '08:00'), at('2026-12-02', '08:59'))).toBe('');
    const told = await toldBy(at('2026-12-02', '08:59'), at('2026-12-02', '09:01'));
    expect(told).toContain('没有办到');
    expect(told).toContain('12月1日（周二）内办结');
    expect(told, 'who is after it now').toMatch(/黄秀桥 和部门负责人/u);
    await bench.presses(OWNER, '催办');
    expect(bench.told(LIAISON).join()).toContain('【催办】');
    expect(await toldBy(at('2026-12-08', '08:59'), at('2026-12-08', '09:01'))).toContain('督办通知单');
  });
});

test('the card in the group turns late by itself, and no new message comes', async () => {
  await bench.says(OWNER, LAMP, 'group');
  await bench.says(LIAISON, '签收 1');
  const cards = (): number => bench.told(GROUP).length;
  const before = cards();
  await bench.goesTo(at('2026-12-01', '23:59'));
  expect(cards(), 'the last day is whole').toBe(before);
  await bench.goesTo(at('2026-12-02', '00:00'));
  const shown = bench.sentTo(GROUP, CHANNEL).at(-1);
  expect(shown?.text).toContain('\n已超期');
  expect(shown?.edit, 'what stands is changed').not.toBeNull();
  await bench.goesTo(at('2026-12-09', '10:00'));
  expect(cards() - before, 'once').toBe(1);
});

describe('where a card cannot be changed', () => {
  useBench(
    TUESDAY,
    (opened) => {
      bench = opened;
    },
    { can: { edits: false } },
  );

  test.each(['group', 'private'] as const)('it is not said anew for that: %s', async (chat) => {
    await bench.says(OWNER, LAMP, chat);
    await bench.says(LIAISON, '签收 1');
    await bench.goesTo(at('2026-12-02', '10:00'));
    const said = [...bench.told(GROUP), ...bench.told(OWNER)];
    expect(said.filter((text) => text.includes('【诉求件 1】') && text.includes('已超期'))).toEqual([]);
    expect(bench.told(OWNER).join()).toContain('没有办到');
  });
});

describe('where a county has the enterprise reminded before the time is up', () => {
  useBench(
    TUESDAY,
    (opened) => {
      bench = opened;
    },
    { change: earlier },
  );

  test('nothing is said to be broken', async () => {
    await bench.says(OWNER, LAMP);
    await bench.says(LIAISON, '签收 1');
    await bench.says(LIAISON, '反馈 1 明天派人去看');
    expect(await toldBy(at('2026-12-01', '08:59'), at('2026-12-01', '09:01'))).toMatch(/^【提醒】/u);
  });
});

/** The reminder of the day itself goes to the enterprise too. */
function earlier(county: County): County {
  const { resolve, ...steps } = county.flows.complaint.steps;
  const ladder = resolve.ladder.map((rung) =>
    rung.name === 'due-today' ? { ...rung, to: [...rung.to, 'enterprise' as const] } : rung,
  );
  const complaint = { ...county.flows.complaint, steps: { ...steps, resolve: { ...resolve, ladder } } };
  return { ...county, flows: { ...county.flows, complaint } };
}

test('what was done in time is not spoken of', async () => {
  await bench.says(OWNER, LAMP);
  await bench.says(LIAISON, '签收 1');
  await bench.says(LIAISON, '办结 1 换了灯');
  expect(await toldBy(TUESDAY + HOUR, TUESDAY + 8 * DAY)).not.toContain('没有办到');
});

test('in an emergency they hear within minutes, with whom to ring first', async () => {
  await bench.says(OWNER, '车间煤气泄漏了！！快来人！');
  const told = await toldBy(TUESDAY + MINUTE, TUESDAY + 3 * HOUR);
  expect(told).toMatch(/应在.*签收，没有办到/u);
  expect(told).toContain('先打电话');
});

test('of a report nobody else hears anything', async () => {
  await bench.says(OWNER, '我要举报：环保局王科长收红包，不给就不验收');
  for (let days = 1; days <= 14; days++) await bench.goesTo(TUESDAY + days * DAY + HOUR);
  const told = bench.told(OWNER).slice(1).join('\n');
  expect(told).toContain('已提醒纪检联系人');
  expect(told).not.toMatch(/负责人|调度员|环保/u);
  for (const person of ['environment-a', 'environment-head', 'dispatcher-1', 'leader-1'])
    expect(bench.told(person).join()).not.toContain('保密件');
});
