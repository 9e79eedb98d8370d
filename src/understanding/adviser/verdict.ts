/**
 * What a language model's advice counts for: it may settle what the reading itself holds possible, and nothing else. It
 * makes no words urgent, confidential or talk, and no matter of another kind, whatever it says.
 */
import type { Reading } from '../reading.ts';
import type { Advice } from './advice.ts';

/**
 * agrees: with a department that the reading shows, which then leads · differs: names another · debt: takes for a debt
 * what the reading does not, and debts have limits of their own · idle: sees no matter · nothing: named no department
 */
export type Verdict = 'agrees' | 'differs' | 'debt' | 'idle' | 'nothing';

/** Null is no usable advice. */
export function verdictOn({ departments, auto }: Reading, advice: Advice | null): Verdict {
  if (advice === null) return 'nothing';
  if (!advice.matter) return 'idle';
  if (advice.kind === 'arrears') return 'debt';
  if (advice.department === null) return 'nothing';
  // Where the reading is sure whose it is, and only not whether it is a matter, no other department will do.
  const possible = auto ? departments.slice(0, 1) : departments;
  return possible.some(({ id }) => id === advice.department) ? 'agrees' : 'differs';
}

/**
 * Whether there is anything to ask about: an ordinary matter that nobody takes for a report, a danger or a debt, that
 * speaks of no other one.
 */
export function mayBeAdvised({ kind, urgent, suspected, bearing }: Reading): boolean {
  const isOrdinary = kind === 'request' || kind === 'consult';
  const standsAlone = bearing === null || (bearing.speaksOf === null && !bearing.alarm);
  return isOrdinary && !urgent && !suspected && standsAlone;
}

/** The reading with one of its departments first, which has it without the dispatcher. */
export function ledBy(reading: Reading, department: string): Reading {
  const { departments, reasons } = reading;
  const first = departments.filter(({ id }) => id === department);
  return {
    ...reading,
    departments: [...first, ...departments.filter(({ id }) => id !== department)],
    auto: true,
    doubtful: false,
    // It is not the dispatcher's to settle any more.
    reasons: reasons.filter((reason) => !/请专班定$|请专班分办$/u.test(reason)),
  };
}
