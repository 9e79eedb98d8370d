/** 活动 3 纪要: what was said and what came of it, as a .docx; the same for chat and page. */

import type { View } from '../../../dialogue/view.ts';
import type { Gathering } from '../../../domain/arrangements/gatherings.ts';
import type { Office } from '../../../domain/office.ts';
import { documentApart } from '../../../papers/official/apart.ts';
import { minutesOf } from '../../../papers/official/minutes.ts';
import type { Case, Outcome } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { keepMade } from '../../files/kept-files.ts';
import { DOCX } from '../../papers/issuing.ts';
import { toThem } from '../to-them.ts';
import { cameTo, facts, gatheringIn, titleOf } from './common.ts';
import { heldBefore, sumOf, takenInWords } from './figures.ts';
import { ticketsOf } from './shown.ts';

export async function minutes(on: Case, id: number, parts: DeskParts): Promise<Outcome> {
  const { view, office, at } = on;
  const { say } = view;
  const gathering = gatheringIn(office, id);
  if (!gathering || gathering.cancelled) return toThem(on, say('gathering.notFound', { id }));
  if (gathering.at > at) return toThem(on, say('gathering.notYet', facts(gathering, view)));
  const bytes = await minutesFile(gathering, office, view, parts);
  const title = titleOf(gathering, view);
  const told = say(gathering.came ? 'gathering.minutes' : 'gathering.minutesUnchecked', { title, id });
  const file = { ...(await keepMade(bytes, minutesName(gathering, view), parts)), mime: DOCX };
  return toThem(on, told, { file });
}

export function minutesName(gathering: Gathering, view: Pick<View, 'say'>): string {
  return `${titleOf(gathering, view)}纪要（送审稿）.docx`;
}

export async function minutesFile(
  gathering: Gathering,
  office: Office,
  view: View,
  parts: Pick<DeskParts, 'store' | 'roster'>,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const held = (await heldBefore(office, view.now + 1, parts)).filter(
    (one) => one.gathering.id === gathering.id,
  );
  const paper = minutesOf(
    {
      title: titleOf(gathering, view),
      at: gathering.at,
      place: gathering.place,
      topic: gathering.topic,
      enterprises: cameTo(gathering, office),
      departments: gathering.departments,
      issues: await ticketsOf(gathering, { of: 'whole' }, parts),
      suggestions: (gathering.suggestions ?? []).map(({ enterprise, text, answer }) => ({
        enterprise,
        text,
        answer: answer ? view.say(`gathering.${answer.how}`, { text: answer.text }) : null,
      })),
      figures: takenInWords(sumOf(held), view),
    },
    { roster: parts.roster, at: view.now },
  );
  return documentApart(paper, signal);
}
