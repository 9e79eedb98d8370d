/** Lines of the corpus through the real desk, each heard as it would be on its day. */
import type { County } from '../county.ts';
import type { ChatLine, Role } from '../listen/chat-file.ts';
import { type Heard, listen } from '../listen/listen.ts';
import type { CorpusLine } from '../understanding/training/corpus.ts';

/** In the order of `lines`. A line without a day of its own has a day to itself. */
export async function play(
  lines: readonly CorpusLine[],
  county: County,
  onHeard: (count: number) => void = () => {},
): Promise<readonly Heard[]> {
  const found = new Map<string, Heard>();
  await listen({
    lines: lines.map(chatLineOf),
    county,
    keepDays: false,
    onHeard: (heard) => {
      found.set(heard.id, heard);
      onHeard(found.size);
    },
  });
  return lines.map(({ id }) => found.get(id) as Heard);
}

function chatLineOf({ id, day, at, chat, speaker, replyTo, text }: CorpusLine): ChatLine {
  return {
    id,
    day: day ?? id,
    at: at ?? null,
    chat: chat ?? 'group',
    speaker: { role: (speaker?.role as Role | undefined) ?? 'enterprise', org: speaker?.org ?? 'e01' },
    replyTo: replyTo ?? null,
    text,
  };
}
