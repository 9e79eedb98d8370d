/** 12月20日前 换变压器; 换变压器（12月20日前）: what is to be done, without the day that it begins or ends with, and until when. */
import type { Calendar } from '../domain/calendar.ts';
import type { Instant } from '../domain/time.ts';
import { type ByWhen, comparable, readByWhen, saidOfWhen } from './by-when.ts';

/** No day is written longer, with the marks around it. */
const LONGEST = 40;
const BEHIND = /^[\s,，、:：;；]+/u;
const BEFORE = /[\s,，、:：;；（(]+$/u;
/** What may stand around a day and says nothing more. */
const AROUND = /^(?:请|在|于|限|须)*|[)）。.!！]*$/gu;

export interface Parted {
  /** As it was said where the day stands in the midst of it, or is not read. */
  readonly text: string;
  readonly when: ByWhen;
}

export function partedFromDay(words: string, now: Instant, calendar: Calendar): Parted {
  const text = words.trim();
  const when = readByWhen(text, now, calendar);
  const said = saidOfWhen(text, now, calendar)?.replace(AROUND, '');
  if (when.is !== 'read' || !said) return { text, when };
  const isDay = (part: string): boolean => comparable(part).replace(AROUND, '') === said;
  for (let length = 1; length <= Math.min(LONGEST, text.length); length++) {
    const rest = text.slice(length);
    // 12月20日前后 is about a day.
    if (isDay(text.slice(0, length)) && !rest.startsWith('后')) {
      return { text: rest.replace(BEHIND, ''), when };
    }
    if (isDay(text.slice(-length))) return { text: text.slice(0, -length).replace(BEFORE, ''), when };
  }
  return { text, when };
}
