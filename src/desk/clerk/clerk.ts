/**
 * 代录: the dispatcher pastes or forwards what was said where the program does not hear, and gets a receipt for each
 * ticket, ready to paste back. Whose words they are is read from the names; what is unclear is asked, one at a time.
 */
import { beginsAsChat, readMessages, type Said, withoutPictures } from '../../dialogue/pasted.ts';
import { clip } from '../../dialogue/text.ts';
import { type Command, decide } from '../../domain/lifecycle.ts';
import type { OfficeEvent } from '../../domain/office.ts';
import type { Roster } from '../../domain/roster.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { complains } from '../../routing/question.ts';
import { type Case, type Change, type Outcome, type Registering, type Reply, reply } from '../case.ts';
import { contextOf } from '../commit.ts';
import type { DeskParts } from '../desk.ts';
import { accountOf, lineInWords } from './account.ts';
import { comeBackOrNew } from './come-back.ts';
import { learnt, onNickname, saysOffice } from './nicknames.ts';
import { Sorting } from './sorting.ts';
import { bareName, enterprisesLike, type Office, type Speaker, speakerMeant, whose } from './speakers.ts';
import {
  keeping,
  pointing,
  type Queue,
  question,
  queueOf,
  type Waiting,
  type Whose,
  withMore,
} from './waiting.ts';

/** Messages of one paste; a message of a channel holds hardly more. */
const AT_ONCE = 60;
/** Enterprises offered where the name was not clear. */
const OFFERED = 5;
const SKIP = /^(?:跳过|不用|不是诉求|略过)$/u;
/** Fewer characters are a name, more may be words of somebody. */
const LONGEST_NAME = 12;
/** 洗煤厂说昨晚停水了: who said it stands before it. */
const TELLS = /^([^\n\s:：,，。、]{2,12}?)(?:说|反映|反应|讲|来电(?:话)?说?)[:：,，]?\s*(\S[\s\S]*)$/u;
const NOBODY =
  /^(?:[他她它我俺咱这那]|有人|已|多次|之前|向|跟|和|大家|群里|人家|企业|公司|刚才|上午|下午|昨天|今天|听|据)/u;

/** 代录, with the words behind it or in the next message. */
export async function enter(on: Case, text: string, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  if (!on.roles.has('dispatcher')) return reply(say('clerk.onlyHub'));
  if (on.message.chat.kind === 'group') return reply(say('clerk.inPrivate'));
  if (text === '') {
    const queue = await queueOf(on, parts);
    if (queue.items.length > 0) {
      return { ...keeping(on, queue.items, queue), replies: await question(on, queue.items, parts) };
    }
    return { ...reply(say('clerk.paste')), dialogue: pointing(on) };
  }
  const named = onNickname(on, text, parts);
  if (named) return named;
  const chat = messagesIn(text, on, parts);
  return enterAll(on, chat.length > 0 ? chat : [saidBy(text, on, parts)], parts);
}

/** What a dispatcher pastes or forwards without a word of command; null when it is nothing of that kind. */
export async function pasted(on: Case, parts: DeskParts): Promise<Outcome | null> {
  const { message, text } = on;
  if (!on.roles.has('dispatcher') || message.chat.kind !== 'private' || text === '') return null;
  if (message.forwarded) {
    const { name, at } = message.forwarded;
    return enterAll(on, [{ name, at, text: withoutPictures(text) }], parts);
  }
  if (isCopiedChat(on, parts)) return enterAll(on, messagesIn(text, on, parts), parts);
  // A difficulty in the hub's own chat is somebody else's.
  return isDifficulty(text, parts, false) ? enterAll(on, [saidBy(text, on, parts)], parts) : null;
}

/** Whether a dispatcher has copied several people's words, or one's with their name. */
export function isCopiedChat(on: Case, parts: DeskParts): boolean {
  const { message, text, office, roles } = on;
  if (!roles.has('dispatcher') || message.chat.kind !== 'private') return false;
  const chat = messagesIn(text, on, parts);
  const isKnown = ({ name }: Said): boolean =>
    name !== '' && whose(name, parts.roster, office).speaker !== null;
  return chat.length > 0 && (beginsAsChat(text) || chat.some(isKnown));
}

/** What is not to be entered, in answer to "which enterprise?". */
export function isSkipped(text: string): boolean {
  return SKIP.test(text);
}

/**
 * Words of the dispatcher while something waits: a name is the answer, for everything that was said under that name;
 * anything else is taken for what it is, and the question stays.
 */
