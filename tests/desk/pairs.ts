/**
 * Two messages in a row, at random: who speaks, where, with buttons or without, and what. What a message may touch is
 * told from the message alone – the numbers in it, the message it quotes, what its speaker was asked, the one ticket there
 * is for its verb – and held against what became of the tickets.
 */
import fc from 'fast-check';
import type { Rendered } from '../../src/channels/port.ts';
import type { County } from '../../src/county.ts';
import { dialogueKey } from '../../src/desk/commit.ts';
import { isShownInGroups } from '../../src/desk/notices/list.ts';
import { TICKET_VERBS, type TicketVerb, verbOf } from '../../src/dialogue/verbs.ts';
import type { TicketEntry } from '../../src/domain/entry.ts';
import { type Action, may, relationsTo } from '../../src/domain/permissions.ts';
import { createRoster } from '../../src/domain/roster.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { MINUTE } from '../../src/domain/time.ts';
import { undoable } from '../../src/domain/undo.ts';
import { clerkKey, menuKey, offerKey } from '../../src/store/port.ts';
import { say } from '../support/builders.ts';
import { type Bench, CHANNEL, GROUP } from './bench.ts';

/** One of each role: two of an enterprise and one of another; A 岗, B 岗 and head of the department in charge. */
export const SPEAKERS = [
  'shangchao-1',
  'shangchao-2',
  'zhiyuan-1',
  'power-a',
  'power-b',
  'power-head',
  'dispatcher-1',
  'leader-1',
  'inspector-1',
  'discipline-1',
  'nobody-at-all',
] as const;
const STRANGER = 'nobody-at-all';
const MEMBERS: readonly string[] = ['shangchao-1', 'shangchao-2', 'zhiyuan-1'];

/** named: a verb and a number · verb: without · aside: asks for a list, or how things work · number: alone · courtesy: asks for no answer */
type Manner = 'named' | 'verb' | 'aside' | 'number' | 'trouble' | 'talk' | 'courtesy';
export interface Message {
  readonly manner: Manner;
  readonly text: string;
  readonly verb?: TicketVerb;
  readonly chat: 'private' | 'group';
  /** In answer to the newest message of ours there. */
  readonly quotes: boolean;
}
export interface Pair {
  readonly person: string;
  readonly first: Message;
  readonly second: Message;
}

const SPOKEN = TICKET_VERBS.filter((verb) => verbOf(verb).said.length > 0);
const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 99];

const number = fc.constantFrom(...NUMBERS);
const named = fc
  .record({ verb: fc.constantFrom(...SPOKEN), ticket: number, other: number, whole: fc.boolean() })
  .map(({ verb, ticket, other, whole }) => {
    const [usage = ''] = say(`usage.${verb}`).split(' —— ');
    const [word = ''] = verbOf(verb).said;
    const text = whole ? usage.replace('23', `${ticket}`).replace('21', `${other}`) : `${word} ${ticket}`;
    return { manner: 'named' as const, text, verb };
  });
const verbAlone = fc
  .constantFrom(...SPOKEN)
  .chain((verb) =>
    fc.constantFrom(...verbOf(verb).said).map((text) => ({ manner: 'verb' as const, text, verb })),
  );
const asManner = (manner: Manner, ...texts: readonly string[]) =>
  fc.constantFrom(...texts).map((text) => ({ manner, text }));
