import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { builtInYears, loadCalendar } from '../../src/county/calendar-file.ts';
import type { Calendar } from '../../src/domain/calendar.ts';
import { deadlineOf } from '../../src/domain/deadline.ts';
import { at, dayOf, timeInWords } from '../../src/domain/time.ts';
import { faultsOf } from '../support/faults.ts';

const COUNTY_FILE = fileURLToPath(new URL('../../data/calendar.yaml', import.meta.url));
const HOURS = `hours:
  - { from: 08:00, to: 12:00 }
  - { from: 14:30, to: 18:00 }
`;

const folder = mkdtempSync(join(tmpdir(), 'calendar-'));
afterAll(() => rmSync(folder, { recursive: true }));

function load(text: string): Calendar {
  const file = join(folder, 'calendar.yaml');
  writeFileSync(file, text);
  return loadCalendar(file);
}

/** A year with 13 holidays on weekdays once the make-up days are subtracted, as a notice would have it. */
const YEAR_2027 = `years:
  - year: 2027
    off:
      - { from: 2027-01-01, to: 2027-01-03, name: 元旦 }
      - { from: 2027-02-05, to: 2027-02-12, name: 春节 }
      - { from: 2027-04-03, to: 2027-04-05, name: 清明节 }
      - { from: 2027-05-01, to: 2027-05-05, name: 劳动节 }
      - { from: 2027-06-09, to: 2027-06-09, name: 端午节 }
      - { from: 2027-09-15, to: 2027-09-15, name: 中秋节 }
      - { from: 2027-10-01, to: 2027-10-07, name: 国庆节 }
    work:
      - { day: 2027-01-30, name: 春节 }
      - { day: 2027-02-14, name: 春节 }
      - { day: 2027-05-08, name: 劳动节 }
      - { day: 2027-09-26, name: 国庆节 }
      - { day: 2027-10-09, name: 国庆节 }
`;

describe('the file that comes with the program', () => {
  it('loads, with the county hours and the year 2026', () => {
    const calendar = loadCalendar(COUNTY_FILE);
    expect(calendar.hours).toEqual([
      { from: '08:00', to: '12:00' },
      { from: '14:30', to: '18:00' },
    ]);
    expect(calendar.about('2026-10-10')).toMatchObject({ why: 'makeup', name: '国庆节' });
    expect(calendar.covers('2026-12-31')).toBe(true);
    expect(calendar.covers('2027-01-01')).toBe(false);
  });

  it.each(['periods', 'years', 'local'])('has an example of %s that works when uncommented', (key) => {
    const plain = load(HOURS);
    const calendar = load(HOURS + exampleOf(key));
    expect(calendar.version).not.toBe(plain.version);
    if (key === 'periods') expect(timeInWords(calendar.about('2026-07-01').close)).toBe('18:30');
    if (key === 'years') expect(calendar.about('2027-02-08')).toMatchObject({ working: false, name: '春节' });
    if (key === 'local') expect(calendar.about('2026-11-28')).toMatchObject({ working: true, why: 'makeup' });
  });
});

/** The commented block of the county's file that begins with `# key:`. */
function exampleOf(key: string): string {
  const lines = readFileSync(COUNTY_FILE, 'utf8').split('\n');
  const first = lines.indexOf(`# ${key}:`);
  const end = lines.findIndex((line, i) => i > first && !line.startsWith('# '));
  return lines
    .slice(first, end)
    .map((line) => line.slice(2))
    .join('\n');
}

describe('the years built in', () => {
  it('are 2004 to 2026, each with a National Day', () => {
    expect(builtInYears().map(({ year }) => year)).toEqual(Array.from({ length: 23 }, (_, i) => 2004 + i));
  });

  it('hold plain days and Chinese names', () => {
    const names = new Set(
      builtInYears().flatMap(({ off, work }) => [...Object.values(off), ...Object.values(work)]),
    );
    expect([...names].filter((name) => !/^[\p{Script=Han}\d]+$/u.test(name))).toEqual([]);
    const days = builtInYears().flatMap(({ off, work }) => [...Object.keys(off), ...Object.keys(work)]);
    expect(days.filter((day) => !/^\d{4}-\d\d-\d\d$/.test(day))).toEqual([]);
  });
});

describe('a year entered once it is published', () => {
  it('is covered, and deadlines into it are certain', () => {
    const calendar = load(HOURS + YEAR_2027);
    expect(calendar.covers('2027-05-01')).toBe(true);
    const deadline = deadlineOf(
      at('2026-12-31', '10:00'),
      { amount: 1, unit: 'workday', roll: false },
      calendar,
    );
    expect(dayOf(deadline.due)).toBe('2027-01-04');
    expect(deadline.provisional).toBe(false);
    expect(calendar.about('2027-02-14')).toMatchObject({ working: true, why: 'makeup', name: '春节' });
  });

  it('takes the place of the one built in', () => {
    const calendar = load(
      `${HOURS}years:\n  - year: 2026\n    off:\n      - { from: 2026-10-01, to: 2026-10-02, name: 国庆节 }\n    workdays: 259\n`,
    );
    expect(calendar.about('2026-10-05').working).toBe(true);
    expect(calendar.about('2026-10-10').working).toBe(false);
    expect(calendar.version).not.toBe(load(HOURS).version);
  });

  it('is refused when the number of working days cannot be right', () => {
    expect(faultsOf(() => load(HOURS + YEAR_2027.replace(/.*2027-05-08.*\n/, '')))).toEqual([
      '5: years.0：照所列安排2027年工作日是 247 天，按法定假日 13 天应为 248 天。请核对有没有漏填、多填；确实如此的，写明 workdays: 247',
    ]);
    expect(
      faultsOf(() => load(`${HOURS}${YEAR_2027.replace(/.*2027-05-08.*\n/, '')}    workdays: 247\n`)),
    ).toEqual([]);
    expect(faultsOf(() => load(`${HOURS}${YEAR_2027}    workdays: 250\n`))).toEqual([
      '20: years.0.workdays：照所列安排全年工作日是 248 天，不是 250 天，请核对',
    ]);
  });
});

