/** 停表, and what a department asks for and somebody else settles: 请企业补充, 延期, 退单, 挂账, 批准. */

import { readExtension } from '../../dialogue/extension.ts';
import { readPlan } from '../../dialogue/milestones.ts';
import { MORE } from '../../dialogue/more-buttons.ts';
import { kindChoice, requestInWords } from '../../dialogue/request-lines.ts';
import { clip } from '../../dialogue/text.ts';
import { press } from '../../dialogue/understand.ts';
import { type TicketVerb, verbOf } from '../../dialogue/verbs.ts';
import { dueOf } from '../../dialogue/view.ts';
import { type Command, decide } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { dayOf } from '../../domain/time.ts';
import { openDuty } from '../../domain/turns/duties.ts';
import { type Case, NOTHING, type Outcome, reply } from '../case.ts';
import { contextOf } from '../commit.ts';
import type { DeskParts } from '../desk.ts';
import { onlyIf } from '../dialogue.ts';
import { ask, stay } from '../steps/asking.ts';
import { answer, change } from '../steps/change.ts';
import { departmentFirst } from '../steps/department-first.ts';
import type { Wish } from '../steps/wish.ts';

/**
 * False where a command without a number is only talk: said by somebody who could not mean it, or 同意 among people
 * who talk to each other in a group.
 */
export function isMeant(on: Case, verb: TicketVerb): boolean {
  const roles = verbOf(verb).by;
  if (!roles) return true;
  const among = on.message.chat.kind === 'group' && (verb === 'grant' || verb === 'deny') && !on.referred;
  return !among && roles.some((role) => on.roles.has(role));
}

/** 请补充 23 要什么: the clock stands until it comes. */
export function askForMore(on: Case, { ticket, words }: Wish, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  if (words === '') return ask(on, ticket, { type: 'ask', text: '…' }, say('request.ask', { number }), parts);
  return change(on, ticket, { type: 'ask', text: words }, parts, (after) =>
    answer(on, say('request.toldAsked', { number, due: dueOf(after, on.view, 'supply') }), number),
  );
}

/** 恢复办理 23 */
export function resume(on: Case, { ticket }: Wish, parts: DeskParts): Outcome {
  const { number } = ticket;
  return change(on, ticket, { type: 'resume' }, parts, (after) =>
    answer(on, on.view.say('request.toldResumed', { number, due: dueOf(after, on.view) }), number),
  );
}

/** 延期 23 3天 设备未到货 */
export function extend(on: Case, { ticket, words }: Wish, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  const trial: Command = { type: 'extend', workdays: 1, text: '…' };
  if (words === '') return ask(on, ticket, trial, say('request.extend', { number }), parts);
  const asked = readExtension(words);
  if (asked === null) return stay(on, answer(on, say('request.badExtend', { number })));
  return requested(on, ticket, { type: 'extend', ...asked }, parts);
}

/** 退单 23 住建 属施工许可事项 */
export function giveBack(on: Case, { ticket, words }: Wish, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  const trial: Command = { type: 'return', department: null, text: '…' };
  if (words === '') return ask(on, ticket, trial, say('request.return', { number }), parts);
  const { name, department, text } = departmentFirst(words, parts.roster);
  if (!department) return stay(on, answer(on, say('refusal.departmentUnknown', { name: clip(name, 20) })));
  if (text === '') return stay(on, answer(on, say('request.badReturn', { number })));
  return requested(on, ticket, { type: 'return', department: department.id, text }, parts);
}

/** 挂账 23 12月20日完成招标，明年3月31日完工 整条路列入改造 */
export function suspend(on: Case, { ticket, words }: Wish, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = ticket;
  const trial: Command = { type: 'suspend', milestones: [], text: '…' };
  if (words === '') return ask(on, ticket, trial, say('request.suspend', { number }), parts);
  const plan = readPlan(words, dayOf(on.at));
  if (!plan || plan.text === '') return stay(on, answer(on, say('request.badPlan', { number })));
  return requested(on, ticket, { type: 'suspend', ...plan }, parts);
}

function requested(on: Case, ticket: Ticket, command: Command, parts: DeskParts): Outcome {
  const { view } = on;
  const { number } = ticket;
  return change(on, ticket, command, parts, (after) => {
    const what = after.request ? requestInWords(after.request, view) : '';
    return answer(
      on,
      view.say('request.toldRequested', { number, what, due: dueOf(after, view, 'decide') }),
      number,
    );
  });
}

/** 同意, 不同意: by a button made for this request, or in words. */
export function settle(
  verb: 'grant' | 'deny',
  on: Case,
  { ticket, words, choice }: Wish,
  parts: DeskParts,
): Outcome {
  const { view } = on;
  const { say } = view;
  const { number, request } = ticket;
  if (choice !== '' && request && choice !== kindChoice(request)) return answer(on, say('refusal.oldButton'));
  // The reason that was asked for is said of the request of then, not of one that came since.
  const asked = onlyIf(on.dialogue, 'words');
  const since = asked?.ticket === number && asked.verb === verb ? asked.since : null;
  if (choice === '' && since !== null && request && request.at > since) {
    return { ...answer(on, say('refusal.oldButton')), dialogue: null };
  }
  if (verb === 'deny' && words === '') {
    return ask(on, ticket, { type: 'deny', text: '…' }, say('request.deny', { number }), parts);
  }
  const text = words === '' ? {} : { text: words };
  const command: Command = verb === 'grant' ? { type: 'grant', ...text } : { type: 'deny', text: words };
  // A button's answer is short: the plan of a 挂账 stands on the question.
  const what =
    request?.kind === 'suspend' ? say('action.suspend') : request ? requestInWords(request, view) : '';
  const told = verb === 'grant' ? 'request.toldGranted' : 'request.toldDenied';
  return change(on, ticket, command, parts, (after) => {
    const lines = [say(told, { number, what })];
    // It was put before the leaders while this waited, and ends with it: who meant something else says so again.
    if (openDuty(ticket, 'escalate') && !openDuty(after, 'escalate'))
      lines.push(say('request.toldEscalationEnded', { number }));
    return answer(on, lines.join('\n'), number);
  });
}

/** 更多: what else could be done on this ticket now. */
export function more(on: Case, { ticket }: Wish, parts: DeskParts): Outcome {
  const { person, view, office, at } = on;
  if (person === null) return NOTHING;
  const { number, cycle } = ticket;
  const context = contextOf(parts, ticket.flow, office, { person: person.id }, at);
  const buttons = MORE.filter((trial) => {
    const decision = decide(ticket, trial, context);
    return decision.ok || ['departmentUnknown', 'badDay'].includes(decision.refusal.code);
  }).map(({ type }) => [{ label: view.say(`action.${type}`), data: press(type, number, cycle) }]);
  if (buttons.length === 0) return answer(on, view.say('request.moreNone', { number }));
  const cancel = { label: view.say('button.cancel'), data: press('cancel', number, cycle) };
  return reply(view.say('request.more', { number }), { buttons: [...buttons, [cancel]], ticket: number });
}
