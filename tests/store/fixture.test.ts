/**
 * A journal written by version 0.1 in a rehearsal (all persons and enterprises are those of the fictional roster).
 * It must fold for ever: never make it anew, write an upcaster instead.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../src/domain/ticket.ts';
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
    const { accounts, invites, flows, settings, summaries, announced } = state.office;
    expect(Object.keys(accounts)).toEqual(['telegram/90018']);
    expect(Object.values(accounts)[0]?.person).toBe('water-a');
    expect(Object.values(invites).map((invite) => invite.state)).toEqual(['used']);
    expect(Object.keys(flows)).toEqual([settings['flow:complaint']]);
    expect(Object.keys(summaries).length).toBe(24);
    expect(Object.keys(announced).length).toBe(2);
  });

  it('with every message in the inbox settled', () => {
    expect(state.inbox.size).toBe(0);
  });
});
