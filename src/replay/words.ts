/** A replay's figures as a page of text. */
import { STEPS, type Step } from '../domain/flow.ts';
import { rateInWords } from '../domain/metrics.ts';
import type { MonthEnd } from './drive.ts';
import type { Known, ReplayResult } from './result.ts';
import type { RungTally } from './tally.ts';

const STEP: Readonly<Record<Step, string>> = {
  dispatch: '分办',
  sign: '签收',
  feedback: '首次反馈',
  resolve: '办结',
  confirm: '企业评价',
  supply: '企业补充材料',
  decide: '审批',
  report: '挂账反馈',
  suspend: '挂账期满',
  assist: '协办',
  order: '督办回复',
  escalate: '顶格推进',
  plan: '办理步骤',
};
const AUDIENCE: Readonly<Record<RungTally['to'][number], string>> = {
  enterprise: '企业',
  liaison: '专人',
  head: '部门负责人',
  dispatcher: '调度员',
  leader: '双组长',
};
/** The rungs that ship; a county's own are shown by the name it gave them. */
const RUNG: ReadonlyMap<string, string> = new Map([
  ['ahead', '到期前'],
  ['due-today', '到期当天'],
  ['overdue', '超期'],
  ['supervise', '督办'],
  ['ask-again', '再请评价'],
]);
const UNKNOWN = '—（未记录）';
const LEVELS = '▁▂▃▄▅▆▇█';

/** The page, lines joined by newlines, no newline at the end. */
export function inWords(report: ReplayResult): string {
  const { ledger, rates } = report;
  return [
    `台账回放　${dayOf(ledger.from)} 至 ${dayOf(ledger.to)}（到台账最后一个日期为止）`,
    `读入 ${ledger.lines - ledger.skipped} 条，跳过 ${ledger.skipped} 行`,
    ...(report.confidential > 0
      ? [`其中反映作风问题的 ${report.confidential} 件，由纪检联系人单独办理，不计入以下数字`]
      : []),
    '',
    `受理 ${report.received} 件，部门已答复 ${report.answered} 件（已销号 ${report.closed} 件，其中未评价 ${report.unrated} 件）`,
    `未销号 ${report.open} 件，超期未办结 ${report.overdue} 件`,
    `责任部门不明确、需调度员分办 ${report.needingDispatcher} 件（回放中无人指定，到时交兜底部门）`,
    ...routingLine(report),
    '',
    '报道口径',
    `　办结率（累计销号÷累计受理）　　${rate(rates.completion, '—')}`,
    `　部门报办结率（部门已答复）　　　${rate(rates.claimed, '—')}`,
    '考核口径',
    `　到期办结率（到期件中已销号）　　${rate(rates.dueCompletion, '—')}`,
    `　按期办结率（到期件中按期答复）　${rate(rates.onTime, '—')}`,
    `　按时签收率　　　　　　　　　　　${rate(rates.signedOnTime, UNKNOWN)}`,
    `　按时反馈率　　　　　　　　　　　${rate(rates.fedBackOnTime, UNKNOWN)}`,
    '企业评价',
    `　响应率　　　　　　　　　　　　　${rate(rates.response, UNKNOWN)}`,
    `　解决率　　　　　　　　　　　　　${rate(rates.resolution, UNKNOWN)}`,
    `　满意率　　　　　　　　　　　　　${rate(rates.satisfaction, UNKNOWN)}`,
    '反映人、企业、签收、反馈、评价：台账未记录，不作推测。',
    '',
    '按部门',
    ...departmentTable(report),
    '',
    ...overdueCurve(report.months),
    '',
    '会发出的提醒',
    ...[...report.reminders].sort((a, b) => STEPS.indexOf(a.step) - STEPS.indexOf(b.step)).map(reminderLine),
    ...(report.reminders.length === 0 ? ['　没有'] : []),
    `升级到部门负责人：${report.escalations.times} 次，涉及 ${report.escalations.tickets} 件`,
    `定期小结：每日 ${report.summaries.daily} 份，每周 ${report.summaries.weekly} 份，共发 ${report.summaries.messages} 条`,
  ].join('\n');
}

function routingLine({ ledger }: ReplayResult): readonly string[] {
  const { recorded, right, wrong, unclear } = ledger.departments;
  if (recorded === 0) return ['责任部门为程序判断，台账没有写明答复部门'];
  return [
    `台账写明答复部门的 ${recorded} 件：程序分对 ${right} 件，分错 ${wrong} 件，交调度员 ${unclear} 件；其余部门为程序判断`,
  ];
}

function rate(known: Known, none: string): string {
  return known === null ? none : rateInWords(known);
}

function departmentTable({ departments }: ReplayResult): readonly string[] {
  const rows = departments.map((one) => [
    one.name,
    String(one.received),
    String(one.answered),
    rate(one.onTime, '—'),
    String(one.overdue),
    String(one.needingDispatcher),
  ]);
  return table([['部门', '受理', '已答复', '按期办结率', '超期未办结', '曾需分办'], ...rows]);
}

/** One line a year: a bar for each month end, the highest and the last in figures. */
function overdueCurve(months: readonly MonthEnd[]): readonly string[] {
  const most = Math.max(0, ...months.map(({ overdue }) => overdue));
  if (most === 0) return ['各月末超期未办结：一直没有'];
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))];
  const lines = years.map((year) => {
    const own = months.filter(({ month }) => month.startsWith(year));
    const first = Number(own[0]?.month.slice(5)) - 1;
    const bars = own.map(({ overdue }) => bar(overdue, most)).join('');
    const highest = own.reduce((a, b) => (b.overdue > a.overdue ? b : a));
    const last = own.at(-1)?.overdue ?? 0;
    const at = highest.overdue > 0 ? `（${Number(highest.month.slice(5))} 月）` : '';
    return `　${year}　${`${' '.repeat(first)}${bars}`.padEnd(12)}　最多 ${highest.overdue}${at}，最后 ${last}`;
  });
  return ['各月末超期未办结（每格一个月，末格到台账最后一天）', ...lines];
}

function bar(value: number, most: number): string {
  if (value === 0) return '·';
  return LEVELS[Math.ceil((value / most) * LEVELS.length) - 1] ?? '';
}

function reminderLine({ step, rung, to, times, messages }: RungTally): string {
  const whom = to.map((audience) => AUDIENCE[audience]).join('、');
  const sent = messages === 0 ? '对象未记录，没有发出' : `发 ${messages} 条`;
  return `　${STEP[step]}　${RUNG.get(rung) ?? rung}（${whom}）：${times} 次，${sent}`;
}

/** The first column to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const pad = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
      return column === 0 ? cell + pad : pad + cell;
    });
    return `　${cells.join('  ')}`;
  });
}

/** Columns on a terminal: Chinese characters and full-width marks take two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[\u2E80-\uFFEF]/.test(sign) ? 2 : 1), 0);
}

function dayOf(iso: string): string {
  return iso.slice(0, 10);
}
