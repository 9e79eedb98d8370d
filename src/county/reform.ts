/**
 * 机构改革 in the county's files: a department that is called otherwise, is part of another, or has given some of its work away. Only
 * what has to change does, and where it stands, so that comments and lines stay as somebody wrote them; the roster and the list of
 * responsibilities are put together anew. Nothing is written here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Document,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  YAMLSeq,
} from 'yaml';
import { written } from '../papers/roster/merge.ts';
import { type Responsibilities, responsibilitiesSchema, TIERS } from '../routing/responsibilities.ts';
import { type CountyFiles, ownFile } from './files.ts';
import { isLayered, type SettingsSource } from './layers.ts';
import { parseRoster } from './roster-file.ts';
import { readYamlFile } from './yaml-file.ts';

export type ReformAsked =
  /** `name`: the new one; null where the roster has it already. */
  | { readonly kind: 'renamed'; readonly from: string; readonly name: string | null }
  /** `name`: what the department that stays is called then; null: as before. */
  | { readonly kind: 'merged'; readonly from: string; readonly into: string; readonly name: string | null }
  | { readonly kind: 'split'; readonly from: string; readonly into: string };

export interface ReformPlan {
  /** New texts, by file. */
  readonly texts: ReadonlyMap<string, string>;
  /** What the department is called that stays. */
  readonly name: string;
  /** Lines for whoever decides: what is changed, where. */
  readonly told: readonly string[];
  /** Places that somebody has to look at, `file:line`. */
  readonly left: readonly string[];
}

/** Settings in which departments stand by their ids, and under which names. */
const NAMED_UNDER: ReadonlySet<string> = new Set([
  'department',
  'departments',
  'lead',
  'partners',
  'always',
  'always+',
]);
const OTHERS = ['danger', 'inspections', 'policies', 'powers', 'snippets'] as const;

export interface ReformPlaces {
  readonly files: CountyFiles;
  readonly countyDir: string | null;
  /** What `from` is called on record; null where no start has put it there. */
  readonly onRecord: string | null;
}

/** Throws `SettingsError` when the roster is wrong; a sentence instead of a plan where it cannot be done. */
export function planReform(
  asked: ReformAsked,
  { files, countyDir, onRecord }: ReformPlaces,
): ReformPlan | string {
  const text = readFileSync(files.roster, 'utf8');
  const roster = parseRoster(files.roster, text);
  const from = roster.department(asked.from);
  const offices = new Set(roster.offices.map(({ id }) => id));
  if (asked.kind === 'renamed') {
    if (!from || !offices.has(asked.from)) return `名册里没有部门 ${asked.from}，请核对编号。`;
    const was = onRecord ?? from.name;
    const name = asked.name ?? from.name;
    if (name === was && asked.name !== null) return `${asked.from} 已经叫${name}，不用改。`;
    if (name === was)
      return `${asked.from} 在案的就叫${name}。请写上新的名称：npm run reform -- rename ${asked.from} 新名称`;
    const changed = changedRoster(text, (document) => {
      const unit = unitOf(document, asked.from);
      unit?.set('name', name);
      addNames(document, asked.from, [was], name);
    });
    return {
      texts: new Map([[files.roster, changed]]),
      name,
      told: [`部门 ${asked.from}：${was} → ${name}，“${was}”留作叫法。以前的统计、记录仍写${was}。`],
      left: [],
    };
  }
  const into = roster.department(asked.into);
  if (asked.from === asked.into) return '两个部门是同一个，请核对编号。';
  if (!into || !offices.has(asked.into))
    return `名册里没有接手的部门 ${asked.into}。${asked.kind === 'split' ? '请先把它写进名册（A 岗、B 岗、负责人），把职责写进 responsibilities.yaml，' : '请核对编号，'}再运行一次。`;
  if (asked.kind === 'split') {
    if (!from) return `名册里没有部门 ${asked.from}，请核对编号。`;
    return {
      texts: new Map(),
      name: into.name,
      told: [`${from.name} 的一部分职责和点名的在办件归${into.name}；其余不变。`],
      left: [],
    };
  }
  const was = from?.name ?? onRecord;
  if (was === null || was === undefined) return `名册里没有部门 ${asked.from}，也没有在案的，请核对编号。`;
  const name = asked.name ?? into.name;
  const aliases = [was, ...(from?.aliases ?? []), ...(name === into.name ? [] : [into.name])];
  const texts = new Map<string, string>();
  texts.set(
    files.roster,
    changedRoster(text, (document) => {
      for (const list of ['departments', 'townships']) {
        const all: unknown = document.get(list, true);
        if (isSeq(all)) all.items = all.items.filter((one) => !isMap(one) || one.get('id') !== asked.from);
      }
      const unit = unitOf(document, asked.into);
      unit?.set('name', name);
      if (from?.default) unit?.set('default', true);
      addNames(document, asked.into, aliases, name);
      inScopes(document, asked.from, asked.into);
    }),
  );
  const duties = mergedDuties(asked.from, asked.into, files.responsibilities, countyDir);
  if (duties) texts.set(duties.file, duties.text);
  const left: string[] = [];
  const told = [
    `${was}（${asked.from}）并入${name}（${asked.into}），原来的叫法都归${name}。以前的统计、记录仍写${was}。`,
    ...(duties ? [`职责：${was}的词语并进${name}，写在 ${duties.file}`] : []),
  ];
  for (const name of OTHERS) renamedIn(files[name], ownFile(countyDir, name).own, asked, texts, told, left);
  const { shipped, own: guides } = foldersOf(files.guides);
  for (const file of yamlIn(shipped)) renamedIn({ shipped: file, own: null }, file, asked, texts, told, left);
  for (const file of yamlIn(guides)) renamedIn(file, file, asked, texts, told, left);
  return { texts, name, told, left };
}

