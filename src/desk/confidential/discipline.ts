/**
 * Reports about officials lie with somebody who can be reached. They are not announced in the group like other
 * tickets, so a contact without an account, or who has blocked the bot, would leave them unseen: looked after here.
 */
import { nextWorkday } from '../../domain/calendar.ts';
import { hearersOfTicket } from '../../domain/contacts.ts';
import type { Office } from '../../domain/office.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { at, dayOf, type Instant } from '../../domain/time.ts';
import { toAnotherContact } from '../../domain/turns/handing.ts';
import type { Outcome } from '../case.ts';
import { contextOf, transactionOf } from '../commit.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { contactsInReach } from '../people/people.ts';

/** When operators who have done nothing yet hear it again, on the next working day. */
const AGAIN_AT = '09:00';

export interface DisciplineWatch {
  /**
   * Gives the reports to be woken, so that they pass to a contact who can be reached and whom they do not name. When
   * there is none, they wait, and the operators are told that something does: no number, no enterprise, no words.
   */
  look(now: Instant): Promise<readonly number[]>;
}

export function createDisciplineWatch(parts: DeskParts): DisciplineWatch {
  const { roster, channels, log } = parts;
  let warned = false;

  return {
    async look(now) {
      const office = await parts.store.office();
      const reached = contactsInReach(roster, office, channels);
      const contacts = roster.discipline.map(({ id }) => id);
      if (contacts.some((id) => reached.includes(id))) warned = false;
      else if (!warned) {
        warned = true;
        log.warn(
          '纪检联系人都联系不上（没有绑定账号，或没有打开私聊），收到举报只能等待。请尽快请他们绑定。',
        );
      }
      const { stranded, unheard } = await reportsInHand(reached, office, now, parts);
      if (unheard.length > 0) await tell(unheard, reached, office, now, parts);
      return stranded.map(({ number }) => number);
    },
  };
}

/** Open reports that pass to another contact now, and those that nobody can have. */
async function reportsInHand(reached: readonly string[], office: Office, now: Instant, parts: DeskParts) {
  const open = await parts.store.tickets({ open: true, confidential: true });
  const stranded: Ticket[] = [];
  const unheard: Ticket[] = [];
  for (const ticket of open) {
    const context = contextOf(parts, ticket.flow, office, 'system', now);
    const waits = ticket.state === 'assigned' || ticket.state === 'working';
    if (toAnotherContact(ticket, context).length > 0) stranded.push(ticket);
    else if (waits && !reached.includes(ticket.liaison ?? NOBODY)) unheard.push(ticket);
  }
  return { stranded, unheard };
}

/** In the office's record of who was announced: no id of a person. A report names all contacts, and nobody is above. */
const NOBODY = '-';

async function tell(
  unheard: readonly Ticket[],
  reached: readonly string[],
  office: Office,
  now: Instant,
  parts: DeskParts,
): Promise<void> {
  const { roster } = parts;
  const hearers = new Set(unheard.flatMap((ticket) => hearersOfTicket(ticket, roster)));
  const all = [...roster.discipline, ...roster.disciplineAbove].map(({ id }) => id);
  const lost = all.filter((id) => hearers.has(id) && !reached.includes(id));
  const missing = [...lost, ...(unheard.some(({ liaison }) => liaison === null) ? [NOBODY] : [])];
  if (missing.length > 0 && isTimeToTell(missing, office, now, parts)) {
    await tellOperators(missing, office, now, parts);
  }
}

/** At once, and then each working day for as long as nothing is done. */
function isTimeToTell(lost: readonly string[], office: Office, now: Instant, parts: DeskParts): boolean {
  const told = lost.map((id) => office.announced[id]);
  if (told.some((one) => one === undefined)) return true;
  const last = Math.max(...told.map((one) => one ?? 0));
  return now >= at(nextWorkday(dayOf(last), parts.calendar), AGAIN_AT);
}

async function tellOperators(
  lost: readonly string[],
  office: Office,
  now: Instant,
  parts: DeskParts,
): Promise<void> {
  const view = viewAt(parts, now);
  const name = `discipline:unreached@${office.version}`;
  const people = lost.filter((id) => id !== NOBODY);
  const names = people.map((id) => parts.roster.nameOf(id)).join('、');
  const text = [
    ...(people.length > 0 ? [view.say('bind.discipline', { names, id: people[0] ?? '' })] : []),
    ...(lost.includes(NOBODY) ? [view.say('bind.disciplineNobody')] : []),
  ].join('\n');
  const outcome: Outcome = {
    office: lost.map((person) => ({ type: 'announced', v: 1, at: now, person })),
    outbox: parts.roster.operators.map(({ id }) =>
      outgoing({ id: `${name}/${id}`, to: { person: id }, text, kind: 'operator', createdAt: now }),
    ),
  };
  // On a conflict the office has just changed; the next look sees how things stand then.
  const result = await parts.store.commit((take) =>
    transactionOf(outcome, { name, office }, view, parts, take),
  );
  if (!result.ok) return;
  parts.log.warn('有保密件等待送达，但纪检联系人都联系不上，已私聊告知管理员');
  parts.onCommit();
}
