/** A ticket as people see it: the card in the group, the liaison's task, the dispatcher's question. */

import { claimOn } from '../domain/claim.ts';
import { isLate } from '../domain/deadline.ts';
import type { TicketEntry } from '../domain/entry.ts';
import { masked } from '../domain/masked.ts';
import { isOverdue } from '../domain/metrics.ts';
import { shortName } from '../domain/roster.ts';
import { saidBefore } from '../domain/said.ts';
import { isInHand, isOver, type Ticket } from '../domain/ticket.ts';
import type { TicketFile } from '../domain/ticket-parts.ts';
import { dayOf, instantInWords, timeInWords } from '../domain/time.ts';
import { withoutUndone } from '../domain/undo.ts';
import { askedAtEnd } from './arrangements/at-end.ts';
import { enterpriseContact, liaisonContact } from './contacts.ts';
import { dutyLines, orderLines } from './duty-lines.ts';
import { againLines, endingLines, ratingName, rejectRow, resultLine } from './ending-lines.ts';
import { planLines } from './plan-lines.ts';
import { pendingLine, requestLines } from './request-lines.ts';
import { clip } from './text.ts';
import { press } from './understand.ts';
import {
  actorInWords,
  type Buttons,
  claimEnd,
  departmentName,
  dueOf,
  enterpriseName,
  hubOf,
  liaisonName,
  marked,
  nameOf,
  stateName,
  type View,
  whoInWords,
} from './view.ts';
import type { Say } from './wording.ts';

const CARD_TEXT = 160;
/** Longer words than this come in messages of their own: a message has an end. */
const TASK_TEXT = 2000;
const PART = 3000;
/** How channels name a photo that has no name of its own. */
const PHOTO = '照片.jpg';
const NEWS_TEXT = 600;
/** How a ticket comes to a liaison. */
const REASONS: ReadonlySet<TicketEntry['what']> = new Set(['assigned', 'delegated', 'reworked', 'reopened']);

/** The status card, as everybody in the chat where the ticket was raised may read it: numbers of people are starred. */
export function card(ticket: Ticket, view: View): string {
  return masked(wholeCard(ticket, view));
}

function wholeCard(ticket: Ticket, view: View): string {
  const { say } = view;
  const { facts } = ticket;
  const lines: string[] = [];
  const state = stateName(ticket, say);
  lines.push(...callLines(ticket, view));
  lines.push(say('card.title', { number: marked(ticket, say), state }));
  const text = clip(ticket.text, CARD_TEXT);
  lines.push(
    ticket.enterprise === null
      ? say(ticket.enteredBy === undefined ? 'card.unrecorded' : 'card.unnamed', { text })
      : say('card.said', { enterprise: enterpriseName(ticket, view), text }),
  );
  if (ticket.enteredBy !== undefined) {
    const name = nameOf(ticket.enteredBy, view);
    const said = saidBefore(ticket, facts.registeredAt);
    lines.push(
      said === null
        ? say('card.enteredBy', { name })
        : say('card.saidEarlier', {
            name,
            at: dayOf(said) === dayOf(view.now) ? timeInWords(said) : instantInWords(said, view.now),
          }),
    );
  }
  lines.push(...fileLines(ticket, view));
  if (ticket.state === 'queued') {
    const dispatcher = hubOf(view)[0]?.name ?? '';
    lines.push(say('card.queuing', { dispatcher, due: dueOf(ticket, view, 'dispatch') }));
  } else if (ticket.department !== null) {
    const department = departmentName(ticket.department, view);
    // Handed to whoever is responsible, it is taken on (受理).
    const key = ticket.state === 'assigned' ? 'ending.accepted' : 'card.responsible';
    lines.push(say(key, { department, liaison: liaisonName(ticket, view) }));
  }
  if (!isOver(ticket))
    lines.push(...clockLines(ticket, view), ...requestLines(ticket, view), ...dutyLines(ticket, view));
  lines.push(...planLines(ticket, view));
  // Not by how much: the card is turned once, and nobody changes it each day.
  if (isOverdue(ticket, view.now)) lines.push(say('card.overdue'));
  const latest = ticket.entries.findLast((entry) => entry.what === 'fedBack')?.text;
  if (facts.result !== null) {
    lines.push(resultLine(ticket, view));
  } else if (latest !== undefined) {
    lines.push(say('card.latest', { text: clip(latest, CARD_TEXT) }));
  }
  if (ticket.state === 'resolved') lines.push(say('card.confirm', { due: dueOf(ticket, view, 'confirm') }));
  if (facts.rating !== null) lines.push(say('card.rating', { rating: ratingName(ticket, view) }));
  lines.push(...againLines(ticket, view), ...endingLines(ticket, view));
  return lines.join('\n');
}

