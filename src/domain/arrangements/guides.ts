/**
 * 帮办: what a firm is helped through, step by step, free of charge. The steps are the plan of a ticket; kept here is what
 * the plan cannot say: what was handed in, what the department said is missing (once, 行政许可法第三十二条), since when all
 * of it is there, and what the firm itself has agreed to (告知承诺).
 */
import { addWorkdays, type Calendar } from '../calendar.ts';
import type { Ticket } from '../ticket.ts';
import type { Duty, PlanStep } from '../ticket-parts.ts';
import { addDays, dayOf, type Instant, startOfDay } from '../time.ts';

/** What a county is ready to help with, as `flows/guides/<id>.yaml` has it. */
export interface GuideTemplate {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  /** Words that name it: 开公司, 营业执照. */
  readonly words: readonly string[];
  /** Whose 代办员 leads. */
  readonly department: string;
  readonly steps: readonly PlanStep[];
  readonly promise?: Promised;
  readonly span?: Spanned;
}

/** A step whose promise is told by a name of its own: 半日办结. */
export interface Promised {
  readonly title: string;
  readonly step: string;
  /** 0.5 个工作日 */
  readonly limit: string;
}

/** From the end of one step to the end of another: 合同到基坑许可. */
export interface Spanned {
  readonly title: string;
  readonly from: string;
  readonly to: string;
}

export interface Guide extends Pick<GuideTemplate, 'title' | 'promise' | 'span'> {
  readonly ticket: number;
  readonly template: string;
  /** The owner's first word. */
  readonly begunAt: Instant;
  /** By step; missing: nothing has happened to its papers. */
  readonly papers: Readonly<Record<string, Papers>>;
}

export interface Papers {
  /** When the firm last said that all is handed in. */
  readonly handedIn?: Instant;
  /** 一次告知 */
  readonly missing?: { readonly at: Instant; readonly by: string; readonly text: string };
  /** Since when all is there. */
  readonly complete?: Instant;
  /** 告知承诺, confirmed by somebody of the firm. */
  readonly pledged?: { readonly at: Instant; readonly by: string };
}

export type Guides = Readonly<Record<number, Guide>>;

export type GuideEvent =
  | { readonly did: 'begun'; readonly guide: Omit<Guide, 'begunAt' | 'papers'> }
  | { readonly did: 'handedIn'; readonly ticket: number; readonly step: string }
  | {
      readonly did: 'toldMissing';
      readonly ticket: number;
      readonly step: string;
      readonly by: string;
      readonly text: string;
    }
  | { readonly did: 'pledged'; readonly ticket: number; readonly step: string; readonly by: string }
  | {
      readonly did: 'complete';
      readonly ticket: number;
      readonly step: string;
      readonly since: Instant;
    };

export function evolveGuides(all: Guides, event: GuideEvent, at: Instant): Guides {
  if (event.did === 'begun')
    return { ...all, [event.guide.ticket]: { ...event.guide, begunAt: at, papers: {} } };
  const guide = all[event.ticket];
  if (!guide) return all;
  const papers = { ...guide.papers, [event.step]: evolvePapers(guide.papers[event.step] ?? {}, event, at) };
  return { ...all, [guide.ticket]: { ...guide, papers } };
}

function evolvePapers(papers: Papers, event: Exclude<GuideEvent, { did: 'begun' }>, at: Instant): Papers {
  switch (event.did) {
    case 'handedIn':
      return { ...papers, handedIn: at };
    case 'toldMissing':
      return { ...papers, missing: { at, by: event.by, text: event.text } };
    case 'pledged':
      return { ...papers, pledged: { at, by: event.by } };
    case 'complete':
      return { ...papers, complete: event.since };
    default:
      return event satisfies never;
  }
}

/** Days within which a department says what is missing; after them, what was handed in counts as complete (许可法 32). */
export const TOLD_WITHIN = 5;

/** What the firm still has to do before the clock of a step can run. */
export function lacksPledge(step: PlanStep, { pledged }: Papers): boolean {
  return step.pledge !== undefined && pledged === undefined;
}

/** Handed in, and nothing said since that anything is missing. */
export function isHandedIn({ handedIn, missing }: Papers): boolean {
  return handedIn !== undefined && (missing === undefined || missing.at < handedIn);
}

/** Since when the papers of a step are all there, if the department says at `at` that they are. */
export function completeSince(step: PlanStep, papers: Papers, at: Instant): Instant {
  if (!isHandedIn(papers)) return at;
  const agreed = step.pledge === undefined ? 0 : (papers.pledged?.at ?? at);
  return Math.max(papers.handedIn ?? at, agreed);
}

/** Until when a department may say what is missing of what was handed in then; after that it counts as complete. */
export function toldBefore(handedIn: Instant, calendar: Calendar): Instant {
  // The fifth working day is theirs whole.
  return startOfDay(addDays(addWorkdays(dayOf(handedIn), TOLD_WITHIN, calendar), 1));
}

/** Steps in order, with what is known of each. */
export interface Station {
  /** 1, 2, 3 … as people name it. */
  readonly place: number;
  readonly step: PlanStep;
  readonly duty: Duty | undefined;
  readonly papers: Papers;
}

export function stationsOf(ticket: Pick<Ticket, 'plan' | 'duties'>, guide: Guide): readonly Station[] {
  return (ticket.plan ?? []).map((step, index) => ({
    place: index + 1,
    step,
    duty: ticket.duties.find((duty) => duty.kind === 'step' && duty.step === step.id),
    papers: guide.papers[step.id] ?? {},
  }));
}
