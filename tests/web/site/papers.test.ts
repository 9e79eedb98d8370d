/** What is taken from the pages into an office's files: the tickets that the page shows, and nothing that is not the reader's. */
import { unzipSync } from 'fflate';
import readSheets from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { at, type Instant } from '../../../src/domain/time.ts';
import { begun, COMMANDS, flows, next, type Story } from '../../support/builders.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
const OWNER = 'xinghuo-1';
const LIAISON = 'power-a';
const LEADER = 'leader-1';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

/** All words of an office file. */
function wordsIn(bytes: Uint8Array): string {
  const files = Object.values(unzipSync(bytes)).map((part) => new TextDecoder().decode(part));
  return files.join('\n').replace(/<[^>]+>/g, '');
}

async function live(): Promise<void> {
  const { bench } = visit;
  await bench.says(OWNER, '厂区这两天老是跳闸，请供电公司来看看。我的电话13812345678');
  await bench.says('qingyun-1', '我们矿上电压一直不稳，变压器嗡嗡响，请供电公司来看看。');
}

/** A sheet counts in days, of which a minute is no whole fraction. */
function inMinutes(cell: unknown): unknown {
  if (!(cell instanceof Date)) return cell;
  return new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().slice(0, 16).replace('T', ' ');
}

/** A question, of the flow that answers those. */
async function asks(when: Instant, text: string): Promise<void> {
  const { bench } = visit;
  await bench.store.commit((take) => {
    const number = take();
    const over = { number, flow: bench.county.flowVersions.consult, kind: 'consult', text };
    const { events } = begun(over, when, 'reporter', { flow: flows.consult });
    return { at: when, cause: `test:${number}`, tickets: [{ number, events }] };
  });
}

