/** 12月20日前 换变压器; 换变压器（12月20日前）: what is to be done, without the day that it begins or ends with, and until when. */
import type { Calendar } from '../domain/calendar.ts';
import type { Instant } from '../domain/time.ts';
import { type ByWhen, readByWhen } from './by-when.ts';

/** No day is written longer. */
const LONGEST = 24;
const MARKS_BEHIND = /^(?:的?(?:之前|以前|前|之内|以内|内|为止|止|截止))?[\s,，、:：;；]*/u;
const MARKS_BEFORE = /[\s,，、:：;；（(]*(?:在|于|限|须|要求)?$/u;

export interface Parted {
  /** As it was said where the day stands in the midst of it, or is not read. */
  readonly text: string;
  readonly when: ByWhen;
}

export function partedFromDay(said: string, now: Instant, calendar: Calendar): Parted {
  const text = said.trim();
  const when = readByWhen(text, now, calendar);
  if (when.is !== 'read') return { text, when };
  const asked = JSON.stringify(when.asked);
  const isDay = (part: string): boolean => {
    const read = readByWhen(part, now, calendar);
    return read.is === 'read' && JSON.stringify(read.asked) === asked;
  };
  const isRest = (part: string): boolean => readByWhen(part, now, calendar).is === 'unsaid';
  const most = Math.min(LONGEST, text.length);
  for (let length = 2; length <= most; length++) {
    const behind = text.slice(length).replace(MARKS_BEHIND, '');
    if (isDay(text.slice(0, length)) && isRest(behind)) return { text: behind, when };
  }
  for (let length = 2; length <= most; length++) {
    const before = text.slice(0, -length).replace(MARKS_BEFORE, '');
    if (isDay(text.slice(-length)) && isRest(before)) return { text: before, when };
  }
  return { text, when };
}
