/** Longer texts are rare, and a few hundred of them would be megabytes. */
const LONGEST = 4_000;

/**
 * Remembers what a function made of the last `most` texts it was given, in characters at most `LONGEST` each; what was
 * made first is forgotten first.
 */
export function remembering<Made>(most: number, make: (text: string) => Made): (text: string) => Made {
  const known = new Map<string, { readonly made: Made }>();
  return (text) => {
    const found = known.get(text);
    if (found) return found.made;
    const made = make(text);
    if (text.length > LONGEST) return made;
    if (known.size >= most) {
      const [oldest] = known.keys();
      if (oldest !== undefined) known.delete(oldest);
    }
    known.set(text, { made });
    return made;
  };
}
