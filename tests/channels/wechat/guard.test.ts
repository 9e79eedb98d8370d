/** A promise that wechaty leaves unhandled does not end the program; one of the program's own still does. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const REJECTED = 'void Promise.reject(fault);';
const THROWN = 'setImmediate(() => { throw fault; });';

/** Runs a program in which such a promise is left, or such an error thrown; gives its exit code and output. */
function leaving(place: string, how = REJECTED): Promise<{ code: number; output: string; errors: string }> {
  const script = `
    import { pino } from 'pino';
    import { guardAgainstWechaty } from './src/channels/wechat/guard.ts';
    guardAgainstWechaty(pino({ level: 'error' }, process.stdout));
    const fault = new Error('王老板说停电了');
    fault.stack = 'Error: boom\\n    at x (${place}:1:1)';
    ${how}
    setTimeout(() => process.stdout.write('alive'), 50);
  `;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: ROOT }, (_error, output, errors) =>
      resolve({ code: child.exitCode ?? -1, output, errors }),
    );
  });
}

it.each([
  ['a promise that is left', REJECTED],
  ['an error that is thrown', THROWN],
])('goes on after a fault inside wechaty (%s), and does not log its words', async (_what, how) => {
  const place = '/app/node_modules/wechaty-puppet-service/dist/esm/src/client.js';
  const { code, output } = await leaving(place, how);
  expect(output).toContain('alive');
  expect(output).toContain('wechaty 内部出错');
  expect(output).not.toContain('王老板');
  expect(code).toBe(0);
});

it.each([
  ['a promise that is left', REJECTED],
  ['an error that is thrown', THROWN],
])('ends after a fault of its own (%s), and says where it was', async (_what, how) => {
  const { code, output, errors } = await leaving('/app/src/desk/receive.ts', how);
  expect(output).not.toContain('alive');
  expect(errors).toContain('/app/src/desk/receive.ts:1:1');
  expect(code).toBeGreaterThan(0);
});

it('leaves the end to whoever else listens for such faults', async () => {
  const last = `process.on('uncaughtException', () => process.stdout.write('told')); ${THROWN}`;
  const { code, output } = await leaving('/app/src/desk/receive.ts', last);
  expect(output).toBe('toldalive');
  expect(code).toBe(0);
});
