/** What every step on a ticket shares: decide a command, say what came of it, name the files that came along. */
import { reopenRefused } from '../../dialogue/ending-lines.ts';
import { claimEnd, enterpriseName, kindName, nameOf, stateName } from '../../dialogue/view.ts';
import type { Say } from '../../dialogue/wording.ts';
import { dueInWords } from '../../domain/deadline-words.ts';
import { evolveTicket } from '../../domain/evolve.ts';
import { type Command, decide, type Refusal } from '../../domain/lifecycle.ts';
import { dutyOf } from '../../domain/plan.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { TicketFile } from '../../domain/ticket-parts.ts';
import { type Case, NOTHING, type Outcome, reply } from '../case.ts';
import { contextOf } from '../commit.ts';
import type { DeskParts } from '../desk.ts';
import { waitingPictures } from '../files/waiting-pictures.ts';
import { hearingOf } from '../people/people.ts';
import { requestRefusal } from '../requests/request-refusals.ts';
import { isRepeated } from '../talk/edits.ts';
import { stepRefusal } from './step-refusals.ts';

/** Decides a command on a ticket and says what came of it: `told` for the speaker, or the refusal. */
export function change(
  on: Case,
  ticket: Ticket,
  command: Command,
  parts: DeskParts,
  told: (after: Ticket) => Outcome,
): Outcome {
  const { person, at, office } = on;
  if (person === null || isRepeated(on, ticket, command)) return NOTHING;
  const context = contextOf(parts, ticket.flow, office, { person: person.id }, at);
  const decision = decide(ticket, command, context);
  if (!decision.ok) return answer(on, refusalInWords(decision.refusal, ticket, command, on));
  const after = decision.events.reduce<Ticket>(evolveTicket, ticket);
  return { dialogue: null, ...told(after), changes: [{ ticket, events: decision.events }] };
}

/** The files that came with the words of a step that takes words only: kept in the same commit. */
export function withFiles(
  on: Case,
  outcome: Outcome,
  files: readonly TicketFile[],
  parts: DeskParts,
): Outcome {
  const [first, ...others] = outcome.changes ?? [];
  if (!first || files.length === 0 || on.person === null) return outcome;
  const after = first.events.reduce<Ticket>(evolveTicket, first.ticket);
  const context = contextOf(parts, after.flow, on.office, { person: on.person.id }, on.at);
  const kept = decide(after, { type: 'supplement', text: '', files, edit: false }, context);
  if (!kept.ok) return outcome;
  return { ...outcome, changes: [{ ...first, events: [...first.events, ...kept.events] }, ...others] };
}

/** A button is answered by a passing word, a text by a message. */
export function answer(on: Case, text: string, ticket?: number): Outcome {
  if (on.message.what === 'button') return { toast: text };
  return reply(text, ticket === undefined ? {} : { ticket });
}

/** The files of a message, waiting to be fetched; of an enterprise also those that came before it without a word. */
export function filesOf(on: Case, from: TicketFile['from']): readonly TicketFile[] {
  const { message, at } = on;
  const own = message.files.map(
    (file, index): TicketFile => ({
      id: `${message.key}/${index}`,
      from,
      name: file.name,
      size: file.size,
      source: { channel: message.channel, ref: file.ref },
      ...(on.person ? { by: on.person.id } : {}),
      state: 'waiting',
      tries: 0,
      nextTryAt: at,
    }),
  );
  return from === 'enterprise' ? [...waitingPictures(on), ...own] : own;
}

export function refusalInWords(refusal: Refusal, ticket: Ticket, command: Command, on: Case): string {
  const { say } = on.view;
  const { number } = ticket;
  const action = actionName(command, say);
  const again = command.type === 'reopen' ? reopenRefused(refusal, ticket, on.view) : null;
  if (again !== null) return again;
  const requested = requestRefusal(refusal, ticket, command, on.view);
  if (requested !== null) return requested;
  const misled = stepRefusal(refusal, ticket, command, action, on);
  if (misled !== null) return misled;
  switch (refusal.code) {
    case 'notYours':
      return say('refusal.notFound', { number });
    case 'wrongState':
      return say('refusal.wrongState', { number, state: stateName(ticket, say), action });
    case 'alreadyDone':
      // Urging what has been resolved: urging itself may be done again and again.
      if (command.type === 'urge')
        return say('refusal.wrongState', { number, state: stateName(ticket, say), action });
      return say('refusal.alreadyDone', { number, action });
    case 'textMissing':
      return say('refusal.textMissing', { example: `${action} ${number} 内容` });
    case 'departmentUnknown':
      return say('refusal.departmentUnknown', { name: '' });
    case 'sameDepartment':
      return say('refusal.sameDepartment', { number });
    case 'nothingToUndo':
      return say('refusal.nothingToUndo', { number });
    case 'enterpriseUnknown':
      return say('refusal.enterpriseUnknown', { name: '' });
    case 'sameEnterprise':
      return say('refusal.sameEnterprise', { number, enterprise: enterpriseName(ticket, on.view) });
    case 'personUnknown':
      return say('refusal.personUnknown', { number });
    case 'samePerson':
      return say('refusal.samePerson', { number });
    case 'notInFlow':
      return say('refusal.notInFlow', { number, kind: kindName(ticket, say), action });
    case 'tooLate':
      return say('refusal.tooLate', {
        number,
        action,
        due: refusal.until ? dueInWords(refusal.until, on.at) : '—',
      });
    case 'tooMuch':
      return say('refusal.tooMuch', { number, action, limit: refusal.limit ?? 0 });
    case 'locked':
    case 'pending':
    case 'noRequest':
    case 'dutyUnknown':
    case 'noReply':
    case 'notMergeable':
      return say(`refusal.${refusal.code}`, { number });
    // Nobody types a plan: whoever lays one down has looked at it (`faultIn`), and says what is wrong.
    case 'badPlan':
      return say('refusal.failed');
    case 'stepsOpen':
      return say('refusal.stepsOpen', { number, steps: openSteps(ticket) });
    case 'badDay':
      return say('refusal.badDay', { example: `挂账 ${number} 12月20日完成招标，次年1月31日完工 方案说明` });
    case 'ratingMissing':
      return say('refusal.ratingMissing', { example: `回访 ${number} 已解决 满意` });
    case 'claimed':
      return say('refusal.claimed', {
        number,
        name: nameOf(ticket.claim?.by ?? null, on.view),
        until: claimEnd(ticket, on.view),
      });
    case 'onLeave':
      return say('refusal.onLeave', {
        number,
        name: nameOf(command.type === 'delegate' ? command.person : null, on.view),
      });
    default:
      return refusal.code satisfies never;
  }
}

/** What is left of the plan. */
function openSteps(ticket: Ticket): string {
  const left = (ticket.plan ?? []).filter((step) => dutyOf(step, ticket)?.endedAt == null);
  return left.map(({ title }) => title).join('、');
}

function actionName(command: Command, say: Say): string {
  switch (command.type) {
    case 'wake':
    case 'file':
    case 'recalculate':
    case 'reorganise':
      return say('action.sign');
    case 'absorb':
      return say('action.merge');
    case 'reject':
      return say(command.code === 'void' ? 'action.annul' : 'action.reject');
    default:
      return say(`action.${command.type}`);
  }
}

/** What is true of the enterprise's side when a step has been told: 已告知企业, or who is to tell it. */
export function heardInWords(
  { office, view }: Case,
  ticket: Ticket,
  { roster, channels }: DeskParts,
): string {
  return view.say(`heard.${hearingOf(ticket, roster, office, channels)}`);
}
