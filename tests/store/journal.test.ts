import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../src/clock.ts';
import { DAY, startOfDay } from '../../src/domain/time.ts';
import { openStore } from '../../src/store/embedded.ts';
import { StoreFault } from '../../src/store/fault.ts';
import { foldJournal, verifyStore } from '../../src/store/verify.ts';
import { incoming, registering, T0, urged } from './builders.ts';
import { tempDir } from './folders.ts';

const SEGMENT = 'journal-2026-11.jsonl';
/** What the store itself writes goes by it to the same segment, in whatever month the tests run. */
const clock = new VirtualClock(T0);

/** A store with `count` tickets, closed, and its checkpoint removed: what is left is the journal. */
async function journalOf(dir: string, count: number): Promise<string> {
  const store = await openStore({ dir, clock });
  for (let number = 1; number <= count; number++) await store.commit(registering());
  await store.close();
  return join(dir, SEGMENT);
}

const linesOf = (path: string): string[] => readFileSync(path, 'utf8').trimEnd().split('\n');

/** What opening the store is refused with. */
async function refusal(dir: string): Promise<StoreFault> {
  const outcome = await openStore({ dir, clock }).then(
    (store) => store.close(),
    (error: unknown) => error,
  );
  if (!(outcome instanceof StoreFault)) throw new Error(`the store opened, or failed otherwise: ${outcome}`);
  return outcome;
}

