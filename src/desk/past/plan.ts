/** What a ledger from before would become: told before anything is written. */
import { readFile } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import type { Imported, PastMonth } from '../../domain/imported.ts';
import type { Roster } from '../../domain/roster.ts';
import { type Day, dayOf, type Instant } from '../../domain/time.ts';
import type { PastRead, PastRow } from '../../papers/past/read.ts';
import { delicate } from '../../routing/officials.ts';
import { isMarkedSecret } from '../../routing/secret-marks.ts';
import type { DeskParts } from '../desk.ts';
import { pathOfFile } from '../files/file-path.ts';

/** So many tickets at once; more are handed in in parts. */
const MOST_OPEN = 500;

/** A matter that is still open. */
export interface Open {
  readonly row: PastRow;
  readonly enterprise: string;
  /** Null: nobody is named, the dispatcher says whose it is. */
  readonly department: string | null;
}

export interface Plan {
  readonly name: string;
  readonly sha256: string;
  /** Rows read. */
  readonly count: number;
  readonly repeated: number;
  /** Rows that an earlier import has taken. */
  readonly known: number;
  readonly open: readonly Open[];
  readonly closed: readonly PastRow[];
  readonly faults: readonly string[];
  readonly unused: readonly string[];
  /** This very file has been imported. */
  readonly before: Imported | null;
  /** How many imports there were when this was reckoned. */
  readonly after: number;
}

export async function planOf(
  file: { readonly name: string; readonly sha256: string },
  read: PastRead,
  parts: DeskParts,
): Promise<Plan> {
  const { imports = [] } = await parts.store.office();
  const known = await identitiesOf(imports, parts.filesDir);
  const fresh = read.rows.filter(({ identity }) => !known.has(identity));
  const stillOpen = fresh.filter(({ closed }) => !closed);
  const faults = [...read.faults];
  const open: Open[] = [];
  if (stillOpen.length > MOST_OPEN) {
    faults.unshift(
      `没办结的有 ${stillOpen.length} 件，一次最多接过来 ${MOST_OPEN} 件。请把没办结的分成几份文件，分几次导入。`,
    );
  } else {
    for (const [index, row] of stillOpen.entries()) {
      // Reading words takes a few milliseconds each, and others wait to be heard.
      if (index % 10 === 9) await turn();
      const found = opened(row, parts);
      if ('fault' in found) faults.push(found.fault);
      else open.push(found);
    }
  }
  return {
    ...file,
    count: read.count,
    repeated: read.repeated,
    known: read.rows.length - fresh.length,
    open,
    closed: fresh.filter(({ closed }) => closed),
    faults,
    unused: read.unused,
    before: imports.find(({ sha256 }) => sha256 === file.sha256) ?? null,
    after: imports.length,
  };
}

/** Whether there is anything to be written. */
export function isWorthwhile({ before, open, closed }: Plan): boolean {
  return before === null && open.length + closed.length > 0;
}

function opened(row: PastRow, { roster, router }: DeskParts): Open | { readonly fault: string } {
  const { cells, matter, enterprise, department } = row;
  const at = (field: 'enterprise' | 'matter' | 'department') => cells?.[field] ?? row.place;
  const firm = enterpriseIn(enterprise, roster);
  if (!firm) {
    const named = enterprise === '' ? '没有写企业' : `名册里没有“${short(enterprise)}”这家企业，或不止一家`;
    return { fault: `${at('enterprise')}：没办结的要有企业，${named}。请照名册写，或先把它加进名册` };
  }
  const lead = department === '' ? null : departmentIn(department, roster);
  if (lead === undefined) {
    return {
      fault: `${at('department')}：名册里没有“${short(department)}”。请照名册写部门，或空着交调度员分办`,
    };
  }
  if (isMarkedSecret(matter)) {
    return { fault: `${at('matter')}：标着密级，不能导入。请按保密规定另行办理` };
  }
  if (touchesOfficials(matter, router)) {
    return { fault: `${at('matter')}：像是反映作风问题的，不在这里导入。请交纪检联系人` };
  }
  return { row, enterprise: firm, department: lead };
}

/** One question too many is better than one such word in everybody's list. */
function touchesOfficials(text: string, router: DeskParts['router']): boolean {
  const found = delicate(text);
  return found === 'report' || found === 'doubt' || router.route(text).kind === 'whistleblow';
}

