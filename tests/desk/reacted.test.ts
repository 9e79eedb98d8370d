/** Signs on messages: ours on what became a ticket, and 👍 and 👎 of people on the message that asks for the rating. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Channel, Incoming, Rendered } from '../../src/channels/port.ts';
import { SendFailure } from '../../src/channels/port.ts';
import { at, MINUTE } from '../../src/domain/time.ts';
import { segmentsIn } from '../../src/store/scan.ts';
import { COMMANDS, next, type Story } from '../support/builders.ts';
import { type Bench, CHANNEL, GROUP, useBench } from './bench.ts';

const TUESDAY = at('2026-11-24', '10:00');
const OWNER = 'shangchao-1';
const COLLEAGUE = 'shangchao-2';
/** Of what is said, and of what is put on record. */
const POWER = 'power-a';
const A = 'housing-a';
const TROUBLE = '厂里变压器老跳闸，请供电公司来看看';
const IN_GROUP = { id: GROUP, kind: 'group', title: '' } as const;

const signs: string[] = [];
let refusal: Error | null = null;
const react: NonNullable<Channel['react']> = async (chat, message, mark) => {
  signs.push(`${chat} ${message} ${mark}`);
  if (refusal) throw refusal;
};

let bench: Bench;
useBench(
  TUESDAY,
  (opened) => {
    bench = opened;
    signs.length = 0;
    refusal = null;
  },
  { react },
);

const raises = (over: Partial<Incoming> = {}) =>
  bench.hears(OWNER, { message: 'm-1', chat: IN_GROUP, addressed: false, text: TROUBLE, ...over });
const later = (): void => bench.clock.advanceTo(bench.clock.now() + MINUTE);

describe('our sign', () => {
  test('is 👀 on what became a ticket, changes when it is reported done, and when it is not done after all', async () => {
    await raises();
    expect(signs).toEqual([`${GROUP} m-1 received`]);
    expect(writtenKinds(bench)).toContain('mark');
    await bench.says(POWER, '签收 1');
    await bench.says(POWER, '反馈 1 明天进场');
    expect(signs, 'the same is set once').toHaveLength(1);
    await bench.says(POWER, '办结 1 已回填');
    await bench.says(OWNER, '没解决 1 还是塌的');
    await bench.says(POWER, '办结 1 重新压实了');
    later();
    await bench.says(POWER, '撤销 1');
    await bench.says(POWER, '办结 1 铺好了');
    await bench.says(OWNER, '满意 1');
    expect(signs.slice(1)).toEqual(
      ['done', 'received', 'done', 'received', 'done'].map((mark) => `${GROUP} m-1 ${mark}`),
    );
  });

  test('stands beside what is said: the card is the same with it and where it is refused', async () => {
    refusal = new SendFailure('refused', '不许');
    await raises();
    expect(bench.told(GROUP).join('\n')).toContain('【诉求件 1】');
    expect(await bench.store.outboxState()).toEqual({ waiting: 0, held: 0 });
    expect(signs).toHaveLength(1);
    await bench.goesTo(TUESDAY + 60 * MINUTE);
    expect(signs, 'not tried again').toHaveLength(1);
  });

  test.each<[string, Error]>([
    ['that the network lost', new SendFailure('later', '网络不通')],
    ['that asks for patience', new SendFailure('later', '太快', 5000)],
    ['by a fault of our own', new TypeError('x')],
  ])('%s is left, and nobody is told of a fault', async (_, error) => {
    refusal = error;
    await raises();
    await bench.goesTo(TUESDAY + 60 * MINUTE);
    expect(signs).toHaveLength(1);
    expect(bench.told('operator-1')).toEqual([]);
    await bench.says(POWER, '反馈 1 明天进场');
    expect(bench.newest(OWNER), 'nothing waits behind it').toContain('明天进场');
  });

  test('in private too, but never on a report, nor on what asks for nothing', async () => {
    await bench.hears(OWNER, { message: 'p-1', text: TROUBLE });
    expect(signs).toEqual([`${OWNER} p-1 received`]);
    for (const chat of [IN_GROUP, undefined]) {
      const report = '我要举报住建局的科长收了包工头的红包';
      await bench.hears('zhiyuan-1', { message: `r-${chat?.id}`, text: report, ...(chat ? { chat } : {}) });
    }
    expect(await bench.store.tickets({ confidential: true })).not.toEqual([]);
    await bench.hears('zhiyuan-1', { message: 'h-1', chat: IN_GROUP, addressed: false, text: '大家好' });
    expect(signs).toHaveLength(1);
  });
});

describe('where a channel sets none', () => {
  let plain: Bench;
  useBench(TUESDAY, (opened) => {
    plain = opened;
  });

  test('nothing is written for it', async () => {
    await plain.says(OWNER, TROUBLE, 'group');
    expect(plain.told(GROUP).join('\n')).toContain('【诉求件 1】');
    expect(writtenKinds(plain)).toContain('card');
    expect(writtenKinds(plain)).not.toContain('mark');
  });
});

/** The kinds of messages that the journal has. */
function writtenKinds({ dir }: Bench): readonly string[] {
  const lines = segmentsIn(dir).flatMap((name) => readFileSync(join(dir, name), 'utf8').split('\n'));
  return lines
    .filter((line) => line !== '')
    .flatMap((line) =>
      ((JSON.parse(line) as { outbox?: { kind: string }[] }).outbox ?? []).map(({ kind }) => kind),
    );
}

