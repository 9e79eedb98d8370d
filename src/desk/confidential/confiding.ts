/**
 * What people say of officials, decided for every message before anything else is done with its words, whatever they
 * would otherwise be: a command, a reply, an edit, the name of a file. A report goes to the discipline contacts; what
 * may be one is asked about. Nobody but the speaker hears that anything was said.
 */
import { askedAbout } from '../../dialogue/about.ts';
import { asksHowItEnded, subjectShared } from '../../dialogue/subject.ts';
import { isThanks, press, understand } from '../../dialogue/understand.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { TicketFile } from '../../domain/ticket-parts.ts';
import { DAY, instantInWords, MINUTE } from '../../domain/time.ts';
import { delicate } from '../../routing/officials.ts';
import { partReport, partSuspicion } from '../../routing/parting.ts';
import { type Case, NOTHING, type Outcome, type Registering, type Reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, ticketOf } from '../dialogue.ts';
import { justRaised } from '../intake/follow-ups.ts';
import { offerBeside } from '../intake/offers.ts';
import { strangerKept } from '../intake/raise.ts';
import { open, registrationOf } from '../intake/registering.ts';
import { filesOf } from '../steps/change.ts';
import { step } from '../steps/steps.ts';
import { waitsForWords } from '../talk/talk.ts';
import { isBlamedByName } from './by-name.ts';
import { isCarried } from './carried.ts';
import { type Doubt, doubtId, doubtsOf, extended, keyOfDoubt, stored } from './doubts.ts';
import { goesOn, goesOnWithin } from './going-on.ts';

/** Without a word within it, what may be a report becomes one. */
const DECIDE_WITHIN = DAY;
/** A picture without words belongs to what was said this short a while ago. */
const PICTURE_FOLLOWS = 2 * MINUTE;
/** All that words are about stands in those of a matter of the speaker's. */
const WHOLLY = 0.9;

/** Null: the words are nothing of the kind, and go their ordinary way. */
export async function confided(on: Case, parts: DeskParts): Promise<Outcome | null> {
  const { message, person, roles } = on;
  if (on.cleared || (message.what !== 'text' && message.what !== 'edit')) return null;
  const said = wordsOf(on);
  const found = delicate(said);
  if (person === null) return found === null ? null : strangerKept(on);
  if (!roles.has('member')) {
    return found === null && !isConfiding(on, said) ? null : byStaff(on, found, parts);
  }
  const settled = await moreOfDoubt(on, found !== null, parts);
  if (settled) return settled;
  if (found === 'how') return howTo(on);
  if (isBlamedByName(said, parts.roster)) return suspected(on, said, true, parts);
  const report = await reportMeant(on, parts);
  const isSure = found === 'report' || (found === null && report === null && isConfiding(on, said));
  if (found === null && report === null && !isSure) {
    return suspected(on, said, false, parts);
  }
  return heard(on, said, isSure, report, parts);
}

/**
 * Words of nobody's asking that may be about an official though no rule says so. They are kept whole, as nobody can tell
 * which of them give it away; a danger among them is sounded at once, and nothing else of them with it. `isBlaming`: that they
 * blame somebody is known.
 */
async function suspected(
  on: Case,
  said: string,
  isBlaming: boolean,
  parts: DeskParts,
): Promise<Outcome | null> {
  const isAnswer = on.referred !== undefined || waitsForWords(on) || isThanks(said);
  // 我想反映个困难, 转人工: nothing has been told yet.
  if (!isBlaming && (isAnswer || !isTold(on.text) || askedAbout(on.text) !== null)) return null;
  const { router } = parts;
  const isWhole =
    isBlaming ||
    (said === on.text ? on.reading.suspected && !asksOfTheirOwn(on, said) : router.suspects(said));
  const parted = partSuspicion(said, isWhole || router.suspects(said), router);
  const files = filesOf(on, 'enterprise');
  if (!parted) return isWhole ? inDoubt(on, said, files, parts) : null;
  const danger = parted.danger === '' ? on.view.say('confide.danger') : parted.danger;
  // A danger that is all there is to it blames nobody.
  if (parted.rest === '') return null;
  const registers = await apart(on, [danger], danger, parts);
  const left = { ...on, message: { ...on.message, text: parted.rest } };
  return { ...inDoubt(left, parted.rest, files, parts), registers };
}

/** No command. 查秤的那位 only begins like one. */
function isTold(text: string): boolean {
  const intent = understand(text);
  return intent.type === 'talk' || (intent.type === 'search' && !intent.setOff);
}

