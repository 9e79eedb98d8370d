/**
 * Who is told what when a ticket has changed: one place, so that every way of changing a ticket (a button, a
 * command, the clock, a replayed ledger) tells the same people the same things.
 */
import type { Address } from '../../channels/port.ts';
import {
  card,
  cardButtons,
  dispatchButtons,
  dispatchQuestion,
  longText,
  privateCard,
  task,
  taskButtons,
} from '../../dialogue/cards.ts';
import { enterpriseContact } from '../../dialogue/contacts.ts';
import { nextDue } from '../../dialogue/lists.ts';
import { clip } from '../../dialogue/text.ts';
import {
  type Buttons,
  departmentName,
  doneBy,
  dueOf,
  enterpriseName,
  hubOf,
  kindName,
  nameOf,
  type View,
} from '../../dialogue/view.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { TicketEvent } from '../../domain/ticket-events.ts';
import type { By, TicketState } from '../../domain/ticket-parts.ts';
import type { Outgoing } from '../../store/port.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { concernedBy } from './concerned.ts';
import { tellCorrection } from './corrections.ts';
import { closeSteps, othersThan, tellDuty, tellOrders, workersOn } from './duties.ts';
import { tellEnding } from './endings.ts';
import { passOn } from './files.ts';
import { cardPlaces, NEWS_TEXT, Notices, toPerson } from './list.ts';
import { tellRecount } from './recount.ts';
import { audienceOf, type Gathers, reminderFor, reminderText } from './reminders.ts';
import { closeRequest, tellRequest } from './requests.ts';
import { cardSlot, closeDispatch, closeRating, dispatchSlot, taskSlot } from './slots.ts';

export interface Manner {
  /** Whoever gets the ticket is told of it in a list of all that they get (`handover.ts`). */
  readonly listed?: boolean;
  /** What waits for the one message of the morning (`digest.ts`). */
  readonly gathers?: Gathers;
  /** 代录: who passes on what the enterprise is to hear, as nobody of it can be reached. */
  readonly relay?: string | null;
  /** The groups that are served, but for the one where the ticket was raised. */
  readonly groups?: readonly Address[];
}

/** The messages that follow from `events`, which led from `before` to `after`. `away`: who is on leave then. */
export function noticesOf(
  before: Ticket | undefined,
  after: Ticket,
  events: readonly TicketEvent[],
  view: View,
  away: ReadonlySet<string>,
  { listed = false, gathers = () => false, groups = [], relay = null }: Manner = {},
): readonly Outgoing[] {
  const notices = new Notices(before, after, view, relay);
  for (const event of events) {
    tell(event, notices, away, { listed, gathers });
    tellRequest(event, notices);
    tellDuty(event, notices);
    tellEnding(event, notices);
    tellRecount(event, notices);
    tellCorrection(event, notices);
  }
  tellOrders(events, notices);
  closeRequest(events, notices);
  refreshCard(notices, groups, events);
  refreshTask(notices, listed, events);
  return notices.list;
}

function tell(
  event: TicketEvent,
  notices: Notices,
  away: ReadonlySet<string>,
  { listed, gathers }: Required<Pick<Manner, 'listed' | 'gathers'>>,
): void {
  const { before, after, view } = notices;
  const { say } = view;
  const { number } = after;
  const who = { department: departmentName(after.department, view), liaison: nameOf(after.liaison, view) };
  switch (event.type) {
    case 'queued':
      askDispatchers(notices);
      if (before === undefined) soundAlarm(notices, away);
      return;
    case 'claimed':
      askDispatchers(notices, event.by);
      return;
    case 'assigned':
      closeDispatch(
        event.by === null || event.by === 'system'
          ? say('dispatch.done', { number, ...who })
          : say('dispatch.doneBy', { number, who: notices.who(event.by), ...who }),
        notices,
      );
      handOut(notices);
      copyNew(notices);
      if (before === undefined || before.department === null) soundAlarm(notices, away);
      if (event.how === 'discipline') {
        notices.add(
          'receipt',
          notices.member,
          say('told.report', { number, due: dueOf(after, view, 'feedback') }),
        );
      }
      return;
    case 'reclassified':
      tellReclassified(event.by, notices);
      if (after.state === 'queued') askDispatchers(notices);
      soundAlarm(notices, away);
      return;
    case 'delegated':
      if (!listed && before?.liaison !== after.liaison) {
        handOut(notices);
        copyNew(notices);
      }
      return;
    case 'fedBack': {
      const whose = doneBy(event.by, after, view);
      const text = say('news.fedBack', { number, ...whose, text: clip(event.text, NEWS_TEXT) });
      notices.add('news', notices.member, text);
      return;
    }
    case 'urged':
      if (event.rings && after.liaison !== null) {
        // While the enterprise itself is waited for, its own answer is what sets the work going.
        if (after.state === 'waiting') return;
        const suspended = after.state === 'suspended';
        const due = dueOf(after, view, suspended ? 'report' : 'resolve');
        const text = say(suspended ? 'request.newsUrged' : 'news.urged', {
          number,
          who: notices.who(event.by),
          due,
        });
        notices.add('reminder', toPerson(after.liaison), text, {
          guard: { ticket: number, states: ['assigned', 'working', 'suspended'], cycle: after.cycle },
        });
      }
      return;
    case 'supplemented': {
      if (after.liaison === event.by || event.text === '') return;
      const said = { number, who: notices.who(event.by), text: clip(event.text, NEWS_TEXT) };
      const text = say(event.edit ? 'news.corrected' : 'news.supplemented', said);
      for (const person of othersThan(event.by, workersOn(after, view))) {
        notices.add('news', { person }, text);
      }
      return;
    }
    case 'withdrawn': {
      const told = say('news.withdrawn', { number, who: notices.who(event.by) });
      notices.add('news', toPerson(after.liaison), told);
      closeSteps(told, notices);
      closeDispatch(told, notices);
      if (before?.state === 'resolved') closeRating(after, say('told.withdrawn', { number }), notices);
      return;
    }
    case 'reminded': {
      if (event.to.includes('liaison') && event.duty === undefined) {
        copy(view.say('leave.copyReminder', { text: reminderText(event, after, view) }), notices);
      }
      if (gathers(event, after)) return;
      for (const person of audienceOf(event, after, view, away)) {
        const { text, ...more } = reminderFor(event, after, view, person);
        notices.add('reminder', { person }, text, more);
      }
      return;
    }
    case 'fileStored': {
      const file = after.files.find((one) => one.id === event.file);
      if (file) passOn(file, notices);
      return;
    }
    case 'fileMissing': {
      if (event.why === 'leftOut') return;
      const file = after.files.find((one) => one.id === event.file);
      const sender = file?.from === 'department' ? toPerson(after.liaison) : notices.member;
      const why = say(`file.${event.why}`);
      notices.add('news', sender, say('file.told', { number, name: clip(file?.name ?? '', 60), why }));
      return;
    }
    default:
  }
}

