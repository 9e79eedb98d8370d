/** wechaty and what it is made of leave promises unhandled, and Node ends a program for one. */
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
  process.on('unhandledRejection', onRejection);
  return () => void process.off('unhandledRejection', onRejection);
}
