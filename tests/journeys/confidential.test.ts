/** A report about an official: only the discipline contacts and the person who made it ever see it. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PATIENCE } from '../support/patience.ts';
import type { FakeUser, SeenMessage } from '../support/telegram/client.ts';
import { COLLEAGUE, OWNER, startWorld, type World } from '../support/world.ts';
import { answersTo, answerTo, cardWith, countOf, heard, invite, labels } from './helpers.ts';

const REPORT = '举报住建局工作人员吃拿卡要，验收时暗示要红包';
/** Everybody who might see it by their office: the unit reported, its head, the hub, the leaders, a colleague. */
const OTHERS = [
  'housing-a',
  'housing-b',
  'housing-head',
  'industry-a',
  'dispatcher-1',
  'dispatcher-2',
  'leader-1',
  'leader-2',
  'operator-1',
  COLLEAGUE,
];

let world: World;
let owner: FakeUser;
let contact: FakeUser;
/** The number of the first report. */
let first = '';
const others = new Map<string, FakeUser>();

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-23T09:00:00+08:00', speed: 1 } });
  owner = await world.person(OWNER);
  contact = await world.person('discipline-1');
  await world.person('discipline-2');
  for (const id of OTHERS) others.set(id, await world.person(id));
});
afterAll(() => world?.end());

/** The number that a message names: six digits, drawn at random. */
const numberIn = ({ text }: { text: string }): string =>
  /(?:编号|诉求件) ([5-9]\d{5})(?!\d)/u.exec(text)?.[1] ?? '';
const receipts = (count: number): Promise<unknown> =>
  world.tg.waitFor(
    async () => (await countOf(world, owner, '按保密件处理，编号 ')) === count || undefined,
    30_000,
    `${count} receipts`,
  );

/** Nothing of the report – not its words, not its number – in the group or with anybody else. */
async function nobodyElseKnows(): Promise<void> {
  for (const [id, place] of [['the group', world.group] as const, ...others]) {
    const words = (await heard(world, place)).map(({ text }) => text);
    const telling = words.filter(
      (text) =>
        /吃拿卡要|红包|保密|诉求件 [5-9]\d{5}(?!\d)|举报/u.test(text) &&
        !text.startsWith('没有找到您的诉求件'),
    );
    expect(telling, `what ${id} heard`).toEqual([]);
  }
}

describe('said in private', () => {
  test('the owner gets a receipt with the hour, the discipline contact the words; nobody else anything', async () => {
    await owner.tells(REPORT);
    const receipt = await world.tg.waitForMessage(owner, '按保密件处理，编号 ');
    first = numberIn(receipt);
    expect(receipt.text).toContain('内容只有纪检联系人可见，不会在群里出现');
    expect(receipt.text).toContain('纪检联系人会在 11月26日（周四）内与您联系');
    const task = await world.tg.waitForMessage(contact, REPORT);
    expect(task.text).toContain('内容保密，仅纪检联系人可见，请勿转发');
    expect(labels(task), 'it cannot be handed to a department').toEqual(['签收', '办结', '更多']);
    await nobodyElseKnows();
  });

  test('nobody else finds it by its number, or learns that there is one', async () => {
    for (const [id, person] of others) {
      for (const words of ['进度 N', '期限 N', '签收 N', '转办 N 商务 看看', '分办 N 住建', '催办 N'].map(
        (one) => one.replace('N', first),
      )) {
        const answer = await answerTo(world, person, () => person.tells(words));
        expect(answer.text, `${id}: ${words}`).toBe(
          `没有找到您的诉求件 ${first}。请核对编号，或发“进度”查看。`,
        );
      }
    }
    const leader = others.get('leader-1') as FakeUser;
    const brief = await answerTo(world, leader, () => leader.tells('简报'));
    expect(brief.text).not.toMatch(/吃拿卡要|纪检/);
  });

  test('nor by a forged button, nor in a list', async () => {
    const dispatcher = others.get('dispatcher-1') as FakeUser;
    const list = await answerTo(world, dispatcher, () => dispatcher.tells('我的待办'));
    expect(list.text).toBe('您现在没有待办。');
    for (const data of [
      `v1|progress|${first}|1`,
      `v1|assign|${first}|1|housing`,
      `v1|handOver|${first}|1`,
      `v1|confirm|${first}|1|satisfied`,
    ]) {
      const answer = await (await dispatcher.press(list, { data })).answer();
      expect(answer.text, data).toBe(`没有找到您的诉求件 ${first}。请核对编号，或发“进度”查看。`);
    }
  });

  test('the contact answers through the bot, and the owner hears it in private', async () => {
    const task = await world.tg.waitForMessage(contact, REPORT);
    await (await contact.press(task, '签收')).answer();
    await answerTo(world, contact, () => contact.tells(`反馈 ${first} 已受理，三日内找您核实`));
    await world.tg.waitForMessage(owner, '已受理，三日内找您核实');
    await nobodyElseKnows();
  });
});