function changedRoster(text: string, change: (document: Document) => void): string {
  const document = parseDocument(text);
  change(document);
  return written(document);
}

function unitOf(document: Document, id: string) {
  for (const list of ['departments', 'townships']) {
    const all: unknown = document.get(list, true);
    const found = isSeq(all) ? all.items.find((one) => isMap(one) && one.get('id') === id) : undefined;
    if (isMap(found)) return found;
  }
  return undefined;
}

/** Names that people go on using. */
function addNames(document: Document, id: string, names: readonly string[], name: string): void {
  const unit = unitOf(document, id);
  if (!unit) return;
  const known: unknown = unit.get('aliases', true);
  const list = isSeq(known) ? known : new YAMLSeq();
  if (list !== known) {
    list.flow = true;
    unit.set('aliases', list);
  }
  const before = new Set(list.items.map((one) => String(isScalar(one) ? one.value : one)));
  for (const one of new Set(names)) if (one !== name && !before.has(one)) list.add(document.createNode(one));
  list.items = list.items.filter((one) => !isScalar(one) || one.value !== name);
}

/** 分管领导 keep what they had in charge. */
function inScopes(document: Document, from: string, into: string): void {
  visit(document, {
    Pair(_key, pair) {
      if (!isScalar(pair.key) || pair.key.value !== 'scope' || !isSeq(pair.value)) return;
      const ids = pair.value.items.map((one) => String(isScalar(one) ? one.value : one));
      if (!ids.includes(from)) return;
      const after = [...new Set(ids.map((id) => (id === from ? into : id)))];
      pair.value.items = after.map((id) => document.createNode(id));
    },
  });
}

/** The words of both as those of the one that stays; null where the one that goes has none. */
function mergedDuties(
  from: string,
  into: string,
  source: SettingsSource,
  countyDir: string | null,
): { readonly file: string; readonly text: string } | null {
  const { departments } = readYamlFile(source, responsibilitiesSchema).value;
  const [going, staying] = [departments[from], departments[into]];
  if (!going || !staying) return null;
  const { own: file } = ownFile(countyDir, 'responsibilities');
  const document = parseDocument(existsSync(file) ? readFileSync(file, 'utf8') : '');
  document.setIn(['departments', into], document.createNode(together(staying, going)));
  document.deleteIn(['departments', from]);
  return { file, text: document.toString({ lineWidth: 100 }) };
}

type Duties = Responsibilities['departments'][string];

/** A word that speaks for either speaks for the whole, once, and as strongly as it did for the one that stays. */
function together(staying: Duties, going: Duties): Duties {
  const seen = new Set<string>();
  const tiers = { ...staying };
  for (const tier of TIERS) tiers[tier] = [];
  for (const duties of [staying, going])
    for (const tier of TIERS)
      for (const word of duties[tier]) {
        if (seen.has(word) || tier === 'against') continue;
        seen.add(word);
        tiers[tier] = [...tiers[tier], word];
      }
  const against = [...staying.against, ...going.against].filter((word) => !seen.has(word));
  return { ...tiers, against: [...new Set(against)], scope: `${staying.scope}；${going.scope}` };
}

/** The folder that ships, as long as the county writes elsewhere. */
function foldersOf(source: SettingsSource): { readonly shipped: string | null; readonly own: string | null } {
  return isLayered(source) ? source : { shipped: null, own: source };
}

function yamlIn(folder: string | null): readonly string[] {
  if (folder === null || !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name));
}

/** Ids of the department in other files: put right in the county's own (`target` is where it writes), named in what ships below it. */
function renamedIn(
  source: SettingsSource,
  target: string,
  { from, into }: { readonly from: string; readonly into: string },
  texts: Map<string, string>,
  told: string[],
  left: string[],
): void {
  const own = isLayered(source) ? source.own : source;
  if (isLayered(source) && existsSync(source.shipped)) {
    for (const { line } of placesOf(readFileSync(source.shipped, 'utf8'), from))
      left.push(`${source.shipped}:${line}（自带的，这一条不再起作用；还要用，请写进本县的同名文件）`);
  }
  if (own === null || !existsSync(own)) return;
  const text = readFileSync(own, 'utf8');
  const places = placesOf(text, from);
  const sure = places.filter(({ isAlone }) => isAlone);
  for (const { line, isAlone } of places) if (!isAlone) left.push(`${own}:${line}（请手工改）`);
  if (sure.length === 0) return;
  let changed = text;
  for (const { start, end } of [...sure].reverse())
    changed = changed.slice(0, start) + into + changed.slice(end);
  texts.set(target, changed);
  told.push(`${target}：${sure.length} 处 ${from} → ${into}`);
}

interface PlaceOf {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** It can be written over: no list has the other one beside it, and it is no name of a setting. */
  readonly isAlone: boolean;
}

function placesOf(text: string, id: string): readonly PlaceOf[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const places: PlaceOf[] = [];
  visit(document, {
    Scalar(key, node, path) {
      if (node.value !== id || !node.range) return;
      const pair = path.findLast((one) => isPair(one));
      const under = isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : '';
      if (key !== 'key' && !NAMED_UNDER.has(under)) return;
      const list = path.at(-1);
      const isAlone = key !== 'key' && (!isSeq(list) || list.items.length === 1);
      const [start, end] = node.range;
      places.push({ line: lines.linePos(start).line, start, end, isAlone });
    },
  });
  return places;
}
