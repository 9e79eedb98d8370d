/** What a person sees: the group and their own private chat, and nothing of anybody else's. */
import type { Chat } from '../channels/web/chat.ts';
import type { ChatMessage } from '../channels/web/message.ts';
import { GROUP } from '../channels/web/message.ts';
import type { PersonId } from '../domain/roster.ts';

/** As the pages name the two chats of a person. */
export type Place = 'group' | 'private';
export const PLACES: readonly Place[] = ['group', 'private'];

export function isPlace(text: unknown): text is Place {
  return text === 'group' || text === 'private';
}

/** The chat that a person calls so. */
export function chatAt(place: Place, person: PersonId): string {
  return place === 'group' ? GROUP : person;
}

/** What that person calls the chat of a message; null when they do not see it. */
export function placeOf(message: ChatMessage, person: PersonId): Place | null {
  if (message.chat === GROUP) return 'group';
  return message.chat === person ? 'private' : null;
}

/** A message that the person sees; undefined when there is none of that id, or it is not for them. */
export function seenBy(person: PersonId, id: string, chat: Chat): ChatMessage | undefined {
  const message = chat.message(id);
  return message && placeOf(message, person) !== null ? message : undefined;
}