describe('the journal', () => {
  it('has one line per commit, readable, chained, with the time in the office’s own zone', async () => {
    const path = await journalOf(tempDir(), 2);
    const [first, second] = linesOf(path).map((line) => JSON.parse(line));
    expect(first).toMatchObject({
      v: 1,
      seq: 1,
      prev: '0'.repeat(64),
      at: '2026-11-24T10:00:00.000+08:00',
      cause: 'test',
    });
    expect(second).toMatchObject({ seq: 2, prev: first.hash });
  });

  it('syncs commits that meet together', async () => {
    const store = await openStore({ dir: tempDir(), clock });
    await Promise.all(Array.from({ length: 200 }, () => store.commit(registering())));
    expect(store.syncs, '200 commits of one moment').toBe(1);
    const before = store.syncs;
    for (let turn = 0; turn < 5; turn++) await store.commit(registering());
    expect(store.syncs - before, '5 commits one after the other').toBe(5);
    await store.close();
  });

  it('goes by the month in Shanghai and never back to an older segment', async () => {
    const dir = tempDir();
    const store = await openStore({ dir, clock });
    const lastHour = startOfDay('2026-12-01') - 1;
    for (const at of [lastHour, lastHour + 1, lastHour - 5 * DAY]) await store.commit(registering({ at }));
    await store.close();
    expect(linesOf(join(dir, SEGMENT))).toHaveLength(1);
    expect(linesOf(join(dir, 'journal-2026-12.jsonl'))).toHaveLength(2);
    expect((await foldJournal(dir)).tickets.size).toBe(3);
  });

  it('is for the program’s own account only', async () => {
    const dir = join(tempDir(), 'new', 'data');
    await journalOf(dir, 1);
    const modes = (folder: string): string[] =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => {
        const stat = statSync(join(folder, name));
        return `${stat.isDirectory() ? 'folder' : 'file'} ${(stat.mode & 0o777).toString(8)}`;
      });
    expect((statSync(dir).mode & 0o777).toString(8)).toBe('700');
    expect(new Set(modes(dir))).toEqual(new Set(['file 600', 'folder 700']));
  });

  it.each([
    ['without its end', (line: string) => line.slice(0, line.length >> 1)],
    ['with half of its hash', (line: string) => line.slice(0, -30)],
    ['of nothing but zeros', () => '\0'.repeat(300)],
    ['with a hole of zeros', (line: string) => `${line.slice(0, 200)}${'\0'.repeat(line.length - 200)}\n`],
  ])('cuts a torn last line %s, sets it aside and says so', async (_, tear) => {
    const dir = tempDir();
    const path = await journalOf(dir, 3);
    const whole = linesOf(path);
    const torn = tear(whole[2] ?? '');
    // The last line was never acknowledged, so no checkpoint has it either.
    spawnSync('rm', ['-r', join(dir, 'state'), join(dir, 'manifest.json')]);
    writeFileSync(path, `${whole.slice(0, 2).join('\n')}\n${torn}`);

    const store = await openStore({ dir, clock });
    expect((await store.tickets({})).map((ticket) => ticket.number)).toEqual([1, 2]);
    await store.commit(registering());
    await store.close();
    const saved = readdirSync(dir).filter((name) => name.endsWith('.torn'));
    expect(saved).toHaveLength(1);
    expect(readFileSync(join(dir, saved[0] ?? ''), 'utf8')).toBe(torn.trimEnd());
    const after = linesOf(path).map((line) => JSON.parse(line));
    expect(after[2].recovered).toEqual({
      file: SEGMENT,
      bytes: Buffer.byteLength(torn.trimEnd()),
      saved: saved[0],
    });
    expect(after[3].tickets[0].number).toBe(3);
    await verifyStore(dir);
    await (await openStore({ dir, clock })).close();
    expect(linesOf(path), 'nothing more to recover').toHaveLength(4);
  });

  it('takes a last line that lacks only its newline, adds it and says so', async () => {
    const dir = tempDir();
    const path = await journalOf(dir, 3);
    spawnSync('rm', ['-r', join(dir, 'state'), join(dir, 'manifest.json')]);
    writeFileSync(path, readFileSync(path, 'utf8').trimEnd());
    expect((await verifyStore(dir)).notes.join()).toContain('只差换行');
    const store = await openStore({ dir, clock });
    expect((await store.tickets({})).map((ticket) => ticket.number)).toEqual([1, 2, 3]);
    await store.commit(registering());
    await store.close();
    const after = linesOf(path).map((line) => JSON.parse(line));
    expect(after[3].completed).toEqual({ file: SEGMENT });
    expect(after[4].tickets[0].number).toBe(4);
    expect(await verifyStore(dir)).toMatchObject({ tickets: 4, notes: [] });
    await (await openStore({ dir, clock })).close();
    expect(linesOf(path), 'nothing more to mend').toHaveLength(5);
  });

  /** It was written to its end, so it may have been acknowledged. */
  it.each([
    ['a changed byte', (line: string) => `${line.replace('路灯', '路口')}\n`],
    ['a changed byte in its hash', (line: string) => `${line.slice(0, -10)}x${line.slice(-9)}\n`],
    ['a changed byte, and its newline gone', (line: string) => line.replace('路灯', '路口')],
    ['its newline changed', (line: string) => `${line}\v`],
    ['its front gone', (line: string) => `${line.slice(100)}\n`],
  ])('does not cut a last line with %s, but refuses to start', async (_, damage) => {
    const dir = tempDir();
    const path = await journalOf(dir, 3);
    spawnSync('rm', ['-r', join(dir, 'state'), join(dir, 'manifest.json')]);
    const [first, second, third = ''] = linesOf(path);
    const text = `${first}\n${second}\n${damage(third)}`;
    writeFileSync(path, text);
    const fault = await refusal(dir);
    expect(fault).toMatchObject({ kind: 'damaged' });
    expect(fault.message).toMatch(new RegExp(`${SEGMENT}:3：.*不能切掉.*备份`));
    expect(fault.message).not.toContain('从未确认过');
    expect(readFileSync(path, 'utf8'), 'left as it is').toBe(text);
    expect(readdirSync(dir).filter((name) => name.includes('torn'))).toEqual([]);
  });

  it.each([
    [
      'a changed byte',
      (lines: string[]) => lines.map((line, at) => (at === 2 ? line.replace('路灯', '路口') : line)),
      3,
    ],
    ['a removed line', (lines: string[]) => lines.filter((_, at) => at !== 2), 3],
    ['two lines exchanged', ([a, b, c, d, e]: string[]) => [a, c, b, d, e], 2],
    ['the first line removed', (lines: string[]) => lines.slice(1), 1],
    [
      'half a line in the middle',
      (lines: string[]) => lines.map((line, at) => (at === 2 ? line.slice(0, 50) : line)),
      3,
    ],
  ])('with %s is refused, naming file and line, and left as it is', async (_, damage, line) => {
    const dir = tempDir();
    const path = await journalOf(dir, 5);
    const text = `${damage(linesOf(path)).join('\n')}\n`;
    writeFileSync(path, text);
    const fault = await refusal(dir);
    expect(fault).toMatchObject({ kind: 'damaged' });
    expect(fault.message).toContain(`${SEGMENT}:${line}`);
    expect(fault.message).toContain('备份');
    expect(readFileSync(path, 'utf8')).toBe(text);
    await expect(verifyStore(dir)).rejects.toThrow(`${SEGMENT}:${line}`);
    expect(readdirSync(dir), 'the lock is given back').not.toContain('owner.lock');
  });

  it('with a torn line at the end of a segment that is not the last is refused', async () => {
    const dir = tempDir();
    const store = await openStore({ dir, clock });
    await store.commit(registering());
    await store.commit(registering({ at: T0 + 30 * DAY }));
    await store.close();
    appendFileSync(join(dir, SEGMENT), '{"v":1,"seq":2,');
    expect((await refusal(dir)).message).toContain(`${SEGMENT}:2`);
  });

  it('that lost a whole segment is refused', async () => {
    const dir = tempDir();
    const store = await openStore({ dir, clock });
    for (const days of [0, 30, 60]) await store.commit(registering({ at: T0 + days * DAY }));
    await store.close();
    spawnSync('rm', [join(dir, 'journal-2026-12.jsonl')]);
    expect((await refusal(dir)).message).toContain('journal-2027-01.jsonl:1');
  });

  it('that is shorter than its checkpoint, or gone, is refused', async () => {
    const dir = tempDir();
    const path = await journalOf(dir, 3);
    const lines = linesOf(path);
    writeFileSync(path, `${lines.slice(0, 2).join('\n')}\n`);
    expect((await refusal(dir)).message).toMatch(/检查点已到第 3 号，记录只到第 2 号/);
    truncateSync(path, 0);
    expect((await refusal(dir)).message).toMatch(/记录只到第 0 号/);
    spawnSync('rm', [path]);
    expect((await refusal(dir)).message).toMatch(/没有任何 journal 记录文件/);
    spawnSync('rm', [join(dir, 'manifest.json')]);
    expect((await refusal(dir)).message).toMatch(/没有任何 journal 记录文件/);
  });

  it.each([
    ['photos of tickets', 'files/ab/abcd'],
    ['the mark of a program at work', 'alive'],
    ['the ids of keys', 'report-keys.json'],
  ])('gone where only %s are left is refused, with what to do', async (_, left) => {
    const dir = tempDir();
    mkdirSync(dirname(join(dir, left)), { recursive: true });
    writeFileSync(join(dir, left), '{"v":1,"keys":[]}');
    const fault = await refusal(dir);
    expect(fault.message).toMatch(
      new RegExp(`有 ${left.split('/')[0]} 却没有任何 journal 记录文件.*从头开始.*备份`),
    );
    expect(readdirSync(dir).filter((name) => name.startsWith('journal'))).toEqual([]);
  });

  it.each([
    ['a folder', 'EISDIR', (path: string) => mkdirSync(path)],
    ['a loop of links', 'ELOOP', (path: string) => symlinkSync(path, path)],
  ])('that is %s is refused with a sentence', async (_, code, put) => {
    const dir = tempDir();
    const path = await journalOf(dir, 1);
    rmSync(path);
    put(path);
    const fault = await refusal(dir);
    expect(fault.kind).toBe('folder');
    expect(fault.message).toMatch(new RegExp(`${SEGMENT}：[^a-z]+（${code}）。记录没有改动`));
    await expect(verifyStore(dir)).rejects.toThrow(fault.message);
  });

  it('of another story than its checkpoint is refused', async () => {
    const dir = tempDir();
    await journalOf(dir, 3);
    const other = tempDir();
    const store = await openStore({ dir: other, clock });
    for (let turn = 0; turn < 5; turn++) await store.receive([incoming(`k${turn}`)], T0);
    await store.close();
    writeFileSync(join(dir, SEGMENT), readFileSync(join(other, SEGMENT)));
    expect((await refusal(dir)).message).toContain(`${SEGMENT}:3`);
  });

  it('written by a newer program is refused, asking for the newer program', async () => {
    const dir = tempDir();
    const store = await openStore({ dir, clock });
    await store.commit(registering());
    const newer = { ...urged(T0), v: 2 } as never;
    await expect(
      store.commit(() => ({ at: T0, cause: 'test', tickets: [{ number: 1, events: [newer] }] })),
    ).rejects.toThrow('urged@2');
    expect((await store.ticket(1))?.version).toBe(1);
    await store.close();
  });

  it('on a full disk acknowledges nothing that is not there, and the store refuses everything from then on', async () => {
    const dir = tempDir();
    const program = new URL('programs/fill-disk.ts', import.meta.url).pathname;
    // Files of this process end at half a megabyte.
    const run = spawnSync(
      'bash',
      ['-c', 'ulimit -f 512; exec "$0" --import tsx "$1" "$2"', process.execPath, program, dir],
      { encoding: 'utf8', env: { ...process.env, TSX_DISABLE_CACHE: '1' } },
    );
    const said = run.stdout.trim().split('\n');
    expect(run.stderr).toBe('');
    const committed = said.filter((line) => line === 'committed').length;
    expect(committed).toBeGreaterThan(3);
    expect(said).toContain('fault disk');
    expect(said.find((line) => line.startsWith('refused'))).toMatch(/磁盘空间不足/);
    expect(said.slice(-4)).toEqual(Array.from({ length: 4 }, () => 'later rejected'));
    // The line that did not fit is a torn one; everything acknowledged is before it.
    expect((await foldJournal(dir)).tickets.size).toBeGreaterThanOrEqual(committed);
  });
});

