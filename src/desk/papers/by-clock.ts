/**
 * 督办通知单 by itself: when the ladder of a ticket calls for supervision, the paper is issued as if somebody had asked for
 * it. The reminder is on record before; the paper and its number are one commit, so a stop between the two leaves a reminder
 * without a paper, which the next start finds. The same rung has one paper for ever.
 */
import { DAY, type Instant, MINUTE } from '../../domain/time.ts';
import { superviseNoticeOf } from '../../papers/official/supervise.ts';
import { StoreFault } from '../../store/fault.ts';
import { type DeskParts, viewWith } from '../desk.ts';
import { issue } from './issuing.ts';
import { aboutSupervised, dayToAnswer, supervisedByClock } from './supervised.ts';

const LOOKS = 5;
/** What could not be issued, as on a full disk, is tried again after so long. */
const LEFT_ALONE = 10 * MINUTE;
/** What rang longer ago, before a stop, is left to those who ask for it. */
const LATELY = 3 * DAY;

export interface SupervisionDesk {
  /** A ticket has just been rung for supervision, at that moment. */
  rang(number: number, at: Instant): Promise<void>;
  /** Issues what a stop or a fault has left. */
  look(now: Instant): Promise<void>;
}

export function createSupervisionDesk(parts: DeskParts): SupervisionDesk {
  /** Tickets whose paper is still owed, and from when it is tried; null before the first look. */
  let owed: Map<number, Instant> | null = null;

  async function attempt(number: number, at: Instant): Promise<void> {
    try {
      await issueByClock(number, at, parts);
      owed?.delete(number);
    } catch (error) {
      if (error instanceof StoreFault) throw error;
      parts.log.error({ err: error, ticket: number }, '督办通知单没有出成，过十分钟再试；提醒已经发了');
      owed?.set(number, parts.clock.now() + LEFT_ALONE);
    }
  }

  async function leftBefore(now: Instant): Promise<Map<number, Instant>> {
    const { store, calendar } = parts;
    const office = await store.office();
    const open = await store.tickets({ open: true });
    const rung = open.filter((ticket) => {
      const by = supervisedByClock(ticket, office, calendar);
      return by !== null && now - by.at <= LATELY;
    });
    return new Map(rung.map(({ number }) => [number, now]));
  }

  return {
    rang: attempt,
    async look(now) {
      owed ??= await leftBefore(now);
      for (const [number, from] of owed) if (from <= now) await attempt(number, now);
    },
  };
}

async function issueByClock(number: number, at: Instant, parts: DeskParts): Promise<void> {
  const { store, calendar } = parts;
  for (let look = 1; look <= LOOKS; look++) {
    const ticket = await store.ticket(number);
    const office = await store.office();
    const by = ticket && supervisedByClock(ticket, office, calendar);
    if (!by || ticket.confidential || ticket.department === null) return;
    const { department } = ticket;
    // Also where it has passed to another department since.
    const ofRung = aboutSupervised(number, by.cause, '');
    if (Object.keys(office.papers ?? {}).some((about) => about.startsWith(ofRung))) return;
    const replyBy = dayToAnswer(by, at, calendar);
    const about = aboutSupervised(number, by.cause, department);
    const asked = {
      about,
      kind: 'supervise',
      department,
      tickets: [ticket],
      of: parts.say('paper.ofTicket', { number }),
      paper: (given: Parameters<typeof superviseNoticeOf>[1]) =>
        superviseNoticeOf(ticket, { ...given, ...(replyBy === null ? {} : { replyBy }) }),
    } as const;
    const issuing = { person: null, at, office, view: viewWith(office, parts, at), cause: `paper:${about}` };
    const { event, outbox } = await issue(asked, issuing, parts);
    const result = await store.commit(() => ({
      at,
      cause: issuing.cause,
      expect: { office: office.version, [`ticket/${number}`]: ticket.version },
      office: [event],
      outbox,
    }));
    if (result.ok) return parts.onCommit();
  }
  throw new Error('the office kept changing while a paper was issued');
}
