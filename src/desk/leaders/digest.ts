/**
 * 早间提醒: what rang for somebody since the morning before, in one message a person. With a single reminder in it, it is
 * that reminder as it would have come alone.
 */
import { openButtons } from '../../dialogue/lists.ts';
import { clip } from '../../dialogue/text.ts';
import type { View } from '../../dialogue/view.ts';
import { whoInWords } from '../../dialogue/view.ts';
import { isLate } from '../../domain/deadline.ts';
import { STEPS } from '../../domain/flow.ts';
import type { Office } from '../../domain/office.ts';
import { awayOf } from '../../domain/register.ts';
import { type LiveClock, liveClocks } from '../../domain/reminders.ts';
import type { DueSummary } from '../../domain/schedule.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Reminded } from '../../domain/ticket-events.ts';
import type { Instant } from '../../domain/time.ts';
import { mayExtend, replyBy } from '../../domain/turns/waking.ts';
import type { Outgoing } from '../../store/port.ts';
import { contextOf } from '../commit.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewWith } from '../desk.ts';
import { audienceOf, type Gathers, gathersBy, reminderFor } from '../notices/reminders.ts';
import { addressOf } from '../people/people.ts';
import { morningMessage } from './morning.ts';

/** Of a reply, where several stand in one message. */
const REPLY_TEXT = 120;

/** A reminder that was left to the morning's message. */
export interface Rang {
  readonly ticket: Ticket;
  readonly event: Pick<Reminded, 'step' | 'rung' | 'duty' | 'extendable' | 'replyBy' | 'to'>;
}

/** One message for each person for whom something rang since the last one and still stands. */
export async function digestsFor(
  due: DueSummary,
  at: Instant,
  office: Office,
  parts: DeskParts,
): Promise<readonly Outgoing[]> {
  const view = viewWith(office, parts, at);
  const since = office.digestedThrough ?? due.period.from - 1;
  const hearers = hearersBy(view, office, parts);
  const reached = reachedBy(office, parts);
  const theirs = new Map<string, Rang[]>();
  for (const ticket of await parts.store.tickets({ open: true })) {
    const untold = { ...ticket, entries: ticket.entries.slice(office.told?.[ticket.number] ?? 0) };
    for (const { event: rung } of rangIn(
      untold,
      since,
      at,
      gathersBy(office.flowsOnRecord, parts.schedule),
    )) {
      const rang = { ticket, event: rung };
      const event = { ...rang.event, ...moreOf(rang, at, office, parts) };
      for (const person of hearers({ ticket, event }))
        theirs.set(person, [...(theirs.get(person) ?? []), { ticket, event }]);
    }
  }
  const replies = await gatheredReplies(due, since, at, view, parts);
  const morning = [...theirs].flatMap(([person, rang]) => {
    const message = { to: { person }, createdAt: at };
    const id = `${due.key}/${person}`;
    const [only, ...others] = rang;
    if (only && others.length === 0 && reached(person))
      return [outgoing({ ...message, ...single(only, person), id, kind: 'digest' })];
    if (reached(person))
      return [outgoing({ ...message, ...morningMessage(rang, person, since, view), id, kind: 'digest' })];
    // Whoever opens the chat in a month gets of a month of mornings what still stands then.
    return rang.map((one, index) =>
      outgoing({ ...message, ...single(one, person), id: `${id}/${index}`, kind: 'reminder' }),
    );
  });
  return [...morning, ...replies];

  function single({ ticket, event }: Rang, person: string) {
    return { ...reminderFor(event, ticket, view, person), ticket: ticket.number };
  }
}

/** Who hears of a reminder in the morning. */
export function hearersBy(view: View, office: Office, parts: DeskParts): (rang: Rang) => readonly string[] {
  const reached = reachedBy(office, parts);
  // Nobody waits for a head who cannot be reached: the hub gets it now.
  const silent = parts.roster.offices.map(({ head }) => head.id).filter((id) => !reached(id));
  const away = awayOf(office);
  return ({ ticket, event }) => {
    const unreached = new Set([...away, ...(event.to.includes('head') ? silent : [])]);
    return audienceOf(event, ticket, view, unreached);
  };
}