/** 上次反映的坑，后来怎么样了: there is nothing in the words but a matter of theirs, so nobody is blamed. */
function asksOfTheirOwn({ near }: Case, said: string): boolean {
  return (
    asksHowItEnded(said) &&
    [...near.own, ...near.past].some(({ text }) => subjectShared(said, text) >= WHOLLY)
  );
}

/** What stands in the message: its words, and the names of what came with them. */
function wordsOf({ text, message }: Case): string {
  const intent = understand(text);
  // 撤回 3 他们要红包: what stands behind the command is what is said.
  const words = intent.type === 'ticket' && intent.text !== '' ? intent.text : text;
  const names = message.files.map(({ name }) => name.replace(/\.[A-Za-z0-9]{1,5}$/, ''));
  const telling = names.filter((name) => words === '' || delicate(name) !== null);
  return [words, ...telling].filter((one) => one !== '').join('\n');
}

/** The report of the speaker's own that the words are put to: named, answered, or raised a moment ago. */
async function reportMeant(on: Case, parts: DeskParts): Promise<Ticket | null> {
  const { person, text, referred, message, dialogue } = on;
  const own = (ticket: Ticket | null | undefined): Ticket | null =>
    ticket?.confidential && ticket.member === person?.id ? ticket : null;
  const intent = understand(text);
  if (intent.type === 'ticket' && intent.number !== null) {
    return own(await parts.store.ticket(intent.number));
  }
  if (referred) return own(referred);
  if (intent.type !== 'talk' || isThanks(text)) return null;
  const asked = ticketOf(dialogue);
  if (asked !== null && message.chat.kind === 'private') return own(await parts.store.ticket(asked));
  return message.what === 'text' ? own(await justRaised(on, goesOnWithin(on, parts), parts)) : null;
}

/**
 * Words that are a report, may be one, or are put to one. A danger in them, and what is plainly a department's, become
 * tickets of their own; then the report waits for the next beat, so that on disk nothing stands beside it. Null: words
 * put to a report that are nothing else, or none of its business; they go their ordinary way.
 */
async function heard(
  on: Case,
  said: string,
  isSure: boolean,
  report: Ticket | null,
  parts: DeskParts,
): Promise<Outcome | null> {
  const parted = partReport(said, parts.router);
  const danger = parted.danger === '' && parted.dangerWithin ? on.view.say('confide.danger') : parted.danger;
  const others = [...(danger === '' ? [] : [danger]), ...parted.matters];
  const isPlain = !isSure && delicate(said) === null;
  if (isPlain && others.length === 0)
    return report && goesOn(on, report) ? putTo(report, on, said, parts) : null;
  if (isPlain && parted.rest === '' && !isNamed(on)) return null;
  const files = filesOf(on, 'enterprise');
  const beside = parted.unclear === '' || isPlain ? {} : offerBeside(on, parted.unclear);
  if (others.length === 0) {
    if (report) return putTo(report, on, said, parts);
    const outcome = isSure ? register(on, said, files, parts) : inDoubt(on, said, files, parts);
    return { ...outcome, ...beside, replies: [...(outcome.replies ?? []), ...(beside.replies ?? [])] };
  }
  const registers = await apart(on, others, danger, parts);
  const rest = parted.rest === '' && files.length > 0 ? said : parted.rest;
  const told = rest === '' ? [] : [secretly(on.view.say('confide.parted'))];
  if (rest === '') return { registers, replies: told };
  if (isSure || report) {
    const doubt = doubtOf(on, rest, files, parts, { addTo: report?.number ?? null, ask: false });
    return { registers, replies: told, doubts: [{ ...stored(doubt), was: 0 }], ...leavesQuestions(on) };
  }
  // What has been parted is not read again.
  const left = { ...on, message: { ...on.message, text: rest } };
  return { ...inDoubt(left, rest, files, parts), registers };
}

/** What is parted from a report, each a ticket of its own; `danger` is the one that is urgent. */
async function apart(on: Case, texts: readonly string[], danger: string, parts: DeskParts) {
  const registers: Registering[] = [];
  const origin = { ...registrationOf(on, texts[0] ?? '', [], parts).origin, message: null };
  for (const text of texts) {
    // Touched up, the same words are no second matter.
    const isKnown = on.near.own.some((one) => subjectShared(text, one.text) >= WHOLLY);
    if (on.message.what === 'edit' && isKnown) continue;
    const { register: one } = await open({ ...on, cleared: true }, text, [], parts, origin);
    const urgent = text === danger ? { urgent: true, flow: parts.flowVersions.urgent } : {};
    if (one) registers.push({ ...one, registration: { ...one.registration, ...urgent }, telling: undefined });
  }
  return registers;
}

