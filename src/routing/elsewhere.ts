/** Matters that no department here decides – courts, insurers, parcels –, and where they go: the county's `data/elsewhere.yaml`. */
import { z } from 'zod';
import { nameOf, type SettingsSource } from '../county/layers.ts';
import { readYamlFile, SettingsError } from '../county/yaml-file.ts';
import { createMatcher } from './matcher.ts';
import { normaliseTerm } from './responsibilities.ts';
import { normalise } from './text.ts';

const words = z.array(z.string().trim().min(1, '不能为空'));
const schema = z.strictObject({
  places: z.array(
    z.strictObject({
      name: z.string().trim().min(1, '不能为空'),
      words: words.min(1, '至少写一个词'),
      unless: words.default([]),
      where: z.string().trim().min(1, '请写明找谁、打什么电话').max(200, '最多 200 字'),
    }),
  ),
  examples: z.array(z.strictObject({ say: z.string(), go: z.string().nullable() })).default([]),
});

export interface Elsewhere {
  /** How many examples of the file hold: all of them. */
  readonly examples: number;
  /** Where somebody with such a matter goes, in a sentence; null for what a department here sees to. */
  whereFor(text: string): string | null;
}

/** Throws `SettingsError` for what is written wrong, and for examples that do not hold. */
export function loadElsewhere(source: SettingsSource): Elsewhere {
  const { value, fault, isOwn } = readYamlFile(source, schema);
  const { places } = value;
  const words = wordsIn(places.map((one) => one.words));
  const unless = wordsIn(places.map((one) => one.unless));
  const placeFor = (text: string) => {
    const plain = normalise(text);
    const spoken = words(plain);
    if (spoken.size === 0) return undefined;
    const others = unless(plain);
    return places.find((_, place) => spoken.has(place) && !others.has(place));
  };
  const wrong = value.examples.flatMap(({ say, go }, index) => {
    const found = placeFor(say)?.name ?? null;
    // Those that ship are tried against the places that ship.
    if (found === go || !isOwn(['examples', index])) return [];
    return [fault(['examples', index], `例句“${say}”应为 ${go ?? 'null'}，现在是 ${found ?? 'null'}`)];
  });
  if (wrong.length > 0) throw new SettingsError(nameOf(source), wrong);
  return {
    examples: value.examples.length,
    whereFor: (text) => placeFor(text)?.where ?? null,
  };
}

/** Which of the lists have a word in a text, by their places: all are looked for in one go. */
function wordsIn(lists: readonly (readonly string[])[]): (plain: string) => ReadonlySet<number> {
  const places = lists.flatMap((list, place) => list.map(() => place));
  const find = createMatcher(lists.flat().map(normaliseTerm));
  return (plain) => new Set(find(plain).flatMap(({ term }) => places[term] ?? []));
}
