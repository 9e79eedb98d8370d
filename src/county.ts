/** Everything a county sets in files, read and checked together, with a version for each. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCalendar } from './county/calendar-file.ts';
import { loadRoster } from './county/roster-file.ts';
import { readYamlFile } from './county/yaml-file.ts';
import { loadWording, type Say } from './dialogue/wording.ts';
import type { Calendar } from './domain/calendar.ts';
import { type Flow, flowSchema } from './domain/flow.ts';
import type { Roster } from './domain/roster.ts';
import { type Schedule, scheduleSchema } from './domain/schedule.ts';
import { loadResponsibilities } from './routing/responsibilities.ts';
import { createRouter, type Router } from './routing/router.ts';

export interface County {
  readonly roster: Roster;
  readonly calendar: Calendar;
  readonly router: Router;
  readonly flow: Flow;
  /** `complaint@<hash>` */
  readonly flowVersion: string;
  readonly schedule: Schedule;
  readonly say: Say;
  /** Version of each settings file, for the record. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Reads all settings. Throws `SettingsError` with file, line and remedy. */
export function loadCounty(files: { readonly rosterFile: string; readonly flowsDir: string }): County {
  const { rosterFile, flowsDir } = files;
  const roster = loadRoster(rosterFile);
  const calendar = loadCalendar('data/calendar.yaml');
  const responsibilitiesFile = 'data/responsibilities.yaml';
  const responsibilities = loadResponsibilities(responsibilitiesFile, roster);
  const flowFile = join(flowsDir, 'complaint.yaml');
  const flow = readYamlFile(flowFile, flowSchema).value;
  const scheduleFile = join(flowsDir, 'summaries.yaml');
  const schedule = readYamlFile(scheduleFile, scheduleSchema).value;
  const wordingFile = join(flowsDir, 'wording.yaml');
  const say = loadWording(wordingFile);
  const flowVersion = `${flow.id}@${shortHash(JSON.stringify(flow))}`;
  return {
    roster,
    calendar,
    router: createRouter({ responsibilities, roster }),
    flow,
    flowVersion,
    schedule,
    say,
    versions: {
      roster: hashOfFile(rosterFile),
      responsibilities: hashOfFile(responsibilitiesFile),
      calendar: calendar.version,
      summaries: hashOfFile(scheduleFile),
      wording: hashOfFile(wordingFile),
      [`flow:${flow.id}`]: flowVersion,
    },
  };
}

function hashOfFile(file: string): string {
  return shortHash(readFileSync(file));
}

function shortHash(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}
