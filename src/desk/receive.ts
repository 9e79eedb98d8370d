/**
 * The inbox worker: takes each message once, in the order of the inbox, decides, and commits everything that follows
 * from it in one transaction. A crash anywhere leaves the message in the inbox, and it is taken again.
 */
import type { Incoming } from '../channels/port.ts';
import { asPressed } from '../dialogue/pressing.ts';
import { type Intent, readPress, type TicketVerb, understand } from '../dialogue/understand.ts';
import { isMarkedSecret } from '../routing/secret-marks.ts';
import { StoreFault } from '../store/fault.ts';
import type { CommitResult, TakeNumber } from '../store/port.ts';
import { askedOnce } from '../understanding/adviser/adviser.ts';
import { afterChanges, onArrangement, onStepOfArrangement } from './arrangements/arrangements.ts';
import { type Case, NOTHING, type Outcome, reply } from './case.ts';
import { enter, givenUp } from './clerk/clerk.ts';
import { stillAsked } from './clerk/waiting.ts';
import { afterRating } from './closing/rating.ts';
import { onReacted } from './closing/reacted.ts';
import { transactionOf } from './commit.ts';
import { confided } from './confidential/confiding.ts';
import { doubtsOf } from './confidential/doubts.ts';
import { handedBack } from './confidential/late-names.ts';
import { withoutLinesOf, withStanding } from './confidential/taking-down.ts';
import type { DeskParts } from './desk.ts';
import { wordsWanted } from './dialogue.ts';
import { orderOnListNamed } from './duties/many.ts';
import { leads } from './duties/spoken.ts';
import { noPictures, waitingPictures, withoutTaken } from './files/waiting-pictures.ts';
import { saidByName } from './intake/by-name.ts';
import { recorded } from './intake/recorded.ts';
import { figuresMeant, onFiguresAsked } from './leaders/asked.ts';
import { onDispatching } from './leaders/dispatching.ts';
import { onReprint } from './leaders/reprint.ts';
import { concernsLeave, listLeave, onLeave } from './leave/asked.ts';
import { help } from './lists/help.ts';
import { isSearch, listByName } from './lists/search.ts';
import { showList } from './lists/show.ts';
import { seesTheWhole } from './lists/standings.ts';
import { lookAt } from './look.ts';
import { onPaperAsked } from './papers/asked.ts';
import { bind, bindGroup, blocked, groupChanged, started, unbindGroup } from './people/binding.ts';
import { readCode } from './people/invites.ts';
import { onMoveAsked } from './people/moving.ts';
import { onPagesAsked } from './people/pages-asked.ts';
import { accountKey } from './people/people.ts';
import { isMeant } from './requests/requests.ts';
import { onNumber } from './steps/numbers.ts';
import { onPress } from './steps/presses.ts';
import { onVerb } from './steps/verbs.ts';
import { onRecalled } from './talk/asked-after.ts';
import { isAnswer, onTalk } from './talk/talk.ts';

const BATCH = 10;
/** A conflict means that the clock or a file changed the ticket in between; a few new looks always settle it. */
const LOOKS = 5;

/** Works through the inbox until it is empty. Gives how many messages were settled. */
export async function workInbox(parts: DeskParts): Promise<number> {
  let settled = 0;
  for (;;) {
    const batch = await parts.store.inbox(BATCH);
    if (batch.length === 0) return settled;
    // Each is decided on what the one before it has changed; they wait for the disk together.
    const underWay: Promise<void>[] = [];
    for (const [place, message] of batch.entries()) {
      const isLast = place === batch.length - 1 && batch.length < BATCH;
      const own = withAdviser(isLast, parts);
      await new Promise<void>((decided) => {
        const settling = settle(message, own, decided);
        settling.then(decided, decided);
        underWay.push(settling);
      });
    }
    await Promise.all(underWay);
    settled += batch.length;
  }
}

/** A language model is asked once about a message, and only while nobody else waits to be heard. */
function withAdviser(isLast: boolean, parts: DeskParts): DeskParts {
  const { adviser } = parts;
  return adviser === null ? parts : { ...parts, adviser: isLast ? askedOnce(adviser) : null };
}

