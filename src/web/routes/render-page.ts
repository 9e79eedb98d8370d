/** Puts the page of a person together. */
import { randomUUID } from 'node:crypto';
import type { Face } from '../people.ts';
import type { Scene } from '../scene.ts';
import { chatAt, PLACES, type Place, placeOf, seenBy } from '../sight.ts';
import { bubbles } from '../views/bubble.ts';
import type { Html } from '../views/html.ts';
import { personPage } from '../views/person.ts';

export interface Wanted {
  /** The chat in front on a narrow screen. */
  readonly place: Place;
  /** A message to quote. */
  readonly quote: string | null;
  /** Key of the press whose answer is to be shown. */
  readonly told: string | null;
  /** How many messages of each chat. */
  readonly limit: number;
  /** Words that could not be sent, and why. */
  readonly refused?: { readonly text: string; readonly why: string };
}

export async function renderPage(scene: Scene, face: Face, wanted: Wanted): Promise<Html> {
  const { channel, roster, board, presses } = scene;
  const { chat } = channel;
  const clock = await board.state();
  const eyes = { viewer: face.id, roster, chat, now: clock.now };
  const quoted = wanted.quote === null ? undefined : seenBy(face.id, wanted.quote, chat);
  // Read before the messages: what changes meanwhile comes again, and is known by its number.
  const since = chat.change;
  const panes = PLACES.map((place) => {
    const messages = chat.messages(chatAt(place, face.id), { limit: wanted.limit });
    const all = chat.messages(chatAt(place, face.id));
    const here = wanted.place === place;
    return {
      place,
      items: bubbles(messages, eyes),
      older: messages.length < all.length,
      empty: all.length === 0,
      key: randomUUID(),
      quoted: quoted && placeOf(quoted, face.id) === place ? quoted : null,
      text: here ? (wanted.refused?.text ?? '') : '',
      why: here ? (wanted.refused?.why ?? null) : null,
    };
  });
  const told = wanted.told === null ? '' : await presses.answer(`${face.id}/${wanted.told}`)?.catch(() => '');
  return personPage({ face, roster, clock, panes, front: wanted.place, since, told: told ?? '', eyes });
}
