/** Processes that the bench starts: none outlives it. */
import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ANSWER_MS = 120_000;
const STOP_MS = 20_000;

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A program of the bench: it says `ready` when it is, and answers what it is asked. */
export interface Helper {
  readonly pid: number;
  /** One question at a time. */
  ask<T>(question: string): Promise<T>;
  end(): Promise<void>;
}

/** Starts `tests/bench/<name>` and resolves when it says that it is ready. */
export async function startHelper(
  name: string,
  env: Readonly<Record<string, string>> = {},
  options: readonly string[] = [],
): Promise<Helper> {
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), {
    cwd: ROOT,
    env: { ...plainEnvironment(), ...env },
    execArgv: [...options, '--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  keep(child);
  await answerOf(child, name);
  return {
    pid: child.pid ?? 0,
    async ask<T>(question: string): Promise<T> {
      const answer = answerOf(child, name);
      child.send(question);
      return (await answer) as T;
    },
    end: () => kill(child),
  };
}

function answerOf(child: ChildProcess, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => () => {
      clearTimeout(timer);
      child.removeAllListeners('message');
      child.removeListener('exit', onExit);
      act();
    };
    const fail = (why: string): void => settle(() => reject(new Error(`${name} ${why}`)))();
    const onExit = (): void => fail('ended by itself; its own words are above');
    const timer = setTimeout(() => fail(`said nothing for ${ANSWER_MS} ms`), ANSWER_MS);
    child.once('message', (answer) => settle(() => resolve(answer))());
    child.once('exit', onExit);
  });
}

export interface Main {
  readonly pid: number;
  /** From the spawn until it says that it has started. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** Starts the program that `npm start` starts. */
export async function startMain(env: Readonly<Record<string, string>>): Promise<Main> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: ROOT,
    env: { ...plainEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  keep(child);
  let said = '';
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes('已启动')) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(`the program did not start:\n${said}`)));
  });
  await ready;
  const startMs = performance.now() - began;
  return {
    pid: child.pid ?? 0,
    startMs,
    stop: () => kill(child, 'SIGTERM'),
  };
}

/** What a process of the bench may know of the environment: nothing that would change what is measured. */
function plainEnvironment(): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  return { PATH, HOME, LOG_LEVEL: 'warn', ...(TMPDIR === undefined ? {} : { TMPDIR }) };
}

function keep(child: ChildProcess): void {
  running.add(child);
  child.once('exit', () => running.delete(child));
}

async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(impatience);
}

/** Resident memory of a process and everything it started, MB (10⁶ bytes). Shared pages count each time. */
export function memoryOfTree(pid: number): number {
  const processes = listProcesses();
  const tree = new Set([pid]);
  for (let size = 0; size !== tree.size; ) {
    size = tree.size;
    for (const one of processes) if (tree.has(one.parent)) tree.add(one.pid);
  }
  const kilobytes = processes.filter((one) => tree.has(one.pid)).reduce((sum, one) => sum + one.rss, 0);
  return (kilobytes * 1024) / 1e6;
}

/** `rss` in KiB. */
function listProcesses(): readonly { pid: number; parent: number; rss: number }[] {
  if (process.platform !== 'linux') {
    const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim();
    return lines.split('\n').map((line) => {
      const [pid = 0, parent = 0, rss = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, rss };
    });
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        const field = (key: string): number =>
          Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
        return [{ pid: Number(name), parent: field('PPid'), rss: field('VmRSS') }];
      } catch {
        return []; // It has ended meanwhile.
      }
    });
}
