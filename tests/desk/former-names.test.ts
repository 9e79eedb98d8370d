/**
 * A folder that a program left in which the answer to a duty was called `report`, and the flows on record `flows`: two
 * duties, answers to both, a question that still waits for its answer, and messages with buttons. Never make it anew.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readPress } from '../../src/dialogue/understand.ts';
import { TRACKS } from '../../src/domain/flow.ts';
import { at, MINUTE } from '../../src/domain/time.ts';
import type { Row } from '../../src/store/row.ts';
import { raiseRow } from '../../src/store/upcast.ts';
import { verifyStore } from '../../src/store/verify.ts';
import { tempDir } from '../store/folders.ts';
import { type Bench, openBench } from './bench.ts';

const FOLDER = new URL('../store/fixtures/folder-2.json', import.meta.url);
const FILES = JSON.parse(readFileSync(FOLDER, 'utf8')) as Readonly<Record<string, string>>;
const LATER = at('2026-11-24', '10:00') + 5 * MINUTE;
const WATER = 'water-a';

let bench: Bench | undefined;
afterEach(async () => {
  await bench?.end();
  bench = undefined;
});

function olderFolder(): string {
  const dir = tempDir();
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

/** Of the kinds that there were then: those of today are put on record when the program starts. */
async function flowsThen(): Promise<Record<string, unknown>> {
  const { flowsOnRecord } = (await bench?.store.office()) ?? { flowsOnRecord: {} };
  return Object.fromEntries(
    Object.entries(flowsOnRecord).filter(([name]) => TRACKS.some((kind) => name.startsWith(`${kind}@`))),
  );
}

test('its journal is proved, and folds to the same duties, entries and flows on record', async () => {
  expect(FILES['journal-2026-11.jsonl']).toContain('"type":"dutyReported"');
  const dir = olderFolder();
  expect((await verifyStore(dir)).tickets).toBe(1);
  bench = await openBench(dir, LATER);
  const { duties, entries } = await bench.ticket();
  expect(duties).toMatchObject([
    { kind: 'assist', answer: '管线图已调出', endedAt: null },
    { kind: 'assist', answer: '电缆没有破损', endedAt: LATER - 5 * MINUTE },
  ]);
  expect(entries.map(({ what }) => what).filter((what) => what.startsWith('duty'))).toEqual([
    ...['dutyGiven', 'dutyAnswered', 'dutyGiven', 'dutyAnswered'],
  ]);
  expect(Object.keys(await flowsThen())).toHaveLength(5);
  expect(await bench.answers('housing-a', '进度 1')).toContain('回复：电缆没有破损');
});

test('the question it asked is answered by the next words', async () => {
  bench = await openBench(olderFolder(), LATER);
  await bench.answers(WATER, '管线没有破损');
  expect((await bench.ticket()).duties[0]).toMatchObject({ answer: '管线没有破损', endedAt: LATER });
});

test('a button under a message of then does what it says', async () => {
  bench = await openBench(olderFolder(), LATER);
  const button = 'v1|report|1|1|1-stage';
  expect(FILES['journal-2026-11.jsonl']).toContain(button);
  await bench.presented(WATER, button);
  expect(bench.newest(WATER)).toContain('阶段');
  await bench.answers(WATER, '正在核对管线图');
  expect((await bench.ticket()).duties[0]).toMatchObject({ answer: '正在核对管线图', endedAt: null });
});

test('read back letter for letter, and never written any more', () => {
  expect(readPress('v1|report|1|1|1-stage')).toMatchObject({ verb: 'answerDuty', choice: '1-stage' });
  expect(readPress('v1|report|01|1|1-stage')).toBeNull();
  expect(readPress('v1|dutyReported|1|1')).toBeNull();
});

test('its rows become rows of today: what stands on a ticket, what 撤销 would restore, the office', async () => {
  const rows = Object.entries(FILES)
    .filter(([name]) => name.startsWith('state/'))
    .flatMap(([, text]) => (JSON.parse(text) as { rows: readonly Row[] }).rows);
  const raised = rows.map((row) => raiseRow(JSON.parse(JSON.stringify(row)), 2));
  const [ticket] = raised.flatMap((row) => ('ticket' in row ? [row.ticket] : []));
  const [office] = raised.flatMap((row) => ('office' in row ? [row.office] : []));
  bench = await openBench(olderFolder(), LATER);
  // What can be taken back today could not be then.
  const { lastStep: _, ...folded } = await bench.ticket();
  expect(ticket).toEqual(JSON.parse(JSON.stringify(folded)));
  expect(office).toMatchObject({ flowsOnRecord: await flowsThen() });
  expect(office).not.toHaveProperty('flows');

  const duties = [{ kind: 'assist', report: '已到', endedAt: null }];
  const lastStep = { what: 'withdrawn', by: 'p', at: LATER, before: { state: 'working', duties } };
  const undoable = raiseRow({ ticket: { ...ticket, lastStep } }, 2);
  const before = { state: 'working', duties: [{ kind: 'assist', answer: '已到', endedAt: null }] };
  expect(undoable).toMatchObject({ ticket: { lastStep: { ...lastStep, before } } });
});
