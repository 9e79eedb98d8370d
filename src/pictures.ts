/** What draws the pictures of briefs, at a start. */
import type { Logger } from 'pino';
import type { Drawing } from './papers/picture/drawing.ts';

/** Null, and said in the log, where this machine cannot: nobody goes without a brief for want of a picture. */
export async function drawingOr(log: Logger, fonts?: string): Promise<Drawing | null> {
  try {
    // Loaded here: who only asks for help need not wait for it.
    const { openDrawing } = await import('./papers/picture/drawing.ts');
    return await openDrawing(fonts);
  } catch (error) {
    log.warn({ err: error }, '画不出图：小结只发文字。请在本机重新运行 npm ci');
    return null;
  }
}
