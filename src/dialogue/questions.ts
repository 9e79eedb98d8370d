/** Whether words ask, by their form alone: 请问延期怎么申请, 这个是不是该住建管？ What an office asks is no news for an enterprise. */
import { plain } from './plain.ts';
import { TICKET_VERBS, type TicketVerb, verbOf } from './verbs.ts';

const BEGINS = /^(?:请问|想?问一?下|想问|咨询一?下)/u;
/** 正在修呢 tells; 吗 and the sign ask. */
const ENDS = /(?:[?？]|吗)[。.!！~～\s]*$/u;
const HOW = /怎么|咋|如何|怎样/u;
/** 企业电话多少, 厂里怎么联系 */
const CONTACT =
  /(?:企业|厂里|厂家|公司|对方|他们|老板|联系人).{0,6}(?:电话|手机|号码|联系方式|怎么联系)|(?:电话|手机号?|联系方式).{0,3}(?:多少|[?？])/u;

export type Asking = 'contact' | 'other' | { readonly how: TicketVerb };

/** Null where the words do not ask. */
export function askingIn(text: string): Asking | null {
  const words = plain(text).trim();
  if (!BEGINS.test(words) && !ENDS.test(words)) return null;
  if (CONTACT.test(words)) return 'contact';
  const how = HOW.test(words)
    ? TICKET_VERBS.find((verb) => verbOf(verb).said.some((said) => words.includes(said)))
    : undefined;
  return how === undefined ? 'other' : { how };
}
