/** Questions that an answer settles (咨询), as against difficulties that end in a question mark. */
import { anyOf } from './any-of.ts';
import { oncePer, type Words, wordsInUse } from './word-rules.ts';

/** `complains` and `question` by other words than the county's own. */
export const questionReader = oncePer((words: Words['question']) => {
  const consult = anyOf(words.consult);
  const ask = anyOf(words.asked);
  const questions = anyOf(words.question);
  /** Something went wrong or is wanted of somebody: an answer alone does not settle it. */
  const trouble = anyOf(words.trouble);

  return {
    complains: (text: string): boolean => trouble.test(text),
    question(text: string): string | undefined {
      const head = text.slice(0, 300);
      const consulted = consult.exec(head);
      if (consulted) return consulted[0];
      const asked = ask.exec(head) ?? questions.exec(head);
      if (!asked || trouble.test(head.replaceAll('有没有', ''))) return undefined;
      return asked[0];
    },
  };
});

/** Whether a normalised text says that something is wrong. */
export function complains(text: string): boolean {
  return questionReader(wordsInUse().words.question).complains(text);
}

/** The words by which a normalised text asks; undefined when it wants more than an answer. */
export function question(text: string): string | undefined {
  return questionReader(wordsInUse().words.question).question(text);
}
