/**
 * Who looked at what, and what they took away: a line for each, in a file a month, for the operator to read. 网络安全法 第二十三条
 * (of 2025; 第二十一条 before) asks for records of at least six months, 个人信息保护法 第五十四条 for audits; a year is kept.
 * What people were told in chats is in the journal already; this is what leaves by pages and files.
 */
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from './clock.ts';
import { masked } from './domain/masked.ts';
import { dayOf, toIso } from './domain/time.ts';

const FOLDER = 'access';
const MONTHS_KEPT = 12;
const FILE = /^access-(\d{4}-\d{2})\.jsonl$/;

export interface Access {
  /** With the offset of China. */
  readonly at: string;
  /** A person of the roster, or `system:` and the user of the machine who ran a command. */
  readonly who: string;
  /** The path of a page below its base, with what was asked, numbers of people starred; or the command. */
  readonly what: string;
}

/** What is needed of the program's own log. */
interface Complaint {
  error(fields: object, message: string): void;
}

export class AccessLog {
  readonly #dir: string;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #log: Complaint;
  #month = '';
  #failing = false;

  constructor(dataDir: string, clock: Pick<Clock, 'now'>, log: Complaint) {
    this.#dir = join(dataDir, FOLDER);
    this.#clock = clock;
    this.#log = log;
  }

  /** Never throws: the page is shown all the same, and that no line could be written is said once in the log. */
  note(who: string, what: string): void {
    try {
      this.#write({ at: toIso(this.#clock.now()), who, what: masked(what) });
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#log.error({ err: error }, '查看记录没有写成，请检查磁盘；网页照常');
      this.#failing = true;
    }
  }

  /** A line is short, and nobody waits for the disk: it is handed to the system at once, and not synced. */
  #write(access: Access): void {
    const month = dayOf(this.#clock.now()).slice(0, 7);
    const file = join(this.#dir, `access-${month}.jsonl`);
    let line = `${JSON.stringify(access)}\n`;
    if (month !== this.#month) {
      mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
      dropBefore(this.#dir, month);
      // Whoever wrote before may have been killed within a line.
      if (existsSync(file)) line = `\n${line}`;
    }
    appendFileSync(file, line, { mode: 0o600 });
    this.#month = month;
  }
}

/** What is older than is kept goes when a month begins. */
function dropBefore(dir: string, month: string): void {
  for (const name of readdirSync(dir)) {
    const [, of] = FILE.exec(name) ?? [];
    if (of !== undefined && monthsOf(month) - monthsOf(of) > MONTHS_KEPT) unlinkSync(join(dir, name));
  }
}

/** Since the year 0. */
function monthsOf(month: string): number {
  const [year, nth] = month.split('-').map(Number);
  return (year ?? 0) * 12 + (nth ?? 0);
}

/** All lines of a data folder, oldest first; a line cut off by a crash is left out. Nothing is locked: a program may run on it. */
export function readAccess(dataDir: string): readonly Access[] {
  const dir = join(dataDir, FOLDER);
  let names: readonly string[];
  try {
    names = readdirSync(dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return names
    .filter((name) => FILE.test(name))
    .sort()
    .flatMap((name) => readFileSync(join(dir, name), 'utf8').split('\n'))
    .flatMap((line) => accessIn(line) ?? []);
}

function accessIn(line: string): Access | null {
  try {
    const { at, who, what } = JSON.parse(line) as Partial<Access>;
    return at !== undefined && who !== undefined && what !== undefined ? { at, who, what } : null;
  } catch {
    return null;
  }
}
