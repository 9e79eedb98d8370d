/** A way back: 撤销 one's own last step, 作废 what was entered by mistake, 改企业 of what was entered for the wrong one. */
import { listLine } from '../../dialogue/lists.ts';
import { undoneInWords } from '../../dialogue/story-lines.ts';
import { clip } from '../../dialogue/text.ts';
import { press } from '../../dialogue/understand.ts';
import { verbOf } from '../../dialogue/verbs.ts';
import { enterpriseName, stateName, type View } from '../../dialogue/view.ts';
import { statesOf } from '../../domain/lifecycle.ts';
import { may } from '../../domain/permissions.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { UNDO_WITHIN, undoable } from '../../domain/undo.ts';
import { type Case, inPrivate, type Outcome, reply } from '../case.ts';
import { speakerMeant, speakerOf } from '../clerk/speakers.ts';
import { offerToWithdraw } from '../closing/withdrawing.ts';
import type { DeskParts } from '../desk.ts';
import { isSaidHere } from '../lists/enquiries.ts';
import { undoableBy } from '../lists/undoable.ts';
import { ask, stay } from './asking.ts';
import { answer, change } from './change.ts';
import type { Wish } from './wish.ts';

const SHOWN = 20;

/** A paste may hold many; of so many the newest are offered. */
const OFFERED = 6;

export function undo(on: Case, { ticket }: Wish, parts: DeskParts): Outcome {
  const { view } = on;
  const { number } = ticket;
  const isOfStep = on.person !== null && undoable(ticket, on.person.id) !== null;
  const taken = isOfStep || on.message.what === 'button' ? null : takenOut(on, [ticket], parts);
  if (taken) return taken;
  const what = lastStepInWords(ticket, view);
  return change(on, ticket, { type: 'undo' }, parts, (after) =>
    answer(on, view.say('undo.told', { number, what, state: stateName(after, view.say) }), number),
  );
}

/**
 * 撤销 where the last thing somebody did was to enter a ticket: an entry is no step, so that the dispatcher is offered to void
 * it and the enterprise to withdraw it. `since`: when they took the last step that can be undone, null for none.
 */
export async function offerToTakeOut(
  on: Case,
  since: number | null,
  parts: DeskParts,
): Promise<Outcome | null> {
  const from = Math.max(on.at - UNDO_WITHIN, since === null ? 0 : since + 1);
  const lately = await parts.store.tickets({ open: true, registeredFrom: from });
  return takenOut(on, lately, parts);
}

/** Null where none of these was entered by the speaker within the half hour, or nothing of theirs can be taken out; no report is. */
function takenOut(on: Case, tickets: readonly Ticket[], { roster }: DeskParts): Outcome | null {
  const { person, view } = on;
  const { say } = view;
  if (person === null) return null;
  const actor = { person: person.id };
  const own = tickets.filter(
    ({ confidential, enteredBy, member, facts }) =>
      !confidential && (enteredBy ?? member) === person.id && on.at - facts.registeredAt <= UNDO_WITHIN,
  );
  const raised = own.findLast(
    (one) => statesOf('withdraw').includes(one.state) && may('withdraw', one, actor, roster),
  );
  if (raised) {
    const offer = offerToWithdraw(on, raised);
    return isSaidHere(on, raised) ? offer : inPrivate(offer);
  }
  const entered = own
    .filter((one) => verbOf('annul').in.includes(one.state) && may('reject', one, actor, roster))
    .slice(-OFFERED);
  const [first] = entered;
  if (!first) return null;
  const buttons = entered.map(({ number, cycle }) => {
    const label = say('digest.button', { label: say('action.annul'), number });
    return [{ label, data: press('annul', number, cycle) }];
  });
  const text = [say('undo.offerVoid'), ...entered.map((one) => listLine(one, view))].join('\n');
  return reply(text, { buttons, ticket: first.number, privately: true });
}

/** 点错了, 不撤了: asked about the last step, and nothing is done before the answer. Null: said to nobody here. */
export async function offerUndo(on: Case, slip: 'slip' | 'keep', parts: DeskParts): Promise<Outcome | null> {
  const { view } = on;
  const last = (await undoableBy(on, parts)).at(-1);
  // In a group such words are said to people.
  const isToUs = on.message.chat.kind !== 'group';
  const taken =
    slip === 'keep' || !isToUs ? null : await offerToTakeOut(on, last?.lastStep?.at ?? null, parts);
  if (taken) return taken;
  if (!last && !isToUs) return null;
  if (!last) return reply(view.say(slip === 'keep' ? 'undo.kept' : 'undo.none'));
  const { number, cycle } = last;
  const words = {
    number,
    what: lastStepInWords(last, view),
    text: clip(last.text, SHOWN),
  };
  return reply(
    view.say('undo.offer', last.confidential ? { ...words, text: view.say('kind.report') } : words),
    {
      ticket: number,
      buttons: [[{ label: view.say('action.undo'), data: press('undo', number, cycle) }]],
      privately: true,
      ...(last.confidential ? { secret: true as const } : {}),
    },
  );
}

function lastStepInWords(ticket: Ticket, view: View): string {
  return ticket.lastStep ? undoneInWords(ticket, ticket.lastStep, view) : view.say('entry.lastStep');
}

/** 作废 23 重复粘贴 */
export function annul(on: Case, { ticket, words }: Wish, parts: DeskParts): Outcome {
  const { number } = ticket;
  return change(on, ticket, { type: 'reject', code: 'void', text: words }, parts, () =>
    answer(on, on.view.say('undo.toldVoid', { number }), number),
  );
}

/** 改企业 23 星火煤焦, or 星火煤焦-袁春霖 where it is known who said it. */
export function attribute(on: Case, { ticket, words }: Wish, parts: DeskParts): Outcome {
  const { view } = on;
  const { say } = view;
  const { number } = ticket;
  if (words === '') {
    const other = parts.roster.enterprises.find(({ id }) => id !== ticket.enterprise)?.id ?? '';
    const trial = { type: 'attribute', enterprise: other, member: null } as const;
    const question = say('undo.askCompany', { number, enterprise: enterpriseName(ticket, view) });
    return ask(on, ticket, trial, question, parts);
  }
  const named = speakerOf(words, parts.roster);
  const meant = named === 'office' || named === null ? speakerMeant(words, parts.roster) : named;
  if (!meant) return stay(on, answer(on, say('refusal.enterpriseUnknown', { name: clip(words, SHOWN) })));
  return change(on, ticket, { type: 'attribute', ...meant }, parts, (after) =>
    answer(on, say('undo.toldCompany', { number, enterprise: enterpriseName(after, view) }), number),
  );
}
