/** What is due of policies: the merged message of the week, and one word before a deadline to whoever wants it and is not done. */
import { policyFacts } from '../../../dialogue/arrangements/policy-view.ts';
import type { View } from '../../../dialogue/view.ts';
import type { Policy } from '../../../domain/arrangements/policies.ts';
import { addWorkdays, type Calendar } from '../../../domain/calendar.ts';
import type { Office } from '../../../domain/office.ts';
import { isInHand, type Ticket } from '../../../domain/ticket.ts';
import { dayOf, type Instant, at as instantAt } from '../../../domain/time.ts';
import type { Outgoing } from '../../../store/port.ts';
import type { Outcome } from '../../case.ts';
import { toPeople } from '../../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../../desk.ts';
import { policiesOf, policyEvent, sendAll, sendingAt, waitingIn } from './push.ts';

const AHEAD_WORKDAYS = 5;
const REMINDED_AT = '10:00';

export function nextOfPolicies(office: Office, { policies, calendar }: DeskParts): Instant | null {
  const sending = waitingIn(office).map((one) => sendingAt(one, policies.weekly, calendar));
  const reminding = policies.policies.flatMap((one) => remindAt(one, office, calendar) ?? []);
  const all = [...sending, ...reminding];
  return all.length === 0 ? null : Math.min(...all);
}

export async function bringPolicies(office: Office, at: Instant, parts: DeskParts): Promise<Outcome> {
  const { policies, calendar } = parts;
  const view = viewAt(parts, at);
  const due = waitingIn(office).filter((one) => sendingAt(one, policies.weekly, calendar) <= at);
  const ending = policies.policies.filter((one) => (remindAt(one, office, calendar) ?? at + 1) <= at);
  const sent = sendAll(due, `policies@${at}`, at, office, parts, view);
  const reminded = await Promise.all(ending.map((one) => reminders(one, office, at, parts, view)));
  return {
    office: [
      ...sent.office,
      ...ending.flatMap(({ id, deadline = '' }) => [
        policyEvent(at, { did: 'reminded', policy: id, deadline }),
      ]),
    ],
    outbox: [...sent.outbox, ...reminded.flat()],
  };
}

/** Null where nobody had said 要办 by then, or they have been reminded. */
function remindAt({ id, deadline }: Policy, office: Office, calendar: Calendar): Instant | null {
  const { reminded = {}, wishes = [] } = policiesOf(office);
  if (deadline === undefined || reminded[id] === deadline) return null;
  const at = instantAt(addWorkdays(deadline, -AHEAD_WORKDAYS, calendar), REMINDED_AT);
  return wishes.some((one) => one.policy === id && one.at < at) ? at : null;
}

async function reminders(
  policy: Policy,
  office: Office,
  at: Instant,
  { store, roster }: DeskParts,
  view: View,
): Promise<readonly Outgoing[]> {
  // The program was off for so long that it is over by now.
  if (policy.deadline === undefined || policy.deadline < dayOf(at)) return [];
  const wishes = (policiesOf(office).wishes ?? []).filter((one) => one.policy === policy.id);
  const firms = [...new Set(wishes.map(({ enterprise }) => enterprise))];
  const open = await Promise.all(firms.map((enterprise) => store.tickets({ enterprise, open: true })));
  const facts = policyFacts(policy, view);
  return open
    .flat()
    .filter(isOf(policy))
    .flatMap((ticket) => {
      const members = roster.enterprise(ticket.enterprise ?? '')?.members ?? [];
      const text = view.say('policy.remind', { ...facts, number: ticket.number, phone: policy.phone });
      return toPeople(
        members.map(({ id }) => id),
        {
          id: `policies/${policy.id}@${policy.deadline}/${ticket.number}`,
          text,
          ticket: ticket.number,
          kind: 'policy',
          createdAt: at,
        },
      );
    });
}

function isOf({ id }: Policy): (ticket: Ticket) => boolean {
  return (ticket) => ticket.source?.kind === 'policy' && ticket.source.id === id && isInHand(ticket);
}
