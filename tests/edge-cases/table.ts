/**
 * The fifty edge cases on which service desks are known to break, gathered from the bug lists of those in use
 * (Zammad, GLPI, osTicket, Request Tracker, Chatwoot, Frappe Helpdesk …), and what this one promises in each.
 * Where a case cannot arise here (15 our own zone has no summer time, 17 one calendar for all, 23 no priorities, 36 one
 * program to a record), its test shows what makes it so.
 */
import { test } from 'vitest';

export const PROMISES: Readonly<Record<number, string>> = {
  1: 'a clock started exactly at opening, at closing, or at either end of the lunch break',
  2: 'a budget used up exactly at closing ends at that closing, not at the next opening',
  3: 'seconds and milliseconds are neither dropped nor rounded',
  4: 'no budget, a negative one, one of more than a month, more than a year, more than twenty years',
  5: 'a calendar without a working day is refused, and never searched without end',
  6: 'hours that close before they open or run overnight are refused; 24:00 and 00:00–23:59 are counted to the minute',
  7: 'office hours that overlap are refused, those that touch are one stretch',
  8: 'a Saturday with its own hours after a Friday evening start closes by its own hours',
  9: 'National Day, the Spring Festival, and a closure of thirty-two days: not one of them is counted',
  10: 'a make-up Saturday or Sunday is worked, a holiday on a weekend adds nothing, a day that is both is refused',
  11: 'a half-day is worked for its half',
  12: 'a holiday over the turn of the year, and the 29th of February',
  13: 'a calendar edited after a ticket began: counted again once, and the reminder rings by the new day',
  14: 'next year’s holidays are not published yet: the deadline says that it is provisional',
  15: 'a server that puts its clock forward or back, at two or at midnight, makes no difference',
  16: 'the zone of the server is not the zone of the office, and is never seen',
  17: 'no department has a calendar of its own: handing a ticket on does not move the day it is due',
  18: 'a pause outside office hours, over a weekend, over a holiday moves by what the office lost',
  19: 'a pause of less than a minute counts to the millisecond, one of no length not at all',
  20: 'two pauses within one minute both count',
  21: 'asked while the clock stands: it says so, and nothing gets late meanwhile',
  22: 'a pause after the deadline has passed saves nobody',
  23: 'a pause, and then other limits or another priority: the ticket goes on by the limits it began with, unless the hub says that it is of another kind',
  24: 'a pause before the first answer: who asks the enterprise for papers has signed and answered, once',
  25: 'pauses are capped in number and length, and the long one takes a leader’s word',
  26: 'resolved late between two looks of the clock is late',
  27: 'reopened: a new cycle with time of its own, the time it was closed is not charged, also after 不满意',
  28: 'merged, a ticket rings no more; split, both problems have a number and a clock',
  29: 'the same message twice, an edit, an edit before its message, pictures that come after the words',
  30: 'two problems of one person are two tickets',
  31: 'one problem told by two people: of one enterprise it can be merged, of two enterprises it stays two',
  32: 'handed on in the very second of the deadline: nobody gains a day by it',
  33: 'a first answer counts only from whoever has the ticket; neither the bot nor another department can give it',
  34: 'no 办结 without a result in words',
  35: 'after a stop over several reminders each person hears one, not a flood',
  36: 'a reminder is sent once over restarts, and two programs never work on one record',
  37: 'in quiet hours a message comes without a sound, but for emergencies and answers',
  38: 'a clock that jumps back or ahead repeats no reminder and skips no ticket',
  39: 'somebody who blocked the bot holds up nobody else, and gets what was kept when they are back',
  40: 'to acknowledge a notice does not stop the ladder, only the work does',
  41: 'no rung of a ladder rings twice in one cycle; a new cycle rings anew',
  42: 'a rung whose person is on leave rings whoever stands in, up to the dispatcher',
  43: 'nothing to count is “—”, never 0 % or 100 %',
  44: 'a ticket on the edge of a period is in one period only, by the office’s midnight',
  45: 'open and overdue counts as late now, not when it is closed',
  46: 'reopened after the report went out: the report is not rewritten, and a new one of the same period tells both',
  47: 'unrated is not satisfied, and how many answered is said beside it',
  48: 'on time is judged without the time the clock stood, and the record keeps the plain days',
  49: 'withdrawn, merged and not taken on leave the rates in plain sight, by kind',
  50: 'received and carried over is open, suspended, closed and excluded, whatever happened',
};

/** The test of one of them, under its number and promise. */
export function edge(number: number, run: () => void | Promise<void>): void {
  const promise = PROMISES[number];
  if (promise === undefined) throw new Error(`there is no edge case ${number}`);
  test(`${String(number).padStart(2, '0')} · ${promise}`, run);
}
