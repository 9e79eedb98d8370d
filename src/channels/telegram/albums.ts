/**
 * Albums: several pictures sent as one come as one update each, with the same `media_group_id` and no mark at the end
 * (core.telegram.org/bots/api#message); the words are mostly with the first, and may be with any. Each is handed on by
 * itself, so that none is lost whatever happens in between. Only their order is mended: whoever reads the words first
 * knows what the pictures are about.
 */
import type { Update } from 'grammy/types';
import type { Incoming } from '../port.ts';

/** Whether the words of an album may be still on their way. */
export function lacksWords(updates: readonly Update[]): boolean {
  const described = new Map<string, boolean>();
  for (const { message } of updates) {
    if (message?.media_group_id === undefined) continue;
    const album = `${message.chat.id}/${message.media_group_id}`;
    described.set(album, described.get(album) === true || message.caption !== undefined);
  }
  return [...described.values()].includes(false);
}

/** The same messages; of each album those with words before those without, in the places that the album has. */
export function wordsFirst(batch: readonly Incoming[]): readonly Incoming[] {
  const ordered = [...batch];
  const albums = new Set(batch.flatMap(({ album }) => album ?? []));
  for (const album of albums) {
    const places = batch.flatMap((message, place) => (message.album === album ? [place] : []));
    const pictures = places.map((place) => batch[place] as Incoming);
    const sorted = pictures.toSorted((a, b) => Number(a.text === '') - Number(b.text === ''));
    places.forEach((place, index) => {
      ordered[place] = sorted[index] as Incoming;
    });
  }
  return ordered;
}
