/**
 * The picture of a brief as PNG. It is drawn in a thread of its own, as ECharts, the letters and the fonts take over 50 ms.
 * What draws it is a binary for each platform, and two font files: where one of them is missing there are no pictures, and
 * that is said.
 */
import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { MINUTE } from '../../domain/time.ts';
import type { Thread } from '../../thread/apart.ts';
import { keptThread } from '../../thread/kept.ts';
import type { CardFacts } from './facts.ts';
import { WIDTH } from './look.ts';

export interface Drawing {
  /** PNG, 1200 wide unless told, as high as `heightOf` says for that. Rejects when it cannot be drawn. */
  draw(facts: CardFacts, width?: number): Promise<Uint8Array>;
}

export interface DrawingJob {
  readonly facts: CardFacts;
  readonly width: number;
  readonly fonts: readonly string[];
}

const THREAD: Thread = {
  entry: new URL('./in-thread.ts', import.meta.url),
  name: 'the drawing of a picture',
  patienceMs: 2 * MINUTE,
  mostMemoryMb: 256,
};
const require = createRequire(import.meta.url);
/** Twenty thousand characters take more. */
const SMALLEST_FONT = 4_000_000;
const FACES = ['NotoSansHans-Regular.otf', 'NotoSansHans-Bold.otf'];

/** Throws with what is missing. `folder`: where the fonts lie, if not in their package. */
export async function openDrawing(folder = fontsFolder()): Promise<Drawing> {
  require('@resvg/resvg-js');
  const fonts = FACES.map((name) => join(folder, name));
  for (const font of fonts) await refuseNoFont(font);
  const thread = keptThread(THREAD);
  return {
    draw(facts, width = WIDTH) {
      const job: DrawingJob = { facts, width, fonts };
      return thread.run<Uint8Array>(job);
    },
  };
}

function fontsFolder(): string {
  return join(dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts');
}

/** Without its letters a picture has lines and boxes, and resvg says nothing of a font that it cannot read. */
async function refuseNoFont(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const { size } = await file.stat();
    if (buffer.toString('latin1') !== 'OTTO' || size < SMALLEST_FONT)
      throw new Error(`${basename(path)} is no font`);
  } finally {
    await file.close();
  }
}
