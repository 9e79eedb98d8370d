/**
 * Words that ask for one of the county's arrangements. Each reads its own, in a file of its own beside this one; a new one
 * is a line in `Asked` and in `READERS`.
 */
import { type CouncilAsked, councilAskedIn } from './council.ts';
import { type FinanceAsked, financeAskedIn } from './finance.ts';
import { type GatheringAsked, gatheringAskedIn } from './gathering.ts';
import { type GuideAsked, guideAskedIn } from './guide.ts';
import { type InspectionAsked, inspectionAskedIn } from './inspection.ts';
import { type PlatformAsked, platformAskedIn } from './platform.ts';
import { type PolicyAsked, policyAskedIn } from './policy.ts';
import { type PowerAsked, powerAskedIn } from './power.ts';
import { type RectificationAsked, rectificationAskedIn } from './rectification.ts';
import { type VisitAsked, visitAskedIn } from './visit.ts';

/** By arrangement, what its words ask for. */
export interface Asked {
  readonly event: GatheringAsked;
  readonly council: CouncilAsked;
  readonly theme: RectificationAsked;
  readonly policy: PolicyAsked;
  readonly inspection: InspectionAsked;
  readonly visit: VisitAsked;
  readonly guide: GuideAsked;
  readonly power: PowerAsked;
  readonly finance: FinanceAsked;
  readonly platform: PlatformAsked;
}

export type ArrangementAsked = {
  [Kind in keyof Asked]: { readonly of: Kind; readonly asked: Asked[Kind] };
}[keyof Asked];

/** `line`: plain (`plain.ts`); `text`: the words as they were typed. */
type Reader<Kind extends keyof Asked> = (line: string, text: string) => Asked[Kind] | null;

const READERS: { readonly [Kind in keyof Asked]: Reader<Kind> } = {
  event: gatheringAskedIn,
  council: councilAskedIn,
  theme: rectificationAskedIn,
  policy: policyAskedIn,
  inspection: inspectionAskedIn,
  visit: visitAskedIn,
  guide: guideAskedIn,
  power: powerAskedIn,
  finance: financeAskedIn,
  platform: platformAskedIn,
};

/** Null where they ask for none. */
export function arrangementAskedIn(line: string, text: string): ArrangementAsked | null {
  for (const of of Object.keys(READERS) as (keyof Asked)[]) {
    const asked = READERS[of](line, text);
    if (asked !== null) return { of, asked } as ArrangementAsked;
  }
  return null;
}
