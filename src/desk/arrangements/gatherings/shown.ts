/** 活动, 活动 3: which gatherings there are and what came of them; of others' own part no more than is theirs. */

import { clip } from '../../../dialogue/text.ts';
import { departmentName, enterpriseName, stateName, type View } from '../../../dialogue/view.ts';
import type { Gathering } from '../../../domain/arrangements/gatherings.ts';
import type { Period } from '../../../domain/metrics.ts';
import type { Office } from '../../../domain/office.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import { type Instant, instantInWords } from '../../../domain/time.ts';
import type { Case, Outcome } from '../../case.ts';
import { type DeskParts, viewWith } from '../../desk.ts';
import type { Section } from '../arrangement.ts';
import { outlinesFrom } from '../sourced.ts';
import { toThem } from '../to-them.ts';
import { cameTo, comingTo, facts, gatheringIn, gatheringsIn, namesOf, titleOf, wishesOf } from './common.ts';
import { allInWords, heldBefore, seriesLines, takenInWords } from './figures.ts';
import { type Sight, sightOf } from './sight.ts';

const SHOWN = 12;
const MATTER = 60;

/** Null: the word means nothing to them. */
export async function list(on: Case, parts: DeskParts): Promise<Outcome | null> {
  const { view, office, at } = on;
  const { say } = view;
  const own = gatheringsIn(office).filter((one) => sightIn(on, one) !== null);
  const isWhole = own.some((one) => sightIn(on, one)?.of === 'whole');
  if (own.length === 0) return null;
  const held = isWhole ? await heldBefore(office, at + 1, parts) : [];
  const lines = own
    .toSorted((one, other) => one.at - other.at)
    .slice(-SHOWN)
    .map((one) => {
      const line = say('gathering.line', { ...facts(one, view), id: one.id });
      return one.cancelled ? `${line}${say('gathering.off')}` : line;
    });
  const sums = held.length === 0 ? [] : [...seriesLines(held, view), allInWords(held, view)];
  return toThem(on, [say('gathering.list', { when: instantInWords(at) }), ...lines, ...sums].join('\n'));
}

export async function show(on: Case, id: number, parts: DeskParts): Promise<Outcome | null> {
  const { view, office, at } = on;
  const gathering = gatheringIn(office, id);
  const sight = gathering ? sightIn(on, gathering) : null;
  if (!gathering || sight === null) return null;
  const [held] = (await heldBefore(office, at + 1, parts)).filter((one) => one.gathering.id === id);
  const tickets = await ticketsOf(gathering, sight, parts);
  const isWhole = sight.of === 'whole';
  const lines = [
    view.say('gathering.head', facts(gathering, view)),
    ...(gathering.cancelled ? [view.say('gathering.wasCancelled', { why: gathering.cancelled.why })] : []),
    ...(isWhole
      ? [view.say(held ? 'gathering.whoCame' : 'gathering.whoComes', whoComes(gathering, office, view))]
      : []),
    ...(isWhole ? wishLines(gathering, office, view) : []),
    ...(isWhole && held ? [takenInWords(held.taken, view)] : []),
    ...tickets.map((ticket) => ticketLine(ticket, view)),
    ...suggestionLines(gathering, sight, view),
  ];
  return toThem(on, lines.join('\n'));
}

/** What leaders read of a period: each gathering of it, and all there were. */
export async function sectionOf(period: Period, at: Instant, parts: DeskParts): Promise<Section | null> {
  const office = await parts.store.office();
  const view = viewWith(office, parts, at);
  const held = await heldBefore(office, Math.min(period.before, at + 1), parts);
  const own = held.filter(({ gathering }) => gathering.at >= period.from);
  if (own.length === 0) return null;
  return {
    title: view.say('gathering.section'),
    lines: [
      ...own.map(({ gathering, taken }) => ({
        text: view.say('gathering.sectionLine', {
          title: titleOf(gathering, view),
          came: cameTo(gathering, office).length,
          taken: takenInWords(taken, view),
        }),
        path: `/events/${gathering.id}`,
      })),
      ...seriesLines(held, view).map((text) => ({ text, path: '/events' })),
      { text: allInWords(held, view), path: '/events' },
    ],
  };
}

/** The tickets that grew out of it, as far as they are in sight, by their numbers. */
export async function ticketsOf(
  { id }: Gathering,
  sight: Sight,
  parts: Pick<DeskParts, 'store'>,
): Promise<readonly Ticket[]> {
  const own = (await outlinesFrom('event', parts))
    .filter(({ source }) => source?.id === String(id))
    .filter(({ department, enterprise }) =>
      sight.of === 'department'
        ? sight.departments.includes(department ?? '')
        : sight.of === 'whole' || enterprise === sight.enterprise,
    )
    .sort((one, other) => one.number - other.number);
  const tickets = await Promise.all(own.map(({ number }) => parts.store.ticket(number)));
  return tickets.filter((ticket) => ticket !== undefined);
}

export function whoComes(gathering: Gathering, office: Office, view: View) {
  const coming =
    gathering.at <= view.now && !gathering.cancelled
      ? cameTo(gathering, office)
      : comingTo(gathering, office);
  return { coming: coming.length, names: namesOf(coming, view) };
}

/** 想说, before it. */
export function wishLines(
  gathering: Gathering,
  office: Pick<Office, 'arrangements'>,
  { say, roster }: View,
): readonly string[] {
  const wishes = wishesOf(gathering, office);
  if (wishes.length === 0) return [];
  return [
    say('gathering.wishes'),
    ...wishes.map(({ enterprise, text }) =>
      say('gathering.wishLine', { enterprise: roster.enterpriseName(enterprise), text }),
    ),
  ];
}

export function suggestionLines(
  { suggestions = [] }: Gathering,
  sight: Sight,
  { say, roster }: View,
): readonly string[] {
  return suggestions
    .filter(({ enterprise }) =>
      sight.of === 'guest' ? enterprise === sight.enterprise : sight.of === 'whole',
    )
    .map(({ id, enterprise, text, answer }) =>
      say('gathering.suggestionLine', {
        id,
        enterprise: roster.enterpriseName(enterprise),
        text: clip(text, MATTER),
        answer: answer
          ? say(`gathering.${answer.how}`, { text: clip(answer.text, MATTER) })
          : say('gathering.unanswered'),
      }),
    );
}

function ticketLine(ticket: Ticket, view: View): string {
  return view.say('gathering.ticketLine', {
    number: ticket.number,
    enterprise: enterpriseName(ticket, view),
    text: clip(ticket.text.replaceAll('\n', ' '), MATTER),
    department: ticket.department === null ? '' : departmentName(ticket.department, view),
    state: stateName(ticket, view.say),
  });
}

function sightIn({ person, office, view, at }: Case, gathering: Gathering): Sight | null {
  return person && sightOf(gathering, person.id, office, view.roster, at);
}
