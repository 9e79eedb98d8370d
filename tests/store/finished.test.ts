/** Months that are finished are known by their checksum: a start does not read them again, and sees any change. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKPOINT, readManifest } from '../../src/store/manifest.ts';
import { recoverState } from '../../src/store/recover.ts';
import { scanJournal } from '../../src/store/scan.ts';
import { foldJournal, verifyStore } from '../../src/store/verify.ts';
import { tempDir } from './folders.ts';
import { openIn, recorded, segment, shortened, workIn } from './months.ts';

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

  it.each(MONTHS.slice(0, 2))(
    'one changed byte in %s, and the start is refused naming the line',
    async (month) => {
      const dir = tempDir();
      await recorded(dir, ...MONTHS);
      change(dir, month, `"k-${month}"`, `"K-${month}"`);
      const refusal = openIn('2026-12', dir);
      await expect(refusal).rejects.toMatchObject({ kind: 'damaged' });
      await expect(refusal).rejects.toThrow(`${segment(month)}:1`);
      await expect(verifyStore(dir)).rejects.toThrow(`${segment(month)}:1`);
    },
  );

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
