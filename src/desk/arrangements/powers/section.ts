/** What leaders read of 权责清单 in a period: what was changed, what is proposed, what townships were given beside their list. */
import { changeFacts } from '../../../dialogue/arrangements/power-view.ts';
import { isPending, proposalsIn } from '../../../domain/arrangements/powers.ts';
import type { Period } from '../../../domain/metrics.ts';
import { dayInWords, dayOf, type Instant } from '../../../domain/time.ts';
import { type DeskParts, viewAt } from '../../desk.ts';
import type { Section, SectionLine } from '../arrangement.ts';
import { listOf, powersOf } from './facts.ts';

export const POWERS_PATH = '/powers';

/** Null where nothing has happened in it: the list alone is no news. */
export async function powerSection(period: Period, at: Instant, parts: DeskParts): Promise<Section | null> {
  const office = await parts.store.office();
  const powers = powersOf(office);
  const view = viewAt(parts, at);
  const { say } = view;
  const isIn = (when: Instant | undefined): boolean =>
    when !== undefined && when >= period.from && when < period.before && when <= at;
  const all = proposalsIn(powers);
  const fresh = all.filter(({ putAt }) => isIn(putAt)).length;
  const pending = all.filter(isPending).length;
  const decided = all.filter((one) => isIn(one.decided?.at));
  const accepted = decided.filter(({ decided: how }) => how?.isAccepted);
  const given = (powers.admissions ?? []).filter((one) => isIn(one.at));
  const returned = given.filter(({ returnedAt }) => returnedAt !== undefined).length;
  if (fresh + decided.length + given.length === 0) return null;
  const list = listOf(office, parts);
  const told = (text: string): SectionLine => ({ text, path: POWERS_PATH });
  const head = {
    version: list.version,
    day: dayInWords(list.effective, dayOf(at)),
    count: list.items.length,
  };
  return {
    title: say('power.section'),
    lines: [
      told(say('power.sectionList', head)),
      ...accepted.map((one) => ({
        text: say('power.sectionChanged', { ...changeFacts(one, view), version: one.decided?.version ?? 0 }),
        path: `${POWERS_PATH}/proposals/${one.id}`,
      })),
      told(
        say('power.sectionProposals', {
          fresh,
          pending,
          accepted: accepted.length,
          kept: decided.length - accepted.length,
        }),
      ),
      ...(given.length > 0 ? [told(say('power.sectionOutside', { count: given.length, returned }))] : []),
    ],
  };
}
