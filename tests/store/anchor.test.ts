/** The anchor is part of the record: whoever changes it, or takes it away, is found out. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StoreFault } from '../../src/store/fault.ts';
import { sha256 } from '../../src/store/line.ts';
import { ROW_SHAPE } from '../../src/store/upcast.ts';
import { foldJournal, shortHash, verifyStore } from '../../src/store/verify.ts';
import { tempDir } from './folders.ts';
import { archive, openIn, recorded, segment, shortened, workIn } from './months.ts';

const MONTHS = ['2026-10', '2026-11', '2026-12'];

/** The fault that `doing` ends with. */
async function faultOf(doing: Promise<unknown>): Promise<StoreFault> {
  const outcome = await doing.catch((error: unknown) => error);
  if (!(outcome instanceof StoreFault)) throw new Error(`no fault, but ${String(outcome)}`);
  return outcome;
}

/** What start and verify both say to this folder, which they leave as it is. */
async function refusal(dir: string): Promise<string> {
  const before = contents(dir);
  const fault = await faultOf(openIn('2026-12', dir, { keepMonths: 1 }));
  expect(fault.kind).toBe('damaged');
  expect(contents(dir)).toEqual(before);
  expect((await faultOf(verifyStore(dir))).message).toBe(fault.message);
  return fault.message;
}

function contents(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const paths = files.map((one) => join(one.parentPath, one.name)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'latin1')]));
}

function edit(path: string, change: (text: string) => string): void {
  const text = readFileSync(path, 'utf8');
  const changed = change(text);
  expect(changed, 'the edit changes something').not.toBe(text);
  writeFileSync(path, changed);
}

function shardOf(dir: string, kind: string): string {
  const name = readdirSync(join(dir, 'anchor')).find((one) => one.startsWith(kind));
  return join(dir, 'anchor', name ?? 'missing');
}

const anchorIn = (dir: string): string => join(dir, 'anchor.json');

