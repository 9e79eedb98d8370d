/** 督办通知单 and 催办通知: a number that is never given twice, a text that stays, and who is sent it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Rendered } from '../../src/channels/port.ts';
import type { County } from '../../src/county.ts';
import { createRoster } from '../../src/domain/roster.ts';
import { at, DAY, MINUTE } from '../../src/domain/time.ts';
import type { Store } from '../../src/store/port.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, CHANNEL, GROUP, openBench, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const A = 'housing-a';
const HEAD = 'housing-head';
const HUB = 'dispatcher-1';
const LEADER = 'leader-1';
const OTHER_LEADER = 'leader-2';
const VICE = 'vice-1';
const INSPECTOR = 'inspector-1';

const working = (story: Story): Story =>
  next(next(story, 'liaison', COMMANDS.sign, TUESDAY), 'liaison', COMMANDS.feedback, TUESDAY);

function withVice(county: County): County {
  const { group, departments, enterprises, dispatchers, leaders, operators, discipline, disciplineAbove } =
    county.roster;
  const roster = createRoster({
    group,
    departments: [...departments],
    enterprises: [...enterprises],
    dispatchers: [...dispatchers],
    operators: [...operators],
    discipline: [...discipline],
    disciplineAbove: [...disciplineAbove],
    leaders: [
      ...leaders,
      { id: VICE, name: '冯副市', title: '分管副市长', scope: ['housing'] },
      { id: INSPECTOR, name: '康主任', title: '督查室主任', inspector: true as const },
    ],
  });
  return { ...county, roster };
}

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

const fileIn = (sent: readonly Rendered[], chat: string) =>
  sent.filter((one) => one.chat === chat).flatMap(({ file }) => (file ? [file] : []));

function wordsIn(path: string): string {
  const xml = unzipSync(readFileSync(path))['word/document.xml'] ?? new Uint8Array();
  return new TextDecoder().decode(xml).replace(/<[^>]+>/g, '');
}

describe('督办通知单', () => {
  test('comes back as a numbered .docx, and goes once to the head and the leaders in charge', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(HUB, '督办 1 请在12月1日前拿出结果');
    const sent = await bench.says(HUB, '督办通知单 1');
    const [own, ...more] = fileIn(sent, HUB);
    expect(more).toEqual([]);
    expect(own?.name).toBe('督办通知单〔2026〕1号 诉求件1.docx');
    const words = wordsIn(own?.path ?? '');
    expect(words).toContain('〔2026〕1号');
    expect(words).toContain('请在12月1日前拿出结果');
    expect(words).toContain('2026年12月1日前');
    expect(words).not.toContain('送审稿');
    for (const other of [HEAD, LEADER, OTHER_LEADER]) {
      expect(fileIn(sent, other), other).toEqual([own]);
    }
    expect(bench.newest(HEAD)).toContain('回复单');
    expect(fileIn(sent, A)).toEqual([]);
    expect(bench.told(GROUP).join()).not.toContain('通知单');
  });

  test('asked for again, by whomever and whenever, it is the same paper, and nobody else is told again', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(HUB, '督办 1 请抓紧');
    const [first] = fileIn(await bench.says(HUB, '督办通知单 1'), HUB);
    await bench.says(A, '反馈 1 明天进场');
    await bench.goesTo(at('2026-11-26', '10:00'));
    const before = bench.told(HEAD).length;
    const sent = await bench.says(LEADER, '1号督办通知单');
    expect(fileIn(sent, LEADER)).toEqual([first]);
    expect(sent.find(({ chat }) => chat === LEADER)?.text).toContain('内容不变');
    expect(bench.told(HEAD)).toHaveLength(before);
  });

  test('a new order is a new paper with the next number', async () => {
    await bench.has(TUESDAY, working);
    await bench.says(HUB, '督办 1 请抓紧');
    await bench.says(HUB, '督办通知单 1');
    await bench.says(A, '回复 1 最终 已修好');
    expect(await bench.answers(HUB, '督办通知单 1')).toContain('还没有督办');
    await bench.says(LEADER, '批示 1 再查一遍');
    expect(fileIn(await bench.says(HUB, '督办通知单 1'), HUB)[0]?.name).toContain('〔2026〕2号');
  });

  test('what the clock has supervised, as it is late for five working days, is on paper as well', async () => {
    await bench.has(TUESDAY, working);
    await bench.goesTo(at('2026-12-18', '10:00'));
    expect(bench.newest(HEAD)).toContain('督办通知单');
    const [own] = fileIn(await bench.says(HUB, '督办通知单 1'), HUB);
    expect(wordsIn(own?.path ?? '')).toContain('已超过办结时限');
    const [same] = fileIn(await bench.says(LEADER, '督办通知单 1'), LEADER);
    expect(same).toEqual(own);
  });

  test('the clock issues it by itself: to the head and the leaders in charge, with its number, and once', async () => {
    await bench.has(TUESDAY, working);
    await bench.goesTo(at('2026-12-08', '10:00'));
    const toHead = bench.sentTo(HEAD, CHANNEL).filter(({ file }) => file);
    expect(toHead.map(({ file }) => file?.name)).toEqual(['督办通知单〔2026〕1号 诉求件1.docx']);
    expect(toHead[0]?.text).toContain('程序到时限自动出具');
    const words = wordsIn(toHead[0]?.file?.path ?? '');
    expect(words).toContain('〔2026〕1号');
    expect(words).toContain('已超过办结时限');
    expect(words).toContain('2026年12月11日前书面回复');
    for (const leader of [LEADER, OTHER_LEADER])
      expect(fileIn(bench.sentTo(leader, CHANNEL), leader)).toEqual([toHead[0]?.file]);
    expect(fileIn(bench.sentTo(A, CHANNEL), A)).toEqual([]);
    // Neither the days after, nor another department that has it by then, nor whoever asks, makes another.
    await bench.goesTo(at('2026-12-10', '10:00'));
    expect(await bench.answers(HUB, '督办通知单 1')).toContain('已在12月8日（周二）出过');
    await bench.says(HUB, '转办 1 水利 属河道管理');
    await bench.goesTo(at('2026-12-20', '10:00'));
    expect(Object.values((await bench.store.office()).papers ?? {})).toHaveLength(1);
  });

  test('done again and late again, it is supervised anew, with a number of its own', async () => {
    await bench.has(TUESDAY, working);
    await bench.goesTo(at('2026-12-08', '10:00'));
    await bench.says(A, '办结 1 已修好');
    await bench.says(OWNER, '没解决 1 又塌了');
    await bench.goesTo(at('2026-12-25', '10:00'));
    const { papers = {} } = await bench.store.office();
    expect(Object.values(papers).map(({ serial, tickets, by }) => [serial, ...tickets, by])).toEqual([
      [1, 1, 'system'],
      [2, 1, 'system'],
    ]);
  });

  test('two at once get two numbers', async () => {
    await bench.has(TUESDAY, working);
    await bench.has(TUESDAY, working);
    await bench.says(HUB, '督办 1 请抓紧');
    await bench.says(HUB, '督办 2 请抓紧');
    const message = (person: string, text: string) => ({
      key: `test:${person}`,
      channel: CHANNEL,
      chat: { id: person, kind: 'private' as const, title: '' },
      sender: { id: person, name: person, anonymous: false },
      at: TUESDAY,
      what: 'text' as const,
      message: `m-${person}`,
      replyTo: null,
      addressed: true,
      text,
      files: [],
      button: null,
      buttonToken: null,
    });
    await bench.program.receive([message(HUB, '督办通知单 1'), message(LEADER, '督办通知单 2')]);
    await bench.program.work();
    const { papers = {} } = await bench.store.office();
    expect(Object.values(papers).map(({ serial, tickets }) => [serial, ...tickets])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  test.each([
    ['督办通知单 1', '还没有督办'],
    ['督办通知单 7', '没有'],
    ['督办通知单', '请写上是哪一件'],
    ['督办通知单 住建', '请写上是哪一件'],
  ])('%s without an order: %s', async (words, answer) => {
    await bench.has(TUESDAY, working);
    expect(await bench.answers(HUB, words)).toContain(answer);
    expect((await bench.store.office()).papers ?? {}).toEqual({});
  });

  test.each([A, HEAD, OWNER, 'operator-1', 'discipline-1'])('%s issues none', async (person) => {
    await bench.has(TUESDAY, working);
    await bench.says(HUB, '督办 1 请抓紧');
    for (const words of ['督办通知单 1', '催办通知 1', '催办通知 住建']) {
      expect(await bench.answers(person, words), words).toContain('由调度员、督查室或领导出具');
    }
    expect((await bench.store.office()).papers ?? {}).toEqual({});
  });

  test('of a report about officials there is no paper, nor a word of it', async () => {
    await bench.says('xinghuo-1', '举报：住建局的张科长收我们的红包，不给就不办手续');
    const [report] = await bench.store.tickets({ confidential: true });
    const number = report?.number ?? 0;
    expect(number).toBeGreaterThan(0);
    const unknown = await bench.answers(HUB, '督办通知单 999999');
    expect(await bench.answers(HUB, `督办通知单 ${number}`)).toBe(
      unknown.replaceAll('999999', String(number)),
    );
  });
});

describe('催办通知', () => {
  test('of a ticket comes back as a file, in private also when asked for in the group', async () => {
    await bench.has(TUESDAY, working);
    const sent = await bench.says(HUB, '催办通知 1', 'group');
    const [own] = fileIn(sent, HUB);
    expect(own?.name).toBe('催办通知〔2026〕1号 诉求件1.docx');
    expect(wordsIn(own?.path ?? '')).toContain('你单位承办的下列1件企业诉求');
    expect(fileIn(sent, GROUP)).toEqual([]);
    expect(fileIn(sent, HEAD)).toEqual([]);
  });

  test('of a department lists what is late and what soon will be', async () => {
    await bench.has(TUESDAY, working);
    expect(await bench.answers(HUB, '催办通知 住建')).toContain('没有超期和临期');
    await bench.goesTo(at('2026-12-15', '10:00'));
    const [own] = fileIn(await bench.says(HUB, '催办通知 住建'), HUB);
    // The clock has issued 督办通知单〔2026〕1号 on it by then.
    expect(own?.name).toBe('催办通知〔2026〕2号 住房和城乡建设局.docx');
    expect(wordsIn(own?.path ?? '')).toContain('超期');
    expect(await bench.answers(HUB, '催办通知 没有这个局')).toContain('没有找到部门');
  });

  test('of a ticket that waits for its enterprise there is none', async () => {
    await bench.has(TUESDAY, (story) => next(working(story), 'liaison', COMMANDS.resolve, TUESDAY));
    expect(await bench.answers(HUB, '催办通知 1')).toContain('用不着催办');
  });
});

describe('whom it goes to', () => {
  let own: Bench;
  useBench(
    TUESDAY,
    (opened) => {
      own = opened;
    },
    { change: withVice },
  );

  test('督查室 issues it; the deputy mayor in charge is sent it, and the co-leaders are not', async () => {
    await own.has(TUESDAY, working);
    await own.says(INSPECTOR, '督办 1 请抓紧');
    const sent = await own.says(INSPECTOR, '督办通知单 1');
    expect(fileIn(sent, INSPECTOR)).toHaveLength(1);
    expect(fileIn(sent, VICE)).toHaveLength(1);
    expect(fileIn(sent, HEAD)).toHaveLength(1);
    expect(fileIn(sent, LEADER)).toEqual([]);
    expect(sent.find(({ chat }) => chat === INSPECTOR)?.text).toContain('冯副市');
  });
});

test('the numbers go on after a restart, and the paper is still there, byte for byte', async () => {
  const dir = join(bench.dir, '..', 'again');
  const first = await openBench(dir, TUESDAY);
  await first.has(TUESDAY, working);
  await first.says(HUB, '督办 1 请抓紧');
  const [file] = fileIn(await first.says(HUB, '督办通知单 1'), HUB);
  const bytes = readFileSync(file?.path ?? '');
  await first.end();
  const second = await openBench(dir, at('2026-11-25', '10:00'));
  try {
    const [same] = fileIn(await second.says(LEADER, '督办通知单 1'), LEADER);
    expect(readFileSync(same?.path ?? '').equals(bytes)).toBe(true);
    expect(fileIn(await second.says(HUB, '催办通知 1'), HUB)[0]?.name).toContain('〔2026〕2号');
  } finally {
    await second.end();
  }
});

describe('a stop between the reminder of the clock and its paper', () => {
  const RINGS = at('2026-12-08', '10:00');
  /** The paper cannot be put on record while `stopped()` is true. */
  const stoppedBefore =
    (stopped: () => boolean) =>
    (store: Store): Store => {
      const commit: Store['commit'] = (build) =>
        store.commit((take) => {
          const transaction = build(take);
          if (stopped() && transaction.cause.startsWith('paper:')) throw new Error('stopped here');
          return transaction;
        });
      return new Proxy(store, {
        get(whole, name) {
          if (name === 'commit') return commit;
          const found: unknown = Reflect.get(whole, name);
          return typeof found === 'function' ? found.bind(whole) : found;
        },
      });
    };
  const papersOf = async ({ store }: Bench) => Object.values((await store.office()).papers ?? {});

  test('is made good at the next start, with one number, and each is sent it once', async () => {
    const dir = join(bench.dir, '..', 'stopped');
    const first = await openBench(dir, TUESDAY, { wrap: stoppedBefore(() => true) });
    await first.has(TUESDAY, working);
    await first.goesTo(RINGS);
    expect(first.told(HEAD).join(), 'the reminder does not wait for it').toContain('督办通知单');
    expect(await papersOf(first)).toEqual([]);
    await first.end();
    const second = await openBench(dir, RINGS + MINUTE);
    try {
      await second.goesTo(RINGS + 2 * MINUTE);
      expect((await papersOf(second)).map(({ serial, by }) => [serial, by])).toEqual([[1, 'system']]);
      expect(fileIn(second.sentTo(HEAD, CHANNEL), HEAD)).toHaveLength(1);
      await second.goesTo(RINGS + DAY);
    } finally {
      await second.end();
    }
    const third = await openBench(dir, RINGS + 2 * DAY);
    try {
      await third.goesTo(RINGS + 2 * DAY + MINUTE);
      expect(await papersOf(third)).toHaveLength(1);
      expect(fileIn(third.sentTo(HEAD, CHANNEL), HEAD)).toEqual([]);
    } finally {
      await third.end();
    }
  });

  test('or a fault that passes by itself: it is tried again', async () => {
    let broken = true;
    const own = await openBench(join(bench.dir, '..', 'faulty'), TUESDAY, {
      wrap: stoppedBefore(() => broken),
    });
    try {
      await own.has(TUESDAY, working);
      await own.goesTo(RINGS);
      expect(await papersOf(own)).toEqual([]);
      broken = false;
      await own.goesTo(RINGS + 5 * MINUTE);
      expect(await papersOf(own)).toEqual([]);
      await own.goesTo(RINGS + 10 * MINUTE);
      expect((await papersOf(own)).map(({ serial }) => serial)).toEqual([1]);
      expect(fileIn(own.sentTo(HEAD, CHANNEL), HEAD)).toHaveLength(1);
    } finally {
      await own.end();
    }
  });
});