/** `claimedBy`: what they were asked says who has it now; to whoever claimed it themselves that is no news. */
function askDispatchers(notices: Notices, claimedBy: By = null): void {
  const { after: ticket, view } = notices;
  const question = dispatchQuestion(ticket, view);
  const buttons = dispatchButtons(ticket, view);
  for (const { id } of hubOf(view)) {
    notices.add('dispatch', { person: id }, question, {
      buttons,
      slot: dispatchSlot(ticket),
      guard: { ticket: ticket.number, states: ['queued'], cycle: ticket.cycle },
      ...(id === claimedBy ? { editOnly: true } : {}),
    });
  }
}

/** Its limits are others now: whoever works on it and whoever waits for it hear which. */
function tellReclassified(by: By, notices: Notices): void {
  const { after: ticket, view } = notices;
  const { number } = ticket;
  const words = {
    number,
    who: notices.who(by),
    kind: kindName(ticket, view.say),
    due: nextDue(ticket, view),
  };
  const told = view.say('changeKind.news', words);
  notices.add('news', notices.member, told);
  notices.add('news', toPerson(ticket.liaison), told);
}

/** For somebody who opens a ticket that came by a leave: what does not fit on the task. */
export function beyondTask(ticket: Ticket, person: string, cause: string, view: View): readonly Outgoing[] {
  const { number } = ticket;
  const message = { to: { person }, ticket: number, createdAt: view.now };
  const files = ticket.files.filter(({ from, stored }) => from === 'enterprise' && stored);
  return [
    ...longText(ticket, view).map((text, part) =>
      outgoing({ ...message, id: `${cause}/text/${part}`, kind: 'news', text }),
    ),
    ...files.flatMap((file, place) => {
      if (!file.stored) return [];
      const { sha256, mime } = file.stored;
      const text = view.say('news.file', { number, name: clip(file.name, 60) });
      return outgoing({
        ...message,
        id: `${cause}/file/${place}`,
        kind: 'file',
        text,
        file: { sha256, mime, name: file.name },
      });
    }),
  ];
}

/** 抄 A 岗: new work and reminders that go to whoever stands in, in one line, with nothing to press and to do. */
function copy(text: string, notices: Notices): void {
  const { after: ticket } = notices;
  if (ticket.actingFor !== null) notices.add('copy', toPerson(ticket.actingFor), text);
}

function copyNew(notices: Notices): void {
  const { after: ticket, view } = notices;
  const acting = nameOf(ticket.liaison, view);
  const text = clip(ticket.text, 20);
  copy(view.say('leave.copyNew', { number: ticket.number, acting, text }), notices);
}

