/** Nothing of a report lies on disk in clear while there is a key, at any stage; and what lies there opens again. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../src/clock.ts';
import type { FinanceEvent } from '../../src/domain/arrangements/finance.ts';
import type { NoticeEvent } from '../../src/domain/arrangements/notices.ts';
import { DAY } from '../../src/domain/time.ts';
import { openStore } from '../../src/store/embedded.ts';
import { sha256 } from '../../src/store/line.ts';
import type { Manifest } from '../../src/store/manifest.ts';
import { recoverState } from '../../src/store/recover.ts';
import { firstDifference } from '../../src/store/snapshot.ts';
import { foldJournal, verifyStore } from '../../src/store/verify.ts';
import { filesBelow, filesWith, keyRing, OTHER_KEY } from '../support/keys.ts';
import { registering, T0 } from './builders.ts';
import { tempDir } from './folders.ts';
import { inMonth } from './months.ts';
import { keys, ORDINARY, REPORTER, recorded, refusal, report, SEGMENT, SENTENCE } from './reports.ts';
import { step } from './steps.ts';

describe('a report on disk', () => {
  it('cannot be read at any stage: journal, checkpoint, anchor; nor can who made it', async () => {
    const dir = tempDir();
    const months = ['2026-11', '2026-12', '2027-01', '2027-02'];
    const clock = new VirtualClock(inMonth('2026-11'));
    const logged: unknown[] = [];
    const log = {
      info: (...words: unknown[]) => logged.push(words),
      warn: (...words: unknown[]) => logged.push(words),
    };
    const open = () => openStore({ dir, clock, keys, keepMonths: 1, log });
    let store = await open();
    const look = (stage: string): void => {
      expect(filesWith(dir, SENTENCE, REPORTER), stage).toEqual([]);
    };
    for (const month of months) {
      const at = inMonth(month);
      clock.advanceTo(at);
      await store.commit(registering({ at, text: ORDINARY }));
      await report(store, at, (stage) => look(`${month} ${stage}`));
      await store.checkpoint();
      look(`${month} at a checkpoint`);
      await store.dropPast();
      look(`${month} when old months are dropped`);
      await store.close();
      look(`${month} when the store is closed`);
      store = await open();
      look(`${month} when it is opened again`);
    }
    await store.close();
    expect([...filesBelow(dir).keys()], 'the anchor was looked into').toContain('anchor.json');
    expect(
      filesWith(dir, ORDINARY),
      'what is ordinary can be read, so this would have been found',
    ).not.toEqual([]);
    expect(JSON.stringify(logged), 'the log').not.toMatch(new RegExp(`${SENTENCE}|${REPORTER}`));
  });

  it('is there again after a start, from the checkpoint and from the journal alone', async () => {
    const dir = tempDir();
    await recorded(dir);
    for (const way of ['with the checkpoint', 'without']) {
      const { state } = await recoverState(dir, keys);
      expect(firstDifference(state, await foldJournal(dir, keys)), way).toBeNull();
      const store = await openStore({ dir, clock: new VirtualClock(T0), keys });
      const [ordinary, secret] = await store.tickets({});
      expect(ordinary).toMatchObject({ text: ORDINARY });
      expect(secret, way).toMatchObject({ text: SENTENCE, confidential: true });
      expect((await store.inbox(9)).map(({ text }) => text)).toEqual([SENTENCE]);
      expect(await store.dialogue(`telegram/${REPORTER}`)).toMatchObject({ data: { draft: SENTENCE } });
      expect(await store.ticketOfMessage('telegram', REPORTER, `${T0}${REPORTER}`)).toBe(2);
      await store.close();
      rmSync(join(dir, 'manifest.json'));
    }
  });

  it('nor can what a firm needs to borrow, and what its bank says; it is there again after a start', async () => {
    const dir = tempDir();
    const clock = new VirtualClock(T0);
    const fields = { yuan: 5_137_000, months: 12, purpose: SENTENCE, collateral: '厂房' };
    const need = { id: 1, enterprise: 'xinghuo', by: REPORTER, fields: { sealed: fields } };
    const events: readonly FinanceEvent[] = [
      { did: 'told', need, banks: ['nongshang'] },
      { did: 'refused', need: 1, bank: 'nongshang', by: 'bank-a', reason: 'credit', words: SENTENCE },
    ];
    const secrets = [SENTENCE, REPORTER, '"yuan"', '"nongshang"', '"finance"', '"credit"'];
    const look = (): void => {
      const found = [...filesBelow(dir)].filter(([, bytes]) => secrets.some((one) => bytes.includes(one)));
      expect(found.map(([name]) => name)).toEqual([]);
    };
    let store = await openStore({ dir, clock, keys });
    for (const [turn, event] of events.entries()) {
      await store.commit(() => ({
        at: T0,
        cause: `test:need-${turn}`,
        office: [{ type: 'arranged', v: 1, at: T0, of: 'finance', event }],
      }));
      look();
    }
    await store.checkpoint();
    await store.close();
    look();
    for (const way of ['with the checkpoint', 'without']) {
      store = await openStore({ dir, clock, keys });
      const again = (await store.office()).arrangements?.finance?.[1];
      expect(again, way).toMatchObject({
        fields: { sealed: fields },
        offers: [{ refused: { words: SENTENCE } }],
      });
      await store.close();
      rmSync(join(dir, 'manifest.json'));
    }
    await expect(openStore({ dir, clock, keys: keyRing(OTHER_KEY) })).rejects.toThrow(/REPORT_KEY/);
  });

  it('nor that a firm comes no more that had said it would; it is taken back again after a start', async () => {
    const dir = tempDir();
    const clock = new VirtualClock(T0);
    const notice = {
      id: 1,
      about: { kind: 'event', id: '1' },
      by: 'hub',
      choices: ['come', 'no'],
      until: null,
      to: [{ enterprise: 'xinghuo', people: ['xinghuo-1'] }],
    } as const;
    const answered = { did: 'answered', notice: 1, enterprise: 'xinghuo' } as const;
    const events: readonly NoticeEvent[] = [
      { did: 'sent', notice },
      { ...answered, choice: 'come', by: 'xinghuo-1' },
      { ...answered, choice: null, by: null },
    ];
    let store = await openStore({ dir, clock, keys });
    for (const [turn, event] of events.entries()) {
      await store.commit(() => ({
        at: T0,
        cause: `inbox:press-${turn}-of-xinghuo`,
        office: [{ type: 'arranged', v: 1, at: T0, of: 'notices', event }],
      }));
    }
    expect(filesWith(dir, '"choice":"come"', 'press-1'), 'what is in clear would be found').not.toEqual([]);
    expect(filesWith(dir, '"choice":null', 'press-2')).toEqual([]);
    await store.checkpoint();
    await store.close();
    for (const way of ['with the checkpoint', 'without']) {
      store = await openStore({ dir, clock, keys });
      const again = (await store.office()).arrangements?.notices?.[1];
      expect(again?.to, way).toEqual([{ enterprise: 'xinghuo', people: ['xinghuo-1'] }]);
      await store.close();
      rmSync(join(dir, 'manifest.json'), { force: true });
    }
  });

  it('comes back the same whatever was done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const dir = tempDir();
        let turn = 0;
        const store = await openStore({ dir, clock: new VirtualClock(T0), keys, checkpointEvery: 7 });
        for (const act of steps) await act(store, ++turn, T0 + turn).catch(() => {});
        await store.checkpoint();
        await report(store, T0 + DAY);
        const { state } = await recoverState(dir, keys);
        expect(firstDifference(state, await foldJournal(dir, keys))).toBeNull();
        await store.close();
        await verifyStore(dir, undefined, keys);
      }),
      { numRuns: 30 },
    );
  });
});

it('a line with something encrypted is one that programs without encryption refuse as newer', async () => {
  const dir = tempDir();
  await recorded(dir);
  const lines = readFileSync(join(dir, SEGMENT), 'utf8').trimEnd().split('\n');
  for (const line of lines) expect(line.startsWith('{"v":5,'), line).toBe(line.includes('"secret"'));
  expect(lines.some((line) => line.includes('"secret"'))).toBe(true);
});

describe('encrypted values that were changed or moved', () => {
  const linesOf = (dir: string): string[] => readFileSync(join(dir, SEGMENT), 'utf8').trimEnd().split('\n');
  /** Writes the lines with a chain that holds, as one can who knows how it is made. */
  function rechain(dir: string, lines: readonly string[]): void {
    let prev = '0'.repeat(64);
    const chained = lines.map((line) => {
      const { hash: _, ...rest } = JSON.parse(line) as Record<string, unknown>;
      const open = JSON.stringify({ ...rest, prev }).slice(0, -1);
      prev = sha256(open);
      return `${open},"hash":"${prev}"}\n`;
    });
    writeFileSync(join(dir, SEGMENT), chained.join(''));
    rmSync(join(dir, 'manifest.json'));
    rmSync(join(dir, 'state'), { recursive: true });
  }
  const secretOf = (line: string): string => (JSON.parse(line) as { secret: string }).secret;
  const secretLines = (lines: readonly string[]): number[] =>
    lines.flatMap((line, index) => (line.includes('"secret"') ? [index] : []));

  it('in the journal: the line is named', async () => {
    const dir = tempDir();
    await recorded(dir);
    const lines = linesOf(dir);
    const last = secretLines(lines).at(-1) as number;
    const value = secretOf(lines[last] as string);
    const changed = value.slice(0, -6) + (value.at(-6) === 'A' ? 'B' : 'A') + value.slice(-5);
    lines[last] = (lines[last] as string).replace(value, changed);
    rechain(dir, lines);
    const fault = await refusal(dir, keys);
    expect(fault.kind).toBe('damaged');
    expect(fault.message).toContain(`${SEGMENT}:${last + 1}`);
    expect(fault.message).toContain('这一行加密的内容打不开');
    await expect(verifyStore(dir, undefined, keys)).rejects.toThrow(`${SEGMENT}:${last + 1}`);
  });

  it('in the journal, taken from another record of the same key at the same line', async () => {
    const [dir, other] = [tempDir(), tempDir()];
    await recorded(dir);
    const store = await openStore({ dir: other, clock: new VirtualClock(T0), keys });
    await store.commit(registering({ text: `${ORDINARY}！` }));
    await report(store);
    await store.close();
    const lines = linesOf(dir);
    const last = secretLines(lines).at(-1) as number;
    const theirs = secretOf(linesOf(other)[last] as string);
    lines[last] = (lines[last] as string).replace(secretOf(lines[last] as string), theirs);
    rechain(dir, lines);
    expect((await refusal(dir, keys)).message).toContain(`${SEGMENT}:${last + 1}`);
  });

  it('in the checkpoint: it is not built upon, and why is said', async () => {
    const dir = tempDir();
    await recorded(dir);
    const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Manifest;
    const shard = manifest.shards.find(({ kind }) => kind === 'desk') as Manifest['shards'][number];
    const path = join(dir, 'state', shard.file);
    const text = readFileSync(path, 'utf8');
    const [one = '', two = ''] = text.match(/\{"secret":"[^"]+"\}/g) ?? [];
    expect(two, 'two rows to exchange').not.toBe('');
    const swapped = text.replace(one, '<one>').replace(two, one).replace('<one>', two);
    writeFileSync(path, swapped);
    const shards = manifest.shards.map((each) =>
      each.file === shard.file ? { ...each, sha256: sha256(swapped) } : each,
    );
    writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ ...manifest, shards }));
    const { warning, state } = await recoverState(dir, keys);
    expect(warning).toMatch(new RegExp(`state/${shard.file}/\\d+ .*打不开`));
    expect(firstDifference(state, await foldJournal(dir, keys))).toBeNull();
  });
});

