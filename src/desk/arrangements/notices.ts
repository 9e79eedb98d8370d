/** Notices to firms: sent in private, answered with one tap, on record with what the arrangement keeps of the answer. */
import type { Button } from '../../channels/port.ts';
import type { Asked } from '../../dialogue/arrangements/asked.ts';
import { press } from '../../dialogue/understand.ts';
import type { Buttons } from '../../dialogue/view.ts';
import { isOpen, type Notice, type NoticeEvent, nextNoticeId } from '../../domain/arrangements/notices.ts';
import type { Office, OfficeEvent } from '../../domain/office.ts';
import type { Roster } from '../../domain/roster.ts';
import type { Arranged } from '../../domain/source.ts';
import type { Instant } from '../../domain/time.ts';
import type { Outgoing } from '../../store/port.ts';
import type { Case, Outcome } from '../case.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import type { Arrangement } from './arrangement.ts';

/** An answer that leaves no trace (`notices.ts` of the domain). */
export const UNTRACED = 'no';

export interface Draft {
  readonly about: Notice['about'];
  readonly by: string;
  readonly text: string;
  /** Label and code of what may be answered, in the order of the buttons. */
  readonly choices: readonly { readonly label: string; readonly code: string }[];
  readonly until: Instant | null;
  readonly enterprises: readonly string[];
  readonly file?: Outgoing['file'];
}

/** The notice that is next, with what puts it on record and brings it to everybody of those firms. */
export function sendNotice(
  draft: Draft,
  cause: string,
  at: Instant,
  office: Office,
  { roster }: Pick<DeskParts, 'roster'>,
): { readonly id: number; readonly office: readonly OfficeEvent[]; readonly outbox: readonly Outgoing[] } {
  const id = nextNoticeId(office.arrangements?.notices);
  const { about, text, choices, file = null } = draft;
  const { to, event } = recorded(draft, id, at, roster);
  const buttons = choices.length === 0 ? [] : [choices.map((one) => answerButton(about.kind, id, one))];
  return {
    id,
    office: [event],
    outbox: to.flatMap(({ people }) =>
      people.map((person) =>
        outgoing({
          id: `${cause}/notice/${id}/${person}`,
          to: { person },
          text,
          buttons,
          file,
          notice: id,
          slot: `notice/${id}`,
          kind: 'notice',
          createdAt: at,
        }),
      ),
    ),
  };
}

/** What a firm is told in one message of several notices, each with its own answers. */
export interface Together {
  readonly enterprise: string;
  readonly text: string;
  readonly notices: readonly number[];
  readonly buttons: Buttons;
}

/** Puts a notice on record that is told together with others; it is brought by `bringTogether`. */
export function recorded(
  { about, by, until, choices, enterprises }: Omit<Draft, 'text' | 'file'>,
  id: number,
  at: Instant,
  roster: Roster,
): { readonly to: Notice['to']; readonly event: OfficeEvent } {
  const to = enterprises.flatMap((enterprise) => {
    const people = roster.enterprise(enterprise)?.members.map((member) => member.id) ?? [];
    return people.length === 0 ? [] : [{ enterprise, people }];
  });
  const notice = { id, about, by, until, to, choices: choices.map(({ code }) => code) };
  return { to, event: arranged(at, { did: 'sent', notice }) };
}

/** One message to each person of a firm, whatever it has to tell. */
export function bringTogether(
  { enterprise, text, notices, buttons }: Together,
  cause: string,
  at: Instant,
  roster: Roster,
): readonly Outgoing[] {
  const [first = 0] = notices;
  return (roster.enterprise(enterprise)?.members ?? []).map(({ id }) =>
    outgoing({
      id: `${cause}/notices/${first}/${id}`,
      to: { person: id },
      text,
      buttons,
      notice: notices,
      slot: `notices/${first}/${enterprise}`,
      kind: 'notice',
      createdAt: at,
    }),
  );
}

/** A button that answers a notice, wherever it stands. */
export function answerButton(
  kind: Arranged,
  id: number,
  { label, code }: { readonly label: string; readonly code: string },
): Button {
  return { label, data: press('arrange', id, 0, `${kind}-n-${code}`) };
}

export function arrangeButton(kind: keyof Asked, what: string, id: number, label: string): Button {
  return { label, data: press('arrange', id, 0, `${kind}-${what}`) };
}

/** An answer by a button: it counts while the notice is open, from anybody of a firm that it went to. */
export async function answeredNotice(
  on: Case,
  id: number,
  choice: string,
  arrangement: Arrangement,
  parts: DeskParts,
): Promise<Outcome> {
  const { say } = on.view;
  const { person, office, at } = on;
  const notice = office.arrangements?.notices?.[id];
  const to = notice?.to.find((one) => person !== null && one.people.includes(person.id));
  const isAsked = notice?.about.kind === arrangement.of && notice.choices.includes(choice);
  if (!notice || !to || !isAsked || person === null) return { toast: say('refusal.badButton') };
  if (!isOpen(notice, at)) return { toast: say('notice.over') };
  if (to.answer?.choice === choice) return { toast: say('notice.known') };
  const kept = choice === UNTRACED ? null : choice;
  const by = kept === null ? null : person.id;
  const answered: NoticeEvent = {
    did: 'answered',
    notice: id,
    enterprise: to.enterprise,
    choice: kept,
    by,
  };
  // What was not on record needs no taking back.
  const events = kept === null && !to.answer ? [] : [arranged(at, answered)];
  const more = (await arrangement.chosen?.(on, notice, choice, parts)) ?? {};
  return { ...more, office: [...events, ...(more.office ?? [])] };
}

function arranged(at: Instant, event: NoticeEvent): OfficeEvent {
  return { type: 'arranged', v: 1, at, of: 'notices', event };
}