describe('an anchor', () => {
  it('can be verified, and the record says where it begins on file', async () => {
    const dir = tempDir();
    await shortened(dir, 1, ...MONTHS);
    const { anchor, head, segments, checkpoint, tickets, notes } = await verifyStore(dir);
    // Three lines a month, and the seal.
    expect({ anchor, seq: head.seq, segments, checkpoint, tickets }).toEqual({
      anchor: 3,
      seq: 10,
      segments: 2,
      checkpoint: 10,
      tickets: 3,
    });
    expect(notes).toEqual([expect.stringContaining('从第 4 号开始')]);
  });

  it.each([
    [
      'its hash edited',
      (dir: string) => edit(anchorIn(dir), (text) => text.replace(/"hash":"./, (from) => flip(from))),
      /journal-2026-11\.jsonl:1.*锚点 anchor\.json/,
    ],
    [
      'its sequence edited',
      (dir: string) => edit(anchorIn(dir), (text) => text.replace('"seq":3', '"seq":2')),
      /journal-2026-11\.jsonl:1.*锚点 anchor\.json/,
    ],
    [
      'a shard edited',
      (dir: string) => edit(shardOf(dir, 'tickets'), (text) => text.replace('2026-10', '2026-01')),
      /anchor\/tickets-1-100-1@3\.json 缺失或损坏.*不能重新计算/,
    ],
    [
      'a shard missing',
      (dir: string) => rmSync(shardOf(dir, 'office')),
      /anchor\/office-1@3\.json 缺失或损坏/,
    ],
    [
      'a shard edited and its checksum with it',
      (dir: string) => {
        const path = shardOf(dir, 'tickets');
        const before = sha256(readFileSync(path));
        edit(path, (text) => text.replace('2026-10', '2026-01'));
        edit(anchorIn(dir), (text) => text.replace(before, sha256(readFileSync(path))));
      },
      /anchor\.json：与记录里登记的校验值不符/,
    ],
    ['only half of it left', (dir: string) => edit(anchorIn(dir), (text) => text.slice(0, 80)), /内容不完整/],
    ['itself removed', (dir: string) => rmSync(anchorIn(dir)), /journal-2026-11\.jsonl:1.*取回 anchor\.json/],
    [
      'all of it removed',
      (dir: string) => {
        rmSync(anchorIn(dir));
        rmSync(join(dir, 'anchor'), { recursive: true });
      },
      /journal-2026-11\.jsonl:1.*取回 anchor\.json/,
    ],
    [
      'a checkpoint beside it that says something else of the same line',
      (dir: string) => edit(join(dir, 'manifest.json'), (text) => text.replace('"seq":10', '"seq":3')),
      /manifest\.json：与锚点 anchor\.json 对不上/,
    ],
    [
      'later months hidden behind it, and the checkpoint removed',
      (dir: string) => {
        edit(anchorIn(dir), (text) =>
          text.replace('"segment":"journal-2026-10', '"segment":"journal-2026-11'),
        );
        rmSync(join(dir, 'manifest.json'));
      },
      /journal-2026-12\.jsonl:1/,
    ],
    [
      'all later months hidden behind it, and the checkpoint removed',
      (dir: string) => {
        edit(anchorIn(dir), (text) =>
          text.replace('"segment":"journal-2026-10', '"segment":"journal-2099-10'),
        );
        rmSync(join(dir, 'manifest.json'));
        rmSync(join(dir, 'state'), { recursive: true });
      },
      /anchor\.json/,
    ],
  ])('with %s is refused by start and verify, which leave all as it is', async (_, damage, what) => {
    const dir = tempDir();
    await shortened(dir, 1, ...MONTHS);
    damage(dir);
    const message = await refusal(dir);
    expect(message).toMatch(what);
    expect(message).toContain('备份');
  });

  it('of a newer program is refused, asking for it; a checkpoint of another program is only made again', async () => {
    const dir = tempDir();
    await shortened(dir, 1, ...MONTHS);
    const reshape = (manifest: string, folder: string): void => {
      for (const name of readdirSync(join(dir, folder))) {
        const path = join(dir, folder, name);
        const before = sha256(readFileSync(path));
        edit(path, (text) => text.replace(`{"v":${ROW_SHAPE},`, '{"v":99,'));
        edit(join(dir, manifest), (text) => text.replace(before, sha256(readFileSync(path))));
      }
    };
    reshape('manifest.json', 'state');
    const { notes, tickets } = await verifyStore(dir);
    expect(notes.join()).toContain('由另一版本的程序写成');
    expect(tickets).toBe(3);
    reshape('anchor.json', 'anchor');
    expect(await faultOf(verifyStore(dir))).toMatchObject({ kind: 'newer' });
    expect(await faultOf(openIn('2026-12', dir))).toMatchObject({ kind: 'newer' });
  });

  it('of an earlier month put back is refused', async () => {
    const dir = tempDir();
    await shortened(dir, 1, ...MONTHS);
    const earlier = tempDir();
    cpSync(dir, earlier, { recursive: true });
    const store = await openIn('2027-01', dir, { keepMonths: 1 });
    await workIn(store, '2027-01');
    await store.dropPast();
    await store.close();
    rmSync(join(dir, 'anchor'), { recursive: true });
    cpSync(join(earlier, 'anchor'), join(dir, 'anchor'), { recursive: true });
    cpSync(anchorIn(earlier), anchorIn(dir));
    expect(await refusal(dir)).toContain(`${segment('2026-12')}:1`);
  });

  it('without any month after it is refused', async () => {
    const dir = tempDir();
    await shortened(dir, 1, ...MONTHS);
    for (const month of ['2026-11', '2026-12']) rmSync(join(dir, segment(month)));
    for (const name of ['manifest.json', 'state']) rmSync(join(dir, name), { recursive: true });
    expect((await faultOf(openIn('2026-12', dir))).message).toMatch(
      /有 anchor\.json 却没有任何 journal 记录文件/,
    );
    expect((await faultOf(verifyStore(dir))).message).toContain('没有找到记录文件');
  });

  it('is not needed where all months are still there: they tell the same', async () => {
    const dir = tempDir();
    const kept = tempDir();
    await recorded(dir, ...MONTHS);
    archive(dir, kept);
    await shortened(dir, 1, '2026-12');
    archive(dir, kept);
    expect((await foldJournal(kept)).head).toEqual((await foldJournal(dir)).head);
    await verifyStore(kept);
  });

  it('can be held against the head of a brief printed when it was the newest line, older ones cannot', async () => {
    const dir = tempDir();
    await recorded(dir, '2026-10');
    const { head } = await verifyStore(dir);
    await shortened(dir, 1, '2026-11', '2026-12');
    const printed = { seq: head.seq, hash: shortHash(head) };
    await verifyStore(dir, printed);
    const wrong = await faultOf(verifyStore(dir, { ...printed, hash: flip(printed.hash) }));
    expect(wrong).toMatchObject({ kind: 'damaged' });
    expect(wrong.message).toMatch(/anchor\.json.*第 3 号的校验值是/);
    const older = await faultOf(verifyStore(dir, { ...printed, seq: 2 }));
    expect(older).toMatchObject({ kind: 'dropped' });
    expect(older.message).toMatch(/第 2 号已过保留期.*请用第 3 号或更新/);
  });

  it('can be verified beside the live program that moves it', async () => {
    const dir = tempDir();
    const months = Array.from({ length: 12 }, (_, place) => `2026-${String(place + 1).padStart(2, '0')}`);
    await recorded(dir, ...months);
    for (const keepMonths of [9, 6, 3, 1]) {
      const store = await openIn('2026-12', dir, { keepMonths });
      const dropping = store.dropPast();
      for (let turn = 0; turn < 3; turn++) expect((await verifyStore(dir)).tickets).toBe(12);
      await dropping;
      await store.close();
    }
    expect((await verifyStore(dir)).segments).toBe(2);
  });
});

/** Another hexadecimal digit in the last place. */
function flip(text: string): string {
  return text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
}
