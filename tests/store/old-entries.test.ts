/** Rows of shape 1 kept codes and words of an entry in one text: they are read for ever. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { standingBefore } from '../../src/domain/metrics/standing.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { raiseRow } from '../../src/store/upcast.ts';
import { foldJournal, verifyStore } from '../../src/store/verify.ts';
import { storyIn, T0 } from '../support/builders.ts';
import { tempDir } from './folders.ts';
import { openIn, workIn } from './months.ts';

const { ticket } = storyIn('closed');
const old = (what: string, text?: string, more: object = {}) => ({
  ...{ at: T0, by: 'housing-a', what },
  ...(text === undefined ? {} : { text }),
  ...more,
});

function raised(entries: readonly object[], over: Partial<Ticket> = {}): Ticket {
  const row = raiseRow({ ticket: { ...ticket, ...over, entries } }, 1);
  if (!('ticket' in row)) throw new Error('no ticket any more');
  return row.ticket;
}

describe('an entry of shape 1', () => {
  test.each([
    [old('granted', 'suspend/整条路列入改造'), { kind: 'suspend', text: '整条路列入改造' }],
    [old('granted', 'extend/'), { kind: 'extend' }],
    [old('denied', 'return/供电/水利都说不是'), { kind: 'return', text: '供电/水利都说不是' }],
    [old('requested', 'extend/1/2 的料没到'), { kind: 'extend', text: '1/2 的料没到' }],
    [old('dutyGiven', 'assist/请看地下管线'), { kind: 'assist', text: '请看地下管线' }],
    [old('rejected', 'judicial/已起诉/在审'), { code: 'judicial', text: '已起诉/在审' }],
    [old('absorbed', '24/东门/西门', { files: ['a'] }), { from: 24, text: '东门/西门', files: ['a'] }],
    [old('split', '24/路灯也不亮'), { into: 24, text: '路灯也不亮' }],
    [old('merged', '24'), { into: 24 }],
    [old('reminded', 'resolve/due-today'), { step: 'resolve', rung: 'due-today' }],
    [old('acknowledged', 'sign/overdue'), { step: 'sign', rung: 'overdue' }],
    [old('recalculated', 'moved/2026/01465a25'), { moved: true, calendar: '2026/01465a25' }],
    [old('recalculated', 'kept/2026/01465a25'), { moved: false, calendar: '2026/01465a25' }],
    [old('resumed', 'expired'), { why: 'expired' }],
    [old('reclassified', 'urgent'), { flow: 'urgent' }],
    [old('fileMissing', 'telegram:7/0'), { file: 'telegram:7/0' }],
    [old('delegated', 'housing-b'), { liaison: 'housing-b' }],
    [old('delegated'), { liaison: null }],
    [old('surveyAnswered', 'unsolved/还差/一截'), { solved: 'unsolved', text: '还差/一截' }],
    [old('surveyAnswered', '/来得太晚'), { text: '来得太晚' }],
    [old('surveyAnswered'), {}],
    [
      old('calledBack', 'yn-/晚/早都没人来'),
      { answers: { solved: true, answered: false, contacted: null }, text: '晚/早都没人来' },
    ],
    [old('calledBack', 'nyn/'), { answers: { solved: false, answered: true, contacted: false } }],
    // Never had a code: a `/` is part of the words.
    [old('supplemented', 'a/b 两台都坏', { files: [] }), { text: 'a/b 两台都坏', files: [] }],
    [old('assigned', 'a/b 两家都说是'), { text: 'a/b 两家都说是' }],
  ])('%j keeps its code and its words apart', (entry, fields) => {
    const { at, by, what } = entry;
    const [one] = raised([entry], { department: null }).entries;
    expect(one).toEqual({ at, by, what, ...fields });
  });

  test('takes from the ticket what it did not keep, where that still says it', () => {
    const entries = [old('assigned'), old('queued'), old('assigned', '归你们'), old('confirmed', '好')];
    const [first, , last, rated] = raised(entries).entries;
    expect(first).toEqual(old('assigned'));
    expect(last).toMatchObject({ department: 'housing', liaison: 'housing-a', how: 'auto', text: '归你们' });
    expect(rated).toMatchObject({ rating: 'satisfied', text: '好' });
  });

  test('does not say that a ticket was given to whom it was only handed over, nor give an earlier rating the later grade', () => {
    const entries = [old('assigned'), old('delegated', 'housing-b'), old('confirmed'), old('ratedLate')];
    const over = { liaison: 'housing-b', facts: { ...ticket.facts, rating: 'basic' as const } };
    const [given, , first, last] = raised(entries, over).entries;
    expect(given).toEqual({ ...old('assigned'), department: 'housing', how: 'auto' });
    expect(first).toEqual(old('confirmed'));
    expect(last).toEqual({ ...old('ratedLate'), rating: 'basic' });
  });

  test('figures read it as before', () => {
    const entries = [old('registered'), old('granted', 'suspend/方案')];
    expect(standingBefore(raised(entries), T0 + 1)).toMatchObject({ is: 'suspended' });
    const rejected = raised([old('registered'), old('rejected', 'beyond/不归/不管')]);
    expect(standingBefore(rejected, T0 + 1)).toMatchObject({ is: 'excluded', exclusion: 'beyond' });
    const notSuspended = raised([old('registered'), old('granted', 'extend/suspend/')]);
    expect(standingBefore(notSuspended, T0 + 1)).toMatchObject({ is: 'open' });
  });
});

/**
 * A folder as a program of shape 1 left it: ticket 1 not taken on, ticket 2 suspended, the month of both dropped, so
 * that only the anchor tells of them; then two months with a ticket each, and a checkpoint. Never make it anew.
 * By name of the file, its text.
 */
