/** A list of tickets as an address names it: the words of 查 …, a kind, a light. */
import type { DeskParts } from '../../desk/desk.ts';
import type { View } from '../../dialogue/view.ts';
import { type FlowId, LISTED_FLOWS } from '../../domain/flow.ts';
import { type Tone, toneOf } from '../../domain/light.ts';
import { isOver } from '../../domain/ticket.ts';
import { BASE } from './site.ts';
import { LONGEST_WORDS, type Sought } from './tickets.ts';

export const TONES = ['late', 'soon', 'fine'] as const satisfies readonly Tone[];

export interface ListAsked {
  readonly words: string;
  readonly kind: FlowId | null;
  readonly light: (typeof TONES)[number] | null;
}

export function listAsked(query: (name: string) => string | undefined): ListAsked {
  return {
    words: [...(query('q') ?? '')].slice(0, LONGEST_WORDS).join(''),
    kind: LISTED_FLOWS.find((one) => one === query('kind')) ?? null,
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

/** Those of that kind and light; what the words ask for has been asked before. Only what is open has a light. */
export async function narrowed(
  tickets: readonly Sought[],
  { kind, light }: ListAsked,
  { now }: Pick<View, 'now'>,
  { store }: Pick<DeskParts, 'store'>,
): Promise<readonly Sought[]> {
  const ofKind = kind === null ? tickets : tickets.filter(({ flow }) => flow.split('@')[0] === kind);
  if (light === null) return ofKind;
  const lit: Sought[] = [];
  for (const one of ofKind) {
    const ticket = isOver(one) ? undefined : await store.ticket(one.number);
    if (ticket && toneOf(ticket, now) === light) lit.push(one);
  }
  return lit;
}
