/** What people say of officials keeps its secret and swallows nothing, whatever way it is said. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Incoming } from '../../src/channels/port.ts';
import { TICKET_VERBS, verbOf } from '../../src/dialogue/verbs.ts';
import { isReportNumber } from '../../src/domain/report-number.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { at, DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { scratch } from '../support/county.ts';
import { type Bench, CHANNEL, GROUP, openBench } from './bench.ts';

const OWNER = 'shangchao-1';
const COLLEAGUE = 'shangchao-2';
const CONTACT = 'discipline-1';
const TUESDAY = at('2026-11-24', '10:00');
const REPORT = '环保局王科长收红包，不给就不验收';
const DOUBT = '大厅3号窗口那位，我问一句她怼三句';
const SECRET = /红包|怼|王科长|打麻将|保密/u;

let place: ReturnType<typeof scratch>;
let bench: Bench;
beforeEach(async () => {
  place = scratch();
  bench = await openBench(join(place.dir, 'data'), TUESDAY);
});
afterEach(async () => {
  await bench.end();
  place.remove();
});

const all = (): Promise<readonly Ticket[]> => bench.store.tickets({});
const reports = async (): Promise<readonly Ticket[]> => (await all()).filter((one) => one.confidential);
const ordinary = async (): Promise<readonly Ticket[]> => (await all()).filter((one) => !one.confidential);
/** The next beat of the pulse. */
const beat = (): Promise<void> => bench.goesTo(bench.clock.now() + 1000);
const inGroup = { id: GROUP, kind: 'group', title: '' } as const;
let ids = 0;
const hears = (person: string, over: Partial<Incoming>): Promise<void> =>
  bench.hears(person, { message: `m${++ids}`, ...over });

/** Everybody but the speaker and the contacts, and the group. */
function nobodyElseKnows(): void {
  const told = [GROUP, COLLEAGUE, 'dispatcher-1', 'leader-1', 'housing-a', 'ecology-a', 'operator-1'];
  for (const chat of told) expect(bench.told(chat).join('\n'), chat).not.toMatch(SECRET);
}

describe('a danger beside a report is told to whoever must hear it, with its own sentences only', () => {
  test.each([
    ['in one message', ['环保局王科长收红包。厂里着火了，有人被困！']],
    ['in one sentence', ['厂里着火了，有人被困，环保局王科长收红包才管']],
    ['within two minutes', [REPORT, '厂里着火了，有人被困']],
    ['put to the report by its number', [REPORT, '补充 {number} 厂里着火了，有人被困']],
  ])('%s', async (_, said) => {
    for (const text of said) {
      const number = (await reports())[0]?.number ?? 0;
      await bench.says(OWNER, text.replace('{number}', String(number)), 'group');
    }
    await beat();
    const [danger, ...none] = await ordinary();
    expect(none).toEqual([]);
    expect(danger).toMatchObject({ urgent: true, flow: expect.stringMatching(/^urgent@/) });
    expect(danger?.text).toMatch(/^厂里着火了，有人被困[！!]?$/u);
    expect(bench.told(GROUP).join()).toContain('着火');
    const [report] = await reports();
    expect(report?.text).toMatch(/王科长/u);
    expect(report?.text).not.toContain('着火');
    expect(bench.told(CONTACT).join()).toContain('红包');
    nobodyElseKnows();
  });

  test('what follows on both tells more of the danger; what follows on the report stays with it', async () => {
    await bench.says(OWNER, '环保局王科长收红包。厂里着火了，有人被困！', 'group');
    await beat();
    await bench.says(OWNER, '二楼西头也烧起来咧', 'group');
    await bench.says(OWNER, '他上回也收过别家的钱', 'group');
    await beat();
    expect((await ordinary()).map(({ entries }) => entries.at(-1)?.text)).toEqual(['二楼西头也烧起来咧']);
    expect((await reports()).map(({ entries }) => entries.at(-1)?.text)).toEqual(['他上回也收过别家的钱']);
    nobodyElseKnows();
  });

  test('where they cannot be told apart, that there is danger and nothing else', async () => {
    await bench.says(OWNER, '消防队长收红包才来救厂里着火了', 'group');
    await beat();
    const [danger] = await ordinary();
    expect(danger).toMatchObject({ urgent: true, text: '企业报告有险情，请立即电话联系企业。' });
    expect((await reports())[0]?.text).toContain('收红包');
    nobodyElseKnows();
  });
});

