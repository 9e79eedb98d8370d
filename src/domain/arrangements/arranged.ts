/**
 * What a county arranges beside the tickets, kept with the office: each kind has its own facts, its own events and its own
 * fold, and none knows of another. A new one is a line in `Arrangements`, in `Did` and in `FOLDS`.
 */
import type { Instant } from '../time.ts';
import { type CouncilEvent, type Councils, evolveCouncils } from './councils.ts';
import { evolveFinance, type FinanceEvent, type Needs } from './finance.ts';
import { evolveGatherings, type GatheringEvent, type Gatherings } from './gatherings.ts';
import { evolveGuides, type GuideEvent, type Guides } from './guides.ts';
import { evolveInspections, type InspectionEvent, type Inspections } from './inspections.ts';
import { evolveNotices, type NoticeEvent, type Notices } from './notices.ts';
import { evolvePlatform, type Platform, type PlatformEvent } from './platform.ts';
import { evolvePolicies, type Policies, type PolicyEvent } from './policies.ts';
import { evolvePowers, type PowerEvent, type Powers } from './powers.ts';
import { evolveRectifications, type RectificationEvent, type Rectifications } from './rectifications.ts';
import { evolveVisits, type VisitEvent, type Visits } from './visits.ts';

/** Missing: there has been none. */
export interface Arrangements {
  readonly notices?: Notices;
  readonly gatherings?: Gatherings;
  readonly councils?: Councils;
  readonly rectifications?: Rectifications;
  readonly policies?: Policies;
  readonly inspections?: Inspections;
  readonly visits?: Visits;
  readonly guides?: Guides;
  readonly powers?: Powers;
  readonly finance?: Needs;
  readonly platform?: Platform;
}

/** What may happen to each. */
interface Did {
  readonly notices: NoticeEvent;
  readonly gatherings: GatheringEvent;
  readonly councils: CouncilEvent;
  readonly rectifications: RectificationEvent;
  readonly policies: PolicyEvent;
  readonly inspections: InspectionEvent;
  readonly visits: VisitEvent;
  readonly guides: GuideEvent;
  readonly powers: PowerEvent;
  readonly finance: FinanceEvent;
  readonly platform: PlatformEvent;
}

type Of = keyof Did;

export type ArrangementEvent = { [Kind in Of]: { readonly of: Kind; readonly event: Did[Kind] } }[Of];

type Fold<Kind extends Of> = (
  before: NonNullable<Arrangements[Kind]>,
  event: Did[Kind],
  at: Instant,
) => NonNullable<Arrangements[Kind]>;

const FOLDS: { readonly [Kind in Of]: Fold<Kind> } = {
  notices: evolveNotices,
  gatherings: evolveGatherings,
  councils: evolveCouncils,
  rectifications: evolveRectifications,
  policies: evolvePolicies,
  inspections: evolveInspections,
  visits: evolveVisits,
  guides: evolveGuides,
  powers: evolvePowers,
  finance: evolveFinance,
  platform: evolvePlatform,
};

/** Of these everything that happens is encrypted on disk, as reports are (`store/secrecy.ts`); their facts are `sealed.ts`. */
const SEALED: ReadonlySet<Of> = new Set<Of>(['finance']);

export function isSealed({ of }: Pick<ArrangementEvent, 'of'>): boolean {
  return SEALED.has(of);
}

/** What takes an answer back without a trace (这次不来): that it was taken back stands nowhere in clear either. */
export function leavesNoTrace({ of, event }: ArrangementEvent): boolean {
  return of === 'notices' && event.did === 'answered' && event.choice === null;
}

export function evolveArrangements(
  all: Arrangements,
  { of, event }: ArrangementEvent,
  at: Instant,
): Arrangements {
  const fold = FOLDS[of] as Fold<Of>;
  return { ...all, [of]: fold(all[of] ?? {}, event, at) };
}
