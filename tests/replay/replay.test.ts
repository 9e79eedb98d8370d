import { afterEach, describe, expect, it } from 'vitest';
import { inWords } from '../../src/replay/words.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { type Line, REPORT, type Replayed, replayed, UNCLEAR } from './lines.ts';

let kept: Replayed[] = [];
afterEach(() => {
  for (const { remove } of kept) remove();
  kept = [];
});
async function run(lines: readonly Line[]): Promise<Replayed> {
  const one = await replayed(lines);
  kept.push(one);
  return one;
}
const department = ({ report }: Replayed, id: string) => report.departments.find((one) => one.id === id);

describe('deadlines of a replayed ledger', () => {
  it('run seven days and roll over National Day as the dated calendar says', async () => {
    const result = await run([
      // 09-24 + 7 = 10-01, a holiday: due on 10-08, the first working day; late from the midnight after it.
      { date: '2026-09-24 18:10:00', dept: 'gas', replyDate: '2026-10-08 23:59:59' },
      { date: '2026-09-24 18:10:00', dept: 'power', replyDate: '2026-10-09 00:00:00' },
      // 10-03 + 7 = 10-10, a Saturday that is worked: no rolling, so Sunday is a day late.
      { date: '2026-10-03 10:00:00', dept: 'water', replyDate: '2026-10-11 09:00:00' },
      // 10-04 + 7 = 10-11, a Sunday off: due on Monday.
      { date: '2026-10-04 10:00:00', dept: 'hr', replyDate: '2026-10-12 18:30:00' },
      // Not yet due when the ledger ends, so no part of any rate of due tickets.
      { date: '2026-10-20 09:00:00' },
    ]);
    const onTime = ['gas', 'power', 'water', 'hr'].map((id) => department(result, id)?.onTime?.numerator);
    expect(onTime).toEqual([1, 0, 0, 1]);
    expect(result.report.rates.onTime).toMatchObject({ numerator: 2, denominator: 4 });
    expect(result.report).toMatchObject({ received: 5, answered: 4, open: 1, overdue: 0 });
  });

  it('are reminded of, escalated to the head and supervised on their own days', async () => {
    // Due on Monday 09-21. Working days: 09-20 is a make-up Sunday, 09-25 to 27 are the Mid-Autumn holiday.
    const day = '2026-09-14 09:00:00';
    const { report } = await run([
      { date: day, dept: 'gas', replyDate: '2026-09-18 08:59:00' }, // before any reminder
      { date: day, dept: 'gas', replyDate: '2026-09-21 10:00:00' }, // ahead (09-18), due-today
      { date: day, dept: 'gas', replyDate: '2026-09-29 08:59:00' }, // and overdue (09-22)
      { date: day, dept: 'gas', replyDate: '2026-09-29 09:00:00' }, // and supervised (09-29, five working days on)
    ]);
    const fired = report.reminders.filter(({ step }) => step === 'resolve');
    expect(Object.fromEntries(fired.map(({ rung, times }) => [rung, times]))).toEqual({
      ahead: 3,
      'due-today': 3,
      overdue: 2,
      supervise: 1,
    });
    // All of it is said in the morning messages, which belong to no single rung.
    expect(fired.map(({ messages }) => messages)).toEqual([0, 0, 0, 0]);
    expect(report.escalations).toEqual({ times: 3, tickets: 2, messages: 2 });
  });
});

it('shows at each month end what was open and overdue then', async () => {
  const { report } = await run([
    { date: '2026-09-14 09:00:00', replyDate: '2026-10-09 10:00:00' }, // due 09-21
    { date: '2026-09-28 09:00:00' }, // due 10-08, never answered
    { date: '2026-11-02 09:00:00', replyDate: '2026-11-03 09:00:00' },
  ]);
  expect(report.months).toEqual([
    { month: '2026-09', received: 2, open: 2, overdue: 1 },
    { month: '2026-10', received: 0, open: 1, overdue: 1 },
    { month: '2026-11', received: 1, open: 2, overdue: 1 },
  ]);
  expect(inWords(report)).toContain('2026　        ███');
});

it('sends the summaries of working days, the weekly one on the last of the week', async () => {
  const { report } = await run([
    { date: '2026-09-14 09:00:00', replyDate: '2026-09-15 09:00:00' },
    { date: '2026-09-21 10:00:00' },
  ]);
  // 14 to 18 and the make-up Sunday 20; two dispatchers daily, with the two leaders weekly.
  expect(report.summaries).toEqual({ daily: 6, weekly: 1, messages: 6 * 2 + 4 });
});