function enterpriseIn(name: string, roster: Roster): string | undefined {
  const exact = roster.enterpriseNamed(name);
  if (exact || name.length < 2) return exact?.id;
  const alike = roster.enterprises.filter((one) => one.name.includes(name) || name.includes(one.name));
  return alike.length === 1 ? alike[0]?.id : undefined;
}

/** Of 住建局、财政局 the first leads. */
function departmentIn(names: string, roster: Roster): string | undefined {
  const whole = roster.departmentNamed(names);
  const [first = ''] = names.split(/[、,;/\s]/u);
  return (whole ?? roster.departmentNamed(first))?.id;
}

function short(text: string): string {
  const signs = [...text];
  return signs.length <= 20 ? text : `${signs.slice(0, 20).join('')}…`;
}

/** The identities of all rows that were ever taken. */
async function identitiesOf(imports: readonly Imported[], filesDir: string): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const { rows } of imports) {
    for (const one of (await readFile(pathOfFile(filesDir, rows), 'utf8')).split('\n')) known.add(one);
  }
  return known;
}

export function monthsOf(closed: readonly PastRow[]): Readonly<Record<string, PastMonth>> {
  const months = new Map<string, PastMonth>();
  const none: PastMonth = { count: 0, timed: 0, inTime: 0, satisfied: 0, basic: 0, dissatisfied: 0 };
  for (const { raised, due, doneAt, rating } of closed) {
    const month = raised.slice(0, 7);
    const sum = months.get(month) ?? none;
    const timed = due !== null && doneAt !== null;
    months.set(month, {
      ...sum,
      count: sum.count + 1,
      timed: sum.timed + Number(timed),
      inTime: sum.inTime + Number(timed && doneAt <= due),
      ...(rating === null ? {} : { [rating]: sum[rating] + 1 }),
    });
  }
  return Object.fromEntries([...months].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Columns that were not read, in a sentence; of more it is said how many there are. */
const NAMED = 30;

/** The preview in sentences, for the page and the command line. */
export function planInWords(plan: Plan, at: Instant): readonly string[] {
  const { count, repeated, known, open, closed, faults, unused, before } = plan;
  if (before) {
    const { tickets, past } = before;
    const figures = Object.values(past).reduce((sum, month) => sum + month.count, 0);
    return [
      `这份文件在 ${dayOf(before.at)} 已经导入过（在办 ${tickets.length} 件，往期 ${figures} 件），不再导入。`,
    ];
  }
  const today: Day = dayOf(at);
  const dated = open.filter(({ row }) => row.due !== null);
  const late = dated.filter(({ row }) => (row.due ?? today) < today);
  // Only what there is: 已办结的 0 件 tells nothing.
  const kinds = [
    ...(open.length > 0 ? [`还在办的 ${open.length} 件接过来继续办`] : []),
    ...(closed.length > 0 ? [`已办结的 ${closed.length} 件只作往期数字`] : []),
  ];
  const limits = [
    ...(dated.length > 0
      ? [
          `${dated.length} 件按表里写的${late.length > 0 ? `（其中 ${late.length} 件已经过了，导入后就是超期）` : ''}`,
        ]
      : []),
    ...(dated.length < open.length ? [`${open.length - dated.length} 件表里没写，从今天起按规定时限算`] : []),
  ];
  const queued = open.filter(({ department }) => department === null);
  const months = Object.keys(monthsOf(closed));
  return [
    [
      [`读出 ${count} 行`, ...(kinds.length > 0 ? [kinds.join('，')] : [])].join('：'),
      faults.length > 0 && `有错的 ${faults.length} 处，这些行不导入`,
      repeated > 0 && `表里重复的 ${repeated} 行只算一次`,
      known > 0 && `以前导入过的 ${known} 行跳过`,
    ]
      .filter((part) => part !== false)
      .join('；')
      .concat('。'),
    ...(open.length === 0
      ? []
      : [
          `在办件的办理时限：${limits.join('，')}。`,
          ...(queued.length > 0 ? [`没写责任单位的 ${queued.length} 件交调度员分办。`] : []),
          '每位承包人、每位调度员各收一条汇总；企业不会收到通知，办出结果时由它在名册里的第一位联系人评价。',
        ]),
    ...(months.length === 0
      ? []
      : [`往期数字：${months[0]} 至 ${months.at(-1)}，单列为“导入”，不进本系统的各项率。`]),
    ...(unused.length > 0
      ? [
          `没有用到：${unused.slice(0, NAMED).join('、')}${unused.length > NAMED ? ` 等 ${unused.length} 列` : ''}。`,
        ]
      : []),
  ];
}
