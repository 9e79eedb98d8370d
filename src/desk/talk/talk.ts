/** Words that are no command: an answer to a question, a word on a ticket, or a new difficulty. */
import { askedAbout } from '../../dialogue/about.ts';
import { bareWord, isGesture } from '../../dialogue/plain.ts';
import { type Asking, askingIn } from '../../dialogue/questions.ts';
import { saysAgain } from '../../dialogue/still.ts';
import { ticketHeaded, ticketNumber } from '../../dialogue/text.ts';
import { isGrateful } from '../../dialogue/thanks.ts';
import {
  isDone,
  isNeverMind,
  isTaken,
  isThanks,
  isUrging,
  saysWhatWasDone,
  slipIn,
  takenNumber,
} from '../../dialogue/understand.ts';
import { may } from '../../domain/permissions.ts';
import { isOver, type Ticket } from '../../domain/ticket.ts';
import type { Duty } from '../../domain/ticket-parts.ts';
import type { Routing } from '../../routing/router.ts';
import { isGreeting } from '../../routing/text.ts';
import { heardByArrangements, onArrangementAnswer } from '../arrangements/arrangements.ts';
import { type Case, inPrivate, NOTHING, type Outcome, readingOf, reply } from '../case.ts';
import { isCopiedChat, isSkipped, onWaiting, pasted } from '../clerk/clerk.ts';
import { isChoice } from '../clerk/come-back.ts';
import { againOrNew, isAnother, mayBeUnsolved, sinceItsEnd } from '../closing/again.ts';
import { moreEvidence } from '../closing/endings.ts';
import { afterRating } from '../closing/rating.ts';
import { offerToWithdraw } from '../closing/withdrawing.ts';
import type { DeskParts } from '../desk.ts';
import { wordsWanted } from '../dialogue.ts';
import { onByWhen } from '../duties/asked-day.ts';
import { replyKindSaid } from '../duties/duties.ts';
import { leaderOn, leaderSays, leads, orderInstead, shortHelp } from '../duties/spoken.ts';
import { alsoHere } from '../intake/also-here.ts';
import { pictureOfAlbum, wordsOfAlbum } from '../intake/follow-ups.ts';
import { pictureAlone } from '../intake/pictures.ts';
import { askRating, raise, stranger } from '../intake/raise.ts';
import { isSaidHere, raisedBy, showProgress, visibleTicket } from '../lists/enquiries.ts';
import { briefly } from '../lists/help.ts';
import { isNewDanger } from '../notices/concerned.ts';
import { dutyAskedIn } from '../notices/slots.ts';
import { answer, change, filesOf } from '../steps/change.ts';
import { offerUndo } from '../steps/correcting.ts';
import { onEnd } from '../steps/merged.ts';
import { step } from '../steps/steps.ts';
import { askWhich, onVerb } from '../steps/verbs.ts';
import { onAbout, onContactAsked } from './about-bot.ts';
import { onAskedAfter, onAskedAfterAny } from './asked-after.ts';
import { saysNothingNew } from './edits.ts';
import { onGesture } from './gestures.ts';
import { onOwnMatter } from './own-matter.ts';
import { onPastMatter } from './past-matter.ts';
import { dangerOfStaff } from './staff-danger.ts';
import { onTaken, onTakenOf } from './taken.ts';
import { answerAsking, unprompted, whoseItIs } from './unprompted.ts';

const OFFICES = ['liaison', 'backup', 'head', 'discipline'] as const;

/** Whether the next words, whatever they are, answer a question. */
export function waitsForWords({ dialogue }: Case): boolean {
  return wordsWanted(dialogue) !== undefined;
}

/** Asked what to order or why it is not solved, people say 请抓紧办理: the answer, and no urging of another ticket. */
export function isAnswer({ dialogue, message, text, roles }: Case): boolean {
  // 不是诉求, of what was pasted, or said by somebody who settles nothing: it is not of a ticket.
  if (dialogue?.awaiting === 'clerk' && isChoice(text)) return true;
  if (isSkipped(text) && (dialogue?.awaiting === 'clerk' || !roles.has('dispatcher'))) return true;
  return wordsWanted(dialogue) !== undefined && message.what === 'text' && !message.replyTo && isUrging(text);
}

