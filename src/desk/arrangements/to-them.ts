/** An answer that whoever asked reads alone; asked in a group, it says there that it went to them. */
import type { Case, Outcome, Reply } from '../case.ts';

export function toThem(
  { message, view }: Case,
  text: string,
  more: Pick<Reply, 'buttons' | 'ticket' | 'file'> = {},
): Outcome {
  const there = message.chat.kind === 'group' ? [{ text: view.say('told.privately') }] : [];
  return { replies: [{ text, privately: true, ...more }, ...there] };
}
