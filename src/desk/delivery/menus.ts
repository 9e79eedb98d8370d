/**
 * Numbered replies, where a channel has no buttons: what could be pressed is listed under the message, and a bare
 * number chooses. Numbers run on from message to message, so that 2 means what stood behind 2 when it was read, though
 * another message has come since.
 */
import { understand } from '../../dialogue/understand.ts';
import type { Buttons } from '../../dialogue/view.ts';
import type { Say } from '../../dialogue/wording.ts';
import { DAY, HOUR, type Instant } from '../../domain/time.ts';
import type { Dialogue } from '../../store/port.ts';

/** After a night the numbers begin with 1 again. */
const RUNS_ON = 6 * HOUR;
const KEPT = 30 * DAY;
/** Two digits are quickly typed; of so many choices the oldest are forgotten. */
const HIGHEST = 99;
const REMEMBERED = 60;

export interface Numbered {
  readonly text: string;
  /** What the numbers mean from now on; null where there is nothing to choose. */
  readonly menu: Dialogue | null;
}

/** A message for one person, with numbers for its buttons. `before`: what numbers meant until now. */
export function withNumbers(
  text: string,
  buttons: Buttons,
  before: Dialogue | undefined,
  now: Instant,
  say: Say,
): Numbered {
  const offered = buttons.flat();
  if (offered.length === 0) return { text: withoutButtons(text), menu: null };
  const known = before && now - before.since < RUNS_ON ? before.data : {};
  const last = Number(known.last ?? 0);
  const first = last + offered.length > HIGHEST ? 1 : last + 1;
  const choices = offered.map(({ label, data }, index) => ({ label, data, number: first + index }));
  const newest = Object.fromEntries(choices.map(({ number, data }) => [String(number), data]));
  const { last: _last, first: _first, ...older } = known;
  const kept = Object.entries(older).filter(([number]) => newest[number] === undefined);
  // A number does not stand at the end of a line with its choice on the next.
  const listed = choices
    .map(({ number, label }) => say('menu.choice', { number, label }).replace(' ', '\u00a0'))
    .join('　');
  return {
    text: `${withoutButtons(text)}\n${say('menu.numbers', { choices: listed })}`,
    menu: {
      awaiting: 'menu',
      ticket: null,
      since: now,
      expiresAt: now + KEPT,
      data: {
        ...Object.fromEntries(kept.slice(-REMEMBERED)),
        ...newest,
        first: String(first),
        last: String(first + offered.length - 1),
      },
    },
  };
}

/** A message for a group: many read it, so what could be pressed is named as the words to say. */
export function withCommands(text: string, buttons: Buttons, ticket: number | null, say: Say): string {
  const commands = buttons
    .flat()
    .map(({ label }) => `${label} ${ticket ?? ''}`)
    .filter((command) => understand(command).type === 'ticket');
  const plain = withoutButtons(text);
  return ticket === null || commands.length === 0
    ? plain
    : `${plain}\n${say('menu.commands', { commands: commands.join('、') })}`;
}

/** The data of the button behind a number; null when the number means nothing. */
export function chosen(number: number, menu: Dialogue | undefined): string | null {
  return menu?.data[String(number)] ?? null;
}

/** Whether the number stands under the newest message. */
export function isNewest(number: number, menu: Dialogue | undefined): boolean {
  const { first, last } = menu?.data ?? {};
  return first !== undefined && Number(first) <= number && number <= Number(last);
}

/** The sentences of wording.yaml speak of pressing. */
function withoutButtons(text: string): string {
  return text.replaceAll('点按钮', '回数字').replaceAll('点选', '选').replaceAll('点“', '选“');
}
