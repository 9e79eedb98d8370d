/** What people say in the group in answer to a card, and what they change of it afterwards. */
import type { Incoming, Rendered } from '../../src/channels/port.ts';
import { type Bench, CHANNEL, GROUP } from './bench.ts';

const IN_GROUP = { id: GROUP, kind: 'group', title: '' } as const;

/** Somebody answers the newest message of the group that has these words. */
export async function repliesInGroup(
  bench: Bench,
  person: string,
  text: string,
  to: string,
  over: Partial<Incoming> = {},
): Promise<void> {
  const card = bench.sentTo(GROUP, CHANNEL).findLast((one) => one.text.includes(to));
  if (!card) throw new Error(`nothing in the group says ${to}`);
  await bench.hears(person, {
    message: `reply-${person}-${text}`,
    chat: IN_GROUP,
    addressed: true,
    replyTo: { message: bench.idOf(card), fromBot: true },
    text,
    ...over,
  });
}

/** A message of the group that can be changed afterwards. */
export async function saysInGroup(
  bench: Bench,
  person: string,
  message: string,
  text: string,
): Promise<void> {
  await bench.hears(person, { message, chat: IN_GROUP, addressed: false, text });
}

export async function editsInGroup(
  bench: Bench,
  person: string,
  message: string,
  text: string,
  over: Partial<Incoming> = {},
): Promise<void> {
  await bench.hears(person, { what: 'edit', message, chat: IN_GROUP, addressed: false, text, ...over });
}

/** What is sent while something happens, as `chat: text`; edits of cards are left out. */
export async function sentWhile(
  bench: Bench,
  chats: readonly string[],
  what: () => Promise<unknown>,
): Promise<string[]> {
  const before = new Map(chats.map((chat) => [chat, bench.sentTo(chat, CHANNEL).length]));
  await what();
  return chats.flatMap((chat) =>
    bench
      .sentTo(chat, CHANNEL)
      .slice(before.get(chat))
      .filter(({ edit }: Rendered) => edit === null)
      .map(({ text }) => `${chat}: ${text}`),
  );
}