const FOLDER = new URL('fixtures/folder-1.json', import.meta.url);

function olderFolder(): string {
  const dir = tempDir();
  const texts = JSON.parse(readFileSync(FOLDER, 'utf8')) as Record<string, string>;
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

describe('a folder of shape 1', () => {
  const rejected = { what: 'rejected', by: 'dispatcher-a', code: 'judicial', text: '已起诉/在审' };

  it('is proved as it is; its checkpoint is only made again', async () => {
    const { anchor, tickets, notes } = await verifyStore(olderFolder());
    expect({ anchor, tickets }).toEqual({ anchor: 4, tickets: 4 });
    expect(notes.join()).toContain('由另一版本的程序写成');
  });

  it('is opened with its codes, and what the program keeps of it from then on is proved too', async () => {
    const dir = olderFolder();
    const store = await openIn('2026-12', dir);
    expect((await store.ticket(1))?.entries.at(-1)).toMatchObject(rejected);
    expect((await store.ticket(2))?.entries.slice(1)).toMatchObject([
      { what: 'assigned', department: 'power', liaison: 'liaison-a', how: 'auto' },
      { what: 'signed' },
      { what: 'requested', kind: 'suspend', text: '列入改造' },
      { what: 'granted', kind: 'suspend', by: 'leader-a' },
    ]);
    await store.close();
    const { checkpoint, notes } = await verifyStore(dir);
    expect(checkpoint).not.toBeNull();
    expect(notes.join()).not.toContain('由另一版本的程序写成');
  });

  it('drops its next months into an anchor of today, in which what stays on disk is read as well', async () => {
    const dir = olderFolder();
    let store = await openIn('2027-01', dir, { keepMonths: 1 });
    await workIn(store, '2027-01');
    await store.dropPast();
    await store.close();
    expect((await verifyStore(dir)).tickets).toBe(5);
    store = await openIn('2027-01', dir);
    expect((await store.ticket(1))?.entries.at(-1)).toMatchObject(rejected);
    await store.close();
    const [first] = [...(await foldJournal(dir)).tickets.values()];
    expect(first?.entries.at(-1)).toMatchObject(rejected);
  });
});