test('a road in a message with a report reaches the road’s department, and nothing of the report does', async () => {
  await bench.says(OWNER, '环保局王科长收红包。厂门口的路坑坑洼洼半年没人修，请交通局来修。', 'group');
  await beat();
  const [road] = await ordinary();
  expect(road?.text).toBe('厂门口的路坑坑洼洼半年没人修，请交通局来修。');
  expect(road?.department).not.toBeNull();
  expect(bench.told(road?.liaison ?? '').join()).not.toMatch(SECRET);
  expect((await reports()).map(({ text }) => text)).toEqual(['环保局王科长收红包。']);
  nobodyElseKnows();
});

test('what may be a department’s is asked about in private, and registered with its own words', async () => {
  await bench.says(OWNER, '环保局王科长收红包。院墙外老是半夜放炮，没人管。', 'group');
  expect(await ordinary()).toEqual([]);
  expect(bench.told(GROUP)).toEqual([]);
  await bench.presses(OWNER, bench.county.say('button.yes'));
  expect((await ordinary()).map(({ text }) => text)).toEqual(['院墙外老是半夜放炮，没人管。']);
  nobodyElseKnows();
});

test('a danger told with a report is sounded once, however often the message is touched up', async () => {
  const text = '环保局王科长收红包。锅炉房着火了，有人被困，快来人';
  await hears(OWNER, { message: 'e', chat: inGroup, text });
  for (const mark of ['！', '！！', '。'])
    await hears(OWNER, { message: 'e', what: 'edit', chat: inGroup, text: `${text}${mark}` });
  await beat();
  expect((await ordinary()).map(({ urgent }) => urgent)).toEqual([true]);
  nobodyElseKnows();
});

describe('is heard whatever way it is said, and shown nobody', () => {
  const ways: Readonly<Record<string, () => Promise<unknown>>> = {
    'in reply to a colleague in the group': () =>
      hears(OWNER, {
        chat: inGroup,
        addressed: false,
        text: REPORT,
        replyTo: { message: 'x', fromBot: false },
      }),
    撤回: () => bench.says(OWNER, `撤回 1 ${REPORT}`, 'group'),
    补充: () => bench.says(OWNER, `补充 1 ${REPORT}`, 'group'),
    催办: () => bench.says(OWNER, `催办 1 ${REPORT}`, 'group'),
    进度: () => bench.says(OWNER, `进度 1 ${REPORT}`, 'group'),
    期限: () => bench.says(OWNER, `期限 1 ${REPORT}`, 'group'),
    并单: () => bench.says(OWNER, `并单 1 ${REPORT}`, 'group'),
    重开: () => bench.says(OWNER, `重开 1 ${REPORT}`, 'group'),
    'the name of a document': () =>
      hears(OWNER, {
        chat: inGroup,
        addressed: false,
        files: [{ ref: 'f', kind: 'document', name: '环保局王科长收红包的录音.pdf', size: 9 }],
      }),
    'a caption': () =>
      hears(OWNER, {
        chat: inGroup,
        addressed: false,
        text: REPORT,
        files: [{ ref: 'f', kind: 'photo', name: 'a.jpg', size: 9 }],
      }),
    'late in a long text': () =>
      bench.says(OWNER, `${'材料交了三遍，路也修了又挖。'.repeat(60)}${REPORT}`, 'group'),
    'behind a slogan': () => bench.says(OWNER, '不是说整治吃拿卡要吗？环保局王科长照样…', 'group'),
    'in traditional characters': () => bench.says(OWNER, '環保局王科長收紅包，不給就不驗收', 'group'),
    'an edit of what opened an ordinary ticket': async () => {
      await hears(OWNER, { message: 'e', chat: inGroup, text: '仓库门口的路灯坏了没人修' });
      await hears(OWNER, { message: 'e', what: 'edit', chat: inGroup, text: REPORT });
    },
    'in private': () => bench.says(OWNER, REPORT),
    'with emphasis for the bot': () => hears(OWNER, { chat: inGroup, text: REPORT }),
  };
  test.each(Object.keys(ways))('%s', async (way) => {
    const first = await bench.has(TUESDAY);
    const before = first.entries.length;
    bench.clock.advanceTo(TUESDAY + HOUR);
    await ways[way]?.();
    await beat();
    const [report, ...others] = await reports();
    expect(others).toEqual([]);
    expect(report).toMatchObject({ confidential: true, member: OWNER, liaison: CONTACT });
    expect(isReportNumber(report?.number ?? 0)).toBe(true);
    expect((await bench.ticket(1)).entries.length, 'nothing on the ordinary ticket').toBe(before);
    expect(bench.told(OWNER).join()).toContain('按保密件处理');
    nobodyElseKnows();
  });
});