export async function onWaiting(on: Case, parts: DeskParts): Promise<Outcome> {
  const { text } = on;
  const queue = await queueOf(on, parts);
  const [first, ...others] = queue.items;
  if (on.message.forwarded || !first) return (await pasted(on, parts)) ?? enter(on, text, parts);
  if (isSkipped(text)) return skipped(on, first, others, queue, parts);
  const isChat = text.includes('\n') || messagesIn(text, on, parts).length > 0;
  if (isChat) return enter(on, text, parts);
  if (first.is === 'again') {
    const settled = await comeBackOrNew(on, first, parts);
    if (settled) return next(on, settled.sorting, others, queue, parts, settled);
  } else {
    const meant = saysOffice(text) ? 'office' : enterpriseMeant(on, parts);
    if (meant !== null) return answered(on, first, others, meant, queue, parts);
  }
  if (isDifficulty(text, parts, true)) return enterAll(on, [saidBy(text, on, parts)], parts);
  return { ...notFound(on, first, parts), ...keeping(on, queue.items, queue) };
}

/** 取消, while something waits: it is said what is not registered. */
export async function givenUp(on: Case, parts: DeskParts): Promise<Outcome> {
  const queue = await queueOf(on, parts);
  const { say } = on.view;
  const left = queue.items.filter((one) => !(one.is === 'whose' && one.registered));
  const told =
    left.length === 0
      ? say('told.cancelled')
      : say('clerk.gaveUp', {
          count: left.length,
          said: left.map((one) => lineInWords(on, one)).join('；'),
        });
  return { ...reply(told), ...keeping(on, [], queue) };
}

async function answered(
  on: Case,
  first: Whose,
  others: readonly Waiting[],
  meant: Speaker | Office,
  queue: Queue,
  parts: DeskParts,
): Promise<Outcome> {
  const isSame = (one: Waiting): one is Whose =>
    one.is === 'whose' && one.name !== '' && one.name === first.name;
  const theirs = [first, ...others.filter(isSame)];
  const sorting = new Sorting(on, parts);
  if (meant !== 'office') {
    for (const one of theirs) await sorting.place({ ...one, pieces: [one] }, meant);
  }
  const rest = others.filter((one) => !isSame(one));
  const office = learnt(on, first.name, meant);
  const asOffice =
    meant === 'office' ? [{ text: on.view.say('nickname.office', { name: clip(first.name, 20) }) }] : [];
  return next(on, sorting, rest, queue, parts, { office, replies: asOffice });
}

function skipped(
  on: Case,
  first: Waiting,
  others: readonly Waiting[],
  queue: Queue,
  parts: DeskParts,
): Promise<Outcome> {
  const key = first.is === 'whose' && first.registered ? 'clerk.staysUnnamed' : 'clerk.skipped';
  const text = on.view.say(key, { said: lineInWords(on, first) });
  return next(on, new Sorting(on, parts), others, queue, parts, { replies: [{ text }] });
}

/** Registers what is clear, says what became of each message, and asks about the rest. */
async function enterAll(on: Case, messages: readonly Said[], parts: DeskParts): Promise<Outcome> {
  const queue = await queueOf(on, parts);
  const sorting = new Sorting(on, parts);
  await sorting.sort(messages.slice(0, AT_ONCE));
  const over = messages.length - AT_ONCE;
  const tooMany = over > 0 ? [{ text: on.view.say('clerk.tooMany', { limit: AT_ONCE, count: over }) }] : [];
  return next(on, sorting, queue.items, queue, parts, {
    all: Math.min(messages.length, AT_ONCE),
    replies: tooMany,
  });
}

interface Besides {
  /** How many messages were sorted. */
  readonly all?: number;
  readonly replies?: readonly Reply[];
  readonly office?: readonly OfficeEvent[];
  readonly changes?: readonly Change[];
}

/** What comes of what was sorted, and the next question. `open`: what waited before. */
async function next(
  on: Case,
  sorting: Sorting,
  open: readonly Waiting[],
  queue: Queue,
  parts: DeskParts,
  { all = 0, replies: besides = [], office = [], changes = [] }: Besides,
): Promise<Outcome> {
  const registers = sorting.registers();
  const items = withMore(open, sorting.waiting);
  const account = accountOf(on, sorting, registers, all);
  const told = [...(account === '' ? [] : [{ text: account }]), ...besides];
  const asked = await question(on, items, parts);
  const isNothing = told.length + registers.length + asked.length === 0;
  const replies = isNothing ? [{ text: on.view.say('clerk.nothing') }] : told;
  const steps = [...changes, ...stepsOf(on, sorting, parts)];
  const last = registers.at(-1);
  const outcome = {
    ...keeping(on, items, queue),
    ...(office.length > 0 ? { office } : {}),
    ...(steps.length > 0 ? { changes: steps } : {}),
  };
  if (!last) return { ...outcome, replies: [...replies, ...asked] };
  // The question comes behind the receipts, or it would be overlooked.
  const telling: Registering['telling'] = (ticket) => ({
    replies: [...(last.telling?.(ticket).replies ?? []), ...asked],
  });
  return { ...outcome, replies, registers: [...registers.slice(0, -1), { ...last, telling }] };
}