/** What to ring first, as long as nobody has reported it done. */
export function callLines(ticket: Ticket, view: View): readonly string[] {
  const { urgent, confidential, state, text, department } = ticket;
  const isOn = state === 'queued' || state === 'assigned' || state === 'working';
  return urgent && !confidential && isOn ? [callLine(text, department, view)] : [];
}

/** What to ring first in the danger that words tell of; `department`: whose it is, where that is known. */
export function callLine(text: string, department: string | null, { say, danger }: View): string {
  const calls = danger
    .callsFor(text, department)
    .map(({ call, why }) => (why === '' ? call : say('danger.for', { call, why })));
  return say('danger.call', { calls: calls.join('；') });
}

function clockLines(ticket: Ticket, view: View): readonly string[] {
  const { say } = view;
  const { facts } = ticket;
  const lines: string[] = [];
  if (ticket.state === 'assigned' && ticket.clocks.sign) {
    const isPast = isLate(ticket.clocks.sign.deadline, view.now);
    lines.push(say(isPast ? 'card.signLate' : 'card.sign', { due: dueOf(ticket, view, 'sign') }));
  }
  if (facts.signedAt !== null && ticket.state === 'working') {
    lines.push(say('card.signed', { at: instantInWords(facts.signedAt, view.now) }));
    if (facts.fedBackAt !== null) {
      lines.push(say('card.fedBack', { at: instantInWords(facts.fedBackAt, view.now) }));
    } else if (ticket.clocks.feedback) {
      lines.push(say('card.feedback', { due: dueOf(ticket, view, 'feedback') }));
    }
  }
  if (ticket.pausedAt !== null) lines.push(say('request.standing'));
  // Where it is done step by step, each has a limit of its own; the whole only an outer one.
  else if (ticket.state !== 'resolved' && !(ticket.apart && ticket.plan))
    lines.push(say('card.resolve', { due: dueOf(ticket, view) }));
  return lines;
}

function fileLines(ticket: Ticket, view: View): readonly string[] {
  const { say } = view;
  const had = ticket.files.filter((file) => file.state !== 'missing');
  const photos = had.filter((file) => file.name === PHOTO).length;
  const named = had.filter((file) => file.name !== PHOTO).map((file) => file.name);
  if (photos > 0) named.unshift(photos === 1 ? '照片' : `照片 ${photos} 张`);
  const names = clip(named.join('、'), CARD_TEXT);
  return [
    ...(had.length > 0 ? [say('card.files', { names })] : []),
    ...ticket.files.filter((file) => file.missing).map((file) => fileMissingLine(file, view)),
  ];
}

function fileMissingLine(file: TicketFile, { say }: View): string {
  return say('card.fileMissing', { name: clip(file.name, 40), why: say(`file.${file.missing ?? 'gone'}`) });
}

/** The card in the private chat of whoever raised it: that of all (`shown`), with the number of whoever works on it. */
export function privateCard(ticket: Ticket, view: View, shown = card(ticket, view)): string {
  return [shown, ...liaisonContact(ticket, view)].join('\n');
}

/** What the enterprise may press on its card. */
export function cardButtons(ticket: Ticket, { say }: View): Buttons {
  const { number, cycle } = ticket;
  if (ticket.state === 'resolved') return ratingButtons(ticket, say);
  if (isOver(ticket)) return [];
  return [
    [
      { label: say('button.urge'), data: press('urge', number, cycle) },
      { label: say('button.progress'), data: press('progress', number, cycle) },
    ],
  ];
}

