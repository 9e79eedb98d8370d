/** What presses were answered, for a while: the same press twice is answered twice and done once. */
const MOST = 1000;

export interface Presses {
  /** The answer to the press of that key; `press` is called for a key that is new. */
  once(key: string, press: () => Promise<string>): Promise<string>;
  /** Undefined for a press that is not known, or no more. */
  answer(key: string): Promise<string> | undefined;
}

export function createPresses(): Presses {
  const answers = new Map<string, Promise<string>>();
  return {
    once(key, press) {
      const known = answers.get(key);
      if (known) return known;
      const answer = press();
      answers.set(key, answer);
      // What failed may be tried again.
      answer.catch(() => answers.delete(key));
      const [oldest] = answers.keys();
      if (answers.size > MOST && oldest !== undefined) answers.delete(oldest);
      return answer;
    },
    answer: (key) => answers.get(key),
  };
}
