/** The drawing as a thread of its own runs it: takes its job, posts the PNG, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';
import { cardSvg } from './card.ts';
import type { DrawingJob } from './drawing.ts';
import { FONT, HEIGHT, WIDTH } from './look.ts';

const { facts, width, fonts } = (workerData as { readonly job: DrawingJob }).job;
const options: ResvgRenderOptions = {
  font: { loadSystemFonts: false, fontFiles: [...fonts], defaultFontFamily: FONT },
  fitTo: { mode: 'width', value: width },
};
// Without its letters a picture has lines and boxes, and nobody is told that it says nothing.
const letters = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><text y="90" font-size="80" font-family="${FONT}">按期</text></svg>`;
if (new Resvg(letters, options).getBBox() === undefined) throw new Error('the font has no letters');
parentPort?.postMessage(new Resvg(cardSvg(facts), options).render().asPng());
