/**
 * 代录: the dispatcher pastes or forwards what was said where the program does not hear, and gets a receipt for each
 * ticket, ready to paste back. Whose words they are is read from the names; what is unclear is asked, one at a time.
 */
import { callLines } from '../../dialogue/cards.ts';
import { beginsAsChat, readChat, type Said, withoutPictures } from '../../dialogue/pasted.ts';
import { clip } from '../../dialogue/text.ts';
import { departmentName, dueOf, enterpriseName, liaisonName, type View } from '../../dialogue/view.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Origin, TicketFile } from '../../domain/ticket-parts.ts';
import { type Case, type Outcome, type Registering, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, type Dialogue, type DialogueOf, onlyIf } from '../dialogue.ts';
import { mayBeReport, registrationOf } from '../intake/registering.ts';
import { groupsInReach } from '../people/people.ts';
import { filesOf } from '../work/change.ts';
import { enterprisesLike, isOffice, type Speaker, speakerMeant, speakerOf } from './speakers.ts';

const AT_ONCE = 20;
const SHOWN = 60;
/** Enterprises offered where the name was not clear. */
const OFFERED = 5;
const SKIP = /^(?:跳过|不用|不是诉求|略过)$/u;
/** Tickets of the enterprise that a second pasting is looked for in. */
const LOOKED_THROUGH = 50;

/** 代录, with the words behind it or in the next message. */
export async function enter(on: Case, text: string, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  if (!on.roles.has('dispatcher')) return reply(say('clerk.onlyHub'));
  if (on.message.chat.kind === 'group') return reply(say('clerk.inPrivate'));
  const unanswered = queueOf(on.dialogue);
  if (text === '' && unanswered.length > 0) return ask(on, unanswered);
  if (text === '') return { ...reply(say('clerk.paste')), dialogue: waiting(on, []) };
  const chat = saidIn(text, parts);
  return enterAll(on, chat.length > 0 ? chat : [named(text, on, parts)], parts);
}

/** What a dispatcher pastes or forwards without a word of command; null when it is nothing of that kind. */
export async function pasted(on: Case, parts: DeskParts): Promise<Outcome | null> {
  const { message, text } = on;
  if (!on.roles.has('dispatcher') || message.chat.kind !== 'private' || text === '') return null;
  if (message.forwarded) {
    const { name, at } = message.forwarded;
    return enterAll(on, [{ name, at, text: withoutPictures(text) }], parts);
  }
  const chat = saidIn(text, parts);
  const isChat = beginsAsChat(text) || chat.some(({ name }) => speakerOf(name, parts.roster) !== null);
  if (isChat && chat.length > 0) return enterAll(on, chat, parts);
  const { kind, doubtful, auto } = parts.router.route(text);
  // A difficulty in the hub's own chat is somebody else's.
  if (kind === 'chatter' || doubtful || !auto) return null;
  return ask(on, withOpen(on, [{ name: '', at: null, text }]));
}

/** What is not to be entered, in answer to "which enterprise?". */
export function isSkipped(text: string): boolean {
  return SKIP.test(text);
}

/** The answer to "which enterprise?": for everything that was said under that name. */
export async function onEnterprise(on: Case, parts: DeskParts): Promise<Outcome | null> {
  const [first, ...others] = queueOf(on.dialogue);
  if (on.message.forwarded) return pasted(on, parts);
  if (!first) return enter(on, on.text, parts);
  if (isSkipped(on.text)) return next(on, others, []);
  // The next piece of the chat, and no name: what was asked is asked again.
  if (on.text.includes('\n')) return enter(on, on.text, parts);
  const speaker = speakerOf(on.text, parts.roster) ?? speakerMeant(on.text, parts.roster);
  if (!speaker || isOffice(speaker)) {
    return (await pasted(on, parts)) ?? { ...notFound(on, parts), ...still(on) };
  }
  const isSame = ({ name }: Said): boolean => name !== '' && name === first.name;
  const theirs = [first, ...others.filter(isSame)];
  const registers: Registering[] = [];
  for (const one of theirs) registers.push(await registering(on, one, speaker, [], parts));
  return next(
    on,
    others.filter((one) => !isSame(one)),
    registers,
  );
}

