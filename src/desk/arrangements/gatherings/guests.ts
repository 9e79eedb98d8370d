/** What guests do: say that they come, and what they want to speak of; and who came, as the hub says. */

import { enterprisesNamed } from '../../../dialogue/arrangements/named.ts';
import { clip } from '../../../dialogue/text.ts';
import type { Gathering } from '../../../domain/arrangements/gatherings.ts';
import type { Notice } from '../../../domain/arrangements/notices.ts';
import type { OfficeEvent } from '../../../domain/office.ts';
import { hasLeft } from '../../../domain/register.ts';
import type { Outgoing } from '../../../store/port.ts';
import { type Case, type Outcome, reply } from '../../case.ts';
import { toPeople } from '../../delivery/outgoing.ts';
import type { DeskParts } from '../../desk.ts';
import { awaiting, onlyIf } from '../../dialogue.ts';
import { mayBeReport, open } from '../../intake/registering.ts';
import { answerButton, arrangeButton, UNTRACED } from '../notices.ts';
import { toThem } from '../to-them.ts';
import { calendarFile } from './calendar.ts';
import { arranged, comingTo, facts, gatheringIn, gatheringsIn, namesOf, titleOf } from './common.ts';
import { choicesOf } from './convening.ts';

/** 现在就登记 */
export const REGISTER = 'register';
const LONGEST_WISH = 500;
/** More than this of one firm is a matter to be told at once. */
const MOST_WISHES = 10;

/** An invitation was answered; whoever comes gets the entry for their calendar. */
export async function answered(on: Case, notice: Notice, choice: string, parts: DeskParts): Promise<Outcome> {
  const { view, office } = on;
  const gathering = gatheringsIn(office).find((one) => one.notice === notice.id);
  if (!gathering) return { toast: view.say('refusal.oldButton') };
  if (choice === UNTRACED) {
    const declined = reply(view.say('gathering.declined'), { privately: true });
    return { ...declined, outbox: toWhoeverComes(on, gathering, notice) };
  }
  const file = await calendarFile(gathering, view, parts);
  const held = onlyIf(on.dialogue, 'arranging');
  const wanted =
    held?.of === 'event' && held.what === 'wish' && held.gathering === gathering.id ? held : null;
  const coming = view.say('gathering.coming', facts(gathering, view));
  const told =
    wanted && view.say('gathering.wished', { title: titleOf(gathering, view), text: clip(wanted.words, 60) });
  return {
    ...reply(told === null ? coming : `${coming}\n${told}`, { privately: true, file }),
    ...(wanted && { dialogue: null, office: [wished(on, gathering, wanted.words)] }),
  };
}

/** Whoever of the firm had said that they come hears from a colleague's 不来, and can say so again; nobody else does. */
function toWhoeverComes(on: Case, gathering: Gathering, notice: Notice): readonly Outgoing[] {
  const { person, office, view, message, at } = on;
  const own = notice.to.find(({ people }) => person !== null && people.includes(person.id));
  const comes = own?.answer?.by;
  if (comes === undefined || comes === person?.id || hasLeft(comes, office)) return [];
  const come = choicesOf(view).filter(({ code }) => code !== UNTRACED);
  return toPeople([comes], {
    id: `inbox:${message.key}/gathering/${gathering.id}/declined`,
    text: view.say('gathering.declinedByColleague', facts(gathering, view)),
    buttons: [come.map((one) => answerButton('event', notice.id, one))],
    kind: 'gathering',
    createdAt: at,
  });
}

/**
 * 想说 …, of a guest and in private: kept with the gathering that is next of theirs and that they come to. Whoever has not said
 * so, which is also whoever has said no, is promised nothing and named to nobody: one tap comes, another has it registered now.
 * Null: they are asked to none, or it is nothing that waits for a breakfast.
 */
