/** What the clock alone brings: each step that lapses does so once, at its hour, and leads on. */
import { describe, expect, test } from 'vitest';
import { lapseAt, liveClocks, nextLapse, wakeAt } from '../../../src/domain/reminders.ts';
import { at, DAY, HOUR, type Instant } from '../../../src/domain/time.ts';
import {
  asked,
  COMMANDS,
  next,
  outcomeOf,
  STATES,
  type Story,
  storyIn,
  T0,
  woken,
} from '../../support/builders.ts';

const working = storyIn('working');
const pending = (type: 'extend' | 'return' | 'suspend') =>
  next(working, 'liaison', COMMANDS[type], T0 + 2 * HOUR);
/** Every reminder before `when` is said, so that the lapse is what is left. */
function quietUntil(story: Story, when: Instant): Story {
  let now = story;
  for (let wakes = 0; wakes < 20; wakes++) {
    const wake = wakeAt(now.ticket);
    if (wake === null || wake >= when) break;
    now = woken(now, wake);
  }
  return now;
}

describe('each lapse, at its hour and not a millisecond before', () => {
  test.each<[string, Story, string, string, string]>([
    ['nobody dispatches', storyIn('queued'), '2026-11-24 10:30', 'assigned', 'assigned'],
    ['nobody rates', storyIn('resolved'), '2026-12-02 08:00', 'lapsed', 'closed'],
    ['nobody answers', storyIn('waiting'), '2026-12-02 08:00', 'resumed', 'working'],
    ['nobody settles an extension', pending('extend'), '2026-11-26 08:00', 'denied', 'working'],
    ['nobody settles a return', pending('return'), '2026-11-26 08:00', 'denied', 'working'],
    ['nobody approves a suspension', pending('suspend'), '2026-11-30 08:00', 'denied', 'working'],
    ['the last milestone of a suspension', storyIn('suspended'), '2027-04-01 08:00', 'resumed', 'working'],
  ])('%s', (_, story, when, event, state) => {
    const [day, time] = when.split(' ') as [string, string];
    const due = at(day, time);
    const quiet = quietUntil(story, due);
    expect(lapseAt(quiet.ticket)).toBe(due);
    expect(wakeAt(quiet.ticket), 'it wakes for that').toBe(due);
    expect(woken(quiet, due - 1).ticket.state).toBe(quiet.ticket.state);
    const after = woken(quiet, due);
    expect(after.events.at(-1)).toMatchObject({ type: event, by: 'system', at: due });
    expect(after.ticket.state).toBe(state);
    expect(nextLapse(after.ticket)?.step, 'once').not.toBe(nextLapse(quiet.ticket)?.step);
  });
});

test('what has lapsed cannot be done any more, and says so; a rating is taken as a late one', () => {
  const opens = at('2026-11-26', '08:00');
  const denied = woken(quietUntil(pending('extend'), opens), opens);
  expect(outcomeOf(asked(denied, 'dispatcher', COMMANDS.grant, opens))).toBe('noRequest');
  const morning = at('2026-12-02', '08:00');
  const open = quietUntil(storyIn('resolved'), morning);
  expect(outcomeOf(asked(open, 'reporter', COMMANDS.confirm, morning - 1)), 'in the night before').toBe(
    'confirmed',
  );
  const closed = woken(open, morning);
  expect(outcomeOf(asked(closed, 'reporter', COMMANDS.confirm, morning))).toBe('ratedLate');
});

test('done in the last moment it stands, done at the deadline’s second by two people the first one counts', () => {
  const last = at('2026-12-02', '00:00') - 1;
  const confirmed = next(storyIn('resolved'), 'reporter', COMMANDS.confirm, last);
  expect(confirmed.ticket.facts.closedBy).toBe('enterprise');
  expect(outcomeOf(asked(confirmed, 'system', COMMANDS.wake, last + 1))).toBe('nothing');
  const moved = next(storyIn('queued'), 'dispatcher', COMMANDS.assign, at('2026-11-24', '10:30'));
  expect(outcomeOf(asked(moved, 'system', COMMANDS.wake, at('2026-11-24', '10:30')))).toBe('nothing');
});

test('after months without power everything that lapsed is brought in order, wake by wake', () => {
  let story = pending('suspend');
  const when = T0 + 200 * DAY;
  const seen: string[] = [];
  for (let wakes = 0; wakes < 10; wakes++) {
    const known = story.events.length;
    story = woken(story, when);
    if (story.events.length === known) break;
    seen.push(
      ...story.events
        .slice(known)
        .map((event) => (event.type === 'reminded' ? `${event.step}/${event.rung}` : event.type)),
    );
  }
  expect(seen).toEqual(['denied', 'turnedLate', 'resolve/supervise', 'feedback/overdue']);
});

test('every open state has a clock that runs; none runs when it is over', () => {
  for (const state of STATES) {
    const over = ['closed', 'withdrawn', 'rejected', 'merged'].includes(state);
    expect(liveClocks(storyIn(state).ticket).length > 0, state).toBe(!over);
  }
});
