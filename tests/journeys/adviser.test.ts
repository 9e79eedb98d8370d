/** The program that a county starts, with a language model of its own set in the environment. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { advises, type FakeModel, startModel } from '../support/language-model.ts';
import { PATIENCE } from '../support/patience.ts';
import { OWNER, startWorld, type World } from '../support/world.ts';

let model: FakeModel;
let world: World;
beforeAll(async () => {
  model = await startModel(advises('housing'));
  world = await startWorld({
    env: {
      MODEL_URL: `${model.url}/`,
      MODEL_NAME: 'qwen3-32b',
      MODEL_KEY: 'sk-county',
      LOG_LEVEL: 'info',
    },
    clock: { start: '2026-11-23T09:00:00+08:00', speed: 1 },
  });
});
afterAll(async () => {
  await world?.end();
  await model?.end();
});

test('it is asked at that address, with that key, and the log says that it will be, without the key', async () => {
  const owner = await world.person(OWNER);
  await owner.says(world.group, '厂区围墙外头有个大坑，下雨积水，怕塌');
  await expect.poll(() => model.asked.length, PATIENCE).toBe(1);
  expect(model.asked[0]).toMatchObject({
    path: '/v1/chat/completions',
    headers: { authorization: 'Bearer sk-county' },
  });
  expect(JSON.parse(model.asked[0]?.body ?? '')).toMatchObject({ model: 'qwen3-32b' });
  expect(model.words()).toBe('厂区围墙外头有个大坑,下雨积水,怕塌');
  const log = world.program.errors();
  expect(log).toContain('"model":"qwen3-32b"');
  expect(log).not.toContain('sk-county');
});
