/** The messages that follow from a change of one ticket, and the places they go to. */
import type { Address } from '../../channels/port.ts';
import { actorInWords, enterpriseName, type View } from '../../dialogue/view.ts';
import { raisersOf, type Ticket } from '../../domain/ticket.ts';
import type { By } from '../../domain/ticket-parts.ts';
import type { Outgoing, Recipient } from '../../store/port.ts';
import { outgoing } from '../delivery/outgoing.ts';

/** Longer words of people are cut in a message about them. */
export const NEWS_TEXT = 1500;

/**
 * One change of a ticket, and the messages that tell of it; the id of each follows from the ticket's version, so none is
 * sent twice.
 */
export class Notices {
  readonly list: Outgoing[] = [];
  /** The enterprise's side, in private: the member who raised it, or who is to pass it on; with `others`. */
  readonly member: Recipient | null;
  /** Who raised what was merged into it, and hears all that the member hears. */
  private readonly others: readonly Recipient[];
  constructor(
    /** Undefined when it has just been registered. */
    readonly before: Ticket | undefined,
    readonly after: Ticket,
    readonly view: View,
    private readonly relay: string | null = null,
  ) {
    const raisers = raisersOf(after);
    const first = relay === null ? (raisers[0] ?? null) : after.member;
    this.member = toPerson(relay ?? first);
    this.others = raisers.filter((person) => person !== first).map((person) => ({ person }));
  }

  /** Who did it, and in whose place, as others are told. */
  who(by: By): string {
    return actorInWords(by, this.before ?? this.after, this.view);
  }

  add(kind: string, to: Recipient | null, text: string, more: Partial<Outgoing> = {}): void {
    if (to === null) return;
    if (to === this.member) for (const other of this.others) this.put(kind, other, text, more);
    if (to === this.member && this.relay !== null) {
      // Only the enterprise itself can press what is meant for it.
      const enterprise = enterpriseName(this.after, this.view);
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
    const { number, version } = this.after;
    this.list.push(
      outgoing({
        id: `t${number}/${version}/${kind}/${this.list.length}/${lane}`,
        to,
        text,
        ticket: number,
        kind,
        createdAt: this.view.now,
        ...(this.after.urgent ? { loud: true, first: true } : {}),
        ...(this.after.confidential ? { secret: true } : {}),
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
 * said in private, in the private chats of those who raised it and nowhere else.
 */
export function cardPlaces(ticket: Ticket, others: readonly Address[]): readonly Recipient[] {
  if (ticket.confidential) return [];
  const { channel, chat } = ticket.origin;
  if (!isShownInGroups(ticket)) return raisersOf(ticket).map((person) => ({ person }));
  return [{ channel, chat }, ...others].map((place) => ({ ...place, group: true }));
}
