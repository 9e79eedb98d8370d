/**
 * The log: one JSON object per line on standard error, so that nothing people type can forge a line. What people say
 * never goes there: of an error only its kind, words and stack, not the request or message it may carry with it.
 */
import { destination, type Logger, pino, stdTimeFunctions } from 'pino';

export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: briefly },
      redact: ['token', '*.token', 'secret', '*.secret'],
    },
    destination({ fd: 2, sync: true }),
  );
}

function briefly(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack } = error;
  const { code } = error as NodeJS.ErrnoException;
  return { type: name, ...(code === undefined ? {} : { code }), message, stack };
}
