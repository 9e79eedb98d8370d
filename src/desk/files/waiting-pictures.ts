/**
 * Photos and papers of an enterprise that came without a word: kept by person, whatever chat they came in, until somebody
 * says what they belong to. The next words or step that takes files takes them along.
 */
import type { TicketFile } from '../../domain/ticket-parts.ts';
import { picturesKey } from '../../store/port.ts';
import type { Case, Outcome } from '../case.ts';
import { awaiting } from '../dialogue.ts';

type Kept = NonNullable<Outcome['doubts']>[number];

/** What waits; nothing for an edit, which says again what was said. */
export function waitingPictures({ pictures, message, at }: Case): readonly TicketFile[] {
  if (!pictures || pictures.expiresAt <= at || message.what === 'edit') return [];
  return pictures.files;
}

/** Keeps these, and only these, from now on. */
export function keptPictures(on: Case, files: readonly TicketFile[]): Kept {
  return { ...ofPictures(on), state: awaiting('pictures', { files }, on.at) };
}

export function noPictures(on: Case): Kept {
  return { ...ofPictures(on), state: null };
}

/** The outcome of any message: what has gone to a ticket, or waits there for an answer of its own, waits here no longer. */
export function withoutTaken(on: Case, outcome: Outcome): Outcome {
  const [first] = waitingPictures(on);
  const { register, registers, changes, dialogue, offer, doubts = [] } = outcome;
  if (!first || doubts.some(({ key }) => key === ofPictures(on).key)) return outcome;
  const events = changes?.map((change) => change.events);
  const isTaken = JSON.stringify([register, registers, events, dialogue, offer, doubts]).includes(first.id);
  return isTaken ? { ...outcome, doubts: [...doubts, noPictures(on)] } : outcome;
}

function ofPictures({ person, pictures }: Case): Pick<Kept, 'key' | 'was'> {
  return { key: picturesKey(person?.id ?? ''), was: pictures?.since ?? 0 };
}
