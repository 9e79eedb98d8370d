/** A clock that is set back does no harm: nothing is reminded twice, no number comes again, the record stays whole. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyStore } from '../../src/store/verify.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';
import { cardWith, countOf } from './helpers.ts';

let world: World;

/** Stopped in peace: what was sent is on record, and is not sent again to be sure. */
async function restartAt(start: string): Promise<void> {
  await world.program.stop();
  await world.restart({ CLOCK_START: start });
}

beforeAll(async () => {
  world = await startWorld({ clock: { start: '2026-11-23T09:00:00+08:00', speed: 1 } });
});
afterAll(() => world?.end());

test('the server’s clock goes back a week and a day, and forward again', async () => {
  const owner = await world.person(OWNER);
  const liaison = await world.person('power-a');
  const taxman = await world.person('tax-a');
  await owner.says(world.group, '厂区电压不稳，电机烧了两台，请供电公司来看');
  await cardWith(world, world.group, 1, '待签收');
  await restartAt('2026-11-25T09:00:01+08:00');
  await world.tg.waitForMessage(liaison, '【超期】诉求件 1');

  await restartAt('2026-11-17T09:00:00+08:00');
  await owner.says(world.group, '退税款一直没到账，请税务局帮忙看看');
  const card = await cardWith(world, world.group, 2, '待签收');
  expect(card.text, 'counted from the clock as it stands').toContain('签收：11月18日（周三）内');

  await restartAt('2026-11-25T10:00:00+08:00');
  // Never looked at meanwhile: one message that fits the present.
  await world.tg.waitForMessage(taxman, '【今日提醒】');
  expect(await countOf(world, taxman, '【今日提醒】')).toBe(1);
  expect(await countOf(world, liaison, '【超期】诉求件 1'), 'once').toBe(1);
  await world.program.stop();
  await expect(verifyStore(world.dataDir)).resolves.toMatchObject({ tickets: 2 });
});
