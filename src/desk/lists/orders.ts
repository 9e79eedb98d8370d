/** 我的督办, 我的批示: the orders that somebody gave, with what has become of each. */
import { type OrderState, orderItem, orderState, ordersOf } from '../../dialogue/order-lines.ts';
import { latenessPast } from '../../domain/metrics.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Duty } from '../../domain/ticket-parts.ts';
import { addDays, dayOf, type Instant, startOfDay } from '../../domain/time.ts';
import type { Case } from '../case.ts';
import type { DeskParts } from '../desk.ts';

/** What was answered, or ended, is listed for so many days more. */
const DAYS_KEPT = 30;

interface Order {
  readonly ticket: Ticket;
  readonly duty: Duty;
}

/** The head of the list and its rows: what is open first, by its day; then what was answered, the newest first. */
export async function ownOrders(on: Case, parts: DeskParts) {
  const { view, at } = on;
  const { say } = view;
  const orders = (await given(on, parts)).toSorted((a, b) => rank(a.duty) - rank(b.duty));
  const count = (state: OrderState): number => orders.filter(({ duty }) => orderState(duty) === state).length;
  const late = orders.filter(
    ({ duty }) => duty.endedAt === null && latenessPast(duty.clock.deadline, at) !== null,
  ).length;
  const named = [
    ['unanswered', say('order.isUnanswered')],
    ['stage', say('order.listStage')],
    ['final', say('order.listFinal')],
    ['ended', say('order.listEnded')],
  ] as const;
  // 最终 0 tells nothing; those there are make up the whole.
  const states = named
    .flatMap(([of, state]) => (count(of) === 0 ? [] : [say('order.listState', { state, count: count(of) })]))
    .join('，');
  const words = {
    count: orders.length,
    states: late === 0 ? states : `${states}${say('order.listLate', { late })}`,
  };
  return {
    head: orders.length === 0 ? say('order.listNone') : say('order.list', words),
    rows: orders.map(({ ticket, duty }) => ({ ticket, text: orderItem(ticket, duty, view) })),
  };
}

function rank({ endedAt, clock }: Duty): number {
  return endedAt === null ? clock.deadline.due : 1e15 - endedAt;
}

async function given({ person, at }: Case, { store }: DeskParts): Promise<readonly Order[]> {
  if (person === null) return [];
  const today = dayOf(at);
  const since: Instant = startOfDay(addDays(today, -DAYS_KEPT));
  const orders: Order[] = [];
  const take = (ticket: Ticket): void => {
    for (const duty of ordersOf(ticket, person.id)) {
      if (duty.endedAt === null || duty.endedAt >= since) orders.push({ ticket, duty });
    }
  };
  for (const ticket of await store.tickets({ open: true })) take(ticket);
  for await (const part of store.outlines({ open: false })) {
    for (const { number, duties } of part) {
      if (!duties.some(({ by }) => by === person.id)) continue;
      const ticket = await store.ticket(number);
      if (ticket) take(ticket);
    }
  }
  return orders;
}
