/**
 * Numbered replies, where a channel has no buttons: what could be pressed is listed under the message, and a bare
 * number chooses. Only the numbers under the newest message do something by themselves. They run on from message to
 * message, so that an older one is known for what it was and can be asked about; and where several tickets are named, no
 * number is one of theirs.
 */
import { asChosen } from '../../dialogue/pressing.ts';
import { readPress, wordFor } from '../../dialogue/understand.ts';
import type { Buttons } from '../../dialogue/view.ts';
import type { Say } from '../../dialogue/wording.ts';
import { HOUR, type Instant } from '../../domain/time.ts';
import { awaiting, type DialogueOf, type MenuChoice } from '../dialogue.ts';

/** After a night the numbers begin with 1 again. */
const RUNS_ON = 6 * HOUR;
/** Two digits are quickly typed; of so many choices the oldest are forgotten. */
const HIGHEST = 99;
const REMEMBERED = 60;

type Menu = DialogueOf<'menu'>;

export interface Numbered {
  readonly text: string;
  /** What the numbers mean from now on; null where there is nothing to choose. */
  readonly menu: Menu | null;
}

/** A message for one person, with numbers for its buttons. `before`: what numbers meant until now. */
export function withNumbers(
  text: string,
  buttons: Buttons,
  before: Menu | undefined,
  now: Instant,
  say: Say,
): Numbered {
  const offered = buttons.flat();
  if (offered.length === 0) return { text: asChosen(text), menu: null };
  const known = before && now - before.since < RUNS_ON ? before : undefined;
  const numbers = numbersFor(offered, known?.last ?? 0);
  const newest = offered.map(({ label, data }, index): MenuChoice => {
    return { number: numbers[index] ?? 0, label, data };
  });
  const older = (known?.choices ?? []).filter(({ number }) => !numbers.includes(number));
  // A number does not stand at the end of a line with its choice on the next.
  const listed = newest
    .map(({ number, label }) => say('menu.choice', { number, label }).replace(' ', '\u00a0'))
    .join('　');
  const holds = {
    choices: [...older.slice(-REMEMBERED), ...newest],
    first: numbers[0] ?? 0,
    last: numbers.at(-1) ?? 0,
  };
  return {
    text: `${asChosen(text)}\n${say('menu.numbers', { choices: listed })}`,
    menu: awaiting('menu', holds, now),
  };
}

/** A number for each choice, counting on from `last`. Where one of several tickets is to be chosen, no choice gets a ticket's number. */
function numbersFor(offered: Buttons[number], last: number): readonly number[] {
  const tickets = new Set(offered.flatMap(({ data }) => readPress(data)?.number ?? []));
  const taken = tickets.size > 1 ? tickets : new Set<number>();
  const from = (first: number): readonly number[] => {
    const free: number[] = [];
    for (let number = first; free.length < offered.length; number++)
      if (!taken.has(number)) free.push(number);
    return free;
  };
  const next = from(last + 1);
  return (next.at(-1) ?? 0) > HIGHEST ? from(1) : next;
}

/** A message for a group: many read it, so what could be pressed is named as the words to say. */
export function withCommands(text: string, buttons: Buttons, ticket: number | null, say: Say): string {
  const commands = buttons
    .flat()
    .flatMap(({ data }) => readPress(data) ?? [])
    .flatMap((press) => wordFor(press) ?? [])
    .map((word) => `${word} ${ticket ?? ''}`);
  const plain = asChosen(text);
  return ticket === null || commands.length === 0
    ? plain
    : `${plain}\n${say('menu.commands', { commands: commands.join('、') })}`;
}

/** What stands, or stood, behind a number; `newest`: under the newest message. */
export function chosen(
  number: number,
  menu: Menu | undefined,
): (MenuChoice & { readonly newest: boolean }) | null {
  const choice = menu?.choices.findLast((one) => one.number === number);
  if (!menu || !choice) return null;
  return { ...choice, newest: menu.first <= number && number <= menu.last };
}