/**
 * Settles one message: a commit that marks it done, whatever it means. `decided` is called once the commit has been
 * handed in: what is read from the store then has it, though it may not be on disk yet.
 */
export async function settle(
  message: Incoming,
  parts: DeskParts,
  decided: () => void = () => {},
): Promise<void> {
  for (let look = 1; look <= LOOKS; look++) {
    const on = await lookAt(message, parts);
    const outcome = await outcomeOf(on, parts);
    const committing = commit(on, outcome, parts);
    decided();
    const result = await committing;
    if (result.ok) {
      parts.onCommit();
      acknowledge(message, outcome, parts);
      return;
    }
    parts.log.info({ key: message.key, conflict: result.conflict, look }, 'looked again after a conflict');
  }
  throw new Error(`message ${message.key} met a conflict ${LOOKS} times`);
}

async function commit(on: Case, outcome: Outcome, parts: DeskParts): Promise<CommitResult> {
  const cause = { name: `inbox:${on.message.key}`, office: on.office, on };
  const build = (decided: Outcome) => (takeNumber: TakeNumber) =>
    transactionOf(decided, cause, on.view, parts, takeNumber);
  try {
    return await parts.store.commit(build(outcome));
  } catch (error) {
    if (error instanceof StoreFault) throw error;
    return parts.store.commit(build(failed(on, error, parts)));
  }
}

/** A handler that fails must not stop the messages behind it: it is logged, and the speaker is not left waiting. */
async function outcomeOf(on: Case, parts: DeskParts): Promise<Outcome> {
  try {
    const decided = await readAgain(await decideOn(on, parts), on, parts);
    const followed = await afterChanges(on, decided, parts);
    const outcome = await stillAsked(on, await withStanding(on, followed, parts), parts);
    return parts.restraint.restrain(on, withoutTaken(on, withReach(on, outcome)));
  } catch (error) {
    if (error instanceof StoreFault) throw error;
    return failed(on, error, parts);
  }
}

/** What the speaker has said is no report is read as if nobody had asked; it is answered where that was said. */
async function readAgain(outcome: Outcome, on: Case, parts: DeskParts): Promise<Outcome> {
  if (outcome.reread === undefined) return outcome;
  const { say } = on.view;
  const doubt = (await doubtsOf(on.person?.id ?? '', parts)).find(({ key }) => key === outcome.reread);
  if (doubt?.file !== undefined) return handedBack(doubt, doubt.file, on, parts);
  if (!doubt?.message) return { toast: say('refusal.oldButton') };
  const then: Case = { ...(await lookAt(doubt.message, parts)), cleared: true };
  const { toast: _, ...decided } = await decideOn(then, parts);
  const doubts = [
    { key: doubt.key, state: null, was: doubt.since },
    ...(await withoutLinesOf(doubt.key, on, parts)),
  ];
  return { ...decided, doubts, toast: say('told.ordinary') };
}

/** 取消: the last question that still waits for its answer. */
function cancelled(on: Case): Outcome {
  const { dialogue, pictures, view } = on;
  const told = reply(view.say('told.cancelled'));
  const waits = waitingPictures(on).length > 0;
  if (waits && (dialogue?.since ?? 0) < (pictures?.since ?? 0)) return { ...told, doubts: [noPictures(on)] };
  if (dialogue) return { ...told, dialogue: null };
  // In the group people take back many things among themselves.
  if (!on.message.addressed) return NOTHING;
  return reply(view.say(on.roles.has('member') ? 'told.noneOpen' : 'told.noneOpenStaff'), {
    privately: true,
  });
}

/** Whoever writes in private can be written to again, also where no platform tells that a chat was opened. */
function withReach(on: Case, outcome: Outcome): Outcome {
  const { message, person, office, at } = on;
  const account = accountKey(message.channel, message.sender.id);
  const writes = message.what === 'text' || message.what === 'button';
  const isPrivate = message.chat.kind === 'private';
  if (person === null || !writes || !isPrivate || office.reachable[account] !== false) return outcome;
  return {
    ...outcome,
    office: [
      ...(outcome.office ?? []),
      { type: 'reached', v: 1, at, account, open: true, person: person.id },
    ],
    release: [...(outcome.release ?? []), person.id],
  };
}

