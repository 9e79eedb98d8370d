/** The files of flows/: one for each kind of ticket, each fault with file, line and remedy. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SettingsError } from '../../src/county/yaml-file.ts';
import { loadCounty, loadFlows } from '../../src/county.ts';
import { FLOWS } from '../../src/domain/flow.ts';
import { scratch } from '../support/county.ts';

let place: ReturnType<typeof scratch>;
let dir: string;
beforeEach(() => {
  place = scratch();
  dir = join(place.dir, 'flows');
  mkdirSync(dir);
  cpSync('flows', dir, { recursive: true });
});
afterEach(() => place.remove());

/** Rewrites a file with `from` replaced; gives the line it stood on. */
function edit(id: string, from: string, to: string): number {
  const file = join(dir, `${id}.yaml`);
  const text = readFileSync(file, 'utf8');
  expect(text, `${from} stands in ${id}.yaml`).toContain(from);
  writeFileSync(file, text.replace(from, to));
  return text.slice(0, text.indexOf(from)).split('\n').length;
}
function refusal(): string {
  try {
    loadFlows(dir);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    return (error as Error).message.replace(dir, 'flows');
  }
  throw new Error('the files were accepted');
}

test('all five are read, each with a version of its own', () => {
  const { flows, flowVersions, versions } = loadCounty({ rosterFile: 'data/roster.yaml', flowsDir: dir });
  for (const id of FLOWS) {
    expect(flows[id].id).toBe(id);
    expect(flowVersions[id]).toMatch(new RegExp(`^${id}@[0-9a-f]{12}$`));
    expect(versions[`flow:${id}`]).toBe(flowVersions[id]);
  }
});

test('another limit is another version, of that flow alone', () => {
  const files = { rosterFile: 'data/roster.yaml', flowsDir: dir };
  const before = loadCounty(files).flowVersions;
  edit('consult', '{ amount: 2, unit: workday }', '{ amount: 3, unit: workday }');
  const after = loadCounty(files).flowVersions;
  expect(FLOWS.filter((id) => before[id] !== after[id])).toEqual(['consult']);
});

test.each(FLOWS)('without %s.yaml the program says which file is missing', (id) => {
  rmSync(join(dir, `${id}.yaml`));
  expect(refusal()).toBe(
    `flows/${id}.yaml:1: 缺少这个文件，这一类诉求件就没有时限。请从安装包的 flows 里复制回来。`,
  );
});

test('a file under another’s name', () => {
  const line = edit('urgent', 'id: urgent', 'id: complaint');
  expect(refusal()).toBe(`flows/urgent.yaml:${line}: id：应为 urgent，与文件名一致`);
});

test('a key that does not exist', () => {
  const line = edit('consult', '  most: 2', '  moist: 2');
  expect(refusal()).toContain(`flows/consult.yaml:${line}: rework.moist：没有这个设置项，请核对拼写或删去`);
});

test('a debt’s limit made longer, with the law and the line', () => {
  const line = edit('arrears', '{ amount: 30, unit: day', '{ amount: 45, unit: day');
  expect(refusal()).toBe(
    `flows/arrears.yaml:${line}: steps.resolve.within：《保障中小企业款项支付条例》第二十五条规定 30天（自然日）内出处理结果，不能放宽。请改回或改短`,
  );
});

test('a reminder before its step begins', () => {
  const line = edit('urgent', '{ amount: 1.75, unit: hour }', '{ amount: 3, unit: hour }');
  expect(refusal()).toBe(
    `flows/urgent.yaml:${line}: steps.sign.ladder.0.before：这次提醒早于这一步开始，请改近一些，或放宽时限`,
  );
});
