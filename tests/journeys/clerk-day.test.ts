/**
 * A clerk's day without a bot in the group: pastes of 25 messages in four export forms, forty tickets, and every single
 * message accounted for.
 */
import { describe, expect, test } from 'vitest';
import { at, DAY, timeInWords } from '../../src/domain/time.ts';
import { type Bench, useBench } from '../desk/bench.ts';

const MORNING = at('2026-11-24', '08:00');
const HUB = 'dispatcher-1';
/** What companies say, clear by itself, and each of another kind. */
const MATTERS = [
  '变压器老跳闸，请供电公司来看看',
  '税务局给的发票额度不够用',
  '厂门口的路灯坏了，请城管局来修',
  '厂门口下水道堵了，请城管局来修',
  '税务局开票系统登不上去',
] as const;
const TALK = ['大家早上好', '收到', '谢谢领导'] as const;

interface Message {
  readonly name: string;
  readonly at: number;
  readonly text: string;
}
type Form = (messages: readonly Message[]) => string;

const clock = (when: number): string => timeInWords(when);
const FORMS: Readonly<Record<string, Form>> = {
  WeChat: (all) => all.map(({ name, at: when, text }) => `${name} 今天 ${clock(when)}\n${text}`).join('\n\n'),
  WeCom: (all) =>
    all.map(({ name, at: when, text }) => `${name} 11/24 ${clock(when)}:05\n${text}`).join('\n'),
  Telegram: (all) =>
    all.map(({ name, at: when, text }) => `${name}, [24.11.2026 ${clock(when)}]\n${text}`).join('\n\n'),
  bracketed: (all) =>
    all.map(({ name, at: when, text }) => `[2026/11/24 ${clock(when)}:05] ${name}: ${text}`).join('\n'),
};

let bench: Bench;
useBench(MORNING, (one) => {
  bench = one;
});

/** 25 messages: ten companies with a matter each, the offices' answers, talk, a picture. */
function hour(place: number): readonly Message[] {
  const { enterprises, departments } = bench.county.roster;
  const office = departments[0]?.primary.name ?? '';
  const start = MORNING + place * 60 * 60_000;
  const own = [...enterprises, ...enterprises].slice(place * 10, place * 10 + 10);
  const said: { name: string; text: string }[] = own.flatMap(({ name, aliases }, index) => [
    { name: `${aliases[0] ?? name} 办公室`, text: MATTERS[(index + 2 * place) % MATTERS.length] ?? '' },
    { name: office, text: '收到，马上安排' },
  ]);
  const more = [
    ...TALK.map((text) => ({ name: '群里路人', text })),
    { name: own[0]?.name ?? '', text: '[图片]' },
    { name: '连心桥', text: '诉求件已登记' },
  ];
  return [...said, ...more].map((one, index) => ({ ...one, at: start + index * 2.3 * 60_000 }));
}

/** The figures of 共 25 条话：登记 10 条（10 件），没登记 15 条。 */
function accountIn(told: string) {
  const [, all = '0', parts = ''] = /共 (\d+) 条话：(.+)。/u.exec(told) ?? [];
  const counts = [...parts.matchAll(/ (\d+) 条/gu)].map(([, count]) => Number(count));
  return { all: Number(all), sum: counts.reduce((sum, one) => sum + one, 0), parts };
}

describe('forty matters in a day', () => {
  test('four pastes of 25 in four forms: each message is registered or named as left out, with the time it was said', async () => {
    for (const [place, [form, write]] of Object.entries(FORMS).entries()) {
      const messages = hour(place);
      expect(messages).toHaveLength(25);
      await bench.goesTo(MORNING + (place + 1.5) * 60 * 60_000);
      const told = await bench.answers(HUB, write(messages));
      const { all, sum, parts } = accountIn(told);
      expect([all, sum], `${form}: ${parts}`).toEqual([25, 25]);
      expect(parts, form).toContain('登记 10 条（10 件）');
      for (const text of TALK) expect(told, form).toContain(`群里路人“${text}”`);
      expect(told, form).toContain('只有图片、文件，请单独转发');
      expect(told, form).toContain('“收到，马上安排”（10 次）');
      for (const { text, at: when } of messages.filter((one) =>
        MATTERS.some((matter) => matter === one.text),
      )) {
        const tickets = await bench.store.tickets({ newest: 10 });
        const minute = Math.floor(when / 60_000) * 60_000;
        expect(
          tickets.some((one) => one.text === text && one.origin.saidAt === minute),
          `${form}: ${text}`,
        ).toBe(true);
      }
    }
    const all = await bench.store.tickets({});
    expect(all).toHaveLength(40);
    for (const { origin, clocks, enteredBy } of all) {
      expect(enteredBy).toBe(HUB);
      expect(clocks.resolve?.startedAt, 'since it was said').toBe(origin.saidAt);
    }
    const again = await bench.answers(HUB, FORMS.bracketed?.(hour(0)) ?? '');
    expect(again, 'the first hour once more, in another form').toContain('登记过 10 条');
    expect(accountIn(again)).toMatchObject({ all: 25, sum: 25 });
    expect(await bench.store.tickets({})).toHaveLength(40);
  });

  test('a paste of names nobody knows: an emergency at once, one question a name, and the next day none', async () => {
    await bench.goesTo(MORNING + 2 * 60 * 60_000);
    const messages = Array.from({ length: 25 }, (_, index): Message => {
      const text = index === 20 ? '车间着火了快来人' : `${index + 1}号楼${MATTERS[index % 5]}`;
      return { name: `昵称${index % 5}`, at: MORNING + index * 4 * 60_000, text };
    });
    const told = await bench.answers(HUB, FORMS.Telegram?.(messages) ?? '');
    expect(accountIn(told)).toMatchObject({ all: 25, sum: 25 });
    expect(await bench.store.tickets({})).toHaveLength(1);
    const names = bench.county.roster.enterprises.slice(0, 5).map(({ name }) => name);
    let question = told;
    for (let asked = 0; asked < 5; asked++) {
      const [, which] = /“昵称(\d)”是哪家企业的？/u.exec(question) ?? [];
      question = await bench.answers(HUB, names[Number(which)] ?? '');
    }
    expect(question).not.toContain('是哪家企业的');
    const all = await bench.store.tickets({});
    expect(all).toHaveLength(25);
    expect(all.filter(({ enterprise }) => enterprise === null)).toEqual([]);
    await bench.goesTo(MORNING + DAY);
    const next = await bench.answers(HUB, '[2026/11/25 7:50:00] 昵称3: 厂区门口的井盖丢了，请城管局来修');
    expect(next).toContain('已代录 1 件');
  });
});