function reachedBy(office: Office, { roster, channels }: DeskParts): (person: string) => boolean {
  return (id) => addressOf(id, roster, office, channels) !== null;
}

/** What was replied to somebody's orders after the first few of a day, in one message. */
async function gatheredReplies(
  due: DueSummary,
  since: Instant,
  at: Instant,
  view: View,
  parts: DeskParts,
): Promise<readonly Outgoing[]> {
  const { say } = view;
  const theirs = new Map<string, { readonly ticket: Ticket; readonly text: string }[]>();
  for (const ticket of await parts.store.tickets({ open: true })) {
    for (const { by, kind, replied, answer } of ticket.duties) {
      if (!replied?.gathered || replied.at <= since || replied.at > at || by === null) continue;
      const words = {
        number: ticket.number,
        what: say(replied.final ? 'order.final' : 'order.stage'),
        kind: say(`action.${kind}`),
        who: replied.by === null ? '' : whoInWords(replied.by, ticket, view),
        text: clip(answer ?? '', REPLY_TEXT),
      };
      theirs.set(by, [...(theirs.get(by) ?? []), { ticket, text: say('order.gatheredLine', words) }]);
    }
  }
  return [...theirs].map(([person, lines]) =>
    outgoing({
      id: `${due.key}/${person}/replies`,
      to: { person },
      createdAt: at,
      kind: 'digest',
      text: [say('order.gatheredHead', { count: lines.length }), ...lines.map(({ text }) => text)].join('\n'),
      buttons: openButtons([...new Set(lines.map(({ ticket }) => ticket))], view),
    }),
  );
}

/** The newest reminder of each clock that runs, of those that rang after `since` and were left to the morning. */
export function rangIn(ticket: Ticket, since: Instant, until: Instant, gathers: Gathers): readonly Rang[] {
  return liveClocks(ticket).flatMap((live) => {
    const rung = newest(live, ticket, since, until);
    if (rung === undefined || !gathers({ step: live.step, rung: rung.name }, ticket)) return [];
    const { step, duty } = live;
    return [
      { ticket, event: { step, rung: rung.name, to: rung.to, ...(duty === undefined ? {} : { duty }) } },
    ];
  });
}

function newest({ step, clock }: LiveClock, { entries }: Ticket, since: Instant, until: Instant) {
  const said = entries.flatMap((entry) =>
    entry.what === 'reminded' && entry.at > since && entry.at <= until ? [`${entry.step}/${entry.rung}`] : [],
  );
  const rang = clock.rungs.slice(0, clock.passed).filter(({ at }) => at <= until);
  const last = rang.findLast(({ name }) => said.includes(`${step}/${name}`));
  if (!last) return undefined;
  // Also for those for whom one was that it came instead of.
  const missed = rang.filter(({ at }) => at > since && at < last.at);
  return { ...last, to: [...new Set([...last.to, ...missed.flatMap(({ to }) => to)])] };
}

/** Whether it may still be put off, and by when an order is answered. */
function moreOf({ ticket, event }: Rang, at: Instant, office: Office, parts: DeskParts) {
  const context = contextOf(parts, ticket.flow, office, 'system', at);
  return {
    ...(event.step === 'resolve' && mayExtend(ticket, context) ? ({ extendable: true } as const) : {}),
    ...(event.rung === 'supervise' ? replyBy(context) : {}),
  };
}

/** Of the reminders of a ticket those that said it is late. */
export function lateIn(ticket: Ticket, since: Instant, until: Instant, gathers: Gathers): readonly Rang[] {
  return rangIn(ticket, since, until, gathers).filter(({ event: { step, duty } }) => {
    const live = liveClocks(ticket).find((one) => one.step === step && one.duty === duty);
    return live && isLate(live.clock.deadline, until) && STEPS.includes(step);
  });
}
