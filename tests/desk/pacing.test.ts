import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { createPacing, type Pacing } from '../../src/desk/delivery/pacing.ts';

const PACE = { perSecond: 30, chatGapMs: 1000, groupPerMinute: 20 };
const T0 = 1_795_500_000_000;

/** Sends as early as allowed; gives the instants. */
function sendAll(pacing: Pacing, chats: readonly string[], isGroup: boolean, takesMs = 0): number[] {
  let now = T0;
  return chats.map((chat) => {
    now = pacing.nextAt(chat, isGroup, now);
    const done = pacing.take(chat, now);
    done(now + takesMs);
    now += takesMs;
    return now;
  });
}

describe('pace', () => {
  it('leaves a second between two messages of one chat', () => {
    expect(sendAll(createPacing(PACE), ['a', 'a', 'a'], false)).toEqual([T0, T0 + 1000, T0 + 2000]);
  });

  it('counts the second from the answer, not from the question', () => {
    expect(sendAll(createPacing(PACE), ['a', 'a'], false, 300)).toEqual([T0 + 300, T0 + 1600]);
  });

  it('does not let one chat wait for another', () => {
    expect(sendAll(createPacing(PACE), ['a', 'b', 'c'], false)).toEqual([T0, T0, T0]);
  });

  it('sends at most 30 a second altogether', () => {
    const chats = Array.from({ length: 61 }, (_, index) => `chat${index}`);
    const at = sendAll(createPacing(PACE), chats, false);
    expect([at[29], at[30], at[59], at[60]]).toEqual([T0, T0 + 1000, T0 + 1000, T0 + 2000]);
  });

  it('keeps to limits by the minute, the hour and the day, whichever is the narrowest', () => {
    const pace = { ...PACE, chatGapMs: 0, perMinute: 3, perHour: 6, perDay: 8 };
    const at = sendAll(createPacing(pace), ['a', 'b', 'c', 'd', 'e', 'f', 'g'], false);
    const hour = 3_600_000;
    expect(at.map((one) => one - T0)).toEqual([0, 0, 0, 60_000, 60_000, hour, 24 * hour]);
    expect(createPacing(pace).room(T0)).toBe(3);
  });

  it('pauses a little longer than asked, never shorter', () => {
    const chances = [0, 0.5, 1];
    const pace = { perSecond: 1 / 3, chatGapMs: 3000, jitterMs: 2000, groupPerMinute: 20 };
    const pacing = createPacing(pace, () => chances.shift() ?? 0);
    const at = sendAll(pacing, ['a', 'b', 'a', 'a'], true);
    expect(at.map((one) => one - T0)).toEqual([0, 3000, 7000, 12_000]);
  });

  it('sends at most 20 a minute to a group, of which 5 are kept free for emergencies; more to a person', () => {
    const many = Array.from({ length: 16 }, () => 'g');
    const pacing = createPacing(PACE);
    expect(sendAll(pacing, many.slice(1), true).at(-1)).toBe(T0 + 14_000);
    expect(pacing.nextAt('g', true, T0 + 15_000)).toBe(T0 + 60_000);
    for (let place = 0; place < 5; place++) {
      const at = T0 + 15_000 + place * 1000;
      expect(pacing.nextAt('g', true, at, true), 'an emergency goes at once').toBe(at);
      pacing.take('g', at)(at);
    }
    expect(pacing.nextAt('g', true, T0 + 20_000, true), 'and they are 20').toBe(T0 + 60_000);
    expect(sendAll(createPacing(PACE), many, false).at(-1)).toBe(T0 + 15_000);
  });

  it('lets each speaker hurry once a minute in a chat', () => {
    const pacing = createPacing(PACE);
    pacing.take('g', T0, 'a')(T0);
    expect(pacing.mayHurry('g', 'a', T0 + 59_999)).toBe(false);
    expect(pacing.mayHurry('g', 'b', T0 + 1)).toBe(true);
    expect(pacing.mayHurry('h', 'a', T0 + 1)).toBe(true);
    expect(pacing.mayHurry('g', 'a', T0 + 60_000)).toBe(true);
  });

  it('keeps a quarter of every longer limit free for emergencies, in all chats together', () => {
    const pacing = createPacing({ ...PACE, chatGapMs: 0, perMinute: 8 });
    const chats = Array.from({ length: 6 }, (_, place) => `chat${place}`);
    sendAll(pacing, chats, false);
    expect([pacing.room(T0 + 1000), pacing.room(T0 + 1000, true)]).toEqual([0, 2]);
    expect([pacing.openAt(T0 + 1000), pacing.openAt(T0 + 1000, true)]).toEqual([T0 + 60_000, T0 + 1000]);
  });

  it('carries a channel slower than one message a second', () => {
    const slow = createPacing({ perSecond: 0.25, chatGapMs: 0, groupPerMinute: 60 });
    expect(sendAll(slow, ['a', 'b', 'c'], true)).toEqual([T0, T0 + 4000, T0 + 8000]);
  });

  it('says how many may still go now', () => {
    const pacing = createPacing(PACE);
    expect(pacing.room(T0)).toBe(30);
    sendAll(pacing, ['a', 'b'], false);
    expect(pacing.room(T0)).toBe(28);
    expect(pacing.room(T0 + 1000)).toBe(30);
  });

  it('does not wait for ever when the clock is set back', () => {
    const pacing = createPacing(PACE);
    sendAll(pacing, ['a'], true);
    expect(pacing.nextAt('a', true, T0 - 3_600_000)).toBe(T0 - 3_600_000);
  });
});

