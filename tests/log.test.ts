import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createLog } from '../src/log.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

function argumentsOf(code: string): string[] {
  const program = `import { createLog, guardOutput } from './src/log.ts'; const log = createLog('debug'); ${code}`;
  return ['--import', 'tsx', '--input-type=module', '-e', program];
}

/** What the log writes when `code` uses it. */
function logged(code: string): string {
  return execFileSync('/bin/sh', ['-c', '"$0" "$@" 2>&1', process.execPath, ...argumentsOf(code)], {
    cwd: ROOT,
    encoding: 'utf8',
  });
}

it('the log keeps of an error what went wrong and where, not the message or request it carries', () => {
  const line = logged(`
    const error = Object.assign(new Error('Bad Request'), { payload: { text: '暗示要红包' }, code: 'EX' });
    error.cause = new Error('暗示要红包');
    log.error({ err: error }, 'not sent');
  `);
  expect(JSON.parse(line)).toMatchObject({
    msg: 'not sent',
    err: { type: 'Error', code: 'EX', message: 'Bad Request', stack: expect.stringContaining('at ') },
  });
  expect(line).not.toContain('红包');
});

it('what the runtime warns of is a line of the log, too', () => {
  const line = logged(`guardOutput(log); process.emitWarning('too many listeners', 'SomeWarning');`);
  expect(JSON.parse(line)).toMatchObject({ level: 40, err: { type: 'SomeWarning' } });
});

describe('a log that cannot be written', () => {
  /** What is on the disk, and how many bytes more it takes. */
  function disk() {
    const state = { written: '', room: Number.POSITIVE_INFINITY, code: 'ENOSPC', refused: 0 };
    const write = (bytes: Uint8Array): number => {
      if (state.room === 0) {
        state.refused += 1;
        throw Object.assign(new Error('no'), { code: state.code });
      }
      const taken = Buffer.from(bytes).subarray(0, state.room);
      state.room -= taken.length;
      state.written += taken.toString();
      return taken.length;
    };
    return { state, log: createLog('info', write) };
  }

  it('loses the lines and says how many when it works again', () => {
    const { state, log } = disk();
    log.info('first');
    state.room = 0;
    for (let n = 0; n < 3; n++) log.info('lost');
    state.room = Number.POSITIVE_INFINITY;
    log.info('again');
    log.info('and on');
    const lines = state.written.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { msg: 'first' },
      { msg: 'again' },
      { level: 40, lines: 3, why: 'ENOSPC' },
      { msg: 'and on' },
    ]);
  });

  it('that took half a line begins the next on a line of its own', () => {
    const { state, log } = disk();
    state.room = 20;
    log.info('cut');
    log.info('lost');
    state.room = Number.POSITIVE_INFINITY;
    log.info('again');
    const [, ...lines] = state.written.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ msg: 'again' }, { lines: 2 }]);
  });

  it('waits for a slow reader once, not at every line', () => {
    const { state, log } = disk();
    Object.assign(state, { room: 0, code: 'EAGAIN' });
    log.info('looked at some times');
    expect(state.refused).toBeGreaterThan(1);
    state.refused = 0;
    log.info('once');
    expect(state.refused).toBe(1);
  });

  it.each([
    ['a full disk', '"$0" "$@" >/dev/full 2>/dev/full; echo $?'],
    ['a closed pipe', '"$0" "$@" 2>&1 | true; echo $PIPESTATUS'],
  ])('does not end the program (%s)', (_, command) => {
    const code = `
      guardOutput(log);
      for (let n = 0; n < 2000; n++) log.info('one of many');
      process.stdout.write('to the operator\\n');
      process.stderr.write('to the operator\\n');
      setTimeout(() => { log.info('still here'); process.exit(7); }, 1);
    `;
    const run = spawnSync('/bin/bash', ['-c', command, process.execPath, ...argumentsOf(code)], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(run.stdout.trim()).toBe('7');
  });
});
