/** Says that something has changed, so that a page fetches itself anew: no words, only the number of the record's head. */
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { readerOf, type Signed } from '../session.ts';
import type { Site } from '../site.ts';

const LOOK_MS = 1000;
const HEARTBEAT_EVERY = 15;
const RETRY_MS = 3000;

export function liveRoutes(site: Site): Hono<Signed> {
  const { parts, streams } = site;
  const app = new Hono<Signed>();
  app.get('/live', (context) =>
    streamSSE(context, async (stream) => {
      let isOpen = true;
      const end = (): void => {
        isOpen = false;
      };
      streams.add(end);
      stream.onAbort(end);
      try {
        await stream.write(`retry: ${RETRY_MS}\n\n`);
        let told = parts.store.head().seq;
        for (let look = 1; isOpen; look++) {
          await stream.sleep(LOOK_MS);
          const { seq } = parts.store.head();
          // Whoever was signed out meanwhile hears no more, not even that something happens.
          if (look % HEARTBEAT_EVERY === 0 && !(await readerOf(context, site))) return;
          if (seq !== told) await stream.writeSSE({ event: 'change', data: String(seq) });
          else if (look % HEARTBEAT_EVERY === 0) await stream.write(': \n\n');
          told = seq;
        }
      } finally {
        streams.delete(end);
      }
    }),
  );
  return app;
}
