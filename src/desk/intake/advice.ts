/**
 * Where the reading leaves open whose matter words are, or whether they are one, a language model may be asked – and never
 * about a report, what may be one, or a danger. What its answer counts for: `understanding/adviser/verdict.ts`.
 */

import { understand } from '../../dialogue/understand.ts';
import { departmentName, type View } from '../../dialogue/view.ts';
import { listedMatters, mattersIn } from '../../routing/matters.ts';
import { delicate } from '../../routing/officials.ts';
import { isMarkedSecret } from '../../routing/secret-marks.ts';
import type { Advice } from '../../understanding/adviser/advice.ts';
import { ledBy, mayBeAdvised, type Verdict, verdictOn } from '../../understanding/adviser/verdict.ts';
import type { Case } from '../case.ts';
import { doubtsOf } from '../confidential/doubts.ts';
import type { DeskParts } from '../desk.ts';

/**
 * The words as they are to be registered, with the advice of a language model where there is one to ask and they need
 * it. `offered`: whether they are a matter at all would be asked of the speaker. What is confidential, an answer, or a
 * word on another matter has gone its way before this.
 */
export async function withAdvice(on: Case, offered: boolean, parts: DeskParts): Promise<Case> {
  const { text, reading, view } = on;
  const { adviser } = parts;
  if (!adviser || !isOpen(on, offered, parts) || !(await mayLeave(on, parts))) return on;
  const advice = await adviser.ask(text);
  if (advice === 'resting') return on;
  const verdict = verdictOn(reading, advice);
  const department = advice?.department ?? null;
  const followed = verdict === 'agrees' && department !== null;
  return {
    ...on,
    reading: followed ? ledBy(reading, department) : reading,
    considered: { text, advised: { department, followed }, note: noteOf(verdict, advice, view) },
  };
}

/** Whether an answer could change what becomes of them. Of several matters each that is clear goes to its own department. */
function isOpen({ text, reading }: Case, offered: boolean, { router }: DeskParts): boolean {
  if (!mayBeAdvised(reading) || (reading.auto && !offered)) return false;
  return mattersIn(text, router).length < 2 && listedMatters(text, router).length < 2;
}

/** Whether the words are somebody's of an enterprise, and nothing that is to stay in the house. */
async function mayLeave(on: Case, parts: DeskParts): Promise<boolean> {
  const { message, person, roles, text, cleared } = on;
  if (message.what !== 'text' || person === null || !roles.has('member') || text === '') return false;
  // What was asked about as a report stays here, though its speaker has said that it is none.
  if (cleared || understand(text).type !== 'talk') return false;
  if (isMarkedSecret(text) || delicate(text) !== null) return false;
  // Whoever has told of an official, or may have, might tell more of it in other words.
  if ((await doubtsOf(person.id, parts)).length > 0) return false;
  const open = await parts.store.tickets({ member: person.id, open: true });
  return open.every(({ confidential }) => !confidential);
}

function noteOf(verdict: Verdict, advice: Advice | null, view: View): string | null {
  const department = advice?.department ?? null;
  switch (verdict) {
    case 'agrees':
    case 'differs':
      return department === null
        ? null
        : view.say(`advice.${verdict}`, { department: departmentName(department, view) });
    case 'debt':
    case 'idle':
      return view.say(`advice.${verdict}`);
    case 'nothing':
      return null;
    default:
      return verdict satisfies never;
  }
}
