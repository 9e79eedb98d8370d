/** A start looks at the fonts before it counts on pictures: without them it says so, and goes on without pictures. */
import { copyFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../src/log.ts';
import { drawingOr } from '../src/pictures.ts';
import { scratch } from './support/county.ts';

const SHIPPED = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts');
const FACES = ['NotoSansHans-Regular.otf', 'NotoSansHans-Bold.otf'] as const;

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
  for (const face of FACES) copyFileSync(join(SHIPPED, face), join(place.dir, face));
});
afterEach(() => place.remove());

async function started(): Promise<{ readonly draws: boolean; readonly said: string }> {
  const lines: string[] = [];
  const log = createLog('info', (bytes) => lines.push(Buffer.from(bytes).toString()) && bytes.length);
  const drawing = await drawingOr(log, place.dir);
  return { draws: drawing !== null, said: lines.join('') };
}

test('with both fonts there are pictures, and nothing to say', async () => {
  expect(readdirSync(SHIPPED)).toEqual(expect.arrayContaining([...FACES]));
  expect(await started()).toEqual({ draws: true, said: '' });
});

test.each([
  ['is cut off', () => truncateSync(join(place.dir, FACES[1]), 100_000), '画不出图：小结只发文字'],
  ['is empty', () => truncateSync(join(place.dir, FACES[0]), 0), 'is no font'],
  [
    'is a page of an error',
    () => writeFileSync(join(place.dir, FACES[0]), '<html>'.repeat(1_000_000)),
    'is no font',
  ],
])('a font that %s: it is said, and there are none', async (_, spoil, why) => {
  spoil();
  const { draws, said } = await started();
  expect(draws).toBe(false);
  expect(said).toContain(why);
  expect(said).toContain('npm ci');
});

test('a font that is not there: it is said by its name, and there are none', async () => {
  place.remove();
  const { draws, said } = await started();
  expect(draws).toBe(false);
  expect(said).toContain(FACES[0]);
});
