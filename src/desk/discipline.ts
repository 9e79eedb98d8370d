/**
 * Reports about officials lie with somebody who can be reached. They are not announced in the group like other
 * tickets, so a contact without an account, or who has blocked the bot, would leave them unseen: looked after here.
 */
import { nextWorkday } from '../domain/calendar.ts';
import type { Office } from '../domain/office.ts';
import type { Ticket } from '../domain/ticket.ts';
import { at, dayOf, type Instant } from '../domain/time.ts';
import type { Outcome } from './case.ts';
import { transactionOf } from './commit.ts';
import { type DeskParts, viewAt } from './desk.ts';
import { outgoing } from './outgoing.ts';
import { contactsInReach } from './people.ts';

/** When operators who have done nothing yet hear it again, on the next working day. */
const AGAIN_AT = '09:00';

export interface DisciplineWatch {
  /**
   * Gives the reports to be woken, so that they pass to a contact who can be reached. When nobody can, they wait,
   * and the operators are told that something does: no number, no enterprise, no words.
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
      if (reached.length > 0) warned = false;
      else if (!warned) {
        warned = true;
        log.warn(
          '纪检联系人都联系不上（没有绑定账号，或没有打开私聊），收到举报只能等待。请尽快请他们绑定。',
        );
      }
      const lost = roster.discipline.map(({ id }) => id).filter((id) => !reached.includes(id));
      const waiting = await reportsOf(lost, parts);
      if (waiting.length === 0) return [];
      if (reached.length > 0) return waiting.map(({ number }) => number);
      if (isTimeToTell(lost, office, now, parts)) await tellOperators(lost, office, now, parts);
      return [];
    },
  };
}

/** Reports in hand of these contacts. */
async function reportsOf(contacts: readonly string[], { store }: DeskParts): Promise<readonly Ticket[]> {
  const found = await Promise.all(contacts.map((liaison) => store.tickets({ open: true, liaison })));
  return found
    .flat()
    .filter(({ confidential, state }) => confidential && (state === 'assigned' || state === 'working'));
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
  const names = lost.map((id) => parts.roster.person(id)?.name ?? id).join('、');
  const text = view.say('bind.discipline', { names, id: lost[0] ?? '' });
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
