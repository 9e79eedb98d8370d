/** The log: one JSON object per line on standard error, so that nothing people type can forge a line. */
import { destination, type Logger, pino, stdTimeFunctions } from 'pino';

export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      redact: ['token', '*.token', 'secret', '*.secret'],
    },
    destination({ fd: 2, sync: true }),
  );
}
