/**
 * What a county arranges beside the tickets, kept with the office: each kind has its own facts, its own events and its own
 * fold, and none knows of another. A new one is a line in `Arrangements`, in `Did` and in `FOLDS`.
 */
import type { Instant } from '../time.ts';
import { evolveGatherings, type GatheringEvent, type Gatherings } from './gatherings.ts';
import { evolveGuides, type GuideEvent, type Guides } from './guides.ts';
import { evolveNotices, type NoticeEvent, type Notices } from './notices.ts';

/** Missing: there has been none. */
export interface Arrangements {
  readonly notices?: Notices;
  readonly gatherings?: Gatherings;
  readonly guides?: Guides;
}

/** What may happen to each. */
interface Did {
  readonly notices: NoticeEvent;
  readonly gatherings: GatheringEvent;
  readonly guides: GuideEvent;
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
  guides: evolveGuides,
};

export function evolveArrangements(
  all: Arrangements,
  { of, event }: ArrangementEvent,
  at: Instant,
): Arrangements {
  const fold = FOLDS[of] as Fold<Of>;
  return { ...all, [of]: fold(all[of] ?? {}, event, at) };
}
