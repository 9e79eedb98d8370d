/** A list of tickets as an address names it: the words of 查 …, a kind, a light. */
import type { View } from '../../dialogue/view.ts';
import { FLOWS, type FlowId } from '../../domain/flow.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { BASE } from './site.ts';
import { LONGEST_WORDS } from './tickets.ts';
import { type Light, lightOf } from './views/rows.ts';

/** Of the tickets on pages; reports are on none. */
export const KINDS = FLOWS.filter((one) => one !== 'report');
export const TONES = ['late', 'soon', 'fine'] as const satisfies readonly Light['tone'][];

export interface ListAsked {
  readonly words: string;
  readonly kind: FlowId | null;
  readonly light: (typeof TONES)[number] | null;
}

export function listAsked(query: (name: string) => string | undefined): ListAsked {
  return {
    words: [...(query('q') ?? '')].slice(0, LONGEST_WORDS).join(''),
    kind: KINDS.find((one) => one === query('kind')) ?? null,
    light: TONES.find((one) => one === query('light')) ?? null,
  };
}

export function queryOf({ words, kind, light }: ListAsked): string {
  return String(
    new URLSearchParams({
      ...(words === '' ? {} : { q: words }),
      ...(kind === null ? {} : { kind }),
      ...(light === null ? {} : { light }),
    }),
  );
}

export function hrefOf(asked: ListAsked, page = 1): string {
  const query = [queryOf(asked), ...(page > 1 ? [`page=${page}`] : [])].filter((one) => one !== '').join('&');
  return `${BASE}/tickets${query === '' ? '' : `?${query}`}`;
}

/** Those of that kind and light; what the words ask for has been asked before. */
export function narrowed(
  tickets: readonly Ticket[],
  { kind, light }: ListAsked,
  view: View,
): readonly Ticket[] {
  if (kind === null && light === null) return tickets;
  return tickets.filter(
    (ticket) =>
      (kind === null || ticket.flow.startsWith(`${kind}@`)) &&
      (light === null || lightOf(ticket, view).tone === light),
  );
}