describe('local changes', () => {
  it('close a working day and open a day off, holiday or weekend', () => {
    const calendar = load(`${HOURS}local:
  off:
    - { from: 2026-11-27, to: 2026-11-27, name: 停电检修 }
    - { from: 2026-10-10, to: 2026-10-10, name: 停电检修 }
  work:
    - { day: 2026-11-28, name: 停电检修 }
    - { day: 2026-10-07, name: 抗旱 }
`);
    expect(calendar.about('2026-11-27')).toMatchObject({ working: false, why: 'holiday', name: '停电检修' });
    expect(calendar.about('2026-10-10')).toMatchObject({ working: false, why: 'holiday' });
    expect(calendar.about('2026-11-28')).toMatchObject({ working: true, why: 'makeup' });
    expect(calendar.about('2026-10-07')).toMatchObject({ working: true, why: 'makeup', name: '抗旱' });
  });

  it('do not make a year certain that is not published', () => {
    expect(
      faultsOf(() =>
        load(`${HOURS}local:\n  off:\n    - { from: 2027-03-01, to: 2027-03-01, name: 庙会 }\n`),
      ),
    ).toEqual(['6: local.off.0：2027年安排还没有，请先在 years 里填好全年']);
  });
});

describe('a mistake is named with its line and field', () => {
  const year = (lines: string) => `${HOURS}years:\n  - year: 2027\n${lines}`;
  it.each([
    ['no hours', 'years: []\n', '1: hours：请列出办公时间'],
    ['empty hours', 'hours: []\n', '1: hours：至少要有一段办公时间'],
    [
      'a time that is none',
      'hours:\n  - { from: 8:00, to: 12:00 }\n',
      '2: hours.0.from：应为时间，如 08:00、24:00',
    ],
    [
      'overlapping hours',
      'hours:\n  - { from: 08:00, to: 12:00 }\n  - { from: 11:00, to: 18:00 }\n',
      '1: hours：08:00—12:00 与 11:00—18:00 重叠',
    ],
    [
      'hours over midnight',
      'hours:\n  - { from: 20:00, to: 06:00 }\n',
      '1: hours：20:00—06:00：下班时间应晚于上班时间（不能跨夜）',
    ],
    ['an unknown key', `${HOURS}holiday: []\n`, '4: holiday：没有这个设置项，请核对拼写或删去'],
    ['a year that is none', `${HOURS}years:\n  - year: 27\n`, '5: years.0.year：应为年份，如 2027'],
    [
      'a day that is none',
      year('    off:\n      - { from: 2027-02-29, to: 2027-03-01, name: 春节 }\n'),
      '7: years.0.off.0.from：没有这一天，应写成 2027-01-01',
    ],
    [
      'a holiday ending before it begins',
      year('    off:\n      - { from: 2027-01-03, to: 2027-01-01, name: 元旦 }\n'),
      '7: years.0.off.0.to：结束日早于开始日',
    ],
    [
      'a holiday in the wrong year',
      year('    off:\n      - { from: 2026-12-31, to: 2027-01-01, name: 元旦 }\n'),
      '7: years.0.off.0：2026-12-31 不在2027年，请移到那一年',
    ],
    [
      'a holiday of a year',
      year('    off:\n      - { from: 2027-01-01, to: 2027-12-31, name: 元旦 }\n'),
      '7: years.0.off.0：一次放假超过 60 天，请核对年份',
    ],
    [
      'a day off and worked',
      year(
        '    off:\n      - { from: 2027-10-09, to: 2027-10-09, name: 国庆节 }\n' +
          '    work:\n      - { day: 2027-10-09, name: 国庆节 }\n',
      ),
      '9: years.0.work.0：2027-10-09 已列为放假（国庆节）',
    ],
    [
      'a make-up day that is worked anyway',
      year('    work:\n      - { day: 2027-10-11, name: 国庆节 }\n'),
      '7: years.0.work.0：10月11日（周一）本来就上班，请核对日期',
    ],
    [
      'a holiday without a name',
      year('    off:\n      - { from: 2027-01-01, to: 2027-01-01 }\n'),
      '7: years.0.off.0.name：请写明名称，如 元旦',
    ],
    [
      'a year entered twice',
      `${YEAR_2027.replace('years:\n', `${HOURS}years:\n  - { year: 2027, workdays: 261 }\n`)}`,
      '6: years.1：2027年已填过，请合并到一处',
    ],
    [
      'overlapping periods',
      `${HOURS}periods:
  - { from: 2026-06-01, to: 2026-08-31, hours: [{ from: 08:00, to: 12:00 }] }
  - { from: 2026-08-31, to: 2026-09-30, hours: [{ from: 08:00, to: 12:00 }] }
`,
      '6: periods.1：与第 1 段日期重叠',
    ],
    [
      'a local holiday that is one anyway',
      `${HOURS}local:\n  off:\n    - { from: 2026-10-01, to: 2026-10-01, name: 庙会 }\n`,
      '6: local.off.0：2026-10-01 本来就放假（国庆节）',
    ],
    [
      'a local working day that is one anyway',
      `${HOURS}local:\n  work:\n    - { day: 2026-10-10, name: 加班 }\n`,
      '6: local.work.0：10月10日（周六）本来就上班，请核对日期',
    ],
  ])('%s', (_, text, fault) => {
    const faults = faultsOf(() => load(text));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toBe(fault);
  });
});