/** More of matters that are in hand, and whose a danger is. */
function stepsOf(on: Case, { added, named }: Sorting, parts: DeskParts): readonly Change[] {
  const { person } = on;
  if (person === null) return [];
  const commands: readonly { readonly ticket: Ticket; readonly command: Command }[] = [
    ...[...added.values()].map(({ ticket, texts }) => ({
      ticket,
      command: { type: 'supplement', text: texts.join('\n'), files: [], edit: false } as const,
    })),
    ...named.map(({ ticket, speaker }) => ({ ticket, command: { type: 'attribute', ...speaker } as const })),
  ];
  return commands.flatMap(({ ticket, command }) => {
    const context = contextOf(parts, ticket.flow, on.office, { person: person.id }, on.at);
    const decision = decide(ticket, command, context);
    return decision.ok ? [{ ticket, events: decision.events }] : [];
  });
}

/** Words that are no answer: names they may have meant are offered, and whatever they are, it is said what to do with them. */
function notFound({ text, view }: Case, first: Waiting, { roster }: DeskParts): Outcome {
  const { say } = view;
  const name = clip(text, 20);
  if (first.is === 'again') return reply(say('clerk.againHow', { text: name, number: first.ticket }));
  const alike = enterprisesLike(bareName(name), roster).slice(0, OFFERED);
  const names = alike.map((one) => one.name).join('、');
  if (names !== '') return reply(say('clerk.severalEnterprises', { name, names }));
  const department = departmentAlone(text, roster);
  if (department !== undefined) return reply(say('clerk.isDepartment', { name: department }));
  return reply(
    [...text].length > LONGEST_NAME
      ? say('clerk.notAName', { text: name })
      : say('clerk.noSuchEnterprise', { name }),
  );
}

function enterpriseMeant({ text, office }: Case, { roster }: DeskParts): Speaker | null {
  const meant = speakerMeant(text, roster);
  if (meant) return meant;
  const { speaker, remembered } = whose(text, roster, office);
  return remembered && speaker !== 'office' ? speaker : null;
}

function messagesIn(text: string, { office, message }: Case, { roster }: DeskParts): readonly Said[] {
  const isKnown = (name: string): boolean => whose(name, roster, office).speaker !== null;
  return readMessages(text, isKnown, message.at);
}

/** 星火煤焦：厂里停电, 星火煤焦 厂里停电, 星火煤焦说厂里停电; without a name before it, nobody's yet. */
function saidBy(text: string, { office }: Case, { roster }: DeskParts): Said {
  const isKnown = (name: string): boolean => whose(name, roster, office).speaker !== null;
  const [, teller = '', told = ''] = TELLS.exec(text) ?? [];
  if (isKnown(teller)) return { name: teller, at: null, text: withoutPictures(told) };
  const [, name = '', words = ''] = /^([^\n:：,，\s]{2,40})[:：,，\s]+([\s\S]+)$/u.exec(text) ?? [];
  if (isKnown(name)) return { name, at: null, text: withoutPictures(words) };
  if (teller !== '' && !NOBODY.test(teller)) {
    // It may be no name after all: the words stay whole.
    const [only, ...others] = enterprisesLike(teller, roster);
    const isOne = only !== undefined && others.length === 0;
    return { name: isOne ? only.name : teller, at: null, text: withoutPictures(text) };
  }
  return { name: '', at: null, text: withoutPictures(text) };
}

/** Whether words are something that somebody needs. `asked`: while a name is waited for, more is taken for words. */
function isDifficulty(text: string, { router, roster }: DeskParts, asked: boolean): boolean {
  if (departmentAlone(text, roster) !== undefined) return false;
  const { kind, doubtful, auto, urgent } = router.route(text);
  if (kind === 'chatter') return false;
  return urgent || kind === 'whistleblow' || (!doubtful && (auto || (asked && complains(text))));
}

/** 供电, 1 供电公司吧: a department and nothing else. */
function departmentAlone(text: string, roster: Roster): string | undefined {
  const name = text
    .replace(/^[#(（]?\d{1,6}\s?[号件]?[\s:：,，、.)）]*/u, '')
    .replace(/[吧呢啊。.！!\s]{1,9}$/u, '');
  return roster.departmentNamed(name)?.name;
}
