/**
 * The county's working calendar: the published years that come with the program (package
 * `chinese-days`), under what the county wrote in `data/calendar.yaml`.
 *
 * Only the package's table is used, day for day as text. Its functions take a year without data for
 * a year without holidays, and read dates in the server's own time zone.
 */
import { createRequire } from 'node:module';
import { z } from 'zod';
import {
  type Calendar,
  type CalendarYear,
  createCalendar,
  type HoursPeriod,
  hoursFault,
} from '../domain/calendar.ts';
import { addDays, type Day, dayInWords, minutesOf, startOfDay, weekday, yearOf } from '../domain/time.ts';
import { nameOf, type SettingsSource } from './layers.ts';
import { readYamlFile, SettingsError, type YamlFile } from './yaml-file.ts';

/** Statutory holidays a year since 2025 (《全国年节及纪念日放假办法》, 2024 revision). */
const STATUTORY_DAYS = 13;
const STATUTORY_SINCE = 2025;

const valid = (check: (text: string) => unknown) => (text: string) => {
  try {
    check(text);
    return true;
  } catch {
    return false;
  }
};

const time = z
  .string('应为时间，如 08:00')
  .refine(valid(minutesOf), { error: '应为时间，如 08:00、24:00', abort: true });
const day = z
  .string('应为日期，如 2027-01-01')
  .refine(valid(startOfDay), { error: '没有这一天，应写成 2027-01-01', abort: true });
const name = z.string('请写明名称，如 元旦').min(1, '请写明名称，如 元旦');

const hours = z
  .array(z.strictObject({ from: time, to: time }), '请列出办公时间')
  .superRefine((list, context) => {
    const fault = hoursFault(list);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });

const forwards = ({ from, to }: { from: Day; to: Day }): boolean => from <= to;
const backwards = { message: '结束日早于开始日', path: ['to'] };

const off = z.array(z.strictObject({ from: day, to: day, name }).refine(forwards, backwards)).default([]);
const work = z.array(z.strictObject({ day, name })).default([]);

const schema = z.strictObject({
  hours,
  periods: z.array(z.strictObject({ from: day, to: day, hours }).refine(forwards, backwards)).default([]),
  years: z
    .array(
      z.strictObject({
        year: z.int('应为年份，如 2027').min(2004, '应为年份，如 2027').max(2199, '应为年份，如 2027'),
        off,
        work,
        workdays: z.int('应为天数').positive('应大于 0').optional(),
      }),
    )
    .default([]),
  local: z.strictObject({ off, work }).default({ off: [], work: [] }),
});

type File = YamlFile<z.output<typeof schema>>;
type Changes = File['value']['local'];
type Path = readonly PropertyKey[];

/** A year while it is put together. */
interface Draft {
  readonly year: number;
  readonly off: Record<Day, string>;
  readonly work: Record<Day, string>;
}

/** Reads `data/calendar.yaml`. Throws `SettingsError` naming line and field of every fault. */
export function loadCalendar(source: SettingsSource): Calendar {
  const settings = readYamlFile(source, schema);
  const { value } = settings;
  const faults: string[] = [];

  const years = new Map<number, Draft>(builtInYears().map((year) => [year.year, asDraft(year)]));
  for (const [i, entry] of value.years.entries()) {
    const path = ['years', i];
    const draft: Draft = { year: entry.year, off: {}, work: {} };
    const before = faults.length;
    if (value.years.findIndex(({ year }) => year === entry.year) < i) {
      faults.push(settings.fault(path, `${entry.year}年已填过，请合并到一处`));
    }
    enter(draft, entry, settings, path, faults);
    if (faults.length === before) faults.push(...checkCount(draft, entry.workdays, settings, path));
    years.set(draft.year, draft);
  }
  amend(years, settings, faults);
  faults.push(...overlappingPeriods(value.periods, settings));
  if (faults.length > 0) throw new SettingsError(nameOf(source), faults);

  return createCalendar({ hours: value.hours, periods: value.periods, years: [...years.values()] });
}

/** The published years known to the program, as text from the package's table. */
export function builtInYears(): CalendarYear[] {
  const table = z
    .object({ holidays: z.record(z.string(), z.string()), workdays: z.record(z.string(), z.string()) })
    .parse(createRequire(import.meta.url)('chinese-days/dist/chinese-days.json'));
  const years = new Map<number, Draft>();
  const collect = (days: Readonly<Record<Day, string>>, kind: 'off' | 'work') => {
    for (const [one, label] of Object.entries(days)) {
      const year = yearOf(one);
      const draft = years.get(year) ?? { year, off: {}, work: {} };
      // A label reads "New Year's Day,元旦,1".
      draft[kind][one] = label.split(',')[1] ?? label;
      years.set(year, draft);
    }
  };
  collect(table.holidays, 'off');
  collect(table.workdays, 'work');
  return [...years.values()].sort((a, b) => a.year - b.year);
}