describe('verify', () => {
  it('without the key proves the chain, and says how many lines it could not open', async () => {
    const dir = tempDir();
    await recorded(dir);
    const whole = await verifyStore(dir, undefined, keys);
    expect(whole).toMatchObject({ tickets: 2, unopened: 0, notes: [], checkpoint: whole.head.seq });
    const secret = readFileSync(join(dir, SEGMENT), 'utf8').match(/"secret":/g)?.length ?? 0;
    for (const ring of [null, keyRing(OTHER_KEY)]) {
      const found = await verifyStore(dir, whole.head, ring);
      expect(found).toMatchObject({ head: whole.head, tickets: null, unopened: secret, checkpoint: null });
      expect(found.notes.join()).toContain(
        `${secret} 行（密钥 ${keys.id}）含加密的举报内容，没有密钥，打不开`,
      );
    }
  });

  it('without the key finds a changed byte, also in what it cannot open', async () => {
    const dir = tempDir();
    await recorded(dir);
    const path = join(dir, SEGMENT);
    const text = readFileSync(path, 'utf8');
    const place = text.indexOf('"secret":"') + 60;
    writeFileSync(path, `${text.slice(0, place)}${text[place] === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`);
    await expect(verifyStore(dir)).rejects.toThrow(/jsonl:\d+：.*校验值不符/);
  });

  it('shows nothing of a report where a checkpoint differs from the record', async () => {
    const dir = tempDir();
    await recorded(dir, null);
    const manifest = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Manifest;
    const shards = manifest.shards.map((shard) => {
      const path = join(dir, 'state', shard.file);
      const text = readFileSync(path, 'utf8').replaceAll(SENTENCE, `${SENTENCE}？`);
      writeFileSync(path, text);
      return { ...shard, sha256: sha256(text) };
    });
    writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ ...manifest, shards }));
    const found = await verifyStore(dir).catch((error: unknown) => String(error));
    expect(found).toContain('检查点与记录算出的内容不同');
    expect(found).not.toContain(SENTENCE.slice(0, 4));
  });
});
