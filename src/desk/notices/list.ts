/** The messages that follow from a change of one ticket, and the places they go to. */
import type { Address } from '../../channels/port.ts';
import { enterpriseName, type View } from '../../dialogue/view.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Outgoing, Recipient } from '../../store/port.ts';
import { outgoing } from '../outgoing.ts';

/** Longer words of people are cut in a message about them. */
export const NEWS_TEXT = 1500;

/** Collects messages about one ticket; the id of each follows from the ticket's version, so none is sent twice. */
export class Notices {
  readonly list: Outgoing[] = [];
  /** The enterprise's side, in private: the member who raised it, or who is to pass it on. */
  readonly member: Recipient | null;
  constructor(
    private readonly ticket: Ticket,
    private readonly view: View,
    private readonly relay: string | null = null,
  ) {
    this.member = toPerson(relay ?? ticket.member);
  }

  add(kind: string, to: Recipient | null, text: string, more: Partial<Outgoing> = {}): void {
    if (to === null) return;
    if (to === this.member && this.relay !== null) {
      // Only the enterprise itself can press what is meant for it.
      const enterprise = enterpriseName(this.ticket, this.view);
      this.put(kind, to, `${this.view.say('clerk.passOn', { enterprise })}\n${text}`, {
        ...more,
        buttons: [],
      });
    } else {
      this.put(kind, to, text, more);
    }
  }

  private put(kind: string, to: Recipient, text: string, more: Partial<Outgoing>): void {
    const lane = 'person' in to ? to.person : `${to.channel}.${to.chat}`;
    const { number, version } = this.ticket;
    this.list.push(
      outgoing({
        id: `t${number}/${version}/${kind}/${this.list.length}/${lane}`,
        to,
        text,
        ticket: number,
        kind,
        createdAt: this.view.now,
        ...(this.ticket.urgent ? { loud: true } : {}),
        ...(this.ticket.confidential ? { secret: true } : {}),
        ...more,
      }),
    );
  }
}

export function toPerson(person: string | null): Recipient | null {
  return person === null ? null : { person };
}

/** Whether the groups know of it: it was said in one of them, and is no secret. */
export function isShownInGroups({ confidential, origin }: Ticket): boolean {
  return !confidential && origin.chatKind === 'group';
}

/**
 * Where the card stands: what was said in a group, in that group first and in all the others that are served; what was
 * said in private, in the member's private chat and nowhere else.
 */
export function cardPlaces(ticket: Ticket, others: readonly Address[]): readonly Recipient[] {
  if (ticket.confidential) return [];
  const { channel, chat } = ticket.origin;
  const member = toPerson(ticket.member);
  if (!isShownInGroups(ticket)) return member === null ? [] : [member];
  return [{ channel, chat }, ...others].map((place) => ({ ...place, group: true }));
}
