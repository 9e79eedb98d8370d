import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../src/clock.ts';
import { openStore } from '../../src/store/embedded.ts';
import { sha256 } from '../../src/store/line.ts';
import { foldLines } from '../../src/store/verify.ts';
import { programOf } from '../support/programs.ts';
import { registering, T0 } from './builders.ts';
import { tempDir } from './folders.ts';

const SEGMENT = 'journal-2026-11.jsonl';
/** What the store itself writes goes by it to the same segment, in whatever month the tests run. */
const clock = new VirtualClock(T0);

async function verify(dir: string, ...args: string[]): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [...programOf('src/cli/verify.ts'), ...args], {
    env: { ...process.env, DATA_DIR: dir },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}

describe('npm run verify', () => {
  it('says that a whole record is whole, and compares it with a head from a brief', async () => {
    const dir = tempDir();
    const store = await openStore({ dir, clock });
    await store.commit(registering());
    await store.commit(registering());
    const early = store.head();
    await store.commit(registering());
    const head = store.head();
    await store.close();
    const plain = await verify(dir);
    expect(plain.said).toContain(`诉求件 3 件，头部 ${head.seq}:${head.hash.slice(0, 12)}`);
    expect(plain.said).toContain('检查点（第 3 号）与记录一致');
    expect(plain.code).toBe(0);
    expect(await verify(dir, '--head', `${early.seq}:${early.hash.slice(0, 12)}`)).toMatchObject({ code: 0 });
    const wrong = await verify(dir, '--head', `${early.seq}:${head.hash.slice(0, 12)}`);
    expect(wrong.code).toBe(1);
    expect(wrong.said).toContain(`${SEGMENT}:${early.seq}`);
    expect((await verify(dir, '--head', `9:${head.hash.slice(0, 12)}`)).said).toContain('没有给出的第 9 号');
    expect(await verify(dir, '--head', 'nonsense')).toMatchObject({ code: 2 });
  });

  it('finds one flipped bit wherever it is', async () => {
    const dir = tempDir();
    const store = await openStore({ dir, clock });
    for (let turn = 0; turn < 4; turn++) await store.commit(registering());
    await store.close();
    const path = join(dir, SEGMENT);
    const bytes = readFileSync(path);
    const lineOf = (place: number): number =>
      bytes.subarray(0, place).filter((byte) => byte === 0x0a).length + 1;
    for (const share of [0.01, 0.3, 0.7, 0.95]) {
      const place = Math.floor(bytes.length * share);
      const flipped = Buffer.from(bytes);
      flipped[place] = (flipped[place] ?? 0) ^ 1;
      writeFileSync(path, flipped);
      const result = await verify(dir);
      expect(result.code).toBe(1);
      expect(result.said).toContain(`${SEGMENT}:${lineOf(place)}`);
    }
  });

  describe('a record rewritten by somebody who knows how it is made (Promise 8)', () => {
    const forge = (line: string, prev?: string): string => {
      const { hash: _, ...said } = JSON.parse(line.replace('路灯不亮', '一切正常')) as Record<
        string,
        unknown
      >;
      const open = JSON.stringify(prev === undefined ? said : { ...said, prev }).slice(0, -1);
      return `${open},"hash":"${sha256(open)}"}`;
    };
    const hashOf = (line: string): string => (JSON.parse(line) as { hash: string }).hash;

    async function recorded(): Promise<{ dir: string; path: string; lines: string[] }> {
      const dir = tempDir();
      const store = await openStore({ dir, clock });
      for (let turn = 0; turn < 4; turn++) await store.commit(registering());
      await store.close();
      const path = join(dir, SEGMENT);
      return { dir, path, lines: readFileSync(path, 'utf8').trimEnd().split('\n') };
    }

    it('is found at the line that follows, when one line was rewritten with a hash of its own', async () => {
      const { dir, path, lines } = await recorded();
      lines[1] = forge(lines[1] ?? '');
      writeFileSync(path, `${lines.join('\n')}\n`);
      const result = await verify(dir);
      expect(result.said).toContain(`${SEGMENT}:3`);
      expect(result.said).toContain('与前一行接不上');
      expect(result.code).toBe(1);
    });

    it('is found by the head of a printed brief, when everything after it was rewritten too', async () => {
      const { dir, path, lines } = await recorded();
      const printed = `4:${hashOf(lines[3] ?? '').slice(0, 8)}`;
      const forged = [lines[0] ?? ''];
      for (const line of lines.slice(1)) forged.push(forge(line, hashOf(forged.at(-1) ?? '')));
      writeFileSync(path, `${forged.join('\n')}\n`);
      const result = await verify(dir, '--head', printed);
      expect(result.code).toBe(1);
      expect(result.said).toContain(SEGMENT);
    });
  });

  it('finds a checkpoint that says something else than the journal', async () => {
    const dir = tempDir();
    const store = await openStore({ dir, clock });
    await store.commit(registering());
    await store.close();
    const shard = readdirSync(join(dir, 'state')).find((name) => name.startsWith('tickets')) ?? '';
    const text = readFileSync(join(dir, 'state', shard), 'utf8');
    const forged = text.replace('路灯不亮', '一切正常');
    writeFileSync(join(dir, 'state', shard), forged);
    const manifest = readFileSync(join(dir, 'manifest.json'), 'utf8');
    writeFileSync(join(dir, 'manifest.json'), manifest.replace(sha256(text), sha256(forged)));
    const result = await verify(dir);
    expect(result.code).toBe(1);
    expect(result.said).toContain('一切正常');
  });

  it('may run beside the live program', async () => {
    const dir = tempDir();
    const store = await openStore({ dir, clock, checkpointEvery: 20 });
    await store.commit(registering());
    const verified = verify(dir);
    let running = true;
    verified.finally(() => {
      running = false;
    });
    for (let turn = 0; running && turn < 5_000; turn++) {
      await Promise.all(Array.from({ length: 5 }, () => store.commit(registering())));
    }
    expect(await verified).toMatchObject({ code: 0 });
    await store.close();
  });

  it('says so when there is nothing to verify', async () => {
    const result = await verify(tempDir());
    expect(result.code).toBe(1);
    expect(result.said).toContain('DATA_DIR');
  });
});

it('a journal file folds by itself, for fixtures that must fold for ever', async () => {
  const dir = tempDir();
  const store = await openStore({ dir, clock });
  await store.commit(registering());
  await store.close();
  expect(foldLines(readFileSync(join(dir, SEGMENT), 'utf8')).tickets.size).toBe(1);
});
