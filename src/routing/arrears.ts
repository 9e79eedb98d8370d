/**
 * Debts owed to the enterprise (拖欠账款) by an authority, an institution or a large enterprise: a
 * track of its own by 《保障中小企业款项支付条例》. Wages owed to workers are not among them.
 */
import { anyOf } from './any-of.ts';
import { oncePer, oneOf, type Words, wordsInUse } from './word-rules.ts';

/** `arrears` by other words than the county's own. */
export const arrearsReader = oncePer((words: Words['arrears']) => {
  const owedIn = anyOf([
    `${oneOf(words.unpaid)}.{0,16}${oneOf(words.sums)}`,
    `${oneOf(words.sumsFirst)}.{0,20}${oneOf(words.unpaidAfter)}`,
    ...words.owed,
  ]);
  const otherSums = anyOf(words.otherSums);
  const wages = anyOf(words.wages);
  const firm = anyOf(words.firm);
  const atCourt = anyOf(words.atCourt);
  const stillOwed = anyOf(words.stillOwed);

  return (text: string): string | undefined => {
    const head = text.slice(0, 600);
    const owed = owedIn.exec(head);
    if (!owed || isPrivateDebt(clauseOf(head, owed), words)) return undefined;
    // 拖欠工程款导致发不出工资 is still a debt to the company; 拖欠工资 alone is not.
    if (otherSums.test(owed[0])) return undefined;
    if (atCourt.test(head) && !stillOwed.test(head)) return undefined;
    if (wages.test(head) && !firm.test(head)) return undefined;
    return owed[0].slice(0, 16);
  };
});

/** The clause that tells of the debt: 镇政府欠我们工程款，我个人还欠着材料商的钱 has another behind it. */
function clauseOf(text: string, { 0: owed, index }: RegExpExecArray): string {
  const begins = Math.max(...[...',，。!！?？;；\n'].map((mark) => text.lastIndexOf(mark, index))) + 1;
  return text.slice(begins, index + owed.length);
}

const privateReader = oncePer((words: Words['arrears']) => anyOf(words.private));

/** Whether whoever owes is a person or a neighbour: no debt that the regulation speaks of, but one for the courts. */
export function isPrivateDebt(text: string, words = wordsInUse().words.arrears): boolean {
  return privateReader(words).test(text);
}

/** The words that make a normalised text a claim for an unpaid debt; undefined if none do. */
export function arrears(text: string): string | undefined {
  return arrearsReader(wordsInUse().words.arrears)(text);
}