const said = fc.oneof(
  { weight: 5, arbitrary: named },
  { weight: 3, arbitrary: verbAlone },
  {
    weight: 3,
    arbitrary: asManner(
      'aside',
      '超期',
      '哪些明天到期',
      '我的待办',
      '帮助',
      '进度 1',
      '期限 2',
      '你是谁',
      '怎么用',
      '简报',
      '我的请假',
      '查 停电',
      '供电公司找谁',
    ),
  },
  { weight: 3, arbitrary: asManner('number', '1', '2', '3', '4', '5', '9', '77') },
  {
    weight: 2,
    arbitrary: asManner(
      'trouble',
      '二车间的行车电源一直跳闸，请供电公司派人来看看',
      '仓库后面的围墙裂了大口子，请住建局来看',
      '锅炉房着火了，有人困在里面，快来人',
    ),
  },
  {
    weight: 3,
    arbitrary: asManner(
      'talk',
      '明天上午来看',
      '停电的事怎么样了',
      '几天能办好？',
      '不行，还是老样子',
      '是的',
      '不用了',
      '？',
    ),
  },
  { weight: 1, arbitrary: asManner('courtesy', '收到', '好的', '谢谢') },
);
const message: fc.Arbitrary<Message> = fc
  .tuple(
    said,
    fc.oneof(
      { weight: 3, arbitrary: fc.constant('private' as const) },
      { weight: 1, arbitrary: fc.constant('group' as const) },
    ),
    fc.integer({ min: 0, max: 7 }).map((dice) => dice === 0),
  )
  .map(([what, chat, quotes]) => ({ ...what, chat, quotes }));
export const pairs: fc.Arbitrary<Pair> = fc.record({
  person: fc.constantFrom(...SPEAKERS),
  first: message,
  second: message,
});

/** With somebody of 督查室, whom the county that ships does not have. */
export function withInspector(county: County): County {
  const { roster } = county;
  const inspector = { id: 'inspector-1', name: '安正平', title: '督查室主任', inspector: true } as const;
  const leaders = [...roster.leaders, inspector];
  return { ...county, roster: createRoster({ ...roster, leaders } as never) };
}

/** Tickets in most states: working with an order and a question to another department, new, resolved, before the hub, asking for time, over; and a report. */
export async function settled(bench: Bench): Promise<void> {
  const life: readonly (readonly [string, string])[] = [
    ['shangchao-1', '厂区电压不稳，电机烧了两台，请供电公司来看'],
    ['power-a', '签收 1'],
    ['shangchao-2', '门口的路灯不亮了，请城管局来修'],
    ['zhiyuan-1', '配电房的变压器嗡嗡响，请供电公司来看'],
    ['power-a', '办结 3 变压器已经换新'],
    ['zhiyuan-1', '我们想问一下，有没有人能来厂里看看，情况三言两语说不清。'],
    ['zhiyuan-1', '登记'],
    ['shangchao-1', '想给厂里增容，请供电公司给个方案'],
    ['power-a', '延期 5 2天 等设备到货'],
    ['leader-1', '督办 1 三天内修好'],
    ['power-a', '协办 1 水利 请看地下管线'],
  ];
  for (const [person, text] of life) {
    await bench.says(person, text);
    await bench.goesTo(bench.clock.now() + 2 * MINUTE);
  }
}

interface Before {
  readonly tickets: ReadonlyMap<number, Ticket>;
  /** What its speaker was asked or offered, as it is kept. */
  readonly asked: string;
  readonly quoted: Rendered | undefined;
}

