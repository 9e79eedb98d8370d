/** Danger to people, or water, power or gas cut off, right now. */
import { anyOf } from './any-of.ts';
import { oncePer, oneOf, type Words, wordsInUse } from './word-rules.ts';

/** `isUrgent` by other words than the county's own. */
export const urgencyReader = oncePer((words: Words['danger']) => {
  const danger = anyOf(words.danger);
  const outage = anyOf(words.outage);
  const plain = anyOf(words.plain);
  const now = anyOf(words.now);
  /** So grave that no word for now is needed. */
  const alarm = anyOf(words.alarm);
  /** A bare word of it is said of now. */
  const bare = new RegExp(`^${oneOf(words.bare)}[了啦\\p{P}]*$`, 'u');
  /** About danger in general, drills, documents, notices, or what happens now and then. */
  const notNow = anyOf(words.notNow);

  return (text: string): boolean => {
    if (bare.test(text.trim())) return true;
    // Whoever writes a page is past calling for help.
    const head = text.length > 200 ? text.slice(0, 60) : text;
    return head
      .split(/[。！!？?\n；;]|(?<=[a-z])\.(?=[a-z])/u)
      .some(
        (sentence) =>
          !notNow.test(sentence) &&
          (plain.test(sentence) ||
            alarm.test(sentence) ||
            ((danger.test(sentence) || outage.test(sentence)) && now.test(sentence))),
      );
  };
});

const plainReader = oncePer((words: Words['danger']) => anyOf(words.plain));

/** 快打120, 电也停了: so plainly a danger or a cut that nothing else of the words speaks against it. */
export function isPlainlyUrgent(text: string): boolean {
  return plainReader(wordsInUse().words.danger).test(text) && isUrgent(text);
}

const unclearReader = oncePer((words: Words['danger']) => anyOf(words.unclear));

/** 猪场出事了: something has happened, and nobody can tell what, or whether it is bad. */
export function isUnclear(text: string): boolean {
  return unclearReader(wordsInUse().words.danger).test(text);
}

const notNowReader = oncePer((words: Words['danger']) => anyOf(words.notNow));

/** Whether words speak of a drill, of last year, of what may come: what is told with them is not going on. */
export function isNotNow(text: string): boolean {
  return notNowReader(wordsInUse().words.danger).test(text);
}

/** Whether something dangerous, or a cut of water, power or gas, is going on right now. */
export function isUrgent(text: string): boolean {
  return urgencyReader(wordsInUse().words.danger)(text);
}
