/** What is remembered between two messages: each kind, and how older programs kept it. */
import { describe, expect, test } from 'vitest';
import { awaiting, onlyIf, ticketOf, wordsWanted } from '../../src/desk/dialogue.ts';
import { asNow } from '../../src/desk/dialogue-before.ts';
import { recallAt } from '../../src/desk/recall.ts';
import { at, HOUR, MINUTE } from '../../src/domain/time.ts';

const NOW = at('2026-11-24', '10:00');
const times = { since: NOW, expiresAt: NOW + HOUR };

describe('as older programs kept it', () => {
  test.each([
    [
      { awaiting: 'feedback', ticket: 3, data: {} },
      { awaiting: 'words', verb: 'feedback', ticket: 3 },
    ],
    [
      { awaiting: 'resolve', ticket: 3, data: { choice: 'partly' } },
      { awaiting: 'words', verb: 'resolve', ticket: 3, choice: 'partly' },
    ],
    [
      { awaiting: 'report', ticket: 3, data: { duty: '2-stage' } },
      { awaiting: 'words', verb: 'answerDuty', ticket: 3, choice: '2-stage' },
    ],
    [
      { awaiting: 'which', ticket: null, data: { verb: 'sign', words: '' } },
      { awaiting: 'which', verb: 'sign', words: '', tickets: [] },
    ],
    [
      { awaiting: 'raise', ticket: null, data: { text: '停电了', again: '7', files: '[]', unasked: 'yes' } },
      { awaiting: 'raise', text: '停电了', origin: null, files: [], unasked: true, again: 7 },
    ],
    [
      { awaiting: 'split', ticket: 4, data: { text: '门口的路' } },
      { awaiting: 'split', ticket: 4, text: '门口的路' },
    ],
    [
      { awaiting: 'callBack', ticket: 4, data: { choice: 'answering', heard: '{"solved":true}', slot: 's' } },
      { awaiting: 'callBack', ticket: 4, heard: { solved: true }, slot: 's' },
    ],
    [
      { awaiting: 'clerk', ticket: null, data: { queue: '[{"name":"袁","at":null,"text":"停电"}]' } },
      { awaiting: 'clerk', former: [{ name: '袁', at: null, text: '停电' }] },
    ],
    [
      { awaiting: 'doubt', ticket: null, data: { doubt: '{"person":"p","addTo":null}' } },
      { awaiting: 'doubt', person: 'p', addTo: null },
    ],
    [
      { awaiting: 'standing', ticket: null, data: { lines: '[{"channel":"web"}]' } },
      { awaiting: 'standing', lines: [{ channel: 'web' }] },
    ],
    [
      { awaiting: 'menu', ticket: null, data: { '5': 'v1|sign|2|1', first: '5', last: '5' } },
      { awaiting: 'menu', choices: [{ number: 5, label: '', data: 'v1|sign|2|1' }], first: 5, last: 5 },
    ],
    [
      { awaiting: 'rated', ticket: 9, data: {} },
      { awaiting: 'rated', ticket: 9 },
    ],
  ])('%o', (before, now) => {
    expect(asNow({ ...times, ...before } as never)).toEqual({ ...times, ...now });
  });

  test('what is kept now is left as it is', () => {
    const kept = awaiting('words', { verb: 'resolve', ticket: 3 }, NOW);
    expect(asNow(kept)).toBe(kept);
  });
});

test('each kind has an end of its own, and is forgotten then', async () => {
  const kept = awaiting('evidence', { ticket: 3 }, NOW);
  const memory = { dialogue: async () => kept };
  expect(await recallAt(memory, 'k', NOW + 9 * MINUTE)).toBe(kept);
  expect(await recallAt(memory, 'k', kept.expiresAt)).toBeUndefined();
});

test('a question is found by its kind alone', () => {
  const kept = awaiting('words', { verb: 'extend', ticket: 3 }, NOW);
  expect(onlyIf(kept, 'which')).toBeUndefined();
  expect(wordsWanted(kept)).toMatchObject({ verb: 'extend', ticket: 3 });
  expect(ticketOf(awaiting('clerk', {}, NOW))).toBeNull();
});