/** Says it, and gives what is wrong with what became of it, each in words. `told`: how it came to that. */
export async function heard(
  bench: Bench,
  person: string,
  message: Message,
  told: string,
): Promise<readonly string[]> {
  const before = await standing(bench, person, message);
  const sent = await spoken(bench, person, message, before.quoted);
  const after = await bench.store.tickets({});
  const news = after.flatMap((ticket) => newsOf(ticket, before.tickets.get(ticket.number), person));
  const created = after.filter(({ number }) => !before.tickets.has(number));
  const touched = [...new Set(news.map(({ number }) => number))];
  const answers = sent.filter(({ chat }) => chat === person || chat === GROUP).map(({ text }) => text);
  const faults: string[] = [];
  const must = (is: boolean, fault: string): void => {
    if (!is) faults.push(`${fault}\n${told}\nnews ${JSON.stringify(news)}\ntold ${answers.join('\n')}`);
  };

  const allowed = new Set(mayTouch(bench, person, message, before));
  must(
    touched.every((one) => allowed.has(one)),
    'a ticket changed that was not meant',
  );
  if (message.manner === 'aside') {
    // In answer to a card it is of that ticket, and may go on its record.
    must(touched.length === 0 || before.quoted !== undefined, 'a question changed a ticket');
    must(created.length === 0, 'a question was registered');
  }
  if (message.manner === 'named' || message.manner === 'verb')
    must(
      !news.some(
        ({ number, entry }) =>
          'text' in entry && entry.text === message.text && couldMean(bench, person, message, number, before),
      ),
      'a command was taken for the words that something else waits for',
    );
  const isHeard = answers.length > 0 || touched.length > 0 || created.length > 0;
  // Who is not on the roster is told once an hour how to get there (`people/restraint.ts`).
  const wasTold = person === STRANGER && bench.told(STRANGER).length > 0;
  if (message.chat === 'private' && message.manner !== 'courtesy' && !wasTold) must(isHeard, 'not a word');
  if (message.chat === 'group' && message.manner === 'named' && !namesNone(message, before))
    must(isHeard || person === STRANGER, 'not a word of what was ordered in the group');
  if (message.manner === 'trouble' && MEMBERS.includes(person)) {
    const kept = JSON.stringify([after, await askedOf(bench, person, message.chat)]);
    must(kept.includes(message.text), 'what was said is nowhere');
  }
  return faults;
}

async function standing(bench: Bench, person: string, message: Message): Promise<Before> {
  const tickets = new Map((await bench.store.tickets({})).map((ticket) => [ticket.number, ticket]));
  const chat = message.chat === 'group' ? GROUP : person;
  const ofTickets = await Promise.all(
    (message.quotes ? bench.sentTo(chat, CHANNEL) : []).map(async (one) =>
      // Words in answer to a message of no ticket, such as a refusal, are words like any other (`look.ts`).
      (await bench.store.ticketOfMessage(CHANNEL, chat, bench.idOf(one))) === undefined ? [] : [one],
    ),
  );
  const quoted = ofTickets.flat().findLast(({ text }) => /诉求件 \d/u.test(text));
  return { tickets, asked: await askedOf(bench, person, message.chat), quoted };
}

async function askedOf(bench: Bench, person: string, kind: 'private' | 'group'): Promise<string> {
  const sender = { id: person, name: person, anonymous: false };
  const here = { channel: CHANNEL, sender, chat: { id: kind === 'group' ? GROUP : person, kind, title: '' } };
  const there = { ...here, chat: { id: person, kind: 'private' as const, title: '' } };
  const keys = [dialogueKey(here), dialogueKey(there), menuKey(person), offerKey(person), clerkKey(person)];
  return JSON.stringify(await Promise.all(keys.map((key) => bench.store.dialogue(key))));
}

async function spoken(
  bench: Bench,
  person: string,
  { text, chat }: Message,
  quoted: Rendered | undefined,
): Promise<readonly Rendered[]> {
  if (!quoted) return await bench.says(person, text, chat);
  return await bench.quotes(person, text, quoted, chat);
}

interface News {
  readonly number: number;
  readonly entry: TicketEntry;
}

/** What this person did to a ticket that was there before. */
function newsOf(ticket: Ticket, before: Ticket | undefined, person: string): readonly News[] {
  if (!before) return [];
  return ticket.entries
    .slice(before.entries.length)
    .filter(({ by }) => by === person)
    .map((entry) => ({ number: ticket.number, entry }));
}

const numbersIn = (text: string): readonly number[] => (text.match(/\d+/gu) ?? []).map(Number);

/** It names a ticket that there is not. */
function namesNone({ text }: Message, { tickets }: Before): boolean {
  return !numbersIn(text).some((one) => tickets.has(one));
}

