/** What somebody may have meant who wrote a name that is none. */

/** The nearest of `names`; null where none is near enough to be meant. */
export function nearest(written: string, names: readonly string[]): string | null {
  const [best] = names
    .map((name) => ({ name, off: distance(written, name) }))
    .sort((one, other) => one.off - other.off);
  return best && best.off <= Math.max(1, Math.floor(best.name.length / 2)) ? best.name : null;
}

/** How many letters must be written, left out or changed. */
export function distance(one: string, other: string): number {
  const letters = [...other];
  let row = letters.map((_, place) => place + 1);
  for (const [above, letter] of [...one].entries()) {
    let corner = above;
    let left = above + 1;
    row = row.map((up, place) => {
      left = Math.min(up + 1, left + 1, corner + (letter === letters[place] ? 0 : 1));
      corner = up;
      return left;
    });
  }
  return row.at(-1) ?? one.length;
}
