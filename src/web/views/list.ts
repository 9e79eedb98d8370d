/**
 * A list of tickets as people read it: each an entry of its own, with the button that opens it in the entry instead of
 * its number once more below all. What is an entry is known by the buttons; the words stay as they are and in their order.
 */
import type { Button } from '../../channels/port.ts';
import { readPress } from '../../dialogue/understand.ts';
import type { Roster } from '../../domain/roster.ts';
import { chipTone, words } from './card.ts';
import { type Html, html, joined } from './html.ts';
import { wholes } from './whole.ts';

/** A line that goes on with the entry above it begins with this. */
const INDENT = '\u3000';

interface Entry {
  readonly lines: string[];
  readonly button: Button;
}

/** The lines of a message, those of one ticket together; null where it is no list. */
export function entriesOf(
  text: string,
  rows: readonly (readonly Button[])[],
): readonly (string | Entry)[] | null {
  const waiting = rows.flat();
  if (waiting.length < 2 || waiting.some(({ data }) => readPress(data)?.verb !== 'open')) return null;
  const parts: (string | Entry)[] = [];
  for (const line of text.split('\n')) {
    const last = parts.at(-1);
    const place = waiting.findIndex(({ data }) => Number.parseInt(line, 10) === readPress(data)?.number);
    const [button] = place < 0 ? [] : waiting.splice(place, 1);
    if (button) parts.push({ lines: [line], button });
    else if (line.startsWith(INDENT) && typeof last === 'object') last.lines.push(line);
    else parts.push(line);
  }
  return waiting.length === 0 ? parts : null;
}

export function listBody(parts: readonly (string | Entry)[], roster: Roster): Html {
  return joined(parts.map((part) => (typeof part === 'string' ? words(part, roster) : entry(part, roster))));
}

function entry({ lines, button }: Entry, roster: Roster): Html {
  const [first = '', ...more] = lines;
  const [number = '', state = '', ...about] = first.split(INDENT);
  const gap = html`<span class="sr">${INDENT}</span>`;
  return html`<div class="entry"><div class="entry-words">
<p class="entry-head"><strong>${number}</strong>${state && html`${gap}<span class="chip${chipTone(state)}">${state}</span>`}</p>
${about.length > 0 && html`<p class="entry-about">${about.map((one, turn) => html`${turn > 0 && gap}<span>${wholes(one, roster)}</span>`)}</p>\n`}${more.map((line) => html`<p>${wholes(line.trim(), roster)}</p>`)}
</div><button name="data" value="${button.data}">${button.label}</button></div>
`;
}