const MEMBERS_VERBS = TICKET_VERBS.filter((verb) => verbOf(verb).help.some((role) => role === 'member'));
const REPORTS = [REPORT, '住建局验收的人暗示我们送烟，不送就卡着', '我要举报供电所长吃拿卡要'];

describe.each(REPORTS)('behind any command that an enterprise may type, in the group: %s', (text) => {
  test('all verbs of the table', async () => {
    expect(MEMBERS_VERBS.length).toBeGreaterThan(6);
    const first = await bench.has(TUESDAY);
    const words = MEMBERS_VERBS.flatMap((verb) => verbOf(verb).said);
    for (const [turn, word] of words.entries()) {
      // Long after the last one: it is no more of that.
      await bench.goesTo(bench.clock.now() + HOUR);
      await bench.says(OWNER, `${word} 1 ${text}`, 'group');
      await beat();
      expect((await reports()).length, `${word}: heard`).toBe(turn + 1);
      expect(
        (await reports()).map((one) => one.text),
        word,
      ).toContain(text);
    }
    const { entries, state, cycle } = await bench.ticket(1);
    const theirs = entries.filter(({ by }) => by === OWNER);
    expect({ theirs, state, cycle }, 'nothing on the ordinary ticket').toEqual({
      theirs: first.entries.filter(({ by }) => by === OWNER),
      state: first.state,
      cycle: first.cycle,
    });
    const everybody = [
      GROUP,
      COLLEAGUE,
      'dispatcher-1',
      'leader-1',
      'housing-a',
      'housing-head',
      'operator-1',
    ];
    for (const chat of everybody) {
      expect(bench.told(chat).join('\n'), chat).not.toContain(text.slice(-6));
    }
    nobodyElseKnows();
  });
});

describe('what may be a report', () => {
  const buttons = () => bench.sentTo(OWNER, CHANNEL).flatMap((one) => one.buttons.flat().map((b) => b.label));

  test.each([DOUBT, '安监局的王科长上班时间打麻将'])('is asked in private, unquoted: %s', async (text) => {
    await bench.says(OWNER, text, 'group');
    expect(await all()).toEqual([]);
    expect(bench.told(GROUP)).toEqual([]);
    expect(buttons()).toEqual(['按保密件办', '按普通诉求办']);
    expect(bench.told(OWNER).join()).not.toContain(text.slice(0, 6));
  });

  test('becomes one by a tap, with the pictures and lines that followed', async () => {
    await bench.says(OWNER, DOUBT, 'group');
    const answered = await bench.says(OWNER, '旁边的人都看着呢', 'group');
    expect(answered.map(({ text }) => text).join()).toContain('接着说的已记下');
    await bench.sends(OWNER, []);
    await bench.presses(OWNER, '按保密件办');
    const [report] = await reports();
    expect(report?.text).toBe(`${DOUBT}\n旁边的人都看着呢`);
    expect(await ordinary()).toEqual([]);
    await bench.goesTo(TUESDAY + 2 * DAY);
    expect(await all(), 'not once more when the day is over').toHaveLength(1);
    nobodyElseKnows();
  });

  test('is an ordinary ticket where the speaker says so, in the group it was said in', async () => {
    await bench.says(OWNER, '供电公司的人上班时间喝酒，我们厂的表坏了没人换', 'group');
    expect(await all()).toEqual([]);
    await bench.presses(OWNER, '按普通诉求办');
    const [ticket] = await ordinary();
    expect(ticket).toMatchObject({ confidential: false, origin: { chatKind: 'group' } });
    expect(bench.told(GROUP).join()).toContain('诉求件 1');
    expect(await bench.store.doubts()).toEqual([]);
  });

  test('is one by itself when nothing is said within a day, also after a restart', async () => {
    await bench.says(OWNER, DOUBT, 'group');
    await bench.end();
    bench = await openBench(join(place.dir, 'data'), TUESDAY + HOUR);
    await bench.goesTo(TUESDAY + DAY - MINUTE);
    expect(await all()).toEqual([]);
    expect(await bench.program.pulse.next(), 'the pulse wakes for it').toBeLessThanOrEqual(TUESDAY + DAY);
    await bench.goesTo(TUESDAY + DAY);
    expect((await reports()).map(({ text }) => text)).toEqual([DOUBT]);
    nobodyElseKnows();
  });

  test('is settled by the words of a button where there are none', async () => {
    await bench.says(OWNER, DOUBT);
    await bench.says(OWNER, '按保密件办');
    expect(await reports()).toHaveLength(1);
  });

  test('two at a time are two questions', async () => {
    await bench.says(OWNER, DOUBT, 'group');
    bench.clock.advanceTo(TUESDAY + HOUR);
    await bench.says(OWNER, '安监局的王科长上班时间打麻将', 'group');
    await bench.goesTo(TUESDAY + 2 * DAY);
    expect(await reports()).toHaveLength(2);
  });
});

