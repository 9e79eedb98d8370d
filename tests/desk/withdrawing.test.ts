/** "Withdraw it?" holds as long as nothing has happened since: 来电了，不用管了, and then 又停了, is no withdrawal. */
import { beforeEach, expect, test } from 'vitest';
import { at, MINUTE } from '../../src/domain/time.ts';
import { type Bench, useBench } from './bench.ts';

const OWNER = 'shangchao-1';
const TUESDAY = at('2026-11-24', '10:00');
let bench: Bench;
useBench(TUESDAY, (opened) => {
  bench = opened;
});
beforeEach(async () => {
  await bench.says(OWNER, '厂里变压器老跳闸，请供电公司来看看');
  await bench.goesTo(TUESDAY + 10 * MINUTE);
  await bench.says(OWNER, '算了不用了');
});
const state = async (): Promise<string | undefined> => (await bench.store.ticket(1))?.state;

test('asked and pressed, it is withdrawn', async () => {
  await bench.presses(OWNER, '撤回');
  expect(await state()).toBe('withdrawn');
});

test('after more was said, the old button asks again, and the new one withdraws', async () => {
  await bench.says(OWNER, '补充 1 又跳了一次');
  await bench.presses(OWNER, '撤回');
  expect(await state()).toBe('assigned');
  expect(bench.told(OWNER).at(-1)).toContain('要撤回诉求件 1（厂里变压器老跳闸');
  await bench.presses(OWNER, '撤回');
  expect(await state()).toBe('withdrawn');
});
