import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('training on all cores gives what training in one thread gives', async () => {
  const args = ['--import', 'tsx', 'tests/understanding/parallel-main.ts'];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(JSON.parse(stdout)).toEqual({ same: true, lines: 33 });
});
