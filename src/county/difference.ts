/** What a whole settings file changes of the one that ships, in the form of `layers.ts`: laid over it, it gives the file again. */
import { isDeepStrictEqual } from 'node:util';
import { BY_ID, identity, isList, isMap, isOneValue, lay } from './layers.ts';

type Changes = Readonly<Record<string, unknown>>;

/** Empty where nothing differs. A key that only ships is left as it ships: the program needs all it knows. */
export function differenceOf(shipped: unknown, whole: unknown): Changes {
  if (!isMap(shipped) || !isMap(whole)) return isMap(whole) ? whole : {};
  return Object.fromEntries(
    Object.entries(whole).flatMap(([name, value]): readonly (readonly [string, unknown])[] => {
      const under = shipped[name];
      if (isDeepStrictEqual(under, value)) return [];
      if (isMap(under) && isMap(value) && !isOneValue(value)) {
        const inner = differenceOf(under, value);
        return Object.keys(inner).length > 0 ? [[name, inner]] : [];
      }
      return isList(under) && isList(value) ? listDifference(name, under, value) : [[name, value]];
    }),
  );
}

/** As few words as say it: what is added and taken away, else the whole list. */
function listDifference(
  name: string,
  under: readonly unknown[],
  whole: readonly unknown[],
): readonly (readonly [string, unknown])[] {
  const before = new Map(under.map((item) => [identity(name, item), item]));
  const after = new Set(whole.map((item) => identity(name, item)));
  const gone = [...before.keys()].filter((id) => !after.has(id));
  const come = whole.filter((item) => {
    const id = identity(name, item);
    return !before.has(id) || !isDeepStrictEqual(before.get(id), item);
  });
  const entries = (
    away: readonly unknown[],
    added: readonly unknown[],
  ): readonly (readonly [string, unknown])[] => [
    ...(away.length > 0 ? [[`${name}-`, away] as const] : []),
    ...(added.length > 0 ? [[`${name}+`, added] as const] : []),
  ];
  const byItem = entries(
    gone.map((id) => spoken(name, id)),
    come,
  );
  if (gives(name, under, byItem, whole) && gone.length + come.length < whole.length) return byItem;
  const goesByItem = name in BY_ID || name === 'examples';
  return goesByItem
    ? entries(
        [...before.keys()].map((id) => spoken(name, id)),
        whole,
      )
    : [[name, whole]];
}

/** An item without a name is taken away by all that it says. */
function spoken(name: string, id: unknown): unknown {
  if (name in BY_ID || typeof id !== 'string' || !/^[[{]/u.test(id)) return id;
  try {
    return JSON.parse(id);
  } catch {
    return id;
  }
}

function gives(
  name: string,
  under: readonly unknown[],
  changes: readonly (readonly [string, unknown])[],
  whole: unknown,
): boolean {
  const laid = lay({ [name]: under }, Object.fromEntries(changes)).value;
  return isMap(laid) && isDeepStrictEqual(laid[name], whole);
}
