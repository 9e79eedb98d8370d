/** Twenty thousand brackets hold nobody up: whatever is typed is read to its end, by whatever reads it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { programOf } from '../support/programs.ts';

/** Of CPU, of its own, for one text; about ten times what it takes. A pattern that stumbles takes a second and more. */
const MOST_MS = 300;
/** Only for a reading that never ends: it takes seconds. */
const NEVER = 15 * 60_000;

test(
  'texts made of what each pattern of the source looks for are read',
  async () => {
    const program = programOf('tests/dialogue/programs/hostile.ts');
    const child = spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'inherit'] });
    const watchdog = setTimeout(() => child.kill('SIGKILL'), NEVER);
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
    });
    const [code] = await once(child, 'close');
    clearTimeout(watchdog);
    expect(code).toBe(0);
    expect(said).toMatch(/^read \d{3,} of \d{3,}$/m);
    const slowest = JSON.parse(said.slice(0, said.indexOf('\n'))) as Readonly<Record<string, number>>;
    expect(Object.keys(slowest)).toEqual(
      expect.arrayContaining(['understand', 'readDays', 'readChat', 'route']),
    );
    for (const [reader, took] of Object.entries(slowest)) expect(took, reader).toBeLessThan(MOST_MS);
  },
  NEVER + 60_000,
);
