import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/embedded.ts';
import { LOCK_FILE } from '../../src/store/lock.ts';
import { thisProcess } from '../../src/store/process-mark.ts';
import { programOf } from '../support/programs.ts';
import { registering } from './builders.ts';
import { tempDir } from './folders.ts';

interface Outcome {
  readonly won: boolean;
  readonly kind?: string;
  readonly why?: string;
}

/** A second program, ready to contend for folders. */
async function contender(): Promise<ChildProcess> {
  const child = spawn(process.execPath, programOf('tests/store/programs/contender.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return child;
}

async function ask<T>(child: ChildProcess, message: { open: string } | { close: true }): Promise<T> {
  const answer = once(child, 'message');
  child.send(message);
  return (await answer)[0] as T;
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

const lockOf = (dir: string): string => join(dir, LOCK_FILE);

describe('the owner lock', () => {
  it('keeps a second program out, naming the first', async () => {
    const dir = tempDir();
    const store = await openStore({ dir });
    const second = await ask<Outcome>(await contender(), { open: dir });
    expect(second).toMatchObject({ won: false, kind: 'locked' });
    expect(second.why).toContain(`进程 ${process.pid}`);
    await expect(openStore({ dir })).rejects.toThrow(`进程 ${process.pid}`);
    await store.close();
    expect(existsSync(lockOf(dir))).toBe(false);
    await (await openStore({ dir })).close();
  });

  it('of a killed program is taken over at once', async () => {
    const dir = tempDir();
    const child = await contender();
    expect(await ask<Outcome>(child, { open: dir })).toMatchObject({ won: true });
    await expect(openStore({ dir })).rejects.toThrow(`进程 ${child.pid}`);
    await killed(child);
    await (await openStore({ dir })).close();
  });

  it('of a process whose number another one has now is taken over', async () => {
    const dir = tempDir();
    await (await openStore({ dir })).close();
    writeFileSync(lockOf(dir), JSON.stringify({ ...thisProcess(), start: '1', token: 'abc1' }));
    await (await openStore({ dir })).close();
  });

  it('left empty by a power cut is taken over', async () => {
    const dir = tempDir();
    writeFileSync(lockOf(dir), '');
    await (await openStore({ dir })).close();
  });

  it('of another machine counts until it was not refreshed for a minute', async () => {
    const dir = tempDir();
    writeFileSync(lockOf(dir), JSON.stringify({ ...thisProcess(), host: 'elsewhere', token: 'abc2' }));
    await expect(openStore({ dir })).rejects.toThrow('主机 elsewhere');
    const past = new Date(Date.now() - 61_000);
    utimesSync(lockOf(dir), past, past);
    await (await openStore({ dir })).close();
  });

  it('is won by exactly one of several programs that start after a crash', async () => {
    const crashed = await contender();
    const first = tempDir();
    await ask(crashed, { open: first });
    const stale = readFileSync(lockOf(first));
    await killed(crashed);

    const contenders = await Promise.all(Array.from({ length: 4 }, contender));
    for (let round = 0; round < 25; round++) {
      const dir = tempDir();
      writeFileSync(lockOf(dir), stale);
      // In every third round a starter had died while taking over.
      if (round % 3 === 0) writeFileSync(`${lockOf(dir)}.${JSON.parse(String(stale)).token}`, stale);
      const outcomes = await Promise.all(contenders.map((child) => ask<Outcome>(child, { open: dir })));
      expect(
        outcomes.filter((one) => one.won),
        `round ${round}: ${JSON.stringify(outcomes)}`,
      ).toHaveLength(1);
      expect(outcomes.filter((one) => one.kind === 'locked')).toHaveLength(3);
      await Promise.all(contenders.map((child) => ask(child, { close: true })));
      expect(existsSync(lockOf(dir))).toBe(false);
    }
  });

  it.each([
    ['removed', (path: string) => rmSync(path)],
    [
      'taken by another',
      (path: string) => writeFileSync(path, JSON.stringify({ ...thisProcess(), token: 'abc3' })),
    ],
  ])('%s under a running program stops it before it writes again', async (_, meddle) => {
    const dir = tempDir();
    const faults: string[] = [];
    const store = await openStore({ dir, onFault: (fault) => faults.push(fault.kind) });
    await store.commit(registering());
    meddle(lockOf(dir));
    await sleep(1_100);
    await expect(store.commit(registering())).rejects.toThrow('不再写入');
    await expect(store.ticket(1)).rejects.toThrow('不再写入');
    expect(faults).toEqual(['lost']);
    const there = existsSync(lockOf(dir));
    await store.close();
    expect(existsSync(lockOf(dir)), 'the lock of another stays').toBe(there);
  });
});
