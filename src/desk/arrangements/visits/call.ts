/** 请来一趟: an owner calls, and whoever of the 专班 is on call has it; nobody else begins a visit (不叫不到). */
import { stateName } from '../../../dialogue/view.ts';
import { mayVisits } from '../../../domain/arrangements/visit-permissions.ts';
import { isVisit } from '../../../domain/arrangements/visits.ts';
import { SQUAD } from '../../../domain/roster.ts';
import { type Case, type Outcome, reply } from '../../case.ts';
import type { DeskParts } from '../../desk.ts';
import { originOf } from '../../intake/offers.ts';
import { change, filesOf } from '../../steps/change.ts';

/** Null where it is no call: a danger, somebody who has no firm, or a question that has a department of its own. */
export async function call(
  on: Case,
  { words, plainly }: { readonly words: string; readonly plainly: boolean },
  parts: DeskParts,
): Promise<Outcome | null> {
  const { person, reading, text } = on;
  if (person === null || reading.urgent || (!plainly && reading.auto)) return null;
  const enterprise = parts.roster.enterpriseOf(person.id)?.id;
  if (enterprise === undefined || !mayVisits('call', person.id, parts.roster)) return null;
  const open = await parts.store.tickets({ enterprise, open: true });
  const before = open.find((one) => isVisit(one) && one.facts.fedBackAt === null);
  if (before) return again(on, before, words, parts);
  return {
    dialogue: null,
    register: {
      actor: { person: person.id },
      registration: {
        flow: parts.flowVersions.visit,
        origin: originOf(on),
        enterprise,
        member: person.id,
        text,
        kind: 'visit',
        urgent: false,
        confidential: false,
        candidates: [],
        reasons: [on.view.say('visit.reason')],
        files: filesOf(on, 'enterprise'),
        department: SQUAD,
      },
    },
  };
}

/** They have called already, and nobody has come yet. */
function again(on: Case, before: Parameters<typeof change>[1], words: string, parts: DeskParts): Outcome {
  const { say } = on.view;
  const { number } = before;
  const files = filesOf(on, 'enterprise');
  if (words === '' && files.length === 0) {
    return reply(say('visit.already', { number, state: stateName(before, say) }), { ticket: number });
  }
  return change(on, before, { type: 'supplement', text: on.text, files, edit: false }, parts, () =>
    reply(say('visit.added', { number }), { ticket: number }),
  );
}
