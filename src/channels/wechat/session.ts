/**
 * The folder of the login: whoever can read it can act as the account, so it is for nobody else (0700, files 0600). It
 * holds wechaty's memory card and, while somebody has to scan it, the code to log in with.
 */
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const QR_FILE = 'login-qr.txt';

export interface Session {
  /** What wechaty is to call its memory card: it adds `.memory-card.json`. */
  readonly cardName: string;
  /** Gives the path of the file. */
  showCode(url: string): string;
  hideCode(): void;
}

/** Makes the folder. */
export function openSession(dir: string): Session {
  const folder = resolve(dir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const cardName = join(folder, 'session');
  keepToOurselves(`${cardName}.memory-card.json`);
  const code = join(folder, QR_FILE);
  const hideCode = (): void => rmSync(code, { force: true });
  hideCode();
  return {
    cardName,
    showCode(url) {
      hideCode();
      tryTo(() => writeFileSync(code, `${url}\n`, { mode: 0o600 }));
      return code;
    },
    hideCode,
  };
}

/** Where the disk is full the store says so; nothing else is to stop for it. */
function tryTo(write: () => void): void {
  try {
    write();
  } catch {}
}

/** wechaty writes its card with the mode the file has, or 0644 when there is none. */
function keepToOurselves(file: string): void {
  if (!existsSync(file)) writeFileSync(file, '{}', { mode: 0o600 });
  chmodSync(file, 0o600);
}
