/** An entry for somebody's calendar (.ics, RFC 5545): times in UTC, lines end in CRLF and are folded at 75 octets. */
import { type Instant, MINUTE } from '../domain/time.ts';

export interface CalendarEntry {
  /** The same for ever: an entry that comes again replaces the former one. */
  readonly uid: string;
  /** How often it was changed. */
  readonly sequence: number;
  readonly begins: Instant;
  /** When this file was made. */
  readonly at: Instant;
  readonly title: string;
  readonly place: string;
  readonly text: string;
}

/** Whoever's calendar it is in is reminded so long before. */
const ALARM_MINUTES = 60;
/** RFC 5545, 3.1: octets of a line without its break. */
const LONGEST = 75;

export function calendarFileOf({ uid, sequence, begins, at, title, place, text }: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//lianxinqiao//events//ZH',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utc(at)}`,
    `DTSTART:${utc(begins)}`,
    `SUMMARY:${escaped(title)}`,
    `LOCATION:${escaped(place)}`,
    `DESCRIPTION:${escaped(text)}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `TRIGGER:-PT${ALARM_MINUTES}M`,
    `DESCRIPTION:${escaped(title)}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** 20261203T000000Z */
function utc(at: Instant): string {
  return `${new Date(Math.floor(at / MINUTE) * MINUTE).toISOString().replace(/[-:]|\.\d+/g, '')}`;
}

/** 3.3.11: of a TEXT. A control character other than a line's end has no place in one. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');
}

/** Never within a character: each further line begins with a space, which counts. */
function folded(line: string): string {
  let [out, octets] = ['', 0];
  for (const sign of line) {
    const length = Buffer.byteLength(sign);
    if (octets + length > LONGEST) [out, octets] = [`${out}\r\n `, 1];
    out += sign;
    octets += length;
  }
  return out;
}
