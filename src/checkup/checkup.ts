/**
 * Everything that `npm start` would refuse, all at once, before a running program is taken down for it; and what it would
 * start with though somebody should know. Reads only.
 */
import type { Config } from '../config.ts';
import { letterheadAt, readLetterhead } from '../county/letterhead.ts';
import type { Calendar } from '../domain/calendar.ts';
import { dayOf, type Instant, yearOf } from '../domain/time.ts';
import { faultIn } from '../papers/official/template.ts';
import { checkFiles } from './files.ts';
import { type Finding, refused, warning } from './finding.ts';
import { checkRecord } from './record.ts';
import { checkSettings } from './settings.ts';

/** The State Council publishes the next year's days off in November; from then on it can be filled in. */
const CALENDAR_FROM = '12-01';

/** `env`: as the program would find it; it is added to. */
export async function checkCounty(env: NodeJS.ProcessEnv, now: Instant): Promise<readonly Finding[]> {
  const settings = checkSettings(env, now);
  const { config } = settings;
  const files = checkFiles(config);
  const record = files.roster ? await checkRecord(config, files.roster, files.lists, now) : [];
  const isRisky = config.real?.wechat !== undefined && !config.real.wechat.riskAccepted;
  return [
    ...settings.findings,
    ...(isRisky ? [refused('WECHATY_ACCEPT_RISK：用个人微信要先读过 README 里的风险，再设为 yes。')] : []),
    ...files.findings,
    ...(await sheetFault(config)),
    ...(files.calendar ? nextYear(files.calendar, now) : []),
    ...record,
  ];
}

/** Papers are then set as the program sets them. */
async function sheetFault({ countyDir }: Config): Promise<readonly Finding[]> {
  const place = letterheadAt(countyDir);
  if (place === null) return [];
  const told = (why: string) => [warning(`${place}：${why}改好以前，公文先用程序自带的版式。`)];
  try {
    const sheet = readLetterhead(place);
    const fault = sheet && (await faultIn(sheet));
    return fault ? told(fault) : [];
  } catch (error) {
    return told(`读不出来（${(error as NodeJS.ErrnoException).code}）。`);
  }
}

function nextYear(calendar: Calendar, now: Instant): readonly Finding[] {
  const today = dayOf(now);
  const next = yearOf(today) + 1;
  if (today.slice(5) < CALENDAR_FROM || calendar.covers(`${next}-01-01`)) return [];
  return [
    warning(
      `${next} 年的放假安排还没有填，跨年的期限只能暂定。国务院办公厅的通知出来后，请填在 calendar.yaml 的 years 里。`,
    ),
  ];
}

/** What to print. */
export function checkupInWords(findings: readonly Finding[]): string {
  const of = (kind: Finding['kind']): readonly string[] => [
    ...new Set(findings.filter((one) => one.kind === kind).map(({ text }) => text)),
  ];
  const faults = of('refused');
  const warnings = of('warning');
  return [
    ...(faults.length > 0
      ? [`要先改好的 ${faults.length} 处（不改，程序启动不了）：`, ...faults.map((one) => `  ${one}`)]
      : []),
    ...(warnings.length > 0
      ? [`请留意的 ${warnings.length} 处：`, ...warnings.map((one) => `  ${one}`)]
      : []),
    faults.length > 0 ? '先不要重启。' : '可以启动（重启）。',
  ].join('\n');
}
