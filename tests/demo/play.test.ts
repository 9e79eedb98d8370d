import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { SettingsError } from '../../src/county/yaml-file.ts';
import { ProgressFile } from '../../src/demo/progress.ts';
import { scratch } from '../support/county.ts';
import { play } from './bench.ts';

const NOW = '2026-11-22T10:00:00+08:00';
const PATIENCE = { timeout: 30_000, interval: 5 };
const OPENS = 'day: 1, at: "09:00", who: xinghuo-1, group: 车间停电了，请派人来看, as: 电';

/** What playing a month of these steps fails with; null when it plays. */
async function faultOf(dir: string, ...steps: readonly string[]): Promise<string | null> {
  const file = join(dir, 'month.yaml');
  writeFileSync(file, `steps:\n${steps.map((step) => `  - { ${step} }\n`).join('')}`);
  try {
    await (await play(join(dir, 'data'), NOW, file)).close();
    return null;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.message;
  }
}

it.each([
  [
    'a command of somebody whose ticket it is not',
    ['day: 1, at: "09:05", who: water-a, private: "签收 {号}", on: 电'],
    /month\.yaml:3: 第 2 步：“电”没有变动，water-a 办不了/,
  ],
  [
    'a button that the person does not have',
    ['day: 1, at: "09:05", who: water-a, press: 签收, on: 电'],
    /:3: 第 2 步：water-a 没有这一件的“签收”按钮/,
  ],
  [
    'a button that is gone',
    [
      'day: 1, at: "09:05", who: power-a, press: 签收, on: 电',
      'day: 1, at: "09:06", who: power-a, press: 签收, on: 电',
    ],
    /:4: 第 3 步：power-a 没有/,
  ],
  [
    'a button of an arrangement that nobody was shown',
    ['day: 1, at: "09:05", who: dispatcher-1, press: 发出邀请'],
    /:3: 第 2 步：dispatcher-1 没有“发出邀请”按钮/,
  ],
  [
    'words that open fewer tickets than they name',
    ['day: 1, at: "09:05", who: dispatcher-1, private: 活动 1 记, opens: [水]'],
    /:3: 第 2 步：登记了 0 件，opens 写了 1 件/,
  ],
  [
    'small talk that opens a ticket',
    ['day: 1, at: "09:05", who: xinghuo-1, group: 厂门口的路灯坏了没人修'],
    /:3: 第 2 步：登记成了新的诉求件/,
  ],
  [
    'a difficulty that opens none',
    ['day: 1, at: "09:05", who: xinghuo-1, group: 谢谢大家, as: 谢'],
    /:3: 第 2 步：没有登记成诉求件“谢”/,
  ],
  [
    'a question that changes the ticket',
    ['day: 1, at: "09:05", who: power-a, press: 签收, about: 电'],
    /:3: 第 2 步：“电”有变动/,
  ],
  [
    'a quote of what was never said there',
    ['day: 1, at: "09:05", who: water-a, private: 好, quote: bot, about: 电'],
    /:3: 第 2 步：没有可以引用的消息/,
  ],
])('stops at %s, naming the line', { timeout: 30_000 }, async (_, steps, fault) => {
  const { dir, remove } = scratch();
  try {
    expect(await faultOf(dir, OPENS, ...steps)).toMatch(fault);
  } finally {
    remove();
  }
});

it('does not go on with a month that has become another one', { timeout: 30_000 }, async () => {
  const { dir, remove } = scratch();
  try {
    const stuck = 'day: 1, at: "09:05", who: water-a, press: 签收, on: 电';
    const mended = 'day: 1, at: "09:05", who: power-a, press: 签收, on: 电';
    expect(await faultOf(dir, OPENS, stuck)).toMatch(/没有这一件/);
    expect(await faultOf(dir, OPENS, stuck), 'nor past a step that failed').toMatch(/没有这一件/);
    expect(await faultOf(dir, OPENS, mended)).toMatch(/剧本改过了。请删去文件夹 .*data，重新开始/);
  } finally {
    remove();
  }
});

it('stays as it was when the month that was played to its end has changed since', {
  timeout: 30_000,
}, async () => {
  const { dir, remove } = scratch();
  try {
    expect(await faultOf(dir, OPENS)).toBeNull();
    expect(await faultOf(dir, OPENS, 'day: 1, at: "09:05", who: nobody-in-it, group: 好')).toMatch(
      /没有“nobody/,
    );
    expect(await faultOf(dir, OPENS, 'day: 1, at: "09:05", who: power-a, press: 签收, on: 电')).toBeNull();
    const again = await play(join(dir, 'data'), NOW, join(dir, 'month.yaml'));
    const ticket = await again.store.ticket(1);
    await again.close();
    expect(ticket?.state).toBe('assigned');
  } finally {
    remove();
  }
});

it('asked to stop, ends after the step in hand and stays at its hour', async () => {
  const { dir, remove } = scratch();
  const progress = new ProgressFile(join(dir, 'demo.json'));
  const stop = new AbortController();
  try {
    const playing = play(dir, NOW, 'data/demo/month.yaml', stop.signal);
    await vi.waitFor(async () => expect((await progress.read())?.done).toBeGreaterThan(10), PATIENCE);
    stop.abort();
    const stopped = await playing;
    const left = await progress.read();
    expect(left?.done).toBeLessThan(left?.steps ?? 0);
    expect(stopped.clock.now()).toBeLessThan(Date.parse(NOW));
    await stopped.close();
  } finally {
    remove();
  }
});
