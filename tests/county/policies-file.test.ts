/** `data/policies.yaml`: what is written wrong is told by line and field, with what was probably meant. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadPolicies } from '../../src/county/policies-file.ts';
import { loadRoster } from '../../src/county/roster-file.ts';
import { SettingsError } from '../../src/county/yaml-file.ts';
import { loadFlows } from '../../src/county.ts';

const SHIPPED = readFileSync('data/policies.yaml', 'utf8');
const roster = loadRoster('data/roster.yaml');
const flow = loadFlows('flows').policy;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'policies-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function faultsOf(text: string): string {
  const file = join(dir, 'policies.yaml');
  writeFileSync(file, text);
  try {
    loadPolicies(file, roster, flow);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return '';
}

describe('what ships', () => {
  test('has a dozen policies, each with its own limit in a flow of its own', () => {
    const { policies, flows } = loadPolicies('data/policies.yaml', roster, flow);
    expect(policies).toHaveLength(12);
    for (const { flow: version, within } of policies)
      expect(flows[version]?.steps.resolve.within).toEqual(within);
    expect(Object.values(flows).every(({ apart }) => apart)).toBe(true);
  });
});

describe('what is written wrong', () => {
  test.each([
    ['用工人数: { 至少: 100 }', '用工人员: { 至少: 100 }', '是不是“用工人数”？'],
    ['标签: [规上], 用工人数', '注册资本: 5, 用工人数', '可以写的有：行业、规模'],
    ['department: hr', 'department: hrr', '是不是 hr？'],
    ['mode: 免申', 'mode: 免审', '只能写 免申、即申、承诺 或 咨询'],
    ['id: job-training', 'id: job-refund', '编号 job-refund 用了两次'],
    ['"2026-12-31"', '"2026-02-30"', '没有这一天'],
    ['"2026-12-31"', '"2025-12-31"', '申报截止比施行还早'],
    ['who: { 规模: [小型, 微型] }', 'who: {}', '一个条件也没有写'],
    ['who: { 规模: [小型, 微型] }', 'who: { 规模: [小] }', '请写 大型、中型、小型 或 微型'],
    ['至少: 100', '至少: 100, 至多: 50', '至少 比 至多 还大'],
    ['aliases: [技能培训补贴', 'aliases: [稳岗补贴', '分不清'],
    ['within: { amount: 10, unit: workday }', 'within: { amount: 0, unit: workday }', '应大于 0'],
    ['version: 1', 'version: 一', '请写整数'],
    ['version: 1', 'version: 0', '从 1 数起'],
    ['    points: 不裁员', '    pionts: 不裁员', '没有这个设置项'],
  ])('%s → %s', (good, bad, told) => {
    expect(SHIPPED).toContain(good);
    const line = SHIPPED.slice(0, SHIPPED.indexOf(good)).split('\n').length;
    const message = faultsOf(SHIPPED.replace(good, bad));
    expect(message).toContain(told);
    const lines = [...message.matchAll(/policies\.yaml:(\d+):/gu)].map(([, number]) => Number(number));
    expect(lines.some((one) => Math.abs(one - line) <= 20)).toBe(true);
  });

  test('several faults are told at once', () => {
    const both = SHIPPED.replace('department: hr', 'department: hrr').replace(
      'id: job-training',
      'id: job-refund',
    );
    expect(faultsOf(both).split('\n').length).toBe(2);
  });
});
