/** Everything a county sets in files, read and checked together, with a version for each. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadCalendar } from './county/calendar-file.ts';
import { shortHash } from './county/file-hash.ts';
import { type CountyPlaces, countyFiles } from './county/files.ts';
import { loadGuides } from './county/guides-file.ts';
import { loadInspections } from './county/inspections-file.ts';
import { isLayered, nameOf, type SettingsSource, versionOf } from './county/layers.ts';
import { letterheadAt } from './county/letterhead.ts';
import { type LoadedPolicies, loadPolicies } from './county/policies-file.ts';
import { loadPowers } from './county/powers-file.ts';
import { loadRoster } from './county/roster-file.ts';
import { loadSnippets } from './county/snippets-file.ts';
import { readYamlFile, SettingsError } from './county/yaml-file.ts';
import { readWording, type Say } from './dialogue/wording.ts';
import type { GuideTemplate } from './domain/arrangements/guides.ts';
import type { InspectionRules } from './domain/arrangements/inspection-rules.ts';
import type { PowerList } from './domain/arrangements/powers-list.ts';
import type { Calendar } from './domain/calendar.ts';
import { FLOWS, type Flow, type FlowId } from './domain/flow.ts';
import { flowSchema } from './domain/flow-rules.ts';
import type { Roster } from './domain/roster.ts';
import { type Schedule, scheduleSchema } from './domain/schedule.ts';
import type { Snippet } from './domain/snippets.ts';
import { readLocal } from './learning/local-weights.ts';
import { type Danger, loadDanger } from './routing/danger.ts';
import { type Elsewhere, loadElsewhere } from './routing/elsewhere.ts';
import { loadResponsibilities, type Responsibilities } from './routing/responsibilities.ts';
import { createRouter, type Router } from './routing/router.ts';
import { checkedWords } from './routing/word-examples.ts';
import { useWords } from './routing/word-rules.ts';
import { type Decisions, decisionsSchema } from './understanding/decisions.ts';
import { type Reader, readerByRules } from './understanding/reading.ts';
import { createWeighedRouter } from './understanding/weighed-router.ts';
import { loadWeights, ModelRefused } from './understanding/weights-file.ts';
import { createWeightsInUse, type WeightsInUse } from './understanding/weights-in-use.ts';

export interface County {
  readonly roster: Roster;
  readonly calendar: Calendar;
  /** What the rules read, and what each department does. */
  readonly responsibilities: Responsibilities;
  readonly router: Reader;
  readonly danger: Danger;
  readonly elsewhere: Elsewhere;
  /** 入企检查事项、频次、安静期 */
  readonly inspections: InspectionRules;
  /** Why words are read by the rules alone although weights were asked for; null otherwise. For the operator. */
  readonly rulesAlone: string | null;
  /** What `router` is made of; null where the rules read alone. */
  readonly understanding: {
    readonly rules: Router;
    readonly decisions: Decisions;
    readonly weights: WeightsInUse;
    /** Why what the county has learnt for itself is not used, though it is there; null otherwise. For the operator. */
    readonly localRefused: string | null;
  } | null;
  /** 常用语 */
  readonly snippets: readonly Snippet[];
  /** 惠企政策库 */
  readonly policies: LoadedPolicies;
  /** 权责清单, as the file has it (`arrangements/powers-list.ts`: what is in force) */
  readonly powers: PowerList;
  /** 帮办 */
  readonly guides: readonly GuideTemplate[];
  readonly flows: Readonly<Record<FlowId, Flow>>;
  /** `complaint@<hash>`, `urgent@<hash>`, … */
  readonly flowVersions: Readonly<Record<FlowId, string>>;
  readonly schedule: Schedule;
  /** Where its own sheet for papers lies, if there is one; null where it has no folder. */
  readonly letterhead: string | null;
  readonly say: Say;
  /** Version of each settings file, for the record. */
  readonly versions: Readonly<Record<string, string>>;
  /** What could not be used though it is no reason not to start, ready to be shown. */
  readonly warnings: readonly string[];
}

/** Where all settings are read from. */
export interface CountySources extends CountyPlaces {
  /** The weights of the learnt models; null or left out: the county's rules alone. */
  readonly weightsFile?: string | null | undefined;
  /** The data folder with what the county has learnt beyond them; null or left out: nothing. */
  readonly localDir?: string | null;
}

