/** What leaders read of policies in a period. */

import { pushesIn } from '../../../domain/arrangements/policies.ts';
import type { PolicyFigures } from '../../../domain/arrangements/policy-figures.ts';
import { policyFigures } from '../../../domain/arrangements/policy-figures.ts';
import { moneyInWords } from '../../../domain/arrangements/policy-money.ts';
import { type Period, rateInWords } from '../../../domain/metrics.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import type { Instant } from '../../../domain/time.ts';
import { type DeskParts, viewAt } from '../../desk.ts';
import type { Section } from '../arrangement.ts';
import { outlinesFrom } from '../sourced.ts';
import { policiesOf } from './push.ts';

export const POLICIES_PATH = '/policies';

export async function policySection(period: Period, at: Instant, parts: DeskParts): Promise<Section | null> {
  const figures = await figuresOf(period, at, parts);
  const lines = figuresInWords(figures, at, parts);
  if (lines.length === 0) return null;
  const { say } = parts;
  return { title: say('policySection.title'), lines: lines.map((text) => ({ text, path: POLICIES_PATH })) };
}

export async function figuresOf(period: Period, at: Instant, parts: DeskParts): Promise<PolicyFigures> {
  const office = await parts.store.office();
  const notices = office.arrangements?.notices ?? {};
  return policyFigures(pushesIn(policiesOf(office)), notices, await policyTickets(parts), period, at);
}

/** Every ticket that a policy began, whatever its age. */
export async function policyTickets({ store }: Pick<DeskParts, 'store'>): Promise<readonly Ticket[]> {
  const numbers = (await outlinesFrom('policy', { store })).map(({ number }) => number);
  const tickets = await Promise.all(numbers.sort((a, b) => a - b).map((one) => store.ticket(one)));
  return tickets.filter((one) => one !== undefined);
}

/** None where nothing has happened. */
export function figuresInWords(figures: PolicyFigures, at: Instant, parts: DeskParts): readonly string[] {
  const { say, policies } = parts;
  const { reached, wanted, inTime, registered, paid, explained, cents, unwanted } = figures;
  const isPushed = figures.policies.length > 0;
  const isWorked = registered > 0 || paid > 0 || inTime.denominator > 0;
  const titleOf = (id: string) => policies.policies.find((one) => one.id === id)?.title ?? id;
  const view = viewAt(parts, at);
  return [
    ...(isPushed
      ? [
          view.say('policySection.pushed', {
            count: figures.policies.length,
            firms: figures.firms,
            reached: rateInWords(reached),
            wanted: rateInWords(wanted),
          }),
        ]
      : []),
    ...(isWorked ? [say('policySection.paid', { registered, paid, inTime: rateInWords(inTime) })] : []),
    ...(explained > 0 ? [say('policySection.explained', { count: explained })] : []),
    ...(cents === null ? [] : [say('policySection.cents', { money: moneyInWords(cents) })]),
    ...(unwanted.length > 0
      ? [say('policySection.unwanted', { count: unwanted.length, names: unwanted.map(titleOf).join('、') })]
      : []),
  ];
}