export function ratingButtons(ticket: Ticket, say: Say): Buttons {
  const asked = askedAtEnd(ticket, say);
  if (asked !== null) return asked.buttons;
  const { number, cycle } = ticket;
  return [
    [
      { label: say('button.satisfied'), data: press('confirm', number, cycle, 'satisfied') },
      { label: say('button.basic'), data: press('confirm', number, cycle, 'basic') },
    ],
    [
      { label: say('button.dissatisfied'), data: press('confirm', number, cycle, 'dissatisfied') },
      { label: say('button.unsolved'), data: press('rework', number, cycle) },
    ],
  ];
}

/** The liaison's own message: why it came, the ticket, the clocks. */
export function task(ticket: Ticket, view: View): string {
  const { say } = view;
  // Whoever works on it needs the numbers.
  const lines = [wholeCard(ticket, view)];
  const why = taskReason(ticket, view);
  if (isInHand(ticket)) {
    if (ticket.confidential) lines.unshift(say('task.report'));
    lines.unshift(why);
    lines.push(...enterpriseContact(ticket, view));
    const { length } = [...ticket.text];
    if (length > CARD_TEXT && length <= TASK_TEXT) lines.push('', ticket.text);
    const { alike = [] } = ticket;
    if (alike.length > 0) lines.push(say('task.alike', { numbers: alike.join('、') }));
    lines.push(...pendingLine(ticket, view), ...orderLines(ticket, view), say('task.reply'));
  }
  return lines.join('\n');
}

/** Words too long for the task, in parts that fit a message; none when they are on the task. */
export function longText(ticket: Ticket, { say }: View): readonly string[] {
  const points = [...ticket.text];
  if (points.length <= TASK_TEXT) return [];
  const count = Math.ceil(points.length / PART);
  return Array.from({ length: count }, (_, index) => {
    const text = points.slice(index * PART, (index + 1) * PART).join('');
    return say('task.part', { number: ticket.number, part: index + 1, count, text });
  });
}

function taskReason(ticket: Ticket, view: View): string {
  const { say } = view;
  const undone = ticket.entries.findLast(({ what }) => what === 'undone');
  const last = withoutUndone(ticket.entries).findLast((entry) => REASONS.has(entry.what));
  if (undone && undone.at >= (last?.at ?? 0)) return say('undo.task');
  // Opened again, and in other hands since its liaison is away.
  const reopened = ticket.entries.findLast((entry) => entry.what === 'reopened' && entry.at === last?.at);
  if (reopened) return saidAgain('ending.taskReopened', reopened, ticket, view);
  if (last?.what === 'reworked') {
    // 回访: the hub writes down what the enterprise said on the telephone.
    const byHub = view.roster.dispatchers.some(({ id }) => id === last.by);
    return saidAgain(byHub ? 'task.reworkByPhone' : 'task.rework', last, ticket, view);
  }
  if (last?.what === 'delegated') {
    if (last.by !== 'system') return say('task.delegated', { from: nameOf(last.by, view) });
    // Nobody handed it over: its contact could not be reached, or somebody went on leave or came back.
    if (ticket.confidential) return say('task.unreached');
    return ticket.actingFor === null
      ? say('task.back')
      : say('task.acting', { person: nameOf(ticket.actingFor, view) });
  }
  if (ticket.assignedHow === 'transfer') {
    const from = nameOf(last?.by ?? null, view);
    return say('task.transferred', { from, text: clip(last?.text ?? '', CARD_TEXT) });
  }
  if (ticket.assignedHow === 'dispatcher') {
    const text = clip(last?.text ?? '', CARD_TEXT);
    const who = last?.by ? whoInWords(last.by, ticket, view) : say('role.dispatcher');
    return text === '' ? say('task.dispatched', { who }) : say('task.dispatchedBecause', { who, text });
  }
  return ticket.assignedHow === 'default' ? say('task.default') : say('task.new');
}

/** It came back: who said so, and why. */
function saidAgain(
  line: 'task.rework' | 'task.reworkByPhone' | 'ending.taskReopened',
  { by, text = '' }: TicketEntry,
  ticket: Ticket,
  view: View,
): string {
  // A ledger of the past names nobody.
  const who = by === null ? view.say('news.enterprise') : actorInWords(by, ticket, view);
  return view.say(line, { who, text: clip(text, CARD_TEXT) });
}