/** A danger waits for no department: all whom it may concern hear of it with the one that leads, and the hub makes sure. */
function soundAlarm(notices: Notices, away: ReadonlySet<string>): void {
  const { after: ticket, view } = notices;
  if (!ticket.urgent || ticket.confidential) return;
  const { say, roster, danger } = view;
  const words = {
    number: ticket.number,
    enterprise: enterpriseName(ticket, view),
    text: clip(ticket.text, NEWS_TEXT),
    department:
      ticket.department === null ? say('danger.undecided') : departmentName(ticket.department, view),
    liaison: ticket.liaison === null ? '' : nameOf(ticket.liaison, view),
  };
  const withContact = (text: string): string => [text, ...enterpriseContact(ticket, view)].join('\n');
  // Whoever entered it (代录) knows of it.
  const told = new Set<string | null>([ticket.liaison, ticket.enteredBy ?? null]);
  for (const id of concernedBy(ticket, danger)) {
    const department = id === ticket.department ? undefined : roster.department(id);
    if (!department) continue;
    const { primary, backup } = department;
    const person = away.has(primary.id) ? backup.id : primary.id;
    if (!told.has(person)) {
      notices.add('alarm', { person }, withContact(say('danger.alarm', words)), { loud: true });
    }
    told.add(person);
  }
  const due = dueOf(ticket, view, 'sign');
  // Asked whose it is, they know of it.
  if (ticket.department === null) return;
  for (const { id } of hubOf(view)) {
    if (!told.has(id))
      notices.add('alarm', { person: id }, withContact(say('danger.ring', { ...words, due })), {
        loud: true,
      });
  }
}

/** What does not fit on the task goes to whoever has just got the ticket: the whole of a long text, the files. */
function handOut(notices: Notices): void {
  const { after: ticket, view } = notices;
  const liaison = toPerson(ticket.liaison);
  for (const text of longText(ticket, view)) notices.add('news', liaison, text);
  for (const file of ticket.files) if (file.from === 'enterprise') passOn(file, notices);
}

/** What the enterprise must hear of at once, also where a card cannot be changed: its own turn, and the end. */
const AT_ONCE: ReadonlySet<TicketState> = new Set(['resolved', 'waiting', 'rejected']);

/** The card follows every step, in every group. Where nothing on it changed, nothing is sent. */
function refreshCard(notices: Notices, groups: readonly Address[], events: readonly TicketEvent[]): void {
  const { before, after, view } = notices;
  const text = card(after, view);
  const buttons = cardButtons(after, view);
  const isSame = before && text === card(before, view) && same(buttons, cardButtons(before, view));
  // It has become late by the clock alone: no new message, but what stands says so.
  const turns = isSame && events.some(({ type }) => type === 'turnedLate');
  if (isSame && !turns) return;
  const { channel, chat, message } = after.origin;
  const canWait = before !== undefined && (before.state === after.state || !AT_ONCE.has(after.state));
  for (const place of cardPlaces(after, groups)) {
    const isGroup = 'group' in place;
    const isHere = isGroup && place.channel === channel && place.chat === chat;
    notices.add('card', place, isGroup ? text : privateCard(after, view, text), {
      buttons,
      slot: cardSlot(after),
      // Also when it has to be said anew: so it stays beside the words, and in their topic.
      replyTo: isHere ? message : null,
      ...(isGroup && canWait ? { canWait } : {}),
      // A group that was bound later does not hear of tickets it was not told of.
      ...(turns || (isGroup && !isHere && before !== undefined && canWait) ? { editOnly: true } : {}),
    });
  }
}

/**
 * The liaison's task follows too; when it passes to somebody else, the former one is told so. Of what is listed, only
 * the tasks that stand in the chats are brought up to date.
 */
function refreshTask(notices: Notices, listed: boolean, events: readonly TicketEvent[]): void {
  const { before, after, view } = notices;
  const only = listed ? ({ editOnly: true } as const) : {};
  const { number } = after;
  if (before && before.liaison !== null && before.liaison !== after.liaison) {
    const department = departmentName(after.department, view);
    const liaison = nameOf(after.liaison, view);
    const by = events.findLast(({ type }) => HANDS_ON.has(type))?.by ?? 'system';
    // Whoever handed it on knows who did; by itself it goes for a leave.
    const isOthers = by !== 'system' && by !== before.liaison;
    const text =
      after.liaison === null
        ? isOthers
          ? view.say('task.goneToHubBy', { number, who: notices.who(by) })
          : view.say('task.goneToHub', { number })
        : isOthers
          ? view.say('task.goneBy', { number, who: notices.who(by), department, liaison })
          : view.say('task.gone', { number, department, liaison });
    notices.add('task', { person: before.liaison }, text, { slot: taskSlot(before), ...only });
  }
  if (after.liaison === null) return;
  const text = task(after, view);
  const buttons = taskButtons(after, view);
  const unchanged =
    before?.liaison === after.liaison &&
    before.cycle === after.cycle &&
    text === task(before, view) &&
    same(buttons, taskButtons(before, view));
  if (unchanged) return;
  notices.add('task', { person: after.liaison }, text, { buttons, slot: taskSlot(after), ...only });
}

const HANDS_ON: ReadonlySet<TicketEvent['type']> = new Set(['assigned', 'delegated', 'queued', 'undone']);

function same(one: Buttons, other: Buttons): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
