/**
 * Words of an enterprise that point back to a matter which has been over for some time: 气压的事最后咋处理的, 再催一下标签的事,
 * 门口那个坑又出来了. How it ended is shown to whoever asks; of what is so again the speaker says whether it is the same.
 */

import { saysAgain } from '../../dialogue/still.ts';
import { asksHowItEnded, meansMatter, pointsBack, subjectShared } from '../../dialogue/subject.ts';
import { onlyThanks } from '../../dialogue/thanks.ts';
import { press } from '../../dialogue/understand.ts';
import { isOver, type Ticket } from '../../domain/ticket.ts';
import { type Case, inPrivate, type Outcome } from '../case.ts';
import { againOrNewPrivately, canReopen } from '../closing/again.ts';
import type { DeskParts } from '../desk.ts';
import { kept } from '../intake/offers.ts';
import { showProgress } from '../lists/enquiries.ts';

/** Null: the words point back to nothing that is over, or are a matter of their own. */
export async function onPastMatter(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  const { message, near, reading } = on;
  if (message.what !== 'text' || message.files.length > 0 || reading.urgent || !pointsBack(text)) return null;
  const open = near.own.filter((one) => !isOver(one) && meansMatter(text, one.text));
  const [meant] = [...open, ...near.past].toSorted(
    (a, b) => subjectShared(text, b.text) - subjectShared(text, a.text),
  );
  if (!meant || onlyThanks(text)) return null;
  // What is open is spoken of as `own-matter.ts` has it; where the rules read alone, it is at least shown.
  if (!isOver(meant)) {
    return reading.bearing === null && asksHowItEnded(text) ? inPrivate(showProgress(on, meant)) : null;
  }
  if (asksHowItEnded(text)) return ending(on, meant, text, parts);
  // In the group everybody reads it, and an answer may not come: there it is registered.
  if (!saysAgain(text) || message.chat.kind === 'group' || !canReopen(on, meant, text, parts)) return null;
  return againOrNewPrivately(on, meant, text, parts);
}

/** How it ended, and a way on for whoever meant another matter. */
function ending(on: Case, past: Ticket, text: string, parts: DeskParts): Outcome {
  const { say } = on.view;
  const [shown, ...others] = inPrivate(showProgress(on, past)).replies ?? [];
  if (!shown) return {};
  const back = canReopen(on, past, text, parts)
    ? [{ label: say('action.reopen'), data: press('reopen', past.number, past.cycle) }]
    : [];
  const asNew = { label: say('ending.asNew'), data: press('raise', 0, 0) };
  return {
    replies: [{ ...shown, buttons: [[...back, asNew]] }, ...others],
    offer: kept(on, { text }),
  };
}
