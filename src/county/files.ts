/**
 * Every file that a county may edit: where it ships, and where the county's own lies in the county's folder
 * (`COUNTY_DIR`). The roster, the policies and the inspections are nobody else's, so the county's file stands alone; of
 * the rest it holds what differs (`layers.ts`).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FLOWS, type FlowId } from '../domain/flow.ts';
import { layered, nameOf, type SettingsSource } from './layers.ts';
import type { OwnFile } from './own-file.ts';

/** Where flows and sentences ship. */
export const FLOWS_FOLDER = 'flows';
export const ROSTER = 'roster.yaml';
export const SHIPPED_ROSTER = 'data/roster.yaml';
export const CORPUS = 'data/corpus';
/** What `npm run train` makes of a corpus of the county's own. */
export const OWN_WEIGHTS = 'understanding.weights';

/** How a county's file and the shipped one go together: `over` – it holds what differs; `alone` – it is all there is. */
export type Rule = 'over' | 'alone';
export interface SettingsKind {
  readonly shipped: string;
  /** From the county's folder. */
  readonly own: string;
  readonly rule: Rule;
}

const DATA = {
  calendar: 'over',
  responsibilities: 'over',
  danger: 'over',
  elsewhere: 'over',
  snippets: 'over',
  words: 'over',
  inspections: 'alone',
  policies: 'alone',
  powers: 'alone',
} as const;
type DataName = keyof typeof DATA;
const FLOW_FILES = ['summaries', 'wording', 'understanding'] as const;

const data = (name: DataName): SettingsKind => ({
  shipped: `data/${name}.yaml`,
  own: `${name}.yaml`,
  rule: DATA[name],
});
const flowFile = (name: string): SettingsKind => ({
  shipped: `${FLOWS_FOLDER}/${name}.yaml`,
  own: `flows/${name}.yaml`,
  rule: 'over',
});

/** All of them but the procedures (`guides/`), which are files of the county's own number. */
export const SETTINGS_KINDS: readonly SettingsKind[] = [
  { shipped: SHIPPED_ROSTER, own: ROSTER, rule: 'alone' },
  ...(Object.keys(DATA) as DataName[]).map(data),
  ...[...FLOW_FILES, ...FLOWS].map(flowFile),
];
export const GUIDES = { shipped: `${FLOWS_FOLDER}/guides`, own: 'flows/guides' };

export interface CountyPlaces {
  readonly rosterFile: string;
  readonly flowsDir: string;
  /** The county's folder; null or left out: what ships, as it lies there. */
  readonly countyDir?: string | null;
}

/** The files that a program with these places reads. */
export interface CountyFiles
  extends Readonly<Record<DataName | (typeof FLOW_FILES)[number], SettingsSource>> {
  readonly roster: string;
  flow(id: FlowId): SettingsSource;
  /** Folders. */
  readonly guides: SettingsSource;
  /** Folders with files of the corpus. */
  readonly corpus: readonly string[];
}

export function countyFiles({ rosterFile, flowsDir, countyDir = null }: CountyPlaces): CountyFiles {
  const place = ({ shipped, own, rule }: SettingsKind): SettingsSource => {
    if (countyDir === null) return shipped;
    const found = layered(shipped, join(countyDir, own));
    return rule === 'alone' ? nameOf(found) : found;
  };
  // A folder of flows that the county names itself is all there is, but for sentences: each version brings new ones.
  const isNamed = flowsDir !== FLOWS_FOLDER;
  const flow = (name: string): SettingsSource =>
    isNamed ? join(flowsDir, `${name}.yaml`) : place(flowFile(name));
  const named = (name: DataName): SettingsSource => place(data(name));
  const corpus = countyDir === null ? null : join(countyDir, 'corpus');
  return {
    roster: rosterFile,
    calendar: named('calendar'),
    responsibilities: named('responsibilities'),
    danger: named('danger'),
    elsewhere: named('elsewhere'),
    snippets: named('snippets'),
    words: named('words'),
    inspections: named('inspections'),
    policies: named('policies'),
    powers: named('powers'),
    summaries: flow('summaries'),
    understanding: flow('understanding'),
    wording: isNamed ? layered(flowFile('wording').shipped, join(flowsDir, 'wording.yaml')) : flow('wording'),
    flow,
    guides: isNamed
      ? join(flowsDir, 'guides')
      : countyDir === null
        ? GUIDES.shipped
        : layered(GUIDES.shipped, join(countyDir, GUIDES.own)),
    corpus: corpus !== null && existsSync(corpus) ? [CORPUS, corpus] : [CORPUS],
  };
}

/** Where what is handed in is read and written. */
export function ownFile(countyDir: string | null, name: DataName): OwnFile {
  const { shipped, own } = data(name);
  return { shipped, own: countyDir === null ? shipped : join(countyDir, own) };
}

/** The county's file of that name where it has one, else what ships. */
export function ownOr(countyDir: string | null, own: string, shipped: string): string {
  return countyDir !== null && existsSync(join(countyDir, own)) ? join(countyDir, own) : shipped;
}