describe('how one reports', () => {
  test.each(['我要举报', '能不能匿名'])('%s is answered in private, with no ticket', async (text) => {
    await bench.says(OWNER, text, 'group');
    expect(bench.told(GROUP)).toEqual([]);
    expect(bench.newest(OWNER)).toContain('只有纪检联系人看得到');
    expect(await all()).toEqual([]);
  });

  test('and the next words in private are the report', async () => {
    await bench.says(OWNER, '我要举报');
    await bench.says(OWNER, '就是上次来的那位，姓王');
    expect((await reports()).map(({ text }) => text)).toEqual(['就是上次来的那位，姓王']);
  });
});

describe('the contact whom a report names never has it', () => {
  test.each(['吕秀松收了隔壁厂的红包', '纪检的吕书记收了隔壁厂的红包', '呂秀松收紅包'])(
    '%s',
    async (text) => {
      await bench.says(OWNER, text);
      expect((await reports())[0]?.liaison).toBe('discipline-2');
      expect(bench.told(CONTACT)).toEqual([]);
    },
  );

  test('nor what is added later, nor anything of it from then on', async () => {
    await bench.says(OWNER, REPORT);
    const [{ number } = { number: 0 }] = await reports();
    const before = bench.told(CONTACT).length;
    await bench.says(OWNER, `补充 ${number} 吕秀松也收了红包`);
    expect((await reports())[0]?.liaison).toBe('discipline-2');
    expect(bench.told(CONTACT).slice(before).join()).not.toContain('也收了');
    expect(bench.told('discipline-2').join()).toContain('吕秀松也收了红包');
    expect(await bench.answers(CONTACT, `进度 ${number}`)).toContain('没有找到您的诉求件');
  });

  test('nor when the other one cannot be reached any more', async () => {
    await bench.says(OWNER, '吕秀松收了隔壁厂的红包');
    await bench.hears('discipline-2', { what: 'blocked' });
    await bench.goesTo(TUESDAY + MINUTE);
    expect((await reports())[0]?.liaison).toBe('discipline-2');
    expect(bench.told(CONTACT)).toEqual([]);
    expect(bench.told('operator-1').join()).toContain('苏海柏');
  });

  test('thanked by name, a contact keeps it', async () => {
    await bench.says(OWNER, REPORT);
    const [{ number } = { number: 0 }] = await reports();
    await bench.says(OWNER, `补充 ${number} 吕秀松同志您好，录音已发给您`);
    expect((await reports())[0]?.liaison).toBe(CONTACT);
  });

  test('all of them named: the operators hear that something waits, and no more', async () => {
    await bench.says(OWNER, '吕秀松和苏海柏都收了红包');
    await bench.goesTo(TUESDAY + MINUTE);
    expect((await reports())[0]?.liaison).toBeNull();
    expect(bench.told('operator-1').join()).toContain('disciplineAbove');
    expect(bench.told('operator-1').join()).not.toMatch(/红包|\d{6}|吕秀松/u);
    expect([...bench.told(CONTACT), ...bench.told('discipline-2')]).toEqual([]);
  });

  test('all of them named: whoever the leaders have chosen has it', async () => {
    await bench.end();
    bench = await openBench(join(place.dir, 'data'), TUESDAY, {
      change: (county) => ({
        ...county,
        roster: { ...county.roster, disciplineAbove: [{ id: 'leader-2', name: '陶永舟' }] },
      }),
    });
    await bench.says(OWNER, '吕秀松和苏海柏都收了红包');
    expect((await reports())[0]?.liaison).toBe('leader-2');
    expect(bench.told('leader-2').join()).toContain('都收了红包');
  });
});

test('what follows it is more of it, but for what is plainly a matter of its own', async () => {
  await bench.says(OWNER, REPORT, 'group');
  const more = ['上回去消防验收，也是卡了一个月', '旁边的人都看着呢'];
  for (const text of [...more, '厂区门口的路塌了没人修']) await bench.says(OWNER, text, 'group');
  expect((await ordinary()).map(({ text }) => text)).toEqual(['厂区门口的路塌了没人修']);
  const [report] = await reports();
  const added = report?.entries.filter(({ what }) => what === 'supplemented').map(({ text }) => text);
  expect(added).toEqual(more);
});