export function wish(on: Case, words: string, parts: DeskParts): Outcome | null {
  const { person, message, office, view } = on;
  if (person === null || message.chat.kind !== 'private') return null;
  const enterprise = view.roster.enterpriseOf(person.id)?.id;
  if (enterprise === undefined || on.reading.urgent || mayBeReport(on, words, parts)) return null;
  const ahead = gatheringsIn(office)
    .filter((one) => isAhead(one, on) && isInvited(one, enterprise, on))
    .sort((one, other) => one.at - other.at);
  const comes = ahead.find((one) => comingTo(one, office).includes(enterprise));
  const next = comes ?? ahead[0];
  if (!next) return null;
  const own = next.wishes?.filter((one) => one.enterprise === enterprise) ?? [];
  if (own.some(({ text }) => text === words)) {
    return reply(view.say('gathering.wishKnown', { title: titleOf(next, view) }));
  }
  if (words.length > LONGEST_WISH) return reply(view.say('gathering.wishLong', { limit: LONGEST_WISH }));
  if (own.length >= MOST_WISHES) return reply(view.say('gathering.wishMany'));
  if (!comes) return askToCome(on, next, words);
  return {
    ...reply(view.say('gathering.wished', { title: titleOf(next, view), text: clip(words, 60) })),
    office: [wished(on, next, words)],
  };
}

function wished({ person, view, at }: Case, { id }: Gathering, text: string): OfficeEvent {
  const by = person?.id ?? '';
  const enterprise = view.roster.enterpriseOf(by)?.id ?? '';
  return arranged(at, { did: 'wished', gathering: id, enterprise, by, text, comes: true });
}

function askToCome({ view, at }: Case, gathering: Gathering, words: string): Outcome {
  const { say } = view;
  const come = choicesOf(view).filter(({ code }) => code !== UNTRACED);
  const buttons = [
    [
      ...come.map((one) => answerButton('event', gathering.notice, one)),
      arrangeButton('event', REGISTER, gathering.id, say('gathering.wishNow')),
    ],
  ];
  return {
    ...reply(say('gathering.wishAsk', facts(gathering, view)), { privately: true, buttons }),
    dialogue: awaiting('arranging', { of: 'event', what: 'wish', gathering: gathering.id, words }, at),
  };
}

/** It is not to wait for the table: the words are registered as they were said. */
export async function registerNow(on: Case, parts: DeskParts): Promise<Outcome> {
  const held = onlyIf(on.dialogue, 'arranging');
  if (held?.of !== 'event' || held.what !== 'wish') return { toast: on.view.say('refusal.oldButton') };
  const { words } = held;
  const reading = { ...on.reading, ...parts.router.route(words) };
  return { dialogue: null, ...(await open({ ...on, text: words, reading }, words, [], parts)) };
}

/** 到会: who came. Whoever did not is not named anywhere. */
export function attend(on: Case, id: number, names: readonly string[], parts: DeskParts): Outcome {
  const { view, at, office } = on;
  const { say } = view;
  const gathering = gatheringIn(office, id);
  if (!gathering || gathering.cancelled) return toThem(on, say('gathering.notFound', { id }));
  if (gathering.at > at) return toThem(on, say('gathering.notYet', facts(gathering, view)));
  if (names.length === 0) return toThem(on, say('gathering.askCame', { id }));
  const { found, unknown, twice } = enterprisesNamed(names, parts.roster);
  if (unknown.length > 0) {
    return toThem(on, say('gathering.unknownGuests', { names: unknown.join('、') }));
  }
  if (twice.length > 0) {
    return toThem(on, say('gathering.cameTwice', { names: twice.map(({ name }) => name).join('、') }));
  }
  const came = found.map((one) => one.id);
  return {
    ...toThem(
      on,
      say('gathering.came', {
        title: titleOf(gathering, view),
        count: came.length,
        names: namesOf(came, view),
      }),
    ),
    office: [arranged(at, { did: 'attended', gathering: id, came })],
  };
}

function isAhead({ at, cancelled }: Gathering, on: Case): boolean {
  return !cancelled && on.at < at;
}

function isInvited({ notice }: Gathering, enterprise: string, { office }: Case): boolean {
  return office.arrangements?.notices?.[notice]?.to.some((one) => one.enterprise === enterprise) ?? false;
}
