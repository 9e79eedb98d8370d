/**
 * All pages of all arrangements, with something on each, as those who act there see them, their forms open: nobody is asked
 * for a picture, a place or a rank; and as everybody of the county, who sees no more than is theirs.
 */
import { expect, test } from 'vitest';
import { ESTABLISHMENT } from '../../../src/domain/roster.ts';
import { at, HOUR } from '../../../src/domain/time.ts';
import { useVisit, type Visit } from './visit.ts';

const START = at('2026-11-24', '10:00');
const OWNER = 'xinghuo-1';
const HUB = 'dispatcher-1';
const FIRMS = [
  ['xinghuo', OWNER],
  ['shangchao', 'shangchao-1'],
  ['zhiyuan', 'zhiyuan-1'],
] as const;
/** By the number or the name of what stands on each. */
const PAGES = [
  '/events',
  '/events/1',
  '/visits',
  '/visits/4',
  '/policies',
  '/policies/job-refund',
  '/inspections',
  '/inspections/new',
  '/inspections/1',
  '/finance',
  '/finance/1',
  '/guides',
  '/guides/5',
  '/councils',
  '/councils/1',
  '/themes',
  '/themes/1',
  '/powers',
  '/powers/proposals/1',
  '/platform',
  '/t/1',
  '/t/4',
  '/t/5',
] as const;

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

/** One of each: 1 to 3 are alike and a theme, 4 is a visit, 5 a guide. */
async function everything(): Promise<void> {
  const { bench } = visit;
  for (const [enterprise, member] of FIRMS) {
    await bench.has(START, (story) => story, {
      enterprise,
      member,
      text: '没有通知就停电',
      department: 'power',
      reasons: ['提到“停电”'],
    });
  }
  await bench.goesTo(START + HOUR);
  await bench.says(HUB, '提题 1 2 3 停电提前一天通知到人');
  await bench.presses('leader-1', '立题');
  await bench.says(OWNER, '请来一趟 想扩电，看看怎么走');
  await bench.says(HUB, '签收 4 明天上午9点');
  await bench.says(OWNER, '帮办 开公司');
  await bench.presses(OWNER, '开始帮办');
  await bench.says(HUB, '夜沙龙 11月26日 19:00 主题 用电 地点 活动室 请 星火、青云 部门 供电');
  await bench.presses(HUB, '发出邀请');
  await bench.says(HUB, '调度会 12月4日 15:00');
  await bench.says(HUB, '调度会 加 1');
  await bench.says(OWNER, '融资 800万 三年 二期设备 厂房抵押 给 农商行、城商行');
  await bench.presses(OWNER, '提交');
  await bench.says(
    'emergency-a',
    '报备检查 星火 12月9日 9:00 消防 日常 批准人 许学轩 人员 王一 0411001、李二 0411002 通知书 〔2026〕12号',
  );
  await bench.presses('emergency-a', '报备');
  await bench.says('energy-a', '清单异议 2 供电公司 并网由供电公司受理');
  await bench.says(HUB, '平台数据 行政审批局 1月1日至9月30日 受理 7684 应办结 7684 按时 7684');
}

test('no form asks for a picture, a place or a rank', async () => {
  await everything();
  const forms = new Map<string, number>();
  for (const who of [
    HUB,
    OWNER,
    'power-a',
    'emergency-a',
    'approval-a',
    'hr-a',
    'bianban-a',
    'nongshang-a',
    'leader-1',
  ]) {
    const cookie = await visit.enter(who);
    for (const path of PAGES) {
      const { status, text } = await visit.get(path, cookie);
      if (status === 404) continue;
      expect(status, `${path} as ${who}`).toBe(200);
      const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
      forms.set(path, (forms.get(path) ?? 0) + main.split('<form').length - 1);
      for (const [input] of main.matchAll(/<input[^>]*type="file"[^>]*>/gu)) {
        // A workbook that is read is no proof of anything.
        if (input.includes('accept=".xlsx"')) continue;
        expect(input, `${path} as ${who}`).not.toMatch(/\srequired|capture/u);
      }
      expect(main, `${path} as ${who}`).not.toMatch(/geolocation|打卡|拍照(?!、)|第\s*\d+\s*名|排行榜/u);
    }
  }
  // Pages that nobody has seen, and on which nobody has anything to do, would prove nothing.
  expect(PAGES.filter((path) => !forms.has(path))).toEqual([]);
  expect(PAGES.filter((path) => forms.get(path) === 0)).toEqual(['/policies', '/inspections']);
});

/** Who reads it, by what the roster says of them. */
const READERS: Readonly<Record<string, (of: Standing) => boolean>> = {
  // Everybody has a list of their own there, empty for most.
  '/events': () => true,
  '/guides': () => true,
  '/events/1': ({ firm, offices, isAbove }) =>
    isAbove || firm === 'xinghuo' || firm === 'qingyun' || offices.includes('power'),
  '/visits': ({ firm, isAbove }) => isAbove || firm !== undefined,
  '/visits/4': ({ firm, isAbove }) => isAbove || firm === 'xinghuo',
  // The first step lies with 审批局; the others do not hear of it before it is their turn.
  '/guides/5': ({ firm, offices, isAbove }) => isAbove || firm === 'xinghuo' || offices.includes('approval'),
  '/powers': ({ firm, offices, isAbove, isBank }) =>
    isAbove || firm !== undefined || (offices.length > 0 && !isBank),
  '/powers/proposals/1': ({ offices, isAbove }) =>
    isAbove || [ESTABLISHMENT, 'energy', 'power'].some((one) => offices.includes(one)),
};

interface Standing {
  readonly firm: string | undefined;
  readonly offices: readonly string[];
  /** The hub, and leaders of the whole county. */
  readonly isAbove: boolean;
  readonly isBank: boolean;
}

test('of gatherings, visits, guides and the list of powers everybody of the county sees what is theirs, and nothing else', async () => {
  await everything();
  const { roster } = visit.bench.county;
  const wrong: string[] = [];
  for (const { id } of roster.people) {
    const held = roster.rolesOf(id);
    const of: Standing = {
      firm: roster.enterpriseOf(id)?.id,
      offices: held.flatMap(({ department }) => department?.id ?? []),
      isAbove: held.some(({ role }) => role === 'dispatcher' || role === 'leader'),
      isBank: roster.bankOf(id) !== undefined,
    };
    const cookie = await visit.enter(id);
    for (const [path, reads] of Object.entries(READERS)) {
      const { status } = await visit.get(path, cookie);
      if (status !== (reads(of) ? 200 : 404)) wrong.push(`${path} as ${id}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});
