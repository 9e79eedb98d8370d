/**
 * 11月新收, 财政局 上周销号: the tickets that a count of a brief is made of, for those who may see that brief; as many as it
 * says, and these.
 */
import type { CountAsked } from '../../dialogue/list-asked.ts';
import { readAs } from '../../dialogue/period-words.ts';
import type { Outline } from '../../domain/outline.ts';
import { spanFrom } from '../../domain/spans.ts';
import { dayOf } from '../../domain/time.ts';
import type { Case } from '../case.ts';
import type { DeskParts } from '../desk.ts';
import { readMembers } from '../leaders/figures.ts';
import { maySee, nameOfScope, ownScopes } from '../leaders/scope.ts';

export interface Counted {
  /** Above the list; alone where nothing is counted, or the reader may not see it. */
  readonly head: string;
  readonly tickets: readonly Outline[];
}

export async function countedIn(on: Case, asked: CountAsked, parts: DeskParts): Promise<Counted> {
  const { view, at } = on;
  const { say } = view;
  const scope = asked.whose ?? ownScopes(on)[0];
  // A button may have outlived the right to press it.
  if (!scope || !maySee(on, scope)) return { head: say('summary.denied'), tickets: [] };
  const period = readAs(spanFrom(asked.first, asked.last), dayOf(at));
  const whose = nameOfScope(scope, period, view) ?? '';
  const what = [whose, period.label].filter((part) => part !== '').join(' ');
  if (period.isFuture) return { head: say('summary.future', { label: period.label }), tickets: [] };
  const { numerator } = await readMembers(scope, `counts.${asked.of}`, period, at, parts);
  const words = { what, name: say(`figureName.${asked.of}`) };
  const head =
    numerator.length === 0
      ? say('standing.countedNone', words)
      : say('standing.counted', { ...words, count: numerator.length });
  return { head, tickets: numerator };
}