export async function onTalk(on: Case, text: string, parts: DeskParts): Promise<Outcome> {
  const { message, person, dialogue } = on;
  const together = await pictureOfAlbum(on, parts);
  if (together) return together;
  const headed = ticketHeaded(text);
  const copied = on.copied ?? headed?.ticket ?? null;
  if (copied !== null && text === '' && message.files.length === 0) return onCopy(on, copied, parts);
  if (person === null) return stranger(on, parts);
  if (isGesture(text) && message.files.length === 0) return onGesture(on, parts);
  if (text === '' && message.files.length === 0) {
    if (message.what === 'edit') return takenBack(on, parts);
    return message.addressed ? reply(on.view.say('refusal.emptyText')) : NOTHING;
  }
  // A quoted message says more plainly what is meant than a question asked a while ago.
  if (message.what === 'text' && !message.replyTo && dialogue) {
    // 怎么用, 供电公司找谁: asked of the bot, and the question stays.
    const about = askedAbout(text) === null ? null : onAbout(on, text, parts);
    if (about) return about;
    const lapsed = (await lapsedOver(on, text, parts)) ?? (await orderInstead(on, text, parts));
    if (lapsed) return lapsed;
    const outcome = await onAnswer(on, text, parts);
    if (outcome) return outcome;
  }
  // 点错了: not of somebody else's words that are answered.
  const slip = message.replyTo ? null : slipIn(text);
  const undoing = slip && (await offerUndo(on, slip, parts));
  if (undoing) return undoing;
  // 供电公司找谁 right after a rating is no reason for it.
  const contact = onContactAsked(on, text, parts);
  if (contact) return contact;
  const explained = await afterRating(on, text, parts);
  if (explained) return explained;
  const referred = await visibleTicket(on, on.referred?.number ?? 0, parts);
  if (referred) return onEnd(on, referred, text, parts, (end) => onTicket(on, end, text, parts));
  if (copied !== null && !isCopiedChat(on, parts)) {
    const outcome = await besideCopy(on, copied, headed?.rest ?? text, parts);
    if (outcome) return outcome;
  }
  const too = await alsoHere(on, text, parts);
  if (too) return too;
  const described = await wordsOfAlbum(on, parts);
  if (described) return described;
  // An edited message that opened no ticket is read as if it were new; an edited answer is not.
  if (message.what === 'edit' && message.replyTo) return NOTHING;
  const about = onAbout(on, text, parts);
  if (about) return about;
  const known = await heardByArrangements(on, text, parts);
  if (known) return known;
  const led = await leaderSays(on, text, parts);
  if (led) return led;
  const isMember = on.roles.has('member');
  const own = isMember
    ? ((await onPastMatter(on, text, parts)) ?? (await onOwnMatter(on, text, parts)))
    : null;
  if (own) return own;
  // People talking to each other in the group: only what is plainly a difficulty is taken up.
  const amongThemselves = message.chat.kind === 'group' && message.replyTo?.fromBot === false;
  if (amongThemselves && !isPlain(on, readingOf(on, text, parts))) return NOTHING;
  const after = await onAskedAfterAny(on, text, parts);
  if (after) return after;
  const waiting = await waitedFor(on, parts);
  const [only] = waiting;
  if (only) {
    if (text === '' && waiting.length > 1) return pictureAlone(on, parts, waiting);
    return waiting.length === 1
      ? step(on, { verb: 'supplement', ticket: only, words: text }, parts)
      : askWhich(on, 'supplement', text, waiting);
  }
  if (on.roles.has('member')) return raise(on, parts);
  const taken = takenNumber(text);
  if (taken !== null && OFFICES.some((role) => on.roles.has(role)))
    return onVerb(on, 'sign', taken, '', parts);
  const entered = (await whoseItIs(on, text, parts)) ?? (await pasted(on, parts));
  if (entered) return entered;
  if (message.chat.kind !== 'private') return NOTHING;
  if (isTaken(text)) return onTaken(on, parts);
  const said = await unprompted(on, text, parts);
  const safe = (await dangerOfStaff(on, text, said, parts)) ?? said;
  if (safe || leads(on)) return safe ?? shortHelp(on);
  const number = ticketNumber(bareWord(text));
  return number === null ? briefly(on, text) : reply(on.view.say('menu.nothingHere', { number }));
}

/** A card that comes back, copied by people or carried over from another channel, is no news; in private it asks. */
async function onCopy(on: Case, number: number, parts: DeskParts): Promise<Outcome> {
  const ticket = on.message.chat.kind === 'group' ? undefined : await visibleTicket(on, number, parts);
  return ticket ? showProgress(on, ticket) : NOTHING;
}

/** Surely some department's, or, where the models say so, surely no talk. */
function isPlain({ reading }: Case, { kind, auto, doubtful }: Routing): boolean {
  return auto || (reading.bearing !== null && kind !== 'chatter' && !doubtful);
}

