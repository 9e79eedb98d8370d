/** Everything a county sets in files, read and checked together, with a version for each. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCalendar } from './county/calendar-file.ts';
import { loadRoster } from './county/roster-file.ts';
import { readYamlFile, SettingsError } from './county/yaml-file.ts';
import { loadWording, type Say } from './dialogue/wording.ts';
import type { Calendar } from './domain/calendar.ts';
import { FLOWS, type Flow, type FlowId } from './domain/flow.ts';
import { flowSchema } from './domain/flow-rules.ts';
import type { Roster } from './domain/roster.ts';
import { type Schedule, scheduleSchema } from './domain/schedule.ts';
import { type Danger, loadDanger } from './routing/danger.ts';
import { loadResponsibilities, type Responsibilities } from './routing/responsibilities.ts';
import { createRouter } from './routing/router.ts';
import { checkedWords } from './routing/word-examples.ts';
import { decisionsSchema } from './understanding/decisions.ts';
import { createJudge, type Judge, loadModel } from './understanding/judge.ts';
import { ModelRefused } from './understanding/model.ts';
import { type Reader, readerByRules } from './understanding/reading.ts';
import { createWeighedRouter } from './understanding/weighed-router.ts';

export interface County {
  readonly roster: Roster;
  readonly calendar: Calendar;
  /** What the rules read, and what each department does. */
  readonly responsibilities: Responsibilities;
  readonly router: Reader;
  readonly danger: Danger;
  /** Why words are read by the rules alone although weights were asked for; null otherwise. For the operator. */
  readonly rulesAlone: string | null;
  readonly flows: Readonly<Record<FlowId, Flow>>;
  /** `complaint@<hash>`, `urgent@<hash>`, … */
  readonly flowVersions: Readonly<Record<FlowId, string>>;
  readonly schedule: Schedule;
  readonly say: Say;
  /** Version of each settings file, for the record. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Reads all settings. Throws `SettingsError` with file, line and remedy. */
export function loadCounty(files: {
  readonly rosterFile: string;
  readonly flowsDir: string;
  /** The weights of the learnt models; null or left out: the county's rules alone. */
  readonly weightsFile?: string | null | undefined;
}): County {
  const { rosterFile, flowsDir, weightsFile = null } = files;
  // First of all: what reads words reads these.
  const words = checkedWords();
  const roster = loadRoster(rosterFile);
  const calendar = loadCalendar('data/calendar.yaml');
  const responsibilitiesFile = 'data/responsibilities.yaml';
  const responsibilities = loadResponsibilities(responsibilitiesFile, roster);
  const dangerFile = 'data/danger.yaml';
  const danger = loadDanger(dangerFile, roster);
  const flows = loadFlows(flowsDir);
  const scheduleFile = join(flowsDir, 'summaries.yaml');
  const schedule = readYamlFile(scheduleFile, scheduleSchema).value;
  const wordingFile = join(flowsDir, 'wording.yaml');
  const say = loadWording(wordingFile);
  const flowVersions = ofEach((id) => `${id}@${shortHash(JSON.stringify(flows[id]))}`);
  const decisionsFile = join(flowsDir, 'understanding.yaml');
  const rules = createRouter({ responsibilities, roster });
  const learnt = weightsFile === null ? null : learntFrom(weightsFile);
  const router =
    learnt?.judge === undefined
      ? readerByRules(rules)
      : createWeighedRouter(rules, learnt.judge, readYamlFile(decisionsFile, decisionsSchema).value, roster);
  return {
    roster,
    calendar,
    responsibilities,
    router,
    danger,
    rulesAlone: learnt?.why ?? null,
    flows,
    flowVersions,
    schedule,
    say,
    versions: {
      roster: hashOfFile(rosterFile),
      words: words.version,
      responsibilities: hashOfFile(responsibilitiesFile),
      danger: hashOfFile(dangerFile),
      calendar: calendar.version,
      summaries: hashOfFile(scheduleFile),
      ...(learnt?.judge ? { understanding: hashOfFile(decisionsFile), weights: learnt.judge.corpus } : {}),
      wording: hashOfFile(wordingFile),
      ...Object.fromEntries(FLOWS.map((id) => [`flow:${id}`, flowVersions[id]])),
    },
  };
}

/** A model that cannot be used is no reason to stand still: the rules work alone, and why is told. */
function learntFrom(file: string): { readonly judge?: Judge; readonly why?: string } {
  try {
    return { judge: createJudge(loadModel(file)) };
  } catch (error) {
    if (error instanceof ModelRefused) return { why: error.message };
    throw error;
  }
}

/** Reads the flow of every kind of ticket. Throws `SettingsError`; a kind without a file has no time limits. */
export function loadFlows(flowsDir: string): Readonly<Record<FlowId, Flow>> {
  return ofEach((id) => {
    const file = join(flowsDir, `${id}.yaml`);
    if (!existsSync(file)) {
      throw new SettingsError(file, [
        '1: 缺少这个文件，这一类诉求件就没有时限。请从安装包的 flows 里复制回来。',
      ]);
    }
    const { value, fault } = readYamlFile(file, flowSchema);
    if (value.id === id) return value;
    throw new SettingsError(file, [fault(['id'], `应为 ${id}，与文件名一致`)]);
  });
}

function ofEach<T>(make: (id: FlowId) => T): Readonly<Record<FlowId, T>> {
  return Object.fromEntries(FLOWS.map((id) => [id, make(id)])) as Record<FlowId, T>;
}

function hashOfFile(file: string): string {
  return shortHash(readFileSync(file));
}

function shortHash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}
