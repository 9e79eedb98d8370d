/** 机构改革 on a ticket: what of it is a department's, and how it stands when that has become another's. */
import type { Ticket } from './ticket.ts';
import type { Reorganised } from './ticket-events.ts';
import type { Duty } from './ticket-parts.ts';

/** Whether anything on it waits for this department: itself, a duty beside it, or a 退单 that proposes it. */
export function isOf({ department, duties, request }: Ticket, of: string): boolean {
  return department === of || request?.department === of || duties.some((duty) => isOpenOf(duty, of));
}

export function withReorganised(ticket: Ticket, { from, to, liaison, actingFor }: Reorganised): Ticket {
  const { request } = ticket;
  return {
    ...ticket,
    ...(ticket.department === from ? { department: to, liaison, actingFor: actingFor ?? null } : {}),
    request: request?.department === from ? { ...request, department: to } : request,
    duties: ticket.duties.map((duty) => (isOpenOf(duty, from) ? { ...duty, department: to, liaison } : duty)),
  };
}

function isOpenOf({ department, endedAt }: Duty, of: string): boolean {
  return department === of && endedAt === null;
}
