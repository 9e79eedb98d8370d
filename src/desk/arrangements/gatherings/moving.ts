/** A gathering that is not held, or at another time: whoever was asked hears of it, whatever they answered. */

import { beginsAt, readConvening } from '../../../dialogue/arrangements/gathering.ts';
import type { Gathering } from '../../../domain/arrangements/gatherings.ts';
import { instantInWords } from '../../../domain/time.ts';
import type { Case, Outcome } from '../../case.ts';
import { outgoing } from '../../delivery/outgoing.ts';
import type { DeskParts } from '../../desk.ts';
import { answerButton } from '../notices.ts';
import { onDutyAt } from '../on-duty.ts';
import { toThem } from '../to-them.ts';
import { calendarFile } from './calendar.ts';
import { arranged, comingTo, facts, gatheringIn, invitedTo } from './common.ts';
import { choicesOf, isFar } from './convening.ts';

export function cancel(on: Case, id: number, why: string, parts: DeskParts): Outcome {
  const { view, at, office } = on;
  const { say } = view;
  const gathering = gatheringIn(office, id);
  const refused = refusalOf(on, id, gathering);
  if (refused || !gathering) return toThem(on, refused ?? say('gathering.notFound', { id }));
  if (why === '') return toThem(on, say('gathering.askWhy', { id }));
  const people = invitedTo(gathering, office);
  const text = say('gathering.cancel', { ...facts(gathering, view), why });
  return {
    ...toThem(on, say('gathering.cancelled', { ...facts(gathering, view), count: people.length })),
    office: [
      arranged(at, { did: 'cancelled', gathering: id, why }),
      { type: 'arranged', v: 1, at, of: 'notices', event: { did: 'ended', notice: gathering.notice } },
    ],
    outbox: [...people, ...onDuty(gathering, on, parts)].map((person) =>
      messageTo(person, gathering, text, on),
    ),
  };
}

/** 改期: who said they come still does, unless they say otherwise; the invitation counts until the new time. */
export async function move(on: Case, id: number, words: string, parts: DeskParts): Promise<Outcome> {
  const { view, at, office } = on;
  const { say } = view;
  const gathering = gatheringIn(office, id);
  const refused = refusalOf(on, id, gathering);
  if (refused || !gathering) return toThem(on, refused ?? say('gathering.notFound', { id }));
  const read = readConvening(words, at);
  const to = beginsAt(read);
  const how = say('gathering.askMoved', { id });
  if (read.day === 'none') return toThem(on, `${say('gathering.noDay')}\n${how}`);
  if (to === null) return toThem(on, how);
  if (to <= at) return toThem(on, `${say('gathering.past', { when: instantInWords(to, at) })}\n${how}`);
  if (isFar(to, at)) return toThem(on, `${say('gathering.far')}\n${how}`);
  if (to === gathering.at) return toThem(on, say('gathering.sameTime', facts(gathering, view)));
  const then: Gathering = { ...gathering, at: to, moved: (gathering.moved ?? 0) + 1 };
  const told = { ...facts(then, view), was: instantInWords(gathering.at, at) };
  const people = invitedTo(gathering, office);
  const coming = new Set(comingTo(gathering, office));
  const file = await calendarFile(then, view, parts);
  const isComing = (person: string) => coming.has(view.roster.enterpriseOf(person)?.id ?? '');
  const buttons = [choicesOf(view).map((one) => answerButton('event', gathering.notice, one))];
  return {
    ...toThem(on, say('gathering.movedTold', { ...told, count: people.length })),
    office: [
      arranged(at, { did: 'moved', gathering: id, to }),
      {
        type: 'arranged',
        v: 1,
        at,
        of: 'notices',
        event: { did: 'moved', notice: gathering.notice, until: to },
      },
    ],
    outbox: [
      ...people.map((person) => ({
        ...messageTo(
          person,
          gathering,
          say(isComing(person) ? 'gathering.movedComing' : 'gathering.moved', told),
          on,
        ),
        buttons,
        ...(isComing(person) ? { file } : {}),
      })),
      ...onDuty(gathering, on, parts).map((person) =>
        messageTo(person, gathering, say('gathering.movedOffice', told), on),
      ),
    ],
  };
}

/** Why it is neither cancelled nor moved any more; null: it may be. */
function refusalOf(on: Case, id: number, gathering: Gathering | undefined): string | null {
  const { say } = on.view;
  if (!gathering || gathering.cancelled) return say('gathering.notFound', { id });
  return gathering.at <= on.at ? say('gathering.held', facts(gathering, on.view)) : null;
}

function onDuty({ departments }: Gathering, { office }: Case, parts: DeskParts): readonly string[] {
  return departments.flatMap((id) => onDutyAt(id, office, parts));
}

function messageTo(person: string, { id }: Gathering, text: string, { message, at }: Case) {
  return outgoing({
    id: `inbox:${message.key}/gathering/${id}/${person}`,
    to: { person },
    text,
    kind: 'gathering',
    createdAt: at,
  });
}