/** Names that the words may have meant are offered, or the dispatcher would have to guess how it is written. */
function notFound({ text, view }: Case, { roster }: DeskParts): Outcome {
  const name = clip(text, 20);
  const alike = enterprisesLike(text, roster).slice(0, OFFERED);
  const names = alike.map((one) => one.name).join('、');
  return reply(
    names === ''
      ? view.say('clerk.noSuchEnterprise', { name })
      : view.say('clerk.severalEnterprises', { name, names }),
  );
}

function saidIn(text: string, { roster }: DeskParts): readonly Said[] {
  return readChat(text, (name) => speakerOf(name, roster) !== null);
}

/** 星火煤焦：厂里停电, 星火煤焦 厂里停电; without a name before it, nobody's yet. */
function named(text: string, { message }: Case, { roster }: DeskParts): Said {
  const parted = /^([^\n:：,，\s]{2,40})[:：,，\s]+([\s\S]+)$/u.exec(text);
  const [, name = '', words = ''] = parted ?? [];
  const isName = speakerOf(name, roster) !== null;
  return isName
    ? { name, at: message.at, text: withoutPictures(words) }
    : { name: '', at: message.at, text: withoutPictures(text) };
}

/** Registers what is clear, passes over what is none, and asks about the rest. */
async function enterAll(on: Case, said: readonly Said[], parts: DeskParts): Promise<Outcome> {
  const { view, message } = on;
  const registers: Registering[] = [];
  const unclear: Said[] = [];
  const twice: number[] = [];
  let talk = 0;
  const only = said.length === 1;
  for (const one of said.slice(0, AT_ONCE)) {
    const account = message.forwarded?.account ?? null;
    const speaker = speakerOf(
      one.name,
      parts.roster,
      account === null ? undefined : [message.channel, account],
    );
    const { kind, doubtful } = parts.router.route(one.text);
    const isTalk = kind === 'chatter' || (doubtful && !only);
    if (isOffice(speaker) || (isTalk && !(only && speaker))) talk += 1;
    else if (!speaker) unclear.push(one);
    else {
      const known = await alreadyThere(one.text, speaker, parts);
      if (known === null)
        registers.push(await registering(on, one, speaker, filesOf(on, 'enterprise'), parts));
      else twice.push(known);
    }
  }
  const notes = [
    ...(talk > 0 ? [view.say('clerk.talk', { count: talk })] : []),
    ...(twice.length > 0 ? [view.say('clerk.twice', { numbers: twice.join('、') })] : []),
    ...(said.length > AT_ONCE
      ? [view.say('clerk.tooMany', { limit: AT_ONCE, count: said.length - AT_ONCE })]
      : []),
  ];
  return next(on, withOpen(on, unclear), registers, notes);
}

/** What has been registered, what was not and why, and the next question. */
function next(
  on: Case,
  unclear: readonly Said[],
  registers: readonly Registering[],
  notes: readonly string[] = [],
): Outcome {
  const { say } = on.view;
  // A report has no receipt: nothing of it is to be pasted anywhere.
  const receipts = registers.filter(({ registration }) => !registration.confidential).length;
  const done = receipts > 0 ? [say('clerk.done', { count: receipts })] : [];
  const head = [...done, ...notes].join('\n');
  const replies = head === '' ? [] : [{ text: head }];
  if (unclear.length === 0) {
    const nothing = [{ text: say('clerk.nothing') }];
    const isDone = registers.length > 0 || replies.length > 0;
    return { registers, replies: isDone ? replies : nothing, dialogue: null };
  }
  const asked = ask(on, unclear);
  const last = registers.at(-1);
  if (!last) return { ...asked, replies: [...replies, ...(asked.replies ?? [])] };
  // The question comes behind the receipts, or it would be overlooked.
  const telling: Registering['telling'] = (ticket) => ({
    replies: [...(last.telling?.(ticket).replies ?? []), ...(asked.replies ?? [])],
  });
  return { ...asked, replies, registers: [...registers.slice(0, -1), { ...last, telling }] };
}

