/** What delivery learns about people and chats: who cannot be reached, which group has moved, what is stale. */
import type { Address } from '../../channels/port.ts';
import { clip } from '../../dialogue/text.ts';
import { evolveOffice, type OfficeEvent } from '../../domain/office.ts';
import type { Outgoing } from '../../store/port.ts';
import { transactionOf } from '../commit.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { announce, announcedOf, announceTogether } from '../notices/announcements.ts';
import { tellOperators } from '../operation/operators.ts';
import { toldOfClosed } from '../operation/unread.ts';
import {
  accountKey,
  addressOf,
  groupsInReach,
  isContact,
  isServed,
  movedTo,
  moveOf,
} from '../people/people.ts';

const LONGEST_WHY = 150;
/** The office may have changed between a look and the commit. */
const LOOKS = 20;

/** The callbacks that delivery needs, on the desk's own data. */
export function reachOf(parts: DeskParts) {
  // A notice goes to dozens of people at once, and each changes the office: one after the other.
  let reaching: Promise<void> = Promise.resolve();

  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = reaching.then(work);
    reaching = done.catch(() => {});
    return done;
  }

  async function recordReached(notice: number, person: string): Promise<void> {
    for (let look = 1; look <= LOOKS; look++) {
      const office = await parts.store.office();
      const isNews = office.arrangements?.notices?.[notice]?.to.some(
        ({ people, reachedAt }) => reachedAt === undefined && people.includes(person),
      );
      if (!isNews) return;
      const at = parts.clock.now();
      const event = { did: 'reached', notice, person } as const;
      const committed = await parts.store.commit(() => ({
        at,
        cause: `reached:notice/${notice}/${person}`,
        expect: { office: office.version },
        office: [{ type: 'arranged', v: 1, at, of: 'notices', event }],
      }));
      if (committed.ok) return;
    }
    throw new Error(`notice ${notice} reached ${person}, and the office changed at each of ${LOOKS} looks`);
  }

  async function recordClosed(
    person: string,
    address: Address,
    why: string,
    { secret, notice }: Pick<Outgoing, 'secret' | 'notice'>,
  ): Promise<void> {
    const office = await parts.store.office();
    const at = parts.clock.now();
    const account = accountKey(address.channel, address.chat);
    const events: OfficeEvent[] =
      office.reachable[account] === false ? [] : [{ type: 'reached', v: 1, at, account, open: false }];
    const outbox: Outgoing[] = [];
    if (office.announced[person] === undefined && !secret && !isContact(person, parts.roster)) {
      const groups = groupsInReach(parts.roster, office, parts.channels);
      if (groups.length > 0) events.push({ type: 'announced', v: 1, at, person });
      const name = `reach:${account}@${office.version}`;
      const view = viewAt(parts, at);
      const [first] = typeof notice === 'number' ? [notice] : (notice ?? []);
      outbox.push(
        ...(first === undefined
          ? announce(person, 'bind.start', groups, name, view)
          : announceTogether([...announcedOf(first, office), person], first, groups, name, view)),
      );
    }
    const cause = { name: `reach:${account}@${office.version}`, office };
    const after = events.reduce(evolveOffice, office);
    if (office.reachable[account] !== false && !secret) {
      outbox.push(...toldOfClosed(person, { cause: cause.name, after, view: viewAt(parts, at) }, parts));
    }
    if (events.length === 0) return;
    const whom = secret ? {} : { person };
    parts.log.warn({ ...whom, channel: address.channel, why }, '这个人现在收不到私聊');
    await parts.store.commit((take) =>
      transactionOf({ office: events, outbox }, cause, viewAt(parts, at), parts, take),
    );
    parts.onCommit();
  }

  return {
    async addressOf(person: string, via?: string): Promise<Address | null> {
      return addressOf(person, parts.roster, await parts.store.office(), parts.channels, via);
    },

    /**
     * A reminder for what is already done is not sent (Alaveteli's rule: ask again at the moment of sending); and a
     * group that is not served hears no more than the answer to what was said there.
     */
    async isStale({ guard, to, kind }: Outgoing): Promise<boolean> {
      // A group that was just put out of service hears that it was.
      if (!('person' in to) && to.group && kind !== 'reply' && kind !== 'farewell') {
        const office = await parts.store.office();
        if (!isServed(movedTo(accountKey(to.channel, to.chat), office), parts.roster, office)) return true;
      }
      if (guard === null) return false;
      const ticket = await parts.store.ticket(guard.ticket);
      return !ticket || ticket.cycle !== guard.cycle || !guard.states.includes(ticket.state);
    },

    /**
     * Notes that a person's chat is closed, and asks them in the group – once, never over a report – to open it. A notice
     * goes to many at once: all that it did not reach are asked in one message.
     */
    onUnreachable(
      person: string,
      address: Address,
      why: string,
      message: Pick<Outgoing, 'secret' | 'notice'>,
    ): Promise<void> {
      return inTurn(() => recordClosed(person, address, why, message));
    },

    /** Puts on record that a notice has reached a firm, once; one after the other, as each changes the office. */
    onReached(notice: number, person: string): Promise<void> {
      return inTurn(() => recordReached(notice, person));
    },

    /** Tells the operators of messages that do not go out. */
    onTrouble: (what: 'dropped' | 'aside', why: string): Promise<void> =>
      tellOperators(what, parts.say(`trouble.${what}`, { why: clip(why, LONGEST_WHY) }), parts),

    /** Puts on record that a group has a new id. Throws when it could not, so that delivery asks again. */
    async onMoved(address: Address, newChat: string): Promise<void> {
      const office = await parts.store.office();
      const at = parts.clock.now();
      const from = accountKey(address.channel, address.chat);
      const to = { channel: address.channel, chat: newChat };
      const events = moveOf(from, to, at, parts.roster, office);
      if (events.length === 0) return;
      const result = await parts.store.commit(() => ({
        at,
        cause: `reach:moved/${from}`,
        expect: { office: office.version },
        office: events,
      }));
      if (!result.ok) throw new Error(`the move of ${from} met a conflict: ${result.conflict}`);
    },
  };
}