const notThere = (number: string): string => `没有找到您的诉求件 ${number}。请核对编号，或发“进度”查看。`;

describe('the reporter in the group', () => {
  test('asking for its progress there is answered in private', async () => {
    const said = await answersTo(world, world.group, owner, () => owner.says(world.group, `进度 ${first}`));
    expect(said, 'the group reads what it reads of a number that is not there').toEqual([notThere(first)]);
    await world.tg.waitForMessage(
      owner,
      ({ text }) => text.includes('已受理，三日内找您核实') && text.includes('登记'),
    );
  });

  test('so is every other word on it, and nothing is asked there', async () => {
    for (const words of ['补充 N 还有一次在十月', '补充 N', '催办 N', '满意 N', '没解决 N'].map((one) =>
      one.replace('N', first),
    )) {
      const said = await answersTo(world, world.group, owner, () => owner.says(world.group, words));
      expect(said, words).toEqual([notThere(first)]);
    }
    await world.tg.waitForMessage(owner, `已补充到诉求件 ${first}。`);
    await world.tg.waitForMessage(owner, '请到与我的私聊里继续');
    await nobodyElseKnows();
  });
});

describe('said in the group itself', () => {
  let said: SeenMessage | { chat: number; id: number };

  test('the bot says nothing there; the owner gets the receipt in private', async () => {
    const heardThere = await answersTo(world, world.group, owner, async () => {
      said = await owner.says(world.group, '举报住建局工作人员索要红包，不给就不验收');
    });
    expect(heardThere).toEqual([]);
    await receipts(2);
    await world.tg.waitForMessage(contact, '索要红包，不给就不验收');
  });

  test('an edit of it and an answer to it stay as quiet', async () => {
    const edited = await answersTo(world, world.group, owner, () =>
      owner.edits(said, '举报住建局工作人员索要红包，有录音'),
    );
    expect(edited).toEqual([]);
    const answered = await answersTo(world, world.group, owner, () =>
      owner.says(world.group, '录音在我手机里', { replyTo: said }),
    );
    expect(answered).toEqual([]);
    await world.tg.waitForMessage(contact, '企业补充：录音在我手机里');
    await nobodyElseKnows();
  });

  test('another’s answer to it becomes nothing they could ask about', async () => {
    const colleague = others.get(COLLEAGUE) as FakeUser;
    const heardThere = await answersTo(world, world.group, colleague, () =>
      colleague.says(world.group, '进度', { replyTo: said }),
    );
    expect(heardThere.join(), 'no number, no state').not.toMatch(/诉求件 [5-9]\d{5}|保密|纪检/);
  });
});

describe('beside an ordinary ticket of the same enterprise', () => {
  test('a report in answer to the card does not go to the department, which is the one reported', async () => {
    await owner.says(world.group, '公租房漏水没人修，请住建局来看');
    const card = await cardWith(world, world.group, 1, '责任部门：住房和城乡建设局');
    const reports = {
      reply: () => owner.says(world.group, '他们的人索要红包才肯修', { replyTo: card }),
      supplement: () => owner.says(world.group, '补充 1 住建局的人索要红包'),
      rework: () => owner.says(world.group, '没解决 1 索要红包，不给不修'),
      rating: () => owner.says(world.group, '不满意 1 他们索要红包'),
      edit: async () =>
        owner.edits(await owner.says(world.group, '大家好'), '举报住建局的人索要红包，不给不修'),
    };
    let count = 3;
    for (const [way, report] of Object.entries(reports)) {
      expect(await answersTo(world, world.group, owner, report), way).toEqual([]);
      await receipts(count++);
    }
    await nobodyElseKnows();
  });

  test('“which one do you mean?” in the group names only what was said there', async () => {
    await owner.says(world.group, '公租房停车位被占，请住建局来看');
    await cardWith(world, world.group, 2, '待签收');
    const asked = await answerTo(world, world.group, () => owner.says(world.group, '催办'));
    expect(labels(asked).map((label) => label.split(' ')[0])).toEqual(['1', '2']);
    await nobodyElseKnows();
    const picked = await (await owner.press(asked, labels(asked)[0] ?? '')).answer();
    expect(picked.text).toContain('已催 住房和城乡建设局 倪文泉，诉求件 1');
  });
});

describe('when its time is up', () => {
  test('only the contact is reminded, no head and no dispatcher', async () => {
    await owner.tells('举报住建局副局长收受红包');
    await world.tg.waitForMessage(contact, '收受红包');
    await world.restart({ CLOCK_START: '2026-11-25T09:00:01+08:00' });
    const reminder = await world.tg.waitForMessage(contact, '【超期】诉求件 ');
    expect(reminder.text).toContain('立即签收');
    await answersTo(world, contact, contact, async () => {});
    await nobodyElseKnows();
    for (const [id, person] of others) {
      const words = (await heard(world, person)).map(({ text }) => text).join('\n');
      expect(words, id).not.toMatch(new RegExp(`超期】诉求件 ${numberIn(reminder)}`));
    }
  });
});

