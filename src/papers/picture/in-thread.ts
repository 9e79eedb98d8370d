/** The drawing as a thread of its own runs it: takes its job, posts the PNG, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';
import { cardSvg } from './card.ts';
import type { DrawingJob } from './drawing.ts';
import { FONT } from './look.ts';

const { facts, width, fonts } = (workerData as { readonly job: DrawingJob }).job;
const options: ResvgRenderOptions = {
  font: { loadSystemFonts: false, fontFiles: [...fonts], defaultFontFamily: FONT },
  fitTo: { mode: 'width', value: width },
};
parentPort?.postMessage(new Resvg(cardSvg(facts), options).render().asPng());
