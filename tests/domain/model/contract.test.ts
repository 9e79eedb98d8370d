/**
 * The contract against a small model of itself (ticket.ts): random years of a ticket, everybody in it, with holidays,
 * new calendars, leave and pauses. Prints how often each transition and each turn came; one that hardly came proves
 * nothing, so fewer than twenty fails.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Tally, walk, walks } from './walk.ts';

const LONG = process.env.LONG !== undefined;
const LEAST = 20;

/** from, by what, to. `wake` is the clock alone. */
const TRANSITIONS = `
— register → queued
— register → assigned
queued assign → assigned
queued wake dispatch → assigned
queued reject → rejected
queued withdraw → withdrawn
queued merge → merged
assigned assign → assigned
assigned transfer → assigned
assigned transfer → queued
assigned sign → working
assigned feedback → working
assigned ask → waiting
assigned extend → working
assigned suspend → working
assigned return → assigned
assigned grant return → assigned
assigned wake decide → assigned
assigned resolve → resolved
assigned reject → rejected
assigned withdraw → withdrawn
assigned merge → merged
working transfer → assigned
working transfer → queued
working ask → waiting
working extend → working
working grant extend → working
working return → working
working grant return → assigned
working suspend → working
working grant suspend → suspended
working wake decide → working
working resolve → resolved
working reject → rejected
working withdraw → withdrawn
working merge → merged
waiting supplement → working
waiting resume → working
waiting wake supply → working
waiting transfer → assigned
waiting transfer → queued
waiting resolve → resolved
waiting withdraw → withdrawn
waiting merge → merged
suspended resume → working
suspended wake suspend → working
suspended resolve → resolved
suspended withdraw → withdrawn
suspended merge → merged
resolved confirm → closed
closed confirm → closed
resolved callBack → closed
resolved callBack → working
resolved callBack → queued
resolved rework → working
resolved rework → queued
resolved wake confirm → closed
resolved withdraw → withdrawn
resolved merge → merged
closed reopen → working
closed reopen → queued
rejected reopen → queued`;

/** What leaves a ticket where it is. */
const TURNS = `
assist, supervise, instruct, escalate, answerDuty, sendBack, feedback, urge, supplement, answer, delegate, absorb, split
reclassify to complaint, reclassify to urgent, reclassify to consult, reclassify to arrears
deny extend, deny return, deny suspend
undone: assigned, undone: delegated, undone: resolved, undone: confirmed, undone: ratedLate, undone: withdrawn
undone: rejected, undone: requested, undone: reclassified
leave, back, recalculated
late: sign, late: resolve
reminded of sign, reminded of feedback, reminded of resolve, reminded of confirm, reminded of supply
reminded of decide, reminded of report, reminded of suspend, reminded of assist, reminded of order
reminded of escalate
refused: notYours, refused: wrongState, refused: alreadyDone, refused: pending, refused: noRequest
refused: tooLate, refused: tooMuch, refused: locked, refused: sameDepartment, refused: badDay
refused: dutyUnknown, refused: noReply, refused: nothingToUndo, refused: notInFlow`;

/** Seldom, as nobody hands work to a colleague who is known to be away, nor decides so late. */
const SELDOM = new Set([
  'refused: onLeave',
  'refused: samePerson',
  'working assign → assigned',
  'assigned deny',
]);

const listed = (text: string): readonly string[] => text.trim().split(/\n|, /);

test('the contract and the model say the same of everything, and everything was tried often enough', {
  timeout: 600_000,
}, () => {
  const tally = new Tally();
  const runs = LONG ? { numRuns: 8000 } : { numRuns: 2300, seed: 20_261_124 };
  fc.assert(
    fc.property(walks, (dice) => walk(dice, tally)),
    runs,
  );
  const expected = [...listed(TRANSITIONS), ...listed(TURNS)];
  const lines = expected.map((what) => `${String(tally.counts.get(what) ?? 0).padStart(6)}  ${what}`);
  console.log(lines.join('\n'));
  const unknown = [...tally.counts.keys()].filter((what) => !expected.includes(what) && !SELDOM.has(what));
  expect(unknown, 'the drawing of the contract above knows nothing of these').toEqual([]);
  const rare = expected.filter((what) => (tally.counts.get(what) ?? 0) < LEAST);
  expect(rare, `came fewer than ${LEAST} times: give it more weight in walk.ts`).toEqual([]);
});