describe('contacts who cannot be reached', () => {
  let small: World;
  const told = async (id: string) => (await heard(small, await small.person(id))).map(({ text }) => text);
  const inTheGroup = async () => (await heard(small, small.group)).map(({ text }) => text);
  /** An operator who has not opened the private chat is called like anybody else. */
  const CALLED =
    '伍玉泉（管理员），有消息要发给您，但我还不能私聊您。请打开与我的私聊，按“开始”或说一句话（微信先加好友），我马上补发。';
  const TELLING = /吃拿卡要|红包|诉求件|编号|星火|举报/u;

  beforeAll(async () => {
    small = await startWorld({
      clock: { start: '2026-11-23T09:00:00+08:00', speed: 1 },
      unbound: ['discipline-1', 'discipline-2'],
    });
    for (const id of [OWNER, 'operator-1', 'dispatcher-1', 'dispatcher-2', 'leader-1'])
      await small.person(id);
    await small.person('operator-2', { started: false });
  });
  afterAll(() => small?.end());

  test('the log warns at the start that nobody would hear', async () => {
    await vi.waitFor(() => expect(small.program.errors()).toContain('纪检联系人都联系不上'), PATIENCE);
  });

  test('a report waits, and the operators learn that something does, in private and without a word of it', async () => {
    const reporter = await small.person(OWNER);
    await reporter.tells(REPORT);
    await small.tg.waitForMessage(reporter, '按保密件处理，编号 ');
    const { text } = await small.tg.waitForMessage(await small.person('operator-1'), '有保密件等待送达');
    expect(text, 'says what to do').toContain('npm run roster -- invite discipline-1');
    expect(text).toContain('吕秀松、苏海柏');
    expect(text).not.toMatch(TELLING);
    expect(small.program.errors(), 'the log').not.toMatch(/吃拿卡要|红包|诉求件|星火|\b1\b/u);
  });

  test('they are told once, and nobody else is', async () => {
    const reporter = await small.person(OWNER);
    await reporter.tells('举报住建局另一人索要红包');
    await small.tg.waitFor(
      async () => (await countOf(small, reporter, '按保密件处理')) === 2 || undefined,
      30_000,
      'the second receipt',
    );
    await small.restart({ CLOCK_START: '2026-11-23T10:00:00+08:00' });
    await answersTo(
      small,
      await small.person('operator-1'),
      await small.person('operator-1'),
      async () => {},
    );
    expect(await countOf(small, await small.person('operator-1'), '保密件')).toBe(1);
    for (const id of ['dispatcher-1', 'leader-1']) expect(await told(id), id).toEqual([]);
    expect(await inTheGroup()).toEqual([CALLED]);
  });

  test('and once more on the next working day, at nine', async () => {
    await small.restart({ CLOCK_START: '2026-11-24T08:59:57+08:00' });
    const operator = await small.person('operator-1');
    await small.tg.waitFor(
      async () => (await countOf(small, operator, '保密件')) === 2 || undefined,
      30_000,
      'the second message to the operator',
    );
  });

  test('the contact who binds first gets all that waits, though it lay with the other', async () => {
    const second = await small.person('discipline-2');
    await second.tells(await invite(small, 'discipline-2'));
    const task = await small.tg.waitForMessage(second, REPORT);
    expect(task.text).toContain('原联系人暂时不能办理，转请您办理');
    expect(labels(task)).toEqual(['签收', '办结', '更多']);
    await small.tg.waitForMessage(second, '举报住建局另一人索要红包');
    await (await second.press(task, '签收')).answer();
    await second.tells(`反馈 ${numberIn(task)} 已受理，明日找您核实`);
    await small.tg.waitForMessage(await small.person(OWNER), '纪检 苏海柏反馈——已受理，明日找您核实');
  });

  test('a new report goes to the one who is there; the other, bound later, finds nothing left to do', async () => {
    const reporter = await small.person(OWNER);
    const second = await small.person('discipline-2');
    await reporter.tells('举报水利局的人收受红包');
    await small.tg.waitForMessage(second, '举报水利局的人收受红包');
    const first = await small.person('discipline-1');
    await first.tells(await invite(small, 'discipline-1'));
    await small.tg.waitFor(
      async () => (await countOf(small, first, '】已交 纪检 苏海柏 办理')) === 2 || undefined,
      30_000,
      'that both are in other hands',
    );
    expect((await told('discipline-1')).join('\n')).not.toMatch(/吃拿卡要|红包/);
  });

  test('a contact who blocks the bot loses what is in hand to the other', async () => {
    const [first, second] = [await small.person('discipline-1'), await small.person('discipline-2')];
    await second.blocks();
    await small.tg.waitForMessage(first, '举报水利局的人收受红包');
    await small.tg.waitForMessage(first, REPORT);
    expect(await inTheGroup()).toEqual([CALLED]);
  });
});
