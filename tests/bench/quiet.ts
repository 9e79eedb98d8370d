/** Parts of the program that the bench needs in its own process and that say and do nothing there. */
import type { Logger } from 'pino';
import type { Channel } from '../../src/channels/port.ts';
import { createTelegramChannel } from '../../src/channels/telegram/index.ts';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';

export const benchLog: Logger = createLog('error');

/** A Telegram channel that is never started: everybody with an account there counts as in reach. */
export function idleChannel(): Channel {
  return createTelegramChannel({ token: '1:idle', log: benchLog, clock: systemClock });
}
