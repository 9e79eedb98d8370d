/** Upgrades and the way back: what an older program wrote opens; what only a newer one writes is refused, untouched. */
import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { openStore } from '../../src/store/embedded.ts';
import { type LineBody, sealLine } from '../../src/store/line.ts';
import { scratch } from '../support/county.ts';

/** Of version 0.1, one month (`fixture.test.ts`). */
const OLD = new URL('../fixtures/journal-v1.jsonl', import.meta.url);

let place: ReturnType<typeof scratch>;
let dir = '';
let journal = '';
beforeEach(() => {
  place = scratch();
  dir = join(place.dir, 'data');
  mkdirSync(dir);
  const month = /"at":"(\d{4}-\d\d)/.exec(readFileSync(OLD, 'utf8'))?.[1];
  journal = join(dir, `journal-${month}.jsonl`);
  copyFileSync(OLD, journal);
});
afterEach(() => place.remove());

test('a record of 0.1 opens, goes on, and opens again; what stood in it stands', async () => {
  const before = readFileSync(journal);
  const store = await openStore({ dir });
  const tickets = await store.tickets({});
  expect(tickets.length).toBeGreaterThan(0);
  const { seq } = store.head();
  await store.commit(() => ({ at: at('2026-12-01', '10:00'), cause: 'test', done: [] }));
  await store.close();
  expect(readFileSync(journal).subarray(0, before.length)).toEqual(before);
  const again = await openStore({ dir });
  expect(again.head().seq).toBe(seq + 1);
  expect(await again.tickets({})).toEqual(tickets);
  await again.close();
});

test('a record with something of a newer program is refused in a sentence, and nothing in the folder changes', async () => {
  const store = await openStore({ dir });
  const head = store.head();
  await store.close();
  const last =
    readdirSync(dir)
      .filter((name) => name.startsWith('journal-'))
      .sort()
      .at(-1) ?? '';
  const body = { cause: 'test', office: [{ type: 'ofTomorrow', v: 1, at: 0 }] } as unknown as LineBody;
  appendFileSync(join(dir, last), sealLine(head, at('2026-12-01', '10:00'), body).bytes);
  const all = () =>
    readdirSync(dir)
      .filter((name) => name !== 'state')
      .map((name) => [name, readFileSync(join(dir, name), 'utf8')]);
  const before = all();
  await expect(openStore({ dir })).rejects.toThrow(/不认识的事件 ofTomorrow@1.*请升级程序后再启动/);
  expect(all()).toEqual(before);
});

test('so is a line of a later form', async () => {
  const lines = readFileSync(OLD, 'utf8').trimEnd().split('\n');
  const open = (lines.at(-1) ?? '').replace('{"v":1', '{"v":7').replace(/,"hash":"[0-9a-f]{64}"\}$/, '');
  const later = `${open},"hash":"${createHash('sha256').update(open).digest('hex')}"}`;
  writeFileSync(journal, `${[...lines.slice(0, -1), later].join('\n')}\n`);
  await expect(openStore({ dir })).rejects.toThrow(/更新版本.*请升级程序后再启动/);
});