/** These verbs keep the words that stand behind them. */
const KEEPS_WORDS: ReadonlySet<string> = new Set(['supplement', 'urge', 'rework', 'reopen', 'confirm']);

/** More of a report of one's own: added to it, whatever command they stand behind. Null where the command keeps them. */
async function putTo(report: Ticket, on: Case, said: string, parts: DeskParts): Promise<Outcome | null> {
  const intent = understand(on.text);
  const isCommand = intent.type === 'ticket';
  if (isCommand && intent.verb !== 'supplement' && KEEPS_WORDS.has(intent.verb)) return null;
  if (on.message.what === 'edit' && report.text === said) return NOTHING;
  const outcome = await step(
    { ...on, cleared: true },
    { verb: 'supplement', ticket: report, words: said },
    parts,
  );
  if (!isCommand || intent.verb === 'supplement') return outcome;
  const undone = secretly(on.view.say('confide.notDone'));
  return { ...outcome, replies: [...(outcome.replies ?? []), undone] };
}

/** Whether the words name the ticket that they are put to. */
function isNamed({ referred, text }: Case): boolean {
  const intent = understand(text);
  return referred !== undefined || (intent.type === 'ticket' && intent.number !== null);
}

function register(on: Case, text: string, files: readonly TicketFile[], parts: DeskParts): Outcome {
  const { person, message, referred, cut } = on;
  const { say } = on.view;
  if (person === null) return NOTHING;
  const registration = registrationOf(on, text, files, parts, true);
  // The message that opened an ordinary ticket goes on speaking of that one.
  const keepsIts = message.what === 'edit' && referred !== undefined;
  const origin = keepsIts ? { ...registration.origin, message: null } : registration.origin;
  const intent = understand(on.text);
  const undone = intent.type === 'ticket' && intent.verb !== 'supplement';
  return {
    register: {
      registration: { ...registration, origin },
      actor: { person: person.id },
    },
    replies: [
      ...(undone ? [secretly(say('confide.notDone'))] : []),
      ...(cut ? [secretly(say('refusal.tooLong', { limit: [...text].length }))] : []),
    ],
    ...leavesQuestions(on),
  };
}

/** A question that waits for words still waits: these were none of them. */
function leavesQuestions({ dialogue }: Case): Pick<Outcome, 'dialogue'> {
  return dialogue?.awaiting === 'confiding' ? { dialogue: null } : {};
}

/** "Is this a report?" – in private, and nothing of the words is repeated. */
function inDoubt(on: Case, text: string, files: readonly TicketFile[], parts: DeskParts): Outcome {
  const { say, now } = on.view;
  const doubt = doubtOf(on, text, files, parts, { addTo: null, ask: true });
  const id = doubtId(on.message);
  const asked = say('confide.ask', {
    said: instantInWords(on.message.at, now),
    due: instantInWords(doubt.expiresAt, now),
  });
  const buttons = [
    [
      { label: say('button.confide'), data: press('confide', 0, 0, id) },
      { label: say('button.ordinary'), data: press('ordinary', 0, 0, id) },
    ],
  ];
  return {
    replies: [{ ...secretly(asked), buttons }],
    doubts: [{ ...stored(doubt), was: 0 }],
    ...leavesQuestions(on),
  };
}

function doubtOf(
  on: Case,
  text: string,
  files: readonly TicketFile[],
  parts: DeskParts,
  { addTo, ask }: { readonly addTo: number | null; readonly ask: boolean },
): Doubt {
  const person = on.person?.id ?? '';
  return {
    key: keyOfDoubt(person, on.message),
    since: on.at,
    expiresAt: ask ? on.at + DECIDE_WITHIN : on.at,
    person,
    registration: registrationOf(on, text, files, parts, true),
    addTo,
    message: ask ? on.message : null,
  };
}

