/** A command of words: which ticket is meant? By number, by what it answers, or because there is only one. */
import { listLine } from '../../dialogue/lists.ts';
import { clip } from '../../dialogue/text.ts';
import { press } from '../../dialogue/understand.ts';
import { type TicketVerb, verbOf } from '../../dialogue/verbs.ts';
import { settles } from '../../domain/asked-of.ts';
import { may } from '../../domain/permissions.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { type Case, inPrivate, type Outcome, reply } from '../case.ts';
import { againOrNewPrivately } from '../closing/again.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, wordsWanted } from '../dialogue.ts';
import { isSaidHere, notFound, ticketFor, ticketsFor, visibleTicket } from '../lists/enquiries.ts';
import { showList } from '../lists/show.ts';
import { offerToTakeOut } from './correcting.ts';
import { step } from './steps.ts';

/** 没解决 without a number speaks of what was closed so short a while ago, or of nothing. */
const ENDED_WITHIN = 3 * DAY;
/** More to choose from than this is a list, not a question. */
const CHOICES = 6;

export async function onVerb(
  on: Case,
  verb: TicketVerb,
  number: number | null,
  words: string,
  parts: DeskParts,
): Promise<Outcome> {
  if (number !== null) {
    const ticket = await ticketFor(on, verb, number, parts);
    if (!ticket) return notFound(on, number);
    const outcome = await step(on, { verb, ticket, words }, parts);
    return ticket.confidential && on.message.chat.kind === 'group' ? unseen(on, number, outcome) : outcome;
  }
  if (on.referred) return onReferred(on, on.referred, verb, words, parts);
  // 延期 3天 设备未到 in answer to the question that asked for it.
  const wanted = wordsWanted(on.dialogue);
  if (wanted?.verb === verb) {
    const ticket = await visibleTicket(on, wanted.ticket, parts);
    if (ticket) return step(on, { ...wanted, ticket, words }, parts);
  }

  const own = await ticketsFor(on, verb, parts);
  if (verb === 'undo') {
    const taken = await offerToTakeOut(on, own.at(-1)?.lastStep?.at ?? null, parts);
    if (taken) return taken;
  }
  const meant = own.filter(
    (ticket) => verbOf(verb).in.includes(ticket.state) && mayDo(on, verb, ticket, parts),
  );
  const [only] = meant;
  if (!only) return noneFits(on, verb, own, words, parts);
  const mustBeNamed = verbOf(verb).named === true;
  if (meant.length === 1 && !mustBeNamed) return step(on, { verb, ticket: only, words }, parts);
  // Others read along in a group: only what was said there is named there.
  const named = on.message.chat.kind === 'group' ? meant.filter((ticket) => isSaidHere(on, ticket)) : meant;
  const [first] = named;
  if (!first) return showList(on, { of: 'mine' }, parts);
  return named.length === 1 && !mustBeNamed
    ? step(on, { verb, ticket: first, words }, parts)
    : askWhich(on, verb, words, named);
}

/** What is said of a report is said in private; the group reads what it reads of a number that is not there. */
function unseen(on: Case, number: number, outcome: Outcome): Outcome {
  const { replies = [] } = inPrivate(outcome);
  return { ...outcome, replies: [...replies, ...(notFound(on, number).replies ?? [])] };
}

/** Nothing to take the step on: the only ticket there is says why not; else the speaker is told where to look. */
async function noneFits(
  on: Case,
  verb: TicketVerb,
  own: readonly Ticket[],
  words: string,
  parts: DeskParts,
): Promise<Outcome> {
  const { say } = on.view;
  // A rating, or that it is not solved, of what was closed without a word.
  if (own.length === 0 && (verb === 'confirm' || verb === 'rework')) {
    const [late, ...others] = await lapsedOf(on, parts);
    if (late)
      return others.length === 0
        ? step(on, { verb, ticket: late, words }, parts)
        : askWhich(on, verb, words, [late, ...others]);
  }
  const ended = verb === 'rework' ? await endedLately(on, parts) : undefined;
  if (ended) return againOrNewPrivately(on, ended, words === '' ? on.text : words, parts);
  const [single] = own;
  // A report is answered in private alone, so the group reads as little of there being none.
  const privately = { privately: true };
  if (!single && verb === 'undo') return reply(say('undo.none'), privately);
  if (!single && verb === 'reopen') return reply(say('ending.reopenNone'), privately);
  if (!single) {
    return reply(on.roles.has('member') ? say('refusal.noTicket') : say('progress.clean'), privately);
  }
  return own.length === 1
    ? step(on, { verb, ticket: single, words }, parts)
    : reply(say('refusal.noneFits'), privately);
}

/** 没解决，还是不稳, where nothing waits to be rated: of what the enterprise saw closed last. */
async function endedLately(on: Case, parts: DeskParts): Promise<Ticket | undefined> {
  const endOf = ({ facts }: Ticket): Instant => facts.closedAt ?? 0;
  const lately = (await closedOf(on, parts)).filter((one) => on.at - endOf(one) <= ENDED_WITHIN);
  return lately.toSorted((a, b) => endOf(a) - endOf(b)).at(-1);
}

/** What the speaker's enterprise has let lapse and not rated since. */
async function lapsedOf(on: Case, parts: DeskParts): Promise<readonly Ticket[]> {
  const closed = await closedOf(on, parts);
  return closed.filter(({ facts }) => facts.closedBy === 'silence' && facts.rating === null);
}

/** Of the newest tickets of the speaker's enterprise those that are closed; no report. */
async function closedOf({ person }: Case, { store, roster }: DeskParts): Promise<readonly Ticket[]> {
  const enterprise = person === null ? undefined : roster.enterpriseOf(person.id)?.id;
  if (enterprise === undefined) return [];
  const closed = await store.tickets({ enterprise, states: ['closed'], newest: CHOICES });
  return closed.filter(({ confidential }) => !confidential);
}

async function onReferred(on: Case, { number }: Ticket, verb: TicketVerb, words: string, parts: DeskParts) {
  const ticket = await visibleTicket(on, number, parts);
  return ticket ? step(on, { verb, ticket, words }, parts) : notFound(on, number);
}

function mayDo(on: Case, verb: TicketVerb, ticket: Ticket, parts: DeskParts): boolean {
  if (on.person === null) return false;
  if (verb === 'grant' || verb === 'deny') return settles(on.person.id, ticket, parts.roster);
  const actor = { person: on.person.id };
  return verbOf(verb).needs.some((action) => may(action, ticket, actor, parts.roster));
}

/** "Which one?" – costs one question, and the words already said are kept. */
export function askWhich(
  on: Case,
  verb: TicketVerb,
  words: string,
  tickets: readonly Ticket[],
  question = on.view.say('ask.which'),
): Outcome {
  const { say } = on.view;
  const shown = tickets.slice(-CHOICES);
  return {
    replies: [
      {
        text: [question, ...shown.map((ticket) => listLine(ticket, on.view))].join('\n'),
        buttons: shown.map(({ number, cycle, text }) => [
          { label: say('button.pick', { number, text: clip(text, 16) }), data: press('pick', number, cycle) },
        ]),
      },
    ],
    dialogue: awaiting('which', { verb, words, tickets: shown.map(({ number }) => number) }, on.at),
  };
}
