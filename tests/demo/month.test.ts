import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { GROUP } from '../../src/channels/web/message.ts';
import { checkCounty } from '../../src/checkup/checkup.ts';
import type { Clock } from '../../src/clock.ts';
import { pathOfFile } from '../../src/desk/files/file-path.ts';
import { stageOf } from '../../src/domain/arrangements/finance.ts';
import { financeFigures } from '../../src/domain/arrangements/finance-figures.ts';
import { pushesIn } from '../../src/domain/arrangements/policies.ts';
import { policyFigures } from '../../src/domain/arrangements/policy-figures.ts';
import { addWorkdays, isWorkday } from '../../src/domain/calendar.ts';
import { summarise } from '../../src/domain/metrics.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { addDays, dayOf, startOfDay } from '../../src/domain/time.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { createEntrance, type SiteEntrance } from '../../src/web/site/entrance.ts';
import { openBench } from '../desk/bench.ts';
import { scratch } from '../support/county.ts';
import { chatLines, type Played, play, transcript } from './bench.ts';
import { STORY_ENDS } from './story-ends.ts';

/** What a ticket came to, in the words of the table. */
function endOf(ticket: Ticket): string {
  const { facts, entries } = ticket;
  const traits = {
    unrated: facts.closedBy === 'silence',
    urgent: ticket.urgent,
    confidential: ticket.confidential,
    dispatched: facts.needsDispatcher,
    transferred: ticket.transfers > 0,
    reworked: facts.reworks > 0,
    overdue: entries.some(
      (one) => one.what === 'reminded' && one.step === 'resolve' && one.rung === 'overdue',
    ),
    urged: facts.urges > 0,
    photo: ticket.files.some(({ stored }) => stored !== undefined),
  };
  const words = Object.entries(traits).flatMap(([trait, has]) => (has ? [trait] : []));
  return [ticket.state, ticket.liaison ?? 'nobody', facts.rating ?? '', ...words].filter(Boolean).join(' ');
}

async function endsOf({ store, labels }: Played): Promise<Record<string, string>> {
  const numbers = Object.entries(labels).map(async ([label, number]) => {
    const ticket = await store.ticket(number);
    return [label, ticket ? endOf(ticket) : 'missing'] as const;
  });
  return Object.fromEntries(await Promise.all(numbers));
}

/** The pages on the played month's own record. */
const pagesOf = (clock: Clock, dataDir: string): SiteEntrance =>
  createEntrance({
    dataDir,
    rosterFile: 'data/roster.yaml',
    policiesFile: { own: join(dataDir, 'policies.yaml'), shipped: 'data/policies.yaml' },
    origin: null,
    filing: null,
    clock,
    rehearsal: true,
    checkup: (now) => checkCounty({ DATA_DIR: dataDir, UNDERSTANDING: 'rules' }, now),
  });

