/** What each way of settling a ticket teaches, and which tickets teach nothing, whatever was settled. */
import { describe, expect, test } from 'vitest';
import type { Registration } from '../../src/domain/lifecycle.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { HOUR } from '../../src/domain/time.ts';
import { type Lesson, lessonOf, lessonsOf } from '../../src/learning/lessons.ts';
import {
  begun,
  COMMANDS,
  flows,
  next,
  registration,
  reported,
  type Story,
  T0,
  woken,
} from '../support/builders.ts';

const WORDS = { kind: 'request', text: '汾河灌渠边上的玉米地浇不上' } as const;
const DEFAULT_AFTER = 8 * HOUR;

/** Its words were clear: 住建 has it at once. */
const clear = (over: Partial<Registration> = {}): Story => begun({ ...WORDS, ...over });
/** Nobody could tell whose it is. */
const unclear = (over: Partial<Registration> = {}): Story => begun({ ...WORDS, department: null, ...over });
const dispatched = (over: Partial<Registration> = {}): Story =>
  next(unclear(over), 'dispatcher', COMMANDS.assign, T0 + HOUR);
const signed = (story: Story): Story => next(story, 'liaison', COMMANDS.sign, T0 + 2 * HOUR);
const resolved = (story: Story): Story => next(signed(story), 'liaison', COMMANDS.resolve, T0 + 3 * HOUR);
const returned = (): Story => next(clear(), 'liaison', COMMANDS.return, T0 + HOUR);
const idle = (story: Story): Story =>
  next(story, 'dispatcher', { type: 'reject', code: 'idle', text: '' }, T0 + HOUR);
const transferred = (): Story => next(clear(), 'liaison', COMMANDS.transfer, T0 + HOUR);

/** What a lesson says, without where it comes from. */
function taught({ ticket }: Story): Omit<Lesson, 'number' | 'text'> | null {
  const lesson = lessonOf(ticket);
  if (lesson === null) return null;
  const { number: _, text: __, ...rest } = lesson;
  return rest;
}

const ruled = <T>(is: T) => ({ is, weight: 1 });
const wentWell = <T>(is: T) => ({ is, weight: 0.3 });

describe('what people settle', () => {
  test.each<[string, () => Story, ReturnType<typeof taught>]>([
    ['分办 by the dispatcher', dispatched, { department: ruled('water'), isMatter: ruled(true) }],
    [
      '改派 by the dispatcher',
      () => next(clear(), 'dispatcher', COMMANDS.transfer, T0 + HOUR),
      { department: ruled('land'), isMatter: ruled(true) },
    ],
    [
      '退单 granted: the department that the hub names',
      () => next(returned(), 'dispatcher', { type: 'grant', department: 'water' }, T0 + 2 * HOUR),
      { department: ruled('water'), isMatter: ruled(true) },
    ],
    [
      '退单 refused: the department that wanted to be rid of it',
      () => next(returned(), 'dispatcher', COMMANDS.deny, T0 + 2 * HOUR),
      { department: ruled('housing'), isMatter: ruled(true) },
    ],
    [
      '转办 to a department that has taken it',
      () => next(transferred(), 'otherLiaison', COMMANDS.sign, T0 + 2 * HOUR),
      { department: ruled('land'), isMatter: ruled(true) },
    ],
    [
      '改类',
      () => next(clear(), 'dispatcher', COMMANDS.reclassify, T0 + HOUR),
      { kind: ruled('consult'), isMatter: ruled(true) },
    ],
    ['不是诉求', () => idle(clear()), { kind: ruled('chatter'), isMatter: ruled(false) }],
    [
      'assigned by its words and resolved there: a little, so that what is right stays',
      () => resolved(clear()),
      { department: wentWell('housing'), kind: wentWell('request'), isMatter: wentWell(true) },
    ],
    [
      'of two matters the first had it: nothing of the department, which is not that of the whole',
      () => resolved(clear({ candidates: [{ department: 'water', p: 0.5 }] })),
      { kind: wentWell('request'), isMatter: wentWell(true) },
    ],
    [
      '分办, and resolved there',
      () => {
        const taken = next(dispatched(), 'assistant', COMMANDS.sign, T0 + 2 * HOUR);
        return next(taken, 'assistant', COMMANDS.resolve, T0 + 3 * HOUR);
      },
      { department: ruled('water'), kind: wentWell('request'), isMatter: ruled(true) },
    ],
  ])('%s', (_way, story, lesson) => {
    expect(taught(story())).toEqual(lesson);
  });

  test.each<[string, () => Story]>([
    ['nothing: it has only been registered', clear],
    ['nothing: it waits for the dispatcher', unclear],
    ['nothing: 转办 to somebody who has not taken it', transferred],
    [
      'nothing: 退单 waits for the ruling',
      () => next(dispatched(), 'assistant', COMMANDS.return, T0 + 2 * HOUR),
    ],
    [
      'nothing: nobody dispatched it, and the default department has it',
      () => woken(unclear(), T0 + DEFAULT_AFTER),
    ],
    [
      'nothing: explained that it cannot be, which may say whose it is instead',
      () => next(signed(clear()), 'liaison', { ...COMMANDS.resolve, outcome: 'explained' }, T0 + 3 * HOUR),
    ],
    [
      'nothing: not taken on for another reason',
      () => next(clear(), 'dispatcher', COMMANDS.reject, T0 + HOUR),
    ],
    [
      'nothing: 改类 to an emergency says nothing of what it is about',
      () =>
        next(
          clear(),
          'dispatcher',
          { type: 'reclassify', kind: 'urgent', name: 'urgent@test', flow: flows.urgent },
          T0 + HOUR,
        ),
    ],
    ['nothing: a danger that was none is no small talk', () => idle(clear({ urgent: true }))],
    [
      'nothing any more: 不是诉求, and opened again',
      () => next(idle(clear()), 'reporter', COMMANDS.reopen, T0 + 2 * HOUR),
    ],
  ])('%s', (_way, story) => {
    expect(taught(story())).toBeNull();
  });
});