/** What follows on something that is still in doubt: its answer in words, pictures, more of the story, an edit of it. */
async function moreOfDoubt(on: Case, isDelicate: boolean, parts: DeskParts): Promise<Outcome | null> {
  const { message, person, text, view } = on;
  const all = await doubtsOf(person?.id ?? '', parts);
  const asked = all.filter((one) => one.message !== null || one.file !== undefined).at(-1);
  if (!asked) return null;
  const plain = text.replace(/[\s。！!"“”]/gu, '');
  for (const choice of ['confide', 'ordinary'] as const) {
    if (plain === view.say(`button.${choice}`)) return decidedInWords(choice, asked);
  }
  const doubts = all.filter((one) => one.message !== null);
  const latest = doubts.at(-1);
  if (!latest) return null;
  const named = message.what === 'edit' ? message.message : (message.replyTo?.message ?? null);
  const spoken = doubts.find((one) => named !== null && one.message?.message === named && isHere(one, on));
  const doubt = spoken ?? (isRightBehind(latest, on, parts) ? latest : undefined);
  if (!doubt) return null;
  if (!spoken && !isDelicate && !isMore(on)) return null;
  const words = wordsOf(on);
  const { danger, dangerWithin } = partReport(words, parts.router);
  // That waits for nobody's answer.
  if (danger !== '' || dangerWithin) return null;
  const files = filesOf(on, 'enterprise').filter(
    ({ source }) => !doubt.registration.files.some((one) => one.source.ref === source.ref),
  );
  const more = { ...extended(doubt, text === '' ? '' : words, files, message), since: on.at };
  // In the group nothing answers them: without this they would not know that it is no matter of its own.
  const said = text === '' ? [] : [secretly(view.say('confide.more'))];
  return { replies: said, doubts: [{ ...stored(more), was: doubt.since }] };
}

function isHere({ message }: Doubt, on: Case): boolean {
  return message?.channel === on.message.channel && message.chat.id === on.message.chat.id;
}

function isRightBehind(doubt: Doubt, on: Case, { followUpMs }: DeskParts): boolean {
  const { message } = on;
  if (!isHere(doubt, on) || message.what !== 'text' || message.replyTo !== null) return false;
  if (doubt.message?.album !== undefined && doubt.message.album === message.album) return true;
  const behind = message.at - (doubt.message?.at ?? 0);
  return behind >= 0 && behind <= (on.text === '' ? PICTURE_FOLLOWS : followUpMs);
}

/** More of the same story: no command, no thanks, no danger, and not plainly a department's. */
function isMore(on: Case): boolean {
  if (on.text === '') return on.message.files.length > 0;
  if (understand(on.text).type !== 'talk' || isThanks(on.text)) return false;
  const { kind, urgent, auto } = on.reading;
  return kind !== 'chatter' && !urgent && !auto;
}

/** The words on the buttons, where they are typed. The ordinary way is taken by whoever reads messages (`receive.ts`). */
function decidedInWords(
  choice: 'confide' | 'ordinary',
  { key, since, registration, person }: Doubt,
): Outcome {
  if (choice === 'ordinary') return { reread: key };
  return {
    register: { registration, actor: { person } },
    doubts: [{ key, state: null, was: since }],
  };
}

/** 我要举报, 能不能匿名: how it is done, and that the next words in private are it. */
function howTo(on: Case): Outcome {
  const { at, message, view } = on;
  const replies = [secretly(view.say('confide.how'))];
  if (message.chat.kind !== 'private') return { replies };
  return {
    replies,
    dialogue: awaiting('confiding', {}, at),
  };
}

/** Whether words in private are the report that was asked for: no command, and no thanks for the answer. */
function isConfiding({ dialogue, text, message }: Case, said: string): boolean {
  if (dialogue?.awaiting !== 'confiding' || message.what !== 'text' || said === '') return false;
  return understand(text).type === 'talk' && !isThanks(text) && [...said].length > 4;
}

/**
 * An office's own people work with such words; what they say of themselves in private, to nobody, may be a report. What
 * is one, as an enterprise's words would be, is carried to nobody: a feedback that only touches an official goes its way.
 */
async function byStaff(
  on: Case,
  found: 'report' | 'doubt' | 'how' | null,
  parts: DeskParts,
): Promise<Outcome | null> {
  const { message, roles, dialogue, text, referred, view } = on;
  const isAsked = dialogue === undefined || dialogue.awaiting === 'confiding';
  const isAlone = message.chat.kind === 'private' && isAsked && !referred && understand(text).type === 'talk';
  const worksWithThem = roles.has('dispatcher') || roles.has('discipline');
  if (isAlone && !worksWithThem && !message.forwarded) {
    return found === 'how' ? howTo(on) : inDoubt(on, wordsOf(on), filesOf(on, 'department'), parts);
  }
  // 我们局里有个科长吃拿卡要, said in the group: kept of nobody there, and yet they hear where it can be said.
  const isTalk =
    message.chat.kind === 'group' && !on.quoting && !referred && understand(text).type === 'talk';
  if (found !== 'report') return null;
  if (!(await isCarried(on, parts))) return isTalk && !worksWithThem && !message.forwarded ? howTo(on) : null;
  return { replies: [secretly(view.say(worksWithThem ? 'confide.notCarriedHub' : 'confide.notCarried'))] };
}

function secretly(text: string): Reply {
  return { text, privately: true, secret: true };
}
