/**
 * How a ticket stood at an instant, whatever came later: read from its entries, as facts only hold the last word. A
 * report of a past period can so be made again after a ticket was reopened.
 */
import type { TicketEntry } from '../entry.ts';
import type { Ticket } from '../ticket.ts';
import { REJECTIONS, type Rejection } from '../ticket-parts.ts';
import type { Instant } from '../time.ts';
import { withoutUndone } from '../undo.ts';

/** Why a ticket is out of the base of the rates (剔除): withdrawn 撤回 · merged 并单 · or not taken on, by its code. */
export type Exclusion = 'withdrawn' | 'merged' | Rejection;
export const EXCLUSIONS: readonly Exclusion[] = ['withdrawn', 'merged', ...REJECTIONS];

export interface Standing {
  /** `open` in hand · `waiting` for papers of the enterprise (停表), in hand too · `suspended` 挂账 · `closed` 销号 · `excluded` 剔除 */
  readonly is: 'open' | 'waiting' | 'suspended' | 'closed' | 'excluded';
  /** Closed as 未评价. */
  readonly unrated: boolean;
  readonly exclusion: Exclusion | null;
  /** The 办结 that was not overturned by then. */
  readonly resolvedAt: Instant | null;
  /** The last 重开. */
  readonly reopenedAt: Instant | null;
}

const NEW: Standing = { is: 'open', unrated: false, exclusion: null, resolvedAt: null, reopenedAt: null };

/** As it stood just before `limit`; null when it was not registered by then. */
export function standingBefore(ticket: Ticket, limit: Instant): Standing | null {
  if (ticket.facts.registeredAt >= limit) return null;
  return standingAfter(withoutUndone(ticket.entries.filter(({ at }) => at < limit)));
}

/** As it stood after these entries; what was taken back must be left out. */
export function standingAfter(entries: readonly TicketEntry[]): Standing {
  return entries.reduce(after, NEW);
}

/** Nobody works on it: neither open nor suspended. */
export function isEnded({ is }: Pick<Standing, 'is'>): boolean {
  return is === 'closed' || is === 'excluded';
}

/** Nobody has reported a result: what can be late. 挂账 stops the clock, and takes nothing back that was late before. */
export function isLateable({ is, resolvedAt }: Standing): boolean {
  return is === 'suspended' || ((is === 'open' || is === 'waiting') && resolvedAt === null);
}

function after(standing: Standing, entry: TicketEntry): Standing {
  const { at } = entry;
  switch (entry.what) {
    case 'asked':
      return { ...standing, is: 'waiting' };
    case 'resumed':
      return { ...standing, is: 'open' };
    case 'granted':
      return entry.kind === 'suspend' ? { ...standing, is: 'suspended' } : standing;
    case 'resolved':
      return { ...standing, resolvedAt: at };
    case 'reworked':
      return { ...standing, resolvedAt: null };
    case 'reopened':
      return { ...NEW, reopenedAt: at };
    case 'confirmed':
    case 'lapsed':
      return { ...standing, is: 'closed', unrated: entry.what === 'lapsed' };
    case 'withdrawn':
    case 'merged':
      return { ...standing, is: 'excluded', exclusion: entry.what };
    case 'rejected':
      return { ...standing, is: 'excluded', exclusion: entry.code };
    default:
      return standing;
  }
}