function asDraft({ year, off: holidays, work: makeup }: CalendarYear): Draft {
  return { year, off: { ...holidays }, work: { ...makeup } };
}

/** Enters a whole year; every day may be listed once and must belong to the year. */
function enter(
  draft: Draft,
  { off: spans, work: makeup }: Changes,
  file: File,
  path: Path,
  faults: string[],
): void {
  const listed = (one: Day, at: Path): boolean => {
    if (yearOf(one) !== draft.year) faults.push(file.fault(at, `${one} 不在${draft.year}年，请移到那一年`));
    else if (one in draft.off) faults.push(file.fault(at, `${one} 已列为放假（${draft.off[one]}）`));
    else if (one in draft.work) faults.push(file.fault(at, `${one} 已列为上班（${draft.work[one]}）`));
    else return false;
    return true;
  };
  for (const [i, span] of spans.entries()) {
    const at = [...path, 'off', i];
    if (tooLong(span)) faults.push(file.fault(at, '一次放假超过 60 天，请核对年份'));
    else for (const one of daysOf(span)) if (!listed(one, at)) draft.off[one] = span.name;
  }
  for (const [i, one] of makeup.entries()) {
    const at = [...path, 'work', i];
    if (listed(one.day, at)) continue;
    if (weekday(one.day) % 6 !== 0)
      faults.push(file.fault(at, `${dayInWords(one.day)}本来就上班，请核对日期`));
    else draft.work[one.day] = one.name;
  }
}

/** A year typed wrongly moves deadlines without a sound; its number of working days gives it away. */
function checkCount(draft: Draft, stated: number | undefined, file: File, path: Path): string[] {
  const all = daysOf({ from: `${draft.year}-01-01`, to: `${draft.year}-12-31` });
  const weekdays = all.filter((one) => weekday(one) % 6 !== 0);
  const working = weekdays.filter((one) => !(one in draft.off)).length + Object.keys(draft.work).length;
  if (stated !== undefined) {
    return working === stated
      ? []
      : [
          file.fault(
            [...path, 'workdays'],
            `照所列安排全年工作日是 ${working} 天，不是 ${stated} 天，请核对`,
          ),
        ];
  }
  const usual = weekdays.length - STATUTORY_DAYS;
  if (draft.year < STATUTORY_SINCE || working === usual) return [];
  const hint = `照所列安排${draft.year}年工作日是 ${working} 天，按法定假日 ${STATUTORY_DAYS} 天应为 ${usual} 天`;
  return [file.fault(path, `${hint}。请核对有没有漏填、多填；确实如此的，写明 workdays: ${working}`)];
}

/** The county's own changes, over the published years. */
function amend(years: ReadonlyMap<number, Draft>, file: File, faults: string[]): void {
  const yearFor = (one: Day, at: Path): Draft | undefined => {
    const draft = years.get(yearOf(one));
    if (!draft) faults.push(file.fault(at, `${yearOf(one)}年安排还没有，请先在 years 里填好全年`));
    return draft;
  };
  const { off: spans, work: makeup } = file.value.local;
  for (const [i, span] of spans.entries()) {
    const at = ['local', 'off', i];
    if (tooLong(span)) {
      faults.push(file.fault(at, '一次放假超过 60 天，请核对年份'));
      continue;
    }
    for (const one of daysOf(span)) {
      const draft = yearFor(one, at);
      if (!draft) break;
      if (one in draft.off) faults.push(file.fault(at, `${one} 本来就放假（${draft.off[one]}）`));
      delete draft.work[one];
      draft.off[one] ??= span.name;
    }
  }
  for (const [i, one] of makeup.entries()) {
    const at = ['local', 'work', i];
    const draft = yearFor(one.day, at);
    if (!draft) continue;
    if (one.day in draft.work || (weekday(one.day) % 6 !== 0 && !(one.day in draft.off))) {
      faults.push(file.fault(at, `${dayInWords(one.day)}本来就上班，请核对日期`));
    }
    delete draft.off[one.day];
    draft.work[one.day] ??= one.name;
  }
}

function overlappingPeriods(periods: readonly HoursPeriod[], file: File): string[] {
  return periods.flatMap((one, i) => {
    const other = periods.findIndex((two, k) => k < i && two.from <= one.to && one.from <= two.to);
    return other < 0 ? [] : [file.fault(['periods', i], `与第 ${other + 1} 段日期重叠`)];
  });
}

function tooLong({ from, to }: { from: Day; to: Day }): boolean {
  return addDays(from, 60) < to;
}

function daysOf({ from, to }: { from: Day; to: Day }): Day[] {
  const days: Day[] = [];
  for (let one = from; one <= to; one = addDays(one, 1)) days.push(one);
  return days;
}
