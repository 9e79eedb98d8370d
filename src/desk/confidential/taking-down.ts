/** What is, or may be, about an official and was said in a group stands there still: its speaker hears so, and may have it taken down. */
import { press } from '../../dialogue/understand.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { DOUBT, standingKey } from '../../store/port.ts';
import { type Case, type Outcome, type Reply, reply } from '../case.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, type Dialogue, onlyIf, type StandingLine } from '../dialogue.ts';
import { recall } from '../recall.ts';

/** After that a platform may refuse to take down what others said (Telegram Bot API, `deleteMessage`). */
const CAN_BE_TAKEN_DOWN = 2 * DAY;

type Kept = NonNullable<Outcome['doubts']>[number];

/**
 * The outcome of any message. Where what a company said in a group was kept as a report, or as what may be one, it is
 * told that others read it there, and one button takes down all that it has said so.
 */
export async function withStanding(on: Case, outcome: Outcome, parts: DeskParts): Promise<Outcome> {
  const { channel, chat, message, what } = on.message;
  const isTheirs = on.roles.has('member') && (what === 'text' || what === 'edit');
  if (!isTheirs || chat.kind !== 'group' || message === null || !isKept(outcome)) return outcome;
  const doubt = outcome.doubts?.find(isDoubt)?.key ?? null;
  const lines = (before: readonly StandingLine[]): readonly StandingLine[] => [
    ...before.filter((line) => line.message !== message || line.chat !== chat.id),
    { channel, chat: chat.id, message, at: on.at, doubt },
  ];
  return {
    ...outcome,
    doubts: [...(outcome.doubts ?? []), ...(await changed(on, lines, parts))],
    // Of a picture without words nothing is said; it goes with the others.
    ...(on.text === '' ? {} : { replies: told(on, outcome.replies ?? [], parts) }),
  };
}

/** The record without the lines of a doubt that has turned out to be an ordinary matter. */
export async function withoutLinesOf(doubt: string, on: Case, parts: DeskParts): Promise<readonly Kept[]> {
  return changed(on, (before) => before.filter((line) => line.doubt !== doubt), parts);
}

/** The button. What stands is found by who presses, so nobody else can. */
export async function takeDown(on: Case, parts: DeskParts): Promise<Outcome> {
  const { say } = on.view;
  const lines = linesOf(await recall(parts.store, keyOf(on)), on.at);
  if (lines.length === 0) return { toast: say('refusal.oldButton') };
  return {
    // Whether it worked is seen in the group; where it did not, they are told what to do before they look.
    ...reply(say('confide.takingDown'), { privately: true, secret: true }),
    doubts: await changed(on, () => [], parts),
    outbox: lines.map(({ channel, chat, message }, index) =>
      outgoing({
        id: `takeDown:${on.message.key}/${index}`,
        to: { channel, chat, group: true },
        text: '',
        takesDown: message,
        // Every minute that it stands somebody may read it.
        first: true,
        secret: true,
        kind: 'takeDown',
        createdAt: on.at,
      }),
    ),
  };
}

function isKept({ register, registers, changes, doubts }: Outcome): boolean {
  return (
    [register, ...(registers ?? [])].some((one) => one?.registration.confidential) ||
    (changes ?? []).some(({ ticket }) => ticket.confidential) ||
    (doubts ?? []).some(isDoubt)
  );
}

function isDoubt({ key, state }: Kept): boolean {
  return state !== null && key.startsWith(DOUBT);
}

function told(
  { message, view: { say } }: Case,
  replies: readonly Reply[],
  { channels }: DeskParts,
): readonly Reply[] {
  const canTake = channels.get(message.channel)?.takeDown !== undefined;
  const text = say(canTake ? 'confide.standsThere' : 'confide.takeBack');
  const button = { label: say('button.takeDown'), data: press('takeDown', 0, 0, '') };
  const buttons = canTake ? [[button]] : [];
  const first = replies.find(({ privately }) => privately);
  if (!first) return [...replies, { text, buttons, privately: true, secret: true }];
  const joined = {
    ...first,
    text: `${first.text}\n${text}`,
    buttons: [...(first.buttons ?? []), ...buttons],
  };
  return replies.map((one) => (one === first ? joined : one));
}

function keyOf({ person }: Case): string {
  return standingKey(person?.id ?? '');
}

function linesOf(standing: Dialogue | undefined, at: Instant): readonly StandingLine[] {
  const lines = onlyIf(standing, 'standing')?.lines ?? [];
  return lines.filter((line) => line.at > at - CAN_BE_TAKEN_DOWN);
}

async function changed(
  on: Case,
  change: (lines: readonly StandingLine[]) => readonly StandingLine[],
  { store }: DeskParts,
): Promise<readonly Kept[]> {
  const key = keyOf(on);
  const before = await recall(store, key);
  const lines = change(linesOf(before, on.at));
  if (!before && lines.length === 0) return [];
  const state = awaiting('standing', { lines }, on.at);
  return [{ key, state: lines.length === 0 ? null : state, was: before?.since ?? 0 }];
}
