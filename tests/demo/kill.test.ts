import { spawn } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Boundary } from '../../src/store/boundary.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { scratch } from '../support/county.ts';
import { chatLines, play, transcript } from './bench.ts';

const NOW = '2026-11-22T10:00:00+08:00';
const PLAYER = 'tests/demo/programs/play-to-the-end.ts';
const { dir, remove } = scratch();
afterAll(remove);

/** The first week of the month that ships: long enough to die in often, short enough to be played often. */
function firstWeek(): string {
  const file = join(dir, 'month.yaml');
  writeFileSync(file, readFileSync('data/demo/month.yaml', 'utf8').split('  # ---- 第 6 天')[0] ?? '');
  symlinkSync(resolve('data/demo/pictures'), join(dir, 'pictures'));
  return file;
}

/** Plays in a process of its own that dies at the place named; gives how it ended. */
async function playUntil(folder: string, month: string, killAt: string): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', PLAYER, folder, NOW, month], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, KILL_AT: killAt },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  return await new Promise((ended) =>
    child.once('close', (code, signal) => ended(signal ?? `${code} ${errors}`)),
  );
}

const PLACES: readonly Boundary[] = [
  'receive.after-sync',
  'commit.after-sync',
  'send.before',
  'send.after',
  'settle.after-sync',
  'journal.half-written',
];

it('goes on where kill -9 found it, and the chat is the one it would have been', {
  timeout: 300_000,
}, async () => {
  const month = firstWeek();
  const whole = await play(join(dir, 'whole'), NOW, month);
  const expected = transcript(whole);
  await whole.close();

  const killed = join(dir, 'killed');
  for (const nth of [3, 8]) {
    for (const place of PLACES) {
      expect(await playUntil(killed, month, `${place}:${nth}`), `${place}:${nth}`).toBe('SIGKILL');
    }
  }
  const resumed = await play(killed, NOW, month);
  expect(transcript(resumed)).toEqual(expected);
  await resumed.close();
  const keys = chatLines(killed).flatMap((line) => ('key' in line ? [line.key] : []));
  expect(new Set(keys).size).toBe(keys.length);
  await expect(verifyStore(killed)).resolves.toMatchObject({ tickets: Object.keys(resumed.labels).length });
});