function failed(on: Case, error: unknown, parts: DeskParts): Outcome {
  parts.log.error({ err: error, key: on.message.key }, 'a message could not be handled');
  return on.message.addressed ? reply(on.view.say('refusal.failed')) : NOTHING;
}

function acknowledge(message: Incoming, outcome: Outcome, parts: DeskParts): void {
  if (message.buttonToken === null) return;
  // The press is settled on disk by now; the passing word is best effort and waits for nobody.
  void parts.channels.get(message.channel)?.acknowledge(message.buttonToken, asPressed(outcome.toast ?? ''));
}

async function decideOn(on: Case, parts: DeskParts): Promise<Outcome> {
  const { message, text, person } = on;
  const { say } = on.view;
  switch (message.what) {
    case 'start': {
      if (message.chat.kind === 'group') return NOTHING;
      const code = readCode(text);
      return code === null ? started(on, parts) : bind(on, code, parts);
    }
    case 'blocked':
      return blocked(on, parts);
    case 'joined':
    case 'left':
    case 'moved':
      return groupChanged(on, parts);
    case 'unreadable':
      if (person === null || !message.addressed) return NOTHING;
      return reply(on.served ? say('refusal.unreadable', { what: text }) : say('bind.groupUnknown'));
    case 'recalled':
      return onRecalled(on, parts);
    case 'reacted':
      return onReacted(on, parts);
    case 'recorded':
      return recorded(on, parts);
    case 'button': {
      // A card that was sent while the group was served still has its buttons.
      if (!on.served) return { toast: say('bind.groupUnknown') };
      const pressed = readPress(message.button ?? '');
      return pressed === null ? { toast: say('refusal.badButton') } : onPress(on, pressed, parts);
    }
    default:
  }

  const passedOn = isPassedOn(message);
  const read: Intent = passedOn || isAnswer(on) ? { type: 'talk', text } : understand(text);
  const intent = meantHere(on, read, parts);
  const ofGroup = intent.type === 'bindGroup' || intent.type === 'unbindGroup';
  // What is plainly a difficulty must not pass unheard, even when it cannot be registered.
  const heard = message.addressed || ofGroup || ((on.served || person !== null) && on.reading.auto);
  if (message.sender.anonymous) return heard ? reply(say('refusal.anonymous')) : NOTHING;
  const code = readCode(text);
  if (code !== null) return bind(on, code, parts);
  if ((person ?? on.claimed) !== null && isMarkedSecret(text)) {
    // Known by a name alone, nobody can be written to: they hear it where they said it.
    return reply(say('refusal.secretMark'), { privately: person !== null });
  }
  const secret = await confided(on, parts);
  if (secret) return secret;
  const numbered = passedOn ? null : await onNumber(on, parts);
  if (numbered) return numbered;
  if (ofGroup && on.claimed !== null) return reply(say('bind.byName'));
  if (intent.type === 'bindGroup') return bindGroup(on);
  if (intent.type === 'unbindGroup') return unbindGroup(on);
  if (!on.served) return heard ? reply(say('bind.groupUnknown')) : NOTHING;
  if (on.claimed !== null) return saidByName(on, intent, parts);
  if (person === null) return onTalk(on, text, parts);
  switch (intent.type) {
    case 'talk':
      return onTalk(on, text, parts);
    case 'cancel':
      return on.dialogue?.awaiting === 'clerk' ? givenUp(on, parts) : cancelled(on);
    case 'arrangement':
      return (await onArrangement(on, intent.asked, parts)) ?? onTalk(on, text, parts);
    case 'todo':
      return showList(on, { of: 'todo' }, parts);
    case 'orders':
      return seesTheWhole(on) ? showList(on, { of: 'orders' }, parts) : onTalk(on, text, parts);
    case 'help':
      return help(on);
    case 'leave':
      return concernsLeave(on, intent.text)
        ? onLeave(on, intent.back, intent.text, parts)
        : onTalk(on, text, parts);
    case 'clerk':
      return enter(on, intent.text, parts);
    case 'myLeave':
      if (concernsLeave(on, '')) return listLeave(on, parts);
      // A command of others is no answer to what was asked, and nothing to be added to what a company was asked for.
      return wordsWanted(on.dialogue) || message.chat.kind === 'private' ? help(on) : onTalk(on, text, parts);
    case 'figures':
      return onFiguresAsked(on, intent, parts);
    case 'reprint':
      return onReprint(on, intent.words, parts);
    case 'dispatching':
      return onDispatching(on, parts);
    case 'pages':
      // 看板 among colleagues is a word like any other.
      return message.chat.kind === 'private' || message.addressed
        ? onPagesAsked(on, parts)
        : onTalk(on, text, parts);
    case 'moveAccount':
      return message.chat.kind === 'private' || message.addressed ? onMoveAsked(on) : onTalk(on, text, parts);
    case 'paper':
      return message.chat.kind === 'private' || seesTheWhole(on)
        ? onPaperAsked(on, intent, parts)
        : onTalk(on, text, parts);
    case 'standing':
      return showList(on, { of: intent.of }, parts);
    case 'search':
      return showList(on, { of: 'words', words: intent.words }, parts);
    case 'ticket':
      if (intent.verb === 'progress' && intent.number === null && !on.referred) return progressOf(on, parts);
      if (isOrdersAsked(on, intent)) return showList(on, { of: 'orders' }, parts);
      if (intent.number === null && intent.verb === 'rework') {
        const explained = await afterRating(on, text, parts);
        if (explained) return explained;
      }
      // 请抓紧, of a leader, is no 催办 of an enterprise.
      if (isUrgedByLeader(on, intent)) return onTalk(on, text, parts);
      if (intent.number === null && isOrderVerb(intent.verb) && !on.referred) {
        const list = await orderOnListNamed(on, intent.verb, intent.text, parts);
        if (list && seesTheWhole(on)) return list;
      }
      if (intent.number === null && !isMeant(on, intent.verb)) return onTalk(on, text, parts);
      return (
        (await onStepOfArrangement(on, intent.verb, intent.number ?? on.referred?.number, parts)) ??
        onVerb(on, intent.verb as TicketVerb, intent.number, intent.text, parts)
      );
    default:
      return intent satisfies never;
  }
}

