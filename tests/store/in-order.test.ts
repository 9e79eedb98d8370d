/** What is looked through from one end says the same as if all of it were sorted each time. */
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { REPORT_NUMBERS } from '../../src/domain/report-number.ts';
import { Inbox } from '../../src/store/inbox.ts';
import { Ordered } from '../../src/store/ordered.ts';
import { incoming } from './builders.ts';

const number = fc.oneof(
  fc.integer({ min: 1, max: 60 }),
  fc.integer({ min: REPORT_NUMBERS.first, max: REPORT_NUMBERS.first + 3 }),
);

test.prop([fc.array(fc.record({ number, stays: fc.boolean() }), { maxLength: 80 })])(
  'numbers stand in order, each once, however they come and go',
  (changes) => {
    const ordered = new Ordered();
    const all = new Set<number>();
    for (const change of changes) {
      if (change.stays) ordered.add(change.number);
      else ordered.delete(change.number);
      if (change.stays) all.add(change.number);
      else all.delete(change.number);
      expect(ordered.values()).toEqual([...all].sort((a, b) => a - b));
      expect(ordered.hasReports).toBe([...all].some((one) => one >= REPORT_NUMBERS.first));
      expect([ordered.size, ordered.has(change.number)]).toEqual([all.size, change.stays]);
    }
  },
);

const said = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 70 });

test.prop([said, fc.integer({ min: 1, max: 12 })])(
  'the inbox is worked ten of a speaker in a row, in order of arrival, however few are taken at once',
  (speakers, limit) => {
    const inbox = new Inbox();
    const rows = speakers.map((speaker, arrival) => ({
      key: `k${arrival}`,
      speaker,
      arrival,
      round: Math.floor(speakers.slice(0, arrival).filter((one) => one === speaker).length / 10),
    }));
    for (const { key, speaker } of rows) {
      const message = incoming(key);
      inbox.add({ ...message, sender: { ...message.sender, id: `s${speaker}` } });
    }
    const isAlone = new Set(speakers).size === 1;
    const wanted = isAlone ? rows : rows.toSorted((a, b) => a.round - b.round || a.arrival - b.arrival);
    const worked: string[] = [];
    for (let taken = inbox.next(limit); taken.length > 0; taken = inbox.next(limit)) {
      for (const { key } of taken) {
        worked.push(key);
        inbox.delete(key);
      }
    }
    expect(worked).toEqual(wanted.map(({ key }) => key));
  },
);
