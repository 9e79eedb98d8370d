/** The key of reports: missing, another, changed, set later. */
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../src/clock.ts';
import { DAY } from '../../src/domain/time.ts';
import { openStore } from '../../src/store/embedded.ts';
import { foldJournal, verifyStore } from '../../src/store/verify.ts';
import { filesWith, KEY, keyRing, OTHER_KEY } from '../support/keys.ts';
import { registering, T0 } from './builders.ts';
import { tempDir } from './folders.ts';
import { inMonth, openIn } from './months.ts';
import { keys, recorded, refusal, report, SEGMENT, SENTENCE, said } from './reports.ts';

describe('the key', () => {
  it('missing: refused in words, nothing changed', async () => {
    const dir = tempDir();
    await recorded(dir);
    for (const hint of ['by the list of keys', 'by what is encrypted in the checkpoint', 'in the journal']) {
      const fault = await refusal(dir, null);
      expect(fault.kind, hint).toBe('key');
      expect(fault.message, hint).toContain(`密钥 ${keys.id} 加密的举报内容，但没有设置 REPORT_KEY`);
      rmSync(join(dir, hint === 'by the list of keys' ? 'report-keys.json' : 'manifest.json'), {
        force: true,
      });
    }
  });

  it('another: refused in words, nothing changed', async () => {
    const dir = tempDir();
    await recorded(dir);
    for (const hint of ['by the list of keys', 'by what is encrypted']) {
      const fault = await refusal(dir, keyRing(OTHER_KEY));
      expect(fault.kind, hint).toBe('key');
      expect(fault.message, hint).toContain(`用密钥 ${keys.id} 加密`);
      rmSync(join(dir, 'report-keys.json'), { force: true });
    }
  });

  it('changed: the old one opens, the new one encrypts, and the old one stays needed', async () => {
    const dir = tempDir();
    await recorded(dir);
    const both = keyRing(OTHER_KEY, KEY);
    const store = await openStore({ dir, clock: new VirtualClock(T0 + DAY), keys: both });
    expect(await store.ticket(2)).toMatchObject({ text: SENTENCE });
    expect(filesWith(join(dir, 'state'), `s1.${keys.id}.`), 'the checkpoint is written anew').toEqual([]);
    expect(filesWith(join(dir, 'state'), `s1.${both.id}.`)).not.toEqual([]);
    await report(store, T0 + DAY);
    await store.close();
    expect(filesWith(dir, SENTENCE)).toEqual([]);
    expect((await verifyStore(dir, undefined, both)).notes).toEqual([]);
    const fault = await refusal(dir, keyRing(OTHER_KEY));
    expect(fault.message).toContain(`密钥 ${keys.id}`);
    await (await openStore({ dir, keys: both })).close();
  });

  it('set later: what was written before stays as it is in the journal, and goes from the checkpoint', async () => {
    const dir = tempDir();
    await recorded(dir, null);
    expect(filesWith(dir, SENTENCE).length, 'journal and checkpoint').toBeGreaterThan(1);
    const old = readFileSync(join(dir, SEGMENT));
    const store = await openStore({ dir, clock: new VirtualClock(T0), keys });
    expect(await store.ticket(2)).toMatchObject({ text: SENTENCE });
    expect(filesWith(dir, SENTENCE)).toEqual([SEGMENT]);
    await store.receive([said('new')], T0);
    await store.close();
    const now = readFileSync(join(dir, SEGMENT));
    expect(now.subarray(0, old.length).equals(old), 'the chain goes on from the old lines').toBe(true);
    expect(now.subarray(old.length).includes(SENTENCE)).toBe(false);
    expect(await verifyStore(dir, undefined, keys)).toMatchObject({ unopened: 0, tickets: 2 });
    expect((await refusal(dir, null)).kind).toBe('key');
  });

  it('set later: an anchor of before is written as a whole when it moves', async () => {
    const dir = tempDir();
    let store = await openIn('2026-11', dir, { keepMonths: 1 });
    await report(store, inMonth('2026-11'));
    // Later tickets come into another block.
    for (let turn = 0; turn < 100; turn++) await store.commit(registering({ at: inMonth('2026-11') }));
    await store.close();
    store = await openIn('2027-01', dir, { keepMonths: 1 });
    await store.commit(registering({ at: inMonth('2027-01') }));
    await store.dropPast();
    await store.close();
    expect(filesWith(join(dir, 'anchor'), SENTENCE)).not.toEqual([]);
    store = await openIn('2027-03', dir, { keepMonths: 1, keys });
    await store.commit(registering({ at: inMonth('2027-03') }));
    await store.dropPast();
    await store.close();
    expect(filesWith(dir, SENTENCE)).toEqual([]);
    expect((await verifyStore(dir, undefined, keys)).tickets).toBe(103);
  });

  it('set on the oldest record: it opens, and goes on', async () => {
    const dir = tempDir();
    const fixture = new URL('../fixtures/journal-v1.jsonl', import.meta.url).pathname;
    copyFileSync(fixture, join(dir, SEGMENT));
    const before = (await foldJournal(dir)).tickets.size;
    const store = await openStore({ dir, clock: new VirtualClock(T0 + 60 * DAY), keys });
    await report(store, T0 + 60 * DAY);
    await store.close();
    expect(await verifyStore(dir, undefined, keys)).toMatchObject({ tickets: before + 1 });
  });
});