/** Reads all settings. Throws `SettingsError` with file, line and remedy. */
export function loadCounty(sources: CountySources): County {
  const { weightsFile = null, localDir = null } = sources;
  const files = countyFiles(sources);
  const warnings: string[] = [];
  // First of all: what reads words reads these.
  const words = checkedWords(useWords(files.words));
  const roster = loadRoster(files.roster);
  const calendar = loadCalendar(files.calendar);
  const responsibilities = loadResponsibilities(files.responsibilities, roster);
  const danger = loadDanger(files.danger, roster, warnings);
  const elsewhere = loadElsewhere(files.elsewhere);
  const inspections = loadInspections(files.inspections, roster);
  const snippets = loadSnippets(files.snippets, roster);
  const flows = loadFlows(files.flow);
  const policies = loadPolicies(files.policies, roster, flows.policy);
  const powers = loadPowers(files.powers, roster);
  const guides = loadGuides(files.guides, roster, calendar, warnings);
  const schedule = readYamlFile(files.summaries, scheduleSchema).value;
  const { say, unused } = readWording(files.wording);
  warnings.push(...unused);
  const flowVersions = ofEach((id) => `${id}@${shortHash(JSON.stringify(flows[id]))}`);
  const rules = createRouter({ responsibilities, roster });
  const { found, rulesAlone } = weightsFrom(weightsFile, localDir);
  const understanding = found && {
    rules,
    decisions: readYamlFile(files.understanding, decisionsSchema).value,
    ...found,
  };
  const router = understanding
    ? createWeighedRouter(rules, understanding.weights.judge, understanding.decisions, roster)
    : readerByRules(rules);
  return {
    roster,
    calendar,
    responsibilities,
    router,
    danger,
    elsewhere,
    inspections,
    snippets,
    policies,
    powers,
    guides,
    rulesAlone,
    understanding,
    flows,
    flowVersions,
    schedule,
    letterhead: letterheadAt(sources.countyDir),
    say,
    versions: {
      roster: versionOf(files.roster),
      words: words.version,
      responsibilities: versionOf(files.responsibilities),
      danger: versionOf(files.danger),
      elsewhere: versionOf(files.elsewhere),
      inspections: versionOf(files.inspections),
      snippets: versionOf(files.snippets),
      policies: versionOf(files.policies),
      powers: versionOf(files.powers),
      guides: shortHash(JSON.stringify(guides)),
      calendar: calendar.version,
      summaries: versionOf(files.summaries),
      ...(understanding
        ? { understanding: versionOf(files.understanding), weights: understanding.weights.judge.corpus }
        : {}),
      wording: versionOf(files.wording),
      ...Object.fromEntries(FLOWS.map((id) => [`flow:${id}`, flowVersions[id]])),
      ...Object.fromEntries(Object.keys(policies.flows).map((version) => [`flow:${version}`, version])),
    },
    warnings,
  };
}

/** A model that cannot be used is no reason to stand still: what is below it works alone, and why is told. */
function weightsFrom(
  file: string | null,
  localDir: string | null,
): {
  readonly found: Pick<NonNullable<County['understanding']>, 'weights' | 'localRefused'> | null;
  readonly rulesAlone: string | null;
} {
  if (file === null) return { found: null, rulesAlone: null };
  try {
    const shipped = loadWeights(file);
    const { local, why } = localDir === null ? { local: null, why: null } : readLocal(localDir, shipped);
    return {
      found: { weights: createWeightsInUse(shipped, local), localRefused: why },
      rulesAlone: null,
    };
  } catch (error) {
    if (error instanceof ModelRefused) return { found: null, rulesAlone: error.message };
    throw error;
  }
}

/**
 * Reads the flow of every kind of ticket, from a folder or wherever each is. Throws `SettingsError`; a kind without a file
 * has no time limits.
 */
export function loadFlows(from: string | ((id: FlowId) => SettingsSource)): Readonly<Record<FlowId, Flow>> {
  return ofEach((id) => {
    const source = typeof from === 'string' ? join(from, `${id}.yaml`) : from(id);
    const file = nameOf(source);
    if (!existsSync(isLayered(source) ? source.shipped : source)) {
      throw new SettingsError(file, [
        '1: 缺少这个文件，这一类诉求件就没有时限。请从安装包的 flows 里复制回来。',
      ]);
    }
    const { value, fault } = readYamlFile(source, flowSchema);
    if (value.id === id) return value;
    throw new SettingsError(file, [fault(['id'], `应为 ${id}，与文件名一致`)]);
  });
}

function ofEach<T>(make: (id: FlowId) => T): Readonly<Record<FlowId, T>> {
  return Object.fromEntries(FLOWS.map((id) => [id, make(id)])) as Record<FlowId, T>;
}
