/**
 * What the bot is called. WeCom does not say, and the bot may be renamed while the program runs; but in a group it is
 * told nothing without its name, so a name that stands alone before several different messages is its own.
 */
import { onlyName } from '../mention.ts';

/** The name the handbook gives it. */
const FIRST_NAME = '连心桥';
/** One person's words run on behind the name once or twice, not before so many different texts. */
const TEXTS = 3;
const MOST = 100;

export class OwnNames {
  readonly #heard = new Map<string, Set<string>>();

  /** Known names, as far as they have been heard. */
  get all(): readonly string[] {
    const learned = [...this.#heard].filter(([, texts]) => texts.size >= TEXTS).map(([name]) => name);
    return [FIRST_NAME, ...learned];
  }

  /** A text said to the bot in a group. */
  hear(text: string): void {
    const name = onlyName(text);
    if (name === null || name === FIRST_NAME) return;
    const texts = this.#heard.get(name) ?? new Set();
    if (texts.size < TEXTS) texts.add(text.slice(0, 200));
    this.#heard.delete(name);
    this.#heard.set(name, texts);
    const [oldest] = this.#heard.keys();
    if (this.#heard.size > MOST && oldest !== undefined) this.#heard.delete(oldest);
  }
}
