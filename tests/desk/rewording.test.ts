/**
 * Any rewording of what the program says changes nothing that it does: the same messages, in other words, make the same
 * events, for the same people. What we sent is known by its id or by its mark, what is chosen by its button.
 */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { ticketMarkedIn } from '../../src/channels/own-mark.ts';
import type { Incoming, Rendered } from '../../src/channels/port.ts';
import { onlyIf } from '../../src/desk/dialogue.ts';
import { recall } from '../../src/desk/recall.ts';
import { readPress } from '../../src/dialogue/understand.ts';
import { at, HOUR, MINUTE } from '../../src/domain/time.ts';
import { menuKey } from '../../src/store/port.ts';
import { scratch } from '../support/county.ts';
import { type Bench, CHANNEL, GROUP, openBench } from './bench.ts';

const START = at('2026-11-24', '09:00');
const OWNER = 'xinghuo-1';
const OTHER = 'qingyun-1';
const LIAISON = 'power-a';
const HUB = 'dispatcher-1';

type Rewording = (sentence: string) => string;

/** Each Chinese character is another one; which, says `shift`. Slots, signs and lines stay. */
const inOtherWords =
  (shift: number): Rewording =>
  (sentence) =>
    sentence
      .split(/(\{\w+\})/u)
      .map((part, place) =>
        place % 2 === 1 ? part : part.replace(/\p{Script=Han}/gu, (sign) => other(sign, shift)),
      )
      .join('');

function other(sign: string, shift: number): string {
  return String.fromCharCode(0x4e00 + (((sign.codePointAt(0) ?? 0) - 0x4e00 + shift) % 20_000));
}

/** What is filled in, and next to nothing else; on one line. */
const slotsAlone: Rewording = (sentence) => ['甲', ...(sentence.match(/\{\w+\}/gu) ?? [])].join('乙');

function reworded(dir: string, reword: Rewording): string {
  cpSync('flows', dir, { recursive: true });
  const file = join(dir, 'wording.yaml');
  const groups = parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
  for (const sentences of Object.values(groups)) {
    for (const [name, sentence] of Object.entries(sentences)) sentences[name] = reword(sentence);
  }
  writeFileSync(file, stringify(groups));
  return dir;
}

const CHANNELS = {
  'a channel that quotes words and has no buttons': { buttons: false, quotes: false, edits: false },
  'a channel with ids and buttons': {},
} as const;
type Can = (typeof CHANNELS)[keyof typeof CHANNELS];

/** People who know what is what by where it stands, not by how it is worded. */
function peopleOf(bench: Bench, can: Can) {
  const hasIds = !('quotes' in can);
  const newestOf = async (place: string, ticket: number): Promise<Rendered> => {
    for (const message of [...bench.sentTo(place, CHANNEL)].reverse()) {
      if ((await bench.store.ticketOfMessage(CHANNEL, place, bench.idOf(message))) === ticket) return message;
    }
    throw new Error(`nothing about ${ticket} in ${place}`);
  };
  let keys = 0;
  return {
    /** A copy of the newest message about a ticket that has our mark. */
    copied: async (place: string, ticket: number): Promise<string> => {
      const all = bench.sentTo(place, CHANNEL).map(bench.copyOf);
      return all.findLast((text) => ticketMarkedIn(text) === ticket) ?? `nothing about ${ticket} in ${place}`;
    },
    /** Answers the newest message about a ticket. */
    async quotes(person: string, place: string, ticket: number, text: string): Promise<void> {
      const message = await newestOf(place, ticket);
      const words = bench.copyOf(message);
      const replyTo: Incoming['replyTo'] = hasIds
        ? { message: bench.idOf(message), fromBot: true }
        : { message: null, fromBot: ticketMarkedIn(words) !== null, text: words };
      const kind = place === GROUP ? 'group' : 'private';
      const chat = { id: place, kind, title: '' } as const;
      await bench.hears(person, { message: `quote-${++keys}`, text, replyTo, chat, addressed: true });
    },
    /** Presses the newest button of that meaning, or says its number. */
    async chooses(person: string, verb: string, ticket: number): Promise<void> {
      const isMeant = ({ data }: { readonly data: string }): boolean => {
        const press = readPress(data);
        return press?.verb === verb && press.number === ticket;
      };
      if (hasIds) {
        const all = bench.sentTo(person, CHANNEL).flatMap(({ buttons }) => buttons.flat());
        await bench.presented(person, all.findLast(isMeant)?.data ?? `no ${verb}`);
      } else {
        const menu = onlyIf(await recall(bench.store, menuKey(person)), 'menu');
        await bench.says(person, String(menu?.choices.findLast(isMeant)?.number ?? `no ${verb}`));
      }
    },
  };
}

