/**
 * What a message is before anyone asks whose it is: small talk, a question, a difficulty, a debt
 * owed to the enterprise, a report about an official. The last two have tracks of their own
 * (《保障中小企业款项支付条例》; 举报 never goes to the unit reported), so they are told apart first.
 *
 * All patterns read normalised text and hold no nested repetition: their time grows with the length.
 */
import { arrears } from './arrears.ts';
import { question } from './question.ts';
import { smallTalk } from './small-talk.ts';
import { whistleblow } from './whistleblow.ts';

export type Kind = 'request' | 'consult' | 'arrears' | 'whistleblow' | 'chatter';

/** The kind, and a short Chinese reason (empty for a plain request). */
export interface KindFound {
  readonly kind: Kind;
  readonly reason: string;
}

/**
 * Tells the kind of a normalised text. `hasMatter` says that some department's word stands in it,
 * which keeps the shortest difficulties (招人) from passing for small talk. When in doubt it is a request: a difficulty must not get lost.
 */
export function kindOf(text: string, hasMatter: boolean): KindFound {
  const blown = whistleblow(text);
  if (blown) return { kind: 'whistleblow', reason: `提到“${blown}”，按举报单独办理` };
  const owed = arrears(text);
  if (owed) return { kind: 'arrears', reason: `提到“${owed}”，按拖欠账款单独办理` };
  const idle = smallTalk(text, hasMatter);
  if (idle) return { kind: 'chatter', reason: idle };
  const asked = question(text);
  if (asked) return { kind: 'consult', reason: `问“${asked}”，按咨询办理` };
  return { kind: 'request', reason: '' };
}