/**
 * What somebody wrote beside a copied card, or headed with its number, is on that ticket. Null where it is none of
 * theirs, or another matter: then it is said like anything else.
 */
async function besideCopy(
  on: Case,
  number: number,
  words: string,
  parts: DeskParts,
): Promise<Outcome | null> {
  const ticket = await visibleTicket(on, number, parts);
  if (!ticket || words === '' || isAnother(on, ticket, words, parts)) return null;
  return onEnd(on, ticket, words, parts, (end) => onTicket(on, end, words, parts));
}

/** A message edited to nothing: the ticket stands, and its owner is asked whether to withdraw it. */
function takenBack(on: Case, { roster }: DeskParts): Outcome {
  const { referred, person, message } = on;
  if (!referred || person === null || isOver(referred) || referred.origin.message !== message.message) {
    return NOTHING;
  }
  const isTheirs = may('withdraw', referred, { person: person.id }, roster);
  return isTheirs ? inPrivate(offerToWithdraw(on, referred)) : NOTHING;
}

/**
 * What an enterprise says in private while it is asked for material is its answer, and so is a picture without words
 * in the group. Words in the group may be a new difficulty: there, the answer is a reply or 补充.
 */
async function waitedFor(on: Case, parts: DeskParts): Promise<readonly Ticket[]> {
  const { person, message, text } = on;
  const isPrivate = message.chat.kind === 'private';
  // 早上好 gives nothing of what was asked.
  const isCourtesy = isThanks(text) || isGreeting(text);
  if (person === null || isCourtesy || message.what === 'edit' || (!isPrivate && text !== '')) return [];
  const waiting = await raisedBy(person.id, 'waiting', parts);
  return isPrivate ? waiting : waiting.filter((ticket) => isSaidHere(on, ticket));
}

/** What an enterprise is asked to say of one ticket; a danger is none of it, nor is another department's matter an addition. */
const OF_ONE_TICKET = ['supplement', 'rework', 'reopen'] as const;

/** Words that do not answer what was asked are taken for what they are; the question lapses, in sight. Null: they may answer. */
async function lapsedOver(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  const wanted = wordsWanted(on.dialogue);
  const verb = OF_ONE_TICKET.find((one) => one === wanted?.verb);
  if (!wanted || !verb || text === '' || !on.roles.has('member')) return null;
  const ticket = await parts.store.ticket(wanted.ticket);
  if (!ticket || ticket.confidential) return null;
  // 又塌了 says why it is opened again.
  const isDanger = isNewDanger(on, ticket, text, parts) && !(verb !== 'supplement' && saysAgain(text));
  if (!isDanger && !(verb === 'supplement' && isAnother(on, ticket, text, parts))) return null;
  const outcome = await onTalk({ ...on, dialogue: undefined }, text, parts);
  const { number } = ticket;
  const action = on.view.say(`action.${verb}`);
  const told = { text: on.view.say('told.lapsed', { number, action }), privately: true };
  return { ...outcome, dialogue: outcome.dialogue ?? null, replies: [...(outcome.replies ?? []), told] };
}

/** What an enterprise reads; a question of the liaison's is none of it. */
const TOLD_BY_OFFICES = ['feedback', 'resolve'] as const;

async function onAnswer(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  const { dialogue } = on;
  if (dialogue?.awaiting === 'clerk' && text !== '') {
    // 1 供电: whose a ticket is, that waits for its department; the clerk's question stays.
    return (await whoseItIs(on, text, parts, true)) ?? onWaiting(on, parts);
  }
  if (dialogue?.awaiting === 'evidence') return moreEvidence(on, dialogue, text, parts);
  if (dialogue?.awaiting === 'byWhen') {
    if (isNeverMind(text)) return { ...reply(on.view.say('told.cancelled')), dialogue: null };
    return onByWhen(on, dialogue, text, parts);
  }
  if (dialogue?.awaiting === 'arranging') {
    if (isNeverMind(text)) return { ...reply(on.view.say('told.cancelled')), dialogue: null };
    return onArrangementAnswer(on, dialogue, text, parts);
  }
  if (dialogue?.awaiting === 'replyKind') {
    const how = replyKindSaid(text);
    const answered = how && (await parts.store.ticket(dialogue.ticket));
    return answered
      ? step(on, { verb: 'answerDuty', ticket: answered, choice: `${dialogue.duty}-${how}` }, parts)
      : null;
  }
  const wanted = wordsWanted(dialogue);
  if (!dialogue || !wanted) return null;
  if (isNeverMind(text)) return { ...reply(on.view.say('told.cancelled')), dialogue: null };
  const ticket = await parts.store.ticket(wanted.ticket);
  if (!ticket) return null;
  const asking = TOLD_BY_OFFICES.some((one) => one === wanted.verb) ? askingOfUs(on, text) : null;
  if (asking) return { ...answerAsking(on, asking, [ticket]), dialogue };
  if (text !== '') {
    return step(on, { ...wanted, ticket, words: text }, parts);
  }
  // A picture before the words of the result: kept with the ticket, and the question stays.
  const from = on.roles.has('member') ? 'enterprise' : 'department';
  const command = { type: 'supplement', text: '', files: filesOf(on, from), edit: false } as const;
  const kept = await onEnd(on, ticket, '', parts, async (end) =>
    change(on, end, command, parts, ({ number }) =>
      answer(on, on.view.say('told.photoKept', { number }), number),
    ),
  );
  return { ...kept, dialogue };
}

