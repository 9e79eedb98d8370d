import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** What the log writes when `code` uses it. */
function logged(code: string): string {
  const program = `import { createLog } from './src/log.ts'; const log = createLog('debug'); ${code}`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', program];
  return execFileSync('/bin/sh', ['-c', '"$0" "$@" 2>&1', process.execPath, ...args], {
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