/** What the liaison may press, by the state of the ticket. */
export function taskButtons(ticket: Ticket, view: View): Buttons {
  const { say } = view;
  const { number, cycle, state } = ticket;
  if (!isInHand(ticket)) return [];
  const again = ticket.facts.fedBackAt !== null;
  // Where no feedback is asked for (咨询) the answer is the result.
  const wanted = again || ticket.clocks.feedback !== undefined;
  const first =
    state === 'assigned'
      ? [stepButton('sign', ticket, view)]
      : wanted
        ? [stepButton('feedback', ticket, view)]
        : [];
  const more = { label: say('button.more'), data: press('more', number, cycle) };
  const handOver = { label: say('button.handOver'), data: press('handOver', number, cycle) };
  return [[...first, stepButton('resolve', ticket, view)], ticket.confidential ? [more] : [handOver, more]];
}

/** A step of the department's work. */
export function stepButton(
  verb: 'sign' | 'feedback' | 'resolve',
  { number, cycle, facts }: Ticket,
  { say }: View,
): Buttons[number][number] {
  const isAgain = verb === 'feedback' && facts.fedBackAt !== null;
  return {
    label: say(isAgain ? 'button.feedbackAgain' : `button.${verb}`),
    data: press(verb, number, cycle),
  };
}

/** The dispatcher's question: whose matter is this? */
export function dispatchQuestion(ticket: Ticket, view: View): string {
  const { say } = view;
  const { number } = ticket;
  const last = ticket.entries.findLast((entry) => entry.what === 'queued');
  const text = clip(last?.text ?? '', CARD_TEXT);
  const asked = { number: marked(ticket, say) };
  let head = say('dispatch.ask', asked);
  const why = ticket.queuedFor;
  if (why !== null && why !== 'unclear') head = say(`dispatch.${why}`, { ...asked, text });
  const fallback = view.roster.defaultDepartment.name;
  return [
    head,
    say('card.said', { enterprise: enterpriseName(ticket, view), text: clip(ticket.text, NEWS_TEXT) }),
    ...enterpriseContact(ticket, view),
    ...(ticket.reasons.length > 0
      ? [say('dispatch.because', { reasons: clip(ticket.reasons.join('；'), CARD_TEXT) })]
      : []),
    ...claimLine(ticket, view),
    say('dispatch.until', { due: dueOf(ticket, view, 'dispatch'), department: fallback, number }),
  ].join('\n');
}

function claimLine(ticket: Ticket, view: View): readonly string[] {
  const claim = claimOn(ticket, view.now);
  if (claim === null) return [];
  return [view.say('dispatch.claimed', { name: nameOf(claim.by, view), until: claimEnd(ticket, view) })];
}

/**
 * One button for each candidate department, the default when there are fewer than three, and 不予受理: by their short
 * names, two in a row, so that several questions fit on a phone; then 我来, as long as nobody has claimed it. What was done again too often is not offered first to
 * whoever did it.
 */
export function dispatchButtons(ticket: Ticket, view: View): Buttons {
  const ids = ticket.candidates.map((candidate) => candidate.department);
  if (ids.length < 3) ids.push(view.roster.defaultDepartment.id);
  const former = ticket.queuedFor === 'reworks' ? lastToResolve(ticket, view) : undefined;
  const others = ids.filter((id) => id !== former);
  const departments = [
    ...new Set(former !== undefined && ids.includes(former) ? [...others, former] : ids),
  ].slice(0, 3);
  const all = [
    ...departments.map((id) => {
      const department = view.roster.department(id);
      const label = department ? shortName(department) : id;
      return { label, data: press('assign', ticket.number, ticket.cycle, id) };
    }),
    ...rejectRow(ticket, view),
  ];
  const rows = all.length > 2 ? [all.slice(0, 2), all.slice(2)] : [all];
  if (claimOn(ticket, view.now) !== null) return rows;
  return [...rows, [{ label: view.say('button.claim'), data: press('claim', ticket.number, ticket.cycle) }]];
}

/** Whose result the enterprise did not take. */
function lastToResolve({ entries }: Ticket, { roster }: View): string | undefined {
  const by = entries.findLast(({ what }) => what === 'resolved')?.by;
  if (!by || by === 'system') return undefined;
  return roster.rolesOf(by).find(({ department }) => department)?.department?.id;
}
