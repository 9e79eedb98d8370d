/** 👍, ✅, 👌, 🙏 and nothing else: seen, or thanks. Never a ticket, never an answer, never passed on to anybody. */
import { may } from '../../domain/permissions.ts';
import { type Case, inPrivate, NOTHING, type Outcome } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { askRating } from '../intake/raise.ts';
import { step } from '../steps/steps.ts';
import { answersTask } from './taken.ts';

/** 收到, as a hand or a tick says it. Folded hands ask or thank. */
const TAKEN = /👍|👌|✅|☑|✔|\[(?:强|赞|OK|ok|好的|点赞)\]/u;

/**
 * In answer to a task it is 收到, and signs it. From an owner whose ticket is reported done it may mean satisfied or
 * only seen: that is asked, of them alone. A question that waits for words goes on waiting.
 */
export async function onGesture(on: Case, parts: DeskParts): Promise<Outcome> {
  const { message, person, referred, roles, text } = on;
  if (person === null || message.what !== 'text') return NOTHING;
  const isPrivate = message.chat.kind === 'private';
  if (referred?.liaison === person.id) {
    const takes = isPrivate && referred.state === 'assigned' && TAKEN.test(text) && answersTask(on, referred);
    return takes ? step(on, { verb: 'sign', ticket: referred }, parts) : NOTHING;
  }
  if (!roles.has('member') || on.dialogue) return NOTHING;
  if (referred) {
    const isTheirs = may('confirm', referred, { person: person.id }, parts.roster);
    return isTheirs && referred.state === 'resolved' ? inPrivate(askRating(on, referred)) : NOTHING;
  }
  if (!isPrivate) return NOTHING;
  const [resolved] = await parts.store.tickets({ member: person.id, states: ['resolved'], newest: 1 });
  return resolved ? askRating(on, resolved) : NOTHING;
}
