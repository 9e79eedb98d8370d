/** Which flow a ticket begins with, from what routing made of its words. */
import type { FlowId } from '../domain/flow.ts';
import type { Kind } from './kinds.ts';

/**
 * Where several hold, the graver duty wins. Secrecy first: a report goes to the discipline contacts whatever else
 * it says (信访工作条例 30). Then danger, which cannot wait for the thirty days of a debt, and whose hours break no
 * limit of the law. Then the debt, whose limits are the law's. A question is the least of them.
 */
export function trackOf({ kind, urgent }: { readonly kind: Kind; readonly urgent: boolean }): FlowId {
  if (kind === 'whistleblow') return 'report';
  if (urgent) return 'urgent';
  if (kind === 'arrears') return 'arrears';
  return kind === 'consult' ? 'consult' : 'complaint';
}
