/** Courts, insurers, parcels: the enterprise hears where to go, and its ticket stands all the same. */
import { expect, test } from 'vitest';
import { at } from '../../src/domain/time.ts';
import { type Bench, GROUP, useBench } from './bench.ts';

const OWNER = 'shangchao-1';
let bench: Bench;
useBench(at('2026-11-24', '10:00'), (opened) => {
  bench = opened;
});

test('where to go comes in private, whatever was said in the group', async () => {
  await bench.says(OWNER, '请问法院判了对方还我们货款，一年了执行不到，怎么办', 'group');
  expect((await bench.ticket()).state).not.toBe('rejected');
  expect(bench.told(OWNER).join('\n')).toContain('12368');
  expect(bench.told(GROUP).join('\n')).not.toContain('12368');
  await bench.says(OWNER, '撤回 1');
  expect((await bench.ticket()).state).toBe('withdrawn');
});

test('an emergency, a report and what a department sees to are not sent away', async () => {
  await bench.says(OWNER, '车间着火了，有人被困，执行局查封的门打不开');
  await bench.says(OWNER, '厂门口的路灯坏了半个月，晚上卸货看不见');
  await bench.says(OWNER, '我要举报：执行局的王法官收了对方红包，判了不执行');
  expect(bench.told(OWNER).join('\n')).not.toMatch(/12368|12348/u);
});
