/** Saying something as a person, with pictures and documents. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { FetchFailure } from '../../channels/port.ts';
import { TEXT_LIMIT } from '../../channels/web/chat.ts';
import type { ChatFile } from '../../channels/web/message.ts';
import { MOST_FILES, TOTAL_LIMIT } from '../limits.ts';
import { type Face, faceOf } from '../people.ts';
import { refuse, wantsPage } from '../refuse.ts';
import type { Scene } from '../scene.ts';
import { chatAt, isPlace, type Place } from '../sight.ts';
import { fieldsOf, fileNameOf, filesOf, isKey, textOf } from './fields.ts';
import { renderPage } from './render-page.ts';

/** What a form wraps around them. */
const WRAPPING = 256 * 1024;

const TOO_LARGE =
  '文件太大：照片每张不超过 10 MB，文件每个不超过 20 MB，合计不超过 25 MB。请压缩后再发，文字还在。';
const NO_ROOM = '服务器磁盘空间不足，照片、文件没有收下，这句话没有发出。只发文字照常能发。';

interface Saying {
  readonly key: string;
  readonly place: Place;
  readonly text: string;
  readonly files: readonly File[];
  readonly replyTo: string | null;
}

/** Something that cannot be said; `error` says why and what to do. */
class Unsayable extends Error {
  constructor(
    readonly status: 400 | 413 | 507,
    readonly error: string,
  ) {
    super(error);
  }
}

export function sayRoutes(scene: Scene): Hono {
  const { channel, roster } = scene;
  const app = new Hono();

  app.post(
    '/as/:person/say',
    bodyLimit({ maxSize: TOTAL_LIMIT + WRAPPING, onError: (context) => refuse(context, 413, TOO_LARGE) }),
    async (context) => {
      const face = faceOf(roster, context.req.param('person'));
      if (!face) return refuse(context, 404, '名册里没有这个人，没有发出。请回首页重新选择。');
      const fields = await fieldsOf(context);
      try {
        const saying = readSaying(fields, face);
        const files = await keep(saying.files);
        const { key, text, place, replyTo } = saying;
        const chat = chatAt(place, face.id);
        const message = await channel.say({ key, as: face.id, chat, text, files, replyTo });
        if (wantsPage(context)) return context.redirect(`/as/${face.id}?chat=${place}`, 303);
        return context.json({ message: message.id });
      } catch (error) {
        const unsayable = error instanceof Unsayable ? error : null;
        if (!unsayable) scene.log.error({ err: error }, '网页里的话没有交给程序');
        const why = unsayable?.error ?? '程序没有接住这句话，请稍后再发一次（不会重复）。';
        const status = unsayable?.status ?? 503;
        if (!wantsPage(context)) return context.json({ error: why }, status);
        const place = isPlace(fields.chat) ? fields.chat : 'group';
        const refused = { text: textOf(fields.text), why };
        const shown = { place, quote: textOf(fields.replyTo), told: null, limit: 50, refused };
        return context.html(await renderPage(scene, face, shown), status);
      }
    },
  );

  /** Throws `Unsayable`. */
  function readSaying(fields: Record<string, unknown>, face: Face): Saying {
    const key = textOf(fields.key);
    const text = textOf(fields.text).replace(/\r\n?/g, '\n');
    const files = filesOf(fields.files);
    const replyTo = textOf(fields.replyTo) || null;
    if (!isKey(key)) throw new Unsayable(400, '页面发来的内容不完整，没有发出。请刷新页面再试。');
    if (!isPlace(fields.chat))
      throw new Unsayable(400, '看不出要发到群聊还是私聊，没有发出。请刷新页面再试。');
    if (text.trim() === '' && files.length === 0)
      throw new Unsayable(400, '还没有写内容。写一句话，或选一张照片再发。');
    if (text.length > TEXT_LIMIT) {
      throw new Unsayable(400, `太长了：一条最多 ${TEXT_LIMIT} 字，现在是 ${text.length} 字。请分成几条发。`);
    }
    if (files.length > MOST_FILES) throw new Unsayable(400, `一次最多发 ${MOST_FILES} 个文件，请分几次发。`);
    const empty = files.find(({ size }) => size === 0);
    if (empty) throw new Unsayable(400, `“${fileNameOf(empty)}”是空的，请换一个文件。`);
    if (files.reduce((sum, { size }) => sum + size, 0) > TOTAL_LIMIT) throw new Unsayable(413, TOO_LARGE);
    const place = fields.chat;
    if (replyTo !== null && channel.chat.message(replyTo)?.chat !== chatAt(place, face.id)) {
      throw new Unsayable(400, '引用的消息不在这个聊天里。请取消引用再发。');
    }
    return { key, place, text, files, replyTo };
  }

  async function keep(files: readonly File[]): Promise<readonly ChatFile[]> {
    const kept: ChatFile[] = [];
    for (const file of files) {
      try {
        kept.push(await channel.chat.keep(new Uint8Array(await file.arrayBuffer()), fileNameOf(file)));
      } catch (error) {
        if (!(error instanceof FetchFailure)) throw error;
        throw error.kind === 'tooLarge' ? new Unsayable(413, TOO_LARGE) : new Unsayable(507, NO_ROOM);
      }
    }
    return kept;
  }

  return app;
}
