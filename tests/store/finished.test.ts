/** Months that are finished are known by their checksum: a start does not read them again, and sees any change. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GENESIS } from '../../src/store/line.ts';
import { CHECKPOINT, readManifest } from '../../src/store/manifest.ts';
import { MonthInHand, partOf } from '../../src/store/month-in-hand.ts';
import { recoverState } from '../../src/store/recover.ts';
import { scanJournal } from '../../src/store/scan.ts';
import { foldJournal, verifyStore } from '../../src/store/verify.ts';
import { incoming, registering } from './builders.ts';
import { tempDir } from './folders.ts';
import { inMonth, openIn, recorded, segment, shortened, workIn } from './months.ts';

const MONTHS = ['2026-10', '2026-11', '2026-12'];

async function finishedIn(dir: string): Promise<readonly string[]> {
  return ((await readManifest(dir, CHECKPOINT))?.manifest?.finished ?? []).map((month) => month.segment);
}

function change(dir: string, month: string, from: string, to: string): void {
  const path = join(dir, segment(month));
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

describe('finished months', () => {
  it('are known to the checkpoint; the month in hand is not among them', async () => {
    const dir = tempDir();
    await recorded(dir, ...MONTHS);
    expect(await finishedIn(dir)).toEqual([segment('2026-10'), segment('2026-11')]);
  });

  it('are not read line by line at a start, and the state is the same', async () => {
    const dir = tempDir();
    await recorded(dir, ...MONTHS);
    const { scan, state } = await recoverState(dir);
    const finished = (await readManifest(dir, CHECKPOINT))?.manifest?.finished ?? [];
    let read = 0;
    const partly = scanJournal(dir, () => (read += 1), null, finished);
    expect(read, 'the three lines of December').toBe(3);
    expect(partly.head).toEqual(scan.head);
    expect(state.head).toEqual((await foldJournal(dir)).head);
    expect(state.tickets.size).toBe(3);
  });

  it.each(MONTHS)('one changed byte in %s, and the start is refused naming the line', async (month) => {
    const dir = tempDir();
    await recorded(dir, ...MONTHS);
    change(dir, month, `"k-${month}"`, `"K-${month}"`);
    const refusal = openIn('2026-12', dir);
    await expect(refusal).rejects.toMatchObject({ kind: 'damaged' });
    await expect(refusal).rejects.toThrow(`${segment(month)}:1`);
    await expect(verifyStore(dir)).rejects.toThrow(`${segment(month)}:1`);
  });

  it('a month put in place of another is found', async () => {
    const [dir, other] = [tempDir(), tempDir()];
    await recorded(dir, ...MONTHS);
    await recorded(other, '2026-09', ...MONTHS.slice(1));
    writeFileSync(join(dir, segment('2026-11')), readFileSync(join(other, segment('2026-11'))));
    await expect(openIn('2026-12', dir)).rejects.toMatchObject({ kind: 'damaged' });
  });

  it('go with their retention, and those left follow upon the anchor', async () => {
    const dir = tempDir();
    await shortened(dir, 1, ...MONTHS);
    const store = await openIn('2026-12', dir, { keepMonths: 1 });
    await workIn(store, '2027-01');
    await store.close();
    const finished = await finishedIn(dir);
    expect(finished).not.toContain(segment('2026-10'));
    expect(finished).toContain(segment('2026-12'));
    await (await openIn('2027-01', dir)).close();
    await expect(verifyStore(dir)).resolves.toMatchObject({ tickets: 4 });
  });

  it('without a checkpoint are read again, every line', async () => {
    const dir = tempDir();
    await recorded(dir, ...MONTHS);
    writeFileSync(join(dir, 'manifest.json'), '{');
    const store = await openIn('2026-12', dir);
    await store.close();
    expect(await finishedIn(dir)).toEqual([segment('2026-10'), segment('2026-11')]);
  });
});

describe('the month in hand', () => {
  const proof = async (dir: string) => {
    const manifest = (await readManifest(dir, CHECKPOINT))?.manifest;
    if (!manifest) throw new Error('no checkpoint');
    const head = manifest.finished.at(-1)?.last ?? GENESIS;
    return { manifest, month: MonthInHand.proved(dir, manifest, segment('2026-12'), head) };
  };

  it('is read at a start only from where the checkpoint ends, and goes on from there', async () => {
    const dir = tempDir();
    await recorded(dir, ...MONTHS);
    const { manifest, month } = await proof(dir);
    expect(month?.covered(segment('2026-12'))).toEqual(manifest.covered);
    const places: string[] = [];
    scanJournal(dir, ({ place }) => places.push(place), null, manifest.finished, partOf(manifest));
    expect(places, 'right after the checkpoint').toEqual([]);
    let store = await openIn('2026-12', dir, { checkpointEvery: 1e9 });
    await store.receive([incoming('more-1')], inMonth('2026-12'));
    await store.commit(registering({ at: inMonth('2026-12') }));
    await store.receive([incoming('more-2')], inMonth('2026-12'));
    const crashed = tempDir();
    cpSync(dir, crashed, { recursive: true });
    await store.close();
    const { scan, state } = await recoverState(crashed);
    scanJournal(crashed, ({ place }) => places.push(place), null, manifest.finished, partOf(manifest));
    expect(places).toEqual([4, 5, 6].map((line) => `${segment('2026-12')}:${line}`));
    expect(state.head).toEqual((await foldJournal(crashed)).head);
    expect(scan.head).toEqual(state.head);
    store = await openIn('2026-12', dir);
    for (const key of ['more-3', 'more-4', 'more-5'])
      await store.receive([incoming(key)], inMonth('2026-12'));
    await store.close();
    expect((await proof(dir)).month, 'what was written since is covered too').not.toBeNull();
    expect((await proof(dir)).manifest.covered?.lines).toBe(9);
    await verifyStore(dir);
  });

  it('cut short is found', async () => {
    const dir = tempDir();
    await recorded(dir, ...MONTHS);
    const path = join(dir, segment('2026-12'));
    const lines = readFileSync(path, 'utf8').split('\n');
    writeFileSync(path, `${lines.slice(0, 2).join('\n')}\n`);
    await expect(openIn('2026-12', dir)).rejects.toThrow('缺少后面的记录');
  });

  it('begins anew with a new month', async () => {
    const dir = tempDir();
    await recorded(dir, '2026-11');
    const store = await openIn('2026-12', dir);
    await workIn(store, '2026-12');
    await store.close();
    const { manifest, month } = await proof(dir);
    expect(month).not.toBeNull();
    expect(manifest.covered?.lines).toBe(3);
  });
});
