/**
 * The folder of the login: whoever can read it can act as the account, so it is for nobody else (0700, files 0600). It
 * holds wechaty's memory card, until when something was heard, and, while somebody has to scan it, the code to log in
 * with.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const QR_FILE = 'login-qr.txt';
const HEARD_FILE = 'heard-until';

export interface Session {
  /** What wechaty is to call its memory card: it adds `.memory-card.json`. */
  readonly cardName: string;
  /** Gives the path of the file. */
  showCode(url: string): string;
  hideCode(): void;
  /** Until when something was heard, epoch ms, in this run or an earlier one; null when never. */
  heardUntil(): number | null;
  heard(at: number): void;
}

/** Makes the folder. */
export function openSession(dir: string): Session {
  const folder = resolve(dir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const cardName = join(folder, 'session');
  keepToOurselves(`${cardName}.memory-card.json`);
  const code = join(folder, QR_FILE);
  const heardFile = join(folder, HEARD_FILE);
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
    heardUntil: () => instantIn(heardFile),
    heard: (at) => tryTo(() => writeFileSync(heardFile, String(at), { mode: 0o600 })),
  };
}

/** Where the disk is full the store says so; nothing else is to stop for it. */
function tryTo(write: () => void): void {
  try {
    write();
  } catch {}
}

/** Null when it is not there, or torn. */
function instantIn(file: string): number | null {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /^\d{13}$/.test(text) ? Number(text) : null;
}

/** wechaty writes its card with the mode the file has, or 0644 when there is none. */
function keepToOurselves(file: string): void {
  if (!existsSync(file)) writeFileSync(file, '{}', { mode: 0o600 });
  chmodSync(file, 0o600);
}