function ask(on: Case, unclear: readonly Said[]): Outcome {
  const { say } = on.view;
  const [first] = unclear;
  const text = clip(first?.text ?? '', SHOWN);
  const question =
    first && first.name !== ''
      ? say('clerk.whose', { name: clip(first.name, 20), text })
      : say('clerk.whichEnterprise', { text });
  return { ...reply(question), dialogue: waiting(on, unclear) };
}

/** Pasted before: the same words of the same enterprise. */
async function alreadyThere(
  text: string,
  { enterprise }: Speaker,
  { store }: DeskParts,
): Promise<number | null> {
  const recent = await store.tickets({ enterprise, newest: LOOKED_THROUGH });
  return recent.find((one) => !one.confidential && one.text === text)?.number ?? null;
}

async function registering(
  on: Case,
  { text, at }: Said,
  { enterprise, member }: Speaker,
  files: readonly TicketFile[],
  parts: DeskParts,
): Promise<Registering> {
  const clerk = on.person?.id ?? '';
  const routed = registrationOf(on, text, files, parts, mayBeReport(on, text, parts));
  return {
    actor: { person: clerk },
    registration: {
      ...routed,
      // Somebody took it for a difficulty, whatever the rules think.
      kind: routed.kind === 'chatter' ? 'request' : routed.kind,
      enterprise,
      member,
      enteredBy: clerk,
      origin: originOf(on, at, parts),
    },
    telling: (ticket) => ({ replies: [{ text: receipt(ticket, on.view), ticket: ticket.number }] }),
  };
}

/** As if it had been said in the group, where there is one: its card is shown there. */
function originOf({ message, office }: Case, at: number | null, { roster, channels }: DeskParts): Origin {
  const [group] = groupsInReach(roster, office, channels);
  const saidAt = at ?? message.at;
  return group
    ? { ...group, chatKind: 'group', message: null, saidAt }
    : { channel: message.channel, chat: message.chat.id, chatKind: 'private', message: null, saidAt };
}

/** To be pasted into the group as it is: in a danger whom to ring first stands above it. */
export function receipt(ticket: Ticket, view: View): string {
  return [...callLines(ticket, view), receiptLines(ticket, view)].join('\n');
}

function receiptLines(ticket: Ticket, view: View): string {
  const { say } = view;
  const { number } = ticket;
  if (ticket.confidential) return say('clerk.report', { number });
  const facts = { number, enterprise: enterpriseName(ticket, view), text: clip(ticket.text, SHOWN) };
  if (ticket.department === null) {
    return say('clerk.receiptQueued', { ...facts, due: dueOf(ticket, view, 'dispatch') });
  }
  return say('clerk.receipt', {
    ...facts,
    department: departmentName(ticket.department, view),
    liaison: liaisonName(ticket, view),
    sign: dueOf(ticket, view, 'sign'),
    resolve: dueOf(ticket, view),
  });
}

function waiting({ at }: Case, queue: readonly Said[]): DialogueOf<'clerk'> {
  return awaiting('clerk', { queue }, at);
}

/** What was asked before and is not answered yet is not forgotten over the new; the same pasted twice is asked once. */
function withOpen({ dialogue }: Case, unclear: readonly Said[]): readonly Said[] {
  const open = queueOf(dialogue);
  const isNew = (one: Said): boolean =>
    !open.some(({ name, text }) => name === one.name && text === one.text);
  return [...open, ...unclear.filter(isNew)];
}

function still({ dialogue }: Case): Pick<Outcome, 'dialogue'> {
  return dialogue ? { dialogue } : {};
}

function queueOf(dialogue: Dialogue | undefined): readonly Said[] {
  return onlyIf(dialogue, 'clerk')?.queue ?? [];
}
