/** What journeys ask of the fake Telegram again and again. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { programOf } from '../support/programs.ts';
import type { Onlooker, Seen } from '../support/stage.ts';
import type { World } from '../support/world.ts';

/** Whatever the channel, there are eyes on it. */
interface Watched<Place, M extends Seen> {
  readonly tg: Onlooker<Place, M>;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The labels of a message's buttons, row after row. */
export function labels(message: Seen): readonly string[] {
  return message.buttons.flat().map(({ text }) => text);
}

/** The data behind the button of that label. */
export function dataOf(message: Seen, label: string): string {
  return message.buttons.flat().find(({ text }) => text === label)?.data ?? '';
}

/** What the bot has said in a chat, oldest first, as it reads now. */
export async function heard<Place, M extends Seen>(
  { tg }: Watched<Place, M>,
  place: Place,
): Promise<readonly M[]> {
  return (await tg.messages(place)).filter(({ fromBot }) => fromBot);
}

let probes = 900_000;

/**
 * What the bot newly says in a chat because of `act`, when that may be nothing: a question that always gets an
 * answer is asked behind it, and what came before that answer is all there is.
 */
export async function answersTo<Place, M extends Seen>(
  world: Watched<Place, M>,
  place: Place,
  person: { says(place: Place, text: string): Promise<unknown> },
  act: () => Promise<unknown>,
): Promise<readonly string[]> {
  const before = (await heard(world, place)).length;
  await act();
  const number = ++probes;
  await person.says(place, `进度 ${number}`);
  const isProbe = ({ text }: Seen) => text.includes(String(number));
  await world.tg.waitForMessage(place, isProbe);
  const after = await heard(world, place);
  return after
    .slice(before)
    .filter((message) => !isProbe(message))
    .map(({ text }) => text);
}

/** Does something and gives the message with these words that the bot says in `place` from then on. */
export async function answerWith<Place, M extends Seen>(
  world: Watched<Place, M>,
  place: Place,
  words: string,
  act: () => Promise<unknown>,
): Promise<M> {
  const before = (await heard(world, place)).length;
  await act();
  return await world.tg.waitFor(
    async () => (await heard(world, place)).slice(before).find(({ text }) => text.includes(words)),
    undefined,
    `an answer of the bot in chat ${inWords(place)} with “${words}”`,
  );
}

/** Says something and gives the first new message of the bot in `place`. */
export async function answerTo<Place, M extends Seen>(
  world: Watched<Place, M>,
  place: Place,
  act: () => Promise<unknown>,
): Promise<M> {
  const before = (await heard(world, place)).length;
  await act();
  return await world.tg.waitFor(
    async () => (await heard(world, place))[before],
    undefined,
    `an answer of the bot in chat ${inWords(place)}`,
  );
}

/** The one card of a ticket in a chat; fails when there are two, or none. */
export async function cardOf<Place, M extends Seen>(
  world: Watched<Place, M>,
  place: Place,
  number: number,
): Promise<M> {
  const cards = (await heard(world, place)).filter(({ text }) => isCard(text, number));
  expect(cards.length, `cards of ticket ${number} in the chat`).toBe(1);
  return cards[0] as M;
}

/** Waits until the card of a ticket says so. */
export async function cardWith<Place, M extends Seen>(
  world: Watched<Place, M>,
  place: Place,
  number: number,
  words: string,
): Promise<M> {
  return await world.tg.waitForMessage(place, ({ text }) => isCard(text, number) && text.includes(words));
}

/** The answer to 进度 begins like the card, and goes on with what has happened. In danger, whom to ring stands above. */
function isCard(text: string, number: number): boolean {
  return (
    new RegExp(`^(?:情况危急[^\\n]*\\n)?【诉求件 ${number}(】| ·)`, 'u').test(text) && !text.includes('\n\n')
  );
}

/** How often the text stands in the chat. */
export async function countOf<Place, M extends Seen>(
  world: Watched<Place, M>,
  place: Place,
  words: string,
): Promise<number> {
  return (await heard(world, place)).filter(({ text }) => text.includes(words)).length;
}

function inWords(place: unknown): string {
  return typeof place === 'object' && place !== null && 'id' in place ? String(place.id) : String(place);
}

interface Said {
  readonly code: number;
  readonly text: string;
}

/** What `npm run roster -- …` does, without the second that npm takes to begin. */
export async function roster(world: World, ...words: readonly string[]): Promise<Said> {
  return await run(world, process.execPath, [...programOf('src/cli/roster.ts'), ...words]);
}

/** `npm run roster -- …` as an operator types it. */
export async function npmRoster(world: World, ...words: readonly string[]): Promise<Said> {
  return await run(world, 'npm', ['run', '-s', 'roster', '--', ...words]);
}

async function run(world: World, command: string, words: readonly string[]): Promise<Said> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...world.env };
  return await new Promise((resolve) => {
    execFile(command, words, { cwd: ROOT, env }, (error, out, errors) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, text: out + errors });
    });
  });
}

/** An invite code for a person, made by the operator. */
export async function invite(world: World, person: string): Promise<string> {
  const { text } = await roster(world, 'invite', person);
  const code = /LX-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(text)?.[0];
  expect(code, `an invite code in: ${text}`).toBeDefined();
  return code as string;
}
