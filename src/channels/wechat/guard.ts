/** wechaty and what it is made of leave promises unhandled and throw where nobody can catch; Node ends a program for one. */
import type { Logger } from 'pino';

const THEIRS =
  /node_modules\/(?:@?wechaty[\w-]*|@grpc|@chatie|ducks|file-box|flash-store|gerror|level\w*|memory-card|rx[\w-]*|state-switch|watchdog|wechat4u)\//;

/** Swallows what comes out of wechaty alone; the program's own faults end it as before. Gives how to stop that. */
export function guardAgainstWechaty(log: Logger): () => void {
  const onRejection = (reason: unknown): void => {
    if (!(reason instanceof Error) || !THEIRS.test(reason.stack ?? '')) throw reason;
    // Not its message: that may be what somebody said.
    log.error({ type: reason.name }, 'wechaty 内部出错，已略过');
  };
  const onException = (error: unknown): void => {
    if (error instanceof Error && THEIRS.test(error.stack ?? '')) {
      log.error({ type: error.name }, 'wechaty 内部出错，已略过');
    } else if (process.listenerCount('uncaughtException') === 1) {
      // As Node does where nobody listens.
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      process.exit(1);
    }
  };
  process.on('unhandledRejection', onRejection);
  process.on('uncaughtException', onException);
  return () => {
    process.off('unhandledRejection', onRejection);
    process.off('uncaughtException', onException);
  };
}
