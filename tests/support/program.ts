/** The program that `npm start` starts, as a process of its own, against a fake Telegram in another. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { programOf } from './programs.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const START_MS = 240_000;

export interface RunningProgram {
  readonly pid: number;
  /** Everything written to standard error so far: the log and any fault. */
  errors(): string;
  output(): string;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to stop; gives the exit code. */
  stop(): Promise<number | null>;
  /** Resolves with code or signal when it has ended by itself. */
  ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts the program; resolves once it says that it runs. Rejects with its own words when it does not start. */
export async function startProgram(
  env: Readonly<Record<string, string>>,
  root = ROOT,
  program = programIn(root),
): Promise<RunningProgram> {
  const running = launch(env, root, program);
  const end = Date.now() + START_MS;
  while (!running.output().includes('已启动')) {
    const ended = await Promise.race([running.ended.then(() => true), wait(20).then(() => false)]);
    if (ended || Date.now() > end) {
      await running.kill();
      throw new Error(`the program did not start:\n${running.output()}${running.errors()}`);
    }
  }
  return running;
}

/**
 * Starts the program without waiting, for starts that are expected to fail or to be killed. `root`: the folder that it was
 * installed in. `program`: what Node.js is given to start it.
 */
export function launch(
  env: Readonly<Record<string, string>>,
  root = ROOT,
  program = programIn(root),
): RunningProgram {
  const child = spawn(process.execPath, program, {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      LOG_LEVEL: 'warn',
      // Journeys are about the life of tickets; what the models make of words is tried in tests/understanding.
      UNDERSTANDING: 'rules',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return watch(child);
}

/** Installed elsewhere, it is that installation that is tried, file by file. */
function programIn(root: string): readonly string[] {
  return root === ROOT ? programOf('src/main.ts') : ['--import', 'tsx', 'src/main.ts'];
}

function watch(child: ChildProcess): RunningProgram {
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  // A test that fails must not leave the program running.
  const onExit = (): void => void child.kill('SIGKILL');
  process.once('exit', onExit);
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => {
      process.removeListener('exit', onExit);
      resolve(signal ?? code);
    });
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    errors: () => errors,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      const code = await ended;
      return typeof code === 'number' ? code : null;
    },
  };
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
