/**
 * The surroundings of the corpus's lines, as the desk would have them: each day's lines in order, the matters that were
 * opened before, by whom, and what was said on them since.
 */
import { MINUTE } from '../../domain/time.ts';
import { NEAR_MS, type NearMatter, type Surroundings } from '../surroundings.ts';
import type { CorpusLine } from './corpus.ts';

interface Opened {
  readonly id: string;
  readonly org: string;
  readonly chat: string;
  matter: NearMatter;
}

/** By line id. Lines without a day of their own have none, as nobody knows what was around them. */
export function surroundingsIn(corpus: readonly CorpusLine[]): ReadonlyMap<string, Surroundings> {
  const days = new Map<string, CorpusLine[]>();
  for (const line of corpus) {
    if (line.day === undefined || line.speaker === undefined) continue;
    const day = days.get(line.day);
    if (day) day.push(line);
    else days.set(line.day, [line]);
  }
  const found = new Map<string, Surroundings>();
  for (const lines of days.values()) for (const [id, one] of ofDay(lines)) found.set(id, one);
  return found;
}

function ofDay(lines: readonly CorpusLine[]): readonly (readonly [string, Surroundings])[] {
  const matters: Opened[] = [];
  const speakers = new Map<string, string>();
  let clock = 0;
  return lines.map((line) => {
    const { id, text, is, of, at, chat = 'group', replyTo } = line;
    const { role, org } = line.speaker ?? { role: 'enterprise', org: null };
    const who = `${role}/${org ?? ''}`;
    clock = Math.max(clock + 1000, minutesOf(at) * MINUTE);
    const now = clock;
    const isMember = role === 'enterprise';
    const own = isMember ? matters.filter((one) => one.org === (org ?? '')) : [];
    const others = matters.filter(
      (one) => one.chat === 'group' && !own.includes(one) && now - one.matter.openedAt <= NEAR_MS,
    );
    const around: Surroundings = {
      at: now,
      role: isMember ? 'member' : role === 'stranger' ? 'stranger' : 'staff',
      chat,
      answered: replyTo == null ? 'nothing' : speakers.get(replyTo) === who ? 'own' : 'other',
      own: besideWhich(own, of).map(({ matter }) => matter),
      others: chat === 'group' ? others.map(({ matter }) => matter) : [],
    };
    speakers.set(id, who);
    if (is === 'new' && isMember) {
      const matter = { text, openedAt: now, saidAt: now, toldAt: null, asked: false };
      matters.push({ id, org: org ?? '', chat, matter });
    }
    const meant = matters.find((one) => one.id === of);
    if (meant && isMember && meant.org === org) {
      meant.matter = { ...meant.matter, saidAt: now, asked: meant.matter.asked && is !== 'answer' };
    } else if (meant && role !== 'enterprise') {
      meant.matter = { ...meant.matter, toldAt: now };
    }
    return [id, around] as const;
  });
}

/**
 * The matter that a line is read beside, as the desk reads it beside each: the one it speaks of; for one that speaks of none
 * the one that was spoken of last, which it is soonest taken for.
 */
function besideWhich(own: readonly Opened[], of: string | null | undefined): readonly Opened[] {
  const meant = own.filter(({ id }) => id === of);
  if (meant.length > 0) return meant;
  return own.length === 0
    ? []
    : [own.reduce((last, one) => (one.matter.saidAt >= last.matter.saidAt ? one : last))];
}

/** `09:12` as minutes of the day; what is written otherwise follows on the line before. */
function minutesOf(at: string | undefined): number {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})/.exec(at ?? '') ?? [];
  return hour === undefined ? 0 : Number(hour) * 60 + Number(minute);
}
