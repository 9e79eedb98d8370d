/** A photo or a paper without a word: whoever sent it is asked, in private, which ticket it belongs to, or what is wrong. */
import { clip } from '../../dialogue/text.ts';
import { press } from '../../dialogue/understand.ts';
import { may } from '../../domain/permissions.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { DAY, instantInWords, MINUTE } from '../../domain/time.ts';
import { type Case, NOTHING, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { keptPictures, waitingPictures } from '../files/waiting-pictures.ts';
import { change, filesOf } from '../steps/change.ts';
import { justRaised } from './follow-ups.ts';
import { canBeAsked } from './offers.ts';

/** What comes so soon belongs to what the same person said or sent just before. */
const FOLLOWS = 2 * MINUTE;
/** More to choose from than this is a list, not a question. */
const CHOICES = 6;
const SHOWN = 10;

/** `among`: the tickets that it may belong to, if not any that is open. */
export async function pictureAlone(on: Case, parts: DeskParts, among?: readonly Ticket[]): Promise<Outcome> {
  const files = filesOf(on, 'enterprise');
  const latest = among ? null : await justRaised(on, FOLLOWS, parts);
  if (latest) {
    return change(on, latest, { type: 'supplement', text: '', files, edit: false }, parts, () => NOTHING);
  }
  const before = waitingPictures(on).length > 0 ? on.pictures : undefined;
  // Of several in a row one question is asked.
  const isAsked = before !== undefined && on.at - before.since <= FOLLOWS;
  const asked = isAsked ? NOTHING : askAbout(on, among ?? (await openOnes(on, parts)), parts);
  return { ...asked, doubts: [keptPictures(on, files)] };
}

/** Asked again of what still waits: 在吗 says nothing of it. */
export async function askAgain(on: Case, parts: DeskParts): Promise<Outcome> {
  return askAbout(on, await openOnes(on, parts), parts);
}

function askAbout(on: Case, tickets: readonly Ticket[], parts: DeskParts): Outcome {
  const { say, now } = on.view;
  const words = { what: whatCame(on), due: instantInWords(on.at + DAY, now) };
  // Where nobody can be asked in private, the group reads nothing of their tickets.
  const privately = canBeAsked(on, parts);
  const named = privately || on.message.chat.kind === 'private' ? tickets.slice(0, CHOICES) : [];
  if (named.length === 0) return reply(say('ask.pictures', words), { privately });
  const other = { label: say('button.otherMatter'), data: press('describe', 0, 0) };
  const choices = named.map(({ number, cycle, text }) => [
    {
      label: say('button.ofTicket', { number, text: clip(text, SHOWN) }),
      data: press('supplement', number, cycle),
    },
  ]);
  return reply(say('ask.picturesOf', words), { buttons: [...choices, [other]], privately });
}

/** "It is a new matter": its words are asked for, and the pictures wait. */
export function describeNew(on: Case): Outcome {
  const { say } = on.view;
  return waitingPictures(on).length === 0
    ? { toast: say('refusal.oldButton') }
    : reply(say('ask.picturesNew', { what: whatCame(on) }));
}

function whatCame(on: Case): string {
  const files = filesOf(on, 'enterprise');
  const photos = files.filter(({ name }) => /\.(?:jpe?g|png|webp|gif|heic)$/iu.test(name)).length;
  const kind = photos === files.length ? 'photo' : photos === 0 ? 'document' : 'both';
  return on.view.say(`file.${kind}`);
}

/** Open tickets that the speaker may add to, the newest first; of a report nothing is named. */
async function openOnes({ person }: Case, { store, roster }: DeskParts): Promise<readonly Ticket[]> {
  if (person === null) return [];
  const enterprise = roster.enterpriseOf(person.id)?.id;
  const whose = enterprise === undefined ? { member: person.id } : { enterprise };
  const open = await store.tickets({ ...whose, open: true });
  return open
    .filter((one) => !one.confidential && may('supplement', one, { person: person.id }, roster))
    .toSorted((a, b) => b.number - a.number);
}
