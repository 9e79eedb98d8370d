/** Whether words ask, by their form alone: 请问延期怎么申请, 这个是不是该住建管？ What an office asks is no news for an enterprise. */
import { plain } from './plain.ts';
import { TICKET_VERBS, type TicketVerb, verbOf } from './verbs.ts';

const BEGINS =
  /^(?:请问(?!题|下一)|想问(?!题)|想?(?:问|咨询)一下(?=[,，\s]|怎|咋|如何|企业|厂|电话))[，,\s]*/u;
/** 正在修呢 tells; 吗 and the sign ask. */
const ENDS = /(?:[?？]|吗)[。.!！~～\s]*$/u;
const HOW = /怎么|咋|如何|怎样/u;
/** 企业电话多少, 厂里怎么联系 */
const CONTACT =
  /(?:企业|厂里|厂家|公司|对方|他们|老板|联系人).{0,6}(?:电话|手机|号码|联系方式|怎么联系)|(?:电话|手机号?|联系方式).{0,3}(?:多少|[?？])/u;

export type Asking = 'contact' | 'other' | { readonly how: TicketVerb };

/** 已更换变压器，恢复供电。还有别的问题吗？ tells before it asks. */
const TELLS = /[,，。;；]./u;

/** Null where the words do not ask, or tell something besides. */
export function askingIn(text: string): Asking | null {
  const words = plain(text).trim();
  if (!BEGINS.test(words) && !ENDS.test(words)) return null;
  if (TELLS.test(words.replace(BEGINS, ''))) return null;
  if (CONTACT.test(words)) return 'contact';
  const how = HOW.test(words) ? verbIn(words) : undefined;
  return how === undefined ? 'other' : { how };
}

/** The verb that is named, by its longest word: 不同意 is not 同意, 请企业补充 not 补充. */
function verbIn(words: string): TicketVerb | undefined {
  const named = TICKET_VERBS.flatMap((verb) =>
    verbOf(verb)
      .said.filter((said) => words.includes(said))
      .map((said) => ({ verb, length: said.length })),
  );
  return named.sort((a, b) => b.length - a.length)[0]?.verb;
}
