/** A file on disk as the answer to a request. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Context } from 'hono';

/** What a browser may show by itself: pictures that can hold no script. */
const SHOWN = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** Null when it is no more there. Pictures are shown, anything else is saved; neither may run or load anything. */
export async function answerWithFile(
  context: Context,
  file: { readonly path: string; readonly ref: string; readonly name: string; readonly mime: string },
): Promise<Response | null> {
  const found = await stat(file.path).catch(() => null);
  if (!found) return null;
  const shown = SHOWN.has(file.mime);
  const headers = {
    'Content-Type': shown ? file.mime : 'application/octet-stream',
    'Content-Disposition': dispositionOf(shown ? 'inline' : 'attachment', file.name),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, no-cache',
    ETag: `"${file.ref}"`,
  };
  if (context.req.header('if-none-match') === headers.ETag) return context.body(null, 304, headers);
  const body = Readable.toWeb(createReadStream(file.path)) as ReadableStream;
  return context.body(body, 200, { ...headers, 'Content-Length': String(found.size) });
}

export function dispositionOf(how: 'inline' | 'attachment', name: string): string {
  return `${how}; filename*=UTF-8''${encoded(name)}`;
}

/** RFC 8187. */
function encoded(name: string): string {
  return encodeURIComponent(name.replace(/\p{Cs}/gu, '')).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
