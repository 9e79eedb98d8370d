/** What the desk works with. Wired together once, in `main.ts` (and in `cli/replay.ts`). */
import type { Logger } from 'pino';
import type { Channel } from '../channels/port.ts';
import type { Clock } from '../clock.ts';
import type { View } from '../dialogue/view.ts';
import type { Say } from '../dialogue/wording.ts';
import type { GuideTemplate } from '../domain/arrangements/guides.ts';
import type { InspectionRules } from '../domain/arrangements/inspection-rules.ts';
import type { PolicyLibrary } from '../domain/arrangements/policies.ts';
import type { PowerList } from '../domain/arrangements/powers-list.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { FlowId } from '../domain/flow.ts';
import type { Office } from '../domain/office.ts';
import { awayOf } from '../domain/register.ts';
import type { Roster } from '../domain/roster.ts';
import type { Schedule } from '../domain/schedule.ts';
import type { Snippet } from '../domain/snippets.ts';
import { hubThere } from '../domain/stand-in.ts';
import type { LastNight } from '../learning/nightly.ts';
import type { Drawing } from '../papers/picture/drawing.ts';
import type { Danger } from '../routing/danger.ts';
import type { Elsewhere } from '../routing/elsewhere.ts';
import type { KeyRing } from '../store/keys.ts';
import type { Store } from '../store/port.ts';
import type { Adviser } from '../understanding/adviser/adviser.ts';
import type { Reader } from '../understanding/reading.ts';
import type { Restraint } from './people/restraint.ts';

/** Where people find the pages. */
export interface PagesPlace {
  /** `https://lxq.example.gov.cn/w` */
  readonly address: string;
  /** False: they open on this machine only. */
  readonly fromOutside: boolean;
}

export interface DeskParts {
  readonly store: Store;
  readonly roster: Roster;
  readonly calendar: Calendar;
  readonly router: Reader;
  /** The language model that is asked where the reading is unsure; null where the county has none. */
  readonly adviser: Adviser | null;
  readonly danger: Danger;
  readonly elsewhere: Elsewhere;
  /** What is published about inspections. */
  readonly inspections: InspectionRules;
  readonly snippets: readonly Snippet[];
  readonly policies: PolicyLibrary;
  readonly guides: readonly GuideTemplate[];
  /** 权责清单 as the county's file has it. */
  readonly powers: PowerList;
  readonly say: Say;
  readonly clock: Clock;
  readonly log: Logger;
  readonly channels: ReadonlyMap<string, Channel>;
  /** The flows new tickets begin with, `complaint@<hash>`, `urgent@<hash>`, … */
  readonly flowVersions: Readonly<Record<FlowId, string>>;
  readonly schedule: Schedule;
  /** Where fetched photos and documents are kept. */
  readonly filesDir: string;
  /** What files of reports are encrypted with; not at all without. */
  readonly keys?: KeyRing | null;
  /** How long after a ticket was raised what its reporter says belongs to it. */
  readonly followUpMs: number;
  /** How often people are answered. */
  readonly restraint: Restraint;
  /** Where the county's own sheet for papers lies, if it has one; null where it can have none. */
  readonly letterhead: string | null;
  /** What draws the pictures of briefs; null where none are drawn. */
  readonly drawing: Drawing | null;
  /** What was learnt last; null where nothing is, or nothing has been yet. */
  readonly lastNight: () => LastNight | null;
  /** Null where there are no pages, or not yet. */
  readonly pages: () => PagesPlace | null;
  /** Called after each commit: there may be something to send. */
  readonly onCommit: () => void;
}

export function viewAt(parts: DeskParts, now: number): View {
  return { say: parts.say, roster: parts.roster, danger: parts.danger, now };
}

/** The same, where it is known who is on leave. */
export function viewWith(office: Pick<Office, 'leaves' | 'register'>, parts: DeskParts, now: number): View {
  return { ...viewAt(parts, now), hub: hubThere(parts.roster, awayOf(office)) };
}
