/**
 * What the journal of a replay says was sent: reminders, summaries, escalations. Counted from the record itself, so
 * that every figure can be found there again. Confidential reports are left out, as in every figure.
 */
import type { Audience, Step } from '../domain/flow.ts';
import type { Roster } from '../domain/roster.ts';
import type { Reminded } from '../domain/ticket-events.ts';
import { type JournalLine, type Settled, settledIn } from '../store/line.ts';
import { scanJournal } from '../store/scan.ts';

/** One rung of one step. */
export interface RungTally {
  readonly step: Step;
  readonly rung: string;
  readonly to: readonly Audience[];
  /** Reminders that fell due. */
  times: number;
  /** Messages sent for them: one to each person; none where nobody is on record (an unknown enterprise). */
  messages: number;
}

export interface Tally {
  /** In the order in which they first fell due. */
  readonly reminders: readonly RungTally[];
  /** Reminders meant for the head of a department too: how many, of how many tickets, in how many messages. */
  readonly escalations: { readonly times: number; readonly tickets: number; readonly messages: number };
  /** Summaries made, and messages sent with them. */
  readonly summaries: { readonly daily: number; readonly weekly: number; readonly messages: number };
  /** Messages sent, by kind (task, dispatch, reminder, summary, …). */
  readonly sent: Readonly<Record<string, number>>;
  /** Messages no longer true when their turn came, or refused. */
  readonly dropped: number;
}

interface Waiting {
  readonly kind: string;
  readonly rung: RungTally | null;
  readonly toHead: boolean;
}

/** Reads the journal in `dir`. Throws `StoreFault` when it is damaged. */
export function tallyOf(dir: string, roster: Roster): Tally {
  const heads = new Set(roster.departments.map(({ head }) => head.id));
  const confidential = new Set<number>();
  const rungs = new Map<string, RungTally>();
  const waiting = new Map<string, Waiting>();
  const escalated = new Set<number>();
  const count = { escalations: 0, headMessages: 0, daily: 0, weekly: 0, dropped: 0 };
  const sent: Record<string, number> = {};

  function onTickets(line: JournalLine): RungTally | null {
    let reminded: RungTally | null = null;
    for (const { number, events } of line.tickets ?? []) {
      for (const event of events) {
        if (event.type === 'registered' && event.confidential) confidential.add(number);
        if (confidential.has(number)) continue;
        if (event.type !== 'reminded') continue;
        reminded = rungOf(event, rungs);
        reminded.times += 1;
        if (!event.to.includes('head')) continue;
        count.escalations += 1;
        escalated.add(number);
      }
    }
    return reminded;
  }

  function onSettled({ id, settlement }: Settled): void {
    const message = waiting.get(id);
    if (!message) return;
    if (settlement.state === 'dropped') count.dropped += 1;
    if (settlement.state !== 'sent') return;
    waiting.delete(id);
    sent[message.kind] = (sent[message.kind] ?? 0) + 1;
    if (message.rung) message.rung.messages += 1;
    if (message.toHead) count.headMessages += 1;
  }

  scanJournal(dir, (scanned) => {
    const line = scanned.parse();
    const rung = onTickets(line);
    for (const { id, to, kind, ticket } of line.outbox ?? []) {
      if (ticket !== null && confidential.has(ticket)) continue;
      const reminder = kind === 'reminder' ? rung : null;
      const toHead = (reminder !== null || kind === 'digest') && 'person' in to && heads.has(to.person);
      waiting.set(id, { kind, rung: reminder, toHead });
    }
    settledIn(line).forEach(onSettled);
    for (const event of line.office ?? []) {
      if (event.type !== 'summarised') continue;
      if (event.period.startsWith('weekly')) count.weekly += 1;
      if (event.period.startsWith('daily')) count.daily += 1;
    }
  });
  const { escalations: times, headMessages: messages, daily, weekly, dropped } = count;
  return {
    reminders: [...rungs.values()],
    escalations: { times, tickets: escalated.size, messages },
    summaries: { daily, weekly, messages: sent.summary ?? 0 },
    sent,
    dropped,
  };
}

function rungOf({ step, rung, to }: Reminded, rungs: Map<string, RungTally>): RungTally {
  const key = `${step}/${rung}`;
  const known = rungs.get(key) ?? { step, rung, to, times: 0, messages: 0 };
  rungs.set(key, known);
  return known;
}
