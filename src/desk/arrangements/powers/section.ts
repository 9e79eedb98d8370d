/** What leaders read of 权责清单 in a period: what was changed, what is proposed, what townships were given beside their list. */
import { changeFacts } from '../../../dialogue/arrangements/power-view.ts';
import { powerFigures } from '../../../domain/arrangements/power-figures.ts';
import type { Period } from '../../../domain/metrics.ts';
import { dayInWords, dayOf, type Instant } from '../../../domain/time.ts';
import { type DeskParts, viewAt } from '../../desk.ts';
import type { Section, SectionLine } from '../arrangement.ts';
import { listOf, powersOf } from './facts.ts';

export const POWERS_PATH = '/powers';

/** Null where nothing has happened in it: the list alone is no news. */
export async function powerSection(period: Period, at: Instant, parts: DeskParts): Promise<Section | null> {
  const office = await parts.store.office();
  const view = viewAt(parts, at);
  const { say } = view;
  const { fresh, pending, accepted, kept, given, returned } = powerFigures(powersOf(office), period, at);
  if (fresh + accepted.length + kept + given === 0) return null;
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
      told(say('power.sectionProposals', { fresh, pending, accepted: accepted.length, kept })),
      ...(given > 0 ? [told(say('power.sectionOutside', { count: given, returned }))] : []),
    ],
  };
}