/** Words in reply to 协办, 督办, 批示 or 顶格推进 go to whoever asked; the enterprise never reads them. */
function onDuty(on: Case, ticket: Ticket, { id, kind, endedAt }: Duty, text: string, parts: DeskParts) {
  // That it has been read is no answer yet, nor a decision.
  const words = isTaken(text) || isThanks(text) ? '' : text;
  if (kind === 'escalate' && endedAt === null) return step(on, { verb: 'instruct', ticket, words }, parts);
  return step(
    on,
    { verb: 'answerDuty', ticket, words, choice: words === '' ? `${id}-final` : String(id) },
    parts,
  );
}

/** Thanks for what is reported done: "is it solved?", which stands open. */
function thanked(on: Case, ticket: Ticket): Outcome {
  return on.message.what === 'edit' ? NOTHING : inPrivate(askRating(on, ticket));
}

/** Words on a ticket: the enterprise adds to it, the liaison gives feedback. */
async function onTicket(on: Case, ticket: Ticket, text: string, parts: DeskParts): Promise<Outcome> {
  const { person, message } = on;
  if (person === null) return NOTHING;
  const actor = { person: person.id };
  if (saysNothingNew(on, ticket, text)) return NOTHING;
  const enterpriseSide =
    ticket.member === person.id || parts.roster.enterpriseOf(person.id)?.id === ticket.enterprise;
  if (enterpriseSide && person.id !== ticket.liaison) {
    const over = isOver(ticket);
    const ended = over || ticket.state === 'resolved';
    // Thanks are said in public, and need no answer there; whether it is solved is asked of the owner alone.
    const nice = ended ? isGrateful(text) || isDone(text) : isThanks(text);
    if (nice && message.files.length === 0) return over || !ended ? NOTHING : thanked(on, ticket);
    const after = await onAskedAfter(on, ticket, text, parts);
    if (after) return after;
    if (over && message.what === 'edit')
      return inPrivate(await step(on, { verb: 'supplement', ticket, words: text }, parts));
    if (over && text !== '' && message.what === 'text') return sinceItsEnd(on, ticket, text, parts);
    if (mayBeUnsolved(on, ticket, text, true, parts)) return againOrNew(on, ticket, text, parts);
    return step(on, { verb: 'supplement', ticket, words: text }, parts);
  }
  const duty = dutyAskedIn(on.answers, ticket);
  if (duty && text !== '') return onDuty(on, ticket, duty, text, parts);
  if (leads(on)) return leaderOn(on, ticket, text, parts);
  if (!may('feedback', ticket, actor, parts.roster)) {
    return message.chat.kind === 'private' ? briefly(on, text) : NOTHING;
  }
  if (ticket.state === 'assigned' && isTaken(text)) return onTakenOf(on, ticket, parts);
  if (text === '') return step(on, { verb: 'supplement', ticket }, parts);
  const asking = askingOfUs(on, text);
  if (asking) return answerAsking(on, asking, [ticket]);
  // That it is done is no result yet: the enterprise is to read what was done.
  if (isDone(text) && message.files.length === 0) return step(on, { verb: 'resolve', ticket }, parts);
  if (saysWhatWasDone(text)) return step(on, { verb: 'resolve', ticket, words: text }, parts);
  return isThanks(text) ? NOTHING : step(on, { verb: 'feedback', ticket, words: text }, parts);
}

/** What only the bot can answer, where words are expected that an enterprise reads: 企业电话多少？, 延期怎么申请？ */
function askingOfUs({ message }: Case, text: string): Asking | null {
  const asking = message.files.length === 0 ? askingIn(text) : null;
  return asking === 'other' ? null : asking;
}