describe('the journal’s file, while the program writes it', () => {
  /** A store at work whose journal somebody has touched, and what it says of it. */
  async function touched(touch: (path: string, dir: string) => void) {
    const dir = tempDir();
    let tell: (fault: StoreFault) => void = () => {};
    const told = new Promise<StoreFault>((resolve) => {
      tell = resolve;
    });
    const store = await openStore({ dir, clock, onFault: (fault) => tell(fault) });
    for (let turn = 0; turn < 3; turn++) await store.commit(registering());
    touch(join(dir, SEGMENT), dir);
    return { dir, store, told };
  }
  const touches: [string, RegExp, (path: string, dir: string) => void][] = [
    ['deleted', /被删除或移走/, (path) => rmSync(path)],
    ['moved', /被删除或移走/, (path) => renameSync(path, `${path}.bak`)],
    [
      'replaced by a copy',
      /被换成了另一个文件/,
      (path) => {
        copyFileSync(path, `${path}.copy`);
        renameSync(`${path}.copy`, path);
      },
    ],
    ['cut', /被截短或改写/, (path) => truncateSync(path, 100)],
    ['emptied', /被截短或改写/, (path) => truncateSync(path, 0)],
    ['written to by somebody else', /被截短或改写/, (path) => appendFileSync(path, '\n')],
  ];

  it.each(touches)('%s: nothing more is acknowledged, and it says what to do', async (_, what, touch) => {
    const { store, told } = await touched(touch);
    await expect(store.commit(registering())).rejects.toThrow(what);
    const fault = await told;
    expect(fault).toMatchObject({ kind: 'gone' });
    expect(fault.message).toMatch(/不再确认任何消息.*npm run verify/);
    await expect(store.receive([incoming('later')], T0)).rejects.toThrow(what);
    await expect(store.close()).rejects.toThrow(what);
  });

  it.each(touches)('%s while nothing is written: it is seen all the same', async (_, what, touch) => {
    const { store, told } = await touched(touch);
    expect((await told).message).toMatch(what);
    await expect(store.close()).rejects.toThrow(what);
  });

  it('deleted: all that was written is kept under another name, and whole', async () => {
    const { dir, store, told } = await touched((path) => rmSync(path));
    await store.commit(registering()).catch(() => {});
    const saved = /另存为 (\S+?)，/.exec((await told).message)?.[1] ?? '';
    await store.close().catch(() => {});
    expect((await refusal(dir)).message).toContain('没有任何 journal 记录文件');
    renameSync(join(dir, saved), join(dir, SEGMENT));
    expect((await verifyStore(dir)).tickets).toBe(4);
  });

  it('deleted before the first line of this start is seen', async () => {
    const dir = tempDir();
    const path = await journalOf(dir, 1);
    const store = await openStore({ dir, clock });
    rmSync(path);
    await expect(store.commit(registering())).rejects.toThrow('被删除或移走');
    await store.close().catch(() => {});
  });

  it('deleted just before the stop: the stop fails', async () => {
    const { store } = await touched((path) => rmSync(path));
    await expect(store.close()).rejects.toThrow('被删除或移走');
  });
});

describe('the data folder', () => {
  it('that cannot be made is refused with a sentence', async () => {
    const file = join(tempDir(), 'file');
    writeFileSync(file, '');
    expect((await refusal(join(file, 'data'))).message).toMatch(/数据目录不能读写.*DATA_DIR/);
    expect((await refusal(file)).message).toMatch(/数据目录不能读写/);
  });

  it('that may not be written to is refused with a sentence', () => {
    const parent = tempDir();
    const dir = join(parent, 'data');
    mkdirSync(dir, { mode: 0o555 });
    chmodSync(parent, 0o755);
    const program = new URL('programs/workload.ts', import.meta.url).pathname;
    // The superuser may write anywhere; the program is then tried as nobody.
    const account = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const run = spawnSync(process.execPath, ['--import', 'tsx', program, dir], {
      encoding: 'utf8',
      ...account,
      env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/StoreFault.*数据目录不能读写（EACCES）/);
  });
});
