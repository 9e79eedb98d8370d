/** What may be about an official and was said in a group stands there still: its speaker hears so, and may have it taken down. */
import { type Press, press } from '../../dialogue/understand.ts';
import type { Buttons } from '../../dialogue/view.ts';
import { type Case, type Outcome, reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { doubtsOf } from '../doubts.ts';
import { outgoing } from '../outgoing.ts';

/** What is said of it to the speaker, in private; null where nothing stands in a group. `which`: of the button; null where none could find it again. */
export function standsThere(
  on: Case,
  which: Pick<Press, 'number' | 'cycle' | 'choice'> | null,
  { channels }: DeskParts,
): { readonly text: string; readonly buttons: Buttons } | null {
  const { chat, channel, message } = on.message;
  const { say } = on.view;
  if (chat.kind !== 'group' || message === null) return null;
  if (which === null || !channels.get(channel)?.takeDown)
    return { text: say('confide.takeBack'), buttons: [] };
  const data = press('takeDown', which.number, which.cycle, which.choice);
  return { text: say('confide.standsThere'), buttons: [[{ label: say('button.takeDown'), data }]] };
}

/** The button: of what is still in doubt by its id, of a report by its number. Only its speaker may. */
export async function takeDown(on: Case, { number, choice }: Press, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const said = choice === '' ? await reported(on, number, parts) : await doubted(on, choice, parts);
  if (!said) return { toast: say('refusal.oldButton') };
  const { channel, chat, message } = said;
  return {
    // Whether it worked is seen in the group; where it did not, they are told what to do before they look.
    ...reply(say('confide.takingDown'), { privately: true, secret: true }),
    outbox: [
      outgoing({
        id: `takeDown:${on.message.key}`,
        to: { channel, chat, group: true },
        text: '',
        takesDown: message,
        // Every minute that it stands somebody may read it.
        first: true,
        secret: true,
        kind: 'takeDown',
        createdAt: on.at,
      }),
    ],
  };
}

interface Said {
  readonly channel: string;
  readonly chat: string;
  readonly message: string;
}

async function reported({ person }: Case, number: number, { store }: DeskParts): Promise<Said | null> {
  const ticket = await store.ticket(number);
  if (!ticket?.confidential || ticket.member !== person?.id) return null;
  const { channel, chat, chatKind, message } = ticket.origin;
  return chatKind === 'group' && message !== null ? { channel, chat, message } : null;
}

async function doubted({ person }: Case, id: string, parts: DeskParts): Promise<Said | null> {
  const found = (await doubtsOf(person?.id ?? '', parts)).find(({ key }) => key.endsWith(id))?.message;
  if (!found?.message || found.chat.kind !== 'group') return null;
  return { channel: found.channel, chat: found.chat.id, message: found.message };
}