describe('its number tells nothing', () => {
  test('the ordinary series has no gap', async () => {
    for (const text of ['仓库门口的路灯坏了没人修', REPORT, '厂区门口的路塌了没人修']) {
      bench.clock.advanceTo(bench.clock.now() + HOUR);
      await bench.says(OWNER, text);
    }
    expect((await ordinary()).map(({ number }) => number)).toEqual([1, 2]);
  });

  test('in the group, a step on one’s own report reads like one on no report at all', async () => {
    await bench.says(OWNER, REPORT);
    const [{ number } = { number: 0 }] = await reports();
    for (const verb of ['催办', '补充', '撤回', '满意', '没解决', '进度', '期限']) {
      const shown = new Set<string>();
      for (const one of [77, number]) {
        await bench.goesTo(bench.clock.now() + MINUTE);
        const sent = await bench.says(OWNER, `${verb} ${one} 看看`, 'group');
        const inIt = sent.filter(({ chat }) => chat === GROUP);
        shown.add(inIt.map(({ text }) => text.replaceAll(String(one), 'N')).join('\n'));
        expect(sent.length, `${verb} ${one} is answered`).toBeGreaterThan(0);
      }
      expect([...shown], verb).toHaveLength(1);
    }
  });

  test('not theirs and not there are answered alike: every verb, every person without a part in it', async () => {
    await bench.has(TUESDAY);
    await bench.says(OWNER, REPORT);
    const [{ number: report } = { number: 0 }] = await reports();
    const verbs = [
      '进度',
      '期限',
      '签收',
      '反馈',
      '办结',
      '转办',
      '分办',
      '催办',
      '补充',
      '撤回',
      '满意',
      '没解决',
    ];
    verbs.push(
      '重开',
      '并单',
      '分单',
      '延期',
      '退单',
      '挂账',
      '协办',
      '督办',
      '批示',
      '回访',
      '知悉',
      '不予受理',
    );
    for (const person of ['zhiyuan-1', 'land-a', 'operator-1', 'discipline-2']) {
      // A contact sees every report that does not name them.
      const numbers = person === 'discipline-2' ? [1, 77] : [1, report, 77];
      for (const verb of verbs) {
        for (const chat of verb === '进度' || verb === '补充'
          ? (['private', 'group'] as const)
          : (['private'] as const)) {
          const answers = new Set<string>();
          for (const number of numbers) {
            // Whoever asks faster is told to wait, whatever the number.
            await bench.goesTo(bench.clock.now() + MINUTE);
            const sent = await bench.says(person, `${verb} ${number} 看看`, chat);
            answers.add(
              sent.map((one) => `${one.chat}: ${one.text.replaceAll(String(number), 'N')}`).join('\n'),
            );
          }
          expect([...answers], `${person}: ${verb} in ${chat}`).toEqual([
            expect.stringContaining('没有找到您的诉求件 N'),
          ]);
        }
      }
    }
  }, 120_000);

  test('nor of those who see every ordinary ticket: a dispatcher, a head, a leader', async () => {
    await bench.says(OWNER, REPORT);
    const [{ number: report } = { number: 0 }] = await reports();
    const words = TICKET_VERBS.flatMap((verb) => verbOf(verb).said.slice(0, 1));
    for (const person of ['dispatcher-1', 'housing-head', 'leader-1', 'housing-a']) {
      for (const word of words) {
        const answers: string[] = [];
        for (const number of [report, 999_999, 77]) {
          await bench.goesTo(bench.clock.now() + MINUTE);
          const sent = await bench.says(person, `${word} ${number} 看看`);
          answers.push(
            sent.map((one) => `${one.chat}: ${one.text.replaceAll(String(number), 'N')}`).join('\n'),
          );
        }
        expect(answers[0], `${person}: ${word}`).not.toBe('');
        expect(answers, `${person}: ${word}`).toEqual([answers[0], answers[0], answers[0]]);
      }
    }
  }, 120_000);

  test('in the group, asking without a number reads the same with a report and with nothing', async () => {
    const words = async (person: string) => {
      const found: string[] = [];
      for (const text of ['催办', '进度', '满意', '重开'])
        found.push(await bench.answers(person, text, 'group'));
      return found;
    };
    await bench.says('zhiyuan-1', REPORT);
    expect(await words('zhiyuan-1')).toEqual(await words('nongye-1'));
  });
});

test('what cannot be delivered to the reporter is announced to nobody', async () => {
  await bench.hears(OWNER, { what: 'blocked' });
  await bench.says(OWNER, REPORT, 'group');
  await bench.says(OWNER, DOUBT, 'group');
  await bench.goesTo(TUESDAY + DAY + MINUTE);
  expect(await reports()).toHaveLength(1);
  expect(bench.told(GROUP)).toEqual([]);
});
