/** Whatever a card, a question or a story says, copied back it is known as ours, to the last line. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { card, dispatchQuestion } from '../../src/dialogue/cards.ts';
import { ownWordsIn } from '../../src/dialogue/own-words.ts';
import { story as storyOf } from '../../src/dialogue/story.ts';
import { begun, LATER, viewAt } from '../support/builders.ts';
import { journey } from '../support/journeys.ts';

const namesOf = ({ roster }: ReturnType<typeof viewAt>): readonly string[] =>
  roster.enterprises.flatMap(({ name, aliases }) => [name, ...aliases]);

test('our own, in any state of a ticket, leaves nothing over', () => {
  fc.assert(
    fc.property(journey(), ({ steps }) => {
      for (const { after, at: when } of steps) {
        const view = viewAt(when);
        // A ledger of the past has no names; nobody copies from it.
        if (after.enterprise === null) continue;
        for (const text of [
          card(after, view),
          storyOf(after, view),
          ...(after.state === 'queued' ? [dispatchQuestion(after, view)] : []),
        ]) {
          expect(ownWordsIn(text, view.say, namesOf(view)), text).toEqual({ number: after.number, rest: '' });
        }
      }
    }),
    { numRuns: process.env.LONG ? 500 : 50 },
  );
});

test('a line that a person wrote below it is left over, as it was written', () => {
  const view = viewAt(LATER);
  for (const line of [
    '东门也不平',
    '现在还没人来，什么时候到？',
    '今天还没人来',
    '11月25日又停了',
    '供水：也停了',
    '我们王总：再不来就停产',
  ]) {
    const text = `${card(begun().ticket, view)}\n\n${line}`;
    expect(ownWordsIn(text, view.say, namesOf(view))).toEqual({ number: 23, rest: line });
  }
});

test.each(['门口道路塌陷', '诉求件 23 怎么样了', '【通知】23日停电', '【23】签收'])(
  '%s names no ticket as we do',
  (text) => {
    const view = viewAt(LATER);
    expect(ownWordsIn(text, view.say, namesOf(view))).toBeNull();
  },
);
