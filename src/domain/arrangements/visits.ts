/**
 * 走访 (入企服务专班): 不叫不到、随叫随到、服务周到、说到做到. A visit is a ticket of the kind `visit`, which somebody called for; kept here
 * is what a ticket has no place for: the time that was agreed, and what the firm answered afterwards. No quota, no photo
 * and no place of anybody's is kept.
 */
import type { Ticket } from '../ticket.ts';
import type { Instant } from '../time.ts';

/** Who named the time: the other side agrees to it. */
export type Side = 'squad' | 'enterprise';

/** onTime 到得及时吗 · kept 说的办了吗; 服务周到吗 is the rating of the ticket. */
export const VISIT_QUESTIONS = ['onTime', 'kept'] as const;
export type VisitQuestion = (typeof VISIT_QUESTIONS)[number];

export interface Visit {
  /** The number of its ticket. */
  readonly ticket: number;
  readonly time?: VisitTime;
  readonly answers?: Readonly<Partial<Record<VisitQuestion, boolean>>>;
}

export interface VisitTime {
  readonly at: Instant;
  readonly by: string;
  readonly side: Side;
  readonly agreedAt?: Instant;
  /** Both were reminded on the working day before. */
  readonly remindedAt?: Instant;
}

/** By the number of the ticket. */
export type Visits = Readonly<Record<number, Visit>>;

export type VisitEvent =
  /** Something has happened to it for the first time: it is found here when its ticket is over. */
  | { readonly did: 'known'; readonly ticket: number }
  | {
      readonly did: 'proposed';
      readonly ticket: number;
      readonly when: Instant;
      readonly side: Side;
      readonly by: string;
    }
  | { readonly did: 'agreed'; readonly ticket: number }
  | { readonly did: 'reminded'; readonly ticket: number }
  | {
      readonly did: 'answered';
      readonly ticket: number;
      readonly question: VisitQuestion;
      readonly yes: boolean;
    };

export function evolveVisits(all: Visits, event: VisitEvent, at: Instant): Visits {
  const visit = all[event.ticket] ?? { ticket: event.ticket };
  const changed = (more: Partial<Visit>): Visits => ({ ...all, [visit.ticket]: { ...visit, ...more } });
  switch (event.did) {
    case 'known':
      return changed({});
    case 'proposed':
      return changed({ time: { at: event.when, by: event.by, side: event.side } });
    case 'agreed':
      return visit.time ? changed({ time: { ...visit.time, agreedAt: at } }) : all;
    case 'reminded':
      return visit.time ? changed({ time: { ...visit.time, remindedAt: at } }) : all;
    case 'answered':
      return changed({ answers: { ...visit.answers, [event.question]: event.yes } });
    default:
      return event satisfies never;
  }
}

export function isVisit({ flow }: Pick<Ticket, 'flow'>): boolean {
  return flow.startsWith('visit@');
}
