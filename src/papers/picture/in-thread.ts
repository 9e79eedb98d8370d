/** The drawing as a thread of its own runs it: a job, and its PNG. */
import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';
import { work } from '../../thread/working.ts';
import { cardSvg } from './card.ts';
import type { DrawingJob } from './drawing.ts';
import { FONT } from './look.ts';

work<DrawingJob>(async ({ facts, width, fonts }) => {
  const options: ResvgRenderOptions = {
    font: { loadSystemFonts: false, fontFiles: [...fonts], defaultFontFamily: FONT },
    fitTo: { mode: 'width', value: width },
  };
  return new Resvg(cardSvg(facts), options).render().asPng();
});
