/** What a 调度会 is about, and its papers: read from the tickets as they are, and kept among the files. */
import { type AgendaItem, agendaOf, type Council, outcomeOf } from '../../../domain/arrangements/councils.ts';
import type { Office } from '../../../domain/office.ts';
import { DAY, type Instant } from '../../../domain/time.ts';
import { documentApart } from '../../../papers/official/apart.ts';
import {
  type Agreed,
  type CouncilMatter,
  councilAgendaOf,
  councilMinutesOf,
} from '../../../papers/official/council.ts';
import type { Paper } from '../../../papers/official/paper.ts';
import type { DeskParts } from '../../desk.ts';
import { keepMade } from '../../files/kept-files.ts';
import { councilsIn, titleOf } from './common.ts';

/** Whoever was not satisfied longer ago comes before no council any more. */
const LOOKED_BACK = 60 * DAY;

/** What is on it: as it was agreed on the day before, and what the hub has put on it since; until then, as things stand now. */
export async function itemsOf(
  { agenda, picked }: Council,
  at: Instant,
  { store, calendar }: DeskParts,
): Promise<readonly AgendaItem[]> {
  if (agenda) {
    const added = picked.filter((number) => agenda.items.every(({ ticket }) => ticket !== number));
    return [...agenda.items, ...added.map((ticket): AgendaItem => ({ ticket, why: ['picked'] }))];
  }
  const open = await store.tickets({ open: true });
  const over = await store.tickets({ open: false, registeredFrom: at - LOOKED_BACK });
  return agendaOf([...open, ...over], picked, at, calendar);
}

export async function mattersOf(
  items: readonly AgendaItem[],
  { store }: DeskParts,
): Promise<readonly CouncilMatter[]> {
  const found = await Promise.all(
    items.map(async ({ ticket, why }) => ({ ticket: await store.ticket(ticket), why })),
  );
  return found.flatMap(({ ticket, why }) => (ticket && !ticket.confidential ? [{ ticket, why }] : []));
}

export async function agreedIn(
  { decided }: Pick<Council, 'decided'>,
  at: Instant,
  { store }: DeskParts,
): Promise<readonly Agreed[]> {
  const all = await Promise.all(
    decided.map(async (one): Promise<Agreed[]> => {
      const ticket = await store.ticket(one.ticket);
      if (!ticket) return [];
      const duty = ticket.duties.find(({ id }) => id === one.duty);
      return [{ decided: one, ticket, outcome: outcomeOf(duty, ticket, at) }];
    }),
  );
  return all.flat();
}

/** The council held before this one; undefined for the first. */
export function formerOf(council: Council, all: readonly Council[]): Council | undefined {
  return all.filter((one) => !one.cancelled && one.at < council.at).at(-1);
}

/** The agenda as things stand, or the minutes, kept as a file of their own. */
export async function keptPaper(
  what: 'agenda' | 'minutes',
  council: Council,
  office: Office,
  at: Instant,
  parts: DeskParts,
): Promise<{ readonly sha256: string; readonly name: string }> {
  const bytes = await documentApart(await paperOf(what, council, office, at, parts));
  return keepMade(bytes, nameOfPaper(what, council, parts), parts);
}

export async function paperOf(
  what: 'agenda' | 'minutes',
  council: Council,
  office: Office,
  at: Instant,
  parts: DeskParts,
): Promise<Paper> {
  const former = formerOf(council, councilsIn(office));
  const told = {
    begins: council.at,
    matters: await mattersOf(await itemsOf(council, at, parts), parts),
    former: former ? await agreedIn(former, at, parts) : [],
  };
  const by = { roster: parts.roster, at };
  return what === 'agenda'
    ? councilAgendaOf(told, by)
    : councilMinutesOf({ ...told, agreed: await agreedIn(council, at, parts) }, by);
}

export function nameOfPaper(
  what: 'agenda' | 'minutes',
  council: Council,
  { say }: Pick<DeskParts, 'say'>,
): string {
  const title = titleOf(council, { say });
  return `${say(what === 'agenda' ? 'council.agendaFile' : 'council.minutesFile', { title })}.docx`;
}
