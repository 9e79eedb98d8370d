/** What happens in the chats of a person, and on the clock, as it happens. */
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ChatMessage } from '../../channels/web/message.ts';
import type { ClockState } from '../clock-board.ts';
import { refuse } from '../refuse.ts';
import type { Scene } from '../scene.ts';
import { chatAt, PLACES, placeOf } from '../sight.ts';
import { bubble } from '../views/bubble.ts';

const HEARTBEAT_MS = 15_000;
const RETRY_MS = 1000;

export function eventRoutes({ channel, roster, board, streams }: Scene): Hono {
  const { chat } = channel;
  const app = new Hono();
  app.get('/as/:person/events', (context) => {
    const person = context.req.param('person');
    if (!roster.person(person)) return refuse(context, 404, '名册里没有这个人。');
    // A window that has no line of its own is told what it missed, and comes again.
    const isBrief = context.req.query('brief') !== undefined;
    const since = Number(context.req.header('last-event-id') ?? context.req.query('since') ?? 0) || 0;
    return streamSSE(context, async (stream) => {
      const mail = createMailbox();
      const leave = [
        chat.onChange((message) => placeOf(message, person) !== null && mail.put(message)),
        board.watch(mail.putClock),
      ];
      const end = (): void => mail.close();
      streams.add(end);
      stream.onAbort(end);
      // A page from before the folder was emptied knows messages that are no more.
      if (since > chat.change) await stream.writeSSE({ event: 'reload', data: '{}' });
      const missed = PLACES.flatMap((place) => chat.changedSince(chatAt(place, person), since));
      for (const message of [...missed].sort((a, b) => a.change - b.change)) mail.put(message);
      mail.putClock(await board.state());
      await stream.write(`retry: ${RETRY_MS}\n\n`);
      try {
        while (!mail.closed) {
          const { messages, clock } = await mail.take(HEARTBEAT_MS);
          if (messages.length === 0 && clock === null && !mail.closed) {
            await stream.write(': \n\n');
            mail.putClock(await board.state());
          }
          for (const message of messages) {
            const data = {
              chat: placeOf(message, person),
              id: message.id,
              change: message.change,
              html: String(bubble(message, { viewer: person, roster, chat, now: board.now() })),
            };
            await stream.writeSSE({
              event: 'message',
              data: JSON.stringify(data),
              id: String(message.change),
            });
          }
          if (clock) await stream.writeSSE({ event: 'clock', data: JSON.stringify(clock) });
          if (isBrief) return;
        }
      } finally {
        for (const off of leave) off();
        streams.delete(end);
      }
    });
  });
  return app;
}

/** What waits for one reader: of a message and of the clock only the newest, however slow the reader is. */
function createMailbox() {
  const messages = new Map<string, ChatMessage>();
  let clock: ClockState | null = null;
  let closed = false;
  let wake: () => void = () => {};
  return {
    get closed() {
      return closed;
    },
    put(message: ChatMessage): void {
      messages.delete(message.id);
      messages.set(message.id, message);
      wake();
    },
    putClock(state: ClockState): void {
      clock = state;
      wake();
    },
    close(): void {
      closed = true;
      wake();
    },
    /** What has come; empty when nothing comes in that time. */
    async take(withinMs: number) {
      if (messages.size === 0 && clock === null && !closed) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, withinMs);
        });
        clearTimeout(timer);
      }
      const taken = { messages: [...messages.values()], clock };
      messages.clear();
      clock = null;
      return taken;
    },
  };
}