describe('departments', () => {
  it('asks the dispatcher what is unclear; as nobody answers, the default department gets it', async () => {
    const result = await run([
      { body: UNCLEAR, date: '2026-09-22 10:45:00', replyDate: '2026-09-28 16:00:00' },
    ]);
    expect(result.report.needingDispatcher).toBe(1);
    expect(department(result, 'industry')).toMatchObject({ received: 1, needingDispatcher: 1 });
    expect(result.tickets[0]).toMatchObject({ assignedHow: 'default' });
    // Thirty office minutes later.
    expect(result.tickets[0]?.facts.assignedAt).toBe(Date.parse('2026-09-22T11:15:00+08:00'));
  });

  it('takes the department that answered where the ledger names it', async () => {
    const result = await run([
      { date: '2026-09-22 09:00:00', dept: 'gas', replyDate: '2026-09-23 09:00:00' },
      { date: '2026-09-22 09:00:00', dept: '住建局', replyDate: '2026-09-23 09:00:00' },
      // Answered before the dispatcher's half hour is over.
      { body: UNCLEAR, date: '2026-09-22 09:00:00', dept: 'water', replyDate: '2026-09-22 09:10:00' },
      { body: UNCLEAR, date: '2026-09-22 09:00:00', replyDate: '2026-09-22 09:10:00' },
    ]);
    expect(result.tickets.map((ticket) => ticket.department)).toEqual([
      'gas',
      'housing',
      'water',
      'industry',
    ]);
    expect(result.report.ledger.departments).toEqual({ recorded: 3, right: 1, wrong: 1, unclear: 1 });
    // The record does not say why, and a correction is no transfer between departments.
    expect(result.tickets[1]?.transfers).toBe(0);
  });

  it('never hands a report about an official to a department, and counts it nowhere', async () => {
    const result = await run([
      { body: REPORT, date: '2026-09-14 09:00:00', dept: 'emergency', replyDate: '2026-10-20 09:00:00' },
      { date: '2026-09-14 09:00:00', replyDate: '2026-09-15 09:00:00' },
    ]);
    expect(result.tickets.find(({ confidential }) => confidential)).toMatchObject({
      confidential: true,
      department: null,
      liaison: 'discipline-1',
      state: 'resolved',
    });
    expect(result.report).toMatchObject({ received: 1, confidential: 1, answered: 1, open: 0 });
    expect(result.report.escalations.times).toBe(0);
    expect(result.report.reminders.filter(({ step }) => step === 'resolve')).toEqual([]);
  });
});

describe('what a ledger does not record', () => {
  const lines = [
    { date: '2026-09-14 09:00:00', replyDate: '2026-09-25 09:00:00' },
    { body: UNCLEAR, date: '2026-09-14 09:00:00', replyDate: '2026-09-25 09:00:00' },
    { body: REPORT, date: '2026-09-14 09:00:00' },
    { date: '2026-10-20 09:00:00' },
  ];

  it('is timed by nobody: no signing, no feedback, no reminder of either', async () => {
    const { tickets, report } = await run(lines);
    for (const { number, clocks, facts, member, enterprise } of tickets) {
      const about = `ticket ${number}`;
      expect([clocks.sign, clocks.feedback], about).toEqual([undefined, undefined]);
      expect([facts.signedAt, facts.fedBackAt, facts.rating, member, enterprise], about).toEqual([
        null,
        null,
        null,
        null,
        null,
      ]);
    }
    expect(report.reminders.map(({ step }) => step)).not.toContain('sign');
    expect(report.reminders.map(({ step }) => step)).not.toContain('feedback');
  });

  it('leaves its rates empty and is shown as 未记录', async () => {
    const { report } = await run(lines);
    const { signedOnTime, response, resolution, satisfaction } = report.rates;
    expect([signedOnTime, response, resolution, satisfaction]).toEqual([null, null, null, null]);
    expect(inWords(report).match(/—（未记录）/g), 'and no feedback').toHaveLength(5);
  });

  it('closes what was answered as unrated, and asks no enterprise', async () => {
    const { report } = await run(lines);
    // Answered on 09-25; five working days on, the call-back lapses at the end of 10-08.
    expect(report).toMatchObject({ received: 3, closed: 2, unrated: 2, open: 1 });
    // The two dispatchers are asked to call back, the enterprise is not known.
    expect(report.reminders.find(({ step }) => step === 'confirm')).toMatchObject({ times: 2, messages: 4 });
  });
});

it('gives the same figures and the same record twice, and the record verifies', async () => {
  const lines = [
    { date: '2026-09-28 09:00:00', replyDate: '2026-10-12 09:00:00' },
    { body: UNCLEAR, date: '2026-09-28 09:00:00', dept: 'water', replyDate: '2026-10-12 09:00:00' },
    // Out of order, and at the same instant as another.
    { body: UNCLEAR, date: '2026-09-21 09:00:00' },
    { date: '2026-09-28 09:00:00' },
  ];
  const [one, two] = [await run(lines), await run(lines)];
  expect(JSON.stringify(two.report)).toBe(JSON.stringify(one.report));
  const [first, second] = [await verifyStore(one.dir), await verifyStore(two.dir)];
  expect(first.tickets).toBe(4);
  expect(second.head).toEqual(first.head);
  // The oldest difficulty has the lowest number.
  expect(one.tickets[0]?.facts.registeredAt).toBe(Date.parse('2026-09-21T09:00:00+08:00'));
});