function mayTouch(bench: Bench, person: string, message: Message, before: Before): readonly number[] {
  const { quoted, tickets, asked } = before;
  const follow = (number: number): readonly number[] => {
    const into = tickets.get(number)?.mergedInto;
    return into === undefined || into === null ? [number] : [number, ...follow(into)];
  };
  // 并单 5 in answer to the card of 7 is of both.
  const beside = message.verb === 'merge' && quoted ? numbersIn(quoted.text) : [];
  if (message.manner === 'named') return [...numbersIn(message.text), ...beside].flatMap(follow);
  const offered = askedTickets(asked).flatMap(follow);
  if (quoted && message.manner !== 'courtesy') return [...numbersIn(quoted.text).flatMap(follow), ...offered];
  // 收到 is of the task that waits to be signed, where there is one.
  if (message.manner === 'courtesy')
    return [
      ...numbersIn(quoted?.text ?? ''),
      ...offered,
      ...theOnlyOne(bench, person, 'sign', tickets, message.chat),
    ];
  if (message.manner === 'number' || message.manner === 'aside') return offered;
  if (message.verb === 'undo') return [...offered, ...lastDoneBy(person, tickets)];
  const isMeant = [...tickets.keys()].some((number) => couldMean(bench, person, message, number, before));
  if (message.verb && isMeant)
    return [...offered, ...theOnlyOne(bench, person, message.verb, tickets, message.chat)];
  // 停电的事怎么样了: one of those that are theirs to speak of.
  return [...offered, ...theirs(bench, person, tickets)];
}

/** 撤销 takes back one's own last step, wherever that was. */
function lastDoneBy(person: string, tickets: Before['tickets']): readonly number[] {
  const steps = [...tickets.values()].flatMap((ticket) => {
    const step = undoable(ticket, person);
    return step ? [{ number: ticket.number, at: step.at }] : [];
  });
  const last = Math.max(...steps.map(({ at }) => at));
  return steps.filter(({ at }) => at === last).map(({ number }) => number);
}

/** Of what was asked or offered: `"ticket":3`, `"tickets":[3,4]`, a button's `v1|sign|3|1`. */
function askedTickets(asked: string): readonly number[] {
  return [
    ...[...asked.matchAll(/"(?:ticket|like|again|addTo)":(\d+)/gu)].map((one) => Number(one[1])),
    ...[...asked.matchAll(/"tickets":\[([\d,]*)\]/gu)].flatMap((one) => numbersIn(one[1] ?? '')),
    ...[...asked.matchAll(/v1\|\w+\|(\d+)\|/gu)].map((one) => Number(one[1])),
  ];
}

/** Said by whoever cannot mean it, the word of a verb is talk (`verbs.ts`): 作废 of an owner is what the owner says. */
function couldMean(
  bench: Bench,
  person: string,
  { verb }: Message,
  number: number,
  { tickets }: Before,
): boolean {
  const ticket = tickets.get(number);
  if (!verb || !ticket) return true;
  return verbOf(verb).needs.some((action: Action) => may(action, ticket, { person }, bench.county.roster));
}

function theOnlyOne(
  bench: Bench,
  person: string,
  verb: TicketVerb,
  tickets: Before['tickets'],
  chat: Message['chat'],
): readonly number[] {
  const { needs, in: states, named } = verbOf(verb);
  if (named) return [];
  const { roster } = bench.county;
  const fitting = [...tickets.values()].filter(
    (ticket) =>
      states.includes(ticket.state) &&
      (!['grant', 'deny'].includes(verb) || ticket.request !== null) &&
      needs.some((action: Action) => may(action, ticket, { person }, roster)),
  );
  // The hub's own list is what waits for the hub: the only one there is the one it means.
  const isHub = bench.county.roster.rolesOf(person).some(({ role }) => role === 'dispatcher');
  const before = fitting.filter(({ state, request }) => state === 'queued' || request !== null);
  const own = isHub && before.length === 1 ? before : fitting;
  // In the group the one that was said there is meant; in private all are.
  const only = own.length > 1 && chat === 'group' ? own.filter(isShownInGroups) : own;
  return only.length === 1 ? only.map((one) => one.number) : [];
}

function theirs(bench: Bench, person: string, tickets: Before['tickets']): readonly number[] {
  return [...tickets.values()]
    .filter((ticket) => relationsTo(ticket, { person }, bench.county.roster).length > 0)
    .map((one) => one.number);
}
