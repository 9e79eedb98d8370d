/** What bad input gets: a clear sentence – what is wrong, what to do – and nothing lost. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { segmentText } from '../support/segment-text.ts';
import type { FakeUser } from '../support/telegram/client.ts';
import { OTHER_OWNER, OWNER, startWorld, type World } from '../support/world.ts';
import { answersTo, answerTo, cardOf, cardWith } from './helpers.ts';

const POWER = '厂区电压不稳，电机烧了两台，请供电公司来看';

let world: World;
let owner: FakeUser;
let other: FakeUser;
let liaison: FakeUser;
let stranger: FakeUser;
let dispatcher: FakeUser;

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-23T09:00:00+08:00', speed: 1 } });
  owner = await world.person(OWNER);
  other = await world.person(OTHER_OWNER);
  liaison = await world.person('power-a');
  stranger = await world.person('tax-a');
  dispatcher = await world.person('dispatcher-1');
  await owner.says(world.group, POWER);
  await cardWith(world, world.group, 1, '待签收');
});
afterAll(() => world?.end());

async function told(person: FakeUser, words: string): Promise<string> {
  return (await answerTo(world, person, () => person.tells(words))).text;
}

describe('numbers', () => {
  test('of another enterprise’s ticket: refused, whatever is asked', async () => {
    const refusal = '没有找到您的诉求件 1。请核对编号，或发“进度”查看。';
    for (const words of [
      '进度 1',
      '催办 1',
      '撤回 1',
      '补充 1 我们也有',
      '满意 1',
      '没解决 1 还是坏',
      '期限 1',
    ]) {
      expect(await told(other, words), words).toBe(refusal);
    }
  });

  test('of another department’s ticket: refused, and where to look', async () => {
    const refusal = '没有找到您的诉求件 1。请核对编号，或发“进度”查看。';
    for (const words of ['签收 1', '反馈 1 马上去', '办结 1 好了', '转办 1 住建 不归我们', '进度 1']) {
      expect(await told(stranger, words), words).toBe(refusal);
    }
    expect((await cardOf(world, world.group, 1)).text, 'nothing has changed').toContain('待签收');
  });

  test('that nobody ever got', async () => {
    const refusal = '没有找到您的诉求件 4711。请核对编号，或发“进度”查看。';
    for (const words of ['进度 4711', '催办 4711', '撤回4711', '进度 第4711号', '进度　４７１１']) {
      expect(await told(owner, words), words).toBe(refusal);
    }
  });

  test('left out where there is nothing to do', async () => {
    expect(await told(other, '催办')).toBe('您现在没有未办完的诉求件。有困难直接说就行。');
    expect(await told(stranger, '签收')).toBe('您现在没有待办。');
  });
});

describe('a step that does not fit the state is refused by name', () => {
  async function refused(person: FakeUser, cases: Readonly<Record<string, string>>): Promise<void> {
    for (const [words, refusal] of Object.entries(cases))
      expect(await told(person, words), words).toBe(refusal);
  }

  test('before it is signed', async () => {
    await refused(owner, {
      '满意 1': '诉求件 1 现在是“待签收”，不能评价。',
      '没解决 1 还是坏的': '诉求件 1 现在是“待签收”，不能退回重办。',
      没解决: '诉求件 1 现在是“待签收”，不能退回重办。',
      '签收 1': '诉求件 1 的签收不由您办理，没有变动。发“帮助”看您能办什么。',
    });
    await refused(liaison, {
      '转办 1 供电 归自己': '诉求件 1 已经在这个部门了。',
      '转办 1 住建': '请写上内容，例如“转办 1 住建 理由”。',
      '转办 1 太空总署 不归我们': '没有找到部门“太空总署”。请用部门名，例如“住建”“税务”。',
      '分办 1 住建': '诉求件 1 的分办不由您办理，没有变动。发“帮助”看您能办什么。',
    });
  });

  test('while it is worked on', async () => {
    await told(liaison, '签收 1');
    await refused(liaison, { '签收 1': '诉求件 1 已经签收过了，不用重复。' });
    await refused(dispatcher, {
      '分办 1 住建': '诉求件 1 已在办理，不能再分办。要换部门，由调度员发“转办 1 部门名 理由”。',
    });
  });

  test('once it is resolved', async () => {
    await told(liaison, '办结 1 换了变压器');
    await refused(liaison, {
      '办结 1 换了变压器': '诉求件 1 已经办结过了，不用重复。',
      '反馈 1 换了变压器': '诉求件 1 现在是“已办结，待企业评价”，不能反馈。',
      '签收 1': '诉求件 1 现在是“已办结，待企业评价”，不能签收。',
      '转办 1 税务 不归我们': '诉求件 1 现在是“已办结，待企业评价”，不能转办。',
      '交给B岗 1': '诉求件 1 现在是“已办结，待企业评价”，不能转交。',
    });
    await refused(owner, { '催办 1': '诉求件 1 现在是“已办结，待企业评价”，不能催办。' });
  });

  test('once it is closed', async () => {
    await told(owner, '满意 1');
    const reopen = '还没解决，请发“重开 1 原因”；是另一件事，请直接说。';
    await refused(owner, {
      '满意 1': '诉求件 1 已经评价过了，不用重复。',
      '没解决 1 又坏了': `诉求件 1 已销号，不能退回重办。${reopen}`,
      '催办 1': `诉求件 1 已销号，不能催办。${reopen}`,
      '补充 1 又坏了': `诉求件 1 已销号，不能补充。${reopen}`,
      '撤回 1': '诉求件 1 现在是“已销号”，不能撤回。',
    });
    await refused(liaison, { '办结 1 好了': '诉求件 1 现在是“已销号”，不能办结。' });
  });
});

describe('no words that can be read', () => {
  test('an empty message, and one of invisible marks only', async () => {
    const asked = '没有看到内容，请用文字说一下遇到什么困难。';
    expect(await told(owner, ' \u200b\u202e ')).toBe(asked);
    expect(await answersTo(world, world.group, owner, () => owner.says(world.group, '\u200b'))).toEqual([]);
  });

  test('a sticker or a voice message: told in private, and in the group only when it is meant for the bot', async () => {
    const sticker = await answerTo(world, owner, () => owner.sendsSticker(owner));
    expect(sticker.text).toBe('暂时听不懂表情，请用文字说一下。');
    const voice = await answerTo(world, owner, () => owner.sendsVoice(owner));
    expect(voice.text).toBe('暂时听不懂语音，请用文字说一下。');
    const card = await cardOf(world, world.group, 1);
    expect(await answersTo(world, world.group, owner, () => owner.sendsSticker(world.group))).toEqual([]);
    expect(
      await answersTo(world, world.group, owner, () => owner.sendsVoice(world.group, { replyTo: card })),
    ).toEqual(['暂时听不懂语音，请用文字说一下。']);
  });
});

describe('words that could break something', () => {
  test('markup is shown as it was typed', async () => {
    const words = '<b>停电</b> *急* [点我](tg://user?id=1) `rm -rf /` & 请供电公司来看';
    await owner.says(world.group, words);
    const card = await cardWith(world, world.group, 2, '待签收');
    expect(card.text).toContain(words);
    expect(card.entities, 'nothing is bold, nothing is a link').toEqual([]);
    const task = await world.tg.waitForMessage(liaison, words);
    expect(task.entities).toEqual([]);
  });

  test('marks that turn or hide text are taken out', async () => {
    await owner.says(world.group, '变压器\u202e漏油\u2066，请\u200b供电公司\u200f处理\u0007');
    const card = await cardWith(world, world.group, 3, '待签收');
    expect(card.text).toContain('星火样例煤焦有限公司：变压器漏油，请供电公司处理\n');
  });

  /** As a client that splits nothing would send it. */
  const push = (text: string) =>
    world.tg.push({
      message: {
        message_id: 70_000 + text.length,
        date: 1_795_395_600,
        from: { id: owner.id, is_bot: false, first_name: owner.name },
        chat: { id: owner.id, type: 'private', first_name: owner.name },
        text,
      },
    });

  test('ten thousand characters: registered and kept whole, and the messages about it stay readable', async () => {
    const words = `电压不稳，请供电公司来看。${'机器停了又开。'.repeat(1500)}结尾在此`.slice(-10_000);
    await push(`电压不稳，请供电公司来看。${words}`);
    const card = await cardWith(world, owner, 4, '责任部门：供电公司');
    expect(card.text.length).toBeLessThan(400);
    const task = await world.tg.waitForMessage(liaison, '诉求件 4');
    expect(task.text.length).toBeLessThanOrEqual(4096);
    expect(task.text).toContain('机器停了又开。机器停了又开。');
    const last = await world.tg.waitForMessage(liaison, '诉求件 4 全文（4/4）');
    expect(last.text, 'nothing is cut off').toContain('结尾在此');
    expect(record()).toContain('结尾在此');
  });

  test('more than is kept: said, with what to do about the rest', async () => {
    const before = await answerTo(world, owner, () =>
      push(`电压不稳，请供电公司来看。${'停了又开。'.repeat(6000)}`),
    );
    expect(before.text).toMatch(/^【诉求件 5】|内容太长/);
    await world.tg.waitForMessage(owner, '内容太长，已保存前 20000 字，请把其余部分作为补充再发一次。');
  });

  /** The journal as text. */
  function record(): string {
    const files = readdirSync(world.dataDir).filter((name) => name.startsWith('journal-'));
    return files.map((name) => segmentText(join(world.dataDir, name))).join('');
  }
});
