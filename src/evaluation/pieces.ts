/**
 * Matters told in pieces: 煤泥水, and at once 取水证五月到期, and 报告交了没回, each a line of its own. The program puts them
 * together; whichever of them opened the ticket, the matter has one.
 */
import type { Heard } from '../listen/listen.ts';
import type { CorpusLine } from '../understanding/training/corpus.ts';

/** Minutes within which the same speaker goes on with what was begun. */
const AT_ONCE = 3;

export interface Told {
  /** In the order of the lines; of a matter, what became of it with its pieces. */
  readonly heard: readonly Heard[];
  /** Ids of the pieces that opened a ticket in place of the line that the corpus calls the matter. */
  readonly openers: ReadonlySet<string>;
}

/** `heard`: in the order of `lines`. */
export function putTogether(lines: readonly CorpusLine[], heard: readonly Heard[]): Told {
  const byDay = new Map<string, number[]>();
  lines.forEach(({ day, at }, place) => {
    if (day === undefined || at === undefined) return;
    const known = byDay.get(day);
    if (known) known.push(place);
    else byDay.set(day, [place]);
  });
  const openers = new Set<string>();
  const together = lines.map((line, place) => {
    const own = heard[place] as Heard;
    if (line.is !== 'new' || own.fresh.length > 0) return own;
    const near = (byDay.get(line.day ?? '') ?? []).filter((other) =>
      isNear(line, lines[other] as CorpusLine),
    );
    const before = near.find((other) => {
      const { fresh } = heard[other] as Heard;
      return other < place && lines[other]?.is === 'talk' && fresh.some(({ n }) => own.changed.includes(n));
    });
    if (before !== undefined) {
      openers.add((lines[before] as CorpusLine).id);
      return { ...own, fresh: (heard[before] as Heard).fresh, changed: [] };
    }
    const after = near.filter((other) => other > place && lines[other]?.of === line.id);
    const opening = after.find((other) => (heard[other] as Heard).fresh.length > 0);
    if (opening !== undefined) {
      openers.add((lines[opening] as CorpusLine).id);
      return { ...own, fresh: (heard[opening] as Heard).fresh, changed: [] };
    }
    const asked = after.map((other) => (heard[other] as Heard).asked).find((one) => one !== null);
    return { ...own, asked: own.asked ?? asked ?? null };
  });
  return { heard: together, openers };
}

function isNear(one: CorpusLine, other: CorpusLine): boolean {
  const isSame =
    one.speaker?.role === other.speaker?.role &&
    one.speaker?.org === other.speaker?.org &&
    one.chat === other.chat;
  return isSame && Math.abs(minutesOf(one) - minutesOf(other)) <= AT_ONCE;
}

function minutesOf({ at }: CorpusLine): number {
  const [hour = 0, minute = 0] = (at ?? '').split(':').map(Number);
  return hour * 60 + minute;
}
