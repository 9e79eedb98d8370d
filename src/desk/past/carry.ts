/** A ledger from before is brought in by one commit: its open matters as tickets, its closed ones as figures of the past. */
import { createHash } from 'node:crypto';
import { keepFile } from '../../disk.ts';
import { evolveTicket } from '../../domain/evolve.ts';
import { type Registration, register } from '../../domain/lifecycle.ts';
import type { Office } from '../../domain/office.ts';
import { startTakenOver } from '../../domain/reminders.ts';
import { TAKEN_OVER, type Ticket } from '../../domain/ticket.ts';
import type { TicketEvent } from '../../domain/ticket-events.ts';
import type { Instant } from '../../domain/time.ts';
import { dateInWords } from '../../papers/official/paper.ts';
import { trackOf } from '../../routing/track.ts';
import type { Outgoing } from '../../store/port.ts';
import { contextOf } from '../commit.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewWith } from '../desk.ts';
import { pathOfFile } from '../files/file-path.ts';
import { lines } from '../leave/handover.ts';
import { isWorthwhile, monthsOf, type Open, type Plan } from './plan.ts';

const TRIES = 5;

/** done: written, with so many tickets · stale: another ledger was brought in since the preview, nothing is written */
export type Carried = { readonly done: number } | 'stale';

/** `by`: the person, or `cli`. What is nothing worthwhile is refused before, by the preview. */
export async function carryOver(plan: Plan, by: string, parts: DeskParts): Promise<Carried> {
  if (!isWorthwhile(plan)) throw new RangeError('there is nothing to bring in');
  const identities = [...plan.open.map(({ row }) => row), ...plan.closed].map(({ identity }) => identity);
  const bytes = new TextEncoder().encode(identities.join('\n'));
  const rows = createHash('sha256').update(bytes).digest('hex');
  await keepFile(pathOfFile(parts.filesDir, rows), bytes);
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const office = await parts.store.office();
    if ((office.imports ?? []).length !== plan.after) return 'stale';
    const at = parts.clock.now();
    const opened = plan.open.map((open) => registrationOf(open, office, at, parts));
    const result = await parts.store.commit((takeNumber) => {
      const begun = opened.map((make) => make(takeNumber()));
      const tickets = begun.map(({ ticket }) => ticket);
      const { sha256, name } = plan;
      return {
        at,
        cause: `import:${sha256}`,
        expect: { office: office.version },
        tickets: begun.map(({ ticket: { number }, events }) => ({ number, events })),
        office: [
          {
            type: 'ledgerImported',
            v: 1,
            at,
            sha256,
            name,
            by,
            rows,
            tickets: tickets.map(({ number }) => number),
            past: monthsOf(plan.closed),
          },
        ],
        outbox: messages(plan, tickets, by, office, at, parts),
      };
    });
    if (!result.ok) continue;
    parts.onCommit();
    return { done: plan.open.length };
  }
  throw new Error(`the import met a conflict ${TRIES} times`);
}

/** As any ticket begins, but that the record names nobody who raised or signed it; due as the office wrote, or by the flow from today. */
function registrationOf(
  { row, enterprise, department }: Open,
  office: Office,
  at: Instant,
  parts: DeskParts,
) {
  const { roster, router, calendar, flowVersions, say } = parts;
  const routing = router.route(row.matter);
  // What the office has had in hand for weeks is no alarm.
  const flow = flowVersions[trackOf({ kind: routing.kind, urgent: false })];
  const context = contextOf(parts, flow, office, 'ledger', at);
  const raised = dateInWords(row.raised);
  const { matter, result, place } = row;
  const registration: Omit<Registration, 'number'> = {
    flow,
    origin: { channel: TAKEN_OVER, chat: TAKEN_OVER, chatKind: 'private', message: row.identity },
    enterprise,
    member: roster.enterprise(enterprise)?.members[0]?.id ?? null,
    text: say('past.text', { matter, raised, result }),
    kind: routing.kind === 'chatter' ? 'request' : routing.kind,
    urgent: false,
    confidential: false,
    candidates: routing.departments.map(({ id, p }) => ({ department: id, p })),
    reasons: [say('past.reason', { place, raised })],
    department,
    files: [],
  };
  return (number: number): { readonly ticket: Ticket; readonly events: readonly TicketEvent[] } => {
    const begun = register({ ...registration, number }, context);
    const { due } = row;
    const events = begun.map((event) =>
      event.type === 'registered' && due !== null
        ? {
            ...event,
            resolve: startTakenOver(at, { day: due }, context.flow.steps.resolve.ladder, calendar),
          }
        : event,
    );
    const ticket = events.reduce<Ticket | undefined>(evolveTicket, undefined);
    if (!ticket) throw new Error('a registration makes a ticket');
    return { ticket, events };
  };
}

/** One message each to whoever has got some of them, and to the dispatchers. */
function messages(
  plan: Plan,
  tickets: readonly Ticket[],
  by: string,
  office: Office,
  at: Instant,
  parts: DeskParts,
): readonly Outgoing[] {
  const view = viewWith(office, parts, at);
  const { say, roster } = view;
  const who = roster.person(by)?.name ?? say('past.byOperator');
  const message = (person: string, text: string): Outgoing =>
    outgoing({
      id: `import:${plan.sha256}/${person}`,
      to: { person },
      text,
      kind: 'news',
      createdAt: at,
    });
  const queued = tickets.filter(({ state }) => state === 'queued');
  const liaisons = [...new Set(tickets.flatMap(({ liaison }) => liaison ?? []))];
  const hub = roster.dispatchers.map(({ id }) => id);
  // Only what there is: 已办结 0 件 tells nothing.
  const taken = [
    ...(tickets.length > 0 ? [say('past.hubOpen', { open: tickets.length })] : []),
    ...(queued.length > 0 ? [say('past.hubQueued', { queued: queued.length })] : []),
  ].join('，');
  const closed = plan.closed.length;
  const what = [taken, ...(closed > 0 ? [say('past.hubClosed', { closed })] : [])];
  const toHub = [
    say('past.toHub', { name: plan.name, who, what: what.filter((part) => part !== '').join('；') }),
    ...lines(queued, view),
  ].join('\n');
  return [...new Set([...liaisons, ...hub])].map((person) => {
    const own = tickets.filter(({ liaison }) => liaison === person);
    const toThem = [say('past.toLiaison', { count: own.length, who }), ...lines(own, view)].join('\n');
    const parts = [...(own.length > 0 ? [toThem] : []), ...(hub.includes(person) ? [toHub] : [])];
    return message(person, parts.join('\n\n'));
  });
}
