/**
 * A journal written by version 0.1 in a rehearsal (all persons and enterprises are those of the fictional roster).
 * It must fold for ever: never make it anew, write an upcaster instead.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
import { undone } from '../../src/domain/undo.ts';
import type { Row } from '../../src/store/row.ts';
import { allBlocks, restoreRow, snapshot } from '../../src/store/snapshot.ts';
import { emptyState, type State } from '../../src/store/state.ts';
import { ROW_SHAPE, raiseRow } from '../../src/store/upcast.ts';
import { foldLines } from '../../src/store/verify.ts';

const state = foldLines(readFileSync(new URL('../fixtures/journal-v1.jsonl', import.meta.url), 'utf8'));

function inShort(ticket: Ticket) {
  const { number, state, department, liaison, cycle, transfers, facts, files } = ticket;
  return {
    number,
    state,
    responsible: `${department}/${liaison}`,
    cycle,
    transfers,
    result: facts.result,
    closedBy: facts.closedBy,
    rating: facts.rating,
    files: files.map(({ state }) => state),
  };
}

describe('a journal of version 1 folds for ever', () => {
  it('to the same tickets', () => {
    expect([...state.tickets.values()].map(inShort)).toMatchSnapshot();
  });

  it('to the same office: bindings, flows, summaries', () => {
    const { accounts, invites, flowsOnRecord, settings, summaries, announced } = state.office;
    expect(Object.keys(accounts)).toEqual(['telegram/90018']);
    expect(Object.values(accounts)[0]?.person).toBe('water-a');
    expect(Object.values(invites).map((invite) => invite.state)).toEqual(['used']);
    expect(Object.keys(flowsOnRecord)).toEqual([settings['flow:complaint']]);
    expect(Object.keys(summaries).length).toBe(24);
    expect(Object.keys(announced).length).toBe(2);
  });

  it('with every message in the inbox settled', () => {
    expect(state.inbox.size).toBe(0);
  });
});

const rowsOf = (one: State): readonly Row[] =>
  snapshot(one, allBlocks(one)).flatMap(({ bundles }) => [...bundles].flatMap(({ rows }) => rows));
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value));
const ticketsOf = (rows: readonly Row[]) => rows.flatMap((row) => ('ticket' in row ? row.ticket : []));
const othersOf = (rows: readonly Row[]) => rows.filter((row) => !('ticket' in row));

/** What entries did not keep in that shape: where the ticket does not tell it either, it is missing. */
const NOT_KEPT: Readonly<Record<number, readonly string[]>> = {
  1: ['department', 'liaison', 'actingFor', 'how', 'from', 'rating', 'solved', 'inPlaceOf'],
};

/** A ticket of today as the rows of a shape can tell it. */
function asFarAsKept(
  { lastStep, ...today }: Ticket,
  { entries, lastStep: kept }: Ticket,
  shape: number,
): Ticket {
  const missing = (field: string, place: number) =>
    (NOT_KEPT[shape] ?? []).includes(field) && !(field in (entries[place] ?? {}));
  const known = today.entries.map((entry, place) =>
    Object.fromEntries(Object.entries(entry).filter(([field]) => !missing(field, place))),
  );
  return {
    ...today,
    // Half an hour after an upgrade nobody takes back what was done before it.
    ...(kept && lastStep ? { lastStep } : {}),
    entries: known as unknown as Ticket['entries'],
  };
}

/** Who took the last step and when. What it changed may be kept with fields that did not change: `undone` tells. */
function stepAside({ lastStep, ...ticket }: Ticket): unknown {
  return { ...ticket, lastStep: lastStep && { ...lastStep, before: null } };
}

const shapes = Array.from({ length: ROW_SHAPE }, (_, place) => place + 1);

/**
 * Rows in which programs of each shape kept that journal (programs/rows.ts). An anchor keeps such rows when the events
 * are gone. Never make a file anew: if this fails, what is in a row has changed its shape, see `ROW_SHAPE`.
 */
describe.each(shapes)('rows of shape %i', (shape) => {
  it('can be read for ever, as what today’s fold of the same journal gives', () => {
    const file = new URL(`fixtures/rows-${shape}.jsonl`, import.meta.url);
    const restored = emptyState();
    for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
      restoreRow(restored, raiseRow(JSON.parse(line), shape));
    }
    const [rows, today] = [plain(rowsOf(restored)), plain(rowsOf(state))];
    expect(othersOf(rows)).toEqual(othersOf(today));
    const tickets = ticketsOf(rows);
    const known = ticketsOf(today).map((ticket, place) => asFarAsKept(ticket, tickets[place]!, shape));
    expect(tickets.map(stepAside)).toEqual(known.map(stepAside));
    expect(tickets.map(undone)).toEqual(known.map(undone));
  });
});
