/**
 * What the desk asks of an arrangement of the county (活动、政策、检查 …): what its words and buttons do, what is answered to
 * its notices, what is due, and what it tells leaders. Each is a file beside this one, named in `arrangements.ts`; the
 * desk knows no other way to any of them.
 */
import type { Asked } from '../../dialogue/arrangements/asked.ts';
import type { TicketVerb } from '../../dialogue/verbs.ts';
import type { View } from '../../dialogue/view.ts';
import type { Notice } from '../../domain/arrangements/notices.ts';
import type { FlowId } from '../../domain/flow.ts';
import type { Period } from '../../domain/metrics.ts';
import type { Office } from '../../domain/office.ts';
import type { Role } from '../../domain/roster.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { Instant } from '../../domain/time.ts';
import type { Case, Change, Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import type { DialogueOf } from '../dialogue.ts';

/** `null` of what is asked or answered: it is not meant, and the words are read on. */
export interface Arrangement<Kind extends keyof Asked = keyof Asked> {
  readonly of: Kind;
  asked(on: Case, asked: Asked[Kind], parts: DeskParts): Promise<Outcome | null>;
  /** A button of its own: `what` of which one, as `arrangeButton` made it. */
  pressed(on: Case, what: string, id: number, parts: DeskParts): Promise<Outcome>;
  /** Words in answer to a question of its own. */
  answered(on: Case, asked: DialogueOf<'arranging'>, text: string, parts: DeskParts): Promise<Outcome | null>;
  /** Words that are no command, and that it may have an answer to; null: it has none, and they go their ordinary way. */
  heard?(on: Case, text: string, parts: DeskParts): Promise<Outcome | null>;
  /** A firm has answered a notice of its own, which is recorded; what else follows. */
  chosen?(on: Case, notice: Notice, choice: string, parts: DeskParts): Promise<Outcome>;
  /** The kind of ticket that it begins; missing: none of its own. */
  readonly flow?: FlowId;
  /** Somebody names a step on a ticket of that kind; null: it is a step like any other. */
  stepped?(on: Case, verb: TicketVerb, ticket: Ticket, parts: DeskParts): Outcome | null;
  /** Somebody has changed a ticket of that kind: `outcome`, with what else follows. */
  changed?(on: Case, change: Change, outcome: Outcome, parts: DeskParts): Promise<Outcome>;
  /** Somebody has changed a ticket of any kind: `outcome`, with what else is kept of it. */
  noticed?(on: Case, change: Change, outcome: Outcome, parts: DeskParts): Promise<Outcome>;
  /** When something is next due; null: nothing is to come. */
  nextAt(office: Office, parts: DeskParts): Instant | null;
  /** Does what is due at `at`, and so is asked no more for it. */
  bring(office: Office, at: Instant, parts: DeskParts): Promise<Outcome>;
  /** What it tells leaders of a period; null where there is nothing. */
  section?(period: Period, at: Instant, parts: DeskParts): Promise<Section | null>;
  /** Commands of its own for somebody's help, each a line; `person` by their id. */
  help(roles: ReadonlySet<Role>, view: View, person: string): readonly string[];
}

/** A part of a brief, of the board and of a report: the same lines in all of them. */
export interface Section {
  readonly title: string;
  readonly lines: readonly SectionLine[];
}

export interface SectionLine {
  readonly text: string;
  /** Where the pages show what is behind it, below their base: `/events/3`. */
  readonly path?: string;
}
