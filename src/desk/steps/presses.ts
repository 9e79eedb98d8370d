/** A pressed button. It may be months old, or forged: everything is looked up and checked again. */
import { task } from '../../dialogue/cards.ts';
import { listOf } from '../../dialogue/list-asked.ts';
import type { Press } from '../../dialogue/understand.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { doubtKey, offerKey } from '../../store/port.ts';
import { onArrangementPress } from '../arrangements/arrangements.ts';
import { type Case, NOTHING, type Outcome } from '../case.ts';
import { SAID } from '../closing/again.ts';
import { confirmed, doubtsOf } from '../confidential/doubts.ts';
import { takeDown } from '../confidential/taking-down.ts';
import type { DeskParts } from '../desk.ts';
import { onlyIf } from '../dialogue.ts';
import { acknowledgeAll } from '../duties/duties.ts';
import { onOrderPress } from '../duties/many.ts';
import { openLike } from '../intake/also-here.ts';
import { OFFERED } from '../intake/offers.ts';
import { describeNew } from '../intake/pictures.ts';
import { mayBeReport, open } from '../intake/registering.ts';
import { onBoardPress } from '../leaders/board-way.ts';
import { buttonsFor, showProgress, ticketFor, visibleTicket } from '../lists/enquiries.ts';
import { showList } from '../lists/show.ts';
import { beyondTask } from '../notices/notices.ts';
import { recallAt } from '../recall.ts';
import { split } from './joining.ts';
import { onEnd } from './merged.ts';
import { step } from './steps.ts';
import { onTogether } from './together.ts';

export async function onPress(on: Case, pressed: Press, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const { verb, number, choice } = pressed;
  if (on.person === null) {
    return { toast: say('bind.stranger', { operator: parts.roster.operators[0]?.name ?? '' }) };
  }
  if (verb === 'raise' || verb === 'drop') return earlierWords(on, verb, parts);
  if (verb === 'confide' || verb === 'ordinary') return onDoubt(on, verb, choice, parts);
  if (verb === 'describe') return describeNew(on);
  if (verb === 'takeDown') return takeDown(on, parts);
  if (verb === 'order') return onOrderPress(on, choice, parts);
  if (verb === 'together') return onTogether(on, pressed, parts);
  if (verb === 'board') return onBoardPress(on, choice, parts);
  if (verb === 'arrange') return onArrangementPress(on, number, choice, parts);
  if (verb === 'cancel') return { toast: say('told.cancelled'), dialogue: null };
  if (verb === 'list') {
    const asked = listOf(choice);
    return asked ? showList(on, asked, parts, number) : { toast: say('refusal.badButton') };
  }

  if (verb === 'acknowledge' && number === 0) return acknowledgeAll(on, choice, parts);
  const ticket = await (verb === 'undo'
    ? ticketFor(on, verb, number, parts)
    : visibleTicket(on, number, parts));
  if (!ticket) return { toast: say('refusal.notFound', { number }) };
  if (verb === 'open') return onEnd(on, ticket, '', parts, async (end) => openTask(on, end));
  if (verb === 'split' && choice === OFFERED) return part(on, ticket, parts);
  if (pressed.cycle !== ticket.cycle) return { toast: say('refusal.oldButton') };
  if (verb === 'pick') {
    const asked = onlyIf(on.dialogue, 'which');
    if (!asked) return { toast: say('refusal.oldButton') };
    return { dialogue: null, ...(await step(on, { verb: asked.verb, ticket, words: asked.words }, parts)) };
  }
  if (choice !== SAID) return step(on, { verb, ticket, choice }, parts);
  // Words of a group that were asked about in private.
  const kept = onlyIf(on.dialogue, 'raise') ? undefined : onlyIf(await offerTo(on, parts), 'raise');
  if (!kept) return step(on, { verb, ticket, choice }, parts);
  const outcome = await step({ ...on, dialogue: kept }, { verb, ticket, choice }, parts);
  return outcome.changes ? { ...outcome, offer: null } : outcome;
}

/** A ticket of a list: the task as if it had just come, with all that came with it. */
function openTask(on: Case, ticket: Ticket): Outcome {
  const { person, view } = on;
  if (person === null) return NOTHING;
  if (ticket.liaison !== person.id) return showProgress(on, ticket);
  return {
    replies: [
      {
        text: task(ticket, view),
        buttons: buttonsFor(on, ticket),
        ticket: ticket.number,
        privately: true,
      },
    ],
    outbox: beyondTask(ticket, person.id, `open:${on.message.key}`, view),
  };
}

/** The second difficulty of a message that was registered as one. */
async function part(on: Case, ticket: Ticket, parts: DeskParts): Promise<Outcome> {
  const offer = await offerTo(on, parts);
  const second = onlyIf(offer, 'split');
  if (second?.ticket !== ticket.number) return { toast: on.view.say('refusal.oldButton') };
  const parted = await onEnd(on, ticket, '', parts, async (end) =>
    split(on, { ticket: end, words: second.text }, parts),
  );
  return { ...parted, offer: null };
}

/** What was said before the account was bound, or in passing: register it now, or not. */
async function earlierWords(on: Case, verb: 'raise' | 'drop', parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const offer = await offerTo(on, parts);
  const asked = onlyIf(on.dialogue, 'raise');
  const said = asked ?? onlyIf(offer, 'raise');
  if (verb === 'drop') {
    const isOld = said === undefined && onlyIf(offer, 'split') === undefined;
    return isOld
      ? { toast: say('refusal.oldButton') }
      : { toast: say(said ? 'told.dropped' : 'told.keptOne'), dialogue: null, offer: null };
  }
  if (said === undefined) return { toast: say('refusal.oldButton') };
  const outcome =
    said.like === undefined
      ? await open(
          { ...on, considered: said.considered },
          said.text,
          said.files,
          parts,
          said.origin ?? undefined,
          said.unasked ? mayBeReport(on, said.text, parts) : undefined,
        )
      : await openLike(on, said, parts);
  return asked ? outcome : { ...outcome, toast: say('told.raised'), offer: null };
}

/** A report, or an ordinary matter: as the speaker says. */
async function onDoubt(
  on: Case,
  verb: 'confide' | 'ordinary',
  id: string,
  parts: DeskParts,
): Promise<Outcome> {
  const { say } = on.view;
  const key = doubtKey(on.person?.id ?? '', id);
  const doubt = (await doubtsOf(on.person?.id ?? '', parts)).find((one) => one.key === key);
  if (!doubt) return { toast: say('refusal.oldButton') };
  if (verb === 'ordinary') return { reread: key };
  return { ...(await confirmed(doubt, on.at, parts)), toast: say('told.confided') };
}

async function offerTo({ person, at }: Case, { store }: DeskParts) {
  return person === null ? undefined : recallAt(store, offerKey(person.id), at);
}