describe('the demo opened on a Sunday', () => {
  const NOW = '2026-11-22T10:00:00+08:00';
  const folder = scratch();
  let played: Played;
  let end = async (): Promise<void> => played?.close();
  beforeAll(async () => {
    played = await play(folder.dir, NOW);
  });
  afterAll(async () => {
    await end();
    folder.remove();
  });

  it('shows every ticket where the story left it', async () => {
    expect(await endsOf(played)).toEqual(STORY_ENDS);
    expect(await played.store.tickets({})).toHaveLength(Object.keys(STORY_ENDS).length);
  });

  it('stands at the hour it was opened, with nothing left to deliver, and its record verifies', async () => {
    expect(Math.abs(played.clock.now() - Date.parse(NOW))).toBeLessThan(60_000);
    expect(await played.store.outboxState()).toEqual({ waiting: 0, held: 0 });
    await expect(verifyStore(folder.dir)).resolves.toMatchObject({ tickets: 77 });
  });

  it('ran through exactly 23 working days, the last of them the last before it was opened', async () => {
    const { calendar } = played.county;
    const last = addWorkdays(dayOf(Date.parse(NOW)), -1, calendar);
    const said = played.chat.lastSaid(1000).map(({ message }) => dayOf(message.at));
    const days = [...new Set(said)].filter((day) => day <= last);
    expect(days).toHaveLength(23);
    expect(days.at(-1)).toBe(last);
    expect(days.filter((day) => !isWorkday(day, calendar))).toEqual([]);
  });

  it('has something to do for every role, from most enterprises and every department', async () => {
    const open = await played.store.tickets({ open: true });
    expect(open.length).toBeGreaterThanOrEqual(8);
    expect(open.length).toBeLessThanOrEqual(14);
    expect(new Set(open.map(({ state }) => state))).toEqual(
      new Set(['queued', 'assigned', 'working', 'resolved']),
    );
    expect(open.some(({ liaison }) => liaison === 'discipline-1')).toBe(true);
    const all = await played.store.tickets({});
    expect(new Set(all.map(({ enterprise }) => enterprise)).size).toBe(27);
    // A visit lies with the 专班, which is no department.
    const matters = all.filter(({ apart }) => !apart);
    expect(new Set(matters.flatMap(({ department }) => department ?? [])).size).toBe(28);
  });

  it('tells leaders of the visit: answered in time, promised and kept', () => {
    const told = played.chat
      .messages('leader-1')
      .map(({ text }) => text)
      .join('\n');
    expect(told).toContain('随叫 1 次，2 小时内应 1/1');
    expect(told).toContain('服务周到 1/1');
  });

  it('has inspections that were filed, an emergency made up, a visit apart, and opinions that are shown', async () => {
    const { filed = {}, opinions } = (await played.store.office()).arrangements?.inspections ?? {};
    const all = Object.values(filed);
    expect(all.map(({ mode, type }) => `${mode} ${type}`)).toEqual([
      'beforehand routine',
      'emergency case',
      'onEntry case',
      'beforehand visit',
      'beforehand special',
    ]);
    expect(all.filter(({ type }) => type !== 'visit').every(({ result, rated }) => result && rated)).toBe(
      true,
    );
    expect(all.find(({ mode }) => mode === 'emergency')?.madeUpAt).toBeDefined();
    expect(opinions?.emergency?.shown.ratings).toEqual(['good', 'good', 'fair']);
    const justice = played.chat.messages('justice-a').map(({ text }) => text);
    expect(justice.some((text) => text.includes('【入企检查】'))).toBe(true);
  });

  it('brought every brief of the month once to everybody it is for', () => {
    const { roster, calendar } = played.county;
    const keys = chatLines(folder.dir).flatMap((line) =>
      'key' in line && line.key.startsWith('summary/') ? [line.key] : [],
    );
    expect(new Set(keys).size).toBe(keys.length);
    const days: string[] = [];
    for (let day = dayOf(played.start); startOfDay(day) < Date.parse(NOW); day = addDays(day, 1)) {
      if (isWorkday(day, calendar)) days.push(day);
    }
    for (const { id } of roster.dispatchers) {
      for (const day of days)
        expect(keys, `the daily brief of ${day}`).toContain(`summary/daily:${day}/${id}`);
    }
    for (const { id } of roster.leaders) {
      const weekly = keys.filter((key) => key.startsWith('summary/weekly:') && key.endsWith(`/${id}`));
      expect(weekly.length, `weekly briefs of ${id}`).toBeGreaterThanOrEqual(4);
    }
  });

  it('reminded nobody of the same thing twice in a day', () => {
    const seen = new Set<string>();
    const twice: string[] = [];
    let reminders = 0;
    for (const line of chatLines(folder.dir)) {
      if (line.is !== 'posted' || !/^【(今日提醒|提醒|超期|催办|催办通知)】/.test(line.message.text))
        continue;
      reminders += 1;
      const about = `${line.message.chat} ${dayOf(line.message.at)} ${line.message.text}`;
      if (seen.has(about)) twice.push(about);
      seen.add(about);
    }
    expect(twice).toEqual([]);
    expect(reminders).toBeGreaterThan(30);
    expect(
      played.chat.messages('land-head').some(({ text }) => /^【催办通知】|已超期/.test(text)),
      'the head of a department hears of an overdue ticket',
    ).toBe(true);
  });

  it('has six gatherings, whose figures are those of the county’s report', () => {
    const told = played.chat.messages('leader-1').findLast(({ text }) => text.startsWith('政企活动'))?.text;
    expect(told).toContain(
      '合计 早餐会 2 期、下午茶 2 期、夜沙龙 2 期：问题及建议 20 件，已解决、答复 19 件，95%（19/20）',
    );
  });

  it('tells leaders of three guides: on promise from complete papers, and what the owners waited', () => {
    const briefs = played.chat.messages('leader-1').filter(({ text }) => text.includes('帮办 '));
    const told = briefs.at(-1)?.text ?? '';
    expect(told).toContain('帮办 1 件，办成 0 件');
    expect(told).toContain('红灯 0 步');
    expect(briefs.some(({ text }) => text.includes('半日办结 1/1（从材料齐起 ≤ 0.5个工作日）'))).toBe(true);
    expect(briefs.some(({ text }) => text.includes('合同到基坑许可 1 个，用了 3 个工作日'))).toBe(true);
  });

  it('tells of the list of powers as 编办 changed it, of a township that gave one back, and of a platform apart', async () => {
    const { powers, platform } = (await played.store.office()).arrangements ?? {};
    const decided = Object.values(powers?.proposals ?? {}).filter(({ decided: how }) => how?.isAccepted);
    expect(decided).toMatchObject([
      { change: { item: 2, from: 'energy', to: 'power' }, decided: { version: 5 } },
    ]);
    expect(powers?.admissions).toMatchObject([{ ticket: played.labels.老坟, township: 'sanjiao' }]);
    expect(powers?.admissions?.[0]?.returnedAt).toBeDefined();
    expect(platform?.imports).toMatchObject([{ source: 'approval', received: 7684 }]);
    expect(Object.values(platform?.taken ?? {})).toEqual([played.labels.平台差评]);
    const told = played.chat.messages('leader-1').map(({ text }) => text);
    expect(told.some((text) => text.includes('第 5 版改：新能源项目并网协调'))).toBe(true);
    expect(told.some((text) => text.includes('清单外交办乡镇 1 件，其中退回 1 件'))).toBe(true);
    expect(told.some((text) => text.includes('受理 7684 件，按时办结率 100%（7684/7684）'))).toBe(true);
    const item = played.chat.messages('chaoyang-pv-1').map(({ text }) => text);
    expect(item.some((text) => text.includes('主责：供电公司'))).toBe(true);
  });

  it('mends what several firms met alike at its root: set, two measures in time, and two of three firms agree', () => {
    const told = played.chat.messages('leader-1').map(({ text }) => text);
    expect(told.some((text) => text.includes('【提请立题 1】'))).toBe(true);
    const shown = told.find((text) => text.includes('已验收') && text.includes('牵头')) ?? '';
    expect(shown).toContain('已验收');
    expect(shown).toContain('企业认可 2/3');
    expect(shown.match(/按期完成/gu)).toHaveLength(2);
    const owner = played.chat.messages('wanli-1').map(({ text }) => text);
    expect(owner.some((text) => text.includes('已立为专项整改'))).toBe(true);
  });

  it('has two councils a week apart: the agenda on the day before, the second one opened by the score of the first', async () => {
    const { calendar } = played.county;
    const councils = Object.values((await played.store.office()).arrangements?.councils ?? {});
    expect(councils).toHaveLength(2);
    const [first, second] = councils;
    expect(dayOf(second?.at ?? 0)).toBe(addWorkdays(dayOf(first?.at ?? 0), 5, calendar));
    for (const { at, agenda, decided } of councils) {
      expect(dayOf(agenda?.at ?? 0)).toBe(addWorkdays(dayOf(at), -1, calendar));
      expect(decided).toHaveLength(1);
    }
    const sent = played.chat.messages('leader-1').flatMap(({ files }) => files.map(({ name }) => name));
    expect(sent.filter((name) => name?.endsWith('议程.docx'))).toEqual([
      '第 1 次调度会议程.docx',
      '第 2 次调度会议程.docx',
    ]);
    const paper = pathOfFile(join(folder.dir, 'files'), second?.agenda?.file.sha256 ?? '');
    const xml = unzipSync(readFileSync(paper))['word/document.xml'] ?? new Uint8Array();
    const words = new TextDecoder().decode(xml).replace(/<[^>]+>/g, '');
    expect(words).toMatch(/上次议定事项共1项：到期1项，按期完成1项。.*按期完成.*本次议题/u);
  });

  it('has counts that reconcile, for the whole month and for every week', async () => {
    const tickets = await played.store.tickets({});
    const end = Date.parse(NOW);
    for (let from = played.start; from < end; from += 7 * 86_400_000) {
      for (const before of [from + 7 * 86_400_000, end]) {
        const { counts } = summarise(tickets, { from, before }, end);
        expect(counts.registered + counts.carriedOver).toBe(counts.open + counts.closed + counts.excluded);
      }
    }
    const { counts } = summarise(tickets, { from: played.start, before: end + 1 }, end);
    expect(counts).toMatchObject({ registered: 66, carriedOver: 0, excluded: 2, unrated: 1 });
  });

  it('has six needs to borrow: five firms granted and lent, one bank that never answered, and no amount anywhere else', async () => {
    const needs = (await played.store.office()).arrangements?.finance ?? {};
    expect(Object.values(needs).map(stageOf)).toEqual(['lent', 'lent', 'lent', 'lent', 'lent', 'asked']);
    const whole = { from: played.start, before: Date.parse(NOW) };
    expect(financeFigures(needs, whole, Date.parse(NOW))).toMatchObject({
      recommended: 6,
      coached: 1,
      intended: 5,
      granted: 5,
      lent: 5,
      grantedSum: { yuan: 11_200_000, firms: 5 },
      lentSum: { yuan: 8_200_000, firms: 5 },
      refused: 2,
      reasons: null,
    });
    expect(played.chat.messages('baozhuang-1').some(({ text }) => text.includes('一直没有答复'))).toBe(true);
    const { 抵押登记: number } = played.labels;
    expect(needs[4]?.obstacles).toMatchObject([{ bank: 'nongshang', settled: { ticket: number } }]);
    const leader = played.chat.messages('leader-1').map(({ text }) => text);
    expect(leader.some((text) => text.includes('卡点登记成诉求件 1 件，已办结 1 件'))).toBe(true);
    const { roster } = played.county;
    const borrows = new Set(Object.values(needs).map(({ enterprise }) => enterprise));
    const others = roster.people.filter(
      ({ id }) => !borrows.has(roster.enterpriseOf(id)?.id ?? '') && !roster.bankOf(id),
    );
    for (const place of [GROUP, ...others.map(({ id }) => id)]) {
      const told = played.chat.messages(place).map(({ text }) => text);
      for (const text of told.filter((one) => /融资|政银企/u.test(one))) {
        expect(text, place).not.toMatch(/(?<!\d)(?:800|700|400|150|200|180|120|60|50|40) ?万/u);
      }
    }
  });

  it('has sent a policy, of which firms took up six and five were paid; no firm’s amount is told alone', async () => {
    const { arrangements } = await played.store.office();
    const pushes = pushesIn(arrangements?.policies ?? {});
    const tickets = (await played.store.tickets({})).filter(({ source }) => source?.kind === 'policy');
    const period = { from: played.start, before: Date.parse(NOW) };
    const figures = policyFigures(pushes, arrangements?.notices ?? {}, tickets, period, period.before);
    expect(figures).toMatchObject({ registered: 6, paid: 5, cents: 10_950_000 });
    expect(figures.wanted.numerator).toBe(6);
    expect(figures.reached.numerator).toBe(figures.reached.denominator);
    expect(arrangements?.policies?.off).toEqual({ hongzhuan: ['用工'] });
    expect(played.chat.messages('xinghuo-1').some(({ text }) => text.includes('【惠企政策】'))).toBe(true);
    const briefs = played.chat.messages('leader-1').filter(({ text }) => text.includes('惠企政策'));
    expect(briefs.length).toBeGreaterThan(0);
    for (const { text } of briefs) expect(text).not.toMatch(/(?:4\.2|1\.8|0\.45) 万元/u);
  });

  it('shows the confidential report to nobody but the reporter and the discipline contacts', () => {
    const report = /灭火器|消防维保|名片/;
    const number = new RegExp(`诉求件 ${played.labels.保密反映}(?!\\d)`);
    const places = [GROUP, ...played.county.roster.people.map(({ id }) => id)];
    const seen = places.filter((place) =>
      played.chat.messages(place).some(({ text }) => report.test(text) || number.test(text)),
    );
    expect(seen.sort()).toEqual(['discipline-1', 'huagong-1']);
  });

  it('never has to refuse anybody', () => {
    const wording = parse(readFileSync('flows/wording.yaml', 'utf8')) as Record<
      'refusal',
      Record<string, string>
    >;
    const refusals = Object.values(wording.refusal).map((sentence) => {
      const literal = sentence.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return new RegExp(`^${literal.join('[\\s\\S]*')}$`);
    });
    const texts = [GROUP, ...played.county.roster.people.map(({ id }) => id)]
      .flatMap((place) => played.chat.messages(place))
      .flatMap(({ from, text }) => (from === null ? [text] : []));
    expect(texts.length).toBeGreaterThan(300);
    expect(texts.filter((text) => refusals.some((refusal) => refusal.test(text)))).toEqual([]);
  });

  it('adds nothing when it is opened again a minute later', async () => {
    const before = transcript(played);
    await played.close();
    played = await play(folder.dir, '2026-11-22T10:01:00+08:00');
    expect(transcript(played)).toEqual(before);
  });

  /** Section by section, each line of it: of the week in which most of it happened, and of the whole November. */
  describe('and looked back on from December', () => {
    const SECTIONS: readonly (readonly [string, readonly string[], readonly string[]])[] = [
      [
        '政企活动',
        [
          '第 2 期夜沙龙：3 家，收 3 件（诉求 2、建议 1），当场 0，已办结 1；办结率 1/2，当场解决率 0/2，建议已答复 1/1',
          '早餐会累计 2 期：问题及建议 8 件，已解决、答复 8 件，100%（8/8）',
          '下午茶累计 2 期：问题及建议 6 件，已解决、答复 6 件，100%（6/6）',
          '夜沙龙累计 2 期：问题及建议 6 件，已解决、答复 5 件，83.3%（5/6）',
          '合计 早餐会 2 期、下午茶 2 期、夜沙龙 2 期：问题及建议 20 件，已解决、答复 19 件，95%（19/20）',
        ],
        [
          '第 1 期夜沙龙：3 家，收 3 件（诉求 2、建议 1），当场 0，已办结 2；办结率 2/2，当场解决率 0/2，建议已答复 1/1',
          '第 2 期早餐会：3 家，收 4 件（诉求 3、建议 1），当场 1，已办结 3；办结率 3/3，当场解决率 1/3，建议已答复 1/1',
          '第 2 期下午茶：3 家，收 3 件（诉求 2、建议 1），当场 1，已办结 2；办结率 2/2，当场解决率 1/2，建议已答复 1/1',
          '第 2 期夜沙龙：3 家，收 3 件（诉求 2、建议 1），当场 0，已办结 1；办结率 1/2，当场解决率 0/2，建议已答复 1/1',
          '早餐会累计 2 期：问题及建议 8 件，已解决、答复 8 件，100%（8/8）',
          '下午茶累计 2 期：问题及建议 6 件，已解决、答复 6 件，100%（6/6）',
          '夜沙龙累计 2 期：问题及建议 6 件，已解决、答复 5 件，83.3%（5/6）',
          '合计 早餐会 2 期、下午茶 2 期、夜沙龙 2 期：问题及建议 20 件，已解决、答复 19 件，95%（19/20）',
        ],
      ],
      [
        '惠企政策',
        ['登记 0 件，兑现 5 件；按期兑现 —', '部门填报的兑现金额，每满五家一并计：10.95 万元'],
        ['登记 6 件，兑现 5 件；按期兑现 83.3%（5/6）', '部门填报的兑现金额，每满五家一并计：10.95 万元'],
      ],
      [
        '调度会（双组长）',
        ['开 1 次，议定 1 项', '议定事项按期完成率 1/1（本期到期 1 项）'],
        ['开 2 次，议定 2 项', '议定事项按期完成率 2/2（本期到期 2 项）'],
      ],
      [
        '专项整改',
        [
          '本期立题 0，在整改 0；措施按期完成 2/2（本期到期 2 项）',
          '要什么材料、归谁办，一次说清，不让企业跑第二回：企业认可 …',
        ],
        [
          '本期立题 1，在整改 0；措施按期完成 2/2（本期到期 2 项）',
          '要什么材料、归谁办，一次说清，不让企业跑第二回：企业认可 …',
        ],
      ],
      [
        '入企检查',
        [
          '入企 1 次：日常 0、专项 1、个案 0',
          '事前报备 1/1',
          '联合 0/1；超频 0 家；安静期 0',
          '另有观摩、督导 1 次，不算检查',
          '入企检查的企业评价（不记名，2026年10月以来一共）：好 2、一般 1、差 0',
        ],
        [
          '入企 3 次：日常 0、专项 1、个案 2',
          '事前报备 2/2（紧急 1 次，已补 1）',
          '联合 0/3；超频 0 家；安静期 0',
          '另有观摩、督导 1 次，不算检查',
          '入企检查的企业评价（不记名，2026年10月以来一共）：好 2、一般 1、差 0',
        ],
      ],
      [
        '入企服务（走访）',
        ['答应 1 项，到期 1，做到 1；说到做到 1/1', '企业答：到得及时 1/1，说的办了 1/1，服务周到 1/1'],
        [
          '随叫 1 次，2 小时内应 1/1',
          '答应 1 项，到期 1，做到 1；说到做到 1/1',
          '企业答：到得及时 1/1，说的办了 1/1，服务周到 1/1',
        ],
      ],
      [
        '帮办',
        [
          '帮办 2 件，办成 0 件；按承诺 2/2（从材料齐起算）',
          '合同到基坑许可 1 个，用了 3 个工作日',
          '红灯 0 步',
        ],
        [
          '帮办 2 件，办成 1 件；按承诺 77.8%（7/9）（从材料齐起算）',
          '变更半日办结 0/1（从材料齐起 ≤ 0.5个工作日）；从第一句话起，企业等了 1 个工作日',
          '合同到基坑许可 1 个，用了 3 个工作日',
          '办成的从第一句话到办成，企业等了 1 个工作日',
          '红灯 1 步',
        ],
      ],
      [
        '权责清单',
        [
          '清单第 4 版，7月1日（周三）起，共 36 项',
          '建议：新报编办 0 条，在编办 0 条；期内接受 0 条，不改 0 条',
          '清单外交办乡镇 1 件，其中退回 1 件',
        ],
        [
          '清单第 5 版，11月6日（周五）起，共 36 项',
          '第 5 版改：新能源项目并网协调，主责由能源局改为供电公司（建议 4）',
          '建议：新报编办 1 条，在编办 0 条；期内接受 1 条，不改 0 条',
        ],
      ],
      [
        '政银企对接',
        [
          '需求 0 笔（0 家）；推荐 2 家，先辅导 0 家',
          '意向 3 家，授信 2 家，放款 2 家（意向不是贷款）',
          '每满五家一并计的金额：授信 不足五家，不计，放款 不足五家，不计',
          '银行 30 日内给出决定 —',
          '卡点登记成诉求件 1 件，已办结 0 件',
          '银行不接、没批 1 次：不足五次，不分原因',
        ],
        [
          '需求 1 笔（1 家）；推荐 3 家，先辅导 0 家',
          '意向 3 家，授信 5 家，放款 5 家（意向不是贷款）',
          '每满五家一并计的金额：授信 1120 万元（5 家次），放款 820 万元（5 家次）',
          '银行 30 日内给出决定 2/2',
          '卡点登记成诉求件 1 件，已办结 1 件',
          '银行不接、没批 1 次：不足五次，不分原因',
        ],
      ],
      [
        '别的平台的数据（单列，不进我们的率）',
        [
          '行政审批服务管理局平台　2026年1月1日至2026年9月30日：受理 7684 件，按时办结率 100%（7684/7684），满意率 100%（平台公布）。来源：行政审批服务管理局，10月23日（周五）导入，未经本系统核对',
        ],
        [
          '行政审批服务管理局平台　2026年1月1日至2026年9月30日：受理 7684 件，按时办结率 100%（7684/7684），满意率 100%（平台公布）。来源：行政审批服务管理局，10月23日（周五）导入，未经本系统核对',
        ],
      ],
    ];
    let weekly: readonly string[] = [];
    let monthly: readonly string[] = [];
    let board = '';

    beforeAll(async () => {
      weekly = played.chat
        .messages('leader-1')
        .flatMap(({ text }) => (text.startsWith('【周报】') ? [text] : []));
      await played.close();
      end = async () => {};
      let entrance: SiteEntrance | undefined;
      const later = await openBench(folder.dir, Date.parse('2026-11-30T18:00:00+08:00'), {
        site: (clock, dataDir) => {
          entrance = pagesOf(clock, dataDir);
          return entrance;
        },
      });
      end = () => later.end();
      const pages = entrance?.show(later.program);
      await entrance?.opened('http://127.0.0.1:8700');
      await later.goesTo(Date.parse('2026-12-01T09:05:00+08:00'));
      monthly = later.told('leader-1').filter((text) => text.startsWith('【月报】11月'));
      const [, secret] = /\/w\/in\/([\w-]+)/.exec(await later.answers('leader-1', '网页')) ?? [];
      const entered = await pages?.request(`/in/${secret}`, { method: 'POST' });
      const cookie = entered?.headers.get('set-cookie')?.split(';')[0] ?? '';
      const shown = await pages?.request(`/board?p=${encodeURIComponent('11月')}`, { headers: { cookie } });
      board = (await shown?.text()) ?? '';
    });

    /** How many agree is told by whoever is asked: not the matter here. */
    const bare = (line: string): string => line.replace(/企业认可 .+$/u, '企业认可 …');
    const sectionIn = (text: string, title: string): readonly string[] | undefined =>
      text
        .split('\n\n')
        .map((part) => part.split('\n'))
        .find(([head]) => head === title)
        ?.slice(1)
        .map(bare);
    const sectionOnBoard = (title: string): readonly string[] => {
      const [, list = ''] = board.split(`<h2>${title}</h2>`)[1]?.split(/<\/?ul[^>]*>/u) ?? [];
      return [...list.matchAll(/<li>(.*?)<\/li>/gsu)].map(([, line = '']) =>
        bare(line.replace(/<[^>]+>/g, '')),
      );
    };

    it.each(SECTIONS)(
      '%s stands line by line in a 周报, in the 月报 and on the board',
      (title, week, month) => {
        expect(weekly.map((text) => sectionIn(text, title))).toContainEqual(week);
        expect(monthly).toHaveLength(1);
        expect(sectionIn(monthly[0] ?? '', title)).toEqual(month);
        expect(sectionOnBoard(title)).toEqual(month);
      },
    );

    it('has no other section', () => {
      const titles = [...board.matchAll(/<h2>([^<]+)<\/h2>\n<ul class="alike panel">/gu)].map(
        ([, one]) => one,
      );
      expect(titles.slice(-SECTIONS.length)).toEqual(SECTIONS.map(([title]) => title));
    });
  });
});

/** A month over the turn of a year, and one in which a Sunday is worked and a week is not; opened within them: LONG=1. */
it.each([
  ['3 January 2027, in a year whose calendar is not published', '2027-01-03T09:30:00+08:00'],
  ['the day after the National Day holiday', '2026-10-08T08:05:00+08:00'],
  ...(process.env.LONG
    ? [
        ['the Friday before a make-up weekend', '2026-09-18T15:00:00+08:00'],
        ['a make-up Sunday, at night', '2026-09-20T23:40:00+08:00'],
      ]
    : []),
])('ends as the story says when opened on %s', async (_, now) => {
  const { dir, remove } = scratch();
  try {
    const played = await play(dir, now);
    const ends = await endsOf(played);
    const last = played.chat.lastSaid(3)[0]?.message.at ?? 0;
    await played.close();
    expect(ends).toEqual(STORY_ENDS);
    expect(dayOf(last)).toBe(addWorkdays(dayOf(Date.parse(now)), -1, played.county.calendar));
    await expect(verifyStore(dir)).resolves.toMatchObject({ tickets: 77 });
  } finally {
    remove();
  }
});
