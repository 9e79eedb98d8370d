/** 内部备注: staff read them on the page and in private, and nothing that an enterprise gets holds a word of them. */
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { GROUP } from '../../desk/bench.ts';
import { useVisit, type Visit } from './visit.ts';

const START = Date.parse('2026-11-23T09:00:00+08:00');
const OWNER = 'xinghuo-1';
const COLLEAGUE = 'xinghuo-2';
const LIAISON = 'power-a';
const HEAD = 'power-head';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const MATTER = '厂区这两天老是跳闸，请供电公司来看看。';
/** Stands in no file of the county and in nobody's mouth. */
const SECRET = '琥珀蜻蜓';
/** Beside it, and looked for by nobody. */
const MARK = '紫檀算盘';

let visit: Visit;
useVisit(START, (one) => {
  visit = one;
});

describe('a note', () => {
  test('is written in private, and read with author and time by all who work on it', async () => {
    const { bench } = visit;
    await bench.says(OWNER, MATTER);
    expect(await bench.answers(LIAISON, `备注 1 变压器是他们自己的，${SECRET}`)).toContain(
      '只有办件的人看得到',
    );
    expect(await bench.answers(HUB, '备注 1 已请示')).toContain('记下备注');
    for (const id of [LIAISON, HEAD, HUB, LEADER]) {
      const told = await bench.answers(id, '进度 1');
      expect(told, id).toContain(SECRET);
      expect(told, id).toContain('内部备注（企业看不到）');
      const { text } = await visit.get('/t/1', await visit.enter(id));
      expect(text, id).toContain(SECRET);
      expect(text.replace(/<[^>]+>/g, ''), id).toMatch(/11月23日（周一）09:00　供电公司 ?余文岭/);
    }
  });

  test('is written on the page, at the place where it stands then', async () => {
    await visit.bench.says(OWNER, MATTER);
    const cookie = await visit.enter(HEAD);
    const posted = await visit.post('/t/1/step', { step: '备注', words: SECRET }, cookie);
    expect([posted.status, posted.location]).toEqual([303, '/w/t/1#notes']);
    expect((await visit.bench.ticket()).notes).toEqual([{ at: START, by: HEAD, text: SECRET }]);
    expect((await visit.get('/t/1', cookie)).text).toContain(SECRET);
  });

  test('sent twice, or edited only in its full stop, is one', async () => {
    await visit.bench.says(OWNER, MATTER);
    const cookie = await visit.enter(HEAD);
    const fields = { key: 'the-same-key', step: '备注', words: SECRET };
    await visit.post('/t/1/step', fields, cookie);
    await visit.post('/t/1/step', fields, cookie);
    await visit.bench.hears(HEAD, { text: `备注 1 ${SECRET}。`, what: 'edit' });
    expect((await visit.bench.ticket()).notes).toHaveLength(1);
  });

  test('moves no clock, is no feedback, and leaves the last step to be taken back', async () => {
    const { bench } = visit;
    await bench.says(OWNER, MATTER);
    await bench.answers(LIAISON, '办结 1 线路已修好');
    const before = await bench.ticket();
    await bench.answers(HUB, `备注 1 ${SECRET}`);
    const { notes: _, version: __, ...after } = await bench.ticket();
    const { version: ___, ...was } = before;
    expect(after).toEqual(was);
    expect(await bench.answers(LIAISON, '撤销 1')).toContain('撤销');
    expect((await bench.ticket()).notes).toHaveLength(1);
  });

  test('without words is asked for, and said in the group is answered in private alone', async () => {
    const { bench } = visit;
    await bench.says(OWNER, MATTER);
    expect(await bench.answers(LIAISON, '备注 1')).toContain('要给诉求件 1 记什么');
    await bench.answers(LIAISON, SECRET);
    expect((await bench.ticket()).notes?.[0]?.text).toBe(SECRET);
    const before = bench.told(GROUP).length;
    await bench.says(LIAISON, '备注 1 等会儿再说', 'group');
    expect(bench.told(GROUP)).toHaveLength(before);
    expect(bench.newest(LIAISON)).toContain('企业也看到了');
    await bench.says(LIAISON, '备注 1', 'group');
    expect(bench.newest(LIAISON)).toContain('请私聊发');
    expect(bench.told(GROUP)).toHaveLength(before);
  });

  test('may be ten thousand characters long, or on a ticket that is over; empty it is refused', async () => {
    const { bench } = visit;
    await bench.says(OWNER, MATTER);
    const cookie = await visit.enter(LIAISON);
    expect((await visit.post('/t/1/step', { step: '备注', words: '长'.repeat(10_000) }, cookie)).status).toBe(
      413,
    );
    await bench.answers(OWNER, '撤回 1');
    await bench.answers(LIAISON, `备注 1 ${SECRET}`);
    expect((await bench.ticket()).notes).toHaveLength(1);
    await visit.post('/t/1/step', { step: '备注', words: '   ' }, cookie);
    expect((await bench.ticket()).notes).toHaveLength(1);
  });
});

