/**
 * +1, 我们这边也没修好, on the ticket of another enterprise: their own matter of the same kind. They are asked in private,
 * and one tap registers it with the department that has the other.
 */

import { plain } from '../../dialogue/plain.ts';
import { clip } from '../../dialogue/text.ts';
import { isGrateful } from '../../dialogue/thanks.ts';
import { press } from '../../dialogue/understand.ts';
import { isOver, type Ticket } from '../../domain/ticket.ts';
import type { Kind } from '../../routing/kinds.ts';
import { trackOf } from '../../routing/track.ts';
import { type Case, type Outcome, readingOf, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import type { Earlier } from '../dialogue.ts';
import { isShownInGroups } from '../notices/list.ts';
import { filesOf } from '../steps/change.ts';
import { alikeTo } from './alike.ts';
import { canBeAsked, kept, originOf } from './offers.ts';
import { registrationOf } from './registering.ts';

const LONGEST = 40;
/** As much of the other's words as the question repeats; the card shows more. */
const SHOWN = 60;
const SHOWN_TO_ALL = 40;
const TOO =
  /^(?:\+\s?1|加一|同上|同求|同感|附议)(?!\d)|[我俺咱本][^,，。]{0,8}(?:也|同样|一样)|^(?:也|同样|一样)|也(?:是|一样|这样|没|停|坏|不)/u;
const ASKS = /[?？吗呢]\s*$/u;

/** Null where the words are none of that, or say by themselves whose business they are. */
export async function alsoHere(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  const { message, referred, person, roles } = on;
  if (!referred || person === null || !roles.has('member') || message.what !== 'text') return null;
  const isOthers = parts.roster.enterpriseOf(person.id)?.id !== referred.enterprise;
  if (!isOthers || !isShownInGroups(referred) || !saysToo(text)) return null;
  const { kind, auto } = readingOf(on, text, parts);
  return auto || kind === 'whistleblow' ? null : askToo(on, referred, text, parts);
}

/** Asks in private whether they have the trouble of that ticket too. */
export async function askToo(on: Case, ticket: Ticket, text: string, parts: DeskParts): Promise<Outcome> {
  const said: Earlier = {
    text,
    origin: originOf(on),
    files: filesOf(on, 'enterprise'),
    like: ticket.number,
  };
  // Nobody to ask: a matter more is better than a company that believes it is counted.
  if (!canBeAsked(on, parts)) return openLike(on, said, parts);
  const { say } = on.view;
  const yes = { label: say('button.yes'), data: press('raise', 0, 0) };
  const no = { label: say('button.no'), data: press('drop', 0, 0) };
  return {
    ...reply(say('ask.alsoHere', { text: clip(ticket.text, SHOWN) }), {
      buttons: [[yes, no]],
      privately: true,
    }),
    offer: kept(on, said),
  };
}

/** Whether words say that the speaker has what another has told of. */
export function saysToo(text: string): boolean {
  const line = plain(text).trim();
  return line.length <= LONGEST && TOO.test(line) && !ASKS.test(line) && !isGrateful(text);
}

/** Registers words of the speaker's enterprise as the matter of another's ticket, of which they name the number alone. */
export async function openLike(on: Case, said: Earlier, parts: DeskParts): Promise<Outcome> {
  const { person, at, view } = on;
  const other = said.like === undefined ? undefined : await parts.store.ticket(said.like);
  if (person === null || !other || other.confidential) return { toast: view.say('refusal.oldButton') };
  const text = view.say('told.sameAs', {
    text: said.text,
    number: other.number,
    other: clip(other.text, SHOWN_TO_ALL),
  });
  const own = registrationOf(on, text, said.files, parts);
  const registration = { ...own, ...matterOf(other, own.urgent), origin: said.origin ?? own.origin };
  const flow = parts.flowVersions[trackOf(registration)];
  const found = await alikeTo({ ...registration, flow }, at, parts);
  const alike = isOver(other) ? found : [...new Set([other.number, ...found])];
  return {
    register: {
      registration: { ...registration, flow, same: other.number, ...(alike.length > 0 ? { alike } : {}) },
      actor: { person: person.id },
    },
    dialogue: null,
  };
}

/** What it is about and whose it is. */
function matterOf({ kind, urgent, candidates, reasons, department }: Ticket, isUrgent: boolean) {
  return {
    kind: kind as Kind,
    urgent: urgent || isUrgent,
    confidential: false,
    candidates,
    reasons,
    department,
  };
}
