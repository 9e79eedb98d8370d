/** A file made for whoever asks, as the answer to a request. */
import type { Context } from 'hono';
import { dispositionOf } from '../file-answer.ts';
import type { Signed } from './session.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function sentFile(context: Context<Signed>, bytes: Uint8Array, type: string, name: string): Response {
  return context.body(new Uint8Array(bytes), 200, {
    'Content-Type': type,
    'Content-Disposition': dispositionOf('attachment', name.replace(/[/\\:*?"<>|]/g, ' ')),
    'Cache-Control': 'private, no-store',
  });
}
