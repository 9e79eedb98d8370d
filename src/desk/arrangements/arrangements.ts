/** The arrangements of the county, each by its name; and the ways of words, buttons and answers to them. */
import type { ArrangementAsked, Asked } from '../../dialogue/arrangements/asked.ts';
import type { TicketVerb } from '../../dialogue/verbs.ts';
import type { View } from '../../dialogue/view.ts';
import type { Period } from '../../domain/metrics.ts';
import type { Role } from '../../domain/roster.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Instant } from '../../domain/time.ts';
import type { Case, Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import type { DialogueOf } from '../dialogue.ts';
import { visibleTicket } from '../lists/enquiries.ts';
import type { Arrangement, Section } from './arrangement.ts';
import { councils } from './councils.ts';
import { finance } from './finance.ts';
import { gatherings } from './gatherings.ts';
import { guides } from './guides.ts';
import { inspections } from './inspections.ts';
import { answeredNotice } from './notices.ts';
import { platform } from './platform.ts';
import { policies } from './policies.ts';
import { powers } from './powers.ts';
import { rectifications } from './rectifications.ts';
import { visits } from './visits.ts';

export const ARRANGEMENTS: { readonly [Kind in keyof Asked]: Arrangement<Kind> } = {
  event: gatherings,
  policy: policies,
  council: councils,
  theme: rectifications,
  inspection: inspections,
  visit: visits,
  guide: guides,
  power: powers,
  finance,
  platform,
};

export const ALL: readonly Arrangement[] = Object.values(ARRANGEMENTS) as unknown as readonly Arrangement[];

export function onArrangement(
  on: Case,
  { of, asked }: ArrangementAsked,
  parts: DeskParts,
): Promise<Outcome | null> {
  const arrangement = ARRANGEMENTS[of] as Arrangement;
  return arrangement.asked(on, asked, parts);
}

/** `choice`: `<arrangement>-<what>`, as `arrangeButton` writes it; of a notice `<arrangement>-n-<answer>`. */
export async function onArrangementPress(
  on: Case,
  id: number,
  choice: string,
  parts: DeskParts,
): Promise<Outcome> {
  const [of = '', what = '', answer] = choice.split('-');
  const arrangement = ALL.find((one) => one.of === of);
  if (!arrangement) return { toast: on.view.say('refusal.badButton') };
  if (what !== 'n' || answer === undefined) return arrangement.pressed(on, what, id, parts);
  return answeredNotice(on, id, answer, arrangement, parts);
}

export function onArrangementAnswer(
  on: Case,
  asked: DialogueOf<'arranging'>,
  text: string,
  parts: DeskParts,
): Promise<Outcome | null> {
  const arrangement = ALL.find((one) => one.of === asked.of);
  return arrangement ? arrangement.answered(on, asked, text, parts) : Promise.resolve(null);
}

/** Words that are no command: one of them may have the answer. Null: none has. */
export async function heardByArrangements(on: Case, text: string, parts: DeskParts): Promise<Outcome | null> {
  for (const one of ALL) {
    const outcome = await one.heard?.(on, text, parts);
    if (outcome) return outcome;
  }
  return null;
}

/** A step that is named on a ticket which an arrangement began, where it means something of its own there. */
export async function onStepOfArrangement(
  on: Case,
  verb: TicketVerb,
  number: number | undefined,
  parts: DeskParts,
): Promise<Outcome | null> {
  const ticket = number === undefined ? undefined : await visibleTicket(on, number, parts);
  return (ticket && begunBy(ticket)?.stepped?.(on, verb, ticket, parts)) ?? null;
}

function begunBy(ticket: Ticket): Arrangement | undefined {
  return ALL.find(({ flow }) => flow !== undefined && ticket.flow.startsWith(`${flow}@`));
}

/** What follows from what somebody has changed on a ticket that an arrangement began. */
export async function afterChanges(on: Case, outcome: Outcome, parts: DeskParts): Promise<Outcome> {
  let all = outcome;
  for (const change of outcome.changes ?? []) {
    for (const one of ALL) all = (await one.noticed?.(on, change, all, parts)) ?? all;
    all = (await begunBy(change.ticket)?.changed?.(on, change, all, parts)) ?? all;
  }
  return all;
}

/** What all of them tell leaders of a period. */
export async function sectionsOf(period: Period, at: Instant, parts: DeskParts): Promise<readonly Section[]> {
  const sections = await Promise.all(ALL.map(async (one) => one.section?.(period, at, parts) ?? null));
  return sections.filter((one) => one !== null);
}

/** The same as parts of a brief, each with its title. */
export async function sectionsInWords(
  period: Period,
  at: Instant,
  parts: DeskParts,
): Promise<readonly string[]> {
  const sections = await sectionsOf(period, at, parts);
  return sections.map(({ title, lines }) => [title, ...lines.map(({ text }) => text)].join('\n'));
}

export function arrangementHelp(roles: ReadonlySet<Role>, view: View, person: string): readonly string[] {
  return ALL.flatMap((one) => one.help(roles, view, person));
}
