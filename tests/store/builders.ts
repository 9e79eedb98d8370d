/** Plain tickets and messages for the tests of the store, and for the programs they start. */
import type { Incoming } from '../../src/channels/port.ts';
import type { Assigned, Registered, TicketEvent } from '../../src/domain/ticket-events.ts';
import type { StepClock } from '../../src/domain/ticket-parts.ts';
import { DAY, HOUR, type Instant, startOfDay } from '../../src/domain/time.ts';
import type { Outgoing, Recipient, Transaction } from '../../src/store/port.ts';

/** 2026-11-24 10:00, a Tuesday. */
export const T0: Instant = startOfDay('2026-11-24') + 10 * HOUR;

export function incoming(key: string, over: Partial<Incoming> = {}): Incoming {
  return {
    key,
    channel: 'telegram',
    chat: { id: '-100', kind: 'group', title: '测试群' },
    sender: { id: '7', name: '甲', anonymous: false },
    at: T0,
    what: 'text',
    message: '1',
    replyTo: null,
    addressed: true,
    text: '门口的路灯不亮',
    files: [],
    button: null,
    buttonToken: null,
    ...over,
  };
}

export function outgoing(id: string, to: Recipient, over: Partial<Outgoing> = {}): Outgoing {
  return {
    id,
    to,
    text: `内容 ${id}`,
    buttons: [],
    file: null,
    slot: null,
    ticket: null,
    replyTo: null,
    guard: null,
    kind: 'receipt',
    createdAt: T0,
    ...over,
  };
}

export const toGroup = (chat = '-100'): Recipient => ({ channel: 'telegram', chat, group: true });
export const toPerson = (person: string): Recipient => ({ person });

/** A clock whose first reminder is at `remindAt`. */
export function stepClock(startedAt: Instant, remindAt: Instant): StepClock {
  return {
    startedAt,
    deadline: {
      due: remindAt + HOUR,
      lateFrom: remindAt + DAY,
      dayBased: true,
      provisional: false,
      explanation: {
        start: startedAt,
        amount: 1,
        unit: 'workday',
        roll: false,
        lastDay: '2026-11-25',
        skipped: [],
        makeup: [],
        pauses: [],
        workdays: 1,
        calendar: 'test',
        years: [2026],
        awaited: [],
      },
    },
    rungs: [{ name: 'due', at: remindAt, to: ['liaison'] }],
    passed: 0,
    stoppedAt: null,
  };
}

export function registered(number: number, over: Partial<Registered> = {}, remindAt?: Instant): Registered {
  const at = over.at ?? T0;
  return {
    type: 'registered',
    v: 1,
    at,
    by: 'member-a',
    number,
    flow: 'complaint@0001',
    origin: { channel: 'telegram', chat: '-100', chatKind: 'group', message: `m${number}` },
    enterprise: 'ent-a',
    member: 'member-a',
    text: '厂区门口路灯不亮',
    kind: 'complaint',
    urgent: false,
    confidential: false,
    candidates: [],
    reasons: [],
    files: [],
    resolve: stepClock(at, remindAt ?? at + 3 * DAY),
    ...over,
  };
}

export function assigned(department: string, liaison: string, at: Instant, remindAt: Instant): Assigned {
  const sign = stepClock(at, remindAt);
  return {
    type: 'assigned',
    v: 1,
    at,
    by: 'system',
    department,
    liaison,
    how: 'auto',
    from: null,
    sign,
    feedback: null,
  };
}

export const signed = (at: Instant): TicketEvent => ({ type: 'signed', v: 1, at, by: 'liaison-a' });
export const urged = (at: Instant): TicketEvent => ({ type: 'urged', v: 1, at, by: 'member-a', rings: true });
export const withdrawn = (at: Instant): TicketEvent => ({ type: 'withdrawn', v: 1, at, by: 'member-a' });

/** A transaction that registers one ticket, for `Store.commit`. */
export function registering(
  over: Partial<Registered> = {},
  more: Partial<Transaction> = {},
  remindAt?: Instant,
): (takeNumber: () => number) => Transaction {
  return (takeNumber) => {
    const number = takeNumber();
    const at = over.at ?? T0;
    return {
      at,
      cause: 'test',
      tickets: [{ number, events: [registered(number, over, remindAt)] }],
      ...more,
    };
  };
}
