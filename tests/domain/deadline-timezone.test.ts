import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { everyDeadlineOf2026 } from './deadline-in-zone.ts';

const SCRIPT = fileURLToPath(new URL('./deadline-in-zone.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * A server far west, one far east and one with summer time. The office's own zone has no summer
 * time, so days of 23 and 25 hours exist only on such a server's clock, and must not be seen.
 */
test.each([
  ['America/New_York', 300],
  ['Pacific/Kiritimati', -840],
  ['Europe/London', 0],
])('a server in %s says what one in any other zone says', (zone, offset) => {
  const printed = execFileSync(process.execPath, ['--import', 'tsx', SCRIPT], {
    cwd: ROOT,
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  const child = JSON.parse(printed) as { offset: number; said: unknown };
  expect(child.offset, 'the child really runs in that zone').toBe(offset);
  expect(child.said).toEqual(everyDeadlineOf2026());
});
