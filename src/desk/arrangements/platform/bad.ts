/** 差评 of another platform: each of a firm of the roster is a ticket, once; the hub hears what was left out, and why. */

import { enterprisesNamed } from '../../../dialogue/arrangements/named.ts';
import { readBad } from '../../../dialogue/arrangements/platform.ts';
import { clip } from '../../../dialogue/text.ts';
import { departmentName } from '../../../dialogue/view.ts';
import { badKey } from '../../../domain/arrangements/platform.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import type { Outgoing } from '../../../store/port.ts';
import type { Case, Outcome, Registering } from '../../case.ts';
import { registering } from '../../clerk/receipts.ts';
import { outgoing } from '../../delivery/outgoing.ts';
import type { DeskParts } from '../../desk.ts';
import { toThem } from '../to-them.ts';

/** More at once are handed in in parts. */
export const AT_ONCE = 30;
const SHOWN = 30;
const LONGEST = 500;

/** `source`: the office whose platform it is; null: nobody has said. */
export function takeBad(
  on: Case,
  source: string | null,
  lines: readonly string[],
  parts: DeskParts,
): Outcome {
  const { view, office } = on;
  const { say } = view;
  if (lines.length === 0) return toThem(on, say('platform.badHow'));
  const taken = new Map(Object.entries(office.arrangements?.platform?.taken ?? {}));
  const registers: Registering[] = [];
  const left: string[] = [];
  const leave = (line: string, why: string): void => {
    left.push(say('platform.left', { line: clip(line, SHOWN), why }));
  };
  for (const line of lines.slice(0, AT_ONCE)) {
    const { name, number, text } = readBad(line);
    const [firm] = enterprisesNamed([name], parts.roster).found;
    const key = firm ? badKey(firm.id, number, text) : '';
    const known = taken.get(key);
    if (!firm) leave(line, say('platform.badFirm', { name: clip(name, SHOWN) }));
    else if (text === '') leave(line, say('platform.badHow'));
    else if (known !== undefined)
      leave(line, known === 0 ? say('platform.badTwice') : say('platform.badKnown', { number: known }));
    else {
      taken.set(key, 0);
      registers.push(
        ticketOf(
          { enterprise: firm.id, member: firm.members[0]?.id ?? null },
          number,
          text,
          key,
          source,
          on,
          parts,
        ),
      );
    }
  }
  for (const line of lines.slice(AT_ONCE)) leave(line, say('platform.badMany'));
  const account = say('platform.account', { count: registers.length, left: left.length });
  return { ...toThem(on, [account, ...left].join('\n')), registers };
}

function ticketOf(
  speaker: { readonly enterprise: string; readonly member: string | null },
  number: string | null,
  text: string,
  key: string,
  source: string | null,
  on: Case,
  parts: DeskParts,
): Registering {
  const { view, message, at } = on;
  const { say } = view;
  const entered = registering(on, { text: clip(text, LONGEST), at: null }, speaker, [], parts);
  const { registration } = entered;
  const noted = (ticket: Ticket) => [
    {
      type: 'arranged' as const,
      v: 1 as const,
      at,
      of: 'platform' as const,
      event: { did: 'taken' as const, key, ticket: ticket.number },
    },
  ];
  // What is said of officials is a report, wherever it was written: nothing of it stands with the figures.
  if (registration.confidential) return entered;
  const name = source === null ? say('platform.section') : departmentName(source, view);
  const title =
    number === null
      ? say('platform.badTitle', { source: name })
      : say('platform.badTitleNumbered', { source: name, number });
  return {
    ...entered,
    noted,
    registration: {
      ...registration,
      origin: { channel: message.channel, chat: message.chat.id, chatKind: 'private', message: null },
      source: { kind: 'platform', id: number ?? key, title },
    },
    telling: (ticket) => ({
      replies: entered.telling?.(ticket).replies?.map((one) => ({ ...one, privately: true })) ?? [],
      outbox: toOwner(ticket, on),
    }),
  };
}

/** The firm hears that what it wrote elsewhere has a number here. */
function toOwner(ticket: Ticket, { view, at, message }: Case): readonly Outgoing[] {
  const { number, member, department } = ticket;
  if (member === null) return [];
  const text =
    department === null
      ? view.say('platform.badOwnerQueued', { number })
      : view.say('platform.badOwner', { number, department: departmentName(department, view) });
  const id = `inbox:${message.key}/platform/owner/${number}`;
  return [outgoing({ id, to: { person: member }, text, ticket: number, kind: 'platform', createdAt: at })];
}
