/** A paper is issued once: it gets its number, is kept, and goes to whoever asked and to those whom it concerns. */
import { enterpriseName, nameOf, type View } from '../../dialogue/view.ts';
import { type IssuedPaper, nextNumber, type PaperKind } from '../../domain/issued.ts';
import { coLeaders, decidersOver, hasTheWhole } from '../../domain/leaders.ts';
import type { Office, OfficeEvent } from '../../domain/office.ts';
import type { Person } from '../../domain/roster.ts';
import type { Ticket } from '../../domain/ticket.ts';
import { dayInWords, dayOf, type Instant } from '../../domain/time.ts';
import type { Issue } from '../../papers/official/issue.ts';
import { numberInWords, type Paper } from '../../papers/official/paper.ts';
import type { Outgoing } from '../../store/port.ts';
import type { Case, Outcome, Reply } from '../case.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { keepMade } from '../files/kept-files.ts';
import { onSheet } from './sheet.ts';

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export interface ToIssue {
  /** The same is the same paper, whoever asks. */
  readonly about: string;
  readonly kind: PaperKind;
  readonly department: string;
  readonly tickets: readonly Ticket[];
  /** What of, in the name of the file. */
  readonly of: string;
  readonly paper: (issue: Issue) => Paper;
}

/** By whom and when; null: by the clock. */
interface Issuing {
  readonly person: Person | null;
  readonly at: Instant;
  /** As it was looked at: whoever records the paper names its version. */
  readonly office: Office;
  readonly view: View;
  /** What the ids of messages are made of. */
  readonly cause: string;
}

interface Made {
  readonly paper: IssuedPaper;
  readonly event: OfficeEvent;
  /** Who is sent it. */
  readonly others: readonly Person[];
  readonly outbox: readonly Outgoing[];
}

/** What has been issued is given again as it was; whatever is new takes the next number, in one commit with it. */
export async function issued(on: Case, asked: ToIssue, parts: DeskParts): Promise<Outcome> {
  const { office, at, person, view, message } = on;
  if (person === null) return {};
  const { say } = view;
  const known = office.papers?.[asked.about];
  if (known) {
    const told = { paper: titleOf(known, view), day: dayInWords(dayOf(known.at)) };
    return toAsker(on, say('paper.toldAgain', told), known);
  }
  const cause = `inbox:${message.key}`;
  const { paper, event, others, outbox } = await issue(asked, { person, at, office, view, cause }, parts);
  const names = others.map(({ name }) => name).join('、');
  const told = say('paper.told', { paper: titleOf(paper, view) });
  return {
    ...toAsker(on, names === '' ? told : `${told}\n${say('paper.sentTo', { names })}`, paper),
    office: [event],
    outbox,
  };
}

/** The paper with the next number, to be put on record by one commit that names the version of the office. */
export async function issue(asked: ToIssue, issuing: Issuing, parts: DeskParts): Promise<Made> {
  const paper = await made(asked, issuing, parts);
  const others = paper.kind === 'supervise' ? concerned(paper, parts) : [];
  return {
    paper,
    event: { type: 'paperIssued', v: 1, about: asked.about, ...paper },
    others,
    outbox: others.map((other) => toOther(other, asked, paper, issuing, parts)),
  };
}

/** Who had it issued, as others read it. */
export function issuerOf({ by }: Pick<IssuedPaper, 'by'>, view: View): string {
  return by === SYSTEM ? view.say('paper.byClock') : nameOf(by, view);
}

/** Nobody asked for it. */
const SYSTEM = 'system';

/** 《督办通知单》〔2026〕3号 */
export function titleOf({ kind, year, serial }: IssuedPaper, { say }: Pick<View, 'say'>): string {
  return `《${say(`paper.${kind}`)}》${numberInWords({ prefix: '', year, serial })}`;
}

/** The .docx lies on disk before it is on record; when something else is issued meanwhile, it is made anew. */
async function made(
  asked: ToIssue,
  { person, at, office, view }: Issuing,
  parts: DeskParts,
): Promise<IssuedPaper> {
  const number = nextNumber(office.papers ?? {}, at);
  const paper = asked.paper({
    roster: parts.roster,
    at,
    number: { prefix: '', ...number },
    final: true,
  });
  // Loaded with the first paper: a start need not wait for it.
  const { documentOf } = await import('../../papers/official/document.ts');
  const bytes = (await onSheet(paper, parts)) ?? (await documentOf(paper));
  const { kind, department, tickets, of } = asked;
  const name = `${view.say(`paper.${kind}`)}${numberInWords({ prefix: '', ...number })} ${of}.docx`;
  const numbers = tickets.map((ticket) => ticket.number);
  const by = person?.id ?? SYSTEM;
  const file = await keepMade(bytes, name, parts);
  return { kind, ...number, department, tickets: numbers, at, by, file };
}

/** The head of the department, and whoever is in charge of it; but for whoever has it issued. */
function concerned({ department, by }: IssuedPaper, { roster }: DeskParts): readonly Person[] {
  const head = roster.department(department)?.head;
  const own = decidersOver(department, roster).filter((leader) => !hasTheWhole(leader));
  const people = [...(head ? [head] : []), ...(own.length > 0 ? own : coLeaders(roster))];
  return people.filter(
    ({ id }, index) => id !== by && people.findIndex((other) => other.id === id) === index,
  );
}

function toOther(
  { id }: Person,
  { tickets: [ticket] }: ToIssue,
  paper: IssuedPaper,
  { view, at, cause }: Issuing,
  { roster }: DeskParts,
): Outgoing {
  const department = roster.department(paper.department);
  const words = {
    paper: titleOf(paper, view),
    number: paper.tickets.join('、'),
    enterprise: ticket ? enterpriseName(ticket, view) : '',
    by: issuerOf(paper, view),
  };
  const isHead = department?.head.id === id;
  return outgoing({
    id: `${cause}/paper/${id}`,
    to: { person: id },
    text: isHead
      ? view.say('paper.toHead', words)
      : view.say('paper.toLeader', { ...words, department: department?.name ?? '' }),
    file: fileOf(paper),
    ticket: ticket?.number ?? null,
    kind: 'paper',
    createdAt: at,
  });
}

function toAsker({ message, view }: Case, text: string, paper: IssuedPaper): Outcome {
  const there: readonly Reply[] = message.chat.kind === 'group' ? [{ text: view.say('told.privately') }] : [];
  return { replies: [{ text, privately: true, file: fileOf(paper) }, ...there] };
}

function fileOf({ file }: IssuedPaper): NonNullable<Outgoing['file']> {
  return { ...file, mime: DOCX };
}
