/** A machine for which the binary that draws was not installed: the program says so once, and briefs go out as text. */
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scratch } from '../support/county.ts';
import { segmentText } from '../support/segment-text.ts';
import { startWebWorld, type WebWorld } from '../support/web-world.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RESVG = '@resvg';
const SAID = '画不出图：小结只发文字。请在本机重新运行 npm ci';
const LEADER = 'leader-1';

let place: ReturnType<typeof scratch>;
let world: WebWorld | null = null;
beforeEach(() => {
  place = scratch();
});
afterEach(async () => {
  await world?.end();
  world = null;
  place.remove();
});

/** A folder as `npm ci` leaves it, but for what draws: not there at all, or there for another platform. */
function installedWithout(what: 'module' | 'binary'): string {
  const root = join(place.dir, 'installed');
  const modules = join(root, 'node_modules');
  mkdirSync(modules, { recursive: true });
  for (const name of ['src', 'data', 'flows', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, name), join(root, name), { recursive: true });
  const from = join(ROOT, 'node_modules');
  for (const name of readdirSync(from))
    if (name !== RESVG) symlinkSync(join(from, name), join(modules, name));
  if (what === 'binary')
    cpSync(join(from, RESVG, 'resvg-js'), join(modules, RESVG, 'resvg-js'), { recursive: true });
  return root;
}

test.each(['module', 'binary'] as const)(
  'without the %s it starts, says so in one sentence, and sends the text alone',
  async (what) => {
    world = await startWebWorld({
      clock: { start: '2026-11-27T17:00:00+08:00' },
      root: installedWithout(what),
    });
    const { tg, program, url, dataDir } = world;
    const said = program
      .errors()
      .split('\n')
      .filter((line) => line.includes(SAID));
    expect(said).toHaveLength(1);
    const leader = await world.person(LEADER);
    // A brief that tells of nothing has no picture anyway.
    await (await world.person('xinghuo-1')).says('group', '厂区这两天老是跳闸，请供电公司来看看。');
    await tg.waitForMessage(await world.person('power-a'), '有新的诉求件');
    const leap = await fetch(`${url}/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ to: 'hour' }),
    });
    expect(leap.ok).toBe(true);
    await tg.waitForMessage(leader, '【周报】');
    const record = readdirSync(dataDir)
      .filter((name) => name.startsWith('journal-'))
      .map((name) => segmentText(join(dataDir, name)))
      .join('');
    expect(record).toContain('"period":"weekly:2026-11-23"');
    expect(record, 'no picture is to be drawn later').not.toContain('"picture":true');
    const answer = await fetch(`${url}/as/${LEADER}/messages?chat=private&limit=1000`);
    const { messages } = (await answer.json()) as { messages: { text: string; files: unknown[] }[] };
    expect(messages.some(({ text }) => text.startsWith('【周报】'))).toBe(true);
    expect(messages.flatMap(({ files }) => files)).toEqual([]);
    expect(program.errors(), 'a sentence, not one for each brief').not.toContain('没有画成');
  },
  300_000,
);
