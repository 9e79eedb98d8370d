/** The program reads what ships, and over it what lies in the county's folder, whatever of it there is. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readConfig } from '../../src/config.ts';
import { loadCounty } from '../../src/county.ts';
import { environment } from '../../src/env-file.ts';
import { useWords, wordsInUse } from '../../src/routing/word-rules.ts';
import { scratch } from '../support/county.ts';

const shipped = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
let place: ReturnType<typeof scratch>;
let dir: string;
beforeEach(() => {
  place?.remove();
  place = scratch();
  dir = join(place.dir, 'county');
  mkdirSync(join(dir, 'flows', 'guides'), { recursive: true });
});
afterAll(() => {
  place.remove();
  // The words are the whole process's.
  useWords();
});

const write = (name: string, text: string): void => writeFileSync(join(dir, name), text);
const configOf = (env: Record<string, string> = {}) => readConfig({ COUNTY_DIR: dir, ...env }, 0);
const load = () => loadCounty({ ...configOf(), weightsFile: null });

test('an empty folder changes nothing', () => {
  const county = load();
  expect(county.warnings).toEqual([]);
  expect(county.versions).toEqual(shipped.versions);
  expect(configOf().rosterFile).toBe('data/roster.yaml');
});

test('each file says what differs: a limit, a sentence, hours, a word, a telephone, a snippet', () => {
  write('flows/complaint.yaml', 'steps: { resolve: { within: { amount: 5, unit: day, roll: true } } }\n');
  write('flows/wording.yaml', 'state: { closed: 已办结销号 }\n');
  write('calendar.yaml', 'hours: [{ from: 09:00, to: 17:00 }]\n');
  write('responsibilities.yaml', 'departments: { industry: { exclusive+: [霍州特产节] } }\n');
  write('danger.yaml', 'hotlines: { power: "0357-1234567" }\n');
  write('words.yaml', "danger: { danger+: ['炉子要翻'] }\n");
  write('snippets.yaml', 'snippets-: [visit]\n');
  const county = load();
  expect(county.flows.complaint.steps.resolve.within.amount).toBe(5);
  expect(county.flows.complaint.steps.sign).toEqual(shipped.flows.complaint.steps.sign);
  expect(county.say('state.closed')).toBe('已办结销号');
  expect(county.calendar.hours).toEqual([{ from: '09:00', to: '17:00' }]);
  expect(county.responsibilities.departments.industry?.exclusive).toContain('霍州特产节');
  expect(county.router.route('霍州特产节的摊位找谁').departments[0]?.id).toBe('industry');
  expect(county.danger.callsFor('全厂停电', 'power')).toEqual([{ call: '0357-1234567', why: '' }]);
  expect(wordsInUse().words.danger.danger).toContain('炉子要翻');
  expect(county.snippets).toHaveLength(shipped.snippets.length - 1);
  expect(county.versions['flow:complaint']).not.toBe(shipped.versions['flow:complaint']);
  expect(county.versions.danger).not.toBe(shipped.versions.danger);
  expect(county.warnings).toEqual([]);
});

describe('a county with other departments', () => {
  test('starts: what ships for those it does not have is left out, and what it must settle is said', () => {
    const data = parse(readFileSync('data/roster.yaml', 'utf8')) as { departments: { id: string }[] };
    data.departments = data.departments.filter(({ id }) => id !== 'emergency' && id !== 'approval');
    write('roster.yaml', stringify(data, { aliasDuplicateObjects: false }));
    const items = (name: string) =>
      parse(readFileSync(`data/${name}.yaml`, 'utf8')) as Record<string, unknown>;
    write('policies.yaml', stringify({ ...items('policies'), policies: [] }));
    write('powers.yaml', stringify({ ...items('powers'), items: [] }));
    write('inspections.yaml', stringify({ ...items('inspections'), items: [] }));
    const county = load();
    expect(county.roster.department('emergency')).toBeUndefined();
    expect(county.responsibilities.departments).not.toHaveProperty('emergency');
    expect(county.danger.always).toEqual([]);
    expect(county.guides.map(({ id }) => id)).not.toContain('open_company');
    expect(county.policies.policies, 'policies that ship are made up').toEqual([]);
    expect(county.warnings.filter((one) => one.includes('险情时不再告诉它'))).toHaveLength(1);
    expect(county.warnings.filter((one) => one.includes('不合本县名册，没有启用'))).not.toHaveLength(0);
  });

  test('that names one itself which it does not have is refused, by its own file', () => {
    write('danger.yaml', 'always+: [nowhere]\n');
    expect(load).toThrow(`${join(dir, 'danger.yaml')}:1: always.1：没有编号为“nowhere”的部门`);
    write('danger.yaml', 'examples: [{ say: 窗户破了, call: ["119"] }]\n');
    expect(load, 'its own examples must hold').toThrow('例句“窗户破了”应为 119');
  });
});

test('a procedure of the county’s own stands in the place of the one that ships; an empty file offers none', () => {
  const text = readFileSync('flows/guides/open_company.yaml', 'utf8');
  write('flows/guides/open_company.yaml', text.replace(/^title: .*/m, 'title: 霍州开办企业'));
  write('flows/guides/environment.yaml', '# 本县不办\n');
  const { guides } = load();
  expect(guides.find(({ id }) => id === 'open_company')?.title).toBe('霍州开办企业');
  expect(guides.map(({ id }) => id)).not.toContain('environment');
  expect(guides.map(({ id }) => id)).toContain('change_license');
});

describe('settings', () => {
  test('lie in the folder; what the environment says goes before them', () => {
    write('.env', 'WEB_PORT=8822\nLOG_LEVEL=warn\n');
    const env = environment({ COUNTY_DIR: dir, LOG_LEVEL: 'error' });
    expect(env).toMatchObject({ COUNTY_DIR: dir, WEB_PORT: '8822', LOG_LEVEL: 'error' });
  });

  test('a folder that is named and is not there is said, not passed over', () => {
    expect(() => environment({ COUNTY_DIR: join(dir, 'nowhere') })).toThrow(
      '请改正，或运行 npm run setup 建立',
    );
  });

  test('that name files themselves go before the folder; the demo is of what ships', () => {
    write('roster.yaml', readFileSync('data/roster.yaml', 'utf8'));
    expect(configOf().rosterFile).toBe(join(dir, 'roster.yaml'));
    expect(configOf({ ROSTER_FILE: 'elsewhere.yaml' }).rosterFile).toBe('elsewhere.yaml');
    expect(readConfig({ COUNTY_DIR: dir }, 0, ['--demo'])).toMatchObject({
      countyDir: null,
      rosterFile: 'data/roster.yaml',
    });
  });

  test('a folder of flows from before lacks sentences of today, and is good all the same', () => {
    const flows = join(place.dir, 'flows');
    mkdirSync(flows);
    for (const name of [
      'complaint',
      'urgent',
      'consult',
      'arrears',
      'report',
      'policy',
      'visit',
      'guide',
      'summaries',
      'understanding',
    ]) {
      writeFileSync(join(flows, `${name}.yaml`), readFileSync(`flows/${name}.yaml`));
    }
    writeFileSync(join(flows, 'wording.yaml'), 'state: { closed: 销号 }\n');
    const county = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: flows });
    expect(county.say('state.closed')).toBe('销号');
    expect(county.say('state.queued')).toBe(shipped.say('state.queued'));
    expect(county.guides, 'it never had any').toEqual([]);
  });
});
