import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ReplayResult } from '../../src/replay/result.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { scratch } from '../support/county.ts';
import { programOf } from '../support/programs.ts';
import { line } from './lines.ts';

const DEMO = 'data/demo/ledger.jsonl';
const { dir, remove } = scratch();
afterAll(remove);

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `npm run replay -- …`, with its temporary folders inside this test's own. */
function replayCommand(...args: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env.PATH ?? '', TMPDIR: dir };
  return new Promise((resolve) => {
    execFile(process.execPath, [...programOf('src/cli/replay.ts'), ...args], { env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
  });
}

function file(name: string, text: string): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

describe('npm run replay', () => {
  it('replays the demonstration ledger whole and keeps a record that verifies', async () => {
    const keep = join(dir, 'kept');
    const { code, out, err } = await replayCommand(DEMO, '--json', '--keep', keep);
    expect(err).toContain(`DATA_DIR=${keep} npm run verify`);
    expect(code).toBe(0);
    const report = JSON.parse(out) as ReplayResult;
    expect(report.ledger).toMatchObject({ lines: 40, skipped: 0 });
    expect(report.received + report.confidential).toBe(40);
    expect(report.confidential).toBe(1);
    expect(report.closed + report.open).toBe(report.received);
    expect((await verifyStore(keep)).tickets).toBe(40);
  });

  it('prints a page of figures and leaves nothing behind', async () => {
    const before = readdirSync(dir).sort();
    const { code, out, err } = await replayCommand(DEMO);
    // A slow machine is told how far it is.
    expect({ code, err: err.replace(/^回放到 .*\n/gmu, '') }).toEqual({ code: 0, err: '' });
    expect(out).toContain('按部门');
    expect(out).toMatch(/按时签收率　+—（未记录）/);
    expect(readdirSync(dir).sort()).toEqual(before);
  });

  it('names bad lines on stderr, counts them, and goes on', async () => {
    const ledger = file('bad.jsonl', `${line({ date: '2026-09-14 09:00:00' })}\n{"id"\n`);
    const { code, out, err } = await replayCommand(ledger, '--json');
    expect(code).toBe(0);
    expect(err).toMatch(/^第 2 行：不是完整的 JSON/);
    expect((JSON.parse(out) as ReplayResult).ledger).toMatchObject({ lines: 2, skipped: 1 });
  });

  it('fails in a sentence when nothing can be replayed', async () => {
    expect(await replayCommand(file('empty.jsonl', ''))).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('文件是空的'),
    });
    expect(await replayCommand(file('broken.jsonl', '{\n'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('共 1 行，没有一行可以回放'),
    });
    expect(await replayCommand()).toMatchObject({ code: 2, err: expect.stringContaining('用法') });
    const used = await replayCommand(DEMO, '--keep', 'data/demo');
    expect(used).toMatchObject({ code: 1, err: expect.stringContaining('已经有东西') });
  });
});

it('the demonstration ledger names nobody and no real place or number', () => {
  expect(readFileSync(DEMO, 'utf8')).not.toMatch(/霍州|临汾|山西|1\d{10}|0\d{2,3}-\d{7}/);
});
