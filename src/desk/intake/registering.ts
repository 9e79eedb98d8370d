/** A new ticket: what it is registered with, and whom it is told. */
import type { Registration } from '../../domain/lifecycle.ts';
import type { Origin, TicketFile } from '../../domain/ticket-parts.ts';
import { listedMatters, mattersIn } from '../../routing/matters.ts';
import { delicate } from '../../routing/officials.ts';
import { trackOf } from '../../routing/track.ts';
import { type Case, NOTHING, type Outcome, type Registering, readingOf } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import type { Considered } from '../dialogue.ts';
import { alikeTo } from './alike.ts';
import { offerToPart, originOf } from './offers.ts';

/**
 * Registers `text` as a new ticket of the speaker's enterprise. `origin`: where it was said, if not here; `confidential`: as
 * a report, if not as the words themselves say.
 */
export async function open(
  on: Case,
  text: string,
  files: readonly TicketFile[],
  parts: DeskParts,
  origin: Origin = originOf(on),
  confidential = isConfidential(on, text, parts),
): Promise<Outcome> {
  const { person } = on;
  const { say } = on.view;
  if (person === null) return NOTHING;
  const registration = { ...registrationOf(on, text, files, parts, confidential), origin };
  const listed = registration.confidential ? [] : listedMatters(text, parts.router);
  if (listed.length > 1) return openEach(on, listed, files, origin, parts);
  const alike = await alikeTo(registration, on.at, parts);
  return {
    register: {
      registration: { ...registration, ...(alike.length > 0 ? { alike } : {}) },
      actor: { person: person.id },
      telling: together(offerToPart(on, registration, parts), elsewhere(on, registration, parts)),
    },
    ...(on.cut ? { replies: [{ text: say('refusal.tooLong', { limit: [...text].length }) }] } : {}),
    dialogue: null,
  };
}

/** What no department here decides: where the enterprise goes with it, beside the ticket that the hub looks at. */
function elsewhere(
  { view }: Case,
  { text, confidential, urgent }: Omit<Registration, 'number'>,
  parts: DeskParts,
): Registering['telling'] {
  const where = confidential || urgent ? null : parts.elsewhere.whereFor(text);
  if (where === null) return undefined;
  return ({ number }) => ({
    replies: [{ text: view.say('elsewhere.hint', { number, where }), privately: true, ticket: number }],
  });
}

function together(...all: readonly Registering['telling'][]): Registering['telling'] {
  const told = all.filter((one) => one !== undefined);
  if (told.length === 0) return undefined;
  return (ticket) => {
    const each = told.map((one) => one(ticket));
    const offer = each.find((one) => one.offer !== undefined)?.offer;
    return {
      replies: each.flatMap(({ replies = [] }) => replies),
      ...(offer === undefined ? {} : { offer }),
    };
  };
}

/** A list of matters: each a ticket of its own, with its own department; pictures and the message's id go with the first. */
async function openEach(
  on: Case,
  listed: readonly string[],
  files: readonly TicketFile[],
  origin: Origin,
  parts: DeskParts,
): Promise<Outcome> {
  const actor = { person: on.person?.id ?? '' };
  const registers = listed.map((text, place) => {
    const own = registrationOf(on, text, place === 0 ? files : [], parts);
    const from = place === 0 ? origin : { ...origin, message: null };
    return { registration: { ...own, origin: from }, actor };
  });
  return { registers, dialogue: null };
}

/** A report by the county's words. Whether it may be one though they do not say so, its speaker has been asked before. */
function isConfidential(on: Case, text: string, parts: DeskParts): boolean {
  if (readingOf(on, text, parts).kind === 'whistleblow') return true;
  const found = on.cleared ? null : delicate(text);
  return found === 'report' || found === 'doubt';
}

/** Words that nobody has been asked about (代录, said before they were known) are a report where they may be one. */
export function mayBeReport(on: Case, text: string, parts: DeskParts): boolean {
  const { router } = parts;
  return isConfidential(on, text, parts) || (router.suspects(text) && !router.route(text).urgent);
}

/** What a new ticket is registered with: the words, whose they are, and what routing makes of them. */
export function registrationOf(
  on: Case,
  text: string,
  files: readonly TicketFile[],
  parts: DeskParts,
  confidential = isConfidential(on, text, parts),
): Omit<Registration, 'number'> {
  const { person } = on;
  const routing = readingOf(on, text, parts);
  const [best] = routing.departments;
  // Of two matters that are clear each by itself, the first has the ticket (and the second is asked about).
  const several = confidential || routing.auto ? [] : mattersIn(text, parts.router);
  const matters = several.length > 1 ? several : [];
  const considered = !confidential && on.considered?.text === text ? on.considered : null;
  return {
    flow: parts.flowVersions[trackOf(confidential ? { ...routing, kind: 'whistleblow' } : routing)],
    origin: originOf(on),
    enterprise: person === null ? null : (parts.roster.enterpriseOf(person.id)?.id ?? null),
    member: person?.id ?? null,
    text,
    kind: confidential ? 'whistleblow' : routing.kind,
    urgent: routing.urgent,
    confidential,
    candidates: routing.departments.map(({ id, p }) => ({ department: id, p })),
    reasons: reasonsOf(routing.reasons, considered),
    department: !confidential && routing.auto && best ? best.id : (matters[0]?.department ?? null),
    files,
    ...(considered ? { advised: considered.advised } : {}),
  };
}

/** What settled it stands first, what was not followed last. */
function reasonsOf(reasons: readonly string[], considered: Considered | null): readonly string[] {
  const { note = null, advised } = considered ?? {};
  if (note === null) return reasons;
  return advised?.followed ? [note, ...reasons] : [...reasons, note];
}
