/** What an office's own people say of officials is carried to nobody; how they can say it is answered in private. */
import { describe, expect, test } from 'vitest';
import { TICKET_VERBS, verbOf } from '../../src/dialogue/verbs.ts';
import { at, MINUTE } from '../../src/domain/time.ts';
import { delicate } from '../../src/routing/officials.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const REPORT = '环保局王科长收红包，不给就不验收';
const SECRET = /红包|王科长/u;
const NOT_CARRIED = '没有转出去';
const PEOPLE = ['housing-a', 'housing-b', 'housing-head', 'leader-1', 'dispatcher-1', 'discipline-1'];

let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});

/** Nobody but `speaker` has any of it, and the ticket is as it was. */
async function nothingOfIt(speaker: string, version: number): Promise<void> {
  for (const chat of [GROUP, OWNER, 'shangchao-2', 'ecology-a', 'operator-1', ...PEOPLE]) {
    if (chat !== speaker) expect(bench.told(chat).join('\n'), chat).not.toMatch(SECRET);
  }
  expect((await bench.ticket()).version, 'the ticket').toBe(version);
  expect(await bench.store.tickets({ confidential: true })).toEqual([]);
}

const said = TICKET_VERBS.flatMap((verb) => verbOf(verb).said.slice(0, 1));

describe.each(PEOPLE)('a report by %s', (speaker) => {
  test.each(['private', 'group'] as const)(
    'behind any command (%s) is answered in private alone',
    async (chat) => {
      const { version } = await bench.has(TUESDAY);
      for (const verb of said) {
        await bench.goesTo(bench.clock.now() + MINUTE / 2);
        const sent = await bench.says(speaker, `${verb} 1 ${REPORT}`, chat);
        expect(
          sent.map((one) => [one.chat, one.text.includes(NOT_CARRIED)]),
          verb,
        ).toEqual([[speaker, true]]);
      }
      await nothingOfIt(speaker, version);
    },
  );

  test('in reply to the card in the group, too', async () => {
    const { version } = await bench.has(TUESDAY);
    await bench.says(OWNER, '仓库门口的路灯坏了没人修', 'group');
    const card = bench.sentTo(GROUP, 'ledger')[0];
    if (!card) throw new Error('no card');
    const sent = await bench.quotes(speaker, REPORT, card, 'group');
    expect(sent.map((one) => [one.chat, one.text.includes(NOT_CARRIED)])).toEqual([[speaker, true]]);
    await nothingOfIt(speaker, version);
  });
});

test('asked for the words of a step, what is a report is none of them; the question stays', async () => {
  await bench.has(TUESDAY);
  await bench.says('housing-a', '签收 1');
  await bench.says('housing-a', '反馈 1');
  const { version } = await bench.ticket();
  expect(await bench.answers('housing-a', REPORT)).toContain(NOT_CARRIED);
  await nothingOfIt('housing-a', version);
  await bench.says('housing-a', '明天上午派人到现场');
  expect(bench.told(OWNER).join()).toContain('明天上午派人到现场');
});

test('asked for them in the group, too: they hear that nothing was carried, and not only where to report', async () => {
  await bench.has(TUESDAY);
  await bench.says('housing-a', '签收 1');
  await bench.says('housing-a', '反馈 1', 'group');
  const { version } = await bench.ticket();
  const sent = await bench.says('housing-a', `企业说${REPORT}，已经核实不属实，明天修路`, 'group');
  expect(sent.map(({ text }) => text).join()).toContain(NOT_CARRIED);
  await nothingOfIt('housing-a', version);
});

test('a leader’s words in the group that would be an order to an office', async () => {
  const { version } = await bench.has(TUESDAY);
  const sent = await bench.says('leader-1', `请住建局把1号件办好，${REPORT}`, 'group');
  expect(sent.map(({ chat }) => chat)).toEqual(['leader-1']);
  await nothingOfIt('leader-1', version);
});

describe('what is no report goes its way', () => {
  test.each([
    ['反馈 1 王科长明天上午到现场看', null],
    ['反馈 1 已请环保局王科长与贵公司联系，三天内答复', null],
    ['反馈 1 窗口王科长上班时间打麻将的事已另行处理', 'doubt'],
  ])('%s', async (text, found) => {
    expect(delicate(text.slice(5)), 'what it is').toBe(found);
    await bench.has(TUESDAY);
    await bench.says('housing-a', '签收 1');
    await bench.says('housing-a', text);
    expect(bench.told(OWNER).join()).toContain(text.slice(5));
    expect(bench.told('housing-a').join()).not.toContain(NOT_CARRIED);
  });

  test('nor are a contact’s words on a report', async () => {
    await bench.says(OWNER, REPORT);
    const [report] = await bench.store.tickets({ confidential: true });
    const { number = 0, liaison } = report ?? {};
    await bench.says(liaison ?? '', `签收 ${number}`);
    await bench.says(liaison ?? '', `反馈 ${number} 环保局王科长收红包属实，已立案`);
    expect(bench.told(OWNER).join()).toContain('属实，已立案');
    await bench.says(liaison ?? '', '反馈 环保局王科长收红包的钱已退');
    expect(bench.told(OWNER).join()).toContain('钱已退');
  });
});

describe('in private, to nobody', () => {
  test.each(['housing-a', 'housing-head', 'leader-1'])('%s is asked, and it may be one', async (speaker) => {
    await bench.says(speaker, REPORT);
    await bench.presses(speaker, bench.county.say('button.confide'));
    expect((await bench.store.tickets({ confidential: true })).map(({ text }) => text)).toEqual([REPORT]);
  });

  test('also the words that 我要举报 asks for, whatever they are', async () => {
    await bench.says('housing-a', '我要举报');
    await bench.says('housing-a', '就是上次来的那位，姓王');
    await bench.presses('housing-a', bench.county.say('button.confide'));
    const texts = (await bench.store.tickets({ confidential: true })).map(({ text }) => text);
    expect(texts).toEqual(['就是上次来的那位，姓王']);
  });
});
