/** A ticket and its model, side by side. */
import { liveClocks } from '../../../src/domain/reminders.ts';
import { isSolvedUnsaid } from '../../../src/domain/solved.ts';
import { raisersOf, type Ticket } from '../../../src/domain/ticket.ts';
import { KINDS, type TicketKind } from './limits.ts';
import { dueAt, liveSteps, type Model } from './ticket.ts';

/** The flow that governs it, as the program looks it up. */
export function kindOfTicket({ flow }: Pick<Ticket, 'flow'>): TicketKind {
  const kind = KINDS.find((one) => one === flow.split('@')[0]);
  if (kind === undefined) throw new Error(`no kind of the model: ${flow}`);
  return kind;
}

/** What both know of a ticket: as it is on record, and as the model has it. */
export function bothOf(
  ticket: Ticket,
  model: Model,
): { readonly known: Record<string, unknown>; readonly expected: Record<string, unknown> } {
  const { facts, clocks } = ticket;
  const known = {
    kind: kindOfTicket(ticket),
    urgent: ticket.urgent,
    state: ticket.state,
    department: ticket.department,
    holder: ticket.liaison,
    actingFor: ticket.actingFor,
    transfers: ticket.transfers,
    locked: ticket.locked,
    request: ticket.request?.kind ?? null,
    pausedAt: ticket.pausedAt,
    stood: ticket.pauses,
    asks: facts.asks,
    extensions: facts.extensions,
    returns: facts.returns,
    reworks: facts.reworks,
    reopens: facts.reopens,
    cycle: ticket.cycle,
    resolve: clocks.resolve?.deadline.due,
    raisers: raisersOf(ticket),
    unsaid: ticket.state === 'closed' && isSolvedUnsaid(ticket),
    live: liveClocks(ticket).map(({ step: name, duty, clock }) => [name, duty ?? null, clock.deadline.due]),
  };
  const { reworks, reopens, duties } = model;
  const open = duties.flatMap((duty, index) =>
    duty.open ? [[stepOf(duty.kind), index + 1, dueAt(duty.clock.due)]] : [],
  );
  const expected = {
    kind: model.kind,
    urgent: model.kind === 'urgent',
    state: model.state,
    department: model.department,
    holder: model.holder,
    actingFor: model.actingFor,
    transfers: model.transfers,
    locked: model.locked,
    request: model.request?.kind ?? null,
    pausedAt: model.pausedAt,
    stood: model.stood,
    asks: model.asks,
    extensions: model.extensions,
    returns: model.returns,
    reworks,
    reopens,
    cycle: 1 + reworks + reopens + model.undone,
    resolve: dueAt(model.resolve.due),
    raisers: model.raisers,
    unsaid: model.unsaid,
    live: [
      ...liveSteps(model).map((name) => [
        name,
        null,
        dueAt(name === 'resolve' ? model.resolve.due : (model.clocks[name]?.due ?? Number.NaN)),
      ]),
      ...open,
    ],
  };
  return { known, expected };
}

function stepOf(kind: Model['duties'][number]['kind']): string {
  return kind === 'supervise' || kind === 'instruct' ? 'order' : kind;
}
