/** What is due in any arrangement: it happens once, at its time, in one commit with the fact. */
import type { Instant } from '../../domain/time.ts';
import { MINUTE } from '../../domain/time.ts';
import { StoreFault } from '../../store/fault.ts';
import { transactionOf } from '../commit.ts';
import { type DeskParts, viewWith } from '../desk.ts';
import type { Arrangement } from './arrangement.ts';
import { ALL } from './arrangements.ts';

const LEFT_ALONE = 10 * MINUTE;

export interface DueArrangement {
  readonly arrangement: Arrangement;
  readonly dueAt: Instant;
}

export interface ArrangementDesk {
  /** What comes next; null when nothing is to come. What has failed rests for a while. */
  next(now: Instant): Promise<DueArrangement | null>;
  bring(due: DueArrangement, at: Instant): Promise<void>;
}

export function createArrangementDesk(parts: DeskParts): ArrangementDesk {
  const { store, log } = parts;
  const failed = new Map<string, Instant>();

  return {
    async next(now) {
      const office = await store.office();
      const due = ALL.flatMap((arrangement): DueArrangement[] => {
        if (Math.abs(now - (failed.get(arrangement.of) ?? Number.NEGATIVE_INFINITY)) < LEFT_ALONE) return [];
        const dueAt = arrangement.nextAt(office, parts);
        return dueAt === null ? [] : [{ arrangement, dueAt }];
      });
      return due.sort((a, b) => a.dueAt - b.dueAt)[0] ?? null;
    },
    async bring({ arrangement, dueAt }, at) {
      const { of } = arrangement;
      try {
        const office = await store.office();
        const outcome = await arrangement.bring(office, at, parts);
        const cause = { name: `arrangement:${of}@${dueAt}.${office.version}`, office };
        const result = await store.commit((take) =>
          transactionOf(outcome, cause, viewWith(office, parts, at), parts, take),
        );
        if (!result.ok) return;
        parts.onCommit();
        // What is still due at the same time has not been done: it would be asked for ever.
        const next = arrangement.nextAt(await store.office(), parts);
        if (next !== null && next <= dueAt) throw new Error(`${of} is still due at ${dueAt}`);
        failed.delete(of);
      } catch (error) {
        if (error instanceof StoreFault) throw error;
        log.error({ err: error, arrangement: of }, 'an arrangement could not be brought up to date');
        failed.set(of, parts.clock.now());
      }
    },
  };
}
