/**
 * What was pasted and waits for a word of the dispatcher's: whose it is, or whether a matter has come back. It is kept
 * by itself, so that no other question or command in between does away with it.
 */
import { clip } from '../../dialogue/text.ts';
import { stateName } from '../../dialogue/view.ts';
import { clerkKey } from '../../store/port.ts';
import type { Case, Outcome, Reply } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { awaiting, type DialogueOf, onlyIf, type Waiting } from '../dialogue.ts';
import { recall } from '../recall.ts';

const SHOWN = 60;

export type { Again, Waiting, Whose } from '../dialogue.ts';

/** What waits, the first first. */
export interface Queue {
  readonly items: readonly Waiting[];
  /** Since when it is kept so; 0 when nothing is. */
  readonly was: number;
}

export async function queueOf({ person, at, dialogue }: Case, { store }: DeskParts): Promise<Queue> {
  const kept = onlyIf(await recall(store, clerkKey(person?.id ?? '')), 'pasted');
  if (kept) return { items: kept.expiresAt > at ? kept.items : [], was: kept.since };
  const former = onlyIf(dialogue, 'clerk')?.former ?? [];
  return { items: former.map((said) => ({ ...said, is: 'whose' })), was: 0 };
}

/** The same twice is asked once. A danger is asked after before all others. */
export function withMore(items: readonly Waiting[], more: readonly Waiting[]): readonly Waiting[] {
  const isNew = (one: Waiting): boolean =>
    !items.some(({ is, name, text }) => is === one.is && name === one.name && text === one.text);
  const all = [...items, ...more.filter(isNew)];
  const isDanger = (one: Waiting): boolean => one.is === 'whose' && one.registered === true;
  return [...all.filter(isDanger), ...all.filter((one) => !isDanger(one))];
}

/** Keeps what waits from now on, and makes the next words of the dispatcher an answer; nothing waits: neither. */
export function keeping(
  on: Case,
  items: readonly Waiting[],
  { was }: Queue,
): Pick<Outcome, 'dialogue' | 'doubts'> {
  const key = clerkKey(on.person?.id ?? '');
  const state = items.length === 0 ? null : awaiting('pasted', { items }, on.at);
  const isKept = state !== null || was !== 0;
  return {
    dialogue: items.length === 0 ? null : pointing(on),
    ...(isKept ? { doubts: [{ key, state, was }] } : {}),
  };
}

/** The next words of the dispatcher answer what waits first, or are what is pasted. */
export function pointing({ at }: Case): DialogueOf<'clerk'> {
  return awaiting('clerk', {}, at);
}

/** What is asked of the first. */
export async function question(
  on: Case,
  items: readonly Waiting[],
  { store }: DeskParts,
): Promise<readonly Reply[]> {
  const { say } = on.view;
  const [first, ...others] = items;
  if (!first) return [];
  const more = others.length > 0 ? [say('clerk.moreWait', { count: others.length })] : [];
  const text = clip(first.text, SHOWN);
  return [{ text: [await asked(), ...more].join('\n') }];

  async function asked(): Promise<string> {
    if (first?.is === 'again') {
      const ticket = await store.ticket(first.ticket);
      const state = ticket ? stateName(ticket, say) : '';
      const enterprise = on.view.roster.enterprise(first.speaker.enterprise)?.name ?? '';
      return say('clerk.again', { enterprise, text, number: first.ticket, state });
    }
    const name = clip(first?.name ?? '', 20);
    return name === '' ? say('clerk.whichEnterprise', { text }) : say('clerk.whose', { name, text });
  }
}

/** After any other step of the dispatcher's the question stands, in sight; what has ended it was that step's own. */
export async function stillAsked(on: Case, outcome: Outcome, parts: DeskParts): Promise<Outcome> {
  const isClerk = on.roles.has('dispatcher') && on.message.chat.kind === 'private';
  if (!isClerk || outcome.dialogue !== null) return outcome;
  if (outcome.doubts?.some(({ key }) => key === clerkKey(on.person?.id ?? ''))) return outcome;
  const { items } = await queueOf(on, parts);
  if (items.length === 0) return outcome;
  const replies = [...(outcome.replies ?? []), ...(await question(on, items, parts))];
  return { ...outcome, dialogue: pointing(on), replies };
}
