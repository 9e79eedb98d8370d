/** What every page works on. */
import type { Logger } from 'pino';
import type { WebChannel } from '../channels/web/index.ts';
import type { Roster } from '../domain/roster.ts';
import type { ClockBoard } from './clock-board.ts';
import type { Presses } from './presses.ts';

export interface Scene {
  readonly channel: WebChannel;
  readonly roster: Roster;
  readonly board: ClockBoard;
  readonly presses: Presses;
  readonly log: Logger;
  /** Streams under way, each ended by calling it. */
  readonly streams: Set<() => void>;
}
