/**
 * A name that comes with the bytes (WeCom) comes after the ticket went its way. Where it says something of an official,
 * the file is held back from everybody, and its sender is asked in private, as for words that may be a report.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { press } from '../../dialogue/understand.ts';
import { keepFile } from '../../disk.ts';
import { decide } from '../../domain/lifecycle.ts';
import type { Ticket } from '../../domain/ticket.ts';
import type { TicketFile } from '../../domain/ticket-parts.ts';
import { DAY, instantInWords } from '../../domain/time.ts';
import { delicate } from '../../routing/officials.ts';
import { trackOf } from '../../routing/track.ts';
import { doubtKey, type Outgoing } from '../../store/port.ts';
import type { Case, Outcome } from '../case.ts';
import { contextOf, transactionOf } from '../commit.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type DeskParts, viewAt } from '../desk.ts';
import { pathOfFile } from '../files/file-path.ts';
import { refusalInWords } from '../steps/change.ts';
import { type Doubt, stored } from './doubts.ts';
import { openSecretFile, secretFile } from './secret-files.ts';

/** The same as for words: without an answer it is a report. */
const DECIDE_WITHIN = DAY;

/** report: about an official · doubt: perhaps · null: nothing of the kind */
type Told = 'report' | 'doubt' | null;

/** What a name says that comes only now. Of the file of an office's own people only a report counts. */
export function toldByName(name: string, file: TicketFile, { router }: DeskParts): Told {
  if (name === file.name) return null;
  const said = withoutEnding(name);
  const found = delicate(said);
  if (found === 'report') return 'report';
  if (file.from === 'department') return null;
  return found === 'doubt' || router.suspects(said) ? 'doubt' : null;
}

/**
 * The bytes wait for what the sender says; whoever works on the ticket sees neither file nor name. On disk before it is
 * on record. What stands on the ticket (`leftOut`) is for the caller to record, afterwards: where the program ends in
 * between, the file is fetched again, and nobody is asked twice.
 */
export async function holdBack(
  file: TicketFile,
  name: string,
  bytes: Uint8Array,
  ticket: Ticket,
  parts: DeskParts,
): Promise<void> {
  const at = parts.clock.now();
  const view = viewAt(parts, at);
  const { say } = view;
  const person = file.by ?? (file.from === 'enterprise' ? ticket.member : ticket.liaison);
  if (person === null) return;
  const id = createHash('sha256').update(file.id).digest('hex').slice(0, 16);
  const tell = (text: string, buttons: Outgoing['buttons'] = []): Outgoing =>
    outgoing({
      id: `name:${id}`,
      to: { person },
      text,
      buttons,
      secret: true,
      kind: 'question',
      createdAt: at,
    });
  if (file.from === 'department') {
    await commit({ outbox: [tell(say('confide.staffName', { number: ticket.number }))] });
    return;
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { filesDir, keys } = parts;
  const place = keys
    ? secretFile(filesDir, sha256, bytes, keys)
    : { path: pathOfFile(filesDir, sha256), bytes };
  await keepFile(place.path, place.bytes);
  const asks = toldByName(name, file, parts) !== 'report';
  const doubt: Doubt = {
    key: doubtKey(person, id),
    since: at,
    expiresAt: asks ? at + DECIDE_WITHIN : at,
    person,
    registration: reportOf({ ...file, name, held: sha256, tries: 0, nextTryAt: at }, person, ticket, parts),
    addTo: null,
    message: null,
    file: ticket.number,
  };
  const asked = say('confide.askName', {
    number: ticket.number,
    due: instantInWords(doubt.expiresAt, at),
  });
  const buttons = [
    [
      { label: say('button.confide'), data: press('confide', 0, 0, id) },
      { label: say('button.ordinary'), data: press('ordinary', 0, 0, id) },
    ],
  ];
  await commit({ doubts: [{ ...stored(doubt), was: 0 }], outbox: asks ? [tell(asked, buttons)] : [] });

  async function commit(outcome: Outcome): Promise<void> {
    const cause = { name: `file:${file.id}@${ticket.version}`, office: await parts.store.office() };
    const result = await parts.store.commit((take) => transactionOf(outcome, cause, view, parts, take));
    // On a conflict this has been asked before.
    if (result.ok) parts.onCommit();
  }
}

function reportOf(
  file: TicketFile,
  person: string,
  { origin, enterprise }: Ticket,
  { router, flowVersions, roster }: DeskParts,
): Doubt['registration'] {
  const text = withoutEnding(file.name);
  const { reasons, departments } = router.route(text);
  return {
    flow: flowVersions[trackOf({ ...router.route(text), kind: 'whistleblow' })],
    origin: { ...origin, message: null },
    enterprise: roster.enterpriseOf(person)?.id ?? enterprise,
    member: person,
    text,
    kind: 'whistleblow',
    urgent: false,
    confidential: true,
    candidates: departments.map(({ id, p }) => ({ department: id, p })),
    reasons,
    department: null,
    files: [file],
  };
}

/** The sender says that it is an ordinary matter: the file goes to the ticket it was sent for, by its own name. */
export async function handedBack(doubt: Doubt, number: number, on: Case, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const doubts = [{ key: doubt.key, state: null, was: doubt.since }];
  const ticket = await parts.store.ticket(number);
  if (!ticket) return { doubts, toast: say('refusal.oldButton') };
  const files = doubt.registration.files.map((file) => ({
    ...file,
    id: `${file.id}/named`,
    nextTryAt: on.at,
  }));
  const command = { type: 'supplement', text: '', files, edit: false } as const;
  const context = contextOf(parts, ticket.flow, on.office, { person: doubt.person }, on.at);
  const decision = decide(ticket, command, context);
  if (!decision.ok) {
    const text = refusalInWords(decision.refusal, ticket, command, on);
    return { doubts, replies: [{ text, privately: true, secret: true }] };
  }
  return { doubts, changes: [{ ticket, events: decision.events }], toast: say('told.ordinary') };
}

/** The bytes of a file that was held back. */
export async function heldBytes(sha256: string, { filesDir, keys }: DeskParts): Promise<Uint8Array> {
  const opened = keys ? await openSecretFile(filesDir, sha256, keys) : null;
  return opened ?? readFile(pathOfFile(filesDir, sha256));
}

function withoutEnding(name: string): string {
  return name.replace(/\.[A-Za-z0-9]{1,5}$/, '');
}