describe('pauses asked for by the platform', () => {
  it('silences the chat, and only that', () => {
    const pacing = createPacing(PACE);
    pacing.pause('a', T0 + 7000, T0);
    expect(pacing.nextAt('a', false, T0)).toBe(T0 + 7000);
    expect(pacing.nextAt('b', false, T0)).toBe(T0);
  });

  it('silences everything once a second chat is told to wait too', () => {
    const pacing = createPacing(PACE);
    pacing.pause('a', T0 + 7000, T0);
    pacing.pause('b', T0 + 5000, T0 + 1000);
    expect(pacing.nextAt('c', false, T0 + 1000)).toBe(T0 + 5000);
    expect(pacing.room(T0 + 1000)).toBe(0);
    expect(pacing.room(T0 + 5000)).toBeGreaterThan(0);
  });

  it('is obeyed even where there are no limits of our own', () => {
    const pacing = createPacing(null);
    expect(sendAll(pacing, ['a', 'a', 'a'], true)).toEqual([T0, T0, T0]);
    pacing.pause('a', T0 + 7000, T0);
    expect(pacing.nextAt('a', true, T0)).toBe(T0 + 7000);
  });
});

test.prop([fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.nat(900)), { maxLength: 120 })])(
  'never breaks a limit, whatever is sent in whatever order',
  (steps) => {
    const pacing = createPacing({ perSecond: 3, chatGapMs: 1000, groupPerMinute: 5 });
    const sent: { chat: string; at: number }[] = [];
    let now = T0;
    for (const [chat, later] of steps) {
      now = pacing.nextAt(`g${chat}`, true, now + later);
      pacing.take(`g${chat}`, now)(now);
      sent.push({ chat: `g${chat}`, at: now });
    }
    for (const { chat, at } of sent) {
      const within = (span: number) => sent.filter((one) => one.at > at - span && one.at <= at);
      expect(within(1000).length, 'messages within a second').toBeLessThanOrEqual(3);
      const own = within(60_000).filter((one) => one.chat === chat);
      expect(own.length, 'messages of a group within a minute').toBeLessThanOrEqual(5);
      expect(own.filter((one) => one.at > at - 1000).length, 'messages of a chat within a second').toBe(1);
    }
  },
);
