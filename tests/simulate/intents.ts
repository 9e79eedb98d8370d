/** What people mean by what they say, as the judge is told of it. */
import type { Command } from '../../src/domain/commands.ts';

export type Intent =
  /** A difficulty, which is to become one ticket. `secret`: a report about an official. */
  | { readonly what: 'raise'; readonly marker: string; readonly secret: boolean }
  | { readonly what: 'edit'; readonly of: string }
  | { readonly what: 'command'; readonly ticket: number; readonly person: string; readonly command: Command }
  | { readonly what: 'leave'; readonly person: string }
  /** A question, a list, talk: nothing changes. */
  | { readonly what: 'nothing' };

/** A token that is found in one difficulty only, whatever cuts it short. */
export function markerOf(count: number): string {
  return `Z${String(count).padStart(5, '0')}Q`;
}
export const MARKER = /Z\d{5}Q/g;