test('nothing that an enterprise gets, at any time, has a word of it', async () => {
  const { bench } = visit;
  await bench.says(OWNER, MATTER);
  for (const id of [LIAISON, HEAD, HUB, LEADER]) await bench.answers(id, `备注 1 ${SECRET} ${MARK}`);
  await bench.answers(LIAISON, '反馈 1 师傅下午到');
  await bench.says(OWNER, '催办 1', 'group');
  await bench.answers(LIAISON, '办结 1 线路已修好');
  const cookies = [await visit.enter(OWNER), await visit.enter(COLLEAGUE)];
  for (const id of [OWNER, COLLEAGUE]) {
    for (const words of [
      '进度 1',
      '期限 1',
      '进度',
      '我的待办',
      `查 ${SECRET}`,
      '查 跳闸',
      '本月',
      '备注 1 也给我看',
    ]) {
      expect(await bench.answers(id, words), `${id} ${words}`).not.toContain(MARK);
    }
    await bench.says(id, '进度 1', 'group');
  }
  for (const cookie of cookies) {
    const paths = [
      '/t/1',
      '/',
      '/tickets',
      `/tickets?q=${SECRET}`,
      '/board',
      '/figure?f=counts.open',
      '/e/xinghuo',
      '/talk',
    ];
    for (const path of paths) {
      const { text } = await visit.get(path, cookie);
      expect(text, path).not.toContain(MARK);
      expect(text, path).not.toContain('内部备注');
    }
    for (const path of ['/tickets.xlsx', '/figure.xlsx?f=counts.open']) {
      expect(wordsIn(await visit.bytes(path, cookie)), path).not.toContain(MARK);
    }
  }
  const hub = await visit.enter(LEADER);
  for (const path of ['/tickets.xlsx', '/notice.docx', '/t/1/supervise.docx']) {
    expect(wordsIn(await visit.bytes(path, hub)), path).not.toContain(MARK);
  }
  await bench.answers(OWNER, '没解决 1 还是跳');
  await bench.goesTo(START + 12 * 24 * 3600 * 1000);
  for (const chat of [OWNER, COLLEAGUE, GROUP]) expect(bench.told(chat).join('\n'), chat).not.toContain(MARK);
  for (const brief of ['简报', '本周', '上周'])
    expect(await bench.answers(LEADER, brief), brief).not.toContain(MARK);
  expect((await bench.ticket()).notes?.map(({ by }) => by)).toEqual([LIAISON, HEAD, HUB, LEADER]);
}, 120_000);

test('whoever has nothing to do with a ticket neither writes nor reads', async () => {
  const { bench } = visit;
  await bench.says(OWNER, MATTER);
  for (const id of [OWNER, 'qingyun-1', 'water-a', 'discipline-1']) {
    const told = await bench.answers(id, `备注 1 ${SECRET}`);
    expect(told, id).not.toContain('记下备注');
    const cookie = await visit.enter(id);
    expect([404, 409], id).toContain(
      (await visit.post('/t/1/step', { step: '备注', words: SECRET }, cookie)).status,
    );
  }
  expect((await bench.ticket()).notes).toBeUndefined();
});

test('on a report it is for those who may read the report, and for nobody else, not even whoever made it', async () => {
  const { bench } = visit;
  await bench.says(OWNER, '我要举报：供电所的人装表要喝酒，不请客就拖着');
  const [report] = await bench.store.tickets({ confidential: true });
  const number = report?.number ?? 0;
  expect(await bench.answers('discipline-1', `备注 ${number} ${SECRET}`)).toContain('记下备注');
  expect(await bench.answers('discipline-1', `进度 ${number}`)).toContain(SECRET);
  for (const id of [OWNER, COLLEAGUE, LIAISON, HEAD, HUB, LEADER, 'operator-1']) {
    expect(await bench.answers(id, `进度 ${number}`), id).not.toContain(SECRET);
    expect(await bench.answers(id, `备注 ${number} 我也记一句`), id).not.toContain('记下备注');
    expect((await visit.get(`/t/${number}`, await visit.enter(id))).status, id).toBe(404);
  }
  expect((await bench.ticket(number)).notes).toHaveLength(1);
}, 60_000);

/** All words of an office file. */
function wordsIn(bytes: Uint8Array): string {
  const files = Object.values(unzipSync(bytes)).map((part) => new TextDecoder().decode(part));
  return files.join('\n').replace(/<[^>]+>/g, '');
}
