/** What a 调度会 is about, and its papers: read from the tickets as they are, and kept among the files. */
import { createHash } from 'node:crypto';
import { type AgendaItem, agendaOf, type Council, outcomeOf } from '../../../domain/arrangements/councils.ts';
import type { Office } from '../../../domain/office.ts';
import { DAY, type Instant } from '../../../domain/time.ts';
import {
  type Agreed,
  type CouncilMatter,
  councilAgendaOf,
  councilMinutesOf,
} from '../../../papers/official/council.ts';
import type { Paper } from '../../../papers/official/paper.ts';
import type { DeskParts } from '../../desk.ts';
import { pathOfFile } from '../../files/file-path.ts';
import { keepFile } from '../../files/kept-files.ts';
import { councilsIn } from './common.ts';

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

export async function agendaPaper(
  council: Council,
  items: readonly AgendaItem[],
  office: Office,
  at: Instant,
  parts: DeskParts,
): Promise<Paper> {
  const former = formerOf(council, councilsIn(office));
  const told = {
    begins: council.at,
    matters: await mattersOf(items, parts),
    former: former ? await agreedIn(former, at, parts) : [],
  };
  return councilAgendaOf(told, { roster: parts.roster, at });
}

export async function minutesPaper(
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
    agreed: await agreedIn(council, at, parts),
  };
  return councilMinutesOf(told, { roster: parts.roster, at });
}

/** On disk before it is on record. */
export async function keepPaper(
  paper: Paper,
  name: string,
  { filesDir }: Pick<DeskParts, 'filesDir'>,
): Promise<{ readonly sha256: string; readonly name: string }> {
  // Loaded with the first paper: a start need not wait for it.
  const { documentOf } = await import('../../../papers/official/document.ts');
  const bytes = await documentOf(paper);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await keepFile(pathOfFile(filesDir, sha256), bytes);
  return { sha256, name: `${name}.docx` };
}
