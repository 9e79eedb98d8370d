/** The files of messages, for who sees the message. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { refuse } from '../refuse.ts';
import type { Scene } from '../scene.ts';
import { seenBy } from '../sight.ts';

/** What a browser may show by itself: pictures that can hold no script. */
const SHOWN = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

export function fileRoutes({ channel, roster }: Scene): Hono {
  const { chat } = channel;
  const app = new Hono();
  app.get('/as/:person/files/:message/:index', async (context) => {
    const { person, message: id, index } = context.req.param();
    const message = roster.person(person) ? seenBy(person, id, chat) : undefined;
    const file = /^\d{1,3}$/.test(index) ? message?.files[Number(index)] : undefined;
    if (!file) return refuse(context, 404, '没有这个文件，或它不在您看得到的聊天里。');
    const path = chat.pathOf(file.ref);
    const found = await stat(path).catch(() => null);
    if (!found) return refuse(context, 404, '这个文件已经不在了，请对方重发。');
    const shown = SHOWN.has(file.mime);
    const headers = {
      'Content-Type': shown ? file.mime : 'application/octet-stream',
      'Content-Disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(file.name)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, no-cache',
      ETag: `"${file.ref}"`,
    };
    if (context.req.header('if-none-match') === headers.ETag) return context.body(null, 304, headers);
    const body = Readable.toWeb(createReadStream(path)) as ReadableStream;
    return context.body(body, 200, { ...headers, 'Content-Length': String(found.size) });
  });
  return app;
}

/** RFC 8187. */
function encoded(name: string): string {
  return encodeURIComponent(name.replace(/\p{Cs}/gu, '')).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
