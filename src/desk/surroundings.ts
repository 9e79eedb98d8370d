/** What the desk knows around a message before it is read: who speaks, what is answered, which matters lie near. */
import type { Incoming } from '../channels/port.ts';
import { meansMatter, pointsBack } from '../dialogue/subject.ts';
import type { Person, Role } from '../domain/roster.ts';
import type { Ticket } from '../domain/ticket.ts';
import { DAY, type Instant } from '../domain/time.ts';
import { NEAR_MS, type NearMatter, type Surroundings } from '../understanding/surroundings.ts';
import type { Near } from './case.ts';
import type { DeskParts } from './desk.ts';
import { isShownInGroups } from './notices/list.ts';

/** Of each side so many are looked at: words that name nothing mean one of the last. */
const LOOKED_THROUGH = 8;
const LATELY_ENDED = 3;
const ENDED = ['closed', 'withdrawn'] as const;
/** Hardly one that ended today began earlier. */
const LIVED = 30 * DAY;
/** Of those that words may point back to, so many are looked at, of so long ago. */
const LOOKED_BACK = 12;
const REMEMBERED = 180 * DAY;

/** Around no words at all. */
export const NOTHING_NEAR: Near = {
  around: { at: 0, role: 'stranger', chat: 'private', answered: 'nothing', own: [], others: [] },
  own: [],
  past: [],
  others: [],
};

export async function nearTo(
  message: Incoming,
  text: string,
  person: Person | null,
  roles: ReadonlySet<Role>,
  referred: Ticket | undefined,
  { store, roster, clock }: DeskParts,
): Promise<Near> {
  const at = clock.now();
  const enterprise = person === null ? undefined : roster.enterpriseOf(person.id)?.id;
  const isGroup = message.chat.kind === 'group';
  const { own, past } = enterprise === undefined ? { own: [], past: [] } : await ownOf(enterprise, at);
  const latest = isGroup ? await store.tickets({ open: true, newest: LOOKED_THROUGH }) : [];
  const others = latest.filter(
    (one) => one.enterprise !== enterprise && isShownInGroups(one) && at - one.facts.registeredAt <= NEAR_MS,
  );

  async function ownOf(firm: string, now: number): Promise<Pick<Near, 'own' | 'past'>> {
    const open = await store.tickets({ enterprise: firm, open: true, newest: LOOKED_THROUGH });
    // What is over may be on disk: few are looked for, and none that began long ago.
    const back = pointsBack(text);
    const [since, newest] = back ? [REMEMBERED, LOOKED_BACK] : [LIVED, LATELY_ENDED];
    const over = { enterprise: firm, states: ENDED, registeredFrom: now - since, newest };
    const ended = (await store.tickets(over)).filter(({ confidential }) => !confidential);
    const lately = ended.filter((one) => now - endOf(one) <= DAY);
    return {
      own: [...open.filter(({ confidential }) => !confidential), ...lately.slice(0, LATELY_ENDED)],
      past: back ? ended.filter((one) => !lately.includes(one) && meansMatter(text, one.text)) : [],
    };
  }

  const matterOf = (ticket: Ticket): NearMatter => {
    const isOwners = (by: string | null) => by !== null && roster.enterpriseOf(by)?.id === ticket.enterprise;
    const said = ticket.entries.findLast(({ by }) => isOwners(by));
    const told = ticket.entries.findLast(({ by }) => by !== null && by !== 'system' && !isOwners(by));
    return {
      text: ticket.text,
      openedAt: ticket.facts.registeredAt,
      saidAt: said?.at ?? ticket.facts.registeredAt,
      toldAt: told?.at ?? null,
      asked: ticket.state === 'waiting',
    };
  };

  return {
    around: {
      at,
      role: roles.has('member') ? 'member' : person === null ? 'stranger' : 'staff',
      chat: isGroup ? 'group' : 'private',
      answered: answeredBy(message, person, referred),
      own: [...own, ...past].map(matterOf),
      others: others.map(matterOf),
    },
    own,
    past,
    others,
  };
}

function endOf({ facts, entries }: Ticket): Instant {
  return facts.closedAt ?? facts.withdrawnAt ?? entries.at(-1)?.at ?? facts.registeredAt;
}

function answeredBy(
  { replyTo }: Incoming,
  person: Person | null,
  referred: Ticket | undefined,
): Surroundings['answered'] {
  if (replyTo === null) return 'nothing';
  if (replyTo.fromBot) return 'bot';
  return referred !== undefined && person !== null && referred.member === person.id ? 'own' : 'other';
}
