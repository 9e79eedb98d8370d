/** The files of settings, each by itself, so that a fault in one hides none in another. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { loadCalendar } from '../county/calendar-file.ts';
import { decoded } from '../county/encoding.ts';
import { type CountyFiles, countyFiles } from '../county/files.ts';
import { loadGuides } from '../county/guides-file.ts';
import { loadInspections } from '../county/inspections-file.ts';
import { isLayered, nameOf, type SettingsSource } from '../county/layers.ts';
import { loadPolicies } from '../county/policies-file.ts';
import { reachingNobody } from '../county/policies-reach.ts';
import { loadPowers } from '../county/powers-file.ts';
import { loadRoster } from '../county/roster-file.ts';
import { loadSnippets } from '../county/snippets-file.ts';
import { readYamlFile, SettingsError } from '../county/yaml-file.ts';
import type { NumberedLists } from '../desk/operation/settings.ts';
import { readWording } from '../dialogue/wording.ts';
import type { Calendar } from '../domain/calendar.ts';
import { FLOWS, type Flow } from '../domain/flow.ts';
import { flowSchema } from '../domain/flow-rules.ts';
import { createRoster, type Roster, rosterSchema } from '../domain/roster.ts';
import { scheduleSchema } from '../domain/schedule.ts';
import { loadDanger } from '../routing/danger.ts';
import { loadElsewhere } from '../routing/elsewhere.ts';
import { loadResponsibilities } from '../routing/responsibilities.ts';
import { checkedWords } from '../routing/word-examples.ts';
import { loadWords } from '../routing/word-rules.ts';
import { decisionsSchema } from '../understanding/decisions.ts';
import { loadWeights, ModelRefused } from '../understanding/weights-file.ts';
import { type Finding, refused, warning } from './finding.ts';

export interface FilesChecked {
  readonly findings: readonly Finding[];
  /** Null where there is none that could be read. */
  readonly roster: Roster | null;
  readonly calendar: Calendar | null;
  readonly lists: NumberedLists;
}

export function checkFiles(config: Config): FilesChecked {
  const files = countyFiles(config);
  const findings: Finding[] = [];
  const left: string[] = [];
  const tried = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      findings.push(...error.message.split('\n').map((line) => refused(line)));
      return null;
    }
  };
  const roster = tried(() => loadRoster(files.roster)) ?? whatIsReadable(files.roster);
  const calendar = tried(() => loadCalendar(files.calendar));
  const flows = new Map(FLOWS.map((id) => [id, tried(() => readFlow(files, id))]));
  tried(() => readYamlFile(files.summaries, scheduleSchema));
  tried(() => readYamlFile(files.understanding, decisionsSchema));
  tried(() => checkedWords(loadWords(files.words)));
  tried(() => loadElsewhere(files.elsewhere));
  left.push(...(tried(() => readWording(files.wording))?.unused ?? []));
  let lists: NumberedLists = {};
  if (roster === null)
    findings.push(warning('名册读不出来，职责、险情、常用语、检查、政策、帮办等名册改好后再查。'));
  else {
    const policy = flows.get('policy');
    const library = policy && tried(() => loadPolicies(files.policies, roster, policy));
    tried(() => loadResponsibilities(files.responsibilities, roster));
    tried(() => loadDanger(files.danger, roster, left));
    tried(() => loadInspections(files.inspections, roster));
    tried(() => loadSnippets(files.snippets, roster));
    lists = {
      powers: tried(() => loadPowers(files.powers, roster)) ?? undefined,
      policies: library ?? undefined,
    };
    left.push(...reachingNobody(library?.policies ?? [], roster));
    if (calendar) tried(() => loadGuides(files.guides, roster, calendar, left));
  }
  findings.push(...left.map(warning), ...weightsFault(config), ...encodings(files, config));
  return { findings, roster, calendar, lists };
}

function readFlow(files: CountyFiles, id: (typeof FLOWS)[number]): Flow {
  const source = files.flow(id);
  const { value, fault } = readYamlFile(source, flowSchema);
  if (value.id === id) return value;
  throw new SettingsError(nameOf(source), [fault(['id'], `应为 ${id}，与文件名一致`)]);
}

/** A roster with somebody in it twice still says which departments there are. */
function whatIsReadable(file: string): Roster | null {
  try {
    return createRoster(readYamlFile(file, rosterSchema).value);
  } catch (error) {
    if (error instanceof SettingsError) return null;
    throw error;
  }
}

/** Without its weights the program starts, and reads by the rules alone. */
function weightsFault({ weightsFile }: Config): readonly Finding[] {
  if (weightsFile === null) return [];
  try {
    loadWeights(weightsFile);
    return [];
  } catch (error) {
    if (error instanceof ModelRefused) return [warning(`识别模型用不了，只按规则识别：${error.message}`)];
    throw error;
  }
}

/** Files that were read although they are not UTF-8. */
function encodings(files: CountyFiles, { countyDir }: Config): readonly Finding[] {
  const { roster, flow, guides: _, corpus: _corpus, ...named } = files;
  const sources: readonly SettingsSource[] = [roster, ...Object.values(named), ...FLOWS.map(flow)];
  const own = sources.flatMap((source) => (isLayered(source) ? (source.own ?? []) : source));
  const env = ['.env', ...(countyDir === null ? [] : [join(countyDir, '.env')])];
  return [...own, ...env].filter(existsSync).flatMap((file) => {
    const read = decoded(readFileSync(file));
    return 'note' in read && read.note !== null ? [warning(`${file}：${read.note}。`)] : [];
  });
}
