/** What a workbook tells, put into the county's `roster.yaml`: what did not change stays as it is written, comments too. */
import { type Document, isMap, isSeq, parseDocument, Scalar, type YAMLMap, YAMLSeq } from 'yaml';
import { ESTABLISHMENT, type Person } from '../../domain/roster.ts';
import { LISTS, MEMBER, POSTS, type RosterTold, type SeatTold } from './form.ts';

/** The new text. The old one must be a roster that has been read without a fault. */
export function rosterText(old: string, told: RosterTold): string {
  const document = parseDocument(old);
  const seatsOf = (role: string, unit: string | null): readonly Person[] =>
    told.seats.filter((seat) => seat.role === role && seat.unit === unit).map(({ person }) => person);

  const setPosts = (map: YAMLMap, unit: string): void => {
    for (const [role, post] of Object.entries(POSTS)) {
      const [person] = seatsOf(role, unit);
      if (person) setPerson(document, map, post, person);
    }
  };
  for (const list of ['departments', 'townships', 'banks'] as const) {
    if (told[list].length === 0 && !document.has(list)) continue;
    mergeList(document, listAt(document, list), told[list], (map, unit) => {
      setScalar(document, map, 'name', unit.name);
      setNames(document, map, unit.aliases);
      if (unit.default) setScalar(document, map, 'default', true);
      else map.delete('default');
      setPosts(map, unit.id);
    });
  }
  if (!told.seats.some(({ unit }) => unit === ESTABLISHMENT)) document.delete('establishment');
  else {
    const known: unknown = document.get('establishment', true);
    const map = isMap(known) ? (known as YAMLMap) : (document.createNode({}) as YAMLMap);
    if (map !== known) document.set('establishment', map);
    setPosts(map, ESTABLISHMENT);
  }
  mergeList(document, listAt(document, 'enterprises'), told.enterprises, (map, firm) => {
    setScalar(document, map, 'name', firm.name);
    setNames(document, map, firm.aliases);
    for (const field of ['industry', 'size', 'township'] as const)
      setScalar(document, map, field, firm[field]);
    setNames(document, map, firm.tags, 'tags');
    for (const field of ['staff', 'building'] as const) setScalar(document, map, field, firm[field]);
    const known: unknown = map.get('members', true);
    const members = isSeq(known) ? known : new YAMLSeq();
    if (members !== known) map.set('members', members);
    mergePeople(document, members, seatsOf(MEMBER, firm.id));
  });
  for (const [role, list] of Object.entries(LISTS)) {
    const people = seatsOf(role, null);
    if (people.length === 0 && !document.has(list)) continue;
    mergePeople(document, listAt(document, list), people);
  }
  return written(document);
}

/** As people write it: `{ id: a }` and `[a, b]`. */
export function written(document: Document): string {
  return document
    .toString({ lineWidth: 0, flowCollectionPadding: true, singleQuote: true })
    .replace(/^(\s*(?:- )?[\w-]+: )\[ (.*) \](\s*(?:#.*)?)$/gmu, '$1[$2]$3');
}

function listAt(document: Document, name: string): YAMLSeq {
  const list: unknown = document.get(name, true);
  if (isSeq(list)) return list;
  const made = new YAMLSeq();
  document.set(name, made);
  return made;
}

/** Items by their id: those told of are filled, those not told of are taken out, new ones come last. */
function mergeList<Item extends { readonly id: string }>(
  document: Document,
  list: YAMLSeq,
  items: readonly Item[],
  fill: (map: YAMLMap, item: Item) => void,
): void {
  const wanted = new Set(items.map(({ id }) => id));
  list.items = list.items.filter((item) => isMap(item) && wanted.has(String(item.get('id'))));
  for (const item of items) {
    let map = list.items.find((one): one is YAMLMap => isMap(one) && one.get('id') === item.id);
    if (!map) {
      map = document.createNode({ id: item.id }) as YAMLMap;
      list.items.push(map);
    }
    fill(map, item);
  }
  // `[]` written on one line does not stay so when something is in it.
  list.flow = list.items.length === 0;
}

function mergePeople(document: Document, list: YAMLSeq, people: readonly Person[]): void {
  mergeList(document, list, people, (map, person) => {
    // A new one is written like the others: on one line.
    if (map.items.length === 1) map.flow = true;
    fillPerson(document, map, person);
  });
}

/** Somebody else in the seat: nothing of whoever had it stays, accounts least of all. */
function setPerson(document: Document, parent: YAMLMap, post: string, person: Person): void {
  const seat = parent.get(post, true);
  if (isMap(seat) && seat.get('id') === person.id) {
    fillPerson(document, seat as YAMLMap, person);
    return;
  }
  const map = document.createNode({ id: person.id }, { flow: true }) as YAMLMap;
  fillPerson(document, map, person);
  parent.set(post, map);
}

function fillPerson(document: Document, map: YAMLMap, { name, title, phone }: Person): void {
  setScalar(document, map, 'name', name);
  setScalar(document, map, 'title', title);
  setScalar(document, map, 'phone', phone);
}

function setScalar(
  document: Document,
  map: YAMLMap,
  field: string,
  value: string | number | boolean | undefined,
): void {
  if (value === undefined) map.delete(field);
  else if (map.get(field) !== value) {
    const node = document.createNode(value) as Scalar;
    // Without quotation marks a telephone number would be a number.
    if (field === 'phone') node.type = Scalar.QUOTE_SINGLE;
    map.set(field, node);
  }
}

/** `names` left out: the field is not there. */
function setNames(
  document: Document,
  map: YAMLMap,
  names: readonly string[] | undefined,
  field = 'aliases',
): void {
  if (names === undefined) {
    map.delete(field);
    return;
  }
  const old = map.get(field, true);
  const before = isSeq(old)
    ? old.items.map((item) => String(item instanceof Scalar ? item.value : item))
    : [];
  if (isSeq(old) && before.join('\n') === names.join('\n')) return;
  // A firm without another name has no such line.
  if (field === 'aliases' && names.length === 0 && !isSeq(old)) return;
  map.set(field, document.createNode([...names], { flow: true }));
}

/** A seat as a change tells it. */
export function seatInWords({ role, unit }: SeatTold, nameOf: (unit: string) => string): string {
  return unit === null ? role : `${nameOf(unit)}${role}`;
}