/** What may be a command is none where its words name nothing that is known; some words are one only to whoever knows. */
function meantHere(on: Case, read: Intent, parts: DeskParts): Intent {
  if (isAnswer(on) || isPassedOn(on.message)) return read;
  const listed = listByName(on);
  if (listed !== null) return { type: 'search', words: listed, setOff: true };
  if (read.type === 'search' && !isSearch(on, read, parts)) return { type: 'talk', text: on.text };
  const figures = read.type === 'talk' ? figuresMeant(on) : null;
  return figures ? { type: 'figures', ...figures } : read;
}

/** 督办 or 批示 and nothing else: how do mine stand? On a ticket, or asked for words, it is the verb. */
function isOrdersAsked(on: Case, { verb, number, text }: Extract<Intent, { type: 'ticket' }>): boolean {
  const isAlone = number === null && text === '' && !on.referred && wordsWanted(on.dialogue) === undefined;
  return isOrderVerb(verb) && isAlone && seesTheWhole(on);
}

/** Asked for words, 催一下 is none of them. */
function isUrgedByLeader(on: Case, { verb, number }: Extract<Intent, { type: 'ticket' }>): boolean {
  return verb === 'urge' && number === null && leads(on) && wordsWanted(on.dialogue) === undefined;
}

function isOrderVerb(verb: TicketVerb): verb is 'supervise' | 'instruct' {
  return verb === 'supervise' || verb === 'instruct';
}

/** What somebody else said is nobody's command: neither that of whoever said it, nor of whoever passes it on. */
function isPassedOn({ forwarded, sender }: Incoming): boolean {
  return forwarded !== undefined && forwarded.account !== sender.id;
}

/** `进度` without a number: one's own tickets; for whoever has the whole county before them, all in hand. */
function progressOf(on: Case, parts: DeskParts): Promise<Outcome> {
  return showList(on, { of: seesTheWhole(on) && !on.roles.has('member') ? 'open' : 'mine' }, parts);
}
