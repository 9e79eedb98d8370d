/** Who takes an issued paper from the pages: those who see the whole, and the department that it went to – every ticket on it being theirs to see. */
import type { DeskParts } from '../../desk/desk.ts';
import { seesTheWhole } from '../../desk/lists/standings.ts';
import { type IssuedPaper, papersWhere } from '../../domain/issued.ts';
import { may } from '../../domain/permissions.ts';
import type { Reader } from './session.ts';
import { isSeen } from './tickets.ts';

export async function mayTakePaper(
  { kind, tickets }: IssuedPaper,
  reader: Reader,
  parts: DeskParts,
): Promise<boolean> {
  const all = await Promise.all(tickets.map((number) => parts.store.ticket(number)));
  const isWhole = seesTheWhole(reader);
  return all.every((ticket) => {
    if (!ticket || !isSeen(ticket, reader, parts)) return false;
    return (
      isWhole ||
      (kind === 'supervise' && may('answerOrder', ticket, { person: reader.person.id }, parts.roster))
    );
  });
}

/** Those on which a ticket stands, or that went to a department, that the reader may take; the newest first. */
export async function papersFor(
  of: { readonly ticket: number } | { readonly department: string },
  reader: Reader,
  parts: DeskParts,
): Promise<readonly IssuedPaper[]> {
  const { papers = {} } = await parts.store.office();
  const found = papersWhere(papers, (paper) =>
    'ticket' in of ? paper.tickets.includes(of.ticket) : paper.department === of.department,
  ).slice(0, SHOWN);
  const mine = await Promise.all(found.map((paper) => mayTakePaper(paper, reader, parts)));
  return found.filter((_, index) => mine[index]);
}

const SHOWN = 20;
