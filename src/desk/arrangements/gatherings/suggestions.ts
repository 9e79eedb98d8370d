/** 答复 of a 建议: 采纳 or 解释, by the hub; the firm hears it at once. */

import type { GatheringAsked } from '../../../dialogue/arrangements/gathering.ts';
import { clip } from '../../../dialogue/text.ts';
import type { Case, Outcome } from '../../case.ts';
import { toPeople } from '../../delivery/outgoing.ts';
import { toThem } from '../to-them.ts';
import { arranged, gatheringIn, titleOf } from './common.ts';

const MATTER = 100;

export function answerSuggestion(
  on: Case,
  { id, suggestion, how, words }: Extract<GatheringAsked, { what: 'answer' }>,
): Outcome {
  const { view, at, office, message, person } = on;
  const { say, roster } = view;
  const gathering = gatheringIn(office, id);
  if (!gathering) return toThem(on, say('gathering.notFound', { id }));
  const title = titleOf(gathering, view);
  if (suggestion === null || how === null || words === '') {
    return toThem(on, say('gathering.askAnswer', { id, suggestion: suggestion ?? 1 }));
  }
  const own = gathering.suggestions?.find((one) => one.id === suggestion);
  if (!own) return toThem(on, say('gathering.noSuggestion', { title, suggestion, id }));
  const members = roster.enterprise(own.enterprise)?.members ?? [];
  const told = say('gathering.answer', {
    title,
    text: clip(own.text, MATTER),
    answer: say(`gathering.${how}`, { text: words }),
  });
  return {
    ...toThem(
      on,
      say('gathering.answerTold', {
        title,
        suggestion,
        enterprise: roster.enterpriseName(own.enterprise),
      }),
    ),
    office: [
      arranged(at, { did: 'answered', gathering: id, suggestion, how, text: words, by: person?.id ?? '' }),
    ],
    outbox: toPeople(
      members.map((member) => member.id),
      {
        id: `inbox:${message.key}/gathering/${id}/answer/${suggestion}`,
        text: told,
        kind: 'gathering',
        createdAt: at,
      },
    ),
  };
}
