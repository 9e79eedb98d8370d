/** A promise that wechaty leaves unhandled does not end the program; one of the program's own still does. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs a program in which such a promise is left; gives its exit code and output. */
function leaving(place: string): Promise<{ code: number; output: string }> {
  const script = `
    import { pino } from 'pino';
    import { guardAgainstWechaty } from './src/channels/wechat/guard.ts';
    guardAgainstWechaty(pino({ level: 'error' }, process.stdout));
    const fault = new Error('王老板说停电了');
    fault.stack = 'Error: boom\\n    at x (${place}:1:1)';
    void Promise.reject(fault);
    setTimeout(() => process.stdout.write('alive'), 50);
  `;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: ROOT }, (_error, output) =>
      resolve({ code: child.exitCode ?? -1, output }),
    );
  });
}

it('goes on after a fault inside wechaty, and does not log its words', async () => {
  const { code, output } = await leaving('/app/node_modules/wechaty-puppet-service/dist/esm/src/client.js');
  expect(output).toContain('alive');
  expect(output).toContain('wechaty 内部出错');
  expect(output).not.toContain('王老板');
  expect(code).toBe(0);
});

it('ends after a fault of its own', async () => {
  const { code, output } = await leaving('/app/src/desk/receive.ts');
  expect(output).not.toContain('alive');
  expect(code).toBeGreaterThan(0);
});
