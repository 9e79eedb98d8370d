/** What a language model may say of words: a closed form. Whatever else it says is no answer. */
import { z } from 'zod';

export interface Advice {
  /** Whether the words are a matter for the county at all. */
  readonly matter: boolean;
  readonly kind: 'request' | 'consult' | 'arrears';
  /** A department of the roster; null: none of them, or it cannot tell. */
  readonly department: string | null;
}

const THOUGHT = '</think>';
const FENCE = '```';

/** Reads what a model wrote. `departments`: the ids there are, at least one. Gives null for anything but the form. */
export function adviceReader(departments: readonly string[]): (written: string) => Advice | null {
  const form = z.strictObject({
    matter: z.boolean(),
    kind: z.enum(['request', 'consult', 'arrears']),
    department: z.enum(departments).nullable(),
  });
  return (written) => {
    const parsed = form.safeParse(jsonIn(unwrapped(written)));
    return parsed.success ? parsed.data : null;
  };
}

/** DeepSeek-R1 and Qwen3 think aloud first, and many put JSON in a fence, though asked for nothing but JSON. */
function unwrapped(written: string): string {
  // The first mark of thinking may be left out: some servers put it before the answer themselves.
  const thought = written.lastIndexOf(THOUGHT);
  const said = (thought < 0 ? written : written.slice(thought + THOUGHT.length)).trim();
  const isFenced = said.length >= 2 * FENCE.length && said.startsWith(FENCE) && said.endsWith(FENCE);
  return isFenced ? said.slice(FENCE.length, -FENCE.length).replace(/^json\b/i, '') : said;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
