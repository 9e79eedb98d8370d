/** The county's list of where to go with what no department here decides. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadElsewhere } from '../../src/routing/elsewhere.ts';
import { faultsOf } from '../support/faults.ts';

const shipped = loadElsewhere('data/elsewhere.yaml');
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'lianxinqiao-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test.each([
  ['打贏了官司，對方是老賴，錢要不回來', '12368'],
  ['合伙人把机器拉走了，散伙分不清', '12348'],
  ['寄出去的包裹丢了两回', '12305'],
  ['海关说要查验，货压了十天', '12360'],
])('%s', (text, call) => {
  expect(shipped.whereFor(text)).toContain(call);
});

test.each(['停电了', '乡政府欠我的工程款打了欠条', '工伤保险赔得少', '法院门口的路塌了', ''])(
  '%s is for a department here',
  (text) => {
    expect(shipped.whereFor(text)).toBeNull();
  },
);

test('an example that does not hold, and what is missing, are named with their line', () => {
  const file = join(dir, 'elsewhere.yaml');
  const faults = (text: string) => {
    writeFileSync(file, text);
    return faultsOf(() => loadElsewhere(file)).join('\n');
  };
  const base = 'places:\n  - { name: 法院, words: [判…执行], where: 找法院 }\n';
  expect(faults(base)).toBe('');
  expect(faults(`${base}examples: [{ say: 判了一年还没执行, go: null }]`)).toContain(
    '例句“判了一年还没执行”应为 null，现在是 法院',
  );
  expect(faults('places:\n  - { name: 法院, words: [], where: 找法院 }')).toContain('2: places.0.words');
  expect(faults('places:\n  - { name: 法院, words: [判决] }')).toContain('places.0.where：缺少这一项');
});