describe('a sign of people', () => {
  const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, TUESDAY);
  const rating = (person: string): Rendered => asking(person, '请问解决了吗');
  const asking = (chat: string, words: string): Rendered => {
    const found = bench.sentTo(chat, CHANNEL).findLast(({ text }) => text.includes(words));
    if (!found) throw new Error(`${chat} has no ${words}`);
    return found;
  };
  const reacts = (person: string, text: string, on: Rendered, chat: Incoming['chat'] = own(person)) =>
    bench.hears(person, {
      what: 'reacted',
      text,
      chat,
      addressed: chat.kind === 'private',
      replyTo: { message: bench.idOf(on), fromBot: true },
    });
  const own = (person: string) => ({ id: person, kind: 'private', title: '' }) as const;

  test('👍 on the question is 满意, once; the question turns into the answer', async () => {
    await bench.has(TUESDAY, signed);
    await bench.says(A, '办结 1 已回填');
    const question = rating(OWNER);
    await reacts(OWNER, '👍', question);
    expect(await bench.ticket()).toMatchObject({ state: 'closed', facts: { rating: 'satisfied' } });
    expect(bench.newest(OWNER)).toContain('诉求件 1 已销号');
    const told = bench.told(OWNER).length;
    await reacts(OWNER, '👎', question);
    expect((await bench.ticket()).facts.rating, 'it stays').toBe('satisfied');
    expect(bench.told(OWNER)).toHaveLength(told);
  });

  test('👎 is 不满意, and asks what 不满意 asks', async () => {
    await bench.has(TUESDAY, signed);
    await bench.says(A, '办结 1 已回填');
    await reacts(OWNER, '👎', rating(OWNER));
    expect((await bench.ticket()).facts.rating).toBe('dissatisfied');
    await bench.says(OWNER, '没解决，路还是塌的');
    expect((await bench.ticket()).state).toBe('working');
  });

  test('on the card of the group counts of whoever may rate, and of nobody else', async () => {
    await raises();
    await bench.says(POWER, '办结 1 已回填');
    const card = asking(GROUP, '请企业在');
    for (const person of ['zhiyuan-1', POWER, A, 'dispatcher-1', 'leader-1', 'nobody-at-all']) {
      const before = [GROUP, person].map((chat) => bench.told(chat).length);
      await reacts(person, '👍', card, IN_GROUP);
      expect((await bench.ticket()).state, person).toBe('resolved');
      expect(
        [GROUP, person].map((chat) => bench.told(chat).length),
        person,
      ).toEqual(before);
    }
    await reacts(COLLEAGUE, '👍', card, IN_GROUP);
    expect(await bench.ticket()).toMatchObject({ state: 'closed', facts: { rating: 'satisfied' } });
    expect(bench.told(GROUP).at(-1), 'the card alone says so').toContain('【诉求件 1】');
  });

  test.each<[string, () => Promise<Rendered>]>([
    [
      'before it is reported done',
      async () => {
        await raises();
        return asking(GROUP, '【诉求件 1】');
      },
    ],
    [
      'that was asked before it came back',
      async () => {
        await raises();
        await bench.says(POWER, '办结 1 已回填');
        const question = rating(OWNER);
        await bench.says(OWNER, '没解决 1 还是塌的');
        await bench.says(POWER, '办结 1 压实了');
        return question;
      },
    ],
    [
      'on other words of ours',
      async () => {
        await raises();
        await bench.says(POWER, '反馈 1 明天进场');
        const news = asking(OWNER, '明天进场');
        await bench.says(POWER, '办结 1 已回填');
        return news;
      },
    ],
  ])('%s is nothing', async (_, on) => {
    const message = await on();
    const before = await bench.ticket();
    const place = message.chat === GROUP ? IN_GROUP : own(OWNER);
    await reacts(OWNER, '👍', message, place);
    expect(await bench.ticket()).toEqual(before);
  });

  test('on the question of a report is nothing', async () => {
    await bench.has(TUESDAY, (story) => story, {
      confidential: true,
      kind: 'whistleblow',
      department: null,
      origin: { channel: CHANNEL, chat: OWNER, chatKind: 'private', message: null },
    });
    const [report] = await bench.store.tickets({ confidential: true });
    const { number, liaison } = report ?? { number: 0, liaison: '' };
    await bench.says(liaison ?? '', `办结 ${number} 已核实`);
    expect((await bench.ticket(number)).state).toBe('resolved');
    await reacts(OWNER, '👍', rating(OWNER));
    expect((await bench.ticket(number)).state).toBe('resolved');
  });

  test('leaves a question that waits for words', async () => {
    await bench.has(TUESDAY, signed);
    await bench.has(TUESDAY, signed, { text: '路灯也不亮' });
    await bench.says(A, '办结 1 已回填');
    await bench.says(OWNER, '补充 2');
    await reacts(OWNER, '👍', rating(OWNER));
    await bench.says(OWNER, '东头那盏');
    expect((await bench.ticket(2)).entries.at(-1)).toMatchObject({ what: 'supplemented', text: '东头那盏' });
  });
});