describe('never', () => {
  const never: readonly [string, () => Ticket][] = [
    ['from a report', () => next(reported(), 'discipline', COMMANDS.sign, T0 + HOUR).ticket],
    ['from a report, whatever was settled about it', () => ({ ...dispatched().ticket, confidential: true })],
    ['from what was read as a report', () => dispatched({ kind: 'whistleblow' }).ticket],
    [
      'from words that touch an official, though they became a ticket',
      () => dispatched({ text: '环保局王科长收红包，不给就不验收' }).ticket,
    ],
    ['from marked papers', () => dispatched({ text: '机密★三年 关于汾河灌渠的通知' }).ticket],
    ['from a part of a message', () => dispatched({ splitFrom: 3 }).ticket],
    [
      'from a message that was parted',
      () => next(dispatched(), 'dispatcher', COMMANDS.split, T0 + 2 * HOUR).ticket,
    ],
    [
      'from what went into another',
      () => ({ ...dispatched().ticket, state: 'merged', mergedInto: 24 }) as const,
    ],
    [
      'from a ledger of the past',
      () => {
        const story = begun({ ...WORDS, department: null }, T0, 'ledger');
        return next(story, 'ledger', COMMANDS.assign, T0 + HOUR).ticket;
      },
    ],
    ['from nothing but signs', () => dispatched({ text: '？！👍' }).ticket],
  ];
  test.each(never)('%s', (_what, ticket) => {
    expect(lessonOf(ticket())).toBeNull();
  });

  test('from what was added later: only the first words are learnt from', () => {
    const story = next(dispatched(), 'reporter', COMMANDS.supplement, T0 + 2 * HOUR);
    expect(lessonOf(story.ticket)?.text).toBe(WORDS.text);
  });

  test('with numbers of people in it', () => {
    const text = '汾河灌渠的水费多收了，联系13835712345，身份证142601198503121234';
    const learnt = lessonOf(dispatched({ text }).ticket)?.text;
    expect(learnt).toContain('汾河灌渠的水费多收了');
    expect(learnt).not.toMatch(/\d{5}/);
  });
});

test('a lesson says from which ticket it is', () => {
  expect(lessonOf(dispatched().ticket)?.number).toBe(registration().number);
});

test('of very many tickets the newest three thousand teach', async () => {
  const { ticket } = dispatched();
  async function* many(): AsyncGenerator<Ticket> {
    for (let number = 1; number <= 7000; number++) yield { ...ticket, number };
  }
  const numbers = (await lessonsOf(many())).map(({ number }) => number);
  expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([3000, 4001, 7000]);
});
