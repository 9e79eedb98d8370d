/**
 * Facts that are opened to named relations only, field by field: what a firm tells in confidence and does not show to
 * everybody who works on it. On disk they lie as reports do (`SEALED` of `arrangements/arranged.ts`, `store/secrecy.ts`); in
 * memory `opened` is the one way to them, so that nothing prints what it did not ask for in somebody's name.
 */

/** What is sealed; read it by `opened`. */
export interface Sealed<Fields extends object> {
  readonly sealed: Fields;
}

/** To whom each field is opened; who stands in no relation to it reads none. */
export type OpenTo<Fields extends object, Relation extends string> = {
  readonly [Field in keyof Fields]: readonly Relation[];
};

export function sealed<Fields extends object>(fields: Fields): Sealed<Fields> {
  return { sealed: fields };
}

/** The fields that are opened to whoever stands in these relations to them; the others are left out. */
export function opened<Fields extends object, Relation extends string>(
  { sealed: fields }: Sealed<Fields>,
  relations: ReadonlySet<Relation>,
  openTo: OpenTo<Fields, Relation>,
): Partial<Fields> {
  const keys = Object.keys(fields) as (keyof Fields)[];
  const shown = keys.filter((key) => openTo[key].some((one) => relations.has(one)));
  return Object.fromEntries(shown.map((key) => [key, fields[key]])) as Partial<Fields>;
}
