/** `data/phrases.tsv`: what people say of an office's work in a few words, to learn from. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadRoster } from '../../src/county/roster-file.ts';
import { departmentHead } from '../../src/understanding/labels.ts';
import { readPhrases } from '../../src/understanding/training/phrases.ts';
import { PHRASES } from '../../src/understanding/training/places.ts';

const departments = loadRoster('data/roster.yaml').departments.map(({ id }) => id);

test('those that ship: each says whose it is, and no office is left out', () => {
  const counts = new Map(departments.map((id) => [id, 0]));
  for (const { says, text } of readPhrases(PHRASES, departments)) {
    const owners = departments.filter((id) => says.get(departmentHead(id)));
    expect(owners, text).toHaveLength(1);
    counts.set(owners[0]!, (counts.get(owners[0]!) ?? 0) + 1);
  }
  for (const [id, count] of counts) expect(count, id).toBeGreaterThan(300);
});

describe('a fault is named with its line', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'phrases-'));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test.each([
    ['power\t表箱烧黑\n供电 表箱响\n', '第 2 行：应为“部门编号'],
    ['power\t表箱烧黑\nmagic\t没有这个部门\n', '第 2 行：没有编号为 magic'],
    ['power\t表箱烧黑\nwater\t表箱烧黑\n', '第 2 行：“表箱烧黑”第 1 行已经有了'],
  ])('%j', (text, fault) => {
    const file = join(dir, 'phrases.tsv');
    writeFileSync(file, text);
    expect(() => readPhrases(file, departments)).toThrow(fault);
  });
});
