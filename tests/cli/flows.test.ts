/** docs/flows.md and the schema for editors say what the flows and the code are now. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadCounty } from '../../src/county.ts';
import { FLOWS } from '../../src/domain/flow.ts';
import { flowJsonSchema, flowPage } from '../../src/flow-page/flow-page.ts';
import { programOf } from '../support/programs.ts';

const county = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: 'flows' });
const STALE = 'run npm run flows';

test('the page is what flows/ and the code come to', () => {
  expect(readFileSync('docs/flows.md', 'utf8'), STALE).toBe(flowPage(county));
});

test('so is the schema, and every flow names it for the editor', () => {
  expect(readFileSync('flows/flow.schema.json', 'utf8'), STALE).toBe(flowJsonSchema());
  for (const id of FLOWS) {
    const [first] = readFileSync(`flows/${id}.yaml`, 'utf8').split('\n');
    expect(first, id).toBe('# yaml-language-server: $schema=flow.schema.json');
  }
  expect(readdirSync('flows')).toContain('flow.schema.json');
});

test('the page does not depend on who is on the roster', () => {
  const { roster } = county;
  const other = {
    ...roster,
    departments: [...roster.departments].reverse(),
    enterprises: [...roster.enterprises].reverse(),
  };
  expect(flowPage({ ...county, roster: other })).toBe(flowPage(county));
});

test('a changed flow is a changed page', () => {
  const { urgent } = county.flows;
  const slower = { ...urgent, urge: { every: { ...urgent.urge.every, amount: 2 } } };
  const page = flowPage({ ...county, flows: { ...county.flows, urgent: slower } });
  expect(page).toContain('2小时（不分昼夜）内再催的');
  expect(page).not.toBe(flowPage(county));
});

describe('the command', () => {
  const run = (...options: string[]) => {
    try {
      execFileSync(process.execPath, [...programOf('src/cli/flows.ts'), ...options], { stdio: 'pipe' });
      return { code: 0, said: '' };
    } catch (error) {
      const { status, stderr } = error as { status: number; stderr: Buffer };
      return { code: status, said: stderr.toString() };
    }
  };
  test('--check is content with what is committed', () => {
    expect(run('--check')).toEqual({ code: 0, said: '' });
  });
  test('and refuses what it does not know', () => {
    const { code, said } = run('--chek');
    expect(code).toBe(2);
    expect(said).toContain('用法：npm run flows');
  });
});