describe('the ledger', () => {
  test('of a list holds what the list shows, with people’s numbers starred', async () => {
    await live();
    const cookie = await visit.enter(LEADER);
    const words = wordsIn(await visit.bytes('/tickets.xlsx?q=跳闸', cookie));
    expect(words).toContain('跳闸');
    expect(words).not.toContain('嗡嗡响');
    expect(words).not.toContain('13812345678');
    expect(wordsIn(await visit.bytes('/tickets.xlsx', cookie))).toContain('嗡嗡响');
    expect(wordsIn(await visit.bytes('/figure.xlsx?f=counts.open', cookie))).toContain('嗡嗡响');
  });

  test('of an owner holds their own', async () => {
    await live();
    const words = wordsIn(await visit.bytes('/tickets.xlsx', await visit.enter(OWNER)));
    expect(words).toContain('跳闸');
    expect(words).not.toContain('嗡嗡响');
  });

  test('of one kind or of one light holds those rows, and each of their cells', async () => {
    const { bench } = visit;
    const signed = (when: Instant) => (story: Story) => next(story, 'liaison', COMMANDS.sign, when);
    const worked = (story: Story) =>
      next(signed(at('2026-11-02', '15:00'))(story), 'liaison', COMMANDS.feedback, at('2026-11-04', '09:30'));
    await bench.has(at('2026-11-02', '10:00'), worked, { text: '门口的路塌了，请打 13812345678' });
    // To be signed by today.
    await bench.has(at('2026-11-20', '10:00'), undefined, { text: '=1+1 路灯不亮' });
    const answered = (story: Story) => next(story, 'liaison', COMMANDS.feedback, at('2026-11-20', '11:30'));
    await bench.has(at('2026-11-20', '11:00'), answered);
    await asks(at('2026-11-23', '08:50'), '施工许可怎么办');
    await bench.has(at('2026-11-02', '11:00'), undefined, { confidential: true, kind: 'whistleblow' });
    const cookie = await visit.enter(LEADER);
    const rows = async (query: string) => {
      const [ledger] = await readSheets(Buffer.from(await visit.bytes(`/tickets.xlsx?${query}`, cookie)));
      const [head = [], ...body] = ledger?.data ?? [];
      return body.map((row) =>
        Object.fromEntries(head.map((title, place) => [String(title), inMinutes(row[place])])),
      );
    };
    const numbers = async (query: string) => (await rows(query)).map((row) => row.编号);

    expect(await numbers('')).toEqual([1, 2, 3, 4]);
    expect(await numbers('kind=complaint')).toEqual([1, 2, 3]);
    expect(await numbers('kind=consult')).toEqual([4]);
    expect(await numbers('kind=urgent')).toEqual([]);
    expect(await numbers('light=late')).toEqual([1]);
    expect(await numbers('light=soon')).toEqual([2]);
    expect(await numbers('light=fine')).toEqual([3, 4]);
    expect(await numbers('light=fine&kind=complaint')).toEqual([3]);
    expect(await rows('light=late&kind=complaint')).toEqual([
      {
        序号: 1,
        编号: 1,
        登记时间: '2026-11-02 10:00',
        来源: 'Telegram群',
        企业: '惠民桥样例商贸有限公司',
        '乡镇（街道）': '鼓楼街道',
        反映人: '乐丽轩',
        联系电话: '000-****1118',
        诉求内容: '门口的路塌了，请打 138****5678',
        类别: '一般诉求',
        承办部门: '住房和城乡建设局',
        承包人: '倪文泉',
        协办部门: null,
        交办时间: '2026-11-02 10:00',
        签收时间: '2026-11-02 15:00',
        按时签收: '是',
        首次反馈时间: '2026-11-04 09:30',
        按时反馈: '是',
        // Seven days (13710), the first of which is the one after it came.
        // Its last day runs to 24:00.
        应办结时间: '2026-11-09 23:59',
        办结时间: null,
        状态: '办理中',
        是否超期: '是',
        超期天数: 14,
        延期次数: null,
        督办批示: null,
        催办次数: null,
        重办次数: null,
        办理进展: '已联系企业，三天内修好',
        办结方式: null,
        办理结果: null,
        企业评价: null,
        是否解决: null,
        销号时间: null,
        不计入的原因: null,
      },
    ]);
    expect((await rows('light=soon'))[0]?.诉求内容).toBe("'=1+1 路灯不亮");
  });

  test('of a list without a ticket is a ledger without a row', async () => {
    const cookie = await visit.enter(LEADER);
    expect(wordsIn(await visit.bytes('/tickets.xlsx?q=没有这样的', cookie))).toContain('企业');
  });
});

describe('the papers', () => {
  test('情况通报 tells the period that was asked for, to those who see the whole', async () => {
    await live();
    expect(wordsIn(await visit.bytes('/notice.docx?p=11月', await visit.enter(LEADER)))).toContain('新收2件');
    expect((await visit.get('/notice.docx?p=11月', await visit.enter(LIAISON))).status).toBe(404);
  });

  test('督办通知单 is of one ticket, and says until when to answer, ordered or not', async () => {
    await live();
    const cookie = await visit.enter(LEADER);
    expect(wordsIn(await visit.bytes('/t/1/supervise.docx', cookie))).toContain('11月26日');
    await visit.bench.says(LEADER, '督办 1 12月1日前到位');
    expect(wordsIn(await visit.bytes('/t/1/supervise.docx', cookie))).toContain('12月1日');
    expect((await visit.get('/t/9/supervise.docx', cookie)).status).toBe(404);
    expect((await visit.get('/t/1/supervise.docx', await visit.enter(LIAISON))).status).toBe(404);
  });

  test.each(['/tickets.xlsx', '/figure.xlsx?f=counts.open', '/notice.docx', '/t/1/supervise.docx'])(
    '%s: whoever is not signed in gets none',
    async (path) => {
      await live();
      const got = await visit.get(path);
      expect(got.status).toBe(401);
      expect(got.text).not.toContain('跳闸');
    },
  );
});