/** Some thirty messages: said, quoted, copied, chosen, by everybody there is. */
async function live(bench: Bench, can: Can): Promise<void> {
  const { copied, quotes, chooses } = peopleOf(bench, can);
  const passes = (time: number) => bench.goesTo(bench.clock.now() + time);
  await bench.says(OWNER, '厂区电压不稳，电机烧了两台，请供电公司来看', 'group');
  await passes(5 * MINUTE);
  await quotes(OWNER, GROUP, 1, '二车间也一样');
  await bench.says(OTHER, await copied(GROUP, 1), 'group');
  await bench.says('a stranger', await copied(GROUP, 1), 'group');
  await bench.says(OWNER, `${await copied(GROUP, 1)}\n还没人来`, 'group');
  await quotes(LIAISON, LIAISON, 1, '签收');
  await bench.says(LIAISON, '反馈 1 明天上午来测');
  await quotes(OWNER, OWNER, 1, '催办');
  await bench.says(HUB, await copied(GROUP, 1));
  await bench.says(
    HUB,
    `王明 09:12\n你们好\n连心桥 09:13\n${await copied(GROUP, 1)}\n青云煤业 09:14\n门口道路塌陷，请住建局来修`,
  );
  await passes(5 * MINUTE);
  await bench.says(OTHER, '我们想问一下，有没有人能来厂里看看，情况三言两语说不清。', 'group');
  await chooses(HUB, 'assign', 3);
  await bench.says(OTHER, '进度');
  await bench.says(LIAISON, '待办');
  await chooses(LIAISON, 'open', 1);
  await bench.says(LIAISON, '办结 1');
  await bench.says(LIAISON, '换了变压器，电压正常');
  await quotes(OWNER, OWNER, 1, '没解决');
  await bench.says(OWNER, '昨天又跳了一次');
  await passes(5 * HOUR);
  await bench.says(LIAISON, '办结 1 换了整条线路');
  await chooses(OWNER, 'confirm', 1);
  await bench.says(OWNER, `还是不稳\n${await copied(OWNER, 1)}`);
  await bench.says(HUB, '督办 2 请今天答复企业');
  await passes(30 * HOUR);
  const { liaison } = await bench.ticket(2);
  await quotes(liaison ?? '', liaison ?? '', 2, '反馈 明天进场');
  await bench.says(OTHER, '催办 2', 'group');
  await bench.says(HUB, '超期');
  await bench.says(OWNER, '怎么用');
  await bench.says(OTHER, '撤回');
  await passes(30 * HOUR);
}

/** What the record has of it, but for the words and what passes between us and the channel. */
function recordIn(dir: string): readonly unknown[] {
  const lines = readdirSync(dir)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .flatMap((file) => readFileSync(join(dir, file), 'utf8').trim().split('\n'));
  return lines.flatMap((line) => {
    const {
      cause,
      tickets = [],
      office = [],
      outbox = [],
      dialogues = [],
      received = [],
    } = JSON.parse(line, wordless);
    // What people copy is in our words.
    if (received.length > 0) return [];
    const told = outbox.map(({ text: _, ...more }: { text: string }) => more);
    return tickets.length + office.length + outbox.length + dialogues.length === 0
      ? []
      : [{ cause, tickets, office, told, dialogues }];
  });
}

/** Labels of buttons, which wording it was, and the hash of a brief as it was sent. */
function wordless(this: { name?: unknown }, key: string, value: unknown): unknown {
  return key === 'label' || key === 'kept' || (key === 'version' && this.name === 'wording')
    ? undefined
    : value;
}

async function played(can: Can, reword: Rewording): Promise<readonly unknown[]> {
  const place = scratch();
  try {
    const flowsDir = reworded(join(place.dir, 'flows'), reword);
    const bench = await openBench(join(place.dir, 'data'), START, { can, flowsDir });
    await live(bench, can);
    const states = await bench.store.tickets({ newest: 100 });
    await bench.end();
    expect(states.map(({ number }) => number)).toEqual([3, 2, 1]);
    return [states, ...recordIn(bench.dir)];
  } finally {
    place.remove();
  }
}

describe.each(Object.entries(CHANNELS))('on %s', (_name, can) => {
  test('what is done is the same in any other words', async () => {
    const asShipped = await played(can, (sentence) => sentence);
    expect(await played(can, slotsAlone)).toEqual(asShipped);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 19_999 }), async (shift) => {
        expect(await played(can, inOtherWords(shift))).toEqual(asShipped);
      }),
      { numRuns: process.env.LONG ? 50 : 2 },
    );
  });
});
