/** That a command took something away is on record as what pages show is (`access-log.ts`). */
import { userInfo } from 'node:os';
import { AccessLog } from '../access-log.ts';
import { systemClock } from '../clock.ts';

export function noteCommand(dataDir: string, what: string): void {
  const log = { error: (_: object, message: string) => process.stderr.write(`${message}\n`) };
  new AccessLog(dataDir, systemClock, log).note(`system:${userOfMachine()}`, what);
}

/** In a container the user may have no name. */
function userOfMachine(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '?');
  }
}
