/** The messages of a chat as a person sees them: as data, or as a piece of page for what came earlier. */
import { Hono } from 'hono';
import type { ChatMessage } from '../../channels/web/message.ts';
import { refuse, wantsPage } from '../refuse.ts';
import type { Scene } from '../scene.ts';
import { chatAt, isPlace } from '../sight.ts';
import { bubbles } from '../views/bubble.ts';

const SHOWN = 50;
const MOST_SHOWN = 2000;

export function messageRoutes({ channel, roster, board }: Scene): Hono {
  const { chat } = channel;
  const app = new Hono();
  app.get('/as/:person/messages', async (context) => {
    const person = context.req.param('person');
    const { chat: place, before, limit, html } = context.req.query();
    if (!roster.person(person)) return refuse(context, 404, '名册里没有这个人。');
    if (!isPlace(place)) return refuse(context, 400, '聊天只有 group（群聊）和 private（私聊）。');
    const where = chatAt(place, person);
    if (before !== undefined && chat.message(before)?.chat !== where) {
      return refuse(context, 404, '这个聊天里没有那条消息。');
    }
    const count = Math.min(MOST_SHOWN, Math.max(1, Math.floor(Number(limit)) || SHOWN));
    const found = chat.messages(where, { limit: count, ...(before === undefined ? {} : { before }) });
    if (!wantsPage(context) && html !== '1') {
      return context.json({ messages: found.map((message) => asData(message, person)) });
    }
    const [first] = found;
    const older = first ? chat.messages(where, { before: first.id, limit: 1 }).length > 0 : false;
    context.header('X-Older', older ? '1' : '0');
    return context.html(String(bubbles(found, { viewer: person, roster, chat, now: board.now() }).join('')));
  });
  return app;
}

function asData(message: ChatMessage, person: string) {
  const { id, from, at, text, buttons, files, replyTo, editedAt, edits } = message;
  return {
    id,
    from,
    fromBot: from === null,
    at,
    text,
    buttons,
    files: files.map(({ name, kind, size }, index) => ({
      name,
      kind,
      size,
      url: `/as/${person}/files/${id}/${index}`,
    })),
    replyTo,
    edited: editedAt,
    edits,
  };
}
