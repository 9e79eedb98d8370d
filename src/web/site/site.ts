/** What every page that people sign in to works on. */
import type { AccessLog } from '../../access-log.ts';
import type { PageChannel } from '../../channels/page/index.ts';
import type { Finding } from '../../checkup/finding.ts';
import type { OwnFile } from '../../county/own-file.ts';
import type { DeskParts } from '../../desk/desk.ts';
import type { Instant } from '../../domain/time.ts';
import type { BoardFigures } from './figures.ts';

/** Below it lie all pages of the site. */
export const BASE = '/w';

export interface Site {
  readonly parts: DeskParts;
  /** What has been counted, for all pages. */
  readonly figures: BoardFigures;
  readonly channel: PageChannel;
  /** Who looked at what. */
  readonly access: AccessLog;
  /** Signs the cookies of those who have signed in. */
  readonly secret: string;
  /** The county's `roster.yaml`. */
  readonly rosterFile: string;
  /** The county's `policies.yaml`. */
  readonly policiesFile: OwnFile;
  /** Where people see the pages from outside, `https://…`; null: on this machine only. */
  readonly origin: string | null;
  /** 备案号, for the foot of each page; null: none is shown. */
  readonly filing: string | null;
  /** In a rehearsal there is a way back to the group. */
  readonly rehearsal: boolean;
  /** All that a start would refuse, as `npm run check-county` finds it. */
  readonly checkup: (now: Instant) => Promise<readonly Finding[]>;
  /** Streams under way, each ended by calling it. */
  readonly streams: Set<() => void>;
}
